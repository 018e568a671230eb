"""The list of rounds that are played now and then, each with what it is and the best
result so far.
"""

from weakspot.engine.rules import MODES, MORE_MODES
from weakspot.engine.session import Session
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.launcher import play_round
from weakspot.ui.widgets.keys import BACK, HELP, MOVE, PLAY, Key, bind_keys
from weakspot.ui.widgets.menu import Round, RoundMenu
from weakspot.words.modes import MODE_WORDS
from weakspot.words.rewards import best_line
from weakspot.words.summaries import unfinished_line


class MoreScreen(FramedScreen[None]):
    """Lists more rounds; Enter plays the one under the cursor."""

    TITLE = "More"
    CONTENT = (RoundMenu,)
    FOOTER = (PLAY, MOVE, HELP, BACK)
    KEYS = (
        Key("Enter", "play the round under the cursor"),
        Key("↑ ↓", "move"),
        Key(f"1-{len(MORE_MODES)}", "play a round"),
        BACK,
    )
    BINDINGS = [
        *bind_keys(KEYS),
        *[(str(n), f"play({n})") for n in range(1, len(MORE_MODES) + 1)],
    ]

    def on_mount(self) -> None:
        self.query_one(RoundMenu).focus()

    def show_game(self) -> None:
        open_rounds = {
            one.mode: one
            for one in reversed(self.game.rounds.open_rounds())
            if not one.scope
        }
        self.query_one(RoundMenu).items = tuple(
            self.build_row(str(number), mode, open_rounds.get(mode))
            for number, mode in enumerate(MORE_MODES, 1)
        )

    def build_row(self, key: str, mode: str, open_round: Session | None) -> Round:
        """Build the row of a mode; `open_round` is the round to resume, if there is
        one.
        """
        rules, words = MODES[mode], MODE_WORDS[mode]
        best = self.game.progress.best(mode) if rules.is_scored else None
        is_told = rules.is_scored and (open_round is None or best is not None)
        best_words = best_line(best) if is_told else ""
        open_words = "" if open_round is None else unfinished_line(open_round)
        return Round(
            words.title,
            words.about,
            words.brief,
            f"{best_words} {open_words}".strip(),
            key,
        )

    def action_choose(self) -> None:
        self.action_play(self.query_one(RoundMenu).cursor + 1)

    def action_play(self, number: int) -> None:
        play_round(
            self, lambda: self.game.rounds.resume_or_start(mode=MORE_MODES[number - 1])
        )
