"""Points, streak and best rounds, with the rules that they come from."""

from textual.content import Content

from weakspot.engine.scoring import Rewards
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.widgets.content import indent, paint
from weakspot.ui.widgets.keys import BACK, HELP, POINTS, Key, bind_keys
from weakspot.ui.widgets.lines import ValueLines
from weakspot.words.rewards import RULE_LINES, reward_lines


class RewardLines(ValueLines[Rewards]):
    """The player's figures, and the rules that they come from."""

    DEFAULT_CSS = "RewardLines { margin-left: 2; }"

    def describe(self, rewards: Rewards, width: int) -> list[Content]:
        estimate, *bests = reward_lines(rewards)
        lines = [
            *paint(estimate, "bold").wrap(width),
            *self.gap_lines,
            paint("Best rounds", "bold"),
        ]
        for best in bests:
            lines += paint(best, "$muted").wrap(width)
        lines += [*self.gap_lines, paint("How they count", "bold")]
        for rule in RULE_LINES:
            lines += indent(paint("· ", "$muted"), paint(rule, "$muted"), width)
        return lines


class PointsScreen(FramedScreen[None]):
    """Shows what the player has earned, and how."""

    TITLE = "Points and streak"
    CONTENT = (RewardLines,)
    FOOTER = (HELP, BACK)
    KEYS = (Key("↑ ↓", "scroll"), Key("Esc", "back", "leave", "escape,q,enter"))
    BINDINGS = [*bind_keys(KEYS), *bind_keys([POINTS], "leave")]

    def show_game(self) -> None:
        self.query_one(RewardLines).value = self.game.progress.rewards()
