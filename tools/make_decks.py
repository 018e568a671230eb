"""The packages in tests/data/anki, written by Anki's own library and by genanki.

`pip install -e ".[anki,bench]"`, then `python -m tools.make_decks FOLDER`: old.apkg and
new.apkg, new.colpkg, genanki.apkg, notes.txt, and notes.json with what Anki's library
reads from them.
"""

import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

NOTES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (
        "Basic",
        "Kubernetes::Probes",
        ("What restarts a container that hangs?", "a liveness probe"),
        "",
    ),
    ("Basic", "Kubernetes::Probes", ("Port of the API server", "6443"), "ports"),
    (
        "Basic",
        "Kubernetes",
        (
            "What does <code>kubectl get po -A</code> list?",
            "All Pods in all namespaces, one a line, with their state and age",
        ),
        "cli::get",
    ),
    (
        "Basic",
        "Kubernetes",
        ("<div>Two&nbsp;lines</div><div>on a <b>front</b></div>", "yes"),
        "leech marked own_tag",
    ),
    (
        "Basic",
        "Kubernetes",
        ("a &lt;b&gt; &amp; c", "x<sup>2</sup> and H<sub>2</sub>O"),
        "",
    ),
    (
        "Basic",
        "Kubernetes",
        ('<img src="pod.png">What is this?', "a Pod [sound:pod.mp3]"),
        "media",
    ),
    ("Basic", "Kubernetes", ('<img src="only.png">', "a picture alone"), "media"),
    ("Basic", "Kubernetes", ("A front whose back is empty", ""), ""),
    (
        "Basic",
        "Kubernetes",
        ("<script>alert(1)</script>Scripted?", "no<style>b {}</style>"),
        "",
    ),
    ("Basic", "Kubernetes", ("Which lists?", "<ul><li>one</li><li>two</li></ul>"), ""),
    ("Basic", "Español::Verbos", ("hablar, yo", "hablo"), "presente"),
    ("Basic", "日本語", ("猫", "ねこ"), "動物"),
    ("Basic (and reversed card)", "Español", ("el perro", "the dog"), "animales"),
    (
        "Basic (optional reversed card)",
        "Español",
        ("el gato", "the cat", ""),
        "animales",
    ),
    (
        "Basic (optional reversed card)",
        "Español",
        ("la vaca", "the cow", "y"),
        "animales",
    ),
    ("Basic (type in the answer)", "Español", ("to speak", "hablar"), ""),
    (
        "Cloze",
        "Kubernetes",
        ("{{c1::Canberra::city}} was founded in {{c2::1913}}.", "A capital"),
        "geo",
    ),
    (
        "Cloze",
        "Kubernetes",
        ("{{c1::Pods}} and {{c1::Services}} are namespaced.", ""),
        "",
    ),
    (
        "Cloze",
        "Kubernetes",
        ("{{c1::A Service {{c2::selects}} Pods}} by labels.", ""),
        "",
    ),
    (
        "Cloze",
        "Kubernetes",
        (
            "A <b>{{c1::StatefulSet}}</b> gives each Pod {{c2::a stable name and a "
            "volume of its own, which outlive it}}.",
            "",
        ),
        "",
    ),
    ("Cloze", "Kubernetes", ("Run <code>{{c3::kubectl}} apply</code>", ""), ""),
)
"""The type, deck, fields and tags of each note."""


def main() -> None:
    """Write them all into the folder that is named."""
    folder = Path(sys.argv[1])
    write_with_anki(folder)
    write_with_genanki(folder / "genanki.apkg")
    expected = {name: read_with_anki(folder / name) for name in PACKAGES}
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (folder / "notes.json").write_text(text + "\n", encoding="utf-8")


PACKAGES = ("old.apkg", "new.apkg", "new.colpkg", "genanki.apkg")


def write_with_anki(folder: Path) -> None:
    """Write the packages and the text that Anki exports."""
    from anki.collection import Collection, ExportAnkiPackageOptions

    with tempfile.TemporaryDirectory() as scratch:
        path = str(Path(scratch) / "collection.anki2")
        with closing(Collection(path)) as collection:
            for type_, deck, fields, tags in NOTES:
                note = collection.new_note(collection.models.by_name(type_))
                note.fields = list(fields)
                note.tags = tags.split()
                collection.add_note(note, collection.decks.id(deck))
            for name, is_old in (("old.apkg", True), ("new.apkg", False)):
                options = ExportAnkiPackageOptions(
                    with_scheduling=False,
                    with_deck_configs=False,
                    with_media=False,
                    legacy=is_old,
                )
                collection.export_anki_package(
                    out_path=str(folder / name), options=options, limit=None
                )
            collection.export_note_csv(
                out_path=str(folder / "notes.txt"),
                limit=None,
                with_html=True,
                with_tags=True,
                with_deck=True,
                with_notetype=True,
                with_guid=True,
            )
            collection.export_collection_package(
                str(folder / "new.colpkg"), include_media=False, legacy=False
            )


def write_with_genanki(path: Path) -> None:
    """Write the notes of two types with genanki."""
    import genanki

    deck = genanki.Deck(1_700_000_001, "Genanki::Kubernetes")
    for type_, _, fields, tags in NOTES:
        if type_ in ("Basic", "Cloze"):
            model = genanki.CLOZE_MODEL if type_ == "Cloze" else genanki.BASIC_MODEL
            deck.add_note(
                genanki.Note(model=model, fields=list(fields), tags=tags.split())
            )
    genanki.Package(deck).write_to_file(str(path))


def read_with_anki(path: Path) -> list[dict[str, Any]]:
    """The notes of a package as Anki's library reads them, in order of their guids."""
    from anki.collection import (
        Collection,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    with tempfile.TemporaryDirectory() as scratch:
        place = str(Path(scratch) / "collection.anki2")
        if path.suffix == ".colpkg":
            unpack_collection(path, Path(place))
        collection = Collection(place)
        with closing(collection):
            if path.suffix != ".colpkg":
                for (
                    type_
                ) in collection.models.all():  # or those in the package are renamed
                    type_["name"] += " of the stock"
                    collection.models.update_dict(type_)
                options = ImportAnkiPackageOptions(with_scheduling=True)
                collection.import_anki_package(
                    ImportAnkiPackageRequest(package_path=str(path), options=options)
                )
            notes = map(collection.get_note, collection.find_notes(""))
            return sorted(map(describe, notes), key=lambda note: str(note["guid"]))


def unpack_collection(path: Path, place: Path) -> None:
    """Put the collection of a .colpkg where Anki's library opens it."""
    from anki.collection import Collection

    backend = Collection(str(place.with_name("other.anki2")))._backend
    backend.close_collection(downgrade_to_schema11=False)
    backend.import_collection_package(
        col_path=str(place),
        backup_path=str(path),
        media_folder=str(place.with_name("media")),
        media_db=str(place.with_name("media.db")),
    )


def describe(note: Any) -> dict[str, Any]:
    """What our reader has to find of a note."""
    type_ = note.note_type()
    cards = sorted(card.ord for card in note.cards())
    return {
        "guid": note.guid,
        "type": type_["name"],
        "is_cloze": type_["type"] == 1,
        "fields": list(note.fields),
        "tags": list(note.tags),
        "deck": note.col.decks.name(note.cards()[0].did),
        "cards": cards,
        "templates": [[each["qfmt"], each["afmt"]] for each in type_["tmpls"]],
    }


if __name__ == "__main__":
    main()
