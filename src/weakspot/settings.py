"""The player's settings, in a TOML file that can also be edited by hand."""

import errno
import os
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from weakspot.engine.constants import TODAY_MINUTES
from weakspot.errors import WeakspotError, os_error_words
from weakspot.fields import FIELDS, PLAYER, SUBJECT, Value, format_value
from weakspot.files import PLAIN_NAMES, is_plain_name, open_regular, replace_file
from weakspot.keymap import parse_keys
from weakspot.text import one_line

FILE_HEADER = (
    "# Settings of weakspot. The game changes them too: the key `,` shows them all.\n"
)
MAX_BYTES = 64 * 1024
"""The largest size of a settings file; a longer one is ignored."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings; `file` is where they are stored, None for nowhere; `faults` say
    what is wrong with it.

    `confidence`: whether it is asked with each answer. `minutes` (1 to 120): the length
    of today's round. `answer`: where one option is right, a `digit` answers, or it only
    picks and `enter` submits. `marks`: `unicode`, `ascii`, or `auto` by what the
    terminal can show. `pane`: whether a question has a pane beside it where there is
    room. `player`: whose save is opened where none is named. `subject`: the one that
    was played last, empty for that of the home itself; `subjects`: the folders of the
    others, by name. `keys`: the keys of commands that differ from the defaults, see
    keymap.
    """

    minutes: float = TODAY_MINUTES
    answer: str = "digit"
    confidence: bool = False
    theme: str = "weakspot"
    marks: str = "auto"
    motion: bool = True
    pane: bool = True
    player: str = "default"
    subject: str = ""
    subjects: dict[str, str] = {}
    keys: dict[str, str] = {}
    file: Path | None = None
    faults: tuple[str, ...] = ()

    @property
    def picks_first(self) -> bool:
        """True if a digit only picks where one option is right, so that more can be
        said with it.
        """
        return self.answer == "enter" or self.confidence


DEFAULTS = Settings()


def read_settings(file: Path) -> Settings:
    """Read the settings from the file, with defaults for those that are
    missing or wrong.
    """
    try:
        if not file.is_file():
            return (
                reject_file(file, " is no file")
                if os.path.lexists(file)
                else replace(DEFAULTS, file=file)
            )
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return reject_file(file, f" cannot be read: {error.strerror}")
    if len(data) > MAX_BYTES:
        return reject_file(file, f" is longer than {MAX_BYTES // 1024} KB")
    import tomllib  # late: most players have no such file

    try:
        text = data.decode("utf-8-sig")
        values, faults = parse_table(tomllib.loads(text), text, file.name)
    except (ValueError, RecursionError) as error:
        line, reason = locate_error(data, error)
        return reject_file(file, f", line {line}: {reason}")
    return replace(DEFAULTS, **values, file=file, faults=faults)


def reject_file(file: Path, fault: str) -> Settings:
    """The default settings, with the fault that makes the file unusable."""
    line = one_line(f"{file.name}{fault}. The defaults are used.")
    return replace(DEFAULTS, file=file, faults=(line,))


def parse_table(
    table: dict[str, object], text: str, name: str
) -> tuple[dict[str, object], tuple[str, ...]]:
    """The usable settings in the file's table, and a line for each fault, in order of
    the file.
    """
    fields = {field.name: field for field in (*FIELDS, PLAYER, SUBJECT)}
    tables = {"keys": parse_keys, "subjects": parse_subjects}
    values: dict[str, object] = {}
    found: list[tuple[int, str]] = []
    for key, value in table.items():
        field = fields.get(key)
        if key in tables:
            values[key], faults = tables[key](value)
            found += [
                (line_of(text, name, within=key), words)
                for name, words in faults.items()
            ]
        elif field is None:
            known = ", ".join([*fields, *tables])
            found.append(
                (
                    line_of(text, key),
                    f"there is no setting {key[:40]}; there are {known}.",
                )
            )
        elif field.accepts(value):
            values[key] = value
        else:
            default = format_value(getattr(DEFAULTS, key))
            words = (
                f"{key} is {format_value(value)}; {field.range_words()} is expected. "
                f"{default} is used."
            )
            found.append((line_of(text, key), words))
    return values, tuple(
        one_line(f"{name}, line {at}: {words}") for at, words in sorted(found)
    )


