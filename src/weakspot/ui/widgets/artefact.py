"""Code, traces and tables of a bank, in the quiet styles of their language."""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.values import Case
from weakspot.ui.widgets.content import paint

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


def named_language(language: str | None) -> str:
    """The language, empty if it means plain text."""
    return "" if language is None or language in PROSE else language


def highlight_lines(texts: Sequence[str], language: str) -> list[Content]:
    """Highlight the lines in the quiet styles of their language, if it is known."""
    plains = [paint(" ".join(text.splitlines())) for text in texts]
    if not named_language(language):
        return plains
    # late: Pygments is slow to import
    from textual.highlight import HighlightTheme, highlight

    class Quiet(HighlightTheme):
        STYLES = {
            token: QUIET[str(token)]
            for token in HighlightTheme.STYLES
            if str(token) in QUIET
        }

    text = "\n".join(line.plain for line in plains)
    code = highlight(text, language=language, theme=Quiet)
    spans = [span for span in code.spans if span.style != "$text"]
    lines = Content(code.plain, spans=spans).split("\n", allow_blank=True)
    is_whole = [line.plain for line in lines] == [line.plain for line in plains]
    return lines if is_whole else plains


def case_text(case: Case) -> Content:
    """The whole text of a case, in the quiet styles of its language."""
    lines = highlight_lines(case.text.rstrip().split("\n"), case.language or "")
    return Content("\n").join(lines)
