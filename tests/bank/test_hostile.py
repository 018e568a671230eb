"""Malicious banks, or banks that look so: each is reported with its place, and none
does harm.
"""

import gc
import os
from pathlib import Path

import pytest
from banks import SOUND, write_yaml
from hostile_banks import TABLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weakspot.bank.faults import ReadResult
from weakspot.bank.reader import read_bank
from weakspot.text import one_line


def fault_places(reading: ReadResult) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.line, fault.column) for fault in reading.faults]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_p16_a_hostile_bank_is_reported_with_its_place(
    tmp_path: Path, text: str | bytes, rule: str, line: int, column: int
) -> None:
    reading = read_bank(write_yaml(tmp_path, text))
    assert reading.bank is None
    assert (rule, line, column) in fault_places(reading)
    assert all(fault.severity == "error" and fault.hint for fault in reading.faults)


def test_p15_a_fifo_blocks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "01-rag.yaml"
    os.mkfifo(path)
    assert fault_places(read_bank(path)) == [("unreadable", 1, 1)]


def test_p15_a_folder_a_device_and_a_missing_file_are_reported(tmp_path: Path) -> None:
    (tmp_path / "01-a.yaml").mkdir()
    (tmp_path / "02-b.yaml").symlink_to("/dev/zero")
    (tmp_path / "03-c.yaml").symlink_to(tmp_path / "nowhere")
    for name, message in [
        ("01-a", "is a folder"),
        ("02-b", "is no regular file"),
        ("03-c", "No such file"),
    ]:
        reading = read_bank(tmp_path / f"{name}.yaml")
        assert fault_places(reading) == [("unreadable", 1, 1)]
        assert message in reading.faults[0].message
    (fault,) = read_bank(tmp_path / "a\0b").faults
    assert fault.rule == "unreadable"
    assert "embedded null" in fault.message  # what Python calls it differs by version


def test_p15_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = write_yaml(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_bank(path).faults == ()


def test_p16_words_are_text_as_in_the_1_2_core_schema(tmp_path: Path) -> None:
    text = SOUND.replace("title: Retrieval", "title: no").replace(
        "How passages are found.", "12:30"
    )
    bank = read_bank(write_yaml(tmp_path, text)).bank
    assert bank is not None
    assert (bank.title, bank.about) == ("no", "12:30")


def test_an_ampersand_within_text_is_no_anchor(tmp_path: Path) -> None:
    text = SOUND.replace("title: Retrieval", "title: R&D & S&P").replace(
        "How passages", "(&y) passages"
    )
    assert read_bank(write_yaml(tmp_path, text)).faults == ()


def test_p17_a_fault_quotes_no_control_character(tmp_path: Path) -> None:
    text = SOUND.replace("level: 2", 'level: "\u202e2"')
    reading = read_bank(write_yaml(tmp_path, text, "01-r\x1b\nag.yaml"))
    messages = "\n".join(map(str, reading.faults))
    assert "<U+202E>" in messages
    assert "<U+001B><U+000A>" in messages
    assert len(messages.splitlines()) == len(reading.faults)


def test_the_garbage_collector_runs_again_after_reading(tmp_path: Path) -> None:
    for text in (SOUND, "a: [", "- " * 100):
        gc.enable()
        read_bank(write_yaml(tmp_path, text))
        assert gc.isenabled()


def test_a_garbage_collector_that_was_off_stays_off(tmp_path: Path) -> None:
    gc.disable()
    try:
        read_bank(write_yaml(tmp_path))
        assert not gc.isenabled()
    finally:
        gc.enable()


PIECES = st.sampled_from(
    [
        "section: rag\n",
        "questions:\n",
        "  - ",
        "- ",
        "id: x\n",
        "kind: choice\n",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ", ",
        "&a ",
        "*a ",
        "!!set ",
        "! ",
        "|\n",
        ">-\n",
        "'",
        '"',
        "#",
        "\n",
        "  ",
        "\t",
        "~",
        "1e9",
        "é",
        "\u2028",
        "---\n",
        "? ",
        "%",
        "@",
    ]
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=300,
)
@given(
    text=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200),
        st.lists(PIECES, max_size=40).map("".join),
    )
)
def test_p14_any_bytes_give_a_bank_or_faults(tmp_path: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    reading = read_bank(write_yaml(tmp_path, data))
    assert (reading.bank is None) == bool(reading.faults)
    for fault in reading.faults:
        assert 1 <= fault.line <= data.count(b"\n") + 2
        assert fault.column >= 1
        assert one_line(fault) == str(fault)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=200,
)
@given(at=st.integers(0, len(SOUND) - 1), piece=PIECES)
def test_p14_a_sound_bank_with_a_slip_is_reported_or_read(
    tmp_path: Path, at: int, piece: str
) -> None:
    reading = read_bank(write_yaml(tmp_path, SOUND[:at] + piece + SOUND[at:]))
    assert (reading.bank is None) == bool(reading.faults)
