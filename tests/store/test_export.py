import csv
import io
import json
import os
import re
import shutil
import sqlite3
import stat
from codecs import BOM_UTF8
from contextlib import closing
from pathlib import Path

import pytest
from attempts import log_answer
from hypothesis import given, settings
from hypothesis import strategies as st
from saves import DAY, export_save, make_save, read_tables

from quiz_home import read_files
from weakspot.engine.records import Attempt
from weakspot.errors import SaveError
from weakspot.files import sqlite_sibling
from weakspot.store.export import csv_cell, open_export
from weakspot.store.mapping import ATTEMPT_COLUMNS
from weakspot.store.merge import import_log
from weakspot.store.migrations import MIGRATIONS
from weakspot.store.opening import open_save
from weakspot.store.save import Save
from weakspot.store.save_files import erase, files_of
from weakspot.store.verification import verify

SAMPLES = Path(__file__).parents[2] / "saves" / "samples"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_save(tmp_path / "saves" / "ada.db")
    save = Save(open_save(path))
    given = {"type": "texts", "texts": ["=1+1\n\tü 検索", "</script>"]}
    log_answer(
        save,
        7,
        1 / 3,
        30,
        numbers={"users": 200.0, "price": 0.1},
        given=given,
        concept=None,
    )
    save.writer.append_event(
        "flag", "rag/a", "a note\nin two lines ü", "2026-11-03T09:00:00Z"
    )
    save.close()
    return path


def lines_of(path: Path) -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_the_page_on_saves_shows_how_a_log_begins(path: Path, tmp_path: Path) -> None:
    head = (
        export_save(path, tmp_path / "log.jsonl").read_text("utf-8").partition("\n")[0]
    )
    assert f"\n{head}\n" in (SAMPLES.parent / "README.md").read_text("utf-8")


def test_an_exported_log_says_what_it_is_and_holds_all(
    path: Path, tmp_path: Path
) -> None:
    head, *rest = lines_of(export_save(path, tmp_path / "log.jsonl"))
    assert head == {"weakspot": "log", "format": len(MIGRATIONS)}
    attempts = [line["attempt"] for line in rest if "attempt" in line]
    assert [line["id"] for line in attempts] == sorted(
        str(line["id"]) for line in attempts
    )
    assert all(line.keys() == set(Attempt.__struct_fields__) for line in attempts)
    last = attempts[-1]
    assert (last["score"], last["numbers"], last["hint"]) == (
        1 / 3,
        {"users": 200, "price": 0.1},
        False,
    )
    assert [line["event"]["what"] for line in rest if "event" in line] == [
        "retract",
        "dispute",
        "round_end",
        "flag",
    ]


def test_an_import_gives_the_same_save_again_to_the_last_bit(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "new" / "bob.db"
    came = import_log(copy, export_save(path, tmp_path / "log.jsonl"), DAY)
    assert (came.attempts, came.events, came.backup) == (11, 4, None)
    assert read_tables(copy) == read_tables(path)
    assert verify(copy) == []
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "sample", sorted(path.name for path in SAMPLES.glob("format?.db"))
)
def test_a_log_of_each_format_is_exported_and_imported(
    sample: str, tmp_path: Path
) -> None:
    before = (SAMPLES / sample).read_bytes()
    log = export_save(SAMPLES / sample, tmp_path / "log.jsonl")
    assert lines_of(log)[0] == {
        "weakspot": "log",
        "format": len(MIGRATIONS),
    }  # as it would be opened
    import_log(tmp_path / "copy.db", log, DAY)
    assert read_tables(tmp_path / "copy.db") == read_tables(
        SAMPLES / f"format{len(MIGRATIONS)}.db"
    )  # all hold the same
    assert (SAMPLES / sample).read_bytes() == before


def test_a_byte_order_mark_before_a_log_is_passed_over(
    path: Path, tmp_path: Path
) -> None:
    log = export_save(path, tmp_path / "log.jsonl")
    log.write_bytes(BOM_UTF8 + log.read_bytes())
    assert import_log(tmp_path / "copy.db", log, DAY).attempts == 11


def test_an_import_into_a_save_with_answers_is_a_merge(
    path: Path, tmp_path: Path
) -> None:
    log, other = (
        export_save(path, tmp_path / "log.jsonl"),
        make_save(tmp_path / "other.db", seed=2),
    )
    came = import_log(other, log, DAY)
    assert came.attempts == 11
    assert came.backup is not None
    assert import_log(other, log, DAY)[:2] == (0, 0)
    assert verify(other) == []


