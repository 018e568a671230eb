"""Lines beside a question where there is room: its topic and the round so far, or its
case.
"""

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from weakspot.engine.overview import Beside
from weakspot.engine.values import Case
from weakspot.text import one_line, verdict_mark
from weakspot.ui.widgets.artefact import case_text
from weakspot.ui.widgets.bars import score_style
from weakspot.ui.widgets.content import GAP, concat, cut, paint, spread, wrap
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.topics import bar_line, name_topic, state_line
from weakspot.words.dates import date_words
from weakspot.words.estimates import tally_words
from weakspot.words.reasons import part_word

MOST = 10
"""The most earlier answers of the round that are shown."""
AIRY = 20
"""The rows from which blank ones stand below the heads."""
NARROWEST = 38
"""The least width of a case."""
BETWEEN = "   "
"""Between the answers of a topic."""


class QuestionPane(Static):
    """A pane of lines, filled anew for each question."""

    ALLOW_SELECT = False

    def show_beside(self, beside: Beside, room: int) -> None:
        """Show the topic and the round in so many rows."""
        self.styles.width = None
        self.update(Laid(partial(beside_lines, beside, room)))

    def show_case(self, case: Case, key: str, room: int) -> None:
        """Show the case in so many rows, its lines unbroken if there is room; `key` is
        the label of the key that opens it whole.
        """
        longest = max(cell_len(line) for line in case_text(case).plain.split("\n"))
        self.styles.width = max(self.gutter.width + longest, NARROWEST)
        self.update(Laid(partial(case_lines, case, key, room)))


def beside_lines(beside: Beside, room: int, width: int) -> list[Content]:
    """The topic of a question, and the round so far as there is room for it."""
    air = [Content("")] if room >= AIRY else []
    topic = topic_lines(beside, air, width)
    right = paint(f"{beside.right} right", "$muted")
    gap = [Content(""), *air]
    head = [*gap, spread(paint("This round", "bold"), right, width), *air]
    least = 1 + bool(beside.to_come)
    rows = room - len(topic) - len(head)
    if rows < least:
        return topic[:room]
    return topic + head + round_lines(beside, min(MOST + least, rows), width)


def topic_lines(beside: Beside, air: list[Content], width: int) -> list[Content]:
    """Why a question of this topic is asked, how it stands, its last answers, what
    repairs it; `air` are blank lines.
    """
    topic = beside.topic
    name = name_topic(topic).stylize("bold", 2)
    why = paint(part_word(beside.reason), "$muted")
    lines = [spread(name, why, width), *air]
    if name.cell_length + GAP + why.cell_length > width:
        lines = [cut(name, width), concat(" " * GAP, why)]
    if topic.firm_estimate is None:
        lines.append(paint(tally_words(topic.answers, topic.misses), "$muted"))
        return [*lines, *air, *state_lines(beside, width)] if topic.answers else lines
    bar = bar_line(topic, topic.firm_estimate, width)
    return [*lines, bar, *air, *state_lines(beside, width)]


def state_lines(beside: Beside, width: int) -> list[Content]:
    """The topic's last answers with their dates, and what repairs it, or its state."""
    answers = [
        concat(
            (f"{verdict_mark(given.score)} ", score_style(given.score)),
            (date_words(given.day, beside.today), "$muted"),
        )
        for given in beside.answers
    ]
    while sum(one.cell_length + len(BETWEEN) for one in answers) > width + len(BETWEEN):
        answers = answers[1:]
    lines = [Content(BETWEEN).join(answers)] if answers else []
    return [*lines, state_line(beside.topic)]


def round_lines(beside: Beside, most: int, width: int) -> list[Content]:
    """A row for each of the last questions passed and for the one in play, and how many
    are to come; at most so many rows.
    """
    rows = [
        (score_mark(score), paint(title, "$muted")) for title, score in beside.passed
    ]
    if beside.is_open:
        rows.append((concat(("═", "$accent")), paint(beside.topic.title)))
    elif rows:
        rows[-1] = rows[-1][0], paint(beside.topic.title)
    if beside.to_come:
        words = paint(f"{beside.to_come} to come", "$muted")
        rows.append((concat(("─", "$faint")), words))
    return [cut(concat(mark, "  ", words), width) for mark, words in rows[-most:]]


def score_mark(score: float | None) -> Content:
    """The mark of an answer to the round; of one that does not count, as in its
    strokes.
    """
    if score is None:
        return concat(("╌", "$faint"))
    return concat((verdict_mark(score), score_style(score)))


def case_lines(case: Case, key: str, room: int, width: int) -> list[Content]:
    """The title and the text of a case, its long lines with a hanging indent; if there
    is more than room for, what opens it.
    """
    lines = [*wrap(paint(one_line(case.title), "bold"), width), Content("")]
    for line in case_text(case).split("\n", allow_blank=True):
        lines += hang(line, width)
    if len(lines) <= room:
        return lines
    more = paint(f"… {key} opens it whole", "$muted")
    return [*lines[: max(0, room - 1)], more]


def hang(line: Content, width: int) -> Sequence[Content]:
    """Wrap a line of a case with a hanging indent of GAP columns more than its own."""
    first, *rest = wrap(line, width)
    if not rest:
        return [first]
    left = line[len(first.plain) :]
    left = left[count_blanks(left) :]
    lead = Content(" " * min(count_blanks(line) + GAP, width // 2))
    return [first, *(lead + one for one in wrap(left, width - lead.cell_length))]


def count_blanks(line: Content) -> int:
    """The blanks that a line begins with."""
    return len(line.plain) - len(line.plain.lstrip())
