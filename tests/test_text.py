import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.text import (
    ASCII_MARKS,
    UNICODE_MARKS,
    Marks,
    choose_marks,
    format_count,
    one_line,
    parse_inline,
    topic_mark,
    translate_signs,
    verdict_mark,
    visible,
)
from weakspot.words.dates import ago_words, ahead_words, date_words
from weakspot.words.estimates import state_legend, state_word
from weakspot.words.numbers import format_duration, format_minutes, percent, times_words
from weakspot.words.rounds import reason_line
from weakspot.words.verdicts import verdict_words


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
                    for state in ("weak", "unsure", "known", "untried")
                }
            )
            == 4
        )
        assert topic_mark("perhaps", marks) == topic_mark("unsure", marks)


@pytest.mark.parametrize(
    ("state", "misses", "word"),
    [
        ("weak", 2, "weak"),
        ("perhaps", 1, "perhaps weak"),
        ("perhaps", 0, "unsure"),
        ("unsure", 1, "unsure"),
        ("known", 0, "known"),
        ("untried", 0, "not tried"),
    ],
)
def test_a_state_of_a_topic_has_one_word(state: str, misses: int, word: str) -> None:
    assert state_word(state, misses) == word


def test_the_legend_has_a_mark_and_the_word_of_each_state() -> None:
    assert "  ".join(state_legend()) == "◆ weak  ◐ unsure  ● known  · not tried"
    assert (
        "  ".join(state_legend(ASCII_MARKS)) == "! weak  o unsure  # known  . not tried"
    )


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
    ("seconds", "words"),
    [
        (0, "0 s"),
        (48.4, "48 s"),
        (59.6, "1 min"),
        (492, "8 min 12 s"),
        (3900, "1 h 5 min"),
        (90_000, "25 h"),
    ],
)
def test_a_duration_has_at_most_two_units(seconds: float, words: str) -> None:
    assert format_duration(seconds) == words


def test_figures_are_formatted_for_players() -> None:
    assert [percent(0.414), percent(0), percent(1)] == ["41 %", "0 %", "100 %"]
    assert [
        format_count(1, "point"),
        format_count(0, "point"),
        format_count(1234, "point"),
    ] == [
        "1 point",
        "0 points",
        "1,234 points",
    ]
    assert [times_words(1), times_words(2), times_words(3)] == [
        "once",
        "twice",
        "3 times",
    ]
    assert [
        format_minutes(5),
        format_minutes(480),
        format_minutes(480, brief=True),
    ] == [
        "about 1 min",
        "about 8 min",
        "8 min",
    ]


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-11-02", "today", "today"),
        ("2026-11-01", "yesterday", "today"),
        ("2026-10-24", "9 days ago", "today"),
        ("2026-11-03", "today", "tomorrow"),
        ("2026-11-11", "today", "in 9 days"),
    ],
)
def test_a_day_is_described_relative_to_today(
    day: str, before: str, after: str
) -> None:
    assert (ago_words(day, "2026-11-02"), ahead_words(day, "2026-11-02")) == (
        before,
        after,
    )


@pytest.mark.parametrize(
    ("today", "words"),
    [(None, "3 Oct"), ("2026-12-31", "3 Oct"), ("2027-01-01", "3 Oct 2026")],
)
def test_a_date_of_another_year_says_which(today: str | None, words: str) -> None:
    assert date_words("2026-10-03", today) == words


@pytest.mark.parametrize(
    ("reason", "misses", "last", "line"),
    [
        ("weak", 2, "2026-11-01", "You missed this idea twice, last asked yesterday."),
        (
            "perhaps",
            1,
            "2026-11-01",
            "You missed this idea once, last asked yesterday.",
        ),
        ("weak", 0, None, "New to you, in a weak topic."),
        ("perhaps", 0, None, "New to you, in a topic that is perhaps weak."),
        ("weak", 0, "2026-11-01", "From a weak topic, last asked yesterday."),
        ("new", 0, None, "New to you."),
        ("due", 3, "2026-10-24", "Due again: missed 3 times, last asked 9 days ago."),
        ("due", 0, "2026-10-24", "Due again: last asked 9 days ago."),
        ("keep", 1, "2026-11-02", "Once more: missed once, last asked today."),
        ("keep", 0, "2026-11-01", "To keep it: last asked yesterday."),
        ("keep", 0, "2026-11-02", "Once more today, to keep it."),
    ],
)
def test_a_reason_is_one_short_sentence(
    reason: str, misses: int, last: str | None, line: str
) -> None:
    assert reason_line(reason, misses, last, "2026-11-02") == line
