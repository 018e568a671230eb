"""The examples that the format was agreed on, one of each kind, joined into a bank."""

from pathlib import Path
from random import Random

from banks import write

from weakspot.bank.checks import check_banks
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.every import KINDS

TEXT = Path(__file__).with_name("first_examples.yaml").read_text(encoding="utf-8")


def test_the_first_examples_are_read_without_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT, "01-contracts.yaml")
    bank = read_bank(path).bank
    assert bank is not None
    assert {str(one.__struct_config__.tag) for one in bank.questions} == set(KINDS)
    assert {one.severity for one in check_banks([path], strict=False)} <= {"warning"}


def test_the_first_examples_can_be_asked_and_answered(tmp_path: Path) -> None:
    bank = read_bank(write(tmp_path, TEXT, "01-contracts.yaml")).bank
    assert bank is not None
    for question in bank.questions:
        numbers = question.drawn(Random(5))
        assert "{" not in question.asked(numbers).replace("{1}", "").replace("{2}", "")
        if not numbers:
            right, empty, wrong = question.responses()
            assert question.grade(right, numbers).score == 1
            assert question.grade(empty, numbers).score == 0
            assert question.grade(wrong, numbers).score < 1
