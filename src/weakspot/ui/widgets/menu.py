"""The lists of the first screen: rounds to play, and sections."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec
from rich.cells import cell_len
from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region

from weakspot.engine.report import SectionReport
from weakspot.ui.widgets.bars import state_mark, week_lines
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    concat,
    cut_between_words,
    fit,
    header_row,
    join_cells,
    paint,
    spread,
    table_row,
    wrap,
    wrap_list,
)
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import OptionRows
from weakspot.words.estimates import section_share_words, state_legend

COLUMNS = {"topics": (15, 0), "mastery": (-7, 0), "back": (-4, 0)}
NAME, BRIEF_NAME = 12, 10
"""The least width of the names of rounds, and their width in a narrow list."""
WEEK = 4
"""Rows that the days of this week take, with the blank lines above."""
LEAD = Content(" " * GAP)
"""The room for the cursor."""

MenuRow = tuple[str | None, Laid | None]


class Round(msgspec.Struct, frozen=True):
    """A round to play: its name, what it is, the same in brief, what it consists of,
    and its key.
    """

    title: str
    words: str
    brief: str
    detail: str
    key: str


class CursorRow(Laid):
    """A row that looks different under the cursor: `build` makes its lines of a width,
    and of being `here`; `height` is how many these are, if that is known.
    """

    def __init__(
        self, build: Callable[[int, bool], list[Content]], height: int = 0
    ) -> None:
        super().__init__(lambda width: build(width, self.here))
        self.here, self.height = False, height

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.height or super().get_height(rules, width)


class Menu(OptionRows):
    """One of several lists below or beside each other, between which the screen moves:
    past an end, and by pages. It is as high as its rows: the body around it scrolls.
    """

    DEFAULT_CSS = "Menu { max-height: initial; }"

    def mark_cursor(self) -> None:
        """Draw the row under the cursor as such, and the others not."""
        for at, option in enumerate(self.options):
            row, here = option.prompt, at == self.highlighted and self.has_focus
            if isinstance(row, CursorRow) and row.here != here:
                row.here = here
                self.replace_option_prompt_at_index(at, row)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self.mark_cursor()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.mark_cursor()

    @property
    def choices(self) -> list[int]:
        """The indexes of the rows that the cursor can be on."""
        return [at for at, option in enumerate(self.options) if not option.disabled]

    @property
    def key_words(self) -> Mapping[str, str]:
        """What the keys do now: in one row nothing can be moved."""
        return {} if len(self.choices) > 1 else {"move": ""}

    def cursor_lines(self) -> tuple[int, int]:
        """The first line to show of the list, and the one after the last: those of the
        row under the cursor; for the first row all above it, too.
        """
        at, width = self.highlighted or 0, self.scrollable_content_region.width
        rows = (option.prompt for option in self.options[: at + 1])
        heights = [
            len(row.lines(width)) if isinstance(row, Laid) else 1 for row in rows
        ]
        top = 0 if at in self.choices[:1] else sum(heights[:-1])
        return top, sum(heights)

    def scroll_body(self, body: VerticalScroll) -> None:
        """Scroll the body so that the row under the cursor is in sight, and for its
        first row all above it if there is room.
        """
        if not self.size:
            return
        y = self.virtual_region.y
        top, end = self.cursor_lines()
        if top == 0 and y + end <= body.size.height:
            y, end = 0, y + end
        region = Region(0, y + top, self.size.width, end - top)
        body.scroll_to_region(region, animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("page_up", "page_down")

    def action_cursor_up(self) -> None:
        if self.highlighted in self.choices[:1]:
            raise SkipAction
        super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted in self.choices[-1:]:
            raise SkipAction
        super().action_cursor_down()


# Rounds


def round_rows(
    rounds: Sequence[Round],
    letters: Mapping[str, str],
    week: Sequence[int],
    width: int,
    room: int,
    *,
    is_tall: bool,
    is_wide: bool,
    is_short: bool,
) -> list[MenuRow]:
    """The rows of the rounds by their keys, in a list of this width that may take
    `room` rows; below them the days of this `week`, if there is room.

    `letters` are the keys of rounds that the player set, by ours. In a column the words
    of a round stand below its name, else beside it.
    """
    spare = room - sum(1 + len(word_lines(one, width - GAP)) for one in rounds)
    if width < NARROW and (is_tall or (is_wide and spare >= 0)):
        lines = partial(lines_below, letters)
        has_air, has_week = spare >= WEEK + len(rounds) - 1, spare >= WEEK
    else:
        names = [cell_len(one.title) for one in rounds if one.words]
        details = sum(1 + bool(one.words and one.detail) for one in rounds) <= room
        lines = partial(
            lines_beside, letters, max([NAME, *names]), None if is_short else details
        )
        has_air = has_week = False
    rows: list[MenuRow] = []
    for one in rounds:
        rows += [(None, None)] if rows and has_air else []
        rows.append((one.key, CursorRow(partial(lines, one))))
    if week and has_week:
        rows += [(None, None), (None, None), (None, Laid(partial(week_below, week)))]
    return rows


def week_below(week: Sequence[int], width: int) -> list[Content]:
    """The days of this week, below the rounds."""
    return [LEAD + line for line in week_lines(week, width - GAP)]


def round_key(letters: Mapping[str, str], item: Round, here: bool) -> Content:
    """The key that plays the round: only the row under the cursor shows Enter."""
    letter = "" if item.key == "Enter" else letters.get(item.key, item.key)
    return paint("Enter ", "bold $accent") if here else paint(f"{letter} ", "bold")


def lines_below(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> list[Content]:
    """A round's words below its name."""
    words = word_lines(item, width - GAP, "" if here else "$muted")
    name = LEAD + paint(item.title, "bold")
    head = spread(name, round_key(letters, item, here), width)
    return [head, *(LEAD + line for line in words)]


