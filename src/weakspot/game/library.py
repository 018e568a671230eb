"""The banks of a game: looking up, searching, and what the player marks in them."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from random import Random
from typing import NamedTuple

from weakspot.bank.catalog import Catalog, Section, build_entry
from weakspot.bank.listing import bank_views, check_bank
from weakspot.bank.search_index import index_section
from weakspot.clock import Clock
from weakspot.engine.bank_view import BankView
from weakspot.engine.concepts import Concept, Entry, add_history, drop_muted
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.lab import Project, follow_up_question
from weakspot.engine.lesson_text import reflow, split_lesson
from weakspot.engine.records import EventName, is_off, local_day, stamp
from weakspot.engine.search import (
    NO_FILTERS,
    Card,
    QuestionStatuses,
    SearchFilters,
    SearchItem,
    search,
)
from weakspot.engine.session import Outcome, Session, Slot
from weakspot.engine.slots import present_question
from weakspot.engine.stored_session import (
    StoredSession,
    decode_session,
    restore_session,
)
from weakspot.engine.values import Case, LocatedFault
from weakspot.errors import BankError, UsageError
from weakspot.store.save import Save
from weakspot.words import feedback
from weakspot.words.lab import STEPS
from weakspot.words.stock import ONE_SECTION, gone_line, unreadable_line


class OwnQuestions(NamedTuple):
    """The player's own projects, the one changed last first, and the questions about
    them, by key, with what a draw needs of each.
    """

    projects: tuple[Project, ...]
    questions: dict[str, OpenQuestion]
    entries: dict[str, Entry]


class Library:
    """The banks as they were read last, and what the save says of their questions."""

    def __init__(self, catalog: Catalog, save: Save, clock: Clock) -> None:
        self.catalog = catalog
        self._save = save
        self._clock = clock
        self._untold = ""
        """The fault of a bank that has just changed, until it is told."""
        self._index: tuple[Catalog | None, tuple[SearchItem, ...]] = (None, ())
        self._concepts: tuple[object, tuple[Concept, ...]] = (None, ())
        self._own: tuple[object, OwnQuestions] = (None, OwnQuestions((), {}, {}))

    def sections(self) -> tuple[Section, ...]:
        """The sections in order, with their titles, topics and misconceptions."""
        return self.catalog.sections

    def section(self, slug: str) -> Section:
        """The section with this slug. Raises KeyError if no bank has it."""
        return self.catalog.section(slug)

    def notes(self, section: str) -> str:
        """The lesson of a section, in Markdown. Raises KeyError if no bank has it."""
        return self.section(section).notes

    @property
    def has_lessons(self) -> bool:
        """True if any section has a lesson."""
        return any(section.notes for section in self.sections())

    def lesson(self, key: str) -> str:
        """The lesson on a topic; all of it if none of its headings is the topic's.

        Each paragraph and list item is one line. Raises KeyError if no bank has it.
        """
        slug, _, wanted = key.partition("/")
        parts = split_lesson(self.notes(slug), self.section(slug).topics)
        own = "\n\n".join(text.strip() for topic, text in parts if topic == wanted)
        return reflow(own or self.notes(slug).strip())

    def topic_title(self, topic: str) -> str:
        """The title of a topic, `section/topic`; its slug if the bank lost it."""
        section, _, slug = topic.partition("/")
        return self.section(section).topics.get(slug, slug)

    def unmuted_topics(self, section: Section) -> dict[str, str]:
        """The titles of the section's topics that are not muted, by key."""
        muted = self._save.log.muted_keys()
        titles = section.topic_titles
        return {key: title for key, title in titles.items() if not is_off(key, muted)}

    # Questions

    def question(self, key: str) -> Question:
        """The question with this key, `section/id`, of a bank or about a project of the
        player's. KeyError if there is none.
        """
        if key in self.catalog.questions:
            return self.catalog.question(key)
        return self._own_questions(self.catalog).questions[key]

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What a draw needs of each question that `question` knows, by key."""
        return self.entries_of(self.catalog)

    def entries_of(self, catalog: Catalog) -> Mapping[str, Entry]:
        """The same with other banks."""
        return ChainMap(catalog.entries, self._own_questions(catalog).entries)

    def topic_key(self, key: str) -> str:
        """The topic of a question, as `section/topic`.
        Raises KeyError if no bank has the question.
        """
        return self.entries[key].topic_key

    def case(self, key: str) -> Case | None:
        """The case that this question is about, if there is one."""
        slug = self.question(key).case
        section = self.section(key.partition("/")[0])
        return None if slug is None else section.cases[slug]

    def prompt(self, key: str, numbers: Mapping[str, float] | None = None) -> str:
        """The prompt of a question, with these numbers or some of its own. Raises
        KeyError if no bank has it.
        """
        question = self.question(key)
        numbers = question.draw_numbers(Random(key)) if numbers is None else numbers
        return question.ask(numbers)

    def locate_question(self, key: str) -> tuple[Path, int]:
        """The file of a question and its line, counted from 1. Raises BankError if it
        is in no bank.
        """
        from weakspot.bank.reader import line_of  # late: loads PyYAML

        if key not in self.catalog.entries:
            raise BankError("It asks about a project of yours: the mini-lab has that.")
        entry = self.catalog.entries[key]
        path = self.section(entry.section).file
        return path, line_of(path, entry.id)

    def feedback(self, slot: Slot, outcome: Outcome) -> feedback.Feedback:
        """The verdict and explanation in words; see `build_feedback`."""
        section = self.section(self.entries[slot.question].section)
        question = self.question(slot.question)
        return feedback.build_feedback(question, slot, outcome, section.misconceptions)

    def details(self, slot: Slot) -> list[tuple[str, str]]:
        """The reason, history and source of an answered question;
        see `detail_lines`.
        """
        past = self._save.log.last_answers(slot.question, feedback.PAST_ANSWERS_SHOWN)
        question = self.question(slot.question)
        return feedback.detail_lines(question, slot, past, self.today())

    def card(self, key: str) -> Card:
        """A question to look at, with its history. KeyError if no bank has it."""
        entry, question = self.catalog.entries[key], self.question(key)
        slot = present_question(entry, question, Random(key))  # the same at every look
        section, case = self.section(entry.section), self.case(key)
        past = self._save.log.last_answers(key, feedback.PAST_ANSWERS_SHOWN)
        unanswered = question.grade(None, slot.numbers)
        return Card(
            key=key,
            question=question,
            slot=slot,
            rights=feedback.rights_line(question, slot, unanswered),
            place=f"{section.title} / {section.topics[entry.topic]}",
            details=tuple(feedback.detail_lines(question, None, past, self.today())),
            case="" if case is None else case.text,
            withheld=key in self.questions_in_exam(),
        )

    def unmuted_entries(self, keys: Iterable[str]) -> list[Entry]:
        """The entries of those of these questions that are in a bank and not muted."""
        entries = self.catalog.entries
        return self._drop_muted(entries[key] for key in keys if key in entries)

    def _drop_muted(self, entries: Iterable[Entry]) -> list[Entry]:
        muted = self._save.log.muted_keys()
        return [
            entry
            for entry in entries
            if entry.key not in muted and not is_off(entry.topic_key, muted)
        ]

    def concepts(self) -> tuple[Concept, ...]:
        """Every idea that is not muted, with its history; kept until a write or the end
        of the day.
        """
        as_of = (self.catalog, self._save.state(), self.today())
        if self._concepts[0] != as_of:
            asked = drop_muted(self.catalog.concepts(), self._save.log.muted_keys())
            with self._save.open_memories() as memories:
                known = add_history(asked, memories, self.today())
            self._concepts = (as_of, known)
        return self._concepts[1]

    def stored_rounds(self) -> list[Session]:
        """The rounds started and not ended, newest first, as they were stored."""
        stored = self._decode_rounds()
        entries = self.entries
        logged = self._save.log.answers(id for one in stored for id in one.attempts)
        questions = {
            slot.question: self.question(slot.question)
            for one in stored
            for slot in one.session.slots[: len(one.answers)]
            if slot.question in entries
        }
        sessions = (restore_session(one, logged, questions) for one in stored)
        return [session for session in sessions if session is not None]

    def questions_in_exam(self) -> frozenset[str]:
        """The questions of an exam that is not handed in yet; until then nothing may
        tell what is right.
        """
        sessions = (one.session for one in self._decode_rounds())
        return frozenset(
            slot.question
            for session in sessions
            if session.sheets
            for slot in session.slots
        )

    def _decode_rounds(self) -> list[StoredSession]:
        """The rounds started and not ended, newest first, without their verdicts."""
        decoded = map(decode_session, self._save.open_rounds())
        return [stored for stored in decoded if stored is not None]

    def is_unchanged(self, slot: Slot) -> bool:
        """True if the slot's question is still asked and graded as it was then."""
        entry = self.entries.get(slot.question)
        return entry is not None and entry.revision == slot.revision

    # Projects of the player's own

    def projects(self) -> tuple[Project, ...]:
        """The projects of the mini-lab, the one changed last first."""
        return self._own_questions(self.catalog).projects

    def own_entries(self) -> list[Entry]:
        """What a draw needs of the questions about the project changed last, in the
        order of its steps: without those that are muted.
        """
        own = self._own_questions(self.catalog)
        keys = (
            follow_up_question(project, step)[0]
            for project in own.projects[:1]
            for step in STEPS
            if project.answer(step.slug).is_said
        )
        return self._drop_muted(own.entries[key] for key in keys if key in own.entries)

    def _own_questions(self, catalog: Catalog) -> OwnQuestions:
        """The projects, and the questions about them whose topic is in these banks;
        built again once either has changed. Questions once known stay, as another
        weakspot may change a project that a round here asks about.
        """
        as_of = (self._save.log.newest_lab_id(), catalog)
        if self._own[0] != as_of:
            projects = tuple(self._save.log.projects())
            topics = {key for one in catalog.sections for key in one.topic_titles}
            questions = self._own[1].questions | dict(
                follow_up_question(project, step)
                for project in projects
                for step in STEPS
                if project.answer(step.slug).is_said and step.follow_up.topic in topics
            )
            entries = {
                key: build_entry(key.partition("/")[0], question)
                for key, question in questions.items()
            }
            self._own = (as_of, OwnQuestions(projects, questions, entries))
        return self._own[1]

    # Search

    def search(
        self,
        text: str,
        filters: SearchFilters = NO_FILTERS,
        statuses: QuestionStatuses | None = None,
    ) -> list[SearchItem]:
        """Find the questions and lessons with all words of a text that pass the
        filters; see `engine.search`.

        `statuses` are those of `question_statuses`, if they are at hand: then they are
        not read again.
        """
        statuses = self.question_statuses() if statuses is None else statuses
        return search(self.search_index(), text, filters, statuses)

    def search_index(self) -> tuple[SearchItem, ...]:
        """Everything that can be found, in the order of the banks; built once by
        reading every question.

        May be called in a thread.
        """
        catalog = self.catalog
        if self._index[0] is not catalog:
            sections = catalog.sections
            items = (item for one in sections for item in index_section(one))
            self._index = (catalog, tuple(items))
        return self._index[1]

    def is_index_built(self) -> bool:
        """True once the search index of the present banks has been built."""
        return self._index[0] is self.catalog

    def question_statuses(self) -> QuestionStatuses:
        """The results of all questions, and which are flagged, disputed and muted."""
        missed = frozenset(
            entry.key
            for concept in self.concepts()
            if concept.missed
            for entry in concept.entries
        )
        disputes = self._save.log.disputes()
        return QuestionStatuses(
            scores=self._save.last_scores(),
            missed=missed,
            flagged=frozenset(self._save.log.flagged_keys()),
            disputed=frozenset(dispute.question for dispute in disputes),
            muted=frozenset(self._save.log.muted_keys()),
        )

    # Marks

    def is_flagged(self, key: str) -> bool:
        """True if the player has flagged this question."""
        return key in self._save.log.flagged_keys()

    def toggle_flag(self, key: str) -> bool:
        """Flag a question or take its flag away. Returns True if it is flagged now."""
        flagged = not self.is_flagged(key)
        what: EventName = "flag" if flagged else "unflag"
        self._append(what, key)
        return flagged

    def cycle_mute(self, key: str) -> str | None:
        """Mute a question, then its topic too, then neither. Returns which: `question`,
        `topic` or None; `section` if that is off, which stays so.
        """
        topic, muted = self.topic_key(key), self._save.log.muted_keys()
        if topic in muted:
            self.unmute(topic)
            self.unmute(key)
            return None
        if is_off(topic, muted):
            return "section"
        subject = topic if key in muted else key
        self._append("mute", subject)
        return "topic" if key in muted else "question"

    def mute_topic(self, key: str) -> None:
        """Mute a topic, `section/topic`."""
        self._append("mute", key)

    def unmute(self, key: str) -> bool:
        """Unmute a question, topic or section. Returns True if it is drawn again: not
        if a topic or section that it belongs to is still muted.
        """
        muted, entry = self._save.log.muted_keys(), self.entries.get(key)
        if key in muted:
            self._append("unmute", key)
        return not is_off(key if entry is None else entry.topic_key, muted - {key})

    def off_sections(self) -> set[str]:
        """The slugs of the sections that are switched off: muted as a whole."""
        slugs = {section.slug for section in self.sections()}
        return slugs & self._save.log.muted_keys()

    def switch_sections(self, off: Set[str]) -> None:
        """Switch off the sections with these slugs, and on all others. Each that was
        never switched is noted too, so that the log knows that the player was asked.

        Raises UsageError if none would be on.
        """
        slugs = [section.slug for section in self.sections()]
        if off >= set(slugs):
            raise UsageError(ONE_SECTION)
        now, ever = self.off_sections(), self._save.log.ever_muted()
        for slug in slugs:
            if slug not in ever or (slug in now) != (slug in off):
                self._append("mute" if slug in off else "unmute", slug)

    def muted_titles(self) -> dict[str, str]:
        """The titles of muted sections and topics and the prompts of muted questions,
        by key.
        """
        sections = self.catalog.sections
        topics = {section.slug: section.title for section in sections} | {
            key: title for one in sections for key, title in one.topic_titles.items()
        }
        titles: dict[str, str] = {}
        for key in sorted(self._save.log.muted_keys()):
            if key in self.entries:
                titles[key] = self.prompt(key)
            elif key in topics:
                titles[key] = topics[key]
        return titles

    def _append(self, what: EventName, subject: str) -> None:
        """Log that this was done to the subject, now."""
        self._save.writer.append_event(what, subject, None, stamp(self._clock()))

    # Banks

    def banks(self) -> tuple[BankView, ...]:
        """Every bank: first those that cannot be read, then the sections in order."""
        return bank_views(self.catalog, self.muted_titles())

    def faults(self, file: str) -> tuple[LocatedFault, ...]:
        """The faults that `weakspot check` finds in a bank.
        Slow; may be called in a thread.
        """
        return check_bank(file)

    def failed_banks(self) -> list[str]:
        """The first fault of each bank that cannot be read, with its place."""
        played = {section.file for section in self.sections()}
        return [
            unreadable_line(str(result.faults[0]), result.path in played)
            for result in self.catalog.failed
        ]

    def refresh(self) -> bool:
        """Read again the banks whose files have changed since; one that now fails plays
        on as it was, which `take_fault` tells. True if any has changed. Not while a
        question is in play.
        """
        before, catalog = self.failed_banks(), self.catalog.refresh()
        if catalog is self.catalog or not catalog.questions:
            return False
        gone = [file for file in self.catalog.stamps if file not in catalog.stamps]
        self.catalog = catalog
        new = [fault for fault in self.failed_banks() if fault not in before]
        new += map(gone_line, gone)
        self._untold = "".join(new[:1])
        return True

    def take_fault(self) -> str:
        """The fault that a bank has got, or that it is gone, told once; else empty."""
        fault, self._untold = self._untold, ""
        return fault

    def reload(self) -> None:
        """Read again all banks that have changed, and new ones.

        Raises BankError if the file of a section now fails or is gone: then everything
        stays as it was.
        """
        catalog = self.catalog.reload()
        if not catalog.questions:
            raise BankError("there is no bank left to play; bring one back")
        self.catalog = catalog

    def today(self) -> str:
        """The player's local date."""
        return local_day(self._clock())
