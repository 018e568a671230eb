"""Questions that ask nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from weakspot.bank.defect import MOST
from weakspot.bank.options import STEM
from weakspot.bank.rules import ALIKE, ALIKE_SIBLINGS
from weakspot.engine.kinds.every import AnyQuestion

_LONGEST = 4000
"""Characters of a prompt that are compared."""
_COMPARED = 2e8
"""Where a bank of look-alikes would take its time, comparing ends: at so many characters times characters,"""
_PAIR = 2000
"""What a comparison takes besides, in the same measure."""
_MET = 2_000_000
"""and looking for what to compare, after so many words met."""


def alike_pairs(
    questions: Sequence[AnyQuestion], prompts: Sequence[list[str]]
) -> dict[int, tuple[int, float]]:
    """For each question whose prompt is too like an earlier one's, by index: one such, and how alike to 100.

    `prompts` are their words. Alike by rapidfuzz's token-set ratio, 90 or more, siblings 80. Only prompts
    that share half of the shorter one's words are compared: all others stay far below. At most 200 are told.
    """
    from rapidfuzz import fuzz  # late: only a check needs it

    texts = [" ".join(words)[:_LONGEST] for words in prompts]
    groups = [question.concept and (question.topic, question.concept) for question in questions]
    found: dict[int, tuple[int, float]] = {}
    left = _COMPARED
    for one, other in candidates([frozenset([word[:STEM] for word in words]) for words in prompts]):
        later, earlier = max(one, other), min(one, other)
        if later in found:
            continue
        left -= _PAIR + len(texts[later]) * len(texts[earlier])
        if left < 0 or len(found) >= MOST:
            break
        siblings = groups[later] is not None and groups[later] == groups[earlier]
        bound = ALIKE_SIBLINGS if siblings else ALIKE
        ratio = fuzz.token_set_ratio(texts[later], texts[earlier], score_cutoff=bound)
        if ratio >= bound:
            found[later] = earlier, ratio
    return dict(sorted(found.items()))


def candidates(stems: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share half of the smaller set or more.

    From the largest set to the smallest, each looks up those before it by its rarest words: where half must
    be shared, all but two of that half may be among the words left out.
    """
    frequency = Counter(chain.from_iterable(stems))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    left = _MET
    for index in sorted(range(len(stems)), key=lambda index: -len(stems[index])):
        mine = stems[index]
        half = (len(mine) + 1) // 2
        rarest = sorted(mine, key=frequency.__getitem__)[: len(mine) - max(0, half - 2)]
        met = [holders[stem] for stem in rarest if stem in holders]
        left -= sum(map(len, met))
        if left < 0:
            return
        hits = Counter(chain.from_iterable(met))
        least = min(half, 2)
        for other in sorted(other for other, count in hits.items() if count >= least):
            if len(mine & stems[other]) >= half:
                yield index, other
        for stem in mine:
            holders[stem].append(index)
