"""P7 and P8: a damaged save is never replaced silently, and no command crashes on
it.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.processes import run_weakspot
from faults.rows import Fault, Row, small_home
from quiz_home import Clock, open_game, play_out
from weakspot.files import SQLITE_SUFFIXES, sqlite_sibling

PAGE = 4096
TABLES = ("attempt", "event", "node", "memory", "day", "round")
COMMANDS = (("play", "--plain"), ("weak",), ("save", "verify"), ("save", "rebuild"))

Harm = Callable[[Path, random.Random], object]


def write_at(path: Path, offset: int, data: bytes) -> None:
    """Overwrite the bytes at an offset."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def truncate(path: Path, rng: random.Random) -> None:
    """Cut the file off at a random size."""
    os.truncate(
        path, rng.choice((0, 1, 50, 100, 512, PAGE, rng.randrange(path.stat().st_size)))
    )


def flip_bytes(path: Path, rng: random.Random) -> None:
    """Change bytes anywhere."""
    for _ in range(rng.choice((1, 8, 64))):
        write_at(path, rng.randrange(path.stat().st_size), rng.randbytes(1))


def flip_header(path: Path, rng: random.Random) -> None:
    """Change bytes in the header, the first hundred."""
    write_at(path, rng.randrange(100), rng.randbytes(4))


