"""Typed answers: what is forgiven, and what counts as another word."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, normalize

from weakspot.engine.constants import MAX_TEXT_LENGTH

LONG_WORD = 6
"""The letters that a word must have for one typo in it to be forgiven."""

_HYPHENS = "[-\u2010-\u2015\u2212\u00ad]"
_APOSTROPHES = "['`´’]"
_EDGES = " \t\n.,;:!?\"'`´“”‘’„«»()[]"
_ARTICLES = frozenset({"a", "an", "the"})


def normalize_exact(text: str) -> str:
    """Normalize `text` if only spaces are forgiven:
    cut it to MAX_TEXT_LENGTH, apply NFKC.
    """
    return " ".join(normalize("NFKC", text[:MAX_TEXT_LENGTH]).split())


@lru_cache(maxsize=4096)
def normalize_words(text: str) -> tuple[str, ...]:
    """Split `text` into words without case, accents, articles, hyphens and the
    punctuation around them.
    """
    text = re.sub(_HYPHENS, " ", normalize("NFKC", text[:MAX_TEXT_LENGTH]))
    bare = "".join(
        sign for sign in normalize("NFKD", text.casefold()) if not combining(sign)
    )
    words = [
        word
        for part in re.sub(_APOSTROPHES, "", bare).split()
        if (word := part.strip(_EDGES))
    ]
    return tuple(word for word in words[:-1] if word not in _ARTICLES) + tuple(
        words[-1:]
    )


def singulars(word: str) -> frozenset[str]:
    """The singulars of which `word` can be the plural, and `word` itself."""
    forms = {word}
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        forms.add(word[:-1])
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            forms.add(word[:-2])
        if word.endswith("ies"):
            forms.add(word[:-3] + "y")
    return frozenset(forms)


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """True if the words are the same except for plurals and for where
    they are joined.
    """
    if not one or not other:
        return False
    if len(one) == len(other) and all(map(_is_same_word, one, other)):
        return True
    return _is_same_word("".join(one), "".join(other))


def is_slip(given: Sequence[str], expected: Sequence[str]) -> bool:
    """True if the given words are the expected ones except for one edit in
    each long word.
    """
    if not given or not expected:
        return False
    if len(given) == len(expected):
        return all(
            _is_same_word(one, other) or _is_one_edit(one, other)
            for one, other in zip(given, expected, strict=True)
        )
    if 1 not in (len(given), len(expected)) or min(map(len, expected)) < LONG_WORD:
        return False
    # “pre trainig” for “pretraining”
    return _is_one_edit("".join(given), "".join(expected))


def _is_same_word(one: str, other: str) -> bool:
    return one == other or not singulars(one).isdisjoint(singulars(other))


def _is_one_edit(given: str, word: str) -> bool:
    """One letter more, less, changed or swapped, in a word of letters only: a wrong
    digit is no slip.
    """
    if (
        len(word) < LONG_WORD
        or abs(len(given) - len(word)) > 3
        or not (given.isalpha() and word.isalpha())
    ):
        return False
    from rapidfuzz.distance import OSA

    forms = [form for form in singulars(word) if len(form) >= LONG_WORD]
    return any(
        OSA.distance(one, other, score_cutoff=1) <= 1
        for one in singulars(given)
        for other in forms
    )
