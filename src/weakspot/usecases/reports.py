"""Reports on progress, on what came of a round and on what to repair. Nothing here
changes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from weakspot.engine import exam
from weakspot.engine.calendar import build_calendar, heat_of
from weakspot.engine.constants import FORECAST_DAYS, MIXUPS_SHOWN
from weakspot.engine.records import local_day
from weakspot.engine.rules import MODES
from weakspot.engine.scoring import Rewards, count_needs_today, count_streak_days
from weakspot.store.transaction import IsStopped
from weakspot.usecases.queries import Queries, unmuted_topics

if TYPE_CHECKING:
    from weakspot.engine.feedback import Repair
    from weakspot.engine.forecast import DueDay, ExamForecast
    from weakspot.engine.lookback import LookBack
    from weakspot.engine.mixups import Mixup
    from weakspot.engine.overview import Overview, Progress, TopicPage
    from weakspot.engine.session import Session
    from weakspot.engine.summary import Summary

# Imported late here: what neither a round nor the first paint needs, namely looking
# back and ahead.


class Reports(Queries):
    """Reports progress as a whole, per topic and over time, and what came of a
    round.
    """

    _look_back_cache: tuple[object, LookBack | None] = (None, None)

    def overview(self) -> Overview:
        """The player's progress, without mix-ups and without what only
        `prepare_look_back` reads.
        """
        from weakspot.engine.overview import Overview  # late

        days, today = self._save.days(), self.today()
        return Overview(
            today=today,
            since=next((day.day for day in reversed(days) if day.attempts), None),
            sections=self.section_reports(),
            calendar=build_calendar(days, today),
            days=days,
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            exams=tuple(self._save.exams()),
        )

    def forecast(self, days: int = FORECAST_DAYS) -> tuple[DueDay, ...]:
        """The number of ideas due on each of the next local days; today, the first,
        counts overdue ones.
        """
        from weakspot.engine.forecast import count_due_days  # late

        return count_due_days(self._units(), self.today(), days)

    def exam_forecast(self) -> ExamForecast | None:
        """The expected result of an exam today; None until enough is known."""
        from weakspot.engine.forecast import forecast_exam  # late

        return forecast_exam(self._units(), self._knowledge())

    def streak(self) -> int:
        """The length of the streak in days; see scoring."""
        return count_streak_days(self._save.iter_days(), self.today())

    def points(self) -> int:
        """All points earned."""
        return self._save.totals().points

    def rewards(self) -> Rewards:
        """Points, streak and best rounds."""
        return Rewards(
            points=self.points(),
            streak=self.streak(),
            needs=count_needs_today(self._save.iter_days(), self.today()),
            bests={
                mode: self.best(mode)
                for mode, rules in MODES.items()
                if rules.is_scored
            },
        )

    def is_streak_kept_today(self) -> bool:
        """Whether enough questions were answered today for the streak."""
        return not count_needs_today(self._save.iter_days(), self.today())

    def progress(self) -> Progress:
        """Everything that is known about the player."""
        from weakspot.engine.overview import Progress  # late

        totals, sections, player = (
            self._save.totals(),
            self.section_reports(),
            self._knowledge().player,
        )
        return Progress(
            attempts=totals.attempts,
            rounds=totals.rounds,
            questions_seen=sum(section.seen for section in sections),
            right_share=1 - player.misses / player.answers if player.answers else None,
            streak_days=self.streak(),
            points=totals.points,
            seconds=totals.seconds,
            sections=sections,
            disputes=self._save.disputes(),
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            calibration=self._save.calibration(),
            mixups=tuple(self.mixups_to_repair()),
            kinds=self._save.stats_by_kind(),
        )

    def week_heat(self) -> tuple[int, ...]:
        """How much was answered on each day of this week, from Monday to today, as 0 to
        4.
        """
        (week,) = build_calendar(self._save.days(7), self.today(), weeks=1)
        return tuple(heat_of(day) for day in week)

    def topic_page(self, key: str) -> TopicPage:
        """Everything that is known about the topic `section/topic`. Raises KeyError if
        no bank has it.
        """
        from weakspot.engine.overview import TopicPage  # late

        section = key.partition("/")[0]
        units = [unit for unit in self._units() if unit.topic == key]
        asked = [entry for unit in units for entry in unit.entries]
        recent, entries = (
            self._save.nodes_of(section, key).topic.recent,
            self._catalog.entries,
        )
        past = self._save.last_evidence(key, [answer.question for answer in recent])
        prompts = [
            self.prompt(answer.question, answer.numbers)
            if answer.question in entries
            else answer.question
            for answer in past
        ]
        return TopicPage(
            today=self.today(),
            section=self.section(section).title,
            report=self.topic_report(key),
            answers=tuple(zip(past, prompts, strict=True)),
            mixups=tuple(self.mixups_to_repair(key)),
            kinds=dict(Counter(entry.kind for entry in asked)),
            levels=dict(Counter(entry.level for entry in asked)),
            seen=sum(unit.seen for unit in units),
        )

    def cached_look_back(self) -> LookBack | None:
        """The last result of `prepare_look_back`, if nothing was written since and the
        day is the same.
        """
        as_of, found = self._look_back_cache
        return found if as_of == (self._save.state(), self.today()) else None

    def prepare_look_back(self) -> Callable[[IsStopped], LookBack | None]:
        """Return a function that reads back over the whole log, to be called in a
        thread during play.

        It asks now and then whether to stop, and returns None then. It raises SaveError
        for a damaged log.
        """
        from weakspot.engine.lookback import build_look_back, weekly_times  # late

        state, now, beside = self._save.state(), self.clock(), self._save.open_beside()
        times = weekly_times(now)
        days = [local_day(time) for time in times]
        muted = self._save.muted_keys()
        topics = {
            section.slug: list(unmuted_topics(section, muted))
            for section in self._catalog.sections
        }

        def look(is_stopped: IsStopped) -> LookBack | None:
            with beside as reader:
                history = reader.replay_nodes(days, is_stopped)
                if not history:
                    return None
                found = build_look_back(history, times, topics, reader.calibration())
            self._look_back_cache = ((state, days[-1]), found)
            return found

        return look

    def best(self, mode: str, except_round: str = "") -> int | None:
        """The most right answers in one round of the mode, except in `except_round`;
        None without a round.
        """
        return self._save.best(mode, except_round)

    def summarize(self, session: Session) -> Summary:
        """The round in figures, with each topic that moved as it stands now; without
        muted topics.
        """
        from weakspot.engine.summary import summarize_session, update_moves  # late

        summary, muted = summarize_session(session), self._save.muted_keys()
        moved = {move.topic for move in summary.moves} - muted
        return update_moves(
            summary, {topic: self.topic_report(topic) for topic in moved}
        )

    def exam_rows(self, session: Session) -> list[tuple[str, str]]:
        """The title of each section of an exam handed in, and how it went there."""
        titles = {section.slug: section.title for section in self._catalog.sections}
        asked = (slot.question.partition("/")[0] for slot in session.slots)
        scores = [
            (slug, exam.score_exam(session, slug))
            for slug in dict.fromkeys([*titles, *asked])
        ]
        return [
            (titles.get(slug, slug), exam.section_words(score))
            for slug, score in scores
            if score.asked
        ]

    def repairs(self, summary: Summary) -> list[Repair]:
        """What to repair after a round, in the order asked, without what is in no bank
        any more.
        """
        from weakspot.engine import feedback  # late

        sizes = {unit.key: len(unit.entries) for unit in self._units()}
        repairs = []
        for slot, outcome in summary.to_repair:
            if slot.question not in self._catalog.entries:
                continue
            question, entry = (
                self.question(slot.question),
                self._catalog.entries[slot.question],
            )
            prompt = self.prompt(slot.question, slot.numbers)
            right = feedback.rights_line(question, slot, outcome.verdict)
            again = feedback.due_again_words(
                outcome, self.today(), sizes.get(entry.concept_key, 0)
            )
            is_edited = entry.revision != slot.revision  # it may need other numbers now
            work = "" if is_edited else question.fill_work(slot.numbers)
            details = feedback.repair_details(work, self.details(slot))
            score = outcome.verdict.score
            repairs.append(
                feedback.Repair(score, prompt, right, again, question.explain, details)
            )
        return repairs

    def latest_mixups(self) -> list[Mixup]:
        """The mix-ups to repair that were met last: those that results list."""
        return self.mixups_to_repair()[:MIXUPS_SHOWN]

    def mixups_to_repair(self, topic: str | None = None) -> list[Mixup]:
        """The beliefs that wrong answers betrayed and no right one repaired since, the
        last met first.

        Without what is muted, no longer in a bank, or betrayed by no question of the
        `topic`, if one is given.
        """
        from weakspot.engine import mixups  # late

        beliefs = {
            f"{section.slug}/{slug}": text
            for section in self._catalog.sections
            for slug, text in section.misconceptions.items()
        }
        missed = self._unmuted_entries(self._save.missed_questions())
        wanted = [entry.key for entry in missed if topic in (None, entry.topic_key)]
        betrayed = self._save.betrayed_misconceptions(wanted)
        met = [
            one
            for one in betrayed
            if mixups.belief_key(one.question, one.slug) in beliefs
        ]
        asking = {
            key: (entry.concept_key, mixups.find_misconceptions(self.question(key)))
            for section in {self._catalog.entries[one.question].section for one in met}
            for key, entry in self.section(section).entries.items()
        }
        grouped = mixups.group_encounters(met, asking)
        rights = self._save.last_right_answers(mixups.repairing_questions(grouped))
        return mixups.find_unrepaired(grouped, rights, beliefs)
