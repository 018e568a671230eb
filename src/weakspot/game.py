"""The Game: every use case of the faces, in one object that owns catalog, save, clock
and random.
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog
from weakspot.engine import session as rounds
from weakspot.engine.limits import is_final, is_over
from weakspot.engine.records import stamp
from weakspot.engine.selection import select_concepts
from weakspot.engine.session import Session, Sheet
from weakspot.engine.slots import build_outcome
from weakspot.engine.stored_session import encode_answer, encode_session
from weakspot.engine.values import Essay, Response
from weakspot.errors import WeakspotError
from weakspot.paths import find_places
from weakspot.settings import DEFAULTS, Settings, read_settings, write_setting
from weakspot.store.opening import open_copy, open_save, player_path
from weakspot.store.save import Save
from weakspot.store.save_writer import RecordedAttempt
from weakspot.usecases.bank_care import BankCare
from weakspot.usecases.queries import load_playable_catalog, utc_now

if TYPE_CHECKING:
    from weakspot.fields import Value

IN_EXAM = "All of these questions are in the exam left open. Hand it in first."


class NothingToPlay(WeakspotError):
    """Raised where a round would have no question."""


class Game(BankCare):
    """All use cases of a face. A round in play is a Session, and each move returns the
    next one.
    """

    def __init__(
        self,
        catalog: Catalog,
        save: Save,
        clock: Callable[[], datetime] = utc_now,
        rng: Random | None = None,
        ticks: Callable[[], float] = time.monotonic,
        settings: Settings = DEFAULTS,
    ) -> None:
        """`clock` gives aware times, `ticks` monotonic seconds; without `rng` the log
        seeds the rounds.
        """
        super().__init__(catalog, save, clock, settings)
        self.ticks = ticks
        self._asked_at = self._clock_at = ticks()
        self._is_seed_given = rng is not None
        self._base_seed = (rng or Random()).getrandbits(64)
        self._dropped_counts = Counter()
        self._backed_up = ""

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        player: str = "default",
        clock: Callable[[], datetime] = utc_now,
        rng: Random | None = None,
        *,
        ticks: Callable[[], float] = time.monotonic,
        settings: Settings = DEFAULTS,
        brief: bool = False,
        unsaved: str = "",
    ) -> "Game":
        """Open the banks and the save of `home` (None: see `find_places`).

        With `brief`, the log is left for `check_save`. If `unsaved` gives a reason,
        nothing is written to the save. Raises BankError if there is no bank to play,
        CannotSave if answers cannot be saved, SaveError if the save cannot be opened,
        UsageError for a bad player name.
        """
        places = find_places(home)
        catalog, path = load_playable_catalog(places), player_path(places.saves, player)
        save = (
            Save(open_copy(path))
            if unsaved
            else Save(open_save(path, brief=brief), path=path)
        )
        game = cls(catalog, save, clock, rng, ticks, settings)
        game.unsaved = unsaved
        return game

    def change_setting(self, name: str, value: "Value") -> None:
        """Change a setting and store it. Raises WeakspotError if that fails: it then
        holds until the end.
        """
        self.settings = replace(self.settings, **{name: value})
        if self.settings.file is not None:
            write_setting(self.settings.file, name, value)
            self.settings = read_settings(self.settings.file)

    def players(self) -> tuple[str, ...]:
        """The names of players that the next start may open: those with a save, and the
        one that is set.
        """
        return tuple(sorted(self._save.players() | {self.settings.player}))

    def check_save(self) -> str:
        """Check the whole save, back it up if it is sound, and return what is wrong, as
        `troubles` also does.

        Slow on a large save; may be called in a thread during play.
        """
        self._damage = self._save.find_damage()
        return self.back_up()

    def back_up(self) -> str:
        """Back the save up if that is due, and return what is wrong with it; see
        `check_save`.
        """
        if self.is_backup_due():
            self._backed_up = self.today()
            self._no_backup = self._save.back_up_daily(self._backed_up)
        return self._damage or self._no_backup

    def is_backup_due(self) -> bool:
        """Whether none was tried yet today. A damaged save is never backed up."""
        return not self._damage and self._backed_up != self.today()

    # Rounds

    def start(
        self,
        mode: str | None = None,
        *,
        section: str | None = None,
        topic: str | None = None,
        questions: int | None = None,
        minutes: float | None = None,
        seed: int | None = None,
        only: frozenset[str] | None = None,
    ) -> Session:
        """Draw a round and save it; it replaces an open one of the same mode and scope,
        and untouched ones.

        Without `mode`, that follows from a topic or section, else it is `today`; `only`
        narrows the draw to these units; all later rounds are drawn from a given `seed`,
        too. Raises UsageError for unknown names, NothingToPlay if there is nothing to
        ask.
        """
        mode, scope = self.resolve(mode, section, topic)
        rules = self._rules_for(mode, scope, questions, minutes)
        if seed is not None:
            self._base_seed, self._is_seed_given = seed, True
        round_seed = self._next_seed(mode, scope)
        slots = self._draw_slots(rules, scope, round_seed, only)
        if not slots:
            in_exam = select_concepts(self._situation(), rules, scope, only)
            raise NothingToPlay(
                IN_EXAM
                if in_exam
                else rules.nothing.format(there=" there" if scope else "")
            )
        id = self._save.mint_round_id(stamp(self.clock()))
        seconds = rules.seconds_for(len(slots))
        session = Session(
            id=id,
            mode=mode,
            scope=scope,
            slots=slots,
            seed=round_seed,
            seconds_left=seconds,
        )
        if rules.sealed:
            session = replace(session, sheets=(Sheet(),) * len(slots))
        session = self._save_round(self._set_question_clock(session))
        self._drop_replaced_rounds(session)  # only now: if that fails, none is lost
        return session

    def resume_or_start(self, **options: Any) -> Session:
        """Resume an open round of the requested mode and scope (without options any of
        today), or start one.

        An untouched round must also match the requested length and draw, else another
        is started. The options and the errors are those of `start`.
        """
        if options:
            wanted = self.resolve(
                options.get("mode"), options.get("section"), options.get("topic")
            )
            redraws = not options.keys().isdisjoint(("questions", "minutes", "seed"))
            matching = [
                each for each in self.open_rounds() if (each.mode, each.scope) == wanted
            ]
            resumable = [
                each for each in matching if not (redraws and each.is_untouched)
            ]
        else:
            resumable = self.rounds_to_resume()
        return self._take_up(resumable[0]) if resumable else self.start(**options)

    def answer(
        self, session: Session, response: Response | None, confidence: str | None = None
    ) -> Session:
        """Grade the response (None: I don't know) and save it; the session is then
        answered.

        If the time was up before, the round ends and nothing is graded; an exam only
        stores the response until it is handed in. Raises SaveError if it could not be
        saved: then nothing was, and it can be answered again.
        """
        if session.rules.sealed:
            return self.put_response(session, response, confidence)
        session = self._charge_clock(session)
        if is_over(session):
            return self._complete_move(session)
        now, seconds, after = self.clock(), self.ticks() - self._asked_at, session
        entry, verdict, attempt = self._grade(
            session, response, confidence, seconds, now
        )
        keeps_text = response is None and isinstance(session.draft, Essay)
        draft = (
            session.draft if keeps_text else response
        )  # an undo brings the text back

        def encode_outcome(recorded: RecordedAttempt) -> str:
            nonlocal after
            rows = recorded.before, recorded.after
            outcome = build_outcome(recorded.attempt, verdict, *rows, now)
            after = rounds.answer_slot(replace(session, draft=draft), outcome)
            return encode_answer(after, outcome)

        self._save.record_attempt(entry.topic_key, attempt, encode_outcome)
        return after

    def advance(self, session: Session) -> Session:
        """Go on after a verdict, to the next question or the end of the round, which is
        logged.
        """
        return self._complete_move(rounds.advance(session))

    def skip(self, session: Session) -> Session:
        """Go on without an answer; in an exam, to the next question."""
        if session.rules.sealed:
            return self.visit(session, (session.at + 1) % len(session.slots))
        session = self._charge_clock(session)
        return self._complete_move(
            session if is_over(session) else rounds.skip_slot(session)
        )

    def hint(self, session: Session) -> Session:
        """The session with its question's hint taken, if there is one to take; there is
        none in an exam.
        """
        has_none = (
            session.rules.sealed or session.phase != rounds.ASKED or session.hinted
        )
        if has_none or self.question(session.slot.question).hint is None:
            return session
        return self._save_round(
            replace(self._charge_clock(session), hinted=True), new=False
        )

    def undo(self, session: Session) -> Session:
        """Go one step back: the last answer is retracted, and its question asked again.

        Changes nothing at the start of a round, after its time is up, and in an exam.
        Raises NothingToPlay if no bank has the question any more and it was the last
        one.
        """
        session = self._charge_clock(session)
        if is_final(session):
            return session
        back, outcome = rounds.undo_step(session)
        if back is session:
            return self._save_round(session, new=False)
        fitted = self._fit_to_banks(
            back
        )  # the question may have been edited since then
        if fitted is None:
            raise NothingToPlay(
                "Its bank no longer has that question: the answer stays."
            )
        back = self._set_question_clock(fitted)
        attempt = None if outcome is None else outcome.attempt
        at = stamp(self.clock())
        if session.phase == rounds.DONE:
            self._save.reopen_round(
                session.id, session.mode, at, encode_session(back), attempt
            )
        elif attempt is not None:
            self._save.retract(attempt, at, encode_session(back))
        else:
            return self._save_round(back)
        self._asked_at = self._clock_at = self.ticks()
        return back

    def practise(self, session: Session) -> Session:
        """Start a round of the ideas missed in this one, siblings first. Raises
        NothingToPlay without any.
        """
        return self.start("missed", only=self.missed_units(session))

    def play_again(self, session: Session) -> Session:
        """Start another round of the same mode and scope. Raises NothingToPlay if
        nothing is left to ask.
        """
        section, _, topic = session.scope.partition("/")
        return self.start(session.mode, section=section or None, topic=topic or None)
