"""Exams in lines of text: answered in any order, judged once handed in."""

from msgspec.structs import replace

from weakspot.engine import sheets
from weakspot.engine.session import DONE, Session
from weakspot.errors import SaveError
from weakspot.game import Game
from weakspot.plain.asides import Asides
from weakspot.plain.console import Console
from weakspot.plain.display import Display
from weakspot.plain.line_commands import ASIDE_HELP, command_of, is_aside
from weakspot.text import sentence

TYPE_AGAIN, ENTER_AGAIN = "Type it again.", "Enter tries again."
REVIEW_HINT = "Enter goes on · q back to the results · ? lists what else"
HELP = (
    "Answer as in any round; a new answer takes the place of one given before. "
    "0 means: I don't know; where words or a number are asked for, :0. "
    "In an exam there are no hints, and nothing is judged until it is handed in.",
    "s or :s next question · u or :u the one before · :g 7 question 7 · "
    "f or :f come back to it · o or :o open again",
    "v or :v look it over and hand in · ? or :? this help · q or :q keep and quit",
    "Where words or a number are asked for, only what begins with : is a command.",
)


class Exams:
    """The moves of an exam, its clock running while it waits for a line, and a look
    through its answers.
    """

    def __init__(
        self, game: Game, console: Console, display: Display, asides: Asides
    ) -> None:
        self.game = game
        self.console = console
        self.display = display
        self.asides = asides

    def go_on(self, answered: Session) -> Session | None:
        """After an answer, go to the next open question, or hand in what came by a
        pipe; None if the player leaves the exam.
        """
        if answered.phase == DONE:
            self.console.say("The time was up: this answer no longer counts.")
            return answered
        next_slot = sheets.next_open_slot(answered)
        if next_slot is not None:
            return self.game.rounds.visit(answered, next_slot)
        if not sheets.flagged_slots(answered) and not self.console.lines.isatty():
            return self.game.rounds.finish(answered)
        return self.look_over(answered)

    def obey(self, command: str, session: Session) -> Session | None:
        """Do what a command says; no change if the command moves nothing. None if the
        player leaves the exam.
        """
        at, last = session.at, len(session.slots) - 1
        word, _, number = command.partition(" ")
        if command == "v":
            return self.look_over(session)
        if command == "s":
            return (
                self.game.rounds.visit(session, at + 1)
                if at < last
                else self.look_over(session)
            )
        if command == "u":
            return self.game.rounds.visit(session, max(at - 1, 0))
        if command == "f":
            flagged = self.game.rounds.toggle_exam_flag(session)
            if flagged.phase != DONE:
                self.console.say(
                    "Flagged to come back to."
                    if flagged.sheets[at].flagged
                    else "No longer flagged."
                )
            return flagged
        if command == "o":
            return self.game.rounds.clear_response(session)
        if word == "g":
            return self.go_to(number, session)
        if command == "?":
            self.console.say(*HELP)
        else:
            self.console.say("There is no such command in an exam; :? lists them.")
        return session

    def go_to(self, number: str, session: Session) -> Session:
        """Go to the question with this number; no change if there is none."""
        at = sheets.parse_place(number, session)
        if at is not None:
            return self.game.rounds.visit(session, at)
        self.console.say(
            f"A number from 1 to {len(session.slots)} goes to that question."
        )
        return session

    def look_over(self, session: Session) -> Session | None:
        """Show what is open and what is flagged before an exam is handed in, which
        Enter does; None if the player leaves it.
        """
        numbers = {
            "Open": sheets.open_slots(session),
            "Flagged": sheets.flagged_slots(session),
        }
        answered = len(session.slots) - len(numbers["Open"])
        self.console.say("", f"{answered} of {len(session.slots)} answered")
        for label, slots in numbers.items():
            if slots:
                self.console.say(
                    ", ".join(str(at + 1) for at in slots), lead=f"  {label}: "
                )
        self.console.say(
            "Enter hands it in · a number goes to that question · q keeps it and quits"
        )
        warned = not numbers["Open"]
        while (line := self.console.read_line(blank=True)) is not None:
            command = command_of(line, False) or line
            if command == "q":
                return None
            if not command and not warned:
                self.console.say(
                    f"{len(numbers['Open'])} open. Enter again hands in as it is."
                )
                warned = True
                continue
            try:
                if not command:
                    return self.game.rounds.finish(session)
                moved = self.go_to(command.removeprefix("g "), session)
            except SaveError as error:
                again = TYPE_AGAIN if command else ENTER_AGAIN
                self.console.say(f"{sentence(str(error))} {again}")
                continue
            if moved is not session:
                return moved
        return None

    def show_answers(self, session: Session) -> Session:
        """Show each answer of an exam with its verdict, an Enter between two; the exam
        with any disputes.
        """
        answered = [
            at for at, outcome in enumerate(session.outcomes) if outcome is not None
        ]
        for at in answered:
            session = self.game.rounds.review(session, at)
            self.display.show_question(session)
            self.display.show_verdict(session)
            if at == answered[-1]:
                break
            self.console.say(REVIEW_HINT)
            while line := self.console.read_line(blank=True):
                command = command_of(line, False)
                if command == "q":
                    break
                session = self.obey_in_review(command, session)
            if line != "":
                break
        return replace(session, at=len(session.slots), draft=None)

    def obey_in_review(self, command: str, session: Session) -> Session:
        """Do what a command says while an exam's answers are looked through; the exam
        with any disputes.
        """
        if is_aside(command):
            try:
                return self.asides.obey(command, session)
            except SaveError as error:
                self.console.say(f"{sentence(str(error))} {TYPE_AGAIN}")
        else:
            self.console.say(*(ASIDE_HELP if command == "?" else [REVIEW_HINT]))
        return session
