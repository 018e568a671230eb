"""The keys of a round: what the footer shows of them, and what help says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from weakspot.engine.values import CONFIDENCE
from weakspot.ui.widgets.frame import EDIT, FLAG, HELP, MUTE, READ, TOPIC, Key

IN_FIELD = (
    ("", "F9 F10 F11, or Alt with z x c, say how sure you are; F12 opens the case"),
    ("", "Esc leaves the field, so that letters are commands; Enter goes back"),
)
TAKE_OUT = ("Backspace", "take out, go back")
STEP = ("J K", "one step down or up, where steps are put in order")
KEYS = (
    ("1-9", "answer; where there is more to give: pick, place, pair or send there"),
    ("0", "I don't know: better than a guess, and never worse for you"),
    ("↑ ↓  Space", "move; pick, mark or pick up"),
    ("Enter", "submit, then go on"),
    ("z x c", "submit and say how sure you are, guess, think or sure: where the settings ask for it"),
    TAKE_OUT,
    STEP,
    ("h", "hint"),
    ("s", "skip: no answer, not again in this round"),
    ("u", "undo: take back the last move, then the last answer"),
    ("f", "flag this question"),
    ("m", "after the verdict: not for me; again: nor its topic; again: both are back"),
    ("e", "after the verdict: why it was asked, how it went before, its source with the link"),
    ("E", "after the verdict: this question in your editor ($VISUAL or $EDITOR), at its line"),
    ("!", "after the verdict: dispute it, so that it does not count; again: it counts"),
    ("o", "the case, whole"),
    ("n", "after the verdict: the lesson at this topic"),
    ("i", "after the verdict: how this topic stands, and why"),
    ("Esc", "leave; Enter on the first screen goes on here"),
    ("In a field", "F1 help, F2 hint, F3 skip, F4 flag, F5 undo, F6 submit, F7 your editor, F8 I don't know"),
    *IN_FIELD,
)

LEAD = 2
"""Of an answer's own keys, those without which it cannot be given: they stand first."""
SURE_LEAD = LEAD + len(CONFIDENCE)
"""The same where there are keys that also say how sure the player is."""

LATER = (Key("e", "details", "details"), TOPIC, MUTE, Key("!", "dispute", "dispute"), EDIT)
"""Keys below a verdict that are shown where there is room."""

UNKNOWN = Key("0", "don't know", "unknown")
UNDO = Key("u", "undo", "undo")
FUNCTION_KEYS = {
    "?": "F1", "h": "F2", "s": "F3", "f": "F4", "u": "F5", "v": "F6", "0": "F8", "z": "F9", "x": "F10",
    "c": "F11", "o": "F12",
}  # fmt: skip
"""What stands in for a letter in a field, where letters are text."""


def in_place(keys: Sequence[Key], in_field: bool) -> list[Key]:
    """The keys as they are written there."""
    return [replace(key, label=FUNCTION_KEYS.get(key.label, key.label)) if in_field else key for key in keys]


def answered_keys(case: Sequence[Key], is_last: bool) -> list[Key]:
    """The footer below a verdict; `case` opens the case, if there is one. The last leads to the results."""
    return [
        Key("Enter", "results" if is_last else "next", "next"),
        UNDO,
        *case,
        READ,
        FLAG,
        *ending(False),
        *LATER,
    ]


def with_sure(own: Sequence[Key]) -> list[Key]:
    """The answer's own keys, and after that which submits those that also say how sure one is."""
    sure = [Key(label, word, f"submit_as('{word}')") for label, word in CONFIDENCE.items()]
    first = [key for at, key in enumerate(own) if at == 0 or key.word == "submit"]
    return [*first, *sure, *(key for key in own if key not in first)]


def asked_keys(own: Sequence[Key], in_field: bool, lead: int, has_hint: bool, has_undo: bool) -> list[Key]:
    """The footer below a question; the first `lead` of the answer's own keys stand before ours."""
    hint, undo = [Key("h", "hint", "hint")] * has_hint, [UNDO] * has_undo
    last = [key for key in ending(in_field) if key.label not in {one.label for one in own}]
    keys = [*own[:lead], UNKNOWN, *hint, Key("s", "skip", "skip"), *undo, *own[lead:], *last, FLAG]
    return in_place(keys, in_field)


EXAM_KEYS = (
    ("1-9", "answer: pick, place, pair or send there; it can be changed until you hand in"),
    ("↑ ↓  Space", "move; pick, mark or pick up"),
    ("Enter", "pick what the bar is on, if it is, and on to the next question"),
    TAKE_OUT,
    STEP,
    ("0", "I don't know: better than a guess, and never worse for you"),
    ("← →  PgUp PgDn", "the question before, the next one; in a field only PgUp PgDn"),
    ("g", "go to a question by its number"),
    ("f", "flag it, to come back to"),
    ("v", "look over what is open, and hand in"),
    ("u", "take back what you gave"),
    ("o", "the case, whole"),
    ("Esc", "leave; the clock stands, and Enter on the first screen goes on here"),
    ("z x c", "go on and say how sure you are, guess, think or sure: where the settings ask for it"),
    ("In a field", "F1 help, F3 skip, F4 flag, F5 take back, F6 look over, F8 I don't know"),
    *IN_FIELD,
)


def exam_keys(own: Sequence[Key], in_field: bool, lead: int, case: Sequence[Key]) -> list[Key]:
    """The footer below a question of an exam; the first `lead` of the answer's own keys stand before ours.

    `case` opens the case, if there is one.
    """
    keys = [key for key in own if key.label != "↑↓"]
    look, mark = Key("v", "review", "look_over"), Key("f", "flag", "mark")
    if in_field:
        ours, last = [Key("s", "skip", "step(1)"), look, mark], [UNKNOWN]
    else:
        ours, last = [Key("←→", "question", "step(1)"), look, mark, UNKNOWN, Key("g", "go to", "go_to")], []
    return in_place([*keys[:lead], *case, *ours, *ending(in_field), *keys[lead:], *last], in_field)


def ending(in_field: bool) -> list[Key]:
    """The keys at the end of every footer."""
    if in_field:
        return [HELP, Key("Esc", "leave field", "do('leave')")]
    return [HELP, Key("Esc", "leave", "leave")]