def parse_subjects(table: object) -> tuple[dict[str, str], dict[str, str]]:
    """The folders of subjects in the file's table, by name, and what is wrong, by name
    too.
    """
    if not isinstance(table, dict):
        return {}, {"subjects": "subjects is no table of names and folders."}
    folders: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name, folder in table.items():
        if not is_plain_name(name):
            faults[name] = f"no subject can be called {name[:40]}; use {PLAIN_NAMES}."
        elif not isinstance(folder, str) or not folder.strip():
            faults[name] = f"the folder of the subject {name} is expected as a text."
        else:
            folders[name] = folder
    return folders, faults


def line_of(text: str, key: str, within: str = "") -> int:
    """The line, from 1, of a key: in the top table, or in the table `within`."""
    before = line_of(text, within) - 1 if within else 0
    prefix = rf"(?:{within}[ \t]*\.[ \t]*)?"
    rest = text.split("\n", before)[-1]
    found = re.search(
        rf"""^[ \t\[]*{prefix}["']?{re.escape(key)}["']?[ \t]*[=.\]]""",
        rest,
        re.MULTILINE,
    )
    return before + (rest.count("\n", 0, found.start()) if found else 0) + 1


def locate_error(data: bytes, error: Exception) -> tuple[int, str]:
    """The line, from 1, where parsing failed, and the reason."""
    if isinstance(error, UnicodeDecodeError):
        return data.count(b"\n", 0, error.start) + 1, "this is no UTF-8 text"
    found = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL
    )
    if found is None:
        return 1, "this cannot be read as TOML"
    last = data.rstrip().count(b"\n") + 1
    return int(
        found[2] or last
    ), f"this is no TOML: {found[1][:1].lower()}{found[1][1:]}"


def write_setting(file: Path, name: str, value: Value) -> None:
    """Write one setting to the file, which keeps its comments and order.

    Raises WeakspotError if that fails; the file is then unchanged.
    """

    def change(document: MutableMapping[str, Any]) -> None:
        document[name] = value

    change_file(file, change)


def write_subject(file: Path, name: str, folder: str | None) -> None:
    """Write the folder of a subject to the file, or take it out with None. Raises
    WeakspotError as `write_setting` does.
    """

    def change(document: MutableMapping[str, Any]) -> None:
        folders = document.setdefault("subjects", {})
        if folder is not None:
            folders[name] = folder
        elif name in folders:
            del folders[name]

    change_file(file, change)


def change_file(file: Path, change: Callable[[MutableMapping[str, Any]], None]) -> None:
    """Change the file's document in place. Raises WeakspotError as `write_setting`
    does.
    """
    import tomlkit  # late: settings are rarely changed
    from tomlkit.exceptions import TOMLKitError

    shown = one_line(file.name)
    try:
        # no error for a link to itself
        target, text = Path(os.path.realpath(file)), FILE_HEADER
        if target.exists() and not target.is_dir():  # replacing a folder fails below
            with open_regular(target) as stream:
                text = stream.read().decode("utf-8-sig")
        document = tomlkit.parse(text)
        change(document)
        data = tomlkit.dumps(document).encode()
        if len(data) > MAX_BYTES:
            raise OSError(
                errno.EFBIG, f"it would be longer than {MAX_BYTES // 1024} KB"
            )
        replace_file(target, data)
    except OSError as error:
        raise WeakspotError(
            f"not kept: {shown} cannot be written: {os_error_words(error)}"
        ) from error
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise WeakspotError(
            f"not kept: {shown} is no TOML as it stands; mend it first"
        ) from error
