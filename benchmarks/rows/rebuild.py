"""`save rebuild` of 100,000 attempts; the anchor only reviews the cards."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time

from fsrs import Card, Scheduler

from benchmarks.measure import Row, call_side, compare, prepare_process
from benchmarks.places import remove_database
from benchmarks.saves import copy_save
from weakspot.engine.constants import RETENTION
from weakspot.engine.records import AttemptCore
from weakspot.engine.scheduler import rate_attempt
from weakspot.store.opening import open_save
from weakspot.store.replay import read_log, rebuild

ROW = Row("rebuild", "save rebuild, 100k attempts", "py-fsrs review_card alone", 2, 2.5)


def review_work(attempts: Sequence[AttemptCore]) -> Callable[[], None]:
    """A call that reviews all these attempts in turn, one card for each question."""
    noon = time(12, tzinfo=UTC)
    days = {attempt.day for attempt in attempts}
    dates = {day: datetime.combine(date.fromisoformat(day), noon) for day in days}
    reviews = [
        (attempt.question, rate_attempt(attempt), dates[attempt.day])
        for attempt in attempts
    ]
    review = Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    ).review_card

    def work() -> None:
        cards: dict[str, Card] = {}
        for question, rating, when in reviews:
            card = cards.get(question) or Card(card_id=1, due=when)
            cards[question], _ = review(card, rating, when)

    return work


prepare_process()
save = copy_save(10_000, 100_000, "rebuild")
db = open_save(save)
work = review_work([entry for entry in read_log(db) if isinstance(entry, AttemptCore)])
gc.disable()  # as the command does
compare(ROW, call_side(lambda: rebuild(db)), call_side(work), warm=1)
db.close()
remove_database(save)
