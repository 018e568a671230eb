"""YAML's syntax errors, in an author's words."""

import re
from contextlib import suppress
from typing import Any

import yaml

from weakspot.engine.values import Fault

QUOTE = "quote this text"
QUOTE_WHOLE = f"{QUOTE} as a whole, with the kind of quote that is not in it"
COMMA = f"put one there, or {QUOTE}"
SPACE = "put a space after the colon"
BLOCK = "put the text into a block after `|`"
DASH = "an item begins with `- `"
INDENT = f"indent it like the fields beside it; {DASH}"
CLOSE = f"close it where the text ends, or {BLOCK}"
INDENT_TEXT = f"indent it like the text it belongs to, or {BLOCK}"
INDENT_OR_QUOTE = (
    "indent it like the fields beside it, give the line above its `: `, or quote the text that holds `: `"
)
FIELD = "write `field: value` with a plain space, or indent it like the text it belongs to"
ESCAPE = "write it twice, or put the text into single quotes, where it is a sign like any other"

_OPENER = re.compile(r"""^[\s-]*(?:[\w-]+:\s+)?(?:[`@%\[{*&!|>]|["'].*["']\s*[^\s,#\]}:])""")
_TWO_COLONS = re.compile(r"""^[\s-]*[\w-]+:\s+[^\s"'].*:(?:\s|$)""")
_HASH = re.compile(r"#(?<=[ \t]#)[^\s#]")  # begins with the # to make the search fast
_COMMENT = re.compile(r"""[^\s"',\[{][ \t]+#""")
_TIGHT_COLON = re.compile(r"^[\s-]*[\w-]+:\S")
_TIGHT_DASH = re.compile(r"^\s*-[^\s-]")
_PROSE = re.compile(r"\s*\w+[ ,.;]")
_FIELD_ALONE = re.compile(r"\s*(?:-\s+)*[\w-]*")
_SPACES = re.compile(r"[ \t]+")
_SECOND_COLON = "mapping values are not allowed in this context"
_NONE_HERE = "not YAML: no field or item can begin here"
_UNCLOSED = ("found unexpected end of stream", "found unexpected document indicator")
_MISPLACED = ("did not find expected key", "did not find expected '-' indicator")
_NO_COLON = "could not find expected ':'"
_UNENDED = ("did not find expected ',' or '}'", "did not find expected ',' or ']'")
_ALIAS = ("an unquoted * or & makes an alias, which is not read", None)
_BACKSLASH = ("a backslash between double quotes", ESCAPE)
_PROBLEMS = {
    _SECOND_COLON: ("a second `: ` in one line", None),
    "found character that cannot start any token": ("a character that no unquoted text can begin with", None),
    "found undefined alias": _ALIAS,
    "did not find expected alphabetic or numeric character": _ALIAS,
    "but found another document": ("a second document after ---", None),
    **dict.fromkeys(_MISPLACED, ("a text goes on after its quote or bracket", QUOTE_WHOLE)),
    "did not find expected comment or line break": ("after | or > a text begins on the next line", None),
    _UNENDED[0]: ("no `,` or `}` before this", COMMA),
    _UNENDED[1]: ("no `,` or `]` before this", COMMA),
    "found unknown escape character": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "block sequence entries are not allowed in this context": (
        "a `- ` within a line", f"{QUOTE}, or begin the item on a line of its own",
    ),
    "mapping keys are not allowed in this context": ("a `? ` within a line", QUOTE),
}  # fmt: skip
"""For YAML's wording of a problem ours, and a hint for when the line itself suggests none."""


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, Fault]:
    """The offset and fault for YAML's one error in `text`."""
    problem: Any = error.problem
    context: Any = error.context_mark
    mark: Any = error.problem_mark
    offset = min(mark.index, len(text))
    if problem in _UNCLOSED and context is not None:
        return context.index, Fault("syntax", "not YAML: a quote that is never closed", hint=CLOSE)
    quote = _find_open_quote(offset, text)
    if quote is not None:
        ends = text.count("\n", 0, offset) + 1
        return quote, Fault("syntax", f"not YAML: a quote that only ends on line {ends}", hint=CLOSE)
    if context is not None and problem == _NO_COLON:
        return context.index, _missing_colon_fault(_line_at(text, context.index))
    start = text.rfind("\n", 0, offset) + 1
    if context is not None and problem in _UNENDED:
        if cut := _find_cut(text, context.index, offset):
            return cut, Fault("syntax", "not YAML: a comment cuts this text", hint=QUOTE)
        if context.index < start and _FIELD_ALONE.fullmatch(text, start, offset):
            line = text.count("\n", 0, start) + 1
            return context.index, _bracket_fault(text[context.index], problem[-2], line)
    lines = [_line_at(text, offset)] + ([_line_at(text, context.index)] if context is not None else [])
    words, hint = _PROBLEMS.get(problem, (problem, None))
    message, hint = f"not YAML: {words}", hint or _line_hint(lines, text[offset : offset + 1])
    is_first = not text[start:offset].strip(" ")
    if problem == _SECOND_COLON and not _TWO_COLONS.match(lines[0]):
        message = _NONE_HERE
        hint = DASH if _TIGHT_DASH.match(_line_at(text, max(0, start - 1))) else INDENT_OR_QUOTE
    elif problem in _MISPLACED and is_first:
        message, hint = _NONE_HERE, INDENT_TEXT if _PROSE.match(lines[0]) else INDENT
    return offset, Fault("syntax", message, hint=hint)


