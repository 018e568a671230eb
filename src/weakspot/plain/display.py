"""The display of a game in lines: questions, verdicts, results and points."""

from weakspot.engine.session import ANSWERED, Move, Session, Slot
from weakspot.engine.values import with_colon
from weakspot.game import Game
from weakspot.plain.answers import build_reader
from weakspot.plain.console import Console
from weakspot.text import topic_mark, verdict_mark
from weakspot.words.changes import (
    ONE_MORE,
    done_words,
    progress_line,
    tomorrow_words,
)
from weakspot.words.estimates import until_words
from weakspot.words.feedback import (
    CLEARING_NOTE,
    SEEN_NOTE,
    Feedback,
    given_line,
    promise_line,
)
from weakspot.words.modes import MODE_WORDS, seen_line
from weakspot.words.moves import moved_line
from weakspot.words.numbers import format_duration, times_words
from weakspot.words.reasons import plan_words, reason_words
from weakspot.words.results import Results, move_figure, news_words, others_words
from weakspot.words.rewards import RULE_LINES, reward_lines
from weakspot.words.share import share_lines
from weakspot.words.summaries import (
    describe_place,
    dropped_line,
    move_figures,
    move_words,
    position_words,
    section_words,
    why_weak,
)

CLOCK_NOTE = (
    "Verdict and question come at once: the clock runs while you read. Once the time "
    "is up, your next line ends the round."
)
"""Said in a round against the clock; on the screen, the clock stands still until the
player goes on, and the round ends by itself.
"""


