"""Anki's packages: as its own library reads them, note by note."""

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from exports import make_export

from weakspot.formats.anki import MISSING_ZSTD, Note, read_notes, read_package
from weakspot.formats.drafts import Draft, Flashcard, FormatError
from weakspot.formats.exporting import write_as

FOLDER = Path(__file__).parents[1] / "data" / "anki"
EXPECTED = json.loads((FOLDER / "notes.json").read_text(encoding="utf-8"))
"""What Anki's library reads from each package."""


def describe(notes: list[Note]) -> list[dict[str, Any]]:
    """Notes as they stand in notes.json."""
    described = [
        {
            "guid": note.guid,
            "type": note.type.name,
            "is_cloze": note.type.is_cloze,
            "fields": list(note.fields),
            "tags": list(note.tags),
            "deck": note.deck,
            "cards": list(note.cards),
            "templates": [[each.front, each.back] for each in note.type.templates],
        }
        for note in notes
    ]
    return sorted(described, key=lambda note: str(note["guid"]))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_note_is_what_anki_reads(name: str) -> None:
    with (FOLDER / name).open("rb") as file:
        assert describe(read_notes(file)) == EXPECTED[name]


def read(name: str) -> dict[str, Flashcard | Draft]:
    """The items of a package by what they ask."""
    with (FOLDER / name).open("rb") as file:
        items = read_package(file).items
    return {
        item.front if isinstance(item, Flashcard) else item.prompt: item
        for item in items
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_old_and_new_packages_ask_the_same(name: str) -> None:
    items = read(name)
    card = items["What restarts a container that hangs?"]
    assert isinstance(card, Flashcard)
    assert card.back == "a liveness probe"
    gap = items["{1} was founded in 1913."]
    assert isinstance(gap, Draft)
    assert gap.fields == {
        "kind": "typed",
        "prompt": "{1} was founded in 1913.",
        "gaps": [{"accept": ["Canberra"]}],
        "hint": "city",
    }
    assert gap.topic == "geo"
    assert "Canberra was founded in {1}." in items
    assert items["a <b> & c"].back == "x² and H₂O"  # type: ignore[union-attr]
    assert "{1} and {2} are namespaced." in items
    assert "A Service {1} Pods by labels." in items


def test_each_card_of_a_note_is_asked() -> None:
    items = read("new.apkg")
    assert items["el perro"].back == "the dog"  # type: ignore[union-attr]
    assert items["the dog"].back == "el perro"  # type: ignore[union-attr]
    assert items["the dog"].name == items["el perro"].name + "/1"
    assert items["to speak"].back == "hablar"  # type: ignore[union-attr]


def test_what_has_no_words_is_left_out_and_said() -> None:
    with (FOLDER / "new.apkg").open("rb") as file:
        left = read_package(file).left
    assert [(each.line, each.why, each.is_part) for each in left] == [
        (6, "its pictures and sounds, which have no place in a text", True),
        (7, "its front is empty without pictures and sounds", False),
        (8, "its back is empty", False),
    ]


def test_without_the_extra_a_new_package_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("backports.zstd", "compression", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr("backports.zstd", raising=False)
    with (FOLDER / "new.apkg").open("rb") as file, pytest.raises(FormatError) as caught:
        read_notes(file)
    assert str(caught.value) == MISSING_ZSTD
    assert 'pip install "weakspot[anki]"' in MISSING_ZSTD


def test_without_the_extra_writing_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(FormatError, match=r'pip install "weakspot\[anki\]"'):
        write_as("anki", [])


QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "a-choice-of-two",
        "kind": "choice",
        "prompt": "Which <one>?",
        "options": [{"text": "x", "right": True}, {"text": "`y`"}],
    },
    {
        "id": "a-text-with-a-gap",
        "kind": "typed",
        "prompt": "A {1} hangs.",
        "gaps": [{"accept": ["Pod"]}],
        "explain": "So **it** is.",
    },
    {
        "id": "an-order-of-three",
        "kind": "order",
        "prompt": "In which order?",
        "steps": ["a", "b", "c"],
    },
    {
        "id": "a-statement-of-it",
        "kind": "truefalse",
        "prompt": "It is.",
        "answer": True,
    },
]


def test_a_written_package_has_a_note_for_each_question_with_its_answer() -> None:
    data = write_as("anki", [make_export(fields) for fields in QUESTIONS]).data
    notes = {note.fields[0]: note for note in read_notes(io.BytesIO(data))}
    assert {text: note.fields[1] for text, note in notes.items()} == {
        "Which &lt;one&gt;?<br><br>- x<br>- <code>y</code>": "x",
        "A {{c1::Pod}} hangs.": "So <strong>it</strong> is.",
        "In which order?<br><br>- a<br>- b<br>- c": "a<br>b<br>c",
        "It is.": "True",
    }
    assert {note.deck for note in notes.values()} == {"Kubernetes"}
    again = write_as("anki", [make_export(fields) for fields in QUESTIONS]).data
    guids = [note.guid for note in read_notes(io.BytesIO(again))]
    assert guids == [note.guid for note in notes.values()]


def pack(collection: bytes, name: str = "collection.anki2") -> io.BytesIO:
    """A package with these bytes as its collection."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, collection)
    return data


def collection_of(package: Path) -> bytes:
    """The collection in an old package."""
    with zipfile.ZipFile(package) as file:
        return file.read("collection.anki21")


def test_a_damaged_package_is_one_sentence() -> None:
    whole = collection_of(FOLDER / "old.apkg")
    refused = []
    for at in range(0, len(whole), 997):
        damaged = whole[:at] + bytes(64) + whole[at + 64 :]
        try:
            read_package(pack(damaged))
        except FormatError as error:  # nothing else
            refused.append(str(error))
    assert refused
    assert not any("\n" in told for told in refused)


def test_notes_that_never_end_are_stopped() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(
        """
        CREATE TABLE col (ver, models, decks); INSERT INTO col VALUES (11, '{}', '{}');
        CREATE TABLE cards (nid, ord, did, odid);
        CREATE TABLE other (id);
        CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1
          FROM n) SELECT id, id AS guid, 1 AS mid, '' AS tags, 'x' AS flds FROM n;
        """
    )
    with pytest.raises(FormatError, match="notes are missing"):
        read_package(pack(db.serialize()))
