"""The subjects of a home: each with its own banks and saves, so that nothing mixes."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from weakspot.bank.catalog import BESIDES, bank_files
from weakspot.bank.lookup import unknown_words
from weakspot.bank.slugs import make_slug, make_title, name_words
from weakspot.errors import SaveError, UsageError
from weakspot.files import (
    MAX_NAME_LENGTH,
    PLAIN_NAMES,
    is_plain_name,
    make_folder,
    new_file_beside,
    publish_new,
)
from weakspot.paths import HomePlaces, expand_user
from weakspot.settings import Settings, read_settings, write_subject
from weakspot.store.backup import make_copy
from weakspot.store.connections import open_readonly
from weakspot.text import one_line

SHIPPED, SHIPPED_TITLE = "ai-engineering", "AI engineering"
OWN = "own"
"""The subject of banks that lie beside the shipped ones and replace none of them."""
TEMPLATE = Path(__file__).parent / "template.yaml"
"""A bank with a question of each kind, to write over; NAME and TITLE stand for those
of its subject.
"""


class Subject(msgspec.Struct, frozen=True):
    """A subject by its name: `places` are those of the home that it is; `is_added` if
    the settings list it, and can forget it.
    """

    name: str
    title: str
    places: HomePlaces
    is_added: bool = False

    @property
    def is_shipped(self) -> bool:
        """True for the subject that comes with weakspot."""
        return self.name == SHIPPED and not self.is_added

    @property
    def banks(self) -> list[Path]:
        """The files of its banks."""
        return bank_files(self.folder)

    @property
    def folder(self) -> Path:
        """The folder of its banks."""
        return next(path for path, origin in self.places.banks if origin != BESIDES)


def list_subjects(home: HomePlaces, settings: Settings) -> tuple[Subject, ...]:
    """The home's own subject, then those that its settings list, by name."""
    (folder, origin), *more = home.banks
    subjects = [Subject(SHIPPED, SHIPPED_TITLE, home)]
    if origin != "shipped":
        title = make_title(home.data.absolute().name)
        subjects = [Subject(folder_name(home.data), title, home)]
    if more and find_other_banks(folder, more[0][0]):
        places = keep_apart(home, OWN, (folder, BESIDES), more[0])
        subjects.append(Subject(OWN, "Own banks", places))
    for name, path in sorted(settings.subjects.items()):
        banks = home.data / expand_user(path) / "questions"
        places = keep_apart(home, name, (banks, "user"))
        subjects.append(Subject(name, make_title(name), places, is_added=True))
    return tuple(subjects)


def folder_name(folder: Path) -> str:
    """The name of a subject that has only a folder."""
    slug = make_slug(folder.absolute().name)
    return slug[:MAX_NAME_LENGTH].strip("-") or "home"


def keep_apart(home: HomePlaces, name: str, *banks: tuple[Path, str]) -> HomePlaces:
    """The places of a subject. Its saves lie in the home, wherever its banks are: these
    may be in what others share.
    """
    return replace(home, banks=banks, saves=home.data / "subjects" / name / "saves")


def find_other_banks(shipped: Path, own: Path) -> list[Path]:
    """The banks of the folder `own` that replace none of the shipped ones."""
    taken = {name_words(file.name) for file in bank_files(shipped)}
    return [file for file in bank_files(own) if name_words(file.name) not in taken]


def find_subject(subjects: Iterable[Subject], name: str) -> Subject:
    """The subject with this name or title; the first one for an empty name. Raises
    UsageError if there is none.
    """
    known = tuple(subjects)
    for subject in known:
        if not name or name.casefold() in (subject.name, subject.title.casefold()):
            return subject
    raise UsageError(unknown_words("subject", name, [one.name for one in known]))


def choose_subject(home: HomePlaces, settings: Settings, named: str | None) -> Subject:
    """The subject named; without a name the one that was played last, if it is still
    there, else the home's own. Raises UsageError for an unknown name.
    """
    subjects = list_subjects(home, settings)
    if named is None and settings.subject in [subject.name for subject in subjects]:
        named = settings.subject
    return find_subject(subjects, named or "")


def adopt_save(old: Path, path: Path) -> None:
    """Copy what was learnt of own banks beside the shipped ones into the save of the
    subject that they are now, unless it has one. A damaged save is left alone.
    """
    if path.exists() or not old.exists():
        return
    with suppress(SaveError), open_readonly(old) as db:
        make_folder(path.parent)
        with make_copy(db, path) as made:
            publish_new(made, path)


def check_new_name(subjects: Iterable[Subject], name: str) -> None:
    """Raise UsageError unless a new subject can have this name."""
    if not is_plain_name(name):
        slug = make_slug(name)[:MAX_NAME_LENGTH].strip("-")
        hint = f"; such as {slug}" if is_plain_name(slug) else ""
        raise UsageError(
            f"no subject can be called {one_line(name[:60])}: use {PLAIN_NAMES}{hint}"
        )
    if name in (OWN, *(subject.name for subject in subjects)):
        raise UsageError(
            f"there is a subject {name} already; `weakspot -s {name}` plays it"
        )


def new_folder(home: HomePlaces, name: str) -> Path:
    """The folder for the banks of a new subject, which may not be there yet. Raises
    UsageError for a name that is taken or unfit.
    """
    check_new_name(list_subjects(home, read_settings(home.settings)), name)
    return home.data / "subjects" / name / "questions"


def list_new(home: HomePlaces, name: str) -> None:
    """List a subject whose banks are in its `new_folder`."""
    write_subject(home.settings, name, f"subjects/{name}")


def make_subject(home: HomePlaces, name: str, text: str = "") -> Path:
    """Make a subject of this name in the home, with a bank of this text, or else of
    examples to write over; returns the path of that. Raises UsageError for a name that
    is taken or unfit.
    """
    bank = new_folder(home, name) / f"{name}.yaml"
    if not text:
        text = TEMPLATE.read_text(encoding="utf-8")
        text = text.replace("NAME", name).replace("TITLE", make_title(name))
    make_folder(bank.parent)
    with new_file_beside(bank) as new:
        new.write_text(text, encoding="utf-8")
        publish_new(new, bank)  # one that is there already stays
    list_new(home, name)
    return bank


def add_subject(home: HomePlaces, folder: Path) -> str:
    """List a folder with `questions` in it as a subject; returns its name, that of the
    folder. Raises UsageError if it is none, or the name is taken.
    """
    path = expand_user(str(folder)).absolute()
    where = one_line(folder)
    if not path.is_dir():
        raise UsageError(f"{where} is no folder; name one with `questions` in it")
    if not (path / "questions").is_dir():
        above = path.name == "questions"
        hint = f"add {one_line(path.parent)}" if above else "put its banks there"
        raise UsageError(f"{where} has no folder `questions`; {hint}")
    subjects = list_subjects(home, read_settings(home.settings))
    for subject in subjects:
        if subject.folder.resolve() == (path / "questions").resolve():
            raise UsageError(f"{where} is the subject {subject.name} already")
    name = folder_name(path)
    check_new_name(subjects, name)
    write_subject(home.settings, name, str(path))
    return name


def remove_subject(home: HomePlaces, name: str) -> Subject:
    """Forget a subject; its banks and saves stay where they are. Raises UsageError for
    one that is not listed in the settings.
    """
    settings = read_settings(home.settings)
    subject = find_subject(list_subjects(home, settings), name)
    if not subject.is_added:
        raise UsageError(f"{subject.name} is there without being added, and stays")
    write_subject(home.settings, subject.name, None)
    return subject
