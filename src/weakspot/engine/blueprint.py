"""What an exam is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from weakspot.engine.selection import Unit


def blueprint(units: Sequence[Unit], count: int, rng: Random) -> list[Unit]:
    """Units for an exam: the sections by turns, the topics of each by turns, else at random.

    By chance and not by need: an exam samples what there is to know, not what the player is weak in.
    """
    sections: dict[str, list[Unit]] = {}
    for unit in rng.sample(units, len(units)):
        sections.setdefault(unit.section, []).append(unit)
    by_turns = [by_topic(own) for own in sections.values()]
    rng.shuffle(by_turns)
    rows = zip_longest(*by_turns)
    return [unit for row in rows for unit in row if unit is not None][:count]


def by_topic(units: Iterable[Unit]) -> list[Unit]:
    """The units, one of each topic before a second one of any."""
    topics: dict[str, list[Unit]] = {}
    for unit in units:
        topics.setdefault(unit.topic, []).append(unit)
    return [unit for row in zip_longest(*topics.values()) for unit in row if unit is not None]
