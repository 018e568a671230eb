"""The page on imports tells what came of each public deck."""

from pathlib import Path

from tools.decks import SOURCES

PAGE = Path(__file__).parents[2] / "docs" / "import.md"


def test_the_page_has_each_source() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for source in SOURCES:
        assert f"| {source.format} | {source.repository} {source.commit}, " in page
