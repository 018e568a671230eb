"""Play the banks by form alone: `python -m tools.audit [FILE…]` says where that beats chance.

Each cue, and all together, have to stay within 5 points of chance over all questions that can be guessed; one
kind of 40 questions or more may stray further by luck, up to three standard errors. A cue far below chance is
as bad as one far above: it can be turned round.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

from tools.guesser import Guess, gains, guesses
from weakspot.bank.catalog import bank_files
from weakspot.bank.course import MAX_DEVIATION, MIN_SAMPLES
from weakspot.bank.reader import read_bank

ERRORS = 3
"""Standard errors that one kind may be off chance by luck."""


def beyond(scored: Sequence[float], kind: str | None) -> bool:
    """Whether a cue tells: over 5 points off chance, and in one kind of 40 questions or more not by luck."""
    off = abs(fmean(scored)) if scored else 0.0
    if kind is None or off <= MAX_DEVIATION:
        return off > MAX_DEVIATION
    return len(scored) >= MIN_SAMPLES and off > ERRORS * stdev(scored) / sqrt(len(scored))


def report(found: Sequence[Guess]) -> tuple[list[str], bool]:
    """A table of points above chance by cue and kind, the questions behind what tells; true if none does."""
    kinds: list[str | None] = [None, *dict.fromkeys(guess.kind for guess in found)]
    members = {kind: [at for at, guess in enumerate(found) if kind in (None, guess.kind)] for kind in kinds}
    lines = [f"{'points above chance':<20}" + "".join(f"{kind or 'all':>10} " for kind in kinds)]
    lines.append(f"{'questions':<20}" + "".join(f"{len(members[kind]):>10} " for kind in kinds))
    behind: list[str] = []
    for cue, scored in gains(found).items():
        cells = ""
        telling: dict[int, float] = {}
        for kind in kinds:
            mine = {at: scored[at] for at in members[kind]}
            tells = beyond(list(mine.values()), kind)
            cells += f"{100 * fmean(mine.values()):>+10.1f}{'!' if tells else ' '}" if mine else ""
            telling |= mine if tells else {}
        lines.append(f"{cue:<20}{cells}")
        behind += _behind(cue, {found[at].id: gain for at, gain in telling.items()})
    return [*(line.rstrip() for line in lines), *behind], not behind


def _behind(cue: str, telling: dict[str, float]) -> list[str]:
    """The questions that take the cue away from chance, those that do most first."""
    if not telling:
        return []
    side = 1 if fmean(telling.values()) > 0 else -1
    most = sorted(telling, key=lambda id: -side * telling[id])
    listed = [f"  {100 * telling[id]:+.0f}  {id}" for id in most if side * telling[id] > 0]
    return ["", f"“{cue}” tells, most in:", *listed]


def main(names: list[str]) -> int:
    """Audit the banks named, or ours: 1 where form alone tells the key, 2 where a bank cannot be read."""
    questions = []
    for path in [Path(name) for name in names] or bank_files(Path("questions")):
        bank = read_bank(path).bank
        if bank is None:
            print(f"{path} is no sound bank: weakspot check {path}")
            return 2
        questions += [(f"{bank.section}/{question.id}", question) for question in bank.questions]
    lines, holds = report(guesses(questions))
    print("\n".join(lines))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
