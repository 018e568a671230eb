import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attempts import at_minute, log_answer
from damage import write_at
from saves import DAY, make_save, read_tables

from quiz_home import read_files
from weakspot.errors import DamagedSave, SaveError
from weakspot.store.backup import (
    back_up,
    back_up_daily,
    dated_backups,
    find_good_backups,
)
from weakspot.store.connections import open_readonly
from weakspot.store.inspection import find_damage
from weakspot.store.migrations import MIGRATIONS
from weakspot.store.opening import open_save
from weakspot.store.restore import begin_anew, restore
from weakspot.store.save import Save
from weakspot.store.save_files import backup_files, erase
from weakspot.store.verification import verify

Damage = pytest.mark.parametrize(
    "damage", ["header", "page", "empty", "folder", "link"]
)


def back_up_on(path: Path, day: str = DAY) -> Path:
    with open_readonly(path) as db:
        return back_up(db, path, day)


class ObservedConnection(sqlite3.Connection):
    """A connection that calls `on_copied` after a copy was written."""

    on_copied: Callable[[], object]

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        done = super().execute(sql, *values)
        if sql.startswith("VACUUM INTO"):
            self.on_copied()
        return done


def damage_save(path: Path, damage: str) -> None:
    if damage == "header":
        write_at(0, b"garbage")(path)
    elif damage == "page":
        write_at(4096, bytes(4096))(path)
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        path.unlink()
        path.mkdir() if damage == "folder" else path.symlink_to("nowhere.db")


def test_p10_the_first_backup_of_a_day_holds_all_and_is_for_the_player_alone(
    path: Path,
) -> None:
    save = Save(open_save(path))
    log_answer(save, 3)  # still in the -wal
    back_up_daily(path, DAY)
    (copy,) = backup_files(path)
    assert copy == path.parent / "backups" / f"ada-{DAY}.db"
    assert (
        stat.S_IMODE(copy.stat().st_mode),
        stat.S_IMODE(copy.parent.stat().st_mode),
    ) == (0o600, 0o700)
    assert read_tables(copy) == read_tables(path)
    assert verify(copy) == []
    log_answer(save, 4)
    back_up_daily(path, DAY)
    assert backup_files(path) == [copy]
    save.close()


def test_p10_an_empty_save_has_no_backup(tmp_path: Path) -> None:
    path = make_save(tmp_path / "ada.db", answers=0)
    back_up_daily(path, DAY)
    assert backup_files(path) == []


def test_p10_what_a_kill_left_a_day_ago_is_removed_by_the_next_backup(
    path: Path,
) -> None:
    save, folder = path.parent, path.parent / "backups"
    folder.mkdir()
    files = [
        folder / f".ada-{DAY}.db.0123abcd",
        save / ".ada.db.0123abcd-wal",
        save / ".eve.db.0123abcd",
    ]
    for file in (*files, young := folder / f".ada-{DAY}.db.4567cdef"):
        file.touch()
        os.utime(
            file,
            times=(
                time.time() - 86_500,
                time.time() - (86_300 if file == young else 86_500),
            ),
        )
    back_up_on(path)
    assert [file.exists() for file in (*files, young)] == [False, False, True, True]


def test_p10_seven_days_and_four_weeks_are_kept(path: Path) -> None:
    first = date(2026, 9, 1)
    for days in range(60):
        back_up_on(path, (first + timedelta(days)).isoformat())
    kept = [day for day, _, _ in dated_backups(path)]
    assert kept[-7:] == [first + timedelta(days) for days in range(53, 60)]
    assert kept[:-7] == [
        date(2026, 10, 11),
        date(2026, 10, 18),
    ]  # Sundays: 26 to 30 October are one week
    assert len({day.isocalendar()[:2] for day in kept}) == 4


def test_p10_an_old_backup_that_cannot_be_deleted_stays(path: Path) -> None:
    folder = path.parent / "backups" / "ada-2026-01-01.db"
    folder.mkdir(parents=True)
    for days in range(30):
        back_up_on(path, (date(2026, 9, 1) + timedelta(days)).isoformat())
    assert folder in backup_files(path)


def test_p10_a_backup_with_fewer_attempts_evicts_none(
    path: Path, tmp_path: Path
) -> None:
    for days in range(20):
        back_up_on(path, (date(2026, 9, 1) + timedelta(days)).isoformat())
    before = backup_files(path)
    path.unlink()
    begin_anew(path, DAY)
    save = Save(open_save(path))
    log_answer(save)
    save.close()
    back_up_on(path)
    assert set(before) < set(backup_files(path))


