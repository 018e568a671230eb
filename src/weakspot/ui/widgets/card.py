"""A question, or a part of a lesson, to look at without answering."""

from msgspec.structs import replace
from textual.content import Content
from textual.geometry import Region
from textual.visual import Visual
from textual.widgets import Static

from weakspot.engine.search import Card
from weakspot.ui.forms.asked import AskedQuestion
from weakspot.ui.forms.form import Form, Look
from weakspot.ui.forms.kinds import find_rows
from weakspot.ui.widgets.content import indent, pad, paint, render, wrap_list
from weakspot.ui.widgets.laid import Laid

NARROW = 60
"""The width below which rows are drawn as on a narrow screen."""
HIDDEN = "The answer is hidden. Space shows it."
WITHHELD = "An exam left open asks this: its answer comes with the results."


class CardView(Static):
    """The question as asked, with its answer and explanation once revealed, and its
    history; or a part of a lesson.
    """

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None
        self.lesson = ("", "")
        self.revealed = False

    def show(self, card: Card | None, lesson: tuple[str, str] = ("", "")) -> None:
        """Show a card, its answer hidden if it is another one; or the title and text of
        a part of a lesson.
        """
        if (card, lesson) != (self.card, self.lesson):
            self.revealed = False
        self.card, self.lesson = card, lesson
        self.redraw()

    def reveal(self) -> None:
        """Show the answer, unless it is withheld."""
        self.revealed = self.card is not None and not self.card.withheld
        self.redraw()

    def hide(self) -> None:
        """Hide the answer."""
        self.revealed = False
        self.redraw()

    def redraw(self) -> None:
        """Show what there is now."""
        self.update(Laid(self.lay_out))

    def lay_out(self, width: int) -> list[Content]:
        """The lines of the card or the lesson."""
        if self.card is None:
            return lesson_lines(*self.lesson, width)
        return [
            line
            for part in card_parts(self.card, self.revealed, width)
            for line in part
        ]

    def answer_region(self) -> Region:
        """The rows that show the answer, from the options to the explanation."""
        if self.card is None:
            return Region(0, 0, 1, 1)
        head, answer, _ = card_parts(self.card, self.revealed, self.size.width)
        return Region(0, len(head), 1, len(answer))


def card_parts(
    card: Card, revealed: bool, width: int
) -> tuple[list[Content], list[Content], list[Content]]:
    """The lines of a question: what is asked, the answer, and its history."""
    head = render(card.question.ask(card.slot.numbers), "bold").wrap(width)
    if card.case:
        head += [Content(""), *paint(card.case.rstrip(), "$muted").wrap(width)]
    answer = [Content("")]
    form = build_card_form(card, revealed)
    if form is not None:
        answer += [*form_lines(form, width), Content("")]
    if revealed:
        answer += answer_lines(card, width, has_rows=form is not None)
    else:
        hidden = WITHHELD if card.withheld else HIDDEN
        answer += paint(hidden, "$muted").wrap(width)
    details = [Content("")]
    labels = pad(label for label, _ in card.details)
    for label, (_, text) in zip(labels, card.details, strict=True):
        lead = paint(f"{label}  ", "$muted")
        words = Content("\n").join(wrap_list(text, width - lead.cell_length, ""))
        details += indent(lead, words, width)
    return head, answer, details


def form_lines(form: Form, width: int) -> list[Content]:
    """The lines of the rows of a form, with what stands above and beside them."""
    look = Look(narrow=width < NARROW)
    lines = visual_lines(form.above(look), width)
    lines += [line for _, row in form.rows(look) for line in row.lines(width)]
    beside = visual_lines(form.beside(look), width)
    return [*lines, Content(""), *beside] if beside else lines


def visual_lines(visual: Visual | None, width: int) -> list[Content]:
    """The lines of what a form shows around its rows, with a blank one below."""
    if isinstance(visual, Content):
        return [*visual.wrap(width), Content("")]
    return [*visual.lines(width), Content("")] if isinstance(visual, Laid) else []


def lesson_lines(title: str, text: str, width: int) -> list[Content]:
    """A part of a lesson; nothing without a title."""
    if not title:
        return []
    head = render(title, "bold").wrap(width)
    return [*head, Content(""), *render(text).wrap(width)]


def answer_lines(card: Card, width: int, has_rows: bool) -> list[Content]:
    """The right answer, unless its form `has_rows`, which say it, its work, and the
    explanation.
    """
    lines: list[Content] = []
    question = card.question
    if not has_rows:
        right = question.model_answer or card.rights
        lines += indent(paint("→ ", "$success"), render(right, "bold"), width)
    if work := question.fill_work(card.slot.numbers):
        lines += render(work).wrap(width)
    return lines + render(question.explain).wrap(width)


def build_card_form(card: Card, revealed: bool) -> Form | None:
    """The form of a question, with the right answer marked if `revealed`; None if it
    has no rows.
    """
    question, slot = card.question, card.slot
    asked = AskedQuestion(
        key=slot.question,
        at=0,
        question=question,
        shown=slot.shown,
        numbers=slot.numbers,
    )
    build = find_rows(asked)
    if build is None:
        return None
    if revealed:
        right = question.responses()[0]
        verdict = question.grade(right, slot.numbers)
        asked = replace(asked, verdict=verdict, draft=right)
    form = build(asked, question)
    form.cursor, form.is_unfolded = None, True
    return form
