"""Topics and sections in words: their states, their figures, what they need."""

from collections import Counter
from collections.abc import Sequence

from weakspot.engine.lookback import Point
from weakspot.engine.overview import Overview
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.text import UNICODE_MARKS, Marks, format_count, topic_mark
from weakspot.words.dates import date_words
from weakspot.words.numbers import percent, range_words

STATE_WORDS = {
    "perhaps": "perhaps weak",
    "good": "looks good",
    "untried": "not tried",
}
"""States of a topic that are not shown by their own name, in words."""
STATE_MEANINGS = (
    (
        "weak",
        (
            "weak: missed, likely not by chance, until right on two questions, on "
            "two days at least"
        ),
    ),
    ("perhaps", "perhaps weak, or open: missed, more answers will tell"),
    ("good", "looks good: the last answer was right"),
    ("known", "known: likely 70 % or more, by two questions"),
    ("untried", "not tried"),
)
"""The states that have their own mark, with what they mean."""


def state_word(state: str) -> str:
    """A topic's state as a player reads it."""
    return STATE_WORDS.get(state, state)


def standing_word(state: str) -> str:
    """A topic's state where it stands alone: what is open says why."""
    return "more answers will tell" if state == "open" else state_word(state)


def state_legend(marks: Marks = UNICODE_MARKS) -> list[str]:
    """The marks of topics, each with its word."""
    words = {"perhaps": "perhaps", "untried": "untried"}
    return [
        f"{topic_mark(state, marks)} {words.get(state) or state_word(state)}"
        for state, _ in STATE_MEANINGS
    ]


def needs_line(needs: tuple[int, int]) -> str:
    """The answers that a topic needs to be no longer weak; `needs` are the right
    questions and days still missing.
    """
    questions, days = map(abs, needs)  # older open rounds hold negative ones
    if questions and days:
        on = "on 2 days" if days > 1 else "on another day"
        return f"right on {format_count(questions, 'more question')}, {on}"
    if questions:
        return "right on another question"
    return "right again on another day" if days else "a few more right answers"


def short_needs_line(needs: tuple[int, int]) -> str:
    """The same as `needs_line`, in fewer words."""
    questions, days = map(abs, needs)  # older open rounds hold negative ones
    if questions > 1:
        return "right on 2 days"
    if days:
        return "right another day"
    return "right on 1 more" if questions else "a few more right"


def until_words(needs: tuple[int, int] | None) -> str:
    """“until right on 2 days”: the answers that a topic needs to be repaired."""
    left = max(map(abs, needs)) if needs else 0
    times = {0: "a few times more", 1: "once more"}.get(left, f"on {left} days")
    return f"until right {times}"


def repair_slots(needs: tuple[int, int] | None) -> tuple[int, int]:
    """Of the two right answers that a repair takes, those given and those missing."""
    left = min(2, max(map(abs, needs))) if needs else 0
    return 2 - left, left


def let_go_words(report: TopicReport) -> str:
    """The answers that a weak topic needs to be let go;
    empty for a topic that is not weak.
    """
    return (
        needs_line(report.needs)
        if report.state == "weak" and report.needs is not None
        else ""
    )


def tally_words(answers: int, misses: int, brief: bool = False) -> str:
    """“0 of 2 right”, in brief “0 of 2”, partly right being a miss; “not tried” before
    the first answer.
    """
    return (
        f"{answers - misses} of {answers}{'' if brief else ' right'}"
        if answers
        else "not tried"
    )


def section_share_words(section: SectionReport) -> str:
    """The section's mastery; plain counts while an estimate would mean nothing, `–`
    before any answer, “off” where it is.
    """
    if section.is_off:
        return "off"
    if section.estimate is None:
        return "–"
    if section.firm_estimate is None:
        # lists have seven cells for it
        between = " of " if section.answers < 10 else "/"
        return f"{section.answers - section.misses}{between}{section.answers}"
    return percent(section.firm_estimate.mastery)


def estimate_words(section: SectionReport) -> str:
    """“mastery 68 %  ·  40 of 85 asked”, “2 of 2 right  ·  2 of 85 asked”,
    “0 of 85 asked”, “off”.
    """
    if section.is_off:
        return "off"
    share = section_share_words(section)
    figure = f"{share} right" if section.firm_estimate is None else f"mastery {share}"
    asked = f"{section.seen} of {section.questions} asked"
    return asked if section.estimate is None else f"{figure}  ·  {asked}"


def header_words(overview: Overview) -> str:
    """“714 answers since 2 Jun · 4 of 69 topics weak”;
    empty before the first answer.
    """
    if overview.since is None:
        return ""
    states = [topic.state for section in overview.sections for topic in section.topics]
    answers = sum(day.attempts for day in overview.days)
    given = (
        f"{format_count(answers, 'answer')} since "
        f"{date_words(overview.since, overview.today)}"
    )
    return (
        f"{given} · {states.count('weak')} of {format_count(len(states), 'topic')} weak"
    )


def trend_words(points: Sequence[Point]) -> str:
    """The points' line in figures: “41 % on 3 Oct, 64 % now (55 to 71)”; empty for
    fewer than two.
    """
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    within = range_words(last.low, last.high)
    since = date_words(first.day, last.day)
    return (
        f"{percent(first.mastery)} on {since}, {percent(last.mastery)} now ({within})"
    )


def weakest_words(spots: Sequence[TopicReport], tried: int = 0) -> str:
    """“6 weak · 5 perhaps · of 48 tried”; the last if that is known."""
    counts = Counter(spot.state for spot in spots)
    words = [
        f"{counts[state]} {state}" for state in ("weak", "perhaps") if counts[state]
    ]
    return " · ".join([*words, f"of {tried} tried"] if tried else words)


def no_weak_spots_words(states: Sequence[str], brief: bool = False) -> str:
    """The end of a sentence after “No weak spots”: “shown yet”, or how many topics, of
    which these are the states, are known by now.
    """
    known = states.count("known")
    if not known:
        return "shown yet"
    return (
        "now"
        if brief
        else f"now, {known} of {format_count(len(states), 'topic')} known"
    )
