"""Slugs and ids made of what an author wrote."""

import re
from unicodedata import combining, normalize

MAX_SLUG = 64
ID_WORDS, ID_LENGTH = 6, 48
"""The most words of a prompt that its id begins with, and the most signs of them."""
DIGITS, MORE_DIGITS = 4, 12
"""The hex digits of an id, and those of one whose words do not tell its prompt from
others, as no letter of theirs can stand in an id.
"""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TELLING = "+#"
"""Signs that tell names apart: C, C++, C#."""


def is_slug(text: str) -> bool:
    """True for lower-case letters, digits and single hyphens, at most 64."""
    return len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None


def make_slug(text: str) -> str:
    """A slug of the words of a name. Where it would not tell the name from others, it
    ends in digits that do. Empty for a blank name.
    """
    words, is_whole = _plain_words(text)
    slug = "-".join(words)
    if is_whole and len(slug) <= MAX_SLUG and not set(_TELLING) & set(text):
        return slug
    digits = _digits(text, MORE_DIGITS)
    return "-".join(filter(None, (slug[: MAX_SLUG - 13].strip("-"), digits)))


def make_id(prompt: str) -> str:
    """The id of a question without one: its first words and four digits made of its
    wording, more where its words say little. The same as long as the wording is.
    """
    words, is_whole = _plain_words(prompt)
    words = words[:ID_WORDS]
    while len("-".join(words)) > ID_LENGTH:
        words = words[:-1] or [words[0][:ID_LENGTH]]
    return "-".join([*words, _digits(prompt, DIGITS if is_whole else MORE_DIGITS)])


def name_words(file: str) -> str:
    """The name of a bank's file without its ending and a leading number."""
    stem = re.sub(r"\.ya?ml$", "", file)
    return re.sub(r"^[0-9]+[-_. ]*", "", stem) or stem


def make_title(name: str) -> str:
    """The title of what has only a name: its words, with a capital letter."""

    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:]


def _plain_words(text: str) -> tuple[list[str], bool]:
    """The words of a text as far as they can stand in a slug, and whether that is all
    of them.
    """
    folded = normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in folded if not combining(sign))
    words = re.findall(r"[a-z0-9]+", plain)
    is_whole = not any(sign.isalnum() and not sign.isascii() for sign in plain)
    return words, is_whole and bool(words or not text.strip())


def _digits(text: str, count: int) -> str:
    from hashlib import sha256  # late: its import is slow

    words = " ".join(text.split()).encode(errors="backslashreplace")
    return sha256(words).hexdigest()[:count]
