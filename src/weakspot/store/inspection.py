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
from weakspot.store.migrations import APPLICATION_ID, MIGRATIONS, Migration, format_of, migrate, objects_in
from weakspot.store.transaction import BUSY_SECONDS, name_of, refusing, save_error, shown, spoilt

MAGIC = b"SQLite format 3\0"
WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\0\0\0\0")
"""How a `-wal` begins; all zeros where the power went before its first page was there."""

NO_WAL = b"\1"
"""Byte 18 of a save without a write-ahead log: who writes it keeps readers away meanwhile, by a lock."""

BESIDE_THE_LOG = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('attempt', 'event')"
"""What every start rests on, in proportion to the questions; the log grows with the answers."""

SHARED = 32768
"""Bytes of a `-shm` that somebody has open, at least."""

MEND = (
    "Nothing was changed. `weakspot save restore` sets it aside and brings back the newest good backup; "
    "or play on with another --player NAME"
)


def damaged(path: Path, what: str) -> DamagedSave:
    """The refusal of a damaged save; `what` may be what SQLite says, line by line below a heading."""
    lines = [line for line in what.splitlines() if not line.startswith("***")]
    return DamagedSave(f"{shown(path)} is damaged: {shown('; '.join(lines))}", MEND)


def look(path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, brief: bool = False) -> int:
    """The format of the save at `path`, which is sound as far as a quick look tells.

    A `brief` look leaves the pages of the log unread, so that it takes no longer after years.

    SaveError if it is not a regular file, empty, not ours, newer, with other tables than ours, or damaged.
    Neither the file nor what lies beside it is changed.
    """
    look_at_file(path)
    with looking(path) as db:
        found = look_at_tables(db, path, migrations)
        look_at_pages(db, path, brief)
        return found


def damage(path: Path) -> str:
    """What a whole look at a save in play finds, as a player reads it; empty if it is sound.

    On a connection of its own, which only reads: it may be asked in a thread beside play.
    """
    try:
        with looking(path, in_play=True) as db:
            look_at_pages(db, path)
    except DamagedSave:
        return str(spoilt(shown(path)))
    except SaveError as error:
        return str(error)
    return ""


def look_at_pages(db: Connection, path: Path, brief: bool = False) -> None:
    """DamagedSave if a quick check finds anything; a brief one leaves out the log."""
    db.execute("PRAGMA cache_size = -64")  # each page is read once, perhaps beside the first screen
    for part in [name for (name,) in db.execute(BESIDE_THE_LOG)] if brief else ["1"]:
        (finding,) = db.execute(f"PRAGMA quick_check({part})").fetchone()
        if finding != "ok":
            raise damaged(path, finding)


def closed(path: Path, error: OSError) -> SaveError:
    """The refusal of what lies in a folder that we may not look into."""
    return SaveError(
        f"{led(path)} cannot be read: {error.strerror}. Give yourself access, or choose another --home"
    )


def led(path: Path) -> str:
    """The path as shown, and where it leads if it is a link."""
    try:
        return f"{shown(path)}, a link to {shown(path.readlink())},"
    except OSError:
        return shown(path)


def is_there(path: Path) -> bool:
    """Is anything at `path`, if only a link to nowhere?

    SaveError where we may not look, at the end of a link too, or a folder on the way is a link to nowhere.
    """
    try:
        path.stat()
    except PermissionError as error:
        raise closed(path, error) from error
    except OSError:
        for folder in path.parents:
            if folder.is_symlink() and not folder.exists():
                raise SaveError(
                    f"{led(folder)} leads nowhere. Bring back what it leads to, or choose another --home"
                ) from None
        return os.path.lexists(path)
    return True


def real(path: Path) -> Path:
    """Where the save is, if `path` is a link to it: SQLite keeps its files there."""
    return path.resolve() if is_there(path) and path.exists() else path


def ends(path: Path) -> list[Path]:
    """Both ends of a link to a save, which may be gone: backups may lie beside either. Else `path` alone.

    SaveError as is_there.
    """
    return [path, Path(os.path.realpath(path))] if is_there(path) and path.is_symlink() else [path]


