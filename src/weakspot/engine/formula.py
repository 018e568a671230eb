"""Numbers drawn for a question, and formulas over them, which are parsed once and whose
cost is bounded.
"""

import ast
import keyword
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product

import msgspec

from weakspot.engine.values import Fault

LONGEST = 200
"""The most characters of a formula."""

# a number, a name, a sign, or anything else; compiled when a formula is parsed
_TOKEN = (
    r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
    r"|[A-Za-z_][A-Za-z0-9_]*|\*\*|[-+*/(),]|(\S)"
)

SIGN_HINTS = {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-"}
"""Signs of arithmetic on paper, and what to write for them in a formula."""
MAX_NAMES = 8
"""The most names in one draw."""
_MAX_STEPS = 1_000_000
_INNER_TRIALS = 24
_TRIAL_STRIDES = (
    7919,
    104729,
    1299709,
    15485863,
    179424673,
    32452843,
    49979687,
    67867967,
)


class FormulaError(ValueError):
    """A formula cannot be parsed, or has no finite real value; the text says why."""


def _power(base: float, exponent: float) -> float:
    if abs(base) > 1e6 or abs(exponent) > 64:
        raise FormulaError(
            "a power too large: the base may be up to 1e6, the exponent up to 64"
        )
    return math.pow(base, exponent)


def _error_of(value: float) -> float:
    """The rounding error that binary arithmetic may have left in `value`:
    100 * 1.1 is 110.00000000000001.
    """
    return min(0.1, max(1.0, abs(value)) * 1e-14)


def _floor(value: float) -> float:
    return math.floor(value + _error_of(value))


def _ceil(value: float) -> float:
    return math.ceil(value - _error_of(value))


def _round(value: float, digits: float = 0.0) -> float:
    """Round as people do, halves away from 0; Python rounds 2.5 to 2."""
    return round(
        value + math.copysign(_error_of(value), value),
        int(max(-20.0, min(20.0, digits))),
    )


FUNCTIONS: dict[str, tuple[Callable[..., float], int, int]] = {
    "min": (min, 2, 9),
    "max": (max, 2, 9),
    "round": (_round, 1, 2),
    "abs": (abs, 1, 1),
    "floor": (_floor, 1, 1),
    "ceil": (_ceil, 1, 1),
    "sqrt": (math.sqrt, 1, 1),
    "log": (math.log, 1, 2),
}
"""The functions of a formula, with the fewest and most arguments;
`log(x)` is the natural logarithm.
"""

Evaluator = Callable[[Mapping[str, float]], float]
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: _power,
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


class Formula:
    """A checked formula; `names` are those of the numbers it needs."""

    def __init__(self, tree: ast.expr) -> None:
        self._evaluate = _compile(tree)
        names = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        self.names = tuple(
            dict.fromkeys(name for name in names if name not in FUNCTIONS)
        )

    def evaluate(self, numbers: Mapping[str, float]) -> float:
        """The value, finite and real. FormulaError if there is none; KeyError if a
        number is missing.
        """
        try:
            value = self._evaluate(numbers)
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
def parse_formula(text: str) -> Formula:
    """Parse a formula. Raises FormulaError if `text` is not one, or is too long."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters, more than {LONGEST}")
    try:
        return Formula(ast.parse(" ".join(_tokenize(text)), mode="eval").body)
    except FormulaError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("not a formula that can be read") from None


def _tokenize(text: str) -> list[str]:
    """The tokens of a formula: joined by spaces,
    they form no other Python syntax than meant.
    """
    tokens = []
    for found in re.finditer(_TOKEN, text):
        if sign := found[1]:
            hint = f"; write {SIGN_HINTS[sign]}" if sign in SIGN_HINTS else ""
            raise FormulaError(f"“{sign}” has no meaning in a formula{hint}")
        tokens.append(found[0])
    return tokens


def _compile(node: ast.expr) -> Evaluator:
    """Compile a node into a function that evaluates it, in floats, so that no value
    grows in size.

    Raises FormulaError for anything but arithmetic on numbers, names and the FUNCTIONS.
    """
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(
            value, bool
        ):
            return lambda numbers: float(value)
        case ast.Name(id=name):
            if name in FUNCTIONS:
                raise FormulaError(
                    f"`{name}` is a function: give it values in brackets"
                )
            return lambda numbers: float(numbers[name])
        case ast.BinOp(op=op) if type(op) in _BINARY:
            work, left, right = (
                _BINARY[type(op)],
                _compile(node.left),
                _compile(node.right),
            )
            return lambda numbers: work(left(numbers), right(numbers))
        case ast.UnaryOp(op=op) if type(op) in _UNARY:
            sign, inner = _UNARY[type(op)], _compile(node.operand)
            return lambda numbers: sign(inner(numbers))
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
            function, fewest, most = FUNCTIONS[name]
            if not fewest <= len(node.args) <= most:
                raise FormulaError(
                    f"`{name}` takes {fewest} to {most} values, not {len(node.args)}"
                )
            values = [_compile(inner) for inner in node.args]
            return lambda numbers: float(
                function(*(value(numbers) for value in values))
            )
        case ast.Call():
            raise FormulaError(f"the functions are {', '.join(FUNCTIONS)}")
        case ast.Tuple(elts=[_, *_]):
            raise FormulaError(
                "a comma only parts the values of a function: 1,200 is written 1200"
            )
    raise FormulaError("only numbers, drawn names, + - * / ** and functions are read")


class Draw(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number to draw: from `min` to `max` in steps of `step` (default 1), or one from
    the list `of`.
    """

    min: float | None = None
    max: float | None = None
    step: float | None = None
    of: tuple[float, ...] | None = None

    def count(self) -> int:
        """The number of values to draw from, if the draw is sound."""
        if self.of is not None:
            return len(self.of)
        return (
            math.floor(
                ((self.max or 0.0) - (self.min or 0.0)) / (self.step or 1.0) + 1e-9
            )
            + 1
        )

    def value_at(self, index: int) -> float:
        """The value at this index, from 0, without the rounding errors
        of binary arithmetic.
        """
        if self.of is not None:
            return self.of[index]
        return float(f"{(self.min or 0.0) + index * (self.step or 1.0):.12g}")

    def bounds(self) -> tuple[float, float]:
        """The least and the greatest value."""
        if self.of is not None:
            return min(self.of), max(self.of)
        return self.value_at(0), self.value_at(self.count() - 1)

    def find_fault(self) -> str | None:
        """Say why nothing can be drawn; None if the draw is sound."""
        if self.of is not None:
            if (self.min, self.max, self.step) != (None, None, None):
                return "either `of`, or `min` and `max`"
            return None if self.of else "`of` nothing"
        if self.min is None or self.max is None:
            return "neither `of`, nor `min` and `max`"
        if (
            not (math.isfinite(self.min) and math.isfinite(self.max))
            or self.min > self.max
        ):
            return f"from {self.min:g} to {self.max:g}"
        if self.step is not None and not 0 < self.step < math.inf:
            return f"a step of {self.step:g}"
        if (self.max - self.min) / (self.step or 1.0) > _MAX_STEPS:
            return f"more than {_MAX_STEPS:,} steps"
        return None


def draw_faults(draw: Mapping[str, Draw]) -> Iterator[Fault]:
    """Faults of a question's draw, name by name."""
    if len(draw) > MAX_NAMES:
        yield Fault(
            "draw",
            f"{len(draw)} numbers drawn, more than {MAX_NAMES}",
            ("draw",),
            "draw fewer",
        )
    for name, numbers in draw.items():
        path = ("draw", name)
        fault = numbers.find_fault()
        if fault is not None:
            yield Fault("draw", f"cannot be drawn: {fault}", path)
        if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
            hint = "letters, digits and _, and not a Python keyword"
            yield Fault("draw", f"{name[:40]} cannot stand in a formula", path, hint)
        elif name in FUNCTIONS or name == "answer":
            yield Fault(
                "draw", f"{name} has a meaning of its own", path, "choose another"
            )


def trial_numbers(draw: Mapping[str, Draw]) -> Iterator[tuple[dict[str, float], bool]]:
    """Numbers to try a sound draw with, always the same,
    each with whether it is a corner.

    First every corner, a combination of bounds; then some numbers in between. No draw
    has one empty corner.
    """
    for corner in product(*(one.bounds() for one in draw.values())):
        yield dict(zip(draw, corner, strict=True)), True
    for index in range(_INNER_TRIALS if draw else 0):
        steps = zip(draw.items(), _TRIAL_STRIDES, strict=False)
        yield (
            {
                name: one.value_at(index * stride % one.count())
                for (name, one), stride in steps
            },
            False,
        )
