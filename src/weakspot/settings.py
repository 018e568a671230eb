"""What a player can set, kept in a TOML file that a person can edit too."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from weakspot.engine.constants import TODAY_MINUTES
from weakspot.errors import SettingsError
from weakspot.files import beside, publish
from weakspot.text import visible

if TYPE_CHECKING:
    from weakspot.fields import Value

HEAD = "# Settings of weakspot. The game changes them too: the key `,` shows them all.\n"
LONGEST = 64 * 1024
"""Bytes of a file of settings; what is longer is none."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What is set; `file` is where it is kept, None for nowhere; `troubles` say what is wrong there.

    `confidence`: is it asked with each answer? `minutes` (1 to 120): how long today's round is.
    `answer`: where one option is right, a `digit` answers, or it only picks and `enter` submits.
    `marks`: `unicode`, `ascii`, or `auto` by what the terminal can show. `player`: whose save, where none is
    named. `keys`: those that commands have in place of ours, see letters.
    """

    minutes: float = TODAY_MINUTES
    answer: str = "digit"
    confidence: bool = False
    theme: str = "weakspot"
    marks: str = "auto"
    motion: bool = False
    player: str = "default"
    keys: dict[str, str] = {}
    file: Path | None = None
    troubles: tuple[str, ...] = ()

    @property
    def picks_first(self) -> bool:
        """Does a digit only pick, where one option is right? So that something else can be said with it."""
        return self.answer == "enter" or self.confidence


DEFAULTS = Settings()


def read_settings(file: Path) -> Settings:
    """What the file says; the default for all that it does not say, or not rightly."""
    try:
        if not file.is_file():
            return unused(file, " is no file") if os.path.lexists(file) else replace(DEFAULTS, file=file)
        with file.open("rb") as opened:
            data = opened.read(LONGEST + 1)
    except OSError as error:
        return unused(file, f" cannot be read: {error.strerror}")
    if len(data) > LONGEST:
        return unused(file, f" is longer than {LONGEST // 1024} KB")
    import tomllib  # late: most players have no such file

    try:
        text = data.decode("utf-8-sig")
        said, troubles = checked(tomllib.loads(text), text, file.name)
    except (ValueError, RecursionError) as error:
        line, reason = fault(data, error)
        return unused(file, f", line {line}: {reason}")
    return replace(DEFAULTS, **said, file=file, troubles=troubles)


def unused(file: Path, why: str) -> Settings:
    """The defaults, because nothing in the file can be used."""
    trouble = visible(f"{file.name}{why}. The defaults are used.", line=True)
    return replace(DEFAULTS, file=file, troubles=(trouble,))


def checked(said: dict[str, object], text: str, name: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """What can be used of what is said, and a line for each thing that cannot."""
    from weakspot.fields import FIELDS, PLAYER, written  # late: most players have no such file

    fields = {field.name: field for field in (*FIELDS, PLAYER)}
    good: dict[str, object] = {}
    wrong: list[tuple[int, str]] = []
    for key, value in said.items():
        field = fields.get(key)
        if key == "keys":
            from weakspot.letters import chosen  # late: fewer still have such a table

            good[key], faults = chosen(value)
            wrong += [(line_of(text, name, within=key), told) for name, told in faults.items()]
        elif field is None:
            known = ", ".join([*fields, "keys"])
            wrong.append((line_of(text, key), f"there is no setting {key[:40]}; there are {known}."))
        elif field.takes(value):
            good[key] = value
        else:
            default = written(getattr(DEFAULTS, key))
            told = f"{key} is {written(value)}; {field.expected()} is expected. {default} is used."
            wrong.append((line_of(text, key), told))
    return good, tuple(visible(f"{name}, line {line}: {told}", line=True) for line, told in sorted(wrong))


def line_of(text: str, key: str, within: str = "") -> int:
    """The line, from 1, on which a key stands: of the top table, or `within` one that begins there."""
    before = line_of(text, within) - 1 if within else 0
    lead = rf"(?:{within}[ \t]*\.[ \t]*)?"
    rest = text.split("\n", before)[-1]
    found = re.search(rf"""^[ \t\[]*{lead}["']?{re.escape(key)}["']?[ \t]*[=.\]]""", rest, re.MULTILINE)
    return before + (rest.count("\n", 0, found.start()) if found else 0) + 1


def fault(data: bytes, error: Exception) -> tuple[int, str]:
    """The line, from 1, where reading the file failed, and why."""
    if isinstance(error, UnicodeDecodeError):
        return data.count(b"\n", 0, error.start) + 1, "this is no UTF-8 text"
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL)
    if found is None:
        return 1, "this cannot be read as TOML"
    last = data.rstrip().count(b"\n") + 1
    return int(found[2] or last), f"this is no TOML: {found[1][:1].lower()}{found[1][1:]}"


def write_setting(file: Path, name: str, value: "Value") -> None:
    """Put one setting into the file, which keeps its comments and its order.

    Raises SettingsError if that fails; the file is then as it was.
    """
    import tomlkit  # late: settings are seldom changed
    from tomlkit.exceptions import TOMLKitError

    shown = visible(file.name, line=True)
    try:
        target = file.resolve()
        text = target.read_bytes().decode("utf-8-sig") if target.exists() else HEAD
        document = tomlkit.parse(text)
        document[name] = value
        with beside(target) as made:
            made.write_bytes(tomlkit.dumps(document).encode())
            publish(made, target)
    except OSError as error:
        raise SettingsError(f"Not kept: {shown} cannot be written: {error.strerror}.") from error
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise SettingsError(f"Not kept: {shown} is no TOML as it stands; mend it first.") from error
