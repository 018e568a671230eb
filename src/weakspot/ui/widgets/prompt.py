"""What is asked, above the answer."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.ui.widgets.answer import Asked
from weakspot.ui.widgets.lines import Lines, plain, told


class Prompt(Lines):
    """The question, in bold; its hint below, once taken."""

    DEFAULT_CSS = "Prompt { margin: 0 0 1 2; }"

    text: reactive[str] = reactive("", layout=True)
    hint: reactive[str] = reactive("", layout=True)

    def build(self, width: int) -> list[Content]:
        lines = told(self.text, "bold").wrap(width)
        if self.hint:
            lines += [Content(""), *(plain("Hint  ", "$muted") + told(self.hint)).wrap(width)]
        return lines


def prompt_text(asked: Asked) -> str:
    """The prompt as it stands above the answer; a sentence with gaps is drawn where they are filled."""
    question = asked.question
    if isinstance(question, TypedQuestion) and "{1}" in question.prompt:
        return "Fill the gap." if len(question.gaps) == 1 else "Fill the gaps."
    return question.asked(asked.numbers)
