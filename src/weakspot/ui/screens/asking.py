"""The question of a round as its widget shows it, and what stands below it."""

from __future__ import annotations

from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.rules import MODES
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.text import reason_line
from weakspot.ui.widgets.answer import Asked


def asked_of(game: Game, session: Session, written: bool) -> Asked:
    """The question in play; `written` once the text of an open one is handed in."""
    slot = session.slot
    question = game.question(slot.question)
    return Asked(
        question=question,
        shown=slot.shown,
        numbers=slot.numbers,
        verdict=None if session.outcome is None else session.outcome.verdict,
        draft=session.draft,
        written=written,
        picks_first=game.settings.picks_first,
        holds=bool(session.sheets),
        says_sure=game.settings.confidence and not isinstance(question, OpenQuestion),
    )


def why_lines(game: Game, session: Session, tip: str) -> list[str]:
    """Why the question was drawn, and how it is answered: the longest first, for as much room as there is.

    Once something is given, where it stands matters more than why it was asked; before a round that asks all
    there is, that it does so. That its answer was seen matters most.
    """
    slot, rules = session.slot, MODES[session.mode]
    line = rules.asking or reason_line(slot.reason, slot.misses, slot.last, game.today())
    is_seen = session.at in session.seen
    if is_seen:
        line = rules.seen
    begun = game.whole_words(session) if session.draft is None else ""
    lines = [f"{begun} {line} {tip}".strip(), *([f"{begun} {line}"] if begun else [])]
    if begun and rules.draw != "weak":  # there the reason tells more
        return [*lines, begun]
    return [*lines, tip if tip and session.draft is not None and not is_seen else line]