BAD = {
    "no log": (1, '{"weakspot": "bank", "format": 2}', "not a log"),
    "csv": (
        1,
        "id,at,day,round",
        "a CSV cannot be imported, and a save goes to `save merge`",
    ),
    "newer": (1, '{"weakspot": "log", "format": 99}', "newer weakspot"),
    "no json": (3, '{"attempt": {', "truncated"),
    "neither": (4, "{}", "one attempt or one event"),
    "unknown": (5, '{"note": 1}', "unknown field"),
    "more of an event": (
        6,
        '{"event": {"id": "x", "at": "", "what": "flag", "subject": "q", "more": 1}}',
        "more",
    ),
    "too long": (8, '{"event": {"note": "' + "x" * 1_000_001 + '"}}', "too long"),
    "too deep": (
        8,
        '{"attempt": {"given": {"x": ' + "[" * 9999 + "]" * 9999 + "}}}",
        "recursion",
    ),
    "bytes": (9, "\udcff", "UTF-8|malformed|invalid"),
    "empty": (10, "", "truncated"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_nothing_is_imported(
    path: Path, tmp_path: Path, name: str
) -> None:
    number, line, message = BAD[name]
    log = export_save(path, tmp_path / "log.jsonl")
    lines = log.read_text("utf-8").split("\n")
    lines[number - 1] = line
    log.write_text("\n".join(lines), "utf-8", "surrogateescape")
    before = read_files(path.parent)
    with pytest.raises(SaveError, match=message) as refusal:
        import_log(path, log, DAY)
    assert f"log.jsonl, line {number}: " in str(refusal.value)
    assert "nothing was imported; mend" in str(refusal.value)
    assert read_files(path.parent) == before


UNSOUND_EVENTS = {
    "no id": ({"id": "x"}, "is no UUIDv7"),
    "no such event": ({"what": "x"}, "unknown, 'x'"),
    "no time": ({"at": "noon"}, "is no moment"),
    "no day": ({"what": "round_end", "note": "{}"}, "has no day"),
    "no date": ({"what": "round_end", "note": '{"day": "monday"}'}, "has no day"),
    "no answer": ({"what": "lab", "note": '{"name": 7}'}, "is none of the lab: .*name"),
    "no step": ({"what": "lab", "note": '{"text": "So."}'}, "a name or a step"),
}


@pytest.mark.parametrize("name", UNSOUND_EVENTS)
def test_an_unsound_event_is_named_and_nothing_is_imported(
    path: Path, tmp_path: Path, name: str
) -> None:
    changes, message = UNSOUND_EVENTS[name]
    log, id = (
        export_save(path, tmp_path / "log.jsonl"),
        "01933333-3333-7333-8333-333333333333",
    )
    event = {
        "id": id,
        "at": "2026-11-02T09:00:00Z",
        "what": "flag",
        "subject": "q",
        "note": None,
    } | changes
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": event}) + "\n")
    before = read_files(path.parent)
    with pytest.raises(SaveError, match=f"{event['id']}: .*{message}"):
        import_log(path, log, DAY)
    assert read_files(path.parent) == before


CHANGES = [
    ("level", "four"),
    ("level", 0),
    ("score", None),
    ("score", 7),
    ("guess", -0.5),
    ("predicted", 1.5),
    ("seconds", -1),
    ("hint", 1),
    ("misconceptions", "x"),
    ("numbers", [1]),
    ("given", 3),
    ("id", "no"),
    ("id", "ffffffff-ffff-7fff-bfff-ffffffffffff"),
    ("extra", 1),
    ("day", 2),
    ("day", "yesterday"),
    ("at", "2026-11-02T09:00:00"),
    ("question", "b"),
    ("topic", "b/chunking"),
    ("kind", 10**30),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_an_attempt_with_a_wrong_field_is_named(
    path: Path, tmp_path: Path, field: str, value: object
) -> None:
    log = export_save(path, tmp_path / "log.jsonl")
    lines = lines_of(log)
    lines[2]["attempt"][field] = value
    log.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with pytest.raises(
        SaveError, match=f"line 3: |{lines[2]['attempt']['id']}.* {field} "
    ):
        import_log(tmp_path / "copy.db", log, DAY)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("field", [*ATTEMPT_COLUMNS[:2], "given"])
def test_an_attempt_without_one_of_its_fields_is_named(
    path: Path, tmp_path: Path, field: str
) -> None:
    log = export_save(path, tmp_path / "log.jsonl")
    lines = lines_of(log)
    del lines[2]["attempt"][field]
    log.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with pytest.raises(SaveError, match=f"line 3: .*`{field}`"):
        import_log(tmp_path / "copy.db", log, DAY)


def test_a_line_that_stands_twice_is_named(path: Path, tmp_path: Path) -> None:
    log = export_save(path, tmp_path / "log.jsonl")
    lines = log.read_text("utf-8").split("\n")
    log.write_text("\n".join([*lines[:3], lines[2], *lines[3:]]), "utf-8")
    with pytest.raises(SaveError, match=r"line 4: .*twice"):
        import_log(tmp_path / "copy.db", log, DAY)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("folder", r"log\.jsonl cannot be read: is a folder, not a file"),
        ("fifo", r"log\.jsonl cannot be read: is no regular file"),
        ("missing", r"log\.jsonl cannot be read: No such file"),
        ("empty", r"log\.jsonl, line 1: the file is empty"),
    ],
)
def test_something_else_than_a_log_file_is_refused(
    tmp_path: Path, kind: str, message: str
) -> None:
    log = tmp_path / "log.jsonl"
    {
        "folder": log.mkdir,
        "fifo": lambda: os.mkfifo(log),
        "missing": list,
        "empty": log.touch,
    }[kind]()
    with pytest.raises(SaveError, match=message):
        import_log(tmp_path / "copy.db", log, DAY)
    assert not (tmp_path / "copy.db").exists()


def test_p05_an_exported_log_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    with closing(Save(open_save(path))) as save:
        log_answer(save, 1)
        before = export_save(path, tmp_path / "log.jsonl").read_text("utf-8")
        with open_export(path, "jsonl") as lines:
            head = next(lines)
            log_answer(save, 2)
            assert head + "".join(lines) == before


# CSV


def parse_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_p20_a_csv_has_a_line_an_attempt_and_says_which_count(
    path: Path, tmp_path: Path
) -> None:
    rows = parse_csv(
        export_save(path, tmp_path / "log.csv", "csv").read_bytes().decode()
    )
    assert list(rows[0]) == [*ATTEMPT_COLUMNS, "counts"]
    assert [row["counts"] for row in rows] == ["0", *["1"] * 7, "0", "1", "1"]
    assert float(rows[-1]["score"]) == 1 / 3


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_p20_no_cell_is_a_formula(tmp_path: Path, begin: str) -> None:
    path = tmp_path / "ada.db"
    save = Save(open_save(path))
    log_answer(
        save,
        1,
        concept=f"{begin}cmd|' /C calc'!A0",
        confidence=f"{begin}1",
        revision="a\x1b[2Jb",
    )
    save.close()
    (row,) = parse_csv(
        export_save(path, tmp_path / "log.csv", "csv").read_bytes().decode()
    )
    assert not [value for value in row.values() if value.startswith(tuple("=+-@\t\r"))]
    assert row["concept"].startswith("'")
    assert row["revision"] == "a<U+001B>[2Jb"


@settings(max_examples=200)
@given(st.text())
def test_p20_any_text_becomes_a_cell_of_text(text: str) -> None:
    shown = csv_cell(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        ("UPDATE attempt SET given = 'no json'", "damaged"),
        ("PRAGMA user_version = 99", "newer weakspot"),
    ],
)
def test_p07_a_save_that_is_damaged_or_refused_is_not_exported(
    path: Path, tmp_path: Path, harm: str, message: str
) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(harm)
        db.commit()
    with pytest.raises(SaveError, match=message):
        export_save(path, tmp_path / "log.jsonl")


