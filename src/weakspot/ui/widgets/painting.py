"""Code in quiet colours: what a language's words are, without another hue."""

from textual.content import Content
from textual.highlight import HighlightTheme, highlight

QUIET = {
    "Token.Comment": "$muted",
    "Token.Keyword": "bold",
    "Token.Operator.Word": "bold",
    "Token.Name.Tag": "bold",
    "Token.Generic.Heading": "bold",
}
"""Words of the language bold, comments muted: colours are for verdicts."""


class Quiet(HighlightTheme):
    """Textual's theme with all else left out."""

    STYLES = {token: QUIET[str(token)] for token in HighlightTheme.STYLES if str(token) in QUIET}


def paint(code: str, language: str) -> list[Content]:
    """The lines of `code`, as they are where the language is not known."""
    painted = highlight(code, language=language, theme=Quiet)
    spans = [span for span in painted.spans if span.style != "$text"]
    return Content(painted.plain, spans=spans).split("\n", allow_blank=True)
