"""choice, multi, truefalse, and the rubric of open: options to pick from, one or
several.
"""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.values import Essay, Part, Picks, Response
from weakspot.ui.widgets.answer import UNKNOWN, AskedQuestion
from weakspot.ui.widgets.content import (
    concat,
    fill_ground,
    gutter,
    indent,
    paint,
    render,
)
from weakspot.ui.widgets.form import NOWHERE, Form, Look, verdict_style
from weakspot.ui.widgets.keys import SUBMIT, Key

NOTHING = frozenset[int]()
NO_PICKS = Picks(picks=NOTHING)


class PickForm(Form):
    """The options as rows. One right: a digit answers, or moves the cursor there;
    several: it toggles.
    """

    empty_message = "Nothing is picked yet: a digit or Space picks"
    reveals = True
    """Whether right options are marked even if they were not picked."""

    def __init__(
        self,
        asked: AskedQuestion,
        texts: Sequence[str],
        many: bool,
        empty: Response = NO_PICKS,
    ) -> None:
        super().__init__(asked, empty)
        self.texts = texts
        self.many = many
        self.answers_at_once = (
            not many and not asked.picks_first and not asked.is_revisable
        )
        self.keeps_pick = not many and asked.is_revisable
        self.order = asked.shown[0] if asked.shown else tuple(range(len(texts)))
        self.cursor = 0 if many else NOWHERE
        if self.keeps_pick and self.picks:
            self.cursor = self.order.index(next(iter(self.picks)))

    @property
    def picks(self) -> frozenset[int]:
        return self.state.picks if isinstance(self.state, Picks) else NOTHING

    def build_response(self, picks: frozenset[int]) -> Response:
        """Build the state with these picks."""
        return Picks(picks=picks)

    def press_enter(self) -> None:
        if self.many and self.picks:
            self.is_submitted = True
        elif self.many:
            self.message = f"{self.empty_message}, 0 {UNKNOWN}."
        elif self.cursor != NOWHERE:
            self.state = self.build_response(frozenset({self.order[self.cursor]}))
            self.is_submitted = True
        elif self.answers_at_once:
            self.message = "Answer with a digit, or move with ↑ ↓ and press Enter."
        else:
            self.message = f"Pick with a digit or ↑ ↓ first; 0 {UNKNOWN}."

    def click(self, row: int | None, spot: int | None) -> None:
        """Toggle the row if several can be right, else pick it, or answer with it."""
        if row is None:
            return
        self.cursor = row
        if self.many:
            self.state = self.build_response(self.picks ^ {self.order[row]})
        elif self.keeps_pick:
            self.state = self.build_response(frozenset({self.order[row]}))
        elif self.answers_at_once:
            self.press_enter()

    # Lines

    def row_count(self) -> int:
        return len(self.order)

    def row_lines(self, index: int, look: Look) -> list[Content]:
        option, here = self.order[index], self.is_highlighted(index, look)
        mark = self.pick_mark(option)
        if self.parts:
            part = self.parts[option]
            missed = (
                self.many
                and self.is_answered
                and part.given is None
                and part.expected is not None
            )
            return option_lines(part, index + 1, mark, look, self.reveals, missed)
        lead = concat(
            gutter(here),
            mark,
            (str(index + 1), "bold $accent" if here else "$muted"),
            "  ",
        )
        return indent(lead, render(self.texts[option]), look.width)

    def pick_mark(self, option: int) -> Content:
        """`●` or `○` if several can be picked; only `●`, if picked, where one pick is
        kept.
        """
        if self.keeps_pick and not self.parts:
            return picked_mark(option in self.picks)
        if not self.many:
            return Content("")
        picked = (
            self.parts[option].given is not None if self.parts else option in self.picks
        )
        return concat(("● ", "$accent") if picked else ("○ ", "$muted"))

    def key_list(self) -> list[Key]:
        if self.answers_at_once:
            return [Key(f"1-{self.row_count()}", "answer", "help")]
        return [Key(f"1-{self.row_count()}", "pick", "help"), SUBMIT]

    def tip(self) -> str:
        return (
            "Several are right; a wrong pick costs one right pick." if self.many else ""
        )


class RubricForm(PickForm):
    """The points of a model answer as rows, for players to tick those that their own
    text makes.
    """

    reveals = False
    shows_all = True

    def __init__(self, asked: AskedQuestion, question: OpenQuestion) -> None:
        super().__init__(asked, question.rubric, True, Essay(text="", ticks=NOTHING))
        self.question = question

    @property
    def picks(self) -> frozenset[int]:
        return self.state.ticks if isinstance(self.state, Essay) else NOTHING

    @property
    def text(self) -> str:
        return self.state.text if isinstance(self.state, Essay) else ""

    def build_response(self, picks: frozenset[int]) -> Response:
        return Essay(text=self.text, ticks=picks)

    def press_enter(self) -> None:
        if self.picks or self.has_warned:
            self.is_submitted = True
        else:
            self.has_warned = True
            self.message = "Nothing is ticked. Enter again accepts it as it is."

    def head_lines(self, look: Look) -> list[Content]:
        texts = [("A model answer", render(self.question.answer))]
        if self.text and not (look.short and self.parts):
            texts.insert(0, ("You wrote", paint(self.text, "$muted")))
        lines: list[Content] = []
        for label, text in texts:
            lines += [
                paint(f"  {label}", "$muted"),
                *indent(Content("  "), text, look.width),
                Content(""),
            ]
        if self.parts and look.short:
            return lines
        words = (
            "Which of these does your answer have?"
            if self.text
            else "What a full answer has:"
        )
        asks = paint(words, "$muted" if self.parts else "bold")
        return lines + indent(Content("  "), asks, look.width)

    def key_list(self) -> list[Key]:
        back = Key("Bksp", "back to the text", "do('back')")
        return [Key(f"1-{self.row_count()}", "tick", "help"), SUBMIT, back]

    def tip(self) -> str:
        return "Tick only what your text says; PgUp shows it."


def picked_mark(is_picked: bool) -> Content:
    """The mark of a picked row, or blanks of the same width."""
    return concat(("● ", "$accent") if is_picked else "  ")


def option_lines(
    part: Part,
    number: int,
    mark: Content,
    look: Look,
    reveals: bool = True,
    missed: bool = False,
) -> list[Content]:
    """An option with its verdict; one without is muted, or on a short screen left out
    if `reveals`.

    A right option that was not picked has a verdict if `reveals`, or if it was
    `missed`.
    """
    picked, right = part.given is not None, part.expected is not None
    if not (picked or missed or (right and reveals)):
        lead = concat("  ", mark, (str(number), "$muted"), "  ")
        return (
            []
            if look.short and reveals
            else indent(lead, render(part.label, "$muted"), look.width)
        )
    sign, style, ground = verdict_style(right, missed)
    lead = concat((f"{sign} ", style), mark, (str(number), f"bold {style}"), "  ")
    has_word = (
        missed and reveals and look.width >= 50
    )  # not in a rubric, where the player ticked
    end = paint("missed " if has_word else "", style)
    return fill_ground(
        indent(lead, render(part.label), look.width, end), look.width, ground
    )
