import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from attempts import (
    QUESTIONS,
    at_minute,
    log_answer,
    make_attempt,
    read_attempts,
    read_derived,
    record_attempt,
)
from saves import DERIVED

from weakspot.engine.ids import time_of
from weakspot.engine.mastery import PLAYER, Nodes
from weakspot.engine.records import Attempt
from weakspot.errors import SaveError, UsageError
from weakspot.store.events import read_excluded_ids
from weakspot.store.opening import open_memory, open_save
from weakspot.store.replay import rebuild
from weakspot.store.save import Save
from weakspot.store.transaction import without_sync
from weakspot.store.verification import faults, verify
from weakspot.store.writer import RecordedAttempt


def count_rows(save: Save, table: str) -> int:
    return int(save.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_an_attempt_comes_back_whole(save: Save) -> None:
    attempt = make_attempt(
        3,
        0.5,
        hint=True,
        seen=True,
        explained=False,
        confidence="guess",
        concept=None,
        misconceptions=("a", "b"),
        numbers={"x": 0.1, "a": 1e300},
        given={"picks": [1], "texts": ["é\0☃"]},
    )
    done = record_attempt(save, attempt).attempt
    assert read_attempts(save, attempt.question) == [done]
    assert done.id
    assert done == make_attempt(
        3,
        0.5,
        hint=True,
        seen=True,
        explained=False,
        confidence="guess",
        concept=None,
        id=done.id,
        misconceptions=("a", "b"),
        numbers={"x": 0.1, "a": 1e300},
        given={"picks": [1], "texts": ["é\0☃"]},
    )


def test_recording_returns_the_changed_rows_and_stores_the_answer_with_the_round(
    save: Save,
) -> None:
    save.writer.save_round("round-1", "today", at_minute(), "{}")
    seen: list[RecordedAttempt] = []

    def answer_of(done: RecordedAttempt) -> str:
        seen.append(done)
        return f'{{"id": "{done.attempt.id}"}}'

    first = record_attempt(save, make_attempt(0, 0.0), answer_of)
    second = record_attempt(save, make_attempt(0, 1.0, 1), answer_of)
    assert first.before.nodes == Nodes()
    assert second.before == first.after != second.after
    assert (
        save.nodes_of("model-adaptation", "model-adaptation/lora-and-qlora")
        == second.after.nodes
    )
    assert seen == [first, second]
    done, after = second.attempt, second.after
    assert save.last_scores() == {done.question: after.memory.score}
    with save.open_memories() as memories:
        (recalled,) = memories
    memory = after.memory
    assert recalled == (
        memory.question,
        memory.stability,
        memory.day,
        memory.seen,
        memory.score,
        memory.misses,
    )
    assert save.last_asked([done.question]) == {done.question: after.memory}
    assert save.days(1) == [after.day]
    (memory,) = save.open_rounds()
    kept_for = save.db.execute("SELECT id, mode, started FROM round").fetchall()
    assert kept_for == [("round-1", "today", at_minute())]
    assert memory == f'{{"id": "{done.id}"}}'
    save.writer.save_round("round-1", "today", at_minute(), '{"newer": 1}')
    assert save.open_rounds() == ['{"newer": 1}']


def test_an_answer_to_a_missing_round_is_logged_without_it(save: Save) -> None:
    save.writer.save_round("round-1", "today", at_minute(), "{}")
    log_answer(save)
    save.writer.drop_round("round-1")
    log_answer(save, 1)
    assert (count_rows(save, "attempt"), save.open_rounds()) == (2, [])


def test_an_answer_that_fails_saves_nothing(save: Save) -> None:
    log_answer(save)
    before = read_derived(save.db)

    def failing(*_: object) -> str:
        raise KeyError("no answer")

    with pytest.raises(KeyError):
        record_attempt(save, make_attempt(1), failing)
    assert read_derived(save.db) == before
    assert (count_rows(save, "attempt"), save.db.in_transaction) == (1, False)
    log_answer(save, 0)
    assert faults(save.db) == []
    assert save.nodes() == Save(save.db).nodes()


def test_p06_ids_rise_though_the_clock_went_back(save: Save) -> None:
    ids = [log_answer(save, n, minutes=-1440 * n) for n in range(3)]
    save.writer.append_event("flag", "q", None, at_minute(-9999))
    ids.append(save.log.newest_id())
    ids.append(log_answer(save, 5, minutes=-99999))
    ids += [
        save.writer.new_id(at_minute()),
        save.writer.new_id(at_minute()),
    ]
    assert ids == sorted(set(ids))
    assert [time_of(id) for id in ids] == list(
        range(time_of(ids[0]), time_of(ids[0]) + 7)
    )


def test_points_are_paid_once_a_concept_a_day(save: Save) -> None:
    log_answer(save, 0)  # two questions of one concept
    log_answer(save, 2, reason="new")
    assert save.days()[0].points == 10
    log_answer(save, 2, minutes=1440, reason="new")
    assert [day.points for day in save.days()] == [10, 10]


def test_undo_of_the_newest_attempts_equals_replay_without_one(save: Save) -> None:
    states, ids = [read_derived(save.db)], []
    for number in (0, 2, 7, 0, 0):
        ids.append(log_answer(save, number, number % 2, minutes=number))
        states.append(read_derived(save.db))
    traced: list[str] = []
    save.db.set_trace_callback(traced.append)
    for id in reversed(ids):
        states.pop()
        save.writer.retract(id, at_minute(99), None)
        assert read_derived(save.db) == states[-1]
    save.db.set_trace_callback(None)
    assert not [sql for sql in traced if "ORDER BY id" in sql and "FROM attempt" in sql]
    rebuild(save.db)
    assert read_derived(save.db) == states[0]
    assert count_rows(save, "attempt") == 5
    assert read_excluded_ids(save.db) == set(ids)


def test_undo_of_an_older_attempt_replays(save: Save) -> None:
    ids = [log_answer(save, n, n % 2, minutes=n) for n in (0, 2, 1)]
    save.writer.retract(ids[0], at_minute(9), '{"back": 1}')
    other = Save(open_memory())
    for n in (2, 1):
        log_answer(other, n, n % 2, minutes=n)
    drop_ids = {
        table: [row for row in rows if table != "memory"]
        for table, rows in read_derived(other.db).items()
    }
    assert {**read_derived(save.db), "memory": []} == drop_ids
    assert faults(save.db) == []
    assert save.open_rounds()[0] == '{"back": 1}'
    other.close()


def test_an_attempt_is_undone_once(save: Save) -> None:
    id = log_answer(save)
    save.writer.retract(id, at_minute(1), None)
    save.writer.retract(id, at_minute(2), None)
    assert count_rows(save, "event") == 1
    with pytest.raises(UsageError, match="no attempt"):
        save.writer.retract("nothing", at_minute(3), None)


def test_a_failed_undo_leaves_no_stale_before_image(save: Save) -> None:
    first, second = log_answer(save, 0), log_answer(save, 0, 0.0)
    save.db.execute(
        "CREATE TRIGGER stop BEFORE INSERT ON round BEGIN SELECT RAISE(ABORT, "
        "'stop'); END"
    )
    with pytest.raises(Exception, match="stop"):
        save.writer.retract(second, at_minute(1), "{}")
    save.db.execute("DROP TRIGGER stop")
    save.writer.retract(first, at_minute(1), None)
    assert save.totals().attempts == 1
    assert faults(save.db) == []


def test_p05_rows_cached_between_answers_follow_other_writers(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    save, other = Save(open_save(path)), Save(open_save(path))
    ids = [
        log_answer(writer, n % 3, n % 2, n)
        for n, writer in enumerate([save, other, save] * 4)
    ]
    save.writer.retract(ids[-1], at_minute(20), None)
    log_answer(other, 1, 0.0, 21)
    log_answer(save, 1, 1.0, 22)
    assert ids == sorted(ids)
    assert faults(other.db) == []
    assert save.nodes() == other.nodes() == Save(save.db).nodes()
    save.close()
    other.close()


def test_a_before_image_is_unused_after_an_exam(save: Save) -> None:
    id = log_answer(save, 0)
    save.writer.record_round(
        [make_attempt(0, 0.0, 5, mode="exam", explained=False)],
        "exam-1",
        at_minute()[:10],
        at_minute(6),
        {"right": 0},
    )
    save.writer.retract(id, at_minute(7), None)
    assert save.totals().attempts == 1
    assert faults(save.db) == []


def test_a_before_image_is_unused_after_an_explanation_was_read(save: Save) -> None:
    learnt = log_answer(save, 0, 0.0, explained=False)
    last = log_answer(save, 0, minutes=1)
    save.writer.mark_explained(learnt, at=at_minute(2))
    save.writer.retract(last, at_minute(3), None)
    assert faults(save.db) == []


def test_a_disputed_attempt_counts_again_once_restored(save: Save) -> None:
    first, second = log_answer(save, 0, 0.0), log_answer(save, 1, 0.0, 1)
    whole = read_derived(save.db)
    for id in (second, first):
        save.writer.append_event("dispute", id, "wrong key", at_minute(2))
        assert read_excluded_ids(save.db) == {id}
        assert save.totals().attempts == 1
        assert faults(save.db) == []
        save.writer.append_event("restore", id, None, at_minute(3))
        assert read_excluded_ids(save.db) == set()
        assert read_derived(save.db) == whole


def test_an_undone_attempt_is_not_restored(save: Save) -> None:
    id = log_answer(save)
    save.writer.append_event("dispute", id, None, at_minute(1))
    save.writer.retract(id, at_minute(2), None)
    save.writer.append_event("restore", id, None, at_minute(3))
    assert read_excluded_ids(save.db) == {id}
    assert save.totals().attempts == 0


def test_the_latest_of_flag_and_unflag_holds(save: Save) -> None:
    for what in ("flag", "unflag", "flag"):
        save.writer.append_event(what, "a", None, at_minute())
    for what in ("flag", "unflag"):
        save.writer.append_event(what, "b", None, at_minute())
    for what in ("mute", "unmute", "mute"):
        save.writer.append_event(what, "c", None, at_minute())
    assert (save.log.flagged_keys(), save.log.muted_keys()) == ({"a"}, {"c"})


def test_a_round_ends_once_and_can_be_opened_again(save: Save) -> None:
    save.writer.save_round("round-1", "today", at_minute(), "{}")
    id = log_answer(save)
    before = read_derived(save.db)
    save.writer.end_round("round-1", "2026-11-03", at_minute(1), {"right": 3})
    save.writer.end_round("round-1", "2026-11-04", at_minute(2))
    assert [(day.day, day.rounds) for day in save.days(9)] == [
        ("2026-11-03", 1),
        ("2026-11-02", 0),
    ]
    assert save.db.execute("SELECT note FROM event").fetchall() == [
        ('{"right":3,"day":"2026-11-03"}',)
    ]
    assert (save.open_rounds(), save.totals().rounds) == ([], 1)
    save.writer.reopen_round("round-1", "today", at_minute(3), '{"again": 1}', None)
    assert read_derived(save.db) == before
    assert save.open_rounds()[0] == '{"again": 1}'
    save.writer.end_round("round-1", "2026-11-02", at_minute(4))
    save.writer.reopen_round("round-1", "today", at_minute(5), "{}", id)
    assert read_derived(save.db) == {name: [] for name in DERIVED}
    assert read_excluded_ids(save.db) == {id}
    assert faults(save.db) == []


def test_open_rounds_come_newest_first_and_can_be_dropped(save: Save) -> None:
    for minutes in (1, 3, 2):
        save.writer.save_round(
            f"r{minutes}", "today", at_minute(minutes), f'{{"r": {minutes}}}'
        )
    save.writer.save_round("r1", "today", at_minute(1), '{"newer": 1}')
    assert save.open_rounds() == [
        '{"r": 3}',
        '{"r": 2}',
        '{"newer": 1}',
    ]
    save.writer.drop_round("r3")
    assert save.open_rounds() == [
        '{"r": 2}',
        '{"newer": 1}',
    ]


def test_p02_an_answer_waits_for_the_disk_and_a_question_shown_does_not(
    tmp_path: Path,
) -> None:
    with closing(Save(open_save(tmp_path / "a.db"))) as save:
        levels: list[int] = []

        def look(statement: str) -> None:
            if statement == "COMMIT":
                levels.append(save.db.execute("PRAGMA synchronous").fetchone()[0])

        save.db.set_trace_callback(look)
        save.writer.save_round("r1", "today", at_minute(), "{}", synced=False)
        log_answer(save, 0, 1.0)
        save.writer.save_round("r1", "today", at_minute(), "{}")
        assert levels == [1, 2, 2]


def test_a_save_without_a_wal_always_waits_for_the_disk(tmp_path: Path) -> None:
    with closing(Save(open_save(tmp_path / "a.db"))) as save:
        save.db.execute("PRAGMA synchronous=EXTRA")
        with without_sync(save.db):
            assert save.db.execute("PRAGMA synchronous").fetchone() == (3,)
        assert save.db.execute("PRAGMA synchronous").fetchone() == (3,)


def test_statistics_leave_out_what_was_undone(save: Save) -> None:
    log_answer(save, 0, 1.0, seconds=10.0)
    log_answer(save, 3, 0.5, seconds=20.0)
    log_answer(save, 1, 1.0)
    save.writer.retract(log_answer(save, 0, 1.0, seconds=99.0), at_minute(1), None)
    kinds = save.log.stats_by_kind()
    assert list(kinds) == ["choice", "multi"]
    assert kinds["choice"] == {"answers": 2, "right": 0.5, "seconds": 15.0}
    log_answer(save, 0, 1.0, seconds=30.0, seen=True)
    assert save.log.stats_by_kind()["choice"] == {
        "answers": 3,
        "right": 0.5,
        "seconds": 20.0,
    }
    player = save.nodes()[PLAYER]
    assert (save.totals().attempts, player.answers, player.misses) == (4, 3, 1)
    assert save.totals().points == sum(day.points for day in save.days()) > 0


def test_p05_two_players_of_one_save_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    saves = [Save(open_save(path)), Save(open_save(path))]
    last = ""
    for number in range(40):
        last = log_answer(
            saves[number % 2], number % 7, number % 3 / 2, minutes=number, seconds=1.0
        )
    saves[0].writer.append_event("flag", "q", None, at_minute())
    saves[1].writer.retract(last, at_minute(50), None)
    saves[0].writer.retract(log_answer(saves[0], 3), at_minute(51), None)
    assert saves[0].totals() == saves[1].totals()
    assert saves[0].totals().seconds == 39.0
    for save in saves:
        save.close()
    assert verify(path) == []


def test_p05_an_attempt_is_made_from_what_another_player_left_a_moment_before(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.db"
    with closing(Save(open_save(path))) as one, closing(Save(open_save(path))) as other:
        before = record_attempt(one, make_attempt(0, 0.0)).after.nodes
        met: list[Nodes] = []

        def attempt_of(nodes: Nodes) -> Attempt:
            met.append(nodes)
            assert other.db.in_transaction
            return make_attempt(0, 1.0, 1)

        done = other.writer.record_attempt(
            make_attempt().topic, attempt_of, lambda *_: "{}"
        )
    assert met == [before] == [done.before.nodes]


def test_p04_a_full_disk_saves_nothing_and_says_so(tmp_path: Path) -> None:
    save = Save(open_save(tmp_path / "p.db"))
    (pages,) = save.db.execute("PRAGMA page_count").fetchone()
    save.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    done: list[str] = []

    def fill() -> None:
        for number in range(500):
            done.append(log_answer(save, number, given={"text": "x" * 500}))

    with pytest.raises(SaveError, match="^not saved: the disk is full"):
        fill()
    assert len(done) == save.totals().attempts == count_rows(save, "attempt") > 0
    save.db.execute("PRAGMA max_page_count = 100000")
    log_answer(save, 1)
    assert faults(save.db) == []
    save.close()


@pytest.mark.parametrize("replaced", [False, True])
def test_p01_nothing_is_saved_into_a_file_that_was_moved_away(
    tmp_path: Path, replaced: bool
) -> None:
    path, away = tmp_path / "p.db", tmp_path / "away.db"
    with closing(Save(open_save(path), path=path)) as save:
        log_answer(save)
        path.rename(away)
        if replaced:
            path.write_bytes(away.read_bytes())
        with pytest.raises(
            SaveError,
            match=r"^not saved: .*/p\.db was moved, removed or replaced meanwhile",
        ):
            log_answer(save, 1)
        away.replace(path)
        log_answer(save, 1)
        assert count_rows(save, "attempt") == 2


def test_a_text_that_is_not_utf8_is_no_traceback(save: Save) -> None:
    log_answer(save)
    save.db.execute("UPDATE memory SET revision = CAST(x'ff' AS TEXT)")
    with pytest.raises(SaveError, match="is damaged"):
        save.last_asked([QUESTIONS[0][0]])
    save.db.execute("UPDATE memory SET seen = revision")
    with pytest.raises(SaveError, match="is damaged"), save.open_memories() as memories:
        list(memories)
    with pytest.raises(SaveError, match="^not saved: .* is damaged"):
        log_answer(save)
    save.db.execute("UPDATE node SET recent = '['")
    with pytest.raises(SaveError, match="is damaged"):
        save.nodes()


def test_a_log_with_a_bad_id_is_not_added_to(save: Save) -> None:
    log_answer(save)
    save.db.execute("UPDATE attempt SET id = 'zzz'")
    with pytest.raises(SaveError, match="^not saved: .* is damaged"):
        log_answer(Save(save.db))


def query_plans(save: Save, statements: list[str]) -> str:
    plans = []
    for sql in statements:
        if (
            not sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))
            and "SELECT" not in sql
        ):
            continue
        plans += [row[3] for row in save.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    return "\n".join(plans)


def test_nothing_that_answers_or_draws_scans_the_log(save: Save) -> None:
    ids = [log_answer(save, number, minutes=number) for number in range(30)]
    traced: list[str] = []
    save.db.set_trace_callback(traced.append)
    log_answer(save, 3, given={"a": 1})
    save.writer.retract(log_answer(save, 4), at_minute(40), "{}")
    save.writer.append_event("flag", "q", None, at_minute())
    save.writer.end_round("round-1", "2026-11-02", at_minute(50))
    save.writer.reopen_round("round-1", "today", at_minute(51), "{}", None)
    save.nodes(), save.last_scores(), save.days(60), save.totals(), save.open_rounds()
    save.last_asked([QUESTIONS[3][0]]), save.missed_questions()
    save.nodes_of("a", "a/b"), save.log.flagged_keys(), save.log.muted_keys()
    save.log.pace(), save.log.best("survival"), save.writer.new_id(at_minute())
    save.db.set_trace_callback(None)
    plans = query_plans(save, traced)
    assert "SEARCH attempt" in plans
    assert "SCAN attempt" not in plans
    assert "SCAN event" not in plans
    assert len(ids) == 30


def test_an_answer_takes_the_same_number_of_statements_however_long_the_log(
    save: Save,
) -> None:
    counts = []
    log_answer(save, 1)  # the first one also reads what is kept from then on
    for rounds in range(3):
        traced: list[str] = []
        save.db.set_trace_callback(traced.append)
        log_answer(save, 1, minutes=rounds)
        save.db.set_trace_callback(None)
        counts.append(len(traced))
        for number in range(30):
            log_answer(save, number, minutes=number)
    assert counts == [11, 11, 11]


ANSWERING = """
import sys
from pathlib import Path
from attempts import log_answer
from weakspot.store.save import Save
from weakspot.store.writer import RecordedAttempt
from weakspot.store.opening import open_save
save = Save(open_save(Path(sys.argv[1])))
for number in range(100000):
    print(log_answer(save, number, number % 3 / 2, minutes=number), flush=True)
"""


@pytest.mark.parametrize("enough", [1, 7, 40, 150])
def test_p01_acknowledged_answers_survive_a_kill(tmp_path: Path, enough: int) -> None:
    path = tmp_path / "p.db"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", ANSWERING, str(path)],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(enough)]
    child.kill()
    acknowledged += [
        line for line in child.stdout.read().split("\n") if len(line) == 36
    ]
    child.wait()
    child.stdout.close()
    assert verify(path) == []
    save = Save(open_save(path))
    logged = [id for (id,) in save.db.execute("SELECT id FROM attempt ORDER BY id")]
    assert logged[: len(acknowledged)] == acknowledged
    assert len(logged) <= len(acknowledged) + 1
    assert save.totals().attempts == len(logged)
    save.close()
    assert verify(path) == []


def test_cached_rows_are_read_again_only_after_something_that_changes_them(
    save: Save,
) -> None:
    id = log_answer(save)
    first = save.nodes()
    save.writer.save_round("round-1", "today", at_minute(1), "{}")
    save.writer.drop_round("round-1")
    save.writer.end_round("round-2", "2026-11-02", at_minute(2))
    assert save.nodes() is first
    save.writer.append_event("mute", QUESTIONS[0][0], None, at_minute(3))
    assert save.nodes() is not first
    save.writer.retract(id, at_minute(4), None)
    assert save.nodes() == {}
    log_answer(save, 1, minutes=5)
    assert len(save.nodes()) == 3


def test_the_save_says_which_questions_were_asked_last_and_which_were_missed(
    save: Save,
) -> None:
    ids = {
        QUESTIONS[at][0]: log_answer(save, at, score)
        for at, score in ((0, 1.0), (1, 0.5), (2, 0.0))
    }
    keys = [QUESTIONS[at][0] for at in (0, 2)]
    last_asked = save.last_asked([*keys, "rag/never"])
    assert {key: memory.seen for key, memory in last_asked.items()} == {
        key: ids[key] for key in keys
    }
    assert save.last_asked([]) == {}
    with save.open_memories() as memories:
        assert [seen for _, _, _, seen, _, _ in memories] == list(ids.values())
    assert save.missed_questions() == [QUESTIONS[at][0] for at in (1, 2)]


def test_a_round_ended_here_may_end_again_after_somebody_else_wrote(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.db"
    with closing(Save(open_save(path), path=path)) as save:
        save.writer.save_round("a", "today", at_minute(), "{}")
        save.writer.end_round("a", at_minute()[:10], at_minute(1))
        with closing(Save(open_save(path), path=path)) as other:
            other.writer.append_event("flag", "rag/a", None, at_minute(2))
        save.writer.end_round("a", at_minute()[:10], at_minute(3))
        assert save.totals().rounds == 1
