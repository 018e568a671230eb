import sqlite3
from pathlib import Path

import pytest
from attempts import at_minute, log_answer

from weakspot.store.opening import open_save
from weakspot.store.save import Save
from weakspot.store.verification import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.db"
    save = Save(open_save(path))
    for number in range(30):
        id = log_answer(
            save, number, number % 3 / 2, minutes=number, given={"picks": [number]}
        )
    save.writer.mark_explained(
        log_answer(save, 30, minutes=31, explained=False), at=at_minute(39)
    )
    save.writer.retract(id, at_minute(40), None)
    save.writer.end_round("round-1", "2026-11-02", at_minute(41), {"right": 2})
    save.writer.save_round("round-2", "exam", at_minute(42), "{}")
    save.close()
    return path


def test_p12_a_sound_save_has_no_findings_and_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert verify(path) == []
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["p.db"]


def test_p12_a_save_in_play_can_be_verified(path: Path) -> None:
    save = Save(open_save(path))
    log_answer(save, 1, minutes=50)
    assert verify(path) == []
    save.close()


HARMS = {
    (
        "UPDATE node SET mean = mean + 1e-15 WHERE key = 'player'"
    ): "node player is not what the log gives",
    (
        "UPDATE attempt SET score = 1 - score WHERE score != 0.5"
    ): "is not what the log gives",
    "DELETE FROM day": "day 2026-11-02 is not what the log gives",
    (
        "UPDATE memory SET question = 'x/y' WHERE question LIKE '%lora-and-qlora-1'"
    ): "memory x/y is not",
    "UPDATE attempt SET given = '{'": "given is not an object in JSON",
    f"""UPDATE attempt SET given = '{{"x": {9999 * "["}{9999 * "]"}}}'""": (
        "given is not an object in JSON"
    ),
    "UPDATE attempt SET numbers = '[]'": "numbers is not an object",
    "UPDATE attempt SET misconceptions = '[1]'": (
        "misconceptions is not a list of texts"
    ),
    "UPDATE node SET recent = '[[1]]'": "recent is not a list of answers",
    "UPDATE round SET session = 'x'": "round round-2: session is not JSON",
    "UPDATE event SET note = '{}' WHERE what = 'round_end'": "its note has no day",
    """UPDATE event SET note = '{"day": "monday"}' WHERE what = 'round_end'""": (
        "its note has no day"
    ),
    "UPDATE event SET what = 'boo' WHERE what = 'round_end'": "unknown, 'boo'",
    "UPDATE attempt SET id = 'x' || id": "id is no UUIDv7",
    "UPDATE attempt SET kind = CAST(x'ff' AS TEXT)": (
        "attempt.kind holds a text that is not UTF-8"
    ),
    "UPDATE attempt SET at = 'noon'": "cannot be read",
    (
        "UPDATE attempt SET at = substr(at, 1, 10) WHERE id = (SELECT max(id) FROM "
        "attempt)"
    ): "is no moment",
    "UPDATE attempt SET at = substr(at, 1, 10)": "at is no moment in ISO form, in UTC",
    "UPDATE event SET at = 'noon' WHERE what = 'explained'": (
        "cannot be read: Invalid isoformat"
    ),
    "UPDATE event SET at = substr(at, 1, 10)": "at is no moment in ISO form, in UTC",
    "UPDATE attempt SET score = 7": "cannot be read: score is 7, not 0 to 1",
    "UPDATE attempt SET predicted = -0.5": (
        "cannot be read: predicted is -0.5, not 0 to 1"
    ),
    "UPDATE attempt SET level = 0": "cannot be read: level is 0, not 1 to 4",
    "UPDATE attempt SET seconds = 9e999": (
        "cannot be read: seconds is inf, not 0 to 1,000,000,000"
    ),
    "CREATE TABLE planted(a)": "not weakspot's own (planted)",
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm[:60])
def test_p12_every_inconsistency_is_found(path: Path, harm: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(harm)
    db.close()
    faults = verify(path)
    assert [text for text in faults if HARMS[harm] in text], faults


def test_p12_every_attempt_with_a_number_out_of_range_is_reported_once(
    path: Path,
) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(
        "UPDATE attempt SET guess = 1.5, score = 7 WHERE id IN (SELECT id FROM "
        "attempt LIMIT 2)"
    )
    db.close()
    faults = verify(path)
    assert len(faults) == len(set(faults)) == 2
    assert all(
        text.endswith("cannot be read: guess is 1.5, not 0 to 1") for text in faults
    )


def test_p12_a_row_missing_from_an_index_is_found(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    (page,) = db.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'memory_concept'"
    ).fetchone()
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 3)
        cells = int.from_bytes(file.read(2), "big")
        file.seek(-2, 1)
        file.write((cells - 1).to_bytes(2, "big"))
    assert verify(path) != []


def test_p12_a_truncated_file_is_reported_with_a_remedy_other_than_verify(
    path: Path,
) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (fault,) = verify(path)
    assert (
        "is damaged: database disk image is malformed; nothing was changed; "
        "`weakspot save restore`"
    ) in fault
    assert "verify" not in fault


def test_p12_a_finding_of_sqlite_is_one_line_without_its_heading(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:12288] = bytes(4096)
    path.write_bytes(data)
    (fault,) = verify(path)
    assert "***" not in fault
    assert "U+000A" not in fault


def test_p12_a_missing_save_is_a_finding(tmp_path: Path) -> None:
    assert "is not there" in verify(tmp_path / "none.db")[0]


def test_p12_a_save_of_a_newer_weakspot_is_a_finding(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    (fault,) = verify(path)
    assert "newer weakspot" in fault


def test_p12_a_finding_spells_out_control_characters(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("UPDATE event SET what = 'a' || char(27)")
    db.close()
    assert "a<U+001B>" in verify(path)[0]
