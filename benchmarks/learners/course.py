"""What is taught: 12 sections, 69 topics, two concepts a topic, three questions each; real banks of it."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

SECTIONS, TOPICS, CONCEPTS, SIBLINGS = 12, 69, 2, 3
LABELLED = 0.85
"""The share of questions that name their concept."""

GUESS = {"choice": 0.25, "truefalse": 0.5, "typed": 0.02}
"""By kind, the chance that who does not know gets it right: of four options, of two, of a gap."""
KINDS = (("choice", "choice", "truefalse"), ("choice", "choice", "typed"))
"""The siblings of every other concept: the commonest kind, then the easiest and the hardest to guess."""
LEVELS, LEVEL_WEIGHTS = (1, 2, 3, 4), (17, 28, 34, 21)
"""How often each level comes, in the hundred, as in the banks that are shipped."""


class Sibling(NamedTuple):
    """One question on a concept, a number from 0; `label` is what the bank calls the concept, if anything."""

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
        """The chance to be right without knowing it."""
        return GUESS[self.kind]


class Course(NamedTuple):
    """All questions by key; by concept, its questions, its topic and one more question that is in no bank."""

    siblings: dict[str, Sibling]
    concepts: tuple[tuple[Sibling, ...], ...]
    tests: tuple[Sibling, ...]
    topics: dict[str, tuple[int, ...]]


def make_course(labelled: float = LABELLED) -> Course:
    """The one course that all learners take, with so large a share of its questions labelled."""
    rng = Random("course")
    concepts, tests, topics = [], [], {}
    for place in range(TOPICS):
        topic = f"section-{place % SECTIONS + 1}/topic-{place // SECTIONS + 1}"
        topics[topic] = tuple(range(CONCEPTS * place, CONCEPTS * (place + 1)))
        for concept in topics[topic]:
            kinds = KINDS[concept % len(KINDS)]
            made = [
                Sibling(
                    key=f"{topic.partition('/')[0]}/question-{concept}-{number}",
                    topic=topic,
                    concept=concept,
                    label=f"concept-{concept}" if rng.random() < labelled else None,
                    kind=kinds[number] if number < SIBLINGS else rng.choice(kinds),
                    level=rng.choices(LEVELS, LEVEL_WEIGHTS)[0],
                )
                for number in range(SIBLINGS + 1)
            ]
            concepts.append(tuple(made[:SIBLINGS]))
            tests.append(made[SIBLINGS])
    siblings = {one.key: one for concept in concepts for one in concept}
    return Course(siblings, tuple(concepts), tuple(tests), topics)


def write_banks(course: Course, folder: Path) -> None:
    """One file a section."""
    folder.mkdir()
    for number in range(1, SECTIONS + 1):
        slug = f"section-{number}"
        topics = [topic.partition("/")[2] for topic in course.topics if topic.startswith(f"{slug}/")]
        bank = {
            "section": slug,
            "title": f"Section {number}",
            "about": f"All of section {number}.",
            "notes": "".join(f"## Title of {topic}\n\nSome words.\n\n" for topic in topics),
            "topics": {topic: {"title": f"Title of {topic}"} for topic in topics},
            "questions": [item(one) for one in course.siblings.values() if one.section == slug],
        }
        text = yaml.safe_dump(bank, sort_keys=False)
        (folder / f"{number:02}-{slug}.yaml").write_text(text, "utf-8")


def item(sibling: Sibling) -> dict[str, Any]:
    """The question as its bank holds it."""
    id = sibling.key.partition("/")[2]
    made: dict[str, Any] = {"id": id, "kind": sibling.kind, "topic": sibling.topic.partition("/")[2]}
    if sibling.label is not None:
        made["concept"] = sibling.label
    made |= {"level": sibling.level, "prompt": f"What is true of {id}?"}
    if sibling.kind == "truefalse":
        made |= {"answer": True, "why": f"It is so in {id}."}
    elif sibling.kind == "typed":
        made["gaps"] = [{"accept": [f"name of {id}"]}]
    else:
        wrong = [{"text": f"wrong {n} in {id}", "why": f"Never {n} in {id}."} for n in range(3)]
        made["options"] = [{"text": f"right in {id}", "right": True}, *wrong]
    return made | {"explain": f"So it is with {id}.", "source": {"title": "A handbook"}}
