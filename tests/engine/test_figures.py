"""Numbers as people type and read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.engine.figures import (
    format_number,
    format_rounded,
    parse_number,
    with_unit,
)

READ = [
    ("1200", None, 1200),
    ("1,200", None, 1200),
    ("1 200", None, 1200),
    ("1\u202f200", None, 1200),
    ("1'200", None, 1200),
    ("12,345,678.5", None, 12345678.5),
    ("1.2k", None, 1200),
    ("10K", None, 10000),
    ("10 k", None, 10000),
    ("3M", None, 3e6),
    ("3 million", None, 3e6),
    ("2 Billion", None, 2e9),
    ("1e3", None, 1000),
    ("1E-3", None, 0.001),
    ("$1.50", None, 1.5),
    ("$1.50", "$", 1.5),
    ("1.50 $", "$", 1.5),
    ("2 trillion", None, 2e12),
    ("$5", "users", 5),
    ("€5", "$", None),
    ("-$5", "$", -5),
    ("50%", None, 0.5),
    ("50%", "%", 50),
    ("50 %", "%", 50),
    ("50", "%", 50),
    ("0,5", None, 0.5),
    ("0,125", None, 0.125),
    (".5", None, 0.5),
    ("5.", None, 5),
    ("−3", None, -3),
    ("+3", None, 3),
    ("~12", None, 12),
    ("12 ms", "ms", 12),
    ("12MS", "ms", 12),
    ("5k tokens", "tokens", 5000),
    ("1 token", "tokens", 1),
    *(
        (text, "million $", 1.45)
        for text in (
            "1.45",
            "$1.45",
            "1.45 million",
            "$1.45 million",
            "$ 1.45 million",
            "1.45 million $",
        )
    ),
    ("-$1.45 million", "million $", -1.45),
    ("$1.45M", "million $", 1.45),
    ("1,450k", "million $", 1.45),
    *(
        (text, "million tokens", 3)
        for text in ("3", "3 million", "3M", "3 million tokens")
    ),
    ("5k", "m", 5000),
    ("5s", "s", 5),
    ("1.5 times", "times", 1.5),
    ("７", None, 7),
    ("  7  ", None, 7),
]


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_number_is_read_as_people_write_it(
    text: str, unit: str | None, value: float
) -> None:
    assert parse_number(text, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "many",
        "k",
        "%",
        "$",
        "-",
        ".",
        "1.2.3",
        "1 2",
        "12 ms",
        "3m",
        "1e999",
        "nan",
        "inf",
        "0x10",
        "1+1",
        "2/3",
        "1.200,50",
        "1,23,456",
        "--1",
        "1-",
        "9" * 700,
        "1_0",
        "１．２．３",
    ],
)
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(max_size=700), st.none() | st.text(max_size=5))
def test_any_text_is_a_finite_number_or_none(text: str, unit: str | None) -> None:
    value = parse_number(text, unit)
    assert value is None or math.isfinite(value)


SHOWN = [
    (1200, "1,200"),
    (1200.0, "1,200"),
    (0.5, "0.5"),
    (1.0, "1"),
    (0.0, "0"),
    (-0.0, "0"),
    (-1234.5, "-1,234.5"),
    (0.1 + 0.2, "0.3"),
    (1e-5, "0.00001"),
    (123456789, "123,456,789"),
    (2.50, "2.5"),
    (1e18, "1e+18"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_a_number_is_shown_as_people_write_it(value: float, text: str) -> None:
    assert format_number(value) == text


def test_a_result_is_shown_in_no_more_figures_than_it_needs() -> None:
    assert format_rounded(1234.56789, 20) == format_rounded(1234.56789, 200) == "1,235"
    assert format_rounded(1.45152, 0.05 * 1.45152) == "1.45"
    assert format_rounded(1.45152, 0.001) == "1.4515"
    assert format_rounded(1 / 3, 0.01) == "0.333"
    assert format_rounded(0.5123, 0.1) == "0.512"
    assert format_rounded(0.0, 0.0) == format_rounded(-0.0, 0.1) == "0"
    assert format_rounded(1234567.891, 1e-9) == "1,234,567.891"


@given(st.floats(-1e20, 1e20, allow_nan=False), st.sampled_from([0.0, 0.01, 0.2]))
def test_what_is_shown_reads_as_the_number_within_its_margin(
    value: float, share: float
) -> None:
    for text in (format_number(value), format_rounded(value, share * abs(value))):
        read = parse_number(text)
        assert read is not None
        assert abs(read - value) <= (share + 1e-8) * abs(value) + 1e-12


def test_a_currency_is_shown_before_the_number_and_other_units_behind_it() -> None:
    assert [
        with_unit("1,200", unit)
        for unit in ("$", "million $", "$ a day", "ms", "%", None)
    ] == [
        "$1,200",
        "$1,200 million",
        "$1,200 a day",
        "1,200 ms",
        "1,200 %",
        "1,200",
    ]
