import pytest

from weakspot.engine.rules import LAB, MODES
from weakspot.words.modes import MODE_WORDS, nothing_line, seen_line


def test_every_mode_has_its_words() -> None:
    assert MODE_WORDS.keys() == {*MODES, LAB}


@pytest.mark.parametrize(
    ("scope", "line"),
    [
        ("", "There is no open question to ask yet."),
        ("rag", "There is no open question to ask there yet."),
    ],
)
def test_a_round_with_nothing_to_ask_says_where(scope: str, line: str) -> None:
    assert nothing_line("interview", scope) == line


def test_an_answer_given_again_is_a_miss_only_where_misses_end_the_round() -> None:
    assert "counts as a miss" in seen_line(MODES["survival"])
    assert "does not count" in seen_line(MODES["sprint"])
