"""A round in play as one frozen value, and the functions that take it from one state to
the next.
"""

import msgspec
from msgspec.structs import replace

from weakspot.engine.mastery import Estimate
from weakspot.engine.rules import MODES, Rules
from weakspot.engine.values import Essay, Response, Verdict

ASKED, ANSWERED, DONE = "asked", "answered", "done"


class Slot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in a round: the question's key and revision, how it is shown, and why it
    was drawn.

    `shown` has one permutation for each of the question's lists: bank indexes in the
    order of the screen. `reason` is one of `PART_OF`. The
    question's concept was missed `misses` times and last asked on the local date
    `last`, None if never.
    """

    question: str
    revision: str
    shown: tuple[tuple[int, ...], ...]
    numbers: dict[str, float] = {}
    reason: str
    misses: int = 0
    last: str | None = None


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The change that an answer made to the estimate of its topic.

    `before` is None if the topic had never been tried; `was` is its state then, empty
    in rounds of before. `needs` is how many right questions and days are still missing,
    see `count_needs`; `answers`, `misses` and `different` (questions) are those behind
    the estimate.
    """

    topic: str
    before: Estimate | None
    after: Estimate
    was_weak: bool
    state: str
    needs: tuple[int, int]
    answers: int
    misses: int
    different: int
    was: str = ""

    @property
    def state_before(self) -> str:
        """The state of the topic before the answer."""
        if self.was_weak:
            return "weak"
        return "untried" if self.before is None else self.was or "open"

    @property
    def is_let_go(self) -> bool:
        """True if the topic was weak and no longer is."""
        return self.was_weak and self.state != "weak"

    @property
    def figure_change(self) -> int:
        """By how many points the topic's figure has changed; 0 where it has
        or had none.
        """
        if self.before is None or self.different < 2:
            return 0
        return round(100 * self.after.mastery) - round(100 * self.before.mastery)


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result of one answered slot; `attempt` is the id of its attempt.

    `due` is the local date on which the question is due again, `confidence` what the
    player said of the answer. A `disputed` answer does not count.
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
    """The answer to one slot of an exam until it is handed in;
    `flagged` is a slot to come back to.

    `response` is the response so far, and `reads` whether it can be read as an answer
    yet; `unknown` is set where the player said so; `seconds` is the time spent.
    """

    response: Response | None = None
    reads: bool = True
    unknown: bool = False
    flagged: bool = False
    seconds: float = 0.0
    confidence: str | None = None

    @property
    def is_answered(self) -> bool:
        """True if there is anything to grade."""
        return self.unknown or (self.reads and self.response is not None)


