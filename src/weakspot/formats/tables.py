"""Tables: CSV and TSV with a header or without, Quizlet's and Anki's texts."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from weakspot.engine.kinds.typed import split_gaps
from weakspot.formats.anki import MEDIA, topic_of
from weakspot.formats.cloze import ask_pieces, parse_cloze
from weakspot.formats.drafts import (
    Collector,
    FormatError,
    Reading,
    make_option,
)
from weakspot.formats.markup import Plain, html_to_text
from weakspot.formats.rows import (
    ANSWER,
    OPTION,
    OPTIONS,
    PROMPT,
    WRONG,
    CellRow,
    ask_rows,
    ignored_names,
    make_row,
    roles_of,
)
from weakspot.formats.writing import Export, Unwritable, Written, write_pieces, written

MAX_COLUMNS = 100
MAX_ROWS = 200_000
_DELIMITERS = "\t;,|"
_SAMPLE = 60
_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
"""The names that Anki has for separators."""
_HEADER = re.compile(r"#([a-z][a-z ]*):[ \t]*(.*)", re.IGNORECASE)
_DELETION = re.compile(r"\{\{c[0-9]+::")
_KEY = re.compile(r"\(?[A-Ia-i1-9][).]?(?:[ ,;|]+[A-Ia-i1-9])*|0")

Line = tuple[int, list[str]]
"""A row's cells, with the line on which it begins."""


def is_anki_text(text: str) -> bool:
    """True for a text that begins as Anki's exports do."""
    found = _HEADER.match(text)
    return found is not None and found[1].casefold().split()[0] in (
        "separator",
        "html",
        "tags",
        "columns",
        "notetype",
        "deck",
        "guid",
        "if",
    )


def find_delimiter(text: str) -> str:
    """What parts the columns of a table; empty if the text is none."""
    best, most = "", 0.0
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        sample = text[:200_000]
        is_whole = len(sample) == len(text)
        try:
            sampled = islice(split_rows(sample, delimiter, strict=False), _SAMPLE)
            rows = [cells for _, cells in sampled]
        except FormatError:
            return delimiter  # said by who reads it
        rows = rows if is_whole or len(rows) == _SAMPLE else rows[:-1]
        if not rows:
            continue
        columns, count = Counter(map(len, rows)).most_common(1)[0]
        share = count / len(rows)
        if columns > 1 and share > max(most, 0.6):
            best, most = delimiter, share + 0.05
    return best


def split_rows(text: str, delimiter: str, strict: bool = True) -> Iterator[Line]:
    """The rows of a table that are not blank. Raises FormatError for one that is too
    wide, or, if `strict`, whose quotes are not closed.
    """
    lines = io.StringIO(text, newline="")
    if _is_quoted(text, delimiter):
        reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    end = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise FormatError(
                f"line {reader.line_num}: {error}; mend the quotes or the cell there"
            ) from None
        if cells is None:
            return
        begin, end = end + 1, reader.line_num
        if len(cells) > MAX_COLUMNS:
            raise FormatError(
                f"line {begin}: {len(cells):,} columns, where questions have at most "
                f"{MAX_COLUMNS}"
            )
        if any(cell.strip() for cell in cells):
            yield begin, [cell.strip() for cell in cells]


def read_rows(text: str, delimiter: str) -> list[Line]:
    """The same rows, all of them. Raises FormatError if there are too many, too."""
    lines = list(islice(split_rows(text, delimiter), MAX_ROWS + 1))
    if len(lines) > MAX_ROWS:
        raise FormatError(f"has more than {MAX_ROWS:,} rows; split it")
    return lines


def _is_quoted(text: str, delimiter: str) -> bool:
    """True if quotes are around cells, false if they are signs like others."""
    if delimiter != "\t":
        return True
    cells = re.findall(r'(?:^|\t)("[^\t\n]*)', text[:200_000], re.MULTILINE)
    closed = sum(cell.endswith('"') and len(cell) > 1 for cell in cells)
    spread = sum(len(re.findall('"', cell)) % 2 for cell in cells)
    return bool(cells) and (closed >= len(cells) / 2 or _closes_later(text, spread))


def _closes_later(text: str, spread: int) -> bool:
    """True if cells that begin with a quote end with one on a later line."""
    ends = len(re.findall(r'(?<!\t)(?<!^)"(?=\t|$)', text[:200_000], re.MULTILINE))
    return 0 < spread <= ends


def has_header(text: str) -> bool:
    """True for a table whose first row says what its columns are."""
    delimiter = find_delimiter(text)
    if not delimiter:
        return False
    _, cells = next(split_rows(text, delimiter), (0, []))
    return _is_header(cells)


