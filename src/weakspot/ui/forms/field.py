"""Writing: the gaps of a sentence and a number, each in a field of one line, and the
text of an open question.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Input, Static, TextArea

from weakspot.editor import edit_text
from weakspot.engine.constants import MAX_ESSAY_LENGTH, MAX_TEXT_LENGTH
from weakspot.engine.figures import split_unit, with_unit
from weakspot.engine.kinds.open import FULL
from weakspot.engine.kinds.typed import split_gaps
from weakspot.engine.values import Essay, Part, Response, Texts
from weakspot.errors import WeakspotError
from weakspot.text import one_line, parse_inline, sentence, visible
from weakspot.ui.forms.asked import (
    AskedQuestion,
    Given,
    Outbox,
    Refused,
    Submitted,
    TextWritten,
)
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.content import STYLES, concat, paint
from weakspot.words.numbers import tolerance_words

NO_NUMBER = "Not a number yet: write it like 1200, 1.2k or 3 * 400."
NOTHING_YET = "Nothing is written yet. {key} means I don't know."
GAP = "______"
JOINT = "\ue000"
"""A blank at which no line is broken, for private use: Textual breaks at all of
Unicode's.
"""
USUAL_GAPS = 3
"""The gaps that most questions have at most: fields for more are made when needed."""


class Gaps:
    """The gaps of a sentence, numbered where there are several."""

    foot = ""
    asks_itself = False
    """True if the sentence is a question: nothing above has to say what to do."""

    def __init__(self, question: Any) -> None:
        self.question = question
        self.asks_itself = question.has_gap and question.prompt[-1:] == "?"
        count = len(question.gaps)
        self.labels = [str(at) for at in range(1, count + 1)] if count > 1 else [""]
        self.unit = ("", "")

    def sentence(self, parts: Sequence[Part]) -> Content | None:
        """The sentence with its gaps: numbered, filled, or graded; None if there is
        none.
        """
        gaps = [
            graded_gap(parts[at]) if parts else open_gap(label)
            for at, label in enumerate(self.labels)
        ]
        if not self.question.has_gap:
            return Content("  ").join(gaps) if parts else None
        return concat(
            *(
                gaps[piece - 1]
                if isinstance(piece, int)
                else paint(piece, STYLES[kind])
                for run, kind in parse_inline(self.question.prompt)
                for piece in split_gaps(run)
            )
        )

    def tip(self, says_sure: bool) -> str:
        """A line on how this is answered; `says_sure`: confidence is asked."""
        if any(gap.exact for gap in self.question.gaps):
            return "To be written exactly."
        return "Case, accents, articles and small typos are forgiven."


class NumberGap(Gaps):
    """One number, with its unit."""

    def __init__(self, question: Any) -> None:
        self.question = question
        self.labels = [""]
        self.foot = tolerance_words(question.tolerance)
        self.unit = split_unit(question.unit)

    def sentence(self, parts: Sequence[Part]) -> Content | None:
        return graded_number(parts[0], self.question.unit) if parts else None

    def tip(self, says_sure: bool) -> str:
        if says_sure:  # the footer lacks room for F8 then
            return "1200, 1.2k, 3 * 400: all the same. F8: I don't know."
        return "1,200, 1.2k and 3 * 400 mean the same."


class EssayText(Gaps):
    """The text of an open question, which is ticked off against a model answer."""

    def __init__(self, question: Any) -> None:
        self.question, self.labels, self.unit = question, [], ("", "")

    def sentence(self, parts: Sequence[Part]) -> Content | None:
        return None

    def tip(self, says_sure: bool) -> str:
        return "Once submitted, you tick off what it says against a model answer."


def open_gap(label: str) -> Content:
    """A gap to fill, with its number where there are several: it stays as it is, so
    that nothing moves while its field is written in.
    """
    return concat((label, "bold $accent"), " " if label else "", (GAP, "$muted"))


def graded_gap(part: Part) -> Content:
    """A graded gap: `✗ prompt cache → KV cache`, each mark joined to its word."""
    arrow = (f"→{JOINT}", "$muted")
    right = concat(arrow, paint(part.expected or "", "bold $success"))
    if part.right:
        style = "bold $success on $right-ground"
        return concat((f"✓{JOINT}", style), paint(part.given or "", style))
    if part.given is None:
        return right
    style = "bold $error on $wrong-ground"
    given = concat((f"✗{JOINT}", style), paint(part.given, style))
    return concat(given, " ", right)


def graded_number(part: Part, unit: str | None) -> Content:
    """A graded number, with the right one."""
    right = paint(part.expected or "", "bold $success")
    if part.given is None:
        return concat(("→ ", "$muted"), right)
    given = part.given
    is_bare = given[0].isdigit() and given.strip()[-1:].isdigit() and " = " not in given
    shown = with_unit(given, unit) if is_bare else given
    sign, style = ("✓ ", "$success") if part.right else ("✗ ", "$error")
    text = concat((sign, style), paint(shown, f"bold {style}"))
    if not part.right or shown.rpartition(" = ")[2] != part.expected:
        text = concat(text, ("  →  ", "$muted"), right)
    return text


def clean_paste(text: str) -> str:
    """Reduce pasted text to its first line, made safe and cut to MAX_TEXT_LENGTH
    characters.
    """
    lines = text[: 4 * MAX_TEXT_LENGTH].strip().splitlines()
    return one_line(lines[0].strip())[:MAX_TEXT_LENGTH] if lines else ""


def replace_text(state: Response | None, text: str) -> Essay:
    """Replace the text of an essay, keeping its ticks."""
    if isinstance(state, Essay):
        return replace(state, text=text)
    return Essay(text=text, ticks=frozenset())


class TextLine(Input):
    """A field of one line, into which only one safe line can be pasted."""

    DEFAULT_CSS = """
    TextLine:nocolor > .input--cursor, TextLine:nocolor > .input--selection {
        text-style: reverse;
    }
    """
    BINDINGS = [
        Binding("enter", "submit", "submit", tooltip="submit, or to the next gap"),
        ("pageup", "screen.page(-1)"),
        ("pagedown", "screen.page(1)"),
    ]

    def __init__(self) -> None:
        super().__init__(
            max_length=MAX_TEXT_LENGTH, select_on_focus=False, compact=True
        )
        self.key_words: dict[str, str] = {}
        """The word for Enter, by `submit`, where it does not submit."""

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lead = " " if self.cursor_position and event.text.startswith(" ") else ""
        text = lead + clean_paste(event.text)
        if not self.selection.is_empty:
            self.delete_selection()
        self.insert_text_at_cursor(text[: MAX_TEXT_LENGTH - len(self.value)])


class TextBox(TextArea):
    """The text of an open question, on many lines; pasted text is made safe and cut."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    TextBox, TextBox:focus {
        height: 8; padding: 0 1; border: round $muted; background: $background;
    }
    TextBox:focus { border: round $accent; border-title-color: $foreground; }
    TextBox:nocolor .text-area--cursor, TextBox:nocolor .text-area--selection {
        text-style: reverse;
    }
    .-tall TextBox { height: 14; margin-top: 1; }
    .-short TextBox { height: 6; }
    """
    BINDINGS = [  # a TextArea binds F6 and F7
        Binding(
            "ctrl+s,f6",
            "submit",
            "submit",
            key_display="Ctrl+S",
            tooltip="submit the text, then tick; F6 too",
        ),
        Binding("f7", "editor", "editor", tooltip="write it in your editor"),
    ]

    def __init__(self) -> None:
        # Textual's 50 are soon used up, and then the last answer goes
        super().__init__(max_checkpoints=MAX_ESSAY_LENGTH)
        self.border_title = paint("Your answer")
        self.key_words: dict[str, str] = {}
        """What submitting does now, if it is not called so."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "editor" and self.app.is_web:  # it needs a terminal
            return False
        return super().check_action(action, parameters)

    def action_submit(self) -> None:
        if isinstance(self.parent, Field):
            self.parent.submit()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        start, end = self.selection
        room = MAX_ESSAY_LENGTH - len(self.text) + len(self.get_text_range(start, end))
        kept = visible(text[: room + 1])[: max(0, room)]
        if isinstance(self.parent, Field):
            self.parent.is_cut = len(text) > room
        self.replace(kept, start, end, maintain_selection_offset=False)

    def scroll_cursor_visible(
        self, center: bool = False, animate: bool = False
    ) -> Offset:
        """Do nothing while the cursor is below the end: undo removes lines before it
        moves the cursor.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def rewrite(self, text: str) -> None:
        """Replace the whole text by one edit, so that undo takes it back before the
        last answer.
        """
        self.replace(text[:MAX_ESSAY_LENGTH], (0, 0), self.document.end)

    def action_editor(self) -> None:
        """Edit the text in the player's own editor."""
        try:
            text = edit_text(self.text, partial(lend_terminal, self.app))
        except WeakspotError as refusal:
            if isinstance(self.parent, Field):
                self.parent.refuse(sentence(str(refusal)))
        else:
            self.rewrite(visible(text).rstrip("\n"))


