"""The reasons why questions are drawn, in words."""

from collections.abc import Iterable

from weakspot.engine.session import Slot
from weakspot.engine.today import PART_OF, PlanParts, count_parts
from weakspot.words.dates import ago_words
from weakspot.words.numbers import times_words

DONE = "done"
"""Said in place of the parts once today's round is over."""


def plan_words(reasons: Iterable[str]) -> str:
    """“4 come back · 5 to repair · 11 new” for the questions' reasons."""
    return parts_words(count_parts(reasons))


def parts_words(parts: PlanParts) -> str:
    """The parts of a round that have any question; “nothing to ask” without any."""
    shown = " · ".join(f"{number} {words}" for number, words, _ in part_rows(parts))
    return shown or "nothing to ask"


def part_rows(parts: PlanParts) -> list[tuple[int, str, str]]:
    """The number of questions, the words and the name of each part that has any."""
    rows = (
        (parts.again, "comes back" if parts.again == 1 else "come back", "again"),
        (parts.repair, "to repair", "repair"),
        (parts.new, "new", "new"),
        (parts.keep, "to keep", "keep"),
    )
    return [row for row in rows if row[0]]


def part_word(reason: str) -> str:
    """The reason why a question was drawn, by its part of the plan: “again”, “to
    repair”, “new”, “fading” or “to keep”; empty where there is none.
    """
    words = {"again": "again", "repair": "to repair", "new": "new", "keep": "to keep"}
    return "fading" if reason == "fading" else words.get(PART_OF.get(reason, ""), "")


def reason_words(slot: Slot, today: str) -> str:
    """The reason why the question of this slot was drawn, in one short sentence."""
    return reason_line(slot.reason, slot.misses, slot.last, today)


def reason_line(reason: str, misses: int, last: str | None, today: str) -> str:
    """The reason why a question was drawn, in one short sentence; its concept was asked
    last on `last`, None if never.
    """
    when = "" if last is None else ago_words(last, today)
    if reason == "own":
        return "It asks about a project of yours, from the mini-lab."
    if reason == "checking":
        return "Missed once in this topic: this checks whether it is weak."
    if reason in ("again", "weak", "perhaps"):
        if misses and last is not None:
            return f"You missed this idea {times_words(misses)}, last asked {when}."
        if reason == "again":
            return f"Missed last time, last asked {when}."
        weak = "a weak topic" if reason == "weak" else "a topic that is perhaps weak"
        new = f"New to you, in {weak}."
        return new if last is None else f"From {weak}, last asked {when}."
    if last is None:
        return "New to you."
    if not misses and reason != "fading" and when == "today":
        return "Once more today, to keep it."
    lead = "Fading" if reason == "fading" else "Once more" if misses else "To keep it"
    missed = f"missed {times_words(misses)}, " if misses else ""
    return f"{lead}: {missed}last asked {when}."
