"""The results of a round: what both faces say of it, and the words for that."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from weakspot.engine.mixups import Mixup
from weakspot.engine.news import News, is_new_known
from weakspot.engine.records import ExamScore
from weakspot.engine.report import TopicReport
from weakspot.engine.session import Move
from weakspot.text import format_count
from weakspot.words.estimates import tally_words
from weakspot.words.feedback import Repair
from weakspot.words.numbers import percent

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
LITTLE = 0.05
"""A change of mastery below this is “a little”."""
NEW, MORE = ("look good", "weak", "perhaps weak"), ("more up", "more down")
"""Words for new topics that are only counted, and for the others."""


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to say of a round that is over, in this order.

    The best `news`; the `score`, for an exam its result, and what is said `beside` it;
    `notes`, a sentence each; for a placement the `lowest` topics, each with its
    section's title; for an exam its `sections`; the `moves` to tell one by one, and how
    many new topics look `good` besides; `repairs` and `mixups`.

    `titles` are by topic; the `missed` are those in which anything was; the answers
    took so many `seconds`.
    """

    seconds: float
    titles: Mapping[str, str]
    missed: frozenset[str]
    news: News
    score: str
    beside: Sequence[str]
    notes: Sequence[str]
    lowest: Sequence[tuple[TopicReport, str]]
    sections: Sequence[tuple[str, ExamScore]]
    moves: Sequence[Move]
    good: int
    repairs: Sequence[Repair]
    mixups: Sequence[Mixup]

    def move_word(self, move: Move) -> str:
        """The move of this topic in the round, in a word or two."""
        return move_word(move, move.topic in self.missed)


def number_word(number: int) -> str:
    """A small number as a word, a larger one in digits."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def news_words(news: News, titles: Mapping[str, str]) -> tuple[str, str]:
    """The best news of a round, and what to say behind it: “Repaired: Prompt caching”
    and “and one more”. `titles` are by topic.
    """
    count = len(news.moves)
    if news.kind == "best":
        return "The best round of this week", ""
    if news.kind == "good" and count > 1:
        return f"{format_count(count, 'new topic')} look good", ""
    if not count:
        return "", ""
    name = titles[news.moves[0].topic]
    if news.kind == "good":
        return f"Looks good: {name}", ""
    more = f"and {number_word(count - 1)} more" if count > 1 else ""
    return f"{'Repaired' if news.kind == 'repaired' else 'Known'}: {name}", more


def compared_words(difference: int) -> str:
    """“two better than yesterday”, by right answers; empty where it was not better."""
    if difference <= 0:
        return ""
    return f"{number_word(difference)} better than yesterday"


def move_word(move: Move, is_missed: bool) -> str:
    """The move of a topic in a round: “repaired”, “a little up”, “down, missed”;
    `is_missed` if anything of it was.
    """
    if move.is_let_go:
        return "repaired"
    if is_new_known(move):
        return "known"
    if move.before is None:
        return "missed" if is_missed else "new"
    change = move.after.mastery - move.before.mastery
    word = "up" if change >= 0 else "down"
    if is_missed:
        return "missed" if change >= 0 else "down, missed"
    return f"a little {word}" if abs(change) < LITTLE else word


def move_figure(move: Move) -> str:
    """The topic's mastery; the plain facts while an estimate would mean nothing."""
    if move.different < 2:
        return tally_words(move.answers, move.misses, brief=True)
    return percent(move.after.mastery)


def others_words(good: int, others: Iterable[Move]) -> str:
    """“10 new topics look good, 4 perhaps weak, 3 more up”, of what is not told one by
    one.
    """
    counts = Counter(map(other_word, others))
    counts[NEW[0]] = good
    new = [(counts[word], word) for word in NEW if counts[word]]
    words = [f"{count} {word}" for count, word in new]
    if new:
        count, word = new[0]
        words[0] = f"{format_count(count, 'new topic')} {word}"
    words += [f"{counts[word]} {word}" for word in MORE if counts[word]]
    return ", ".join(words).replace("topic look", "topic looks")


def other_word(move: Move) -> str:
    """The word by which a topic that is only counted is counted."""
    if move.before is None:
        return "weak" if move.state == "weak" else "perhaps weak"
    return MORE[move.after.mastery < move.before.mastery]
