"""Numbers drawn for a question, and formulas over them: parsed once, and bounded whatever they say."""

import ast
import keyword
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from math import floor, isfinite

import msgspec

from weakspot.engine.values import Fault

LONGEST = 200
"""Characters of a formula, at most."""

_TOKEN = (  # a number, a name, a sign, or anything else; compiled when a formula is read
    r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
    r"|[A-Za-z_][A-Za-z0-9_]*|\*\*|//|[-+*/%(),]|(\S)"
)

MEANT = {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-"}
"""Signs of arithmetic on paper, and how formulas write them."""
NAMES = 8
"""Names in one draw, at most."""
_STEPS = 1_000_000
_BETWEEN = 24
_STRIDES = (7919, 104729, 1299709, 15485863, 179424673, 32452843, 49979687, 67867967)


class FormulaError(ValueError):
    """A formula that cannot be read, or has no finite real value; the text says why."""


def _power(base: float, exponent: float) -> float:
    if abs(base) > 1e6 or abs(exponent) > 64:
        raise FormulaError("a power too large: the base may be up to 1e6, the exponent up to 64")
    return math.pow(base, exponent)


def _round(value: float, digits: float = 0.0) -> float:
    return round(value, int(max(-20.0, min(20.0, digits))))


FUNCTIONS: dict[str, tuple[Callable[..., float], int, int]] = {
    "min": (min, 2, 9),
    "max": (max, 2, 9),
    "round": (_round, 1, 2),
    "abs": (abs, 1, 1),
    "floor": (math.floor, 1, 1),
    "ceil": (math.ceil, 1, 1),
    "sqrt": (math.sqrt, 1, 1),
    "log": (math.log, 1, 2),
}
"""What a formula may call, each with the fewest and most values it takes; `log(x)` is the natural one."""

Reckoning = Callable[[Mapping[str, float]], float]
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}


class Formula:
    """A checked formula; `names` are the numbers it needs."""

    def __init__(self, tree: ast.expr) -> None:
        self._reckon = _reckoning(tree)
        names = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        self.names = tuple(dict.fromkeys(name for name in names if name not in FUNCTIONS))

    def value(self, numbers: Mapping[str, float]) -> float:
        """Its value, finite and real. FormulaError if it has none; KeyError if a number is not given."""
        try:
            value = self._reckon(numbers)
        except FormulaError:
            raise
        except ZeroDivisionError:
            raise FormulaError("no value: it divides by 0") from None
        except (OverflowError, ValueError) as error:
            raise FormulaError(f"no value: {error}") from None
        if not math.isfinite(value):
            raise FormulaError("no value: it is not finite")
        return value


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """The formula that `text` is. Raises FormulaError if it is none, or too long."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters, more than {LONGEST}")
    try:
        return Formula(ast.parse(" ".join(_tokens(text)), mode="eval").body)
    except FormulaError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("not a formula that can be read") from None


def _tokens(text: str) -> list[str]:
    """The pieces of a formula: with spaces between them, Python reads nothing into it that is not there."""
    tokens = []
    for found in re.finditer(_TOKEN, text):
        if sign := found[1]:
            meant = f"; write {MEANT[sign]}" if sign in MEANT else ""
            raise FormulaError(f"“{sign}” has no meaning in a formula{meant}")
        tokens.append(found[0])
    return tokens


def _reckoning(node: ast.expr) -> Reckoning:
    """What reckons a node out, in floats, so that nothing grows.

    Refused is whatever is not arithmetic on numbers, names and our functions.
    """
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return lambda numbers: float(value)
        case ast.Name(id=name):
            if name in FUNCTIONS:
                raise FormulaError(f"`{name}` is a function: give it values in brackets")
            return lambda numbers: float(numbers[name])
        case ast.BinOp(op=op) if type(op) in _BINARY:
            work, left, right = _BINARY[type(op)], _reckoning(node.left), _reckoning(node.right)
            return lambda numbers: work(left(numbers), right(numbers))
        case ast.UnaryOp(op=op) if type(op) in _UNARY:
            sign, inner = _UNARY[type(op)], _reckoning(node.operand)
            return lambda numbers: sign(inner(numbers))
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
            function, fewest, most = FUNCTIONS[name]
            if not fewest <= len(node.args) <= most:
                raise FormulaError(f"`{name}` takes {fewest} to {most} values, not {len(node.args)}")
            values = [_reckoning(inner) for inner in node.args]
            return lambda numbers: float(function(*(value(numbers) for value in values)))
        case ast.Call():
            raise FormulaError(f"the functions are {', '.join(FUNCTIONS)}")
        case ast.Tuple(elts=[_, *_]):
            raise FormulaError("a comma only parts the values of a function: 1,200 is written 1200")
    raise FormulaError("only numbers, drawn names, + - * / // % ** and functions are read")


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


def draw_findings(draw: Mapping[str, Draw]) -> Iterator[Fault]:
    """What is wrong with a question's draw, name by name."""
    if len(draw) > NAMES:
        yield Fault("draw", f"{len(draw)} numbers drawn, more than {NAMES}", ("draw",), "draw fewer")
    for name, one in draw.items():
        path = ("draw", name)
        fault = one.fault()
        if fault is not None:
            yield Fault("draw", f"cannot be drawn: {fault}", path)
        if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
            hint = "letters, digits and _, and not a Python keyword"
            yield Fault("draw", f"{name[:40]} cannot stand in a formula", path, hint)
        elif name in FUNCTIONS or name == "answer":
            yield Fault("draw", f"{name} has a meaning of its own", path, "choose another")


def tried(draw: Mapping[str, Draw]) -> Iterator[tuple[dict[str, float], bool]]:
    """Every combination of the ends of a sound draw, then some numbers in between, always the same; is it a
    corner? Nothing drawn is one.
    """
    for corner in product(*(one.ends() for one in draw.values())):
        yield dict(zip(draw, corner, strict=True)), True
    for index in range(_BETWEEN if draw else 0):
        steps = zip(draw.items(), _STRIDES, strict=False)
        yield {name: one.at(index * stride % one.count()) for (name, one), stride in steps}, False
