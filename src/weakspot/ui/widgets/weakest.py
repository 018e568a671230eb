"""The weak topics and those that may be, as the rows of one list."""

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from weakspot.engine.report import TopicReport
from weakspot.ui.widgets.content import LEAD, Columns, paint, table_row
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import Row
from weakspot.ui.widgets.topics import name_topic
from weakspot.ui.widgets.whole import BAR, weak_cells
from weakspot.words.estimates import until_words

SPOT: Columns = {"bar": (BAR, 44), "mastery": (-6, 0), "slots": (3, 84)}
"""The columns behind a topic's name, each in lists of at least so many cells; behind
them stand words, from UNTIL cells on.
"""
UNTIL = 72

SpotRow = tuple[str | None, Laid | None]


def spot_rows(
    spots: Sequence[TopicReport], repaired: str, is_airy: bool
) -> list[SpotRow]:
    """The rows by the topics' keys: first the weak below their heading, then those
    perhaps weak; last what was `repaired`, in words, empty if nothing was. Below
    headings stands a blank line if `is_airy`.
    """
    weak = [spot for spot in spots if spot.state == "weak"]
    perhaps = [spot for spot in spots if spot.state != "weak"]
    told = max((cell_len(until_words(spot.needs)) for spot in weak), default=0)
    blank: SpotRow = (None, None)
    rows: list[SpotRow] = []
    for head, members in (("Weak", weak), ("Perhaps weak", perhaps)):
        if members:
            count = paint(f"{len(members)} ", "$muted")
            rows += [(None, Row(paint(head, "bold"), count)), *[blank] * is_airy]
            rows += [
                (spot.key, Laid(partial(spot_lines, spot, told))) for spot in members
            ]
            rows += [blank] * (1 + is_airy)
    return [*rows, (None, Row(paint(repaired, "$muted")))]


def spot_lines(spot: TopicReport, told: int, width: int) -> list[Content]:
    """A topic with its figures, and in `told` cells what repairs it if it is weak."""
    bar, mastery, _, slots, _ = weak_cells(spot)
    words = until_words(spot.needs) if spot.state == "weak" else ""
    cells = [bar, mastery, slots, paint(words, "$muted")]
    columns = {**SPOT, "until": (told, UNTIL)}
    # less by one, as a blank stands at the end
    return [table_row(LEAD + name_topic(spot), cells, columns, width - 1) + " "]
