"""The banks as a player sees them: what each holds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from weakspot.engine.kinds.words import kind_words
from weakspot.text import counted

ORIGINS = {"shipped": "shipped", "user": "yours"}


class Remark(msgspec.Struct, frozen=True):
    """Something wrong in a bank: where in its file (line and column from 1), and what, with a hint."""

    line: int
    column: int
    text: str


class BankView(msgspec.Struct, frozen=True, kw_only=True):
    """One bank. One that cannot be read has `errors`, no `section`, and its file's name for a title.

    `kinds`, `levels` and `topics` count questions; `muted` are keys and titles of what is not for the player.
    """

    file: str
    title: str
    origin: str
    section: str = ""
    questions: int = 0
    kinds: Mapping[str, int] = {}
    levels: Mapping[int, int] = {}
    topics: Mapping[str, int] = {}
    muted: tuple[tuple[str, str], ...] = ()
    errors: tuple[Remark, ...] = ()


def count_words(counts: Mapping[str, int]) -> str:
    """“14 × one right · 8 × several right”: the questions by kind, the most first."""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    return " · ".join(f"{number} × {kind_words(kind)}" for kind, number in ordered)


def level_words(levels: Mapping[int, int]) -> str:
    """“8 of level 1 · 20 of level 2”."""
    return " · ".join(f"{number} of level {level}" for level, number in sorted(levels.items()))


def finding_words(bank: BankView, remarks: tuple[Remark, ...] | None) -> str:
    """How sound a bank is, in a word or two; `remarks` are None until it was looked over."""
    if bank.errors:
        return counted(len(bank.errors), "error")
    if remarks is None:
        return "…"
    return counted(len(remarks), "finding") if remarks else "sound"


def total_words(banks: tuple[BankView, ...]) -> str:
    """“12 banks · 432 questions”."""
    return f"{counted(len(banks), 'bank')} · {counted(sum(one.questions for one in banks), 'question')}"
