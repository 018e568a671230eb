from datetime import date
from pathlib import Path

import pytest
from banks import HEAD, find_faults, make_question, write_yaml

from weakspot.bank.checks import check_banks


def make_dated_question(
    as_of: str, id: str = "one", prompt: str = "Why does a search miss it?"
) -> str:
    return make_question(id, prompt).replace(
        "    prompt:", f"    as_of: {as_of}\n    prompt:"
    )


SINCE = date(2026, 5, 2)


@pytest.mark.parametrize(
    ("as_of", "stale"),
    [
        ("2025-12", True),
        ("2026-04", True),
        ("2026-05", False),
        ("2026-05-01", True),
        ("2026-05-02", False),
        ("2026-06", False),
    ],
)
def test_a_question_checked_before_the_given_day_is_stale(
    tmp_path: Path, as_of: str, stale: bool
) -> None:
    path = write_yaml(tmp_path, HEAD + make_dated_question(as_of))
    located = check_banks([path], False, SINCE)
    places = [
        (fault.rule, fault.severity, fault.line, fault.column) for fault in located
    ]
    assert places == ([("stale", "warning", 17, 12)] if stale else [])
    assert check_banks([path], strict=False) == []


def test_a_stale_question_is_reported_with_what_to_do(tmp_path: Path) -> None:
    dated = make_dated_question(
        "2025-12", "two", "What does one call of this model cost?"
    )
    text = HEAD + make_question() + dated
    (located,) = check_banks([write_yaml(tmp_path, text)], False, SINCE)
    assert str(located) == (
        f"{tmp_path}/01-rag.yaml:32:12: as of 2025-12, which is before 2026-05-02 "
        "(look it up in its source, mend what changed, and set `as_of` to this "
        "month) [stale]"
    )


@pytest.mark.parametrize("as_of", ["2026-02-30", "2026-13", "0000-01"])
def test_an_impossible_date_is_an_error(tmp_path: Path, as_of: str) -> None:
    located = find_faults(tmp_path, HEAD + make_dated_question(as_of))
    assert [(fault.rule, fault.severity) for fault in located] == [("as-of", "error")]
