"""Text as both the screen and the lines of text show it."""

import os
import re
from datetime import date
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
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
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
    unsure: str = "◐"
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
        return (
            ":" if 0x2800 <= code < 0x2900 else chr(code)
        )  # braille, as used by charts


UNICODE_MARKS = Marks()
BRAND = "◆\u00a0"
"""The sign before a title: the mark of a weak topic, set apart from it by a no-break
space.
"""
ASCII_MARKS = Marks("+", "x", "~", "!", "o", "#", ".", "f", "->")
DRAWING_SIGNS = "○. ▌> ━= ╍- ─. ═: ╌' │| ┃| ▪o ■# ▁_ ▂_ ▃- ▄= ▅+ ▆* ▇% █# ▀\" ▔- ▊| ▎|"
PUNCTUATION_SIGNS = '→> ←< ↑^ ↓v …. •* –- −- ×x ≈~ “" ”" „" ‘\' ’\''
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
    """Whether more than lines can be shown on `out`, such as a screen or a bar."""
    return out.isatty() and os.environ.get("TERM") not in DUMB_TERMS


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
    """The mark of a topic in `state`: weak, perhaps, known, unsure or untried."""
    by_state = {"weak": marks.weak, "known": marks.known, "untried": marks.untried}
    return by_state.get(state, marks.unsure)


STATE_WORDS = {"perhaps": "perhaps weak", "untried": "not tried"}
"""The words for those states of a topic that are not shown by their own name."""


def state_word(state: str, misses: int = 1) -> str:
    """A topic's state as a player reads it; only a topic with `misses` of its own is
    called perhaps weak.
    """
    shown = "unsure" if state == "perhaps" and not misses else state
    return STATE_WORDS.get(shown, shown)


STATE_MEANINGS = (
    (
        "weak",
        (
            "weak: missed, likely not by chance, until right on two questions, on "
            "two days at least"
        ),
    ),
    ("unsure", "unsure, or perhaps weak: needs more answers"),
    ("known", "known: likely 70 % or more, by two questions"),
    ("untried", "not tried"),
)
"""The states that have their own mark, with what they mean."""


def state_legend(marks: Marks = UNICODE_MARKS) -> list[str]:
    """The marks of topics, each with its word."""
    return [
        f"{topic_mark(state, marks)} {state_word(state)}" for state, _ in STATE_MEANINGS
    ]


def verdict_mark(score: float, marks: Marks = UNICODE_MARKS) -> str:
    """The mark of a score: right at 1, wrong at 0, else partly."""
    if score >= 1:
        return marks.right
    return marks.partly if score > 0 else marks.wrong


def verdict_words(score: float, note: str | None, unknown: bool) -> str:
    """A verdict in a few kind words, with its `note`; `unknown` where the player said
    “I don't know”.
    """
    if score >= 1:
        return f"Right · {note}" if note else "Right"
    if unknown and score <= 0:
        return "Not known yet"
    word = "Partly" if score > 0 else "Missed"
    return f"{word}: {note}" if note else word


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


def truncate(text: str, width: int, marks: Marks = UNICODE_MARKS) -> str:
    """Cut `text` to `width` characters, with `…` at the end where something was cut
    off.
    """
    dots = translate_signs("…", marks)
    return text if len(text) <= width else text[: width - len(dots)] + dots


def percent(share: float) -> str:
    """“41 %”, of a share in 0..1."""
    return f"{round(100 * share)} %"


def range_words(low: float, high: float) -> str:
    """“55 to 71”, in per cent, of two shares in 0..1."""
    return f"{round(100 * low)} to {round(100 * high)}"


def format_count(number: int, noun: str, nouns: str = "") -> str:
    """“1 question”, “2 questions”; `nouns` is the plural where it does not just add an
    `s`.
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or f'{noun}s'}"


def times_words(number: int) -> str:
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def format_duration(seconds: float) -> str:
    """“48 s”, “8 min 12 s”, “8 min”, “1 h 5 min”."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s".removesuffix(" 0 s")
    return f"{whole // 3600} h {whole % 3600 // 60} min".removesuffix(" 0 min")


def format_minutes(seconds: float, brief: bool = False) -> str:
    """“about 8 min”, or “8 min” if `brief`; at least one minute."""
    words = f"{max(1, round(seconds / 60))} min"
    return words if brief else f"about {words}"


def days_between(earlier: str, later: str) -> int:
    """The days from one ISO date to another, negative if `later` lies before
    `earlier`.
    """
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def date_words(day: str, today: str | None = None) -> str:
    """“3 Oct”, of an ISO date; “3 Oct 2025” where that is not the year of `today`."""
    parsed = date.fromisoformat(day)
    words = f"{parsed.day} {MONTHS[parsed.month - 1]}"
    return words if today is None or today[:4] == day[:4] else f"{words} {parsed.year}"


def ago_words(day: str, today: str) -> str:
    """“today”, “yesterday”, “9 days ago”."""
    days = max(0, days_between(day, today))
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def ahead_words(day: str, today: str) -> str:
    """“today”, “tomorrow”, “in 9 days”."""
    days = max(0, days_between(today, day))
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def reason_line(reason: str, misses: int, last: str | None, today: str) -> str:
    """Why a question was drawn, in one short sentence; its idea was asked last on
    `last`, None if never.
    """
    if reason in ("weak", "perhaps"):
        if misses and last is not None:
            return (
                f"You missed this idea {times_words(misses)}, last asked "
                f"{ago_words(last, today)}."
            )
        where = "a weak topic" if reason == "weak" else "a topic that is perhaps weak"
        new = f"New to you, in {where}."
        return (
            new
            if last is None
            else f"From {where}, last asked {ago_words(last, today)}."
        )
    if last is None:
        return "New to you."
    when = ago_words(last, today)
    if not misses and reason != "due" and when == "today":
        return "Once more today, to keep it."
    lead = "Due again" if reason == "due" else "Once more" if misses else "To keep it"
    missed = f"missed {times_words(misses)}, " if misses else ""
    return f"{lead}: {missed}last asked {when}."