def test_p07_damage_in_a_save_with_a_wal_is_reported_for_that_file(
    path: Path, tmp_path: Path
) -> None:
    killed = tmp_path / "killed" / "ada.db"
    killed.parent.mkdir()
    with closing(open_save(path)) as db:
        db.execute("UPDATE attempt SET given = 'no json'")
        for suffix in ("", "-wal"):
            shutil.copyfile(
                sqlite_sibling(path, suffix), sqlite_sibling(killed, suffix)
            )
    with pytest.raises(SaveError, match=f"^{re.escape(str(killed))} is damaged"):
        export_save(killed, tmp_path / "log.jsonl")


# Erasing


def test_each_file_to_remove_is_named_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parents[1])
    assert files_of(Path("saves") / path.name) == [path]


def test_erasing_removes_all_files_of_one_player_and_none_of_another(
    path: Path,
) -> None:
    folder = path.parent
    make_save(folder / "ada-b.db", seed=3)
    gone = [
        folder / "backups" / f"ada-{DAY}.db",
        folder / "backups" / "ada-format1-2.db",
        folder / "backups" / f".ada-{DAY}.db.0123abcd",
        folder / "damaged" / f"ada-{DAY}.db",
        folder / "damaged" / f"ada-{DAY}.db-wal",
        folder / ".ada.db.0123abcd-wal",
    ]
    stay = [
        folder / "backups" / f"ada-b-{DAY}.db",
        folder / ".ada-b.db.0123abcd",
        folder / "ada.txt",
    ]
    stay.append(folder / ".ada.db.89abcdef" / "in a folder of that name")
    for file in [*gone, *stay]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    before = set(read_files(folder))
    assert set(files_of(path)) == {*gone, path}
    assert set(erase(path)) == {*gone, path}
    assert before - set(read_files(folder)) == {
        str(file.relative_to(folder)) for file in [*gone, path]
    }
    open_save(path).close()


def test_a_save_erased_in_play_is_not_made_again(path: Path) -> None:
    with closing(Save(open_save(path), path=path)) as save:
        erase(path)
        with pytest.raises(SaveError, match="removed"):
            log_answer(save, 1)
    assert read_files(path.parent) == {}


def test_erasing_a_link_removes_its_target_too(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    erase(link)
    assert not path.exists()
    assert not link.is_symlink()
