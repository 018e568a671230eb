"""YAML's syntax errors, in an author's words."""

import re
from contextlib import suppress
from typing import Any

import yaml

from weakspot.engine.values import Fault

QUOTE = "quote this text"
QUOTE_WHOLE = f"{QUOTE} as a whole, with the kind of quote that is not in it"
BLOCK = "put the text into a block after `|`"
FIELD = (
    "write `field: value` or `- item`, with a plain space, or indent it like the "
    "text it belongs to"
)
INDENT = (
    "indent it like what it belongs to, give the line above its `: ` or `- `, quote "
    f"it, or {BLOCK}"
)
CLOSE = f"close it where the text ends, or {BLOCK}"
BRACKET = (
    f"close it, put a comma between what is in it, or {QUOTE} if it holds `: `, ` #` "
    "or `?`"
)
ESCAPE = (
    "write it twice, or put the text into single quotes, where it is a sign like "
    "any other"
)

_OPENER = re.compile(
    r"""^[\s-]*(?:[\w-]+:\s+)?(?:[`@%\[{*&!|>]|["'].*["']\s*[^\s,#\]}:])"""
)
_TWO_COLONS = re.compile(r"""^[\s-]*[^\s"'#\[{][^#]*?:\s+[^\s"'].*:(?:\s|$)""")
_HASH = re.compile(r"#(?<=[ \t]#)[^\s#]")  # begins with the # to make the search fast
_SPACES = re.compile(r"[ \t]+")
_SECOND_COLON = "mapping values are not allowed in this context"
_MISPLACED = ("did not find expected key", "did not find expected '-' indicator")
_NO_COLON = "could not find expected ':'"
_UNCLOSED = ("found unexpected end of stream", "found unexpected document indicator")
_UNENDED = ("did not find expected ',' or '}'", "did not find expected ',' or ']'")
_ALIAS = ("an unquoted * or & makes an alias, which is not read", None)
_BACKSLASH = ("a backslash between double quotes", ESCAPE)
_FAULTS = {
    _SECOND_COLON: ("a second `: ` in one line", None),
    _NO_COLON: ("a line without `: `", FIELD),
    "found character that cannot start any token": (
        "a character that no unquoted text can begin with",
        None,
    ),
    "found undefined alias": _ALIAS,
    "did not find expected alphabetic or numeric character": _ALIAS,
    "but found another document": ("a second document after ---", None),
    **dict.fromkeys(_UNCLOSED, ("a quote that is never closed", CLOSE)),
    **dict.fromkeys(
        _MISPLACED, ("a text goes on after its quote or bracket", QUOTE_WHOLE)
    ),
    "did not find expected comment or line break": (
        "after | or > a text begins on the next line",
        None,
    ),
    _UNENDED[0]: ("a `{` that lacks a `,` or `}`", BRACKET),
    _UNENDED[1]: ("a `[` that lacks a `,` or `]`", BRACKET),
    "found unknown escape character": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "block sequence entries are not allowed in this context": (
        "a `- ` within a line",
        f"{QUOTE}, or begin the item on a line of its own",
    ),
    "mapping keys are not allowed in this context": ("a `? ` within a line", QUOTE),
}
"""For YAML's wording of a fault ours, and a hint for when the line
itself suggests none.
"""


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, Fault]:
    """The offset and fault for YAML's one error in `text`."""
    problem: Any = error.problem
    context: Any = error.context_mark
    mark: Any = error.problem_mark
    if (quote := _find_open_quote(mark.index, text)) is not None:
        ends = text.count("\n", 0, mark.index) + 1
        return quote, Fault(
            "syntax", f"not YAML: a quote that only ends on line {ends}", hint=CLOSE
        )
    words, hint = _FAULTS.get(problem, (problem, None))
    lines = [_line_at(text, at.index) for at in (mark, context) if at is not None]
    offset = min(mark.index, len(text))
    if context is not None and (
        problem in (*_UNCLOSED, _NO_COLON)
        or (problem in _UNENDED and context.line < mark.line)
    ):
        offset = context.index  # where it begins
    is_first = not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" ")
    if (problem in _MISPLACED and is_first) or (
        problem == _SECOND_COLON and not _TWO_COLONS.match(lines[0])
    ):
        words, hint = "no field or item can begin here", INDENT
    if hint is None and text[offset : offset + 1] == "\t":
        hint = "indent with spaces, not tabs"
    elif hint is None and any(
        _OPENER.match(line) or _TWO_COLONS.match(line) for line in lines
    ):
        hint = QUOTE
    return offset, Fault("syntax", f"not YAML: {words}", hint=hint)


def cut_text_faults(text: str) -> list[tuple[int, Fault]]:
    """Find comments in sound YAML that are probably meant as text, such as “issue #1”
    without quotes.

    A comment counts as such if the words before it have no end, and there is no space
    after its #.
    """
    found = []
    events: Any = (
        yaml.parse(text, Loader=yaml.CSafeLoader) if _HASH.search(text) else ()
    )
    plain: Any = (
        event
        for event in events
        if isinstance(event, yaml.ScalarEvent) and not event.style
    )
    for event in plain:
        gap = _SPACES.match(text, event.end_mark.index)
        if (
            gap
            and " " in event.value
            and event.value[-1] not in ".?!:…"
            and _HASH.match(text, gap.end())
        ):
            hint = f"{QUOTE}; in a comment, put a space after #"
            found.append(
                (gap.end(), Fault("cut-text", "a comment cuts this text", hint=hint))
            )
    return found


def _find_open_quote(offset: int, text: str) -> int | None:
    """Where the quote closed just before `offset` was opened,
    if on a line above; None otherwise.
    """
    if text[offset - 1 : offset] not in ("'", '"'):
        return None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark, token.end_mark
            if (
                end.index == offset
                and start.line < end.line
                and text[start.index] == text[offset - 1]
            ):
                return int(start.index)
    return None


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    return text[start : start + 4000].split("\n", 1)[0]
