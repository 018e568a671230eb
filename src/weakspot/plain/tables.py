"""Weak spots and progress as aligned lines of text."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from weakspot.engine.overview import Statistics
from weakspot.engine.records import TopicAnswer
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.engine.scoring import Rewards
from weakspot.text import Marks, format_count, topic_mark, truncate, verdict_mark
from weakspot.words.changes import progress_line
from weakspot.words.dates import ago_words, date_words
from weakspot.words.estimates import (
    let_go_words,
    section_share_words,
    state_legend,
    state_word,
    tally_words,
)
from weakspot.words.numbers import format_duration, percent, range_words
from weakspot.words.rewards import reward_lines
from weakspot.words.summaries import EXAM_SHARE_NOTE

WIDTH = 80
FIGURES_LEGEND = (
    "% of unseen questions you would get right; 1 of 3: answers right so far"
)
MISSES_SHOWN = 2
"""The most misses that are listed below a weak topic."""
MIN_TITLE_WIDTH = 12
"""Columns of a title, however many topics stand beside it."""


def weak_lines(
    spots: Sequence[TopicReport],
    today: str,
    marks: Marks,
    nothing: str = "shown yet",
    answers: Mapping[str, Sequence[tuple[TopicAnswer, str]]] = MappingProxyType({}),
) -> list[str]:
    """Needs of weak topics, each followed by a line for each topic with that need,
    the weakest first, and below it the last misses of its `answers`.

    Without weak spots, a sentence that says so, with `nothing` after “No weak spots”.
    """
    if not spots:
        return [
            f"No weak spots {nothing}. `weakspot` plays a round that looks for them."
        ]
    groups: dict[str, list[TopicReport]] = {}
    for spot in spots:
        head = state_word(spot.state).capitalize()
        if needs := let_go_words(spot):
            head += f" until {needs}"
        groups.setdefault(head, []).append(spot)
    lines: list[str] = []
    columns = {
        spot.key: (figures_words(spot), evidence_words(spot, today)) for spot in spots
    }
    widths = [max(map(len, column)) for column in zip(*columns.values(), strict=True)]
    width = min(max(len(spot.title) for spot in spots), WIDTH - 6 - sum(widths))
    for head, members in groups.items():
        lines += ["", head] if lines else [head]
        for spot in members:
            title = truncate(spot.title, width, marks)
            figures, words = columns[spot.key]
            lines.append(
                f"{topic_mark(spot.state, marks)} "
                f"{title:<{width}}  {figures:<{widths[0]}}  {words}"
            )
            lines += miss_lines(answers.get(spot.key, ()), today, marks)
    return lines


def miss_lines(
    answers: Sequence[tuple[TopicAnswer, str]], today: str, marks: Marks
) -> list[str]:
    """The last misses among a topic's answers, newest first: when, and what was
    asked.
    """
    lines = []
    for answer, prompt in answers:
        if answer.score < 1:
            lead = f"    {verdict_mark(answer.score, marks)} "
            lead += f"{date_words(answer.day, today)}: "
            asked = " ".join(prompt.split())
            lines.append(lead + truncate(asked, WIDTH - 1 - len(lead), marks))
    return lines[:MISSES_SHOWN]


def figures_words(spot: TopicReport) -> str:
    """The topic's mastery with its range; empty until it means something."""
    estimate = spot.firm_estimate
    if estimate is None:
        return ""
    return f"{percent(estimate.mastery)} ({range_words(estimate.low, estimate.high)})"


def evidence_words(spot: TopicReport, today: str) -> str:
    """The evidence for it: “3 of 5 right, 3 days ago”."""
    words = tally_words(spot.answers, spot.misses)
    last = spot.last_seen
    return words if last is None else f"{words}, {ago_words(last, today)}"


def progress_lines(progress: Statistics, rewards: Rewards, marks: Marks) -> list[str]:
    """The total in figures, then a line for each section with a mark for each topic."""
    if not progress.attempts:
        return ["Nothing played yet. `weakspot` starts today's round."]
    right_share = progress.right_share
    right = "" if right_share is None else f", {percent(right_share)} right"
    today, tomorrow, *rest = (day.due for day in progress.forecast)
    later = f"{tomorrow} tomorrow, {sum(rest)} in the {len(rest)} days after"
    changes = progress_line(progress.whole, progress.week)
    lines = [
        f"{format_count(progress.attempts, 'answer')}{right} · "
        f"{format_count(progress.rounds, 'round')} · "
        f"{format_duration(progress.seconds)}",
        changes,
        *reward_lines(rewards),
        f"Coming back: {format_count(today, 'idea')} today, {later}",
    ]
    if (exam := progress.exam_forecast) is not None:
        share = f"{percent(exam.share)} ({range_words(exam.low, exam.high)})"
        questions = format_count(exam.questions, "question")
        lines += [
            f"An exam of {questions} today: about {share},",
            f"  {EXAM_SHARE_NOTE}",
        ]
    sections = section_lines(progress.sections, marks)
    return [*lines, "", *sections, "", FIGURES_LEGEND, "  ".join(state_legend(marks))]


def section_lines(sections: Sequence[SectionReport], marks: Marks) -> list[str]:
    """A line for each section:
    its topics, how it stands, what was asked of it and what comes back today.
    """
    rows = [
        (
            " ".join(topic_mark(topic.state, marks) for topic in section.topics),
            section_share_words(section),
            f"{section.seen} of {section.questions} asked",
            f"{section.due} back" if section.due else "",
        )
        for section in sections
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = max(WIDTH - 2 * 4 - sum(widths), MIN_TITLE_WIDTH)
    width = min(room, max((len(section.title) for section in sections), default=0))
    return [
        f"{truncate(section.title, width, marks):<{width}}  {row[0]:<{widths[0]}}  "
        f"{row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:>{widths[3]}}".rstrip()
        for section, row in zip(sections, rows, strict=True)
    ]
