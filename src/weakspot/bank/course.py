"""The rules of `check --strict`: what banks add up to, and what nobody has read but who wrote it."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence, Set
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from weakspot.bank.defect import MOST, Defect, Refused
from weakspot.bank.model import Bank
from weakspot.bank.options import judged_lists, option_lists, words_of
from weakspot.bank.reader import placed, read_text
from weakspot.engine.kinds.base import Option
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.values import Fault, mentions
from weakspot.text import format_count

ENOUGH = 40
POINTS = 0.05
LEVELS = {1: 0.2, 2: 0.3, 3: 0.3, 4: 0.2}
LEVEL_POINTS = 0.08
CHOICE_SHARE = 0.4
TRUE_SHARE = (0.4, 0.6)
TOPIC_QUESTIONS = 4
SIBLINGS = 2

TONES = {
    "absolutes": frozenset({"all", "always", "every", "never", "none", "only"}),
    "hedges": frozenset({"can", "may", "might", "often", "some", "sometimes", "usually"}),
}
"""Words by which a careless writer tells wrong options, and right ones."""
Told = Annotated[str, msgspec.Meta(min_length=1)]

Cases = defaultdict[Hashable, list[tuple[float, float]]]
"""All cases of each thing measured: how far it was so, of 1, and how far chance, or balance, would have it.

The things are: "choice" and "true", the rules "key-longest" and "key-shortest", ("level", 2),
("place", 0) of keys that are not shuffled, and ("absolutes", True): a tone, in keys or in wrong options.
"""


def count_in(bank: Bank, cases: Cases) -> None:
    """Add what is measured of a bank to the cases."""
    for question in bank.questions:
        cases["choice"].append((question.__struct_config__.tag == "choice", 0))
        for level, due in LEVELS.items():
            cases["level", level].append((question.level == level, due))
        if isinstance(question, TrueFalseQuestion):
            cases["true"].append((question.answer, sum(TRUE_SHARE) / 2))
        for _, rights, wrongs in judged_lists(question):
            chance = len(rights) / (len(rights) + len(wrongs))
            for rule, pick in (("key-longest", max), ("key-shortest", min)):
                end = pick(len(option.text) for option in rights + wrongs)
                held = [option.right for option in rights + wrongs if len(option.text) == end]
                cases[rule].append((sum(held) / len(held), chance))
            for option in rights + wrongs:
                words = words_of(option.text)
                for tone, told in TONES.items():
                    cases[tone, option.right].append((not told.isdisjoint(words), 0))
        if not question.shuffle:
            for _, options in option_lists(question):
                _count_places(options, cases)


def _count_places(options: Sequence[Option], cases: Cases) -> None:
    keys = sum(option.right for option in options)
    for place, option in enumerate(options):
        if keys:
            cases["place", place].append((option.right / keys, 1 / len(options)))


def key_faults(cases: Cases) -> Iterator[Fault]:
    """Where something besides knowledge tells the keys."""
    by_chance = "within 5 points of chance"
    for rule in ("key-longest", "key-shortest"):
        share, chance = means(cases[rule])
        if strays(share, chance, POINTS):
            what = f"the {rule[4:]} option is the key in {share:.0%}, by chance {chance:.0%}"
            yield Fault(rule, what, hint=by_chance)
    for place in range(9):  # as many options as there can be
        share, chance = means(cases["place", place])
        if strays(share, chance, POINTS):
            what = f"where options are not shuffled, place {place + 1} holds the key in {share:.0%}"
            yield Fault("key-place", f"{what}, by chance {chance:.0%}", hint=by_chance)
    for tone in TONES:
        keys, _ = means(cases[tone, True])
        wrongs, _ = means(cases[tone, False], least=1)
        if len(cases[tone, True]) >= ENOUGH and strays(keys, wrongs, POINTS):
            what = f"{keys:.0%} of keys have {tone}, {wrongs:.0%} of wrong options"
            yield Fault(tone, what, hint="within 5 points of each other")


def mix_faults(cases: Cases) -> Iterator[Fault]:
    """Where levels and kinds are out of balance."""
    for level in LEVELS:
        share, due = means(cases["level", level])
        if strays(share, due, LEVEL_POINTS):
            yield Fault("levels", f"{share:.0%} of questions are of level {level}", hint=f"about {due:.0%}")
    share, _ = means(cases["choice"])
    if share > CHOICE_SHARE:
        what = f"{share:.0%} of questions are of kind choice"
        yield Fault("choice-share", what, hint=f"at most {CHOICE_SHARE:.0%}")
    share, due = means(cases["true"])
    low, high = TRUE_SHARE
    if strays(share, due, (high - low) / 2):
        what = f"{share:.0%} of true-or-false statements are true"
        yield Fault("true-share", what, hint=f"{low:.0%} to {high:.0%}")


def means(cases: Sequence[tuple[float, float]], least: int = ENOUGH) -> tuple[float, float]:
    """How often it was so, and should be, of 1; alike where there are fewer than `least` cases."""
    if len(cases) < least:
        return 0.0, 0.0
    seen, due = (sum(column) / len(cases) for column in zip(*cases, strict=True))
    return seen, due


def strays(share: float, due: float, points: float) -> bool:
    """Is it off by more than so many points, of 1?"""
    return abs(share - due) > points + 1e-9


def total_faults(bank: Bank) -> Iterator[Fault]:
    """Where one bank is out of balance: topics and concepts with too few questions, and what nothing uses."""
    topics = Counter(question.topic for question in bank.questions)
    concepts = Counter((question.topic, question.concept) for question in bank.questions)
    for topic in bank.topics:
        if topics[topic] == 0:
            yield Fault("unused-topic", f"no question is of topic {topic}", ("topics", topic), key=True)
        elif topics[topic] < TOPIC_QUESTIONS:
            message = f"{format_count(topics[topic], 'question')} of topic {topic}"
            hint = f"at least {TOPIC_QUESTIONS}"
            yield Fault("topic-questions", message, ("topics", topic), hint, key=True)
    for index, question in enumerate(bank.questions):
        if question.concept is not None and concepts[question.topic, question.concept] < SIBLINGS:
            message = f"no other question of concept {question.concept}"
            yield Fault("concept-siblings", message, ("questions", index, "concept"), "give it a sibling")
    built = [msgspec.to_builtins(question) for question in bank.questions]
    for field, home in (("misconception", "misconceptions"), ("case", "cases")):
        used = {slug for _, slug in mentions(built, (field,))}
        for slug in getattr(bank, home):
            if slug not in used:
                yield Fault(f"unused-{field}", f"nothing uses the {field} {slug}", (home, slug), key=True)


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading of a question, `section/id`, in one revision: what was answered, why, what came of it."""

    question: Told
    revision: Told
    answered: Told
    reason: Told
    agrees: bool
    action: str


