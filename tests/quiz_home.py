"""A small home for the tests of engine, Game and line mode: two sections, five topics, siblings in three."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from click.testing import CliRunner

from weakspot.cli import run_command
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Response
from weakspot.game import Game

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
UNITS = 9
"""How many ideas the home's 14 questions ask."""

WEAK_KEYS = (
    "section", "topic", "title", "state", "mastery", "low", "high", "p_weak", "answers", "evidence", "misses",
    "last_seen", "needs",
)  # fmt: skip
STATS_KEYS = {
    "attempts", "rounds", "questions_seen", "right_share", "streak_days", "points", "seconds", "sections",
    "topics", "kinds", "calibration", "disputes", "forecast", "exam_forecast", "mixups",
}  # fmt: skip
SECTION_KEYS = {"section", "title", "mastery", "low", "high", "seen", "questions", "due"}
"""What the JSON of `weak` and `stats` holds, by contract."""

Item = dict[str, Any]


class Dumper(yaml.SafeDumper):
    """Writes every value out, as a bank has to."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Clock:
    """A clock and a stopwatch that a test moves by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        return self.seconds

    def ahead(self, **delta: float) -> None:
        """Move the clock, not the stopwatch."""
        self.now += timedelta(**delta)


def item(id: str, topic: str, concept: str | None = None, kind: str = "choice", **changes: Any) -> Item:
    """A sound question as a bank holds it."""
    made: Item = {"id": id, "kind": kind, "topic": topic, "level": 2}
    if concept is not None:
        made["concept"] = concept
    made["prompt"] = f"What is true of {id}?"
    if kind == "truefalse":
        made |= {"answer": True, "why": f"It is so in {id}."}
    else:
        rights = 2 if kind == "multi" else 1
        made["options"] = [{"text": f"right {n} in {id}", "right": True} for n in range(rights)]
        made["options"] += [{"text": f"wrong {n} in {id}", "why": f"Never {n} in {id}."} for n in range(2)]
        made["options"][-1]["misconception"] = "all-alike"
    return made | {"explain": f"So it is with {id}.", "source": {"title": "A handbook"}} | changes


def bank(section: str, topics: dict[str, str], *items: Item) -> dict[str, Any]:
    """A bank as its file holds it."""
    return {
        "section": section,
        "title": f"The {section} section",
        "about": f"All of {section}.",
        "notes": "".join(f"## {title}\n\nSome words.\n\n" for title in topics.values()),
        "topics": {slug: {"title": title} for slug, title in topics.items()},
        "misconceptions": {"all-alike": "All of them are alike."},
        "questions": list(items),
    }


RAG = bank(
    "rag",
    {"chunking": "Chunking text", "ranking": "Ranking passages", "evals": "Evals of search"},
    item("chunk-a", "chunking", "size", hint="Think of its size."),
    item("chunk-b", "chunking", "size", hint="Think of its size."),
    item("chunk-c", "chunking", "size", hint="Think of its size."),
    item("chunk-d", "chunking", "overlap", "truefalse"),
    item("chunk-e", "chunking", "overlap"),
    item("rank-a", "ranking", kind="multi"),
    item("rank-b", "ranking", level=3),
    item("eval-a", "evals", "golden-set"),
    item("eval-b", "evals", "golden-set", "truefalse", answer=False),
)
TUNING = bank(
    "tuning",
    {"lora": "LoRA", "rlhf": "RLHF"},
    item("lora-a", "lora", "frozen", level=1),
    item("lora-b", "lora", "frozen"),
    item("lora-c", "lora", kind="multi"),
    item("rlhf-a", "rlhf", kind="truefalse"),
    item("rlhf-b", "rlhf"),
)


def as_yaml(value: dict[str, Any]) -> str:
    """The bank as the text of its file."""
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True)


def write_bank(home: Path, name: str, value: dict[str, Any]) -> Path:
    """Write a bank into the home's questions."""
    path = home / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_yaml(value), encoding="utf-8")
    return path


@cache
def small_banks() -> dict[str, str]:
    """The texts of the two banks, by file."""
    banks = {"01-rag.yaml": RAG, "02-tuning.yaml": TUNING}
    return {name: as_yaml(value) for name, value in banks.items()}


def make_home(home: Path) -> Path:
    """Write the two banks; returns the home."""
    questions = home / "questions"
    questions.mkdir(parents=True, exist_ok=True)
    for name, text in small_banks().items():
        (questions / name).write_text(text, encoding="utf-8")
    return home


def wide_home(home: Path, topics: int) -> Path:
    """A home of one section with that many topics, of one question each that takes a minute."""
    names = {f"topic-{n}": f"Topic {n}" for n in range(topics)}
    items = (item(f"q-{n}", f"topic-{n}", minutes=1.0) for n in range(topics))
    write_bank(home, "01-wide.yaml", bank("wide", names, *items))
    return home


