from pathlib import Path

import pytest
from attempts import at_minute, log_answer, read_derived

from weakspot.engine.records import Change
from weakspot.store.opening import open_save
from weakspot.store.replay import find_differences, rebuild
from weakspot.store.save import Save
from weakspot.store.verification import verify

TOPIC = "model-adaptation/lora-and-qlora"
DAY = 1440.0


@pytest.fixture
def filled(save: Save) -> Save:
    """A topic missed twice, then right on two days: weak, then let go."""
    for number, score, minutes in (
        (0, 0.0, 0), (1, 0.0, 1), (2, 0.0, 2), (0, 1.0, DAY), (3, 1.0, 2 * DAY),
        (4, 1.0, 3 * DAY),
    ):  # fmt: skip
        log_answer(save, number, score, minutes)
    return save


def changes(save: Save) -> list[tuple[str, str]]:
    return [(one.was, one.now) for one in save.changes_since("2026-01-01")]


def test_an_answer_that_changes_its_topics_state_is_noted(filled: Save) -> None:
    first, *others = changes(filled)
    assert first[0] == "untried"
    assert ("weak" in first) or any(now == "weak" for _, now in others)
    assert changes(filled)[-1] == ("weak", filled_state(filled))
    (last,) = filled.last_weak_changes()
    assert (last.topic, last.was) == (TOPIC, "weak")
    assert filled.changes_since("2026-11-06") == []


def filled_state(save: Save) -> str:
    return save.changes_since("2026-01-01")[-1].now


def test_an_answer_that_changes_nothing_is_not(save: Save) -> None:
    log_answer(save, 0, 1.0)
    log_answer(save, 0, 1.0, 1, seen=True)
    assert changes(save) == [("untried", "good")]


def test_rebuilt_changes_are_the_same_rows_in_the_same_order(filled: Save) -> None:
    before = filled.db.execute("SELECT * FROM change").fetchall()
    rebuild(filled.db)
    assert filled.db.execute("SELECT * FROM change").fetchall() == before


def test_undo_takes_back_the_change(filled: Save) -> None:
    before, newest = changes(filled), filled.log.newest_id()
    assert before[-1][0] == "weak"
    filled.writer.retract(newest, at_minute(4 * DAY), None)
    assert changes(filled) == before[:-1]
    assert find_differences(filled.db) == []


@pytest.mark.parametrize("number", [0, 3, 5])
def test_a_dispute_and_its_restore_derive_the_changes_anew(
    filled: Save, number: int
) -> None:
    ids = [id for (id,) in filled.db.execute("SELECT id FROM attempt ORDER BY id")]
    before = read_derived(filled.db)
    filled.writer.append_event("dispute", ids[number], None, at_minute(4 * DAY))
    assert read_derived(filled.db)["change"] != before["change"]
    assert find_differences(filled.db) == []
    filled.writer.append_event("restore", ids[number], None, at_minute(4 * DAY))
    assert read_derived(filled.db) == before


def test_a_change_that_the_log_does_not_give_is_found(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    save = Save(open_save(path), path=path)
    log_answer(save, 0, 0.0)
    save.db.execute("UPDATE change SET now = 'known'")
    save.close()
    remedy = "is not what the log gives; `weakspot save rebuild` mends it"
    assert verify(path) == [f"change {TOPIC} of 2026-11-02 {remedy}"]


def test_the_draw_reads_changes_by_an_index(save: Save) -> None:
    from weakspot.store.save import SELECT_WEAK

    plan = save.db.execute(f"EXPLAIN QUERY PLAN {SELECT_WEAK}").fetchall()
    assert any("change_weak" in str(row) for row in plan)
    assert Change.__struct_fields__ == ("day", "topic", "was", "now")
