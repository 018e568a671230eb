"""Looking at a save before it is opened to write: a file that is not ours, or damaged, is not touched."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import quote

from weakspot.errors import DamagedSave, SaveError
from weakspot.files import sqlite_sibling
from weakspot.store.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    format_of,
    migrate,
    schema_objects,
)
from weakspot.store.transaction import (
    BUSY_SECONDS,
    damaged_in_play,
    error_name,
    one_line,
    save_error,
    translate_os_errors,
)

MAGIC = b"SQLite format 3\0"
WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\0\0\0\0")
"""How a `-wal` begins; all zeros where the power went before its first page was there."""

NO_WAL = b"\1"
"""Byte 18 of a save without a write-ahead log: who writes it keeps readers away meanwhile, by a lock."""

TABLES_BESIDE_LOG = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('attempt', 'event')"
"""What every start rests on, in proportion to the questions; the log grows with the answers."""

MIN_SHM_SIZE = 32768
"""Bytes of a `-shm` that somebody has open, at least."""

RESTORE_HINT = (
    "Nothing was changed. `weakspot save restore` sets it aside and brings back the newest good backup; "
    "or play on with another --player NAME"
)


def damage_error(path: Path, what: str) -> DamagedSave:
    """The refusal of a damaged save; `what` may be what SQLite says, line by line below a heading."""
    lines = [line for line in what.splitlines() if not line.startswith("***")]
    return DamagedSave(f"{one_line(path)} is damaged: {one_line('; '.join(lines))}", RESTORE_HINT)


def inspect_save(path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, brief: bool = False) -> int:
    """The format of the save at `path`, which is sound as far as a quick look tells.

    A `brief` look leaves the pages of the log unread, so that it takes no longer after years.

    SaveError if it is not a regular file, empty, not ours, newer, with other tables than ours, or damaged.
    Neither the file nor what lies beside it is changed.
    """
    check_file(path)
    with open_readonly(path) as db:
        found = check_tables(db, path, migrations)
        check_pages(db, path, brief)
        return found


def find_damage(path: Path) -> str:
    """What a whole look at a save in play finds, as a player reads it; empty if it is sound.

    On a connection of its own, which only reads: it may be asked in a thread beside play.
    """
    try:
        with open_readonly(path, in_play=True) as db:
            check_pages(db, path)
    except DamagedSave:
        return str(damaged_in_play(one_line(path)))
    except SaveError as error:
        return str(error)
    return ""


def check_pages(db: Connection, path: Path, brief: bool = False) -> None:
    """DamagedSave if a quick check finds anything; a brief one leaves out the log."""
    db.execute("PRAGMA cache_size = -64")  # each page is read once, perhaps beside the first screen
    for part in [name for (name,) in db.execute(TABLES_BESIDE_LOG)] if brief else ["1"]:
        (finding,) = db.execute(f"PRAGMA quick_check({part})").fetchone()
        if finding != "ok":
            raise damage_error(path, finding)


def access_error(path: Path, error: OSError) -> SaveError:
    """The refusal of what lies in a folder that we may not look into."""
    return SaveError(
        f"{path_words(path)} cannot be read: {error.strerror}. Give yourself access, or choose another --home"
    )


def path_words(path: Path) -> str:
    """The path as shown, and where it leads if it is a link."""
    try:
        return f"{one_line(path)}, a link to {one_line(path.readlink())},"
    except OSError:
        return one_line(path)


def is_there(path: Path) -> bool:
    """Is anything at `path`, if only a link to nowhere?

    SaveError where we may not look, at the end of a link too, or a folder on the way is a link to nowhere.
    """
    try:
        path.stat()
    except PermissionError as error:
        raise access_error(path, error) from error
    except OSError:
        for folder in path.parents:
            if folder.is_symlink() and not folder.exists():
                raise SaveError(
                    f"{path_words(folder)} leads nowhere. "
                    "Bring back what it leads to, or choose another --home"
                ) from None
        return os.path.lexists(path)
    return True


def resolve_link(path: Path) -> Path:
    """Where the save is, if `path` is a link to it: SQLite keeps its files there."""
    return path.resolve() if is_there(path) and path.exists() else path


def link_ends(path: Path) -> list[Path]:
    """Both ends of a link to a save, which may be gone: backups may lie beside either. Else `path` alone.

    SaveError as is_there.
    """
    return [path, Path(os.path.realpath(path))] if is_there(path) and path.is_symlink() else [path]


def check_file(path: Path) -> None:
    """Refuse what can be told to be no save of ours without SQLite."""
    if not path.is_file():
        what = "is not a regular file" if path.exists() else "is not there"
        raise DamagedSave(f"{path_words(path)} {what}", RESTORE_HINT)
    head = read_head(path, 100)
    if not head:
        raise damage_error(path, "it has 0 bytes")
    if not head.startswith(MAGIC) or len(head) < 100:
        raise DamagedSave(f"{one_line(path)} is not a save, or damaged at its start", RESTORE_HINT)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SaveError(
            f"{one_line(path)} belongs to another program. Move it away, or choose another --player"
        )
    wal = sqlite_sibling(path, "-wal")
    begin = read_head(wal, 4) if wal.is_file() else b""
    if begin and begin not in WAL_MAGIC:
        raise damage_error(path, f"{one_line(wal.name)}, which may hold the last answers, cannot be read")


def read_head(path: Path, length: int) -> bytes:
    """The first bytes of a file, at most so many. SaveError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError as error:
        raise SaveError(f"{one_line(path)} cannot be read: {error.strerror}. Make it readable") from error


