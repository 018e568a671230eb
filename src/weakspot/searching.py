"""Looking for questions and lessons, and at one of them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from weakspot.bank.catalog import Catalog, Section
from weakspot.engine.entries import Entry
from weakspot.engine.search import ANYTHING, LESSON, Card, Found, Kept, Wanted, lesson_parts, search
from weakspot.engine.session import Slot
from weakspot.engine.slots import presented
from weakspot.knowing import Knowing

if TYPE_CHECKING:
    from weakspot.engine.kinds.every import AnyQuestion


class Searching(Knowing):
    """Finds questions and parts of lessons by their words; nothing here changes anything."""

    _index: tuple[Catalog | None, tuple[Found, ...]] = (None, ())

    def search(self, text: str, wanted: Wanted = ANYTHING, kept: Kept | None = None) -> list[Found]:
        """Questions and lessons with all the words of a text, as `wanted`; see engine.search.

        `kept` saves asking what the save says of them, if it is at hand.
        """
        return search(self.everything(), text, wanted, self.kept() if kept is None else kept)

    def everything(self) -> tuple[Found, ...]:
        """All that can be found, in the order of the banks; every question is read for it, once.

        It may be called in a thread. Raises BankError if a bank was lost meanwhile.
        """
        catalog = self._catalog
        if self._index[0] is not catalog:
            found = (one for section in catalog.sections for one in found_in(catalog, section))
            self._index = (catalog, tuple(found))
        return self._index[1]

    def is_read(self) -> bool:
        """Has everything been read already, as the banks are now?"""
        return self._index[0] is self._catalog

    def kept(self) -> Kept:
        """What the save says of questions: how they went, what is flagged, disputed and muted."""
        return Kept(
            memories=self._save.recalled(),
            due={item.key: due for unit in self._units() if (due := unit.due) for item in unit.items},
            flagged=frozenset(self._save.flagged()),
            disputed=frozenset(one.question for one in self._save.disputes()),
            muted=frozenset(self._save.muted()),
        )

    def card(self, key: str) -> Card:
        """A question to look at, and how it went before. Raises KeyError if no bank has it."""
        from weakspot.engine.feedback import (  # late: not for the first paint
            PAST_TOLD,
            known_lines,
            rights_line,
        )

        entry, question, case = self._catalog.entries[key], self.question(key), self.case(key)
        slot = slot_to_look_at(question, entry)
        section = self.section(entry.section)
        return Card(
            key=key,
            question=question,
            slot=slot,
            rights=rights_line(question, slot, question.grade(None, slot.numbers)),
            place=f"{section.title} / {section.topics[entry.topic]}",
            details=tuple(known_lines(question, self._save.last_answers(key, PAST_TOLD), self.today())),
            case="" if case is None else case.text,
            withheld=key in self.in_exam(),
        )

    def lesson(self, key: str) -> str:
        """What the lesson says of a topic, or of the section at large. Raises KeyError if no bank has it."""
        slug, _, topic = key.partition("/")
        section = self.section(slug)
        parts = lesson_parts(self.notes(slug), section.topics)
        return "\n\n".join(text.strip() for one, text in parts if one == topic)


def found_in(catalog: Catalog, section: Section) -> Iterator[Found]:
    """The questions of a section, then the parts of its lesson."""
    from weakspot.bank.options import shown_texts  # late: not for the first paint
    from weakspot.engine.feedback import asked_words

    for key, entry in catalog.entries.items():
        if entry.section == section.slug:
            question = catalog.question(key)
            head, *texts = shown_texts(question)
            if question.case is not None:
                case = catalog.case(section.slug, question.case)
                texts += case.title, case.text
            if "{" in head:  # a gap, or a number to be drawn
                head = asked_words(question, slot_to_look_at(question, entry).numbers)
            yield made(section, entry.topic, head, texts, key=key, kind=entry.kind, level=entry.level)
    for slug, text in lesson_parts(catalog.notes(section.slug), section.topics):
        if text.strip():
            head = section.topics.get(slug, section.title)
            key = f"{section.slug}/{slug}"
            yield made(section, slug, head, [text], key=key, kind=LESSON, level=0)


def made(
    section: Section, topic: str, head: str, texts: list[str], *, key: str, kind: str, level: int
) -> Found:
    """One thing to be found by its head, its texts, and the titles of its topic and section."""
    titles = (section.topics.get(topic, ""), section.title)
    title = head.casefold()
    text = "\n".join((title, *texts, *titles)).casefold()
    place = f"{section.slug}/{topic}"
    return Found(key=key, head=head, kind=kind, level=level, topic=place, title=title, text=text)


def slot_to_look_at(question: AnyQuestion, entry: Entry) -> Slot:
    """The question as the browser shows it: the same at every look."""
    return presented(entry, question, Random(entry.key))
