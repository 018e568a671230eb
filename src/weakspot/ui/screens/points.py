"""Points, streak and best rounds, with the rules that they come from."""

from textual.content import Content

from weakspot.engine.scoring import RULE_LINES, Rewards, best_rows, streak_words, today_words
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.widgets.bars import figure_lines
from weakspot.ui.widgets.content import GAP, indent, paint
from weakspot.ui.widgets.keys import BACK, HELP, POINTS, Key, bind_keys
from weakspot.ui.widgets.lines import ValueLines


class RewardLines(ValueLines[Rewards]):
    """The player's figures, and the rules that they come from."""

    DEFAULT_CSS = "RewardLines { margin-left: 2; }"

    def describe(self, rewards: Rewards, width: int) -> list[Content]:
        word = paint("point" if rewards.points == 1 else "points", "bold")
        standing = paint(f"{streak_words(rewards)} · {today_words(rewards)}", "$muted")
        if not self.has_big_figures or width < 60:
            lines = [paint(f"{rewards.points:,} ", "bold") + word, *standing.wrap(width)]
        else:
            lines = figure_lines(rewards.points, [word, standing])
        bests = best_rows(rewards)
        label = max(len(title) for title, _ in bests) + GAP
        lines += [*self.gap_lines, paint("Best rounds", "bold")]
        for title, best in bests:
            lines += indent(paint(title.ljust(label)), paint(best, "$muted"), width)
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
        self.query_one(RewardLines).value = self.game.rewards()