class Readings(NamedTuple):
    """A log of readings: keys and revisions of the questions that were `read`, and what is wrong with it."""

    read: Set[tuple[str, str]]
    defects: list[Defect]


def unread(bank: Bank, path: Path, logs: dict[Path, Readings]) -> Iterator[Fault]:
    """The questions of the bank at `path` that were never read as they are; none where no log is kept.

    The log is `docs/question-review.jsonl` beside the bank's folder. `logs` has those looked into so far; one
    that is missing there is put in.
    """
    log = path.resolve().parent.parent / "docs" / "question-review.jsonl"
    if not log.is_file():
        return
    if log not in logs:
        logs[log] = read_log(log)
    for index, question in enumerate(bank.questions):
        revision = question.revision()
        if (f"{bank.section}/{question.id}", revision) not in logs[log].read:
            message = f"{question.id} was never read in its revision {revision}"
            hint = "have it answered by somebody who did not write it: make blind"
            yield Fault("unread", message, ("questions", index, "id"), hint)


def read_log(path: Path) -> Readings:
    """What the log tells. Never raises for what stands in it; blank lines are left out."""
    read: set[tuple[str, str]] = set()
    try:
        text, _ = read_text(path)
    except Refused as refused:
        return Readings(read, placed(path, refused.text, list(refused.faults), "error"))
    faults: list[tuple[int, Fault]] = []
    decoder = msgspec.json.Decoder(Review)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            try:
                review = decoder.decode(line)
                read.add((review.question, review.revision))
            except msgspec.DecodeError as error:
                hint = f"one JSON object a line, with {', '.join(Review.__struct_fields__)}"
                faults.append((at, Fault("review", f"no reading of a question: {error}", hint=hint)))
        at += len(line) + 1
    return Readings(read, placed(path, text, faults[:MOST], "error"))
