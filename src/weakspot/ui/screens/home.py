"""The first screen: today's round first, one key to play it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget

from weakspot.engine.limits import place
from weakspot.engine.report import TopicReport, weak_first
from weakspot.engine.rules import MODES, MORE
from weakspot.engine.session import Session
from weakspot.engine.summing import plan_words
from weakspot.game import Game
from weakspot.text import counted, minutes, state_word
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.foot import Key
from weakspot.ui.widgets.lines import plain
from weakspot.ui.widgets.menu import Round, RoundMenu, SectionMenu, WeakestList
from weakspot.ui.widgets.rows import Rows


class HomeScreen(FramedScreen[None]):
    """Rounds to play, sections to look into, what is weakest."""

    DEFAULT_CSS = """
    HomeScreen.-wide > * { max-width: 112; }
    HomeScreen.-wide #body { layout: grid; grid-size: 2; grid-columns: 34 1fr; }
    HomeScreen.-wide #body { grid-rows: auto; grid-gutter: 0 3; }
    HomeScreen SectionMenu { margin-top: 1; }
    HomeScreen.-wide SectionMenu { margin-top: 0; }
    HomeScreen WeakestList { display: none; padding-top: 2; column-span: 2; }
    HomeScreen.-tall WeakestList { display: block; }
    """
    BINDINGS = [
        ("t", "play('today')"),
        ("w", "play('weak')"),
        ("p", "play('missed')"),
        ("f", "play('flagged')"),
        ("x", "exam"),
        ("m", "more"),
        ("l", "place"),
        ("backspace", "drop"),
        ("left,right", "cross"),
        *[(str(number), f"section({number})") for number in range(1, 10)],
        ("asterisk", "app.points"),
        ("b", "app.banks"),
        ("s", "app.progress"),
        ("i", "app.weakest"),
        ("q", "quit_game"),
    ]
    KEYS = (
        ("Enter", "play the round, or open the section, under the cursor"),
        ("↑ ↓", "move"),
        ("← →", "between rounds and sections"),
        ("1-9", "open a section: its topics and its lesson"),
        ("t", "today's round"),
        ("w", "weak spots"),
        ("p", "practise what was missed in the last days"),
        ("f", "what you flagged"),
        ("x", "an exam; one that was begun goes on"),
        ("m", "more kinds of rounds"),
        ("l", "find my weak spots: up to 24 questions over all sections"),
        ("Backspace", "let go of the round left open; its answers stay, and the one left before it comes up"),
        ("s", "progress: mastery, days, what is to come"),
        ("i", "the weakest topics: how they stand, and why"),
        ("*", "points, streak and best rounds: yours, and how they count"),
        ("b", "the banks: what each holds, what is wrong in it, what you muted"),
        ("q", "quit"),
    )
    MARKS = TOPIC_MARKS

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.opened: Sequence[Session] = ()
        self.warned = False

    def content(self) -> list[Widget]:
        return [RoundMenu(), SectionMenu(), WeakestList()]

    def on_mount(self) -> None:
        self.query_one(RoundMenu).focus()

    def on_screen_resume(self) -> None:
        self.show_game()

    def redraw(self) -> None:
        self.header.right = plain(self.standing_words(), "$muted")
        super().redraw()

    def show_game(self) -> None:
        """Bring everything up to date with the save."""
        sections = self.game.sections()
        spots = weak_first(topic for section in sections for topic in section.topics)
        self.opened = self.game.open_rounds()
        self.warned = False
        self.header.left = Content.assemble(("◆ ", "$warning"), ("weakspot", "bold"))
        self.header.right = plain(self.standing_words(), "$muted")
        menu = self.query_one(RoundMenu)
        menu.rounds = tuple(self.rounds(spots))
        menu.week = self.game.week()
        menu.cursor = 0
        self.query_one(SectionMenu).sections = sections
        weakest = self.query_one(WeakestList)
        weakest.today = self.game.today()
        weakest.spots = tuple(spots[:3])
        weakest.keys = [spot.key for spot in spots]
        self.say("".join(self.game.troubles()[:1]))
        self.show_keys()

    @property
    def left(self) -> Session | None:
        """The round that was left last, to go on with."""
        return next(iter(self.opened), None)

    def standing_words(self) -> str:
        """Streak and points, once there are any; where it is narrow, the streak alone."""
        streak, points = self.game.streak(), self.game.points()
        parts = [f"{streak}-day streak"] if streak else []
        if points and not (parts and self.has_class("-narrow")):
            parts.append(counted(points, "point"))
        return "  ·  ".join(parts)

    def rounds(self, spots: list[TopicReport]) -> list[Round]:
        """The rounds to offer: the open one first, then today's."""
        plan = self.game.plan("today")
        words = f"{counted(plan.questions, 'question')}, {minutes(plan.seconds)}"
        brief = f"{plan.questions}, {minutes(plan.seconds, brief=True)}"
        rounds = [Round("Today", words, brief, plan_words(plan.reasons), "t")]
        if self.left is not None:
            title, rules = self.game.title(self.left), MODES[self.left.mode]
            at = place(self.left, rules)
            brief = title if rules.grows else at.removeprefix("question ")
            behind = len(self.opened) - 1
            more = f"{counted(behind, 'more round')} left open behind it" if behind else ""
            rounds.insert(0, Round("Go on", f"{title}, {at}", brief, more, "Enter"))
        if self.game.offers_placement():
            rounds.append(Round("Find my weak spots", "", "", "", "l"))
        weak = [spot.title for spot in spots if spot.state == "weak"]
        count = counted(len(weak or spots), "topic")
        words = brief = count if weak else "none shown yet"
        if spots and not weak:
            words, brief = (f"{told} {state_word('perhaps')}" for told in (count, str(len(spots))))
        rounds.append(Round("Weak spots", ", ".join(weak) or words, brief, "", "w"))
        missed = self.game.missed()
        ideas = counted(missed, "idea") if missed else "none"
        rounds.append(Round("Missed", f"{ideas}, last 7 days" if missed else ideas, ideas, "", "p"))
        flagged = self.game.flagged()
        if flagged:
            words = counted(flagged, "question")
            rounds.append(Round("Flagged", words, words, "", "f"))
        rounds += self.exam_rounds()
        _, first, second, *others = (MODES[mode].title.lower() for mode in MORE)
        rounds.append(Round("More", f"{first}, {second} and {len(others)} others", "", "", "m"))
        return rounds

    def exam_rounds(self) -> list[Round]:
        """The exam to take, or to go on with; none where there is nothing to ask."""
        length = self.game.exam_length()
        if not length:
            return []
        begun = next((one for one in self.opened if one.sheets), None)
        if begun is not None:
            at = place(begun, MODES["exam"])
            return [Round("Exam", f"goes on at {at}", f"at {at.removeprefix('question ')}", "", "x")]
        words = counted(length, "question")
        time = minutes(MODES["exam"].seconds_for(length) or 0, brief=True)
        return [Round("Exam", f"{words}, {time}", words, "", "x")]

    def key_list(self) -> list[Key]:
        keys = [Key("Enter", "go on" if self.left else "play", "choose")]
        if self.left:
            keys.append(Key("Bksp", "let go", "drop"))
        keys += [
            Key("1-9", "section", "help"),
            Key("s", "progress", "app.progress"),
            Key("w", "weak", "play('weak')"),
            Key("b", "banks", "app.banks"),
            Key("?", "help", "help"),
            Key("q", "quit", "quit_game"),
            Key("/", "search", "app.search"),
            Key("*", "points", "app.points"),
            Key(",", "settings", "app.settings"),
        ]
        return [*keys, Key("i", "weakest", "app.weakest"), Key("↑↓", "move", "help")]

    def own_keys(self) -> list[Key]:
        """The palette has the rounds and the way out on every screen."""
        return [key for key in super().own_keys() if key.action in ("choose", "drop")]

    # What the player does

    @on(RoundMenu.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Play the round, or open the section."""
        if isinstance(message.rows, SectionMenu):
            self.action_section(message.index + 1)
            return
        key = message.rows.rounds[message.index].key if isinstance(message.rows, RoundMenu) else ""
        if key == "Enter" and self.left is not None:
            left = self.left
            self.play_round(lambda: self.game.resume(left))
        elif key == "m":
            self.action_more()
        elif key == "x":
            self.action_exam()
        elif key == "l":
            self.action_place()
        else:
            self.action_play({"t": "today", "w": "weak", "p": "missed", "f": "flagged"}[key])

    @on(RoundMenu.Edge)
    def cross_edge(self, message: Rows.Edge) -> None:
        """From the last round to the first section, and back."""
        target: Rows | None = None
        if isinstance(message.rows, RoundMenu) and message.step > 0:
            target = self.query_one(SectionMenu)
            target.cursor = 0
        elif isinstance(message.rows, SectionMenu) and message.step < 0:
            target = self.query_one(RoundMenu)
            target.cursor = target.row_count() - 1
        if target is not None:
            target.focus()

    def action_choose(self) -> None:
        if isinstance(self.focused, Rows):
            self.focused.action_choose()

    def action_cross(self) -> None:
        other = SectionMenu if isinstance(self.focused, RoundMenu) else RoundMenu
        self.query_one(other).focus()

    def action_play(self, mode: str) -> None:
        self.play_round(lambda: self.game.start(mode))

    def action_exam(self) -> None:
        self.play_round(lambda: self.game.begin(mode="exam"))

    def action_more(self) -> None:
        from weakspot.ui.screens.more import MoreScreen  # late: not for the first paint

        self.app.push_screen(MoreScreen(self.game))

    def action_place(self) -> None:
        self.play_round(lambda: self.game.begin(mode="placement"))

    def action_section(self, number: int) -> None:
        if number <= len(self.game.all_sections()):
            from weakspot.ui.screens.section import SectionScreen  # late: not for the first paint

            self.app.push_screen(SectionScreen(self.game, number - 1))

    def action_drop(self) -> None:
        if self.left is not None and self.left.sheets and not self.warned:
            self.warned = True
            self.say("An exam let go is lost with its answers. Bksp again lets go.")
        elif self.left is not None:
            left = self.left
            self.attempt(lambda: self.game.drop(left))
            self.show_game()
            kept = not (left.sheets or self.game.unsaved)
            self.say("Let go. Its answers are kept." if kept else "Let go.")

    def action_quit_game(self) -> None:
        self.app.exit()
