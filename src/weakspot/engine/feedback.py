"""What a player reads after an answer and after a round, the same on every face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.engine.values import Part
from weakspot.text import (
    ahead,
    counted,
    needs_brief,
    needs_line,
    percent,
    state_word,
    sure_words,
    verdict_words,
)


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict in words, the explanation, and for each wrong pick why it is wrong.

    `sure` is what there is to say of how sure the player was, empty where there is nothing.
    `reasons` go by a label in words; `mixups` are the beliefs betrayed, `rights` the right options with the
    numbers that they had on the screen, `work` the way to a number, empty where there is none.
    """

    word: str
    explain: str
    reasons: tuple[tuple[str, str], ...]
    mixups: tuple[str, ...]
    rights: tuple[tuple[int, str], ...]
    source: str
    work: str = ""
    sure: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A round in figures: how its `asked` answers went, what moved topic by topic, what is to be repaired."""

    asked: int
    right: int
    partly: int
    skipped: int
    seconds: float
    points: int
    moves: tuple[Move, ...]
    to_repair: tuple[tuple[Slot, Outcome], ...]

    @property
    def missed(self) -> int:
        """How many answers were not even partly right."""
        return self.asked - self.right - self.partly


class Repair(NamedTuple):
    """A missed question: its score, what was asked, what was right in one line, and when it is back."""

    score: float
    prompt: str
    right: str
    back: str


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
        reasons=tuple(
            (reason_label(question, number, part), reason_text(question, part, part.why))
            for number, part in numbered
            if part.why
        ),
        mixups=tuple(misconceptions[slug] for slug in verdict.misconceptions if slug in misconceptions),
        rights=tuple((number, right_words(part)) for number, part in numbered if part.expected is not None),
        source=source.title if source.url is None else f"{source.title} · {source.url}",
        work=question.worked(slot.numbers),
        sure=sure_words(verdict.right, outcome.confidence),
    )


def reason_label(question: AnyQuestion, number: int, part: Part) -> str:
    """What a reason is told of: “Why not 2” where options have numbers, else the part in its own words."""
    if isinstance(question, LinesQuestion):
        return f"Line {number}"
    if isinstance(question, DecisionQuestion):
        acts = any(part.label == action.text for action in question.actions)
        return f"Why not {number}" if acts else f"Not because {number}"
    if question.texts:
        return f"Why not {number}"
    if isinstance(question, TypedQuestion):
        return f"“{part.given}”"
    return part.label or "Why not"


def reason_text(question: AnyQuestion, part: Part, why: str) -> str:
    """The reason, with what a faulty line should be."""
    fix = part.expected
    if not isinstance(question, LinesQuestion) or fix is None or fix == part.label:
        return why
    return f"{why} Better: {fix}" if "`" in fix else f"{why} Better: `{fix}`"


def asked_words(question: AnyQuestion, slot: Slot) -> str:
    """The prompt as it was asked, each gap as a line to write on."""
    asked = question.asked(slot.numbers)
    if not isinstance(question, TypedQuestion):
        return asked
    for number in range(1, len(question.gaps) + 1):
        asked = asked.replace(f"{{{number}}}", "____" if len(question.gaps) == 1 else f"__{number}__")
    return asked


def rights_line(question: AnyQuestion, told: Feedback) -> str:
    """What was right in one line: steps in their order, the faulty lines with their numbers."""
    if isinstance(question, OrderQuestion):
        return "; ".join(question.steps)
    if isinstance(question, LinesQuestion):
        faulty = ((at, line.text) for at, line in enumerate(question.lines, 1) if line.fault)
        return "; ".join(f"line {at}: {text.strip()}" for at, text in faulty)
    return "; ".join(text for _, text in told.rights)


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
    """What was right, after its label where that says something else: “DPO: they change”."""
    if part.expected is None or part.label == part.expected:
        return part.label
    return f"{part.label}: {part.expected}" if part.label else part.expected


def move_figures(move: Move) -> str:
    """How the topic's mastery moved; the plain facts while an estimate would mean nothing."""
    if move.different < 2:
        return tally(move.answers, move.misses)
    if move.before is None:
        return percent(move.after.mastery)
    before = round(100 * move.before.mastery)
    return f"{before} → {percent(move.after.mastery)}"


