"""Lines that are laid out by width: what a Static or an option shows that no content
can say once and for all.
"""

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Laid(Visual):
    """The lines that `build` makes of a width in cells, none of them wider."""

    def __init__(self, build: Callable[[int], list[Content]]) -> None:
        self.lines = build

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return [
            strip
            for line in self.lines(width)
            for strip in line.render_strips(width, 1, style, options)
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return len(self.lines(width))
