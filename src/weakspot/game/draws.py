"""Draws of rounds: from what is known about the player to the slots of a round."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from msgspec.structs import replace

from weakspot.bank.lookup import find_section, find_topic, unknown_words
from weakspot.clock import Clock
from weakspot.engine.concepts import DrawnQuestion, Situation, narrow_concepts
from weakspot.engine.constants import EXAM_SECONDS, FIRST_ROUNDS
from weakspot.engine.lab import gap_topics
from weakspot.engine.memory import days_later
from weakspot.engine.placement import find_candidates
from weakspot.engine.report import Knowledge, Plan
from weakspot.engine.rules import MODES, Rules, today_rules
from weakspot.engine.selection import (
    choose_concepts,
    draw_own,
    pick_questions,
    round_seconds,
    select_concepts,
)
from weakspot.engine.session import ASKED, Session, Skip, Slot
from weakspot.engine.slots import build_slot, present_question, refresh_session
from weakspot.errors import UsageError
from weakspot.game.library import Library
from weakspot.settings import Settings
from weakspot.store.save import Save
from weakspot.words.lab import STEPS
from weakspot.words.modes import IN_EXAM, OFF_SECTION, nothing_line


class Draws:
    """Names rounds and draws them, and the rest of those that grow; stores nothing."""

    def __init__(
        self,
        library: Library,
        save: Save,
        clock: Clock,
        settings: Callable[[], Settings],
        rng: Random | None = None,
    ) -> None:
        """Without `rng` the log seeds the rounds; `settings` gives those of now."""
        self._library = library
        self._save = save
        self._clock = clock
        self._settings = settings
        self._is_seed_given = rng is not None
        self._base_seed: int = (rng or Random()).getrandbits(64)
        self._length: tuple[object, int] = (None, 0)
        """The length of a usual round of the day, with what it rests on."""
        self._dropped_counts: Counter[tuple[str, str]] = Counter()

    def resolve(
        self, mode: str | None, section: str | None, topic: str | None
    ) -> tuple[str, str]:
        """The mode and scope meant by these names. Raises UsageError, with the choices,
        if there is none.
        """
        catalog = self._library.catalog
        if mode is not None and mode not in MODES:
            raise UsageError(unknown_words("mode", mode, MODES))
        slug = find_section(catalog, section) if section is not None else None
        scope = find_topic(catalog, topic, slug) if topic is not None else slug or ""
        if mode is None:
            is_today = topic is None and section is None
            mode = "today" if is_today else "section" if topic is None else "topic"
        needed = MODES[mode].scoped
        given = topic if needed == "topic" else section
        if needed is not None and given is None:
            raise UsageError(f"mode {mode} needs a {needed}; add --{needed} NAME")
        return mode, scope

    def rules_for(
        self, mode: str, scope: str, questions: int | None, minutes: float | None
    ) -> Rules:
        """The rules of the mode, with the length that the player asked for.

        Unless a length is set, the first rounds are longer, to find weak spots sooner,
        and ask no open question if the scope has anything else.
        """
        rules = MODES[mode]
        if questions is not None or minutes is not None:
            if rules.grows:
                without = "leave --questions and --minutes out"
                raise UsageError(f"mode {mode} has its own end; {without}")
            if rules.sealed and minutes is not None:
                return replace(rules, count=max(1, int(60 * minutes / EXAM_SECONDS)))
            return replace(rules, count=questions, minutes=minutes)
        if mode != "today":
            return rules
        ended = self._save.log.count_ended("today", FIRST_ROUNDS)
        rules = today_rules(ended, self._settings().minutes)
        if rules.graded and not select_concepts(self._askable(rules), rules, scope):
            return replace(rules, graded=None)
        return rules

    def nothing_words(
        self,
        mode: str,
        rules: Rules,
        scope: str,
        only: frozenset[str] | None = None,
        question: str | None = None,
    ) -> str:
        """The reason why `draw_slots` draws nothing."""
        every = keep_question(self.situation(), question)
        if select_concepts(every, rules, scope, only):
            return IN_EXAM
        if scope.partition("/")[0] in self._library.off_sections():
            return OFF_SECTION
        longer = replace(rules, brisk=False)
        ungraded = replace(longer, graded=None)
        others = ""
        if rules.brisk and select_concepts(every, longer, scope):
            others = "long"
        elif rules.graded and select_concepts(every, ungraded, scope):
            others = "open"
        return nothing_line(mode, scope, others)

    def plan(self, mode: str, scope: str = "", ahead: int = 0) -> Plan:
        """The round that `start` would draw now, or so many days ahead. Stores
        nothing.
        """
        rules = self.rules_for(mode, scope, None, None)
        situation = self._askable(rules, ahead)
        rng = Random(self.next_seed(mode, scope))
        drawn = self._draw_questions(situation, rules, scope, rng)
        return Plan(drawn=drawn, seconds=round_seconds(drawn, situation))

    def usual_length(self) -> int:
        """The number of questions of a usual round of the day, as it was first asked
        for on this date: what fits the minutes, whatever the first rounds have.
        """
        minutes = self._settings().minutes
        as_of = (self._library.today(), minutes)
        if self._length[0] != as_of:
            rules = today_rules(FIRST_ROUNDS, minutes)
            chosen = choose_concepts(self._askable(rules), rules, "", Random(0))
            self._length = as_of, len(chosen)
        return self._length[1]

    def seed(self, seed: int) -> None:
        """Draw all rounds from this seed from now on, whatever the log says."""
        self._base_seed, self._is_seed_given = seed, True

    def next_seed(self, mode: str, scope: str) -> str:
        """The seed of the next round: unchanged until something is logged or a round
        like it is dropped.
        """
        newest = "" if self._is_seed_given else self._save.log.newest_id()
        dropped = self._dropped_counts[mode, scope]
        return f"{newest or self._base_seed}/{self._save.totals().rounds + dropped}"

    def note_dropped(self, session: Session) -> None:
        """Draw the next round of this mode and scope anew; no log records a drop."""
        self._dropped_counts[session.mode, session.scope] += 1

    def draw_slots(
        self,
        rules: Rules,
        scope: str,
        seed: str,
        only: frozenset[str] | None = None,
        before: Sequence[Slot] = (),
        question: str | None = None,
    ) -> tuple[Slot, ...]:
        """Draw slots; the random numbers of the draw and of each slot derive from the
        seed. With `question` that one alone.

        `before` are the slots of a round that grows;
        none of their ideas is drawn again.
        """
        draw_seed = f"{seed}/{len(before)}" if before else seed
        rng = Random(draw_seed)
        situation = keep_question(self._askable(rules), question)
        entries = self._library.catalog.entries
        asked = [entries[slot.question] for slot in before if slot.question in entries]
        if rules.adaptive and only is None:
            concepts = select_concepts(situation, rules, scope)
            topics = [entry.topic_key for entry in asked]
            choose = Random(f"{draw_seed}/section") if before else rng
            only = find_candidates(concepts, topics, choose)
        elif before:
            every = frozenset(concept.key for concept in situation.concepts)
            only = every - {entry.concept_key for entry in asked}
        return tuple(
            build_slot(
                drawn,
                self._library.question(drawn.entry.key),
                Random(f"{seed}/{drawn.entry.key}"),
            )
            for drawn in self._draw_questions(situation, rules, scope, rng, only)
        )

    def extend_round(self, session: Session) -> Session:
        """The session with more slots if its mode grows;
        unchanged if nothing is left to ask.
        """
        if not session.rules.grows:
            return session
        scope, seed, before = session.scope, session.seed, session.slots
        slots = self.draw_slots(session.rules, scope, seed, before=before)
        return replace(session, slots=(*before, *slots)) if slots else session

    def set_question_clock(self, session: Session) -> Session:
        """The session with its question's own time, if it has one; after an undone
        skip, with the time that was left.
        """
        if not session.rules.own_time or session.phase != ASKED:
            return session
        key = session.slot.question
        seconds = session.skips.get(key, Skip()).seconds_left
        if seconds is None:
            seconds = self._library.entries[key].seconds
        return replace(session, seconds_left=seconds)

    def fit_to_banks(self, session: Session) -> Session | None:
        """The open round as it can go on with the present banks; None if nothing is
        left of it.
        """
        entries = self._library.entries

        def present(slot: Slot) -> Slot:
            entry = entries[slot.question]
            question = self._library.question(slot.question)
            rng = Random(f"{session.id}/{slot.question}")
            presented = present_question(entry, question, rng)
            reason, misses, last = slot.reason, slot.misses, slot.last
            return replace(presented, reason=reason, misses=misses, last=last)

        fitted = refresh_session(session, entries, present)
        if fitted is None and (longer := self.extend_round(session)) is not session:
            fitted = refresh_session(longer, entries, present)
        if fitted is None or fitted.slot == session.slot:
            return fitted
        return self.set_question_clock(fitted)

    def situation(self, ahead: int = 0) -> Situation:
        """Everything that a draw depends on, as of now or so many days ahead."""
        now, today = self._clock() + timedelta(days=ahead), self._library.today()
        knowledge = Knowledge(self._save.nodes(), now)
        concepts = self._library.concepts()
        if ahead:
            today = days_later(today, ahead)
            concepts = tuple(concept.at(today) for concept in concepts)
        sections = self._library.sections()
        topics = (key for section in sections for key in section.topic_titles)
        newest = self._library.projects()[:1]
        return Situation(
            concepts=concepts,
            topics={key: knowledge.view_topic(key) for key in topics},
            today=today,
            flagged=frozenset(self._save.log.flagged_keys()),
            gaps=frozenset(key for one in newest for key in gap_topics(one, STEPS)),
            pace=self._save.log.pace(),
        )

    def _askable(self, rules: Rules, ahead: int = 0) -> Situation:
        """The situation without the questions of an open exam; for an exam, which
        replaces it, with them.
        """
        situation = self.situation(ahead)
        held = frozenset() if rules.sealed else self._library.questions_in_exam()
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
        own = self._draw_own(rules, scope, rng) if only is None else []
        if own and rules.count is not None:
            rules = replace(rules, count=rules.count - len(own))
        chosen = choose_concepts(situation, rules, scope, rng, only)
        keys = [entry.key for one in chosen for entry in one.concept.entries]
        return own + pick_questions(chosen, self._save.last_asked(keys), rng)

    def _draw_own(self, rules: Rules, scope: str, rng: Random) -> list[DrawnQuestion]:
        """Draw what the rules ask about the player's own project."""
        if not rules.own:
            return []
        entries = [
            entry
            for entry in self._library.own_entries()
            if scope in ("", entry.section, entry.topic_key)
        ]
        asked = self._save.last_asked([entry.key for entry in entries])
        most = rules.own if rules.count is None else min(rules.own, rules.count)
        return draw_own(entries, asked, most, rng)


def keep_question(situation: Situation, question: str | None) -> Situation:
    """The situation with this question alone; unchanged without one."""
    if question is None:
        return situation
    kept = narrow_concepts(situation.concepts, lambda entry: entry.key == question)
    return replace(situation, concepts=tuple(kept))
