"""The screen that plays a round."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.feedback import feedback
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Picks
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS, reason_line
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.frame import Header, Key, Segments
from weakspot.ui.widgets.lines import Lines, plain, told
from weakspot.ui.widgets.picker import Options, Picker
from weakspot.ui.widgets.verdict import VerdictBlock


class Prompt(Lines):
    """The question, in bold; its hint below, once taken."""

    DEFAULT_CSS = "Prompt { margin: 0 0 1 2; }"

    text: reactive[str] = reactive("", layout=True)
    hint: reactive[str] = reactive("", layout=True)

    def build(self, width: int) -> list[Content]:
        lines = told(self.text, "bold").wrap(width)
        if self.hint:
            lines += [Content(""), *(plain("Hint  ", "$muted") + told(self.hint)).wrap(width)]
        return lines


class RoundScreen(FramedScreen[Session]):
    """Plays one round; dismisses with the session as the player left it."""

    DEFAULT_CSS = """
    RoundScreen.-tall #picker { margin-top: 1; }
    RoundScreen.-answered #status.said { display: block; }
    """
    BINDINGS = [
        Binding("enter", "next", show=False),
        Binding("h,f2", "hint", show=False),
        Binding("s,f3", "skip", show=False),
        Binding("f,f4", "flag", show=False),
        Binding("u,f5", "undo", show=False),
        Binding("n", "lesson", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("escape,q", "leave", show=False),
    ]
    KEYS = (
        ("1-9", "answer; where several are right, pick and unpick"),
        ("0", "I don't know: better than a guess, and never worse for you"),
        ("↑ ↓  Space", "move and pick"),
        ("Enter", "submit, then go on"),
        ("Backspace", "take back the last pick"),
        ("h", "hint"),
        ("s", "skip: no answer, not again in this round"),
        ("u", "undo: take back the last answer"),
        ("f", "flag this question"),
        ("n", "after the verdict: the lesson at this topic"),
        ("Esc", "leave; Enter on the first screen goes on here"),
    )

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__()
        self.game = game
        self.session = session

    def below_header(self) -> ComposeResult:
        yield Segments()

    def content(self) -> list[Widget]:
        return [Prompt(), Picker(), VerdictBlock()]

    def on_mount(self) -> None:
        self.show_session()
        self.query_one(Picker).focus()

    # The state, shown

    def go(self, session: Session | None) -> None:
        """Take the next session and show it, the results once it is done; stay where the move failed."""
        if session is None:
            return
        self.session = session
        if session.phase == DONE:
            self.dismiss(session)
            return
        self.show_session()
        if session.phase == ASKED:
            self.query_one("#body").scroll_home(animate=False)

    def show_session(self) -> None:
        """Bring every part up to date, in place."""
        session, slot = self.session, self.session.slot
        question = self.game.question(slot.question)
        self.show_header()
        self.query_one(Segments).session = session
        prompt = self.query_one(Prompt)
        prompt.text = question.prompt
        prompt.hint = question.hint or "" if session.hinted else ""
        outcome = session.outcome
        parts = tuple(outcome.verdict.parts[index] for index in slot.shown[0]) if outcome else ()
        texts = tuple(question.texts[index] for index in slot.shown[0])
        self.query_one(Picker).options = Options(texts, question.many, parts, slot.question)
        self.show_verdict()
        self.say_why()
        self.show_keys()
        self.query_one(Picker).focus()

    def redraw(self) -> None:
        super().redraw()
        self.show_header()

    def show_header(self) -> None:
        """The topic as it stands, the flag, how far the round is."""
        session, key = self.session, self.session.slot.question
        topic = self.game.topic(self.game.topic_key(key))
        flag = f"{UNICODE_MARKS.flag} " if self.game.is_flagged(key) else ""
        header = self.query_one(Header)
        header.left = self.header_left(topic.title, topic.state)
        header.right = Content.assemble(
            (flag, "$warning"), (f"{session.at + 1} of {len(session.slots)}", "$muted")
        )

    def header_left(self, title: str, state: str) -> Content:
        """The topic's mark, the round's name, the topic."""
        name = self.game.title(self.session)
        mark = state_mark(state) + Content(" ")
        if not self.has_class("-narrow") and name != title:
            mark += plain(name) + plain("  /  ", "$faint")
        return mark + plain(title)

    def show_verdict(self) -> None:
        """The block below the options, and the move of the topic; hidden while the question is asked."""
        key, outcome = self.session.slot.question, self.session.outcome
        block = self.query_one(VerdictBlock)
        block.outcome = outcome
        if outcome is None:
            block.told = None
            return
        block.topic = self.game.topic(outcome.move.topic).title
        misconceptions = self.game.misconceptions(key)
        block.told = feedback(self.game.question(key), self.session.slot, outcome, misconceptions)

    def say_why(self) -> None:
        """Why this question was drawn, while it is asked."""
        slot = self.session.slot
        asked = self.session.phase == ASKED
        line = reason_line(slot.reason, slot.misses, slot.last, self.game.today())
        if asked and self.session.at in self.session.seen:
            line = "You have seen its answer: this time it does not count."
        self.say(line if asked else "", aside=True)

    def key_list(self) -> list[Key]:
        undo = Key("u", "undo", "undo")
        flag = Key("f", "flag", "flag")
        rest = [Key("?", "help", "help"), Key("Esc", "leave", "leave")]
        if self.session.phase == ANSWERED:
            return [Key("Enter", "next", "next"), undo, Key("n", "lesson", "lesson"), flag, *rest]
        question = self.game.question(self.session.slot.question)
        keys = [Key(f"1-{len(question.texts)}", "pick" if question.many else "answer", "help")]
        if question.many:
            keys.append(Key("Enter", "submit", "submit"))
        keys.append(Key("0", "don't know", "unknown"))
        if question.hint and not self.session.hinted:
            keys.append(Key("h", "hint", "hint"))
        keys.append(Key("s", "skip", "skip"))
        if self.session.outcomes:
            keys.append(undo)
        return [*keys, *rest, flag]

    # What the player does

    @on(Picker.Submitted)
    def answer(self, message: Picker.Submitted) -> None:
        """Grade and save, then show; if it could not be saved, the question stays as it is."""
        if self.session.phase != ASKED:
            return
        shown = self.session.slot.shown[0]
        picks = message.picks
        response = None if picks is None else Picks(picks=frozenset(shown[at] for at in picks))
        self.go(self.attempt(lambda: self.game.answer(self.session, response)))

    @on(Picker.Unfinished)
    def ask_for_a_pick(self) -> None:
        """Enter on nothing grades nothing."""
        many = self.query_one(Picker).options.many
        self.say(
            "Nothing is picked yet: a digit or Space picks, 0 means I don't know."
            if many
            else "Answer with a digit, or move with ↑ ↓ and press Enter."
        )

    def action_next(self) -> None:
        if self.session.phase == ANSWERED:
            self.go(self.attempt(lambda: self.game.advance(self.session)))

    def action_submit(self) -> None:
        self.query_one(Picker).action_choose()

    def action_unknown(self) -> None:
        self.query_one(Picker).action_unknown()

    def action_hint(self) -> None:
        if self.session.phase != ASKED:
            return
        hinted = self.attempt(lambda: self.game.hint(self.session))
        if hinted is None:
            return
        if hinted is self.session and not self.session.hinted:
            self.say("There is no hint to this one.")
        else:
            self.session = hinted
            self.show_session()

    def action_skip(self) -> None:
        if self.session.phase == ASKED:
            self.go(self.attempt(lambda: self.game.skip(self.session)))

    def action_flag(self) -> None:
        flagged = self.attempt(lambda: self.game.flag(self.session))
        if flagged is None:
            return
        self.show_session()
        self.say("Flagged." if flagged else "No longer flagged.")

    def action_undo(self) -> None:
        picker = self.query_one(Picker)
        if self.session.phase == ASKED and picker.take_back():
            return
        if not self.session.outcomes:
            self.say("Nothing to take back yet.")
            return
        self.go(self.attempt(lambda: self.game.undo(self.session)))

    def action_lesson(self) -> None:
        if self.session.phase == ANSWERED:
            from weakspot.ui.screens.lesson import LessonScreen  # late: Markdown takes its time

            self.app.push_screen(LessonScreen(self.game, self.game.topic_key(self.session.slot.question)))

    def action_scroll(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss(self.session)
