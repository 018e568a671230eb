"""Generated saves: the log is inserted in batches; all that is derived from it comes
from a rebuild.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from sqlite3 import Connection

from benchmarks.banks import make_banks
from benchmarks.places import WEAKSPOT, home_of, remove_database, save_of
from weakspot.bank.catalog import load_catalog
from weakspot.engine.concepts import Entry
from weakspot.engine.ids import RANDOM_BITS, mint
from weakspot.engine.records import Attempt, Event, stamp
from weakspot.store.connections import open_readonly
from weakspot.store.mapping import INSERT_ATTEMPT, attempt_row, insert_event, to_json
from weakspot.store.migrations import MIGRATIONS, format_of
from weakspot.store.opening import open_save
from weakspot.store.replay import rebuild

END = datetime(2025, 1, 1, tzinfo=UTC)
"""The time of the last answer: fixed and long ago, so that a run next year measures the
same.
"""

PER_DAY, PER_ROUND, BATCH = 250, 20, 20_000


def make_save(questions: int, attempts: int) -> Path:
    """The save with this many attempts, in the home with this many questions; created
    unless current.
    """
    home, path = make_banks(questions), save_of(questions, attempts)
    if not is_current(path):
        unfinished = path.with_name(f"making-{path.name}")
        remove_database(unfinished)
        catalog = load_catalog([(home / "questions", "user")], home / "unused")
        db = open_save(unfinished)
        insert_log(db, list(catalog.entries.values()), attempts)
        rebuild(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.close()
        remove_database(path)
        unfinished.rename(path)
    return path


def copy_save(questions: int, attempts: int, name: str) -> Path:
    """A fresh copy of that save, for writing; replaces an earlier copy of this name."""
    copy = save_of(questions, attempts).with_name(f"scratch-{name}.db")
    remove_database(copy)
    shutil.copyfile(make_save(questions, attempts), copy)
    return copy


def build_command(questions: int, attempts: int, *words: str) -> list[str]:
    """The command line of weakspot for that home and save: opens the game, or runs
    these words.
    """
    player = make_save(questions, attempts).stem
    return [WEAKSPOT, *words, "--home", str(home_of(questions)), "--player", player]


def is_current(path: Path) -> bool:
    """True if the file is a save in the newest format."""
    if not path.exists():
        return False
    with open_readonly(path) as db:
        return format_of(db) == len(MIGRATIONS)


def insert_log(db: Connection, entries: Sequence[Entry], count: int) -> None:
    """Append `count` attempts, and the end of a round after every 20."""
    log = generate_log(entries, count, Random(f"save {count}"))
    while batch := list(islice(log, BATCH)):
        db.execute("BEGIN IMMEDIATE")
        attempts = [attempt_row(entry) for entry in batch if isinstance(entry, Attempt)]
        db.executemany(INSERT_ATTEMPT, attempts)
        for entry in batch:
            if isinstance(entry, Event):
                insert_event(db, entry)
        db.execute("COMMIT")


def generate_log(
    entries: Sequence[Entry], count: int, rng: Random
) -> Iterator[Attempt | Event]:
    """The records of a log, in order: each question equally often, 250 a day, topics
    known unequally.
    """
    known = {
        key: rng.uniform(0.4, 0.97)
        for key in sorted({entry.topic_key for entry in entries})
    }
    step = timedelta(days=1) / PER_DAY
    order, last_id, round_id = list(entries), None, ""
    for number in range(count):
        if number % len(order) == 0:
            rng.shuffle(order)
        now = END - (count - number) * step
        at = stamp(now)
        last_id = mint(
            int(now.timestamp() * 1000), last_id, rng.getrandbits(RANDOM_BITS)
        )
        if number % PER_ROUND == 0:
            round_id = last_id
        yield generate_attempt(
            order[number % len(order)], last_id, at, round_id, known, rng
        )
        if number % PER_ROUND == PER_ROUND - 1:
            last_id = mint(
                int(now.timestamp() * 1000), last_id, rng.getrandbits(RANDOM_BITS)
            )
            note = to_json({"mode": "today", "day": at[:10]})
            yield Event(
                id=last_id, at=at, what="round_end", subject=round_id, note=note
            )


def generate_attempt(
    entry: Entry, id: str, at: str, round_id: str, known: dict[str, float], rng: Random
) -> Attempt:
    """One attempt, right as often as its topic is known (0..1, by key); one in twenty
    is *I don't know*.
    """
    gave_up = rng.random() < 0.05
    right = not gave_up and rng.random() < known[entry.topic_key]
    given = {
        "response": {"type": "picks", "picks": [rng.randrange(2)]},
        "texts": ["A text of an option, as given"],
    }
    return Attempt(
        id=id,
        at=at,
        day=at[:10],
        round=round_id,
        mode="today",
        section=entry.section,
        question=entry.key,
        revision=entry.revision,
        topic=entry.topic_key,
        concept=entry.concept,
        kind=entry.kind,
        level=entry.level,
        guess=0.0 if gave_up else entry.guess,
        score=float(right),
        seconds=round(rng.uniform(4, 60), 3),
        confidence=None,
        hint=False,
        seen=False,
        explained=True,
        reason=rng.choice(("new", "due", "weak", "keep")),
        predicted=known[entry.topic_key],
        misconceptions=() if right or rng.random() < 0.7 else ("belief-1",),
        numbers={},
        given=None if gave_up else given,
    )
