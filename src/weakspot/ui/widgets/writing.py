"""Fields to write in: one line for a number, many for an open answer."""

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widgets import Input, Static, TextArea

from weakspot.engine.figures import tolerance_words, unit_sides, with_unit
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.values import Part
from weakspot.text import visible
from weakspot.ui.widgets.content import hanging, plain
from weakspot.ui.widgets.gaps import LONGEST, pasted_line
from weakspot.ui.widgets.lines import Telling

LONGEST_ESSAY = 10_000


class OneLine(Input):
    """A line that takes pasted text as one safe line."""

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, compact=True)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        room = LONGEST - len(self.value) + len(self.selected_text)
        lead = " " if self.cursor_position and event.text.startswith(" ") else ""
        super()._on_paste(events.Paste((lead + pasted_line(event.text))[:room]))


class NumberBox(Horizontal):
    """One line in a box, with the unit beside it and the tolerance in the border."""

    DEFAULT_CSS = """
    NumberBox { width: 34; max-width: 100%; height: 3; border: round $muted; padding: 0 1; }
    NumberBox { border-title-color: $foreground; border-subtitle-color: $muted; }
    NumberBox:focus-within { border: round $accent; }
    NumberBox Static { width: auto; }
    NumberBox #after { margin-left: 1; } NumberBox #before { margin-right: 1; }
    NumberBox OneLine, NumberBox OneLine:focus {
        width: 1fr; padding: 0; background: $background; background-tint: $background 0%;
    }
    """

    def __init__(self) -> None:
        self.line = OneLine()
        self.sides = Static(id="before", markup=False), Static(id="after", markup=False)
        super().__init__(self.sides[0], self.line, self.sides[1])

    def begin(self, question: NumberQuestion, text: str) -> None:
        """Show an empty line, or what was written so far."""
        for side, shown in zip(self.sides, unit_sides(question.unit), strict=True):
            side.update(visible(shown, line=True))
            side.display = bool(shown)
        self.border_title = plain("Your answer")
        self.border_subtitle = plain(tolerance_words(question.tolerance))
        self.line.value = text
        self.line.cursor_position = len(text)


class Graded(Telling[Part]):
    """A typed number with its verdict, and the right one."""

    unit: reactive[str | None] = reactive(None)

    def tell(self, part: Part, width: int) -> list[Content]:
        right = plain(part.expected or "", "bold $success")
        if part.given is None:
            return hanging(plain("→ ", "$muted"), right, width)
        given = part.given
        told = with_unit(given, self.unit) if given.strip()[-1:].isdigit() and given[0].isdigit() else given
        sign, style = ("✓ ", "$success") if part.right else ("✗ ", "$error")
        text = plain(told, f"bold {style}")
        if not part.right or told != part.expected:
            text += plain("  →  ", "$muted") + right
        return hanging(plain(sign, style), text, width)


class Essay(TextArea):
    """Many lines; pasted text is made safe and cut."""

    DEFAULT_CSS = """
    Essay, Essay:focus { height: 8; padding: 0 1; border: round $muted; background: $background; }
    Essay:focus { border: round $accent; border-title-color: $foreground; border-subtitle-color: $muted; }
    """
    BINDINGS = [
        ("f6", "screen.do('submit')"),  # a TextArea has both for itself
        ("f7", "screen.do('editor')"),
    ]

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.border_title = plain("Your answer")

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Not while it stands below the end: what is taken back goes before the cursor is moved."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        room = LONGEST_ESSAY - len(self.text) + len(self.selected_text)
        text = visible(event.text[:LONGEST_ESSAY].replace("\r\n", "\n").replace("\r", "\n"))
        await super()._on_paste(events.Paste(text[: max(0, room)]))
