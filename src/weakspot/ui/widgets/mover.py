"""Things to move: match, sort, order."""

from __future__ import annotations

from weakspot.engine.kinds import every as kinds
from weakspot.ui.widgets.answer import Asked
from weakspot.ui.widgets.board import Board
from weakspot.ui.widgets.form import Form
from weakspot.ui.widgets.matching import MatchForm
from weakspot.ui.widgets.ordering import OrderForm
from weakspot.ui.widgets.sorting import SortForm


class Mover(Board):
    """A digit places, pairs, or sends a step to its place; Enter submits."""

    def __init__(self) -> None:
        super().__init__("mover", move_form)


def move_form(asked: Asked) -> Form:
    """The form in which a question of these kinds is answered."""
    question = asked.question
    if isinstance(question, kinds.MatchQuestion):
        return MatchForm(asked, question)
    if isinstance(question, kinds.SortQuestion):
        return SortForm(asked, question)
    if isinstance(question, kinds.OrderQuestion):
        return OrderForm(asked, question)
    raise TypeError(f"nothing is moved in {type(question).__name__}")
