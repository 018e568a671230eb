"""The banks as a list, each with what is muted of it, and one bank in figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.bank_view import BankView
from weakspot.engine.values import LocatedFault
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.widgets.content import (
    NARROW,
    concat,
    cut,
    gutter,
    indent,
    paint,
    render,
    spread,
    wrap_list,
)
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.rows import LongRows
from weakspot.words.stock import ORIGINS, count_words, level_words, soundness_words


class BankRow(NamedTuple):
    """A row of the list: a bank; or with a `key` something muted in it, and its
    title.
    """

    bank: BankView
    key: str = ""
    title: str = ""


def bank_rows(banks: Sequence[BankView]) -> tuple[BankRow, ...]:
    """The rows of the banks, each followed by what is muted of it."""
    return tuple(
        row
        for bank in banks
        for row in (BankRow(bank), *(BankRow(bank, *muted) for muted in bank.muted))
    )


class BankMenu(LongRows[BankRow]):
    """A row for each bank: its title, number of questions, origin and state."""

    NAME, COLUMNS = (
        "    bank",
        {"questions": (-9, 0), "from": (7, 70), "state": (14, 0)},
    )
    items: reactive[Sequence[BankRow]] = reactive(())
    faults: reactive[Mapping[str, tuple[LocatedFault, ...]]] = reactive({})
    """What was found in each bank, by file, as far as they were checked."""

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        row = self.items[index]
        return [
            self.muted_line(row, here, width)
            if row.key
            else self.bank_line(row.bank, here, width)
        ]

    def muted_line(self, row: BankRow, here: bool, width: int) -> Content:
        """A row for something muted, which Enter brings back."""
        is_topic = row.key.partition("/")[2] in row.bank.topics
        what = paint("muted topic: " if is_topic else "muted: ", "$muted")
        margin = "  " if width < NARROW else "    "
        return cut(
            concat(gutter(here), margin, what, render(row.title.replace("\n", " "))),
            width,
        )

    def bank_line(self, bank: BankView, here: bool, width: int) -> Content:
        faults = self.faults.get(bank.file)
        sign = (
            paint(f"{UNICODE_MARKS.wrong} ", "$error") if bank.errors else Content("  ")
        )
        name = (
            gutter(here)
            + sign
            + paint(bank.title.replace("\n", " "), "bold" if here else "")
        )
        style = "$warning" if faults else "$muted"
        state = paint(soundness_words(bank, faults), "$error" if bank.errors else style)
        count = "" if bank.errors else str(bank.questions)
        if width < NARROW:
            last = state if bank.errors or faults else paint(count, "$muted")
            return spread(name, last, width - 1) + Content(" ")
        cells = paint(count), paint(ORIGINS.get(bank.origin, ""), "$muted"), state
        return self.table_row(name, cells, width)

    def watch_items(self) -> None:
        self.show_cursor()


class BankFigures(ValueLines[BankView]):
    """One bank: its counts, its file and its faults; or its errors."""

    faults: reactive[tuple[LocatedFault, ...] | None] = reactive(None, layout=True)

    def describe(self, bank: BankView, width: int) -> list[Content]:
        file = paint(bank.file, "$muted").wrap(width)
        if bank.errors:
            errors = [
                line
                for error in bank.errors
                for line in remark_lines(error, "$error", width)
            ]
            what = paint(
                "It cannot be read. Edit opens it at its first error.", "$muted"
            ).wrap(width)
            return [*errors, *what, *file]
        holds = (
            f"{format_count(bank.questions, 'question')} in "
            f"{format_count(len(bank.topics), 'topic')}"
        )
        lines = paint(holds).wrap(width)
        for words in (count_words(bank.kinds), level_words(bank.levels)):
            lines += wrap_list(words, width)
        lines += file
        if self.faults is None:
            return [*lines, *paint("Looking it over …", "$muted").wrap(width)]
        if self.faults:
            lines += paint(f"{format_count(len(self.faults), 'fault')}:", "bold").wrap(
                width
            )
        for fault in self.faults:
            lines += remark_lines(fault, "$warning", width)
        return lines


def remark_lines(fault: LocatedFault, style: str, width: int) -> list[Content]:
    """A fault: where it is, and what it says."""
    return indent(
        paint(f"{fault.line}:{fault.column}  ", style), paint(fault.words), width
    )
