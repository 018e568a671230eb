"""Texts with deletions, as one question for each card of them."""

import re
from collections.abc import Callable, Sequence

import msgspec

from weakspot.engine.kinds.typed import escape_braces
from weakspot.formats.drafts import (
    Collector,
    Fields,
    is_short,
    make_gap,
    make_open,
    make_typed,
    unmark,
)

MAX_GAPS = 6
BLANK = "____"
_MARK = re.compile(r"\{\{c([0-9]{1,3})::|\}\}")
_MAX_DEPTH = 30


class Deletion(msgspec.Struct, frozen=True):
    """Deleted pieces of a text, their hint, and the number of the card that asks for
    them.
    """

    card: int
    pieces: tuple["str | Deletion", ...]
    hint: str = ""

    @property
    def text(self) -> str:
        """What was deleted."""
        return write(self.pieces, lambda deletion: None).strip()


Piece = str | Deletion


def parse_cloze(source: str) -> tuple[Piece, ...]:
    """Split Anki's `{{c1::text::hint}}`, which can stand in one another, from the text
    around it. ValueError for a deletion that is not closed.
    """
    levels: list[tuple[int, list[Piece]]] = [(0, [])]
    end = 0
    for mark in _MARK.finditer(source):
        if mark[1] is None and len(levels) == 1:
            continue
        levels[-1][1].append(source[end : mark.start()])
        end = mark.end()
        if mark[1] is not None:
            if len(levels) > _MAX_DEPTH:
                raise ValueError("deletions too deep in one another")
            levels.append((int(mark[1]), []))
        else:
            card, pieces = levels.pop()
            levels[-1][1].append(_make_deletion(card, pieces))
    if len(levels) > 1:
        raise ValueError("a deletion that is not closed")
    levels[0][1].append(source[end:])
    return tuple(levels[0][1])


def _make_deletion(card: int, pieces: Sequence[Piece]) -> Deletion:
    for at, piece in enumerate(pieces):
        if isinstance(piece, str) and "::" in piece:
            text, _, hint = piece.partition("::")
            rest = write((hint, *pieces[at + 1 :]), lambda deletion: None)
            return Deletion(card, (*pieces[:at], text), rest.strip())
    return Deletion(card, tuple(pieces))


def deletions_of(pieces: Sequence[Piece]) -> list[Deletion]:
    """All deletions of a text, also those in others."""
    found = []
    for piece in pieces:
        if isinstance(piece, Deletion):
            found += [piece, *deletions_of(piece.pieces)]
    return found


def write(pieces: Sequence[Piece], replace: Callable[[Deletion], str | None]) -> str:
    """The text of pieces; a deletion stands there as what `replace` gives for it, or
    where that is None as it is.
    """
    return "".join(
        piece
        if isinstance(piece, str)
        else write(piece.pieces, replace)
        if (other := replace(piece)) is None
        else other
        for piece in pieces
    )


def ask_card(pieces: Sequence[Piece], card: int) -> Fields:
    """The fields of the question of one card: its deletions are gaps, those of others
    stand there. With a long deletion, or too many, it is asked as a whole.
    """
    asked = [deletion for deletion in deletions_of(pieces) if deletion.card == card]
    answers = [unmark(deletion.text) for deletion in asked]
    if all(map(is_short, answers)) and len(asked) <= MAX_GAPS:
        count = iter(range(1, len(asked) + 1))
        prompt = write(
            [_escape(piece) for piece in pieces],
            lambda each: f"{{{next(count)}}}" if each.card == card else None,
        )
        fields = make_typed(prompt.strip(), [make_gap([each]) for each in answers])
    else:
        prompt = write(pieces, lambda each: BLANK if each.card == card else None)
        fields = make_open(prompt.strip(), "\n".join(each.text for each in asked))
    hint = ", ".join(dict.fromkeys(each.hint for each in asked if each.hint))
    return {**fields, "hint": hint} if hint else fields


def _escape(piece: Piece) -> Piece:
    if isinstance(piece, str):
        return escape_braces(piece)
    return Deletion(piece.card, tuple(map(_escape, piece.pieces)), piece.hint)


def ask_pieces(
    line: int, pieces: Sequence[Piece], name: str, topic: str, found: Collector
) -> None:
    """Collect a question for each card of a text with deletions; what has none is left
    out.
    """
    what = write(pieces, lambda deletion: None)
    deletions = deletions_of(pieces)
    if not deletions:
        found.leave(line, what, "a text without deletions")
    for card in sorted({deletion.card for deletion in deletions}):
        if all(each.text for each in deletions if each.card == card):
            named = f"{name}/c{card}" if name else ""
            found.add(line, ask_card(pieces, card), named, topic)
        else:
            found.leave(line, what, "an empty deletion")
