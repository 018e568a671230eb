"""The list of rounds that are played now and then, each with what it is and the best
result so far.
"""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from weakspot.engine.rules import LAB, MODES, MORE_MODES
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.keys import BACK, KeyBar
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.modes import MODE_WORDS
from weakspot.words.project_card import project_words
from weakspot.words.rewards import best_line
from weakspot.words.summaries import unfinished_line

NUMBER = Binding.Group("play", compact=True)


class MoreScreen(GameScreen[None]):
    """Lists more rounds; Enter plays the one under the cursor."""

    BINDINGS = [
        Binding("enter", "choose", "play", tooltip="play the round under the cursor"),
        *(
            Binding(str(number), f"play({number})", group=NUMBER, show=False)
            for number in range(1, len(MORE_MODES) + 1)
        ),
        BACK,
    ]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.rounds = OptionRows(id="body")

    def compose(self) -> ComposeResult:
        yield Header()
        yield self.rounds
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Header).show(brand("More"))
        self.rounds.focus()

    def show_game(self) -> None:
        open_rounds = {
            one.mode: one
            for one in reversed(self.game.rounds.open_rounds())
            if not one.scope
        }
        self.rounds.show_rows(
            (mode, self.build_row(number, mode, open_rounds.get(mode)))
            for number, mode in enumerate(self.game.more_modes, 1)
        )

    def build_row(self, number: int, mode: str, open_round: Session | None) -> Row:
        """Build the row of a mode; `open_round` is the round to resume, if there is
        one.
        """
        words = MODE_WORDS[mode]
        is_scored = mode != LAB and MODES[mode].is_scored
        best = self.game.progress.best(mode) if is_scored else None
        is_told = is_scored and (open_round is None or best is not None)
        told = [words.about]
        told += [best_line(best)] if is_told else []
        told += [unfinished_line(open_round)] if open_round is not None else []
        told += self.project_lines() if mode == LAB else []
        return Row(
            paint(words.title, "bold"),
            paint(str(number), "bold"),
            more=[paint(line, "$muted") for line in told],
        )

    def project_lines(self) -> list[str]:
        """The project changed last and how far it is; empty if there is none."""
        lab, today = self.game.lab, self.game.today()
        return [
            f"{one.name}: {project_words(lab.card(one), today)}"
            for one in lab.projects()[:1]
        ]

    @on(OptionList.OptionSelected)
    def play_chosen(self, message: OptionList.OptionSelected) -> None:
        self.play(str(message.option_id))

    def action_play(self, number: int) -> None:
        if number <= len(self.game.more_modes):
            self.play(self.game.more_modes[number - 1])

    def play(self, mode: str) -> None:
        """Play a round of this mode, or go on with the one left open; open the
        mini-lab.
        """
        if mode == LAB:
            self.app.action_open("lab")
        else:
            self.app.play_round(lambda: self.game.rounds.resume_or_start(mode=mode))
