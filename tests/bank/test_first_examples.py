"""The examples that the format was agreed on, one of each kind, as the kinds' page
shows them.
"""

from pathlib import Path
from random import Random

from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.registry import KINDS

EXAMPLES = Path(__file__).parents[2] / "docs" / "01-examples.yaml"


def test_the_first_examples_can_be_asked_and_answered() -> None:
    bank = read_bank(EXAMPLES).bank
    assert bank is not None
    assert {str(question.__struct_config__.tag) for question in bank.questions} == set(
        KINDS
    )
    for question in bank.questions:
        numbers = question.draw_numbers(Random(5))
        assert "{" not in question.fill_prompt(numbers).replace("{1}", "").replace(
            "{2}", ""
        )
        if not numbers:
            right, empty, wrong = question.responses()
            assert question.grade(right, numbers).score == 1
            assert question.grade(empty, numbers).score == 0
            assert question.grade(wrong, numbers).score < 1