class GapLine(Horizontal):
    """A gap to write in, behind its number, between the parts of its unit."""

    def __init__(self) -> None:
        self.number = Static(classes="number")
        self.before, self.after = Static(classes="unit"), Static(classes="unit")
        self.line = TextLine()
        super().__init__(self.number, self.before, self.line, self.after, classes="gap")

    def label(self, number: str, unit: tuple[str, str], foot: str) -> None:
        """Write the gap's number, and the unit around it; with `foot`, in a box that
        says it at its lower edge.
        """
        self.set_class(bool(foot), "-boxed")
        self.border_title = paint("Your answer" if foot else "")
        self.border_subtitle = paint(foot)
        shown = (self.number, number), (self.before, unit[0]), (self.after, unit[1])
        for static, text in shown:
            static.update(paint(one_line(text)))
            static.display = bool(text)


class Field(Vertical):
    """A field for each gap, or a text; letters belong to it while it has the focus,
    which Esc gives up.
    """

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    Field { height: auto; padding-left: 2; }
    Field .gap { height: 1; margin-bottom: 1; }
    Field .gap Static { width: auto; }
    Field .gap .number { color: $accent; text-style: bold; margin-right: 1; }
    Field .gap .unit { color: $muted; margin: 0 1; }
    Field .gap TextLine { width: 1fr; max-width: 48; background: $surface; }
    Field .gap.-boxed {
        width: 40; max-width: 100%; height: auto; padding: 0 1; margin: 0;
        border: round $muted; border-subtitle-color: $muted;
    }
    Field .gap.-boxed:focus-within { border: round $accent; }
    Field .gap.-boxed TextLine { background: $background; min-width: 12; }
    Field .gap.-boxed .unit { max-width: 50%; }
    .-short Field .gap { margin-bottom: 0; }
    """
    BINDINGS = [
        ("up", "app.focus_previous"),
        ("down", "app.focus_next"),
        Binding(
            "escape",
            "leave",
            "leave field",
            id="leave",
            tooltip="leave the field, so that letters are commands; Enter goes back",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox(self)
        self.asked: AskedQuestion | None = None
        self.gaps: Gaps | None = None
        self.rows = [GapLine() for _ in range(USUAL_GAPS)]
        self.box = TextBox()
        self.has_warned = False
        self.confidence: str | None = None
        self.left: TextLine | None = None
        self.is_cut = False
        self.noted: tuple[str, ...] = ()
        self.closing = ""
        """The word for Enter once the time is up; empty before."""

    def compose(self) -> ComposeResult:
        yield from self.rows
        yield self.box

    @property
    def lines(self) -> list[TextLine]:
        """The fields of the gaps, in order."""
        count = 0 if self.gaps is None else len(self.gaps.labels)
        return [row.line for row in self.rows[:count]]

    @property
    def is_essay(self) -> bool:
        """True while a text is written, not gaps."""
        return self.gaps is not None and not self.gaps.labels

    @property
    def is_taking(self) -> bool:
        """True while an answer is taken, before it is graded."""
        return self.asked is not None and self.asked.verdict is None

    def ask(self, asked: AskedQuestion, gaps: Gaps) -> None:
        """Show the fields for a question, or what changed about it."""
        is_same = asked.is_same(self.asked)
        self.asked = asked
        if is_same:
            return
        self.gaps, self.has_warned, self.left = gaps, False, None
        while len(self.rows) < len(gaps.labels):
            self.rows.append(GapLine())
            self.mount(self.rows[-1], before=self.box)
        draft = asked.draft
        texts = draft.texts if isinstance(draft, Texts) else [""] * len(gaps.labels)
        with self.prevent(Input.Changed, TextArea.Changed):
            for row in self.rows:
                row.display = False
            for row, label, text in zip(self.rows, gaps.labels, texts, strict=False):
                row.display = self.is_taking
                row.label(label, gaps.unit, gaps.foot)
                row.line.value, row.line.cursor_position = text, len(text)
            self.noted = self.texts()
            self.box.display = self.is_essay
            if self.is_essay:
                self.box.text = ""  # without the history of another text
                self.box.rewrite(draft.text if isinstance(draft, Essay) else "")

    def texts(self) -> tuple[str, ...]:
        """The texts in the gaps, in order; empty where nothing is written."""
        return tuple(line.value for line in self.lines)

    def find_empty(self) -> int | None:
        """The first empty gap; None if there is none."""
        empty = (at for at, text in enumerate(self.texts()) if not text.strip())
        return next(empty, None)

    def enter(self) -> None:
        """Give the focus to the first empty gap, or to the text."""
        if not self.is_taking:
            self.screen.set_focus(None)
        elif self.is_essay:
            self.screen.set_focus(self.box, scroll_visible=False)
        else:
            line = self.left or self.lines[self.find_empty() or 0]
            if line.is_mounted:
                self.screen.set_focus(line, scroll_visible=False)
            else:
                self.call_after_refresh(line.focus, scroll_visible=False)

    @on(events.DescendantFocus)
    def say_what_enter_does(self) -> None:
        """Say in the key bar whether Enter submits or goes on."""
        for at, line in enumerate(self.lines):
            goes_on = not (self.closing or self.is_last(at))
            word = "next gap" if goes_on else self.closing
            line.key_words = {"submit": word} if word else {}
        self.refresh_bindings()

    def is_last(self, at: int) -> bool:
        """True if Enter in this gap submits, instead of going on to the next."""
        is_end = at + 1 >= len(self.lines)
        return is_end or self.has_warned or self.find_empty() is None

    def takes_letters(self) -> bool:
        """True while letters and digits are typed into a field."""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors

    def action_leave(self) -> None:
        focused = self.screen.focused
        self.left = focused if isinstance(focused, TextLine) else None
        self.screen.set_focus(None)

    @on(Input.Changed)
    def note_gaps(self, message: Input.Changed) -> None:
        message.stop()
        if self.texts() == self.noted:
            return
        self.noted, self.has_warned = self.texts(), False
        self.say_what_enter_does()
        if self.is_taking and self.asked is not None:
            self.outbox.send(Given(self.asked, Texts(texts=self.texts())))

    @on(TextArea.Changed)
    def note_text(self, message: TextArea.Changed) -> None:
        message.stop()
        if len(self.box.text) > MAX_ESSAY_LENGTH:
            self.is_cut = True
            self.box.undo()
        elif self.is_essay and self.is_taking and self.asked is not None:
            text = replace_text(self.asked.draft, self.box.text)
            self.outbox.send(Given(self.asked, text))
            if self.is_cut:
                self.refuse(f"{FULL}.")
            self.is_cut = False

    @on(Input.Submitted)
    def submit_or_go_on(self, message: Input.Submitted) -> None:
        """Go to the next gap; from the last one, or if none is empty, submit."""
        message.stop()
        at = self.lines.index(message.input)  # type: ignore[arg-type]
        if self.is_last(at):
            self.submit()
        else:
            self.lines[at + 1].focus(scroll_visible=False)

    def submit(self) -> None:
        """Submit, or say what is missing; once told of, empty gaps are accepted."""
        asked = self.asked
        if asked is None or not self.is_taking:
            return
        key = "F8" if self.takes_letters() else "0"
        if self.is_essay:
            text = self.box.text.strip()
            if text:
                self.outbox.send(TextWritten(asked, text))
            else:
                self.refuse(NOTHING_YET.format(key=key))
            return
        texts = Texts(texts=self.texts())
        empty = sum(not text.strip() for text in texts.texts)
        if empty == len(texts.texts):
            self.refuse(NOTHING_YET.format(key=key))
        elif not asked.question.can_read(texts):
            self.refuse(NO_NUMBER)
        elif empty and not self.has_warned:
            self.has_warned, self.left = True, None
            if self.takes_letters():
                self.enter()
            left = "1 gap is empty" if empty == 1 else f"{empty} gaps are empty"
            self.refuse(f"{left}. Enter again accepts it as it is.")
        else:
            self.outbox.send(Submitted(asked, texts, self.confidence))

    def submit_with_confidence(self, confidence: str) -> None:
        """Submit the answer with how sure the player is of it."""
        self.confidence = confidence
        self.submit()
        self.confidence = None

    def refuse(self, why: str) -> None:
        """Tell the screen why nothing is submitted."""
        if self.asked is not None:
            self.outbox.send(Refused(self.asked, why))

    def take_back(self) -> bool:
        """Undo the last edit of the text, or empty the last gap with a text; False if
        nothing is written.
        """
        if not self.is_taking:
            return False
        if self.is_essay:
            before = self.box.text
            self.box.undo()
            return self.box.text != before
        written = [line for line in self.lines if line.value]
        here = [line for line in written if line.has_focus]
        for line in (*here, *reversed(written)):
            line.value = ""
            return True
        return False
