"""The anchor for answers and rounds: a collection of Anki's own library, as large as
our largest save.
"""

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

from benchmarks.games import ScratchGame
from benchmarks.measure import Row, compare, report_missing
from benchmarks.places import CACHE, remove_database

if TYPE_CHECKING:
    from anki.collection import Collection

NOTES, REVIEWS = 10_000, 1_000_000
DAY = 86_400
DECK = CACHE / "anki" / "collection.anki2"
WHY_MISSING = 'not measured: Anki is not installed (pip install -e ".[bench]")'
DAILY_LIMIT = 9_999
"""Anki's highest daily limit, so that its queue holds every due card, as our draw
weighs every question.
"""


class Deck:
    """A copy of the collection; `answer` and `build` are sides: each returns the
    seconds it took.
    """

    def __init__(self, name: str) -> None:
        """Copy and open the collection. ModuleNotFoundError if Anki is not
        installed.
        """
        from anki.collection import Card, Collection
        from anki.scheduler.v3 import CardAnswer

        self.path = make_deck().with_name(f"scratch-{name}.anki2")
        remove_collection(self.path)
        shutil.copyfile(DECK, self.path)
        self.collection = Collection(str(self.path))
        self.default, self.other = (
            self.collection.decks.id("Default"),
            self.collection.decks.id("Other"),
        )
        self._card, self._answer = Card, CardAnswer

    def answer(self) -> float:
        """Take the next card and answer it, as Anki's reviewer does."""
        started = time.perf_counter()
        queued = self.collection.sched.get_queued_cards().cards[0]
        card = self._card(self.collection, backend_card=queued.card)
        card.start_timer()
        answer = self.collection.sched.build_answer(
            card=card, states=queued.states, rating=self._answer.GOOD
        )
        self.collection.sched.answer_card(answer)
        return time.perf_counter() - started

    def build(self) -> float:
        """Build the queue of the deck anew, after a switch to another deck."""
        self.collection.decks.set_current(self.other)
        self.collection.sched.get_queued_cards()
        self.collection.decks.set_current(self.default)
        started = time.perf_counter()
        self.collection.sched.get_queued_cards()
        return time.perf_counter() - started

    def close(self) -> None:
        """Close the collection and delete the copy."""
        self.collection.close()
        remove_collection(self.path)


def compare_with_anki(row: Row, ours: str, theirs: str, runs: int, warm: int) -> None:
    """Measure a row: the method `ours` of a ScratchGame against the method `theirs` of
    a Deck.
    """
    try:
        deck = Deck(ours)
    except ModuleNotFoundError:
        report_missing(row, WHY_MISSING)
        return
    game = ScratchGame(NOTES, REVIEWS, "anki")
    compare(row, getattr(game, ours), getattr(deck, theirs), runs, warm)
    game.close()
    deck.close()


def remove_collection(path: Path) -> None:
    """Delete a collection and the files that Anki puts beside it."""
    remove_database(path)
    path.with_suffix(".media.db2").unlink(missing_ok=True)
    shutil.rmtree(path.with_suffix(".media"), ignore_errors=True)


def make_deck() -> Path:
    """The path of the collection, created if missing: all cards reviewed equally often,
    and due.
    """
    if not DECK.exists():
        from anki.collection import Collection

        unfinished = DECK.with_name("making.anki2")
        DECK.parent.mkdir(parents=True, exist_ok=True)
        remove_collection(unfinished)
        with closing(Collection(str(unfinished))) as collection:
            add_notes(collection)
        with closing(sqlite3.connect(unfinished)) as db, db:
            insert_reviews(db, Random("deck"))
        unfinished.rename(DECK)
        remove_collection(unfinished)
    return DECK


def add_notes(collection: Collection) -> None:
    """Add notes as long as our questions to the default deck, which FSRS schedules."""
    from anki.collection import AddNoteRequest

    deck = collection.decks.id("Default")
    basic = collection.models.by_name("Basic")
    notes = []
    for number in range(NOTES):
        note = collection.new_note(basic)
        note.fields = [
            f"Question {number} {'of made-up words ' * 10}",
            "An answer in made-up words. " * 15,
        ]
        notes.append(AddNoteRequest(note, deck))
    collection.add_notes(notes)
    collection.set_config("fsrs", True)
    options = collection.decks.config_dict_for_deck_id(deck)
    options["new"]["perDay"] = options["rev"]["perDay"] = DAILY_LIMIT
    collection.decks.update_config(options)


def insert_reviews(db: sqlite3.Connection, rng: Random) -> None:
    """Insert the log of reviews, and update the cards to their state after it."""
    cards = [card for (card,) in db.execute("SELECT id FROM cards ORDER BY id")]
    now = int(time.time())
    step = 4_000 * DAY * 1000 // REVIEWS

    def review_rows() -> Iterator[tuple[int, ...]]:
        for number in range(REVIEWS):
            at = now * 1000 - (REVIEWS - number) * step
            yield (
                at,
                cards[number % NOTES],
                -1,
                rng.choice((1, 3, 3, 3)),
                30,
                20,
                5000,
                8000,
                1,
            )

    def card_row(card: int) -> tuple[int, str, int]:
        memory = {
            "s": round(rng.uniform(5, 100), 4),
            "d": round(rng.uniform(3, 9), 3),
            "lrt": now - rng.randint(30, 330) * DAY,
        }
        return rng.randint(-300, 0), json.dumps(memory, separators=(",", ":")), card

    db.executemany(
        "INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", review_rows()
    )
    sql = (
        "UPDATE cards SET type=2, queue=2, due=?, ivl=30, reps=100, lapses=20, "
        "data=? WHERE id=?"
    )
    db.executemany(sql, [card_row(card) for card in cards])
