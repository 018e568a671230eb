"""The modes of play in words."""

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.rules import LAB, Rules

NO_GRADED = (
    "This round asks no open questions; others{there} are missing or muted (the banks "
    "list them)."
)
"""Said where a round of the kinds that are graded has nothing to ask."""
IN_EXAM = "All of these questions are in the exam left open. Hand it in first."
"""Said where an open exam holds all that a round would ask."""


class ModeWords(msgspec.Struct, frozen=True, kw_only=True):
    """The title of a mode, and what else is said of it.

    `nothing` is said if there is no question to draw, its `{there}` for a section or
    topic only. `about` says what the mode is, `brief` the same in few words, `asking`
    stands beside a question.
    """

    title: str
    nothing: str = (
        "There is no question to ask{there}: none yet, or all are muted (the banks "
        "list them)."
    )
    about: str = ""
    brief: str = ""
    asking: str = ""


MODE_WORDS: dict[str, ModeWords] = {
    "today": ModeWords(title="Today", about="Play today's round"),
    "section": ModeWords(title="Section"),
    "topic": ModeWords(title="Topic"),
    "weak": ModeWords(
        title="Weak spots",
        nothing="No weak spots shown{there} yet. Today's round looks for them.",
        about="Play what is weak",
    ),
    "missed": ModeWords(
        title="Missed",
        nothing=(
            "Nothing missed{there} in the last days. Today's round brings "
            "something new."
        ),
        about="Practise what was missed",
    ),
    "flagged": ModeWords(
        title="Flagged",
        nothing=(
            "No question{there} is flagged. Flag in a round what you want to see again."
        ),
        about="Play what you flagged",
    ),
    "survival": ModeWords(
        title="Survival",
        nothing=NO_GRADED,
        about="Until three misses: how far do you get?",
        brief="until 3 misses",
        asking="A partly right answer or a skip counts as a miss.",
    ),
    "sprint": ModeWords(
        title="Sprint",
        nothing=NO_GRADED,
        about="Three minutes of short questions: how many do you get right?",
        brief="three minutes",
        asking="The clock stands still while you read a verdict.",
    ),
    "interview": ModeWords(
        title="Interview",
        nothing="There is no open question to ask{there} yet.",
        about="Open questions, each against its own minutes.",
        brief="open questions",
        asking="Answer as if asked aloud. You can still finish when time is up.",
    ),
    "gaps": ModeWords(
        title="Gaps",
        nothing=(
            "No gap of your project{there} has a topic to play. The mini-lab finds "
            "gaps: it compares what you say of a project with model answers."
        ),
        about="Play the topics that answer the gaps of your project",
    ),
    "exam": ModeWords(
        title="Exam",
        nothing=NO_GRADED,
        about=f"{c.EXAM_QUESTIONS} questions from all sections, a minute each.",
        brief="all sections",
        asking="Answers are judged at the end and can be changed until then.",
    ),
    "placement": ModeWords(
        title="Find my weak spots",
        nothing=NO_GRADED,
        about=f"Up to {c.PLACEMENT_MAX} questions: where to look first.",
    ),
    LAB: ModeWords(
        title="Mini-lab",
        about="Describe a project of your own; it ends in a card with its gaps.",
        brief="your own project",
    ),
}


def nothing_line(mode: str, scope: str) -> str:
    """Said if a round of this mode has no question to draw, in all banks where the
    `scope` is empty.
    """
    return MODE_WORDS[mode].nothing.format(there=" there" if scope else "")


def seen_line(rules: Rules) -> str:
    """Said of a question answered again after its verdict was seen."""
    counts = (
        "it counts as a miss"
        if rules.misses is not None
        else "this time it does not count"
    )
    return f"You have seen its answer: {counts}."
