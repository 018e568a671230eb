"""Which units a mode draws from, and of which an exam is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from weakspot.engine import constants as c

if TYPE_CHECKING:
    from random import Random

    from weakspot.engine.entries import Entry
    from weakspot.engine.mastery import TopicView
    from weakspot.engine.selection import Situation, Unit


def in_scope(unit: Unit, scope: str) -> bool:
    """Does the unit belong to the section or topic `scope`? All do where it is empty."""
    return not scope or scope in (unit.topic, unit.section)


def wanted_units(units: list[Unit], draw: str, situation: Situation) -> list[Unit]:
    """Those of the units that rules with this `draw` want, with the questions wanted alone."""
    match draw:
        case "weak":
            return weak_units(units, situation.topics)
        case "missed":
            return missed_units(units, situation.today)
        case "flagged":
            return narrowed(units, lambda item: item.key in situation.flagged)
    return units


def weak_units(units: list[Unit], views: Mapping[str, TopicView]) -> list[Unit]:
    """The units of weak topics; if none is, of the three tried topics that are most likely weak."""
    topics = {unit.topic: views[unit.topic] for unit in units}
    weak = {key for key, topic in topics.items() if topic.state == "weak"}
    if not weak:
        tried = [key for key, topic in topics.items() if topic.state != "untried"]
        tried.sort(key=lambda key: topics[key].standing.p_weak, reverse=True)
        weak = set(tried[:3])
    return [unit for unit in units if unit.topic in weak]


def missed_units(units: Iterable[Unit], today: str) -> list[Unit]:
    """The units whose last answer was a miss, in the last days."""
    since = (date.fromisoformat(today) - timedelta(days=c.MISSED_DAYS)).isoformat()
    return [unit for unit in units if unit.missed and unit.last is not None and unit.last >= since]


def narrowed(units: Iterable[Unit], wanted: Callable[[Entry], bool]) -> list[Unit]:
    """The units that have a question wanted, with those alone."""
    found = []
    for unit in units:
        items = tuple(item for item in unit.items if wanted(item))
        if items:
            found.append(msgspec.structs.replace(unit, items=items))
    return found


def blueprint(units: Sequence[Unit], count: int, rng: Random) -> list[Unit]:
    """Units for an exam: the sections by turns, the topics of each by turns, else at random.

    By chance and not by need: an exam samples what there is to know, not what the player is weak in.
    """
    sections: dict[str, dict[str, list[Unit]]] = {}
    for unit in rng.sample(units, len(units)):
        sections.setdefault(unit.section, {}).setdefault(unit.topic, []).append(unit)
    each = [by_turns(topics.values()) for topics in sections.values()]
    rng.shuffle(each)
    return by_turns(each)[:count]


def by_turns(lists: Iterable[Iterable[Unit]]) -> list[Unit]:
    """One unit of each list before a second one of any."""
    return [unit for row in zip_longest(*lists) for unit in row if unit is not None]
