"""The lists of the first screen: rounds to play, and sections."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import takewhile

import msgspec
from rich.cells import cell_len
from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region
from textual.widget import Widget

from weakspot.engine.records import RoundTally
from weakspot.engine.report import SectionReport
from weakspot.engine.today import PlanParts
from weakspot.text import UNICODE_MARKS
from weakspot.ui.widgets.bars import plan_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    LEAD,
    concat,
    cut,
    cut_between_words,
    fit,
    join_cells,
    paint,
    spread,
    wrap,
)
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import OptionRows
from weakspot.words.changes import ENOUGH, tally_words
from weakspot.words.reasons import part_rows, parts_words

NAME = 10
"""The width of the names of rounds."""
ROOMY = 46
"""Columns from which a list of rounds has room for all its words."""
MAP, WIDE_MAP = 44, 54
"""Columns from which a list of sections has room for a mark for each topic, and for how
many are known besides.
"""
SHARE = len("10 of 12")
SHORT_TITLE = 24
"""Cells that a section's title has at least beside its marks."""
NUMBER_WIDTH = GAP + 4
"""Columns before the title of a section."""

MenuRow = tuple[str | None, Laid | None]


class Round(msgspec.Struct, frozen=True):
    """A round to play: its name, what it is, the same in brief, its key, the parts it
    consists of if it has any, and what came of it once it is done.
    """

    title: str
    words: str
    brief: str
    key: str
    parts: PlanParts | None = None
    tally: RoundTally | None = None


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

    def place_in(self, body: VerticalScroll) -> int:
        """The row of the body at which the list begins."""
        inside = takewhile(lambda node: node is not body, self.ancestors)
        return sum(
            node.virtual_region.y
            for node in (self, *inside)
            if isinstance(node, Widget)
        )

    def scroll_body(self, body: VerticalScroll) -> None:
        """Scroll the body so that the row under the cursor is in sight, and for its
        first row all above it if there is room.
        """
        if not self.size:
            return
        y = self.place_in(body)
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
    width: int,
    room: int,
    *,
    has_parts: bool,
) -> list[MenuRow]:
    """The rows of the rounds by their keys, in a list of this width that may take
    `room` rows; `letters` are the keys of rounds that the player set, by ours.

    What a round consists of stands below its name, in lines of their own with a bar
    each if it `has_parts`; then a blank line is below it and, if there is room, words
    stand below the names of the others.
    """
    builds = [
        lines_beside if one.parts is None else today_lines if has_parts else brief_lines
        for one in rounds
    ]
    rows = [
        CursorRow(partial(build, letters, one))
        for build, one in zip(builds, rounds, strict=True)
    ]
    spare = room - sum(len(row.lines(width)) for row in rows)
    is_airy = has_parts and spare >= 2 * len(rounds)
    shown: list[MenuRow] = []
    for one, row in zip(rounds, rows, strict=True):
        is_other = one.parts is None
        if shown and is_airy:
            shown.append((None, None))
        airy = CursorRow(partial(lines_below, letters, one))
        shown.append((one.key, airy if is_airy and is_other else row))
        if has_parts and spare >= 1 and not is_other and not is_airy:
            shown.append((None, None))
    return shown


def round_key(letters: Mapping[str, str], item: Round, here: bool) -> Content:
    """The key that plays the round: only the row under the cursor shows Enter."""
    letter = "" if item.key == "Enter" else letters.get(item.key, item.key)
    return paint("Enter ", "bold $accent") if here else paint(f"{letter} ", "bold")


