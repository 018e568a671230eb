"""The values passed between the parts: cases, responses, verdicts, faults with their
places.
"""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    # its type alone: the engine is given chance, and has none of its own
    from random import Random as Random
else:
    Random = object


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An artefact that several questions share."""

    title: str
    text: str
    language: str | None = None


Shown = tuple[tuple[int, ...], ...]
"""The orders in which a question's lists are shown: a permutation of indexes each."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all responses, each of a shape of its own."""

    def is_blank(self, shown: Shown) -> bool:
        """True if it gives nothing: no pick, no text, nothing placed, steps in the
        order shown.
        """
        return False


class Picks(Given, frozen=True, kw_only=True, tag="picks"):
    """Picked options, as indexes in bank order, whatever order they were shown in."""

    picks: frozenset[int]

    def is_blank(self, shown: Shown) -> bool:
        return not self.picks


class Texts(Given, frozen=True, kw_only=True, tag="texts"):
    """Typed texts, one for each gap, as written; the kind parses them."""

    texts: tuple[str, ...]

    def is_blank(self, shown: Shown) -> bool:
        return not any(text.strip() for text in self.texts)


class Places(Given, frozen=True, kw_only=True, tag="places"):
    """Where each item was put, items and targets in bank order;
    None for an item not placed.
    """

    places: tuple[int | None, ...]

    def is_blank(self, shown: Shown) -> bool:
        return all(place is None for place in self.places)


class Order(Given, frozen=True, kw_only=True, tag="order"):
    """The steps as indexes in bank order, in the player's order;
    empty if none was given.
    """

    order: tuple[int, ...]

    def is_blank(self, shown: Shown) -> bool:
        return self.order == shown[0]


class Choice(Given, frozen=True, kw_only=True, tag="choice"):
    """An action with its reason: the index of an action and of a reason in bank order;
    None for no reason.
    """

    action: int
    reason: int | None = None


class Essay(Given, frozen=True, kw_only=True, tag="essay"):
    """A written answer, and the points of the rubric that the player ticked, as indexes
    in bank order.
    """

    text: str
    ticks: frozenset[int]


Response = Picks | Texts | Places | Order | Choice | Essay
"""A player's answer to a question; None in its place means “I don't know”."""

CONFIDENCE = {"z": "guess", "x": "think", "c": "sure"}
"""The words of confidence, by the key that says each in every face."""


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One graded part of a response.

    `given` is what the player gave and `expected` what was right, both as shown,
    None if nothing was given or expected; `why` and `misconception` say why a wrong
    part is wrong.
    """

    label: str
    given: str | None = None
    right: bool
    expected: str | None = None
    why: str | None = None
    misconception: str | None = None

    @property
    def right_text(self) -> str:
        """The right answer, after the label where that differs: “DPO: they change”."""
        return self.label if self.expected is None else self.add_label(self.expected)

    def add_label(self, text: str) -> str:
        """The text after the part's label, where that differs."""
        if self.label in ("", text):
            return text
        return f"{with_colon(self.label)} {text}"


def with_colon(label: str) -> str:
    """The label with a colon, unless it ends in punctuation of its own."""
    return label if label.endswith(("?", "!", ".", ":")) else f"{label}:"


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The grade of one response: `score` in 0..1."""

    score: float
    parts: tuple[Part, ...] = ()
    note: str | None = None

    @property
    def right(self) -> bool:
        """True if the response is fully right: only at a score of 1."""
        return self.score == 1

    def number_parts(self, shown: Shown) -> list[tuple[int, Part]]:
        """Number the parts in the order shown; in their own order where they are not
        those of the lists shown.

        Each of several lists is numbered from 1: the actions of a decision,
        then its reasons.
        """
        first = shown[:1]
        lists = first if first and len(first[0]) == len(self.parts) else shown
        if sum(map(len, lists)) != len(self.parts):
            return list(enumerate(self.parts, 1))
        numbered, before = [], 0
        for order in lists:
            numbered += [
                (number, self.parts[before + index])
                for number, index in enumerate(order, 1)
            ]
            before += len(order)
        return numbered

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The slugs of the misconceptions that the response betrays, each once, in
        order of parts.
        """
        return tuple(
            dict.fromkeys(
                part.misconception for part in self.parts if part.misconception
            )
        )


Trail = tuple[str | int, ...]
"""The keys and indexes, from the outside in, that lead to a place in a question or in
the file of a bank.
"""


class Fault(msgspec.Struct, frozen=True):
    """A fault of a question or its bank: the rule it breaks, and where.

    `key` is set if the place is the last key itself and not its value.
    """

    rule: str
    message: str
    path: Trail = ()
    hint: str | None = None
    key: bool = False


Severity = Literal["error", "warning"]


class LocatedFault(msgspec.Struct, frozen=True):
    """One fault of a bank; line and column count from 1. Its texts are safe to print on
    one line.
    """

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str

    @property
    def words(self) -> str:
        """The message and the hint, without the place."""
        return f"{self.message} ({self.hint})"

    def __str__(self) -> str:
        # to look up, and to waive
        rule = f" [{self.rule}]" if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {self.words}{rule}"


def find_field_texts(
    value: Any, names: Container[str], path: Trail = ()
) -> Iterator[tuple[Trail, str]]:
    """Find the texts in fields called one of `names`, at any depth of a plain value,
    each with its trail.
    """
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            if step in names:
                yield (*path, step), inner
        elif isinstance(inner, (dict, list, tuple)):
            yield from find_field_texts(inner, names, (*path, step))