def cut_text_faults(text: str) -> list[tuple[int, Fault]]:
    """Find comments in sound YAML that are probably meant as text, such as “issue #1” without quotes.

    A comment counts as such if the words before it have no end, and there is no space after its #.
    """
    found = []
    events: Any = yaml.parse(text, Loader=yaml.CSafeLoader) if _HASH.search(text) else ()
    plain: Any = (event for event in events if isinstance(event, yaml.ScalarEvent) and not event.style)
    for event in plain:
        gap = _SPACES.match(text, event.end_mark.index)
        if gap and " " in event.value and event.value[-1] not in ".?!:…" and _HASH.match(text, gap.end()):
            hint = f"{QUOTE}; in a comment, put a space after #"
            found.append((gap.end(), Fault("cut-text", "a comment cuts this text", hint=hint)))
    return found


def _find_cut(text: str, start: int, end: int) -> int:
    """The offset at which a comment cuts an unquoted text between these offsets; 0 if none does."""
    found = _COMMENT.search(text, start, end)
    return found.end() - 1 if found and text.count('"', start, found.end()) % 2 == 0 else 0


def _missing_colon_fault(line: str) -> Fault:
    """The fault of a line that is neither a field nor an item."""
    hint = _line_hint([line], "") or FIELD
    if _TIGHT_DASH.match(line):
        hint = DASH
    elif _TIGHT_COLON.match(line):
        hint = SPACE
    return Fault("syntax", "not YAML: a line without `: `", hint=hint)


def _bracket_fault(opening: str, closing: str, line: int) -> Fault:
    """The fault of a bracket that is still open where this line begins another field."""
    message = f"not YAML: no `{closing}` for this `{opening}` before line {line}"
    return Fault("syntax", message, hint="close it, and put a comma between what is in it")


def _find_open_quote(offset: int, text: str) -> int | None:
    """Where the quote closed just before `offset` was opened, if on a line above; None otherwise."""
    if text[offset - 1 : offset] not in ("'", '"'):
        return None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark, token.end_mark
            if end.index == offset and start.line < end.line and text[start.index] == text[offset - 1]:
                return int(start.index)
    return None


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    return text[start : start + 4000].split("\n", 1)[0]


def _line_hint(lines: list[str], found: str) -> str | None:
    if found == "\t":
        return "indent with spaces, not tabs"
    if any(_OPENER.match(line) or _TWO_COLONS.match(line) for line in lines):
        return QUOTE
    return None
