"""The modes of play, each one value, and the concepts that a mode draws from."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.concepts import Concept
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import days_later
from weakspot.engine.values import KIND_WORDS, Random

GRADED_KINDS = frozenset(KIND_WORDS) - {"open"}
"""The kinds that are graded without the player's own judgement."""
NO_GRADED = (
    "This round asks no open questions; others{there} are missing or muted (the banks "
    "list them)."
)
"""Said where a round of those kinds has nothing to ask."""
FIRST_MODES = ("today", "weak", "missed", "flagged")
"""The modes of the first screen's own rounds."""
MORE_MODES = ("exam", "survival", "sprint", "interview", "placement")
"""The modes in the list behind the first screen."""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """How a mode draws: from which concepts (`draw`: all, weak, missed or flagged), and
    how many.

    `count` limits the questions, `minutes` the time they take; if neither is given, all
    are drawn. `per_topic` are the passes over the concepts: how many questions of one
    topic each allows, None for any number. A pass is made only if the round is still
    short after the one before. `scoped` says what the scope has to be: a section, a
    topic, or anything; `nothing` is said if there is no question to draw, its `{there}`
    for a section or topic only.

    A round that `grows` draws its `count` again whenever all are passed, until `misses`
    or `seconds` on the clock end it. With `kinds`, only questions of these are asked;
    with `own_time`, the clock starts again with each question, at the time it typically
    takes, and ends nothing. A `sealed` round is an exam: it is drawn evenly over the
    sections, with EXAM_SECONDS a question, answered in any order, and graded when it is
    handed in. An `adaptive` round goes over the sections evenly, one question at a
    time, `most` at most. `about` says what the mode is, `brief` the same in few words,
    `asking` stands beside a question.
    """

    title: str
    draw: str = "all"
    count: int | None = None
    minutes: float | None = None
    per_topic: tuple[int | None, ...] = (1, 2, None)
    scoped: str | None = None
    nothing: str = (
        "There is no question to ask{there}: none yet, or all are muted (the banks "
        "list them)."
    )
    grows: bool = False
    misses: int | None = None
    seconds: float | None = None
    kinds: frozenset[str] = frozenset()
    own_time: bool = False
    sealed: bool = False
    adaptive: bool = False
    most: int | None = None
    about: str = ""
    brief: str = ""
    asking: str = ""

    @property
    def seen_line(self) -> str:
        """The line on a question answered again after its verdict was seen."""
        counts = (
            "it counts as a miss"
            if self.misses is not None
            else "this time it does not count"
        )
        return f"You have seen its answer: {counts}."

    @property
    def is_scored(self) -> bool:
        """True if the round goes on as far as the player gets, so that there is a
        best.
        """
        return self.misses is not None or self.seconds is not None

    def seconds_for(self, questions: int) -> float | None:
        """The time on the clock of a round of so many questions; None if it has no
        clock.
        """
        return c.EXAM_SECONDS * questions if self.sealed else self.seconds


MODES: dict[str, Rules] = {
    "today": Rules(title="Today", minutes=c.TODAY_MINUTES, about="Play today's round"),
    "section": Rules(title="Section", count=c.ROUND_QUESTIONS, scoped="section"),
    "topic": Rules(title="Topic", count=c.TOPIC_QUESTIONS, scoped="topic"),
    "weak": Rules(
        title="Weak spots",
        draw="weak",
        count=c.ROUND_QUESTIONS,
        nothing="No weak spots shown{there} yet. Today's round looks for them.",
        about="Play what is weak",
    ),
    "missed": Rules(
        title="Missed",
        draw="missed",
        count=c.FIRST_QUESTIONS,
        per_topic=(None,),
        nothing=(
            "Nothing missed{there} in the last days. Today's round brings "
            "something new."
        ),
        about="Practise what was missed",
    ),
    "flagged": Rules(
        title="Flagged",
        draw="flagged",
        count=c.FIRST_QUESTIONS,
        per_topic=(None,),
        nothing=(
            "No question{there} is flagged. Flag in a round what you want to see again."
        ),
        about="Play what you flagged",
    ),
    "survival": Rules(
        title="Survival",
        count=c.ROUND_QUESTIONS,
        grows=True,
        misses=c.SURVIVAL_MISSES,
        kinds=GRADED_KINDS,
        nothing=NO_GRADED,
        about="Until three misses: how far do you get?",
        brief="until 3 misses",
        asking="Anything not fully right is a miss, a skip too.",
    ),
    "sprint": Rules(
        title="Sprint",
        count=c.ROUND_QUESTIONS,
        grows=True,
        seconds=c.SPRINT_SECONDS,
        kinds=GRADED_KINDS,
        nothing=NO_GRADED,
        about="Three minutes: how many do you get right?",
        brief="three minutes",
        asking="The clock stands still while you read a verdict.",
    ),
    "interview": Rules(
        title="Interview",
        count=c.INTERVIEW_QUESTIONS,
        kinds=frozenset({"open"}),
        own_time=True,
        nothing="There is no open question to ask{there} yet.",
        about="Open questions, each against its own minutes.",
        brief="open questions",
        asking="Answer as if asked aloud. You can still finish when time is up.",
    ),
    "exam": Rules(
        title="Exam",
        count=c.EXAM_QUESTIONS,
        sealed=True,
        kinds=GRADED_KINDS,
        nothing=NO_GRADED,
        about=f"{c.EXAM_QUESTIONS} questions from all sections, a minute each.",
        brief="all sections",
        asking="Answers are judged at the end and can be changed until then.",
    ),
    "placement": Rules(
        title="Find my weak spots",
        count=1,
        grows=True,
        adaptive=True,
        most=c.PLACEMENT_MAX,
        kinds=GRADED_KINDS,
        nothing=NO_GRADED,
        about=f"Up to {c.PLACEMENT_MAX} questions: where to look first.",
    ),
}


def is_in_scope(concept: Concept, scope: str) -> bool:
    """True if the concept belongs to the section or topic `scope`; all do if it is
    empty.
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
        tried.sort(key=lambda key: topics[key].standing.p_weak, reverse=True)
        weak = set(tried[:3])
    return [concept for concept in concepts if concept.topic in weak]


def select_missed(concepts: Iterable[Concept], today: str) -> list[Concept]:
    """The concepts whose last answer was a miss within the last days, of which today is
    one.
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
