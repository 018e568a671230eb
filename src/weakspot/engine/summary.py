"""Rounds in figures: how the answers went, and which topics moved."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from weakspot.engine.report import TopicReport
from weakspot.engine.session import Move, Session


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A round in figures: how the `asked` answers went, what changed topic by topic.

    Answers given after their verdict had been `seen` say nothing and are not counted as
    asked. A topic's move is that of its first answer until `update_moves`. `seconds` is
    the time that the answers took; for an exam all its time, slots left open included.
    """

    asked: int
    right: int
    partly: int
    skipped: int
    disputed: int
    seen: int
    seconds: float
    points: int
    moves: tuple[Move, ...]

    @property
    def missed(self) -> int:
        """The number of answers that were not even partly right."""
        return self.asked - self.right - self.partly


def summarize_session(session: Session) -> Summary:
    """Sum up the round as far as it was played; answers disputed or seen before are
    only counted.
    """
    played = session.counted
    seen = {
        slot.question for at, slot in enumerate(session.slots) if at in session.seen
    }
    asked = [outcome for slot, outcome in played if slot.question not in seen]
    scores = [outcome.verdict.score for outcome in asked]
    timed = session.sheets or [outcome for _, outcome in played]
    firsts: dict[str, Move] = {}
    for outcome in asked:
        firsts.setdefault(outcome.move.topic, outcome.move)
    return Summary(
        asked=len(asked),
        right=sum(score >= 1 for score in scores),
        partly=sum(0 < score < 1 for score in scores),
        skipped=session.outcomes.count(None),
        disputed=len(session.answered) - len(played),
        seen=len(played) - len(asked),
        seconds=sum(answer.seconds for answer in timed),
        points=sum(outcome.points for _, outcome in played),
        moves=tuple(firsts.values()),
    )


def update_moves(summary: Summary, topics: Mapping[str, TopicReport]) -> Summary:
    """Bring each topic's move up to date.

    Answers on other topics and in other rounds, or disputes, have changed the topics'
    estimates too. A topic of which nothing is known, as after an answer that does not
    count, or that is not given has no move.
    """
    moves = (
        replace(
            move,
            after=now.estimate,
            state=now.state,
            needs=now.needs or move.needs,
            answers=now.answers,
            misses=now.misses,
            different=now.different,
        )
        for move in summary.moves
        if (now := topics.get(move.topic)) is not None and now.estimate is not None
    )
    return replace(summary, moves=tuple(moves))
