"""The keys of commands on the screen; a player may give each command another key, by
its name.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from string import punctuation

from weakspot.fields import format_value

DEFAULT_KEYS = {
    "hint": "h",
    "skip": "s",
    "undo": "u",
    "flag": "f",
    "mute": "m",
    "details": "e",
    "edit": "E",
    "dispute": "!",
    "case": "o",
    "pane": "\\",
    "lesson": "n",
    "topic": "i",
    "go_to": "g",
    "look_over": "v",
    "guess": "z",
    "think": "x",
    "sure": "c",
    "look_through": "v",
    "practise": "p",
    "again": "r",
    "share": "y",
    "why": "d",
    "play": "p",
    "unmute": "m",
    "create": "n",
    "rename": "r",
    "card": "c",
    "drill": "d",
    "copy": "y",
    "markdown": "w",
    "picture": "v",
    "change": "u",
    "describe": "d",
    "today": "t",
    "weak": "w",
    "missed": "p",
    "flagged": "f",
    "exam": "x",
    "more": "m",
    "placement": "l",
    "progress": "s",
    "weakest": "i",
    "points": "*",
    "banks": "b",
    "sections": "o",
    "new": "n",
    "folder": "o",
    "search": "/",
    "settings": ",",
    "help": "?",
}
"""The default key of each command. A command is named like the action that its key is
bound to.
"""

FIXED_KEYS = "j k J K q ,"
"""Keys that move or leave on every screen, and the comma,
which separates keys in bindings.
"""
SCREEN_COMMANDS = tuple(
    f"{names} search settings help".split()
    for names in (
        (
            "today weak missed flagged exam more placement go_to progress weakest "
            "points banks sections share describe"
        ),
        (
            "hint skip undo flag mute details edit dispute case pane lesson topic "
            "guess think sure"
        ),
        "skip undo flag go_to look_over case pane guess think sure",
        "practise again share why undo look_through progress points",
        "lesson topic go_to progress",
        "weak mute lesson topic go_to progress",
        "unmute lesson edit banks",
        "flag mute lesson play edit",
        "create card rename",
        "hint skip card lesson",
        "drill copy markdown picture change",
        "new folder edit",
    )
)
"""The commands of each screen, which must have different keys."""


def parse_keys(table: object) -> tuple[dict[str, str], dict[str, str]]:
    """The commands with a key other than the default, and what is wrong with the rest,
    both by command.
    """
    if not isinstance(table, dict):
        return {}, {
            "keys": (
                f"keys is {format_value(table)}; a table is expected, [keys]. Our "
                "keys are used."
            )
        }
    keys: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name, key in table.items():
        if name not in DEFAULT_KEYS:
            near = get_close_matches(name[:40], DEFAULT_KEYS, n=3, cutoff=0)
            faults[name] = (
                f"there is no command {name[:40]}; the nearest are {', '.join(near)}."
            )
        elif key == DEFAULT_KEYS[name] or is_command_key(key):
            keys[name] = key
        else:
            expected = f"a letter or sign other than {FIXED_KEYS} is expected"
            faults[name] = (
                f'{name} is {format_value(key)}; {expected}. "{DEFAULT_KEYS[name]}" '
                "is used."
            )
    # a removed one has its default again, maybe taken too
    while (clash := find_clash(keys)) is not None:
        name, other = clash
        faults[name] = (
            f'{name} is "{keys.pop(name)}", the key of {other}. '
            f'"{DEFAULT_KEYS[name]}" is used.'
        )
    return {
        name: key for name, key in keys.items() if key != DEFAULT_KEYS[name]
    }, faults


def is_command_key(key: object) -> bool:
    """True if a command can have this key."""
    if not isinstance(key, str) or len(key) != 1 or key in FIXED_KEYS:
        return False
    return key.isalpha() or key in punctuation


def find_clash(keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The last of these commands that shares a key with another on one screen, and that
    other; else None.
    """
    every = {**DEFAULT_KEYS, **keys}
    for name in reversed(list(keys)):
        for other in (
            each for screen in SCREEN_COMMANDS if name in screen for each in screen
        ):
            if other != name and every[other] == every[name]:
                return name, other
    return None
