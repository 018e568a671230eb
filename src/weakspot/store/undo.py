"""Taking back the newest attempt without a replay: the rows as they were before it."""

from __future__ import annotations

from collections import deque
from sqlite3 import Connection

import msgspec

from weakspot.engine.derive import Rows
from weakspot.engine.mastery import PLAYER
from weakspot.engine.records import Attempt, Node
from weakspot.store.rows import put_day, put_memories, put_nodes, read_day
from weakspot.store.transaction import data_version

DEPTH = 100
"""How many attempts one after the other can be taken back so."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt as it stands in the log, the rows before and after it; `found` are the nodes there were."""

    attempt: Attempt
    before: Rows
    after: Rows
    found: dict[str, Node]


class Newest:
    """What one connection recorded, newest last; worthless once anyone else has written.

    Whoever changes derived rows otherwise has to let it forget.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._recorded: deque[Recorded] = deque(maxlen=DEPTH)
        self._version = 0

    def begin(self) -> None:
        """From here on it is to be told if others write; first thing in the transaction of an answer."""
        if not self._recorded:
            self._version = data_version(self._db)

    def keep(self, one: Recorded) -> None:
        self._recorded.append(one)

    def forget(self) -> None:
        """Forget everything: what is derived no longer follows from these attempts."""
        self._recorded.clear()

    def take(self, attempt_id: str) -> Recorded | None:
        """What was recorded of the attempt, used up, if none changed derived rows since; else None."""
        if self._recorded and data_version(self._db) != self._version:
            self.forget()
        if not self._recorded or self._recorded[-1].attempt.id != attempt_id:
            return None
        return self._recorded.pop()


def put_back(db: Connection, one: Recorded) -> None:
    """Write the rows as they were before the attempt; the day keeps the rounds that have ended since."""
    attempt, before = one.attempt, one.before
    put_nodes(db, one.found)
    for key in {PLAYER, attempt.section, attempt.topic} - one.found.keys():
        db.execute("DELETE FROM node WHERE key = ?", (key,))
    if before.memory is None:
        db.execute("DELETE FROM memory WHERE question = ?", (attempt.question,))
    else:
        put_memories(db, [before.memory])
    now = read_day(db, attempt.day)
    put_day(db, msgspec.structs.replace(before.day, rounds=now.rounds if now else 0))
