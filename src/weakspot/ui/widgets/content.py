"""Text on lines of a width: wrapped, cut, filled, side by side."""

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from weakspot.text import parse_inline, visible

GAP = 2
"""Columns between two columns."""
TAB = 4
"""Columns that a tab goes on to: at a tab itself, a terminal would leave what stood there before."""
NARROW = 50
"""Columns below which a list has no room for figures beside its names."""

Columns = Mapping[str, tuple[int, int]]
"""The columns of a list by their heads: how wide each is, below 0 with its texts to the right, and how wide
the list has to be for it.
"""

SPOT = "spot"
"""The name by which a spot in a text has its number."""

STYLES = {"code": "on $surface", "strong": "bold", "": ""}


def told(text: str, style: str = "") -> Content:
    """Text from a bank as content, its `code` and **strong** marks shown, nothing obeyed."""
    parts = [(run, f"{style} {STYLES[kind]}".strip()) for run, kind in parse_inline(text.expandtabs(TAB))]
    return joined(*parts)


def plain(text: str, style: str = "") -> Content:
    """Text as it stands, its tabs as blanks, in one style."""
    return Content.styled(visible(text).expandtabs(TAB), style, strip_control_codes=False)


def joined(*parts: Content | str | tuple[str, str]) -> Content:
    """Contents and signs of ours, with a style or without, one after the other.

    Text from outside comes by `plain` or `told`, which make it safe: `+` would look at each letter again,
    and take longer than all else.
    """
    return Content.assemble(*parts, strip_control_codes=False)


def wrapped(text: Content, width: int) -> list[Content]:
    """The text on lines of at most `width`, at least one; one that fits is left as it is."""
    fits = text.cell_length <= width and "\n" not in text.plain
    return [text] if fits else text.wrap(max(1, width))


def hanging(lead: Content, text: Content, width: int, end: Content | None = None) -> list[Content]:
    """`text` wrapped behind `lead`, its further lines indented by as much; if there is anything for the `end`
    of the first line, it has the columns there to itself.
    """
    indent = lead.cell_length
    first, *rest = wrapped(text, width - indent - (end.cell_length + GAP if end else 0))
    first = joined(lead, first)
    return [spread(first, end, width) if end else first, *(joined(" " * indent, line) for line in rest)]


def listed(text: str, width: int, style: str = "$muted") -> list[Content]:
    """A list such as “2 sorting · 1 number” on lines that end between its parts."""
    lines: list[str] = []
    for part in text.split(" · "):
        if lines and cell_len(f"{lines[-1]} · {part}") <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return [line for one in lines for line in wrapped(plain(one, style), width)]


def spread(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line; the left one is cut where both do not fit."""
    room = max(0, width - right.cell_length - (GAP if right else 0))
    left = cut(left, room)
    return joined(left, " " * (width - left.cell_length - right.cell_length), right)


def padded(texts: Iterable[str]) -> list[str]:
    """The texts filled up to the longest of them."""
    told = list(texts)
    longest = max(map(len, told), default=0)
    return [text.ljust(longest) for text in told]


def cut(text: Content, width: int) -> Content:
    """`text` on one line of at most `width` cells, with `…` where it had to be cut."""
    text = text.split("\n")[0] if "\n" in text.plain else text
    return text if text.cell_length <= width else text.truncate(width, ellipsis=True)


def with_words(head: Content, words: Sequence[str], width: int) -> Content:
    """The first of the words behind the head that fits, whole; the head alone where none does."""
    fits = (text for text in words if head.cell_length + cell_len(text) <= width)
    return cut(head + plain(next(fits, ""), "$muted"), width)


def fitting(parts: Sequence[str], width: int) -> str:
    """As many of the parts, from the first on, as fit beside each other."""
    lines = (" · ".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((line for line in lines if cell_len(line) <= width), "")


def cell(text: Content, width: int, right: bool = False) -> Content:
    """`text` cut or filled to exactly `width` cells."""
    text = cut(text, width)
    space = " " * (width - text.cell_length)
    return joined(space, text) if right else text + space


def gutter(here: bool) -> Content:
    """The cursor's bar, or the room for it."""
    return Content.assemble(("▌ ", "$accent")) if here else Content("  ")


def spotted(text: Content, number: int) -> Content:
    """The text, as a spot where a click means this number."""
    return text.stylize(Style.from_meta({SPOT: number}))


def grounded(lines: list[Content], width: int, ground: str) -> list[Content]:
    """The lines filled to the width on a ground of their own."""
    if not ground:
        return lines
    filled = [line + " " * (width - line.cell_length) for line in lines]
    return [line.stylize_before(ground) for line in filled]


def tabled(name: Content, texts: Iterable[Content], columns: Columns, width: int) -> Content:
    """A row of a list: a name, and at the other end its texts in those columns that there is room for."""
    pairs = zip(texts, columns.values(), strict=True)
    cells = [cell(text, abs(room), right=room < 0) for text, (room, least) in pairs if width >= least]
    return spread(name, row_of(cells), width)


def headed(name: Content, columns: Columns, width: int) -> Content:
    """The line above such rows: a name for the names, and the heads; one may be wider than its column."""
    shown = [(plain(head, "$muted"), room) for head, (room, least) in columns.items() if width >= least]
    cells = [cell(head, max(head.cell_length, abs(room)), right=room < 0) for head, room in shown]
    return spread(name, row_of(cells), width)


def row_of(cells: Iterable[Content]) -> Content:
    """Cells beside each other, GAP columns apart."""
    return Content(" " * GAP).join(cells)
