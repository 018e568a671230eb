"""Searches, and what they find, in words."""

from collections.abc import Mapping, Sequence

from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.search import QuestionStatuses, SearchFilters, SearchItem
from weakspot.text import format_count

FILTER_WORDS = {
    "section": "all sections",
    "topic": "all topics",
    "kind": "any kind",
    "level": "any level",
    "mark": "any mark",
}
"""The fields of SearchFilters, each with the words for a filter that is not set."""


def filter_words(
    filters: SearchFilters, sections: Mapping[str, str], topics: Mapping[str, str]
) -> tuple[tuple[str, bool], ...]:
    """Each filter in words, and whether it is set; `sections` and `topics` are titles
    by slug.
    """
    words = {
        "section": sections.get(filters.section, ""),
        "topic": topics.get(filters.topic.partition("/")[2], ""),
        "kind": kind_words(filters.kind),
        "level": f"level {filters.level}" if filters.level else "",
        "mark": filters.mark,
    }
    return tuple(
        (words[name] or nothing, bool(words[name]))
        for name, nothing in FILTER_WORDS.items()
    )


def found_words(items: Sequence[SearchItem]) -> str:
    """“12 questions, 1 lesson”: how many of each were found."""
    lessons = sum(item.is_lesson for item in items)
    words = [
        format_count(len(items) - lessons, "question"),
        format_count(lessons, "lesson"),
    ]
    return ", ".join(words if lessons else words[:1])


def next_mark(item: SearchItem, statuses: QuestionStatuses) -> str:
    """“back” if the concept of a question was missed last, so that it comes back;
    “new” if no answer to the question counts, “muted” if it is never asked, empty for
    a lesson and for the rest.
    """
    if item.is_lesson:
        return ""
    if statuses.has("muted", item):
        return "muted"
    if item.key in statuses.missed:
        return "back"
    return "" if item.key in statuses.scores else "new"
