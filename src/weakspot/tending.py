"""The banks of a game: what each holds, what is wrong in it, and reading them again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from weakspot.bank.catalog import Section
from weakspot.bank.defect import Reading
from weakspot.engine import session as rounds
from weakspot.engine.overview import BankView, Remark
from weakspot.engine.session import Session
from weakspot.errors import BankError
from weakspot.keeping import Keeping


class Tending(Keeping):
    """Tells of banks, and takes them in as they are now."""

    def banks(self) -> tuple[BankView, ...]:
        """Every bank: first those that cannot be read, then the sections in order."""
        muted = self.muted()
        failed = [self._failed(one) for one in self._catalog.problems]
        return (*failed, *(self._sound(one, muted) for one in self._catalog.sections))

    def remarks(self, file: str) -> tuple[Remark, ...]:
        """What `weakspot check` says of a bank; it takes its time, and may be called in a thread."""
        from weakspot.bank.checks import check_banks  # late: loads the checks, and PyYAML

        found = check_banks([Path(file)], strict=False)
        return tuple(Remark(one.line, one.column, one.words) for one in found)

    def reload(self) -> None:
        """Read again all banks that changed, or are new.

        Raises BankError if the file of a section now fails, or is gone: then all stays as it was.
        """
        catalog = self._catalog.reloaded()
        if not catalog.questions:
            raise BankError("There is no bank left to play.")
        self._catalog = catalog

    def reread(self, session: Session) -> Session:
        """As `reload`, in a round, which goes on with the banks as they are now.

        A question answered that is asked or graded otherwise now is left behind. Raises BankError also if the
        banks no longer have what this round rests on: then all stays as it was.
        """
        catalog = self._catalog.reloaded()
        entries = catalog.entries
        gone = [one.question for one in session.slots if one.question not in entries]
        gone += [
            one.question
            for one, told in session.answered
            if one.question not in gone and entries[one.question].topic_key != told.move.topic
        ]
        if gone:
            raise BankError(f"{gone[0]} is gone or has another topic: the bank is read at the next start.")
        self._catalog = catalog
        if session.outcome is not None and entries[session.slot.question].revision != session.slot.revision:
            session = self._passed(rounds.advanced(session))
        return session if session.phase == rounds.DONE else self._kept(self._mended(session) or session)

    def _sound(self, section: Section, muted: dict[str, str]) -> BankView:
        entries = [one for one in self._catalog.entries.values() if one.section == section.slug]
        return BankView(
            file=str(section.file),
            title=section.title,
            origin=section.origin,
            section=section.slug,
            questions=len(entries),
            kinds=Counter(one.kind for one in entries),
            levels=Counter(one.level for one in entries),
            topics=dict.fromkeys(section.topics, 0) | Counter(one.topic for one in entries),
            muted=tuple((key, title) for key, title in muted.items() if key.startswith(f"{section.slug}/")),
        )

    def _failed(self, reading: Reading) -> BankView:
        origins = dict(self._catalog.folders)
        return BankView(
            file=str(reading.path),
            title=reading.path.name,
            origin=origins.get(reading.path.parent, ""),
            errors=tuple(Remark(one.line, one.column, one.words) for one in reading.defects),
        )
