"""What the list of banks shows, as values and in words."""

from collections.abc import Mapping

import msgspec

from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.values import Defect
from weakspot.text import format_count

ORIGINS = {"shipped": "shipped", "user": "yours"}


class BankView(msgspec.Struct, frozen=True, kw_only=True):
    """One bank. If it cannot be read, it has `errors`, no `section`, and the name of
    its file as title.

    `kinds`, `levels` and `topics` count questions; `muted` has keys and titles of what
    is not for the player.
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
    errors: tuple[Defect, ...] = ()


def count_words(counts: Mapping[str, int]) -> str:
    """“14 × one right · 8 × several right”: the questions by kind, the most first."""
    ordered = sorted(counts.items(), key=lambda count: -count[1])
    return " · ".join(f"{number} × {kind_words(kind)}" for kind, number in ordered)


def level_words(levels: Mapping[int, int]) -> str:
    """“8 of level 1 · 20 of level 2”."""
    return " · ".join(
        f"{number} of level {level}" for level, number in sorted(levels.items())
    )


def finding_words(bank: BankView, remarks: tuple[Defect, ...] | None) -> str:
    """How sound a bank is, in a word or two; `remarks` are None until it was
    checked.
    """
    if bank.errors:
        return format_count(len(bank.errors), "error")
    if remarks is None:
        return "…"
    return format_count(len(remarks), "finding") if remarks else "sound"


def total_words(banks: tuple[BankView, ...]) -> str:
    """“12 banks · 432 questions”."""
    questions = sum(bank.questions for bank in banks)
    return f"{format_count(len(banks), 'bank')} · {format_count(questions, 'question')}"
