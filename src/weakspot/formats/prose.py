"""Markdown as blocks of plain text, each with its line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from weakspot.formats.markup import has_tags

HEADING, TEXT, ITEM, CODE, ROW = "heading", "text", "item", "code", "row"
"""What a block is: of a list its items, of a table its rows."""


class ProseBlock(NamedTuple):
    """A block: `level` is that of a heading, or how deep an item lies in lists; `cells`
    are a row's. `ordered` is true for the items of a numbered list, `start` for the
    first of any list.
    """

    kind: str
    line: int
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    ordered: bool = False
    start: bool = False
    media: int = 0
    links: tuple[tuple[str, str], ...] = ()


class _Inline(NamedTuple):
    text: str
    media: int
    links: tuple[tuple[str, str], ...]


def read_blocks(source: str) -> list[ProseBlock]:
    """The blocks of a Markdown text in order, without its front matter. `code` and
    **strong** stay, other marks go.
    """
    source, skipped = drop_front_matter(source)
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    return [block._replace(line=block.line + skipped) for block in _walk(tokens)]


def drop_front_matter(source: str) -> tuple[str, int]:
    """A text without the front matter at its top, and the lines of that."""
    found = re.match(r"(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|$)", source)
    inside = found[0].split("\n")[1:-2] if found else []
    if found is None or not all(
        re.match(r"[\w-]+\s*[:=]|\s|$|- ", line) for line in inside
    ):
        return source, 0
    return source[found.end() :], found[0].count("\n")


def _walk(tokens: Sequence[Any]) -> Iterator[ProseBlock]:
    place = _Place()
    for token in tokens:
        place.line = token.map[0] + 1 if token.map else place.line
        place.enter(token)
        if token.type == "tr_close":
            cells = tuple(place.cells)
            yield ProseBlock(ROW, place.line, " | ".join(cells), cells=cells)
        elif token.type in ("fence", "code_block"):
            level = len(place.lists)
            yield ProseBlock(CODE, place.line, _code_text(token.content), level=level)
        elif token.type == "inline":
            inline = _read_inline(token.children or ())
            if place.before in ("td_open", "th_open"):
                place.cells.append(inline.text)
            else:
                yield place.block(inline)
        place.before = token.type


class _Place:
    """Where in a text its tokens are."""

    def __init__(self) -> None:
        self.line, self.heading, self.before = 1, 0, ""
        self.cells: list[str] = []
        self.lists: list[list[bool]] = []
        """Of each open list: is it numbered, has it had an item."""
        self.is_item = False

    def enter(self, token: Any) -> None:
        """Take the token's place."""
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append([kind == "ordered_list_open", False])
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind in ("list_item_open", "list_item_close"):
            self.is_item = kind == "list_item_open"
        elif kind in ("heading_open", "heading_close"):
            self.heading = int(token.tag[1]) if kind == "heading_open" else 0
        elif kind == "tr_open":
            self.cells = []

    def block(self, inline: _Inline) -> ProseBlock:
        """The block of this text here."""
        level = self.heading or len(self.lists)
        kind = HEADING if self.heading else ITEM if self.is_item else TEXT
        ordered = start = False
        if kind == ITEM:
            ordered, had = self.lists[-1]
            start, self.lists[-1][1], self.is_item = not had, True, False
        return ProseBlock(
            kind, self.line, inline.text, level, (), ordered, start, *inline[1:]
        )


def _code_text(content: str) -> str:
    """Lines of code, each marked as such where that can be."""
    lines = content.rstrip("\n").expandtabs(4).split("\n")
    return "\n".join(
        f"`{line}`" if line.strip() and "`" not in line else line for line in lines
    )


def _read_inline(tokens: Sequence[Any]) -> _Inline:
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    media, href, begin = 0, "", 0
    for token in tokens:
        kind = token.type
        if kind == "image":
            media += 1
        elif kind == "link_open":
            href, begin = str(token.attrs.get("href", "")), len(parts)
        elif kind == "link_close":
            links.append(("".join(parts[begin:]), href))
        else:
            parts.append(_MARKS.get(kind, ""))
            parts.append(_words_of(kind, token.content))
    text = _INVISIBLE.sub("", "".join(parts)).replace("****", "").strip()
    return _Inline(text, media, tuple(links))


_MARKS = {
    **dict.fromkeys(("strong_open", "strong_close"), "**"),
    **dict.fromkeys(("softbreak", "hardbreak"), "\n"),
}


_HTML_MARKS = {"br": "\n", "code": "`", "b": "**", "strong": "**"}
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\u2800\ufeff]")
"""Signs that stand for nothing, such as between a box and the code below it."""


def _words_of(kind: str, content: str) -> str:
    if kind == "code_inline":
        return f"`{content}`" if "`" not in content else content
    if kind == "html_inline":
        name = re.match(r"</?(\w+)", content)
        mark = _HTML_MARKS.get(name[1].lower(), "") if name else ""
        return mark if mark or has_tags(content) or name is None else content
    return content if kind == "text" else ""
