"""Things to type: typed, number, and the text of open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, TextArea

from weakspot.editor import EditorError, edited
from weakspot.engine.figures import read_number
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Essay as EssayText
from weakspot.engine.values import Texts
from weakspot.text import visible
from weakspot.ui.lending import lent
from weakspot.ui.widgets.answer import Answer, Asked
from weakspot.ui.widgets.gaps import Gaps
from weakspot.ui.widgets.picking import with_text
from weakspot.ui.widgets.writing import LONGEST_ESSAY, Essay, Graded, NumberBox

NOTHING_YET = "Nothing is written yet. F8 means I don't know."


class Field(Vertical, Answer):
    """Letters belong to the field that has the keys; Esc leaves it, and they are commands again."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field Gaps { margin-left: 2; }
    Field Graded { margin: 1 0 1 2; }
    .-short Field Graded { margin: 0 0 0 2; }
    """
    BINDINGS = [
        ("escape", "leave"),
        ("f7", "editor"),
    ]

    def __init__(self) -> None:
        super().__init__(id="field")

    def compose(self) -> ComposeResult:
        yield Gaps()
        yield NumberBox()
        yield Graded()

    # What is shown

    @property
    def part(self) -> Widget:
        """The part of the field that takes what is asked."""
        question = None if self.asked is None else self.asked.question
        if isinstance(question, TypedQuestion):
            return self.query_one(Gaps)
        if isinstance(question, NumberQuestion):
            return self.query_one(NumberBox).line
        return self.essay()

    def essay(self) -> Essay:
        """The lines of an open answer, made when first needed."""
        for essay in self.query(Essay):
            return essay
        essay = Essay()
        self.mount(essay)
        return essay

    def begin(self, asked: Asked) -> None:
        question, verdict = asked.question, asked.verdict
        parts = () if verdict is None else verdict.parts
        self.query_one(Gaps).display = isinstance(question, TypedQuestion)
        self.query_one(NumberBox).display = isinstance(question, NumberQuestion) and not parts
        self.query_one(Graded).display = isinstance(question, NumberQuestion) and bool(parts)
        texts = asked.draft.texts if isinstance(asked.draft, Texts) else ()
        if isinstance(question, TypedQuestion):
            drafted = texts if len(texts) == len(question.gaps) else ("",) * len(question.gaps)
            self.query_one(Gaps).begin(question, drafted, parts)
        elif isinstance(question, NumberQuestion):
            with self.prevent(Input.Changed):
                self.query_one(NumberBox).begin(question, texts[0] if len(texts) == 1 else "")
            graded = self.query_one(Graded)
            graded.unit = question.unit
            graded.part = parts[0] if parts else None
        for essay in self.query(Essay):
            essay.display = isinstance(question, OpenQuestion)
        if isinstance(question, OpenQuestion) and not parts:
            essay = self.essay()
            with self.prevent(TextArea.Changed):
                essay.text = asked.draft.text if isinstance(asked.draft, EssayText) else ""
            essay.move_cursor(essay.document.end)

    def take_focus(self) -> None:
        if self.is_graded:
            self.screen.set_focus(None)
        else:
            self.part.focus(scroll_visible=False)

    def takes_letters(self) -> bool:
        return not self.is_graded and self.is_written_in

    @property
    def is_written_in(self) -> bool:
        """Does a part of it have the keys?"""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors

    def key_words(self) -> Sequence[tuple[str, str, str]]:
        if self.asked is None:
            return ()
        if not self.takes_letters():
            return [("Enter", "write", "write")]
        if isinstance(self.asked.question, OpenQuestion):
            return [("F6", "submit", "submit"), ("F7", "editor", "editor")]
        if isinstance(self.asked.question, TypedQuestion) and len(self.asked.question.gaps) > 1:
            if not self.query_one(Gaps).at_end:
                return [("Enter", "next gap", "next_gap")]
            return [("Enter", "submit", "submit"), ("Tab", "next gap", "next_gap")]
        return [("Enter", "submit", "submit")]

    def tip(self) -> str:
        question = None if self.asked is None else self.asked.question
        if isinstance(question, TypedQuestion):
            if any(gap.exact for gap in question.gaps):
                return "To be written exactly."
            return "Case, accents, articles and small typos are forgiven."
        if isinstance(question, NumberQuestion):
            return "1,200 and 1.2k and 1.2e3 are the same number here."
        return "F6 submits it; then you tick off what it says against a model answer."

    # What the player does

    @on(Gaps.Edited)
    def edited(self, message: Gaps.Edited) -> None:
        """A gap has another text."""
        message.stop()
        self.changed(Texts(texts=message.texts))

    @on(Input.Changed)
    def typed(self, message: Input.Changed) -> None:
        """The number has another text."""
        message.stop()
        self.changed(Texts(texts=(message.value,)))

    @on(TextArea.Changed)
    def written(self, message: TextArea.Changed) -> None:
        """The open answer has another text."""
        message.stop()
        draft = None if self.asked is None else self.asked.draft
        self.changed(with_text(draft, message.text_area.text))

    def changed(self, response: Texts | EssayText) -> None:
        """Tell what is given so far."""
        self.post_message(self.Changed(response))

    @on(Gaps.Done)
    @on(Input.Submitted)
    def action_submit(self) -> None:
        if self.asked is None or self.is_graded:
            return
        question = self.asked.question
        if isinstance(question, TypedQuestion):
            self.submit_gaps()
        elif isinstance(question, NumberQuestion):
            self.submit_number(question)
        elif text := self.essay().text.strip()[:LONGEST_ESSAY]:
            self.post_message(self.Written(text))
        else:
            self.post_message(self.Unfinished(NOTHING_YET))

    def submit_gaps(self) -> None:
        """Submit once no gap is empty, or after a warning."""
        gaps = self.query_one(Gaps)
        empty = sum(not text.strip() for text in gaps.texts)
        if empty == len(gaps.texts):
            gaps.go_to(0)
            self.post_message(self.Unfinished(NOTHING_YET))
        elif empty and not gaps.warned:
            gaps.warned = True
            gaps.go_to(gaps.first_empty() or 0)
            left = "1 gap is empty" if empty == 1 else f"{empty} gaps are empty"
            self.post_message(self.Unfinished(f"{left}. Enter again submits as it is."))
        else:
            self.post_message(self.Submitted(Texts(texts=gaps.texts), self.confidence))

    def submit_number(self, question: NumberQuestion) -> None:
        """Submit what reads as a number; say so of what does not."""
        text = self.query_one(NumberBox).line.value.strip()
        if not text:
            self.post_message(self.Unfinished(NOTHING_YET))
        elif read_number(text, question.unit) is None:
            self.post_message(self.Unfinished("That reads as no number: 1200, 1.2k or 1e3 would."))
        else:
            self.post_message(self.Submitted(Texts(texts=(text,)), self.confidence))

    def action_next_gap(self) -> None:
        self.query_one(Gaps).action_step(1)

    def action_write(self) -> None:
        self.take_focus()

    def action_leave(self) -> None:
        self.screen.set_focus(None)

    def action_editor(self) -> None:
        """Write the open answer in the player's own editor."""
        if self.asked is None or not isinstance(self.asked.question, OpenQuestion) or self.is_graded:
            return
        essay = self.essay()
        try:
            text = edited(essay.text, partial(lent, self.app))
        except EditorError as refusal:
            self.post_message(self.Unfinished(str(refusal)))
        else:
            essay.text = visible(text)[:LONGEST_ESSAY].rstrip("\n")

    def take_back(self) -> bool:
        """Empty what was typed last; an essay goes back one step."""
        if self.asked is None or self.is_graded:
            return False
        part = self.part
        if isinstance(part, Essay):
            before = part.text
            part.undo()
            return part.text != before
        if isinstance(part, Input):
            had = bool(part.value)
            part.value = ""
            return had
        return isinstance(part, Gaps) and part.empty_last()
