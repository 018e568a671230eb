"""The question above the answer, and the case it is about: a trace, a bill, a table."""

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.values import Case
from weakspot.text import one_line
from weakspot.ui.widgets.content import paint, render
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.lines_form import highlight_lines

CASE_ROWS, SHORT_CASE_ROWS = 8, 3
"""The most rows of a case above a question, and on a short screen; on a high one two
fifths of it.
"""


class CasePane(Lines):
    """The first lines of the case, wrapped; a click or a key opens the whole case."""

    DEFAULT_CSS = """
    CasePane {
        display: none; border: round $rule; padding: 0 1; margin-bottom: 1;
        border-title-color: $foreground; border-subtitle-color: $muted;
    }
    """

    case: reactive[Case | None] = reactive(None, layout=True, init=False)
    key: reactive[str] = reactive("")
    """The label of the key that opens the case."""

    def watch_case(self, case: Case | None) -> None:
        self.display = case is not None
        if case is not None:
            self.border_title = Content(one_line(case.title))

    def watch_key(self, key: str) -> None:
        self.border_subtitle = Content(f"{key} opens it")

    def build(self, width: int) -> list[Content]:
        lines = [] if self.case is None else case_text(self.case).wrap(width)
        most = (
            SHORT_CASE_ROWS
            if self.is_short
            else max(CASE_ROWS, self.screen.size.height * 2 // 5)
        )
        return (
            [*lines[: most - 1], paint("…", "$muted")] if len(lines) > most else lines
        )

    async def on_click(self) -> None:
        await self.screen.run_action("case")


def case_text(case: Case) -> Content:
    """The whole text of a case, in the quiet styles of its language."""
    return Content("\n").join(
        highlight_lines(case.text.rstrip().split("\n"), case.language or "")
    )


class Prompt(Lines):
    """The question in bold; below it the hint, once asked for."""

    DEFAULT_CSS = "Prompt { margin: 0 0 1 2; }"

    text: reactive[str] = reactive("", layout=True)
    hint: reactive[str] = reactive("", layout=True)
    prompt_rows = 0
    """The number of rows of the question."""

    def build(self, width: int) -> list[Content]:
        lines = render(self.text, "bold").wrap(width)
        self.prompt_rows = len(lines)
        if self.hint:
            lines += [
                Content(""),
                *(paint("Hint  ", "$muted") + render(self.hint)).wrap(width),
            ]
        return lines
