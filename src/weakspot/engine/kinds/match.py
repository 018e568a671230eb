"""match: pair each thing on the left with one on the right."""

from collections.abc import Iterator

import msgspec

from weakspot.engine.kinds.base import count_faults, course_count_faults
from weakspot.engine.kinds.parts import (
    PlacedItem,
    PlacesQuestion,
    add_paths,
    shuffle_faults,
    text_faults,
)
from weakspot.engine.values import Fault, Random
from weakspot.engine.vocabulary import shared_word


class Pair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pair that belongs together; `why` is shown to players who pair its left side
    with something else.
    """

    left: str
    right: str
    why: str | None = None
    misconception: str | None = None


class MatchQuestion(PlacesQuestion, frozen=True, kw_only=True, tag="match"):
    """Two to six pairs; `spares` are right sides that belong to no left side."""

    pairs: tuple[Pair, ...]
    spares: tuple[str, ...] = ()

    word = "pairing"
    course_rules = ("counts", "pair-words")

    @property
    def placed_items(self) -> tuple[PlacedItem, ...]:
        """Each left side, with the right side it belongs to."""
        return tuple((pair.left, index, pair) for index, pair in enumerate(self.pairs))

    @property
    def targets(self) -> tuple[str, ...]:
        """The right sides in bank order, then the spares;
        places are indexes of these.
        """
        return (*(pair.right for pair in self.pairs), *self.spares)

    def faults(self) -> Iterator[Fault]:
        rights = add_paths("pairs", (pair.right for pair in self.pairs), "right")
        yield from count_faults("pair-count", "pairs", len(self.pairs), 2, 6, "pairs")
        yield from count_faults(
            "spare-count", "spares", len(self.spares), 0, 3, "spares"
        )
        yield from text_faults(add_paths("pairs", self.items, "left"), "left side")
        yield from text_faults(
            [*rights, *add_paths("spares", self.spares)], "right side"
        )
        yield from shuffle_faults(self.shuffle)

    def course_faults(self) -> Iterator[Fault]:
        yield from course_count_faults(len(self.pairs), 4, 6, "pairs", "pairs")
        hint = "or the last is free"
        yield from course_count_faults(len(self.spares), 1, 2, "spares", "pairs", hint)
        for index, pair in enumerate(self.pairs):
            if word := shared_word(pair.left, pair.right):
                message = f"both sides of the pair have the word “{word}”"
                path = ("pairs", index, "right")
                yield Fault("pair-words", message, path, "say it in other words")

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The left sides as in the bank; the right sides and spares shuffled."""
        order = list(range(len(self.targets)))
        rng.shuffle(order)
        return tuple(range(len(self.pairs))), tuple(order)
