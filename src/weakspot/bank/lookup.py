"""Lookup of sections and topics by the names that players type."""

from collections.abc import Iterable
from difflib import get_close_matches

from weakspot.bank.catalog import Catalog
from weakspot.errors import UsageError
from weakspot.text import one_line

MAX_LISTED = 12
"""The most near names that a message gives."""


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
        listed = [
            f"  {number:>2}  {section.title}"
            for number, section in enumerate(catalog.sections, 1)
        ]
        raise UsageError(unknown_words("section", name, slugs, listed))
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
            f"topic {one_line(name)} is in several sections; "
            f"name one of {', '.join(found)}"
        )
    if not found:
        listed = [
            line
            for number, each in enumerate(catalog.sections, 1)
            if section in (None, each.slug)
            for line in (
                f"  {number:>2}  {each.title}",
                *(f"      {slug}: {title}" for slug, title in each.topics.items()),
            )
        ]
        slugs = [slug for _, slug, _ in topics]
        raise UsageError(unknown_words("topic", name, slugs, listed))
    return found[0]


def find_question(catalog: Catalog, name: str) -> str:
    """The key `section/id` of the question with `name` as key or id, else of the one
    with these words in its prompt. Raises UsageError if there is none, or several.
    """
    sought = " ".join(name.casefold().split())
    entries, shown = catalog.entries, one_line(name[:60])
    found = [key for key, entry in entries.items() if name in (key, entry.id)]
    if not found and sought:
        found = [
            key
            for key, question in catalog.questions.items()
            if sought in " ".join(question.prompt.casefold().split())
        ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = [f"  {key}" for key in found[:MAX_LISTED]]
        words = f"{shown} is in several questions; name one of these"
        raise UsageError("\n".join([words, *listed]))
    ids = {entry.id: key for key, entry in entries.items()}
    part = sought.rpartition("/")[2]
    within = [each for each in ids if part and part in each][:3]
    close = within or get_close_matches(part, ids, n=3, cutoff=0.6)
    near = [ids[each] for each in close]
    advice = "`weakspot` and the key / search them all"
    if near:
        to_type = f"weakspot play --question {near[0]}"
        advice = f"did you mean {' or '.join(near)}? Type: {to_type}"
    broken = [f"a bank cannot be read: {one.faults[0]}" for one in catalog.failed]
    raise UsageError("\n".join([f"no question {shown}; {advice}", *broken]))


def unknown_words(
    what: str, name: str, known: Iterable[str], listed: Iterable[str] = ()
) -> str:
    """Say that there is no such name, with the nearest existing one and the line to
    type; below it the lines `listed`, else in it all known names.
    """
    names = list(known)
    sought = "-".join(name.casefold().split())
    within = [each for each in names if sought and sought in each]
    near = (within or get_close_matches(sought, names, n=3, cutoff=0.6))[:MAX_LISTED]
    fault = (
        f"no {what} {one_line(name[:60])}" if sought else f"no {what} has an empty name"
    )
    lines = [one_line(line) for line in listed]
    if near and what == "topic":
        lines = []  # there are so many that the nearest would scroll away
    if near:
        to_type = f"weakspot play --{what} {near[0]}"
        advice = f"did you mean {' or '.join(near)}? Type: {to_type}"
    elif lines:
        advice = f"name one of these {what}s, by its name or number"
        if what == "topic":
            advice = "name one of these topics"
    else:
        advice = f"there is {', '.join(names)}"
    return "\n".join([f"{fault}; {advice}", *lines])
