"""Fields to write in: the text of an open question, a single line, and what answers in
fields share.
"""

from functools import partial
from typing import Self

from msgspec.structs import replace
from textual import events, on
from textual.geometry import Offset
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location

from weakspot.editor import edit_text
from weakspot.engine.constants import MAX_ESSAY_LENGTH, MAX_TEXT_LENGTH
from weakspot.engine.kinds.open import FULL
from weakspot.engine.values import Essay, Response
from weakspot.errors import WeakspotError
from weakspot.text import one_line, visible
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.answer import Answer, AskedQuestion
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.keys import SUBMIT, Key

WRITE = Key("Enter", "write", "next")
"""The key that gives a field the focus."""
NOTHING_YET = "Nothing is written yet. {key} means I don't know."


def clean_paste(text: str) -> str:
    """Reduce pasted text to its first line, made safe and cut to MAX_TEXT_LENGTH
    characters.
    """
    lines = text[: 4 * MAX_TEXT_LENGTH].strip().splitlines()
    return one_line(lines[0].strip())[:MAX_TEXT_LENGTH] if lines else ""


def replace_text(state: Response | None, text: str) -> Essay:
    """Replace the text of an essay, keeping its ticks."""
    return (
        replace(state, text=text)
        if isinstance(state, Essay)
        else Essay(text=text, ticks=frozenset())
    )


class LineField(Input):
    """A field of one line, into which only one safe line can be pasted."""

    DEFAULT_CSS = """
    LineField:nocolor > .input--cursor, LineField:nocolor > .input--selection {
      text-style: reverse;
    }
    """

    def __init__(self) -> None:
        super().__init__(
            max_length=MAX_TEXT_LENGTH, select_on_focus=False, compact=True
        )

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        room = MAX_TEXT_LENGTH - len(self.value) + len(self.selected_text)
        lead = " " if self.cursor_position and event.text.startswith(" ") else ""
        super()._on_paste(events.Paste((lead + clean_paste(event.text))[:room]))


class FieldAnswer(Answer):
    """An answer typed into a field: letters are text while it has the focus, which Esc
    gives up.
    """

    BINDINGS = [("escape", "leave")]

    def focus(self, scroll_visible: bool = False) -> Self:
        """Take the focus now, while Textual might at the next question; drop it once
        graded.
        """
        self.screen.set_focus(None if self.is_graded else self, scroll_visible)
        return self

    def takes_letters(self) -> bool:
        return not self.is_graded and self.screen.focused is self

    def action_leave(self) -> None:
        self.screen.set_focus(None)


class EssayField(TextArea, FieldAnswer):
    """The text of an open question, on many lines; pasted text is made safe and cut."""

    DEFAULT_CSS = """
    EssayField, EssayField:focus {
      height: 8;
      padding: 0 1;
      border: round $muted;
      background: $background;
    }
    EssayField:focus { border: round $accent; border-title-color: $foreground; }
    EssayField:focus { border-subtitle-color: $muted; }
    EssayField:nocolor .text-area--cursor, EssayField:nocolor .text-area--selection {
      text-style: reverse;
    }
    """
    BINDINGS = [("f6", "submit"), ("f7", "editor")]  # a TextArea binds both

    def __init__(self) -> None:
        # Textual's 50 are soon used up, and then the last answer goes
        super().__init__(max_checkpoints=MAX_ESSAY_LENGTH)
        self.border_title = paint("Your answer")

    def show_question(self, asked: AskedQuestion) -> None:
        with self.prevent(TextArea.Changed):
            self.text = ""  # without the history of another text
            self.rewrite(asked.draft.text if isinstance(asked.draft, Essay) else "")

    def rewrite(self, text: str) -> None:
        """Replace the whole text by one edit, so that undo takes it back before the
        last answer.
        """
        self._replace_via_keyboard(text, (0, 0), self.document.end)

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        """Insert as much as there is room for, however it comes; say if that is not all
        of it.
        """
        room = MAX_ESSAY_LENGTH - len(self.text) + len(self.get_text_range(start, end))
        kept = insert[: max(0, room)]
        result = (
            super()._replace_via_keyboard(kept, start, end)
            if kept or not insert
            else None
        )
        if kept != insert:
            self.call_later(
                self.taker.tell_unfinished, f"{FULL}."
            )  # the change itself says something else
        return result

    def key_list(self) -> list[Key]:
        if self.takes_letters():
            return [replace(SUBMIT, label="F6"), Key("F7", "editor", "do('editor')")]
        return [WRITE, Key("Space", "submit", "do('submit')")]

    def tip(self) -> str:
        return "Once submitted, you tick off what it says against a model answer."

    @on(TextArea.Changed)
    def note_text(self) -> None:
        if self.asked is not None:
            self.taker.note_draft(replace_text(self.asked.draft, self.text))

    def action_submit(self) -> None:
        if text := self.text.strip():
            self.taker.hand_in_text(text)
        else:
            self.taker.tell_unfinished(
                NOTHING_YET.format(key="F8" if self.takes_letters() else "0")
            )

    def action_editor(self) -> None:
        """Edit the text in the player's own editor."""
        try:
            text = edit_text(self.text, partial(lend_terminal, self.app))
        except WeakspotError as refusal:
            self.taker.tell_unfinished(str(refusal))
        else:
            self.rewrite(visible(text).rstrip("\n"))

    def take_back(self) -> bool:
        """Undo the last edit; False if there was none."""
        before = self.text
        self.undo()
        return self.text != before

    def scroll_cursor_visible(
        self, center: bool = False, animate: bool = False
    ) -> Offset:
        """Do nothing while the cursor is below the end: undo removes lines before it
        moves the cursor.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        await super()._on_paste(events.Paste(visible(text[: MAX_ESSAY_LENGTH + 1])))
