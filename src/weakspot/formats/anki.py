"""Anki's packages: notes read without Anki, and questions written as notes."""

import json
import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any, BinaryIO

import msgspec

from weakspot.engine.kinds.typed import split_gaps
from weakspot.formats.cloze import ask_pieces, parse_cloze
from weakspot.formats.drafts import (
    NOTE,
    Collector,
    FormatError,
    Reading,
    shorten,
)
from weakspot.formats.markup import html_to_text, text_to_html
from weakspot.formats.writing import Export, Written, count_lost

MAX_COLLECTION = 256_000_000
"""The largest collection, unpacked."""
MAX_NOTES = 200_000
MAX_LIST = 16_000_000
"""The most bytes of a package's list of files."""
_STEPS, _MAX_STEPS = 100_000, 20_000
"""How many steps of SQLite pass between two looks, and how many looks there may be."""

_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The files of notes, the newest format first: for older versions of Anki a package of
a new one has a stub beside it.
"""
_END_OF_LIST = struct.Struct("<4s4H2LH")
_SQLITE = b"SQLite format 3\0"
_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_SECTION = re.compile(
    r"\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^]).)*?)\{\{/\2\}\}", re.DOTALL
)
_ANSWER = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_OWN_TAGS = frozenset({"leech", "marked", "missing-media"})
"""Tags that Anki sets itself."""
MEDIA = "its pictures and sounds, which have no place in a text"
MISSING_ZSTD = (
    "is a package of a new Anki, which needs one more library: "
    'pip install "weakspot[anki]", or export it from Anki with "Support older '
    'Anki versions"'
)
MISSING_GENANKI = 'Anki packages need one more library: pip install "weakspot[anki]"'


class Template(msgspec.Struct, frozen=True):
    """A card's front and back, as templates."""

    front: str
    back: str


class NoteType(msgspec.Struct, frozen=True):
    """A type of note."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class Note(msgspec.Struct, frozen=True):
    """A note: its fields are HTML, `cards` the numbers of its cards from 0."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: tuple[int, ...]


# The package


def read_package(file: BinaryIO) -> Reading:
    """The questions of a .apkg or .colpkg. Raises FormatError."""
    found = Collector()
    notes = read_notes(file)
    for number, note in enumerate(notes, 1):
        ask_note(number, note, found)
    titles = {note.deck.partition("::")[0] for note in notes}
    return found.reading(titles.pop() if len(titles) == 1 else "", unit=NOTE)


def read_notes(file: BinaryIO) -> list[Note]:
    """The notes of a .apkg or .colpkg, in their order. Raises FormatError."""
    data = unpack_collection(file)
    try:
        with closing(sqlite3.connect(":memory:")) as db:
            # The header may say WAL, which cannot be opened in memory.
            db.deserialize(data[:18] + b"\1\1" + data[20:])
            db.execute("PRAGMA trusted_schema = OFF")
            db.create_collation("unicase", _compare_names)
            looks = iter(range(_MAX_STEPS))
            db.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
            return list(_select_notes(db))
    except (
        sqlite3.Error,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        ValueError,  # also what is no JSON or no text
        RecursionError,
    ) as error:
        reason = shorten(str(error)) or type(error).__name__
        raise FormatError(
            f"is a damaged package ({reason}); export it from Anki again"
        ) from None


def unpack_collection(file: BinaryIO) -> bytes:
    """The database in a package. Raises FormatError."""
    _check_list(file)
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            for name in names:
                if name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts:
                    raise FormatError(
                        f"names a file outside of it, {shorten(name)}; no program "
                        "of Anki's writes such a package"
                    )
            name = next((each for each in _NAMES if each in names), "")
            if not name:
                raise FormatError(
                    "is a zip archive without a collection of Anki's; import a .apkg, "
                    "a .colpkg, or the text in it"
                )
            if package.getinfo(name).file_size > MAX_COLLECTION:
                raise too_large()
            with package.open(name) as member:
                data = _read_bounded(member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,  # a way of packing that is not known
        RuntimeError,  # a password
        EOFError,
        ValueError,
    ) as error:
        reason = shorten(str(error)) or type(error).__name__
        raise FormatError(f"is a damaged package ({reason}); export it again") from None
    data = decompress(data) if name == _NAMES[0] else data
    if not data.startswith(_SQLITE):
        raise FormatError(
            "is a package whose collection is no database; export it again"
        )
    return data


