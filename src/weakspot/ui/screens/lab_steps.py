"""The steps of a project in the mini-lab: each is answered, then compared with a model
answer.
"""

from functools import partial

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import OptionList, Static

from weakspot.engine.lab import LabStep, Project, slugs_at
from weakspot.engine.values import Essay, Picks, Response
from weakspot.errors import SaveError
from weakspot.game import Game
from weakspot.ui.forms.asked import (
    FormMessage,
    Given,
    Refused,
    Submitted,
    TextWritten,
)
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header, join_trail
from weakspot.ui.widgets.lab import lab_strokes, step_rows
from weakspot.ui.widgets.lab_view import LabView
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import OptionRows
from weakspot.words.lab import LESSON

KEEP_AFTER = 20.0
"""Seconds from a change until it is in the save: each time is an entry in the log."""
NOTHING_WRITTEN = "Nothing is written yet: F3 goes on to the next step."
NUMBER = Binding.Group("step", compact=True)


class StepsScreen(GameScreen[None]):
    """Asks the steps of a project.

    `draft` is what is said to the step in play, of which all but the last seconds is in
    the save.
    """

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin */
    StepsScreen { padding: 0 1 0 2; }
    StepsScreen.-narrow { padding: 0 0 0 1; }
    StepsScreen Header, StepsScreen.-short KeyBar { margin: 0 1 0 0; }
    StepsScreen KeyBar { margin: 1 1 0 0; }
    StepsScreen #strokes { height: 1; margin: 0 1 0 0; }
    StepsScreen.-tall #body { margin-top: 1; }
    StepsScreen.-short #strokes { display: none; }
    StepsScreen #steps { width: 25; margin-right: 2; height: auto; }
    StepsScreen.-narrow #steps, StepsScreen.-written #steps { display: none; }
    StepsScreen #steps > .option-rows--cursor { background: $background; }
    StepsScreen LabView {
        width: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    StepsScreen.-wide > * { max-width: 108; }
    StepsScreen.-wide #body { max-width: 109; }
    StepsScreen.-wide.-written #steps { display: block; }
    StepsScreen.-wide #steps { width: 30; margin-right: 3; }
    """
    BINDINGS = [
        Binding("enter", "write", "write", tooltip="back to the answer"),
        *command("h", "hint", "example", "an example, of a made-up project", "f2"),
        *command("s", "skip", "next step", "go on; you can come back", "f3"),
        Binding(
            "left",
            "turn(-1)",
            "step",
            key_display="←→",
            tooltip="the step before or after",
        ),
        ("right", "turn(1)"),
        *(
            Binding(
                str(number),
                f"go_to({number})",
                "step",
                group=NUMBER,
                show=False,
                tooltip="go to a step",
            )
            for number in range(1, 8)
        ),
        *command("c", "card", "card", "the card, as far as it is", "f12"),
        *command("n", "lesson", "lesson", "the lesson on the mini-lab", show=False),
        Binding("escape,q", "leave", "leave", id="leave", tooltip="leave; all is kept"),
    ]

    def __init__(self, game: Game, project: Project, at: int) -> None:
        super().__init__(game)
        self.project, self.at = project, at
        self.draft = project.answer(self.step.slug)
        self.written = False
        self.keep_timer: Timer | None = None
        self.header, self.view = Header(), LabView()
        self.strokes, self.steps = Static(id="strokes"), OptionRows(id="steps")
        self.steps.can_focus, self.steps.keeps_cursor = False, True

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.strokes
        yield Horizontal(self.steps, self.view, id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        self.show_step()

    # What is shown

    @property
    def step(self) -> LabStep:
        """The step in play."""
        return self.game.lab.steps[self.at]

    def show_step(self) -> None:
        """Show the step in play, or its points once it is written."""
        self.set_class(self.written, "-written")
        self.show_game()
        self.view.show(self.step, self.draft, self.written)
        self.refresh_bindings()

    def show_game(self) -> None:
        """Show where the step stands among the others."""
        answers = {**self.project.answers, self.step.slug: self.draft}
        shown, steps = replace(self.project, answers=answers), self.game.lab.steps
        trail = [paint(self.step.title, "bold")]
        if not self.has_class("-narrow"):
            trail = [brand("Mini-lab"), paint(self.project.name), *trail]
        figures = paint(f"{self.at + 1} of {len(steps)}", "$muted")
        self.header.show(join_trail(*trail), figures, bool(self.game.unsaved))
        self.strokes.update(Laid(partial(lab_strokes, shown, steps, self.at)))
        self.steps.show_rows(step_rows(shown, steps, self.at))
        self.steps.highlighted = self.at
        self.refresh_bindings()

    def show_resized(self) -> None:
        self.show_game()

    @property
    def key_words(self) -> dict[str, str]:
        is_last = self.at + 1 == len(self.game.lab.steps)
        example = "hide it" if self.view.example.display else "example"
        return {
            "write": "" if self.focused is not None else "write",
            "example": "" if self.written else example,
            "next step": "" if is_last else "next step",
        }

    # What the player says

    @on(Given)
    @on(Submitted)
    @on(Refused)
    @on(TextWritten)
    def receive(self, message: FormMessage) -> None:
        if any(box.take(message) for box in self.view.outboxes):
            self.handle(message)

    def catch_up(self) -> None:
        for box in self.view.outboxes:
            while box.waiting:
                self.handle(box.waiting.pop(0))

    def handle(self, message: FormMessage) -> None:
        """Do what a form asks for, unless it is about another step than the one in
        play, or about its text while points are ticked.
        """
        asked = message.asked
        if (asked.key, asked.written) != (self.step.slug, self.written):
            return
        match message:
            case Given(response=response):
                self.note(response)
            case Submitted(response=response):
                self.note(response)
                self.go_on()
            case TextWritten(text=text):
                self.compare(text is not None)
            case Refused(why=why):
                self.refuse(why)

    def note(self, response: Response | None) -> None:
        """Note what is given so far: options, the text, or points."""
        step, before = self.step, self.draft
        match response:
            case Picks(picks=picks):
                self.draft = replace(before, picks=slugs_at(step.options, picks))
            case Essay(ticks=ticks) if self.written:
                self.draft = replace(before, ticks=slugs_at(step.points, ticks))
            case Essay(text=text):
                self.draft = replace(before, text=text)
        if (before.picks, before.is_said) != (self.draft.picks, self.draft.is_said):
            self.show_game()
        if before != self.draft and self.keep_timer is None:
            self.keep_timer = self.set_timer(KEEP_AFTER, self.keep_soon)

    def go_on(self) -> None:
        """Go on to the text once options are picked; once points are ticked to the next
        step, and from the last one to the card.
        """
        if not self.written:
            self.view.focus_answer()
        elif self.at + 1 < len(self.game.lab.steps):
            self.go_to(self.at + 1)
        else:
            self.action_card()

    def compare(self, written: bool) -> None:
        """Compare the text with the model answer, or go back to the text."""
        with self.say_errors():
            self.keep()
            self.written = written
            self.show_step()

    def refuse(self, why: str) -> None:
        """Say why nothing is submitted; with no options picked, go on to the text."""
        if self.focused is self.view.list and not self.written:
            self.view.focus_answer()
        elif self.written or self.draft.text.strip():
            self.app.say(why)
        else:
            self.app.say(NOTHING_WRITTEN)

    # The save

    def keep(self) -> None:
        """Log what is said to the step in play. Raises SaveError if that fails."""
        self.project = self.game.lab.answer(self.project, self.step.slug, self.draft)
        if self.keep_timer is not None:
            self.keep_timer.stop()
            self.keep_timer = None

    def keep_soon(self) -> None:
        """Log it now; if that fails, say so and try again later."""
        with self.say_errors():
            try:
                self.keep()
            except SaveError:
                self.keep_timer = self.set_timer(KEEP_AFTER, self.keep_soon)
                raise

    def on_unmount(self) -> None:
        self.catch_up()
        self.keep()

    # Keys

    def go_to(self, at: int) -> None:
        """Go to another step, once what is said to this one is kept."""
        with self.say_errors():
            self.keep()
            self.at, self.written = at, False
            self.draft = self.project.answer(self.step.slug)
            self.app.say("")
            self.view.scroll_home(animate=False)
            self.show_step()

    @on(OptionList.OptionSelected, "#steps")
    def open_step(self, message: OptionList.OptionSelected) -> None:
        self.go_to(int(message.option_id or 1) - 1)

    def action_go_to(self, number: int) -> None:
        self.go_to(number - 1)

    def action_turn(self, step: int) -> None:
        if 0 <= self.at + step < len(self.game.lab.steps):
            self.go_to(self.at + step)

    def action_skip(self) -> None:
        self.action_turn(1)

    def action_write(self) -> None:
        self.view.focus_answer()

    def action_hint(self) -> None:
        if not self.written:
            self.view.toggle_example()
            self.refresh_bindings()

    def action_lesson(self) -> None:
        slugs = [section.slug for section in self.game.library.sections()]
        if LESSON in slugs:
            self.app.open_lesson(LESSON)

    def action_card(self) -> None:
        with self.say_errors():
            self.keep()
            self.app.open_project(self.project, None)

    def action_leave(self) -> None:
        with self.say_errors():
            self.keep()
            self.dismiss()
