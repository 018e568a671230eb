"""The course: 12 sections, 69 topics, two concepts a topic, three questions each; and
its real banks.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

SECTIONS, TOPICS, CONCEPTS, SIBLINGS = 12, 69, 2, 3
LABELLED = 0.85
"""The share of questions that name their concept."""

GUESS = {"choice": 0.25, "truefalse": 0.5, "typed": 0.02}
"""By kind, the chance to be right without knowing: with four options, with two, with a
gap to fill.
"""
KINDS = (("choice", "choice", "truefalse"), ("choice", "choice", "typed"))
"""The kinds of siblings, by concept in turn: the commonest twice, then the easiest or
hardest to guess.
"""
LEVELS, LEVEL_WEIGHTS = (1, 2, 3, 4), (17, 28, 34, 21)
"""Questions in a hundred at each level, as in the shipped banks."""


class Sibling(NamedTuple):
    """One question on a concept, a number from 0; `label` is the bank's name for the
    concept, if any.
    """

    key: str
    topic: str
    concept: int
    label: str | None
    kind: str
    level: int

    @property
    def section(self) -> str:
        """The section's slug."""
        return self.topic.partition("/")[0]

    @property
    def guess(self) -> float:
        """The chance (0..1) to be right without knowing."""
        return GUESS[self.kind]


class Course(NamedTuple):
    """All questions by key; by concept, its questions and a test, which is in no bank;
    concepts by topic.
    """

    siblings: dict[str, Sibling]
    concepts: tuple[tuple[Sibling, ...], ...]
    tests: tuple[Sibling, ...]
    topics: dict[str, tuple[int, ...]]


def make_course(labelled: float = LABELLED) -> Course:
    """The one course that all learners take; `labelled` is the share (0..1) of
    questions with a label.
    """
    rng = Random("course")
    concepts, tests, topics = [], [], {}
    for number in range(TOPICS):
        topic = f"section-{number % SECTIONS + 1}/topic-{number // SECTIONS + 1}"
        topics[topic] = tuple(range(CONCEPTS * number, CONCEPTS * (number + 1)))
        for concept in topics[topic]:
            kinds = KINDS[concept % len(KINDS)]
            drawn = [
                Sibling(
                    key=f"{topic.partition('/')[0]}/question-{concept}-{at}",
                    topic=topic,
                    concept=concept,
                    label=f"concept-{concept}" if rng.random() < labelled else None,
                    kind=kinds[at] if at < SIBLINGS else rng.choice(kinds),
                    level=rng.choices(LEVELS, LEVEL_WEIGHTS)[0],
                )
                for at in range(SIBLINGS + 1)
            ]
            concepts.append(tuple(drawn[:SIBLINGS]))
            tests.append(drawn[SIBLINGS])
    siblings = {sibling.key: sibling for concept in concepts for sibling in concept}
    return Course(siblings, tuple(concepts), tuple(tests), topics)


def write_banks(course: Course, folder: Path) -> None:
    """Write the banks into a new folder, one file a section. FileExistsError if there
    is one.
    """
    folder.mkdir()
    for number in range(1, SECTIONS + 1):
        slug = f"section-{number}"
        topics = [
            topic.partition("/")[2]
            for topic in course.topics
            if topic.startswith(f"{slug}/")
        ]
        bank = {
            "section": slug,
            "title": f"Section {number}",
            "about": f"All of section {number}.",
            "notes": "".join(
                f"## Title of {topic}\n\nSome words.\n\n" for topic in topics
            ),
            "topics": {topic: {"title": f"Title of {topic}"} for topic in topics},
            "questions": [
                build_item(one)
                for one in course.siblings.values()
                if one.section == slug
            ],
        }
        text = yaml.safe_dump(bank, sort_keys=False)
        (folder / f"{number:02}-{slug}.yaml").write_text(text, "utf-8")


def build_item(sibling: Sibling) -> dict[str, Any]:
    """Build the question as its bank has it."""
    id = sibling.key.partition("/")[2]
    item: dict[str, Any] = {
        "id": id,
        "kind": sibling.kind,
        "topic": sibling.topic.partition("/")[2],
    }
    if sibling.label is not None:
        item["concept"] = sibling.label
    item |= {"level": sibling.level, "prompt": f"What is true of {id}?"}
    if sibling.kind == "truefalse":
        item |= {"answer": True, "why": f"It is so in {id}."}
    elif sibling.kind == "typed":
        item["gaps"] = [{"accept": [f"name of {id}"]}]
    else:
        wrong = [
            {"text": f"wrong {n} in {id}", "why": f"Never {n} in {id}."}
            for n in range(3)
        ]
        item["options"] = [{"text": f"right in {id}", "right": True}, *wrong]
    return item | {"explain": f"So it is with {id}.", "source": {"title": "A handbook"}}
