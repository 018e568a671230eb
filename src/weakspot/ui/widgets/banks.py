"""The banks as rows of a list, each with what is muted of it, and one bank in
figures.
"""

from textual.content import Content

from weakspot.engine.bank_view import BankView
from weakspot.engine.values import LocatedFault
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.widgets.content import fit, join_cells, paint, render
from weakspot.ui.widgets.option_rows import Row
from weakspot.words.stock import ORIGINS, count_words, level_words, soundness_words

Faults = tuple[LocatedFault, ...] | None
"""The faults of a bank; None until it was checked."""

COUNT, ORIGIN, STATE = 9, 7, len("100 faults")
"""The widths of the columns."""


def heading_row() -> Row:
    """The headings of the columns."""
    cells = ("questions", "from".ljust(ORIGIN), "state".ljust(STATE))
    return Row(paint("  bank", "$muted"), paint("  ".join(cells), "$muted"))


def bank_row(bank: BankView, faults: Faults, is_narrow: bool) -> Row:
    """A bank: its title, number of questions, origin and state; if narrow, only what
    is wrong, else the number.
    """
    sign = paint(f"{UNICODE_MARKS.wrong} ", "$error") if bank.errors else Content("  ")
    style = "$error" if bank.errors else "$warning" if faults else "$muted"
    is_off = bank.is_off and not bank.errors
    state = paint("off" if is_off else soundness_words(bank, faults), style)
    count = paint(str(bank.questions) if bank.section else "", "$muted" * is_narrow)
    if is_narrow:
        end = state if bank.errors or faults or bank.is_off else count
    else:
        origin = paint(ORIGINS.get(bank.origin, ""), "$muted")
        cells = fit(count, COUNT, right=True), fit(origin, ORIGIN), fit(state, STATE)
        end = join_cells(cells)
    return Row(sign + paint(bank.title.replace("\n", " ")), end)


def muted_row(bank: BankView, key: str, title: str, is_narrow: bool) -> Row:
    """A topic or question of the bank that is muted."""
    is_topic = key.partition("/")[2] in bank.topics
    what = paint("muted topic: " if is_topic else "muted: ", "$muted")
    margin = Content("" if is_narrow else "    ")
    return Row(margin + what + render(title.replace("\n", " ")))


def figures(bank: BankView, faults: Faults) -> Content:
    """A bank's counts, its file and its faults; or its errors."""
    if bank.errors:
        lines = [fault_line(error, "$error") for error in bank.errors]
        what = "It plays on as it was." if bank.section else "It cannot be read."
        lines.append(paint(f"{what} Edit opens it at its first error.", "$muted"))
    else:
        topics = format_count(len(bank.topics), "topic")
        lines = [paint(f"{format_count(bank.questions, 'question')} in {topics}")]
        for words in (count_words(bank.kinds), level_words(bank.levels)):
            lines.append(paint(words, "$muted"))
    lines.append(paint(bank.file, "$muted"))
    if faults is None and not bank.errors:
        lines.append(paint("Looking it over …", "$muted"))
    elif faults and not bank.errors:
        lines.append(paint(f"{format_count(len(faults), 'fault')}:", "bold"))
        lines += [fault_line(fault, "$warning") for fault in faults]
    return Content("\n").join(lines)


def fault_line(fault: LocatedFault, style: str) -> Content:
    """A fault: where it is, and what it says."""
    return paint(f"{fault.line}:{fault.column}  ", style) + paint(fault.words)
