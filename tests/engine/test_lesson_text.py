"""The parts of a lesson, and its paragraphs as lines."""

import pytest

from weakspot.engine.lesson_text import heading_title, reflow, split_lesson


def test_a_lesson_is_split_at_the_titles_of_its_topics() -> None:
    notes = "First.\n\n# Chunking\nCut.\n### A detail\nMore.\n\n## Ranking ##\nSort."
    parts = split_lesson(notes, {"chunking": "Chunking", "ranking": "Ranking"})
    assert [(slug, text.strip()) for slug, text in parts] == [
        ("", "First."),
        ("chunking", "Cut.\n### A detail\nMore."),
        ("ranking", "Sort."),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Chunking", "Chunking"),
        ("###  In two words ##  ", "In two words"),
        ("## C#", "C#"),
        ("#Chunking", ""),
        ("Chunking", ""),
        (" # Chunking", ""),
        ("#", ""),
        (
            f"# far{' ' * 100_000}apart",
            f"far{' ' * 100_000}apart",
        ),  # took a minute to read
    ],
)
def test_p15_a_heading_is_read_at_once(line: str, title: str) -> None:
    assert heading_title(line) == title


def test_a_lesson_with_code_keeps_all_its_lines() -> None:
    lesson = "One line\nand the next.\n\n```\na = 1\nb = 2\n```"
    assert reflow(lesson) == lesson


def test_the_paragraphs_of_a_lesson_are_one_line_each_and_lists_keep_their_lines() -> (
    None
):
    text = (
        "## Head\nOne line\nand the\n**next**.\n\n- first,\n  which\n  goes on\n- "
        "second\n\n"
    )
    joined = (
        "## Head\nOne line and the **next**.\n\n• first, which goes on\n• second\n\n"
    )
    rest = "| a | b |\n|---|---|\n1. one\n2. two"
    assert reflow(text + rest) == joined + rest
