"""What passes between the parts: responses, verdicts, findings."""

import msgspec


class Picks(msgspec.Struct, frozen=True, kw_only=True, tag="picks"):
    """Picked options, as indexes in bank order, whatever order they were shown in."""

    picks: frozenset[int]


Response = Picks
"""What a player gives to a question; None in its place means “I don't know”."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One graded part of a response.

    `given` is what the player gave and `expected` what was right, both as shown, None where nothing was
    given or due; `why` and `misconception` say why a wrong part is wrong.
    """

    label: str
    given: str | None = None
    right: bool
    expected: str | None = None
    why: str | None = None
    misconception: str | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """How one response was graded: `score` in 0..1, `right` only at 1."""

    score: float
    right: bool
    parts: tuple[Part, ...] = ()
    note: str | None = None

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The slugs of the beliefs that the response betrays, each once, in order of parts."""
        return tuple(dict.fromkeys(part.misconception for part in self.parts if part.misconception))


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A fault of an item: the rule it breaks, and where, as a path of keys and indexes into the question."""

    rule: str
    message: str
    path: tuple[str | int, ...] = ()
    hint: str | None = None
