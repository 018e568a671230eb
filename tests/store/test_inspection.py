"""Texts that are not UTF-8, in pages that are sound: no check of SQLite's sees them."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from damage import run_statements
from saves import DAY, make_save, read_tables

from quiz_home import read_files
from weakspot.errors import DamagedSave, SaveError
from weakspot.store.backup import back_up, find_good_backups
from weakspot.store.connections import open_readonly
from weakspot.store.failures import path_of
from weakspot.store.inspection import find_damage
from weakspot.store.migrations import TABLES
from weakspot.store.opening import open_memory, open_save
from weakspot.store.restore import restore
from weakspot.store.save import Save
from weakspot.store.verification import verify

SAMPLES = Path(__file__).parents[2] / "saves" / "samples"
LOG = ("attempt", "event")


def list_text_columns() -> list[tuple[str, str]]:
    with closing(open_memory()) as db:
        return [
            (table, name)
            for table in TABLES
            for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})")
            if kind == "TEXT"
        ]


COLUMNS = list_text_columns()
each_column = pytest.mark.parametrize(("table", "column"), COLUMNS)


def spoil_text(path: Path, table: str = "attempt", column: str = "given") -> None:
    """Put a byte that is not UTF-8 at the end of a text, in the last row of the
    table.
    """
    text = f"CAST(CAST(coalesce({column}, '') AS BLOB) || x'c3' AS TEXT)"
    last = f"(SELECT max(rowid) FROM {table})"
    run_statements(f"UPDATE {table} SET {column} = {text} WHERE rowid = {last}")(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_save(tmp_path / "saves" / "ada.db")


def test_each_column_of_the_log_and_of_what_derives_from_it_is_tried() -> None:
    assert {table for table, _ in COLUMNS} == set(TABLES)
    assert {("attempt", "given"), ("event", "note"), ("node", "recent")} < set(COLUMNS)


@each_column
def test_p12_verifying_names_the_column_and_the_remedy(
    path: Path, table: str, column: str
) -> None:
    spoil_text(path, table, column)
    (fault,) = verify(path)
    assert f"is damaged: {table}.{column} holds a text that is not UTF-8" in fault
    assert "`weakspot save restore`" in fault


def test_p12_all_such_columns_are_named(path: Path) -> None:
    spoil_text(path, "event", "note")
    spoil_text(path, "attempt", "question")
    (fault,) = verify(path)
    assert "attempt.question holds" in fault
    assert "event.note holds" in fault


@pytest.mark.parametrize("name", ["format1.db", "format3.db"])
def test_p12_a_text_of_an_older_format_is_looked_at_too(
    tmp_path: Path, name: str
) -> None:
    path = Path(shutil.copy(SAMPLES / name, tmp_path / "ada.db"))
    assert verify(path) == []
    spoil_text(path)
    assert "attempt.given holds a text that is not UTF-8" in verify(path)[0]


def test_p12_a_flipped_byte_is_found_though_the_index_has_the_right_one(
    path: Path,
) -> None:
    id = read_tables(path, "attempt")["attempt"][0][2:38].encode()
    data = bytearray(path.read_bytes())
    place = data.find(id)
    while data[place // 4096 * 4096] != 13:  # a page of the table, not of its index
        place = data.find(id, place + 1)
    data[place + 3] ^= 0x80
    path.write_bytes(data)
    assert "attempt.id holds a text that is not UTF-8" in verify(path)[0]


def test_p12_texts_in_other_scripts_are_sound(path: Path) -> None:
    run_statements('UPDATE attempt SET given = \'{"typed": ["Größe 語 🙂"]}\'')(path)
    assert verify(path) == []
    assert find_damage(path) == ""


@each_column
def test_p08_a_save_with_such_a_text_is_refused_and_stays_as_it_is(
    path: Path, table: str, column: str
) -> None:
    spoil_text(path, table, column)
    before = read_files(path.parent)
    with pytest.raises(DamagedSave, match=rf"ada\.db is damaged: {table}\.{column}"):
        open_save(path)
    assert read_files(path.parent) == before


@each_column
def test_p08_a_brief_start_leaves_those_of_the_log_to_the_check_behind_it(
    path: Path, table: str, column: str
) -> None:
    spoil_text(path, table, column)
    if table not in LOG:
        with pytest.raises(DamagedSave, match=rf"is damaged: {table}\.{column}"):
            open_save(path, brief=True)
        return
    with closing(Save(open_save(path, brief=True), path=path)) as save:
        assert "`weakspot save verify` says where" in save.find_damage()


def test_p08_such_a_save_is_set_aside_and_the_backup_takes_its_place(
    path: Path,
) -> None:
    with open_readonly(path) as db:
        copy = back_up(db, path, DAY)
    then = read_tables(path)
    spoil_text(path)
    before = path.read_bytes()
    aside = restore(path, copy, DAY)
    assert aside == path.parent / "damaged" / f"ada-{DAY}.db"
    assert aside.read_bytes() == before
    assert read_tables(path) == then


@pytest.mark.parametrize(("table", "column"), [("attempt", "given"), ("event", "note")])
def test_p10_a_backup_of_such_a_save_is_refused_and_evicts_none(
    path: Path, table: str, column: str
) -> None:
    with open_readonly(path) as db:
        copy = back_up(db, path, "2026-10-01")
    for day in range(2, 31):  # the next backup would delete some of so many
        shutil.copy(copy, copy.with_name(f"ada-2026-10-{day:02}.db"))
    spoil_text(path, table, column)
    before = read_files(path.parent)
    with (
        open_readonly(path) as db,
        pytest.raises(DamagedSave, match=r"^no backup could be made: .*ada\.db is dam"),
    ):
        back_up(db, path, "2026-11-26")
    with closing(Save(open_save(path, brief=True), path=path)) as save:
        told = save.back_up_daily("2026-11-26")
    assert "no backup could be made" in told
    assert "`weakspot save verify` says where" in told
    assert read_files(path.parent) == before


def test_p10_such_a_save_is_told_of_where_its_name_is_not_utf8_either(
    path: Path,
) -> None:
    odd = path.rename(path.with_name(os.fsdecode(b"ad\xff.db")))
    spoil_text(odd)
    with closing(Save(open_save(odd, brief=True), path=odd)) as save:
        assert path_of(save.db) == odd
        assert "ad<U+DCFF>.db is damaged" in save.find_damage()
        assert "ad<U+DCFF>.db is damaged" in save.back_up_daily(DAY)


def test_p10_a_backup_with_such_a_text_is_not_among_the_good_ones(path: Path) -> None:
    with open_readonly(path) as db:
        good, newer = back_up(db, path, "2026-11-24"), back_up(db, path, DAY)
    spoil_text(newer)
    assert [backup.path for backup in find_good_backups(path)] == [good]


def test_p10_a_backup_with_such_a_text_is_not_restored(path: Path) -> None:
    with open_readonly(path) as db:
        copy = back_up(db, path, DAY)
    spoil_text(copy)
    before = read_files(path.parent)
    with pytest.raises(SaveError, match=rf"{copy.name} is damaged: .* a sound save"):
        restore(path, copy, DAY)
    assert read_files(path.parent) == before


def test_p11_an_older_save_with_such_a_text_is_not_migrated(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / "format1.db", tmp_path / "ada.db"))
    path.chmod(0o600)
    spoil_text(path)
    for brief in (False, True):
        with pytest.raises(DamagedSave, match="is damaged"):
            open_save(path, brief=brief)
        assert not list(path.parent.glob("backups/*"))
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (1,)
