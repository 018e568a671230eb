"""The line-mode face: for pipes, plain terminals and screen readers."""

from collections.abc import Iterator
from typing import TextIO

from msgspec.structs import replace

from weakspot.engine.limits import is_final
from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import NothingToPlay, SaveError
from weakspot.game import Game
from weakspot.plain.answers import AnswerReader, BadLine, build_reader
from weakspot.plain.asides import Asides
from weakspot.plain.console import Console
from weakspot.plain.display import Display
from weakspot.plain.exams import ENTER_AGAIN, TYPE_AGAIN, Exams
from weakspot.plain.line_commands import (
    ASIDE_HELP,
    HOW_SURE,
    TEXT_COMMANDS,
    command_of,
    help_lines,
    is_aside,
)
from weakspot.text import format_count, sentence
from weakspot.words.numbers import format_minutes
from weakspot.words.summaries import position_words

COMMANDS_HINT = ":? lists the commands."
KEPT = "Kept. `weakspot` goes on here."
NOTHING_LEFT = "Your answers are saved; there is nothing to go on with."
"""Said of a round whose other questions were all muted."""
SECTIONS_MATTER = (
    "Does every section matter to you? :S lists them, :S 2 switches number 2 off."
)
"""Said once, after the first round of a save."""
NOTHING_ANSWERED = "Nothing was answered yet, so there is nothing to go on with."
UNSAVED = "Not saved: what you answered is gone now."


