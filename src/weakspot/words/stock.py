"""Banks, and the questions there are, in words."""

from collections.abc import Mapping
from pathlib import Path

from weakspot.engine.bank_view import BankView
from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.overview import TopicPage
from weakspot.engine.values import LocatedFault
from weakspot.text import format_count, one_line

ORIGINS = {"shipped": "shipped", "user": "yours"}
NO_LESSON = "This section has no lesson."
UNMUTED = {
    True: "Asked again.",
    False: "No longer muted, but its topic or section still is.",
}
"""Said after something was unmuted, by whether it is drawn again."""
SECTION_OFF = "Off: nothing in it is asked or counted."
SECTION_ON = "On: asked and counted again."
ONE_SECTION = "one section at least has to stay on; switch another on first"


def count_words(counts: Mapping[str, int]) -> str:
    """“14 × one right · 8 × several right”: the questions by kind, the most first."""
    ordered = sorted(counts.items(), key=lambda count: -count[1])
    return " · ".join(f"{number} × {kind_words(kind)}" for kind, number in ordered)


def level_words(levels: Mapping[int, int]) -> str:
    """“8 of level 1 · 20 of level 2”."""
    return " · ".join(
        f"{number} of level {level}" for level, number in sorted(levels.items())
    )


def soundness_words(bank: BankView, faults: tuple[LocatedFault, ...] | None) -> str:
    """The number of faults of a bank, or that it is sound; `faults` are None until it
    was checked.
    """
    if bank.errors:
        return format_count(len(bank.errors), "error")
    if faults is None:
        return "…"
    return format_count(len(faults), "fault") if faults else "sound"


def total_words(banks: tuple[BankView, ...]) -> str:
    """“12 banks · 432 questions”."""
    questions = sum(bank.questions for bank in banks)
    return f"{format_count(len(banks), 'bank')} · {format_count(questions, 'question')}"


def stock_words(page: TopicPage) -> list[str]:
    """The questions there are: how many, of which kinds and levels."""
    total = sum(page.kinds.values())
    if not total:
        return ["none that can be asked"]
    unseen = total - page.seen
    some = f"of which {unseen} never asked" if unseen else "all asked before"
    first = f"{total}, {'none asked before' if unseen == total else some}"
    return [first, count_words(page.kinds), level_words(page.levels)]


def gone_line(file: Path) -> str:
    """Said of a bank whose file is gone, in a game that has read it."""
    return f"{one_line(file.name)} is gone; its questions stay until you quit."


def unreadable_line(fault: str, plays_on: bool) -> str:
    """Said of a bank that cannot be read; `fault` is its first, with its place. One
    that was read before `plays_on` as it was.
    """
    until = "; until it is mended it plays on as it was" if plays_on else ""
    return f"A bank cannot be read{until}: {fault}"
