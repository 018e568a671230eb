"""Text made safe, and written in the signs that a terminal has."""

import os
import re
from typing import NamedTuple, TextIO

SMALLEST_TERMINAL = (36, 10)
"""The columns and rows that the screen needs at least."""

DUMB_TERMS = ("dumb", "unknown")
"""Values of TERM for terminals of lines only, where Textual keeps misjudging the size
and gets no keys.
"""

# Not compiled here, since that takes time and nearly every text is printable:
_INVISIBLE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_INVISIBLE_IN_LINE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Spell out the characters that a terminal would obey: control and bidi characters,
    lone surrogates.

    ESC becomes `<U+001B>`. Newlines and tabs stay.
    """
    return text if text.isprintable() else re.sub(_INVISIBLE, _spell_out, text)


def one_line(value: object) -> str:
    """A name, a path or another text as one safe line: as `visible`, newlines and tabs
    spelled out too.
    """
    text = str(value)
    return text if text.isprintable() else re.sub(_INVISIBLE_IN_LINE, _spell_out, text)


def _spell_out(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


class Marks(NamedTuple):
    """The signs that carry a meaning, so that none rests on colour alone."""

    right: str = "✓"
    wrong: str = "✗"
    partly: str = "~"
    weak: str = "◆"
    perhaps: str = "◔"
    good: str = "◑"
    known: str = "●"
    untried: str = "·"
    flag: str = "⚑"
    arrow: str = "→"


class SignTable(dict[int, str]):
    """A table for `str.translate` that keeps every width; drawing characters become
    their nearest match.
    """

    def __missing__(self, code: int) -> str:
        if 0x2500 <= code < 0x25A0:
            return "+" if code < 0x2580 else "#"  # the rest of boxes and blocks
        # braille, as used by charts
        return ":" if 0x2800 <= code < 0x2900 else chr(code)


UNICODE_MARKS = Marks()
BRAND = "◆\u00a0"
"""The sign before a title: the mark of a weak topic,
set apart from it by a no-break space.
"""
ASCII_MARKS = Marks("+", "x", "~", "!", "?", "o", "#", ".", "f", "->")
DRAWING_SIGNS = (
    "○. □. ▌> ━= ╍- ─. ═: ╌' │| ┃| ▪o ■# ▁_ ▂_ ▃- ▄= ▅+ ▆* ▇% █# ▀\" ▔- ▊| ▎|"
)
PUNCTUATION_SIGNS = '→> ←< ↑^ ↓v ▲^ ▼v …. •* –- −- ×x ≈~ “" ”" „" ‘\' ’\''
CELL_SIGNS = SignTable(
    {ord(sign): plain for sign, plain in zip(UNICODE_MARKS, ASCII_MARKS, strict=True)}
    | {ord(pair[0]): pair[1] for pair in f"{DRAWING_SIGNS} {PUNCTUATION_SIGNS}".split()}
)
"""The ASCII sign for each of our signs, each one cell wide."""
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
PLAIN_SIGNS = SignTable(
    CELL_SIGNS
    | str.maketrans({"·": "-", "→": "->", "…": "..."})
    | dict(zip(map(ord, SUPERSCRIPTS), "0123456789-", strict=True))
)
"""The same for lines of text, where a sign may become wider."""


def can_draw(out: TextIO) -> bool:
    """True if more than lines can be shown on `out`, such as a screen or a bar."""
    return out.isatty() and os.environ.get("TERM") not in DUMB_TERMS


def is_served() -> bool:
    """True if this process plays for a page of `weakspot serve`, which draws what it
    writes.
    """
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def choose_marks(out: TextIO, wanted: str = "auto") -> Marks:
    """Choose the marks `wanted`: unicode, ascii, or auto, which is ASCII where `out`
    cannot show the others.

    It cannot if its encoding lacks them, or if it is a console whose fonts do.
    """
    if wanted == "auto":
        try:
            "".join(UNICODE_MARKS).encode(out.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            wanted = "ascii"
        if os.environ.get("TERM") == "linux" and out.isatty():
            wanted = "ascii"
    return ASCII_MARKS if wanted == "ascii" else UNICODE_MARKS


def translate_signs(text: str, marks: Marks) -> str:
    """Write `text` for an output with these marks: in ASCII, each sign as its nearest,
    and 10⁹ as 10^9.
    """
    if marks is not ASCII_MARKS:
        return text
    return re.sub(f"[{SUPERSCRIPTS}]+", r"^\g<0>", text).translate(PLAIN_SIGNS)


def topic_mark(state: str, marks: Marks = UNICODE_MARKS) -> str:
    """The mark of a topic in `state`; one that is open may yet be weak."""
    by_state = {
        "weak": marks.weak,
        "good": marks.good,
        "known": marks.known,
        "untried": marks.untried,
    }
    return by_state.get(state, marks.perhaps)


def verdict_mark(score: float, marks: Marks = UNICODE_MARKS) -> str:
    """The mark of a score: right at 1, wrong at 0, else partly."""
    if score >= 1:
        return marks.right
    return marks.partly if score > 0 else marks.wrong


def parse_inline(text: str) -> list[tuple[str, str]]:
    """Split a text at its `code` and **strong** marks into runs of (text, "code",
    "strong" or "").
    """
    runs = []
    for at, run in enumerate(re.split(r"(`[^`\n]+`|\*\*[^*\n]+\*\*)", visible(text))):
        if at % 2:  # re.split puts what the pattern matched at the odd places
            runs.append((run[1:-1], "code") if run[0] == "`" else (run[2:-2], "strong"))
        elif run:
            runs.append((run, ""))
    return runs


def sentence(message: str) -> str:
    """The message of an error as a sentence: with a capital, unless it begins with the
    name of a file or the like, and a full stop.
    """
    first = message.partition(" ")[0]
    head = message[:1].upper() if first.isalpha() else message[:1]
    return f"{head}{message[1:]}{'' if message.endswith('.') else '.'}"


def truncate(text: str, width: int, marks: Marks = UNICODE_MARKS) -> str:
    """Cut `text` to `width` characters, with `…` at the end where something
    was cut off.
    """
    dots = translate_signs("…", marks)
    return text if len(text) <= width else text[: width - len(dots)] + dots


def format_count(number: int, noun: str, nouns: str = "") -> str:
    """“1 question”, “2 questions”; `nouns` is the plural where it does not just
    add an `s`.
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or f'{noun}s'}"
