"""Merging into a save the log of another save or of an export: the union of both,
derived again.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, IntegrityError
from typing import NamedTuple

import msgspec

from weakspot.engine.records import Attempt, Event
from weakspot.errors import SaveError
from weakspot.files import open_regular
from weakspot.store import events, mapping
from weakspot.store.backup import back_up, has_log
from weakspot.store.connections import connect_to_write, open_readonly
from weakspot.store.failures import translate_os_errors
from weakspot.store.migrations import MIGRATIONS, migrate
from weakspot.store.opening import open_save
from weakspot.store.replay import OnProgress, replay
from weakspot.store.restore import attach, copy_in_newest_format, new_save_beside
from weakspot.store.save_files import real_path
from weakspot.store.transaction import write_transaction
from weakspot.store.verification import row_faults
from weakspot.text import one_line

LOG_TABLES = ("attempt", "event")
COUNT_NEW = (
    "SELECT count(*) FROM other.{table} WHERE id NOT IN (SELECT id FROM main.{table})"
)
"""The number of rows of the other log that are not in this one."""
SELECT_CONTRADICTION = """
SELECT id FROM
  (SELECT * FROM other.{table} WHERE id IN (SELECT id FROM main.{table})
   EXCEPT SELECT * FROM main.{table})
ORDER BY id LIMIT 1"""
"""The id of a row that is another in this log."""
DELETE_ENDED_ROUNDS = (
    "DELETE FROM round WHERE id IN (SELECT subject FROM event WHERE "
    f"{events.IS_ROUND_END})"
)
MAX_LINE_BYTES = 1_000_000
"""The most bytes of a line of JSON; an attempt or an event takes far less."""


class MergeResult(NamedTuple):
    """The number of attempts and of events that a merge added, and the backup made
    before it, if one was.
    """

    attempts: int
    events: int
    backup: Path | None


def merge(
    path: Path, other: Path, day: str, progress: OnProgress | None = None
) -> MergeResult:
    """Merge into the save at `path`, made if missing, what only the save `other` has in
    its log.

    All or nothing; `other` is unchanged, and may be of an older format. Each save keeps
    its own open rounds, but one that ended in `other` is closed. Raises SaveError if a
    save is refused, or the two contradict.
    """
    path = real_path(path)
    with copy_in_newest_format(other, path) as copy:
        return merge_copy(path, copy, one_line(other), day, progress)


def merge_copy(
    path: Path, copy: Path, name: str, day: str, progress: OnProgress | None
) -> MergeResult:
    """Merge a save in the newest format, called `name` in messages; see `merge`."""
    with open_readonly(copy) as source:
        if found := row_faults(source):
            raise SaveError(
                f"{name} is damaged: {found[0]}; nothing was merged; name a sound save"
            )
    with closing(open_save(path)) as db:
        attach(db, copy)
        counts = {
            table: db.execute(COUNT_NEW.format(table=table)).fetchone()[0]
            for table in LOG_TABLES
        }
        backup = (
            back_up(db, path, day) if any(counts.values()) and has_log(db) else None
        )
        with write_transaction(db):
            for table in LOG_TABLES:
                refuse_contradiction(db, table, name)
                db.execute(
                    f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}"
                )
            if any(counts.values()):
                db.execute(DELETE_ENDED_ROUNDS)
                replay(db, progress)
    return MergeResult(counts["attempt"], counts["event"], backup)


def refuse_contradiction(db: Connection, table: str, name: str) -> None:
    """Raise SaveError if both logs have different rows with the same id: which one is
    true cannot be told.
    """
    if found := db.execute(SELECT_CONTRADICTION.format(table=table)).fetchone():
        raise SaveError(
            f"{name} has another {table} {one_line(found[0])} than the save: one of "
            "the two was changed by hand; nothing was merged; name an earlier backup "
            "of it"
        )


class LogHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: that this is a log, and of which format."""

    weakspot: str
    format: int


class LogLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Any other line: an attempt or an event."""

    attempt: Attempt | None = None
    event: Event | None = None


def import_log(
    path: Path, source: Path, day: str, progress: OnProgress | None = None
) -> MergeResult:
    """Merge the log in the file `source` into the save at `path`, made if missing; all
    or nothing.

    An empty save becomes a copy of the one exported, to the last bit. Raises SaveError
    naming the line, or the id in it, that is wrong.
    """
    path = real_path(path)
    with new_save_beside(path) as copy:
        with closing(connect_to_write(copy)) as db:
            migrate(db)
            with write_transaction(db):
                read_log_into(db, source)
        return merge_copy(path, copy, one_line(source), day, progress)


def read_log_into(db: Connection, source: Path) -> None:
    """Append what the lines of the file say to an empty log. Raises SaveError for the
    first wrong line.
    """
    number = 0
    try:
        for number, line in enumerate(read_lines(source), 1):
            if len(line) > MAX_LINE_BYTES:
                raise ValueError("it is too long for an attempt")
            if number == 1:
                check_header(line.removeprefix(BOM_UTF8))  # some editors add it
            else:
                append_line(db, line)
    except IntegrityError as error:
        raise line_error(
            source, number, "its id stands in the file twice, or a value is missing"
        ) from error
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
        raise line_error(source, number, one_line(str(error))) from error
    if number == 0:
        raise line_error(source, 1, "the file is empty")


def line_error(source: Path, number: int, what: str) -> SaveError:
    """The error for a file with a wrong line."""
    return SaveError(
        f"{one_line(source)}, line {number}: {what[:200]}; nothing was imported; "
        "mend the line, or export the log again with `weakspot save export`"
    )


def read_lines(source: Path) -> Iterator[bytes]:
    """The lines of a regular file; one that is too long is cut."""
    with (
        translate_os_errors(f"{one_line(source)} cannot be read"),
        open_regular(source) as file,
    ):
        yield from iter(lambda: file.readline(MAX_LINE_BYTES + 1), b"")


def check_header(line: bytes) -> None:
    """Raise ValueError unless this is the first line of a log that is not newer than
    this program.
    """
    try:
        head = msgspec.json.decode(line, type=LogHeader)
    except msgspec.MsgspecError as error:
        raise ValueError(
            "this is no log of `save export`: a CSV cannot be imported, and a save "
            "goes to `save merge`"
        ) from error
    if head.weakspot != "log":
        raise ValueError("this is not a log of weakspot")
    if not 1 <= head.format <= len(MIGRATIONS):
        raise ValueError(
            f"it was written by a newer weakspot (format {head.format}); update "
            "weakspot"
        )


def append_line(db: Connection, line: bytes) -> None:
    """Append the attempt or event of a line. Raises ValueError if it is neither."""
    match msgspec.json.decode(line, type=LogLine):
        case LogLine(attempt=None, event=Event() as event):
            mapping.insert_event(db, event)
        case LogLine(attempt=Attempt() as attempt, event=None):
            db.execute(mapping.INSERT_ATTEMPT, mapping.attempt_row(attempt))
        case _:
            raise ValueError("it has to hold one attempt or one event")
