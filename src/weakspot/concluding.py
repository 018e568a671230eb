"""What a face says of a round that is over: how it went, what it betrayed, what is back when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weakspot.engine.constants import MIXUPS_SHOWN
from weakspot.engine.exam import ExamResult, result, result_words, section_words
from weakspot.engine.limits import end_lines, is_last
from weakspot.engine.mixups import Asking, Belief, Mixup, belief_of, met_in, offered, repairers, to_repair
from weakspot.engine.placement import is_placed, level, lowest, placement_lines
from weakspot.engine.rules import in_scope
from weakspot.engine.session import Session
from weakspot.engine.summing import Summary, as_they_stand, summary
from weakspot.knowing import Knowing

if TYPE_CHECKING:
    from weakspot.engine.feedback import Repair


class Concluding(Knowing):
    """What came of a round, and of the beliefs met in rounds. Nothing here changes anything."""

    def title(self, session: Session) -> str:
        """What the round is called: its mode, or the section or topic it is drawn from.

        A round left open may outlive its topic in the bank: then the section names it.
        """
        section, _, topic = session.scope.partition("/")
        lead = self.lead(session)
        return self.section(section).topics.get(topic, lead) if topic else lead

    def lead(self, session: Session) -> str:
        """What stands before the topics of its questions: its mode, or the section it is drawn from."""
        section = session.scope.partition("/")[0]
        return self.section(section).title if section else session.rules.title

    def best(self, mode: str, but: str = "") -> int | None:
        """The most right answers in one round of the mode, the round `but` left out; None without any."""
        return self._save.best(mode, but)

    def end_lines(self, session: Session) -> list[str]:
        """How far a round came that had an end of its own; empty for one of so many questions."""
        rules = session.rules
        if rules.adaptive:
            topics = {unit.topic for unit in self._units()}
            views = [view for key, view in self._situation().topics.items() if key in topics]
            enough = self._is_placed(session)
            return placement_lines(level(views), lowest(self.sections()), len(session.outcomes), enough)
        if rules.sealed:
            return [result_words(self.exam_result(session))]
        return end_lines(session, self.best(session.mode, session.id)) if rules.scored else []

    def is_last(self, session: Session) -> bool:
        """Is the question in play, now that it was answered, the last that is asked?"""
        return is_last(session) or (session.rules.adaptive and self._is_placed(session))

    def _is_placed(self, session: Session) -> bool:
        """Is enough known of every section that the placement asks?"""
        sections = {unit.section for unit in self._units() if in_scope(unit, session.scope)}
        return is_placed(self._save.nodes(), sections, len(session.outcomes))

    def exam_result(self, session: Session) -> ExamResult:
        """How an exam handed in went, by section."""
        return result(session, [one.slug for one in self._catalog.sections])

    def exam_rows(self, session: Session) -> list[tuple[str, str]]:
        """The title of each section of an exam handed in, and how it went there."""
        told = self.exam_result(session).sections
        titles = {one.slug: one.title for one in self._catalog.sections}
        return [(titles.get(one.section, one.section), section_words(one)) for one in told]

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
        missed = (key for key in self._save.missed() if key in entries)
        wanted = (
            key
            for key in missed
            if topic in (None, entries[key].topic_key) and not muted & {key, entries[key].topic_key}
        )
        met = [one for one in self._save.met(wanted) if belief_of(one) in beliefs]
        sections = {belief_of(one).section for one in met}
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

    def summed(self, session: Session) -> Summary:
        """The round in figures; each topic that moved as it stands now, after all of its answers."""
        summed, knowledge = summary(session), self._knowledge()
        topics = [move.topic for move in summed.moves]
        return as_they_stand(summed, {key: knowledge.view(key.partition("/")[0], key) for key in topics})

    def repairs(self, summed: Summary) -> list[Repair]:
        """What of a round is to be repaired, in the order in which it was asked."""
        from weakspot.engine import feedback as telling  # late: not for the first paint

        found, reworded = [], {unit.key for unit in self._units() if len(unit.items) > 1}
        for slot, outcome in summed.to_repair:
            question = self.question(slot.question)
            prompt = self.prompt(slot.question, slot.numbers)
            right = telling.rights_line(question, slot, outcome.verdict)
            is_reworded = self._catalog.entries[slot.question].unit in reworded
            back = telling.back_words(outcome, self.today(), is_reworded)
            found.append(telling.Repair(outcome.verdict.score, prompt, right, back))
        return found
