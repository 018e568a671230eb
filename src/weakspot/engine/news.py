"""The good news of a round, and which of its moves are told first."""

from collections.abc import Iterable, Sequence

import msgspec

from weakspot.engine.session import Move


class News(msgspec.Struct, frozen=True, kw_only=True):
    """The best news of a round: its kind (`repaired`, `known`, `best`, `good`; empty
    where there is none), and the moves that it is about, the one to name first.
    """

    kind: str = ""
    moves: tuple[Move, ...] = ()


def find_news(moves: Iterable[Move], is_best: bool) -> News:
    """Find the first that applies: topics repaired, topics known, the best round of
    this week (`is_best`), new topics that look good.
    """
    moved = sorted(moves, key=lambda move: -move.after.mastery)
    repaired = tuple(move for move in moved if move.is_let_go)
    if repaired:
        return News(kind="repaired", moves=repaired)
    known = tuple(move for move in moved if is_new_known(move))
    if known:
        return News(kind="known", moves=known)
    if is_best:
        return News(kind="best")
    good = tuple(move for move in moved if is_new_good(move))
    return News(kind="good", moves=good) if good else News()


def is_new_known(move: Move) -> bool:
    """True if the topic is known now and was not before, nor was it weak."""
    return move.state == "known" != move.state_before and not move.was_weak


def is_new_good(move: Move) -> bool:
    """True if the topic was tried for the first time, and looks good or is known."""
    return move.before is None and move.state in ("good", "known")


def rank_news(move: Move) -> tuple[int, float]:
    """Sort moves for reading: what was repaired, what is known now, what went up, the
    most first, then what went down or was missed when it was new.
    """
    if move.is_let_go:
        return 0, -move.after.mastery
    if is_new_known(move):
        return 1, -move.after.mastery
    change = move.figure_change
    return (2 if change > 0 else 3), -abs(change)


def split_new(moves: Sequence[Move]) -> tuple[list[Move], int]:
    """The moves to tell one by one, the best first, and the number of new topics that
    look good.
    """
    told = sorted((move for move in moves if not is_new_good(move)), key=rank_news)
    return told, sum(map(is_new_good, moves))