def _check_list(file: BinaryIO) -> None:
    """Raise FormatError if the list of the files in a package is too long to read."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 70_000))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at >= 0 and len(tail) - at >= _END_OF_LIST.size:
        size = _END_OF_LIST.unpack_from(tail, at)[5]
        if size > MAX_LIST:
            raise FormatError("is a package of too many files; split the deck in Anki")
    file.seek(0)


def _read_bounded(member: Any) -> bytes:
    data = bytes(member.read(MAX_COLLECTION + 1))
    if len(data) > MAX_COLLECTION:
        raise too_large()
    return data


def too_large() -> FormatError:
    """The error for a collection that is too large."""
    return FormatError(
        f"unpacks to more than {MAX_COLLECTION // 1_000_000} MB of notes; split the "
        "deck in Anki"
    )


def decompress(data: bytes) -> bytes:
    """Decompress a frame of Zstandard. Raises FormatError."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        try:
            from backports import zstd
        except ModuleNotFoundError:
            raise FormatError(MISSING_ZSTD) from None
    decompressor = zstd.ZstdDecompressor()
    try:
        plain = bytes(decompressor.decompress(data, max_length=MAX_COLLECTION + 1))
    except zstd.ZstdError as error:
        raise FormatError(
            f"is a damaged package ({shorten(str(error))}); export it again"
        ) from None
    if len(plain) > MAX_COLLECTION:
        raise too_large()
    if not decompressor.eof:
        raise FormatError("is a package that was cut short; export it again")
    return plain


# The notes in a collection


