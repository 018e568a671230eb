"""The lists of the first screens: rounds to play, and sections."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import SectionReport
from weakspot.ui.widgets.bars import state_mark, week_lines
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    concat,
    cut_between_words,
    fit,
    gutter,
    header_row,
    join_cells,
    paint,
    spread,
    table_row,
    wrap,
    wrap_list,
)
from weakspot.ui.widgets.rows import Rows
from weakspot.words.estimates import section_share_words, state_legend

COLUMNS = {"topics": (15, 0), "mastery": (-7, 0), "due": (-3, 0)}
NAME, BRIEF_NAME = 12, 10
"""The least width of the names of rounds, and their width in a narrow list."""
WEEK = 4
"""Rows that the days of this week take, with the blank lines above."""


class Round(msgspec.Struct, frozen=True):
    """A round to play: its name, what it is, the same in brief, what it consists of,
    and its key.
    """

    title: str
    words: str
    brief: str
    detail: str
    key: str


class RoundMenu(Rows[Round]):
    """Rounds to play, the most sensible first; below them the days of this week, if
    there is room.
    """

    ALLOW_SELECT = False  # a click chooses

    week: reactive[Sequence[int]] = reactive((), layout=True)
    letters: Mapping[str, str] = {}
    """The keys of rounds that the player set, by our keys."""
    below: reactive[int] = reactive(0, layout=True)
    """Rows of the body reserved for what is shown below the menu."""

    def lines_above(self, index: int, width: int) -> list[Content]:
        has_air = (
            self.has_words_below(width)
            and self.spare_rows(width) >= WEEK + len(self.items) - 1
        )
        return [Content("")] if has_air else []

    @property
    def available_rows(self) -> int:
        """The rows of the screen's body that the menu may take."""
        return self.screen.size.height - (7 if self.is_tall else 4) - self.below

    def spare_rows(self, width: int) -> int:
        """The rows left over if each round has its words below its title; negative if
        they do not fit.
        """
        return self.available_rows - sum(
            1 + len(self.word_lines(item, width - GAP)) for item in self.items
        )

    def has_words_below(self, width: int) -> bool:
        """Whether the words are below the titles: in a narrow column, if there is
        room.
        """
        return width < NARROW and (
            self.is_tall or (self.is_screen("-wide") and self.spare_rows(width) >= 0)
        )

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        item = self.items[index]
        # only the row under the cursor shows Enter
        letter = "" if item.key == "Enter" else self.letters.get(item.key, item.key)
        key = paint(
            f"{'Enter' if here else letter} ", "bold $accent" if here else "bold"
        )
        lead, style = gutter(here), "" if here else "$muted"
        if not self.has_words_below(width):
            return self.lines_beside(item, lead, key, width, style)
        head = spread(lead + paint(item.title, "bold"), key, width)
        return [
            head,
            *(lead + line for line in self.word_lines(item, width - GAP, style)),
        ]

    def lines_beside(
        self, item: Round, lead: Content, key: Content, width: int, style: str
    ) -> list[Content]:
        """A round's words beside its title, and its detail below them, or behind them
        if that fits.
        """
        words = paint(item.brief if width < NARROW else item.words, style)
        detail = paint("" if self.is_short else item.detail, "$muted")
        title = paint(item.title, "bold")
        widest = max(
            [NAME, *(cell_len(other.title) for other in self.items if other.words)]
        )
        names = BRIEF_NAME if width < NARROW else widest
        line = join_cells([lead + fit(title, names), words]) if words else lead + title
        room = width - GAP - key.cell_length
        rows_each = sum(1 + bool(other.words and other.detail) for other in self.items)
        if words and detail and rows_each <= self.available_rows:
            below = join_cells([lead + fit(Content(""), names), detail])
            return [
                spread(cut_between_words(line, room), key, width),
                cut_between_words(below, width),
            ]
        whole = line + paint(" · ", "$muted") + detail
        if not detail or whole.cell_length > room:
            whole = cut_between_words(line, room)
        return [spread(whole, key, width)]

    def foot_lines(self, width: int) -> list[Content]:
        if (
            not self.week
            or not self.has_words_below(width)
            or self.spare_rows(width) < WEEK
        ):
            return []
        week = (Content("  ") + line for line in week_lines(self.week, width - 2))
        return [Content(""), Content(""), *week]

    def word_lines(self, item: Round, room: int, style: str = "") -> list[Content]:
        """The lines below a title; in brief if its words take more than two lines."""
        words = wrap(paint(item.words, style), room) if item.words else []
        words = words if len(words) <= 2 else wrap(paint(item.brief, style), room)
        return words + (wrap_list(item.detail, room) if item.detail else [])


class SectionMenu(Rows[SectionReport]):
    """The sections with a mark for each topic; below them what the marks mean, if there
    is room.
    """

    ALLOW_SELECT = False

    def head_lines(self, width: int) -> list[Content]:
        if width < NARROW:
            return [
                spread(paint("  Sections", "bold"), paint("mastery ", "$muted"), width)
            ]
        return [header_row(paint("      Sections", "bold"), COLUMNS, width)]

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        section = self.items[index]
        tried = section.answers > 0
        lead = gutter(here) + paint(f"{index + 1:>2}  ", "$muted")
        name = lead + paint(section.title, "" if tried or here else "$muted")
        share = paint(section_share_words(section), "" if tried else "$muted")
        if width < NARROW:
            weak = sum(topic.state == "weak" for topic in section.topics)
            marks = concat(state_mark("weak"), f" {weak}") if weak else Content("")
            return [spread(name, fit(marks, 4) + fit(share, 7, right=True), width)]
        dots = Content(" ").join(state_mark(topic.state) for topic in section.topics)
        due = paint(str(section.due) if section.due else "")
        return [table_row(name, (dots, share, due), COLUMNS, width)]

    def foot_lines(self, width: int) -> list[Content]:
        has_room = width >= NARROW and (
            self.is_tall or (self.is_screen("-wide") and not self.is_short)
        )
        legend = Content("   ").join(paint(words, "$muted") for words in state_legend())
        return [Content(""), Content(" " * 6) + legend] if has_room else []
