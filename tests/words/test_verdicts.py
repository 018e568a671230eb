import pytest

from weakspot.words.verdicts import verdict_words


@pytest.mark.parametrize(
    ("score", "note", "unknown", "words"),
    [
        (1.0, None, False, "Right"),
        (0.5, "1 of 2 found", False, "Partly: 1 of 2 found"),
        (0.5, None, False, "Partly"),
        (0.0, None, True, "Not known yet"),
        (0.0, None, False, "Missed"),
        (0.0, "0 of 2 found", False, "Missed: 0 of 2 found"),
    ],
)
def test_a_score_is_put_in_words(
    score: float, note: str | None, unknown: bool, words: str
) -> None:
    assert verdict_words(score, note, unknown) == words
