"""The log of readings says which questions were read as they are."""

import json
from pathlib import Path

import pytest
from banks import HEAD, make_question, write_yaml

from weakspot.bank.checks import check_banks
from weakspot.bank.defect import Defect
from weakspot.bank.reader import read_bank

TEXT = HEAD + make_question("one") + make_question("two", "How many tokens fit into one window?")
RULES = ("unread", "review")
LINE = {
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
    return write_yaml(tmp_path / "questions", TEXT)


def reading(bank: Path, id: str, **fields: object) -> str:
    """A line of the log, of the question as it stands in the bank."""
    found = read_bank(bank).bank
    assert found is not None
    revision = next(one.revision() for one in found.questions if one.id == id)
    return json.dumps(LINE | {"question": f"rag/{id}", "revision": revision} | fields) + "\n"


def told(bank: Path, log: str) -> list[Defect]:
    (bank.parents[1] / "docs" / "question-review.jsonl").write_text(log, encoding="utf-8")
    return [one for one in check_banks([bank], strict=True) if one.rule in RULES]


def test_a_question_that_nobody_read_is_told_with_its_place(bank: Path) -> None:
    found = told(bank, reading(bank, "one"))
    assert [(one.rule, one.severity, one.file, one.line) for one in found] == [
        ("unread", "warning", str(bank), 28)
    ]
    assert found[0].message.startswith("two was never read in its revision ")


def test_read_questions_are_not_told_whatever_came_of_the_reading(bank: Path) -> None:
    log = reading(bank, "one") + "\n" + reading(bank, "two", agrees=False, action="")
    assert told(bank, log) == []


def test_another_key_makes_a_question_unread_and_a_mended_explanation_does_not(bank: Path) -> None:
    log = reading(bank, "one") + reading(bank, "two")
    write_yaml(bank.parent, TEXT.replace("Long passages blur their vector.", "A long one blurs it."))
    assert told(bank, log) == []
    write_yaml(bank.parent, TEXT.replace("The ranking uses old vectors", "The ranking is from May", 1))
    assert [one.message.split()[0] for one in told(bank, log)] == ["one"]


def test_an_empty_log_has_read_nothing_and_no_log_asks_nothing(bank: Path) -> None:
    assert [one.rule for one in told(bank, "")] == ["unread", "unread"]
    (bank.parents[1] / "docs" / "question-review.jsonl").unlink()
    assert [one for one in check_banks([bank], strict=True) if one.rule in RULES] == []


def test_only_strict_asks_for_readings(bank: Path) -> None:
    told(bank, "no reading\n")
    assert check_banks([bank], strict=False) == []


@pytest.mark.parametrize(
    "bad",
    [
        "no reading\n",
        "[]\n",
        '{"question": "rag/one"}\n',
        json.dumps(LINE | {"question": ""}),
        json.dumps(LINE | {"revision": ""}),
        json.dumps(LINE | {"answered": ""}),
        json.dumps(LINE | {"reason": ""}),
        json.dumps(LINE | {"agrees": "yes"}),
        json.dumps(LINE | {"when": "today"}),
    ],
)
def test_a_line_that_is_no_reading_is_an_error_with_its_place(bank: Path, bad: str) -> None:
    log = reading(bank, "one") + "\n" + bad.rstrip("\n") + "\n" + reading(bank, "two")
    (found,) = told(bank, log)
    assert (found.rule, found.severity, found.line, found.column) == ("review", "error", 3, 1)
    assert found.file.endswith("docs/question-review.jsonl")
    assert "question, revision, answered, reason, agrees, action" in (found.hint or "")


def test_a_log_that_is_no_text_is_an_error(bank: Path) -> None:
    (bank.parents[1] / "docs" / "question-review.jsonl").write_bytes(b"\xff\xfe\n")
    assert "encoding" in [one.rule for one in check_banks([bank], strict=True)]
