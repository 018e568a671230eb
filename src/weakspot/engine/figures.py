"""Numbers as people type and read them."""

import re
import unicodedata

from weakspot.engine.formula import SIGN_HINTS, FormulaError, parse_formula

OPERATOR = r"[0-9.)]\s*(?:[-+*×·/÷−^]|\*\*)\s*[0-9.(]"
"""The signs that make a text a calculation."""
LONGEST = 60
"""The most characters of a typed number."""

# Compiled when a number is parsed, to keep the start fast.
_NUMBER = r"(?i)([-+]?)\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]{1,3})?"
_GROUPED = r"(?<![0-9.,])([1-9][0-9]{0,2})((?:[, '’_][0-9]{3})+)(?![0-9])"
_DECIMAL_COMMA = r"(?<![0-9.,])([0-9]+),([0-9]+)(?![0-9.,])"
_SCALES = {
    "": 1.0, "%": 0.01,
    "k": 1e3, "thousand": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9,
    "tn": 1e12, "trillion": 1e12, "trillions": 1e12,
}  # fmt: skip
_DIMES = (
    r"(?i)[$€£¥]-?[0-9,]*\.[0-9](?!\.?[0-9]| "
    rf"?(?:{'|'.join(filter(str.isalpha, _SCALES))})\b)"
)
_CURRENCY = "$€£¥"
_MINUS = str.maketrans("−–", "--")


def parse_number(text: str, unit: str | None = None) -> float | None:
    """Parse a number that a player typed; None if it is not a number.

    Accepts `1,200`, `1 200`, `0,5`, `1.2k`, `3 million`, `1e3`, `$1.50`, `50 %`, with
    or without the unit on either side. A per cent counts as a hundredth, except where
    the unit is `%`.
    """
    text = _bare(text, unit)
    found = re.match(_NUMBER, text)
    if found is None or len(text) > LONGEST:
        return None
    rest = text[found.end() :].strip()
    # metres, minutes: only M is a million
    scale = None if rest == "m" else _SCALES.get(rest.casefold())
    if scale is None:
        return None
    word = split_unit(unit)[1].partition(" ")[0].casefold()
    if rest and len(word) > 2:
        # 7.8M is 7.8 where the unit is “million $” or “million tokens”
        scale /= _SCALES.get(word, 1.0)
    value = float(found[1] + found[2] + (found[3] or "")) * scale
    return value if abs(value) <= 1e300 else None


def _bare(text: str, unit: str | None) -> str:
    """The text without its unit and the signs between thousands, and with a dot for a
    decimal comma.
    """
    text = (
        unicodedata.normalize("NFKC", text[: 10 * LONGEST])
        .translate(_MINUS)
        .strip()
        .lstrip("~≈=")
        .strip()
    )
    before, after = split_unit(unit)
    text = (
        _without_unit(text.strip(f"{before} "), after)
        if before and after
        else _without_unit(text, unit)
    )
    if unit is None or unit.strip() not in _CURRENCY:
        text = text.strip(_CURRENCY + " ")
    text = re.sub(r"^([-+]) ?[$€£¥] ?", r"\1", text)
    text = re.sub(_GROUPED, lambda found: found[1] + re.sub(r"\D", "", found[2]), text)
    return re.sub(_DECIMAL_COMMA, r"\1.\2", text)


def _without_unit(text: str, unit: str | None) -> str:
    """Remove the unit from the start or the end of `text`, whatever its case."""
    unit = unicodedata.normalize("NFKC", unit or "").strip()
    if not unit:
        return text
    low, known = text.casefold(), unit.casefold()
    sign = text[:1] if text[:1] in "-+" else ""
    if low[len(sign) :].startswith(known):
        return sign + text[len(sign) + len(unit) :].strip()
    for ending in (known, known.removesuffix("s")):
        if (
            ending
            and low.endswith(ending)
            and low[: -len(ending)].rstrip()[-1:].isalnum()
        ):
            return text[: len(text) - len(ending)].strip()
    return text


def calculate(text: str, unit: str | None = None) -> list[float]:
    """The value of a calculation that a player typed; none of a range, such as 10-20,
    or anything else.
    """
    text = _bare(text, unit)
    for sign, written in SIGN_HINTS.items():
        text = text.replace(sign, written)
    if not re.search(OPERATOR, text) or re.search("[A-Za-z%]", text):
        return []
    try:
        value = parse_formula(text).evaluate({})
    except FormulaError:
        return []
    # one goes up: 10 - 4 is none
    is_range = value < 0 and re.fullmatch(r"[0-9.]+\s*-\s*[0-9.]+", text)
    return [] if is_range else [value]


def format_number(value: float) -> str:
    """Format a number as people write it: `1,200`, `0.5`, never `1.0`."""
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e15:
        return (
            f"{value:,.12f}".rstrip("0").rstrip(".")
            if abs(value) < 1
            else f"{value:,.15g}"
        )
    return f"{value:.15g}" if abs(value) >= 1 else f"{value:.9g}"


def format_rounded(value: float, margin: float) -> str:
    """Format a number with as few digits as possible, at least three, within a tenth of
    `margin` of it.
    """
    if abs(value) >= 1e15:
        return format_number(value)
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    for digits in range(3, 16):
        near = (
            round(value, max(0, digits - whole))
            if abs(value) >= 1e-3
            else float(f"{value:.{digits}g}")
        )
        if abs(near - value) <= margin / 10:
            return format_number(near)
    return format_number(value)


def split_unit(unit: str | None) -> tuple[str, str]:
    """Split a unit into what stands before its number and what behind: `$` and
    `million` of “million $”.
    """
    words = (unit or "").split()
    before = "".join(word for word in words if word in _CURRENCY)
    return before, " ".join(word for word in words if word not in _CURRENCY)


def with_unit(text: str, unit: str | None) -> str:
    """A number with its unit: a currency before it, anything else after it."""
    before, after = split_unit(unit)
    return with_cents(f"{before}{text} {after}".rstrip())


def with_cents(text: str) -> str:
    """The text with `$7.8` written `$7.80`, as people write amounts;
    `$7.8 million` stays.
    """
    return re.sub(_DIMES, r"\g<0>0", text)
