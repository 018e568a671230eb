"""A round in play, as one frozen value, and the moves that lead from one to the next."""

import msgspec
from msgspec.structs import replace

from weakspot.engine.mastery import Standing
from weakspot.engine.rules import MODES, Rules
from weakspot.engine.values import Essay, Response, Verdict

ASKED, ANSWERED, DONE = "asked", "answered", "done"


class Slot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in a round: the question's key and revision, how it is shown, and why it was drawn.

    `shown` has one permutation for each list of the question: the bank indexes in the order of the screen.
    `reason` is `weak`, `perhaps`, `new`, `due` or `keep`; its idea was missed `misses` times, last asked on
    the local date `last`.
    """

    question: str
    revision: str
    shown: tuple[tuple[int, ...], ...]
    numbers: dict[str, float] = {}
    reason: str
    misses: int = 0
    last: str | None = None


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer did to its topic: how it stood (None: never tried), how it stands, what it needs.

    `needs` is the right questions and the days still missing; `answers`, `misses` and `different` (questions)
    count what the estimate rests on.
    """

    topic: str
    before: Standing | None
    after: Standing
    was_weak: bool
    state: str
    needs: tuple[int, int]
    answers: int
    misses: int
    different: int

    @property
    def is_let_go(self) -> bool:
        """Was the topic weak, and is no more?"""
        return self.was_weak and self.state != "weak"


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One slot answered: its attempt's id, verdict, seconds, points, what moved, when it is `due`.

    `confidence` is what the player said of it; `disputed`, it does not count.
    """

    attempt: str
    verdict: Verdict
    unknown: bool
    seconds: float
    points: int
    move: Move
    due: str
    disputed: bool = False
    confidence: str | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an exam holds of one slot until it is handed in.

    The response so far, which may not read as an answer yet, or `unknown` where the player said so;
    `flagged` to come back to; the seconds spent.
    """

    response: Response | None = None
    reads: bool = True
    unknown: bool = False
    flagged: bool = False
    seconds: float = 0.0
    confidence: str | None = None

    @property
    def is_answered(self) -> bool:
        """Is there anything to grade?"""
        return self.unknown or (self.reads and self.response is not None)


