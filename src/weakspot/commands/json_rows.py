"""Reports as rows of JSON, for scripts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from weakspot.engine.bank_view import BankView
from weakspot.engine.overview import Statistics
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.engine.values import LocatedFault
from weakspot.game.progress import Progress
from weakspot.words.estimates import needs_line
from weakspot.words.feedback import logged_line


def topic_row(topic: TopicReport) -> dict[str, Any]:
    """The topic as JSON, as `weak --json` lists it."""
    return {
        **pick_attributes(topic, "section", "topic", "title", "state"),
        **pick_attributes(topic.estimate, "mastery", "low", "high", "p_weak"),
        **pick_attributes(topic, "answers", "evidence", "misses", "last_seen"),
        "needs": None if topic.needs is None else needs_line(topic.needs),
    }


def weak_row(topic: TopicReport, progress: Progress) -> dict[str, Any]:
    """The weak topic as JSON, with the answers that say so, newest first."""
    attempts = [
        {
            "at": answer.at,
            "question": answer.question,
            "prompt": prompt,
            "given": logged_line(answer),
            "right": answer.score >= 1,
            "score": answer.score,
        }
        for answer, prompt in progress.topic_answers(topic.key)
    ]
    return {**topic_row(topic), "attempts": attempts}


def progress_row(progress: Statistics) -> dict[str, Any]:
    """Everything known of the player as JSON, as `stats --json` prints it."""
    row = msgspec.to_builtins(progress)
    row["seconds"] = round(progress.seconds)
    whole, week = row.pop("whole"), row.pop("week")
    row |= {"known": whole["known"], "repaired": whole["repaired"]}
    row["last_7_days"] = {
        name: len(week[name]) for name in ("repaired", "weak", "known")
    }
    row["sections"] = [section_row(section) for section in progress.sections]
    row["topics"] = [
        topic_row(topic) for section in progress.sections for topic in section.topics
    ]
    return dict(row)


def section_row(section: SectionReport) -> dict[str, Any]:
    """The section as JSON."""
    return {
        **pick_attributes(section, "section", "title"),
        **pick_attributes(section.estimate, "mastery", "low", "high"),
        **pick_attributes(section, "seen", "questions", "due"),
    }


def bank_row(bank: BankView, faults: Sequence[LocatedFault]) -> dict[str, Any]:
    """One bank and the number of its `faults`, as `banks --json` prints it."""
    return {
        "file": Path(bank.file).name,
        "section": bank.section or None,
        "title": None if bank.errors else bank.title,
        "questions": bank.questions,
        "faults": len(faults),
        "kinds": dict(sorted(bank.kinds.items())),
        "levels": dict(sorted(bank.levels.items())),
        "topics": bank.topics,
        "origin": bank.origin,
    }


def pick_attributes(value: object, *names: str) -> dict[str, Any]:
    """The attributes of these names as a dict,
    each None if the value itself is None.
    """
    return {name: None if value is None else getattr(value, name) for name in names}
