"""What is weak and how far one is, as aligned lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from weakspot.engine.feedback import topic_words
from weakspot.engine.forecast import DueDay, ExamForecast
from weakspot.engine.report import Progress, TopicReport
from weakspot.engine.rewards import Rewards, reward_lines
from weakspot.text import Marks, ago, counted, duration, needs_line, percent, topic_mark


def weak_lines(spots: Sequence[TopicReport], today: str, marks: Marks) -> list[str]:
    """A line a weak topic, the weakest first; a sentence where there is none."""
    if not spots:
        return ["No weak spots shown yet. `weakspot` plays a round that looks for them."]
    width = max(len(spot.title) for spot in spots)
    return [weak_line(spot, width, today, marks) for spot in spots]


def weak_line(spot: TopicReport, width: int, today: str, marks: Marks) -> str:
    """Mark, title, mastery with its range, evidence, and what lets it go."""
    mark = topic_mark(spot.state, marks)
    words = topic_words(spot.answers, spot.different, spot.misses)
    if spot.last_seen is not None:
        words += f", {ago(spot.last_seen, today)}"
    figures = ""
    if spot.tells and spot.mastery is not None and spot.low is not None and spot.high is not None:
        figures = f"{percent(spot.mastery)} ({round(100 * spot.low)} to {round(100 * spot.high)})"
    needs = needs_line(spot.needs) if spot.state == "weak" and spot.needs else "may be weak"
    return f"{mark} {spot.title:<{width}}  {figures:<15}  {words:<32}  {needs}".rstrip()


def due_line(days: Sequence[DueDay]) -> str:
    """What falls due over the next days: “Due: 4 today, 2 tomorrow, 19 in the 12 days after”."""
    today, tomorrow, *rest = (one.due for one in days)
    return f"Due: {today} today, {tomorrow} tomorrow, {sum(rest)} in the {len(rest)} days after"


def exam_line(exam: ExamForecast) -> str:
    """What an exam would give today, with its range."""
    given = f"{percent(exam.share)} ({round(100 * exam.low)} to {round(100 * exam.high)})"
    return f"An exam of {counted(exam.questions, 'question')} today: about {given}"


def progress_lines(progress: Progress, rewards: Rewards, marks: Marks) -> list[str]:
    """The whole in figures, then a line a section with a mark for each topic."""
    if not progress.attempts:
        return ["Nothing played yet. `weakspot` starts today's round."]
    right = "" if progress.right_share is None else f", {percent(progress.right_share)} right"
    lines = [
        f"{counted(progress.attempts, 'answer')}{right} · {counted(progress.rounds, 'round')} · "
        f"{duration(progress.seconds)}",
        *reward_lines(rewards),
        due_line(progress.forecast),
    ]
    if progress.exam_forecast is not None:
        lines.append(exam_line(progress.exam_forecast))
    lines.append("")
    width = max(len(section.title) for section in progress.sections)
    for section in progress.sections:
        dots = " ".join(topic_mark(topic.state, marks) for topic in section.topics)
        share = "–" if section.mastery is None else percent(section.mastery)
        due = f"{section.due} due" if section.due else ""
        seen = f"{section.seen} of {section.questions} seen"
        lines.append(f"{section.title:<{width}}  {dots:<15}  {share:>5}  {seen:>13}  {due}".rstrip())
    legend = [("weak", "weak"), ("unsure", "unsure"), ("known", "known"), ("untried", "not tried")]
    return [*lines, "", "  ".join(f"{topic_mark(state, marks)} {word}" for state, word in legend)]