def head_line(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> Content:
    """A round's name, and its key at the right."""
    name = LEAD + paint(item.title, "bold")
    return spread(name, round_key(letters, item, here), width)


def today_lines(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> list[Content]:
    """The round of the day with its parts, a bar each; once it is done, what came of
    it.
    """
    style, room = "" if here else "$muted", width - GAP - 1
    if item.tally is not None:
        done = item.tally
        name = concat((item.title, "bold"), (f" {UNICODE_MARKS.right}", "$accent"))
        count = paint(f"{done.answers} of {done.answers} ", "bold")
        return [
            spread(LEAD + name, count, width),
            LEAD + paint("━" * room, "$accent"),
            *(LEAD + paint(words, style) for words in tally_words(done)),
            LEAD + paint(ENOUGH),
        ]
    lines = [head_line(letters, item, width, here)]
    is_roomy = width >= ROOMY
    lines.append(LEAD + cut(paint(item.words if is_roomy else item.brief), room))
    parts = part_rows(item.parts or PlanParts())
    names = max((cell_len(words) for _, words, _ in parts), default=0)
    cells = 2 if is_roomy else 1
    most = max((number * cells for number, _, _ in parts), default=0)
    free = room - 3 - names - 1
    for number, words, part in parts:
        length = number * cells if most <= free else number * free // (most // cells)
        label = concat(f"{number:>2} ", (fit(paint(words), names).plain, "$muted"))
        lines.append(LEAD + label + " " + plan_bar(part, max(1, length)))
    return lines


def brief_lines(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> list[Content]:
    """The round of the day in two lines: how long it is, and its parts; once it is done
    in one.
    """
    head = lines_beside(letters, item, width, here)
    words = parts_words(item.parts or PlanParts())
    if item.tally is not None or not item.parts or item.parts == PlanParts():
        return head
    return [*head, LEAD + cut_between_words(paint(words, "$muted"), width - GAP)]


def lines_below(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> list[Content]:
    """A round's name, and its words below it."""
    words = paint(item.words, "" if here else "$muted")
    told = [LEAD + line for line in wrap(words, width - GAP)[:2]] if item.words else []
    return [head_line(letters, item, width, here), *told]


def lines_beside(
    letters: Mapping[str, str], item: Round, width: int, here: bool
) -> list[Content]:
    """A round's words beside its name; below it where they are longer."""
    if not item.words:
        return [head_line(letters, item, width, here)]
    key, style = round_key(letters, item, here), "" if here else "$muted"
    title = fit(paint(item.title, "bold"), max(NAME, cell_len(item.title)))
    told = [item.words, item.brief] if width >= ROOMY else [item.brief]
    for words in told:
        line = join_cells([LEAD + title, paint(words, style)])
        if line.cell_length + key.cell_length + GAP <= width:
            return [spread(line, key, width)]
    below = cut_between_words(paint(told[0], style), width - GAP)
    return [head_line(letters, item, width, here), LEAD + below]


# Sections


def section_rows(sections: Sequence[SectionReport]) -> list[MenuRow]:
    """The map: the rows of the sections by their numbers, with a mark for each
    topic.
    """
    most = max((len(section.topics) for section in sections), default=0)
    return [
        (str(number), CursorRow(partial(section_lines, number, section, most), 1))
        for number, section in enumerate(sections, 1)
    ]


def section_lines(
    number: int, section: SectionReport, most: int, width: int, here: bool
) -> list[Content]:
    """A section's number, title, marks, and how many of its topics are known; no
    section has more topics than `most`. Of one that is off, that it is.
    """
    lead = LEAD + paint(f"{number:>2}  ", "$muted")
    if section.is_off:
        title = paint(section.title, "" if here else "$muted")
        return [spread(lead + title, paint("off ", "$muted"), width)]
    is_tried = section.answers > 0
    known = sum(topic.state == "known" for topic in section.topics)
    share = f"{known} of {len(section.topics)}"
    count = fit(paint(share, "" if known else "$muted"), SHARE, right=True)
    style = "" if is_tried or here else "$muted"
    room = width - NUMBER_WIDTH - 1
    if width < MAP:
        weak = sum(topic.state == "weak" for topic in section.topics)
        marks = concat(state_mark("weak"), f" {weak}") if weak else Content("")
        title = paint(section.short or section.title, style)
        return [spread(lead + title, fit(marks, 4) + count + " ", width)]
    end = GAP + SHARE if width >= WIDE_MAP else 0
    column = min(max(1, 2 * most - 1), room - end - GAP - SHORT_TITLE + 1)
    column = max(column, most)
    room -= end + GAP + column - 1
    name = section.title if cell_len(section.title) <= room else section.short
    air = " " if 2 * len(section.topics) - 1 <= column else ""
    dots = Content(air).join(state_mark(topic.state) for topic in section.topics)
    cells = [fit(paint(name or section.title, style), room), fit(dots, column)]
    return [lead + join_cells([*cells, *([count + " "] if end else [])])]
