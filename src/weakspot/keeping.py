"""Rounds begun and not ended: kept with the save at every step, their clocks running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog
from weakspot.drawing import Drawing
from weakspot.engine import session as rounds
from weakspot.engine.constants import CLOCK_STEP
from weakspot.engine.limits import charged, rights
from weakspot.engine.records import stamp
from weakspot.engine.session import Session, encode
from weakspot.engine.values import Response
from weakspot.settings import Settings
from weakspot.store.log import Save


class Keeping(Drawing):
    """Keeps the session of an open round, and what its clock says."""

    _save: Save
    let_go = False
    """Did the round that was started last take the place of one that was gone into?"""

    def __init__(
        self,
        catalog: Catalog,
        save: Save,
        clock: Callable[[], datetime],
        settings: Settings,
        ticks: Callable[[], float],
    ) -> None:
        """`clock` gives an aware time, `ticks` seconds that never go back."""
        super().__init__(catalog, save, clock, settings)
        self.ticks = ticks
        self._asked_at = self._clock_at = ticks()

    def open_rounds(self) -> list[Session]:
        """The rounds begun and not ended, newest first, as they can go on with the banks as they are."""
        mended = map(self._mended, self._left())
        return [session for session in mended if session is not None]

    def left_open(self) -> list[Session]:
        """Those of them that are worth going on with: in which something was done."""
        return [session for session in self.open_rounds() if not session.untouched]

    def to_go_on_with(self) -> list[Session]:
        """What a start without a wish goes on with, the first of them.

        What was only looked into is worth no more than a new round of today, which it may be.
        """
        return self.left_open() or [left for left in self.open_rounds() if left.mode == "today"]

    def resume(self, session: Session) -> Session:
        """Go on with an open round, where it was left."""
        return self._kept(session)

    def drop(self, session: Session) -> None:
        """Let go of an open round; its answers stay."""
        self._save.drop_round(session.id)

    def draft(self, session: Session, response: Response | None) -> Session:
        """The session with what is given so far to the question asked, kept for a later day; not graded."""
        return self._kept(replace(self._charged(session), draft=response), new=False)

    def tick(self, session: Session) -> Session:
        """The session with its clock as of now; kept every few seconds, so that a kill takes no more."""
        after = charged(session, min(self.ticks() - self._clock_at, CLOCK_STEP))
        if after is session or session.seconds_left is None or after.seconds_left is None:
            return session
        if session.seconds_left // CLOCK_STEP != after.seconds_left // CLOCK_STEP:
            self._save.save_round(after.id, after.mode, stamp(self.clock()), encode(after))
        self.rest()
        return after

    def rest(self) -> None:
        """Let what passed since the last tick not count: the question could not be seen."""
        self._clock_at = self.ticks()

    # Within

    def _make_way(self, mode: str, scope: str) -> None:
        """Let go of an open round of this mode and scope, and of an untouched one: another is started."""
        self.let_go = False
        for left in self.open_rounds():
            if left.untouched or (left.mode, left.scope) == (mode, scope):
                self._save.drop_round(left.id)
                self.let_go = self.let_go or not left.untouched

    def _charged(self, session: Session) -> Session:
        """The session with its clock, if it has one, as of now."""
        if session.seconds_left is None:
            return session
        return charged(session, self.ticks() - self._clock_at)

    def _passed(self, session: Session) -> Session:
        """Keep the session on its way; note its end once it is done, if anything was answered."""
        session = self._gone_on(session)
        if session.phase != rounds.DONE:
            return self._kept(session)
        if session.answered:
            note = {"mode": session.mode, "right": rights(session)}
            self._save.end_round(session.id, self.today(), stamp(self.clock()), note)
        else:
            self._save.drop_round(session.id)
        return session

    def _kept(self, session: Session, new: bool = True) -> Session:
        """The session, kept as an open round; with `new`, its question is shown from now on.

        A question that was only shown is not worth the wait for the disk: after a power cut the round goes
        on at the verdict before it.
        """
        kept = encode(session)
        self._save.save_round(session.id, session.mode, stamp(self.clock()), kept, synced=not new)
        if new:
            self._asked_at = self._clock_at = self.ticks()
        elif session.seconds_left is not None:
            self.rest()
        return session
