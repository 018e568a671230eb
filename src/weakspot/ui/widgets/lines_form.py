"""lines: mark the faulty lines of an artefact."""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.values import Part
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.content import cut, fill_ground, gutter, indent, paint, spread
from weakspot.ui.widgets.form import Look, verdict_style
from weakspot.ui.widgets.keys import MOVE, SUBMIT, Key
from weakspot.ui.widgets.pick_form import PickForm, picked_mark

DIGITS = 9
PROSE = ("", "text", "plain")
"""Languages that mean plain text: they are not named, and nothing is coloured."""
QUIET = {
    "Token.Comment": "$muted",
    "Token.Keyword": "bold",
    "Token.Operator.Word": "bold",
    "Token.Name.Tag": "bold",
    "Token.Generic.Heading": "bold",
}
"""Keywords bold, comments muted, nothing else: colours are kept for verdicts."""


class LinesForm(PickForm):
    """The lines as rows: Space, a click or a digit marks one; with more than nine,
    digits move the cursor.
    """

    is_boxed = True
    empty_message = "Nothing is marked yet: Space marks the line"

    def __init__(self, asked: AskedQuestion, question: LinesQuestion) -> None:
        super().__init__(asked, question.texts, True)
        language = question.language or ""
        self.language = "" if language in PROSE else language
        self.highlighted = highlight_lines(question.texts, language)
        self.number_width = len(str(len(self.texts)))

    def press_digit(self, number: int) -> None:
        if self.row_count() <= DIGITS:
            super().press_digit(number)
        else:
            self.cursor = number - 1

    def row_lines(self, index: int, look: Look) -> list[Content]:
        part = self.parts[index] if self.parts else None
        if part is not None and (part.given, part.expected) != (None, None):
            return self.graded_lines(part, index, look)
        here, picked = (
            self.is_highlighted(index, look),
            part is None and index in self.picks,
        )
        lead = self.prefix(
            gutter(here),
            index,
            "bold $accent" if picked or here else "$muted",
            look,
            picked,
        )
        text = self.highlighted[index]
        return (
            indent(lead, text, look.width)
            if here or look.whole
            else [cut(lead + text, look.width)]
        )

    def prefix(
        self, first: Content, index: int, style: str, look: Look, picked: bool = False
    ) -> Content:
        """What precedes a line: gutter or verdict, its mark or room for it, and its
        number.
        """
        mark = Content("") if self.parts and look.narrow else picked_mark(picked)
        number = paint(str(index + 1).rjust(self.number_width), style)
        return first + mark + number + Content(" " if look.narrow else "  ")

    def graded_lines(self, part: Part, index: int, look: Look) -> list[Content]:
        """A line that was marked or should have been: found, wrongly marked, or
        missed.
        """
        missed = part.given is None and self.is_answered
        mark, style, ground = verdict_style(part.expected is not None, missed)
        lead = self.prefix(paint(f"{mark} ", style), index, f"bold {style}", look)
        end = paint("missed " if missed else "", style)
        return fill_ground(
            indent(lead, self.highlighted[index], look.width, end), look.width, ground
        )

    def head_lines(self, look: Look) -> list[Content]:
        if not look.narrow or look.whole:
            return []
        title, foot = self.box_titles()
        line = spread(paint(f"  {title}", "$muted"), paint(foot, "$muted"), look.width)
        return [line] if title or foot else []

    def box_titles(self) -> tuple[str, str]:
        return self.language, "" if self.parts else f"{len(self.picks)} marked"

    def key_list(self) -> list[Key]:
        space = Key("Space", "mark", "do('space')")
        if self.row_count() > DIGITS:
            return [space, SUBMIT, MOVE]
        return [Key(f"1-{self.row_count()}", "mark", "help"), SUBMIT, space, MOVE]

    def tip(self) -> str:
        return "A wrong mark costs one right mark."


def highlight_lines(texts: Sequence[str], language: str) -> list[Content]:
    """Highlight the lines in the quiet styles of their language, if it is known."""
    plains = [paint(" ".join(text.splitlines())) for text in texts]
    if language in PROSE:
        return plains
    from textual.highlight import (
        HighlightTheme,
        highlight,
    )  # late: Pygments is slow to import

    class Quiet(HighlightTheme):
        STYLES = {
            token: QUIET[str(token)]
            for token in HighlightTheme.STYLES
            if str(token) in QUIET
        }

    code = highlight(
        "\n".join(line.plain for line in plains), language=language, theme=Quiet
    )
    spans = [span for span in code.spans if span.style != "$text"]
    lines = Content(code.plain, spans=spans).split("\n", allow_blank=True)
    return (
        lines
        if [line.plain for line in lines] == [line.plain for line in plains]
        else plains
    )
