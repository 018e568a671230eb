"""The results of a round: the best news, the score, what moved, what to repair."""

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.engine.records import ExamScore
from weakspot.engine.report import TopicReport
from weakspot.engine.session import Move
from weakspot.text import UNICODE_MARKS, verdict_mark
from weakspot.ui.widgets.bars import (
    LONGEST_BAR,
    SHORTEST_BAR,
    change_marks,
    mastery_bar,
    score_style,
)
from weakspot.ui.widgets.content import (
    GAP,
    LEAD,
    NARROW,
    Columns,
    append_dotted,
    concat,
    cut,
    fit,
    indent,
    join_cells,
    paint,
    render,
    spread,
    table_row,
    wrap,
)
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.menu import Menu
from weakspot.ui.widgets.option_rows import Row
from weakspot.ui.widgets.progress import mixup_lines
from weakspot.ui.widgets.topics import bar_line, mastery_cell, name_topic, state_line
from weakspot.ui.widgets.verdict_block import labelled_lines, reason_rows
from weakspot.words.feedback import CLEARING_NOTE, Feedback, Repair
from weakspot.words.results import (
    Results,
    move_figure,
    news_words,
    others_words,
)
from weakspot.words.summaries import section_words

FILL_SECONDS = 0.4
FILLING = ("weak", "perhaps", "good", "known")
"""The states whose marks a repaired topic goes through."""
MOVED: Columns = {"bar": (10, 60), "figure": (-6, NARROW), "word": (12, 0)}
"""The columns of what moved, each in lists of at least so many cells."""
CHANGE = len("◆ → ●")
MOST = 4
"""The most lines of an answer beside the list; Enter shows all."""


class BestNews(Static):
    """The best news of a round, with its topic's bar below; a repaired topic fills
    once.
    """

    filled: reactive[float] = reactive(1.0)
    """The share of it that has filled, 0 to 1."""

    def __init__(self) -> None:
        super().__init__(id="best", classes="part")
        self.results: Results | None = None

    def show(self, results: Results) -> None:
        """Show the news of these results, if there are any."""
        self.results = results
        self.display = bool(results.news.kind)
        self.update(Laid(self.lay_out))

    def fill(self) -> None:
        """Fill from where the topic stood, if that is the news."""
        if self.results is not None and self.results.news.kind == "repaired":
            self.filled = 0.0
            self.animate("filled", 1.0, duration=FILL_SECONDS, easing="out_cubic")

    def finish(self) -> None:
        """Be filled at once."""
        self.app.animator.force_stop_animation(self, "filled")

    def lay_out(self, width: int) -> list[Content]:
        """The lines, as far as it has filled."""
        return (
            [] if self.results is None else news_lines(self.results, width, self.filled)
        )


def news_lines(results: Results, width: int, filled: float) -> list[Content]:
    """The best news, and below it the bar of the topic that it is about, if it is about
    one and its estimate means something.
    """
    news = results.news
    told, more = news_words(news, results.titles)
    head, rest = paint(told, "bold $accent"), paint(more, "$accent")
    move = news.moves[0] if news.moves else None
    if move is None or (news.kind == "good" and len(news.moves) > 1):
        return wrap(head, width)
    was = move.state_before
    now = filling_state(move.state, filled) if filled < 1 else move.state
    change = change_marks(was, now)
    one_line = concat(head, "   " if more else "", rest)
    if one_line.cell_length + GAP + change.cell_length <= width:
        lines = [spread(one_line, change, width)]
    else:
        lines = [*wrap(head, width), spread(rest, change, width)]
    if move.different >= 2:
        lines.append(moving_bar(move, filled, width))
    return lines


def filling_state(state: str, filled: float) -> str:
    """The state whose mark a topic shows on its way from weak to `state`."""
    end = FILLING.index(state) if state in FILLING else 1
    return FILLING[min(end, int(filled * (end + 1)))]


def moving_bar(move: Move, filled: float, width: int) -> Content:
    """The topic's bar on its way from where it stood to where it stands."""
    after, before = move.after, move.before
    if filled < 1 and before is not None:
        low, high = (
            start + filled * (end - start)
            for start, end in ((before.low, after.low), (before.high, after.high))
        )
        after = replace(after, low=low, high=high)
    return mastery_bar(after, move.state, width)


