"""Questions that ask nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from weakspot.bank.defect import MOST
from weakspot.engine.kinds.every import AnyQuestion

ALIKE, ALIKE_SIBLINGS = 90, 80
"""How alike, of 100, is too alike, of any two questions and of siblings."""
_LONGEST = 4000
"""Characters of a prompt that are compared."""
_COMPARED = 2e8
"""Where a bank of look-alikes would take its time, comparing ends: at so many characters times characters,"""
_PAIR = 2000
"""What a comparison takes besides, in the same measure."""
_MET = 2_000_000
"""and looking for what to compare, after so many words met."""


def alike_pairs(
    questions: Sequence[AnyQuestion], asked: Sequence[list[str]], stems: Sequence[frozenset[str]]
) -> dict[int, tuple[int, float]]:
    """For each question whose prompt is too like an earlier one's, by index: one such, and how alike to 100.

    `asked` are their words, `stems` the stems of these. Alike by rapidfuzz's token-set ratio, 90 or more,
    siblings 80. Only prompts that share half of the shorter one's words are compared: all others stay far
    below. At most 200 are told.
    """
    texts = [" ".join(words)[:_LONGEST] for words in asked]
    groups = [question.concept and (question.topic, question.concept) for question in questions]
    found: dict[int, tuple[int, float]] = {}
    left = _COMPARED
    for one, other in candidates(stems):
        later, earlier = max(one, other), min(one, other)
        if later in found:
            continue
        left -= _PAIR + len(texts[later]) * len(texts[earlier])
        if left < 0 or len(found) >= MOST:
            break
        from rapidfuzz import fuzz  # late: in most banks nothing has to be compared

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
    often = Counter(chain.from_iterable(stems))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    left = _MET
    for index in sorted(range(len(stems)), key=lambda index: -len(stems[index])):
        mine = sorted(stems[index], key=often.__getitem__)
        half = (len(mine) + 1) // 2
        rarest = [holders[stem] for stem in mine[: len(mine) - max(0, half - 2)]]
        left -= sum(map(len, rarest))
        if left < 0:
            return
        once: set[int] = set()
        twice: set[int] = set()
        for other in chain.from_iterable(rarest):
            (twice if other in once else once).add(other)
        for other in sorted(twice if half > 1 else once):
            if len(stems[index] & stems[other]) >= half:
                yield index, other
        for stem in mine:
            holders[stem].append(index)