class PlainFace:
    """Plays rounds in lines of text:
    prints a question, reads a line, prints its verdict.
    """

    def __init__(self, game: Game, lines: TextIO, out: TextIO) -> None:
        """`lines` is what the player types, `out` where the game is written."""
        self.game = game
        self.console = Console(lines, out, game.settings.marks)
        self.display = Display(game, self.console)
        self.asides = Asides(game, self.console, self.display)
        self.exams = Exams(game, self.console, self.display, self.asides)
        self.current: Session | None = None
        """The round in play as it is saved, whatever is being read."""
        self.left: Session | None = None
        """The round that was left before its end."""

    def play(self, session: Session) -> None:
        """Play this round and those that follow from it,
        until the player quits or the input ends.
        """
        self.console.say(*map(sentence, self.game.faults()))
        self.show_resumed(session)
        if session.is_untouched and session.mode == "today":
            self.show_left_round()
        self.announce(session)
        current: Session | None = session
        while current is not None:
            if current.phase == DONE:
                current = self.offer_next_step(current)
            elif current.phase == ANSWERED:
                self.display.show_verdict(current)
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
            self.console.say(
                f"Going on with {self.game.rounds.title(session)}, "
                f"{position_words(session)}."
            )
        if session.phase == ANSWERED:
            self.display.show_question(session)

    def go_on(self, session: Session) -> Session:
        """The round after a verdict. If that cannot be saved, only an Enter tries
        again; else SaveError.
        """
        while True:
            try:
                return self.game.rounds.advance(session)
            except SaveError as error:
                why = sentence(str(error))
                self.console.say("Your answer is saved.", f"{why} {ENTER_AGAIN}")
                if self.console.read_line(blank=True) != "":
                    raise

    def show_left_round(self) -> None:
        """Name the round that waits below today's, and how to resume it."""
        for session in self.game.rounds.touched_rounds()[:1]:
            title = self.game.rounds.title(session)
            # a round with a scope is named by that
            mode = "" if session.rules.scoped else f" --mode {session.mode}"
            kind = "topic" if "/" in session.scope else "section"
            scope = f" --{kind} {session.scope}" if session.scope else ""
            if session.mode == "question":
                scope = f" --question {session.slot.question}"
            self.console.say(
                f"Left open: {title}, {position_words(session)}. "
                f"`weakspot play{mode}{scope}` goes on there."
            )

    def announce(self, session: Session) -> None:
        """Before the first answer, say how to list the commands, what a round of the
        day asks and how long an exam is.
        """
        if fault := self.game.library.take_fault():
            self.console.say(fault)
        if session.has_answers:
            return
        if len(self.game.subjects()) > 1:
            self.console.say(self.game.subject_title)
        if session.mode == "today":
            self.display.show_plan(session)
        if not session.sheets:
            self.console.say(COMMANDS_HINT)
        else:
            time = format_minutes(session.seconds_left or 0, brief=True)
            questions = format_count(len(session.slots), "question")
            self.console.say("", f"{questions}, {time}. {COMMANDS_HINT}")

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
            self.display.show_question(session)
            for entry in self.read_entries(reader):
                try:
                    moved = self.apply(entry, session, reader)
                except SaveError as error:
                    self.console.say(f"{sentence(str(error))} {TYPE_AGAIN}")
                    # the answer may be saved, but not the move to the next question
                    session = self.current
                    continue
                if moved is None or is_asked_anew(moved, session):
                    return moved
                self.current = session = moved
        except (SystemExit, KeyboardInterrupt):
            self.save_progress(self.current, reader)
            raise
        self.leave(session, reader)
        return None

    def read_entries(self, reader: AnswerReader) -> Iterator[str | Response | None]:
        """Yield what is typed until the player quits or the input ends: commands as
        texts, whole answers.
        """
        if reader.is_text:
            self.console.say(TEXT_COMMANDS)
        if reader.asks_confidence:
            self.console.say(HOW_SURE)
        self.show_written(reader)
        while (line := self.console.read_line(reader.is_text, reader.lead)) is not None:
            command = command_of(line, reader.is_text)
            if command == "q":
                return
            if words := reader.take_confidence(command):
                self.console.say(words)
                continue
            if command and command != "0":
                yield command
                continue
            try:
                taken = None if command else reader.take_line(line)
            except BadLine as bad_line:
                taken = [("", str(bad_line))]
            if isinstance(taken, list):
                self.console.say_lines(taken)
            else:
                self.console.note_answer()
                yield taken

    def show_written(self, reader: AnswerReader) -> None:
        if reader.texts:
            self.console.say("Written so far:")
            self.console.say_lines([("  ", text) for text in reader.texts])

    def apply(
        self, entry: str | Response | None, session: Session, reader: AnswerReader
    ) -> Session | None:
        """The round after a command or an answer; None if an exam was left. Raises
        SaveError.

        What is written so far of an open answer stays in the round,
        whatever moves it on.
        """
        if reader.draft is not None:
            session = replace(session, draft=reader.draft)
        if session.sheets:
            return self.apply_in_exam(entry, session, reader)
        if isinstance(entry, str):
            return self.obey(entry, session, reader)
        moved = self.game.rounds.answer(session, entry, reader.confidence)
        if moved.phase == DONE:
            self.console.say("The round is over: this answer no longer counts.")
        return moved

    def apply_in_exam(
        self, entry: str | Response | None, session: Session, reader: AnswerReader
    ) -> Session | None:
        """The exam after a command or an answer; None if it was left.
        Raises SaveError.
        """
        if isinstance(entry, str):
            moved = self.exams.obey(entry, session)
        else:
            # noted at once: the move to the next question may fail
            session = self.game.rounds.answer(session, entry, reader.confidence)
            self.current = session
            moved = self.exams.go_on(session)
        if moved is None:
            self.leave(session)
        return moved

    def obey(self, command: str, session: Session, reader: AnswerReader) -> Session:
        """Do what a command other than quitting says.
        Returns the session as it is then.
        """
        if command == "h":
            hint = self.game.library.question(session.slot.question).hint
            hinted = self.game.rounds.hint(session)
            words = f"Hint: {hint}" if hint else "There is no hint for this one."
            self.console.say(words)
            return hinted
        if command == "s":
            return self.game.rounds.skip(session)
        if command == "u" and reader.take_back():
            self.console.say("Taken back.")
            self.show_written(reader)
            return replace(session, draft=reader.draft)
        if command == "u":
            moved = self.game.rounds.undo(session)
            # perhaps only the clock has moved
            is_back = moved.outcomes != session.outcomes
            self.console.say("Taken back." if is_back else "Nothing to take back.")
            return moved
        if is_aside(command):
            return self.asides.obey(command, session)
        if command == "?":
            self.console.say(
                *help_lines(reader.is_text, reader.is_ticking, reader.asks_confidence)
            )
        else:
            self.console.say(
                f"{command[:40]} is no command here; "
                f"{':' if reader.is_text else ''}? lists them."
            )
        return session

    def offer_next_step(self, session: Session) -> Session | None:
        """Show the results and read what to do next; None once the player is done."""
        if session.sheets and not session.answered:
            self.console.say("Nothing was answered: the exam is not kept.")
            return None
        steps = self.next_steps(session)
        self.show_end(session, steps)
        while (line := self.console.read_line(blank=True)) is not None:
            command = command_of(line, False) or line or next(iter(steps))
            if command == "q":
                break
            try:
                if is_aside(command):
                    changed = self.asides.obey(command, session)
                    if changed is not session:
                        return changed
                elif command == "?":
                    self.console.say(*ASIDE_HELP)
                elif command == "y":
                    self.display.show_share(session)
                elif command in steps:
                    return self.take_next_step(command, session)
                else:
                    self.console.say("Type one of the letters above, or only Enter.")
            except (NothingToPlay, SaveError) as refusal:
                self.console.say(sentence(str(refusal)))
        return None

    def tell_of_sections(self) -> None:
        """Say once, after the first round of a save, that sections can be switched
        off.
        """
        if self.game.progress.should_ask_sections():
            self.console.say("", SECTIONS_MATTER)
            try:
                self.game.library.switch_sections(set())  # told once: all are on
            except SaveError as error:
                self.console.say(sentence(str(error)))

    def show_end(self, session: Session, steps: dict[str, str]) -> None:
        """Show the results, and of today's round that it is over; then the steps."""
        self.display.show_results(session)
        if session.mode == "today" and self.game.progress.is_today_done():
            self.display.show_done()
        self.tell_of_sections()
        self.console.say(
            "", "Enter or " + " · ".join(f"{key} {word}" for key, word in steps.items())
        )

    def next_steps(self, session: Session) -> dict[str, str]:
        """The steps that can follow the results, by letter; first that of Enter."""
        steps = {"r": "again", "t": "today's round", "w": "weak spots"}
        steps |= {"u": "undo", "y": "share", "q": "quit"}
        if is_final(session):
            del steps["u"]
        if session.sheets:
            steps["v"] = "look through the answers"
        missed = self.game.progress.missed_concepts(session)
        practise = {"p": "practise what was missed"} if missed else {}
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
            self.console.say("Taken back.")
            return undone
        if command == "v":
            return self.exams.show_answers(session)
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
        if resumed.mode == "today":
            self.announce(resumed)
        return resumed

    # A round that is left

    def leave(self, session: Session, reader: AnswerReader | None = None) -> None:
        """Save the round as it is, its clock stopped, and say so."""
        self.save_progress(session, reader)
        self.say_kept()

    def say_kept(self) -> None:
        if self.game.unsaved:
            self.console.say(UNSAVED)
        elif self.left is not None:
            resumed = self.game.rounds.rounds_to_resume()[:1]
            goes_on = [session.id for session in resumed] == [self.left.id]
            ended = NOTHING_LEFT if self.left.has_answers else NOTHING_ANSWERED
            self.console.say(KEPT if goes_on else ended)

    def save_progress(
        self, session: Session, reader: AnswerReader | None = None
    ) -> None:
        """Save what is written so far and the time left; the clock stands until the
        round goes on.
        """
        self.left = session
        draft = None if reader is None else reader.draft
        # even if nothing is new: a failure is told
        self.game.rounds.save_draft(session, draft or session.draft)


def is_asked_anew(moved: Session, session: Session) -> bool:
    """True if the question is to be shown anew after a move; in an exam after each, as
    the answer may differ.
    """
    if session.sheets:
        return moved is not session
    before = session.at, session.phase, session.slot
    return moved.phase == DONE or (moved.at, moved.phase, moved.slot) != before
