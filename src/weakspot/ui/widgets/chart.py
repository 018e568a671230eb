"""Mastery over time as a line, its figures above it; loads plotext, so import it late."""

from collections.abc import Sequence

from rich.text import Text
from textual.color import Color
from textual.reactive import reactive
from textual_plotext import PlotextPlot

from weakspot.engine.constants import WEAK_BELOW
from weakspot.engine.lookback import Point
from weakspot.text import date_words


class Chart(PlotextPlot):
    """The line of mastery between the two ends of its range; Textual's theme gives all colours."""

    DEFAULT_CSS = "Chart { width: 100%; height: 100%; color: $muted; background: transparent; }"

    points: reactive[Sequence[Point]] = reactive(())
    weak: reactive[bool] = reactive(False)

    def render(self) -> Text:
        plot = self.plt
        plot.clear_figure()
        plot.theme("textual-clear")
        plot.xaxes(False, False)
        plot.yaxes(False, False)
        plot.plotsize(*self.size)
        plot._set_size(*self.size)  # as PlotextPlot does: plotsize alone leaves the size before
        plot.ylim(0, 100)
        plot.yticks([0, round(100 * WEAK_BELOW), 100])
        if len(self.points) > 1:
            self.draw()
        return Text.from_ansi(plot.build(), end="")

    def draw(self) -> None:
        """Put the lines on the plot, and the dates below."""
        weeks = list(range(len(self.points)))
        faint, line = self.color_of("faint"), self.color_of("warning" if self.weak else "accent")
        for shares, color in (
            ([one.low for one in self.points], faint),
            ([one.high for one in self.points], faint),
            ([one.mastery for one in self.points], line),
        ):
            self.plt.plot(weeks, [100 * share for share in shares], marker="braille", color=color)
        self.plt.xticks([0, weeks[-1]], [date_words(self.points[0].day), "now"])

    def color_of(self, role: str) -> tuple[int, int, int] | int:
        """The theme's colour for a role, as plotext takes it: the terminal's own colours by number."""
        color = Color.parse(self.app.theme_variables[role])
        return color.rgb if color.ansi is None else max(0, color.ansi)
