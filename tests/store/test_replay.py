import sqlite3
from functools import partial
from random import Random
from typing import Any

import pytest
from attempts import at_minute, log_answer, make_attempt, read_derived
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import LOG, RECORD, STEP, take_step

from weakspot.engine.ids import mint
from weakspot.errors import SaveError
from weakspot.store.mapping import ATTEMPT_COLUMNS, INSERT_ATTEMPT, attempt_row
from weakspot.store.opening import open_memory
from weakspot.store.replay import rebuild
from weakspot.store.save import Save


@settings(max_examples=50, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_looking_back_ends_at_the_nodes_of_today(steps: list[tuple[Any, ...]]) -> None:
    save = Save(open_memory())
    ids: list[str] = []
    for step in steps:
        take_step(save, step, ids)
    assert save.log.replay_nodes(["9999-12-31"], lambda: False) == [save.nodes()]
    save.close()


def make_log(steps: list[tuple[Any, ...]], seed: int) -> tuple[list[Any], list[Any]]:
    """Return the attempts and events of a new save after these steps."""
    save, ids = Save(open_memory(), partial(Random(seed).getrandbits, 74)), []
    for step in steps:
        take_step(save, step, ids)
    tables = [
        save.db.execute(f"SELECT * FROM {table}").fetchall()
        for table in ("attempt", "event")
    ]
    save.close()
    return tables[0], tables[1]


def merge_logs(*logs: tuple[list[Any], list[Any]]) -> Save:
    """Make a save with the union of these logs, appended in turn, and derive its
    rows.
    """
    save = Save(open_memory())
    for attempts, done in logs:
        save.db.executemany(
            (
                "INSERT OR IGNORE INTO attempt VALUES "
                f"({', '.join('?' * len(ATTEMPT_COLUMNS))})"
            ),
            attempts,
        )
        save.db.executemany("INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?)", done)
    rebuild(save.db)
    return save


@settings(max_examples=40)
@given(LOG, LOG, RECORD)
def test_merged_logs_give_the_same_whatever_their_order_and_go_on_as_one(
    steps: list[tuple[Any, ...]], others: list[tuple[Any, ...]], more: tuple[Any, ...]
) -> None:
    first, second = make_log(steps, 1), make_log(others, 2)
    merged, merged_back = merge_logs(first, second), merge_logs(second, first, second)
    assert read_derived(merged.db) == read_derived(merged_back.db)
    take_step(merged, more, [])
    after = read_derived(merged.db)
    rebuild(merged.db)
    assert read_derived(merged.db) == after
    merged.close(), merged_back.close()


def test_a_question_that_changed_its_concept_leaves_its_old_concept() -> None:
    save = Save(open_memory())
    log_answer(save, 0, concept="old", reason="new")
    log_answer(save, 0, concept="new", reason="new")
    log_answer(
        save, 2, concept="old", reason="new"
    )  # nothing carries the old concept any more: it pays again
    before = read_derived(save.db)
    assert save.days(1)[0].points == 30
    rebuild(save.db)
    assert read_derived(save.db) == before
    save.close()


def test_a_rebuild_repairs_changed_derived_rows() -> None:
    save = Save(open_memory())
    for number in range(20):
        log_answer(save, number, number % 2)
    before = read_derived(save.db)
    save.db.execute("UPDATE node SET mean = mean + 1")
    save.db.execute("DELETE FROM memory WHERE answers > 0")
    save.db.execute("INSERT INTO day VALUES ('2020-01-01', 5, 1, 50, 9.0)")
    rebuild(save.db)
    assert read_derived(save.db) == before
    save.close()


@pytest.fixture
def long_log() -> sqlite3.Connection:
    save = Save(open_memory())
    log_answer(save, 0)
    save.writer.retract(log_answer(save, 1), at_minute(1), None)
    last = save.writer.new_id(at_minute())
    for number in range(2449):
        last = mint(0, last, 0)
        save.db.execute(
            INSERT_ATTEMPT, attempt_row(make_attempt(number, number % 2, id=last))
        )
    return save.db


def test_progress_is_told_as_it_goes_and_at_the_end(
    long_log: sqlite3.Connection,
) -> None:
    progress: list[tuple[int, int]] = []
    rebuild(long_log, lambda done, total: progress.append((done, total)))
    assert progress == [*((done, 2450) for done in range(250, 2450, 250)), (2450, 2450)]
    long_log.close()


def test_an_interrupted_rebuild_changes_nothing(long_log: sqlite3.Connection) -> None:
    before = read_derived(long_log)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(long_log, interrupt)
    assert read_derived(long_log) == before
    assert not long_log.in_transaction
    long_log.close()


@pytest.mark.parametrize(
    "harm", ["UPDATE attempt SET day = 'x'", "UPDATE event SET note = 'x'"]
)
def test_a_log_that_cannot_be_read_is_named_and_nothing_changes(harm: str) -> None:
    save = Save(open_memory())
    log_answer(save)
    save.writer.end_round("round-1", "2026-11-02", at_minute())
    before = read_derived(save.db)
    save.db.execute(harm)
    with pytest.raises(SaveError, match="cannot be read"):
        rebuild(save.db)
    assert read_derived(save.db) == before
    save.close()


@pytest.mark.parametrize(
    "harm", ["day = 'x'", "at = 'noon'", "score = 7", "level = 90"]
)
def test_of_many_attempts_the_one_that_cannot_be_read_is_named(
    long_log: sqlite3.Connection, harm: str
) -> None:
    (id,) = long_log.execute(
        "SELECT id FROM attempt ORDER BY id LIMIT 1 OFFSET 1500"
    ).fetchone()
    long_log.execute(f"UPDATE attempt SET {harm} WHERE id = ?", (id,))
    with pytest.raises(SaveError, match=f"attempt {id} cannot be read: "):
        rebuild(long_log)
    long_log.close()
