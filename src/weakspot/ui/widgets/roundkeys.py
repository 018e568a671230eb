"""The keys of a round: what the footer shows of them, and what help says."""

from __future__ import annotations

from collections.abc import Sequence

from weakspot.engine.values import CONFIDENCE
from weakspot.ui.widgets.foot import HELP, Key

IN_FIELD = (
    ("", "F9 F10 F11, or Alt with z x c, say how sure you are; F12 opens the case"),
    ("", "Esc leaves the field, so that letters are commands; Enter goes back"),
)
KEYS = (
    ("1-9", "answer; where there is more to give: pick, place, pair or send there"),
    ("0", "I don't know: better than a guess, and never worse for you"),
    ("↑ ↓  Space", "move; pick, mark or pick up"),
    ("Enter", "submit, then go on"),
    ("z x c", "submit and say how sure you are, guess, think or sure: where the settings ask for it"),
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
    ("i", "after the verdict: how this topic stands, and why"),
    ("Esc", "leave; Enter on the first screen goes on here"),
    ("In a field", "F1 help, F2 hint, F3 skip, F4 flag, F5 undo, F6 submit, F7 your editor, F8 I don't know"),
    *IN_FIELD,
)

LEAD = 2
"""Of an answer's own keys, those without which it cannot be given: they stand first."""
SURE_LEAD = LEAD + len(CONFIDENCE)
"""The same where there are keys that also say how sure the player is."""

LATER = (
    Key("i", "topic", "topic"),
    Key("e", "details", "details"),
    Key("m", "not for me", "mute"),
    Key("!", "dispute", "dispute"),
    Key("E", "edit", "edit"),
)
"""Keys below a verdict that are shown where there is room."""


def answered_keys(case: Sequence[Key] = ()) -> list[Key]:
    """The footer below a verdict; `case` opens the case, if there is one."""
    undo, lesson, flag = Key("u", "undo", "undo"), Key("n", "lesson", "lesson"), Key("f", "flag", "flag")
    return [Key("Enter", "next", "next"), undo, *case, lesson, flag, *ending(False), *LATER]


def with_sure(own: Sequence[Key], in_field: bool) -> list[Key]:
    """The answer's own keys, and after that which submits those that also say how sure one is."""
    labels = ("F9", "F10", "F11") if in_field else CONFIDENCE
    sure = [
        Key(label, word, f"submit_as('{word}')")
        for label, word in zip(labels, CONFIDENCE.values(), strict=True)
    ]
    first = [key for at, key in enumerate(own) if at == 0 or key.word == "submit"]
    return [*first, *sure, *(key for key in own if key not in first)]


def asked_keys(own: Sequence[Key], in_field: bool, lead: int, has_hint: bool, has_undo: bool) -> list[Key]:
    """The footer below a question; the first `lead` of the answer's own keys stand before ours.

    In a field, letters are text and the function keys stand in.
    """
    keys = list(own[:lead])
    keys.append(Key("F8" if in_field else "0", "don't know", "unknown"))
    if has_hint:
        keys.append(Key("F2" if in_field else "h", "hint", "hint"))
    keys.append(Key("F3" if in_field else "s", "skip", "skip"))
    if has_undo:
        keys.append(Key("F5" if in_field else "u", "undo", "undo"))
    last = [key for key in ending(in_field) if key.label not in {one.label for one in own}]
    return [*keys, *own[lead:], *last, Key("F4" if in_field else "f", "flag", "flag")]


EXAM_KEYS = (
    ("1-9", "answer: pick, place, pair or send there; it can be changed until you hand in"),
    ("↑ ↓  Space", "move; pick, mark or pick up"),
    ("Enter", "pick what the bar is on, if it is, and on to the next question"),
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


def exam_keys(own: Sequence[Key], in_field: bool, lead: int, case: Sequence[Key] = ()) -> list[Key]:
    """The footer below a question of an exam; the first `lead` of the answer's own keys stand before ours.

    `case` opens the case, if there is one.
    """
    keys = [key for key in own if key.label != "↑↓"]
    unknown = Key("F8" if in_field else "0", "don't know", "unknown")
    if in_field:
        ours = [Key("F3", "skip", "step(1)"), Key("F6", "review", "look_over"), Key("F4", "flag", "mark")]
    else:
        ours = [Key("←→", "question", "step(1)"), Key("v", "review", "look_over"), Key("f", "flag", "mark")]
        ours += [unknown, Key("g", "go to", "go_to")]
    return [*keys[:lead], *case, *ours, *ending(in_field), *keys[lead:], *([unknown] if in_field else [])]


def ending(in_field: bool) -> list[Key]:
    """The keys at the end of every footer."""
    if in_field:
        return [Key("F1", "help", "help"), Key("Esc", "leave field", "do('leave')")]
    return [HELP, Key("Esc", "leave", "leave")]
