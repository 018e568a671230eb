"""Numbers drawn for a question: from a range in steps, or from a list."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from itertools import product
from math import floor, isfinite

import msgspec

from weakspot.engine.formula import FUNCTIONS
from weakspot.engine.values import Fault

MOST = 8
"""Names in one draw, at most."""

_STEPS = 1_000_000
_BETWEEN = 24
_STRIDES = (7919, 104729, 1299709, 15485863, 179424673, 32452843, 49979687, 67867967)


class Draw(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number: from `min` to `max` in steps of `step` (1), or one `of` a list."""

    min: float | None = None
    max: float | None = None
    step: float | None = None
    of: tuple[float, ...] | None = None

    def count(self) -> int:
        """How many values it can take."""
        if self.of is not None:
            return len(self.of)
        if self.min is None or self.max is None:
            return 0
        return floor((self.max - self.min) / (self.step or 1.0) + 1e-9) + 1

    def at(self, index: int) -> float:
        """Its value of this index, from 0; without what adding in binary leaves behind."""
        if self.of is not None:
            return self.of[index]
        return float(f"{(self.min or 0.0) + index * (self.step or 1.0):.12g}")

    def ends(self) -> tuple[float, float]:
        """Its least and its greatest value."""
        if self.of is not None:
            return min(self.of), max(self.of)
        return self.at(0), self.at(self.count() - 1)

    def fault(self) -> str | None:
        """What keeps it from being drawn; None if nothing does."""
        if self.of is not None:
            if (self.min, self.max, self.step) != (None, None, None):
                return "either `of`, or `min` and `max`"
            return None if self.of else "`of` nothing"
        if self.min is None or self.max is None:
            return "neither `of`, nor `min` and `max`"
        if not (isfinite(self.min) and isfinite(self.max)) or self.min > self.max:
            return f"from {self.min:g} to {self.max:g}"
        if self.step is not None and not 0 < self.step < float("inf"):
            return f"a step of {self.step:g}"
        if (self.max - self.min) / (self.step or 1.0) > _STEPS:
            return f"more than {_STEPS:,} steps"
        return None


def draw_findings(draw: Mapping[str, Draw]) -> list[Fault]:
    """What is wrong with a question's draw, name by name."""
    found = []
    if len(draw) > MOST:
        found.append(Fault("draw", f"{len(draw)} numbers drawn, more than {MOST}", ("draw",)))
    for name, one in draw.items():
        path = ("draw", name)
        fault = one.fault()
        if fault is not None:
            found.append(Fault("draw", f"cannot be drawn: {fault}", path))
        if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
            message = f"{name[:40]} cannot stand in a formula"
            hint = "letters, digits and _, no word of Python"
            found.append(Fault("draw", message, path, hint))
        elif name in FUNCTIONS or name == "answer":
            found.append(Fault("draw", f"{name} has a meaning of its own", path, "choose another"))
    return found


def corners(draw: Mapping[str, Draw]) -> Iterator[dict[str, float]]:
    """Every combination of the ends of a sound draw; nothing drawn is one combination."""
    for corner in product(*(one.ends() for one in draw.values())):
        yield dict(zip(draw, corner, strict=True))


def between(draw: Mapping[str, Draw]) -> Iterator[dict[str, float]]:
    """Some numbers in between, always the same."""
    for index in range(_BETWEEN if draw else 0):
        steps = zip(draw.items(), _STRIDES, strict=False)
        yield {name: one.at(index * stride % one.count()) for (name, one), stride in steps}
