"""Feedback in words: what a player reads after an answer,
and other details of a question, for the screen and for lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.engine.records import PastAnswer, TopicAnswer
from weakspot.engine.session import Outcome, Slot
from weakspot.engine.values import Part, Verdict
from weakspot.text import verdict_mark
from weakspot.words.dates import date_words
from weakspot.words.reasons import reason_words

CLEARING_NOTE = (
    "To clear it, answer right where the same mix-up is offered, or the same idea "
    "is asked in other words."
)
SEEN_NOTE = "You had seen its answer: the topic's figures stay as they were."
"""The note below an answer given again, in place of how the topic moved."""
PAST_ANSWERS_SHOWN = 5
"""The number of a question's last answers that its history shows."""
LEVELS = {1: "recall", 2: "understand", 3: "apply", 4: "judge"}


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict in words, the explanation, and why each wrong pick is wrong.

    `reasons` are labels and texts; `mixups` are the beliefs betrayed, `link` the
    address of the `source`, `work` the worked solution of a number, and `sure` a line
    on how sure the player was. Each is empty where there is none.
    """

    word: str
    explain: str
    reasons: tuple[tuple[str, str], ...]
    mixups: tuple[str, ...]
    source: str
    link: str = ""
    work: str = ""
    sure: str = ""


class Repair(NamedTuple):
    """A missed question: its place in the round, its score, prompt and topic, what was
    given wrongly and what is right, in one line each, and what is promised of it.
    """

    at: int
    score: float
    prompt: str
    topic: str
    wrong: str
    right: str
    promise: str


def verdict_words(score: float, note: str | None, unknown: bool) -> str:
    """A verdict in a few kind words, with its `note`; `unknown` where the player said
    “I don't know”.
    """
    if score >= 1:
        return f"Right · {note}" if note else "Right"
    if unknown and score <= 0:
        return "Not known yet"
    word = "Partly" if score > 0 else "Missed"
    return f"{word}: {note}" if note else word


def build_feedback(
    question: Question, slot: Slot, outcome: Outcome, misconceptions: Mapping[str, str]
) -> Feedback:
    """Build the feedback on an outcome; `misconceptions` are the bank's
    beliefs by slug.
    """
    verdict = outcome.verdict
    source = question.source
    return Feedback(
        word=verdict_words(verdict.score, verdict.note, outcome.unknown),
        explain=question.explain,
        reasons=tuple(
            question.label_reason(at, part, part.why)
            for at, part in verdict.number_parts(slot.shown)
            if part.why
        ),
        mixups=tuple(
            misconceptions[slug]
            for slug in verdict.misconceptions
            if slug in misconceptions
        ),
        source=source.title if source else "",
        link=(source.url if source else None) or "",
        work=question.fill_work(slot.numbers),
        sure=sure_words(verdict.right, outcome.confidence),
    )


def sure_words(right: bool, confidence: str | None) -> str:
    """A line on how sure the player was; empty unless the verdict belies it."""
    if confidence == "sure" and not right:
        return "You were sure: worth a second look. No mistake is more useful to find."
    return (
        "A good guess: it comes back sooner." if confidence == "guess" and right else ""
    )


def rights_line(question: Question, slot: Slot, verdict: Verdict) -> str:
    """The right answer, in one line: steps in order, faulty lines with their numbers,
    and of pairs and sorted items only those that were wrong.
    """
    parts = [part for _, part in verdict.number_parts(slot.shown)]
    return join_texts(question.right_texts(parts))


UNKNOWN = "I don't know"


def given_line(slot: Slot, verdict: Verdict) -> str:
    """The player's answer, in one line and in the order shown: the bank's order would
    tell what is right.
    """
    return join_given(part for _, part in verdict.number_parts(slot.shown))


def wrong_line(slot: Slot, verdict: Verdict) -> str:
    """The wrong parts of the player's answer; empty if only something was left out."""
    numbered = verdict.number_parts(slot.shown)
    return join_given(part for _, part in numbered if not part.right)


def join_given(parts: Iterable[Part]) -> str:
    """Join what was given to these parts into one line."""
    return join_texts(part.add_label(part.given) for part in parts if part.given)


def logged_line(answer: TopicAnswer) -> str | None:
    """A logged answer in one line; None for *I don't know*."""
    texts = None if answer.given is None else answer.given.get("texts")
    return join_texts(map(str, texts)) if texts else None


def join_texts(texts: Iterable[str]) -> str:
    """Join texts into one line with semicolons, dropping full stops before them."""
    return "; ".join(texts).replace(".; ", "; ")


def promise_words(size: int, within_week: bool) -> str:
    """The promise of a missed concept, which has `size` questions, 0 if it was muted;
    `within_week` if the queue of what was missed is no longer than that.
    """
    if not size:
        return "muted"
    if size > 1:
        return "back in other words" + (" this week" if within_week else "")
    return "back this week" if within_week else "comes back"


def promise_line(promise: str) -> str:
    """A promise as a sentence; empty without one."""
    return f"{promise[0].upper()}{promise[1:]}." if promise else ""


def detail_lines(
    question: Question, slot: Slot | None, past: Sequence[PastAnswer], today: str
) -> list[tuple[str, str]]:
    """A question's details as labels and texts; `past` are its last
    answers, newest first.

    Without a `slot` the question is not in play.
    """
    source = question.source
    history = (
        (
            f"{date_words(each.day, today)} "
            f"{verdict_mark(each.score)}{' disputed' if each.disputed else ''}"
        )
        for each in past
    )
    lines = (
        ("Asked", None if slot is None else reason_words(slot, today)),
        ("History", " · ".join(history) or "none"),
        ("Source", source.title if source else None),
        ("Link", source.url if source else None),
        (
            "Kind",
            (
                f"{question.word} · level {question.level} of {max(LEVELS)}, "
                f"{LEVELS[question.level]}"
            ),
        ),
        ("As of", question.as_of),
    )
    return [(label, text) for label, text in lines if text is not None]
