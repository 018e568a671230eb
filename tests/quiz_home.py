"""A small home for the tests: two sections, five topics, siblings in three; a game on
it; the program run.
"""

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
IDEAS = 9
"""The number of ideas that the home's 14 questions ask."""

WEAK_KEYS = (
    "section",
    "topic",
    "title",
    "state",
    "mastery",
    "low",
    "high",
    "p_weak",
    "answers",
    "evidence",
    "misses",
    "last_seen",
    "needs",
)
STATS_KEYS = {
    "attempts",
    "rounds",
    "questions_seen",
    "right_share",
    "streak_days",
    "points",
    "seconds",
    "sections",
    "topics",
    "kinds",
    "calibration",
    "disputes",
    "forecast",
    "exam_forecast",
    "mixups",
    "known",
    "repaired",
    "last_7_days",
}
SECTION_KEYS = {
    "section",
    "title",
    "mastery",
    "low",
    "high",
    "seen",
    "questions",
    "due",
}
"""The fields in the JSON of `weak` and `stats`."""

Item = dict[str, Any]


class Dumper(yaml.CSafeDumper):
    """Writes no aliases: a bank must not have any."""

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

    def advance(self, **delta: float) -> None:
        """Move the clock, not the stopwatch."""
        self.now += timedelta(**delta)


def make_item(
    id: str,
    topic: str,
    concept: str | None = None,
    kind: str = "choice",
    **changes: Any,
) -> Item:
    """Make a sound question as a bank's YAML has it."""
    question: Item = {"id": id, "kind": kind, "topic": topic, "level": 2}
    if concept is not None:
        question["concept"] = concept
    question["prompt"] = f"What is true of {id}?"
    if kind == "truefalse":
        question |= {"answer": True, "why": f"It is so in {id}."}
    else:
        rights = 2 if kind == "multi" else 1
        options: list[Item] = [
            {"text": f"right {n} in {id}", "right": True} for n in range(rights)
        ]
        options += [
            {"text": f"wrong {n} in {id}", "why": f"Never {n} in {id}."}
            for n in range(2)
        ]
        options[-1]["misconception"] = "all-alike"
        question["options"] = options
    return (
        question
        | {"explain": f"So it is with {id}.", "source": {"title": "A handbook"}}
        | changes
    )


def make_open_item(id: str, topic: str, **changes: Any) -> dict[str, Any]:
    """Make a sound question of the kind open, as a bank's YAML has it."""
    question = {
        "id": id,
        "kind": "open",
        "topic": topic,
        "level": 3,
        "prompt": f"What would you do about {id}?",
    }
    question |= {
        "answer": f"Measure {id}.",
        "rubric": [f"Measures {id}", f"Says why {id} matters"],
    }
    return (
        question
        | {"explain": f"So it is with {id}.", "source": {"title": "A handbook"}}
        | changes
    )


def make_bank(section: str, topics: dict[str, str], *items: Item) -> dict[str, Any]:
    """Make a bank as its YAML file has it."""
    return {
        "section": section,
        "title": f"The {section} section",
        "about": f"All of {section}.",
        "notes": "".join(f"## {title}\n\nSome words.\n\n" for title in topics.values()),
        "topics": {slug: {"title": title} for slug, title in topics.items()},
        "misconceptions": {"all-alike": "All of them are alike."},
        "questions": list(items),
    }


RAG = make_bank(
    "rag",
    {
        "chunking": "Chunking text",
        "ranking": "Ranking passages",
        "evals": "Evals of search",
    },
    make_item("chunk-a", "chunking", "size", hint="Think of its size."),
    make_item("chunk-b", "chunking", "size", hint="Think of its size."),
    make_item("chunk-c", "chunking", "size", hint="Think of its size."),
    make_item("chunk-d", "chunking", "overlap", "truefalse"),
    make_item("chunk-e", "chunking", "overlap"),
    make_item("rank-a", "ranking", kind="multi"),
    make_item("rank-b", "ranking", level=3),
    make_item("eval-a", "evals", "golden-set"),
    make_item("eval-b", "evals", "golden-set", "truefalse", answer=False),
)
TUNING = make_bank(
    "tuning",
    {"lora": "LoRA", "rlhf": "RLHF"},
    make_item("lora-a", "lora", "frozen", level=1),
    make_item("lora-b", "lora", "frozen"),
    make_item("lora-c", "lora", kind="multi"),
    make_item("rlhf-a", "rlhf", kind="truefalse"),
    make_item("rlhf-b", "rlhf"),
)