def test_p10_two_backups_at_the_same_instant_are_both_kept(path: Path) -> None:
    between: list[Path] = []
    with closing(sqlite3.connect(path, factory=ObservedConnection)) as db:
        db.on_copied = lambda: between.append(back_up_on(path))
        backup = back_up(db, path, DAY)
    assert backup_files(path) == sorted([backup, *between])
    assert len({backup, *between}) == 2


@pytest.mark.parametrize("is_gone", [False, True])
def test_p10_backups_at_both_ends_of_a_link_are_found_if_the_save_is_gone_too(
    path: Path, tmp_path: Path, is_gone: bool
) -> None:
    before = back_up_on(path)
    far = tmp_path / "far" / "real.db"
    far.parent.mkdir()
    path.rename(far)
    path.symlink_to(far)
    later = back_up_on(path.resolve())
    if is_gone:
        far.unlink()
    assert {backup.path for backup in find_good_backups(path)} == {before, later}
    erase(path)
    assert read_files(tmp_path) == {}


def test_p10_the_backup_of_a_day_is_made_where_the_save_is(
    path: Path, tmp_path: Path
) -> None:
    link = tmp_path / "near" / "me.db"
    link.parent.mkdir()
    link.symlink_to(path)
    back_up_daily(link, DAY)
    assert backup_files(path) == [path.parent / "backups" / f"ada-{DAY}.db"]
    assert list(link.parent.iterdir()) == [link]


