"""What a face can ask about the banks and about what the player knows. Nothing here
changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weakspot.bank.catalog import Catalog, Section, load_catalog
from weakspot.engine.concepts import (
    Concept,
    Entry,
    Situation,
    add_history,
    drop_muted,
)
from weakspot.engine.records import local_day
from weakspot.engine.report import (
    Knowledge,
    SectionReport,
    TopicReport,
    due_count,
    find_weak_spots,
)
from weakspot.engine.values import Case
from weakspot.errors import BankError
from weakspot.paths import Places
from weakspot.settings import Settings
from weakspot.store.save_reader import SaveReader
from weakspot.text import format_count

if TYPE_CHECKING:
    from weakspot.engine.feedback import Feedback
    from weakspot.engine.kinds.registry import AnyQuestion
    from weakspot.engine.session import Outcome, Slot


def utc_now() -> datetime:
    """The machine's current time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place where the clock is read


def load_playable_catalog(places: Places) -> Catalog:
    """Load the banks of these places. Raises BankError if none can be played."""
    catalog = load_catalog(places.banks, places.cache)
    if not catalog.questions:
        from weakspot.bank.listing import empty_catalog_words  # late: seldom needed

        raise BankError(empty_catalog_words(catalog))
    return catalog


class Queries:
    """Looks up questions, cases, lessons and their places, and what the player knows as
    of now.
    """

    _unit_cache: tuple[object, tuple[Concept, ...]] = (None, ())

    def __init__(
        self,
        catalog: Catalog,
        save: SaveReader,
        clock: Callable[[], datetime],
        settings: Settings,
    ) -> None:
        self.clock = clock
        self.settings = settings
        self._catalog = catalog
        self._save = save
        self.unsaved = ""
        self._damage = self._no_backup = ""

    def close(self) -> None:
        """Close the save."""
        self._save.close()

    def today(self) -> str:
        """The player's local date."""
        return local_day(self.clock())

    def all_sections(self) -> tuple[Section, ...]:
        """The sections in order, with their titles, topics and misconceptions."""
        return self._catalog.sections

    def notes(self, section: str) -> str:
        """The lesson of a section, in Markdown. Raises KeyError if no bank has it."""
        return self.section(section).notes

    def troubles(self) -> list[str]:
        """What the player should know about the save, failed or replaced banks, and
        wrong settings.
        """
        banks = [f"A bank cannot be read: {fault}" for fault in self.failed_banks()]
        save = [text for text in (self.unsaved, self._damage, self._no_backup) if text]
        return [*save, *banks, *self.settings.troubles, *self._catalog.notices]

    def failed_banks(self) -> list[str]:
        """The first fault of each bank that cannot be read, with its place."""
        return [str(problem.defects[0]) for problem in self._catalog.problems]

    def section(self, slug: str) -> Section:
        """The section with this slug, its topics and misconceptions. Raises KeyError if
        no bank has it.
        """
        return self._catalog.section(slug)

    def question(self, key: str) -> AnyQuestion:
        """The question with this key, `section/id`. Raises KeyError if no bank has
        it.
        """
        return self._catalog.question(key)

    def topic_key(self, key: str) -> str:
        """The topic of a question, as `section/topic`. Raises KeyError if no bank has
        the question.
        """
        return self._catalog.entries[key].topic_key

    def topic_title(self, topic: str) -> str:
        """The title of a topic, `section/topic`; its slug if the bank no longer has
        it.
        """
        section, _, slug = topic.partition("/")
        return self.section(section).topics.get(slug, slug)

    def locate_question(self, key: str) -> tuple[Path, int]:
        """The file of a question and its line, counted from 1. Raises KeyError if no
        bank has it.
        """
        from weakspot.bank.reader import line_of  # late: only an editor asks

        entry = self._catalog.entries[key]
        path = self.section(entry.section).file
        return path, line_of(path, entry.id)

    def case(self, key: str) -> Case | None:
        """The case that this question is about, if there is one."""
        slug = self.question(key).case
        return None if slug is None else self.section(key.partition("/")[0]).cases[slug]

    def feedback(self, slot: Slot, outcome: Outcome) -> Feedback:
        """How a question was answered, in words; see `build_feedback`."""
        from weakspot.engine.feedback import (
            build_feedback,
        )  # late: not for the first paint

        section = self.section(self._catalog.entries[slot.question].section)
        return build_feedback(
            self.question(slot.question), slot, outcome, section.misconceptions
        )

    def details(self, slot: Slot) -> list[tuple[str, str]]:
        """Why an answered question was asked, how it went before, its source; see
        `detail_lines`.
        """
        from weakspot.engine.feedback import (
            PAST_ANSWERS_SHOWN,
            detail_lines,
        )  # late: not for the first paint

        past = self._save.last_answers(slot.question, PAST_ANSWERS_SHOWN)
        return detail_lines(self.question(slot.question), slot, past, self.today())

    def prompt(self, key: str, numbers: Mapping[str, float] | None = None) -> str:
        """What a question asks, with these numbers or some of its own. Raises KeyError
        if no bank has it.
        """
        from random import Random  # late: not needed to list weak topics

        from weakspot.engine.feedback import asked_words

        question = self.question(key)
        return asked_words(
            question, question.draw_numbers(Random(key)) if numbers is None else numbers
        )

    def is_flagged(self, key: str) -> bool:
        """Whether the player has flagged this question."""
        return key in self._save.flagged_keys()

    def muted_titles(self) -> dict[str, str]:
        """What the player has muted, by key: titles of topics and prompts of
        questions.
        """
        topics = {
            key: title
            for bank in self._catalog.sections
            for key, title in bank.topic_titles.items()
        }
        titles: dict[str, str] = {}
        for key in sorted(self._save.muted_keys()):
            if key in self._catalog.entries:
                titles[key] = self.prompt(key)
            elif key in topics:
                titles[key] = topics[key]
        return titles

    def flagged_count(self) -> int:
        """The number of flagged questions that can be asked."""
        return len(self._unmuted_entries(self._save.flagged_keys()))

    def section_reports(self) -> tuple[SectionReport, ...]:
        """A report on every section with its topics, in order."""
        knowledge = self._knowledge()
        units: dict[str, list[Concept]] = {
            bank.slug: [] for bank in self._catalog.sections
        }
        for unit in self._units():
            units[unit.section].append(unit)
        muted = self._save.muted_keys()
        return tuple(
            knowledge.report_section(
                bank.slug, bank.title, unmuted_topics(bank, muted), units[bank.slug]
            )
            for bank in self._catalog.sections
        )

    def topic_report(self, key: str) -> TopicReport:
        """A report on the topic `section/topic`. Raises KeyError if no bank has it."""
        return self._knowledge().report_topic(key, self.topic_title(key))

    def weak_spots(self) -> list[TopicReport]:
        """The topics that are weak, then those that may be, the weakest first."""
        return find_weak_spots(self._topic_reports())

    def no_weak_spots_words(self, brief: bool = False) -> str:
        """The words after “No weak spots”: “shown yet”, or how much is known by now."""
        states = [topic.state for topic in self._topic_reports()]
        known = states.count("known")
        if not known:
            return "shown yet"
        return (
            "now"
            if brief
            else f"now, {known} of {format_count(len(states), 'topic')} known"
        )

    def due_count(self) -> int:
        """The number of ideas that are due to be asked again."""
        return due_count(self._units())

    def _unmuted_entries(self, keys: Iterable[str]) -> list[Entry]:
        """The entries of those of these questions that are in a bank and not muted."""
        entries, muted = self._catalog.entries, self._save.muted_keys()
        found = (entries[key] for key in keys if key in entries)
        return [
            entry for entry in found if muted.isdisjoint((entry.key, entry.topic_key))
        ]

    def _topic_reports(self) -> list[TopicReport]:
        """A report on every topic that is not muted, in order."""
        knowledge, muted = self._knowledge(), self._save.muted_keys()
        return [
            knowledge.report_topic(key, title)
            for section in self._catalog.sections
            for key, title in unmuted_topics(section, muted).items()
        ]

    def _knowledge(self) -> Knowledge:
        """What is known of every topic, as of now."""
        return Knowledge(self._save.nodes(), self.clock())

    def _units(self) -> tuple[Concept, ...]:
        """Every idea that is not muted, with its history; cached until a write or the
        end of the day.
        """
        as_of = (self._catalog, self._save.state(), self.today())
        if self._unit_cache[0] != as_of:
            asked = drop_muted(self._catalog.concepts(), self._save.muted_keys())
            with self._save.open_memories() as memories:
                known = add_history(asked, memories, self.today())
            self._unit_cache = (as_of, known)
        return self._unit_cache[1]

    def _situation(self) -> Situation:
        """Everything that a draw depends on, as of now."""
        knowledge = self._knowledge()
        topics = (
            key for section in self._catalog.sections for key in section.topic_titles
        )
        return Situation(
            concepts=self._units(),
            topics={key: knowledge.view_topic(key) for key in topics},
            today=self.today(),
            flagged=frozenset(self._save.flagged_keys()),
            pace=self._save.pace(),
        )


def unmuted_topics(section: Section, muted: set[str]) -> dict[str, str]:
    """The titles of the section's topics that are not muted, by key."""
    return {
        key: title for key, title in section.topic_titles.items() if key not in muted
    }
