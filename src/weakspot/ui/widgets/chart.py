"""Mastery over time: figures, and below them a chart."""

from collections.abc import Sequence
from functools import partial

from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import VerticalGroup
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.constants import WEAK_BELOW
from weakspot.engine.lookback import Point
from weakspot.ui.widgets.content import GAP, cut, paint, spread
from weakspot.ui.widgets.laid import Laid
from weakspot.words.dates import date_words
from weakspot.words.estimates import trend_words

BESIDE = 60
"""The width from which the figures are always beside the name, which is cut to fit."""


def caption_lines(
    name: str, points: Sequence[Point] | None, width: int
) -> list[Content]:
    """The heading of the chart: whose mastery it shows, and its figures once the log is
    read.
    """
    title = paint("Over time", "bold") + paint(f"   {name}".rstrip())
    words = "reading the log"
    if points is not None:
        words = trend_words(points) or "a line from the second week on"
    figures = paint(words, "$muted")
    if width >= BESIDE or title.cell_length + figures.cell_length + GAP <= width:
        return [spread(title, figures, width)]
    return [cut(title, width), *figures.wrap(width)]


class Chart(Widget):
    """The line of mastery between the ends of its range, in the theme's colours."""

    points: reactive[Sequence[Point]] = reactive(())
    weak: reactive[bool] = reactive(False)

    def render(self) -> Text:
        if len(self.points) < 2:
            return Text()
        from textual_plotext.plot import Plot  # late: plotext is slow to import

        plot = Plot()
        plot.theme("textual-clear")
        plot.xaxes(False, False)
        plot.yaxes(False, False)
        plot._set_size(
            *self.size
        )  # plotsize is limited to what it takes for the terminal's
        plot.ylim(0, 100)
        plot.yticks([0, round(100 * WEAK_BELOW), 100])
        weeks = list(range(len(self.points)))
        faint, line = (
            self.color_of("faint"),
            self.color_of("warning" if self.weak else "accent"),
        )
        for field, color in (("low", faint), ("high", faint), ("mastery", line)):
            shares = [100 * getattr(point, field) for point in self.points]
            plot.plot(weeks, shares, marker="braille", color=color)
        plot.xticks(
            [0, weeks[-1]], [date_words(self.points[0].day, self.points[-1].day), "now"]
        )
        return Text.from_ansi(plot.build(), end="")

    def color_of(self, role: str) -> tuple[int, int, int] | int:
        """The theme's colour for a role, as plotext takes it; the terminal's own
        colours as numbers.
        """
        color = Color.parse(self.app.theme_variables[role])
        return color.rgb if color.ansi is None else max(0, color.ansi)


class Trend(VerticalGroup):
    """Mastery over time: its heading, and a chart once the log is read."""

    DEFAULT_CSS = """
    Trend #chart { height: 5; color: $muted; }
    Trend.-brief #chart { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        # held, as the log may be read before they are mounted
        self.caption, self.chart = Static(id="caption"), Chart(id="chart")

    def compose(self) -> ComposeResult:
        yield self.caption
        yield self.chart

    def show(
        self, name: str, points: Sequence[Point] | None, weak: bool = False
    ) -> None:
        """Show the points of a section or topic; None while the log is still being
        read.
        """
        self.caption.update(Laid(partial(caption_lines, name, points)))
        self.chart.points, self.chart.weak = points or (), weak
