"""Changes of topics over some days, and the whole in three figures."""

from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from weakspot.engine.records import Change


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """The topics, by key, that some days repaired, made weak and made known, each in
    the order of its last change; the repaired are not among the known.

    `states` are the states of every topic that changed: before the first of the days
    and after the last.
    """

    repaired: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    states: Mapping[str, tuple[str, str]] = {}


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of all topics, of those known, and of those weak once and repaired,
    the last on the local date `last`; None before the first.
    """

    topics: int
    known: int
    repaired: int
    last: str | None


def sum_changes(changes: Iterable[Change], topics: Container[str]) -> Changes:
    """Sum up changes, oldest first, of these topics: of each, only its last repair or
    weakness counts.
    """
    weak: dict[str, bool] = {}
    states: dict[str, tuple[str, str]] = {}
    for change in changes:
        if change.topic not in topics:
            continue
        if "weak" in (change.was, change.now):
            weak.pop(change.topic, None)
            weak[change.topic] = change.now == "weak"
        was, _ = states.pop(change.topic, (change.was, ""))
        states[change.topic] = was, change.now
    repaired = tuple(topic for topic, is_weak in weak.items() if not is_weak)
    return Changes(
        repaired=repaired,
        weak=tuple(topic for topic, is_weak in weak.items() if is_weak),
        known=tuple(
            topic
            for topic, (_, now) in states.items()
            if now == "known" and topic not in repaired
        ),
        states=states,
    )


class WeekCount(msgspec.Struct, frozen=True):
    """The numbers of topics known and weak at the end of a local date."""

    day: str
    known: int
    weak: int


def count_by_day(
    changes: Iterable[Change], topics: Container[str], days: Sequence[str]
) -> list[WeekCount]:
    """Count these topics by state at the end of each of the local dates, given oldest
    first, by all changes, oldest first.
    """
    states: dict[str, str] = {}
    counts, later = [], list(changes)[::-1]
    for day in days:
        while later and later[-1].day <= day:
            change = later.pop()
            if change.topic in topics:
                states[change.topic] = change.now
        found = list(states.values())
        counts.append(WeekCount(day, found.count("known"), found.count("weak")))
    return counts


def sum_whole(states: Iterable[tuple[str, str]], weak: Iterable[Change]) -> Whole:
    """Sum up all topics, given with their states, by the last change of each by which
    it became weak or was let go.
    """
    by_key = dict(states)
    repaired = [
        change.day for change in weak if change.now != "weak" and change.topic in by_key
    ]
    return Whole(
        topics=len(by_key),
        known=sum(state == "known" for state in by_key.values()),
        repaired=len(repaired),
        last=max(repaired, default=None),
    )
