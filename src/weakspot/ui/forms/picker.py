"""Picking: choice, multi, truefalse, the lines of an artefact, an action and its
reason, the rubric of an essay.
"""

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.visual import Visual

from weakspot.engine.values import Choice, Essay, Part, Picks, Response
from weakspot.ui.forms.asked import UNKNOWN, AskedQuestion
from weakspot.ui.forms.form import Form, Look, Rows, has_verdict, verdict_style
from weakspot.ui.widgets.artefact import highlight_lines, named_language
from weakspot.ui.widgets.content import LEAD, concat, paint, render
from weakspot.ui.widgets.option_rows import Row

DIGITS = 9
NOTHING = frozenset[int]()
NO_PICKS = Picks(picks=NOTHING)


def picked_mark(is_picked: bool, unpicked: str = "  ") -> Content:
    """The mark of a picked row, or what others have in its place, as wide."""
    return concat(("● ", "$accent") if is_picked else (unpicked, "$muted"))


def option_row(
    part: Part, number: int, mark: Content, reveals: bool = True, missed: bool = False
) -> Row:
    """An option once graded; one without a verdict is muted.

    A right option that was not picked has a verdict if `reveals`, or if it was
    `missed`.
    """
    picked, right = part.given is not None, part.expected is not None
    if not (picked or missed or (right and reveals)):
        lead = concat(LEAD, mark, (str(number), "$muted"), "  ")
        return Row(render(part.label, "$muted"), lead=lead, wraps=True)
    sign, style, ground = verdict_style(right, missed)
    lead = concat((f"{sign} ", style), mark, (str(number), f"bold {style}"), "  ")
    end = paint("missed " if missed and reveals else "", style)
    return Row(render(part.label), end, lead=lead, wraps=True, ground=ground)


class Picker(Form):
    """The options as rows. One right: a digit answers, or moves the cursor there;
    several: it toggles.
    """

    empty_message = "Nothing is picked yet: a digit or Space picks"
    reveals = True
    """True if right options are marked even if they were not picked."""
    several_tip = "Several are right; a wrong pick costs one right pick."

    def __init__(
        self,
        asked: AskedQuestion,
        question: Any,
        texts: Sequence[str] | None = None,
        many: bool | None = None,
        empty: Response = NO_PICKS,
    ) -> None:
        super().__init__(asked, empty)
        self.texts = question.texts if texts is None else texts
        self.many = question.can_pick_several if many is None else many
        self.answers_at_once = not (
            self.many or asked.picks_first or asked.is_revisable
        )
        self.keeps_pick = not self.many and asked.is_revisable
        self.order = asked.shown[0] if asked.shown else tuple(range(len(self.texts)))
        self.cursor = 0 if self.many else None
        if self.keeps_pick and self.picks:
            self.cursor = self.order.index(next(iter(self.picks)))

    @property
    def picks(self) -> frozenset[int]:
        return self.state.picks if isinstance(self.state, Picks) else NOTHING

    def build_response(self, picks: frozenset[int]) -> Response:
        """The state with these picks."""
        return Picks(picks=picks)

    def row_count(self) -> int:
        return len(self.order)

    def press_enter(self) -> None:
        if self.many and self.picks:
            self.is_submitted = True
        elif self.many:
            self.message = f"{self.empty_message}, 0 {UNKNOWN}."
        elif self.cursor is not None:
            self.state = self.build_response(frozenset({self.order[self.cursor]}))
            self.is_submitted = True
        elif self.answers_at_once:
            self.message = "Answer with a digit, or move with ↑ ↓ and press Enter."
        else:
            self.message = f"Pick with a digit or ↑ ↓ first; 0 {UNKNOWN}."

    def click(self, row: int) -> None:
        """Toggle the row if several can be right, else pick it, or answer with it."""
        self.cursor = row
        if self.many:
            self.state = self.build_response(self.picks ^ {self.order[row]})
        elif self.keeps_pick:
            self.state = self.build_response(frozenset({self.order[row]}))
        elif self.answers_at_once:
            self.press_enter()

    def rows(self, look: Look) -> Rows:
        shown: Rows = []
        for at, option in enumerate(self.order):
            if look.short and self.parts and not self.is_told(self.parts[option]):
                continue
            shown.append((at, self.row(at, option)))
        return shown

    def is_told(self, part: Part) -> bool:
        """True of a graded option that has to be shown even where there is little
        room.
        """
        return has_verdict(part) or not self.reveals

    def row(self, at: int, option: int) -> Row:
        """The row at this place."""
        mark = self.pick_mark(option)
        if not self.parts:
            lead = concat(LEAD, mark, (str(at + 1), "$muted"), "  ")
            return Row(render(self.texts[option]), lead=lead, wraps=True)
        part = self.parts[option]
        is_missed = part.given is None and part.expected is not None
        missed = self.many and self.is_answered and is_missed
        return option_row(part, at + 1, mark, self.reveals, missed)

    def pick_mark(self, option: int) -> Content:
        """`●` or `○` if several can be picked; only `●`, if picked, where one pick is
        kept.
        """
        if self.keeps_pick and not self.parts:
            return picked_mark(option in self.picks)
        if not self.many:
            return Content("")
        is_given = bool(self.parts) and self.parts[option].given is not None
        return picked_mark(is_given if self.parts else option in self.picks, "○ ")

    def key_words(self) -> dict[str, str]:
        if self.answers_at_once:
            return {"place": "answer", "submit": "", "pick": "", "take out": ""}
        return {"place": "pick", "pick": "", "take out": ""}

    def tip(self) -> str:
        return self.several_tip if self.many else ""


