"""Banks that mean harm, or look as if they did: each is told with its place, none hurts."""

import gc
import os
from pathlib import Path

import pytest
from banks import HEAD, SOUND, question, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weakspot.bank.defect import Reading
from weakspot.bank.reader import read_bank
from weakspot.text import visible

LAUGHS = "a: &a [x]\n" + "".join(f"k{n}: &k{n} [*a, *a]\n" for n in range(9))
DEEP_FLOW = "section: " + "[" * 60 + "]" * 60
ROOT = "section: rag\n"

TABLE: list[tuple[str, str | bytes, str, int, int]] = [
    # what, text, rule, line, column
    ("empty", "", "empty", 1, 1),
    ("comment alone", "# nothing\n", "empty", 1, 1),
    ("a list", "- a\n- b\n", "type", 1, 1),
    ("a text", "hello\n", "type", 1, 1),
    ("two documents", SOUND + "---\na: 1\n", "syntax", 28, 1),
    ("alias", "section: &s rag\ntitle: *s\n", "anchor", 1, 10),
    ("anchor alone", "section: &rag rag\n", "anchor", 1, 10),
    ("alias of nothing", "section: *rag\n", "syntax", 1, 10),
    ("loop", "section: &a [*a]\n", "anchor", 1, 10),
    ("billion laughs", LAUGHS, "anchor", 1, 4),
    ("merge key", "section: rag\n<<: {title: x}\n", "merge", 2, 1),
    ("quoted merge key", "section: rag\n'<<': {title: x}\n", "merge", 2, 1),
    ("python tag", ROOT + "title: !!python/object/apply:os.system [ls]\n", "tag", 2, 8),
    ("python name tag", ROOT + "title: !!python/name:os.system ''\n", "tag", 2, 8),
    ("binary tag", ROOT + "title: !!binary aGk=\n", "tag", 2, 8),
    ("set tag", ROOT + "title: !!set {a, b}\n", "tag", 2, 8),
    ("own tag", ROOT + "title: !secret x\n", "tag", 2, 8),
    ("int tag", ROOT + "title: !!int 5\n", "tag", 2, 8),
    ("tag of another shape", ROOT + "title: !!map [a]\n", "tag", 2, 8),
    ("claims to be plain", ROOT + "title: !<tag:weakspot,plain> 5\n", "tag", 2, 8),
    ("duplicate key", ROOT + "title: a\ntitle: b\n", "duplicate-key", 3, 1),
    (
        "duplicate key inside",
        HEAD + question().replace("level: 2", "level: 2\n    level: 3"),
        "duplicate-key",
        17,
        5,
    ),
    ("number for a key", ROOT + "7: a\n", "key", 2, 1),
    ("true for a key", ROOT + "true: a\n", "key", 2, 1),
    ("null for a key", ROOT + "~: a\n", "key", 2, 1),
    ("list for a key", ROOT + "? [a]\n: b\n", "key", 2, 3),
    ("19 digits", ROOT + "title: 1234567890123456789\n", "number", 2, 8),
    ("a million digits", ROOT + "title: " + "9" * 1_000_000 + "\n", "number", 2, 8),
    ("huge hex", ROOT + "title: 0x" + "f" * 17 + "\n", "number", 2, 8),
    ("nan", ROOT + "title: .nan\n", "number", 2, 8),
    ("infinity", ROOT + "title: -.inf\n", "number", 2, 8),
    ("overflowing float", ROOT + "title: 1e999\n", "number", 2, 8),
    ("deep flow", DEEP_FLOW, "too-deep", 1, 49),
    ("very deep flow", "[" * 100_000, "syntax", 1, 1001),
    ("deep dashes", "- " * 100_000, "too-deep", 1, 81),
    ("deep blocks", "".join(" " * n + "a:\n" for n in range(60)), "too-deep", 40, 40),
    ("too many values", "- a\n" * 300_000, "too-many", 200_000, 3),
    ("too many empty values", "[" + "a," * 300_000 + "]", "too-many", 1, 2 + 2 * 199_999),
    ("larger than 4 MB", "#" * 4_000_001, "too-large", 1, 1),
    ("raw ESC", ROOT + "title: a\x1b]52;c;x\n", "control-character", 2, 9),
    ("raw NUL", ROOT + "title: a\x00\n", "control-character", 2, 9),
    ("raw DEL", ROOT + "title: a\x7f\n", "control-character", 2, 9),
    ("raw C1", ROOT + "title: a\x9b31m\n", "control-character", 2, 9),
    ("raw NEL", ROOT + "title: a\x85b\n", "control-character", 2, 9),
    ("ESC by escape", ROOT + 'title: "a\\x1b[31m"\n', "control-character", 2, 8),
    ("ESC by escape in a key", ROOT + '"a\\e": b\n', "control-character", 2, 1),
    ("CSI by escape", ROOT + 'title: "\\u009b31m"\n', "control-character", 2, 8),
    ("NUL by escape", ROOT + 'title: "\\0"\n', "control-character", 2, 8),
    ("lone surrogate by escape", ROOT + 'title: "\\ud800"\n', "syntax", 2, 11),
    ("not a character", ROOT + "title: é\ufffe\n", "control-character", 2, 9),
    ("UTF-16", SOUND.encode("utf-16"), "encoding", 1, 1),
    ("UTF-16, other end", b"\xfe\xff" + SOUND.encode("utf-16-be"), "encoding", 1, 1),
    ("UTF-32", SOUND.encode("utf-32"), "encoding", 1, 1),
    ("Latin-1", "section: rag\ntitle: Caf\xe9\n".encode("latin-1"), "encoding", 2, 11),
    ("cut in a character", SOUND.encode() + "é".encode()[:1], "encoding", 28, 1),
    ("binary", bytes(range(256)), "encoding", 2, 118),
    ("unclosed quote", ROOT + 'title: "abc\n', "syntax", 3, 1),
    ("tab for indentation", "topics:\n\ta: b\n", "syntax", 2, 1),
    ("unknown version", "%YAML 9.9\n---\na: b\n", "syntax", 1, 1),
    ("place after odd line ends", "# a\u2028\nsection: 'a\u2028 b'\ntitle: 1\n", "type", 3, 8),
]


