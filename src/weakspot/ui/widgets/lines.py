"""Widgets that are lines of text built for the width they have."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from rich.segment import Segment
from textual.content import Content
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

Value = TypeVar("Value")


class Lines(Widget):
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

    def cached_lines(self, width: int) -> list[Content]:
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

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Without a layout: its new size changes no other's, so nothing has to be laid out a second time."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.cached_lines(max(1, width)))  # a grid asks before it knows

    def render(self) -> Content:
        return Content("\n").join(self.cached_lines(self.content_size.width))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Nothing where the lines are hidden, or fewer, since they were selected."""
        lines = self.cached_lines(self.content_size.width)
        is_there = selection.start is None or selection.start.y < len(lines)
        return super().get_selection(selection) if is_there else None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._painted = self.cached_lines(self.content_size.width)
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
        lines = self.cached_lines(self.content_size.width) if self._painted is None else self._painted
        if self._is_selected:
            return super().render_line(y)
        if y >= len(lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        x, segments = 0, []
        selects = self.ALLOW_SELECT and self._painted is None
        parse_style = self.app.stylesheet.parse_style
        for text, style in lines[y].render(self.visual_style, end="", parse_style=parse_style):
            drawn = style.rich_style_with_offset(x, y) if selects else style.rich_style
            segments.append(Segment(text, drawn))
            x += len(text)
        return Strip(segments, lines[y].cell_length)

    @property
    def is_short(self) -> bool:
        """Is the screen too low for anything but the essential?"""
        return self.is_screen("-short")

    @property
    def has_big_figures(self) -> bool:
        """Has it the rows for them, and the terminal their signs?"""
        return not (self.is_short or (self.is_attached and self.app.has_class("-ascii")))

    @property
    def is_tall(self) -> bool:
        """Has the screen room for air between the rows?"""
        return self.is_screen("-tall")

    @property
    def is_narrow(self) -> bool:
        """Has the screen too few columns for two things beside each other?"""
        return self.is_screen("-narrow")

    @property
    def gap_lines(self) -> list[Content]:
        """What stands between two blocks of lines."""
        return [Content("")] * (2 if self.is_tall else 1)

    def is_screen(self, size: str) -> bool:
        """Is the screen of this size? Of none before there is a screen."""
        return self.is_attached and self.screen.has_class(size)


class ValueLines(Lines, Generic[Value]):
    """Lines that tell of one value; none before there is one."""

    value: reactive[Value | None] = reactive(None, layout=True)

    def __init__(self, value: Value | None = None) -> None:
        super().__init__()
        self.value = value

    def build(self, width: int) -> list[Content]:
        return [] if self.value is None else self.describe(self.value, width)

    def describe(self, value: Value, width: int) -> list[Content]:
        """What is told of it, on lines of at most `width`."""
        raise TypeError("each kind of lines tells its own")
