"""The parts of the browser: the filters of a search, and what it found."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.search import NO_STATUSES, QuestionStatuses, SearchItem
from weakspot.text import UNICODE_MARKS, verdict_mark
from weakspot.ui.widgets.bars import score_style
from weakspot.ui.widgets.content import NARROW, concat, cut, gutter, paint, render
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.rows import LongRows
from weakspot.words.searches import due_mark

LONGEST_TITLE = 24


class FilterLine(Lines, can_focus=True):
    """The filters of a search; a key or a click lets the screen turn one to its next
    value.
    """

    ALLOW_SELECT = False  # a click turns
    DEFAULT_CSS = "FilterLine { margin: 0 0 0 2; }"
    BINDINGS = [
        ("left", "step(-1)"),
        ("right", "step(1)"),
        ("space,enter", "screen.turn_filter(1)"),
        ("backspace", "screen.turn_filter(-1)"),
    ]
    chips: reactive[Sequence[tuple[str, bool]]] = reactive((), layout=True)
    """The words of each filter, and whether it narrows the search."""
    cursor: reactive[int] = reactive(0)

    def build(self, width: int) -> list[Content]:
        dot = paint(" · ", "$faint")
        lines: list[Content] = []
        for index, (words, narrows) in enumerate(self.chips):
            here = index == self.cursor and self.has_focus
            style = "bold $accent" if narrows else "$muted"
            if here:
                style = (
                    f"underline {'bold $accent' if narrows else '$foreground'} "
                    "on $cursor"
                )
            chip = cut(paint(words, style), min(width, LONGEST_TITLE))
            chip = chip.stylize(f"@click=pick({index})")
            if (
                lines
                and lines[-1].cell_length + dot.cell_length + chip.cell_length <= width
            ):
                lines[-1] = concat(lines[-1], dot, chip)
            else:
                lines.append(chip)
        return lines

    def action_step(self, step: int) -> None:
        self.cursor = max(0, min(self.cursor + step, len(self.chips) - 1))

    async def action_pick(self, index: int) -> None:
        self.cursor = index
        await self.screen.run_action("turn_filter(1)")


class FoundList(LongRows[SearchItem]):
    """What was found, a row each: its last result, its first line, and its kind if
    there is room.
    """

    BINDINGS = [("tab", "screen.filters")]
    NAME, COLUMNS = (
        "     question",
        {"kind": (13, 60), "level": (-5, 0), "due ": (-6, 0)},
    )
    items: reactive[Sequence[SearchItem]] = reactive((), always_update=True)
    statuses: reactive[QuestionStatuses] = reactive(NO_STATUSES)
    today: reactive[str] = reactive("")
    empty: reactive[str] = reactive("")
    """What is shown if nothing was found."""

    def head_lines(self, width: int) -> list[Content]:
        if not self.items:
            return [
                gutter(False) + line
                for line in paint(self.empty, "$muted").wrap(max(1, width - 2))
            ]
        return super().head_lines(width)

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        found = self.items[index]
        muted = self.statuses.has("muted", found)
        head = render(
            found.head.replace("\n", " "), "$muted" if muted and not here else ""
        )
        flag = paint(
            f"{UNICODE_MARKS.flag} " if found.key in self.statuses.flagged else "",
            "$warning",
        )
        name = gutter(here) + self.answer_mark(found) + Content("  ") + flag + head
        level = "" if found.is_lesson else str(found.level)
        due = due_mark(found, self.statuses, self.today)
        cells = [
            paint(words, "$muted")
            for words in (kind_words(found.kind), level, f"{due} ")
        ]
        return [
            cut(name, width) if width < NARROW else self.table_row(name, cells, width)
        ]

    def is_highlighted(self, index: int) -> bool:
        return index == self.cursor  # Enter also opens it while a search is typed

    def answer_mark(self, found: SearchItem) -> Content:
        """The mark of the last answer to a question; a dot if there is none, a blank
        for lessons.
        """
        score = self.statuses.scores.get(found.key)
        if found.is_lesson:
            return Content(" ")
        if score is None:
            return paint(UNICODE_MARKS.untried, "$muted")
        return paint(verdict_mark(score), score_style(score))

    def watch_items(self) -> None:
        self.top = 0
        self.show_cursor()
