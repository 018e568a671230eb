"""What a player reads after an answer, and other details of a question, for the screen
and for lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.records import PastAnswer
from weakspot.engine.session import Outcome, Slot
from weakspot.engine.values import Part, Verdict, kind_words
from weakspot.text import verdict_mark
from weakspot.words.dates import ahead_words, date_words
from weakspot.words.reasons import reason_words
from weakspot.words.verdicts import verdict_words

SEEN_NOTE = "You had seen its answer: the topic's figures stay as they were."
"""The note below an answer given again, in place of how the topic moved."""
PAST_ANSWERS_SHOWN = 5
"""How many of a question's last answers its history shows."""
LEVELS = {1: "recall", 2: "understand", 3: "apply", 4: "judge"}


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict in words, the explanation, and why each wrong pick is wrong.

    `reasons` are labels and texts; `mixups` are the beliefs betrayed, `link` the
    address of the `source`, `work` the worked solution of a number, and `sure` a remark
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
    """A missed question: its score and prompt, what was right in one line, when it is
    `due` again, the explanation, and what else teaches, see `repair_details`.
    """

    score: float
    prompt: str
    right: str
    due: str
    explain: str
    details: Sequence[tuple[str, str]]


def build_feedback(
    question: AnyQuestion,
    slot: Slot,
    outcome: Outcome,
    misconceptions: Mapping[str, str],
) -> Feedback:
    """Build the feedback on an outcome; `misconceptions` are the bank's beliefs by
    slug.
    """
    verdict = outcome.verdict
    numbered = number_parts(verdict.parts, slot.shown)
    source = question.source
    return Feedback(
        word=verdict_words(verdict.score, verdict.note, outcome.unknown),
        explain=question.explain,
        reasons=tuple(
            label_reason(question, at, part, part.why)
            for at, part in numbered
            if part.why
        ),
        mixups=tuple(
            misconceptions[slug]
            for slug in verdict.misconceptions
            if slug in misconceptions
        ),
        source=source.title,
        link=source.url or "",
        work=question.fill_work(slot.numbers),
        sure=sure_words(verdict.right, outcome.confidence),
    )


def label_reason(
    question: AnyQuestion, number: int, part: Part, why: str
) -> tuple[str, str]:
    """Label the reason `why` a part is wrong; for a faulty line, add what it should be.

    The label is like “Why not 2” where options have numbers, else the part in its own
    words.
    """
    match question:
        case kinds.LinesQuestion():
            fix = part.expected
            if fix is not None and fix != part.label:
                why += f" Better: {fix}" if "`" in fix else f" Better: `{fix}`"
            return f"Line {number}", why
        case kinds.DecisionQuestion():
            acts = any(part.label == action.text for action in question.actions)
            return f"Why not {number}" if acts else f"Not because {number}", why
        case kinds.TypedQuestion():
            return f"“{part.given}”", why
    if question.texts:
        return f"Why not {number}", why
    return part.label or "Why not", why


def sure_words(right: bool, confidence: str | None) -> str:
    """A remark on how sure the player was; empty unless the verdict belies it."""
    if confidence == "sure" and not right:
        return "You were sure: worth a second look. No mistake is more useful to find."
    return (
        "A good guess: it comes back sooner." if confidence == "guess" and right else ""
    )


def asked_words(
    question: AnyQuestion, numbers: Mapping[str, float], gap: str = "____"
) -> str:
    """The prompt with these numbers, and `gap` for each gap; `{}` in that becomes the
    gap's number.
    """
    asked = question.fill_prompt(numbers)
    if not isinstance(question, kinds.TypedQuestion):
        return asked
    for number in range(1, len(question.gaps) + 1):
        asked = asked.replace(f"{{{number}}}", gap.format(number))
    return asked