def lines_beside(
    letters: Mapping[str, str],
    names: int,
    has_details: bool | None,
    item: Round,
    width: int,
    here: bool,
) -> list[Content]:
    """A round's words beside its name, and if it `has_details` its detail below them,
    else behind them if that fits; no detail if that is None.
    """
    key, is_narrow = round_key(letters, item, here), width < NARROW
    words = paint(item.brief if is_narrow else item.words, "" if here else "$muted")
    detail = paint("" if has_details is None else item.detail, "$muted")
    title, names = paint(item.title, "bold"), BRIEF_NAME if is_narrow else names
    line = join_cells([LEAD + fit(title, names), words]) if words else LEAD + title
    room = width - GAP - key.cell_length
    if words and detail and has_details:
        below = join_cells([LEAD + fit(Content(""), names), detail])
        head = spread(cut_between_words(line, room), key, width)
        return [head, cut_between_words(below, width)]
    whole = line + paint(" · ", "$muted") + detail
    if not detail or whole.cell_length > room:
        whole = cut_between_words(line, room)
    return [spread(whole, key, width)]


def word_lines(item: Round, room: int, style: str = "") -> list[Content]:
    """The lines below a name; in brief if its words take more than two lines."""
    words = wrap(paint(item.words, style), room) if item.words else []
    words = words if len(words) <= 2 else wrap(paint(item.brief, style), room)
    return words + (wrap_list(item.detail, room) if item.detail else [])


# Sections


def section_rows(sections: Sequence[SectionReport], has_legend: bool) -> list[MenuRow]:
    """The rows of the sections by their numbers, with a mark for each topic; below them
    what the marks mean if it `has_legend`.
    """
    rows: list[MenuRow] = [(None, Laid(section_heads))]
    for number, section in enumerate(sections, 1):
        row = CursorRow(partial(section_lines, number, section), height=1)
        rows.append((str(number), row))
    if has_legend:
        rows += [(None, None), (None, Laid(legend_lines))]
    return rows


def section_heads(width: int) -> list[Content]:
    """The headings above the sections."""
    if width < NARROW:
        mastery = paint("mastery ", "$muted")
        return [spread(paint("  Sections", "bold"), mastery, width)]
    return [header_row(paint("      Sections", "bold"), COLUMNS, width)]


def section_lines(
    number: int, section: SectionReport, width: int, here: bool
) -> list[Content]:
    """A section's number, name, marks and figures."""
    tried = section.answers > 0
    title = paint(section.title, "" if tried or here else "$muted")
    name = concat(LEAD, (f"{number:>2}  ", "$muted"), title)
    share = paint(section_share_words(section), "" if tried else "$muted")
    if width < NARROW:
        weak = sum(topic.state == "weak" for topic in section.topics)
        marks = concat(state_mark("weak"), f" {weak}") if weak else Content("")
        return [spread(name, fit(marks, 4) + fit(share, 7, right=True), width)]
    dots = Content(" ").join(state_mark(topic.state) for topic in section.topics)
    due = paint(str(section.due) if section.due else "")
    return [table_row(name, (dots, share, due), COLUMNS, width)]


def legend_lines(width: int) -> list[Content]:
    """What the marks of topics mean."""
    words = (paint(words, "$muted") for words in state_legend())
    return [Content(" " * 6) + Content("  ").join(words)]
