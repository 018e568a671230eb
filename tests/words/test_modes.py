import pytest

from weakspot.engine.rules import LAB, MODES
from weakspot.words.modes import MODE_WORDS, NOTHING, nothing_line, seen_line


def test_every_mode_has_its_words() -> None:
    assert MODE_WORDS.keys() == {*MODES, LAB}


@pytest.mark.parametrize(
    ("scope", "line"),
    [
        ("", "there is no open question to ask yet; other rounds ask the rest"),
        (
            "rag",
            "there is no open question to ask there yet; other rounds ask the rest",
        ),
    ],
)
def test_a_round_with_nothing_to_ask_says_where(scope: str, line: str) -> None:
    assert nothing_line("interview", scope) == line


def test_that_a_round_does_not_ask_a_kind_is_said_only_where_that_is_why() -> None:
    assert "asks no open questions" in nothing_line("exam", "", "open")
    assert "asks short questions" in nothing_line("sprint", "", "long")
    assert nothing_line("sprint", "") == NOTHING.format(there="")


def test_an_answer_given_again_is_a_miss_only_where_misses_end_the_round() -> None:
    assert "counts as a miss" in seen_line(MODES["survival"])
    assert "does not count" in seen_line(MODES["sprint"])