def _is_header(cells: Sequence[str]) -> bool:
    roles = set(roles_of(tuple(cells)).values())
    return PROMPT in roles and bool(roles & {ANSWER, OPTION, OPTIONS, WRONG})


def read_table(text: str) -> Reading:
    """Questions of a table, of which each row is one."""
    delimiter = find_delimiter(text)
    lines = read_rows(text, delimiter)
    found = Collector()
    if lines and _is_header(lines[0][1]):
        read_named(lines[0][1], lines[1:], found)
    elif lines:
        read_unnamed(lines, found)
    return found.reading()


def read_named(header: Sequence[str], lines: Sequence[Line], found: Collector) -> None:
    """Collect the questions of a table with a header."""
    names = _distinct(header)
    mappings: list[tuple[int, dict[str, Any]]] = []
    for line, cells in lines:
        if len(cells) > len(names):
            what = cells[0] if cells else ""
            found.leave(
                line, what, f"{len(cells)} columns where the header has {len(names)}"
            )
            continue
        mappings.append((line, dict(zip(names, cells, strict=False))))
    rows = [make_row(line, _as_text(values)) for line, values in mappings]
    for name in ignored_names([values for _, values in mappings]):
        found.drop(1, f"the column {name}", "no question has it")
    ask_rows(rows, found, is_written=False)


def _as_text(values: dict[str, str]) -> dict[str, str]:
    """Values without HTML, where they are all wrapped in it."""
    return {
        name: html_to_text(value).text
        if re.match(r"<[a-z]+\b[^<>]*>.*</[a-z]+>", value, re.S)
        or "&quot;" in value
        or "&#039;" in value
        else value
        for name, value in values.items()
    }


def _distinct(header: Sequence[str]) -> list[str]:
    names: list[str] = []
    for at, name in enumerate(header, 1):
        name = name or f"column {at}"
        names.append(name if name not in names else f"{name} ({at})")
    return names


def read_unnamed(lines: Sequence[Line], found: Collector) -> None:
    """Collect the questions of a table without a header, by the shape of its rows.
    Raises FormatError if that does not tell what its columns are.
    """
    width = Counter(len(cells) for _, cells in lines).most_common(1)[0][0]
    kept: list[Line] = []
    for line, cells in lines:
        if len(cells) == 1 and width == 2 and kept:
            kept[-1][1][-1] += "\n" + cells[0]  # a definition of several lines
        elif len(cells) > 1:
            kept.append((line, cells))
        else:
            found.leave(line, cells[0], f"one column, where other rows have {width}")
    if width == 2:
        read_sides(kept, found)
        return
    key = find_key(kept, width)
    if key is None and (width < 4 or not _has_questions(kept)):
        raise FormatError(
            f"is a table of {width} columns that nothing names; add a first line such "
            "as question,answer or question,option 1,option 2,option 3,answer"
        )
    rows = [_row_by_place(line, cells, key) for line, cells in kept]
    ask_rows(rows, found, is_written=False)


def read_sides(lines: Sequence[Line], found: Collector) -> None:
    """Collect the cards of a table of two columns."""
    for line, cells in lines:
        if len(cells) != 2:
            found.leave(
                line, cells[0], f"{len(cells)} columns, where other rows have 2"
            )
        elif not all(cells):
            found.leave(line, cells[0] or cells[1], "one of its sides is empty")
        else:
            found.add_card(line, cells[0], cells[1])


def _has_questions(lines: Sequence[Line]) -> bool:
    """True if most rows begin with a question."""
    asked = [re.search(r"[?？:…]$|___", cells[0]) is not None for _, cells in lines]
    return sum(asked) > len(asked) / 2


def _row_by_place(line: int, cells: Sequence[str], key: int | None) -> CellRow:
    """A row whose `key` says which option is right; without one the right answer stands
    first.
    """
    options = [cell for at, cell in enumerate(cells) if at not in (0, key) and cell]
    if key is None:
        return CellRow(
            line=line, prompt=cells[0], answer=cells[1], wrong=tuple(options[1:])
        )
    answer = cells[key] if key < len(cells) else ""
    made = tuple(map(make_option, options))
    return CellRow(line=line, prompt=cells[0], answer=answer or None, options=made)


def find_key(lines: Sequence[Line], width: int) -> int | None:
    """The column that says which of the others is right; None if there is none."""
    for column in (width - 1, 1):
        cells = [row[column] for _, row in lines if column < len(row)]
        keyed = [cell for cell in cells if _KEY.fullmatch(cell)]
        repeated = [
            row
            for _, row in lines
            if column < len(row)
            and row[column]
            in [cell for at, cell in enumerate(row) if at not in (0, column)]
        ]
        if len(cells) and max(len(keyed), len(repeated)) > 0.8 * len(cells):
            return column
    return None


# Anki


