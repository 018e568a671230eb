"""What a face shows: read from the derived rows here, and from the log in the base
class.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import islice, starmap
from pathlib import Path

from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Day, Memory, MemoryRow, Node
from weakspot.store import rows
from weakspot.store.connections import open_readonly
from weakspot.store.failures import path_of, translate_errors
from weakspot.store.log_reader import LogReader

SELECT_RECALLED = "SELECT question, stability, day, seen, score, misses FROM memory"
SELECT_ASKED = (
    f"{rows.SELECT_MEMORY} WHERE question IN (SELECT value FROM json_each(?))"
)
SELECT_TOTALS = """
SELECT '', coalesce(sum(attempts), 0), coalesce(sum(rounds), 0),
  coalesce(sum(points), 0), total(seconds)
FROM day"""


class SaveReader(LogReader):
    """Reads an open save. Raises SaveError if the file is damaged."""

    _nodes: tuple[object, dict[str, Node]] = (None, {})

    def close(self) -> None:
        """Close the file; nothing is lost without it."""
        self.db.close()

    def open_beside(self) -> "AbstractContextManager[SaveReader]":
        """A reader on a connection of its own, for another thread; on a copy as of now
        if it is in memory.
        """
        if (path := path_of(self.db)) is not None:
            return open_reader(path)
        copy = sqlite3.connect(
            ":memory:", check_same_thread=False
        )  # for one thread, which may be another
        self.db.backup(copy)
        return closing(SaveReader(copy))

    @contextmanager
    def open_memories(self) -> Iterator[Iterator[MemoryRow]]:
        """Every question answered, each read on demand, within the block."""
        with translate_errors(self.db):
            yield self.db.execute(SELECT_RECALLED)

    def last_scores(self) -> dict[str, float]:
        """The last score of every question answered, by question."""
        return dict(self._fetch_rows("SELECT question, score FROM memory"))

    def last_asked(self, questions: Sequence[str]) -> dict[str, Memory]:
        """The memories of these questions, by question; those never asked are left
        out.
        """
        found = self._fetch_rows(SELECT_ASKED, rows.to_json(questions))
        return {memory.question: memory for memory in starmap(Memory, found)}

    def missed_questions(self) -> list[str]:
        """The questions with an answer that is evidence and was not fully right."""
        return [
            key
            for (key,) in self._fetch_rows(
                "SELECT question FROM memory WHERE misses > 0"
            )
        ]

    def nodes(self) -> Mapping[str, Node]:
        """Every node: `player`, sections, and topics as `section/topic`; one value
        until it may differ.
        """
        state = self.state()
        with translate_errors(self.db):
            return self._read_nodes(state)

    def _read_nodes(self, state: tuple[int, int]) -> dict[str, Node]:
        """Every node, read from the save unless it was cached in this state."""
        if self._nodes[0] != state:
            self._nodes = (
                state,
                dict(map(rows.node_of, self.db.execute(rows.SELECT_NODE))),
            )
        return self._nodes[1]

    def nodes_of(self, section: str, topic: str) -> Nodes:
        """The three nodes of a topic (`section/topic`), fresh ones where there are none
        yet.
        """
        return Nodes.of_topic(self.nodes(), section, topic)

    def iter_days(self) -> Iterator[Day]:
        """The days on which anything was done, newest first, each read on demand."""
        with translate_errors(self.db):
            yield from starmap(
                Day, self.db.execute(f"{rows.SELECT_DAY} ORDER BY day DESC")
            )

    def days(self, most: int | None = None) -> list[Day]:
        """The newest `most` of those days, or all."""
        return list(islice(self.iter_days(), most))

    def totals(self) -> Day:
        """The sums over all days, as a Day without a date; what was undone or disputed
        is left out.
        """
        return Day(*self._fetch_rows(SELECT_TOTALS)[0])

    def open_rounds(self) -> list[tuple[str, str | None]]:
        """The open rounds, newest first, drafts of exams among them.

        As JSON: the Session of each, and the last answer if it was given since.
        """
        sql = """
        SELECT session, answer FROM round LEFT JOIN answered USING (id)
        ORDER BY started DESC, id DESC"""
        return self._fetch_rows(sql)

    def rounds_active_since(self, at: str) -> set[str]:
        """The ids of the open rounds that were started or moved on from this moment
        on.
        """
        return {
            id
            for (id,) in self._fetch_rows("SELECT id FROM round WHERE started >= ?", at)
        }


@contextmanager
def open_reader(path: Path) -> Iterator[SaveReader]:
    """Read the save at `path`, which is in play in this process."""
    with open_readonly(path, in_play=True) as db:
        yield SaveReader(db)
