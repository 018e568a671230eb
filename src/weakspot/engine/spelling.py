"""Typed answers: what is forgiven, and what is another word."""

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

MAX_CHARACTERS = 500
"""Characters of a typed answer that are read."""

MIN_TYPO_LETTERS = 6
"""Letters of a word in which one slip is forgiven."""

_HYPHENS = "[-\u2010-\u2015\u2212\u00ad]"
_APOSTROPHES = "['`´’]"
_EDGES = " \t\n.,;:!?\"'`´“”‘’„«»()[]"
_ARTICLES = frozenset({"a", "an", "the"})


def normalize_exact(text: str) -> str:
    """`text` where nothing is forgiven but spaces: cut, NFKC."""
    return " ".join(normalize("NFKC", text[:MAX_CHARACTERS]).split())


def normalize_words(text: str) -> tuple[str, ...]:
    """The words of `text` without case, accents, articles, hyphens and the punctuation around them."""
    text = re.sub(_HYPHENS, " ", normalize("NFKC", text[:MAX_CHARACTERS]))
    bare = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    words = [word for part in re.sub(_APOSTROPHES, "", bare).split() if (word := part.strip(_EDGES))]
    return tuple(word for word in words[:-1] if word not in _ARTICLES) + tuple(words[-1:])


def singular_forms(word: str) -> frozenset[str]:
    """What `word` can be the plural of, itself among them."""
    forms = {word}
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        forms.add(word[:-1])
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            forms.add(word[:-2])
        if word.endswith("ies"):
            forms.add(word[:-3] + "y")
    return frozenset(forms)


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these words the same, but for plural and where they are joined?"""
    if not one or not other:
        return False
    if len(one) == len(other) and all(map(_is_same_word, one, other)):
        return True
    return _is_same_word("".join(one), "".join(other))


def is_slip(given: Sequence[str], due: Sequence[str]) -> bool:
    """Are the given words the due ones, but for one edit in long words?"""
    if not given or not due:
        return False
    if len(given) == len(due):
        return all(
            _is_same_word(one, other) or _is_one_edit(one, other)
            for one, other in zip(given, due, strict=True)
        )
    if 1 not in (len(given), len(due)) or min(map(len, due)) < MIN_TYPO_LETTERS:
        return False
    return _is_one_edit("".join(given), "".join(due))  # “pre trainig” for “pretraining”


def find_possible_slips(due: Sequence[str], joined: Sequence[str]) -> list[int]:
    """Which of the others, their words joined, could be taken for slips of the due words: their indexes."""
    from rapidfuzz import process  # late: only typed questions need it
    from rapidfuzz.distance import OSA

    reach = max(2, len(due))
    found = process.extract("".join(due), joined, scorer=OSA.distance, score_cutoff=reach, limit=None)
    return sorted(index for _, _, index in found)


def _is_same_word(one: str, other: str) -> bool:
    return one == other or not singular_forms(one).isdisjoint(singular_forms(other))


def _is_one_edit(given: str, due: str) -> bool:
    """One letter more, less, changed or swapped, in a word of letters alone: a digit is no slip."""
    if (
        len(due) < MIN_TYPO_LETTERS
        or abs(len(given) - len(due)) > 3
        or not (given.isalpha() and due.isalpha())
    ):
        return False
    from rapidfuzz.distance import OSA

    forms = [form for form in singular_forms(due) if len(form) >= MIN_TYPO_LETTERS]
    return any(
        OSA.distance(one, other, score_cutoff=1) <= 1 for one in singular_forms(given) for other in forms
    )
