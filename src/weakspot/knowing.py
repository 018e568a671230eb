"""What a face can ask of what is known of the player. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from weakspot.bank.catalog import Section
from weakspot.bank.names import section_of
from weakspot.consulting import Consulting
from weakspot.engine.constants import FORECAST_DAYS, MIXUPS_SHOWN, PLACEMENT_LEAST
from weakspot.engine.entries import Entry
from weakspot.engine.exam import ExamResult, result, result_words, section_words
from weakspot.engine.feedback import Repair, Summary, asked_words, back_words, feedback, rights_line
from weakspot.engine.forecast import DueDay, ExamForecast, due_days, exam_forecast
from weakspot.engine.limits import end_lines
from weakspot.engine.mixups import Asking, Belief, Mixup, met_in, offered, repairers, to_repair
from weakspot.engine.placement import is_placed, level, lowest, placement_lines
from weakspot.engine.records import Recalled
from weakspot.engine.report import Knowledge, Progress, SectionReport, TopicReport, due_count, weak_first
from weakspot.engine.rewards import Rewards, still_needed_today
from weakspot.engine.rules import MODES
from weakspot.engine.scoring import streak_days
from weakspot.engine.selection import Situation, Unit, group_units
from weakspot.engine.session import Session, decode


class Knowing(Consulting):
    """What is known of the player, read as of now."""

    _grouped: tuple[Mapping[str, Recalled], str, tuple[Unit, ...]] = ({}, "", ())

    def mixups_to_repair(self, topic: str | None = None) -> list[Mixup]:
        """The beliefs that wrong answers betrayed and no right one repaired since, the last met first.

        What is muted, or no longer in a bank, is left out; and what no question of the `topic`, if one is
        given, betrayed.
        """
        entries, muted = self._catalog.entries, self._save.muted()
        beliefs = {
            Belief(one.slug, slug): text
            for one in self._catalog.sections
            for slug, text in one.misconceptions.items()
        }
        missed = (key for key, memory in self._save.recalled().items() if memory.misses and key in entries)
        wanted = (
            key
            for key in missed
            if topic in (None, entries[key].topic_key) and not muted & {key, entries[key].topic_key}
        )
        met = [one for one in self._save.met(wanted) if one.belief in beliefs]
        sections = {one.belief.section for one in met}
        asking = {
            key: Asking(entry.unit, offered(self.question(key)))
            for key, entry in entries.items()
            if entry.section in sections
        }
        others = repairers(met, asking)
        rights = self._save.last_rights({one.question for one in met}.union(*others.values()))
        return to_repair(others, rights, beliefs)

    def mixups(self, session: Session) -> list[tuple[str, list[Mixup]]]:
        """The beliefs to repair below a title: those betrayed in this round; of the others the last met."""
        now = met_in(session)
        found = self.mixups_to_repair()
        own = [one for one in found if (one.section, one.misconception) in now]
        earlier = [one for one in found if one not in own][: max(0, MIXUPS_SHOWN - len(own))]
        blocks = [("Mix-ups to repair", own), ("Mix-ups of earlier rounds", earlier)]
        return [(title, mixups) for title, mixups in blocks if mixups]

    def repairs(self, summed: Summary) -> list[Repair]:
        """What of a round is to be repaired, in the order in which it was asked."""
        found = []
        for slot, outcome in summed.to_repair:
            question = self.question(slot.question)
            right = rights_line(question, feedback(question, slot, outcome, {}))
            back = back_words(outcome, self.today(), self.has_sibling(slot.question))
            found.append(Repair(outcome.verdict.score, asked_words(question, slot), right, back))
        return found

    def title(self, session: Session) -> str:
        """What the round is called: its mode, or the section it is drawn from."""
        mode = MODES[session.mode]
        section = session.scope.partition("/")[0]
        return section_of(self._catalog, section).title if section else mode.title

    def best(self, mode: str, before: Session | None = None) -> int | None:
        """The most right answers in one round of the mode, the round `before` left out; None without any."""
        return self._save.best(mode, "" if before is None else before.id)

    def end_lines(self, session: Session) -> list[str]:
        """How far a round came that had an end of its own; empty for one of so many questions."""
        rules = MODES[session.mode]
        if rules.adaptive:
            topics = {unit.topic for unit in self._units()}
            views = [view for key, view in self._situation().topics.items() if key in topics]
            asked = len(session.outcomes)
            enough = is_placed(self._save.nodes(), {topic.partition("/")[0] for topic in topics}, asked)
            return placement_lines(level(views), lowest(self.sections()), asked, enough)
        if rules.sealed:
            return [result_words(self.exam_result(session))]
        return end_lines(session, rules, self.best(session.mode, session)) if rules.scored else []

    def exam_result(self, session: Session) -> ExamResult:
        """How an exam handed in went, by section."""
        return result(session, [one.slug for one in self._catalog.sections])

    def exam_rows(self, session: Session) -> list[tuple[str, str]]:
        """The title of each section of an exam handed in, and how it went there."""
        told = self.exam_result(session).sections
        titles = {one.slug: one.title for one in self._catalog.sections}
        return [(titles.get(one.section, one.section), section_words(one)) for one in told]

    def offers_placement(self) -> bool:
        """Is it time to offer a placement?

        After the first round, until one was played to its end, or as much is known of every section anyway.
        """
        sections = [section.slug for section in self._catalog.sections]
        if self._save.totals().rounds == 0 or is_placed(self._save.nodes(), sections, PLACEMENT_LEAST):
            return False
        return not self._save.ended("placement", 1)

    def in_exam(self) -> frozenset[str]:
        """The questions of an exam that was not handed in yet: until then nothing tells what is right."""
        left = (decode(one.session) for one in self._save.open_rounds())
        return frozenset(slot.question for one in left if one and one.sheets for slot in one.slots)

    def has_sibling(self, key: str) -> bool:
        """Does the question's idea have another question, to ask it in other words?"""
        unit = self._catalog.entries[key].unit
        return any(one.key == unit and len(one.items) > 1 for one in self._units())

    def flagged(self) -> int:
        """How many questions that can be asked are flagged."""
        flagged = self._save.flagged()
        return sum(item.key in flagged for unit in self._units() for item in unit.items) if flagged else 0

    # Knowledge

    def sections(self) -> tuple[SectionReport, ...]:
        """Every section as it stands, in order, with its topics."""
        knowledge = Knowledge(self._save.nodes(), self.clock())
        units: dict[str, list[Unit]] = {one.slug: [] for one in self._catalog.sections}
        for unit in self._units():
            units[unit.section].append(unit)
        muted = self._save.muted()
        return tuple(
            knowledge.section(one.slug, one.title, wanted_topics(one, muted), units[one.slug])
            for one in self._catalog.sections
        )

    def topic(self, key: str) -> TopicReport:
        """The topic `section/topic` as it stands. Raises KeyError if no bank has it."""
        section, _, slug = key.partition("/")
        title = self.topic_title(key)
        player, own, topic = self._save.nodes_of(section, key)
        nodes = {"player": player, section: own, key: topic}
        return Knowledge(nodes, self.clock()).topic(section, slug, title)

    def weak_spots(self) -> list[TopicReport]:
        """The topics that are weak, then those that may be, the weakest first."""
        knowledge, muted = Knowledge(self._save.nodes(), self.clock()), self._save.muted()
        return weak_first(
            knowledge.topic(one.slug, slug, title)
            for one in self._catalog.sections
            for slug, title in wanted_topics(one, muted).items()
        )

    def due(self) -> int:
        """How many ideas are due to be asked again."""
        return due_count(self._units())

    def forecast(self, days: int = FORECAST_DAYS) -> tuple[DueDay, ...]:
        """How many ideas fall due on each of the next local days, from today; what is overdue is today's."""
        return due_days(self._units(), self.today(), days)

    def exam_forecast(self) -> ExamForecast | None:
        """What an exam would give today; None before enough is known."""
        return exam_forecast(self._units(), Knowledge(self._save.nodes(), self.clock()))

    def streak(self) -> int:
        """The days of the streak; see scoring."""
        return streak_days(self._save.days(-1), self.today())

    def points(self) -> int:
        """All points earned."""
        return self._save.totals().points

    def rewards(self) -> Rewards:
        """Points, streak and best rounds."""
        return Rewards(
            points=self.points(),
            streak=self.streak(),
            needs=still_needed_today(self._save.days(1), self.today()),
            bests={mode: self.best(mode) for mode, rules in MODES.items() if rules.scored},
        )

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
            kinds={kind: msgspec.structs.asdict(told) for kind, told in self._save.kinds().items()},
        )

    def _units(self) -> tuple[Unit, ...]:
        """Every idea not muted, with its history; kept until something is written or the day is over."""
        memories, today = self._save.recalled(), self.today()
        if self._grouped[0] is not memories or self._grouped[1] != today:
            muted = self._save.muted()
            entries: Iterable[Entry] = self._catalog.entries.values()
            if muted:
                entries = [one for one in entries if not muted & {one.key, one.topic_key}]
            self._grouped = (memories, today, group_units(entries, memories, today))
        return self._grouped[2]

    def _situation(self) -> Situation:
        """All that a draw rests on, as of now."""
        knowledge = Knowledge(self._save.nodes(), self.clock())
        topics = {
            f"{section.slug}/{topic}": knowledge.view(section.slug, f"{section.slug}/{topic}")
            for section in self._catalog.sections
            for topic in section.topics
        }
        return Situation(
            units=self._units(),
            topics=topics,
            memories=self._save.recalled(),
            today=self.today(),
            flagged=frozenset(self._save.flagged()),
            pace=self._save.pace(),
        )


def wanted_topics(section: Section, muted: set[str]) -> dict[str, str]:
    """The titles of the section's topics, by slug, without the muted ones."""
    return {slug: title for slug, title in section.topics.items() if f"{section.slug}/{slug}" not in muted}
