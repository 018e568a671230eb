"""The neighbour that keeps cards: a collection of Anki's own library, as large as our largest save."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.games import Played
from benchmarks.measure import Row, compare, missing
from benchmarks.places import CACHE, drop

if TYPE_CHECKING:
    from anki.collection import Collection

NOTES, REVIEWS = 10_000, 1_000_000
DAY = 86_400
DECK = CACHE / "anki" / "collection.anki2"
WHY_MISSING = 'not measured: Anki is not installed (pip install -e ".[bench]")'
EVERY = 9_999
"""The most a day that Anki takes: its queue holds every card due, as our draw weighs every question."""


class Deck:
    """A copy of the collection; each side does one thing and returns the seconds that took."""

    def __init__(self, name: str) -> None:
        """ModuleNotFoundError where Anki is not installed."""
        from anki.collection import Card, Collection
        from anki.scheduler.v3 import CardAnswer

        self.path = make_deck().with_name(f"scratch-{name}.anki2")
        forget(self.path)
        shutil.copyfile(DECK, self.path)
        self.collection = Collection(str(self.path))
        self.default, self.other = self.collection.decks.id("Default"), self.collection.decks.id("Other")
        self._card, self._answer = Card, CardAnswer

    def answer(self) -> float:
        """Take the next card and answer it, as its reviewer does."""
        started = time.perf_counter()
        queued = self.collection.sched.get_queued_cards().cards[0]
        card = self._card(self.collection, backend_card=queued.card)
        card.start_timer()
        answer = self.collection.sched.build_answer(card=card, states=queued.states, rating=self._answer.GOOD)
        self.collection.sched.answer_card(answer)
        return time.perf_counter() - started

    def build(self) -> float:
        """Build the queue of the deck, having looked at another."""
        self.collection.decks.set_current(self.other)
        self.collection.sched.get_queued_cards()
        self.collection.decks.set_current(self.default)
        started = time.perf_counter()
        self.collection.sched.get_queued_cards()
        return time.perf_counter() - started

    def close(self) -> None:
        """Close the collection and remove the copy."""
        self.collection.close()
        forget(self.path)


def against_anki(row: Row, ours: str, theirs: str, runs: int, warm: int) -> None:
    """Measure a row: what a game does against what a Deck does, by their methods' names."""
    try:
        deck = Deck(ours)
    except ModuleNotFoundError:
        missing(row, WHY_MISSING)
        return
    played = Played(NOTES, REVIEWS, "anki")
    compare(row, getattr(played, ours), getattr(deck, theirs), runs, warm)
    played.close()
    deck.close()


def forget(path: Path) -> None:
    """Remove a collection, and what Anki keeps beside it."""
    drop(path)
    path.with_suffix(".media.db2").unlink(missing_ok=True)
    shutil.rmtree(path.with_suffix(".media"), ignore_errors=True)


def make_deck() -> Path:
    """The collection, made where it is not there yet: every card reviewed as often, and due."""
    if not DECK.exists():
        from anki.collection import Collection

        made = DECK.with_name("making.anki2")
        DECK.parent.mkdir(parents=True, exist_ok=True)
        forget(made)
        with closing(Collection(str(made))) as collection:
            add_notes(collection)
        with closing(sqlite3.connect(made)) as db, db:
            review(db, Random("deck"))
        made.rename(DECK)
        forget(made)
    return DECK


def add_notes(collection: Collection) -> None:
    """Notes as long as our questions, in the first deck, which FSRS schedules."""
    from anki.collection import AddNoteRequest

    deck = collection.decks.id("Default")
    basic = collection.models.by_name("Basic")
    notes = []
    for number in range(NOTES):
        note = collection.new_note(basic)
        note.fields = [f"Question {number} {'of made-up words ' * 10}", "An answer in made-up words. " * 15]
        notes.append(AddNoteRequest(note, deck))
    collection.add_notes(notes)
    collection.set_config("fsrs", True)
    options = collection.decks.config_dict_for_deck_id(deck)
    options["new"]["perDay"] = options["rev"]["perDay"] = EVERY
    collection.decks.update_config(options)


def review(db: sqlite3.Connection, rng: Random) -> None:
    """The log of reviews, and the cards as they stand after it."""
    cards = [card for (card,) in db.execute("SELECT id FROM cards ORDER BY id")]
    now = int(time.time())
    step = 4_000 * DAY * 1000 // REVIEWS

    def log() -> Iterator[tuple[int, ...]]:
        for number in range(REVIEWS):
            at = now * 1000 - (REVIEWS - number) * step
            yield at, cards[number % NOTES], -1, rng.choice((1, 3, 3, 3)), 30, 20, 5000, 8000, 1

    def standing(card: int) -> tuple[int, str, int]:
        memory = {
            "s": round(rng.uniform(5, 100), 4),
            "d": round(rng.uniform(3, 9), 3),
            "lrt": now - rng.randint(30, 330) * DAY,
        }
        return rng.randint(-300, 0), json.dumps(memory, separators=(",", ":")), card

    db.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", log())
    sql = "UPDATE cards SET type=2, queue=2, due=?, ivl=30, reps=100, lapses=20, data=? WHERE id=?"
    db.executemany(sql, [standing(card) for card in cards])
