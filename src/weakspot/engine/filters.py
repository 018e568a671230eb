"""Which units a mode draws from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from weakspot.engine import constants as c

if TYPE_CHECKING:
    from weakspot.engine.entries import Entry
    from weakspot.engine.selection import Situation, Unit


def in_scope(unit: Unit, scope: str) -> bool:
    """Does the unit belong to the section or topic `scope`? All do where it is empty."""
    return not scope or scope in (unit.topic, unit.section)


def all_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """Every unit."""
    return units


def weak_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The units of weak topics; if none is, of the three tried topics that are most likely weak."""
    topics = {unit.topic: situation.topics[unit.topic] for unit in units}
    weak = {key for key, topic in topics.items() if topic.state == "weak"}
    if not weak:
        tried = [key for key, topic in topics.items() if topic.state != "untried"]
        tried.sort(key=lambda key: topics[key].standing.p_weak, reverse=True)
        weak = set(tried[:3])
    return [unit for unit in units if unit.topic in weak]


def missed_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The units whose last answer was a miss, in the last days."""
    return missed_lately(units, situation.today)


def missed_lately(units: Iterable[Unit], today: str) -> list[Unit]:
    """The same, without all that a draw rests on."""
    since = (date.fromisoformat(today) - timedelta(days=c.MISSED_DAYS)).isoformat()
    return [unit for unit in units if unit.missed and unit.last is not None and unit.last >= since]


def flagged_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The flagged questions, each for its unit."""
    return narrowed(units, lambda item: item.key in situation.flagged)


def narrowed(units: Iterable[Unit], wanted: Callable[[Entry], bool]) -> list[Unit]:
    """The units that have a question wanted, with those alone."""
    found = []
    for unit in units:
        items = tuple(item for item in unit.items if wanted(item))
        if items:
            found.append(msgspec.structs.replace(unit, items=items))
    return found


FILTERS: dict[str, Callable[[list[Unit], Situation], list[Unit]]] = {
    "all": all_units,
    "weak": weak_units,
    "missed": missed_units,
    "flagged": flagged_units,
}
