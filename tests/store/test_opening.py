import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attempts import log_answer
from damage import Harm, run_statements, write_at

from quiz_home import GIVE_UP_ROOT, read_files, run_python, zero_first_page
from weakspot.errors import CannotSave, DamagedSave, SaveError, UsageError
from weakspot.store.connections import configure, connect_to_write, open_readonly
from weakspot.store.failures import path_of, save_error
from weakspot.store.inspection import check_pages, find_damage
from weakspot.store.migrations import APPLICATION_ID, MIGRATIONS
from weakspot.store.opening import (
    open_copy,
    open_memory,
    open_save,
    open_to_read,
    player_path,
)
from weakspot.store.save import Save
from weakspot.store.transaction import write_transaction
from weakspot.store.verification import faults, verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A save with a few answers, closed."""
    path = tmp_path / "saves" / "default.db"
    save = Save(open_save(path))
    for number in range(40):
        log_answer(save, number, number % 3 / 2, minutes=number)
    save.close()
    return path


def read_refusal(path: Path) -> str:
    """Return the message with which a save is refused, which must leave the folder as
    it was.
    """
    before = read_files(path.parent)
    with pytest.raises(SaveError) as caught:
        open_save(path)
    assert read_files(path.parent) == before
    assert path.name in str(caught.value)
    return str(caught.value)


def truncate(size: int | None) -> Harm:
    return lambda path: os.truncate(
        path, path.stat().st_size // 2 if size is None else size
    )


def write_wrong_types(path: Path) -> None:
    swap = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'day'"
    for old, new in ((") STRICT", ")"), ("\n)", "\n) STRICT")):
        db = sqlite3.connect(path, isolation_level=None)
        if new == ")":
            db.execute("PRAGMA writable_schema = ON")
            db.execute(swap, (old, new))
            db.close()
            db = sqlite3.connect(path, isolation_level=None)
            db.execute("UPDATE day SET points = 'many'")
        else:
            db.execute("PRAGMA writable_schema = ON")
            db.execute(swap, (old, new))
        db.close()


DAMAGES: dict[str, tuple[Harm, str]] = {
    "empty": (truncate(0), "0 bytes"),
    "half": (truncate(None), "damaged"),
    "hundred": (truncate(100), "damaged"),
    "fifty": (truncate(50), "not a save"),
    "header": (write_at(0, b"garbage"), "not a save"),
    "text": (
        lambda path: path.write_text("not a save at all, just text\n" * 50),
        "not a save",
    ),
    "flipped": (write_at(4096, bytes([255 - 13])), "damaged"),
    "zeroed page": (write_at(2 * 4096, bytes(4096)), "damaged"),
    "table dropped": (
        run_statements("DROP TABLE event"),
        "tables are not weakspot's own (event",
    ),
    "trigger": (
        run_statements(
            "CREATE TRIGGER trap AFTER INSERT ON attempt BEGIN DELETE FROM attempt; END"
        ),
        "tables are not weakspot's own (trap)",
    ),
    "view": (
        run_statements("CREATE VIEW peek AS SELECT 1"),
        "tables are not weakspot's own (peek)",
    ),
    "wrong types": (write_wrong_types, "damaged"),
    "no format": (run_statements("PRAGMA user_version = 0"), "no format 0"),
    "wal": (
        lambda path: path.with_name("default.db-wal").write_bytes(b"garbage" * 99),
        "last answers",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_p07_a_damaged_save_is_refused_and_stays_as_it_is(
    path: Path, name: str
) -> None:
    harm, message = DAMAGES[name]
    harm(path)
    assert message in read_refusal(path)


@pytest.mark.parametrize("suffix", ["-shm", "-journal"])
def test_p08_garbage_beside_a_save_loses_nothing(path: Path, suffix: str) -> None:
    path.with_name(path.name + suffix).write_bytes(b"garbage" * 99)
    save = Save(open_save(path))
    assert save.totals().attempts == 40
    save.close()


def test_p07_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    folder, fifo, link = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "c.db"
    folder.mkdir()
    os.mkfifo(fifo)
    link.symlink_to(tmp_path / "nowhere.db")
    for path, what in (
        (folder, "is not a regular file"),
        (fifo, "is not a regular file"),
        (link, "is not there"),
    ):
        with pytest.raises(SaveError, match=what):
            open_save(path)
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize("opening", [open_save, open_to_read, open_copy])
def test_p07_a_link_in_a_circle_is_refused(
    tmp_path: Path, opening: Callable[[Path], object]
) -> None:
    link = tmp_path / "a.db"
    link.symlink_to(link)
    with pytest.raises(SaveError, match=r"a\.db, a link to .*a\.db, is not there"):
        opening(link)
    assert "is not there" in verify(link)[0]


def test_p07_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    run_statements("PRAGMA journal_mode = WAL", "CREATE TABLE theirs(a)")(path)
    assert "another program" in read_refusal(path)


def test_p11_a_newer_save_is_refused(path: Path) -> None:
    run_statements(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")(path)
    assert f"written by a newer weakspot: format {len(MIGRATIONS) + 1}" in read_refusal(
        path
    )


def test_p07_checking_a_save_left_by_a_crash_changes_nothing(
    path: Path, tmp_path: Path
) -> None:
    db = open_save(path)
    log_answer(Save(db), 1, minutes=99)
    copied = tmp_path / "left" / "default.db"
    copied.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copied}{suffix}")
    db.close()
    raw = sqlite3.connect(copied)
    raw.execute("CREATE TABLE planted(a)")
    for suffix in ("", "-wal"):
        shutil.copy(f"{copied}{suffix}", tmp_path / f"copy.db{suffix}")
    raw.close()
    assert "planted" in read_refusal(tmp_path / "copy.db")


def test_p01_answers_in_the_wal_at_a_crash_survive(path: Path, tmp_path: Path) -> None:
    db = open_save(path)
    log_answer(Save(db), 1, minutes=99)
    copy = tmp_path / "copy.db"
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    db.close()
    save = Save(open_save(copy))
    assert save.totals().attempts == 41
    save.close()


def test_p04_a_half_written_transaction_is_rolled_back_after_a_crash(
    path: Path, tmp_path: Path
) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = DELETE",
        "PRAGMA cache_size = 1",
        "BEGIN",
        "DELETE FROM memory",
    ):
        db.execute(statement)
    db.execute("UPDATE attempt SET mode = 'half', given = hex(zeroblob(900))")
    copy = tmp_path / "copy.db"
    for suffix in ("", "-journal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    db.close()
    assert copy.read_bytes().count(b"half") > 0
    db_copy = open_save(copy)
    assert db_copy.execute("SELECT DISTINCT mode FROM attempt").fetchall() == [
        ("today",)
    ]
    assert faults(db_copy) == []
    db_copy.close()


def test_p05_a_save_without_a_wal_is_sound_while_another_writes_it(path: Path) -> None:
    run_statements("PRAGMA journal_mode = DELETE")(path)
    with open_readonly(path) as db:
        check_pages(db, path)
        run_statements("DELETE FROM attempt", "VACUUM")(path)
        check_pages(db, path)
    writer = sqlite3.connect(path, isolation_level=None)
    for statement in ("BEGIN", "DELETE FROM memory"):
        writer.execute(statement)
    assert path.with_name("default.db-journal").stat().st_size > 0
    assert (
        find_damage(path) == ""
    )  # as it is asked beside play: the lock held by this process stays
    taking = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN "
        "IMMEDIATE')"
    )
    assert "database is locked" in run_python("-c", taking, path).stderr
    with open_readonly(path) as db:  # a copy would be torn if the writer went on
        assert path_of(db) == path
        check_pages(db, path)
    writer.close()


def test_p08_a_lost_save_is_not_begun_anew_beside_its_wal(path: Path) -> None:
    path.unlink()
    path.with_name("default.db-wal").write_bytes(b"\x37\x7f\x06\x82answers")
    message = read_refusal(path)
    assert (
        "is gone, but default.db-wal is left of it; `weakspot save restore` brings back"
        in message
    )
    with pytest.raises(DamagedSave, match="is gone, but default.db-wal is left"):
        open_to_read(path)
    assert [file.name for file in path.parent.iterdir()] == ["default.db-wal"]


def test_p02_answers_survive_a_power_cut(path: Path) -> None:
    db = open_save(path)
    pragmas = (
        "journal_mode",
        "synchronous",
        "trusted_schema",
        "cell_size_check",
        "foreign_keys",
        "busy_timeout",
    )
    values = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas}
    db.close()
    assert values == dict(zip(pragmas, ("wal", 2, 0, 1, 1, 5000), strict=True))


def test_p02_without_a_wal_the_journal_is_synced_with_its_folder(
    tmp_path: Path,
) -> None:
    db = sqlite3.connect(
        f"file:{tmp_path}/a.db?vfs=unix-dotfile", uri=True, isolation_level=None
    )
    configure(db)
    values = [
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    db.close()
    assert values == ["delete", 3]


def test_p09_a_new_save_is_for_the_player_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "p.db"
    old = os.umask(0)
    try:
        db = open_save(path)
        log_answer(Save(db))
    finally:
        os.umask(old)
    modes = {
        file.name: stat.S_IMODE(file.stat().st_mode)
        for file in (*path.parent.iterdir(), *path.parents[:2])
    }
    db.close()
    assert modes == {
        "p.db": 0o600,
        "p.db-wal": 0o600,
        "p.db-shm": 0o600,
        "a": 0o700,
        "b": 0o700,
    }


def test_p09_a_save_that_cannot_be_finished_does_not_appear(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "CREATE TABLE half(a)"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_save(tmp_path / "p.db", [broken()])
    assert list(tmp_path.iterdir()) == []


def test_p09_of_two_saves_created_at_once_the_first_stays(tmp_path: Path) -> None:
    path = tmp_path / "p.db"

    def late() -> Iterator[str]:
        if not path.exists():
            first = Save(open_save(path))
            log_answer(first)
            first.close()
        yield "CREATE TABLE late(a)"

    with pytest.raises(SaveError):  # not of its own format: it is the other's
        open_save(path, [late()])
    save = Save(open_save(path))
    assert save.totals().attempts == 1
    save.close()


def test_a_file_name_is_not_read_as_a_uri(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory&x=%41#b.db"
    open_save(path).close()
    assert path.stat().st_size > 0


def test_a_message_spells_out_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "p\x1b]0;x\n.db"
    path.mkdir()
    with pytest.raises(SaveError) as caught:
        open_save(path)
    assert "p<U+001B>]0;x<U+000A>.db" in str(caught.value)


def test_memory_is_a_save_of_the_newest_format() -> None:
    db = open_memory()
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    db.close()


@pytest.mark.parametrize("player", ["default", "a", "0-_", "a" * 32, "com", "console"])
def test_p20_a_player_has_a_file(player: str) -> None:
    assert player_path(Path("saves"), player) == Path("saves") / f"{player}.db"


@pytest.mark.parametrize(
    "player",
    [
        "",
        "A",
        "-a",
        "_a",
        "a" * 33,
        "../a",
        "a/b",
        "a.b",
        "a\n",
        "é",
        "con",
        "nul",
        "aux",
        "prn",
        "com1",
        "lpt9",
    ],
)
def test_p20_a_bad_name_is_refused(player: str) -> None:
    with pytest.raises(UsageError, match="player"):
        player_path(Path("saves"), player)


def test_p05_a_lock_held_too_long_is_reported(path: Path) -> None:
    holder, db = open_save(path), connect_to_write(path)
    db.execute("PRAGMA busy_timeout = 20")
    with (
        write_transaction(holder),
        pytest.raises(
            SaveError, match=r"^not saved: another program holds .*default\.db"
        ) as e,
    ):
        log_answer(Save(db))
    assert not isinstance(
        e.value, CannotSave
    )  # to wait is enough: no reason to play on without saving
    assert Save(db).totals().attempts == 40
    holder.close()
    db.close()


CHILD = f"""{GIVE_UP_ROOT}
import sys
from pathlib import Path
from weakspot.errors import SaveError
from weakspot.store.opening import open_save
give_up()
try:
    open_save(Path(sys.argv[1]))
