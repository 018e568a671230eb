"""A question with its case, its hint, what takes the answer, and the verdict below."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.values import Case
from weakspot.text import one_line
from weakspot.ui.forms.answer_list import AnswerList
from weakspot.ui.forms.asked import AskedQuestion, Moved, Outbox
from weakspot.ui.forms.field import JOINT, Field, Gaps
from weakspot.ui.forms.kinds import find_gaps, find_rows
from weakspot.ui.widgets.artefact import case_text
from weakspot.ui.widgets.content import concat, render, wrap
from weakspot.ui.widgets.verdict_block import (
    MIXUPS,
    ShownVerdict,
    VerdictBlock,
)


class CaseBox(Static):
    """The first lines of the case; a click opens the whole case."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    CaseBox {
        border: round $rule; padding: 0 1; margin-bottom: 1; height: auto;
        max-height: 10; overflow-y: hidden;
        border-title-color: $foreground; border-subtitle-color: $muted;
    }
    .-short CaseBox { max-height: 5; }
    .-tall CaseBox { max-height: 75%; }
    """

    def show(self, case: Case | None, key: str) -> None:
        """Show the case; `key` is the label of the key that opens it."""
        self.display = case is not None
        if case is not None:
            self.border_title = Content(one_line(case.title))
            self.name_key(key)
            self.update(case_text(case))

    def name_key(self, key: str) -> None:
        """Name the key that opens the case."""
        self.border_subtitle = Content(f"{key} opens it")

    async def on_click(self) -> None:
        await self.run_action("screen.case")


MARGIN = 2
"""Columns left of the sentence."""


def wrap_joined(text: Content, width: int) -> Content:
    """The text with its lines broken at `width`, but not where parts are joined; a
    width that is not known yet, below 1, breaks none.
    """
    lines = wrap(text, width) if width > 0 else [text]
    joined = (Content(" ").join(line.split(JOINT)) for line in lines)
    return Content("\n").join(joined)


def show_rows(body: VerticalScroll, widget: Widget, first: int, end: int) -> None:
    """Scroll the body as little as shows these rows of a widget inside."""
    top = widget.region.y - body.region.y + int(body.scroll_y)
    region = Region(0, top + first, 1, max(1, end - first))
    body.scroll_to_region(region, animate=False, immediate=True)


class QuestionView(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The question in play, filled anew for each: nothing is mounted a question."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    QuestionView .prompt { margin: 0 0 1 2; text-style: bold; }
    QuestionView .hint { margin: 0 0 1 2; }
    QuestionView .sentence { margin: 0 0 0 2; }
    QuestionView Field { margin-top: 1; }
    QuestionView .above { margin: 0 0 1 2; }
    QuestionView .answer { height: auto; }
    QuestionView .answer AnswerList { width: 1fr; }
    QuestionView .beside { width: 1fr; padding-left: 2; }
    .-narrow QuestionView .answer { layout: vertical; }
    .-narrow QuestionView .beside { width: 100%; margin-top: 1; }
    .-narrow QuestionView .answer AnswerList { width: 100%; }
    .-tall QuestionView .answer { margin-top: 2; }
    .-short QuestionView .above { margin-bottom: 0; }
    """

    shows_verdict = True
    """True if a new verdict is scrolled into sight."""

    def __init__(self) -> None:
        super().__init__(id="body")
        self.case = CaseBox(classes="case")
        self.prompt, self.hint = Static(classes="prompt"), Static(classes="hint")
        self.sentence = Static(classes="sentence")
        self.above, self.beside = Static(classes="above"), Static(classes="beside")
        # their targets are clicked, and look as they are
        self.above.auto_links = self.beside.auto_links = False
        self.list, self.field = AnswerList(), Field()
        self.answer = Horizontal(self.list, self.beside, classes="answer")
        self.verdict = VerdictBlock()
        self.asked: AskedQuestion | None = None
        self.gaps: Gaps | None = None
        self.follows = self.is_begun = False
        self.layout_before: tuple[object, ...] = ()
        self.fitted = Size()
        """The size for which the verdict was made to fit."""

    def compose(self) -> ComposeResult:
        yield self.case
        yield self.prompt
        yield self.hint
        yield self.sentence
        yield self.above
        yield self.answer
        yield self.field
        yield self.verdict

    @property
    def outboxes(self) -> tuple[Outbox, ...]:
        """Where messages to the screen may still be waiting."""
        return self.list.outbox, self.field.outbox

    @property
    def taker(self) -> AnswerList | Field:
        """The widget that takes the answer to the question in play."""
        return self.list if self.gaps is None else self.field

    def show(
        self,
        asked: AskedQuestion,
        case: Case | None,
        case_key: str,
        hint: str,
        verdict: ShownVerdict | None,
    ) -> None:
        """Show a question, or what changed about it; the focus goes to its answer if it
        is new.
        """
        is_new = not asked.is_same(self.asked)
        if is_new:
            self.layout_before = ()
        if is_new or (verdict is not None and verdict.details):
            self.show_whole()
            self.is_begun = asked.draft is not None
            self.follows = self.shows_verdict and (verdict is not None or asked.written)
        self.asked = asked
        self.case.show(case, case_key)
        self.hint.display = bool(hint)
        self.hint.update(concat(("Hint  ", "$muted"), render(hint)))
        if is_new:
            self.gaps = find_gaps(asked)
            heading = asked.question.heading(asked.numbers)
            is_sentence = self.gaps is not None and self.gaps.asks_itself
            self.prompt.display = not is_sentence
            self.prompt.update(render(heading, "bold"))
        build = find_rows(asked)
        is_list = build is not None
        if build is not None:
            self.field.asked = None
            self.list.ask(asked, build)
        elif self.gaps is not None:
            self.list.asked = None
            self.field.ask(asked, self.gaps)
        self.list.display = self.answer.display = is_list
        self.field.display = not is_list and asked.verdict is None
        self.verdict.show(verdict, self.room)
        self.show_around()
        if is_new:
            self.focus_answer()

    @property
    def room(self) -> int:
        """The width of a line, in cells; 0 before there is a layout."""
        return self.scrollable_content_region.width

    def show_around(self) -> None:
        """Show what stands around the rows or fields, as far as anything is given."""
        asked, form = self.asked, self.list.form
        if asked is None:
            return
        above: Visual | None = None
        beside: Visual | None = None
        sentence: Content | None = None
        if self.gaps is not None:
            sentence = self.gaps.sentence(asked.parts)
            width = self.room - MARGIN
            if sentence is not None and JOINT in sentence.plain:
                sentence = wrap_joined(sentence, width)
        elif form is not None:
            look = self.list.current_look()
            above, beside = form.above(look), form.beside(look)
        for static, visual in (
            (self.sentence, sentence),
            (self.above, above),
            (self.beside, beside),
        ):
            static.display = visual is not None
            static.update(visual or "")

    def focus_answer(self) -> None:
        """Give the focus to what takes the answer; to nothing once it is graded."""
        asked = self.asked
        if asked is None or asked.verdict is not None:
            self.screen.set_focus(None)
        elif self.gaps is None:
            self.screen.set_focus(self.list, scroll_visible=False)
        else:
            self.field.enter()

    def close(self, word: str) -> None:
        """Let Enter do what `word` says, once the time is up; empty: as ever."""
        self.list.closing = self.field.closing = word
        self.field.say_what_enter_does()

    def takes_letters(self) -> bool:
        """True while letters and digits are typed into a field."""
        return self.gaps is not None and self.field.takes_letters()

    def tip(self) -> str:
        """A line on how the question is answered; empty if nothing needs saying."""
        asked = self.asked
        if asked is None:
            return ""
        if self.gaps is not None:
            return self.gaps.tip(asked.says_sure)
        return "" if self.list.form is None else self.list.form.tip()

    # Scrolling

    @on(Moved)
    def follow_cursor(self) -> None:
        """Keep what the player moves in sight, once it is laid out."""
        self.is_begun = True
        self.call_after_refresh(self.keep_cursor_in_sight)

    def keep_cursor_in_sight(self) -> None:
        """Scroll as little as shows the row under the cursor, or the focused field."""
        if not self.is_attached:  # the screen was closed meanwhile
            return
        focused = self.screen.focused
        if focused is self.list:
            first, end = self.list.lines_to_show(self.size.height)
            show_rows(self, self.list, first, end)
        elif focused is not None and self.field in focused.ancestors:
            show_rows(self, focused, 0, focused.outer_size.height)

    def show_hint(self) -> None:
        """Scroll the hint into sight and, as far as there is room, the answer below
        it.
        """
        rows = self.taker.region.bottom - self.hint.region.y
        show_rows(self, self.hint, 0, min(rows, self.size.height))

    def settle(self) -> None:
        """Scroll to a new verdict, or to new rows, once they are laid out."""
        places = self.taker.virtual_region, self.verdict.virtual_region
        layout = (self.is_graded, self.size, self.virtual_size, *places)
        if layout != self.layout_before:
            self.layout_before = layout
            if self.is_graded and self.follows:
                if not self.make_fit():
                    self.show_verdict()
            elif not self.is_graded and (self.follows or self.is_begun):
                self.follow_cursor()

    def make_fit(self) -> bool:
        """Leave out of a verdict that is shown whole what matters least, if else not
        all of it is in sight; True if anything was left out.
        """
        verdict, options = self.verdict, self.list
        is_wanted_whole = verdict.shown is None or verdict.shown.details
        is_stale = verdict.width != self.room or options.look != options.current_look()
        if is_wanted_whole or is_stale or not verdict.is_whole:
            return False
        self.fitted = self.size
        over = verdict.virtual_region.bottom - self.size.height
        if over <= 0:
            return False
        air = int(verdict.topic.display)
        savings = verdict.savings(self.room)
        savings.append(savings[-1] + options.rows_to_leave_out())
        fits = [
            (step, is_close)
            for step, saved in enumerate(savings)
            for is_close in (False, True)
            if saved + air * is_close >= over
        ]
        step, is_close = fits[0] if fits else (len(savings) - 1, True)
        verdict.fit(min(step, MIXUPS), is_close)
        verdict.fill(self.room)
        options.leave_out(step > MIXUPS)
        return True

    def show_whole(self) -> None:
        """Show again what was left out of a verdict."""
        self.list.leave_out(False)
        self.verdict.fit(0, is_close=False)

    @property
    def is_graded(self) -> bool:
        """True while a verdict is shown."""
        return self.asked is not None and self.asked.verdict is not None

    def show_verdict(self) -> None:
        """Scroll the verdict and its reasons into sight, as far as the marked answer
        above stays there.
        """
        if not (self.verdict.display and self.is_attached):
            return
        room, here = self.size.height, int(self.scroll_y) - self.region.y
        marks = self.list if self.list.display else self.sentence
        top, start = marks.region.y + here, self.verdict.region.y + here
        said = (self.verdict.head.region.bottom, self.verdict.explain.region.bottom)
        explained = max(said) + here - start
        reasons = max(explained, self.verdict.reasons.region.bottom + here - start)
        rows = max(min(explained, room // 2 + 1), min(reasons, room - (start - top)))
        y = max(0, start + rows - room)
        if self.list.display and y > top:  # no row above is cut
            y = next((top + at for at in self.list.row_starts() if top + at >= y), y)
        self.scroll_to(y=y, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        self.show_around()
        if self.fitted != self.size:
            self.show_whole()
        self.verdict.fill(self.room)
