"""What the app looks like: theme, marks and motion, as they are set and as the terminal can."""

from __future__ import annotations

import re
import sys

from rich.segment import Segment
from textual import constants, on
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

from weakspot.game import Game
from weakspot.text import ASCII_MARKS, BRAND, CELL_SIGNS, Signs, marks_for
from weakspot.ui.messages import SettingChanged
from weakspot.ui.themes import OURS, sixteen, variable_defaults

CUT = re.compile("[!-~ ]…")
"""The sign for a cut, and the letter that makes room for two dots."""
CORNERS = ("╭", "╰")
EDGE_SIGNS = Signs(CELL_SIGNS | {ord("─"): "-"})
"""The same for the edges of boxes, where a stroke is no empty bar."""


class AsciiSigns(LineFilter):
    """Puts the ASCII sign for each sign of ours, a cell for a cell: some terminals have no better ones."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        signs = EDGE_SIGNS if any(text.startswith(CORNERS) for text, _, _ in segments) else CELL_SIGNS
        return [
            Segment(CUT.sub("..", text.replace(BRAND, "* ")).translate(signs), style, control)
            for text, style, control in segments
        ]


class DressedApp(App[None]):
    """Looks as the game's settings say."""

    CSS = """
    SearchIcon { display: none; }
    CommandPalette > Vertical { background: $surface; }
    CommandPalette > .command-palette--help-text { text-style: not bold; }
    CommandInput > .input--placeholder { color: $muted; }
    Input:nocolor > .input--cursor, TextArea:nocolor .text-area--cursor { text-style: reverse; }
    CommandList:nocolor > .option-list--option-highlighted { text-style: bold reverse; }
    Input:nocolor > .input--selection, TextArea:nocolor .text-area--selection { text-style: reverse; }
    """

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.signs = AsciiSigns(enabled=False)
        for theme in OURS:
            self.register_theme(theme)
        # from the start: one that comes by its watcher has all styles read a second time
        self.set_reactive(App.theme, game.settings.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._watch_ansi_color(None)
        self.dress()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        if self.console.color_system == "standard":
            variables |= sixteen(self.current_theme)  # in place: Textual keeps the same
        return variables

    def get_line_filters(self) -> list[LineFilter]:
        filters = list(super().get_line_filters())
        if self.no_color:  # Textual's own makes greys of the colours
            filters = [one for one in filters if not isinstance(one, Monochrome)]
            filters.append(NoColor())
        return [*filters, self.signs] if self.signs.enabled else filters

    @on(SettingChanged)
    def dress(self) -> None:
        """Look as it is set: theme, marks, motion."""
        settings = self.game.settings
        self.theme = settings.theme
        self.animation_level = constants.TEXTUAL_ANIMATIONS if settings.motion else "none"
        ascii_only = marks_for(sys.__stderr__ or sys.stderr, settings.marks) is ASCII_MARKS
        if ascii_only != self.signs.enabled:
            self.signs.enabled = ascii_only
            for screen in self.screen_stack:
                for widget in screen.walk_children(with_self=True):
                    widget.refresh()
