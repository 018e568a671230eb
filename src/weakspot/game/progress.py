"""The player's progress, the results of a round and what to repair. Changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime

from weakspot.bank.catalog import Section
from weakspot.clock import Clock
from weakspot.engine import mixups
from weakspot.engine.calendar import build_calendar
from weakspot.engine.changes import (
    Changes,
    WeekCount,
    Whole,
    count_by_day,
    sum_changes,
    sum_whole,
)
from weakspot.engine.concepts import Concept
from weakspot.engine.constants import (
    FIRST_ROUNDS,
    FORECAST_DAYS,
    MANY_SECTIONS,
    MIXUPS_SHOWN,
)
from weakspot.engine.forecast import DueDay, ExamForecast, forecast_exam
from weakspot.engine.limits import count_right_answers
from weakspot.engine.lookback import LookBack, build_look_back, weekly_times
from weakspot.engine.mastery import is_likely_guess
from weakspot.engine.memory import days_later
from weakspot.engine.mixups import Mixup
from weakspot.engine.news import News, find_news, split_new
from weakspot.engine.overview import (
    Beside,
    Overview,
    Statistics,
    SubjectView,
    TopicPage,
)
from weakspot.engine.placement import find_lowest, is_placed, mean_mastery
from weakspot.engine.records import (
    ExamScore,
    RoundTally,
    TopicAnswer,
    is_off,
    local_day,
    stamp,
)
from weakspot.engine.report import (
    Knowledge,
    Plan,
    SectionReport,
    TopicReport,
    find_weak_spots,
)
from weakspot.engine.rules import MODES, is_in_scope, select_missed
from weakspot.engine.scoring import Rewards, count_needs_today, count_streak_days
from weakspot.engine.session import ASKED, DONE, Session
from weakspot.engine.sheets import score_exam
from weakspot.engine.slots import guess_rate
from weakspot.engine.summary import Summary, summarize_session, update_moves
from weakspot.engine.today import (
    PlanParts,
    comes_within_week,
    count_parts,
    days_back,
)
from weakspot.game.draws import Draws
from weakspot.game.library import Library
from weakspot.store.save import Save
from weakspot.store.transaction import IsStopped
from weakspot.text import format_count
from weakspot.words import feedback
from weakspot.words.estimates import no_weak_spots_words
from weakspot.words.feedback import Repair
from weakspot.words.results import Results, compared_words
from weakspot.words.share import Share
from weakspot.words.summaries import (
    answer_note,
    end_lines,
    placement_lines,
    result_words,
    score_words,
)

BESIDE_ANSWERS = 3
"""The topic's last answers that are shown beside a question."""


