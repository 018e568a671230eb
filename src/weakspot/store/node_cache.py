"""The nodes of an open save, read once until they may differ."""

from sqlite3 import Connection

from weakspot.engine.records import Node
from weakspot.store import mapping
from weakspot.store.transaction import data_version

State = tuple[int, int]
"""The version of the data, and how often what derives from the log changed here, which
the version does not show.
"""


class NodeCache:
    """Every node of an open save by key; the save reads them,
    its writer changes them.
    """

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._changes = 0
        self._state: State = (-1, 0)
        self._nodes: dict[str, Node] = {}

    def state(self) -> State:
        """A value that changes as soon as anything may be derived otherwise, in this
        process or elsewhere.
        """
        return data_version(self.db), self._changes

    def read(self, state: State) -> dict[str, Node]:
        """Every node, read from the save unless it was cached in this state."""
        if self._state != state:
            nodes = dict(map(mapping.node_of, self.db.execute(mapping.SELECT_NODE)))
            self._state, self._nodes = state, nodes
        return self._nodes

    def forget(self) -> None:
        """Take what is cached for out of date: derived rows are being changed."""
        self._changes += 1

    def take(self, version: int) -> dict[str, Node]:
        """Every node in this version of the data, for the caller to change along with
        their rows; what is cached is given up.
        """
        nodes = dict(self.read((version, self._changes)))
        self.forget()
        return nodes

    def keep(self, nodes: dict[str, Node], version: int) -> None:
        """Cache nodes that were taken and changed, once their rows are written."""
        self._state, self._nodes = (version, self._changes), nodes
