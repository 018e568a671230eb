"""Rounds in figures and in few words, the same on every face."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from weakspot.engine.report import TopicReport, tally_words
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.engine.weakness import needs_line, short_needs_line
from weakspot.text import STATE_WORDS, format_count, percent, state_word

LEADING_MOVES = 8
"""The most topics that are listed above what is to be repaired, which must not get lost
below them.
"""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A round in figures: how the `asked` answers went, what changed topic by topic,
    what is to be repaired.

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
    to_repair: tuple[tuple[Slot, Outcome], ...]

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
        to_repair=tuple(
            (slot, outcome) for slot, outcome in played if not outcome.verdict.right
        ),
    )


def update_moves(summary: Summary, topics: Mapping[str, TopicReport]) -> Summary:
    """Bring each topic's move up to date and sort the moves, the most telling first.

    Answers on other topics and in other rounds, or disputes, have changed the topics'
    standings too. A topic of which nothing is known, as after an answer that does not
    count, or that is not given has no move.
    """
    moves = [
        replace(
            move,
            after=now.standing,
            state=now.state,
            needs=now.needs or move.needs,
            answers=now.answers,
            misses=now.misses,
            different=now.different,
        )
        for move in summary.moves
        if (now := topics.get(move.topic)) is not None and now.standing is not None
    ]
    return replace(summary, moves=tuple(sorted(moves, key=rank_move)))


def rank_move(move: Move) -> int:
    """Rank a move for sorting: topics let go come first, then weak ones, perhaps weak
    ones, all others.
    """
    ranks = {"weak": 1, STATE_WORDS["perhaps"]: 2}
    return 0 if move.is_let_go else ranks.get(state_word(move.state, move.misses), 3)


def split_moves(moves: Iterable[Move]) -> tuple[list[Move], list[Move]]:
    """Split off the first LEADING_MOVES, leaving out topics whose one answer was
    right.
    """
    first = [move for move in moves if move.answers > 1 or move.misses][:LEADING_MOVES]
    return first, [move for move in moves if move not in first]


def score_words(summary: Summary, is_exam: bool = False) -> str:
    """“7 of 10 right, 2 partly, 1 missed”; for an exam, what was left open is among the
    ten.

    Answers that are disputed, or were given after their verdict had been seen, are not
    among them.
    """
    passed = "left open" if is_exam else "skipped"
    rest = {"partly": summary.partly, "missed": summary.missed, passed: summary.skipped}
    rest |= {"disputed": summary.disputed, "seen before": summary.seen}
    words = (f"{count} {word}" for word, count in rest.items() if count)
    asked = summary.asked + summary.skipped if is_exam else summary.asked
    return ", ".join([f"{summary.right} of {asked} right", *words])


def tally_moves(moves: Iterable[Move]) -> list[str]:
    """How many topics went which way, the best first: “1 topic no longer weak”, “3 up”,
    “2 down”.
    """
    counts: Counter[str] = Counter()
    for move in moves:
        if move.is_let_go:
            counts["no longer weak"] += 1
        elif move.before is None:
            counts["for the first time"] += 1
        elif change := figure_change(move):
            counts["up" if change > 0 else "down"] += 1
    words = [
        word
        for word in ("no longer weak", "up", "down", "for the first time")
        if counts[word]
    ]
    nouns = (
        format_count(counts[word], "topic") if word == words[0] else str(counts[word])
        for word in words
    )
    return [f"{noun} {word}" for noun, word in zip(nouns, words, strict=True)]


def figure_change(move: Move) -> int:
    """By how many points the topic's figure has changed; 0 where it has or had none."""
    if move.before is None or move.different < 2:
        return 0
    return round(100 * move.after.mastery) - round(100 * move.before.mastery)


def move_figures(move: Move, brief: bool = False) -> str:
    """How the topic's mastery changed; the plain facts while an estimate would mean
    nothing.
    """
    if move.different < 2:
        return tally_words(move.answers, move.misses, brief)
    if move.before is None:
        return percent(move.after.mastery)
    before, after = round(100 * move.before.mastery), percent(move.after.mastery)
    return (
        f"still {after}"
        if before == round(100 * move.after.mastery)
        else f"{before} → {after}"
    )


def move_words(move: Move, brief: bool = False) -> str:
    """What the answer means for the topic, or what the topic still needs to be let
    go.
    """
    if move.state == "weak":
        needs = (short_needs_line if brief else needs_line)(move.needs)
        return f"weak until {needs}"
    if move.was_weak:
        return "no longer weak"
    word = state_word(move.state, move.misses)
    if word != "unsure":
        return word
    if move.different < 2 and not move.misses:
        word = "a good start"
    return word if brief else f"{word}: more answers will tell"


def why_weak(move: Move) -> str:
    """Why a topic is weak only now that its figure went up: “1 of 2 right: ”; empty for
    any other move.
    """
    is_news = move.state == "weak" and not move.was_weak and figure_change(move) > 0
    return f"{tally_words(move.answers, move.misses)}: " if is_news else ""
