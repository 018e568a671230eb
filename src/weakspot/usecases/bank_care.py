"""The banks of a game: looking for their questions and lessons, marking them, and reading them again."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog
from weakspot.engine import session as rounds
from weakspot.engine.records import stamp
from weakspot.engine.session import ANSWERED, DONE, Session, encode_session, find_last_answered
from weakspot.engine.slots import is_slot_valid, present_question
from weakspot.errors import BankError, UsageError
from weakspot.usecases.open_rounds import OpenRounds

if TYPE_CHECKING:
    from weakspot.engine.overview import BankView, Remark
    from weakspot.engine.search import Card, QuestionStatuses, SearchFilters, SearchItem

# Late in here is what no round needs, nor the first paint: what is listed and found in banks.

LONGEST_NOTE = 500
"""Characters of what is said of a dispute."""


class BankCare(OpenRounds):
    """Tells of banks, finds and marks what is in them, and takes them in as they are now."""

    _index: tuple[Catalog | None, tuple[SearchItem, ...]] = (None, ())

    def search(
        self, text: str, wanted: SearchFilters | None = None, kept: QuestionStatuses | None = None
    ) -> list[SearchItem]:
        """Questions and lessons with all the words of a text, as `wanted`; see engine.search.

        `kept` saves asking what the save says of them, if it is at hand.
        """
        from weakspot.engine.search import NO_FILTERS, search  # late

        kept = self.question_statuses() if kept is None else kept
        return search(self.search_index(), text, wanted or NO_FILTERS, kept)

    def search_index(self) -> tuple[SearchItem, ...]:
        """All that can be found, in the order of the banks; every question is read for it, once.

        It may be called in a thread. Raises BankError if a bank was lost meanwhile.
        """
        catalog = self._catalog
        if self._index[0] is not catalog:
            from weakspot.bank.search_index import index_section  # late

            found = (one for section in catalog.sections for one in index_section(catalog, section))
            self._index = (catalog, tuple(found))
        return self._index[1]

    def is_index_built(self) -> bool:
        """Has everything been read already, as the banks are now?"""
        return self._index[0] is self._catalog

    def question_statuses(self) -> QuestionStatuses:
        """What the save says of questions: how they went, what is flagged, disputed and muted."""
        from weakspot.engine.search import QuestionStatuses  # late

        return QuestionStatuses(
            scores=self._save.last_scores(),
            due={item.key: due for unit in self._units() if (due := unit.due) for item in unit.items},
            flagged=frozenset(self._save.flagged_keys()),
            disputed=frozenset(one.question for one in self._save.disputes()),
            muted=frozenset(self._save.muted_keys()),
        )

    def card(self, key: str) -> Card:
        """A question to look at, and how it went before. Raises KeyError if no bank has it."""
        from weakspot.engine import feedback as telling  # late
        from weakspot.engine.search import Card

        entry, question, case = self._catalog.entries[key], self.question(key), self.case(key)
        slot = present_question(entry, question, Random(key))  # the same at every look
        section, past = self.section(entry.section), self._save.last_answers(key, telling.PAST_ANSWERS_SHOWN)
        return Card(
            key=key,
            question=question,
            slot=slot,
            rights=telling.rights_line(question, slot, question.grade(None, slot.numbers)),
            place=f"{section.title} / {section.topics[entry.topic]}",
            details=tuple(telling.detail_lines(question, None, past, self.today())),
            case="" if case is None else case.text,
            withheld=key in self.questions_in_exam(),
        )

    def lesson(self, key: str) -> str:
        """What the lesson says of a topic, or of the section at large. Raises KeyError if no bank has it."""
        from weakspot.engine.search import split_lesson  # late

        slug, _, topic = key.partition("/")
        section = self.section(slug)
        parts = split_lesson(self.notes(slug), section.topics)
        return "\n\n".join(text.strip() for one, text in parts if one == topic)

    def banks(self) -> tuple[BankView, ...]:
        """Every bank: first those that cannot be read, then the sections in order."""
        from weakspot.bank.listing import bank_views  # late

        return bank_views(self._catalog, self.muted_titles())

    def remarks(self, file: str) -> tuple[Remark, ...]:
        """What `weakspot check` says of a bank; it takes its time, and may be called in a thread."""
        from weakspot.bank import listing  # late

        return listing.find_remarks(file)

    def reload(self) -> None:
        """Read again all banks that changed, or are new.

        Raises BankError if the file of a section now fails, or is gone: then all stays as it was.
        """
        catalog = self._catalog.reload()
        if not catalog.questions:
            raise BankError("There is no bank left to play.")
        self._catalog = catalog

    def reload_in_round(self, session: Session) -> Session:
        """As `reload`, in a round, which goes on with the banks as they are now.

        A question answered that is asked or graded otherwise now is left behind. Raises BankError also if the
        banks no longer have what this round rests on: then all stays as it was.
        """
        catalog = self._catalog.reload()
        entries = catalog.entries
        gone = [
            one.question for at, one in enumerate(session.slots) if not is_slot_valid(session, at, entries)
        ]
        if gone:
            raise BankError(f"{gone[0]} is gone or has another topic: the bank is read at the next start.")
        self._catalog = catalog
        if session.outcome is not None and entries[session.slot.question].revision != session.slot.revision:
            session = self._complete_move(rounds.advance(session))
        if session.phase == rounds.DONE:
            return session
        return self._save_round(self._fit_to_banks(session) or session)

    # Marks that a player sets on a question or an answer, and takes away again

    def toggle_flag(self, key: str) -> bool:
        """Flag a question, or take its flag away; is it flagged now?"""
        flagged = not self.is_flagged(key)
        self._save.append_event("flag" if flagged else "unflag", key, None, stamp(self.clock()))
        return flagged

    def cycle_mute(self, key: str) -> str | None:
        """Say that a question is not for this player; said again, its topic; again, neither.

        What is muted now: `question`, `topic` or None.
        """
        topic, muted, at = self.topic_key(key), self._save.muted_keys(), stamp(self.clock())
        if topic in muted:
            self.unmute(topic)
            self.unmute(key)
            return None
        self._save.append_event("mute", topic if key in muted else key, None, at)
        return "topic" if key in muted else "question"

    def unmute(self, key: str) -> None:
        """Draw a muted question, or topic, again."""
        if key in self._save.muted_keys():
            self._save.append_event("unmute", key, None, stamp(self.clock()))

    def dispute(self, session: Session, note: str = "") -> Session:
        """The last answer leaves score and learning, with the player's line of why, until it is restored.

        The same if it is disputed already. UsageError if nothing was answered yet.
        """
        return self._set_disputed(session, True, " ".join(note.split())[:LONGEST_NOTE] or None)

    def restore(self, session: Session) -> Session:
        """The last answer counts again; the same if it was not disputed. UsageError as for `dispute`."""
        return self._set_disputed(session, False, None)

    def _set_disputed(self, session: Session, disputed: bool, note: str | None) -> Session:
        index = session.at if session.phase == ANSWERED else find_last_answered(session)
        outcome = None if index is None else session.outcomes[index]
        if index is None or outcome is None:
            raise UsageError("There is no answer to dispute yet.")
        if outcome.disputed == disputed:
            return session
        outcomes = list(session.outcomes)
        outcomes[index] = replace(outcome, disputed=disputed)
        judged = replace(session, outcomes=tuple(outcomes))
        kept = None if judged.phase == DONE or judged.sheets else encode_session(judged)
        what = "dispute" if disputed else "restore"
        self._save.append_event(what, outcome.attempt, note, stamp(self.clock()), kept)
        return judged
