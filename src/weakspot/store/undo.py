"""Taking back the newest attempt without a replay: the rows as they were before it."""

from __future__ import annotations

from collections import deque
from sqlite3 import Connection

import msgspec

from weakspot.engine.mastery import PLAYER
from weakspot.engine.records import Attempt, Day, Memory, Node
from weakspot.store.rows import put_day, put_memory, put_nodes, read_day
from weakspot.store.transaction import data_version

DEPTH = 100
"""How many attempts one after the other can be taken back so."""


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that an attempt touched, as they were before it; None, or no node, where there was none.

    `after` is the newest id of the log that had changed derived rows when this image became the last one.
    """

    attempt: Attempt
    after: str
    nodes: dict[str, Node]
    memory: Memory | None
    day: Day | None


class Images:
    """The images of one connection, newest last; worthless once anyone else has written."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._images: deque[Image] = deque(maxlen=DEPTH)
        self._version = 0

    def keep(self, image: Image) -> None:
        """Keep the image of an attempt that was just committed."""
        self._images.append(image)

    def begin(self) -> None:
        """The first image holds while no other connection writes; first thing before one is made."""
        if not self._images:
            self._version = data_version(self._db)

    def forget(self) -> None:
        """Forget everything: what is derived no longer follows from these images."""
        self._images.clear()

    def last(self, attempt_id: str) -> Image | None:
        """The attempt's image, if the attempt is the last that changed derived rows; else None."""
        if self._images and data_version(self._db) != self._version:
            self.forget()
        if not self._images or self._images[-1].attempt.id != attempt_id:
            return None
        image = self._images[-1]
        sql = """
        SELECT EXISTS (SELECT 1 FROM attempt WHERE id > ?1) OR EXISTS (
          SELECT 1 FROM event WHERE id > ?1 AND what IN ('retract', 'dispute', 'restore')
          AND EXISTS (SELECT 1 FROM attempt WHERE id = event.subject))"""
        (changed,) = self._db.execute(sql, (image.after,)).fetchone()
        return None if changed else image

    def drop_last(self) -> None:
        """The last image was used up; settle the one before it."""
        self._images.pop()

    def settle(self, newest: str) -> None:
        """The last image holds as of the id `newest`: what the log got since changed no other row."""
        if self._images:
            self._images[-1] = msgspec.structs.replace(self._images[-1], after=newest)


def put_back(db: Connection, image: Image) -> None:
    """Write the rows as they were before the attempt; the day keeps the rounds that have ended since."""
    attempt = image.attempt
    put_nodes(db, image.nodes)
    for key in {PLAYER, attempt.section, attempt.topic} - image.nodes.keys():
        db.execute("DELETE FROM node WHERE key = ?", (key,))
    if image.memory is None:
        db.execute("DELETE FROM memory WHERE question = ?", (attempt.question,))
    else:
        put_memory(db, image.memory)
    now = read_day(db, attempt.day)
    before = image.day or Day(day=attempt.day)
    put_day(db, msgspec.structs.replace(before, rounds=now.rounds if now else 0))
