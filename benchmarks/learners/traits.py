"""The numbers that the hidden learners are made of, with their reasons.

README.md says which of them were changed after a look at first results, and why.

Means and spreads of what is known at first are logits, at middle level; times are days.
"""

from __future__ import annotations

import math

import msgspec

SLIPS = (0.02, 0.08)
"""A learner's chance to miss what it knows lies evenly between; the estimator takes 0.05 for everyone."""
MIDDLE_LEVEL = 2.5
LEVEL_STEP = 0.4
"""How much less likely a question is known for each level, in logits."""
WORDING, WORDING_DAYS = 0.5, 3.0
"""Half of the wordings met are recognised the next time; that fades within days, and is no knowledge."""
REPEATED = 0.7
"""An explanation met before teaches so much of what a new one would: the words are recalled, not the idea.

An assumption, on which the row on repeated wordings rests.
"""


class FadingTraits(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of learner whose knowledge is a matter of degree.

    `means` are the heaps that topics fall into by chance; then spreads of learner, section, topic, concept.
    What is held was fresh so many days ago (`ages`, evenly in their logarithm) and fades with `held_days`. A
    lesson `encodes` so large a share of what was not known, and fades with `lesson_days`, which a lesson on a
    full gap stretches by `spacing`. It leaves the share `transfer` of the gap for the topic's other concept.

    That tests with feedback carry over to new questions a week later: Butler 2010, 10.1037/a0019902. How much
    a single one teaches is an assumption: with a third, three lessons bring most of an idea, one does not.
    """

    means: tuple[float, ...]
    learner: float = 0.4
    section: float = 0.4
    topic: float = 0.7
    concept: float = 0.5
    held_days: float = math.inf
    ages: tuple[float, float] = (1.0, 300.0)
    lesson_days: float = 10.0
    encodes: float = 0.35
    spacing: float = 1.5
    transfer: float = 0.08


class AllOrNoneTraits(msgspec.Struct, frozen=True, kw_only=True):
    """The kind of learner that knows a concept or does not."""

    mean: float
    section: float
    topic: float
    learns: float
    forgets: float


FADING = {
    # A quarter is known at first, what is known was met long ago and stays.
    "novice": FadingTraits(means=(-1.2,)),
    # Half of the topics are known well, half hardly: no bell curve.
    "patchy": FadingTraits(means=(-1.6, 1.8), learner=0.3, section=0.3, topic=0.3),
    # Nearly all was known once, each topic at its time, yesterday or last year; lessons are lost soon, too.
    "forgetful": FadingTraits(means=(2.0,), held_days=30.0, lesson_days=4.0),
}
ALL_OR_NONE = AllOrNoneTraits(mean=0.3, section=0.4, topic=1.2, learns=0.5, forgets=0.0075)
"""Somewhat more than half is known; every second explanation is understood; a fifth is lost in a month.

Of what students learnt, a third or less is lost in a year (Custers 2010, 10.1007/s10459-008-9101-y); what was
explained once is lost sooner.
"""

KINDS = (*FADING, "all-or-none")