def score_lines(results: Results, width: int) -> list[Content]:
    """The score, and of what is said beside it as much as there is room for; the notes
    below.
    """
    whole, comma, rest = results.score.partition(",")
    score = concat((whole, "bold"), (f"{comma}{rest}", "$muted"))
    first, *more = wrap(score, width)
    if not more:
        first = append_dotted(first, results.beside, width)
    notes = [line for note in results.notes for line in wrap(paint(note), width)]
    return [first, *more, *notes]


def moved_lines(
    results: Results, most: int, is_airy: bool, width: int
) -> list[Content]:
    """Rows of the topics that moved, at most `most`, and below them the others by
    number.
    """
    lines = []
    for move in results.moves[:most]:
        change = change_marks(move.state_before, move.state)
        word = results.move_word(move)
        has_bar = move.different >= 2
        bar = mastery_bar(move.after, move.state, MOVED["bar"][0])
        cells = [
            bar if has_bar else Content(""),
            paint(move_figure(move)),
            paint(word, "$accent" if move.is_let_go else "$muted"),
        ]
        name = join_cells([change, paint(results.titles[move.topic])])
        lines.append(table_row(name, cells, MOVED, width))
    others = others_words(results.good, results.moves[most:])
    if others:
        told = f"{' ' * (CHANGE + GAP)}and {others}" if lines else others
        lines += wrap(paint(told, "$muted"), width)
    if not lines:
        return []
    return [paint("What moved", "bold"), *[Content("")] * is_airy, *lines]


