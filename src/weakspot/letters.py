"""The letters that are commands on the screen: a player may give a command another key, by its name."""

from collections.abc import Mapping
from difflib import get_close_matches
from string import punctuation

from weakspot.fields import written

OURS = {
    "hint": "h", "skip": "s", "undo": "u", "flag": "f", "mute": "m", "details": "e", "edit": "E",
    "dispute": "!", "case": "o", "lesson": "n", "topic": "i", "go_to": "g", "look_over": "v",
    "guess": "z", "think": "x", "sure": "c", "look_through": "v", "practise": "p", "again": "r", "why": "d",
    "play": "p", "unmute": "m", "today": "t", "weak": "w", "missed": "p", "flagged": "f", "exam": "x",
    "more": "m", "placement": "l", "progress": "s", "weakest": "i", "points": "*", "banks": "b",
    "search": "/", "settings": ",", "help": "?",
}  # fmt: skip
"""The key that each has where nothing is said. A command is named as the action that its key is bound to."""

FIXED = "j k J K q ,"
"""What moves or leaves on every screen; a comma parts keys where they are bound."""
TOGETHER = tuple(
    f"{names} search settings help".split()
    for names in (
        "today weak missed flagged exam more placement progress weakest points banks",
        "hint skip undo flag mute details edit dispute case lesson topic guess think sure",
        "skip undo flag go_to look_over case guess think sure",
        "practise again why undo look_through progress points",
        "lesson topic progress",
        "unmute lesson edit banks",
        "flag mute lesson play edit",
    )
)
"""The names that share a screen, so that no two of them can have one key."""


def chosen(said: object) -> tuple[dict[str, str], dict[str, str]]:
    """The commands that have another key than ours, and what is wrong with others, by their names."""
    if not isinstance(said, dict):
        return {}, {"keys": f"keys is {written(said)}; a table is expected, [keys]. Our keys are used."}
    keys: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, key in said.items():
        if name not in OURS:
            near = get_close_matches(name[:40], OURS, n=3, cutoff=0)
            wrong[name] = f"there is no command {name[:40]}; the nearest are {', '.join(near)}."
        elif key == OURS[name] or is_letter(key):
            keys[name] = key
        else:
            expected = f"a letter or sign other than {FIXED} is expected"
            wrong[name] = f'{name} is {written(key)}; {expected}. "{OURS[name]}" is used.'
    while (clash := find_clash(keys)) is not None:  # what is left out has our key again, perhaps taken too
        name, other = clash
        wrong[name] = f'{name} is "{keys.pop(name)}", the key of {other}. "{OURS[name]}" is used.'
    return {name: key for name, key in keys.items() if key != OURS[name]}, wrong


def is_letter(key: object) -> bool:
    """Can it be the key of a command?"""
    if not isinstance(key, str) or len(key) != 1 or key in FIXED:
        return False
    return key.isalpha() or key in punctuation


def find_clash(keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The last of these names whose key another has on the same screen, and that other; None if none has."""
    whole = {**OURS, **keys}
    for name in reversed(list(keys)):
        for other in (one for screen in TOGETHER if name in screen for one in screen):
            if other != name and whole[other] == whole[name]:
                return name, other
    return None