def dump_bank(value: dict[str, Any]) -> str:
    """Return the YAML text of a bank."""
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True)


def write_bank(home: Path, name: str, value: dict[str, Any]) -> Path:
    """Write a bank into the `questions` folder of a home; returns its path."""
    path = home / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_bank(value), encoding="utf-8")
    return path


@cache
def small_bank_texts() -> dict[str, str]:
    """Return the texts of the two banks by file name."""
    banks = {"01-rag.yaml": RAG, "02-tuning.yaml": TUNING}
    return {name: dump_bank(value) for name, value in banks.items()}


def make_home(home: Path) -> Path:
    """Write the two small banks into a home; returns the home."""
    questions = home / "questions"
    questions.mkdir(parents=True, exist_ok=True)
    for name, text in small_bank_texts().items():
        (questions / name).write_text(text, encoding="utf-8")
    return home


def make_wide_home(home: Path, topics: int) -> Path:
    """Make a home of one section with that many topics, each with a single question
    that takes a minute.
    """
    names = {f"topic-{n}": f"Topic {n}" for n in range(topics)}
    items = (make_item(f"q-{n}", f"topic-{n}", minutes=1.0) for n in range(topics))
    write_bank(home, "01-wide.yaml", make_bank("wide", names, *items))
    return home


def make_parts_home(home: Path, parts: int = 4) -> Path:
    """Make a home of so many sections, each with two topics and four questions."""
    for number in range(1, parts + 1):
        items = (
            make_item(f"q-{at}", topic, kind="truefalse")
            for at, topic in enumerate(("first", "second") * 2)
        )
        topics = {"first": f"First of {number}", "second": f"Second of {number}"}
        bank = make_bank(f"part-{number}", topics, *items)
        write_bank(home, f"0{number}-part-{number}.yaml", bank)
    return home


SIBLING_TOPICS = ("Apples", "Beans", "Cherries", "Dates", "Eggs", "Figs")


def make_sibling_home(home: Path, kind: str = "choice") -> Path:
    """Make a home of one section with six topics, each with one idea that four siblings
    ask.
    """
    names = {title.lower(): title for title in SIBLING_TOPICS}
    options: list[Item] = [
        {"text": f"wrong {n}", "why": "It is not."} for n in range(4)
    ]
    options.append({"text": "right", "right": True})
    changes = {"options": options} if kind == "choice" else {}
    items = (
        make_item(f"{slug}-{n}", slug, "idea", kind, **changes)
        for slug in names
        for n in range(4)
    )
    write_bank(home, "01-food.yaml", make_bank("food", names, *items))
    return home


def miss_topic(game: Game, clock: Clock, topic: str) -> None:
    """Play a round of today on three days: `topic` (`section/topic`) wrong, the others
    right.
    """
    for _ in range(3):
        session = game.rounds.start("today")
        while session.phase != DONE:
            right = game.library.topic_key(session.slot.question) != topic
            session = game.rounds.advance(answer_question(game, session, right))
        clock.advance(days=1)


def open_repairing_game(home: Path, clock: Clock) -> Game:
    """A game on such a home, where one right answer repairs the weak topic Figs."""
    game = open_game(make_sibling_home(home), clock)
    miss_topic(game, clock, "food/figs")
    while game.progress.topic("food/figs").needs != (0, 1):
        play_out(game, game.rounds.start("weak"))
    clock.advance(days=1)
    return game


def drop_questions(value: dict[str, Any], *ids: str) -> dict[str, Any]:
    """Return the bank without the questions with these ids."""
    return value | {
        "questions": [
            question for question in value["questions"] if question["id"] not in ids
        ]
    }