class Rubric(Picker):
    """The points of a model answer as rows, for players to tick those that their own
    text makes.
    """

    reveals = False
    shows_all = True
    follows_text = True

    def __init__(self, asked: AskedQuestion, question: Any) -> None:
        empty = Essay(text="", ticks=NOTHING)
        super().__init__(asked, question, question.rubric, True, empty)
        self.answer, self.is_whole = question.answer, question.is_ticked_whole

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

    def above(self, look: Look) -> Visual | None:
        texts = [] if self.is_whole else [("A model answer", render(self.answer))]
        if self.text and not (look.short and self.parts):
            texts.insert(0, ("You wrote", paint(self.text, "$muted")))
        blocks = [concat((f"{label}\n", "$muted"), text) for label, text in texts]
        asks, has = "Which of these does your answer have?", "What a full answer has:"
        if self.is_whole:
            asks, has = "Does your answer say this?", "A model answer:"
        words = asks if self.text else has
        blocks.append(paint(words, "$muted" if self.parts else "bold"))
        return Content("\n\n").join(blocks)

    def key_words(self) -> dict[str, str]:
        return {"place": "tick", "take out": "back to the text", "pick": ""}

    def tip(self) -> str:
        return "Tick only what your text says; PgUp shows it."


class LinePicker(Picker):
    """The lines as rows: Space, a click or a digit marks one; with more than nine,
    digits move the cursor.
    """

    redraws_on_move = True  # a long line unfolds
    empty_message = "Nothing is marked yet: Space marks the line"
    several_tip = "Each wrong mark cancels a right one."

    def __init__(self, asked: AskedQuestion, question: Any) -> None:
        super().__init__(asked, question, many=True)
        self.language = named_language(question.language)
        self.highlighted = highlight_lines(self.texts, self.language)

    def press_digit(self, number: int) -> None:
        if self.row_count() <= DIGITS:
            super().press_digit(number)
        else:
            self.cursor = number - 1

    def is_told(self, part: Part) -> bool:
        return True

    def row(self, at: int, option: int) -> Row:
        part = self.parts[option] if self.parts else None
        number = str(at + 1).rjust(len(str(len(self.texts))))
        text = self.highlighted[option]
        if part is None or not has_verdict(part):
            here, picked = part is None and at == self.cursor, option in self.picks
            picked = picked and part is None
            style = "bold $accent" if picked or here else "$muted"
            lead = concat(LEAD, picked_mark(picked), (number, style), "  ")
            return Row(text, lead=lead, wraps=here or self.is_unfolded)
        missed = part.given is None and self.is_answered
        sign, style, ground = verdict_style(part.expected is not None, missed)
        lead = concat((f"{sign} ", style), LEAD, (number, f"bold {style}"), "  ")
        end = paint("missed " if missed else "", style)
        return Row(text, end, lead=lead, wraps=True, ground=ground)

    def above(self, look: Look) -> Visual | None:
        title, foot = self.box_titles()
        words = "  ".join(filter(None, (title, foot)))
        return paint(words, "$muted") if look.narrow and words else None

    def box_titles(self) -> tuple[str, str]:
        return self.language, "" if self.parts else f"{len(self.picks)} marked"

    def key_words(self) -> dict[str, str]:
        digits = "mark" if self.row_count() <= DIGITS else ""
        return {"place": digits, "pick": "mark", "take out": ""}