class Skip(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of a question when it was skipped: its hint taken, what was given so
    far, its clock.

    Of a question answered by an essay, the text is kept in the same way.
    """

    hinted: bool = False
    draft: Response | None = None
    seconds_left: float | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A round: its slots, the current position, and the outcomes of the slots passed
    (None: skipped).

    `scope` is the section or `section/topic` that it is drawn from, or empty. `at` is
    the index of the slot in play, or the number of slots once the round is done. `seen`
    has the slots whose verdict was shown before an undo. `draft` is what the player has
    given so far to the slot in play; once answered, what was graded. `skips` are by
    question, so that an undo can restore it. `seed` is what the round's random
    generator is made from, for slots still to be drawn. An exam has a sheet for each
    slot and can be answered in any order; it has outcomes only once it is handed in.
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
        return MODES[self.mode]

    @property
    def slot(self) -> Slot:
        """The slot in play. Raises IndexError once the round is done."""
        return self.slots[self.at]

    @property
    def phase(self) -> str:
        """`asked` or `answered` for the slot in play, or `done` for the round."""
        if self.at == len(self.slots):
            return DONE
        return ANSWERED if self.at < len(self.outcomes) else ASKED

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the slot in play; None until it is answered."""
        return self.outcomes[self.at] if self.phase == ANSWERED else None

    @property
    def still_asked(self) -> tuple[Slot, ...]:
        """The slot in play, unless it is answered, and those after it."""
        return self.slots[self.at + (self.phase == ANSWERED) :]

    @property
    def answered(self) -> tuple[tuple[Slot, Outcome], ...]:
        """The slots that were answered, with their outcomes, in order."""
        pairs = zip(self.slots, self.outcomes, strict=False)
        return tuple((slot, outcome) for slot, outcome in pairs if outcome is not None)

    @property
    def has_answers(self) -> bool:
        """True if any slot was answered or passed, in an exam on its sheet."""
        return bool(self.outcomes) or any(sheet.is_answered for sheet in self.sheets)

    @property
    def is_untouched(self) -> bool:
        """True if nothing was done in the round. An exam once begun is touched: it has
        been looked at.
        """
        return not (
            self.outcomes
            or self.sheets
            or self.hinted
            or self.seen
            or self.draft is not None
        )

    @property
    def counted(self) -> tuple[tuple[Slot, Outcome], ...]:
        """Those of `answered` whose answer is not disputed."""
        return tuple(
            (slot, outcome) for slot, outcome in self.answered if not outcome.disputed
        )

    @property
    def to_repair(self) -> tuple[int, ...]:
        """The places of the answers that count and were not fully right, in order."""
        return tuple(
            at
            for at, outcome in enumerate(self.outcomes)
            if outcome and not (outcome.disputed or outcome.verdict.right)
        )


def answer_slot(session: Session, outcome: Outcome) -> Session:
    """Answer the slot in play. Raises ValueError if it is not being asked."""
    if session.phase != ASKED:
        raise ValueError(f"nothing is asked: the round is {session.phase}")
    return replace(session, outcomes=(*session.outcomes, outcome))


def advance(session: Session) -> Session:
    """Go on to the next slot, or finish the round. Raises ValueError if the slot in
    play is still asked.
    """
    if session.phase != ANSWERED:
        raise ValueError(f"nothing to go on from: the round is {session.phase}")
    if isinstance(session.draft, Essay):
        session = replace(
            session,
            skips={**session.skips, session.slot.question: Skip(draft=session.draft)},
        )
    return move_to_next_slot(session)


def skip_slot(session: Session) -> Session:
    """Pass the slot in play without an answer. Raises ValueError if it is
    not being asked.
    """
    if session.phase != ASKED:
        raise ValueError(f"nothing to skip: the round is {session.phase}")
    skip = Skip(
        hinted=session.hinted, draft=session.draft, seconds_left=session.seconds_left
    )
    skips = {**session.skips, session.slot.question: skip}
    return move_to_next_slot(
        replace(session, outcomes=(*session.outcomes, None), skips=skips)
    )


def move_to_next_slot(session: Session) -> Session:
    """Go one slot on; the round is done after the last."""
    return replace(session, at=session.at + 1, hinted=False, draft=None)


def undo_step(session: Session) -> tuple[Session, Outcome | None]:
    """Go one step back; also return the outcome taken back (None: a skip, or
    nothing to undo).

    The slot is asked again; if a verdict was shown, it is marked as seen. The text of
    an essay is kept, and everything given before a skip.
    """
    if not session.outcomes:
        return session, None
    *earlier, last = session.outcomes
    at = len(earlier)
    back = replace(session, at=at, outcomes=tuple(earlier))
    skip = session.skips.get(back.slot.question, Skip())
    if last is None:
        return replace(back, hinted=skip.hinted, draft=skip.draft), last
    given = session.draft if session.phase == ANSWERED else skip.draft
    draft = replace(given, ticks=frozenset()) if isinstance(given, Essay) else None
    return replace(back, hinted=False, seen=session.seen | {at}, draft=draft), last


def find_last_answered(session: Session) -> int | None:
    """The index of the slot in play once it is answered, else of the last one answered;
    None if none was.
    """
    if session.phase == ANSWERED:
        return session.at
    return max(
        (at for at, outcome in enumerate(session.outcomes) if outcome is not None),
        default=None,
    )
