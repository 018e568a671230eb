"""Guess the banks' answers by form alone; `python -m tools.audit [FILE…]` reports where
that beats chance.

Each cue, and all of them together, must stay within 5 points of chance over all
questions that can be guessed. One kind of 40 questions or more may be further off by
luck, up to three standard errors. A cue far below chance is as bad as one far above, as
it can be inverted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

from tools.guesser import Guess, build_guesses, measure_gains
from weakspot.bank.catalog import bank_files
from weakspot.bank.course import MAX_DEVIATION, MIN_SAMPLES
from weakspot.bank.reader import read_bank

MAX_STANDARD_ERRORS = 3
"""The most that one kind may be off chance by luck."""


def is_off_chance(gains: Sequence[float], kind: str | None) -> bool:
    """True if a cue tells: over 5 points off chance, and in one kind of 40 questions or
    more not by luck.
    """
    off = abs(fmean(gains)) if gains else 0.0
    if kind is None or off <= MAX_DEVIATION:
        return off > MAX_DEVIATION
    return len(gains) >= MIN_SAMPLES and off > MAX_STANDARD_ERRORS * stdev(
        gains
    ) / sqrt(len(gains))


def build_report(guesses: Sequence[Guess]) -> tuple[list[str], bool]:
    """A table of points above chance by cue and kind, and the questions behind it; true
    if no cue tells.
    """
    kinds: list[str | None] = [None, *dict.fromkeys(guess.kind for guess in guesses)]
    members = {
        kind: [at for at, guess in enumerate(guesses) if kind in (None, guess.kind)]
        for kind in kinds
    }
    lines = [
        f"{'points above chance':<20}"
        + "".join(f"{kind or 'all':>10} " for kind in kinds)
    ]
    lines.append(
        f"{'questions':<20}" + "".join(f"{len(members[kind]):>10} " for kind in kinds)
    )
    details: list[str] = []
    for cue, gains in measure_gains(guesses).items():
        cells = ""
        telling: dict[int, float] = {}
        for kind in kinds:
            own = {at: gains[at] for at in members[kind]}
            tells = is_off_chance(list(own.values()), kind)
            cells += (
                f"{100 * fmean(own.values()):>+10.1f}{'!' if tells else ' '}"
                if own
                else ""
            )
            telling |= own if tells else {}
        lines.append(f"{cue:<20}{cells}")
        details += _question_lines(
            cue, {guesses[at].id: gain for at, gain in telling.items()}
        )
    return [*(line.rstrip() for line in lines), *details], not details


def _question_lines(cue: str, telling: dict[str, float]) -> list[str]:
    """The questions that move the cue away from chance, those that do most first."""
    if not telling:
        return []
    sign = 1 if fmean(telling.values()) > 0 else -1
    ranked = sorted(telling, key=lambda id: -sign * telling[id])
    listed = [
        f"  {100 * telling[id]:+.0f}  {id}" for id in ranked if sign * telling[id] > 0
    ]
    return ["", f"“{cue}” tells, most in:", *listed]


def main(names: list[str]) -> int:
    """Audit the given banks, or ours:
    1 if form alone tells the key, 2 if a bank cannot be read.
    """
    questions = []
    for path in [Path(name) for name in names] or bank_files(Path("questions")):
        bank = read_bank(path).bank
        if bank is None:
            print(f"{path} is no sound bank: weakspot check {path}")
            return 2
        questions += [
            (f"{bank.section}/{question.id}", question) for question in bank.questions
        ]
    lines, passes = build_report(build_guesses(questions))
    print("\n".join(lines))
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
