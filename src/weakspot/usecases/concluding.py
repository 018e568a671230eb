"""What a round is called, and what came of it. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weakspot.engine.constants import MIXUPS_SHOWN
from weakspot.engine.limits import is_last
from weakspot.engine.rules import in_scope
from weakspot.engine.session import Session
from weakspot.usecases.reporting import Reporting

if TYPE_CHECKING:
    from weakspot.engine.feedback import Repair
    from weakspot.engine.mixups import Mixup
    from weakspot.engine.summing import Summary

# Late in here is what the first paint does not need.


class Concluding(Reporting):
    """Names rounds, and tells what came of them."""

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

    def is_last(self, session: Session) -> bool:
        """Is the question in play, now that it was answered, the last that is asked?"""
        return is_last(session) or (session.rules.adaptive and self._is_placed(session))

    def _is_placed(self, session: Session) -> bool:
        """Is enough known of every section that the placement asks?"""
        from weakspot.engine.placement import is_placed  # late

        sections = {unit.section for unit in self._units() if in_scope(unit, session.scope)}
        return is_placed(self._save.nodes(), sections, len(session.outcomes))

    def mixups(self, session: Session) -> list[tuple[str, list[Mixup]]]:
        """The beliefs to repair below a title: those betrayed in this round; of the others the last met."""
        from weakspot.engine.mixups import met_in  # late

        now = met_in(session)
        found = self.mixups_to_repair()
        own = [one for one in found if (one.section, one.misconception) in now]
        earlier = [one for one in found if one not in own][: max(0, MIXUPS_SHOWN - len(own))]
        blocks = [("Mix-ups to repair", own), ("Mix-ups of earlier rounds", earlier)]
        return [(title, mixups) for title, mixups in blocks if mixups]

    def summed(self, session: Session) -> Summary:
        """The round in figures; each topic that moved as it stands now, after all of its answers."""
        from weakspot.engine.summing import as_they_stand, summary  # late

        summed = summary(session)
        return as_they_stand(summed, {move.topic: self.topic(move.topic) for move in summed.moves})

    def repairs(self, summed: Summary) -> list[Repair]:
        """What of a round is to be repaired, in the order in which it was asked."""
        from weakspot.engine import feedback as telling  # late

        sizes = {unit.key: unit.size for unit in self._units()}
        found = []
        for slot, outcome in summed.to_repair:
            question = self.question(slot.question)
            prompt = self.prompt(slot.question, slot.numbers)
            right = telling.rights_line(question, slot, outcome.verdict)
            size = sizes.get(self._catalog.entries[slot.question].unit, 0)
            back = telling.back_words(outcome, self.today(), size)
            details = telling.repair_details(question.worked(slot.numbers), self.details(slot))
            score = outcome.verdict.score
            found.append(telling.Repair(score, prompt, right, back, question.explain, details))
        return found
