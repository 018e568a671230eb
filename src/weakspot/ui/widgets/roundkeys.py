"""The keys of a round: what the footer shows of them, and what help says."""

from __future__ import annotations

from collections.abc import Sequence

from weakspot.ui.widgets.frame import Key

KEYS = (
    ("1-9", "answer; where there is more to give: pick, place, pair or send there"),
    ("0", "I don't know: better than a guess, and never worse for you"),
    ("↑ ↓  Space", "move; pick, mark or pick up"),
    ("Enter", "submit, then go on"),
    ("Backspace", "take out, go back"),
    ("J K", "one step down or up, where steps are put in order"),
    ("h", "hint"),
    ("s", "skip: no answer, not again in this round"),
    ("u", "undo: take back the last move, then the last answer"),
    ("f", "flag this question"),
    ("m", "after the verdict: not for me; again: nor its topic; again: both are back"),
    ("e", "after the verdict: why it was asked, how it went before, the whole source"),
    ("E", "after the verdict: this question in your editor ($VISUAL or $EDITOR), at its line"),
    ("!", "after the verdict: dispute it, so that it does not count; again: it counts"),
    ("o", "the case, whole"),
    ("n", "after the verdict: the lesson at this topic"),
    ("Esc", "leave; Enter on the first screen goes on here"),
    ("In a field", "F1 help, F2 hint, F3 skip, F4 flag, F5 undo, F6 submit, F7 your editor, F8 I don't know"),
    ("", "Esc leaves the field, so that letters are commands; Enter goes back"),
)

MOVE = "↑↓"
"""The arrows where they only move a cursor: known everywhere, so the first to go where there is no room."""


LATER = (
    Key("e", "details", "details"),
    Key("m", "not for me", "mute"),
    Key("!", "dispute", "dispute"),
    Key("E", "edit", "edit"),
)
"""Keys below a verdict that are shown where there is room."""


def answered_keys() -> list[Key]:
    """The footer below a verdict."""
    undo, lesson, flag = Key("u", "undo", "undo"), Key("n", "lesson", "lesson"), Key("f", "flag", "flag")
    return [Key("Enter", "next", "next"), undo, lesson, flag, *ending(False), *LATER]


def asked_keys(own: Sequence[Key], in_field: bool, has_hint: bool, has_undo: bool) -> list[Key]:
    """The footer below a question; in a field, letters are text and the function keys stand in."""
    moves = [key for key in own if key.label == MOVE and key.word == "move"]
    keys = [key for key in own if key not in moves]
    keys.append(Key("F8" if in_field else "0", "don't know", "unknown"))
    if has_hint:
        keys.append(Key("F2" if in_field else "h", "hint", "hint"))
    keys.append(Key("F3" if in_field else "s", "skip", "skip"))
    if has_undo:
        keys.append(Key("F5" if in_field else "u", "undo", "undo"))
    last = [key for key in ending(in_field) if key.label not in {one.label for one in own}]
    return [*keys, *last, Key("F4" if in_field else "f", "flag", "flag"), *moves]


def ending(in_field: bool) -> list[Key]:
    """The keys at the end of every footer."""
    if in_field:
        return [Key("F1", "help", "help"), Key("Esc", "commands", "do('leave')")]
    return [Key("?", "help", "help"), Key("Esc", "leave", "leave")]
