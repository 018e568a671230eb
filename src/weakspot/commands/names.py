"""The names that an option can be given, for the completion of shells.

Each function returns names with what they stand for. What cannot be read has none: an
error would stand in the line that is being typed.
"""

from contextlib import suppress
from pathlib import Path

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.bank.lookup import find_section
from weakspot.engine.rules import LAB, MODES
from weakspot.errors import WeakspotError
from weakspot.files import is_plain_name
from weakspot.game.subjects import Subject, choose_subject, list_subjects
from weakspot.paths import HomePlaces, find_places
from weakspot.settings import read_settings
from weakspot.words.modes import MODE_WORDS


def mode_names() -> dict[str, str]:
    """The modes, each with its title."""
    return {mode: MODE_WORDS[mode].title for mode in (*MODES, LAB)}


def subject_names(home: Path | None) -> dict[str, str]:
    """The subjects of this home, each with its title."""
    with suppress(WeakspotError, OSError):
        return {one.name: one.title for one in read_subjects(home)}
    return {}


def section_names(home: Path | None, subject: str | None = None) -> dict[str, str]:
    """The slugs of the sections of a subject of this home, each with its title."""
    with suppress(WeakspotError, OSError):
        return {one.slug: one.title for one in read_catalog(home, subject).sections}
    return {}


def topic_names(
    home: Path | None, section: str | None, subject: str | None = None
) -> dict[str, str]:
    """The slugs of the topics, each with its title: those of `section` (slug, title or
    number) if one is given. A slug of several sections stands behind that of its
    section.
    """
    with suppress(WeakspotError, OSError):
        catalog = read_catalog(home, subject)
        wanted = None if section is None else find_section(catalog, section)
        topics = [
            (f"{each.slug}/{slug}", slug, title)
            for each in catalog.sections
            for slug, title in each.topics.items()
            if wanted in (None, each.slug)
        ]
        slugs = [slug for _, slug, _ in topics]
        return {
            slug if slugs.count(slug) == 1 else key: title
            for key, slug, title in topics
        }
    return {}


def player_names(home: Path | None, subject: str | None = None) -> dict[str, str]:
    """The players with a save of this subject and the one that is set."""
    with suppress(WeakspotError, OSError):
        places = read_places(home, subject)
        names = {file.stem for file in places.saves.glob("*.db")}
        names.add(read_settings(places.settings).player)
        return dict.fromkeys(sorted(filter(is_plain_name, names)), "")
    return {}


def read_subjects(home: Path | None) -> tuple[Subject, ...]:
    """The subjects of this home."""
    places = find_places(home)
    return list_subjects(places, read_settings(places.settings))


def read_places(home: Path | None, subject: str | None) -> HomePlaces:
    """The places of a subject of this home, by default of the one played last."""
    places = find_places(home)
    return choose_subject(places, read_settings(places.settings), subject).places


def read_catalog(home: Path | None, subject: str | None) -> Catalog:
    """The banks of that subject."""
    places = read_places(home, subject)
    return load_catalog(places.banks, places.cache)
