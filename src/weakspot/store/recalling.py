"""What is known of the questions answered, for drawing and for the browser."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import starmap
from sqlite3 import Connection
from typing import Any, TypeVar

from weakspot.engine.records import Asked, Recalled
from weakspot.store import rows
from weakspot.store.transaction import data_version, explaining

Value = TypeVar("Value")

RECALLED = rows.selecting(Recalled.__struct_fields__, "memory")
ASKED = f"""{rows.selecting(Asked.__struct_fields__, "memory")}
  WHERE question IN (SELECT value FROM json_each(?))"""


class Recalling:
    """Reads the memories of an open save; SaveError where the file is damaged."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._derivations = 0
        self._kept: dict[Callable[[Connection], Any], tuple[tuple[int, int], Any]] = {}

    def state(self) -> tuple[int, int]:
        """Another one as soon as anything may be derived otherwise, here or elsewhere."""
        with explaining(self.db):
            return data_version(self.db), self._derivations

    @contextmanager
    def memories(self) -> Iterator[Iterator[Recalled]]:
        """Every question answered, each read when it is asked for, within this."""
        with explaining(self.db):
            yield starmap(Recalled, self.db.execute(RECALLED))

    def asked(self, questions: Sequence[str]) -> dict[str, Asked]:
        """How each of these questions was asked last, by question, without those that never were."""
        return {one.question: one for one in starmap(Asked, self._rows(ASKED, rows.text_of(questions)))}

    def recalled(self) -> Mapping[str, Recalled]:
        """Every question answered, by question; one value until it may differ."""
        return self._as_of_now(all_recalled)

    def missed(self) -> list[str]:
        """The questions of which an answer that is evidence was not fully right."""
        return [key for (key,) in self._rows("SELECT question FROM memory WHERE misses > 0")]

    def _rows(self, sql: str, *values: str | int) -> list[rows.Row]:
        with explaining(self.db):
            return self.db.execute(sql, values).fetchall()

    def _value(self, sql: str, *values: str | int) -> Any:
        return self._rows(sql, *values)[0][0]

    def _as_of_now(self, read: Callable[[Connection], Value]) -> Value:
        """What is read thus, kept until it may differ."""
        now = self.state()
        kept = self._kept.get(read)
        if kept is None or kept[0] != now:
            with explaining(self.db):
                kept = self._kept[read] = (now, read(self.db))
        value: Value = kept[1]
        return value


def all_recalled(db: Connection) -> dict[str, Recalled]:
    """Every question answered, by question."""
    return {one.question: one for one in starmap(Recalled, db.execute(RECALLED))}
