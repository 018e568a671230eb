"""match: pair each thing on the left with one on the right."""

from collections.abc import Iterator

import msgspec

from weakspot.engine.kinds.base import count_findings
from weakspot.engine.kinds.parts import (
    PlacedItem,
    PlacesQuestion,
    add_paths,
    shuffle_findings,
    text_findings,
)
from weakspot.engine.values import Fault, Random


class Pair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pair that belongs together; `why` is shown to players who pair its left side
    with something else.
    """

    left: str
    right: str
    why: str | None = None
    misconception: str | None = None


class MatchQuestion(PlacesQuestion, frozen=True, kw_only=True, tag="match"):
    """Three to six pairs; `spares` are right sides that belong to no left side."""

    pairs: tuple[Pair, ...]
    spares: tuple[str, ...] = ()

    @property
    def placed_items(self) -> tuple[PlacedItem, ...]:
        """Each left side, with the right side it belongs to."""
        return tuple((pair.left, index, pair) for index, pair in enumerate(self.pairs))

    @property
    def targets(self) -> tuple[str, ...]:
        """The right sides in bank order, then the spares; places are indexes of
        these.
        """
        return (*(pair.right for pair in self.pairs), *self.spares)

    def findings(self) -> Iterator[Fault]:
        rights = add_paths("pairs", (pair.right for pair in self.pairs), "right")
        yield from count_findings("pair-count", "pairs", len(self.pairs), 3, 6, "pairs")
        yield from count_findings(
            "spare-count", "spares", len(self.spares), 0, 3, "spares"
        )
        yield from text_findings(add_paths("pairs", self.items, "left"), "left side")
        yield from text_findings(
            [*rights, *add_paths("spares", self.spares)], "right side"
        )
        yield from shuffle_findings(self.shuffle)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The left sides as in the bank; the right sides and spares shuffled."""
        order = list(range(len(self.targets)))
        rng.shuffle(order)
        return tuple(range(len(self.pairs))), tuple(order)
