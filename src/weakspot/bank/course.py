"""The rules of `check --strict`: the balance of banks."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

import msgspec

from weakspot.bank.model import Bank
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.values import Fault, Picks, find_field_texts
from weakspot.engine.vocabulary import words_of
from weakspot.text import format_count

MIN_SAMPLES = 40
MAX_DEVIATION = 0.05
LEVEL_SHARES = {1: 0.2, 2: 0.3, 3: 0.3, 4: 0.2}
MAX_LEVEL_DEVIATION = 0.08
TRUE_SHARE = (0.4, 0.6)
MAX_COUNT_SHARE = 0.5
MIN_TOPIC_QUESTIONS = 4
MIN_SIBLINGS = 2
LIMITED_KINDS = tuple(name for name, kind in KINDS.items() if kind.max_share < 1)
COUNTED_KINDS = tuple(name for name, kind in KINDS.items() if kind.can_pick_several)

TONES = {
    "absolutes": frozenset({"all", "always", "every", "never", "none", "only"}),
    "hedges": frozenset(
        {"can", "may", "might", "often", "some", "sometimes", "usually"}
    ),
}
"""Words by which a careless writer gives away wrong options (absolutes) and
right ones (hedges).
"""

Samples = defaultdict[Hashable, list[tuple[float, float]]]
"""All samples of each measure: how far it applied, of 1, and how far it should, by
chance or for balance.

