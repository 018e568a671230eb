"""Slugs and ids of what was imported: the same each time."""

import re
from hashlib import sha256
from unicodedata import combining, normalize

MAX_SLUG, MAX_WORDS, MAX_LENGTH = 64, 6, 40
SHORT, LONG = 4, 8
"""The hex digits at the end of an id made of a wording, and of a name."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug_of(text: str, otherwise: str) -> str:
    """A slug of a title: its words as far as they can stand there, else `otherwise`
    with digits that tell titles apart.
    """
    slug = "-".join(_words(text))[:MAX_SLUG].strip("-")
    if slug:
        return slug
    return f"{otherwise}-{_digits(text, LONG)}" if text.strip() else otherwise


def is_id(name: str) -> bool:
    """True for a name that can be an id as it is, and is hardly another's: more than a
    number.
    """
    return (
        len(name) <= MAX_SLUG
        and len(name) >= LONG
        and _SLUG.fullmatch(name) is not None
        and re.search("[a-z]{3}", name) is not None
    )


def is_telling(name: str) -> bool:
    """True for a name that no other question has, such as Anki's."""
    return len(name) >= 6 and not name.isdigit()


def id_of(prompt: str, name: str = "") -> str:
    """The id of a question: the first words of its prompt, then digits made of its
    name, or of its wording if it has none. A name that can be an id is one.
    """
    if is_id(name):
        return name
    words = _words(re.sub(r"\{[0-9]+\}", " ", prompt))[:MAX_WORDS]
    while len("-".join(words)) > MAX_LENGTH:
        words = words[:-1] or [words[0][:MAX_LENGTH]]
    digits = ending_of(name) if name else _digits(prompt, SHORT if words else LONG)
    return "-".join([*words, digits])


def ending_of(name: str) -> str:
    """The digits at the end of the id of a question with this name."""
    return _digits(name, LONG)


def _words(text: str) -> list[str]:
    folded = normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in folded if not combining(sign))
    return re.findall(r"[a-z0-9]+", plain)


def _digits(text: str, count: int) -> str:
    spaced = " ".join(text.split())
    return sha256(spaced.encode(errors="backslashreplace")).hexdigest()[:count]
