"""The lists of the first screens: rounds to play, sections, topics."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import SectionReport, TopicReport, section_share, tally
from weakspot.text import ago, percent, range_words, state_legend
from weakspot.ui.widgets.bars import mastery_bar, state_mark, week_lines
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    cell,
    columns,
    cut,
    gutter,
    hanging,
    joined,
    listed,
    plain,
    row_of,
    spread,
    wrapped,
)
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.rows import Rows

RANGED, ROOMY, WIDE = 70, 84, 106
COLUMNS = (15, -7, -3)
NAME, BRIEF_NAME = 12, 10
TOPIC_BAR = 16
RANGE = len("10 to 100")
WEEK = 4
"""Rows that the days of this week take, with the air above them."""


class Round(msgspec.Struct, frozen=True):
    """A round to play: its name, what it is (and in brief), what it is made of, the key that starts it."""

    title: str
    words: str
    brief: str
    detail: str
    key: str


class RoundMenu(Rows):
    """Rounds to play, the most sensible first; below them, where there is room, the days of this week."""

    ALLOW_SELECT = False  # a click chooses

    rounds: reactive[Sequence[Round]] = reactive((), layout=True)
    week: reactive[Sequence[int]] = reactive((), layout=True)
    letters: Mapping[str, str] = {}
    """The player's keys for rounds, by ours."""
    below: reactive[int] = reactive(0, layout=True)
    """Rows of the body that are kept for what stands below."""

    def row_count(self) -> int:
        return len(self.rounds)

    def above(self, index: int, width: int) -> list[Content]:
        air = len(self.rounds) - 1 + WEEK
        has_air = self.is_tall and width < NARROW and self.told_rows(width) + air <= self.room
        return [Content("")] if has_air else []

    @property
    def room(self) -> int:
        """The rows that it may take of the screen's body, between header and footer."""
        return self.screen.size.height - (7 if self.is_tall else 4) - self.below

    def told_rows(self, width: int) -> int:
        """The rows that all rounds take, each with its words below its title."""
        room = width - GAP
        return len(self.rounds) + sum(len(self.told(one, room)) for one in self.rounds)

    def is_told(self, width: int) -> bool:
        """Do the words stand below the titles? In a narrow column, where there is room for it."""
        is_wide = self.is_screen("-wide") and not self.is_short
        return width < NARROW and (self.is_tall or (is_wide and self.told_rows(width) <= self.room))

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        one = self.rounds[index]
        # Enter is for the row under the cursor alone
        away = "" if one.key == "Enter" else self.letters.get(one.key, one.key)
        key = plain(f"{'Enter' if here else away} ", "bold $accent" if here else "bold")
        lead = gutter(here)
        if not self.is_told(width):
            return self.lines_beside(one, lead, key, width)
        head = spread(lead + plain(one.title, "bold"), key, width)
        return [head, *(lead + line for line in self.told(one, width - GAP))]

    def lines_beside(self, one: Round, lead: Content, key: Content, width: int) -> list[Content]:
        """Its words beside its title; what it is made of below them, or behind them, where that has room."""
        words = plain(one.brief if width < NARROW else one.words)
        detail = plain("" if self.is_short else one.detail, "$muted")
        title = plain(one.title, "bold")
        widest = max([NAME, *(cell_len(round.title) for round in self.rounds if round.words)])
        names = BRIEF_NAME if width < NARROW else widest
        line = row_of([lead + cell(title, names), words]) if words else lead + title
        rows_each = sum(1 + bool(round.words and round.detail) for round in self.rounds)
        if words and detail and rows_each <= self.room:
            below = row_of([lead + cell(Content(""), names), detail])
            return [spread(line, key, width), cut(below, width)]
        whole = line + plain(" · ", "$muted") + detail
        has_room = whole.cell_length + GAP + key.cell_length <= width
        return [spread(whole if detail and has_room else line, key, width)]

    def foot_lines(self, width: int) -> list[Content]:
        if not self.week or not self.is_told(width) or self.told_rows(width) + WEEK > self.room:
            return []
        week = (Content("  ") + line for line in week_lines(self.week, width - 2))
        return [Content(""), Content(""), *week]

    def told(self, one: Round, room: int) -> list[Content]:
        """The lines below a title; in brief where two do not hold all its words."""
        words = wrapped(plain(one.words), room) if one.words else []
        words = words if len(words) <= 2 else wrapped(plain(one.brief), room)
        return words + (listed(one.detail, room) if one.detail else [])


