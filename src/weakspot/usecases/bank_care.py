"""The banks of a game: searching them, marking their questions, and reading them
again.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog
from weakspot.engine.records import EventName, stamp
from weakspot.engine.session import DONE, Session, advance, find_last_answered
from weakspot.engine.slots import is_slot_valid, present_question
from weakspot.engine.stored_session import encode_session
from weakspot.errors import BankError, SaveError, UsageError
from weakspot.usecases.open_rounds import OpenRounds

if TYPE_CHECKING:
    from weakspot.engine.bank_view import BankView
    from weakspot.engine.search import Card, QuestionStatuses, SearchFilters, SearchItem
    from weakspot.engine.values import Defect

# Imported late here: what neither a round nor the first paint needs, namely listing and
# searching banks.

MAX_NOTE_LENGTH = 500
"""The most characters stored of the reason for a dispute."""
UNMUTED = {True: "Asked again.", False: "No longer muted, but its topic still is."}
"""What to say after `unmute`, by what it returns."""


class BankCare(OpenRounds):
    """Lists and searches the banks, marks their questions and answers, and reloads
    them.
    """

    _index: tuple[Catalog | None, tuple[SearchItem, ...]] = (None, ())

    def search(
        self,
        text: str,
        filters: SearchFilters | None = None,
        statuses: QuestionStatuses | None = None,
    ) -> list[SearchItem]:
        """Find the questions and lessons with all words of a text that pass the
        filters; see `engine.search`.

        `statuses` are those of `question_statuses`, if they are at hand: then they are
        not read again.
        """
        from weakspot.engine.search import NO_FILTERS, search  # late

        statuses = self.question_statuses() if statuses is None else statuses
        return search(self.search_index(), text, filters or NO_FILTERS, statuses)

    def search_index(self) -> tuple[SearchItem, ...]:
        """Everything that can be found, in the order of the banks; built once by
        reading every question.

        May be called in a thread.
        """
        catalog = self._catalog
        if self._index[0] is not catalog:
            from weakspot.bank.search_index import index_section  # late

            items = (
                item for section in catalog.sections for item in index_section(section)
            )
            self._index = (catalog, tuple(items))
        return self._index[1]

    def is_index_built(self) -> bool:
        """Whether the search index of the present banks has been built."""
        return self._index[0] is self._catalog

    def question_statuses(self) -> QuestionStatuses:
        """What the save says of questions: how they went, and which are flagged,
        disputed and muted.
        """
        from weakspot.engine.search import QuestionStatuses  # late

        return QuestionStatuses(
            scores=self._save.last_scores(),
            due={
                entry.key: due
                for unit in self._units()
                if (due := unit.due)
                for entry in unit.entries
            },
            flagged=frozenset(self._save.flagged_keys()),
            disputed=frozenset(dispute.question for dispute in self._save.disputes()),
            muted=frozenset(self._save.muted_keys()),
        )

    def card(self, key: str) -> Card:
        """A question to look at, with its history. Raises KeyError if no bank has
        it.
        """
        from weakspot.engine import feedback  # late
        from weakspot.engine.search import Card

        entry, question, case = (
            self._catalog.entries[key],
            self.question(key),
            self.case(key),
        )
        slot = present_question(entry, question, Random(key))  # the same at every look
        section, past = (
            self.section(entry.section),
            self._save.last_answers(key, feedback.PAST_ANSWERS_SHOWN),
        )
        return Card(
            key=key,
            question=question,
            slot=slot,
            rights=feedback.rights_line(
                question, slot, question.grade(None, slot.numbers)
            ),
            place=f"{section.title} / {section.topics[entry.topic]}",
            details=tuple(feedback.detail_lines(question, None, past, self.today())),
            case="" if case is None else case.text,
            withheld=key in self.questions_in_exam(),
        )

    def lesson(self, key: str) -> str:
        """What the lesson says of a topic, or all of it if none of its headings is the
        topic's.

        Each paragraph and list item is one line. Raises KeyError if no bank has it.
        """
        from weakspot.engine.lesson import reflow, split_lesson  # late

        slug, _, wanted = key.partition("/")
        parts = split_lesson(self.notes(slug), self.section(slug).topics)
        own = "\n\n".join(text.strip() for topic, text in parts if topic == wanted)
        return reflow(own or self.notes(slug).strip())

    def banks(self) -> tuple[BankView, ...]:
        """Every bank: first those that cannot be read, then the sections in order."""
        from weakspot.bank.listing import bank_views  # late

        return bank_views(self._catalog, self.muted_titles())

    def remarks(self, file: str) -> tuple[Defect, ...]:
        """What `weakspot check` says of a bank. Slow; may be called in a thread."""
        from weakspot.bank import listing  # late

        return listing.find_remarks(file)

    def reload(self) -> None:
        """Read again all banks that have changed, and new ones.

        Raises BankError if the file of a section now fails or is gone: then everything
        stays as it was.
        """
        catalog = self._catalog.reload()
        if not catalog.questions:
            raise BankError("There is no bank left to play.")
        self._catalog = catalog

    def reload_in_round(self, session: Session) -> Session:
        """Reload the banks as `reload` does, in a round, which goes on with them.

        An answered question that is asked or graded otherwise now is passed over.
        Raises BankError, too, if the banks no longer have what this round needs, and
        SaveError if the round cannot be saved: then everything stays as it was.
        """
        before, catalog = self._catalog, self._catalog.reload()
        entries = catalog.entries
        valid = [
            is_slot_valid(session, at, entries) for at in range(len(session.slots))
        ]
        if not all(valid):
            gone = session.slots[valid.index(False)].question
            raise BankError(
                f"{gone} is gone or has another topic: the bank is read at the "
                "next start."
            )
        self._catalog = catalog
        try:
            slot = None if session.outcome is None else session.slot
            if slot is not None and entries[slot.question].revision != slot.revision:
                session = self._complete_move(advance(session))
            if session.phase == DONE:
                return session
            return self._save_round(self._fit_to_banks(session) or session)
        except SaveError:
            self._catalog = before
            raise

    # What a player marks a question or an answer with, and takes back

    def toggle_flag(self, key: str) -> bool:
        """Flag a question or take its flag away. Returns whether it is flagged now."""
        flagged = not self.is_flagged(key)
        self._save.append_event(
            "flag" if flagged else "unflag", key, None, stamp(self.clock())
        )
        return flagged

    def cycle_mute(self, key: str) -> str | None:
        """Mute a question, then its topic too, then neither. Returns which: `question`,
        `topic` or None.
        """
        topic, muted, at = (
            self.topic_key(key),
            self._save.muted_keys(),
            stamp(self.clock()),
        )
        if topic in muted:
            self.unmute(topic)
            self.unmute(key)
            return None
        self._save.append_event("mute", topic if key in muted else key, None, at)
        return "topic" if key in muted else "question"

    def unmute(self, key: str) -> bool:
        """Unmute a question or topic. Returns whether it is drawn again: not if its
        topic is still muted.
        """
        muted, entry = self._save.muted_keys(), self._catalog.entries.get(key)
        if key in muted:
            self._save.append_event("unmute", key, None, stamp(self.clock()))
        return entry is None or entry.topic_key not in muted

    def dispute(self, session: Session, note: str = "") -> Session:
        """Take the last answer out of score and learning until it is restored; `note`
        is the player's reason.

        No change if it is disputed already. Raises UsageError if nothing was answered
        yet.
        """
        return self._set_disputed(
            session, True, " ".join(note.split())[:MAX_NOTE_LENGTH] or None
        )

    def restore(self, session: Session) -> Session:
        """Count a disputed last answer again; no change if it was not. Raises
        UsageError like `dispute`.
        """
        return self._set_disputed(session, False, None)

    def _set_disputed(
        self, session: Session, disputed: bool, note: str | None
    ) -> Session:
        index = find_last_answered(session)
        outcome = None if index is None else session.outcomes[index]
        if index is None or outcome is None:
            raise UsageError("There is no answer to dispute yet.")
        if outcome.disputed == disputed:
            return session
        outcomes = list(session.outcomes)
        outcomes[index] = replace(outcome, disputed=disputed)
        changed = replace(session, outcomes=tuple(outcomes))
        encoded = (
            None if changed.phase == DONE or changed.sheets else encode_session(changed)
        )
        what: EventName = "dispute" if disputed else "restore"
        self._save.append_event(
            what, outcome.attempt, note, stamp(self.clock()), encoded
        )
        return changed
