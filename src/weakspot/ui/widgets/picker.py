"""Things to pick: choice, multi, truefalse, lines, decision, and the rubric of open."""

from __future__ import annotations

from weakspot.engine.kinds import every as kinds
from weakspot.engine.values import Picks
from weakspot.ui.widgets.answer import Asked
from weakspot.ui.widgets.board import Board
from weakspot.ui.widgets.deciding import DecisionForm
from weakspot.ui.widgets.form import Form
from weakspot.ui.widgets.marking import LinesForm
from weakspot.ui.widgets.picking import NOTHING, PickForm, RubricForm


class Picker(Board):
    """A digit picks, and answers where one is right; Enter submits several."""

    def __init__(self) -> None:
        super().__init__("picker", pick_form)

    def take_back(self) -> bool:
        """Undo the last pick; from a rubric where nothing is ticked, back to the text."""
        if super().take_back():
            return True
        if not isinstance(self.form, RubricForm) or self.is_graded:
            return False
        self.post_message(self.Written(None))
        return True


def pick_form(asked: Asked) -> Form:
    """The form in which a question of these kinds is answered."""
    question = asked.question
    if isinstance(question, kinds.DecisionQuestion):
        return DecisionForm(asked, question)
    if isinstance(question, kinds.LinesQuestion):
        return LinesForm(asked, question)
    if isinstance(question, kinds.OpenQuestion):
        return RubricForm(asked, question)
    return PickForm(asked, question.texts, question.many, Picks(picks=NOTHING))
