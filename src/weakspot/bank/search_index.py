"""The parts of the banks that search can find."""

from collections.abc import Iterator
from random import Random

from weakspot.bank.catalog import Section
from weakspot.engine.lesson_text import split_lesson
from weakspot.engine.search import LESSON, SearchItem, fold_text, normalize_title


def index_section(section: Section) -> Iterator[SearchItem]:
    """Yield the questions of a section, then the parts of its lesson."""
    for key, entry in section.entries.items():
        question = section.questions[key]
        head, *texts = question.shown_texts
        if question.case is not None:
            case = section.cases[question.case]
            texts += case.title, case.text
        if "{" in head:  # a gap, or a number to draw
            head = question.ask(question.draw_numbers(Random(key)))
        yield build_item(
            section,
            entry.topic,
            head,
            texts,
            key=key,
            kind=entry.kind,
            level=entry.level,
        )
    for slug, text in split_lesson(section.notes, section.topics):
        if text.strip():
            head = section.topics.get(slug, section.title)
            key = f"{section.slug}/{slug}"
            yield build_item(section, slug, head, [text], key=key, kind=LESSON, level=0)


def build_item(
    section: Section,
    topic: str,
    head: str,
    texts: list[str],
    *,
    key: str,
    kind: str,
    level: int,
) -> SearchItem:
    """Build one search item, found by its head, its texts, and the titles of its topic
    and section.
    """
    titles = (section.topics.get(topic, ""), section.title)
    text = fold_text("\n".join((head, *texts, *titles)))
    place = f"{section.slug}/{topic}"
    return SearchItem(
        key=key,
        head=head,
        kind=kind,
        level=level,
        topic=place,
        title=normalize_title(head),
        text=text,
    )
