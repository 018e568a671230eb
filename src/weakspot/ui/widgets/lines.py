"""Widgets made of lines of text, which are built for the width at hand."""

from abc import abstractmethod
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
    """Lines of text: those that `build` returns for the width."""

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"
    auto_links = Reactive(
        False
    )  # text with an action is styled by its meaning, not as a link
    _built: tuple[int, list[Content]] | None = None
    _is_selected = False
    _painted: list[Content] | None = None
    """The lines being painted; None while nothing is."""

    @abstractmethod
    def build(self, width: int) -> list[Content]:
        """Build the lines, none wider than `width` cells."""

    def cached_lines(self, width: int) -> list[Content]:
        """The lines for this width, built once between two refreshes; none if the width
        is 0.
        """
        if self._built is None or self._built[0] != width:
            self._built = (width, self.build(width) if width else [])
            self._is_selected = (
                self.is_attached and self.text_selection is not None
            )  # a selection refreshes
        return self._built[1]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        self._built = None
        if (
            layout
        ):  # Textual counts only the first, and would keep a height it asked for since
            self._layout_updates += 1
        return super().refresh(
            *regions, repaint=repaint, layout=layout, recompose=recompose
        )

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Skip the layout: no other widget's size depends on this one, so a second pass
        is not needed.
        """
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.cached_lines(max(1, width)))  # a grid asks before it knows

    def render(self) -> Content:
        return Content("\n").join(self.cached_lines(self.content_size.width))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; None if the lines were hidden or became fewer since they
        were selected.
        """
        lines = self.cached_lines(self.content_size.width)
        is_shown = selection.start is None or selection.start.y < len(lines)
        return super().get_selection(selection) if is_shown else None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._painted = self.cached_lines(self.content_size.width)
        strips = super().render_lines(crop)
        self._painted = None
        return strips

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All filters but ANSIToTruecolor: themes of the terminal's own colours have it
        off already.
        """
        return [
            item
            for item in super().get_line_filters()
            if not isinstance(item, ANSIToTruecolor)
        ]

    def render_line(self, y: int) -> Strip:
        """Render the line as it was built, since Textual would wrap it again; it does
        where text is selected.

        Segments carry their offset in the text only for the mouse, which asks while
        nothing is painted.
        """
        lines = (
            self.cached_lines(self.content_size.width)
            if self._painted is None
            else self._painted
        )
        if self._is_selected:
            return super().render_line(y)
        if y >= len(lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        x, segments = 0, []
        selects = self.ALLOW_SELECT and self._painted is None
        parse_style = self.app.stylesheet.parse_style
        for text, style in lines[y].render(
            self.visual_style, end="", parse_style=parse_style
        ):
            drawn = style.rich_style_with_offset(x, y) if selects else style.rich_style
            segments.append(Segment(text, drawn))
            x += len(text)
        return Strip(segments, lines[y].cell_length)

    @property
    def is_short(self) -> bool:
        """Whether the screen is so low that only the essential is shown."""
        return self.is_screen("-short")

    @property
    def has_big_figures(self) -> bool:
        """Whether there are rows for big figures, and the terminal has their
        characters.
        """
        return not (
            self.is_short or (self.is_attached and self.app.has_class("-ascii"))
        )

    @property
    def is_tall(self) -> bool:
        """Whether the screen is high enough for blank lines between rows."""
        return self.is_screen("-tall")

    @property
    def is_narrow(self) -> bool:
        """Whether the screen is too narrow to show two things side by side."""
        return self.is_screen("-narrow")

    @property
    def gap_lines(self) -> list[Content]:
        """The blank lines between two blocks of lines."""
        return [Content("")] * (2 if self.is_tall else 1)

    def is_screen(self, size: str) -> bool:
        """Whether the screen has this class for its size; False before there is a
        screen.
        """
        return self.is_attached and self.screen.has_class(size)


class ValueLines(Lines, Generic[Value]):
    """Lines that describe one value; none before there is one."""

    value: reactive[Value | None] = reactive(None, layout=True)

    def __init__(self, value: Value | None = None) -> None:
        super().__init__()
        self.value = value

    def build(self, width: int) -> list[Content]:
        return [] if self.value is None else self.describe(self.value, width)

    @abstractmethod
    def describe(self, value: Value, width: int) -> list[Content]:
        """Build lines of at most `width` cells that describe the value."""
