"""Draws rounds: from what is known about the player to the slots of a round."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice, starmap
from random import Random

from msgspec.structs import replace

from weakspot.engine.concepts import DrawnQuestion, Situation, narrow_concepts
from weakspot.engine.constants import EXAM_SECONDS, FIRST_QUESTIONS, FIRST_ROUNDS
from weakspot.engine.exam import result_words, score_exam
from weakspot.engine.limits import end_lines
from weakspot.engine.report import Plan
from weakspot.engine.rules import (
    GRADED_KINDS,
    MODES,
    Rules,
    is_in_scope,
    select_missed,
)
from weakspot.engine.selection import (
    choose_concepts,
    pick_questions,
    round_seconds,
    select_concepts,
)
from weakspot.engine.session import ASKED, Session, Skip, Slot
from weakspot.engine.slots import build_slot, present_question, refresh_session
from weakspot.engine.stored_session import decode_session
from weakspot.errors import UsageError
from weakspot.usecases.reports import Reports


class Draws(Reports):
    """Names and draws rounds, and the rest of those that grow; says how far they came;
    stores nothing.
    """

    _base_seed = 0
    _is_seed_given = False
    """Whether all rounds are drawn from this seed, whatever the log says."""
    _dropped_counts: Counter[tuple[str, str]] = Counter()
    """How many rounds of each mode and scope were dropped since the game was opened; no
    log records that.
    """

    def resolve(
        self, mode: str | None, section: str | None, topic: str | None
    ) -> tuple[str, str]:
        """The mode and scope meant by these names. Raises UsageError, with the choices,
        if there is none.
        """
        # late: not for the first paint
        from weakspot.bank.lookup import find_section, find_topic, unknown_words

        if mode is not None and mode not in MODES:
            raise UsageError(unknown_words("mode", mode, MODES))
        slug = find_section(self._catalog, section) if section is not None else None
        scope = (
            find_topic(self._catalog, topic, slug) if topic is not None else slug or ""
        )
        if mode is None:
            mode = (
                "topic"
                if topic is not None
                else "section"
                if section is not None
                else "today"
            )
        needed = MODES[mode].scoped
        if needed is not None and (topic if needed == "topic" else section) is None:
            raise UsageError(f"mode {mode} needs a {needed}: add --{needed} NAME")
        return mode, scope

    def round_title(self, session: Session) -> str:
        """The title of a round: that of its mode, or of the section or topic it is
        drawn from.

        A round left open may outlive its topic in the bank; then it has the section's
        title.
        """
        section, _, topic = session.scope.partition("/")
        lead = self.heading_prefix(session)
        return self.section(section).topics.get(topic, lead) if topic else lead

    def heading_prefix(self, session: Session) -> str:
        """What stands before the topics of a round's questions: the title of its mode
        or of its section.
        """
        section = session.scope.partition("/")[0]
        return self.section(section).title if section else session.rules.title

    def end_lines(self, session: Session) -> list[str]:
        """How far a round with an end of its own came; empty for one of a fixed number
        of questions.

        Empty for a placement, too, if no question was ever answered.
        """
        rules = session.rules
        if rules.adaptive:
            # late: seldom played
            from weakspot.engine.placement import (
                find_lowest,
                mean_mastery,
                placement_lines,
            )

            knowledge, topics = (
                self._knowledge(),
                dict.fromkeys(unit.topic for unit in self._units()),
            )
            weakest = find_lowest(self.section_reports())
            if not weakest or not topics:
                return []
            level = mean_mastery(map(knowledge.view_topic, topics))
            return placement_lines(level, weakest, knowledge.player.answers)
        if rules.sealed:
            return [result_words(score_exam(session))]
        return (
            end_lines(session, self.best(session.mode, session.id))
            if rules.is_scored
            else []
        )

    def _is_placement_done(self, session: Session) -> bool:
        """Whether enough is known of every section that the placement asks about."""
        from weakspot.engine.placement import is_placed  # late

        sections = {
            unit.section for unit in self._units() if is_in_scope(unit, session.scope)
        }
        return is_placed(self._save.nodes(), sections, len(session.outcomes))

    def missed_units(self, session: Session) -> frozenset[str]:
        """The units to ask that were not fully right in this round; for an exam also
        those left open.
        """
        missed = [
            slot.question
            for slot, outcome in session.counted
            if not outcome.verdict.right
        ]
        if session.sheets:
            pairs = zip(session.slots, session.outcomes, strict=True)
            missed += [slot.question for slot, outcome in pairs if outcome is None]
        units = {
            self._catalog.entries[key].concept_key
            for key in missed
            if key in self._catalog.entries
        }
        return frozenset(unit.key for unit in self._units() if unit.key in units)

    def missed_count(self) -> int:
        """The number of ideas that were missed in the last days and not answered right
        since.
        """
        return len(select_missed(self._units(), self.today()))

    def exam_length(self) -> int:
        """The number of questions that an exam started now would have."""
        kinds = MODES["exam"].kinds
        asked = (
            unit
            for unit in self._units()
            if any(entry.kind in kinds for entry in unit.entries)
        )
        return sum(
            1 for _ in islice(asked, MODES["exam"].count)
        )  # reads no more than it needs

    def should_offer_placement(self) -> bool:
        """Whether to offer a placement: after each of the first rounds, until one was
        played to its end.
        """
        return (
            0 < self._save.totals().rounds <= FIRST_ROUNDS
            and not self._save.count_ended("placement", 1)
        )

    def questions_in_exam(self) -> frozenset[str]:
        """The questions of an exam that is not handed in yet; until then nothing may
        tell what is right.
        """
        exams = (session for session in self._stored_rounds() if session.sheets)
        return frozenset(slot.question for session in exams for slot in session.slots)

    def plan(self, mode: str, scope: str = "") -> Plan:
        """What the round that `start` would draw now is like. Stores nothing."""
        rules = self._rules_for(mode, scope, None, None)
        situation = self._askable_situation(rules)
        drawn = self._draw_questions(
            situation, rules, scope, Random(self._next_seed(mode, scope))
        )
        return Plan(drawn=drawn, seconds=round_seconds(drawn, situation))

    # Steps of the above and of the use cases that build on them

    def _stored_rounds(self) -> list[Session]:
        """The rounds started and not ended, newest first, as they were stored."""
        stored = starmap(decode_session, self._save.open_rounds())
        return [session for session in stored if session is not None]

    def _next_seed(self, mode: str, scope: str) -> str:
        """The seed of the next round: unchanged until something is logged or a round
        like it is dropped.
        """
        source = (
            self._base_seed
            if self._is_seed_given
            else self._save.newest_id() or self._base_seed
        )
        return (
            f"{source}/{self._save.totals().rounds + self._dropped_counts[mode, scope]}"
        )

    def _askable_situation(self, rules: Rules) -> Situation:
        """The situation without the questions of an open exam; for an exam, which
        replaces it, with them.
        """
        situation = self._situation()
        held = frozenset[str]() if rules.sealed else self.questions_in_exam()
        if not held:
            return situation
        concepts = narrow_concepts(
            situation.concepts, lambda entry: entry.key not in held
        )
        return replace(situation, concepts=tuple(concepts))

    def _draw_questions(
        self,
        situation: Situation,
        rules: Rules,
        scope: str,
        rng: Random,
        only: frozenset[str] | None = None,
    ) -> list[DrawnQuestion]:
        """Draw a round's questions in the order to ask them."""
        chosen = choose_concepts(situation, rules, scope, rng, only)
        keys = [entry.key for concept in chosen for entry in concept.entries]
        return pick_questions(chosen, self._save.last_asked(keys), situation, rng)

    def _draw_slots(
        self,
        rules: Rules,
        scope: str,
        seed: str,
        only: frozenset[str] | None = None,
        before: Sequence[Slot] = (),
    ) -> tuple[Slot, ...]:
        """Draw slots; the random numbers of the draw and of each slot derive from the
        seed.

        `before` are the slots of a round that grows; none of their ideas is drawn
        again.
        """
        draw_seed = f"{seed}/{len(before)}" if before else seed
        rng, situation, entries = (
            Random(draw_seed),
            self._askable_situation(rules),
            self._catalog.entries,
        )
        asked = [entries[slot.question] for slot in before if slot.question in entries]
        if rules.adaptive and only is None:
            from weakspot.engine.placement import find_candidates  # late: seldom played

            concepts = select_concepts(situation, rules, scope)
            topics = [entry.topic_key for entry in asked]
            only = find_candidates(
                concepts, topics, Random(f"{draw_seed}/section") if before else rng
            )
        elif before:
            only = frozenset(concept.key for concept in situation.concepts) - {
                entry.concept_key for entry in asked
            }
        drawn = self._draw_questions(situation, rules, scope, rng, only)
        return tuple(
            build_slot(
                question,
                self.question(question.entry.key),
                Random(f"{seed}/{question.entry.key}"),
            )
            for question in drawn
        )

    def _set_question_clock(self, session: Session) -> Session:
        """The session with its question's own time, if it has one; after an undone
        skip, what was left.
        """
        if not session.rules.own_time or session.phase != ASKED:
            return session
        key = session.slot.question
        seconds = session.skips.get(key, Skip()).seconds_left
        if seconds is None:
            seconds = self._catalog.entries[key].seconds
        return replace(session, seconds_left=seconds)

    def _extend_round(self, session: Session) -> Session:
        """The session with more slots if its mode grows; unchanged if there is nothing
        left to ask.
        """
        if not session.rules.grows:
            return session
        slots = self._draw_slots(
            session.rules, session.scope, session.seed, before=session.slots
        )
        return replace(session, slots=(*session.slots, *slots)) if slots else session

    def _rules_for(
        self, mode: str, scope: str, questions: int | None, minutes: float | None
    ) -> Rules:
        """The rules of the mode, with the length that the player asked for.

        Unless a length is set, the first rounds are longer, to find weak spots sooner,
        and ask no open question if the scope has anything else.
        """
        rules = MODES[mode]
        if questions is not None or minutes is not None:
            if rules.grows:
                raise UsageError(
                    f"mode {mode} has its own end: leave --questions and --minutes out"
                )
            if rules.sealed and minutes is not None:
                return replace(rules, count=max(1, int(60 * minutes / EXAM_SECONDS)))
            return replace(rules, count=questions, minutes=minutes)
        if mode != "today":
            return rules
        has_usual_length = self.settings.minutes == rules.minutes
        if (
            not has_usual_length
            or self._save.count_ended("today", FIRST_ROUNDS) >= FIRST_ROUNDS
        ):
            return replace(rules, minutes=self.settings.minutes)
        longer = replace(rules, count=FIRST_QUESTIONS, minutes=None)
        graded = replace(longer, kinds=GRADED_KINDS)
        return (
            graded
            if select_concepts(self._askable_situation(graded), graded, scope)
            else longer
        )

    def _fit_to_banks(self, session: Session) -> Session | None:
        """The open round as it can go on with the present banks; None if nothing is
        left of it.
        """

        def present(slot: Slot) -> Slot:
            entry, question = (
                self._catalog.entries[slot.question],
                self.question(slot.question),
            )
            presented = present_question(
                entry, question, Random(f"{session.id}/{slot.question}")
            )
            return replace(
                presented, reason=slot.reason, misses=slot.misses, last=slot.last
            )

        fitted = refresh_session(session, self._catalog.entries, present)
        if fitted is None and (longer := self._extend_round(session)) is not session:
            fitted = refresh_session(longer, self._catalog.entries, present)
        if fitted is None or fitted.slot == session.slot:
            return fitted
        return self._set_question_clock(fitted)
