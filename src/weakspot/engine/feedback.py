"""What a player reads after an answer, and what else there is to know of a question, on every face."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.records import Past
from weakspot.engine.session import Outcome, Slot
from weakspot.engine.values import Part, Verdict, kind_words
from weakspot.text import ahead_words, date_words, reason_line, verdict_mark, verdict_words

SEEN = "You had seen its answer: the topic's figures stay as they were."
"""What stands below an answer given again, in place of how the topic moved."""
PAST_TOLD = 5
"""How many of a question's last answers are told."""
LEVELS = {1: "recall", 2: "understand", 3: "apply", 4: "judge"}


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict in words, the explanation, and for each wrong pick why it is wrong.

    `sure` is what there is to say of how sure the player was, empty where there is nothing.
    `reasons` go by a label in words; `mixups` are the beliefs betrayed, `rights` the right options with the
    numbers that they had on the screen, `link` the address of the `source`, `work` the way to a number, each
    empty where there is none.
    """

    word: str
    explain: str
    reasons: tuple[tuple[str, str], ...]
    mixups: tuple[str, ...]
    rights: tuple[tuple[int, str], ...]
    source: str
    link: str = ""
    work: str = ""
    sure: str = ""


class Repair(NamedTuple):
    """A missed question: its score, what was asked, what was right in one line, when it is back, why that was
    right, and what else teaches, see `repair_details`.
    """

    score: float
    prompt: str
    right: str
    back: str
    explain: str
    details: Sequence[tuple[str, str]]


def feedback(
    question: AnyQuestion, slot: Slot, outcome: Outcome, misconceptions: Mapping[str, str]
) -> Feedback:
    """What to say of the outcome; `misconceptions` are the bank's beliefs by slug."""
    verdict = outcome.verdict
    numbered = numbered_parts(verdict.parts, slot.shown)
    source = question.source
    return Feedback(
        word=verdict_words(verdict.score, verdict.note, outcome.unknown),
        explain=question.explain,
        reasons=tuple(reason_of(question, number, part, part.why) for number, part in numbered if part.why),
        mixups=tuple(misconceptions[slug] for slug in verdict.misconceptions if slug in misconceptions),
        rights=tuple((number, right_words(part)) for number, part in numbered if part.expected is not None),
        source=source.title,
        link=source.url or "",
        work=question.fill_work(slot.numbers),
        sure=sure_words(verdict.right, outcome.confidence),
    )


def reason_of(question: AnyQuestion, number: int, part: Part, why: str) -> tuple[str, str]:
    """What a reason is told of, and the reason, with what a faulty line should be.

    It is told of “Why not 2” where options have numbers, else of the part in its own words.
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
    """What to say of how sure the player was: only where that was not borne out."""
    if confidence == "sure" and not right:
        return "You were sure: worth a second look. No mistake is more useful to find."
    return "A good guess: it comes back sooner." if confidence == "guess" and right else ""


def asked_words(question: AnyQuestion, numbers: Mapping[str, float], gap: str = "____") -> str:
    """The prompt as it is asked with these numbers, a line to write on for each gap; `{}` in it is the gap's
    number.
    """
    asked = question.fill_prompt(numbers)
    if not isinstance(question, kinds.TypedQuestion):
        return asked
    for number in range(1, len(question.gaps) + 1):
        asked = asked.replace(f"{{{number}}}", gap.format(number))
    return asked


def rights_line(question: AnyQuestion, slot: Slot, verdict: Verdict) -> str:
    """What was right in one line: steps in their order, the faulty lines with their numbers, what was paired
    or sorted wrong.
    """
    if isinstance(question, kinds.OrderQuestion):
        return in_line(question.steps)
    if isinstance(question, kinds.LinesQuestion):
        faulty = ((at, line.text) for at, line in enumerate(question.lines, 1) if line.fault)
        return in_line(f"line {at}: {text.strip()}" for at, text in faulty)
    parts = [part for _, part in numbered_parts(verdict.parts, slot.shown) if part.expected is not None]
    if isinstance(question, (kinds.MatchQuestion, kinds.SortQuestion)):  # each part is told by itself
        parts = [part for part in parts if not part.right]
    return in_line(map(right_words, parts))


def given_line(slot: Slot, verdict: Verdict) -> str:
    """What was answered in one line, in the order shown: the bank's own would tell what is right."""
    parts = (part for _, part in numbered_parts(verdict.parts, slot.shown) if part.given)
    return in_line(labelled(part, str(part.given)) for part in parts)


def in_line(texts: Iterable[str]) -> str:
    """The texts in one line, without the full stop that would stand before a semicolon."""
    return "; ".join(texts).replace(".; ", "; ")


def numbered_parts(parts: tuple[Part, ...], shown: tuple[tuple[int, ...], ...]) -> list[tuple[int, Part]]:
    """The parts in the order shown, each with its number there; in their own order where no list holds them.

    Several lists are numbered each from 1: the actions of a decision, then its reasons.
    """
    first = shown[:1]
    lists = first if first and len(first[0]) == len(parts) else shown
    if sum(map(len, lists)) != len(parts):
        return list(enumerate(parts, 1))
    numbered, before = [], 0
    for order in lists:
        numbered += [(number, parts[before + index]) for number, index in enumerate(order, 1)]
        before += len(order)
    return numbered


def right_words(part: Part) -> str:
    """What was right, after its label where that says something else."""
    return part.label if part.expected is None else labelled(part, part.expected)


def labelled(part: Part, text: str) -> str:
    """The text after its part's label, where that says something else: “DPO: they change”."""
    return text if part.label in ("", text) else f"{leading(part.label)} {text}"


def leading(label: str) -> str:
    """`label` as it leads on to more: with a colon, unless it has an end of its own."""
    return label if label.endswith(("?", "!", ".", ":")) else f"{label}:"


def back_words(outcome: Outcome, today: str, size: int) -> str:
    """When a missed question is due again; its idea has `size` questions to ask, 0 if it was muted."""
    if not size:
        return "muted"
    when = f"due {ahead_words(outcome.due, today)}"
    return f"{when}, reworded" if size > 1 else when


def repair_details(work: str, details: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What teaches, of the details of a missed question: the way to a number, its source, how it went before.

    A history of nothing but this miss tells nothing.
    """
    told = [("Worked out", work)] if work else []
    told += [one for one in details if one[0] in ("Source", "Link")]
    return told + [one for one in details if one[0] == "History" and " · " in one[1]]


def detail_lines(
    question: AnyQuestion, slot: Slot | None, past: Sequence[Past], today: str
) -> list[tuple[str, str]]:
    """Labels and texts; `past` are its last answers, newest first. Without a `slot` it is not in play."""
    source = question.source
    went = (
        f"{date_words(one.day, today)} {verdict_mark(one.score)}{' disputed' if one.disputed else ''}"
        for one in past
    )
    kind = kind_words(str(question.__struct_config__.tag))
    lines = (
        ("Asked", None if slot is None else reason_line(slot.reason, slot.misses, slot.last, today)),
        ("History", " · ".join(went) or "none"),
        ("Source", source.title),
        ("Link", source.url),
        ("Kind", f"{kind} · level {question.level} of {max(LEVELS)}, {LEVELS[question.level]}"),
        ("As of", question.as_of),
    )
    return [(label, text) for label, text in lines if text is not None]