def test_p10_a_players_backups_are_no_other_players(path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    others = [
        f"ada-{DAY}-{DAY}.db",
        "ada-b-format1.db",
        "ad-format1.db",
        "ada-notes.db",
        "ada-format1-x.db",
    ]
    for name in others:
        (folder / name).write_bytes(b"")
    copy = back_up_on(path)
    assert backup_files(path) == [copy]


def test_p10_a_backup_without_room_is_reported(path: Path) -> None:
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(SaveError, match="no backup could be made"):
        back_up_daily(path, DAY)


# Restoring


def test_p10_a_restored_save_is_the_backup_and_the_present_one_a_backup(
    path: Path,
) -> None:
    copy = back_up_on(path)
    before = read_tables(path)
    save = Save(open_save(path))
    log_answer(save, 5)
    after = read_tables(path)
    set_aside = restore(path, copy, DAY)
    assert read_tables(path) == before
    assert set_aside is not None
    assert read_tables(set_aside) == after
    log_answer(save, 6)  # who plays on it meanwhile goes on with what came
    assert len(read_tables(path)["attempt"]) == len(before["attempt"]) + 1
    save.close()
    assert verify(path) == []


def test_p10_the_newest_is_that_with_the_latest_answer_whatever_its_name(
    path: Path,
) -> None:
    back_up_on(path, "2070-01-01")
    save = Save(open_save(path))
    log_answer(save, 5, minutes=9999)
    save.close()
    newest = back_up_on(path, "2026-11-01")
    spoilt = back_up_on(path, "2026-11-02")
    write_at(4096, bytes(4096))(spoilt)
    backups = list(find_good_backups(path))
    assert [backup.path.name for backup in backups] == [
        newest.name,
        "ada-2070-01-01.db",
    ]
    assert [backup.attempts for backup in backups] == [11, 10]


def test_p10_what_was_flagged_since_the_latest_answer_makes_a_backup_newer(
    path: Path,
) -> None:
    before = back_up_on(path)
    with closing(Save(open_save(path))) as save:
        save.writer.append_event("flag", "rag/chunk-a", None, at_minute(9999))
    after = back_up_on(path)
    assert [backup.path for backup in find_good_backups(path)] == [after, before]


@pytest.mark.parametrize(
    "spoil", ["user_version = 99", "application_id = 7"], ids=["newer", "foreign"]
)
def test_p10_the_newest_is_one_that_can_be_restored(path: Path, spoil: str) -> None:
    good = back_up_on(path, "2026-11-24")
    with closing(Save(open_save(path))) as save:
        log_answer(save, 7, minutes=900)
    newer = back_up_on(path)
    assert [backup.path for backup in find_good_backups(path)] == [newer, good]
    with closing(sqlite3.connect(newer)) as db:
        db.execute(f"PRAGMA {spoil}")
    assert [backup.path for backup in find_good_backups(path)] == [good]


def test_p11_an_older_backup_is_brought_to_the_newest_format(
    path: Path, tmp_path: Path
) -> None:
    samples = Path(__file__).parents[2] / "saves" / "samples"
    sample = samples / "format1.db"
    before = sample.read_bytes()
    restore(path, sample, DAY)
    assert read_tables(path) == read_tables(
        samples / f"format{len(MIGRATIONS)}.db"
    )  # all hold the same
    assert sample.read_bytes() == before
    open_save(path).close()


@Damage
def test_p08_a_damaged_save_is_set_aside_whole_and_the_backup_takes_its_place(
    path: Path, damage: str
) -> None:
    copy, then = back_up_on(path), read_tables(path)
    damage_save(path, damage)
    with path.with_name("ada.db-wal").open("wb") as wal:
        wal.write(b"garbage")
    before = path.read_bytes() if path.is_file() else None
    aside = restore(path, copy, DAY)
    assert aside == path.parent / "damaged" / f"ada-{DAY}.db"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"garbage"
    assert os.path.lexists(aside)
    assert before is None or aside.read_bytes() == before
    assert read_tables(path) == then
    assert verify(path) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("spoil", ["header", "page"])
def test_p08_damage_is_reported_to_the_player_with_its_remedy(
    path: Path, spoil: str
) -> None:
    assert find_damage(path) == ""
    damage_save(path, spoil)
    damage = find_damage(path)
    assert str(path) in damage
    assert "`weakspot save restore`" in damage


def test_p08_two_damaged_saves_of_a_day_are_both_kept(path: Path) -> None:
    copy = back_up_on(path)
    for text in (b"one", b"two"):
        path.write_bytes(text)
        restore(path, copy, DAY)
    aside = sorted((path.parent / "damaged").iterdir())
    assert [file.read_bytes() for file in aside] == [b"two", b"one"]


@pytest.mark.parametrize("left", ["backups", "damaged"])
def test_p08_a_missing_save_is_not_silently_started_anew(path: Path, left: str) -> None:
    copy = back_up_on(path)
    path.rename(copy if left == "backups" else path)
    if left == "damaged":
        damage_save(path, "header")
        restore(path, copy, DAY)
        path.unlink()
        copy.unlink()
    before = read_files(path.parent)
    with pytest.raises(DamagedSave, match="is gone"):
        open_save(path)
    assert read_files(path.parent) == before
    assert begin_anew(path, DAY) is None  # nothing was set aside
    assert read_tables(path, "attempt") == {"attempt": []}


def test_p08_starting_anew_keeps_the_old_files(path: Path) -> None:
    before = read_tables(path)
    set_aside = begin_anew(path, DAY)
    assert set_aside is not None
    assert read_tables(set_aside) == before
    assert read_tables(path, "attempt", "round") == {"attempt": [], "round": []}


@pytest.mark.parametrize("spoil", ["damaged", "less"])
def test_p10_a_copy_that_came_out_wrong_is_no_backup(
    path: Path, tmp_path: Path, spoil: str
) -> None:
    less = make_save(tmp_path / "less.db", answers=3).read_bytes()
    before = read_files(path.parent)

    def harm_copy() -> None:
        for copy in (path.parent / "backups").iterdir():
            if spoil == "less":
                copy.write_bytes(less)
            else:
                damage_save(copy, "page")

    with closing(sqlite3.connect(path, factory=ObservedConnection)) as db:
        db.on_copied = harm_copy
        with pytest.raises(SaveError, match="no backup could be made|is not sound"):
            back_up(db, path, DAY)
    assert read_files(path.parent) == before


@pytest.mark.parametrize("spoil", ["newer", "foreign", "damaged", "missing"])
def test_p07_a_backup_that_is_refused_changes_nothing(path: Path, spoil: str) -> None:
    copy = back_up_on(path)
    if spoil in ("newer", "foreign"):
        with closing(sqlite3.connect(copy)) as db:
            db.execute(
                "PRAGMA user_version = 99"
                if spoil == "newer"
                else "PRAGMA application_id = 7"
            )
    elif spoil == "damaged":
        damage_save(copy, "page")
    else:
        copy.unlink()
    before = read_files(path.parent)
    with pytest.raises(SaveError, match=copy.name) as refusal:
        restore(path, copy, DAY)
    assert read_files(path.parent) == before
    assert "save restore" not in str(
        refusal.value
    )  # else it would repair what is sound


def test_p07_a_newer_save_is_not_replaced(path: Path) -> None:
    copy = back_up_on(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = read_files(path.parent)
    with pytest.raises(SaveError, match="newer weakspot"):
        restore(path, copy, DAY)
    assert read_files(path.parent) == before
