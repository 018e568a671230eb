"""Text as content: styled, wrapped, cut or filled to a width, side by side in
columns.
"""

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from weakspot.text import parse_inline, visible

GAP = 2
"""Columns between two columns of text."""
LEAD = Content(" " * GAP)
"""The room for the cursor, or a mark, before a row."""
DOT = "  ·  "
TAB = 4
"""Columns between tab stops: tabs are expanded, as a terminal would leave old text
estimate under them.
"""
NARROW = 50
"""Columns below which a list has no room for figures beside its names."""

Columns = Mapping[str, tuple[int, int]]
"""Columns by heading: their width, negative to align right, and the least width of a
list with them.
"""

STYLES = {"code": "on $surface", "strong": "bold", "": ""}


def render(text: str, style: str = "") -> Content:
    """Render text from a bank: its `code` and **strong** marks are styled, nothing else
    is interpreted.
    """
    styles = (
        STYLES | {"strong": "underline"} if style == "bold" else STYLES
    )  # in bold, bold says nothing
    parts = [
        (run, f"{style} {styles[kind]}".strip())
        for run, kind in parse_inline(text.expandtabs(TAB))
    ]
    return concat(*parts)


def paint(text: str, style: str = "") -> Content:
    """Return the text as it stands in one style, made visible and its tabs expanded."""
    return Content.styled(
        visible(text).expandtabs(TAB), style, strip_control_codes=False
    )


def concat(*parts: Content | str | tuple[str, str]) -> Content:
    """Join contents, strings and (string, style) pairs of our own.

    Text from outside has to go through `paint` or `render`, which make it safe: to
    check it for control codes again, as `+` does, would take longer than everything
    else.
    """
    return Content.assemble(*parts, strip_control_codes=False)


def wrap(text: Content, width: int) -> list[Content]:
    """Wrap the text to lines of at most `width`, at least one; text that fits is
    returned as it is.
    """
    fits = text.cell_length <= width and "\n" not in text.plain
    return [text] if fits else text.wrap(max(1, width))


def indent(
    lead: Content, text: Content, width: int, end: Content | None = None
) -> list[Content]:
    """Wrap `text` behind `lead` with a hanging indent; `end` has the end of the first
    line to itself.
    """
    columns = lead.cell_length
    first, *rest = wrap(text, width - columns - (end.cell_length + GAP if end else 0))
    first = concat(lead, first)
    return [
        spread(first, end, width) if end else first,
        *(concat(" " * columns, line) for line in rest),
    ]


def wrap_list(text: str, width: int, style: str = "$muted") -> list[Content]:
    """Wrap a list such as “2 sorting · 1 number”, preferably between its items."""
    lines: list[str] = []
    for part in text.split(" · "):
        if lines and cell_len(f"{lines[-1]} · {part}") <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return [wrapped for line in lines for wrapped in wrap(paint(line, style), width)]


def spread(left: Content, right: Content, width: int) -> Content:
    """Put `left` and `right` at the two ends of a line; `left` is cut if both do not
    fit.
    """
    room = max(0, width - right.cell_length - (GAP if right else 0))
    left = cut(left, room)
    return concat(left, " " * (width - left.cell_length - right.cell_length), right)


def pad(texts: Iterable[str]) -> list[str]:
    """Pad the texts with blanks to the length of the longest."""
    rows = list(texts)
    longest = max(map(len, rows), default=0)
    return [text.ljust(longest) for text in rows]


def cut(text: Content, width: int) -> Content:
    """Cut the text to its first line and to at most `width` cells, with `…` where cells
    were cut off.
    """
    text = text.split("\n")[0] if "\n" in text.plain else text
    return text.truncate(width, ellipsis=True)


def cut_between_words(text: Content, width: int) -> Content:
    """Cut a text of one line as `cut` does, but only after a whole word."""
    if text.cell_length <= width:
        return text
    return wrap(text, width - GAP)[0].rstrip() + " …"


def append_fitting(head: Content, words: Sequence[str], width: int) -> Content:
    """Append to `head` the first of `words` that fits whole, muted; nothing if none
    does.
    """
    fits = (text for text in words if head.cell_length + cell_len(text) <= width)
    return cut(head + paint(next(fits, ""), "$muted"), width)


def append_dotted(line: Content, texts: Iterable[str], width: int) -> Content:
    """Append to `line` those of the texts for which there is room, each muted behind a
    dot.
    """
    for text in texts:
        longer = concat(line, (DOT, "$faint"), paint(text, "$muted"))
        line = longer if longer.cell_length <= width else line
    return line


def fit(text: Content, width: int, right: bool = False) -> Content:
    """Cut or fill the text to exactly `width` cells, aligned left or `right`."""
    text = cut(text, width)
    space = " " * (width - text.cell_length)
    return concat(space, text) if right else text + space


def table_row(
    name: Content, texts: Iterable[Content], columns: Columns, width: int
) -> Content:
    """A row of a table: the name at the left, at the right the texts of the columns
    that are shown.
    """
    pairs = zip(texts, columns.values(), strict=True)
    cells = [
        fit(text, abs(room), right=room < 0)
        for text, (room, least) in pairs
        if width >= least
    ]
    return spread(name, join_cells(cells), width)


def header_row(name: Content, columns: Columns, width: int) -> Content:
    """The row above a table: the heading of the names and of the columns shown, which
    may exceed them.
    """
    shown = [
        (paint(head, "$muted"), room)
        for head, (room, least) in columns.items()
        if width >= least
    ]
    cells = [
        fit(head, max(head.cell_length, abs(room)), right=room < 0)
        for head, room in shown
    ]
    return spread(name, join_cells(cells), width)


def join_cells(cells: Iterable[Content]) -> Content:
    """Join cells of a row, GAP columns apart."""
    return Content(" " * GAP).join(cells)