The measures are: ("kind", "choice") and "true", the rules "key-longest" and
"key-shortest", ("level", 2), ("place", 0) of keys that are not shuffled, ("picks",
"multi"): how many are right, and ("absolutes", True): a tone, in keys or in wrong
options.
"""


def collect_samples(bank: Bank, samples: Samples) -> None:
    """Add the samples of a bank."""
    for question in bank.questions:
        for name in LIMITED_KINDS:
            samples["kind", name].append((question.name() == name, 0))
        for level, expected in LEVEL_SHARES.items():
            samples["level", level].append((question.level == level, expected))
        right, _, _ = question.responses()
        if question.can_pick_several and isinstance(right, Picks):
            samples["picks", question.name()].append((len(right.picks), 0))
        if question.truth is not None:
            samples["true"].append((question.truth, sum(TRUE_SHARE) / 2))
        collect_option_samples(question, samples)


def collect_option_samples(question: Question, samples: Samples) -> None:
    """Add the samples of the options of a question."""
    for _, options in question.option_lists:
        keys = sum(option.right for option in options)
        for rule, pick in (("key-longest", max), ("key-shortest", min)):
            length = pick(len(option.text) for option in options)
            picked = [option.right for option in options if len(option.text) == length]
            samples[rule].append((sum(picked) / len(picked), keys / len(options)))
        for place, option in enumerate(options):
            words = words_of(option.text)
            for tone, tone_words in TONES.items():
                samples[tone, option.right].append(
                    (not tone_words.isdisjoint(words), 0)
                )
            if not question.shuffle:
                samples["place", place].append((option.right / keys, 1 / len(options)))


def key_faults(samples: Samples) -> Iterator[Fault]:
    """Yield what gives the keys away to somebody without knowledge."""
    by_chance = "within 5 points of chance"
    for rule in ("key-longest", "key-shortest"):
        share, chance = mean_shares(samples[rule])
        if is_off_balance(share, chance, MAX_DEVIATION):
            what = (
                f"the {rule[4:]} option is the key in {share:.0%}, by chance "
                f"{chance:.0%}"
            )
            yield Fault(rule, what, hint=by_chance)
    for place in range(9):  # the most options there can be
        share, chance = mean_shares(samples["place", place])
        if is_off_balance(share, chance, MAX_DEVIATION):
            what = (
                f"where options are not shuffled, place {place + 1} holds the key in "
                f"{share:.0%}"
            )
            yield Fault("key-place", f"{what}, by chance {chance:.0%}", hint=by_chance)
    for tone in TONES:
        keys, _ = mean_shares(samples[tone, True])
        wrongs, _ = mean_shares(samples[tone, False], least=1)
        if len(samples[tone, True]) >= MIN_SAMPLES and is_off_balance(
            keys, wrongs, MAX_DEVIATION
        ):
            what = f"{keys:.0%} of keys have {tone}, {wrongs:.0%} of wrong options"
            yield Fault(tone, what, hint="within 5 points of each other")


def mix_faults(samples: Samples) -> Iterator[Fault]:
    """Yield where levels and kinds are out of balance."""
    for level in LEVEL_SHARES:
        share, expected = mean_shares(samples["level", level])
        if is_off_balance(share, expected, MAX_LEVEL_DEVIATION):
            what = f"{share:.0%} of questions are of level {level}"
            yield Fault("levels", what, hint=f"about {expected:.0%}")
    for name in LIMITED_KINDS:
        share, _ = mean_shares(samples["kind", name])
        if share > KINDS[name].max_share:
            what = f"{share:.0%} of questions are of kind {name}"
            hint = f"at most {KINDS[name].max_share:.0%}"
            yield Fault(f"{name}-share", what, hint=hint)
    share, expected = mean_shares(samples["true"])
    low, high = TRUE_SHARE
    if is_off_balance(share, expected, (high - low) / 2):
        what = f"{share:.0%} of true-or-false statements are true"
        yield Fault("true-share", what, hint=f"{low:.0%} to {high:.0%}")
    for name in COUNTED_KINDS:
        picks = [count for count, _ in samples["picks", name]]
        (count, times), *_ = Counter(picks).most_common(1) or [(0, 0)]
        if len(picks) >= MIN_SAMPLES and times > MAX_COUNT_SHARE * len(picks):
            share = times / len(picks)
            what = f"{share:.0%} of questions of kind {name} have {count:.0f} to pick"
            yield Fault("picks-share", what, hint=f"at most {MAX_COUNT_SHARE:.0%}")


def mean_shares(
    samples: Sequence[tuple[float, float]], least: int = MIN_SAMPLES
) -> tuple[float, float]:
    """The mean of what was seen and of what is expected, of 1; both 0 with fewer than
    `least` samples.
    """
    if len(samples) < least:
        return 0.0, 0.0
    seen, expected = (
        sum(column) / len(samples) for column in zip(*samples, strict=True)
    )
    return seen, expected


def is_off_balance(share: float, expected: float, deviation: float) -> bool:
    """True if a share is off by more than `deviation`; all of 1."""
    return abs(share - expected) > deviation + 1e-9


def bank_faults(bank: Bank) -> Iterator[Fault]:
    """Yield where a bank is out of balance: too few questions of a topic or concept,
    unused declarations.
    """
    topics = Counter(question.topic for question in bank.questions)
    concepts = Counter(
        (question.topic, question.concept) for question in bank.questions
    )
    for topic in bank.topics:
        if topics[topic] == 0:
            yield Fault(
                "unused-topic",
                f"no question is of topic {topic}",
                ("topics", topic),
                key=True,
            )
        elif topics[topic] < MIN_TOPIC_QUESTIONS:
            message = f"{format_count(topics[topic], 'question')} of topic {topic}"
            hint = f"at least {MIN_TOPIC_QUESTIONS}"
            yield Fault("topic-questions", message, ("topics", topic), hint, key=True)
    for index, question in enumerate(bank.questions):
        if (
            question.concept is not None
            and concepts[question.topic, question.concept] < MIN_SIBLINGS
        ):
            message = f"no other question of concept {question.concept}"
            yield Fault(
                "concept-siblings",
                message,
                ("questions", index, "concept"),
                "give it a sibling",
            )
    values = [msgspec.to_builtins(question) for question in bank.questions]
    for field, declared in (("misconception", "misconceptions"), ("case", "cases")):
        used = {slug for _, slug in find_field_texts(values, (field,))}
        for slug in getattr(bank, declared):
            if slug not in used:
                yield Fault(
                    f"unused-{field}",
                    f"nothing uses the {field} {slug}",
                    (declared, slug),
                    key=True,
                )