FAMILIES = ("Apples", "Beans", "Cherries", "Dates", "Eggs", "Figs")


def family_home(home: Path, kind: str = "choice") -> Path:
    """A home of one section with six topics, each of one idea that four siblings ask."""
    names = {title.lower(): title for title in FAMILIES}
    wide = [{"text": f"wrong {n}", "why": "It is not."} for n in range(4)] + [
        {"text": "right", "right": True}
    ]
    changes = {"options": wide} if kind == "choice" else {}
    items = (item(f"{slug}-{n}", slug, "idea", kind, **changes) for slug in names for n in range(4))
    write_bank(home, "01-food.yaml", bank("food", names, *items))
    return home


def miss_one_topic(game: Game, clock: Clock, topic: str) -> None:
    """Three rounds of today, a day each: this topic (`section/topic`) wrong, the others right."""
    for _ in range(3):
        session = game.start("today")
        while session.phase != DONE:
            give = wrong if game.topic_key(session.slot.question) == topic else right
            session = game.advance(game.answer(session, give(game, session)))
        clock.ahead(days=1)


def without(value: dict[str, Any], *ids: str) -> dict[str, Any]:
    """The bank without these questions."""
    return value | {"questions": [one for one in value["questions"] if one["id"] not in ids]}


def revised(value: dict[str, Any], id: str, **changes: Any) -> dict[str, Any]:
    """The bank with one question changed."""
    return value | {"questions": [one | changes if one["id"] == id else one for one in value["questions"]]}


def open_game(home: Path, clock: Clock | None = None, seed: int = 1) -> Game:
    """A game on the home's own save, with a clock that stands still."""
    clock = clock or Clock()
    return Game.open(home, clock=clock, rng=Random(seed), ticks=clock.ticks)


def right(game: Game, session: Session) -> Response | None:
    """A right response to the question in play."""
    return game.question(session.slot.question).responses()[0]


def wrong(game: Game, session: Session) -> Response | None:
    """A wrong response to the question in play."""
    return game.question(session.slot.question).responses()[2]


def play_out(game: Game, session: Session, well: bool = True) -> Session:
    """The round played to its end, all right or all wrong."""
    while session.phase != DONE:
        session = game.advance(game.answer(session, (right if well else wrong)(game, session)))
    return session


def save_path(home: Path) -> Path:
    """The file of the default player's save."""
    return home / "saves" / "default.db"


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a second connection reads from the save's file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def derived(home: Path) -> dict[str, list[str]]:
    """All that is derived in the save, to the last bit."""
    tables = ("node", "memory", "day")
    return {
        name: [repr(row) for row in read(save_path(home), f"SELECT * FROM {name} ORDER BY 1")]
        for name in tables
    }


def environment(**changes: str) -> dict[str, str]:
    """The environment for a child process, in UTF-8 whatever the machine's is."""
    return {**os.environ, "PYTHONUTF8": "1", **changes}


def weakspot(*args: object, lines: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program up to its exit, with `lines` for its input, in this process, which takes no start."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    argv, sys.argv = sys.argv, ["weakspot", *map(str, args)]
    code = None
    with CliRunner().isolation(input=lines, env=changes) as (out, errors, _):
        try:
            run_command()
        except SystemExit as end:
            code = end.code
        finally:
            sys.argv = argv
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)
    told = [stream.getvalue().decode() for stream in (out, errors)]
    assert code is None or isinstance(code, int)
    return subprocess.CompletedProcess(args, code or 0, *told)


def apart(*command: object, lines: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run Python on this in a process of its own, with `lines` for its input."""
    argv, env = [sys.executable, *map(str, command)], environment(**changes)
    return subprocess.run(argv, input=lines, capture_output=True, encoding="utf-8", env=env, timeout=30)


def weakspot_apart(*args: object, lines: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with `lines` for its input."""
    return apart("-m", "weakspot", *args, lines=lines, **changes)


GIVE_UP = """
import ctypes, os
def give_up():
    if os.geteuid() == 0:  # root may write everywhere, unless it gives up its powers
        libc = ctypes.CDLL(None)
        if hasattr(libc, "capset"):
            assert libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()) == 0
        else:
            os.setuid(65534)
"""
"""The begin of a program that is not to be root's, once it has what it needs."""
POWERLESS = f"{GIVE_UP}\nfrom weakspot.cli import run; give_up(); run()"


def run_as(
    program: str, *args: object, lines: str = "0\n", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run this program, which is to end in ours, in a process of its own."""
    return apart("-c", program, *args, lines=lines, **changes)


def powerless(*args: object, lines: str = "0\n", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program as somebody who is not root."""
    return run_as(POWERLESS, *args, lines=lines, **changes)
