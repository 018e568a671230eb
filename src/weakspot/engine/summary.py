"""Rounds in figures and in few words, the same on every face."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from weakspot.engine.report import TopicReport, tally_words
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.text import STATE_WORDS, format_count, needs_line, percent, short_needs_line, state_word

LEADING_MOVES = 8
"""How many topics that moved are told before what is to be repaired, at most: it is not to be lost below."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A round in figures: how its `asked` answers went, what moved topic by topic, what is to be repaired.

    Answers given after their verdict had been `seen` tell nothing: they are not among those asked.
    A topic's move is that of its first answer, until `update_moves`. `seconds` are those of its answers; of
    an exam all that it took, with what was left open.
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
        """How many answers were not even partly right."""
        return self.asked - self.right - self.partly


def summarize_session(session: Session) -> Summary:
    """The round in figures, as far as it was played; of what is disputed or seen before, only how much."""
    played = session.counted
    seen = {slot.question for at, slot in enumerate(session.slots) if at in session.seen}
    told = [outcome for slot, outcome in played if slot.question not in seen]
    scores = [outcome.verdict.score for outcome in told]
    timed = session.sheets or [outcome for _, outcome in played]
    firsts: dict[str, Move] = {}
    for outcome in told:
        firsts.setdefault(outcome.move.topic, outcome.move)
    return Summary(
        asked=len(told),
        right=sum(score >= 1 for score in scores),
        partly=sum(0 < score < 1 for score in scores),
        skipped=session.outcomes.count(None),
        disputed=len(session.answered) - len(played),
        seen=len(played) - len(told),
        seconds=sum(one.seconds for one in timed),
        points=sum(outcome.points for _, outcome in played),
        moves=tuple(firsts.values()),
        to_repair=tuple((slot, outcome) for slot, outcome in played if not outcome.verdict.right),
    )


def update_moves(summed: Summary, topics: Mapping[str, TopicReport]) -> Summary:
    """The same with each topic as it stands now, the most telling first: answers on other topics moved it,
    too, and those of other rounds, or that one of its own was disputed. One of which nothing is known, as
    after an answer that does not count, has not moved.
    """
    moves = [
        replace(
            move,
            after=now.stands,
            state=now.state,
            needs=now.needs or move.needs,
            answers=now.answers,
            misses=now.misses,
            different=now.different,
        )
        for move in summed.moves
        if (now := topics[move.topic]).stands is not None
    ]
    return replace(summed, moves=tuple(sorted(moves, key=rank_move)))


def rank_move(move: Move) -> int:
    """Topics that were let go come first, then those that are weak, that are perhaps weak, the others."""
    ranks = {"weak": 1, STATE_WORDS["perhaps"]: 2}
    return 0 if move.is_let_go else ranks.get(state_word(move.state, move.misses), 3)


def split_moves(moves: Iterable[Move]) -> tuple[list[Move], list[Move]]:
    """The first LEADING_MOVES, without topics whose one answer was right, and all others."""
    first = [move for move in moves if move.answers > 1 or move.misses][:LEADING_MOVES]
    return first, [move for move in moves if move not in first]


def score_words(summed: Summary, is_exam: bool = False) -> str:
    """“7 of 10 right, 2 partly, 1 missed”; of an exam, what was left open is among the ten.

    What is disputed, or was answered again after its verdict had been seen, is not among them.
    """
    passed = "left open" if is_exam else "skipped"
    rest = {"partly": summed.partly, "missed": summed.missed, passed: summed.skipped}
    rest |= {"disputed": summed.disputed, "seen before": summed.seen}
    words = (f"{count} {word}" for word, count in rest.items() if count)
    asked = summed.asked + summed.skipped if is_exam else summed.asked
    return ", ".join([f"{summed.right} of {asked} right", *words])


def gain_words(moves: Iterable[Move]) -> list[str]:
    """What a round did well, the best first: “1 topic no longer weak”, “3 up”, “2 for the first time”."""
    counts: Counter[str] = Counter()
    for move in moves:
        if move.is_let_go:
            counts["no longer weak"] += 1
        elif move.before is None:
            counts["for the first time"] += 1
        elif is_up(move):
            counts["up"] += 1
    words = [word for word in ("no longer weak", "up", "for the first time") if counts[word]]
    nouns = (format_count(counts[word], "topic") if word == words[0] else str(counts[word]) for word in words)
    return [f"{noun} {word}" for noun, word in zip(nouns, words, strict=True)]


def is_up(move: Move) -> bool:
    """Is its figure higher than before?"""
    before = move.after if move.before is None else move.before
    return move.different >= 2 and round(100 * move.after.mastery) > round(100 * before.mastery)


def move_figures(move: Move, brief: bool = False) -> str:
    """How the topic's mastery moved; the plain facts while an estimate would mean nothing."""
    if move.different < 2:
        return tally_words(move.answers, move.misses, brief)
    if move.before is None:
        return percent(move.after.mastery)
    before, after = round(100 * move.before.mastery), percent(move.after.mastery)
    return f"still {after}" if before == round(100 * move.after.mastery) else f"{before} → {after}"


def move_words(move: Move, brief: bool = False) -> str:
    """What the answer means for the topic, or what it still needs to be let go."""
    if move.state == "weak":
        return f"weak until {short_needs_line(move.needs) if brief else needs_line(move.needs)}"
    if move.was_weak:
        return "no longer weak"
    word = state_word(move.state, move.misses)
    if word != "unsure":
        return word
    if move.different < 2 and not move.misses:
        word = "a good start"
    return word if brief else f"{word}: more answers will tell"
