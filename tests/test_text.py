import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;eA==\x07", "<U+001B>]52;c;eA==<U+0007>"),
        ("a\u202eb\u2066c\u200fd\u061c", "a<U+202E>b<U+2066>c<U+200F>d<U+061C>"),
        ("\x9b31m\x7f\r", "<U+009B>31m<U+007F><U+000D>"),
        ("\udc80", "<U+DC80>"),
        ("d[key] [/b] 漢字 é\n\t", "d[key] [/b] 漢字 é\n\t"),
    ],
)
def test_p17_what_a_terminal_would_obey_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_p17_a_name_stays_on_its_line() -> None:
    assert visible("a\nb\tc\u2028d", line=True) == "a<U+000A>b<U+0009>c<U+2028>d"


@given(st.text(st.characters(codec=None)))
def test_p17_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    shown = visible(text, line=True)
    shown.encode("utf-8")  # no lone surrogate
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
