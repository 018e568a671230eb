"""The rows of the table: how each is computed from the figures of many seeds, and what
it must reach.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist, fmean

import msgspec
from msgspec.structs import replace

from benchmarks.learners.players import RULES as PLAYER_RULES
from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import BINS, MANY, QUESTIONS, RULES, Figures

Reading = Callable[[Sequence[Figures]], float]
LEVEL = 0.95


class Row(msgspec.Struct, frozen=True):
    """One row: a figure for each kind of learner and its bound, which is an upper one
    if `at_most`; without `bounds` it is only reported.
    """

    what: str
    read: Reading
    bounds: tuple[float, ...] = ()
    at_most: bool = False
    digits: int = 1

    def is_met_by(self, value: float, bound: float) -> bool:
        """True if the value is within the bound."""
        return value <= bound if self.at_most else value >= bound


class Cell(msgspec.Struct, frozen=True):
    """A value with its 95 % interval over seeds."""

    value: float
    low: float
    high: float


def ratio(part: str, whole: str, percent: float = 100) -> Reading:
    """A reading: the sum of one figure over seeds as a share of another's; NaN if that
    is 0.
    """

    def read(trials: Sequence[Figures]) -> float:
        total = sum(one[whole] for one in trials)
        return percent * sum(one[part] for one in trials) / total if total else math.nan

    return read


def mean(name: str) -> Reading:
    """A reading: the mean of one figure over seeds."""
    return lambda trials: fmean(one[name] for one in trials)


def calibration_error(trials: Sequence[Figures]) -> float:
    """The expected calibration error (0..1) of predictions, in bins, over the tests of
    all seeds.
    """
    tests = sum(one["tests"] for one in trials)
    return (
        sum(abs(sum(one[f"off {at}"] for one in trials)) for at in range(BINS)) / tests
    )


def gain_over_repeating(trials: Sequence[Figures]) -> float:
    """The gain of a drill with siblings over one with the same wordings, in
    percent.
    """
    return ratio("varied", "repeated")(trials) - 100


ORACLE = f"oracle {QUESTIONS}"
ROWS = (
    Row(
        "gain over no study, % of the oracle's", ratio("ours", ORACLE), (88, 83, 78, 79)
    ),
    Row(
        f"gain with {MANY} a day, %",
        ratio("ours many", f"oracle {MANY}"),
        (92, 89, 88, 82),
    ),
    Row(
        "gain with no concept labels, %",
        ratio("ours unlabelled", ORACLE),
        (84, 79, 74, 72),
    ),
    Row(
        "ECE of predictions, day 31",
        calibration_error,
        (0.085,) * 4,
        at_most=True,
        digits=3,
    ),
    Row(
        "mean error of shown mastery, day 31",
        ratio("errors", "topics shown", 1),
        (0.15, 0.15, 0.16, 0.27),
        at_most=True,
        digits=3,
    ),
    Row("topics let go: at 0.6, %", ratio("let go known", "let go"), (67, 78, 86, 68)),
    Row("truly weak shown after 3 rounds, %", ratio("early", "early of")),
    Row("after 10 rounds: flags on topics ≥ 0.8, %", ratio("false", "false of")),
    Row("five lowest, round 10: truly weak, %", ratio("lowest", "lowest of")),
    Row("5 days of weak: gain over repeating wordings, %", gain_over_repeating),
)
GAINS = (
    *(Row(name, ratio(name, ORACLE)) for name in RULES),
    Row("ours", ratio("ours", ORACLE)),
)


def of_rule(rule: str, part: str, whole: str, percent: float = 100) -> Reading:
    """A reading of one rule's figures for the players."""
    return ratio(f"{rule}: {part}", f"{rule}: {whole}", percent)


def player_rows(rule: str) -> tuple[Row, ...]:
    """The rows of a rule for players of whom a few topics are weak; only ours has
    bounds.
    """
    rows: tuple[Row, ...] = (
        Row(
            f"{rule}: promised misses again, reworded, within 7 rounds, %",
            of_rule(rule, "kept", "promised"),
            (95,) * 3,
        ),
        Row(f"{rule}: all misses so, %", of_rule(rule, "again", "misses")),
        Row(
            f"{rule}: truly weak topics repaired after 10 rounds, %",
            of_rule(rule, "repaired", "weak"),
            (38, 32, 20),
        ),
    )
    if rule != "random":
        rows += (
            Row(
                f"{rule}: share of a round from topics called weak, %",
                of_rule(rule, "asked weak", "asked"),
            ),
            Row(
                f"{rule}: named after round 5, precision, %",
                of_rule(rule, "named hits", "named"),
                (-math.inf, -math.inf, 50),
            ),
            Row(
                f"{rule}: named after round 5, recall, %",
                of_rule(rule, "named hits", "named of"),
                (-math.inf, -math.inf, 20),
            ),
            Row(
                f"{rule}: ever named in 10 rounds, precision, %",
                of_rule(rule, "ever hits", "ever"),
            ),
        )
    return rows if rule == "ours" else tuple(replace(row, bounds=()) for row in rows)


PLAYER_ROWS = tuple(row for rule in PLAYER_RULES for row in player_rows(rule))


def estimate_cell(read: Reading, trials: Sequence[Figures]) -> Cell:
    """Estimate a value over all seeds with its interval, by leaving out each in turn
    (the jackknife).
    """
    value, count = read(trials), len(trials)
    without = [read([*trials[:at], *trials[at + 1 :]]) for at in range(count)]
    center = fmean(without)
    error = math.sqrt((count - 1) / count * sum((one - center) ** 2 for one in without))
    return Cell(
        value,
        value - student_t(count - 1) * error,
        value + student_t(count - 1) * error,
    )


def student_t(freedom: int) -> float:
    """Student's t for a 95 % interval by degrees of freedom, to second order
    (Abramowitz & Stegun 26.7.5).
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return z + (z**3 + z) / (4 * freedom) + second


def find_misses(
    row: Row, cells: Sequence[Cell], kinds: Sequence[str] = KINDS
) -> list[str]:
    """Find the kinds of learner that miss the row's bound."""
    triples = zip(kinds, cells, row.bounds, strict=False)
    return [kind for kind, one, bound in triples if not row.is_met_by(one.value, bound)]
