"""Finding sections and topics by the names that players type."""

from __future__ import annotations

from collections.abc import Iterable

from weakspot.bank.catalog import Catalog, Section
from weakspot.errors import UsageError
from weakspot.text import visible


def section_of(catalog: Catalog, slug: str) -> Section:
    """The section of this slug. Raises KeyError if no bank has it."""
    for section in catalog.sections:
        if section.slug == slug:
            return section
    raise KeyError(slug)


def find_section(catalog: Catalog, name: str) -> str:
    """The slug of the section `name`, its slug or number. Raises UsageError if there is none."""
    slugs = [section.slug for section in catalog.sections]
    if name.isdecimal() and 1 <= int(name) <= len(slugs):
        return slugs[int(name) - 1]
    if name not in slugs:
        raise UsageError(unknown("section", name, slugs))
    return name


def find_topic(catalog: Catalog, name: str, section: str | None) -> str:
    """The key `section/topic` of the topic `name`, given as its slug or key, in `section` if one is named.

    Raises UsageError if there is none, or one in several sections.
    """
    keys = [f"{one.slug}/{topic}" for one in catalog.sections for topic in one.topics]
    if section is not None:
        keys = [key for key in keys if key.startswith(f"{section}/")]
    found = [key for key in keys if name in (key, key.partition("/")[2])]
    if len(found) > 1:
        raise UsageError(f"topic {visible(name, line=True)} is in several sections: {', '.join(found)}")
    if not found:
        raise UsageError(unknown("topic", name, [key.partition("/")[2] for key in keys]))
    return found[0]


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence that names what there is not, and the nearest of what there is."""
    from difflib import get_close_matches  # late: only a slip needs it

    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(names)}"
    return f"no {what} {visible(name[:60], line=True)}: {hint}"
