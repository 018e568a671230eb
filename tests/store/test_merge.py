import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attempts import log_answer
from damage import run_statements, write_at
from hypothesis import given, settings
from hypothesis import strategies as st
from saves import DAY, export_save, make_save, read_tables
from steps import LOG, take_step

from quiz_home import read_files
from weakspot.errors import SaveError
from weakspot.store.merge import import_log, merge
from weakspot.store.opening import open_save
from weakspot.store.save import Save
from weakspot.store.save_files import backup_files
from weakspot.store.verification import verify

SAMPLES = Path(__file__).parents[2] / "saves" / "samples"


def play_steps(path: Path, steps: list[tuple[Any, ...]], seed: int) -> Path:
    """Do these steps on a save on disk, which may exist already; returns its path."""
    save, ids = Save(open_save(path), partial(Random(seed).getrandbits, 74)), []
    for step in steps:
        take_step(save, step, ids)
    save.close()
    return path


def copy_save(path: Path, name: str) -> Path:
    return Path(shutil.copyfile(path, path.with_name(name)))


@settings(max_examples=10)
@given(LOG, LOG, LOG, st.booleans())
def test_p12_merging_is_a_union(
    one: list[Any], two: list[Any], three: list[Any], from_one_save: bool
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        saves = []
        for seed, steps in enumerate((one, two, three), 1):
            path = folder / f"save{seed}.db"
            if from_one_save and saves:  # copies of one save, played on apart
                shutil.copyfile(saves[0], path)
            saves.append(play_steps(path, steps, seed))
        a, b, c = saves
        there, back, again = (
            copy_save(a, "there.db"),
            copy_save(b, "back.db"),
            copy_save(a, "again.db"),
        )
        merge(there, b, DAY)
        merge(back, a, DAY)
        assert read_tables(there) == read_tables(back)  # either way round
        once = read_tables(there)
        came = merge(there, b, DAY)
        assert (came.attempts, came.events, came.backup) == (0, 0, None)
        assert read_tables(there) == once  # twice is once
        merge(there, c, DAY)
        merge(back := copy_save(b, "first.db"), c, DAY)
        merge(again, back, DAY)
        assert read_tables(there) == read_tables(again)  # however they are grouped
        assert verify(there) == []


@settings(max_examples=20)
@given(LOG)
def test_an_exported_log_gives_the_same_save_again(steps: list[Any]) -> None:
    with TemporaryDirectory() as name:
        path, copy, log = (Path(name) / file for file in ("a.db", "b.db", "log.jsonl"))
        play_steps(path, steps, 1)
        import_log(copy, export_save(path, log), DAY)
        assert read_tables(copy) == read_tables(path)
        assert verify(copy) == []


def test_p12_a_merge_counts_what_is_new_and_backs_up_the_save(
    path: Path, tmp_path: Path
) -> None:
    other = make_save(tmp_path / "other.db", answers=4, seed=2)
    before, theirs = read_tables(path), other.read_bytes()
    came = merge(path, other, DAY)
    assert (came.attempts, came.events) == (5, 3)
    assert came.backup is not None
    assert read_tables(came.backup) == before
    assert other.read_bytes() == theirs
    assert verify(path) == []


def test_p12_a_save_created_by_a_merge_equals_the_other(
    path: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new" / "ada.db"
    assert merge(new, path, DAY).backup is None
    assert read_tables(new) == read_tables(path)
    assert read_tables(new, "round") == {"round": []}  # open rounds stay where they are


def test_p12_an_open_round_that_ended_elsewhere_is_closed(path: Path) -> None:
    other = copy_save(path, "other.db")
    save = Save(open_save(other))
    save.writer.end_round("open1", "2026-11-02", "2026-11-02T10:00:00Z")
    save.close()
    assert len(read_tables(path, "round")["round"]) == 1
    merge(path, other, DAY)
    assert read_tables(path, "round") == {"round": []}


def test_p12_a_round_opened_again_by_an_undo_stays_open(
    path: Path, tmp_path: Path
) -> None:
    save = Save(open_save(path))
    save.writer.end_round("open1", DAY, f"{DAY}T10:00:00Z")
    save.writer.reopen_round("open1", "today", f"{DAY}T10:00:01Z", "{}", None)
    save.close()
    before = read_tables(path, "round")
    assert len(before["round"]) == 1
    merge(path, make_save(tmp_path / "other.db", seed=2), DAY)
    assert read_tables(path, "round") == before


def test_p12_an_older_save_is_merged_and_stays_older(path: Path) -> None:
    old = SAMPLES / "format1.db"
    before = old.read_bytes()
    came = merge(path, old, DAY)
    assert came.attempts == len(read_tables(old, "attempt")["attempt"])
    assert old.read_bytes() == before
    assert verify(path) == []


HARMS = {
    "newer": (run_statements("PRAGMA user_version = 99"), "newer weakspot"),
    "foreign": (run_statements("PRAGMA application_id = 7"), "another program"),
    "page": (write_at(4096, bytes(4096)), "damaged"),
    "id": (run_statements("UPDATE attempt SET id = 'x' WHERE rowid = 1"), "no UUIDv7"),
    "last id": (
        run_statements(
            "UPDATE attempt SET id = 'ffffffff-ffff-7fff-bfff-ffffffffffff' WHERE "
            "rowid = 1"
        ),
        "no UUIDv7",
    ),
    "event": (run_statements("UPDATE event SET what = 'x' WHERE rowid = 1"), "unknown"),
    "utf8": (
        run_statements("UPDATE attempt SET given = CAST(x'ff' AS TEXT)"),
        "damaged",
    ),
    "contradiction": (
        run_statements("UPDATE attempt SET score = 0.125"),
        "changed by hand",
    ),
    "contradicting event": (
        run_statements("UPDATE event SET note = 'x' WHERE what = 'dispute'"),
        "changed by hand",
    ),
    "gone": (Path.unlink, "is not there"),
}


@pytest.mark.parametrize("name", HARMS)
def test_p12_a_save_that_is_refused_brings_nothing(path: Path, name: str) -> None:
    harm, message = HARMS[name]
    other = copy_save(path, "other.db")
    log_answer(save := Save(open_save(other)), 3)
    save.close()
    harm(other)
    mine = read_tables(path, "attempt", "event", "node", "round")
    theirs = read_files(path.parent).get("other.db")
    with pytest.raises(SaveError, match=message) as refusal:
        merge(path, other, DAY)
    assert "other.db" in str(refusal.value)
    assert "save restore" not in str(
        refusal.value
    )  # else it would replace the sound one
    assert read_tables(path, "attempt", "event", "node", "round") == mine
    assert read_files(path.parent).get("other.db") == theirs


def test_p12_a_merge_that_is_interrupted_changes_nothing(
    path: Path, tmp_path: Path
) -> None:
    other, before = make_save(tmp_path / "other.db", seed=2), read_tables(path)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge(path, other, DAY, interrupt)
    assert read_tables(path) == before
    assert verify(path) == []
    assert not list(path.parent.glob(".*"))
    assert len(backup_files(path)) == 1


def test_p05_a_merge_is_seen_by_a_game_in_play(path: Path, tmp_path: Path) -> None:
    other = make_save(tmp_path / "other.db", seed=2)
    with closing(Save(open_save(path))) as save:
        log_answer(save, 1)
        merge(path, other, DAY)
        taken = log_answer(save, 2, 0.0)
        save.writer.retract(taken, "2026-11-03T09:00:00Z", None)
    assert verify(path) == []


def test_p12_what_was_merged_can_be_exported_and_imported(
    path: Path, tmp_path: Path
) -> None:
    merge(path, make_save(tmp_path / "other.db", seed=2), DAY)
    import_log(tmp_path / "copy.db", export_save(path, tmp_path / "log.jsonl"), DAY)
    assert read_tables(tmp_path / "copy.db") == read_tables(path)


def test_p12_nothing_is_left_attached_or_open(path: Path, tmp_path: Path) -> None:
    merge(path, make_save(tmp_path / "other.db", seed=2), DAY)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
