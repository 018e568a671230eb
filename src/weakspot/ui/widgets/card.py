"""A question, or a part of a lesson, to look at without answering."""

from msgspec.structs import replace
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.search import Card
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.answer_forms import build_form, has_field
from weakspot.ui.widgets.content import indent, pad, paint, render, wrap_list
from weakspot.ui.widgets.form import Form, Look
from weakspot.ui.widgets.lines import Lines

NARROW = 60
"""The width below which a form is drawn as on a narrow screen."""
HIDDEN = "The answer is hidden. Space shows it."
WITHHELD = "An exam left open asks this: its answer comes with the results."


class CardLines(Lines):
    """The question as asked, with its answer and explanation once `revealed`, and its
    history.
    """

    card: reactive[Card | None] = reactive(None, layout=True)
    revealed: reactive[bool] = reactive(False, layout=True)
    lesson: reactive[tuple[str, str]] = reactive(("", ""), layout=True)
    """Title and text of a part of a lesson, shown if there is no card."""
    answer_range = range(0)
    """The rows that show the answer, from the options to the end of the explanation."""

    @property
    def is_withheld(self) -> bool:
        """Whether its answer cannot be shown yet."""
        return self.card is not None and self.card.withheld

    def validate_revealed(self, revealed: bool) -> bool:
        return revealed and not self.is_withheld

    def build(self, width: int) -> list[Content]:
        card = self.card
        if card is None:
            return self.lesson_lines(width)
        lines = render(card.question.ask(card.slot.numbers), "bold").wrap(width)
        if card.case:
            lines += [Content(""), *paint(card.case.rstrip(), "$muted").wrap(width)]
        top = len(lines) + 1
        form = build_card_form(card, self.revealed)
        if form is not None:
            look = Look(
                width,
                focused=False,
                short=self.is_short,
                narrow=width < NARROW,
                whole=True,
            )
            lines += [Content(""), *(line for _, line in form.numbered_lines(look))]
        lines.append(Content(""))
        if self.revealed:
            lines += answer_lines(card, width, has_rows=form is not None)
        else:
            hidden = WITHHELD if self.is_withheld else HIDDEN
            lines += paint(hidden, "$muted").wrap(width)
        self.answer_range = range(top, len(lines))
        lines.append(Content(""))
        labels = pad(label for label, _ in card.details)
        for label, (_, text) in zip(labels, card.details, strict=True):
            lead = paint(f"{label}  ", "$muted")
            words = Content("\n").join(wrap_list(text, width - lead.cell_length, ""))
            lines += indent(lead, words, width)
        return lines

    def lesson_lines(self, width: int) -> list[Content]:
        title, text = self.lesson
        if not title:
            return []
        return [
            *render(title, "bold").wrap(width),
            Content(""),
            *render(text).wrap(width),
        ]


def answer_lines(card: Card, width: int, has_rows: bool) -> list[Content]:
    """What is right, unless its form `has_rows`, which say so, and why."""
    lines: list[Content] = []
    question = card.question
    if not has_rows:
        right = question.model_answer or card.rights
        lines += indent(paint("→ ", "$success"), render(right, "bold"), width)
    if work := question.fill_work(card.slot.numbers):
        lines += render(work).wrap(width)
    return lines + render(question.explain).wrap(width)


def build_card_form(card: Card, revealed: bool) -> Form | None:
    """Build the form of a question, with the right answer marked if `revealed`; None if
    it has no rows.
    """
    question, slot = card.question, card.slot
    asked = AskedQuestion(question=question, shown=slot.shown, numbers=slot.numbers)
    if has_field(asked):
        return None
    if revealed:
        right = question.responses()[0]
        verdict = question.grade(right, slot.numbers)
        asked = replace(asked, verdict=verdict, draft=right)
    return build_form(asked)
