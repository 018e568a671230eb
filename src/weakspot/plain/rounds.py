"""The line-mode face: for pipes, plain terminals and screen readers."""

from msgspec.structs import replace

from weakspot.engine.limits import is_final
from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import NothingToPlay, SaveError
from weakspot.plain.answers import AnswerReader, build_reader
from weakspot.plain.commands import ASIDE_HELP, command_of, help_lines, is_aside
from weakspot.plain.exams import ENTER_AGAIN, TYPE_AGAIN, ExamConsole
from weakspot.words.rounds import position_words


class PlainFace(ExamConsole):
    """Plays rounds in lines of text: prints a question, reads a line, prints its
    verdict.
    """

    def play(self, session: Session) -> None:
        """Play this round and those that follow from it, until the player quits or the
        input ends.
        """
        self.say(*self.game.troubles())
        self.show_resumed(session)
        if session.is_untouched and session.mode == "today":
            self.show_left_round()
        self.announce(session)
        current: Session | None = session
        while current is not None:
            if current.phase == DONE:
                current = self.offer_next_step(current)
            elif current.phase == ANSWERED:
                self.show_verdict(current)
                current = self.go_on(current)
            else:
                current = self.ask_question(current)

    def show_resumed(self, session: Session) -> None:
        """Say that a round goes on, if it does; where it goes on at a verdict, show the
        question of that.
        """
        seconds = session.rules.seconds_for(len(session.slots))
        was_opened = session.sheets and session.seconds_left != seconds
        if session.has_answers or was_opened:
            self.say(
                f"Going on with {self.game.rounds.title(session)}, "
                f"{position_words(session)}."
            )
        if session.phase == ANSWERED:
            self.show_question(session)

    def go_on(self, session: Session) -> Session:
        """The round after a verdict. If that cannot be saved, only an Enter tries
        again; else SaveError.
        """
        while True:
            try:
                return self.game.rounds.advance(session)
            except SaveError as error:
                self.say("Your answer is saved.", f"{error}. {ENTER_AGAIN}")
                if self.read_line(blank=True) != "":
                    raise

    def show_left_round(self) -> None:
        """Name the round that waits below today's, and how to resume it."""
        for session in self.game.rounds.touched_rounds()[:1]:
            round_words = (
                f"{self.game.rounds.title(session)}, {position_words(session)}"
            )
            mode = (
                "" if session.rules.scoped else f" --mode {session.mode}"
            )  # else its scope names it
            kind = "topic" if "/" in session.scope else "section"
            scope = f" --{kind} {session.scope}" if session.scope else ""
            self.say(
                f"Left open: {round_words}. `weakspot play{mode}{scope}` goes on there."
            )

    def ask_question(self, session: Session) -> Session | None:
        """Show the question and read lines until they move the round on; None once the
        player leaves it.
        """
        question = self.game.library.question(session.slot.question)
        reader = build_reader(
            question, session.slot, self.game.settings.confidence, session.draft
        )
        self.current = session
        try:
            self.show_question(session)
            for entry in self.read_entries(reader):
                try:
                    moved = self.apply(entry, session, reader)
                except SaveError as error:
                    self.say(f"{error}. {TYPE_AGAIN}")
                    session = (
                        self.current
                    )  # the answer may be saved, but not the move to the next question
                    continue
                if moved is None or is_asked_anew(moved, session):
                    return moved
                self.current = session = moved
        except (SystemExit, KeyboardInterrupt):
            self.save_progress(self.current, reader)
            raise
        self.leave(session, reader)
        return None

    def apply(
        self, entry: str | Response | None, session: Session, reader: AnswerReader
    ) -> Session | None:
        """The round after a command or an answer; None if an exam was left. Raises
        SaveError.

        What is written so far of an open answer stays in the round, whatever moves it
        on.
        """
        if reader.draft is not None:
            session = replace(session, draft=reader.draft)
        if isinstance(entry, str):
            return (
                self.obey_in_exam(entry, session)
                if session.sheets
                else self.obey(entry, session, reader)
            )
        if session.sheets:
            return self.put_answer(entry, session, reader)
        moved = self.game.rounds.answer(session, entry, reader.confidence)
        if moved.phase == DONE:
            self.say("The round is over: this answer no longer counts.")
        return moved

    def obey(self, command: str, session: Session, reader: AnswerReader) -> Session:
        """Do what a command other than quitting says. Returns the session as it is
        then.
        """
        if command == "h":
            hint, hinted = (
                self.game.library.question(session.slot.question).hint,
                self.game.rounds.hint(session),
            )
            self.say(f"Hint: {hint}" if hint else "There is no hint for this one.")
            return hinted
        if command == "s":
            return self.game.rounds.skip(session)
        if command == "u" and reader.take_back():
            self.say("Taken back.")
            self.show_written(reader)
            return replace(session, draft=reader.draft)
        if command == "u":
            moved = self.game.rounds.undo(session)
            is_back = (
                moved.outcomes != session.outcomes
            )  # perhaps only the clock has moved
            self.say("Taken back." if is_back else "Nothing to take back.")
            return moved
        if is_aside(command):
            return self.obey_aside(command, session)
        if command == "?":
            self.say(
                *help_lines(reader.is_text, reader.is_ticking, reader.asks_confidence)
            )
        else:
            self.say(
                f"{command[:40]} is no command here; "
                f"{':' if reader.is_text else ''}? lists them."
            )
        return session

    def offer_next_step(self, session: Session) -> Session | None:
        """Show the results and read what to do next; None once the player is done."""
        if session.sheets and not session.answered:
            self.say("Nothing was answered: the exam is not kept.")
            return None
        self.show_results(session)
        steps = self.next_steps(session)
        self.say(
            "", "Enter or " + " · ".join(f"{key} {word}" for key, word in steps.items())
        )
        while (line := self.read_line(blank=True)) is not None:
            command = command_of(line, False) or line or next(iter(steps))
            if command == "q":
                break
            try:
                if is_aside(command):
                    changed = self.obey_aside(command, session)
                    if changed is not session:
                        return changed
                elif command == "?":
                    self.say(*ASIDE_HELP)
                elif command in steps:
                    return self.take_next_step(command, session)
                else:
                    self.say("Type one of the letters above, or only Enter.")
            except (NothingToPlay, SaveError) as refusal:
                self.say(str(refusal))
        return None

    def next_steps(self, session: Session) -> dict[str, str]:
        """What can follow the results, by its letter; first what Enter does."""
        steps = {
            "r": "again",
            "t": "today's round",
            "w": "weak spots",
            "u": "undo",
            "q": "quit",
        }
        if is_final(session):
            del steps["u"]
        if session.sheets:
            steps["v"] = "look through the answers"
        practise = (
            {"p": "practise what was missed"}
            if self.game.progress.missed_concepts(session)
            else {}
        )
        if practise and session.mode != "missed":
            return practise | steps
        return {"q": steps.pop("q"), **practise, **steps}

    def take_next_step(self, command: str, session: Session) -> Session:
        """The round that a step after the results leads to. Raises NothingToPlay if it
        would be empty.
        """
        self.game.back_up()  # it may be another day
        if command == "u":
            undone = self.game.rounds.undo(session)
            self.say("Taken back.")
            return undone
        if command == "v":
            return self.show_exam_answers(session)
        if command == "p":
            return self.game.rounds.practise(session)
        if command == "r":
            again = self.game.rounds.play_again(session)
            self.announce(again)
            return again
        resumed = self.game.rounds.resume_or_start(
            mode="weak" if command == "w" else "today"
        )
        self.show_resumed(resumed)
        return resumed


def is_asked_anew(moved: Session, session: Session) -> bool:
    """Whether to show the question anew after a move; in an exam after each, as the
    answer may differ.
    """
    if session.sheets:
        return moved is not session
    before = session.at, session.phase, session.slot
    return moved.phase == DONE or (moved.at, moved.phase, moved.slot) != before
