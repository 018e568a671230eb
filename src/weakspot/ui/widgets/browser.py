"""The parts of the browser: the filters of a search, and what it found."""

from collections.abc import Mapping, Sequence

from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.search import QuestionStatuses, SearchItem
from weakspot.text import UNICODE_MARKS, verdict_mark
from weakspot.ui.widgets.bars import score_style
from weakspot.ui.widgets.content import Columns, concat, cut, paint, render
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import HeadRow, OptionRows, Row, TableRow
from weakspot.words.searches import next_mark

LONGEST_TITLE = 24
MOST = 300
"""The most rows that are listed: nobody reads on."""
COLUMNS: Columns = {"kind": (13, 60), "level": (-5, 0), "next ": (-6, 0)}
HEADS = HeadRow(paint("   question"), COLUMNS)


class FilterLine(Static, can_focus=True):
    """The filters of a search; a key or a click lets the screen turn one to its next
    value.
    """

    ALLOW_SELECT = False  # a click turns
    DEFAULT_CSS = "FilterLine { padding-left: 2; height: auto; }"
    BINDINGS = [
        Binding(
            "space,enter",
            "screen.turn_filter(1)",
            "next",
            key_display="Space",
            tooltip="change the filter, as a click does; Backspace back",
        ),
        Binding(
            "left", "step(-1)", "which", key_display="←→", tooltip="choose a filter"
        ),
        ("right", "step(1)"),
        ("backspace", "screen.turn_filter(-1)"),
        Binding("tab", "screen.to_list", "list", tooltip="to the list"),
    ]
    chips: reactive[Sequence[tuple[str, bool]]] = reactive(())
    """The words of each filter, and whether it narrows the search."""
    cursor: reactive[int] = reactive(0)

    def on_mount(self) -> None:
        self.auto_links = False  # they keep their colours
        for name in ("chips", "cursor", "has_focus"):
            self.watch(self, name, self.redraw)

    def redraw(self) -> None:
        self.update(Laid(self.lay_out))

    def lay_out(self, width: int) -> list[Content]:
        """The filters in as many lines as they need."""
        dot = paint(" · ", "$faint")
        lines: list[Content] = []
        for index, (words, narrows) in enumerate(self.chips):
            style = "bold $accent" if narrows else "$muted"
            if index == self.cursor and self.has_focus:
                hue = "bold $accent" if narrows else "$foreground"
                style = f"underline {hue} on $cursor"
            chip = cut(paint(words, style), min(width, LONGEST_TITLE))
            chip = chip.stylize(f"@click=pick({index})")
            taken = lines[-1].cell_length + dot.cell_length if lines else width
            if taken + chip.cell_length <= width:
                lines[-1] = concat(lines[-1], dot, chip)
            else:
                lines.append(chip)
        return lines

    def action_step(self, step: int) -> None:
        self.cursor = max(0, min(self.cursor + step, len(self.chips) - 1))

    async def action_pick(self, index: int) -> None:
        self.cursor = index
        await self.run_action("screen.turn_filter(1)")


class FoundList(OptionRows):
    """A row for each question or lesson found: its last result, its first line, and its
    kind if there is room. Its cursor shows without the focus: Enter opens it from the
    words.
    """

    keeps_cursor = True
    DEFAULT_CSS = """
    FoundList { height: 1fr; scrollbar-gutter: stable; }
    FoundList > .option-list--option-highlighted { background: $cursor; }
    """
    BINDINGS = [
        Binding(
            "enter",
            "screen.choose",
            "open",
            tooltip="open the question, or the lesson",
        ),
        Binding("tab", "screen.filters", "filters", tooltip="to the filters, and back"),
    ]

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer: nothing is opened where nothing was found."""
        return {} if self.chosen else {"open": "", "move": ""}

    def show(
        self,
        found: Sequence[SearchItem],
        statuses: QuestionStatuses,
        empty: str,
    ) -> None:
        """Show what was found, or the words `empty` if nothing was."""
        rows: list[tuple[str | None, Row | None]] = []
        if not found:
            rows = [(None, Row(paint(empty, "$muted"), wraps=True))]
        rows += [(one.key, found_row(one, statuses)) for one in found[:MOST]]
        if len(found) > MOST:
            words = f"and {len(found) - MOST} more: write more words, or set a filter"
            rows.append((None, Row(paint(words, "$muted"))))
        self.show_rows(rows)

    def action_cursor_up(self) -> None:
        """Move up; on the first row the key is the screen's."""
        if self.highlighted in (None, 0):
            raise SkipAction
        super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Move down, as far as the last row."""
        if self.chosen != next(filter(None, reversed(self.ids)), None):
            super().action_cursor_down()


def found_row(found: SearchItem, statuses: QuestionStatuses) -> TableRow:
    """A question or part of a lesson that was found."""
    muted = "$muted" if statuses.has("muted", found) else ""
    is_flagged = found.key in statuses.flagged
    flag = paint(f"{UNICODE_MARKS.flag} " if is_flagged else "", "$warning")
    head = render(found.head.replace("\n", " "), muted)
    name = answer_mark(found, statuses) + Content("  ") + flag + head
    level = "" if found.is_lesson else str(found.level)
    texts = kind_words(found.kind), level, f"{next_mark(found, statuses)} "
    cells = [paint(words, "$muted") for words in texts]
    return TableRow(name, cells, COLUMNS, Content(""))


def answer_mark(found: SearchItem, statuses: QuestionStatuses) -> Content:
    """The mark of the last answer to a question; a dot if there is none, a blank for
    lessons.
    """
    score = statuses.scores.get(found.key)
    if found.is_lesson:
        return Content(" ")
    if score is None:
        return paint(UNICODE_MARKS.untried, "$muted")
    return paint(verdict_mark(score), score_style(score))
