"""Mastery as a bar, topics as dots, days as marks, scores as big figures."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.mastery import Standing
from weakspot.engine.session import Move
from weakspot.engine.summing import is_up, move_figures, move_words
from weakspot.text import BRAND, STATES_TOLD, topic_mark
from weakspot.ui.widgets.content import GAP, NARROW, cell, cut, joined, plain, row_of, spread

STATE_STYLES = {"weak": "$warning", "known": "$accent"}
BAR = 20
SHORTEST_BAR = 6
MOVE_BAR, MOVE_NAME = 10, 20
"""Columns that the bar of a move takes at least, and those that its words leave to its name."""
HEAT = (("·", "$faint"), ("▪", "$heat-1"), ("▪", "$heat-2"), ("■", "$heat-2"), ("■", "$accent"))

DIGITS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
}


def state_mark(state: str) -> Content:
    """The mark of a topic's state in its colour."""
    return joined((topic_mark(state), STATE_STYLES.get(state, "$muted")))


def brand(title: str) -> Content:
    """A title behind our sign."""
    return joined((BRAND, "$warning"), (title, "bold"))


def score_style(score: float) -> str:
    """The colour of a score, in 0..1: right, partly, wrong."""
    if score >= 1:
        return "$success"
    return "$warning" if score > 0 else "$error"


COUNTED = (
    ("mastery", "% of unseen questions you would get right"),
    ("━ ╍ ─", "its range: sure of, could be, not yet"),
    ("idea", "what a question asks, in whatever words"),
    ("due", "ideas you may be forgetting; no debt: today's round asks first what you know least"),
)
"""What the figures beside the marks count."""
TOPIC_MARKS = (*((topic_mark(state), words) for state, words in STATES_TOLD), *COUNTED)
"""What the marks of topics mean, for the help of the screens that show them."""


def heat(level: int, today: bool = False) -> Content:
    """A day's mark: how much was answered, 0 to 4."""
    mark, style = HEAT[level]
    return joined((mark, "bold $foreground" if today else style))


def week_lines(levels: Sequence[int], width: int) -> list[Content]:
    """This week from Monday: a mark a day, the last of `levels` being today."""
    marks = [heat(level, at == len(levels)) for at, level in enumerate(levels, 1)]
    marks += [heat(0)] * (7 - len(levels))
    days = plain("  ".join("MTWTFSS"), "$muted")
    return [days, spread(Content("  ").join(marks), plain("this week", "$muted"), width)]


def mastery_bar(standing: Standing, weak: bool, width: int = BAR) -> Content:
    """`━` to the low end of the range, `╍` to its high end, `─` to the full width."""
    low, high = round(standing.low * width), round(standing.high * width)
    style = "$warning" if weak else "$accent"
    return joined(("━" * low, style), ("╍" * (high - low), style), ("─" * (width - high), "$faint"))


def move_lines(
    moves: Sequence[Move], titles: Mapping[str, str], width: int, moved: float = 1.0
) -> list[Content]:
    """A line a topic: mark, name, bar, figures and what they mean; where it is narrow, name and figures.

    Words that a mark tells, too, go before the bar does, and that before a name is cut. `titles` are the
    topics' by key; the bars are `moved` so far, 0 to 1, from before to after.
    """
    names = [joined(state_mark(move.state), " ", plain(titles[move.topic])) for move in moves]
    figures = [plain(move_figures(move), "$accent" if is_up(move) else "") for move in moves]
    if width < NARROW:
        return [spread(name, figure, width) for name, figure in zip(names, figures, strict=True)]
    barred = 2 * sum(move.different >= 2 for move in moves) >= len(moves)  # few are not worth shorter words
    room = width - longest(figures) - 2 * GAP
    words = [move_words(move, brief=True) for move in moves]
    short = [word.removeprefix("weak ") for word in words]  # their marks tell it
    beside, least = room - longest(names), MOVE_BAR + GAP
    bar_fits = barred and max(map(len, short)) + least <= beside
    if max(map(len, words)) + least * bar_fits > beside:
        words = short
    if room - max(map(len, words)) < min(longest(names), MOVE_NAME):
        words = ["weak" if word.startswith("until ") else word for word in words]
    free = room - max(map(len, words))
    widest = min(longest(names), free)
    bar = min(BAR, free - widest - GAP)
    lines = []
    for move, name, figure, word in zip(moves, names, figures, words, strict=True):
        told = plain(word, "$accent" if move.let_go else "$muted")
        cells = [cell(name, widest), cell(figure, longest(figures)), told]
        if barred and bar >= MOVE_BAR:
            cells.insert(1, move_bar(move, bar, moved))
        lines.append(cut(row_of(cells), width))
    return lines


def longest(texts: Iterable[Content]) -> int:
    """The columns that the widest of these takes."""
    return max(text.cell_length for text in texts)


def move_bar(move: Move, width: int, moved: float) -> Content:
    """The topic's bar, `moved` so far; none while an estimate would mean nothing."""
    if move.different < 2:
        return Content(" " * width)
    low, high = (0.0, 0.0) if move.before is None else (move.before.low, move.before.high)
    low, high = low + moved * (move.after.low - low), high + moved * (move.after.high - high)
    return mastery_bar(replace(move.after, low=low, high=high), move.state == "weak", width)


def big_figure(number: int, style: str) -> list[Content]:
    """The number in three rows of pixels."""
    digits = [DIGITS[digit] for digit in str(number)]
    return [joined((" ".join(digit[row] for digit in digits), style)) for row in range(3)]


AIR = Content("   ")
"""What stands between a big figure and the text beside it."""


def figure_room(number: int) -> int:
    """The columns of the number in big figures, and of the space behind it."""
    return big_figure(number, "")[0].cell_length + AIR.cell_length


def beside_figure(number: int, texts: Sequence[Content], style: str = "$foreground") -> list[Content]:
    """The number in big figures, up to three lines of text beside it."""
    figure = big_figure(number, style)
    return [row + AIR + text for row, text in zip_longest(figure, texts, fillvalue=Content(""))]
