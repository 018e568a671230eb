"""HTML as the text of a bank, which knows `code` and **strong**, and back."""

import html
import re
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = frozenset(
    """address article aside blockquote center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary
    table tbody tfoot thead tr ul""".split()
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd
    label mark meter nobr q rp rt ruby s samp small span strike strong sub sup td th
    time tt u var wbr br body html head title link meta""".split()
)
_PARAGRAPHS = frozenset("p ul ol table h1 h2 h3 h4 h5 h6 blockquote pre".split())
_MEDIA = frozenset("audio canvas embed iframe img math object source svg video".split())
_HIDDEN = frozenset(
    "script style template noscript select textarea input option".split()
)
_TAGS = _BLOCKS | _INLINE | _MEDIA | _HIDDEN
_VOID = frozenset("br hr img input link meta source wbr embed".split())
_BREAKS = {
    **dict.fromkeys(_BLOCKS, "\ufdd6"),
    **dict.fromkeys(_PARAGRAPHS, "\ufdd3"),
    **dict.fromkeys(("td", "th"), "\ufdd4"),
    "li": "\ufdd6- ",
}
"""The marks at the beginning of blocks: of a line, a paragraph or a cell."""
_CODE = frozenset("code kbd samp tt".split())
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SOUND = re.compile(r"\[sound:[^\]\n]*\]")
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_RUN = re.compile(r"(`[^`\n]+`|\*\*[^*\n]+\*\*)")
MAX_LENGTH = 200_000
"""The signs of the longest piece that is converted; longer ones, which no question can
have, stay as they are.
"""


class Plain(NamedTuple):
    """The text of a piece of HTML, and the number of pictures, sounds and so on that it
    has no words for.
    """

    text: str
    media: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.media = self.hidden = self.preformatted = self.code = self.strong = 0
        self.shifts: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.handle_data(self.get_starttag_text() or "")
            return
        self.media += tag in _MEDIA and tag != "source" and not self.hidden
        if tag in _VOID:
            self.parts.append("\n" if tag in ("br", "hr") else "")
        elif tag in _HIDDEN or tag in _MEDIA:
            self.hidden += 1
        elif tag in _CODE and not self.preformatted:
            self.code += 1
            self.parts.append("\ufdd1" if self.code == 1 else "")
        elif tag in ("b", "strong"):
            self.strong += 1
            self.parts.append("\ufdd2" if self.strong == 1 else "")
        elif tag in ("sub", "sup"):
            self.shifts.append(len(self.parts))
        else:
            self.parts.append(_BREAKS.get(tag, ""))
            if tag == "pre":
                self.preformatted += 1
                self.parts.append("\ufdd7" if self.preformatted == 1 else "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            self.handle_data(f"</{tag}>")
        elif tag in _HIDDEN or tag in _MEDIA:
            self.hidden = max(0, self.hidden - (tag not in _VOID))
        elif tag in _CODE and self.code:
            self.code -= 1
            self.parts.append("" if self.code else "\ufdd1")
        elif tag in ("b", "strong") and self.strong:
            self.strong -= 1
            self.parts.append("" if self.strong else "\ufdd2")
        elif tag in ("sub", "sup") and self.shifts:
            self.shift(tag, self.shifts.pop())
        elif tag in _BLOCKS:
            if tag == "pre" and self.preformatted:
                self.preformatted -= 1
                self.parts.append("" if self.preformatted else "\ufdd7")
            self.parts.append("\ufdd3" if tag in _PARAGRAPHS else "\ufdd6")

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        data = data.replace("\xa0", "\ufdd5")
        if not self.preformatted:
            data = _SPACE.sub(" ", data)
        self.parts.append(data)

    def shift(self, tag: str, begin: int) -> None:
        """Write what was raised or lowered as signs that are, else behind a mark."""
        text = "".join(self.parts[begin:])
        del self.parts[begin:]
        table, mark = (_RAISED, "^") if tag == "sup" else (_LOWERED, "_")
        moved = text.translate(table)
        is_moved = text and all(ord(sign) in table for sign in text)
        self.parts.append(moved if is_moved else mark + text if text.strip() else text)

    def plain(self) -> str:
        """The text: spaces as a browser shows them, one blank line between
        paragraphs.
        """
        text = re.sub("\ufdd7([^\ufdd7]*)\ufdd7?", _mark_lines, "".join(self.parts))
        text = re.sub(r" *\n? *[\ufdd3\ufdd6][\ufdd3\ufdd6 ]*", _break, text)
        text = re.sub(r"(^|\n) *\ufdd4", r"\1", text).replace("\ufdd4", " | ")
        text = re.sub(r"\ufdd1([^\ufdd1]*)\ufdd1?", _mark_code, text)
        text = re.sub(r"\ufdd2( *)([^\ufdd2]*?)( *)(?:\ufdd2|$)", _mark_strong, text)
        text = re.sub(r"(?<=[^\n]) +(?=[^\n])", " ", text)
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", text).replace("\ufdd5", " ").strip()


def _break(found: re.Match[str]) -> str:
    return "\n\n" if "\ufdd3" in found[0] else "\n"


def _mark_lines(found: re.Match[str]) -> str:
    """Preformatted text, in which each line is code."""
    text = re.sub("[\ufdd1-\ufdd4]", "", found[1]).replace("\ufdd6", "\n")
    return "\n".join(map(_as_code, text.split("\n")))


def _as_code(line: str) -> str:
    body = line.rstrip().expandtabs(4).replace(" ", "\ufdd5")
    return f"`{body}`" if body.strip("\ufdd5") and "`" not in body else body


def _mark_code(found: re.Match[str]) -> str:
    body = found[1]
    return f"`{body}`" if body.strip() and not set("`\n\ufdd3") & set(body) else body


def _mark_strong(found: re.Match[str]) -> str:
    before, body, after = found.groups()
    if not body.strip() or set("*\n\ufdd3") & set(body):
        return before + body + after
    return f"{before}**{body}**{after}"


def html_to_text(source: str) -> Plain:
    """The text of a piece of HTML: `code` and **strong** marked, lists and paragraphs
    on lines of their own, no scripts, styles, pictures or sounds. What only looks like
    a tag is text.
    """
    heard = len(_SOUND.findall(source)) + len(_PICTURE.findall(source))
    source = _PICTURE.sub(" ", _SOUND.sub("", source))
    if len(source) > MAX_LENGTH:
        return Plain(source, heard)
    if "<" not in source and "&" not in source:
        text = _SPACE.sub(" ", source).strip().replace("\xa0", " ")
        return Plain(text, heard)
    reader = _Reader()
    reader.feed(re.sub("[\ufdd1-\ufdd7]", "\ufffd", source))  # they are our marks
    reader.close()
    return Plain(reader.plain(), heard + reader.media)


def has_tags(text: str) -> bool:
    """True if the text has a tag of HTML in it."""
    return any(found[1].lower() in _TAGS for found in _TAG.finditer(text))


def text_to_html(text: str) -> str:
    """A text of a bank as HTML that reads the same."""
    pieces = []
    for at, run in enumerate(_RUN.split(text)):
        tag, width = ("code", 1) if run[:1] == "`" else ("strong", 2)
        body = run[width:-width]
        if at % 2 and body.strip() == body:
            pieces.append(f"<{tag}>{html.escape(body, quote=False)}</{tag}>")
        else:
            pieces.append(html.escape(run, quote=False))
    shown = "".join(pieces).replace("\n", "<br>")
    return re.sub(r"(?<= ) |^ | $|(?<=<br>) | (?=<br>)", "&#160;", shown)
