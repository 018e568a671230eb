"""Markdown as blocks of plain text, each with its line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

HEADING, TEXT, ITEM, CODE, ROW = "heading", "text", "item", "code", "row"
"""What a block is: of a list its items, of a table its rows."""


class Block(NamedTuple):
    """A block: `level` is that of a heading, or how deep an item lies in lists; `cells`
    are a row's. `ordered` is true for the items of a numbered list, `start` for the first
    of any list.
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


def read_blocks(source: str) -> list[Block]:
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


def _walk(tokens: Sequence[Any]) -> Iterator[Block]:
    lists: list[list[Any]] = []  # of each open list: is it ordered, has it had an item
    line, heading, cells, is_item = 1, 0, list[str](), False
    before = ""
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            lists.append([kind == "ordered_list_open", False])
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            is_item = True
        elif kind == "list_item_close":
            is_item = False
        elif kind == "heading_open":
            heading = int(token.tag[1])
        elif kind == "heading_close":
            heading = 0
        elif kind == "tr_open":
            cells = []
        elif kind == "tr_close":
            yield Block(ROW, line, " | ".join(cells), cells=tuple(cells))
        elif kind in ("fence", "code_block"):
            yield Block(CODE, line, _code_text(token.content), level=len(lists))
        elif kind == "inline":
            inline = _read_inline(token.children or ())
            if before in ("td_open", "th_open"):
                cells.append(inline.text)
            elif heading:
                yield Block(
                    HEADING, line, inline.text, heading, (), False, False, *inline[1:]
                )
            elif is_item:
                ordered, had = lists[-1]
                lists[-1][1] = True
                is_item = False
                yield Block(
                    ITEM,
                    line,
                    inline.text,
                    len(lists),
                    (),
                    ordered,
                    not had,
                    *inline[1:],
                )
            else:
                yield Block(
                    TEXT, line, inline.text, len(lists), (), False, False, *inline[1:]
                )
        before = kind


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
        if kind == "text":
            parts.append(token.content)
        elif kind == "code_inline":
            parts.append(
                f"`{token.content}`" if "`" not in token.content else token.content
            )
        elif kind in ("strong_open", "strong_close"):
            parts.append("**")
        elif kind in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif kind == "image":
            media += 1
        elif kind == "link_open":
            href, begin = str(token.attrs.get("href", "")), len(parts)
        elif kind == "link_close":
            links.append(("".join(parts[begin:]), href))
        elif kind == "html_inline" and re.match(r"<br\b", token.content, re.IGNORECASE):
            parts.append("\n")
        elif kind == "html_inline" and not re.match(
            r"</?[a-z]+\b", token.content, re.I
        ):
            parts.append(token.content)
    return _Inline("".join(parts).replace("****", "").strip(), media, tuple(links))
