"""How far the player is, in figures: for progress, points, the page of a topic, and what is to come."""

from collections import Counter
from collections.abc import Callable

from weakspot.concluding import Concluding
from weakspot.engine.constants import FORECAST_DAYS
from weakspot.engine.forecast import DueDay, ExamForecast, due_days, exam_forecast
from weakspot.engine.lookback import LookBack, calendar, courses, known_topics, moments, spent
from weakspot.engine.overview import Given, Overview, Progress, TopicPage
from weakspot.engine.records import Basis, local_day
from weakspot.engine.rewards import Rewards, still_needed_today
from weakspot.engine.rules import MODES
from weakspot.knowing import wanted_topics


class Reporting(Concluding):
    """How far the player is: the whole, one topic, and how it came about."""

    _looked: tuple[object, LookBack | None] = (None, None)

    def overview(self) -> Overview:
        """How far the player is, but for mix-ups, and what only the whole log tells: see looking_back."""
        days, today = self._save.days(), self.today()
        return Overview(
            today=today,
            since=next((one.day for one in reversed(days) if one.attempts), None),
            sections=self.sections(),
            calendar=calendar(days, today),
            spent=spent(days, today),
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            exams=tuple(self._save.exams()),
        )

    def forecast(self, days: int = FORECAST_DAYS) -> tuple[DueDay, ...]:
        """How many ideas fall due on each of the next local days, from today; what is overdue is today's."""
        return due_days(self._units(), self.today(), days)

    def exam_forecast(self) -> ExamForecast | None:
        """What an exam would give today; None before enough is known."""
        return exam_forecast(self._units(), self._knowledge())

    def rewards(self) -> Rewards:
        """Points, streak and best rounds."""
        return Rewards(
            points=self.points(),
            streak=self.streak(),
            needs=still_needed_today(self._save.days(1), self.today()),
            bests={mode: self.best(mode) for mode, rules in MODES.items() if rules.scored},
        )

    def today_counts(self) -> bool:
        """Were enough questions answered today for the streak?"""
        return not still_needed_today(self._save.days(1), self.today())

    def progress(self) -> Progress:
        """Everything known of the player."""
        totals = self._save.totals()
        return Progress(
            attempts=totals.attempts,
            rounds=totals.rounds,
            questions_seen=totals.questions,
            right_share=1 - totals.misses / totals.answers if totals.answers else None,
            streak_days=self.streak(),
            points=totals.points,
            seconds=totals.seconds,
            sections=self.sections(),
            disputes=self._save.disputes(),
            forecast=self.forecast(),
            exam_forecast=self.exam_forecast(),
            calibration=self._save.calibration(),
            mixups=tuple(self.mixups_to_repair()),
            kinds=self._save.kinds(),
        )

    def week(self) -> tuple[int, ...]:
        """How much was answered on each day of this week, from Monday to today: 0 to 4."""
        (week,) = calendar(self._save.days(7), self.today(), weeks=1)
        return tuple(one.level for one in week)

    def topic_page(self, key: str) -> TopicPage:
        """All that is known of the topic `section/topic`. Raises KeyError if no bank has it."""
        section, _, slug = key.partition("/")
        units = [unit for unit in self._units() if unit.topic == key]
        items = [item for unit in units for item in unit.items]
        recent = self._save.nodes_of(section, key).topic.recent
        return TopicPage(
            today=self.today(),
            section=self.section(section).title,
            report=self.topic(key),
            answers=tuple(
                Given(one.day, self._prompt_of(one), one.score)
                for one in self._save.basis(key, [entry.question for entry in recent])
            ),
            mixups=tuple(self.mixups_to_repair(key)),
            kinds=dict(Counter(item.kind for item in items)),
            levels=dict(Counter(item.level for item in items)),
            seen=sum(unit.seen for unit in units),
        )

    def _prompt_of(self, one: Basis) -> str:
        """What was asked, as the bank has it now; the key of a question that is gone."""
        if one.question not in self._catalog.entries:
            return one.question
        return self.prompt(one.question, one.numbers)

    def looked_back(self) -> LookBack | None:
        """What looking_back found, if nothing was written since and the day is the same."""
        as_of, found = self._looked
        return found if as_of == (self._save.state(), self.today()) else None

    def looking_back(self) -> Callable[[Callable[[], bool]], LookBack | None]:
        """What looks back over the whole log, to be called in a thread, beside play.

        It asks now and then if it should stop, and gives None then. SaveError where the log is damaged.
        """
        state, now, beside = self._save.state(), self.clock(), self._save.beside()
        times = moments(now)
        days = [local_day(one) for one in times]
        muted = self._save.muted()
        sections = {
            one.slug: [f"{one.slug}/{topic}" for topic in wanted_topics(one, muted)]
            for one in self._catalog.sections
        }

        def look(stopped: Callable[[], bool]) -> LookBack | None:
            with beside as reads:
                history = reads.nodes_by(days, stopped)
                if not history:
                    return None
                before, known = (known_topics(history[at], times[at], sections) for at in (-2, -1))
                found = LookBack(
                    points=courses(history, times, days, sections),
                    learnt=tuple(key for key in known if key not in before),
                    slipping=tuple(key for key in before if key not in known),
                    calibration=reads.calibration(),
                )
            self._looked = ((state, days[-1]), found)
            return found

        return look
