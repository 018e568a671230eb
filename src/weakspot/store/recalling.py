"""What is recalled of the questions answered: all that drawing and the browser know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from sqlite3 import Connection

from weakspot.engine.records import Recalled
from weakspot.store import rows
from weakspot.store.transaction import reading

SELECT = rows.selecting(rows.RECALLED, "memory")


class Recalling:
    """Reads the memories of an open save; SaveError where the file is damaged."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._derivations = 0
        self._recalled: dict[str, Recalled] = {}
        self._recalled_as_of: tuple[int, int] | None = None

    def state(self) -> tuple[int, int]:
        """Another one as soon as anything may be derived otherwise, here or elsewhere."""
        with reading(self.db):
            (others,) = self.db.execute("PRAGMA data_version").fetchone()
            return others, self._derivations

    def memories(self) -> Iterator[Recalled]:
        """Every question answered, each read when it is asked for."""
        with reading(self.db):
            yield from starmap(Recalled, self.db.execute(SELECT))

    def recalled_of(self, questions: Sequence[str]) -> dict[str, Recalled]:
        """Those among these questions that were answered, by question."""
        with reading(self.db):
            sql = f"{SELECT} WHERE question IN (SELECT value FROM json_each(?))"
            found = self.db.execute(sql, (rows.text_of(questions),))
            return {one.question: one for one in starmap(Recalled, found)}

    def recalled(self) -> Mapping[str, Recalled]:
        """Every question answered, by question; one value until it may differ."""
        if (now := self.state()) != self._recalled_as_of:
            self._recalled = {one.question: one for one in self.memories()}
            self._recalled_as_of = now
        return self._recalled

    def missed(self) -> list[str]:
        """The questions of which an answer that is evidence was not fully right."""
        with reading(self.db):
            return [key for (key,) in self.db.execute("SELECT question FROM memory WHERE misses > 0")]
