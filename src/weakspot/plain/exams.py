"""Exams in lines of text: answered in any order, judged once handed in."""

from msgspec.structs import replace

from weakspot.engine import exam
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import SaveError
from weakspot.plain.answers import AnswerReader
from weakspot.plain.asides import AsideConsole
from weakspot.plain.commands import ASIDE_HELP, command_of, is_aside
from weakspot.text import format_count
from weakspot.words.numbers import format_minutes

TYPE_AGAIN, ENTER_AGAIN = "Type it again.", "Enter tries again."
COMMANDS_HINT = ":? lists the commands."
REVIEW_HINT = "Enter goes on · q back to the results · ? lists what else"
HELP = (
    "Answer as in any round; a new answer takes the place of one given before. 0 "
    "means: I don't know; where "
    "words or a number are asked for, :0. "
    "In an exam there are no hints, and nothing is judged until it is handed in.",
    "s or :s next question · u or :u the one before · :g 7 question 7 · f or :f come "
    "back to it · o or :o "
    "open again",
    "v or :v look it over and hand in · ? or :? this help · q or :q keep and quit",
    "Where words or a number are asked for, only what begins with : is a command.",
)
KEPT = "Kept. `weakspot` goes on here."
NOTHING_LEFT = "Your answers are saved; there is nothing to go on with."
"""Said of a round whose other questions were all muted."""
NOTHING_ANSWERED = "Nothing was answered yet, so there is nothing to go on with."
UNSAVED = "Not saved: what you answered is gone now."


class ExamConsole(AsideConsole):
    """The moves of an exam, its clock running while it waits for a line; saves a round
    that is left.
    """

    left_round_id = ""
    """The id of the round that was left before its end."""
    current: Session
    """The round in play as it is saved, whatever is being read."""

    def announce(self, session: Session) -> None:
        """Before the first answer, say how to list the commands and, for an exam, how
        long it is.
        """
        if session.has_answers:
            return
        if not session.sheets:
            self.say(COMMANDS_HINT)
        else:
            time = format_minutes(session.seconds_left or 0, brief=True)
            self.say(
                "",
                (
                    f"{format_count(len(session.slots), 'question')}, {time}. "
                    f"{COMMANDS_HINT}"
                ),
            )

    def put_answer(
        self, response: Response | None, session: Session, reader: AnswerReader
    ) -> Session | None:
        """Put an answer on its sheet, then go to the next open question, or hand in
        what came by a pipe.
        """
        self.current = answered = self.game.rounds.answer(
            session, response, reader.confidence
        )
        if answered.phase == DONE:
            self.say("The time was up: this answer no longer counts.")
            return answered
        next_slot = exam.next_open_slot(answered)
        if next_slot is not None:
            return self.game.rounds.visit(answered, next_slot)
        if not exam.flagged_slots(answered) and not self.lines.isatty():
            return self.game.rounds.finish(answered)
        return self.look_over(answered)

    def obey_in_exam(self, command: str, session: Session) -> Session | None:
        """Do what a command says; no change if the command moves nothing."""
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
                self.say(
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
            self.say(*HELP)
        else:
            self.say("There is no such command in an exam; :? lists them.")
        return session

    def go_to(self, number: str, session: Session) -> Session:
        """Go to the question with this number; no change if there is none."""
        at = exam.parse_place(number, session)
        if at is not None:
            return self.game.rounds.visit(session, at)
        self.say(f"A number from 1 to {len(session.slots)} goes to that question.")
        return session

    def look_over(self, session: Session) -> Session | None:
        """Show what is open and what is flagged before an exam is handed in, which
        Enter does.
        """
        numbers = {
            "Open": exam.open_slots(session),
            "Flagged": exam.flagged_slots(session),
        }
        answered = len(session.slots) - len(numbers["Open"])
        self.say("", f"{answered} of {len(session.slots)} answered")
        for label, slots in numbers.items():
            if slots:
                self.say(", ".join(str(at + 1) for at in slots), lead=f"  {label}: ")
        self.say(
            "Enter hands it in · a number goes to that question · q keeps it and quits"
        )
        warned = not numbers["Open"]
        while (line := self.read_line(blank=True)) is not None:
            command = command_of(line, False) or line
            if command == "q":
                break
            if not command and not warned:
                self.say(f"{len(numbers['Open'])} open. Enter again hands in as it is.")
                warned = True
                continue
            try:
                if not command:
                    return self.game.rounds.finish(session)
                moved = self.go_to(command.removeprefix("g "), session)
            except SaveError as error:
                self.say(f"{error}. {TYPE_AGAIN if command else ENTER_AGAIN}")
                continue
            if moved is not session:
                return moved
        self.leave(session)
        return None

    def show_exam_answers(self, session: Session) -> Session:
        """Show each answer of an exam with its verdict, an Enter between two; the exam
        with any disputes.
        """
        answered = [
            at for at, outcome in enumerate(session.outcomes) if outcome is not None
        ]
        for at in answered:
            session = self.game.rounds.review(session, at)
            self.show_question(session)
            self.show_verdict(session)
            if at == answered[-1]:
                break
            self.say(REVIEW_HINT)
            while line := self.read_line(blank=True):
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
                return self.obey_aside(command, session)
            except SaveError as error:
                self.say(f"{error}. {TYPE_AGAIN}")
        else:
            self.say(*(ASIDE_HELP if command == "?" else [REVIEW_HINT]))
        return session

    # A round that is left

    def leave(self, session: Session, reader: AnswerReader | None = None) -> None:
        """Save the round as it is, its clock stopped, and say so."""
        self.save_progress(session, reader)
        self.say_kept()

    def say_kept(self) -> None:
        if self.game.unsaved:
            self.say(UNSAVED)
        elif self.left_round_id:
            goes_on = [
                session.id for session in self.game.rounds.rounds_to_resume()[:1]
            ] == [self.left_round_id]
            ended = NOTHING_LEFT if self.current.has_answers else NOTHING_ANSWERED
            self.say(KEPT if goes_on else ended)

    def save_progress(
        self, session: Session, reader: AnswerReader | None = None
    ) -> None:
        """Save what is written so far and the time left; the clock stands until the
        round goes on.
        """
        self.left_round_id = session.id
        draft = None if reader is None else reader.draft
        self.game.rounds.save_draft(
            session, draft or session.draft
        )  # even if nothing is new: a failure is told
