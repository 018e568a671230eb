"""A home whose banks have every topic that the mini-lab names, and made-up projects."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from quiz_home import make_bank, make_item, write_bank
from weakspot.engine.lab import Project, StepAnswer
from weakspot.game import Game
from weakspot.words.lab import STEPS


def make_essay(id: str, topic: str) -> dict[str, Any]:
    """Make an open question as a bank's YAML has it."""
    question = make_item(id, topic, kind="open", level=3)
    del question["options"]
    return question | {"answer": "Measure it.", "rubric": ["Measures", "Says why"]}


def make_lab_home(home: Path) -> Path:
    """Write a bank for each section that the lab names, with two questions on each of
    its topics, one of them open; returns the home.
    """
    named = [key for step in STEPS for point in step.points for key in point.topics]
    named += [step.follow_up.topic for step in STEPS]
    sections = defaultdict[str, list[str]](list)
    for key in dict.fromkeys(named):
        section, _, topic = key.partition("/")
        sections[section].append(topic)
    for number, (section, topics) in enumerate(sections.items(), 1):
        titles = {topic: topic.replace("-", " ").capitalize() for topic in topics}
        items = [make_item(f"{topic}-1", topic) for topic in topics]
        items += [make_essay(f"{topic}-2", topic) for topic in topics]
        bank = make_bank(section, titles, *items)
        write_bank(home, f"{number:02}-{section}.yaml", bank)
    return home


STUDY_BOT = {
    "project": "It answers a reading group's questions on a passage, with its sources.",
    "technique": "Facts were missing and the form was right, so texts are looked up.",
    "layer": "6 of 10 days went into cutting texts and search.",
    "evaluation": "60 questions with passages marked by a teacher; recall@5 is 83 %.",
    "cost": "0.4 ct a question, about $12 a month; p95 is 2.1 s.",
    "failures": "A wrong source is the worst; readers see it, as they look it up.",
    "next": "Recall first: 12 of 20 misses were cut in the middle of a verse.",
}
"""What is said of a made-up project, step by step."""
PICKS = {"technique": ("rag", "tools"), "layer": ("application",)}


def describe(game: Game, name: str = "Study bot", lacking: int = 1) -> Project:
    """Describe the study bot; each step lacks so many of its points, the last ones."""
    project = game.lab.create(name)
    for step in STEPS:
        slugs = [point.slug for point in step.points]
        answer = StepAnswer(
            picks=PICKS.get(step.slug, ()),
            text=STUDY_BOT[step.slug],
            ticks=tuple(slugs[: len(slugs) - lacking]),
        )
        project = game.lab.answer(project, step.slug, answer)
    return project