class Skip(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a question stood when it was skipped: its hint taken, what was given so far, its clock."""

    hinted: bool = False
    draft: Response | None = None
    seconds_left: float | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A round: its slots, where it is, and what came of those passed (None: skipped).

    `scope` is the section or `section/topic` it is drawn from, else empty. `at` is the slot in play, the
    number of slots once the round is done. `seen` are the slots whose verdict was shown before an undo.
    `draft` is what the player has given so far to the slot in play; once it is answered, what was graded.
    `skips` go by the question: an undo brings it back as it was. `seed` is what the round's random is made
    from, for slots still to be drawn. An exam has a sheet for each slot, and goes about them freely; it has
    outcomes only once it is handed in.
    """

    id: str
    mode: str
    scope: str = ""
    slots: tuple[Slot, ...]
    at: int = 0
    outcomes: tuple[Outcome | None, ...] = ()
    hinted: bool = False
    seen: frozenset[int] = frozenset()
    seconds_left: float | None = None
    draft: Response | None = None
    skips: dict[str, Skip] = {}
    seed: str = ""
    sheets: tuple[Sheet, ...] = ()

    @property
    def rules(self) -> Rules:
        """The rules of its mode."""
        return MODES[self.mode]

    @property
    def slot(self) -> Slot:
        """The slot in play. Raises IndexError once the round is done."""
        return self.slots[self.at]

    @property
    def phase(self) -> str:
        """Is the slot in play `asked` or `answered`, or the round `done`?"""
        if self.at == len(self.slots):
            return DONE
        return ANSWERED if self.at < len(self.outcomes) else ASKED

    @property
    def outcome(self) -> Outcome | None:
        """What came of the slot in play; None until it is answered."""
        return self.outcomes[self.at] if self.phase == ANSWERED else None

    @property
    def answered(self) -> tuple[tuple[Slot, Outcome], ...]:
        """The slots that were answered, with what came of them, in order."""
        pairs = zip(self.slots, self.outcomes, strict=False)
        return tuple((slot, outcome) for slot, outcome in pairs if outcome is not None)

    @property
    def is_untouched(self) -> bool:
        """Was nothing done in it? An exam, once begun, has been looked at."""
        return not (self.outcomes or self.sheets or self.hinted or self.seen or self.draft is not None)

    @property
    def counted(self) -> tuple[tuple[Slot, Outcome], ...]:
        """Those answered whose answer is not disputed."""
        return tuple((slot, outcome) for slot, outcome in self.answered if not outcome.disputed)


def answer_slot(session: Session, outcome: Outcome) -> Session:
    """The session with the slot in play answered. Raises ValueError if it is not being asked."""
    if session.phase != ASKED:
        raise ValueError(f"nothing is asked: the round is {session.phase}")
    return replace(session, outcomes=(*session.outcomes, outcome))


def advance(session: Session) -> Session:
    """The next slot asked, or the round done. Raises ValueError if the slot in play is still asked."""
    if session.phase != ANSWERED:
        raise ValueError(f"nothing to go on from: the round is {session.phase}")
    return move_to_next_slot(session)


def skip_slot(session: Session) -> Session:
    """The slot in play passed without an answer. Raises ValueError if it is not being asked."""
    if session.phase != ASKED:
        raise ValueError(f"nothing to skip: the round is {session.phase}")
    skip = Skip(hinted=session.hinted, draft=session.draft, seconds_left=session.seconds_left)
    skips = {**session.skips, session.slot.question: skip}
    return move_to_next_slot(replace(session, outcomes=(*session.outcomes, None), skips=skips))


def move_to_next_slot(session: Session) -> Session:
    """One slot on; done after the last."""
    return replace(session, at=session.at + 1, hinted=False, draft=None)


def undo_step(session: Session) -> tuple[Session, Outcome | None]:
    """One step back, and the outcome that it takes back (None: a skip, or nothing to undo).

    The slot is asked again; its verdict, if one was shown, is marked as seen. An essay stays, and all of what
    was skipped.
    """
    if not session.outcomes:
        return session, None
    *kept, last = session.outcomes
    at = len(kept)
    back = replace(session, at=at, outcomes=tuple(kept), hinted=False, draft=None)
    if last is None:
        skip = session.skips.get(back.slot.question, Skip())
        return replace(back, hinted=skip.hinted, draft=skip.draft), last
    given = session.draft if session.phase == ANSWERED else None
    draft = replace(given, ticks=frozenset()) if isinstance(given, Essay) else None
    return replace(back, seen=session.seen | {at}, draft=draft), last


def find_last_answered(session: Session) -> int | None:
    """The slot that was answered last; None if none was."""
    return max((at for at, outcome in enumerate(session.outcomes) if outcome is not None), default=None)


class SavedAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of an answer: all in which the answered session differs from the one kept before."""

    at: int
    draft: Response | None = None
    outcome: Outcome
    seconds_left: float | None = None


def encode_session(session: Session) -> str:
    """The session as it is kept with the save."""
    return msgspec.json.encode(session).decode()


def encode_answer(session: Session, outcome: Outcome) -> str:
    """What is kept of a session that was just answered: a round is not written anew with each answer."""
    answer = SavedAnswer(
        at=session.at, draft=session.draft, outcome=outcome, seconds_left=session.seconds_left
    )
    return msgspec.json.encode(answer).decode()


def decode_session(text: str, answer: str | None = None) -> Session | None:
    """The session kept with the save, its slot in play answered if there is an `answer` to it.

    None where another version of weakspot wrote it.
    """
    try:
        session = msgspec.json.decode(text, type=Session)
        told = None if answer is None else msgspec.json.decode(answer, type=SavedAnswer)
    except msgspec.DecodeError:
        return None
    if told is None or (told.at, session.phase) != (session.at, ASKED):
        return session
    return answer_slot(replace(session, draft=told.draft, seconds_left=told.seconds_left), told.outcome)