def zero_page(path: Path, rng: random.Random) -> None:
    """Fill a page with zeros."""
    write_at(path, PAGE * rng.randrange(path.stat().st_size // PAGE), bytes(PAGE))


def scramble_page(path: Path, rng: random.Random) -> None:
    """Fill a page with noise."""
    write_at(
        path, PAGE * rng.randrange(path.stat().st_size // PAGE), rng.randbytes(PAGE)
    )


def copy_page(path: Path, rng: random.Random) -> None:
    """Overwrite a page with another one."""
    data = path.read_bytes()
    target, source = (PAGE * rng.randrange(len(data) // PAGE) for _ in range(2))
    write_at(path, target, data[source : source + PAGE])


def append_noise(path: Path, rng: random.Random) -> None:
    """Append noise to the file."""
    with path.open("ab") as file:
        file.write(rng.randbytes(rng.randrange(1, 3 * PAGE)))


def replace_file(path: Path, rng: random.Random) -> None:
    """Replace the file with one of another kind."""
    path.write_bytes(
        rng.choice(
            (
                b"just text\n" * 99,
                rng.randbytes(9000),
                b"SQLite format 3\0" * 99,
                b"\xff" * 50,
            )
        )
    )


def add_sibling(path: Path, rng: random.Random) -> None:
    """Write another file where SQLite keeps its own beside the save."""
    sqlite_sibling(path, rng.choice(SQLITE_SUFFIXES[1:])).write_bytes(
        rng.choice((b"garbage" * 99, rng.randbytes(9000), b"\0" * 99))
    )


def change_schema(path: Path, rng: random.Random) -> None:
    """Drop, add or rename parts of the schema, or change what the file says of its
    format.
    """
    table = rng.choice(TABLES)
    sql = (
        f"DROP TABLE {table}",
        f"CREATE TRIGGER trap AFTER INSERT ON {table} BEGIN DELETE FROM attempt; END",
        "CREATE VIEW peek AS SELECT 1",
        "CREATE TABLE another(x)",
        "DROP INDEX attempt_question",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 99",
        "PRAGMA application_id = 1",
        f"ALTER TABLE {table} RENAME TO gone",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(rng.choice(sql))


def corrupt_values(path: Path, rng: random.Random) -> None:
    """Store values that no row may have, in a sound file."""
    sql = (
        "UPDATE round SET session = '{'",
        "UPDATE round SET session = '[]'",
        "UPDATE node SET recent = 'x'",
        "UPDATE node SET mean = 9e999, variance = -1",
        "UPDATE attempt SET id = 'x' || rowid",
        "UPDATE attempt SET day = 'someday'",
        "UPDATE attempt SET at = ''",
        "UPDATE attempt SET given = 'x', numbers = '[', misconceptions = '{}'",
        "UPDATE attempt SET score = 9e999",
        "UPDATE attempt SET question = CAST(x'ff1b5d' AS TEXT)",
        "UPDATE event SET note = 'x'",
        "UPDATE event SET what = 'unheard of'",
        "UPDATE memory SET day = 'x', due = 'y'",
        "UPDATE memory SET stability = -1",
        "UPDATE day SET points = -5",
        "DELETE FROM node",
        "DELETE FROM memory",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(rng.choice(sql))


def replace_with_special(path: Path, rng: random.Random) -> None:
    """Replace the file with something that is not a regular file."""
    path.unlink()
    rng.choice(
        (
            path.mkdir,
            lambda: os.mkfifo(path),
            lambda: path.symlink_to(path.with_name("nowhere")),
            lambda: path.symlink_to(path),
            lambda: path.symlink_to("/dev/zero"),
            lambda: path.symlink_to("/dev/null"),
        )
    )()


HARMS: tuple[Harm, ...] = (
    truncate,
    flip_bytes,
    flip_header,
    zero_page,
    scramble_page,
    copy_page,
    append_noise,
    replace_file,
    add_sibling,
    change_schema,
    corrupt_values,
    replace_with_special,
)


def open_damaged(count: int) -> Row:
    """Damage a played save in generated ways, then run the game and the commands on
    it.
    """
    failures = []
    reported = 0
    with played_home() as template:
        for number in range(count):
            harm, rng = HARMS[number % len(HARMS)], random.Random(number)
            name = f"{harm.__name__} {number}"
            with TemporaryDirectory(prefix="weakspot-") as folder:
                home = Path(folder) / "home"
                shutil.copytree(template, home)
                path = home / "saves" / "default.db"
                harm(path, rng)
                before = path.read_bytes() if path.is_file() else b""
                answers = count_readable_answers(path)
                for command in COMMANDS:
                    run = run_weakspot(home, *command, lines="0\n0\n")
                    reported += run.code == 1
                    if fault := run.find_trouble(0, 1):
                        failures.append(f"{name}, {' '.join(command)}: {fault}")
                if before and not is_kept(path, before, answers):
                    failures.append(f"{name}: the save is no more")
    result = (
        f"told by {reported} of {len(COMMANDS) * count} commands; no crash, none "
        "replaced in silence"
    )
    return Row(
        "P7, P8",
        "damaged saves, opened and looked after",
        count,
        result,
        tuple(failures),
    )


def is_kept(path: Path, before: bytes, answers: int) -> bool:
    """True if the save still exists somewhere unchanged, or is in use with no fewer
    answers.
    """
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    return (
        any(file.read_bytes() == before for file in files)
        or count_readable_answers(path) >= answers >= 0
    )


def count_readable_answers(path: Path) -> int:
    """Count the answers that can be read from a file; -1 if it cannot be read."""
    try:
        with TemporaryDirectory() as folder:
            for suffix in SQLITE_SUFFIXES:
                if path.is_file() and sqlite_sibling(path, suffix).exists():
                    shutil.copyfile(
                        sqlite_sibling(path, suffix), Path(folder) / f"x{suffix}"
                    )
            with closing(sqlite3.connect(f"file:{folder}/x?mode=rw", uri=True)) as db:
                return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])
    except (
        sqlite3.Error,
        UnicodeDecodeError,
    ):  # the latter if the error quotes bytes that are not text
        return -1


@contextmanager
def played_home() -> Iterator[Path]:
    """A home after a few rounds, one of them left open, with its banks in the cache."""
    with small_home() as home:
        clock = Clock()
        with closing(open_game(home, clock)) as game:
            for mode in ("today", "today", "survival"):
                play_out(game, game.rounds.start(mode), right=mode != "survival")
                clock.advance(days=1)
            game.rounds.advance(game.rounds.answer(game.rounds.start("today"), None))
        yield home


FAULTS = (Fault("damage", open_damaged, 120),)
