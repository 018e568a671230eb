"""typed and number: gaps filled in place, in a sentence or in a box of their own."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.constants import MAX_TEXT_LENGTH
from weakspot.engine.values import Texts
from weakspot.text import one_line
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.answer_forms import build_gaps_look
from weakspot.ui.widgets.content import SPOT, add_spot, concat, paint
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.keys import SUBMIT, Key
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.sentence import GapsLook
from weakspot.ui.widgets.text_fields import NOTHING_YET, WRITE, FieldAnswer, clean_paste

GAP_WIDTH = 24
"""The width of a gap, in cells."""
CARET = "reverse"
"""The style of the cell that the caret is in."""
NO_NUMBER = "Not a number yet: write it like 1200, 1.2k or 3 * 400."


class Gaps(Lines, FieldAnswer, can_focus=True):
    """The texts of the gaps, one for a number; Enter goes from gap to gap, and submits
    on the last.
    """

    DEFAULT_CSS = """
    Gaps { padding-left: 2; }
    Gaps.-boxed { width: 34; max-width: 100%; border: round $muted; padding: 0 1; }
    Gaps.-boxed { border-title-color: $foreground; border-subtitle-color: $muted; }
    Gaps.-boxed:focus { border: round $accent; }
    """
    BINDINGS = [
        ("left", "move(-1)"),
        ("right", "move(1)"),
        ("home,ctrl+a", f"move({-MAX_TEXT_LENGTH})"),
        ("end,ctrl+e", f"move({MAX_TEXT_LENGTH})"),
        ("backspace", "rub_out(-1)"),
        ("delete", "rub_out(0)"),
        ("ctrl+u", "clear"),
        ("ctrl+w", "rub_word"),
        ("tab,down", "step(1)"),
        ("shift+tab,up", "step(-1)"),
        ("enter", "next"),
    ]

    texts: reactive[tuple[str, ...]] = reactive((), layout=True)
    at: reactive[int] = reactive(0)
    caret: reactive[int] = reactive(0)

    look = GapsLook()
    """How the gaps of the question in play look."""
    has_warned = False
    """Whether the player was told of empty gaps, so that Enter submits from any gap."""

    def show_question(self, asked: AskedQuestion) -> None:
        look, draft = build_gaps_look(asked), asked.draft
        self.look = look
        self.set_class(look.is_boxed and not self.is_graded, "-boxed")
        if look.is_boxed:
            self.border_title = paint("Your answer")
            self.border_subtitle = paint(look.foot)
        self.can_focus, self.has_warned = not self.is_graded, False
        self.texts = draft.texts if isinstance(draft, Texts) else ("",) * look.count
        self.go_to(self.find_empty() or 0)

    def find_empty(self) -> int | None:
        """Find the first empty gap; None if there is none."""
        return next(
            (index for index, text in enumerate(self.texts) if not text.strip()), None
        )

    @property
    def is_at_end(self) -> bool:
        """Whether Enter submits in this gap, instead of going on to the next."""
        return (
            self.at + 1 >= len(self.texts)
            or self.has_warned
            or self.find_empty() is None
        )

    def go_to(self, gap: int) -> None:
        """Put the caret at the end of a gap's text."""
        self.at = gap
        self.caret = len(self.texts[gap])

    def take_back(self) -> bool:
        """Empty the current gap, or if it is empty the last one with a text; False if
        all are empty.
        """
        written = [
            index for index in (*range(len(self.texts)), self.at) if self.texts[index]
        ]
        if written:
            self.at = written[-1]
            self.change("", 0)
        return bool(written)

    # Editing

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.asked is not None and not self.is_graded

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(clean_paste(event.text))

    def insert(self, text: str) -> None:
        """Insert text at the caret, as much as there is room for."""
        if self.asked is not None and not self.is_graded:
            now = self.texts[self.at]
            text = text[: MAX_TEXT_LENGTH - len(now)]
            self.change(
                now[: self.caret] + text + now[self.caret :], self.caret + len(text)
            )

    def change(self, text: str, caret: int) -> None:
        """Give the current gap this text, with the caret there."""
        texts = (*self.texts[: self.at], text, *self.texts[self.at + 1 :])
        self.caret, self.has_warned = caret, False
        if texts != self.texts:
            self.texts = texts
            self.taker.note_draft(Texts(texts=texts))

    def action_move(self, step: int) -> None:
        self.caret = min(max(self.caret + step, 0), len(self.texts[self.at]))

    def action_rub_out(self, offset: int) -> None:
        at, text = self.caret + offset, self.texts[self.at]
        if 0 <= at < len(text):
            self.change(text[:at] + text[at + 1 :], at)

    def action_clear(self) -> None:
        self.change(self.texts[self.at][self.caret :], 0)

    def action_rub_word(self) -> None:
        text = self.texts[self.at]
        kept = text[: self.caret].rstrip().rpartition(" ")
        before = kept[0] + kept[1]
        self.change(before + text[self.caret :], len(before))

    def action_step(self, step: int) -> None:
        self.go_to((self.at + step) % len(self.texts))

    def action_next(self) -> None:
        if self.is_at_end:
            self.action_submit()
        else:
            self.action_step(1)

    def action_submit(self) -> None:
        """Submit if no gap is empty or the player was warned, and a number can be read
        as one.
        """
        asked, empty = self.asked, sum(not text.strip() for text in self.texts)
        if empty == len(self.texts):
            self.go_to(0)
            self.taker.tell_unfinished(NOTHING_YET.format(key="F8"))
        elif asked is not None and not asked.question.can_read(Texts(texts=self.texts)):
            self.taker.tell_unfinished(NO_NUMBER)
        elif empty and not self.has_warned:
            self.has_warned = True
            self.go_to(self.find_empty() or 0)
            left = "1 gap is empty" if empty == 1 else f"{empty} gaps are empty"
            self.taker.tell_unfinished(f"{left}. Enter again accepts it as it is.")
        else:
            self.taker.take(Texts(texts=self.texts), self.confidence)

    def on_click(self, event: events.Click) -> None:
        gap = event.style.meta.get(SPOT)
        if gap is not None and not self.is_graded:
            self.go_to(gap)

    def scroll_to_caret(self) -> None:
        """Scroll to the line with the caret, if the body has no room for all lines."""
        body = self.parent
        if not isinstance(body, Body) or self.outer_size.height <= body.size.height:
            super().scroll_to_caret()
            return
        lines = self.cached_lines(self.content_size.width)
        carets = (
            at
            for at, line in enumerate(lines)
            if any(span.style == CARET for span in line.spans)
        )
        row = self.virtual_region.y + self.content_offset.y + next(carets, 0)
        body.show_rows(row, row + 1)

    def key_list(self) -> list[Key]:
        if not self.takes_letters():
            return [WRITE]
        if not self.is_at_end:
            return [Key("Enter", "next gap", "do('next')")]
        return (
            [SUBMIT, Key("Tab", "next gap", "do('step(1)')")]
            if len(self.texts) > 1
            else [SUBMIT]
        )

    def tip(self) -> str:
        return self.look.tip(self.asked is not None and self.asked.says_sure)

    # Lines

    def gap_width(self, width: int) -> int:
        """One width for all gaps, so that none betrays its answer's length; twice as
        much for long texts.
        """
        longest = max((cell_len(one_line(text)) + 1 for text in self.texts), default=0)
        return min(
            GAP_WIDTH if longest <= GAP_WIDTH else 2 * GAP_WIDTH, max(4, width - 1)
        )

    def fill(self, gap: int, width: int, has_line: bool = True) -> Content:
        """Draw a gap with its text, with or without a line below it."""
        text = self.texts[gap]
        here = gap == self.at and self.has_focus
        line = "_" if has_line else " "
        style = "underline $accent" if here else "bold underline"
        caret = self.caret if here else len(text)
        parts = text[:caret], text[caret : caret + 1], text[caret + 1 :]
        shown = [paint(one_line(part), style if has_line else "") for part in parts]
        if here:
            shown[1] = (shown[1] or Content(" ")).stylize(CARET)
        while sum(part.cell_length for part in shown) > width and len(shown[0]):
            shown[0] = shown[0][1:]
        content = concat(*shown).truncate(width)
        content += concat(
            (line * (width - content.cell_length), "$accent" if here else "$muted")
        )
        return add_spot(content, gap)

    def build(self, width: int) -> list[Content]:
        if self.asked is None:
            return []
        if self.asked.parts:
            lines = self.look.graded_lines(self.asked.parts, width)
        else:
            lines = self.look.lines(self.fill, self.gap_width(width), width)
        air = [Content("")] if self.look.is_airy and not self.is_short else []
        return [part for line in lines for part in (*air, line)][len(air) :]
