"""Text as every face shows it."""

import os
import re
from datetime import date
from typing import NamedTuple, TextIO

SMALLEST = (36, 10)
"""Columns and rows of a terminal that the screen needs."""

DUMB = ("dumb", "unknown")
"""What TERM says of a terminal for lines alone; Textual mistakes its size without end, and heeds no key."""

_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_UNSEEN_IN_LINE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def visible(text: str, line: bool = False) -> str:
    """`text` with what a terminal would obey spelled out: control and bidi characters, lone surrogates.

    ESC becomes `<U+001B>`. Newlines and tabs stay, unless `line` asks for one safe line, as for names.
    """
    if text.isprintable():  # nearly always, and a pattern takes its time to make
        return text
    pattern = _UNSEEN_IN_LINE if line else _UNSEEN
    return re.sub(pattern, lambda found: f"<U+{ord(found[0]):04X}>", text)


class Marks(NamedTuple):
    """The signs that stand for a meaning, so that none rests on colour alone."""

    right: str = "✓"
    wrong: str = "✗"
    partly: str = "~"
    weak: str = "◆"
    unsure: str = "◐"
    known: str = "●"
    untried: str = "·"
    flag: str = "⚑"
    arrow: str = "→"


class Signs(dict[int, str]):
    """A table for `str.translate` that keeps every width; what only draws becomes its nearest."""

    def __missing__(self, code: int) -> str:
        if 0x2500 <= code < 0x25A0:
            return "+" if code < 0x2580 else "#"  # the rest of boxes and blocks
        return ":" if 0x2800 <= code < 0x2900 else chr(code)  # braille, as charts have it


UNICODE_MARKS = Marks()
BRAND = "◆\u00a0"
"""The sign before a title: the mark of a weak topic with a space that tells it from one."""
ASCII_MARKS = Marks("+", "x", "~", "!", "o", "#", ".", "f", "->")
DRAWN = "○. ▌> ━= ╍- ─. ═: ╌' │| ┃| ▪o ■# ▁_ ▂_ ▃- ▄= ▅+ ▆* ▇% █# ▀\" ▔- ▊| ▎|"
WRITTEN = '→> ←< ↑^ ↓v …. •* –- −- ×x ≈~ “" ”" „" ‘\' ’\''
CELL_SIGNS = Signs(
    {ord(sign): plain for sign, plain in zip(UNICODE_MARKS, ASCII_MARKS, strict=True)}
    | {ord(pair[0]): pair[1] for pair in f"{DRAWN} {WRITTEN}".split()}
)
"""The ASCII sign for each sign of ours, a cell for a cell."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
PLAIN_SIGNS = Signs(
    CELL_SIGNS
    | str.maketrans({"·": "-", "→": "->", "…": "..."})
    | dict(zip(map(ord, RAISED), "0123456789-", strict=True))
)
"""The same for lines of text, which have more room."""


def marks_for(out: TextIO, wanted: str = "auto") -> Marks:
    """The marks `wanted`, unicode or ascii; auto: ASCII ones where `out` cannot carry the others.

    That is so by its encoding, or on a console whose fonts lack them.
    """
    if wanted == "auto":
        try:
            "".join(UNICODE_MARKS).encode(out.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            wanted = "ascii"
        if os.environ.get("TERM") == "linux" and out.isatty():
            wanted = "ascii"
    return ASCII_MARKS if wanted == "ascii" else UNICODE_MARKS


def written(text: str, marks: Marks) -> str:
    """`text` for an output with these marks: signs that plain ASCII lacks as their nearest, 10⁹ as 10^9."""
    if marks is not ASCII_MARKS:
        return text
    return re.sub(f"[{RAISED}]+", r"^\g<0>", text).translate(PLAIN_SIGNS)


def topic_mark(state: str, marks: Marks = UNICODE_MARKS) -> str:
    """The mark of a topic in `state`: weak, perhaps, known, unsure or untried."""
    shown = {"weak": marks.weak, "known": marks.known, "untried": marks.untried}
    return shown.get(state, marks.unsure)


STATES = {"perhaps": "perhaps weak", "untried": "not tried"}
"""How the states of a topic are told where that is not their own name."""


def state_word(state: str, misses: int = 1) -> str:
    """A topic's state as a player reads it; perhaps weak is only said of one with a miss of its own."""
    told = "unsure" if state == "perhaps" and not misses else state
    return STATES.get(told, told)


STATES_TOLD = (
    ("weak", "weak: missed, likely not by chance, until right on two questions, on two days at least"),
    ("unsure", "unsure, or perhaps weak: needs more answers"),
    ("known", "known: likely 70 % or more, by two questions"),
    ("untried", "not tried"),
)
"""The states that have a mark of their own, in a few words more."""


