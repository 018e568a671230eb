"""The reasons why questions are drawn, in words."""

from collections import Counter
from collections.abc import Iterable

from weakspot.engine.session import Slot
from weakspot.text import format_count
from weakspot.words.dates import ago_words
from weakspot.words.numbers import times_words


def plan_words(reasons: Iterable[str]) -> str:
    """“4 due · 6 from weak topics · 2 new” for the questions' reasons; perhaps weak is
    counted separately.
    """
    counts = Counter(reasons)
    perhaps = ("from a perhaps weak topic", "from perhaps weak topics")
    words = {
        "due": ("due", "due"),
        "weak": ("from a weak topic", "from weak topics"),
        "perhaps": ("perhaps weak",) * 2 if counts["weak"] else perhaps,
        "new": ("new", "new"),
        "keep": ("to keep", "to keep"),
    }
    return " · ".join(
        format_count(counts[reason], *word)
        for reason, word in words.items()
        if counts[reason]
    )


def reason_words(slot: Slot, today: str) -> str:
    """The reason why the question of this slot was drawn, in one short sentence."""
    return reason_line(slot.reason, slot.misses, slot.last, today)


def reason_line(reason: str, misses: int, last: str | None, today: str) -> str:
    """The reason why a question was drawn, in one short sentence; its concept was asked
    last on `last`, None if never.
    """
    if reason in ("weak", "perhaps"):
        if misses and last is not None:
            return (
                f"You missed this idea {times_words(misses)}, last asked "
                f"{ago_words(last, today)}."
            )
        where = "a weak topic" if reason == "weak" else "a topic that is perhaps weak"
        new = f"New to you, in {where}."
        return (
            new
            if last is None
            else f"From {where}, last asked {ago_words(last, today)}."
        )
    if last is None:
        return "New to you."
    when = ago_words(last, today)
    if not misses and reason != "due" and when == "today":
        return "Once more today, to keep it."
    lead = "Due again" if reason == "due" else "Once more" if misses else "To keep it"
    missed = f"missed {times_words(misses)}, " if misses else ""
    return f"{lead}: {missed}last asked {when}."
