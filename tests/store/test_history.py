import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from attempts import QUESTIONS, at_minute, log_answer

from weakspot.engine.records import PastExam, TopicAnswer
from weakspot.errors import SaveError
from weakspot.store.opening import open_copy, open_save
from weakspot.store.save import Save

DAY = 24 * 60
"""Minutes."""
TOPIC = QUESTIONS[0][1]


def never() -> bool:
    return False


def test_nodes_are_read_as_they_were_at_the_end_of_each_day(save: Save) -> None:
    log_answer(save, 0, 0.0)
    first = save.nodes()
    log_answer(save, 1, 1.0, 2 * DAY)
    second = save.nodes()
    days = [at_minute(minutes)[:10] for minutes in (-DAY, 0, DAY, 2 * DAY, 3 * DAY)]
    assert save.log.replay_nodes(days, never) == [{}, first, first, second, second]


def test_an_answer_dated_in_the_future_counts_today(save: Save) -> None:
    log_answer(save, 0, 0.0)
    log_answer(
        save, 1, 1.0, 2 * DAY
    )  # then the clock was set back, or somebody flew west
    assert save.log.replay_nodes(
        [at_minute(-DAY)[:10], at_minute(DAY)[:10]], never
    ) == [
        {},
        save.nodes(),
    ]


def test_a_lesson_read_between_two_answers_counts_from_then_on(save: Save) -> None:
    ids = [log_answer(save, 0, 0.0, minutes, explained=False) for minutes in (0, DAY)]
    save.writer.mark_explained(ids[0], at=at_minute(2 * DAY))
    log_answer(save, 0, 1.0, 3 * DAY)
    assert save.log.replay_nodes([at_minute(3 * DAY)[:10]], never) == [save.nodes()]


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_lesson_counts_from_its_own_day_on(save: Save, goes_on: bool) -> None:
    id = log_answer(save, 0, 0.0, explained=False)
    first = save.nodes()
    save.writer.mark_explained(id, at=at_minute(2 * DAY))
    second = save.nodes()
    assert second != first
    if goes_on:
        log_answer(save, 1, 1.0, 4 * DAY)
    days = [at_minute(minutes)[:10] for minutes in (0, DAY, 2 * DAY, 3 * DAY, 4 * DAY)]
    assert save.log.replay_nodes(days, never) == [
        first,
        first,
        second,
        second,
        save.nodes(),
    ]


def test_undone_answers_are_left_out_of_the_history(save: Save) -> None:
    id = log_answer(save, 0, 0.0)
    log_answer(save, 1, 1.0, DAY)
    save.writer.retract(id, at_minute(2 * DAY), None)
    assert save.log.replay_nodes([at_minute()[:10], at_minute(DAY)[:10]], never) == [
        {},
        save.nodes(),
    ]


def test_reading_the_history_stops_when_it_is_cancelled(save: Save) -> None:
    log_answer(save)
    assert save.log.replay_nodes([at_minute()[:10]], lambda: True) == []


def test_an_attempt_that_cannot_be_read_is_named(save: Save) -> None:
    id = log_answer(save)
    save.db.execute("UPDATE attempt SET at = 'never'")
    with pytest.raises(SaveError, match=id):
        save.log.replay_nodes([at_minute()[:10]], never)


@pytest.mark.parametrize("opening", [open_save, open_copy])
def test_another_thread_reads_on_a_connection_of_its_own(
    tmp_path: Path, opening: Callable[[Path], sqlite3.Connection]
) -> None:
    save = Save(opening(tmp_path / "default.db"))
    log_answer(save)
    connection, seen = save.open_beside(), []

    def look() -> None:
        with connection as reads:
            seen.append(reads.log.replay_nodes([at_minute()[:10]], never))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [[save.nodes()]]
    save.close()


def test_the_connection_of_another_thread_is_read_only(tmp_path: Path) -> None:
    save = Save(open_save(tmp_path / "default.db"))
    with (
        save.open_beside() as reads,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        reads.db.execute("DELETE FROM attempt")
    save.close()


def test_an_estimate_rests_on_the_last_eight_answers_that_count(save: Save) -> None:
    for number in range(10):
        log_answer(save, number % 5, 1.0 if number % 2 else 0.5, number * DAY)
    log_answer(save, 0, 0.0, 20 * DAY, seen=True)
    save.writer.append_event(
        "dispute", log_answer(save, 1, 0.0, 21 * DAY), None, at_minute(22 * DAY)
    )
    recent = save.nodes_of(TOPIC.partition("/")[0], TOPIC).topic.recent
    basis = save.log.last_evidence(TOPIC, [answer.question for answer in recent])
    assert [
        (answer.question, answer.day, answer.score >= 1) for answer in reversed(basis)
    ] == [(answer.question, answer.day, answer.right) for answer in recent]


def test_an_answer_comes_with_the_numbers_that_were_drawn(save: Save) -> None:
    log_answer(save, 0, numbers={"price": 2.5})
    question = QUESTIONS[0][0]
    answer = TopicAnswer(
        question, at_minute()[:10], 1.0, {"price": 2.5}, at_minute(), None
    )
    assert save.log.last_evidence(TOPIC, [question]) == [answer]


def test_exams_are_listed_newest_first_without_undone_ones(save: Save) -> None:
    for number, score in enumerate((21.5, 30.0, 12.0)):
        results = {"mode": "exam", "score": score, "asked": 40}
        save.writer.end_round(
            f"exam-{number}", at_minute(number * DAY)[:10], at_minute(number), results
        )
    save.writer.end_round("other", at_minute()[:10], at_minute(3), {"mode": "today"})
    save.writer.reopen_round("exam-2", "exam", at_minute(4), "{}", None)
    assert save.log.exams() == [
        PastExam(day=at_minute(DAY)[:10], score=30.0, asked=40),
        PastExam(day=at_minute()[:10], score=21.5, asked=40),
    ]
