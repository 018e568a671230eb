"""The last answer's question in the author's own editor, from line mode."""

from __future__ import annotations

from weakspot.editor import edit
from weakspot.engine.session import Session, last_answer
from weakspot.errors import WeakspotError
from weakspot.game import Game


def edit_last(game: Game, session: Session, terminal: bool) -> tuple[Session, str]:
    """Open it at its line and read its bank again; the session then, and what to say."""
    index = last_answer(session)
    if index is None:
        return session, "Nothing was answered yet."
    if not terminal:
        return session, "An editor needs a terminal, and this is none."
    key = session.slots[index].question
    try:
        edit(*game.place(key))
        return game.reread(session, key), "The bank was read again."
    except WeakspotError as refusal:
        return session, str(refusal)