def _compare_names(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _select_notes(db: sqlite3.Connection) -> Iterator[Note]:
    tables = {
        name
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    if not {"notes", "cards", "col"} <= tables:
        raise ValueError("notes are missing")
    (version,) = db.execute("SELECT ver FROM col").fetchone()
    types, decks = _read_tables(db) if version >= 15 else _read_json(db)
    cards: dict[int, tuple[int, list[int]]] = {}
    for note, ord_, deck in db.execute(
        "SELECT nid, ord, CASE WHEN odid THEN odid ELSE did END FROM cards "
        f"ORDER BY nid, ord LIMIT {50 * MAX_NOTES}"
    ):
        cards.setdefault(note, (deck, []))[1].append(ord_)
    rows = db.execute(
        f"SELECT id, guid, mid, tags, flds FROM notes ORDER BY id LIMIT {MAX_NOTES + 1}"
    )
    for count, (note, guid, type_, tags, fields) in enumerate(rows):
        if count == MAX_NOTES:
            raise FormatError(
                f"has more than {MAX_NOTES:,} notes; split the deck in Anki"
            )
        deck, ords = cards.get(note, (0, []))
        yield Note(
            guid=str(guid),
            type=types[type_],
            fields=tuple(fields.split("\x1f")),
            tags=tuple(tags.split()),
            deck=decks.get(deck, ""),
            cards=tuple(ords),
        )


def _read_json(db: sqlite3.Connection) -> tuple[dict[int, NoteType], dict[int, str]]:
    """Types and decks of the old format, by id."""
    models, decks = db.execute("SELECT models, decks FROM col").fetchone()
    types = {
        int(id): NoteType(
            name=str(model["name"]),
            is_cloze=model.get("type", 0) == 1,
            fields=tuple(str(field["name"]) for field in model["flds"]),
            templates=tuple(
                Template(str(each["qfmt"]), str(each["afmt"]))
                for each in model["tmpls"]
            ),
        )
        for id, model in json.loads(models).items()
    }
    return types, {int(id): str(deck["name"]) for id, deck in json.loads(decks).items()}


def _read_tables(db: sqlite3.Connection) -> tuple[dict[int, NoteType], dict[int, str]]:
    """Types and decks of the new format, by id."""
    fields: dict[int, list[str]] = {}
    for type_, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(type_, []).append(str(name))
    templates: dict[int, list[Template]] = {}
    for type_, config in db.execute(
        "SELECT ntid, config FROM templates ORDER BY ntid, ord"
    ):
        texts = _read_message(config)
        front, back = texts.get(1, b"").decode(), texts.get(2, b"").decode()
        templates.setdefault(type_, []).append(Template(front, back))
    types = {
        id: NoteType(
            name=str(name),
            is_cloze=config[:2] == b"\x08\x01",
            fields=tuple(fields.get(id, ())),
            templates=tuple(templates.get(id, ())),
        )
        for id, name, config in db.execute("SELECT id, name, config FROM notetypes")
    }
    decks = {
        id: str(name).replace("\x1f", "::")
        for id, name in db.execute("SELECT id, name FROM decks")
    }
    return types, decks


def _read_message(data: bytes) -> dict[int, bytes]:
    """The texts of a message of Protocol Buffers, by the number of the field."""
    texts: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        size, kind = 0, key & 7
        if kind == 0:
            _, at = _read_varint(data, at)
        elif kind == 2:
            size, at = _read_varint(data, at)
            texts[key >> 3] = data[at : at + size]
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError("a template that cannot be read")
        at += size
    return texts


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


# Notes as questions


def ask_note(line: int, note: Note, found: Collector) -> None:
    """Collect the questions of a note's cards, and what cannot be asked of it."""
    values = dict(zip(note.type.fields, note.fields, strict=False))
    topic = topic_of(note.tags, note.deck)
    if note.type.is_cloze:
        ask_cloze(line, note, values, topic, found)
        return
    what = shorten(html_to_text(note.fields[0]).text) or note.guid
    cards = [card for card in note.cards if card < len(note.type.templates)]
    if not cards:
        found.leave(line, what, "a note without cards")
    for card in cards:
        template = note.type.templates[card]
        front = html_to_text(fill(template.front, values, is_front=True))
        filled = fill(template.back, values, is_front=False)
        split = _ANSWER.split(filled, maxsplit=1)
        back = html_to_text(split[-1])
        answer = back.text.removeprefix(front.text).strip() or back.text
        media = front.media + back.media
        why = ""
        if not front.text or not answer:
            side = "its front" if not front.text else "its back"
            why = f"{side} is empty" + (" without pictures and sounds" if media else "")
            found.leave(line, what, why)
            continue
        if media:
            found.drop(line, what, MEDIA)
        name = f"{note.guid}/{card}" if card else note.guid
        hint = _hint_of(template.front, values)
        fields = {"hint": hint} if hint else {}
        found.add_card(line, front.text, answer, name, topic, fields)


def ask_cloze(
    line: int, note: Note, values: dict[str, str], topic: str, found: Collector
) -> None:
    """Collect the questions of a note with deletions."""
    text = note.fields[0] if note.fields else ""
    front = note.type.templates[0].front if note.type.templates else ""
    for name in re.findall(r"\{\{(?:[^{}]*:)?cloze:([^{}]+)\}\}", front):
        text = values.get(name.strip(), text)
    read = html_to_text(text)
    what = shorten(re.sub(r"\{\{c[0-9]+::|\}\}", "", read.text)) or note.guid
    if "image-occlusion:" in read.text or "image occlusion" in note.type.name.lower():
        found.leave(line, what, "hides parts of a picture")
        return
    try:
        pieces = parse_cloze(read.text)
    except ValueError as error:
        found.leave(line, what, str(error))
        return
    if read.media:
        found.drop(line, what, MEDIA)
    ask_pieces(line, pieces, note.guid, topic, found)


def fill(template: str, values: dict[str, str], is_front: bool) -> str:
    """A template with the fields of a note, as HTML; a front does not show what is to
    be typed, nor what is hidden.
    """
    hidden = {"type", "hint"} if is_front else set()

    def section(found: re.Match[str]) -> str:
        has = bool(values.get(found[2].strip(), "").strip())
        return found[3] if has == (found[1] == "#") else ""

    def field(found: re.Match[str]) -> str:
        *filters, name = (part.strip() for part in found[1].split(":"))
        return "" if hidden & set(filters) else values.get(name, "")

    before = None
    while before != template:
        before, template = template, _SECTION.sub(section, template)
    return _FIELD.sub(field, template)


def _hint_of(template: str, values: dict[str, str]) -> str:
    names = re.findall(r"\{\{hint:([^{}:]+)\}\}", template)
    return " ".join(html_to_text(values.get(name.strip(), "")).text for name in names)


def topic_of(tags: Sequence[str], deck: str) -> str:
    """The title of a note's topic: its first tag that is not Anki's own, else the deck
    within its deck; of both the last part.
    """
    own = (tag for tag in tags if tag.casefold() not in _OWN_TAGS)
    path = next(own, deck if "::" in deck else "")
    return " ".join(path.split("::")[-1].replace("_", " ").split())


# Writing

_MODEL, _CLOZE_MODEL, _DECK = 1_764_700_001, 1_764_700_002, 1_764_700_003
"""The ids of our note types and of the first deck, the same in each package."""
_GAP_MARK = "\ufdd8"
_HELD = frozenset(
    """options text right answer gaps accept pairs left spares steps categories items
    lines fault actions reasons explain draw min max step of tolerance unit rubric
    shuffle pin language""".split()
)


def write_anki(exports: Sequence[Export]) -> Written:
    """Questions as a package: a note each, the answer on its back. Raises FormatError
    if genanki is not installed.
    """
    try:
        import genanki
    except ModuleNotFoundError:
        raise FormatError(MISSING_GENANKI) from None
    model = genanki.Model(
        _MODEL,
        "weakspot",
        fields=[{"name": "Question"}, {"name": "Answer"}],
        templates=[
            {
                "name": "Card 1",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
            }
        ],
        css=genanki.BASIC_MODEL.css,
    )
    cloze = genanki.Model(
        _CLOZE_MODEL,
        "weakspot gaps",
        fields=[{"name": "Text"}, {"name": "Back Extra"}],
        templates=genanki.CLOZE_MODEL.templates,
        css=genanki.CLOZE_MODEL.css,
        model_type=genanki.Model.CLOZE,
    )
    decks: dict[str, Any] = {}
    for export in exports:
        deck = decks.setdefault(
            export.section, genanki.Deck(_deck_id(export.section), export.section)
        )
        is_cloze = (
            export.kind == "typed" and len(split_gaps(export.fields["prompt"])) > 1
        )
        deck.add_note(
            genanki.Note(
                model=cloze if is_cloze else model,
                fields=list(write_cloze(export) if is_cloze else write_sides(export)),
                tags=["_".join(export.topic.split())],
                guid=genanki.guid_for(export.section, export.id),
            )
        )
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "deck.apkg"
        genanki.Package(list(decks.values())).write_to_file(str(path))
        data = path.read_bytes()
    return Written(data=data, count=len(exports), lost=count_lost(exports, _HELD))


def _deck_id(section: str) -> int:
    return _DECK + int.from_bytes(sha256(section.encode()).digest()[:4], "big")


def write_sides(export: Export) -> tuple[str, str]:
    """The front and the back of a question's note, as HTML."""
    question = export.question
    numbers = question.draw_numbers(Random(export.id))
    asked = [question.ask(numbers)]
    listed = [text for text in question.shown_texts[1:] if text]
    if listed:
        asked.append("\n".join(f"- {text}" for text in listed))
    right, _, _ = question.responses()
    verdict = question.grade(right, numbers)
    answers = question.right_texts(verdict.parts) or [
        f"{part.label}: {part.right_text}" if part.label else part.right_text
        for part in verdict.parts
        if part.expected is not None
    ]
    told = [question.model_answer or "\n".join(answers), question.explain]
    return _html(asked), _html(told)


def write_cloze(export: Export) -> tuple[str, str]:
    """The text of a note with gaps, as HTML, and what explains it."""
    pieces = split_gaps(export.fields["prompt"])
    marked = "".join(_GAP_MARK if isinstance(each, int) else each for each in pieces)
    text = text_to_html(marked)
    for piece in pieces:
        if isinstance(piece, int):
            name = text_to_html(export.fields["gaps"][piece - 1]["accept"][0])
            text = text.replace(_GAP_MARK, f"{{{{c1::{name}}}}}", 1)
    return text, _html([export.question.explain])


def _html(texts: Sequence[str]) -> str:
    return "<br><br>".join(text_to_html(text) for text in texts if text)