class Progress:
    """Reports what is known of the player as of now, and what came of a round."""

    def __init__(
        self,
        library: Library,
        draws: Draws,
        save: Save,
        clock: Clock,
        subject_title: Callable[[], str],
    ) -> None:
        """`subject_title` gives the name of what is played; see `Game`."""
        self._library = library
        self._draws = draws
        self._save = save
        self._clock = clock
        self._subject_title = subject_title
        self._look_back: tuple[object, LookBack | None] = (None, None)

    def plan(self, mode: str, scope: str = "") -> Plan:
        """The round that `rounds.start` would draw now. Stores nothing."""
        return self._draws.plan(mode, scope)

    def exam_length(self) -> int:
        """The number of questions that an exam started now would have."""
        exam = MODES["exam"]
        concepts = self._library.concepts()
        asked = sum(any(map(exam.asks, concept.entries)) for concept in concepts)
        return asked if exam.count is None else min(asked, exam.count)

    # Topics and sections

    def sections(self) -> tuple[SectionReport, ...]:
        """A report on every section with its topics, in order."""
        knowledge, library = self._knowledge(), self._library
        concepts: dict[str, list[Concept]] = {
            bank.slug: [] for bank in library.sections()
        }
        for concept in library.concepts():
            concepts[concept.section].append(concept)
        due = Counter(concept.section for concept in self._days_back(1)[0])
        off = library.off_sections()
        return tuple(
            knowledge.report_section(
                bank.slug,
                bank.title,
                library.unmuted_topics(bank),
                concepts[bank.slug],
                due[bank.slug],
                bank.short,
                bank.slug in off,
            )
            for bank in library.sections()
        )

    def topic(self, key: str) -> TopicReport:
        """A report on the topic `section/topic`. Raises KeyError if no bank has it."""
        return self._knowledge().report_topic(key, self._library.topic_title(key))

    def weak_spots(self) -> list[TopicReport]:
        """The topics that are weak, then those that may be, the weakest first."""
        return find_weak_spots(self._topics())

    def tried_count(self) -> int:
        """The number of topics with an answer that counts."""
        return sum(topic.state != "untried" for topic in self._topics())

    def no_weak_spots_words(self, brief: bool = False) -> str:
        """The end of a sentence that begins “No weak spots”; see `words`."""
        return no_weak_spots_words([topic.state for topic in self._topics()], brief)

    def topic_page(self, key: str) -> TopicPage:
        """Everything that is known about the topic `section/topic`. Raises KeyError if
        no bank has it.
        """
        section = key.partition("/")[0]
        concepts = [
            concept for concept in self._library.concepts() if concept.topic == key
        ]
        asked = [entry for concept in concepts for entry in concept.entries]
        return TopicPage(
            today=self._library.today(),
            section=self._library.section(section).title,
            report=self.topic(key),
            answers=tuple(self.topic_answers(key)),
            mixups=tuple(self.mixups_to_repair(key)),
            kinds=dict(Counter(entry.kind for entry in asked)),
            levels=dict(Counter(entry.level for entry in asked)),
            seen=sum(concept.seen for concept in concepts),
        )

    def topic_answers(self, key: str) -> list[tuple[TopicAnswer, str]]:
        """The last answers that the topic's estimate rests on, newest first, each with
        what was asked.
        """
        past = self._last_evidence(key)
        entries = self._library.entries
        return [
            (
                answer,
                self._library.prompt(answer.question, answer.numbers)
                if answer.question in entries
                else answer.question,
            )
            for answer in past
        ]

    # The player as a whole

    def overview(self) -> Overview:
        """The player's progress,
        without mix-ups and without what only `prepare_look_back` reads.
        """
        days, today = self._save.days(), self._library.today()
        return Overview(
            today=today,
            since=next((day.day for day in reversed(days) if day.attempts), None),
            sections=self.sections(),
            calendar=build_calendar(days, today),
            days=days,
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            exams=tuple(self._save.log.exams()),
        )

    def stats(self) -> Statistics:
        """Everything that is known about the player."""
        totals = self._save.totals()
        sections = tuple(one for one in self.sections() if not one.is_off)
        player = self._knowledge().player
        return Statistics(
            attempts=totals.attempts,
            rounds=totals.rounds,
            questions_seen=sum(section.seen for section in sections),
            right_share=1 - player.misses / player.answers if player.answers else None,
            streak_days=self.streak(),
            points=totals.points,
            seconds=totals.seconds,
            sections=sections,
            whole=self.whole(),
            week=self.week(),
            disputes=self._save.log.disputes(),
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            calibration=self._save.log.calibration(),
            mixups=tuple(self.mixups_to_repair()),
            kinds=self._save.log.stats_by_kind(),
        )

    def forecast(self, days: int = FORECAST_DAYS) -> tuple[DueDay, ...]:
        """The number of ideas that come back on each of the next local days, with a
        round a day; none today once its round is done.
        """
        return tuple(
            DueDay(days_later(self._library.today(), ahead), len(back))
            for ahead, back in enumerate(self._days_back(days))
        )

    def is_today_done(self) -> bool:
        """True if a round of today was played to its end on this local date."""
        return self.today_tally() is not None

    def today_tally(self) -> RoundTally | None:
        """The scores and seconds of the first round of today that was played to its end
        on this local date; None before.
        """
        return self._save.log.tally_of_day(self._library.today(), "today")

    def today_parts(self) -> PlanParts:
        """The parts of what today's round still asks: of the one left open today, if
        there is one, else of the one that would be drawn now.
        """
        return count_parts(self._left_today().values())

    def tomorrow(self) -> PlanParts:
        """The parts of a round drawn with tomorrow's date."""
        return self._draws.plan("today", ahead=1).parts

    def promise_words(self, session: Session) -> str:
        """The promise that the verdict in play may make of its concept; empty unless it
        was missed and counts.
        """
        outcome = session.outcome
        if outcome is None or outcome.verdict.right or outcome.disputed:
            return ""
        if session.at in session.seen:
            return ""
        return self._promise(session.slot.question)

    def beside(self, session: Session) -> Beside:
        """The context of the question in play, to show beside it."""
        library, slots, rules = self._library, session.slots, session.rules
        topic = library.topic_key(session.slot.question)
        passed: list[tuple[str, float | None]] = []
        for at, outcome in enumerate(session.outcomes):
            title = library.topic_title(library.topic_key(slots[at].question))
            is_void = outcome is None or outcome.disputed or at in session.seen
            score = None if outcome is None or is_void else outcome.verdict.score
            passed.append((title, score))
        return Beside(
            today=library.today(),
            topic=self.topic(topic),
            reason=session.slot.reason,
            answers=tuple(reversed(self._last_evidence(topic)[:BESIDE_ANSWERS])),
            passed=tuple(passed),
            is_open=session.phase == ASKED,
            right=count_right_answers(session),
            to_come=0 if rules.grows else len(slots) - session.at - 1,
        )

    def is_likely_guess(self, session: Session) -> bool:
        """True if the answer in play was right, and blind ones would be so often that
        it counts little.
        """
        if session.outcome is None or not session.outcome.verdict.right:
            return False
        entry = self._library.entries[session.slot.question]
        return is_likely_guess(guess_rate(session, entry))

    # What changed

    def since(self, day: str) -> Changes:
        """Changes of topics by answers on this local date and later ones."""
        topics = {topic.key for topic in self._topics()}
        return sum_changes(self._save.changes_since(day), topics)

    def week(self) -> Changes:
        """Changes of the last seven days, today included."""
        return self.since(days_later(self._library.today(), -6))

    def weeks(self, count: int) -> list[WeekCount]:
        """The numbers of topics known and weak at the end of each of the last weeks,
        oldest first; of this week, now. Without the weeks before the first change.
        """
        today, changes = self._library.today(), self._save.changes_since("")
        sunday = 6 - date.fromisoformat(today).weekday()
        ends = [days_later(today, sunday - 7 * ago) for ago in reversed(range(count))]
        ends = [day for day in ends if changes and day >= changes[0].day]
        topics = {topic.key for topic in self._topics()}
        return count_by_day(changes, topics, ends)

    def whole(self) -> Whole:
        """The numbers of all topics, of those known, and of those repaired so far."""
        states = ((topic.key, topic.state) for topic in self._topics())
        return sum_whole(states, self._save.last_weak_changes())

    def subject_view(self) -> SubjectView:
        """The figures of this subject, for a list of subjects."""
        plan, whole = self.plan("today"), self.whole()
        played = (day.day for day in self._save.iter_days() if day.attempts)
        return SubjectView(
            questions=len(self._library.catalog.questions),
            topics=whole.topics,
            known=whole.known,
            weak=sum(spot.state == "weak" for spot in self.weak_spots()),
            asks=len(plan.drawn),
            seconds=plan.seconds,
            done=self.is_today_done(),
            streak=self.streak(),
            played=next(played, None),
        )

    def exam_forecast(self) -> ExamForecast | None:
        """The expected result of an exam today; None until enough is known."""
        return forecast_exam(self._library.concepts(), self._knowledge())

    def should_ask_sections(self) -> bool:
        """True after the first round of a save, or one of the next should that have
        been missed, until the player was asked which sections matter; not where there
        are few.
        """
        slugs = {section.slug for section in self._library.sections()}
        is_early = 0 < self._save.totals().rounds <= FIRST_ROUNDS
        if not is_early or len(slugs) < MANY_SECTIONS:
            return False
        return slugs.isdisjoint(self._save.log.ever_muted())

    def missed_count(self) -> int:
        """The number of ideas that were missed in the last days
        and not answered right since.
        """
        return len(select_missed(self._library.concepts(), self._library.today()))

    def flagged_count(self) -> int:
        """The number of flagged questions that can be asked."""
        return len(self._library.unmuted_entries(self._save.log.flagged_keys()))

    def should_offer_placement(self) -> bool:
        """True after each of the first rounds,
        until a placement was played to its end.
        """
        rounds = self._save.totals().rounds
        is_early = 0 < rounds <= FIRST_ROUNDS
        return is_early and not self._save.log.count_ended("placement", 1)

    # Rewards

    def streak(self) -> int:
        """The length of the streak in days; see scoring."""
        return count_streak_days(self._save.iter_days(), self._library.today())

    def points(self) -> int:
        """All points earned."""
        return self._save.totals().points

    def rewards(self) -> Rewards:
        """Points, streak and best rounds."""
        scored = (mode for mode, rules in MODES.items() if rules.is_scored)
        return Rewards(
            points=self.points(),
            streak=self.streak(),
            needs=self._needs_today(),
            bests={mode: self.best(mode) for mode in scored},
        )

    def is_streak_kept_today(self) -> bool:
        """True if enough questions were answered today for the streak."""
        return not self._needs_today()

    def best(self, mode: str, except_round: str = "") -> int | None:
        """The most right answers in one round of the mode, except in `except_round`;
        None without a round.
        """
        return self._save.log.best(mode, except_round)

    # Looking back

    def cached_look_back(self) -> LookBack | None:
        """The last result of `prepare_look_back`, if nothing was written since and the
        day is the same.
        """
        as_of, found = self._look_back
        now = (self._save.state(), self._library.today())
        return found if as_of == now else None

    def prepare_look_back(self) -> Callable[[IsStopped], LookBack | None]:
        """Return a function that reads back over the whole log, to be called in a
        thread during play.

        It asks now and then whether to stop, and returns None then. It raises SaveError
        for a damaged log.
        """
        state, beside = self._save.state(), self._save.open_beside()
        times = weekly_times(self._clock())
        days = [local_day(time) for time in times]
        topics = {
            section.slug: list(self._library.unmuted_topics(section))
            for section in self._library.sections()
        }

        def look(is_stopped: IsStopped) -> LookBack | None:
            with beside as reader:
                history = reader.log.replay_nodes(days, is_stopped)
                if not history:
                    return None
                calibration = reader.log.calibration()
                found = build_look_back(history, times, topics, calibration)
            self._look_back = ((state, days[-1]), found)
            return found

        return look

    # Rounds and their results

    def is_placement_done(self, session: Session) -> bool:
        """True if enough is known of every section that the placement asks about."""
        concepts, scope = self._library.concepts(), session.scope
        sections = {
            concept.section for concept in concepts if is_in_scope(concept, scope)
        }
        return is_placed(self._save.nodes(), sections, len(session.outcomes))

    def end_lines(self, session: Session) -> list[str]:
        """Results of a round with an end of its own; empty for one of a fixed number
        of questions.

        Empty for a placement, too, if no question was ever answered.
        """
        rules = session.rules
        if rules.adaptive:
            knowledge = self._knowledge()
            topics = dict.fromkeys(
                concept.topic for concept in self._library.concepts()
            )
            if not self.lowest_topics() or not topics:
                return []
            level = mean_mastery(map(knowledge.view_topic, topics))
            return placement_lines(level, knowledge.player.answers)
        if rules.sealed:
            return [result_words(score_exam(session))]
        if not rules.is_scored:
            return []
        return end_lines(session, self.best(session.mode, session.id))

    def missed_concepts(self, session: Session) -> frozenset[str]:
        """The concepts to ask that were not fully right in this round; for an exam also
        those left open.
        """
        missed = [session.slots[at].question for at in session.to_repair]
        if session.sheets:
            pairs = zip(session.slots, session.outcomes, strict=True)
            missed += [slot.question for slot, outcome in pairs if outcome is None]
        entries = self._library.catalog.entries
        keys = {entries[key].concept_key for key in missed if key in entries}
        return frozenset(
            concept.key for concept in self._library.concepts() if concept.key in keys
        )

    def summarize(self, session: Session) -> Summary:
        """The round in figures, with each topic that moved as it stands now;
        without muted topics.
        """
        summary, muted = summarize_session(session), self._save.log.muted_keys()
        moved = {move.topic for move in summary.moves if not is_off(move.topic, muted)}
        return update_moves(summary, {topic: self.topic(topic) for topic in moved})

    def earlier_rights(self, session: Session) -> list[tuple[str, int]]:
        """The local date and the right answers of each other round of the mode that
        ended in the last seven days, the newest first.
        """
        since = days_later(self._library.today(), -6)
        return self._save.log.rights_since(since, session.mode, session.id)

    def news(self, session: Session, summary: Summary) -> News:
        """The best news of a round; an exam, a placement and a round with an end of its
        own have their own words for how they went.
        """
        earlier = [right for _, right in self.earlier_rights(session)]
        is_best = bool(earlier) and summary.right > max(earlier)
        return find_news(summary.moves, is_best)

    def compared_words(self, session: Session, summary: Summary) -> str:
        """A comparison with yesterday's round of the mode; empty without one, or unless
        this one is better.
        """
        yesterday = days_later(self._library.today(), -1)
        for day, right in self.earlier_rights(session):
            if day == yesterday:
                return compared_words(summary.right - right)
        return ""

    def lowest_topics(self) -> list[tuple[TopicReport, str]]:
        """Where to look first after a placement, the lowest of what was tried first,
        each with its section's title.
        """
        return find_lowest(self.sections())

    def exam_rows(self, session: Session) -> list[tuple[str, ExamScore]]:
        """The title of each section of an exam handed in, and how it went there."""
        sections = self._library.sections()
        titles = {section.slug: section.title for section in sections}
        asked = (slot.question.partition("/")[0] for slot in session.slots)
        slugs = dict.fromkeys([*titles, *asked])
        scores = [(slug, score_exam(session, slug)) for slug in slugs]
        return [
            (titles.get(slug, slug), score) for slug, score in scores if score.asked
        ]

    def repairs(self, session: Session) -> list[Repair]:
        """The misses to repair after a round, in the order asked, without those that
        are in no bank any more.
        """
        library = self._library
        repairs = []
        for at in session.to_repair:
            slot, outcome = session.slots[at], session.outcomes[at]
            if outcome is None or slot.question not in library.entries:
                continue
            question = library.question(slot.question)
            repair = Repair(
                at=at,
                score=outcome.verdict.score,
                prompt=library.prompt(slot.question, slot.numbers),
                topic=library.topic_title(library.topic_key(slot.question)),
                wrong=feedback.UNKNOWN
                if outcome.unknown
                else feedback.wrong_line(slot, outcome.verdict),
                right=feedback.rights_line(question, slot, outcome.verdict),
                promise=self._promise(slot.question),
            )
            repairs.append(repair)
        return repairs

    def results(self, session: Session) -> Results:
        """All that there is to say of a round that is over."""
        summary, rules = self.summarize(session), session.rules
        has_own_words = rules.sealed or rules.adaptive
        moves, good = split_new(summary.moves)
        news = News() if has_own_words else self.news(session, summary)
        score, notes = score_words(summary), self.end_lines(session)
        beside = [self.compared_words(session, summary)]
        beside.append(f"{streak}-day streak" if (streak := self.streak()) else "")
        beside.append(format_count(summary.points, "point") if summary.points else "")
        if rules.sealed:
            answers = score_words(summary, is_exam=True)
            score, notes = notes[0], [answer_note(session, answers)]
        return Results(
            seconds=summary.seconds,
            titles={
                move.topic: self._library.topic_title(move.topic)
                for move in summary.moves
            },
            missed=frozenset(
                outcome.move.topic
                for _, outcome in session.counted
                if not outcome.verdict.right
            ),
            news=news,
            score=score,
            beside=[] if has_own_words else list(filter(None, beside)),
            notes=notes,
            lowest=self.lowest_topics() if rules.adaptive and notes else [],
            sections=self.exam_rows(session) if rules.sealed else [],
            moves=moves,
            good=0 if news.kind == "good" else good,  # the news say it
            repairs=self.repairs(session),
            mixups=self.round_mixups(session),
        )

    # To show to others

    def share(self, session: Session) -> Share:
        """A round that is over, to be shown to others; in an exam, what was left open
        is missed.
        """
        scores = tuple(
            0.0 if outcome is None else outcome.verdict.score
            for at, outcome in enumerate(session.outcomes)
            if at not in session.seen
            and (session.sheets if outcome is None else not outcome.disputed)
        )
        moves, _ = split_new(self.summarize(session).moves)
        return self._build_share(
            scores,
            [
                (move.topic, move.state_before, move.state)
                for move in moves
                if move.is_let_go
            ],
        )

    def share_of_today(self) -> Share | None:
        """Today's first round, with all that was repaired today; None before it is
        done.
        """
        tally, today = self.today_tally(), self._library.today()
        if tally is None:
            return None
        changes = self.since(today)
        repaired = [(key, *changes.states[key]) for key in changes.repaired]
        return self._build_share(tally.scores, repaired)

    def _build_share(
        self, scores: tuple[float, ...], repaired: Iterable[tuple[str, str, str]]
    ) -> Share:
        """The scores of a round, and topics with their states before and now."""
        return Share(
            subject=self._subject_title(),
            day=self._library.today(),
            scores=scores,
            whole=self.whole(),
            repaired=[
                (self._library.topic_title(topic), was, now)
                for topic, was, now in repaired
            ],
        )

    # Mix-ups

    def round_mixups(self, session: Session) -> list[Mixup]:
        """The mix-ups to repair that answers of this round betrayed."""
        beliefs = {
            section.misconceptions[slug]
            for slot, outcome in session.counted
            for section in self._sections_of(slot.question)
            for slug in outcome.verdict.misconceptions
            if slug in section.misconceptions
        }
        return [one for one in self.mixups_to_repair() if one.belief in beliefs][
            :MIXUPS_SHOWN
        ]

    def mixups_to_repair(self, topic: str | None = None) -> list[Mixup]:
        """The beliefs that wrong answers betrayed and no right one repaired since, the
        last met first.

        Without what is muted, no longer in a bank, or betrayed by no question of the
        `topic`, if one is given.
        """
        library = self._library
        beliefs = {
            f"{section.slug}/{slug}": text
            for section in library.sections()
            for slug, text in section.misconceptions.items()
        }
        missed = library.unmuted_entries(self._save.missed_questions())
        wanted = [entry.key for entry in missed if topic in (None, entry.topic_key)]
        betrayed = self._save.log.betrayed_misconceptions(wanted)
        met = [
            one
            for one in betrayed
            if mixups.belief_key(one.question, one.slug) in beliefs
        ]
        entries = library.catalog.entries
        asking = {
            key: (entry.concept_key, mixups.find_misconceptions(library.question(key)))
            for section in {entries[one.question].section for one in met}
            for key, entry in library.section(section).entries.items()
        }
        grouped = mixups.group_encounters(met, asking)
        rights = self._save.log.last_right_answers(mixups.repairing_questions(grouped))
        return mixups.find_unrepaired(grouped, rights, beliefs)

    def _last_evidence(self, topic: str) -> list[TopicAnswer]:
        """The last answers that the topic's estimate rests on, newest first."""
        recent = self._save.nodes_of(topic.partition("/")[0], topic).topic.recent
        questions = [answer.question for answer in recent]
        return self._save.log.last_evidence(topic, questions) if questions else []

    def _sections_of(self, question: str) -> list[Section]:
        """The section of a question in a list; empty if no bank has it any more."""
        entry = self._library.catalog.entries.get(question)
        return [] if entry is None else [self._library.section(entry.section)]

    def _left_today(self) -> dict[str, str]:
        """The questions that today's round still asks, with their reasons: what is left
        of the one left open today, if there is one, else what would be drawn now.
        """
        midnight = datetime.fromisoformat(self._library.today())  # the player's zone
        active = self._save.rounds_active_since(stamp(midnight))
        for session in self._library.stored_rounds():
            is_todays = session.id in active and session.mode == "today"
            if is_todays and not session.is_untouched and session.phase != DONE:
                reasons = {slot.question: slot.reason for slot in session.still_asked}
                asked = self._library.unmuted_entries(reasons)
                return {entry.key: reasons[entry.key] for entry in asked}
        drawn = self.plan("today").drawn
        return {question.entry.key: question.reason for question in drawn}

    def _days_back(self, days: int) -> list[list[Concept]]:
        """The concepts that come back on each of the next local days: today those that
        its round still asks, then by the queue.
        """
        concepts, today = self._library.concepts(), self._library.today()
        if not any(concept.missed for concept in concepts):
            return [[]] * days
        left = {} if self.is_today_done() else self._left_today()
        entries = self._library.catalog.entries
        asked = {entries[key].concept_key for key in left if left[key] == "again"}
        first = [concept for concept in concepts if concept.key in asked]
        later = [concept for concept in concepts if concept.key not in asked]
        lengths = [self._draws.usual_length()] * (days - 1)
        return [first, *days_back(later, days_later(today, 1), lengths)]

    def _promise(self, question: str) -> str:
        """The promise to make of the concept of a question that was missed; empty for
        one about a project of the player's, which only interviews ask.
        """
        concepts, entries = self._library.concepts(), self._library.catalog.entries
        if question not in entries:
            return ""
        key = entries[question].concept_key
        size = next((len(one.entries) for one in concepts if one.key == key), 0)
        today, length = self._library.today(), self._draws.usual_length()
        return feedback.promise_words(
            size, comes_within_week(key, concepts, today, length)
        )

    def _knowledge(self) -> Knowledge:
        """The estimates of every topic, as of now."""
        return Knowledge(self._save.nodes(), self._clock())

    def _topics(self) -> list[TopicReport]:
        """A report on every topic that is not muted, in order."""
        knowledge = self._knowledge()
        return [
            knowledge.report_topic(key, title)
            for section in self._library.sections()
            for key, title in self._library.unmuted_topics(section).items()
        ]

    def _needs_today(self) -> int:
        """The answers that today still needs to count for the streak."""
        return count_needs_today(self._save.iter_days(), self._library.today())
