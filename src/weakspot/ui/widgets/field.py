"""Things to type: typed, number, and the text of open."""

from functools import cached_property, partial

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, TextArea

from weakspot.editor import EditorError, edited
from weakspot.engine.figures import read_number
from weakspot.engine.kinds import every as kinds
from weakspot.engine.values import Essay as EssayText
from weakspot.engine.values import Texts
from weakspot.text import visible
from weakspot.ui.terminal import lent
from weakspot.ui.widgets.answer import Answer, Asked
from weakspot.ui.widgets.gaps import Gaps
from weakspot.ui.widgets.keys import SUBMIT, Key
from weakspot.ui.widgets.picking import with_text
from weakspot.ui.widgets.writing import LONGEST_ESSAY, Essay, Graded, NumberBox, OneLine

NOTHING_YET = "Nothing is written yet. F8 means I don't know."


class Field(Vertical, Answer):
    """Letters belong to the field that has the keys; Esc leaves it, and they are commands again."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field Gaps { margin-left: 2; }
    Field Graded { margin: 1 0 0 2; }
    """
    BINDINGS = [
        ("escape", "leave"),
        ("f7", "editor"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.gaps, self.box, self.graded = Gaps(), NumberBox(), Graded()

    def compose(self) -> ComposeResult:
        yield from (self.gaps, self.box, self.graded)

    # What is shown

    @property
    def part(self) -> Gaps | OneLine | Essay:
        question = self.question
        if isinstance(question, kinds.TypedQuestion):
            return self.gaps
        return self.box.line if isinstance(question, kinds.NumberQuestion) else self.essay

    @cached_property
    def essay(self) -> Essay:
        """The lines of an open answer, made when first needed."""
        essay = Essay()
        self.mount(essay)
        return essay

    def begin(self, asked: Asked) -> None:
        question = asked.question
        parts = () if asked.verdict is None else asked.verdict.parts
        self.gaps.display = isinstance(question, kinds.TypedQuestion)
        self.box.display = isinstance(question, kinds.NumberQuestion) and not parts
        self.graded.display = isinstance(question, kinds.NumberQuestion) and bool(parts)
        for essay in self.query(Essay):
            essay.display = isinstance(question, kinds.OpenQuestion)
        texts = asked.draft.texts if isinstance(asked.draft, Texts) else ()
        if isinstance(question, kinds.TypedQuestion):
            drafted = texts if len(texts) == len(question.gaps) else ("",) * len(question.gaps)
            self.gaps.begin(question, drafted, parts)
        elif isinstance(question, kinds.NumberQuestion):
            with self.prevent(Input.Changed):
                self.box.begin(question, texts[0] if len(texts) == 1 else "")
            self.graded.unit, self.graded.value = question.unit, parts[0] if parts else None
        else:
            with self.prevent(TextArea.Changed):
                self.essay.text = asked.draft.text if isinstance(asked.draft, EssayText) else ""
            self.essay.move_cursor(self.essay.document.end)

    def take_focus(self) -> None:
        self.screen.set_focus(None if self.is_graded else self.part, scroll_visible=False)

    def takes_letters(self) -> bool:
        return not self.is_graded and self.has_focus_within

    def key_list(self) -> list[Key]:
        if not self.takes_letters():
            return [Key("Enter", "write", "do('write')")]
        if isinstance(self.question, kinds.OpenQuestion):
            return [replace(SUBMIT, label="F6"), Key("F7", "editor", "do('editor')")]
        if isinstance(self.question, kinds.TypedQuestion) and len(self.question.gaps) > 1:
            if not self.gaps.at_end:
                return [Key("Enter", "next gap", "do('next_gap')")]
            return [SUBMIT, Key("Tab", "next gap", "do('next_gap')")]
        return [SUBMIT]

    def tip(self) -> str:
        if isinstance(self.question, kinds.TypedQuestion):
            if any(gap.exact for gap in self.question.gaps):
                return "To be written exactly."
            return "Case, accents, articles and small typos are forgiven."
        if isinstance(self.question, kinds.NumberQuestion):
            if self.asked is not None and self.asked.says_sure:  # the footer has no room for F8 then
                return "1200, 1.2k, 1.2e3: all the same. F8: I don't know."
            return "1,200 and 1.2k and 1.2e3 are the same number here."
        return "F6 submits it; then you tick off what it says against a model answer."

    # What the player does

    @on(Gaps.Edited)
    def edited(self, message: Gaps.Edited) -> None:
        self.taker.note(Texts(texts=message.texts))

    @on(Input.Changed)
    def typed(self, message: Input.Changed) -> None:
        if isinstance(self.question, kinds.NumberQuestion) and message.value == self.box.line.value:
            self.taker.note(Texts(texts=(message.value,)))

    @on(TextArea.Changed)
    def written(self, message: TextArea.Changed) -> None:
        draft = None if self.asked is None else self.asked.draft
        if isinstance(self.question, kinds.OpenQuestion):
            self.taker.note(with_text(draft, message.text_area.text))

    @on(Gaps.Done)
    @on(Input.Submitted)
    def action_submit(self) -> None:
        if self.is_graded:
            return
        if isinstance(self.question, kinds.TypedQuestion):
            self.submit_gaps()
        elif isinstance(self.question, kinds.NumberQuestion):
            self.submit_number(self.question)
        elif text := self.essay.text.strip()[:LONGEST_ESSAY]:
            self.taker.turn(text)
        else:
            self.taker.tell_unfinished(NOTHING_YET)

    def submit_gaps(self) -> None:
        """Submit once no gap is empty, or after a warning."""
        gaps = self.gaps
        empty = sum(not text.strip() for text in gaps.texts)
        if empty == len(gaps.texts):
            gaps.go_to(0)
            self.taker.tell_unfinished(NOTHING_YET)
        elif empty and not gaps.warned:
            gaps.warned = True
            gaps.go_to(gaps.first_empty() or 0)
            left = "1 gap is empty" if empty == 1 else f"{empty} gaps are empty"
            self.taker.tell_unfinished(f"{left}. Enter again submits as it is.")
        else:
            self.taker.take(Texts(texts=gaps.texts), self.confidence)

    def submit_number(self, question: kinds.NumberQuestion) -> None:
        """Submit what reads as a number; say so of what does not."""
        text = self.box.line.value.strip()
        if not text:
            self.taker.tell_unfinished(NOTHING_YET)
        elif read_number(text, question.unit) is None:
            self.taker.tell_unfinished("That reads as no number: 1200, 1.2k or 1e3 would.")
        else:
            self.taker.take(Texts(texts=(text,)), self.confidence)

    def action_next_gap(self) -> None:
        self.gaps.action_step(1)

    def action_write(self) -> None:
        self.take_focus()

    def action_leave(self) -> None:
        self.screen.set_focus(None)

    def action_editor(self) -> None:
        """Write the open answer in the player's own editor."""
        if not isinstance(self.question, kinds.OpenQuestion):
            return
        try:
            text = edited(self.essay.text, partial(lent, self.app))
        except EditorError as refusal:
            self.taker.tell_unfinished(str(refusal))
        else:
            self.essay.text = visible(text)[:LONGEST_ESSAY].rstrip("\n")

    def take_back(self) -> bool:
        """Empty what was typed last; an essay goes back one step."""
        if self.is_graded:
            return False
        part = self.part
        if isinstance(part, Gaps):
            return part.empty_last()
        if isinstance(part, Essay):
            before = part.text
            part.undo()
            return part.text != before
        had, part.value = bool(part.value), ""
        return had