class SectionMenu(Rows):
    """The sections, with a mark for each topic: you see where it is weak; below, what the marks mean."""

    ALLOW_SELECT = False

    sections: reactive[Sequence[SectionReport]] = reactive((), layout=True)

    def row_count(self) -> int:
        return len(self.sections)

    @property
    def rows(self) -> int:
        """The rows that it takes, below each other."""
        return 1 + len(self.sections) + (2 if self.is_tall else 0)

    def head_lines(self, width: int) -> list[Content]:
        if width < NARROW:
            return [spread(plain("  Sections", "bold"), plain("mastery ", "$muted"), width)]
        cells = [plain(word, "$muted") for word in ("topics", "mastery", "due")]
        return [spread(plain("      Sections", "bold"), columns(cells, COLUMNS), width)]

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        one = self.sections[index]
        tried = one.answers > 0
        lead = gutter(here) + plain(f"{index + 1:>2}  ", "$muted")
        name = lead + plain(one.title, "" if tried or here else "$muted")
        share = plain(section_share(one), "" if tried else "$muted")
        if width < NARROW:
            weak = sum(topic.state == "weak" for topic in one.topics)
            marks = joined(state_mark("weak"), f" {weak}") if weak else Content("")
            return [spread(name, cell(marks, 4) + cell(share, 7, right=True), width)]
        dots = Content(" ").join(state_mark(topic.state) for topic in one.topics)
        due = plain(str(one.due) if one.due else "")
        return [spread(name, columns((dots, share, due), COLUMNS), width)]

    def foot_lines(self, width: int) -> list[Content]:
        has_room = width >= NARROW and (self.is_tall or (self.is_screen("-wide") and not self.is_short))
        legend = Content("   ").join(plain(told, "$muted") for told in state_legend())
        return [Content(""), Content(" " * 6) + legend] if has_room else []


class WeakestList(Lines):
    """The weakest topics with their figures, each of which a click opens; says what will stand here while
    there is none.
    """

    HEAD = 2

    spots: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    today: reactive[str] = reactive("")
    nothing: reactive[str] = reactive("", layout=True)
    """What is said after “none” where there is none."""

    @property
    def rows(self) -> int:
        """The rows that it takes, with some to spare where there is no weak spot."""
        return self.HEAD + max(1, len(self.spots))

    def build(self, width: int) -> list[Content]:
        if not self.spots:
            words = f"None {self.nothing}. Enter plays a round that looks for them."
            return [plain("  Weak spots", "bold"), *hanging(Content("  "), plain(words, "$muted"), width)]
        names = [joined("  ", state_mark(spot.state), " ", plain(spot.title)) for spot in self.spots]
        lines = [
            spread(name, topic_figures(spot, self.today, width), width).stylize(f"@click=screen.topic({at})")
            for at, (name, spot) in enumerate(zip(names, self.spots, strict=True))
        ]
        return [plain("  The weakest", "bold"), Content(""), *lines]


def evidence_room(width: int) -> int:
    """The columns for what a topic's estimate rests on."""
    return 30 if width >= ROOMY else 16


def figure_heads(last: str, room: int, width: int) -> Content:
    """What the columns of `standing_figures` hold, and the `last` one beside them."""
    heads = [plain("mastery", "$muted"), cell(plain(last, "$muted"), room)]
    if width >= RANGED:
        heads.insert(1, cell(plain("range", "$muted"), RANGE))
    return row_of(heads)


def standing_figures(topic: TopicReport, width: int) -> Content:
    """A topic's bar, mastery and range, as far as there is room; empty while they would mean nothing."""
    stands = topic.stands
    if not topic.tells or stands is None:
        return Content("")
    share = plain(percent(stands.mastery))
    if width < NARROW:
        return share
    cells = [cell(share, 5, right=True)]
    if width >= RANGED:  # a name tells more
        cells.append(cell(plain(range_words(stands.low, stands.high), "$muted"), RANGE))
    if width >= WIDE:
        cells.insert(0, mastery_bar(stands, topic.state == "weak", TOPIC_BAR))
    return row_of(cells)


def topic_figures(topic: TopicReport, today: str, width: int) -> Content:
    """How a topic stands, and what that rests on, as far as there is room."""
    room = evidence_room(width)
    if not topic.questions:
        return cell(plain("nothing to ask", "$muted"), room)
    words = tally(topic.answers, topic.misses, width < NARROW)
    if topic.last_seen is not None and width >= ROOMY:
        words = f"{words}, {ago(topic.last_seen, today)}"
    stands, evidence = standing_figures(topic, width), plain(words, "$muted")
    if width < NARROW:
        return stands or evidence
    return row_of([stands, cell(evidence, room)]) if stands else cell(evidence, room)
