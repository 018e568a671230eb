import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.text import (
    ASCII_MARKS,
    UNICODE_MARKS,
    Marks,
    choose_marks,
    one_line,
    parse_inline,
    sentence,
    topic_mark,
    translate_signs,
    verdict_mark,
    visible,
)


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
def test_p17_control_and_bidi_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_in_ascii_powers_are_written_with_a_caret() -> None:
    assert translate_signs("10⁹ m², 2⁻¹⁰", ASCII_MARKS) == "10^9 m^2, 2^-10"
    assert translate_signs("10⁹ m²", UNICODE_MARKS) == "10⁹ m²"


def test_p17_a_name_stays_on_its_line() -> None:
    assert one_line("a\nb\tc\u2028d") == "a<U+000A>b<U+0009>c<U+2028>d"


@given(st.text(st.characters(codec=None)))
def test_p17_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    shown = one_line(text)
    shown.encode("utf-8")  # no lone surrogate
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [
        ("utf-8", UNICODE_MARKS),
        ("utf-16", UNICODE_MARKS),
        ("ascii", ASCII_MARKS),
        ("latin-1", ASCII_MARKS),
    ],
)
def test_marks_depend_on_what_the_output_can_encode(
    encoding: str, marks: Marks
) -> None:
    assert choose_marks(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) == marks


@pytest.mark.parametrize(
    ("wanted", "marks"), [("unicode", UNICODE_MARKS), ("ascii", ASCII_MARKS)]
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_marks_can_be_chosen(encoding: str, wanted: str, marks: Marks) -> None:
    assert (
        choose_marks(io.TextIOWrapper(io.BytesIO(), encoding=encoding), wanted) == marks
    )


@pytest.mark.parametrize(
    ("term", "terminal", "marks"),
    [
        ("linux", True, ASCII_MARKS),
        ("linux", False, UNICODE_MARKS),
        ("xterm", True, UNICODE_MARKS),
    ],
)
def test_a_console_has_fonts_for_ascii_marks_only(
    monkeypatch: pytest.MonkeyPatch, term: str, terminal: bool, marks: Marks
) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(out, "isatty", lambda: terminal)
    assert choose_marks(out) == marks


def test_an_output_without_an_encoding_gets_ascii_marks() -> None:
    assert choose_marks(io.StringIO()) == ASCII_MARKS


def test_ascii_marks_are_ascii_and_verdicts_differ() -> None:
    assert "".join(ASCII_MARKS).isascii()
    for marks in (ASCII_MARKS, UNICODE_MARKS):
        assert len({verdict_mark(score, marks) for score in (1, 0.5, 0)}) == 3
        assert (
            len(
                {
                    topic_mark(state, marks)
                    for state in ("weak", "perhaps", "good", "known", "untried")
                }
            )
            == 5
        )
        assert topic_mark("perhaps", marks) == topic_mark("open", marks)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("plain", [("plain", "")]),
        (
            "a `b` **c** d",
            [("a ", ""), ("b", "code"), (" ", ""), ("c", "strong"), (" d", "")],
        ),
        ("`` ** a*b [/b] c", [("`` ** a*b [/b] c", "")]),
        ("`\x1b`", [("<U+001B>", "code")]),
        *((sign, [(sign, "")]) for sign in ("`", "``", "**", "***", "****")),
    ],
)
def test_code_and_strong_text_are_separated_from_the_rest(
    text: str, runs: list[tuple[str, str]]
) -> None:
    assert parse_inline(text) == runs


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("not saved: it is full; try again", "Not saved: it is full; try again."),
        ("saves/a.db is damaged; mend it", "saves/a.db is damaged; mend it."),
        ("settings.toml, line 3: no.", "settings.toml, line 3: no."),
    ],
)
def test_an_error_is_said_as_a_sentence(message: str, said: str) -> None:
    assert sentence(message) == said
