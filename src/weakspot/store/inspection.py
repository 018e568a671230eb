"""Inspecting a save before it is opened to write: a file that is not ours, or is
damaged, is not touched.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import DamagedSave, SaveError
from weakspot.files import sqlite_sibling
from weakspot.store.connections import connect, open_readonly, read_head
from weakspot.store.failures import RESTORE_HINT, damage_error, damaged_in_play
from weakspot.store.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    Migration,
    format_of,
    migrate,
    read_schema,
)
from weakspot.store.save_files import path_words
from weakspot.text import one_line

MAGIC = b"SQLite format 3\0"
WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\0\0\0\0")
"""The first bytes of a `-wal`; all zeros if the power failed before its first
page was written.
"""

SELECT_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
SELECT_TABLES_BESIDE_LOG = f"{SELECT_TABLES} AND name NOT IN ('attempt', 'event')"
"""The tables that every start needs; they grow with the questions,
the log with the answers.
"""


def inspect_save(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, brief: bool = False
) -> int:
    """The format of the save at `path`, which is sound as far as a quick check and its
    texts can tell; it is not changed.

    A `brief` check leaves the log unread, so that it takes no longer after years.
    Raises SaveError if it is not a regular file, empty, not ours, newer, with other
    tables than ours, or damaged.
    """
    check_file(path)
    with open_readonly(path) as db:
        format = check_tables(db, path, migrations)
        check_pages(db, path, brief)
        return format


def find_damage(path: Path) -> str:
    """The fault that a check of a whole save in play finds, in a player's words; empty
    if it is sound.

    Uses a connection of its own, which only reads:
    it may be called in a thread during play.
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
    """Raise DamagedSave if a quick check finds anything, or a text is not UTF-8; with
    `brief`, the log is left out.
    """
    # what is read once, perhaps beside the first screen, needs no cache
    db.execute("PRAGMA cache_size = -64")
    tables = list_tables(db, brief)
    for part in tables if brief else ["1"]:
        (fault,) = db.execute(f"PRAGMA quick_check({part})").fetchone()
        if fault != "ok":
            raise damage_error(path, fault)
    if found := encoding_faults(db, tables):
        raise damage_error(path, "\n".join(found))


def list_tables(db: Connection, brief: bool = False) -> list[str]:
    """The names of the tables; with `brief`, without those of the log."""
    sql = SELECT_TABLES_BESIDE_LOG if brief else SELECT_TABLES
    return [name for (name,) in db.execute(sql)]


def encoding_faults(db: Connection, tables: Iterable[str]) -> list[str]:
    """A fault for each column of the tables with a text that is not UTF-8, which
    SQLite's own checks do not look for.
    """
    faults = []
    for table in tables:
        described = db.execute(f"PRAGMA table_info({table})")
        columns = [name for _, name, kind, *_ in described if kind == "TEXT"]
        if not is_decodable(db, table, *columns):
            faults += [
                f"{table}.{column} holds a text that is not UTF-8"
                for column in columns
                if not is_decodable(db, table, column)
            ]
    return faults


def is_decodable(db: Connection, table: str, *columns: str) -> bool:
    """True if every text in these columns of the table itself,
    not of an index, is UTF-8.
    """
    try:
        for _ in db.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED"):
            pass  # reading a text decodes it
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
        return False
    return True


def check_file(path: Path) -> None:
    """Raise an error if the file can be recognized as no save of
    ours without SQLite.
    """
    if not path.is_file():
        what = "is not a regular file" if path.exists() else "is not there"
        raise DamagedSave(f"{path_words(path)} {what}", RESTORE_HINT)
    head = read_head(path, 100)
    if not head:
        raise damage_error(path, "it has 0 bytes")
    if not head.startswith(MAGIC) or len(head) < 100:
        raise DamagedSave(
            f"{one_line(path)} is not a save, or damaged at its start", RESTORE_HINT
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SaveError(
            f"{one_line(path)} belongs to another program; move it away, or choose "
            "another --player"
        )
    wal = sqlite_sibling(path, "-wal")
    begin = read_head(wal, 4) if wal.is_file() else b""
    if begin and begin not in WAL_MAGIC:
        raise damage_error(
            path,
            f"{one_line(wal.name)}, which may hold the last answers, cannot be read",
        )


def check_tables(db: Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """The save's format. Raises SaveError unless its tables are exactly those
    of that format.
    """
    format, newest = format_of(db), len(migrations)
    if format > newest:
        raise SaveError(
            f"{one_line(path)} was written by a newer weakspot: format {format}, "
            f"this one knows {newest}; nothing was changed; update weakspot"
        )
    if format < 1:
        raise damage_error(path, f"there is no format {format}")
    with closing(connect(":memory:")) as reference:
        migrate(reference, migrations[:format])
        ours, theirs = read_schema(reference), read_schema(db)
    if ours != theirs:
        names = sorted({str(name) for _, name, _, _ in ours ^ theirs})
        raise damage_error(
            path, f"its tables are not weakspot's own ({one_line(', '.join(names))})"
        )
    return format
