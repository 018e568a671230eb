"""The log of reviews shows which questions were read in their current revision."""

import json
from pathlib import Path

import pytest
from banks import HEAD, make_question, write_yaml
from tools.reviews import LOG, find_review_faults, main

from weakspot.bank.reader import read_bank
from weakspot.engine.values import LocatedFault

BANK_TEXT = (
    HEAD
    + make_question("one")
    + make_question("two", "How many tokens fit into one window?")
)
LOG_LINE = {
    "question": "rag/one",
    "revision": "0" * 12,
    "answered": "The passages are cut too long",
    "reason": "One vector cannot stand for so much.",
    "agrees": True,
    "action": "kept",
}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    (tmp_path / "docs").mkdir()
    return write_yaml(tmp_path / "questions", BANK_TEXT)


def make_log_line(bank: Path, id: str, **fields: object) -> str:
    """Return a line of the log for the current revision of a question in the bank."""
    loaded = read_bank(bank).bank
    assert loaded is not None
    revision = next(
        question.revision() for question in loaded.questions if question.id == id
    )
    return (
        json.dumps(LOG_LINE | {"question": f"rag/{id}", "revision": revision} | fields)
        + "\n"
    )


def find_logged_faults(bank: Path, log: str) -> list[LocatedFault]:
    (bank.parents[1] / LOG).write_text(log, encoding="utf-8")
    return find_review_faults([bank])


def test_a_question_that_nobody_read_is_reported_with_its_place(bank: Path) -> None:
    located = find_logged_faults(bank, make_log_line(bank, "one"))
    assert [
        (fault.rule, fault.severity, fault.file, fault.line) for fault in located
    ] == [("unread", "warning", str(bank), 28)]
    assert located[0].message.startswith("two was never read in its revision ")


def test_read_questions_are_not_reported_whatever_the_reader_found(bank: Path) -> None:
    log = (
        make_log_line(bank, "one")
        + "\n"
        + make_log_line(bank, "two", agrees=False, action="")
    )
    assert find_logged_faults(bank, log) == []


def test_another_key_makes_a_question_unread_and_a_mended_explanation_does_not(
    bank: Path,
) -> None:
    log = make_log_line(bank, "one") + make_log_line(bank, "two")
    write_yaml(
        bank.parent,
        BANK_TEXT.replace("Long passages blur their vector.", "A long one blurs it."),
    )
    assert find_logged_faults(bank, log) == []
    write_yaml(
        bank.parent,
        BANK_TEXT.replace("The ranking uses old vectors", "The ranking is from May", 1),
    )
    assert [fault.message.split()[0] for fault in find_logged_faults(bank, log)] == [
        "one"
    ]


def test_with_an_empty_log_all_is_unread_and_without_a_log_nothing_is_reported(
    bank: Path,
) -> None:
    assert [fault.rule for fault in find_logged_faults(bank, "")] == [
        "unread",
        "unread",
    ]
    (bank.parents[1] / LOG).unlink()
    assert find_review_faults([bank]) == []


def test_what_is_found_is_printed_with_its_place_and_hint(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    find_logged_faults(bank, make_log_line(bank, "one"))
    assert main([str(bank.parent)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{bank}:28:")
    assert "two was never read in its revision" in first
    assert first.endswith("who did not write it: make blind) [unread]")
    assert last == "1 fault"


def test_banks_of_which_all_was_read_are_no_fault(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    find_logged_faults(bank, make_log_line(bank, "one") + make_log_line(bank, "two"))
    assert main([str(bank.parent)]) == 0
    assert capsys.readouterr().out == "0 faults\n"


def test_a_bank_that_cannot_be_read_is_a_fault(bank: Path) -> None:
    bank.write_text("section: [", encoding="utf-8")
    assert [fault.rule for fault in find_review_faults([bank])] == ["syntax"]


@pytest.mark.parametrize(
    "bad",
    [
        "no reading\n",
        "[]\n",
        '{"question": "rag/one"}\n',
        json.dumps(LOG_LINE | {"question": ""}),
        json.dumps(LOG_LINE | {"revision": ""}),
        json.dumps(LOG_LINE | {"answered": ""}),
        json.dumps(LOG_LINE | {"reason": ""}),
        json.dumps(LOG_LINE | {"agrees": "yes"}),
        json.dumps(LOG_LINE | {"when": "today"}),
    ],
)
def test_an_invalid_line_of_the_log_is_an_error_with_its_place(
    bank: Path, bad: str
) -> None:
    log = (
        make_log_line(bank, "one")
        + "\n"
        + bad.rstrip("\n")
        + "\n"
        + make_log_line(bank, "two")
    )
    (fault,) = find_logged_faults(bank, log)
    assert (fault.rule, fault.severity, fault.line, fault.column) == (
        "review",
        "error",
        3,
        1,
    )
    assert fault.file.endswith("docs/question-review.jsonl")
    assert "question, revision, answered, reason, agrees, action" in (fault.hint or "")


def test_a_log_that_is_no_text_is_an_error(bank: Path) -> None:
    (bank.parents[1] / LOG).write_bytes(b"\xff\xfe\n")
    assert "encoding" in [fault.rule for fault in find_review_faults([bank])]
