"""Widgets that are lines of text built for the width they have."""

from collections.abc import Iterable, Sequence
from typing import Generic, Self, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from weakspot.text import inline, visible

Value = TypeVar("Value")

GAP = 2
"""Columns between two columns."""

SPOT = "spot"
"""The name by which a spot in a text has its number."""

STYLES = {"code": "on $surface", "strong": "bold", "": ""}


class LaidOnce(Widget):
    """A widget whose new size changes no other's, so that nothing has to be laid out a second time."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)


class Lines(LaidOnce):
    """Lines of text, as many as `build` gives for a width."""

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"
    auto_links = Reactive(False)  # what can be clicked looks like what it says, not like a link

    def build(self, width: int) -> list[Content]:
        """The lines, none wider than `width` cells."""
        raise TypeError("each kind of lines builds its own")

    _built: tuple[int, list[Content]] | None = None
    _is_selected = False
    _painted: list[Content] | None = None
    """The lines that are being painted, while they are."""

    def built(self, width: int) -> list[Content]:
        """What `build` gave for this width since the last refresh; nothing where there is no width."""
        if self._built is None or self._built[0] != width:
            self._built = (width, self.build(width) if width else [])
            self._is_selected = self.is_attached and self.text_selection is not None  # refreshed with it
        return self._built[1]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self._built = None
        if layout:  # Textual only counts the first, and would keep a height that it asked for in between
            self._layout_updates += 1
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.built(max(1, width)))  # a grid asks before it knows

    def render(self) -> Content:
        return Content("\n").join(self.built(self.content_size.width))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Nothing where the lines are hidden, or fewer, since they were selected."""
        lines = self.built(self.content_size.width)
        is_there = selection.start is None or selection.start.y < len(lines)
        return super().get_selection(selection) if is_there else None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._painted = self.built(self.content_size.width)
        strips = super().render_lines(crop)
        self._painted = None
        return strips

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Not that which mixes the terminal's own colours: a theme that has them, has it off already."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def render_line(self, y: int) -> Strip:
        """The line as it was built: Textual would wrap it a second time. Where some is selected, its own.

        A segment tells its place in the text only to the mouse, which asks for a line when none is painted.
        """
        lines = self.built(self.content_size.width) if self._painted is None else self._painted
        if self._is_selected:
            return super().render_line(y)
        if y >= len(lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        x, segments, selects = 0, [], self.ALLOW_SELECT and self._painted is None
        parse_style = self.app.stylesheet.parse_style
        for text, style in lines[y].render(self.visual_style, end="", parse_style=parse_style):
            segments.append(
                Segment(text, style.rich_style_with_offset(x, y) if selects else style.rich_style)
            )
            x += len(text)
        return Strip(segments, lines[y].cell_length)

    @property
    def is_short(self) -> bool:
        """Is the screen too low for anything but the essential?"""
        return self.is_screen("-short")

    @property
    def is_tall(self) -> bool:
        """Has the screen room for air between the rows?"""
        return self.is_screen("-tall")

    @property
    def is_narrow(self) -> bool:
        """Has the screen too few columns for two things beside each other?"""
        return self.is_screen("-narrow")

    @property
    def is_wide(self) -> bool:
        """Has the screen room for two panes beside each other?"""
        return self.is_screen("-wide")

    @property
    def space(self) -> list[Content]:
        """What stands between two blocks of lines."""
        return [Content("")] * (2 if self.is_tall else 1)

    def is_screen(self, size: str) -> bool:
        """Is the screen of this size? Of none before there is a screen."""
        return self.is_attached and self.screen.has_class(size)


class Telling(Lines, Generic[Value]):
    """Lines that tell of one value; none before there is one."""

    value: reactive[Value | None] = reactive(None, layout=True)

    def __init__(self, value: Value | None = None) -> None:
        super().__init__()
        self.value = value

    def build(self, width: int) -> list[Content]:
        return [] if self.value is None else self.tell(self.value, width)

    def tell(self, value: Value, width: int) -> list[Content]:
        """What is told of it, on lines of at most `width`."""
        raise TypeError("each kind of lines tells its own")


def told(text: str, style: str = "") -> Content:
    """Text from a bank as content, its `code` and **strong** marks shown, nothing obeyed."""
    parts = [(run, f"{style} {STYLES[kind]}".strip()) for run, kind in inline(text)]
    return joined(*parts)


def plain(text: str, style: str = "") -> Content:
    """Text as it stands, in one style."""
    return Content.styled(visible(text), style, strip_control_codes=False)


def joined(*parts: Content | str | tuple[str, str]) -> Content:
    """Contents and signs of ours, with a style or without, one after the other.

    Text from outside comes by `plain` or `told`, which make it safe: `+` would look at each letter again,
    and take longer than all else.
    """
    return Content.assemble(*parts, strip_control_codes=False)


def wrapped(text: Content, width: int) -> list[Content]:
    """The text on lines of at most `width`, at least one; one that fits is left as it is."""
    fits = text.cell_length <= width and "\n" not in text.plain and "\t" not in text.plain
    return [text] if fits else text.wrap(max(1, width))


def hanging(lead: Content, text: Content, width: int) -> list[Content]:
    """`text` wrapped behind `lead`, its further lines indented by as much."""
    indent = lead.cell_length
    first, *rest = wrapped(text, width - indent)
    return [joined(lead, first), *(joined(" " * indent, line) for line in rest)]


def ended(lead: Content, text: Content, end: Content, width: int) -> list[Content]:
    """The same with something at the end of the first line, if there is anything."""
    if not end:
        return hanging(lead, text, width)
    first, *rest = hanging(lead, text, width - end.cell_length - GAP)
    return [spread(first, end, width), *rest]


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


def barred(lines: list[Content], width: int, here: bool) -> list[Content]:
    """The lines as the cursor's bar is on them, if it is `here`."""
    return grounded(lines, width, "on $cursor" if here else "")


def columns(texts: Iterable[Content], widths: Iterable[int]) -> Content:
    """Texts in columns of these widths beside each other; to the right in those below 0."""
    pairs = zip(texts, widths, strict=True)
    return row_of(cell(text, abs(width), right=width < 0) for text, width in pairs)


def row_of(cells: Iterable[Content]) -> Content:
    """Cells beside each other, GAP columns apart."""
    return Content(" " * GAP).join(cells)
