"""The rows of the table: how each is read from the figures of many seeds, and what it must reach."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist, fmean

import msgspec

from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import BINS, MANY, QUESTIONS, RULES, Figures

Reading = Callable[[Sequence[Figures]], float]
LEVEL = 0.95


class Row(msgspec.Struct, frozen=True):
    """One row: a figure for each kind of learner and its bound, the least or (`most`) the most allowed.

    With `mean` the one bound is for the mean over the kinds.
    """

    what: str
    read: Reading
    bounds: tuple[float, ...] = ()
    most: bool = False
    mean: bool = False
    digits: int = 1

    def reaches(self, value: float, bound: float) -> bool:
        """Is the bound kept?"""
        return value <= bound if self.most else value >= bound


class Cell(msgspec.Struct, frozen=True):
    """A value with its 95 % interval over seeds."""

    value: float
    low: float
    high: float


def ratio(part: str, whole: str, percent: float = 100) -> Reading:
    """The sum of one figure over seeds as a share of another's."""

    def read(trials: Sequence[Figures]) -> float:
        total = sum(one[whole] for one in trials)
        return percent * sum(one[part] for one in trials) / total if total else math.nan

    return read


def mean(name: str) -> Reading:
    """The mean over seeds."""
    return lambda trials: fmean(one[name] for one in trials)


def calibration(trials: Sequence[Figures]) -> float:
    """The expected calibration error: how far predictions are off by bin, over the tests of all seeds."""
    tests = sum(one["tests"] for one in trials)
    return sum(abs(sum(one[f"off {at}"] for one in trials)) for at in range(BINS)) / tests


def better(trials: Sequence[Figures]) -> float:
    """By how many percent the drill with siblings gains more than that with the same wordings."""
    return ratio("varied", "repeated")(trials) - 100


ORACLE = f"oracle {QUESTIONS}"
ROWS = (
    Row("gain over no study, % of the oracle's", ratio("ours", ORACLE), (88, 83, 78, 76)),
    Row(f"gain with {MANY} a day, %", ratio("ours many", f"oracle {MANY}"), (92, 91, 90, 84)),
    Row("gain with no concept labels, %", ratio("ours unlabelled", ORACLE), (88, 83, 77, 68)),
    Row("ECE of predictions, day 31", calibration, (0.085,) * 4, most=True, digits=3),
    Row(
        "mean error of shown mastery, day 31",
        ratio("errors", "topics shown", 1),
        (0.15, 0.15, 0.16, 0.27),
        most=True,
        digits=3,
    ),
    Row("truly weak shown after 3 rounds, %", ratio("early", "early of"), (19, 9, 6, 10)),
    Row("rounds until half of those < 0.6 are shown", mean("half"), (8.5, 12, 13, 10), most=True),
    Row(
        "shown after 3 rounds, first three of 20, %",
        ratio("early long", "early long of"),
        (36, 20, 14, 20),
    ),
    Row("rounds until half, first three of 20", mean("half long"), (6, 8, 12, 7.5), most=True),
    Row("after 10 rounds: flags on topics ≥ 0.8, %", ratio("false", "false of"), (8, 26, 31, 37), most=True),
    Row("five lowest, round 10: truly weak, %", ratio("lowest", "lowest of"), (86, 70, 42, 66)),
    Row("topics let go: at 0.6, %", ratio("let go known", "let go"), (67, 80, 86, 75)),
    Row("5 days of weak: gain over repeating wordings, %", better, (6,), mean=True),
)
GAINS = (*(Row(name, ratio(name, ORACLE)) for name in RULES), Row("ours", ratio("ours", ORACLE)))


def cell(read: Reading, trials: Sequence[Figures]) -> Cell:
    """The value over all seeds, with the interval that leaving out each in turn gives (the jackknife)."""
    value, count = read(trials), len(trials)
    without = [read([*trials[:at], *trials[at + 1 :]]) for at in range(count)]
    middle = fmean(without)
    error = math.sqrt((count - 1) / count * sum((one - middle) ** 2 for one in without))
    return Cell(value, value - student(count - 1) * error, value + student(count - 1) * error)


def student(freedom: int) -> float:
    """Student's t for a 95 % interval, to the second order (Abramowitz & Stegun 26.7.5)."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return z + (z**3 + z) / (4 * freedom) + second


def misses(row: Row, cells: Sequence[Cell]) -> list[str]:
    """The kinds of learner, or the mean over them, of which the row's bound is not kept."""
    if row.mean:
        return [] if row.reaches(fmean(one.value for one in cells), row.bounds[0]) else ["mean"]
    triples = zip(KINDS, cells, row.bounds, strict=False)
    return [kind for kind, one, bound in triples if not row.reaches(one.value, bound)]