class Display:
    """Shows what there is to see of a game on a console."""

    def __init__(self, game: Game, console: Console) -> None:
        self.game = game
        self.console = console
        self.marks = console.marks

    def show_plan(self, session: Session) -> None:
        """Show what a round of the day asks that begins now, and how far the player
        is.
        """
        progress = self.game.progress
        if progress.is_today_done():
            self.console.say(ONE_MORE)
        self.console.say(
            f"Today: {plan_words(slot.reason for slot in session.slots)}",
            progress_line(progress.whole(), progress.week()),
        )

    def show_done(self) -> None:
        """Show that today's round is over, what changed, and what tomorrow brings."""
        progress = self.game.progress
        self.console.say(
            "",
            done_words(progress.since(self.game.today())),
            *filter(None, [tomorrow_words(progress.tomorrow())]),
            progress_line(progress.whole(), progress.week()),
        )

    def show_question(self, session: Session) -> None:
        """Show the question in play, its options numbered as in this round; in an exam
        also the answer.
        """
        slot, rules = session.slot, session.rules
        question = self.game.library.question(slot.question)
        self.console.say("", self.heading(session))
        if session.phase != ANSWERED:
            is_timed = rules.seconds is not None
            asking = CLOCK_NOTE if is_timed else MODE_WORDS[session.mode].asking
            why = asking or reason_words(slot, self.game.today())
            self.console.say(seen_line(rules) if session.at in session.seen else why)
        if session.is_untouched and self.game.rounds.has_replaced_round:
            self.console.say(dropped_line(self.game.unsaved))
        self.console.say("")
        if (case := self.game.library.case(slot.question)) is not None:
            self.console.say(case.title)
            for line in case.text.rstrip().split("\n"):
                self.console.say(line.expandtabs(4).rstrip(), lead="  | ")
            self.console.say("")
        self.console.say_lines(build_reader(question, slot).question_lines())
        if session.hinted:
            self.console.say(question.hint or "", lead="Hint: ")
        if session.sheets:
            sheet = session.sheets[session.at]
            if sheet.unknown:
                self.console.say("You said: I don't know.")
            elif sheet.is_answered:
                verdict = question.grade(sheet.response, slot.numbers)
                self.console.say(given_line(slot, verdict), lead="Your answer: ")

    def heading(self, session: Session) -> str:
        """The round, the topic's state and the progress of the round; an exam does not
        reveal the topic.
        """
        title = self.game.rounds.heading_prefix(session)
        how_far = describe_place(session).words
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
        self.console.say(
            "", f"{verdict_mark(outcome.verdict.score, self.marks)} {feedback.word}"
        )
        if feedback.sure:
            self.console.say(feedback.sure, lead="  ")
        if session.rules.own_time and session.seconds_left == 0:
            self.console.say("It took more than its time.", lead="  ")
        given = given_line(slot, outcome.verdict)
        if reader.repeats(given) and not session.sheets:  # else shown above
            self.console.say(given, lead="  Your answer: ")
        if not outcome.verdict.right:
            for lead, text in reader.right_lines(outcome):
                self.console.say(text, lead=f"  {self.marks.right} {lead}")
        self.show_reasons(feedback)
        if session.at in session.seen:
            self.console.say(SEEN_NOTE, lead="  ")
            return
        mark = topic_mark(outcome.move.state, self.marks)
        title = self.game.library.topic_title(outcome.move.topic)
        is_guess = self.game.progress.is_likely_guess(session)
        moved = moved_line(outcome.move, is_guess)
        self.console.say(f"{mark} {title}: {moved}", lead="  ")
        if promise := promise_line(self.game.progress.promise_words(session)):
            self.console.say(promise, lead="  ")

    def show_reasons(self, feedback: Feedback) -> None:
        """Show the explanation, why each wrong pick is wrong,
        the mix-ups and the source.
        """
        if feedback.explain:
            self.console.say(feedback.explain, lead="  ")
        if feedback.work:
            self.console.say(feedback.work, lead="  Worked out: ")
        for label, why in feedback.reasons:
            self.console.say(f"{with_colon(label)} {why}", lead="  ")
        for belief in feedback.mixups:
            self.console.say(f"“{belief}”", lead="  A mix-up: ")
        if source := " · ".join(filter(None, (feedback.source, feedback.link))):
            self.console.say(source, lead="  Source: ")

    def show_results(self, session: Session) -> None:
        """Show the best news, the figures, what moved, what to repair, the mix-ups."""
        say, marks = self.console.say, self.marks
        results = self.game.progress.results(session)
        say("", f"{self.game.rounds.title(session)} / Results")
        if results.news.kind:
            say(", ".join(filter(None, news_words(results.news, results.titles))))
        spent = format_duration(results.seconds)
        say(" · ".join([results.score, *results.beside, spent]), *results.notes)
        for topic, section in results.lowest:
            say(f"{topic.title}, in {section}", lead="  ")
        if results.sections:
            say("", "By section")
        for title, graded in results.sections:
            say(f"{title}: {section_words(graded)}", lead="  ")
        self.show_moves(results)
        if results.repairs:
            say("", "To repair")
        for repair in results.repairs:
            say(repair.prompt, lead=f"  {verdict_mark(repair.score, marks)} ")
            say(f"{marks.arrow} {repair.right}", repair.promise, lead="    ")
        if results.mixups:
            say("", "Mix-ups to repair")
            for mixup in results.mixups:
                say(f"“{mixup.belief}” {times_words(mixup.met)}", lead="  ")
            say(CLEARING_NOTE, lead="  ")

    def show_moves(self, results: Results) -> None:
        """Show what the round did to each topic, and how many new ones look good."""
        others = others_words(results.good, ())
        if results.moves or others:
            self.console.say("", "What moved")
        for move in results.moves:
            words = f"{move_figure(move)}, {results.move_word(move)}"
            if move.state == "weak":
                words += f", {until_words(move.needs)}"
            was, now = (
                topic_mark(state, self.marks)
                for state in (move.state_before, move.state)
            )
            self.console.say(
                f"{results.titles[move.topic]}: {words}",
                lead=f"  {was} {self.marks.arrow} {now} ",
            )
        if others:
            self.console.say(f"and {others}" if results.moves else others, lead="  ")

    def show_share(self, session: Session) -> None:
        """Show the round as lines to show to others."""
        self.console.say("", *share_lines(self.game.progress.share(session)), "")

    def move_line(self, move: Move) -> str:
        """The move of a topic in words, and what that means for it."""
        words = ", ".join(filter(None, (why_weak(move), move_words(move))))
        title = self.game.library.topic_title(move.topic)
        return f"{title}: {move_figures(move)} · {words}"

    def show_details(self, slot: Slot) -> None:
        for label, text in self.game.library.details(slot):
            self.console.say(f"{label}: {text}", lead="  ")

    def show_points(self) -> None:
        """Show what the player has earned, and how that counts."""
        self.console.say(*reward_lines(self.game.progress.rewards()))
        for rule in RULE_LINES:
            self.console.say(rule, lead="  - ")
