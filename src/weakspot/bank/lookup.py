"""Lookup of sections and topics by the names that players type."""

from collections.abc import Iterable
from difflib import get_close_matches

from weakspot.bank.catalog import Catalog
from weakspot.errors import UsageError
from weakspot.text import one_line

MAX_LISTED = 12
"""The most names that a message lists."""


def find_section(catalog: Catalog, name: str) -> str:
    """The slug of the section with `name` as slug, title or number. Raises UsageError
    if there is none.
    """
    slugs = [section.slug for section in catalog.sections]
    if name.isdecimal() and len(name) < 5 and 1 <= int(name) <= len(slugs):
        return slugs[int(name) - 1]
    titled = {section.title.casefold(): section.slug for section in catalog.sections}
    slug = name if name in slugs else titled.get(name.casefold())
    if slug is None:
        raise UsageError(unknown_words("section", name, slugs))
    return slug


def find_topic(catalog: Catalog, name: str, section: str | None) -> str:
    """The key `section/topic` of the topic with `name` as slug, title or key, in
    `section` if one is given.

    Raises UsageError if there is none, or one in several sections.
    """
    topics = [
        (f"{each.slug}/{slug}", slug, title.casefold())
        for each in catalog.sections
        for slug, title in each.topics.items()
        if section in (None, each.slug)
    ]
    found = [
        key
        for key, slug, title in topics
        if name in (key, slug) or name.casefold() == title
    ]
    if len(found) > 1:
        raise UsageError(
            f"topic {one_line(name)} is in several sections: {', '.join(found)}"
        )
    if not found:
        raise UsageError(unknown_words("topic", name, [slug for _, slug, _ in topics]))
    return found[0]


def unknown_words(what: str, name: str, known: Iterable[str]) -> str:
    """Say that there is no such name, with the nearest existing ones and the
    line to type.
    """
    names = list(known)
    sought = "-".join(name.casefold().split())
    within = [each for each in names if sought and sought in each]
    near = (within or get_close_matches(sought, names, n=3, cutoff=0.6))[:MAX_LISTED]
    fault = (
        f"no {what} {one_line(name[:60])}" if sought else f"no {what} has an empty name"
    )
    if near:
        return (
            f"{fault}. Did you mean {' or '.join(near)}? Type: weakspot play "
            f"--{what} {near[0]}"
        )
    if len(names) <= MAX_LISTED:
        return f"{fault}. There is {', '.join(names)}"
    return f"{fault}. There are {len(names)}; `weakspot banks --json` lists them"