def change_question(value: dict[str, Any], id: str, **changes: Any) -> dict[str, Any]:
    """Return the bank with some fields of one question replaced."""
    questions = [
        question | changes if question["id"] == id else question
        for question in value["questions"]
    ]
    return value | {"questions": questions}


def open_game(home: Path, clock: Clock | None = None, seed: int = 1) -> Game:
    """Open a game on the save of `home`, with a clock that stands still."""
    clock = clock or Clock()
    return Game.open(home, clock=clock, rng=Random(seed), ticks=clock.ticks)


def right_response(game: Game, session: Session) -> Response | None:
    """Return a right response to the question in play."""
    return game.library.question(session.slot.question).responses()[0]


def wrong_response(game: Game, session: Session) -> Response | None:
    """Return a wrong response to the question in play."""
    return game.library.question(session.slot.question).responses()[2]


def answer_question(game: Game, session: Session, right: bool = True) -> Session:
    """Answer the question in play."""
    return game.rounds.answer(
        session, (right_response if right else wrong_response)(game, session)
    )


def play_out(game: Game, session: Session, right: bool | None = True) -> Session:
    """Answer every question up to the end of the round: all right, all wrong, or none
    known.
    """
    while session.phase != DONE:
        known = right is not None
        session = game.rounds.advance(
            answer_question(game, session, right)
            if known
            else game.rounds.answer(session, None)
        )
    return session


def save_path(home: Path) -> Path:
    """Return the path of the default player's save."""
    return home / "saves" / "default.db"


def read_files(folder: Path) -> dict[str, bytes]:
    """Read every file below the folder, by its path in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def query_save(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Run a query on a save file, by a second connection that cannot write."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def zero_first_page(path: Path, name: str) -> None:
    """Write zeros over the first page of a table or an index of a save file."""
    ((page,),) = query_save(
        path, f"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'"
    )
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


def read_derived(home: Path) -> dict[str, list[str]]:
    """Read the derived tables of the save, each row as its exact repr."""
    tables = ("node", "memory", "day")
    rows = {
        name: query_save(save_path(home), f"SELECT * FROM {name} ORDER BY 1")
        for name in tables
    }
    return {name: [repr(row) for row in rows[name]] for name in tables}


def child_environment(**changes: str) -> dict[str, str]:
    """Return the environment for a child process, with UTF-8 whatever the machine's
    encoding is.
    """
    return {**os.environ, "PYTHONUTF8": "1", **changes}


def run_weakspot(
    *args: object, lines: str = "", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run weakspot in this process (which is fast) up to its exit, with `lines` as its
    input.
    """
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
    printed = [stream.getvalue().decode() for stream in (out, errors)]
    assert code is None or isinstance(code, int)
    return subprocess.CompletedProcess(args, code or 0, *printed)


def run_python(
    *command: object, lines: str = "", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments in a child process, with `lines` as its input."""
    argv, env = [sys.executable, *map(str, command)], child_environment(**changes)
    return subprocess.run(
        argv, input=lines, capture_output=True, encoding="utf-8", env=env, timeout=30
    )


def run_process(
    *args: object, lines: str = "", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run weakspot in a child process, with `lines` as its input."""
    return run_python("-m", "weakspot", *args, lines=lines, **changes)


GIVE_UP_ROOT = """
import ctypes, os
def give_up():
    if os.geteuid() == 0:  # root may write everywhere, unless it gives up its powers
        libc = ctypes.CDLL(None)
        if hasattr(libc, "capset"):
            assert libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()) == 0
        else:
            os.setuid(65534)
"""  # noqa: E501
"""The start of a program that gives up the rights of root by `give_up()` once it has
what it needs.
"""
UNPRIVILEGED_WEAKSPOT = (
    f"{GIVE_UP_ROOT}\nfrom weakspot.cli import run; give_up(); run()"
)


def run_unprivileged(
    *args: object, lines: str = "0\n", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run weakspot in a child process without the rights of root."""
    return run_python("-c", UNPRIVILEGED_WEAKSPOT, *args, lines=lines, **changes)
