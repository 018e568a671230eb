"""Which format a file has, found by what is in it."""

import re
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from weakspot.formats import anki, gift, hascard, json_records, markdown, tables
from weakspot.formats.aiken import is_aiken, read_aiken
from weakspot.formats.drafts import FormatError, Reading
from weakspot.formats.encodings import MAX_BYTES, decode
from weakspot.formats.trivia_qa import is_trivia_qa, read_trivia_qa

KNOWN = (
    "CSV, TSV, Anki's packages and texts, Quizlet, GIFT, Aiken, Moodle XML, Open "
    "Trivia DB, OpenTriviaQA, Markdown, hascard, lists of questions in YAML or JSON"
)


class Format(NamedTuple):
    """A format of texts: its name, what tells it, and its reader."""

    name: str
    fits: Callable[[str], bool]
    read: Callable[[str], Reading]


def is_json(text: str) -> bool:
    """True for a text that begins as JSON does, unless it is a list of Markdown's."""
    return text.lstrip()[:1] in ("{", "[") and not re.match(r"\s*\[[ xX*]\] ", text)


def is_xml(text: str) -> bool:
    """True for a text that begins as XML does."""
    return (
        re.match(r"\s*<(?:\?xml\b|!--|!DOCTYPE\b|quiz\b|[a-zA-Z][\w-]*[\s>])", text)
        is not None
    )


def read_xml(text: str) -> Reading:
    """The questions of a quiz of Moodle's."""
    from weakspot.formats.moodle import read_moodle  # late: loads the parser of XML

    return read_moodle(text)


FORMATS = (
    Format("Moodle XML", is_xml, read_xml),
    Format("Anki text", tables.is_anki_text, tables.read_anki_text),
    Format("OpenTriviaQA", is_trivia_qa, read_trivia_qa),
    Format("JSON", is_json, json_records.read_json),
    Format("Aiken", is_aiken, read_aiken),
    Format("Markdown", markdown.has_boxes, markdown.read_markdown),
    Format("table", tables.has_header, tables.read_table),
    Format("GIFT", gift.is_gift, gift.read_gift),
    Format("Markdown", markdown.has_cards, markdown.read_markdown),
    Format("YAML", json_records.looks_like_yaml, json_records.read_yaml),
    Format("hascard", hascard.is_hascard, hascard.read_hascard),
    Format("table", lambda text: bool(tables.find_delimiter(text)), tables.read_table),
    Format("Markdown", markdown.has_terms, markdown.read_markdown),
)
"""The formats of texts; the first that fits is read."""


def read_file(file: BinaryIO) -> tuple[str, Reading]:
    """The name of a file's format, and what is in the file. Raises FormatError."""
    if file.read(4) == b"PK\3\4":
        file.seek(0)
        return "Anki package", anki.read_package(file)
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FormatError(f"is larger than {MAX_BYTES // 1_000_000} MB; split it")
    if not data.strip():
        raise FormatError("is empty")
    return read_text(decode(data))


def read_text(text: str) -> tuple[str, Reading]:
    """The name of a text's format, and what is in the text. Raises FormatError."""
    for format in FORMATS:
        if format.fits(text):
            return format.name, format.read(text)
    raise FormatError(f"is of no format that is known: {KNOWN}")
