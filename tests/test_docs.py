"""The page of the kinds: each has its pictures, drawn from a bank without a fault."""

import re
from pathlib import Path

import pytest

from weakspot.bank.checks import check_banks
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.every import KINDS

DOCS = Path(__file__).parents[1] / "docs"
BANK = DOCS / "01-examples.yaml"

pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="a packed source has no docs")


def test_the_page_shows_every_kind_asked_and_answered_in_two_sizes() -> None:
    links = set(re.findall(r"\((pictures/[^)]+)\)", (DOCS / "kinds.md").read_text(encoding="utf-8")))
    assert links == {
        f"pictures/kinds/{kind}-{state}-{size}.svg"
        for kind in KINDS
        for state in ("asked", "answered")
        for size in ("80x24", "120x40")
    }
    assert {f"pictures/kinds/{path.name}" for path in (DOCS / "pictures" / "kinds").iterdir()} == links


def test_the_pictures_are_of_a_bank_with_one_sound_question_of_each_kind() -> None:
    assert check_banks([BANK], strict=False) == []
    bank = read_bank(BANK).bank
    assert bank is not None
    assert [str(question.__struct_config__.tag) for question in bank.questions] == list(KINDS)


def test_a_picture_shows_the_question_of_the_bank() -> None:
    bank = read_bank(BANK).bank
    assert bank is not None
    for question in bank.questions:
        kind = str(question.__struct_config__.tag)
        picture = (DOCS / "pictures" / "kinds" / f"{kind}-answered-80x24.svg").read_text(encoding="utf-8")
        assert question.source.title in picture.replace("&#160;", " ")
