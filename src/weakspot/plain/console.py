"""What lines of text say about a round, and reading lines from the player."""

import textwrap
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import TextIO

from weakspot.engine.session import ANSWERED, Move, Session, Slot
from weakspot.engine.values import Response, with_colon
from weakspot.game import Game
from weakspot.plain.answers import AnswerReader, BadLine, LeadLine, build_reader
from weakspot.plain.commands import HOW_SURE, TEXT_COMMANDS, command_of
from weakspot.text import (
    choose_marks,
    format_count,
    topic_mark,
    translate_signs,
    verdict_mark,
    visible,
)
from weakspot.words.feedback import SEEN_NOTE, Feedback, given_line
from weakspot.words.modes import MODE_WORDS, seen_line
from weakspot.words.numbers import format_duration, times_words
from weakspot.words.reasons import reason_words
from weakspot.words.rewards import RULE_LINES, reward_lines
from weakspot.words.rounds import (
    answer_note,
    describe_place,
    dropped_line,
    move_figures,
    move_words,
    position_words,
    score_words,
    tally_moves,
    why_weak,
)
from weakspot.words.verdicts import CLEARING_NOTE

WIDTH, MIN_WIDTH = 78, 20
CLOCK_NOTE = "Verdict and question come at once: the clock runs while you read."
"""Said in a round against the clock; on the screen, the clock stands still until the
player goes on.
"""
ENDLESS_LINES, ENDLESS_LINE = 10_000, 10_000_000
"""Lines without an answer among them, and characters of one line, that only an endless
input has.
"""