def read_anki_text(text: str) -> Reading:
    """Notes as Anki exports them as text: of each the first field is the front, the
    second the back.
    """
    settings, body, skipped = split_header(text)
    separator = settings.get("separator", "").casefold()
    delimiter = (
        _SEPARATORS.get(separator) or separator[:1] or find_delimiter(body) or "\t"
    )
    is_html = settings.get("html", "").casefold() == "true"
    special = {
        name: int(settings[f"{name} column"]) - 1
        for name in ("guid", "notetype", "deck", "tags")
        if settings.get(f"{name} column", "").isdigit()
    }
    found = Collector()
    unused = 0
    for line, cells in read_rows(body, delimiter):
        own = {name: cells[at] for name, at in special.items() if at < len(cells)}
        fields = [cell for at, cell in enumerate(cells) if at not in special.values()]
        read = [html_to_text(cell) if is_html else Plain(cell, 0) for cell in fields]
        deck = own.get("deck", settings.get("deck", ""))
        topic = topic_of(own.get("tags", settings.get("tags", "")).split(), deck)
        is_card = ask_anki_row(line + skipped, read, own.get("guid", ""), topic, found)
        unused += is_card and any(field.text for field in read[2:])
    if unused:
        found.drop(
            skipped + 1,
            "fields after the second",
            f"of {unused} notes; import the .apkg to have what their cards show",
        )
    return found.reading(settings.get("deck", ""))


def ask_anki_row(
    line: int, fields: Sequence[Plain], guid: str, topic: str, found: Collector
) -> bool:
    """Collect the card, or the questions, of a note of a text. True for a card, of
    which only the first two fields are asked.
    """
    texts = [field.text for field in fields]
    media = sum(field.media for field in fields)
    front, back = (*texts, "", "")[:2]
    is_cloze = _DELETION.search(front) is not None
    if not front or not (back or is_cloze):
        why = "one of its sides is empty"
        why += " without pictures and sounds" if media else ""
        found.leave(line, front or "a note", why)
        return False
    if media:
        found.drop(line, front, MEDIA)
    if not is_cloze:
        found.add_card(line, front, back, guid, topic)
        return True
    try:
        ask_pieces(line, parse_cloze(front), guid, topic, found)
    except ValueError as error:
        found.leave(line, front, str(error))
    return False


def split_header(text: str) -> tuple[dict[str, str], str, int]:
    """The settings at the beginning of Anki's text, the rest, and the lines before
    that.
    """
    settings: dict[str, str] = {}
    count, at = 0, 0
    for line in text.split("\n"):
        found = _HEADER.fullmatch(line)
        if found is None:
            break
        settings[found[1].casefold().strip()] = found[2].strip()
        count, at = count + 1, at + len(line) + 1
    return settings, text[at:], count


# Writing

_HELD = frozenset("options text right answer gaps accept explain hint source".split())
_OPTION_COUNT = 9
_HEAD = (
    "question",
    *(f"option {number}" for number in range(1, _OPTION_COUNT + 1)),
    "answer",
    "explanation",
    "hint",
    "source",
    "topic",
    "id",
)


def write_csv(exports: Sequence[Export]) -> Written:
    """Questions as a table with a header, which `read_table` reads."""
    pieces, left = write_pieces(exports, _WRITERS)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(_HEAD)
    return written(
        text.getvalue() + "".join(piece for _, piece in pieces), pieces, left, _HELD
    )


def _row(export: Export, options: Sequence[str], answer: str, prompt: str = "") -> str:
    fields = export.fields
    source = fields.get("source", {})
    cells = [
        prompt or fields["prompt"],
        *options,
        *[""] * (_OPTION_COUNT - len(options)),
        answer,
        fields.get("explain", ""),
        fields.get("hint", ""),
        " ".join(filter(None, (source.get("title"), source.get("url")))),
        export.topic,
        export.id,
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _write_options(export: Export) -> str:
    options = export.fields["options"]
    letters = [chr(65 + at) for at, each in enumerate(options) if each.get("right")]
    return _row(export, [option["text"] for option in options], ", ".join(letters))


def _write_statement(export: Export) -> str:
    return _row(export, (), str(export.question.truth))


def _write_gap(export: Export) -> str:
    gaps = export.fields["gaps"]
    pieces = split_gaps(export.fields["prompt"])
    if len(gaps) > 1:
        raise Unwritable("a text with several gaps")
    prompt = "".join(piece if isinstance(piece, str) else "____" for piece in pieces)
    return _row(export, (), gaps[0]["accept"][0], prompt)


def _write_answer(export: Export) -> str:
    return _row(export, (), export.fields["answer"])


_WRITERS = {
    "choice": _write_options,
    "multi": _write_options,
    "truefalse": _write_statement,
    "typed": _write_gap,
    "open": _write_answer,
}