def rights_line(question: AnyQuestion, slot: Slot, verdict: Verdict) -> str:
    """What was right, in one line: steps in order, faulty lines with their numbers, and
    of pairs and sorted items only those that were wrong.
    """
    if isinstance(question, kinds.OrderQuestion):
        return join_texts(question.steps)
    if isinstance(question, kinds.LinesQuestion):
        faulty = (
            (at, line.text) for at, line in enumerate(question.lines, 1) if line.fault
        )
        return join_texts(f"line {at}: {text.strip()}" for at, text in faulty)
    parts = [
        part
        for _, part in number_parts(verdict.parts, slot.shown)
        if part.expected is not None
    ]
    if isinstance(
        question, (kinds.MatchQuestion, kinds.SortQuestion)
    ):  # each part expects something
        parts = [part for part in parts if not part.right]
    return join_texts(map(right_words, parts))


def given_line(slot: Slot, verdict: Verdict) -> str:
    """What was answered, in one line and in the order shown: the bank's order would
    tell what is right.
    """
    parts = (part for _, part in number_parts(verdict.parts, slot.shown) if part.given)
    return join_texts(with_label(part, str(part.given)) for part in parts)


def join_texts(texts: Iterable[str]) -> str:
    """Join texts into one line with semicolons, dropping full stops before them."""
    return "; ".join(texts).replace(".; ", "; ")


def number_parts(
    parts: tuple[Part, ...], shown: tuple[tuple[int, ...], ...]
) -> list[tuple[int, Part]]:
    """Number the parts in the order shown; in their own order where they are not those
    of the lists shown.

    Each of several lists is numbered from 1: the actions of a decision, then its
    reasons.
    """
    first = shown[:1]
    lists = first if first and len(first[0]) == len(parts) else shown
    if sum(map(len, lists)) != len(parts):
        return list(enumerate(parts, 1))
    numbered, before = [], 0
    for order in lists:
        numbered += [
            (number, parts[before + index]) for number, index in enumerate(order, 1)
        ]
        before += len(order)
    return numbered


def right_words(part: Part) -> str:
    """What was right in a part, after its label where that differs."""
    return part.label if part.expected is None else with_label(part, part.expected)


def with_label(part: Part, text: str) -> str:
    """The text after its part's label, where that differs: “DPO: they change”."""
    return text if part.label in ("", text) else f"{with_colon(part.label)} {text}"


def with_colon(label: str) -> str:
    """The label with a colon, unless it ends in punctuation of its own."""
    return label if label.endswith(("?", "!", ".", ":")) else f"{label}:"


def due_again_words(outcome: Outcome, today: str, size: int) -> str:
    """When a missed question is due again; its idea has `size` questions, 0 if it was
    muted.
    """
    if not size:
        return "muted"
    when = f"due {ahead_words(outcome.due, today)}"
    return f"{when}, reworded" if size > 1 else when


def repair_details(
    work: str, details: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What teaches about a missed question: its worked solution, and of its details the
    source and history.

    A history of only this miss is left out.
    """
    rows = [("Worked out", work)] if work else []
    rows += [detail for detail in details if detail[0] in ("Source", "Link")]
    return rows + [
        detail for detail in details if detail[0] == "History" and " · " in detail[1]
    ]


def detail_lines(
    question: AnyQuestion, slot: Slot | None, past: Sequence[PastAnswer], today: str
) -> list[tuple[str, str]]:
    """A question's details as labels and texts; `past` are its last answers, newest
    first.

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
    kind = kind_words(str(question.__struct_config__.tag))
    lines = (
        ("Asked", None if slot is None else reason_words(slot, today)),
        ("History", " · ".join(history) or "none"),
        ("Source", source.title),
        ("Link", source.url),
        (
            "Kind",
            (
                f"{kind} · level {question.level} of {max(LEVELS)}, "
                f"{LEVELS[question.level]}"
            ),
        ),
        ("As of", question.as_of),
    )
    return [(label, text) for label, text in lines if text is not None]
