"""P7 and P8: a damaged save is never replaced in silence, and no command breaks on it."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.rows import Fault, Row, Tell, small_home
from faults.running import run
from quiz_home import Clock, open_game, play_out
from weakspot.files import SQLITE_SUFFIXES, sqlite_sibling

PAGE = 4096
TABLES = ("attempt", "event", "node", "memory", "day", "round", "answered")
COMMANDS = (("play", "--plain"), ("weak",), ("save", "verify"), ("save", "rebuild"))

Harm = Callable[[Path, random.Random], object]


def write_at(path: Path, place: int, data: bytes) -> None:
    """Put bytes over what stands there."""
    with path.open("r+b") as file:
        file.seek(place)
        file.write(data)


def cut(path: Path, rng: random.Random) -> None:
    """Cut off at a place."""
    os.truncate(path, rng.choice((0, 1, 50, 100, 512, PAGE, rng.randrange(path.stat().st_size))))


def flip(path: Path, rng: random.Random) -> None:
    """Bytes changed anywhere."""
    for _ in range(rng.choice((1, 8, 64))):
        write_at(path, rng.randrange(path.stat().st_size), rng.randbytes(1))


def flip_header(path: Path, rng: random.Random) -> None:
    """Bytes changed in the first hundred."""
    write_at(path, rng.randrange(100), rng.randbytes(4))


def zero_page(path: Path, rng: random.Random) -> None:
    """A page of zeros."""
    write_at(path, PAGE * rng.randrange(path.stat().st_size // PAGE), bytes(PAGE))


def scramble_page(path: Path, rng: random.Random) -> None:
    """A page of noise."""
    write_at(path, PAGE * rng.randrange(path.stat().st_size // PAGE), rng.randbytes(PAGE))


def swap_pages(path: Path, rng: random.Random) -> None:
    """A page in another's place."""
    data = path.read_bytes()
    one, other = (PAGE * rng.randrange(len(data) // PAGE) for _ in range(2))
    write_at(path, one, data[other : other + PAGE])


def append(path: Path, rng: random.Random) -> None:
    """Noise at the end."""
    with path.open("ab") as file:
        file.write(rng.randbytes(rng.randrange(1, 3 * PAGE)))


def replace(path: Path, rng: random.Random) -> None:
    """Another file under its name."""
    path.write_bytes(
        rng.choice((b"just text\n" * 99, rng.randbytes(9000), b"SQLite format 3\0" * 99, b"\xff" * 50))
    )


def beside(path: Path, rng: random.Random) -> None:
    """Another file where SQLite keeps its own."""
    sqlite_sibling(path, rng.choice(SQLITE_SUFFIXES)).write_bytes(
        rng.choice((b"garbage" * 99, rng.randbytes(9000), b"\0" * 99))
    )


def tables(path: Path, rng: random.Random) -> None:
    """Tables that are not ours, or not there, or of another format."""
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


def values(path: Path, rng: random.Random) -> None:
    """Sound rows that say what no row may say."""
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


def no_file(path: Path, rng: random.Random) -> None:
    """Something under its name that is no file."""
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
    cut, flip, flip_header, zero_page, scramble_page, swap_pages, append, replace, beside, tables, values,
    no_file,
)  # fmt: skip


def damaged(count: int, tell: Tell) -> Row:
    """A played save harmed in generated ways; then the game and the commands are run on it."""
    failures = []
    told = 0
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
                answers = answers_in(path)
                for command in COMMANDS:
                    ended = run(home, *command, lines="0\n0\n")
                    told += ended.code == 1
                    if trouble := ended.trouble(0, 1):
                        failures.append(f"{name}, {' '.join(command)}: {trouble}")
                if before and not kept(path, before, answers):
                    failures.append(f"{name}: the save is no more")
            tell(number + 1)
    result = f"told by {told} of {len(COMMANDS) * count} commands; no crash, none replaced in silence"
    return Row("P7, P8", "damaged saves, opened and looked after", count, result, tuple(failures))


def kept(path: Path, before: bytes, answers: int) -> bool:
    """Is the save still there, as it was, or in use with no answer less?"""
    there = [one for one in path.parent.rglob("*") if one.is_file()]
    return any(one.read_bytes() == before for one in there) or answers_in(path) >= answers >= 0


def answers_in(path: Path) -> int:
    """How many answers can be read of a file, -1 if it cannot be read."""
    try:
        with TemporaryDirectory() as folder:
            for suffix in ("", *SQLITE_SUFFIXES):
                if path.is_file() and sqlite_sibling(path, suffix).exists():
                    shutil.copyfile(sqlite_sibling(path, suffix), Path(folder) / f"x{suffix}")
            with closing(sqlite3.connect(f"file:{folder}/x?mode=rw", uri=True)) as db:
                return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):  # the latter where the error quotes what is no text
        return -1


@contextmanager
def played_home() -> Iterator[Path]:
    """A home after a few rounds, one left open, its bank cache warm."""
    with small_home() as home:
        clock = Clock()
        with closing(open_game(home, clock)) as game:
            for mode in ("today", "today", "survival"):
                play_out(game, game.start(mode), well=mode != "survival")
                clock.ahead(days=1)
            game.advance(game.answer(game.start("today"), None))
        yield home


FAULTS = (Fault("damage", damaged, 120),)
