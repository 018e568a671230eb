"""`save rebuild` of 100,000 attempts; the neighbour only reviews the cards."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time

from fsrs import Card, Scheduler

from benchmarks.measure import Row, compare, start, timed
from benchmarks.places import drop
from benchmarks.saves import scratch_save
from weakspot.engine.constants import RETENTION
from weakspot.engine.records import Attempt
from weakspot.engine.scheduler import rate_attempt
from weakspot.store.opening import open_save
from weakspot.store.replay import live_attempts, rebuild

ROW = Row("rebuild", "save rebuild, 100k attempts", "py-fsrs review_card alone", 1.8, 2.5)


def reviewing(attempts: Sequence[Attempt]) -> Callable[[], None]:
    """The reviews of these attempts, one after the other, on cards that are kept."""
    noon = time(12, tzinfo=UTC)
    dates = {day: datetime.combine(date.fromisoformat(day), noon) for day in {one.day for one in attempts}}
    reviews = [(attempt.question, rate_attempt(attempt), dates[attempt.day]) for attempt in attempts]
    review = Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    ).review_card

    def work() -> None:
        cards: dict[str, Card] = {}
        for question, how, when in reviews:
            card = cards.get(question) or Card(card_id=1, due=when)
            cards[question], _ = review(card, how, when)

    return work


start()
save = scratch_save(10_000, 100_000, "rebuild")
db = open_save(save)
work = reviewing(list(live_attempts(db)))
gc.disable()  # as the command does
compare(ROW, timed(lambda: rebuild(db)), timed(work), warm=1)
db.close()
drop(save)
