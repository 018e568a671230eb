"""A round in a few lines to show to others: they tell neither what was asked nor who
played.
"""

from collections.abc import Sequence

import msgspec

from weakspot.engine.changes import Whole
from weakspot.text import BRAND, topic_mark
from weakspot.words.dates import date_words

NAMED = 3
"""The most repaired topics that are named."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A round to show to others: the subject, empty for one without a name, and the
    local date, the score (0..1) of each answer, how much is known of the whole, and the
    topics that were repaired, each with its title and states before and now.
    """

    subject: str
    day: str
    scores: tuple[float, ...]
    whole: Whole
    repaired: Sequence[tuple[str, str, str]]


def share_lines(share: Share) -> list[str]:
    """The round in lines: subject and date, a block for each answer, the figures, and
    what was repaired, if anything was.
    """
    date = f"{date_words(share.day)} {share.day[:4]}"
    right, whole = sum(score >= 1 for score in share.scores), share.whole
    lines = [
        f"{BRAND}weakspot   {', '.join(filter(None, (share.subject, date)))}",
        "".join(map(share_block, share.scores)),
        (
            f"{right} of {len(share.scores)} right · "
            f"{whole.known} of {whole.topics} topics known"
        ),
    ]
    named = [
        f"{title} {topic_mark(was)}→{topic_mark(now)}"
        for title, was, now in share.repaired[:NAMED]
    ]
    if more := len(share.repaired) - len(named):
        named.append(f"{more} more")
    return [*lines, f"Repaired: {', '.join(named)}"] if named else lines


def share_block(score: float) -> str:
    """The block of an answer: right, partly, or missed."""
    return "■" if score >= 1 else "▪" if score > 0 else "□"
