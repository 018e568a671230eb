"""Drawing a round: the ideas that the player most likely does not know now, each in
other words.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from weakspot.engine import constants as c
from weakspot.engine.mastery import TopicView
from weakspot.engine.records import Memory
from weakspot.engine.rules import (
    Rules,
    draw_exam,
    is_in_scope,
    narrow_units,
    select_missed,
    select_weak,
)
from weakspot.engine.units import DrawnQuestion, Entry, Situation, Unit
from weakspot.engine.values import Random

LEAST_NEED = 1e-300
"""The need of what needs nothing, above 0 so that chance orders these units too."""


def urgency(topic: TopicView) -> float:
    """How much an answer to the topic is worth now; unknown topics come first."""
    doubtful = topic.standing.p_weak > c.P_WEAK_PERHAPS and topic.different == 1
    return (1 - topic.standing.expected) * (c.DOUBTFUL_FACTOR if doubtful else 1)


def need(unit: Unit, urgent: float, today: str) -> float:
    """How much an answer to a unit of an `urgent` topic is worth now, before noise;
    faded ideas first.
    """
    worth = urgent * (1 - unit.recall)
    return (
        worth * c.ANSWERED_TODAY_FACTOR
        if unit.last is not None and unit.last >= today
        else worth
    )


def pick_sibling(unit: Unit, asked: Mapping[str, Memory], rng: Random) -> Entry:
    """Pick the unit's question never answered in its present form, else the one
    answered longest ago.
    """

    def age(entry: Entry) -> tuple[str, float]:
        last = asked.get(entry.key)
        return (
            last.seen if last is not None and last.revision == entry.revision else "",
            rng.random(),
        )

    return min(unit.entries, key=age)


def reason_for(unit: Unit, topic: TopicView) -> str:
    """Why to ask the unit: the first true one of weak, perhaps (weak, and missed), new,
    due, keep.
    """
    if topic.state == "weak" or (topic.state == "perhaps" and topic.misses):
        return topic.state
    if unit.last is None:
        return "new"
    return "due" if unit.recall < c.RETENTION else "keep"


def draw_questions(
    situation: Situation,
    rules: Rules,
    scope: str,
    rng: Random,
    only: frozenset[str] | None = None,
) -> list[DrawnQuestion]:
    """Draw a round's questions in the order to ask them; fewer than asked for rather
    than any twice.

    `scope` narrows the draw to a section or a `section/topic`. `only` has the keys of
    all units to draw from, whatever the rules say.
    """
    units = select_units(situation, rules, scope, only)
    urgent = {key: urgency(topic) for key, topic in situation.topics.items()}
    today, gauss = situation.today, rng.gauss

    def worth(unit: Unit) -> float:
        needed = need(unit, urgent[unit.topic], today)
        return max(needed, LEAST_NEED) * math.exp(c.DRAW_NOISE * gauss(0, 1))

    if rules.sealed:
        chosen = draw_exam(units, rules.count or len(units), rng)
    else:
        ranked = sorted(units, key=worth, reverse=True)
        chosen = fill_round(ranked, situation, rules, passes_of(rules, ranked))
    asked = situation.last_asked(
        [entry.key for unit in chosen for entry in unit.entries]
    )
    drawn = [
        DrawnQuestion(
            pick_sibling(unit, asked, rng),
            unit,
            reason_for(unit, situation.topics[unit.topic]),
        )
        for unit in chosen
    ]
    return interleave(drawn, rng)


def select_units(
    situation: Situation, rules: Rules, scope: str, only: frozenset[str] | None = None
) -> Sequence[Unit]:
    """Select the units from which `draw_questions` draws; what was missed without
    essays if there is more.
    """
    units: Sequence[Unit] = situation.units
    if scope or only is not None:
        units = [
            unit
            for unit in units
            if is_in_scope(unit, scope) and (only is None or unit.key in only)
        ]
    match rules.draw if only is None else "all":
        case "weak":
            units = select_weak(units, situation.topics)
        case "missed":
            units = select_missed(units, situation.today)
        case "flagged":
            units = narrow_units(units, lambda entry: entry.key in situation.flagged)
    if rules.draw == "missed":
        units = [unit.narrow(lambda entry: entry.is_graded) or unit for unit in units]
    return units if rules.graded is None else narrow_units(units, rules.asks)


def passes_of(rules: Rules, units: Sequence[Unit]) -> tuple[int | None, ...]:
    """How many questions of one topic each pass allows; for weak spots an even share,
    at least 1.
    """
    if rules.draw != "weak":
        return rules.per_topic
    if rules.count is None:
        return tuple(range(1, c.MAX_WEAK_PER_TOPIC + 1))
    topics = len({unit.topic for unit in units}) or 1
    return (min(c.MAX_WEAK_PER_TOPIC, math.ceil(rules.count / topics)),)


def fill_round(
    ranked: Sequence[Unit],
    situation: Situation,
    rules: Rules,
    passes: Iterable[int | None],
) -> list[Unit]:
    """Take the units of highest need that fit the count or the minutes, pass by pass;
    at least one.
    """
    chosen: list[Unit] = []
    remaining = ranked
    taken: dict[str, int] = {}
    seconds = 0.0
    for most in passes:
        passed_over = []
        for unit in remaining:
            if most is not None and taken.get(unit.topic, 0) >= most:
                passed_over.append(unit)
                continue
            seconds += unit_seconds(unit, situation)
            too_long = rules.minutes is not None and seconds > 60 * rules.minutes
            if (chosen and too_long) or len(chosen) == rules.count:
                return chosen
            chosen.append(unit)
            taken[unit.topic] = taken.get(unit.topic, 0) + 1
        remaining = passed_over
    return chosen


def unit_seconds(unit: Unit, situation: Situation) -> float:
    """How many seconds a question of the unit takes this player, including reading up
    on a likely miss.
    """
    entries = unit.entries
    mean = sum(
        situation.pace.get(entry.kind, entry.seconds) for entry in entries
    ) / len(entries)
    return mean + c.MISS_SECONDS * (1 - situation.topics[unit.topic].standing.expected)


def round_seconds(drawn: Iterable[DrawnQuestion], situation: Situation) -> float:
    """How many seconds a drawn round takes."""
    return sum(unit_seconds(question.unit, situation) for question in drawn)


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
        previous = order[-1].unit.topic if order else None
        index = next(
            (
                i
                for i, question in enumerate(pending)
                if question.unit.topic != previous
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