except SaveError as error:
    print(error)
else:
    print("opened")
"""


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "message"),
    [
        (0o600, 0o700, "opened"),
        (0o400, 0o700, "answers cannot be saved"),
        (0o600, 0o500, "answers cannot be saved"),
        (0o000, 0o700, "cannot be read"),
        (None, 0o500, "answers cannot be saved"),
    ],
)
def test_p13_a_read_only_place_is_named(
    tmp_path: Path, file_mode: int | None, folder_mode: int, message: str
) -> None:
    path = tmp_path / "p.db"
    if file_mode is not None:
        open_save(path).close()
        path.chmod(file_mode)
    tmp_path.chmod(folder_mode)
    before = sorted(file.name for file in tmp_path.iterdir())
    result = run_python("-c", CHILD, path)
    tmp_path.chmod(0o700)
    assert message in result.stdout, result.stderr
    if message != "opened":
        assert sorted(file.name for file in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["attempt", "attempt_question", "event", "event_what"])
def test_p07_a_quick_check_does_not_read_the_log(path: Path, name: str) -> None:
    zero_first_page(path, name)
    assert "damaged" in read_refusal(path)
    db = open_save(path, brief=True)
    assert "save verify" in Save(db, path=path).find_damage()
    db.close()


@pytest.mark.parametrize(
    "name", ["node", "memory", "memory_concept", "day", "change", "round"]
)
def test_p07_a_quick_check_finds_damage_that_starting_would_meet(
    path: Path, name: str
) -> None:
    zero_first_page(path, name)
    before = read_files(path.parent)
    with pytest.raises(SaveError, match="damaged"):
        open_save(path, brief=True)
    assert read_files(path.parent) == before


def test_a_sound_save_in_play_has_no_damage(path: Path) -> None:
    save = Save(open_save(path), path=path)
    log_answer(save, 1, minutes=99)
    assert save.find_damage() == ""
    log_answer(save, 2, minutes=100)
    assert save.find_damage() == ""
    path.rename(path.with_name("away.db"))
    assert (
        "cannot be opened" in save.find_damage()
    )  # which is no damage, and is told too
    path.with_name("away.db").rename(path)
    save.close()


def test_p08_an_answer_that_meets_damage_in_the_log_reports_it_and_saves_nothing(
    path: Path,
) -> None:
    zero_first_page(path, "attempt_question")
    save = Save(open_save(path, brief=True), path=path)
    with pytest.raises(SaveError, match="not saved: .* is damaged"):
        log_answer(save, 1, minutes=99)
    assert save.totals().attempts == 40
    save.close()


def test_p04_no_room_for_the_shared_memory_file_is_reported_as_a_full_disk() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"  # as on a tmpfs without a free page
    assert str(save_error(error, "ada.db")).startswith("the disk is full")


def test_p05_a_save_that_another_game_closes_during_a_check_is_not_called_damaged(
    path: Path,
) -> None:
    def look_while_it_is_written() -> None:
        with open_readonly(path) as db:
            assert db.execute("SELECT count(*) FROM attempt").fetchone() == (40,)
            with closing(Save(open_save(path))) as save:
                for number in range(200):
                    log_answer(save, number, minutes=60 + number)
            check_pages(db, path)

    with pytest.raises(
        SaveError, match=r"another weakspot wrote .*default\.db meanwhile"
    ) as refusal:
        look_while_it_is_written()
    assert not isinstance(refusal.value, DamagedSave)
    assert verify(path) == []
