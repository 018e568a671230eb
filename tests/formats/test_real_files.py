"""Public decks, where copies of them are at hand: the counts that the page tells."""

import os
from pathlib import Path

import pytest
from tools.decks import SOURCES, count, read_files, table_row

PAGE = Path(__file__).parents[2] / "docs" / "import.md"
FOLDER = os.environ.get("WEAKSPOT_DECKS", "")
"""The folder of copies; see tools/decks.py."""


@pytest.mark.skipif(not FOLDER, reason="WEAKSPOT_DECKS names no folder of public decks")
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.repository)
def test_the_page_tells_what_came_in(source: tuple[str, ...]) -> None:
    files = list(read_files(Path(FOLDER), source))
    if not files:
        pytest.skip("there is no copy of it")
    assert table_row(source, count(source, files)) in PAGE.read_text(encoding="utf-8")


def test_the_page_has_each_source() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for source in SOURCES:
        assert f"| {source.format} | {source.repository} {source.commit}, " in page