class Console:
    """Shows the questions, verdicts and results of a game in lines of text, and reads
    lines.
    """

    def __init__(self, game: Game, lines: TextIO, out: TextIO) -> None:
        """`lines` is read line by line; what is written to `out` is flushed before the
        next line is read.
        """
        self.game = game
        self.lines = lines
        self.out = out
        self.marks = choose_marks(out, game.settings.marks)
        self.lines_since_answer = 0

    def show_question(self, session: Session) -> None:
        """Show the question in play, its options numbered as in this round; in an exam
        also the answer.
        """
        slot, rules = session.slot, session.rules
        question = self.game.library.question(slot.question)
        self.say("", self.heading(session))
        if session.phase != ANSWERED:
            asking = (
                CLOCK_NOTE
                if rules.seconds is not None
                else MODE_WORDS[session.mode].asking
            )
            why = asking or reason_words(slot, self.game.today())
            self.say(seen_line(rules) if session.at in session.seen else why)
        if session.is_untouched and self.game.rounds.has_replaced_round:
            self.say(dropped_line(self.game.unsaved))
        self.say("")
        if (case := self.game.library.case(slot.question)) is not None:
            self.say(case.title)
            for line in case.text.rstrip().split("\n"):
                self.say(line.expandtabs(4).rstrip(), lead="  | ")
            self.say("")
        self.say_lines(build_reader(question, slot).question_lines())
        if session.hinted:
            self.say(question.hint or "", lead="Hint: ")
        if session.sheets:
            sheet = session.sheets[session.at]
            if sheet.unknown:
                self.say("You said: I don't know.")
            elif sheet.is_answered:
                verdict = question.grade(sheet.response, slot.numbers)
                self.say(given_line(slot, verdict), lead="Your answer: ")

    def heading(self, session: Session) -> str:
        """The round, the topic's state and the progress of the round; an exam does not
        reveal the topic.
        """
        title, how_far = (
            self.game.rounds.heading_prefix(session),
            describe_place(session).words,
        )
        if self.game.unsaved:
            how_far += " · not saved"
        if not session.sheets:
            topic = self.game.progress.topic(
                self.game.library.topic_key(session.slot.question)
            )
            return (
                f"{topic_mark(topic.state, self.marks)} {title} / {topic.title} · "
                f"{how_far}"
            )
        where = f"{title} / {position_words(session)}"
        flag = " · flagged" if session.sheets[session.at].flagged else ""
        return where if session.phase == ANSWERED else f"{where} · {how_far}{flag}"

    def show_verdict(self, session: Session) -> None:
        """Show how the answer in play was graded, and why."""
        slot, outcome = session.slot, session.outcome
        if outcome is None:
            return
        reader = build_reader(self.game.library.question(slot.question), slot)
        feedback = self.game.library.feedback(slot, outcome)
        self.say(
            "", f"{verdict_mark(outcome.verdict.score, self.marks)} {feedback.word}"
        )
        if feedback.sure:
            self.say(feedback.sure, lead="  ")
        if session.rules.own_time and session.seconds_left == 0:
            self.say("It took more than its time.", lead="  ")
        given = given_line(slot, outcome.verdict)
        if reader.repeats(given) and not session.sheets:  # else shown above
            self.say(given, lead="  Your answer: ")
        if not outcome.verdict.right:
            for lead, text in reader.right_lines(outcome):
                self.say(text, lead=f"  {self.marks.right} {lead}")
        self.show_reasons(feedback)
        if session.at in session.seen:
            self.say(SEEN_NOTE, lead="  ")
            return
        mark = topic_mark(outcome.move.state, self.marks)
        self.say(f"{mark} {self.move_line(outcome.move)}", lead="  ")

    def show_reasons(self, feedback: Feedback) -> None:
        """Show the explanation, why each wrong pick is wrong, the mix-ups and the
        source.
        """
        self.say(feedback.explain, lead="  ")
        if feedback.work:
            self.say(feedback.work, lead="  Worked out: ")
        for label, why in feedback.reasons:
            self.say(f"{with_colon(label)} {why}", lead="  ")
        for belief in feedback.mixups:
            self.say(f"“{belief}”", lead="  A mix-up: ")
        self.say(
            " · ".join(filter(None, (feedback.source, feedback.link))),
            lead="  Source: ",
        )

    def show_results(self, session: Session) -> None:
        """Show the figures, what moved, what to repair, the mix-ups."""
        game, summary = self.game, self.game.progress.summarize(session)
        took = (
            f"{format_duration(summary.seconds)} · "
            f"{format_count(summary.points, 'point')}"
        )
        whole = f"{score_words(summary, is_exam=bool(session.sheets))} · {took}"
        self.say("", f"{game.rounds.title(session)} / Results")
        if session.sheets:
            self.say(
                *game.progress.end_lines(session),
                answer_note(session, whole),
                "",
                "By section",
            )
            for title, words in game.progress.exam_rows(session):
                self.say(f"{title}: {words}", lead="  ")
        else:
            self.say(whole, *game.progress.end_lines(session))
        self.show_moves(summary.moves)
        if summary.to_repair:
            self.say("", "To repair")
        for repair in game.progress.repairs(summary):
            self.say(repair.prompt, lead=f"  {verdict_mark(repair.score, self.marks)} ")
            self.say(f"{self.marks.arrow} {repair.right}", repair.due, lead="    ")
        if mixups := game.progress.latest_mixups():
            self.say("", "Mix-ups to repair")
            for mixup in mixups:
                self.say(f"“{mixup.belief}” {times_words(mixup.met)}", lead="  ")
            self.say(CLEARING_NOTE, lead="  ")

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show how many topics went which way, and how each topic moved."""
        if counts := tally_moves(moves):
            self.say(" · ".join(counts))
        if moves:
            self.say("", "What moved")
        for move in moves:
            self.say(
                self.move_line(move), lead=f"  {topic_mark(move.state, self.marks)} "
            )

    def move_line(self, move: Move) -> str:
        """How a topic moved, and what that means for it."""
        words = f"{why_weak(move)}{move_words(move)}"
        title = self.game.library.topic_title(move.topic)
        return f"{title}: {move_figures(move)} · {words}"

    def show_details(self, slot: Slot) -> None:
        for label, text in self.game.library.details(slot):
            self.say(f"{label}: {text}", lead="  ")

    def show_points(self) -> None:
        """Show what the player has earned, and how that counts."""
        self.say(*reward_lines(self.game.progress.rewards()))
        for rule in RULE_LINES:
            self.say(rule, lead="  - ")

    def read_line(self, blank: bool = False, lead: str = "") -> str | None:
        """The next line, stripped; None at the end of input. Empty lines are skipped
        unless `blank`.

        An input that goes on without an answer is treated as ended.
        """
        while True:
            self.out.write(f"{lead}> ")
            self.out.flush()
            line = self.lines.readline(ENDLESS_LINE)
            self.lines_since_answer += 1
            if (
                not line
                or len(line) == ENDLESS_LINE
                or self.lines_since_answer > ENDLESS_LINES
            ):
                self.out.write("\n")
                return None
            if line.strip() or blank:
                return line.strip()
            self.say("Type a number and Enter; ? lists the commands.")

    def read_entries(self, reader: AnswerReader) -> Iterator[str | Response | None]:
        """Yield what is typed until the player quits or the input ends: commands as
        texts, whole answers.
        """
        if reader.is_text:
            self.say(TEXT_COMMANDS)
        if reader.asks_confidence:
            self.say(HOW_SURE)
        self.show_written(reader)
        while (line := self.read_line(reader.is_text, reader.lead)) is not None:
            command = command_of(line, reader.is_text)
            if command == "q":
                return
            if words := reader.take_confidence(command):
                self.say(words)
                continue
            if command and command != "0":
                yield command
                continue
            try:
                taken = None if command else reader.take_line(line)
            except BadLine as bad_line:
                taken = [("", str(bad_line))]
            if isinstance(taken, list):
                self.say_lines(taken)
            else:
                self.lines_since_answer = 0
                yield taken

    def show_written(self, reader: AnswerReader) -> None:
        if reader.texts:
            self.say("Written so far:")
            self.say_lines([("  ", text) for text in reader.texts])

    def say_lines(self, lines: list[LeadLine]) -> None:
        for lead, text in lines:
            self.say(text, lead=lead)

    @property
    def width(self) -> int:
        """The columns of a line: a narrow terminal has fewer, and may change its
        size.
        """
        columns = get_terminal_size((0, 0)).columns if self.out.isatty() else 0
        return min(WIDTH, max(MIN_WIDTH, columns - 2)) if columns else WIDTH

    def say(self, *texts: str, lead: str = "") -> None:
        """Write each text on lines of its own, wrapped, `lead` before the first and
        indented by it after.
        """
        for text in texts:
            first = lead
            for line in translate_signs(visible(text), self.marks).rstrip().split("\n"):
                wrapped = textwrap.wrap(
                    line,
                    self.width,
                    initial_indent=first,
                    subsequent_indent=" " * len(lead),
                    break_long_words=False,  # nor at hyphens: a path stays whole
                    break_on_hyphens=False,
                )
                self.out.write("\n".join(wrapped or [first.rstrip()]) + "\n")
                first = " " * len(lead)
        self.out.flush()
