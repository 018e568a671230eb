"""Detection of questions that ask nearly the same thing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from weakspot.engine.kinds.base import Question

ALIKE_RATIO, SIBLING_RATIO = 90, 80
"""The similarity, out of 100, from which any two questions, and two siblings,
count as alike.
"""
_MAX_PROMPT = 4000
"""The most characters of a prompt that are compared."""
_COMPARISON_BUDGET = 2e8
"""Characters times characters to compare in all, which limits the time for a bank of
near duplicates.
"""
_PAIR_COST = 2000
"""The fixed cost of one comparison, in the same unit."""
_LOOKUP_BUDGET = 2_000_000
"""The most word occurrences that are visited while looking for pairs to compare."""


def find_duplicates(
    questions: Sequence[Question],
    words: Sequence[list[str]],
    stems: Sequence[frozenset[str]],
) -> Iterator[tuple[int, int, float]]:
    """Yield the questions whose prompt is too like an earlier one's: both indexes, and
    the similarity.

    `words` holds the words of each question, `stems` their stems. The similarity is
    rapidfuzz's token-set ratio, of 100; 90 is too like, 80 for siblings. Only
    prompts that share half of the shorter one's words are compared, as all others
    score far below.
    """
    texts = [" ".join(each)[:_MAX_PROMPT] for each in words]
    groups = [
        question.concept and (question.topic, question.concept)
        for question in questions
    ]
    found: set[int] = set()
    budget = _COMPARISON_BUDGET
    for earlier, later in map(sorted, find_candidates(stems)):
        if later in found:
            continue
        budget -= _PAIR_COST + len(texts[later]) * len(texts[earlier])
        if budget < 0:
            return
        from rapidfuzz import fuzz  # late: most banks have nothing to compare

        are_siblings = groups[later] is not None and groups[later] == groups[earlier]
        threshold = SIBLING_RATIO if are_siblings else ALIKE_RATIO
        ratio = fuzz.token_set_ratio(
            texts[later], texts[earlier], score_cutoff=threshold
        )
        if ratio >= threshold:
            found.add(later)
            yield later, earlier, ratio


def find_candidates(stems: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indexes whose sets share at least half of the smaller set.

    Each set, from the largest to the smallest, looks up earlier ones by its
    rarest words. Since half of the words must be shared, all but two of that half
    can be left out.
    """
    frequency = Counter(chain.from_iterable(stems))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    budget = _LOOKUP_BUDGET
    for index in sorted(range(len(stems)), key=lambda index: -len(stems[index])):
        by_rarity = sorted(stems[index], key=frequency.__getitem__)
        half = (len(by_rarity) + 1) // 2
        rarest = [
            holders[stem] for stem in by_rarity[: len(by_rarity) - max(0, half - 2)]
        ]
        budget -= sum(map(len, rarest))
        if budget < 0:
            return
        once: set[int] = set()
        twice: set[int] = set()
        for other in chain.from_iterable(rarest):
            (twice if other in once else once).add(other)
        for other in sorted(twice if half > 1 else once):
            if len(stems[index] & stems[other]) >= half:
                yield index, other
        for stem in by_rarity:
            holders[stem].append(index)
