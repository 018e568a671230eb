import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from attempts import log_answer

from quiz_home import run_python
from weakspot.errors import SaveError
from weakspot.store.migrations import MIGRATIONS, format_of
from weakspot.store.opening import open_save
from weakspot.store.save import Save
from weakspot.store.verification import verify

NEWEST = len(MIGRATIONS)


ADD_MOOD = (
    "ALTER TABLE attempt ADD COLUMN mood TEXT",
    "CREATE TABLE mood(name TEXT PRIMARY KEY NOT NULL) STRICT",
)


def failing_migration() -> Iterator[str]:
    yield from ADD_MOOD
    yield "DELETE FROM attempt"
    raise SaveError("cannot go on")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ada.db"
    save = Save(open_save(path))
    for number in range(5):
        log_answer(save, number, minutes=number)
    save.close()
    return path


def count_attempts(path: Path) -> int:
    save = Save(open_save(path))
    count = save.totals().attempts
    save.close()
    return count


def test_p11_an_older_save_is_upgraded_after_a_backup(path: Path) -> None:
    db = open_save(path, [*MIGRATIONS, ADD_MOOD])
    assert format_of(db) == NEWEST + 1
    assert db.execute("SELECT count(*), count(mood) FROM attempt").fetchone() == (5, 0)
    db.close()
    backup = path.parent / "backups" / f"ada-format{NEWEST}.db"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert [file.name for file in backup.parent.iterdir()] == [f"ada-format{NEWEST}.db"]
    assert verify(backup) == []
    assert count_attempts(backup) == 5


def test_p11_an_upgraded_save_opens_without_another_backup(path: Path) -> None:
    both = [*MIGRATIONS, ADD_MOOD]
    open_save(path, both).close()
    shutil.rmtree(path.parent / "backups")
    open_save(path, both).close()
    assert not (path.parent / "backups").exists()


def test_p11_a_failure_half_way_leaves_the_old_save(path: Path) -> None:
    with pytest.raises(SaveError, match="cannot go on"):
        open_save(path, [*MIGRATIONS, failing_migration()])
    assert count_attempts(path) == 5
    assert verify(path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from weakspot.store.migrations import MIGRATIONS
from weakspot.store.opening import open_save
def killed():
    yield "ALTER TABLE attempt ADD COLUMN mood TEXT"
    yield "PRAGMA cache_size = 1"
    yield "CREATE TABLE big AS SELECT randomblob(4000) FROM attempt, attempt AS b, attempt AS c"
    if Path(sys.argv[1] + "-wal").exists():
        os.kill(os.getpid(), signal.SIGKILL)
open_save(Path(sys.argv[1]), [*MIGRATIONS, killed()])
"""  # noqa: E501


def test_p11_killed_half_way_the_old_save_is_there_and_can_be_upgraded(
    path: Path,
) -> None:
    child = run_python("-c", KILLED, path)
    assert child.returncode == -9, child.stderr
    assert count_attempts(path) == 5
    assert verify(path) == []
    db = open_save(path, [*MIGRATIONS, ADD_MOOD])
    assert format_of(db) == NEWEST + 1
    db.close()


def test_p10_a_backup_with_more_attempts_stays(path: Path) -> None:
    fuller = Save(open_save(path.parent / "backups" / f"ada-format{NEWEST}.db"))
    for number in range(9):
        log_answer(fuller, number)
    fuller.close()
    open_save(path, [*MIGRATIONS, ADD_MOOD]).close()
    assert count_attempts(path.parent / "backups" / f"ada-format{NEWEST}.db") == 9
    assert count_attempts(path.parent / "backups" / f"ada-format{NEWEST}-2.db") == 5


def test_p10_without_a_backup_there_is_no_upgrade(path: Path) -> None:
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(SaveError, match="no backup could be made"):
        open_save(path, [*MIGRATIONS, ADD_MOOD])
    assert count_attempts(path) == 5
