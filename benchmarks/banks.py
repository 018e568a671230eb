"""Seeded banks: 12 sections of 6 topics, valid and without a finding, as long as real ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from textwrap import fill

from benchmarks.places import home_of

SECTIONS, TOPICS, SIBLINGS = 12, 6, 3
COMMON = tuple(
    "the a of to in that for with on by at from as is are was and or not no after while each".split()  # noqa: SIM905
)
HEADS = tuple("b c d f g k l m n p r s t v z br dr gr pl st tr".split())  # noqa: SIM905 - a letter a line
SYLLABLES = [head + vowel for head in HEADS for vowel in "aeiou"]


def make_banks(questions: int) -> Path:
    """The home with banks of so many questions, made where it is not there yet."""
    home = home_of(questions)
    if not home.exists():
        made = home.with_name(f".{home.name}")
        shutil.rmtree(made, ignore_errors=True)
        (made / "questions").mkdir(parents=True)
        (made / "saves").mkdir()
        for section in range(SECTIONS):
            rng = Random(f"bank {section}")
            text = "".join(bank_lines(section, questions, Words(rng), rng))
            (made / "questions" / f"{section + 1:02}-section-{section + 1}.yaml").write_text(text, "utf-8")
        made.rename(home)
    return home


class Words:
    """Made-up words; those of prompts and those of options share no stem."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        words: dict[str, str] = {}
        while len(words) < 2400:
            word = "".join(rng.choices(SYLLABLES, k=rng.choice((3, 3, 4))))
            words.setdefault(word[:5], word)
        self.asking, self.answering = list(words.values())[:1600], list(words.values())[1600:]

    def sentence(self, length: int, words: list[str] | None = None) -> str:
        """So many words, a third of them common ones, with a capital and a full stop."""
        picked = [
            self.rng.choice(COMMON) if place % 3 == 1 else self.rng.choice(words or self.asking)
            for place in range(length)
        ]
        return f"{' '.join(picked).capitalize()}."

    def option(self) -> str:
        """A text of 52 to 64 characters."""
        text = self.sentence(6, self.answering)[:-1]
        while len(text) < 52:
            text += f" {self.rng.choice(self.answering)}"
        return text[:64].rstrip()


def bank_lines(section: int, questions: int, words: Words, rng: Random) -> Iterator[str]:
    """The bank of one section, in pieces."""
    slug = f"section-{section + 1}"
    titles = [f"Topic {topic + 1} of section {section + 1}" for topic in range(TOPICS)]
    yield f"section: {slug}\ntitle: Section {section + 1}\nabout: {words.sentence(14)}\nnotes: |\n"
    for title in titles:
        yield f"  ## {title}\n\n{wrapped(words, 5, 2)}\n\n{wrapped(words, 4, 2)}\n\n"
    yield "topics:\n" + "".join(f"  topic-{at + 1}: {{title: {title}}}\n" for at, title in enumerate(titles))
    yield "misconceptions:\n" + "".join(f"  belief-{at}: {words.sentence(12)}\n" for at in range(4))
    yield "questions:\n"
    for number in range(section, questions, SECTIONS):
        yield from question_lines(number // SECTIONS, words, rng)


def question_lines(number: int, words: Words, rng: Random) -> Iterator[str]:
    """One question: half of them choice, a quarter multi, a quarter truefalse."""
    kind = ("choice", "multi", "choice", "truefalse")[(number + number // 4) % 4]
    topic, sibling = number % TOPICS + 1, number // TOPICS
    yield f"  - id: question-{number}\n    kind: {kind}\n    topic: topic-{topic}\n"
    yield f"    concept: idea-{sibling // SIBLINGS}\n    level: {number % 4 + 1}\n"
    yield f"    prompt: >-\n{wrapped(words, 2, 6)}\n"
    if kind == "truefalse":
        yield f"    answer: {('true', 'false')[rng.randrange(2)]}\n    why: {words.sentence(12)}\n"
        yield f"    misconception: belief-{rng.randrange(4)}\n"
    else:
        yield "    options:\n"
        rights = {0} if kind == "choice" else {0, 1}
        for option in range(4 if kind == "choice" else 5):
            yield f"      - text: {words.option()}\n"
            yield "        right: true\n" if option in rights else f"        why: {words.sentence(11)}\n"
            if option == 2:
                yield f"        misconception: belief-{rng.randrange(4)}\n"
    yield f"    hint: {words.sentence(10)}\n    explain: >-\n{wrapped(words, 3, 6)}\n"
    yield "    source: {title: A handbook of made-up words, url: https://example.org/handbook}\n\n"


def wrapped(words: Words, sentences: int, indent: int) -> str:
    """So many sentences on lines of at most 108 columns."""
    text = " ".join(words.sentence(words.rng.randint(10, 15)) for _ in range(sentences))
    return fill(text, 108, initial_indent=" " * indent, subsequent_indent=" " * indent)