def look_at_file(path: Path) -> None:
    """Refuse what can be told to be no save of ours without SQLite."""
    if not path.is_file():
        what = "is not a regular file" if path.exists() else "is not there"
        raise DamagedSave(f"{led(path)} {what}", MEND)
    head = beginning(path, 100)
    if not head:
        raise damaged(path, "it has 0 bytes")
    if not head.startswith(MAGIC) or len(head) < 100:
        raise DamagedSave(f"{shown(path)} is not a save, or damaged at its start", MEND)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SaveError(f"{shown(path)} belongs to another program. Move it away, or choose another --player")
    wal = sqlite_sibling(path, "-wal")
    begin = beginning(wal, 4) if wal.is_file() else b""
    if begin and begin not in WAL_MAGIC:
        raise damaged(path, f"{shown(wal.name)}, which may hold the last answers, cannot be read")


def beginning(path: Path, length: int) -> bytes:
    """The first bytes of a file, at most so many. SaveError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError as error:
        raise SaveError(f"{shown(path)} cannot be read: {error.strerror}. Make it readable") from error


def look_at_tables(db: Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """The save's format, its tables being exactly those of that format."""
    found, newest = format_of(db), len(migrations)
    if found > newest:
        raise SaveError(
            f"{shown(path)} was written by a newer weakspot: format {found}, this one knows {newest}. "
            "Nothing was changed. Update weakspot"
        )
    if found < 1:
        raise damaged(path, f"there is no format {found}")
    with closing(connected(":memory:")) as made:
        migrate(made, migrations[:found])
        ours, theirs = objects_in(made), objects_in(db)
    if ours != theirs:
        names = sorted({str(name) for _, name, _, _ in ours ^ theirs})
        raise damaged(path, f"its tables are not weakspot's own ({shown(', '.join(names))})")
    return found


@contextmanager
def looking(path: Path, in_play: bool = False) -> Iterator[Connection]:
    """A connection that changes nothing, neither the file nor beside it. SaveError if it is damaged.

    A save `in_play` in this process is there to read as it is, and SQLite alone may open it: its locks would
    go with any other file closed.
    """
    try:
        with ExitStack() as stack:
            with refusing(f"{shown(path)} cannot be read"):
                where = uri(path, "ro") if in_play else stack.enter_context(address(path))
            db = stack.enter_context(closing(connected(where)))
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA cache_size = -512")
            yield db
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where an error quotes what is no text
        told = save_error(error, shown(path))
        if told is None or isinstance(told, DamagedSave):
            told = damaged(path, str(error))
        raise told from error


def connected(where: str) -> Connection:
    """A connection that commits by itself outside explicit transactions, to what stands at the address."""
    return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


@contextmanager
def address(path: Path) -> Iterator[str]:
    """Where to look: at the save in place or, where a crash left it unfinished, at a copy."""
    wal, shm, journal = (sqlite_sibling(path, suffix) for suffix in ("-wal", "-shm", "-journal"))
    in_use = size(shm) >= SHARED
    locked = not wal.exists() and beginning(path, 100)[18:19] == NO_WAL
    if is_hot(path) if locked else size(journal) or (size(wal) and not in_use):
        import shutil  # late: seldom needed, and slow to load
        import tempfile

        # To read it, SQLite has to finish it first, or to make a -shm.
        with unchanged(path), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            for suffix in ("", "-wal", "-journal"):
                if sqlite_sibling(path, suffix).exists():
                    shutil.copyfile(sqlite_sibling(path, suffix), sqlite_sibling(copy, suffix))
            yield uri(copy, "rw")
    elif locked or (wal.exists() and in_use):
        yield uri(path, "ro")
    else:
        with unchanged(path):
            yield uri(path, "ro") + "&immutable=1"  # else a -wal and -shm would be made, and stay


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """SaveError if another wrote the file meanwhile: what was read is of no one state, and looks damaged."""
    before = path.stat().st_mtime_ns
    try:
        yield
    finally:
        if not path.exists() or path.stat().st_mtime_ns != before:
            raise SaveError(f"another weakspot wrote {shown(path)} meanwhile. Try again")


def is_hot(path: Path) -> bool:
    """Did a crash leave a change half-made? One that is being made is waited for, as any lock is."""
    with closing(connected(uri(path, "ro"))) as db:
        try:
            db.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            if not name_of(error).startswith("SQLITE_READONLY"):
                raise
            return True
    return False


def size(path: Path) -> int:
    """The file's size in bytes, 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def uri(path: Path, mode: str) -> str:
    """SQLite's address of a file: any name, `?` and `%` too."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
