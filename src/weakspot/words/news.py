"""What a round changed, in words."""

from collections.abc import Mapping

from weakspot.engine.news import News, is_new_known
from weakspot.engine.session import Move
from weakspot.text import format_count

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
LITTLE = 0.05
"""A change of mastery below this is “a little”."""


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
    """What a round did to a topic: “repaired”, “a little up”, “down, missed”;
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


def others_words(good: int, others: int) -> str:
    """“10 new topics look good, 3 more moved”, of what is not told one by one."""
    words = []
    if good:
        look = "looks" if good == 1 else "look"
        words.append(f"{format_count(good, 'new topic')} {look} good")
    if others:
        words.append(f"{others} more moved")
    return ", ".join(words)


def until_words(needs: tuple[int, int]) -> str:
    """“until right once more”: what a weak topic needs to be let go; `needs` are the
    right questions and days still missing.
    """
    missing = max(map(abs, needs))  # older open rounds hold negative ones
    if not missing:
        return "until right a few times more"
    return "until right once more" if missing == 1 else "until right on 2 days"
