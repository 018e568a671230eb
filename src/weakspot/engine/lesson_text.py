"""Lessons: their parts by topic, and their text with a paragraph a line."""

import re
from collections.abc import Iterator, Mapping


def split_lesson(notes: str, topics: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield slug and text of each part headed by a title in `topics` (by slug); other
    text has slug “”.
    """
    slugs = {title: slug for slug, title in topics.items()}
    slug, lines = "", list[str]()
    for line in notes.splitlines():
        title = heading_title(line)
        if title and title in slugs:
            yield slug, "\n".join(lines)
            slug, lines = slugs[title], []
        else:
            lines.append(line)
    yield slug, "\n".join(lines)


def reflow(text: str) -> str:
    """Join the lines of each paragraph of a lesson; lists, tables, headings and text
    with code keep theirs.

    List items get the bullets that they have on the lesson's own screen.
    """
    if "```" in text:
        return text
    # list items of several lines
    text = re.sub(r"(?<=\S)\n +(?!\s|[-*] |\d+\. )", " ", text)
    text = re.sub(r"(?m)^((?!#).+)\n(?!\s|[-*] |[#|>]|\d+\. )", r"\1 ", text)
    return re.sub(r"(?m)^( *)[-*] ", r"\1• ", text)


def heading_title(line: str) -> str:
    """The title of a heading in Markdown, “Ranking” for “## Ranking ##”; empty for any
    other line.
    """
    marks, _, text = line.partition(" ")
    text = text.strip(" ")
    open_end = text.rstrip("#")
    title = open_end.rstrip(" ") if open_end.endswith(" ") else text
    return title if marks and not marks.strip("#") else ""