class DecisionPicker(Form):
    """The actions as rows, and once one is picked also the reasons, where a digit
    submits.
    """

    redraws_on_move = True  # between actions and reasons

    def __init__(self, asked: AskedQuestion, question: Any) -> None:
        super().__init__(asked)
        self.actions, self.reasons = question.actions, question.reasons
        self.acts, self.whys = asked.shown
        self.cursor = None

    @property
    def action(self) -> int | None:
        return self.state.action if isinstance(self.state, Choice) else None

    @property
    def reason(self) -> int | None:
        return self.state.reason if isinstance(self.state, Choice) else None

    @property
    def is_reasoning(self) -> bool:
        """True if a reason is to be picked, no longer an action."""
        if self.cursor is None:
            return self.action is not None
        return self.cursor >= len(self.acts)

    def row_count(self) -> int:
        has_reasons = self.action is not None or self.parts
        return len(self.acts) + (len(self.whys) if has_reasons else 0)

    def digits(self) -> int:
        return len(self.whys if self.is_reasoning else self.acts)

    def press_digit(self, number: int) -> None:
        first, rows = 0, self.acts
        if self.is_reasoning:
            first, rows = len(self.acts), self.whys
        if number <= len(rows):
            self.click(first + number - 1)

    def choose(self, row: int) -> None:
        """Pick the action or reason on a row; after an action a reason comes next."""
        acts = len(self.acts)
        if row < acts:
            if self.acts[row] != self.action:
                self.state = Choice(action=self.acts[row])
            self.cursor = None
        elif self.action is not None:
            self.state = Choice(action=self.action, reason=self.whys[row - acts])

    def press_enter(self) -> None:
        if self.cursor is not None:
            self.is_submitted = self.cursor >= len(self.acts)
            self.choose(self.cursor)
        elif self.asked.is_revisable and self.reason is not None:
            self.is_submitted = True
        else:
            what = "Pick the reason" if self.is_reasoning else "Pick what to do"
            self.message = f"{what} with a digit, or ↑ ↓ and Enter; 0 {UNKNOWN}."

    def move_cursor(self, step: int) -> None:
        acts = len(self.acts)
        if self.is_reasoning and step < 0 and self.cursor in (None, acts):
            self.press_backspace()
        elif self.is_reasoning and self.cursor is None:
            self.cursor = acts
        else:
            super().move_cursor(step)

    def press_backspace(self) -> bool:
        """Go back from the reasons to the action picked, which stays picked."""
        if not self.is_reasoning or self.action is None:
            return False
        self.cursor = self.acts.index(self.action)
        return True

    def click(self, row: int) -> None:
        """Pick the row; a reason is also submitted, unless the answer is revisable or
        digits only pick.
        """
        self.cursor = row
        if self.is_reasoning and self.asked.is_revisable:
            self.choose(row)
        elif not (self.is_reasoning and self.asked.picks_first):
            self.press_enter()

    def row_to_show(self) -> int | None:
        """The last reason once the reasons are shown, so that all are in sight."""
        is_new = self.is_reasoning and self.cursor is None
        return self.row_count() - 1 if is_new else self.cursor

    def restore(self, state: Response | None, cursor: int | None) -> None:
        super().restore(state, None)

    def rows(self, look: Look) -> Rows:
        shown: Rows = []
        acts = len(self.acts)
        for at in range(self.row_count()):
            if at == acts:
                if not (look.short and self.parts):
                    shown.append((None, Row(Content(""))))
                shown.append((None, Row(paint("Because", "bold"))))
            if self.parts and look.short and not has_verdict(self.parts[self.part(at)]):
                continue
            shown.append((at, self.row(at)))
        return shown

    def part(self, at: int) -> int:
        """The place of a row's part among the graded parts."""
        acts = len(self.acts)
        return self.acts[at] if at < acts else acts + self.whys[at - acts]

    def row(self, at: int) -> Row:
        """The row at this place: an action or a reason."""
        is_act = at < len(self.acts)
        number = at + 1 if is_act else at + 1 - len(self.acts)
        if self.parts:
            part = self.parts[self.part(at)]
            return option_row(part, number, picked_mark(part.given is not None))
        option = self.acts[at] if is_act else self.whys[at - len(self.acts)]
        chosen = option == (self.action if is_act else self.reason)
        style = "$muted" if is_act == self.is_reasoning else "bold"
        if chosen or at == self.cursor:
            style = "bold $accent"
        lead = concat(LEAD, picked_mark(chosen), (str(number), style), "  ")
        quiet = is_act and self.is_reasoning and not chosen
        text = (self.actions if is_act else self.reasons)[option].text
        return Row(render(text, "$muted" if quiet else ""), lead=lead, wraps=True)

    def key_words(self) -> dict[str, str]:
        if not self.is_reasoning:
            return {"place": "choose", "submit": "", "pick": "", "take out": ""}
        submits = self.asked.picks_first or self.asked.is_revisable
        words = {"place": "reason", "pick": "", "take out": "change choice"}
        return words if submits else {**words, "submit": ""}

    def tip(self) -> str:
        return "Half for the choice, half for the reason that goes with it."