def tally(answers: int, misses: int) -> str:
    """“missed 2 of 2”, “right 3 of 3”, “missed 1 of 3”; “not tried” before the first answer."""
    if not answers:
        return "not tried"
    return f"missed {misses} of {answers}" if misses else f"right {answers} of {answers}"


def move_words(move: Move, brief: bool = False) -> str:
    """What the answer means for the topic, or what it still needs to be let go."""
    if move.state == "weak":
        return f"until {needs_brief(move.needs)}" if brief else f"weak until {needs_line(move.needs)}"
    if move.was_weak:
        return "no longer weak"
    word = state_word(move.state, move.misses)
    return f"{word}: more answers tell" if word == "unsure" and not brief else word


def back_words(outcome: Outcome, today: str, reworded: bool) -> str:
    """When a missed question is back; `reworded` if its idea has another question."""
    when = ahead(outcome.due, today)
    return f"{when}, reworded" if reworded else when


def summary(session: Session) -> Summary:
    """The round in figures, as far as it was played; what is disputed is left out."""
    played = session.counted
    scores = [outcome.verdict.score for _, outcome in played]
    return Summary(
        asked=len(played),
        right=sum(score >= 1 for score in scores),
        partly=sum(0 < score < 1 for score in scores),
        skipped=session.outcomes.count(None),
        seconds=sum(outcome.seconds for _, outcome in played),
        points=sum(outcome.points for _, outcome in played),
        moves=merged_moves(outcome.move for _, outcome in played),
        to_repair=tuple((slot, outcome) for slot, outcome in played if not outcome.verdict.right),
    )


def merged_moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    """One move a topic, from before its first answer to after its last; weak topics first.

    A topic of which nothing is known yet, as after an answer that does not count, has not moved.
    """
    merged: dict[str, Move] = {}
    for move in moves:
        if move.state == "untried":
            continue
        first = merged.get(move.topic, move)
        merged[move.topic] = msgspec.structs.replace(move, before=first.before, was_weak=first.was_weak)
    rank = {"weak": 0, "perhaps": 1}
    return tuple(sorted(merged.values(), key=lambda move: rank.get(move.state, 2)))


def score_words(summed: Summary, is_exam: bool = False) -> str:
    """“7 of 10 right, 2 partly, 1 missed”; of an exam, what was left open is among the ten."""
    words = [f"{summed.right} of {summed.asked + is_exam * summed.skipped} right"]
    if summed.partly:
        words.append(f"{summed.partly} partly")
    if summed.missed:
        words.append(f"{summed.missed} missed")
    if summed.skipped:
        words.append(f"{summed.skipped} {'left open' if is_exam else 'skipped'}")
    return ", ".join(words)


def plan_words(reasons: Mapping[str, int]) -> str:
    """What a round is made of: “4 due · 6 from weak topics · 2 new”; what is perhaps weak is told apart."""
    ones = "ones" if reasons.get("weak") else "topics"
    parts = [
        (reasons.get("due", 0), "due"),
        (reasons.get("weak", 0), "from weak topics"),
        (reasons.get("perhaps", 0), f"from perhaps weak {ones}"),
        (reasons.get("new", 0), "new"),
        (reasons.get("keep", 0), "to keep"),
    ]
    return " · ".join(f"{number} {word}" for number, word in parts if number)


def topic_words(answers: int, different: int, misses: int) -> str:
    """What an estimate rests on: “5 answers, missed twice”."""
    if different < 2:
        return tally(answers, misses)
    return f"{counted(answers, 'answer')}, {misses} missed"
