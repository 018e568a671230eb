"""Points, streak and best rounds, with the rules that they come from."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from weakspot.ui.keys import BACK, SCROLL, KeyBar
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import Row
from weakspot.words.rewards import RULE_LINES, reward_lines


class PointsScreen(GameScreen[None]):
    """Shows what the player has earned, and how."""

    DEFAULT_CSS = """
    PointsScreen .body Static { margin-left: 2; }
    PointsScreen .body .title { margin: 1 0 0 2; text-style: bold; }
    PointsScreen.-tall .body .title { margin: 2 0 0 2; }
    """
    BINDINGS = [
        *SCROLL,
        BACK,
        Binding("enter", "leave", show=False),
        Binding("asterisk", "leave", id="points", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Header()
        with ScrollBody():
            yield Static(id="estimate")
            yield Static("Best rounds", classes="title")
            yield Static(id="bests")
            yield Static("How they count", classes="title")
            for rule in RULE_LINES:
                lead = paint("· ", "$muted")
                yield Static(Row(paint(rule, "$muted"), lead=lead, wraps=True))
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Header).show(brand("Points and streak"))

    def show_game(self) -> None:
        estimate, *bests = reward_lines(self.game.progress.rewards())
        self.query_one("#estimate", Static).update(paint(estimate, "bold"))
        lines = Content("\n").join(paint(best, "$muted") for best in bests)
        self.query_one("#bests", Static).update(lines)
