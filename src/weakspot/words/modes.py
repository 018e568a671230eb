"""The modes of play in words."""

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.rules import LAB, Rules

NOTHING = (
    "there is no question to ask{there}: none yet, or all are muted; the banks list "
    "them"
)
"""Said where there is nothing to ask, whatever the mode."""
OTHERS = {
    "open": (
        "this round asks no open questions, and there are only such{there}; an "
        "interview asks them"
    ),
    "long": (
        "a sprint asks short questions, pick one or true or false, and there is none"
        "{there}; survival asks the others"
    ),
}
"""Said where there are questions, but only of kinds that the mode never asks."""
IN_EXAM = "all of these questions are in the exam left open; hand it in first"
"""Said where an open exam holds all that a round would ask."""
OFF_SECTION = (
    "this section is off, so nothing in it is asked; its row on the first screen "
    "switches it on, in lines of text :S"
)
"""Said where a round is to ask only of a section that is switched off."""


class ModeWords(msgspec.Struct, frozen=True, kw_only=True):
    """The title of a mode, and what else is said of it.

    `nothing` is said if there is no question that the mode asks, its `{there}` for a
    section or topic only. `about` says what the mode is, `brief` the same in few words,
    `asking` stands beside a question.
    """

    title: str
    nothing: str = NOTHING
    about: str = ""
    brief: str = ""
    asking: str = ""


MODE_WORDS: dict[str, ModeWords] = {
    "today": ModeWords(title="Today", about="Play today's round"),
    "section": ModeWords(title="Section"),
    "topic": ModeWords(title="Topic"),
    "question": ModeWords(
        title="Question",
        nothing="that question is muted; the banks list it and bring it back",
    ),
    "weak": ModeWords(
        title="Weak spots",
        nothing="no weak spots shown{there} yet; today's round looks for them",
        about="Play what is weak",
    ),
    "missed": ModeWords(
        title="Missed",
        nothing=(
            "nothing missed{there} in the last days; today's round brings something new"
        ),
        about="Practise what was missed",
    ),
    "flagged": ModeWords(
        title="Flagged",
        nothing=(
            "no question{there} is flagged; flag in a round what you want to see again"
        ),
        about="Play what you flagged",
    ),
    "survival": ModeWords(
        title="Survival",
        about="Until three misses: how far do you get?",
        brief="until 3 misses",
        asking="A partly right answer or a skip counts as a miss.",
    ),
    "sprint": ModeWords(
        title="Sprint",
        about="Three minutes of short questions: how many do you get right?",
        brief="three minutes",
        asking="The clock stands still while you read a verdict.",
    ),
    "interview": ModeWords(
        title="Interview",
        nothing=(
            "there is no open question to ask{there} yet; other rounds ask the rest"
        ),
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
        about=f"{c.EXAM_QUESTIONS} questions from all sections, a minute each.",
        brief="all sections",
        asking="Answers are judged at the end and can be changed until then.",
    ),
    "placement": ModeWords(
        title="Find my weak spots",
        about=f"Up to {c.PLACEMENT_MAX} questions: where to look first.",
    ),
    LAB: ModeWords(
        title="Mini-lab",
        about="Describe a project of your own; it ends in a card with its gaps.",
        brief="your own project",
    ),
}


def nothing_line(mode: str, scope: str, others: str = "") -> str:
    """Said if a round of this mode has no question to draw, in all banks where the
    `scope` is empty; `others` is the key of OTHERS for the questions that there are.
    """
    words = OTHERS.get(others, MODE_WORDS[mode].nothing)
    return words.format(there=" there" if scope else "")


def seen_line(rules: Rules) -> str:
    """Said of a question answered again after its verdict was seen."""
    counts = (
        "it counts as a miss"
        if rules.misses is not None
        else "this time it does not count"
    )
    return f"You have seen its answer: {counts}."
