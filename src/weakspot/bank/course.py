"""The rules of `check --strict`: what banks add up to, and what nobody has read but who wrote it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from weakspot.bank.defect import MOST, Defect, Refused
from weakspot.bank.model import Bank
from weakspot.bank.options import judged_lists, option_lists, words_of
from weakspot.bank.reader import placed, read_text
from weakspot.engine.kinds.base import Option
from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.values import Fault, mentions
from weakspot.text import counted

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


class Share:
    """How often something was so, against how often chance would have it, over `count` cases."""

    def __init__(self) -> None:
        self.count = 0
        self.seen = 0.0
        self.due = 0.0

    def add(self, seen: float, due: float = 0.0) -> None:
        self.count += 1
        self.seen += seen
        self.due += due

    @property
    def share(self) -> float:
        return self.seen / max(1, self.count)

    @property
    def chance(self) -> float:
        return self.due / max(1, self.count)

    def strays(self, chance: float, points: float) -> bool:
        """Whether it is off by more than `points`; never so below 40 cases."""
        return self.count >= ENOUGH and abs(self.share - chance) > points + 1e-9


class Course:
    """Adds banks up, one after the other; `faults` are those over all of them."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.levels: Counter[int] = Counter()
        self.true = Share()
        self.longest, self.shortest = Share(), Share()
        self.places: defaultdict[int, Share] = defaultdict(Share)
        self.tones = {tone: (Share(), Share()) for tone in TONES}

    def add(self, bank: Bank) -> Iterator[Fault]:
        """Count a bank in; gives the faults that stand in this bank alone."""
        for question in bank.questions:
            self._count(question)
        return _bank_faults(bank)

    def faults(self) -> Iterator[Fault]:
        """Where the banks together are out of balance; shares only from 40 questions on."""
        by_chance = "within 5 points of chance"
        for rule, share in (("key-longest", self.longest), ("key-shortest", self.shortest)):
            if share.strays(share.chance, POINTS):
                what = f"the {rule[4:]} option is the key in {share.share:.0%}, by chance {share.chance:.0%}"
                yield Fault(rule, what, hint=by_chance)
        for place, share in sorted(self.places.items()):
            if share.strays(share.chance, POINTS):
                what = f"where options are not shuffled, place {place + 1} holds the key in {share.share:.0%}"
                yield Fault("key-place", f"{what}, by chance {share.chance:.0%}", hint=by_chance)
        for tone, (keys, wrongs) in self.tones.items():
            if wrongs.count and keys.strays(wrongs.share, POINTS):
                what = f"{keys.share:.0%} of keys have {tone}, {wrongs.share:.0%} of wrong options"
                yield Fault(tone, what, hint="within 5 points of each other")
        yield from self._mix_faults()

    def _mix_faults(self) -> Iterator[Fault]:
        total = self.kinds.total()
        if total < ENOUGH:
            return
        for level, due in LEVELS.items():
            share = self.levels[level] / total
            if abs(share - due) > LEVEL_POINTS + 1e-9:
                what = f"{share:.0%} of questions are of level {level}"
                yield Fault("levels", what, hint=f"about {due:.0%}")
        choices = self.kinds["choice"] / total
        if choices > CHOICE_SHARE:
            what = f"{choices:.0%} of questions are of kind choice"
            yield Fault("choice-share", what, hint=f"at most {CHOICE_SHARE:.0%}")
        low, high = TRUE_SHARE
        if self.true.strays((low + high) / 2, (high - low) / 2):
            what = f"{self.true.share:.0%} of true-or-false statements are true"
            yield Fault("true-share", what, hint=f"{low:.0%} to {high:.0%}")

    def _count(self, question: AnyQuestion) -> None:
        self.kinds[str(question.__struct_config__.tag)] += 1
        self.levels[question.level] += 1
        if isinstance(question, TrueFalseQuestion):
            self.true.add(question.answer)
        for _, rights, wrongs in judged_lists(question):
            chance = len(rights) / (len(rights) + len(wrongs))
            for share, pick in ((self.longest, max), (self.shortest, min)):
                end = pick(len(option.text) for option in rights + wrongs)
                held = [option.right for option in rights + wrongs if len(option.text) == end]
                share.add(sum(held) / len(held), chance)
            self._count_tones(rights, wrongs)
        if not question.shuffle:
            for _, options in option_lists(question):
                self._count_places(options)

    def _count_tones(self, rights: list[Option], wrongs: list[Option]) -> None:
        for tone, (keys, others) in self.tones.items():
            for share, options in ((keys, rights), (others, wrongs)):
                for option in options:
                    share.add(not TONES[tone].isdisjoint(words_of(option.text)))

    def _count_places(self, options: tuple[Option, ...]) -> None:
        keys = sum(option.right for option in options)
        for place, option in enumerate(options):
            if keys:
                self.places[place].add(option.right / keys, 1 / len(options))


def _bank_faults(bank: Bank) -> Iterator[Fault]:
    topics = Counter(question.topic for question in bank.questions)
    concepts = Counter((question.topic, question.concept) for question in bank.questions)
    for topic in bank.topics:
        if topics[topic] == 0:
            yield Fault("unused-topic", f"no question is of topic {topic}", ("topics", topic), key=True)
        elif topics[topic] < TOPIC_QUESTIONS:
            message = f"{counted(topics[topic], 'question')} of topic {topic}"
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


class Reviews:
    """The logs of some banks, each `docs/question-review.jsonl` beside the bank's folder, if it is there.

    `defects` are what is wrong with those looked into.
    """

    def __init__(self) -> None:
        self._read: dict[Path, set[tuple[str, str]]] = {}
        self.defects: list[Defect] = []

    def unread(self, bank: Bank, path: Path) -> Iterator[Fault]:
        """The questions of the bank at `path` that were never read as they are; none without a log."""
        file = path.resolve().parent.parent / "docs" / "question-review.jsonl"
        if not file.is_file():
            return
        if file not in self._read:
            self._read[file], defects = read_log(file)
            self.defects += defects
        for index, question in enumerate(bank.questions):
            revision = question.revision()
            if (f"{bank.section}/{question.id}", revision) not in self._read[file]:
                message = f"{question.id} was never read in its revision {revision}"
                hint = "have it answered by somebody who did not write it: make blind"
                yield Fault("unread", message, ("questions", index, "id"), hint)


def read_log(path: Path) -> tuple[set[tuple[str, str]], list[Defect]]:
    """The questions that were read, each with its revision, and the lines that are no reading.

    Never raises for what stands in the log. Blank lines are left out.
    """
    read: set[tuple[str, str]] = set()
    try:
        text, _ = read_text(path)
    except Refused as refused:
        return read, placed(path, refused.text, list(refused.faults), "error")
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
    return read, placed(path, text, faults[:MOST], "error")
