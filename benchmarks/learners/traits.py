"""The parameters of the simulated learners, with their reasons.

README.md says which of them were changed after a look at first results, and why.

Means and spreads of initial knowledge are logits, at middle level; times are in days.
"""

from __future__ import annotations

import math

import msgspec

SLIPS = (0.02, 0.08)
"""Bounds of a learner's chance to miss what it knows, uniform; the estimator assumes
0.05 for everyone.
"""
MIDDLE_LEVEL = 2.5
LEVEL_STEP = 0.4
"""The loss of likelihood that a question is known with each level up, in logits."""
WORDING, WORDING_DAYS = 0.5, 3.0
"""Half of the wordings met are recognised the next time; this fades within days and is
no knowledge.
"""
REPEATED = 0.7
"""The share that a known explanation teaches of what a new one would: the words are
recalled, not the idea.

An assumption, on which the row on repeated wordings rests.
"""


class FadingTraits(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of learner, who knows things to a degree.

    Each topic has one of `means`, drawn by chance; then come spreads by learner,
    section, topic and concept. What is held was fresh some days ago (`ages`, uniform in
    their logarithm) and fades with `held_days`. A lesson teaches `encoded_share` of
    what was not known, and fades with `lesson_days`, which a lesson on a full gap
    stretches by `spacing`. It teaches the share `transfer` of the gap in the topic's
    other concept.

    That tests with feedback carry over to new questions a week later: Butler 2010,
    10.1037/a0019902. How much a single one teaches is an assumption: with a third,
    three lessons teach most of an idea, one does not.
    """

    means: tuple[float, ...]
    learner: float = 0.4
    section: float = 0.4
    topic: float = 0.7
    concept: float = 0.5
    held_days: float = math.inf
    ages: tuple[float, float] = (1.0, 300.0)
    lesson_days: float = 10.0
    encoded_share: float = 0.35
    spacing: float = 1.5
    transfer: float = 0.08


class AllOrNoneTraits(msgspec.Struct, frozen=True, kw_only=True):
    """The kind of learner who knows a concept or does not; `forgetting_rate` is by
    day.
    """

    mean: float
    section: float
    topic: float
    learning_chance: float
    forgetting_rate: float


FADING = {
    # A quarter is known at first; it was met long ago and stays.
    "novice": FadingTraits(means=(-1.2,)),
    # Half of the topics are known well, half hardly: not a bell curve.
    "patchy": FadingTraits(means=(-1.6, 1.8), learner=0.3, section=0.3, topic=0.3),
    # Nearly all was known once, each topic at its own time, yesterday or months ago;
    # lessons fade soon, too.
    "forgetful": FadingTraits(means=(2.0,), held_days=30.0, lesson_days=4.0),
}
ALL_OR_NONE = AllOrNoneTraits(
    mean=0.3, section=0.4, topic=1.2, learning_chance=0.5, forgetting_rate=0.0075
)
"""Somewhat more than half is known; every second explanation is understood; a fifth is
lost in a month.

Students lose a third or less of what they learnt in a year (Custers 2010,
10.1007/s10459-008-9101-y); what was explained once is lost sooner.
"""

KINDS = (*FADING, "all-or-none")