def state_legend(marks: Marks = UNICODE_MARKS) -> list[str]:
    """What the marks of topics mean: each with its word."""
    return [f"{topic_mark(state, marks)} {state_word(state)}" for state, _ in STATES_TOLD]


def verdict_mark(score: float, marks: Marks = UNICODE_MARKS) -> str:
    """The mark of a score: right at 1, wrong at 0, else partly."""
    if score >= 1:
        return marks.right
    return marks.partly if score > 0 else marks.wrong


def verdict_words(score: float, note: str | None, unknown: bool) -> str:
    """A verdict in a few kind words."""
    if score >= 1:
        return f"Right · {note}" if note else "Right"
    if unknown and score <= 0:
        return "Not known yet"
    word = "Partly" if score > 0 else "Missed"
    return f"{word}: {note}" if note else word


def inline(text: str) -> list[tuple[str, str]]:
    """The runs of a text with `code` and **strong** marks, as (text, "code", "strong" or "")."""
    runs = []
    for at, run in enumerate(re.split(r"(`[^`\n]+`|\*\*[^*\n]+\*\*)", visible(text))):
        if at % 2:  # what the pattern met stands between what it did not
            runs.append((run[1:-1], "code") if run[0] == "`" else (run[2:-2], "strong"))
        elif run:
            runs.append((run, ""))
    return runs


def cut(text: str, width: int, marks: Marks = UNICODE_MARKS) -> str:
    """`text`, cut to `width` characters, with `…` where it had to be."""
    dots = written("…", marks)
    return text if len(text) <= width else text[: width - len(dots)] + dots


def percent(share: float) -> str:
    """A share of 0..1 as “41 %”."""
    return f"{round(100 * share)} %"


def range_words(low: float, high: float) -> str:
    """Two shares of 0..1 as “55 to 71”, in per cent."""
    return f"{round(100 * low)} to {round(100 * high)}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """“1 question”, “2 questions”; `nouns` where more than one is not just an `s` more."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or f'{noun}s'}"


def times(number: int) -> str:
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def duration(seconds: float) -> str:
    """“48 s”, “8 min 12 s”, “8 min”, “1 h 5 min”."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s".removesuffix(" 0 s")
    return f"{whole // 3600} h {whole % 3600 // 60} min".removesuffix(" 0 min")


def minutes(seconds: float, brief: bool = False) -> str:
    """“about 8 min”, in brief “8 min”; at least one."""
    told = f"{max(1, round(seconds / 60))} min"
    return told if brief else f"about {told}"


def days_apart(earlier: str, later: str) -> int:
    """Whole days from one ISO date to another, negative if it lies before."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def date_words(day: str, today: str | None = None) -> str:
    """An ISO date as “3 Oct”; as “3 Oct 2025” where that is not the year of `today`."""
    one = date.fromisoformat(day)
    words = f"{one.day} {MONTHS[one.month - 1]}"
    return words if today is None or today[:4] == day[:4] else f"{words} {one.year}"


def ago(day: str, today: str) -> str:
    """“today”, “yesterday”, “9 days ago”."""
    days = max(0, days_apart(day, today))
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def ahead(day: str, today: str) -> str:
    """“today”, “tomorrow”, “in 9 days”."""
    days = max(0, days_apart(today, day))
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def reason_line(reason: str, misses: int, last: str | None, today: str) -> str:
    """Why a question was drawn, as one short sentence."""
    if reason in ("weak", "perhaps"):
        if misses and last is not None:
            return f"You missed this idea {times(misses)}, last asked {ago(last, today)}."
        where = "a weak topic" if reason == "weak" else "a topic that is perhaps weak"
        return f"New to you, in {where}." if last is None else f"From {where}, last asked {ago(last, today)}."
    if last is None:
        return "New to you."
    when = ago(last, today)
    if not misses and reason != "due" and when == "today":
        return "Once more today, to keep it."
    lead = "Due again" if reason == "due" else "Once more" if misses else "To keep it"
    missed = f"missed {times(misses)}, " if misses else ""
    return f"{lead}: {missed}last asked {when}."


def needs_line(needs: tuple[int, int]) -> str:
    """What lets a weak topic go: the right questions and days still missing."""
    questions, days = needs
    if questions and days:
        on = "on 2 days" if days > 1 else "on another day"
        return f"right on {counted(questions, 'more question')}, {on}"
    if questions:
        return "right on another question"
    return "right again on another day" if days else "a few more right answers"


def needs_brief(needs: tuple[int, int]) -> str:
    """The same in a few words."""
    questions, days = needs
    if questions > 1:
        return "right on 2 days"
    if days:
        return "right another day"
    return "right on 1 more" if questions else "a few more right"
