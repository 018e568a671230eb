"""One player's save: the log, what derives from it, and what changes both."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import islice, starmap
from pathlib import Path
from sqlite3 import Connection

from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Change, Day, Memory, MemoryRow, Node
from weakspot.errors import SaveError
from weakspot.files import is_plain_name
from weakspot.store import mapping
from weakspot.store.backup import back_up_daily
from weakspot.store.connections import open_readonly
from weakspot.store.failures import path_of, translate_errors
from weakspot.store.inspection import find_damage
from weakspot.store.log import Log
from weakspot.store.node_cache import NodeCache, State
from weakspot.store.writer import Writer

SELECT_RECALLED = "SELECT question, stability, day, seen, score, misses FROM memory"
SELECT_ASKED = (
    f"{mapping.SELECT_MEMORY} WHERE question IN (SELECT value FROM json_each(?))"
)
SELECT_CHANGE = mapping.select_sql(mapping.CHANGE_COLUMNS, "change")
SELECT_WEAK = """
SELECT max(rowid), day, topic, was, now FROM change WHERE 'weak' IN (was, now)
GROUP BY topic ORDER BY 1"""
SELECT_TOTALS = """
SELECT '', coalesce(sum(attempts), 0), coalesce(sum(rounds), 0),
  coalesce(sum(points), 0), total(seconds)
FROM day"""


class Save:
    """One open save: its `log`, what derives from it, and its `writer`; it owns its
    connection and closes it.

    Raises SaveError if the file is damaged.
    """

    def __init__(
        self,
        db: Connection,
        random_bits: Callable[[], int] | None = None,
        path: Path | None = None,
    ) -> None:
        """`path` is the connection's file: without it, the file is not checked, backed
        up, or missed once it is moved.
        """
        self.db = db
        self._path = path
        self._nodes = NodeCache(db)
        self.log = Log(db)
        self.writer = Writer(db, self._nodes, random_bits, path)

    def close(self) -> None:
        """Close the file; nothing is lost without it."""
        self.db.close()

    def open_beside(self) -> "AbstractContextManager[Save]":
        """A reader on a connection of its own, for another thread; on a copy as of now
        if it is in memory.
        """
        if (path := path_of(self.db)) is not None:
            return open_reader(path)
        # for one thread, which may be another
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.db.backup(copy)
        return closing(Save(copy))

    @contextmanager
    def open_memories(self) -> Iterator[Iterator[MemoryRow]]:
        """Every question answered, each read on demand, within the block."""
        with translate_errors(self.db):
            yield self.db.execute(SELECT_RECALLED)

    def last_scores(self) -> dict[str, float]:
        """The last score of every question answered, by question."""
        return dict(mapping.fetch_rows(self.db, "SELECT question, score FROM memory"))

    def last_asked(self, questions: Sequence[str]) -> dict[str, Memory]:
        """The memories of these questions, by question;
        those never asked are left out.
        """
        found = mapping.fetch_rows(self.db, SELECT_ASKED, mapping.to_json(questions))
        return {memory.question: memory for memory in starmap(Memory, found)}

    def missed_questions(self) -> list[str]:
        """The questions with an answer that is evidence and was not fully right."""
        sql = "SELECT question FROM memory WHERE misses > 0"
        return mapping.fetch_column(self.db, sql)

    def state(self) -> State:
        """A value that changes as soon as anything may be derived otherwise, in this
        process or elsewhere.
        """
        with translate_errors(self.db):
            return self._nodes.state()

    def nodes(self) -> Mapping[str, Node]:
        """Every node: `player`, sections, and topics as `section/topic`; one value
        until it may differ.
        """
        state = self.state()
        with translate_errors(self.db):
            return self._nodes.read(state)

    def nodes_of(self, section: str, topic: str) -> Nodes:
        """The three nodes of a topic (`section/topic`),
        fresh ones where there are none yet.
        """
        return Nodes.of_topic(self.nodes(), section, topic)

    def iter_days(self) -> Iterator[Day]:
        """The days on which anything was done, newest first, each read on demand."""
        with translate_errors(self.db):
            yield from starmap(
                Day, self.db.execute(f"{mapping.SELECT_DAY} ORDER BY day DESC")
            )

    def days(self, most: int | None = None) -> list[Day]:
        """The newest `most` of those days, or all."""
        return list(islice(self.iter_days(), most))

    def changes_since(self, day: str) -> list[Change]:
        """The changes of topics on this local date and later ones, oldest first."""
        sql = f"{SELECT_CHANGE} WHERE day >= ? ORDER BY rowid"
        return [Change(*row) for row in mapping.fetch_rows(self.db, sql, day)]

    def last_weak_changes(self) -> list[Change]:
        """The last change of each topic by which it became weak or was let go, oldest
        first.
        """
        return [Change(*row[1:]) for row in mapping.fetch_rows(self.db, SELECT_WEAK)]

    def totals(self) -> Day:
        """The sums over all days, as a Day without a date; what was undone or disputed
        is left out.
        """
        return Day(*mapping.fetch_rows(self.db, SELECT_TOTALS)[0])

    def open_rounds(self) -> list[str]:
        """The stored sessions of the open rounds, newest first, drafts of exams among
        them, as JSON.
        """
        sql = "SELECT session FROM round ORDER BY started DESC, id DESC"
        return mapping.fetch_column(self.db, sql)

    def rounds_active_since(self, at: str) -> set[str]:
        """The ids of the open rounds that were started or moved on from
        this moment on.
        """
        sql = "SELECT id FROM round WHERE started >= ?"
        return set(mapping.fetch_column(self.db, sql, at))

    def find_damage(self) -> str:
        """The fault that a check of the whole file finds; empty if it is sound. May be
        called in another thread.
        """
        return "" if self._path is None else find_damage(self._path.resolve())

    def back_up_daily(self, day: str) -> str:
        """Make the day's first backup, in any thread. Returns why there is none; empty
        if there is one.
        """
        try:
            if self._path is not None:
                back_up_daily(self._path, day)
        except SaveError as error:
            return str(error)
        return ""

    def players(self) -> set[str]:
        """The names of the players with a save in this folder, this one included; empty
        without a file.
        """
        files = [] if self._path is None else self._path.parent.glob("*.db")
        return {file.stem for file in files if is_plain_name(file.stem)}


@contextmanager
def open_reader(path: Path) -> Iterator[Save]:
    """Read the save at `path`, which is in play in this process."""
    with open_readonly(path, in_play=True) as db:
        yield Save(db)
