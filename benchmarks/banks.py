"""Generated banks: 12 sections of 6 topics, valid, without faults, as long as real
ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from textwrap import fill

from benchmarks.places import home_of

OURS = 637
"""The number of questions in our own banks, which most rows generate as many of."""

SECTIONS, TOPICS, SIBLINGS = 12, 6, 3
COMMON = tuple(
    """the a of to in that for with on by at from as is are was and or not no after
    while each""".split()  # noqa: SIM905
)
HEADS = tuple(  # else one line per letter
    "b c d f g k l m n p r s t v z br dr gr pl st tr".split()  # noqa: SIM905
)
SYLLABLES = [head + vowel for head in HEADS for vowel in "aeiou"]


def make_banks(questions: int) -> Path:
    """The home whose banks hold this many questions; created if missing."""
    home = home_of(questions)
    if not home.exists():
        unfinished = home.with_name(f".{home.name}")
        shutil.rmtree(unfinished, ignore_errors=True)
        (unfinished / "questions").mkdir(parents=True)
        (unfinished / "saves").mkdir()
        for section in range(SECTIONS):
            rng = Random(f"bank {section}")
            text = "".join(bank_lines(section, questions, Words(rng), rng))
            name = f"{section + 1:02}-section-{section + 1}.yaml"
            (unfinished / "questions" / name).write_text(text, "utf-8")
        unfinished.rename(home)
    return home


class Words:
    """Made-up words; those of prompts and those of options have no stem in common."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        words: dict[str, str] = {}
        while len(words) < 2400:
            word = "".join(rng.choices(SYLLABLES, k=rng.choice((3, 3, 4))))
            words.setdefault(word[:5], word)
        self.prompt_words, self.option_words = (
            list(words.values())[:1600],
            list(words.values())[1600:],
        )

    def make_sentence(self, length: int, words: list[str] | None = None) -> str:
        """A sentence of `length` words, every third a common one; from the words of
        prompts by default.
        """
        picked = [
            self.rng.choice(COMMON)
            if index % 3 == 1
            else self.rng.choice(words or self.prompt_words)
            for index in range(length)
        ]
        return f"{' '.join(picked).capitalize()}."

    def make_option(self) -> str:
        """The text of an option, of 52 to 64 characters."""
        text = self.make_sentence(6, self.option_words)[:-1]
        while len(text) < 52:
            text += f" {self.rng.choice(self.option_words)}"
        return text[:64].rstrip()


def bank_lines(
    section: int, questions: int, words: Words, rng: Random
) -> Iterator[str]:
    """The text of one section's bank, in pieces."""
    slug = f"section-{section + 1}"
    titles = [f"Topic {topic + 1} of section {section + 1}" for topic in range(TOPICS)]
    yield (
        f"section: {slug}\ntitle: Section {section + 1}\nabout: "
        f"{words.make_sentence(14)}\nnotes: |\n"
    )
    for title in titles:
        yield f"  ## {title}\n\n{wrap_sentences(words, 5, 2)}\n\n"
        yield f"{wrap_sentences(words, 4, 2)}\n\n"
    yield "topics:\n" + "".join(
        f"  topic-{at + 1}: {{title: {title}}}\n" for at, title in enumerate(titles)
    )
    yield "misconceptions:\n" + "".join(
        f"  belief-{at}: {words.make_sentence(12)}\n" for at in range(4)
    )
    yield "questions:\n"
    for number in range(section, questions, SECTIONS):
        yield from question_lines(number // SECTIONS, words, rng)


def question_lines(number: int, words: Words, rng: Random) -> Iterator[str]:
    """The text of one question, in pieces: half are choice, a quarter multi, a quarter
    truefalse.
    """
    kind = ("choice", "multi", "choice", "truefalse")[(number + number // 4) % 4]
    topic, sibling = number % TOPICS + 1, number // TOPICS
    yield f"  - id: question-{number}\n    kind: {kind}\n    topic: topic-{topic}\n"
    yield f"    concept: idea-{sibling // SIBLINGS}\n    level: {number % 4 + 1}\n"
    yield f"    prompt: >-\n{wrap_sentences(words, 2, 6)}\n"
    if kind == "truefalse":
        yield (
            f"    answer: {('true', 'false')[rng.randrange(2)]}\n    why: "
            f"{words.make_sentence(12)}\n"
        )
        yield f"    misconception: belief-{rng.randrange(4)}\n"
    else:
        yield "    options:\n"
        rights = {0} if kind == "choice" else {0, 1}
        for option in range(4 if kind == "choice" else 5):
            yield f"      - text: {words.make_option()}\n"
            yield (
                "        right: true\n"
                if option in rights
                else f"        why: {words.make_sentence(11)}\n"
            )
            if option == 2:
                yield f"        misconception: belief-{rng.randrange(4)}\n"
    yield (
        f"    hint: {words.make_sentence(10)}\n    explain: "
        f">-\n{wrap_sentences(words, 3, 6)}\n"
    )
    yield (
        "    source: {title: A handbook of made-up words, url: "
        "https://example.org/handbook}\n\n"
    )


def wrap_sentences(words: Words, sentences: int, indent: int) -> str:
    """This many sentences, indented, on lines of at most 108 columns."""
    text = " ".join(
        words.make_sentence(words.rng.randint(10, 15)) for _ in range(sentences)
    )
    return fill(text, 108, initial_indent=" " * indent, subsequent_indent=" " * indent)
