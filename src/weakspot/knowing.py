"""What a face can ask of what is known of the player. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weakspot.bank.catalog import Section
from weakspot.consulting import Consulting
from weakspot.engine.report import Knowledge, SectionReport, TopicReport, due_count, weak_first
from weakspot.engine.scoring import streak_days
from weakspot.text import counted

if TYPE_CHECKING:
    from weakspot.engine.selection import Situation, Unit
    from weakspot.engine.session import Session


class Knowing(Consulting):
    """What is known of the player, read as of now."""

    _grouped: tuple[object, tuple[Unit, ...]] = (None, ())

    def flagged(self) -> int:
        """How many questions that can be asked are flagged."""
        flagged = self._save.flagged()
        return sum(item.key in flagged for unit in self._units() for item in unit.items) if flagged else 0

    def sections(self) -> tuple[SectionReport, ...]:
        """Every section as it stands, in order, with its topics."""
        knowledge = self._knowledge()
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
        nodes = self._save.nodes_of(section, key)
        return Knowledge(nodes.by_key(section, key), self.clock()).topic(section, slug, title)

    def weak_spots(self) -> list[TopicReport]:
        """The topics that are weak, then those that may be, the weakest first."""
        knowledge, muted = self._knowledge(), self._save.muted()
        return weak_first(
            knowledge.topic(one.slug, slug, title)
            for one in self._catalog.sections
            for slug, title in wanted_topics(one, muted).items()
        )

    def nothing_weak(self, brief: bool = False) -> str:
        """What follows “none” where there is no weak spot: “shown yet”, or how much is known by now."""
        states = [topic.state for section in self.sections() for topic in section.topics]
        known = states.count("known")
        if not known:
            return "shown yet"
        return "now" if brief else f"now, {known} of {counted(len(states), 'topic')} known"

    def in_exam(self) -> frozenset[str]:
        """The questions of an exam that was not handed in yet: until then nothing tells what is right."""
        return frozenset(slot.question for one in self._left() if one.sheets for slot in one.slots)

    def due(self) -> int:
        """How many ideas are due to be asked again."""
        return due_count(self._units())

    def streak(self) -> int:
        """The days of the streak; see scoring."""
        return streak_days(self._save.each_day(), self.today())

    def points(self) -> int:
        """All points earned."""
        return self._save.points()

    def _left(self) -> list[Session]:
        """The rounds begun and not ended, newest first, as they were kept."""
        from weakspot.engine.session import decode  # late: what is weak is told without rounds

        kept = (decode(one.session, one.answer) for one in self._save.open_rounds())
        return [session for session in kept if session is not None]

    def _knowledge(self) -> Knowledge:
        """What is known of every topic, as of now."""
        return Knowledge(self._save.nodes(), self.clock())

    def _units(self) -> tuple[Unit, ...]:
        """Every idea not muted, with its history; kept until something is written or the day is over."""
        as_of = (self._catalog, self._save.state(), self.today())
        if self._grouped[0] != as_of:
            from weakspot.engine.selection import group_units  # late: what is weak is told without draws

            entries, muted = self._catalog.entries, self._save.muted()
            if muted:
                entries = {key: one for key, one in entries.items() if not muted & {key, one.topic_key}}
            with self._save.memories() as memories:
                self._grouped = (as_of, group_units(entries, memories, self.today()))
        return self._grouped[1]

    def _situation(self) -> Situation:
        """All that a draw rests on, as of now."""
        from weakspot.engine.selection import Situation  # late: for the same reason

        knowledge = self._knowledge()
        topics = {
            f"{section.slug}/{topic}": knowledge.view(section.slug, f"{section.slug}/{topic}")
            for section in self._catalog.sections
            for topic in section.topics
        }
        return Situation(
            units=self._units(),
            topics=topics,
            asked=self._save.asked,
            today=self.today(),
            flagged=frozenset(self._save.flagged()),
            pace=self._save.pace(),
        )


def wanted_topics(section: Section, muted: set[str]) -> dict[str, str]:
    """The titles of the section's topics, by slug, without the muted ones."""
    return {slug: title for slug, title in section.topics.items() if f"{section.slug}/{slug}" not in muted}