def rules(reading: Reading) -> list[tuple[str, int, int]]:
    return [(defect.rule, defect.line, defect.column) for defect in reading.defects]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_p16_a_hostile_bank_is_told_with_its_place(
    tmp_path: Path, text: str | bytes, rule: str, line: int, column: int
) -> None:
    reading = read_bank(write(tmp_path, text))
    assert reading.bank is None
    assert (rule, line, column) in rules(reading)
    assert all(defect.severity == "error" for defect in reading.defects)


def test_p15_a_fifo_blocks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "01-rag.yaml"
    os.mkfifo(path)
    assert rules(read_bank(path)) == [("unreadable", 1, 1)]


def test_p15_a_folder_a_device_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "01-a.yaml").mkdir()
    (tmp_path / "02-b.yaml").symlink_to("/dev/zero")
    (tmp_path / "03-c.yaml").symlink_to(tmp_path / "nowhere")
    for name, message in [("01-a", "is a folder"), ("02-b", "is no regular file"), ("03-c", "No such file")]:
        reading = read_bank(tmp_path / f"{name}.yaml")
        assert rules(reading) == [("unreadable", 1, 1)]
        assert message in reading.defects[0].message
    assert rules(read_bank(tmp_path / "a\0b")) == [("unreadable", 1, 1)]


def test_p15_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_bank(path).defects == ()


def test_p16_words_are_text_as_in_the_1_2_core_schema(tmp_path: Path) -> None:
    text = SOUND.replace("title: Retrieval", "title: no").replace("How passages are found.", "12:30")
    bank = read_bank(write(tmp_path, text)).bank
    assert bank is not None
    assert (bank.title, bank.about) == ("no", "12:30")


def test_an_ampersand_within_text_is_no_anchor(tmp_path: Path) -> None:
    text = SOUND.replace("title: Retrieval", "title: R&D & S&P").replace("How passages", "(&y) passages")
    assert read_bank(write(tmp_path, text)).defects == ()


def test_p17_a_defect_quotes_no_control_character(tmp_path: Path) -> None:
    reading = read_bank(write(tmp_path, SOUND.replace("level: 2", 'level: "\u202e2"'), "01-r\x1b\nag.yaml"))
    told = "\n".join(map(str, reading.defects))
    assert "<U+202E>" in told
    assert "<U+001B><U+000A>" in told
    assert len(told.splitlines()) == len(reading.defects)


def test_the_collector_runs_again_after_a_reading(tmp_path: Path) -> None:
    for text in (SOUND, "a: [", "- " * 100):
        gc.enable()
        read_bank(write(tmp_path, text))
        assert gc.isenabled()


def test_a_collector_that_was_off_stays_off(tmp_path: Path) -> None:
    gc.disable()
    try:
        read_bank(write(tmp_path))
        assert not gc.isenabled()
    finally:
        gc.enable()


PIECES = st.sampled_from(
    ["section: rag\n", "questions:\n", "  - ", "- ", "id: x\n", "kind: choice\n", "[", "]", "{", "}", ": ",
     ", ", "&a ", "*a ", "!!set ", "! ", "|\n", ">-\n", "'", '"', "#", "\n", "  ", "\t", "~", "1e9", "é",
     "\u2028", "---\n", "? ", "%", "@"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    text=st.one_of(st.binary(max_size=200), st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
)
def test_p14_any_bytes_give_a_bank_or_defects(tmp_path: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    reading = read_bank(write(tmp_path, data))
    assert (reading.bank is None) == bool(reading.defects)
    for defect in reading.defects:
        assert 1 <= defect.line <= data.count(b"\n") + 2
        assert defect.column >= 1
        assert visible(str(defect), line=True) == str(defect)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(at=st.integers(0, len(SOUND) - 1), piece=PIECES)
def test_p14_a_sound_bank_with_a_slip_is_told_or_read(tmp_path: Path, at: int, piece: str) -> None:
    reading = read_bank(write(tmp_path, SOUND[:at] + piece + SOUND[at:]))
    assert (reading.bank is None) == bool(reading.defects)
