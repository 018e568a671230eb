"""The line-mode face: for pipes, plain terminals and screen readers."""

from __future__ import annotations

import textwrap
from typing import TextIO

from weakspot.engine.feedback import feedback, move_figures, move_words, summary
from weakspot.engine.limits import place, progress
from weakspot.engine.rewards import RULES, reward_lines
from weakspot.engine.rules import MODES
from weakspot.engine.session import ANSWERED, DONE, Session, Slot, last_answer
from weakspot.engine.values import CONFIDENCE
from weakspot.errors import SaveError, WeakspotError
from weakspot.game import Game, NothingToPlay
from weakspot.plain.answers import BadLine, Given, Numbered, Taking, question_lines, right_lines
from weakspot.plain.commands import ASIDES, POINTS, command_of, help_lines, is_dispute
from weakspot.plain.editing import edit_last
from weakspot.plain.exams import PlainExam
from weakspot.plain.results import result_lines
from weakspot.text import marks_for, reason_line, topic_mark, verdict_mark, visible, written

WIDTH = 78
PATIENCE = 20
"""Lines to wait for a step after the results: an endless pipe has none."""
QUIT = "Kept. `weakspot` goes on here."
UNSAVED = "Not saved: what you answered is gone now."


class Plain:
    """Plays rounds in lines of text: prints a question, reads a line, prints its verdict."""

    def __init__(self, game: Game, lines: TextIO, out: TextIO) -> None:
        """`lines` is read line by line; what is written to `out` is flushed before the next is read."""
        self.game = game
        self.lines = lines
        self.out = out
        self.marks = marks_for(out, game.settings.marks)

    def play(self, session: Session) -> None:
        """Play this round and those that follow from it, until the player quits or the input ends."""
        going: Session | None = session
        self.say(*self.game.troubles())
        if (session.outcomes or any(one.is_answered for one in session.sheets)) and session.phase != DONE:
            at = place(session, MODES[session.mode])
            self.say(f"Going on with {self.game.title(session)}, {at}.")
        while going is not None:
            if going.phase == DONE:
                going = self.after_round(going)
            elif going.sheets:
                going = PlainExam(self).sit(going)
            elif going.phase == ANSWERED:
                self.tell_verdict(going)
                going = self.game.advance(going)
            else:
                self.tell_question(going)
                going = self.take_answer(going)

    def take_answer(self, session: Session) -> Session | None:
        """Read lines until they move the round on; None once the player quits or the input ends."""
        question = self.game.question(session.slot.question)
        taking = Taking(question, session.slot, self.game.settings.confidence)
        try:
            while (line := self.read(taking.is_text, taking.lead)) is not None:
                command = command_of(line, taking.is_text)
                if command == "q":
                    break
                if taking.says_sure and command in CONFIDENCE:
                    taking.confidence = CONFIDENCE[command]
                    self.say(f"With your answer: {taking.confidence}.")
                    continue
                if command and command != "0":
                    moved = self.obey(command, session, taking)
                else:
                    moved = self.answer("0" if command else line, session, taking, unknown=bool(command))
                if in_play(moved) != in_play(session):
                    return moved
                session = moved
        except SystemExit:
            self.stop_clock(session)
            raise
        self.stop_clock(session)
        self.say_kept()
        return None

    def say_kept(self) -> None:
        """Say where the round goes on."""
        self.say(UNSAVED if self.game.unsaved else QUIT)

    def stop_clock(self, session: Session) -> None:
        """Keep what is left on the clock, if the round has one: it stands until the round goes on."""
        if session.seconds_left is not None:
            self.game.draft(session, session.draft)

    def answer(self, line: str, session: Session, taking: Taking, unknown: bool) -> Session:
        """Take a line, and grade once it is the last; the session as it was if it is none, or not saved."""
        try:
            taken = Given(None) if unknown else taking.take(line)
            if isinstance(taken, Given):
                moved = self.game.answer(session, taken.response, taking.confidence)
                if moved.phase == DONE:
                    self.say("The round is over: this answer no longer counts.")
                return moved
            self.tell(taken)
        except BadLine as wrong:
            self.say(str(wrong))
        except SaveError as error:
            self.say(f"{error} The same answer tries again.")
        return session

    def obey(self, command: str, session: Session, taking: Taking) -> Session:
        """Do what a command other than quitting says; the session as it is then."""
        if command == "h":
            hint = self.game.question(session.slot.question).hint
            self.say(f"Hint: {hint}" if hint else "There is no hint to this one.")
            return self.game.hint(session)
        if command == "s":
            return self.game.skip(session)
        if command == "u":
            moved = self.game.undo(session)
            self.say("Taken back." if moved is not session else "Nothing to take back.")
            return moved
        if command == "f":
            self.say("Flagged." if self.game.flag(session) else "No longer flagged.")
        elif command == "m":
            muted = self.game.mute(session)
            self.say(f"Not for you: this {muted} is not asked again." if muted else "Asked again.")
            return self.game.skip(session) if muted else session
        elif command in ASIDES:
            return self.aside(command, session)
        elif is_dispute(command):
            return self.dispute(session, command[1:])
        elif command == "?":
            self.say(*help_lines(taking.is_text, taking.says_sure))
        else:
            self.say(f"{command[:40]} is no command here; {':' if taking.is_text else ''}? lists them.")
        return session

    def dispute(self, session: Session, note: str) -> Session:
        """Dispute the last answer, or take that back; the session as it is then."""
        try:
            judged = self.game.dispute(session, note)
            if judged is session:
                judged = self.game.restore(session)
                self.say("The last answer counts again.")
            else:
                self.say("Disputed: the last answer does not count. :d again: it counts.")
        except WeakspotError as refusal:
            self.say(str(refusal))
            return session
        return judged

    def details(self, session: Session) -> None:
        """Say what else there is to know of the last answer's question."""
        index = last_answer(session)
        if index is None:
            self.say("Nothing was answered yet.")
            return
        for label, text in self.game.details(session.slots[index], self.marks):
            self.say(f"{label}: {text}", lead="  ")

    def aside(self, command: str, session: Session) -> Session:
        """Do what a command says that answers nothing; the session as it is then."""
        if command == "e":
            self.details(session)
        elif command == POINTS:
            self.points()
        else:
            session, told = edit_last(self.game, session, self.lines.isatty() and self.out.isatty())
            self.say(told)
        return session

    def points(self) -> None:
        """Say what the player has earned, and how that counts."""
        self.say(*reward_lines(self.game.rewards()))
        for rule in RULES:
            self.say(rule, lead="  - ")

    def after_round(self, session: Session) -> Session | None:
        """Tell the results and read what to do next; None once the player is done."""
        missed = self.tell_results(session)
        steps = {"r": "again", "t": "today's round", "w": "weak spots", "u": "undo", "q": "quit"}
        if session.sheets:
            del steps["u"]
            steps["v"] = "look through the answers"
        first = "p" if missed and session.mode != "missed" else "q"
        steps = ({"p": "practise what was missed"} if missed else {}) | steps
        menu = [f"{key} {word}" for key, word in steps.items() if key != first]
        self.say("", " · ".join([f"Enter or {first} {steps[first]}", *menu]))
        patience = PATIENCE
        while patience and (line := self.read(blank=True)) is not None:
            patience -= 1
            command = command_of(line, False) or line or first
            if command == "q":
                break
            if command in ASIDES:
                session = self.aside(command, session)
                continue
            if is_dispute(command):
                return self.dispute(session, command[1:])
            if command not in steps:
                self.say("Type one of the letters above, or only Enter.")
                continue
            try:
                return self.next_round(command, session)
            except NothingToPlay as nothing:
                self.say(str(nothing))
        return None

    def next_round(self, command: str, session: Session) -> Session:
        """The round that a step after the results leads to. Raises NothingToPlay if it would be empty."""
        self.game.back_up()  # it may be another day
        if command == "u":
            undone = self.game.undo(session)
            self.say("Taken back." if undone is not session else "The time is up: nothing is taken back.")
            return undone
        if command == "v":
            self.look_through(session)
            return session
        if command == "p":
            return self.game.practise(session)
        if command == "r":
            return self.game.again(session)
        return self.game.start("weak" if command == "w" else "today")

    def look_through(self, session: Session) -> None:
        """Each question of an exam with its verdict, an Enter between two."""
        answered = [at for at, outcome in enumerate(session.outcomes) if outcome is not None]
        for at in answered:
            shown = self.game.review(session, at)
            self.tell_question(shown)
            self.tell_verdict(shown)
            if at != answered[-1]:
                self.say("Enter goes on · q back to the results")
                line = self.read(blank=True)
                if line is None or command_of(line, False) == "q":
                    return

    # What is told

    def tell_question(self, session: Session) -> None:
        """The question in play, its options numbered in the order of this round."""
        slot, rules = session.slot, MODES[session.mode]
        question = self.game.question(slot.question)
        self.say("", self.heading(session))
        reason = reason_line(slot.reason, slot.misses, slot.last, self.game.today())
        if session.phase != ANSWERED:
            self.say(rules.seen if session.at in session.seen else rules.asking or reason)
        self.say("")
        if (case := self.game.case(slot.question)) is not None:
            self.say(case.title)
            for line in case.text.rstrip().split("\n"):
                self.say(line.expandtabs(4).rstrip(), lead="  | ")
            self.say("")
        self.tell(question_lines(question, slot))

    def heading(self, session: Session) -> str:
        """The round, the topic as it stands, how far the round is; an exam does not tell the topic."""
        near = progress(session, MODES[session.mode])
        how_far = f"{session.at + 1} of {len(session.slots)}" if near is None else near.words
        if self.game.unsaved:
            how_far += " · not saved"
        if session.sheets:
            flag = " · to come back to" if session.sheets[session.at].flagged else ""
            place_words = place(session, MODES[session.mode])
            if session.phase == ANSWERED:
                return f"{self.game.title(session)} / {place_words}"
            return f"{self.game.title(session)} / {place_words} · {how_far}{flag}"
        topic = self.game.topic(self.game.topic_key(session.slot.question))
        mark = topic_mark(topic.state, self.marks)
        return f"{mark} {self.game.title(session)} / {topic.title} · {how_far}"

    def tell_verdict(self, session: Session) -> None:
        """How the answer in play was graded, and why."""
        slot, outcome = session.slot, session.outcome
        if outcome is None:
            return
        question = self.game.question(slot.question)
        told = feedback(question, slot, outcome, self.game.misconceptions(slot.question))
        self.say("", f"{verdict_mark(outcome.verdict.score, self.marks)} {told.word}")
        if told.sure:
            self.say(told.sure, lead="  ")
        if MODES[session.mode].own_time and session.seconds_left == 0:
            self.say("It took more than its time.", lead="  ")
        if not outcome.verdict.right:
            for lead, text in right_lines(question, slot, outcome.verdict, told):
                self.say(text, lead=f"  {self.marks.right} {lead}")
        self.say(told.explain, lead="  ")
        if told.work:
            self.say(told.work, lead="  Worked out: ")
        for label, why in told.reasons:
            self.say(f"{label}: {why}", lead="  ")
        for belief in told.mixups:
            self.say(f"“{belief}”", lead="  A mix-up: ")
        self.say(told.source, lead="  Source: ")
        title = self.game.topic(outcome.move.topic).title
        moved = move_figures(outcome.move)
        mark = topic_mark(outcome.move.state, self.marks)
        self.say(f"{mark} {title}: {moved} · {move_words(outcome.move)}", lead="  ")

    def tell_results(self, session: Session) -> bool:
        """The round in figures, what moved and what to repair; was anything missed?"""
        self.tell(result_lines(self.game, session, self.marks))
        return bool(summary(session).to_repair)

    # Lines in and out

    def read(self, blank: bool = False, lead: str = "") -> str | None:
        """The next line, stripped; None at the end of input. Empty ones are passed over unless `blank`."""
        while True:
            self.out.write(f"{lead}> ")
            self.out.flush()
            line = self.lines.readline()
            if not line:
                self.out.write("\n")
                return None
            if line.strip() or blank:
                return line.strip()
            self.say("Type a number and Enter; ? lists the commands.")

    def tell(self, lines: list[Numbered]) -> None:
        """Each line with its lead."""
        for lead, text in lines:
            self.say(text, lead=lead)

    def say(self, *texts: str, lead: str = "") -> None:
        """Each text on lines of its own, wrapped, `lead` before the first and as wide an indent after."""
        for text in texts:
            wrapped = textwrap.wrap(
                written(visible(text), self.marks),
                WIDTH,
                initial_indent=lead,
                subsequent_indent=" " * len(lead),
            )
            self.out.write("\n".join(wrapped or [lead.rstrip()]) + "\n")
        self.out.flush()


def in_play(session: Session) -> tuple[int, str, tuple[Slot, ...]]:
    """Where the round is: what is asked anew when it changes."""
    return session.at, session.phase, session.slots[session.at : session.at + 1]