def check_tables(db: Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """The save's format, its tables being exactly those of that format."""
    found, newest = format_of(db), len(migrations)
    if found > newest:
        raise SaveError(
            f"{one_line(path)} was written by a newer weakspot: format {found}, this one knows {newest}. "
            "Nothing was changed. Update weakspot"
        )
    if found < 1:
        raise damage_error(path, f"there is no format {found}")
    with closing(open_connection(":memory:")) as made:
        migrate(made, migrations[:found])
        ours, theirs = schema_objects(made), schema_objects(db)
    if ours != theirs:
        names = sorted({str(name) for _, name, _, _ in ours ^ theirs})
        raise damage_error(path, f"its tables are not weakspot's own ({one_line(', '.join(names))})")
    return found


@contextmanager
def open_readonly(path: Path, in_play: bool = False) -> Iterator[Connection]:
    """A connection that changes nothing, neither the file nor beside it. SaveError if it is damaged.

    A save `in_play` in this process is there to read as it is, and SQLite alone may open it: its locks would
    go with any other file closed.
    """
    try:
        with ExitStack() as stack:
            with translate_os_errors(f"{one_line(path)} cannot be read"):
                where = sqlite_uri(path, "ro") if in_play else stack.enter_context(prepare_uri(path))
            db = stack.enter_context(closing(open_connection(where)))
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA cache_size = -512")
            yield db
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where an error quotes what is no text
        told = save_error(error, one_line(path))
        if told is None or isinstance(told, DamagedSave):
            told = damage_error(path, str(error))
        raise told from error


def open_connection(where: str) -> Connection:
    """A connection that commits by itself outside explicit transactions, to what stands at the address."""
    return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


@contextmanager
def prepare_uri(path: Path) -> Iterator[str]:
    """Where to look: at the save in place or, where a crash left it unfinished, at a copy."""
    wal, shm, journal = (sqlite_sibling(path, suffix) for suffix in ("-wal", "-shm", "-journal"))
    in_use = file_size(shm) >= MIN_SHM_SIZE
    locked = not wal.exists() and read_head(path, 100)[18:19] == NO_WAL
    if has_hot_journal(path) if locked else file_size(journal) or (file_size(wal) and not in_use):
        import shutil  # late: seldom needed, and slow to load
        import tempfile

        # To read it, SQLite has to finish it first, or to make a -shm.
        with expect_unchanged(path), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            for suffix in ("", "-wal", "-journal"):
                if sqlite_sibling(path, suffix).exists():
                    shutil.copyfile(sqlite_sibling(path, suffix), sqlite_sibling(copy, suffix))
            yield sqlite_uri(copy, "rw")
    elif locked or (wal.exists() and in_use):
        yield sqlite_uri(path, "ro")
    else:
        with expect_unchanged(path):
            yield sqlite_uri(path, "ro") + "&immutable=1"  # else a -wal and -shm would be made, and stay


@contextmanager
def expect_unchanged(path: Path) -> Iterator[None]:
    """SaveError if another wrote the file meanwhile: what was read is of no one state, and looks damaged."""
    before = path.stat().st_mtime_ns
    try:
        yield
    finally:
        if not path.exists() or path.stat().st_mtime_ns != before:
            raise SaveError(f"another weakspot wrote {one_line(path)} meanwhile. Try again")


def has_hot_journal(path: Path) -> bool:
    """Did a crash leave a change half-made? One that is being made is waited for, as any lock is."""
    with closing(open_connection(sqlite_uri(path, "ro"))) as db:
        try:
            db.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            if not error_name(error).startswith("SQLITE_READONLY"):
                raise
            return True
    return False


def file_size(path: Path) -> int:
    """The file's size in bytes, 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def sqlite_uri(path: Path, mode: str) -> str:
    """SQLite's address of a file: any name, `?` and `%` too."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
