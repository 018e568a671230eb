"""Drawing a round: the concepts that the player most likely does not know now, each in
other words.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from weakspot.engine import constants as c
from weakspot.engine.concepts import (
    Concept,
    DrawnQuestion,
    Entry,
    Situation,
    narrow_concepts,
)
from weakspot.engine.mastery import TopicView
from weakspot.engine.records import Memory
from weakspot.engine.rules import (
    Rules,
    draw_exam,
    is_in_scope,
    select_missed,
    select_weak,
)
from weakspot.engine.today import Chosen, arrange_today, plain_reason
from weakspot.engine.values import Random

LEAST_NEED = 1e-300
"""The need of what needs nothing, above 0 so that chance orders these concepts too."""


def urgency(topic: TopicView) -> float:
    """The worth of an answer to the topic now; unknown topics come first."""
    doubtful = topic.estimate.p_weak > c.P_WEAK_PERHAPS and topic.different == 1
    return (1 - topic.estimate.expected) * (c.DOUBTFUL_FACTOR if doubtful else 1)


def need(concept: Concept, urgent: float, today: str) -> float:
    """The worth of an answer to a concept of an `urgent` topic now, before noise;
    faded concepts first.
    """
    worth = urgent * (1 - concept.recall)
    return (
        worth * c.ANSWERED_TODAY_FACTOR
        if concept.last is not None and concept.last >= today
        else worth
    )


def pick_sibling(concept: Concept, asked: Mapping[str, Memory], rng: Random) -> Entry:
    """Pick the concept's question never answered in its present form, else the one
    answered longest ago.
    """

    return min(
        concept.entries, key=lambda entry: (last_seen(entry, asked), rng.random())
    )


def last_seen(entry: Entry, asked: Mapping[str, Memory]) -> str:
    """The id of the last answer to a question in its present form; empty for none."""
    last = asked.get(entry.key)
    return last.seen if last is not None and last.revision == entry.revision else ""


def draw_own(
    entries: Sequence[Entry], asked: Mapping[str, Memory], most: int, rng: Random
) -> list[DrawnQuestion]:
    """Draw at most so many of the questions about a player's own project, those asked
    longest ago, and leave them in their order.
    """
    by_age = sorted(entries, key=lambda one: (last_seen(one, asked), rng.random()))
    drawn = by_age[:most]
    return [
        DrawnQuestion(entry, Concept(entry.concept_key, (entry,)), "own")
        for entry in entries
        if entry in drawn
    ]


def reason_for(concept: Concept, topic: TopicView, rules: Rules) -> str:
    """The reason to ask the concept in a round that has no parts: `again` where it
    draws what was missed, else the first true one of weak, perhaps, new, fading, keep.
    """
    if rules.draw == "missed":
        return "again"
    is_doubtful = topic.state in ("weak", "perhaps")
    return topic.state if is_doubtful else plain_reason(concept)


def choose_concepts(
    situation: Situation,
    rules: Rules,
    scope: str,
    rng: Random,
    only: frozenset[str] | None = None,
) -> list[Chosen]:
    """Choose the concepts that a round asks about;
    fewer than asked for rather than any twice.

    `scope` narrows the draw to a section or a `section/topic`. `only` has the keys of
    all concepts to draw from, whatever the rules say.
    """
    concepts = select_concepts(situation, rules, scope, only)
    urgent = {key: urgency(topic) for key, topic in situation.topics.items()}
    today, gauss = situation.today, rng.gauss

    def worth(concept: Concept) -> float:
        needed = need(concept, urgent[concept.topic], today)
        return max(needed, LEAST_NEED) * math.exp(c.DRAW_NOISE * gauss(0, 1))

    def choose(concept: Concept) -> Chosen:
        return Chosen(
            concept, reason_for(concept, situation.topics[concept.topic], rules)
        )

    if rules.sealed:
        drawn = draw_exam(concepts, rules.count or len(concepts), rng)
        return [*map(choose, drawn)]
    ranked = sorted(concepts, key=worth, reverse=True)
    chosen, passes = [*map(choose, ranked)], passes_of(rules, ranked)
    filled = fill_round(chosen, situation, rules, passes)
    if rules.draw != "today":
        return filled
    questions = rules.count or len(filled)
    parts = arrange_today(ranked, situation.topics, today, questions)
    return fill_round(parts, situation, rules, passes)


def pick_questions(
    chosen: Iterable[Chosen],
    memories: Mapping[str, Memory],
    rng: Random,
) -> list[DrawnQuestion]:
    """Pick a question of each chosen concept, in the order to ask them.

    `memories` has, by question, those of all questions of these concepts.
    """
    drawn = [
        DrawnQuestion(pick_sibling(concept, memories, rng), concept, reason)
        for concept, reason in chosen
    ]
    return interleave(drawn, rng)


def select_concepts(
    situation: Situation, rules: Rules, scope: str, only: frozenset[str] | None = None
) -> Sequence[Concept]:
    """Select the concepts from which `choose_concepts` chooses; what was missed without
    essays if there is more.
    """
    concepts: Sequence[Concept] = situation.concepts
    if scope or only is not None:
        concepts = [
            concept
            for concept in concepts
            if is_in_scope(concept, scope) and (only is None or concept.key in only)
        ]
    match rules.draw if only is None else "all":
        case "weak":
            concepts = select_weak(concepts, situation.topics)
        case "missed":
            concepts = select_missed(concepts, situation.today)
        case "flagged":
            concepts = narrow_concepts(
                concepts, lambda entry: entry.key in situation.flagged
            )
        case "gaps":
            concepts = [one for one in concepts if one.topic in situation.gaps]
    if rules.draw == "missed":
        concepts = [
            concept.narrow(lambda entry: entry.is_graded) or concept
            for concept in concepts
        ]
    return concepts if rules.graded is None else narrow_concepts(concepts, rules.asks)


def passes_of(rules: Rules, concepts: Sequence[Concept]) -> tuple[int | None, ...]:
    """The number of questions of one topic that each pass allows; for weak spots an
    even share, at least 1.
    """
    if rules.draw != "weak":
        return rules.per_topic
    if rules.count is None:
        return tuple(range(1, c.MAX_WEAK_PER_TOPIC + 1))
    topics = len({concept.topic for concept in concepts}) or 1
    return (min(c.MAX_WEAK_PER_TOPIC, math.ceil(rules.count / topics)),)


def fill_round(
    ranked: Sequence[Chosen],
    situation: Situation,
    rules: Rules,
    passes: Iterable[int | None],
) -> list[Chosen]:
    """Take the first concepts that fit the count or the minutes, pass by pass; at least
    one.
    """
    chosen: list[Chosen] = []
    remaining = ranked
    taken: dict[str, int] = {}
    seconds = 0.0
    for most in passes:
        passed_over = []
        for candidate in remaining:
            concept = candidate.concept
            if most is not None and taken.get(concept.topic, 0) >= most:
                passed_over.append(candidate)
                continue
            seconds += concept_seconds(concept, situation)
            too_long = rules.minutes is not None and seconds > 60 * rules.minutes
            if (chosen and too_long) or len(chosen) == rules.count:
                return chosen
            chosen.append(candidate)
            taken[concept.topic] = taken.get(concept.topic, 0) + 1
        remaining = passed_over
    return chosen


def concept_seconds(concept: Concept, situation: Situation) -> float:
    """The seconds that a question of the concept takes this player, including reading
    up on a likely miss.
    """
    entries = concept.entries
    mean = sum(
        situation.pace.get(entry.kind, entry.seconds) for entry in entries
    ) / len(entries)
    return mean + c.MISS_SECONDS * (
        1 - situation.topics[concept.topic].estimate.expected
    )


def round_seconds(drawn: Iterable[DrawnQuestion], situation: Situation) -> float:
    """The seconds that a drawn round takes."""
    return sum(concept_seconds(question.concept, situation) for question in drawn)


def interleave(drawn: Sequence[DrawnQuestion], rng: Random) -> list[DrawnQuestion]:
    """Shuffle: one of the easiest first, then one of another topic than the last as
    long as any is left.
    """
    pending = list(drawn)
    rng.shuffle(pending)
    if pending:
        pending.insert(0, pending.pop(pending.index(min(pending, key=ease))))
    order: list[DrawnQuestion] = []
    while pending:
        previous = order[-1].concept.topic if order else None
        index = next(
            (
                i
                for i, question in enumerate(pending)
                if question.concept.topic != previous
            ),
            0,
        )
        order.append(pending.pop(index))
    return order


def ease(question: DrawnQuestion) -> tuple[int, int]:
    """Sort key of how well a round begins with the question: what one key answers
    first, an essay last.
    """
    return question.entry.ease, question.entry.level
