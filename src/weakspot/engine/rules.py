"""The modes of play, each one value, and the concepts that a mode draws from."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

import msgspec
from msgspec.structs import replace

from weakspot.engine import constants as c
from weakspot.engine.concepts import Concept, Entry
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import days_later
from weakspot.engine.values import Random

FIRST_MODES = ("today", "weak", "missed", "flagged")
"""The modes of the first screen's own rounds."""
LAB = "lab"
"""The mode that draws no questions: the player describes a project of their own."""
MORE_MODES = ("exam", "survival", "sprint", "interview", "placement", LAB)
"""The modes in the list behind the first screen; the last one is not in all banks."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of a mode: from which concepts it draws (`draw`: all, weak,
    missed, flagged, or those of the topics that answer a project's gaps; `today`: all,
    in its three parts), and how many.

    `count` limits the questions, `minutes` the time they take; if neither is given, all
    are drawn. `per_topic` are the passes over the concepts: how many questions of one
    topic each allows, None for any number. A pass is made only if the round is still
    short after the one before. `scoped` says what the scope has to be: a section, a
    topic, that of a question, or anything.

    A round that `grows` draws its `count` again whenever all are passed, until `misses`
    or `seconds` on the clock end it. If `graded` is True, only questions are asked that
    are graded without the player's own judgement, if False only the others; a `brisk`
    round asks only the BRISK_KINDS, of BRISK_WORDS at most; with
    `own_time`, the clock starts again with each question, at the time it typically
    takes, and ends nothing. A `sealed` round is an exam: it is drawn evenly over the
    sections, with EXAM_SECONDS a question, answered in any order, and graded when it is
    handed in. Up to `own` questions, the first, are about a project of the player's
    own. An `adaptive` round goes over the sections evenly, one question at a
    time, `most` at most.
    """

    draw: str = "all"
    count: int | None = None
    minutes: float | None = None
    per_topic: tuple[int | None, ...] = (1, 2, None)
    scoped: str | None = None
    grows: bool = False
    misses: int | None = None
    seconds: float | None = None
    graded: bool | None = None
    brisk: bool = False
    own_time: bool = False
    sealed: bool = False
    adaptive: bool = False
    most: int | None = None
    own: int = 0

    @property
    def is_scored(self) -> bool:
        """True if the round goes on as far as the player gets,
        so that there is a best.
        """
        return self.misses is not None or self.seconds is not None

    def asks(self, entry: Entry) -> bool:
        """True if the mode asks such questions."""
        if self.brisk:
            return entry.kind in c.BRISK_KINDS and entry.words <= c.BRISK_WORDS
        return self.graded in (None, entry.is_graded)

    def seconds_for(self, questions: int) -> float | None:
        """The time on the clock of a round of so many questions;
        None if it has no clock.
        """
        return c.EXAM_SECONDS * questions if self.sealed else self.seconds


MODES: dict[str, Rules] = {
    "today": Rules(draw="today", minutes=c.TODAY_MINUTES),
    "section": Rules(count=c.ROUND_QUESTIONS, scoped="section"),
    "topic": Rules(count=c.TOPIC_QUESTIONS, scoped="topic"),
    "question": Rules(count=1, scoped="question"),
    "weak": Rules(draw="weak", count=c.ROUND_QUESTIONS),
    "missed": Rules(draw="missed", count=c.FIRST_QUESTIONS, per_topic=(None,)),
    "flagged": Rules(draw="flagged", count=c.FIRST_QUESTIONS, per_topic=(None,)),
    "survival": Rules(
        count=c.ROUND_QUESTIONS, grows=True, misses=c.SURVIVAL_MISSES, graded=True
    ),
    "sprint": Rules(
        count=c.ROUND_QUESTIONS,
        grows=True,
        seconds=c.SPRINT_SECONDS,
        graded=True,
        brisk=True,
    ),
    "interview": Rules(
        count=c.INTERVIEW_QUESTIONS, graded=False, own_time=True, own=c.OWN_QUESTIONS
    ),
    "gaps": Rules(draw="gaps", count=c.ROUND_QUESTIONS),
    "exam": Rules(count=c.EXAM_QUESTIONS, sealed=True, graded=True),
    "placement": Rules(
        count=1, grows=True, adaptive=True, most=c.PLACEMENT_MAX, graded=True
    ),
}


def today_rules(ended: int, minutes: float) -> Rules:
    """The rules of the next round of the day, of which so many have `ended`, for a
    player whose rounds take these `minutes`.

    Unless the player chose the minutes, the first FIRST_ROUNDS have FIRST_QUESTIONS
    questions, to find weak spots sooner, and ask only what is graded.
    """
    rules = MODES["today"]
    if minutes != rules.minutes or ended >= c.FIRST_ROUNDS:
        return replace(rules, minutes=minutes)
    return replace(rules, count=c.FIRST_QUESTIONS, minutes=None, graded=True)


def is_in_scope(concept: Concept, scope: str) -> bool:
    """True if the concept belongs to the section or topic `scope`;
    all do if it is empty.
    """
    return not scope or scope in (concept.topic, concept.section)


def select_weak(
    concepts: Sequence[Concept], views: Mapping[str, TopicView]
) -> list[Concept]:
    """The concepts of weak topics; if there are none, of the three tried topics that
    are most likely weak.
    """
    topics = {concept.topic: views[concept.topic] for concept in concepts}
    weak = {key for key, topic in topics.items() if topic.state == "weak"}
    if not weak:
        tried = [key for key, topic in topics.items() if topic.state != "untried"]
        tried.sort(key=lambda key: topics[key].estimate.p_weak, reverse=True)
        weak = set(tried[:3])
    return [concept for concept in concepts if concept.topic in weak]


def select_missed(concepts: Iterable[Concept], today: str) -> list[Concept]:
    """The concepts whose last answer was a miss within the last days,
    of which today is one.
    """
    since = days_later(today, 1 - c.MISSED_DAYS)
    return [
        concept
        for concept in concepts
        if concept.missed and concept.last is not None and concept.last >= since
    ]


def draw_exam(concepts: Sequence[Concept], count: int, rng: Random) -> list[Concept]:
    """Draw concepts for an exam: the sections by turns, the topics of each by turns,
    otherwise at random.

    By chance and not by need: an exam samples what there is to know, not what the
    player is weak in.
    """
    sections: dict[str, dict[str, list[Concept]]] = {}
    for concept in rng.sample(concepts, len(concepts)):
        sections.setdefault(concept.section, {}).setdefault(concept.topic, []).append(
            concept
        )
    sections_by_turns = [
        merge_by_turns(topics.values()) for topics in sections.values()
    ]
    rng.shuffle(sections_by_turns)
    return merge_by_turns(sections_by_turns)[:count]


def merge_by_turns(lists: Iterable[Iterable[Concept]]) -> list[Concept]:
    """Merge the lists: one concept of each before a second one of any."""
    return [
        concept for row in zip_longest(*lists) for concept in row if concept is not None
    ]
