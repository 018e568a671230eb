"""What else there is to know of a question that was answered: why it was asked, how it went, its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from weakspot.engine.kinds.words import kind_words
from weakspot.engine.records import Past
from weakspot.engine.session import Slot
from weakspot.text import UNICODE_MARKS, Marks, date_words, reason_line, verdict_mark

if TYPE_CHECKING:
    from weakspot.engine.kinds.every import AnyQuestion

MOST = 5
"""How many of its last answers are told."""

LEVELS = {1: "recall", 2: "understand", 3: "apply", 4: "judge"}


def detail_lines(
    question: AnyQuestion, slot: Slot, past: Sequence[Past], today: str, marks: Marks = UNICODE_MARKS
) -> list[tuple[str, str]]:
    """Labels and texts; `past` are its last answers, newest first."""
    asked = ("Asked", reason_line(slot.reason, slot.misses, slot.last, today))
    return [asked, *known_lines(question, past, today, marks)]


def known_lines(
    question: AnyQuestion, past: Sequence[Past], today: str, marks: Marks = UNICODE_MARKS
) -> list[tuple[str, str]]:
    """The same of a question that is not in play."""
    source = question.source
    went = (f"{date_words(one.day, today)} {verdict_mark(one.score, marks)}" for one in past)
    kind = kind_words(str(question.__struct_config__.tag))
    lines = (
        ("History", " · ".join(went) or "none"),
        ("Source", source.title),
        ("Link", source.url),
        ("Kind", f"{kind} · level {question.level} of {max(LEVELS)}, {LEVELS[question.level]}"),
        ("As of", question.as_of),
    )
    return [(label, text) for label, text in lines if text is not None]