def repair_line(repair: Repair, width: int) -> list[Content]:
    """A missed question in a line, with its topic at the right if there is room."""
    sign = (verdict_mark(repair.score), score_style(repair.score))
    topic = paint(repair.topic, "$muted") if width >= NARROW else Content("")
    end = cut(topic, width // 3) + " "
    asked = concat(LEAD, sign, "  ", render(repair.prompt.split("\n")[0]))
    return [spread(asked, end, width)]


class RepairList(Menu):
    """Rows to choose from below other things: an arrow, or Enter, first brings the row
    under the cursor into sight.
    """

    def show_place(self) -> bool:
        """Scroll the row under the cursor into sight; False if it is there already."""
        body = self.query_ancestor(VerticalScroll)
        end = self.place_in(body) + self.cursor_lines()[1]
        y = body.scroll_offset.y
        if not self.size or y < end <= y + body.size.height:
            return False
        self.scroll_body(body)
        return True

    def action_cursor_up(self) -> None:
        if not self.show_place():
            super().action_cursor_up()
            self.show_place()

    def action_cursor_down(self) -> None:
        if not self.show_place():
            super().action_cursor_down()
            self.show_place()

    def action_select(self) -> None:
        if not self.show_place():
            super().action_select()


class ResultsView(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows results; from some width on what was missed beside the list of it."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    ResultsView { scrollbar-gutter: stable; }
    ResultsView .part { margin: 0 0 1 2; }
    ResultsView .list { margin: 0 0 1 0; }
    ResultsView #head { height: auto; margin: 0 0 0 2; }
    .-tall ResultsView .part { margin: 0 0 2 2; }
    .-tall ResultsView .list { margin: 0 0 2 0; }
    .-tall ResultsView #head, .-tall ResultsView #best { margin: 0 0 1 2; }
    .-tall ResultsView #score.-heading, ResultsView #score.-heading {
        margin: 0 0 0 2;
    }
    ResultsView #columns, ResultsView #told { height: auto; }
    ResultsView #preview { display: none; }
    .-panes ResultsView.-beside #columns { layout: horizontal; }
    .-panes ResultsView #told { width: 66; margin-right: 4; }
    .-three ResultsView #told { width: 80; }
    .-panes ResultsView.-beside #preview {
        display: block; width: 1fr; height: auto;
        border: round $rule; border-title-color: $foreground;
        border-title-style: bold; padding: 1 2 0 2;
    }
    .-panes.-tall ResultsView.-beside #preview { min-height: 24; }
    """

    def __init__(self) -> None:
        super().__init__(id="body", classes="body")
        self.best = BestNews()
        self.score = Static(id="score", classes="part")
        self.sections, self.moves, self.mixups = (
            Static(classes="part") for _ in range(3)
        )
        self.head, self.preview = Static(id="head"), Static(id="preview")
        self.lowest, self.repairs = (RepairList(classes="list") for _ in range(2))

    def compose(self) -> ComposeResult:
        yield self.best
        yield self.score
        with Container(id="columns"):
            with Vertical(id="told"):
                yield self.lowest
                yield self.sections
                yield self.moves
                yield self.head
                yield self.repairs
                yield self.mixups
            yield self.preview

    def show(self, results: Results, most: int, is_airy: bool) -> None:
        """Fill the widgets from these results: of what moved `most` rows, with a blank
        line above them if `is_airy`.
        """
        self.best.show(results)
        self.score.update(Laid(partial(score_lines, results)))
        self.score.set_class(bool(results.lowest), "-heading")
        self.sections.display = bool(results.sections)
        self.sections.update(Laid(partial(section_lines, results.sections)))
        self.moves.display = bool(results.moves or results.good)
        self.moves.update(Laid(partial(moved_lines, results, most, is_airy)))
        self.lowest.display = bool(results.lowest)
        self.lowest.show_rows(
            (topic.key, Row(paint(f"{topic.title}, in {section}"), wraps=True))
            for topic, section in results.lowest
        )
        repairs = results.repairs
        self.repairs.display = self.head.display = bool(repairs)
        self.set_class(bool(repairs), "-beside")
        self.repairs.show_rows(
            (str(repair.at), Laid(partial(repair_line, repair))) for repair in repairs
        )
        self.mixups.display = bool(results.mixups)
        self.mixups.update(Laid(partial(mixups_lines, results)))

    def name_promise(self, promise: str) -> None:
        """Say beside the heading what is promised of the question under the cursor."""
        self.head.update(Laid(partial(head_lines, promise)))


def head_lines(promise: str, width: int) -> list[Content]:
    """The heading of what to repair, and what is promised if there is room."""
    head, told = paint("To repair", "bold"), paint(f"{promise} ", "$muted")
    fits = head.cell_length + GAP + told.cell_length <= width
    return [spread(head, told, width) if fits else head]


def mixups_lines(results: Results, width: int) -> list[Content]:
    """A heading, the mix-ups, and how each is cleared."""
    return [
        paint("Mix-ups to repair", "bold"),
        *mixup_lines(results.mixups, width),
        *wrap(paint(CLEARING_NOTE, "$muted"), width),
    ]


def section_lines(
    sections: Sequence[tuple[str, ExamScore]], width: int
) -> list[Content]:
    """A heading, and how each section of an exam went, with a bar if there is room."""
    if not sections:
        return []
    words = [paint(section_words(graded), "$muted") for _, graded in sections]
    room = max(text.cell_length for text in words)
    longest = max(paint(title).cell_length for title, _ in sections)
    bar = min(LONGEST_BAR, width - longest - room - 2 * GAP)
    lines = [paint("By section", "bold")]
    for (title, graded), text in zip(sections, words, strict=True):
        end = fit(text, room, right=True)
        if bar >= SHORTEST_BAR:
            end = concat(share_bar(graded, bar), " " * GAP, end)
        lines.append(spread(paint(title), end, width))
    return lines


def share_bar(graded: ExamScore, width: int) -> Content:
    """A bar as long as the share that was right; amber below the pass mark."""
    full = round(graded.share * width)
    style = "$accent" if graded.is_passed else "$warning"
    return concat(("━" * full, style), ("─" * (width - full), "$faint"))


def repair_preview(
    repair: Repair, feedback: Feedback | None, topic: TopicReport, width: int
) -> list[Content]:
    """A missed question: what was given wrongly and what is right, why, and its topic;
    without `feedback` where the question has changed.
    """
    wrong = (UNICODE_MARKS.wrong, "$error")
    right = (UNICODE_MARKS.right, "$success")
    lines = [*wrap(render(repair.prompt, "bold"), width), Content("")]
    for sign, text in ((wrong, repair.wrong), (right, repair.right)):
        if text:
            told = indent(concat(sign, "  "), render(text), width)
            if told[MOST:]:
                told[MOST - 1 :] = [cut(told[MOST - 1] + " …", width)]
            lines += told
    if feedback is not None:
        if feedback.explain:
            lines += [Content(""), *wrap(render(feedback.explain), width)]
        for label, reason in reason_rows(feedback):
            lines += [Content(""), *labelled_lines(label, reason, width)]
    return [*lines, Content(""), *topic_lines(topic, width)]


def topic_lines(topic: TopicReport, width: int) -> list[Content]:
    """The topic's name, its bar and figure, and what lets it go if it is weak; plain
    facts beside its name while an estimate would mean nothing.
    """
    name, end = name_topic(topic), state_line(topic)
    if topic.firm_estimate is None:
        return [spread(name, mastery_cell(topic), width), end]
    return [name, bar_line(topic, topic.firm_estimate, width), end]
