"""What is asked, above the answer, and the artefact that it is about: a trace, a bill, a table."""

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Case
from weakspot.text import visible
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.content import paint, render
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.lines_form import highlight_lines

LEAST, SHORT = 8, 3
"""Rows of text above a question, at most; in a high terminal two fifths of its rows."""


class CasePane(Lines):
    """The first lines of the case, none cut; a click or a key opens it whole."""

    DEFAULT_CSS = """
    CasePane {
        display: none; border: round $rule; padding: 0 1; margin-bottom: 1;
        border-title-color: $foreground; border-subtitle-color: $muted;
    }
    """

    case: reactive[Case | None] = reactive(None, layout=True, init=False)
    key: reactive[str] = reactive("")
    """What opens it now."""

    def watch_case(self, case: Case | None) -> None:
        self.display = case is not None
        if case is not None:
            self.border_title = Content(visible(case.title, line=True))

    def watch_key(self, key: str) -> None:
        self.border_subtitle = Content(f"{key} opens it")

    def build(self, width: int) -> list[Content]:
        lines = [] if self.case is None else case_text(self.case).wrap(width)
        most = SHORT if self.is_short else max(LEAST, self.screen.size.height * 2 // 5)
        return [*lines[: most - 1], paint("…", "$muted")] if len(lines) > most else lines

    async def on_click(self) -> None:
        await self.screen.run_action("case")


def case_text(case: Case) -> Content:
    """A case as it stands, in the quiet colours of its language."""
    return Content("\n").join(highlight_lines(case.text.rstrip().split("\n"), case.language or ""))


class Prompt(Lines):
    """The question, in bold; its hint below, once taken."""

    DEFAULT_CSS = "Prompt { margin: 0 0 1 2; }"

    text: reactive[str] = reactive("", layout=True)
    hint: reactive[str] = reactive("", layout=True)
    prompt_rows = 0
    """The rows above the hint."""

    def build(self, width: int) -> list[Content]:
        lines = render(self.text, "bold").wrap(width)
        self.prompt_rows = len(lines)
        if self.hint:
            lines += [Content(""), *(paint("Hint  ", "$muted") + render(self.hint)).wrap(width)]
        return lines


def prompt_text(asked: AskedQuestion) -> str:
    """The prompt as it stands above the answer; a sentence with gaps is drawn where they are filled."""
    question = asked.question
    if isinstance(question, TypedQuestion) and "{1}" in question.prompt:
        return "Fill the gap." if len(question.gaps) == 1 else "Fill the gaps."
    return question.fill_prompt(asked.numbers)
