"""The lists of the first screens: rounds to play, sections, topics."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import SectionReport, TopicReport, section_share_words
from weakspot.text import state_legend
from weakspot.ui.widgets.bars import state_mark, week_lines
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    assemble,
    cut,
    fit,
    gutter,
    header_row,
    indent,
    join_cells,
    paint,
    spread,
    table_row,
    wrap,
    wrap_list,
)
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import STANDING, standing_cells, topic_row

COLUMNS = {"topics": (15, 0), "mastery": (-7, 0), "due": (-3, 0)}
NAME, BRIEF_NAME = 12, 10
WEEK = 4
"""Rows that the days of this week take, with the air above them."""


class Round(msgspec.Struct, frozen=True):
    """A round to play: its name, what it is (and in brief), what it is made of, the key that starts it."""

    title: str
    words: str
    brief: str
    detail: str
    key: str


class RoundMenu(Rows[Round]):
    """Rounds to play, the most sensible first; below them, where there is room, the days of this week."""

    ALLOW_SELECT = False  # a click chooses

    week: reactive[Sequence[int]] = reactive((), layout=True)
    letters: Mapping[str, str] = {}
    """The player's keys for rounds, by ours."""
    below: reactive[int] = reactive(0, layout=True)
    """Rows of the body that are kept for what stands below."""

    def lines_above(self, index: int, width: int) -> list[Content]:
        has_air = self.has_words_below(width) and self.spare_rows(width) >= WEEK + len(self.items) - 1
        return [Content("")] if has_air else []

    @property
    def available_rows(self) -> int:
        """The rows that it may take of the screen's body, between header and footer."""
        return self.screen.size.height - (7 if self.is_tall else 4) - self.below

    def spare_rows(self, width: int) -> int:
        """The rows left over where each round has its words below its title; below 0 they have no room."""
        return self.available_rows - sum(1 + len(self.word_lines(one, width - GAP)) for one in self.items)

    def has_words_below(self, width: int) -> bool:
        """Do the words stand below the titles? In a narrow column, where there is room for it."""
        return width < NARROW and (self.is_tall or (self.is_screen("-wide") and self.spare_rows(width) >= 0))

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        one = self.items[index]
        # Enter is for the row under the cursor alone
        away = "" if one.key == "Enter" else self.letters.get(one.key, one.key)
        key = paint(f"{'Enter' if here else away} ", "bold $accent" if here else "bold")
        lead = gutter(here)
        if not self.has_words_below(width):
            return self.lines_beside(one, lead, key, width)
        head = spread(lead + paint(one.title, "bold"), key, width)
        return [head, *(lead + line for line in self.word_lines(one, width - GAP))]

    def lines_beside(self, one: Round, lead: Content, key: Content, width: int) -> list[Content]:
        """Its words beside its title; what it is made of below them, or behind them, where that has room."""
        words = paint(one.brief if width < NARROW else one.words)
        detail = paint("" if self.is_short else one.detail, "$muted")
        title = paint(one.title, "bold")
        widest = max([NAME, *(cell_len(round.title) for round in self.items if round.words)])
        names = BRIEF_NAME if width < NARROW else widest
        line = join_cells([lead + fit(title, names), words]) if words else lead + title
        rows_each = sum(1 + bool(round.words and round.detail) for round in self.items)
        if words and detail and rows_each <= self.available_rows:
            below = join_cells([lead + fit(Content(""), names), detail])
            return [spread(line, key, width), cut(below, width)]
        whole = line + paint(" · ", "$muted") + detail
        has_room = whole.cell_length + GAP + key.cell_length <= width
        return [spread(whole if detail and has_room else line, key, width)]

    def foot_lines(self, width: int) -> list[Content]:
        if not self.week or not self.has_words_below(width) or self.spare_rows(width) < WEEK:
            return []
        week = (Content("  ") + line for line in week_lines(self.week, width - 2))
        return [Content(""), Content(""), *week]

    def word_lines(self, one: Round, room: int) -> list[Content]:
        """The lines below a title; in brief where two do not hold all its words."""
        words = wrap(paint(one.words), room) if one.words else []
        words = words if len(words) <= 2 else wrap(paint(one.brief), room)
        return words + (wrap_list(one.detail, room) if one.detail else [])


class SectionMenu(Rows[SectionReport]):
    """The sections, with a mark for each topic: you see where it is weak; below, what the marks mean."""

    ALLOW_SELECT = False

    def head_lines(self, width: int) -> list[Content]:
        if width < NARROW:
            return [spread(paint("  Sections", "bold"), paint("mastery ", "$muted"), width)]
        return [header_row(paint("      Sections", "bold"), COLUMNS, width)]

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        one = self.items[index]
        tried = one.answers > 0
        lead = gutter(here) + paint(f"{index + 1:>2}  ", "$muted")
        name = lead + paint(one.title, "" if tried or here else "$muted")
        share = paint(section_share_words(one), "" if tried else "$muted")
        if width < NARROW:
            weak = sum(topic.state == "weak" for topic in one.topics)
            marks = assemble(state_mark("weak"), f" {weak}") if weak else Content("")
            return [spread(name, fit(marks, 4) + fit(share, 7, right=True), width)]
        dots = Content(" ").join(state_mark(topic.state) for topic in one.topics)
        due = paint(str(one.due) if one.due else "")
        return [table_row(name, (dots, share, due), COLUMNS, width)]

    def foot_lines(self, width: int) -> list[Content]:
        has_room = width >= NARROW and (self.is_tall or (self.is_screen("-wide") and not self.is_short))
        legend = Content("   ").join(paint(told, "$muted") for told in state_legend())
        return [Content(""), Content(" " * 6) + legend] if has_room else []


class WeakestList(Lines):
    """The weakest topics with their figures, each of which a click opens; says what will stand here while
    there is none.
    """

    spots: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    today: reactive[str] = reactive("")
    nothing: reactive[str] = reactive("", layout=True)
    """What is said after “none” where there is none."""

    def build(self, width: int) -> list[Content]:
        if not self.spots:
            words = f"None {self.nothing}. Enter plays a round that looks for them."
            return [paint("  Weak spots", "bold"), *indent(Content("  "), paint(words, "$muted"), width)]
        head = paint("  The weakest", "bold")
        lines = [head if width < NARROW else header_row(head, STANDING, width)]
        for at, spot in enumerate(self.spots):
            row = topic_row(Content("  "), spot, standing_cells(spot, self.today), STANDING, width)
            lines.append(row.stylize(f"@click=screen.topic({at})"))
        return lines
