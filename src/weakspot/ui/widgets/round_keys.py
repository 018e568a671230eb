"""The keys of a round and of an exam: those the footer shows, and those help
explains.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from weakspot.engine.session import Session
from weakspot.engine.values import CONFIDENCE
from weakspot.ui.widgets.keys import EDIT, FLAG, HELP, MUTE, READ, TOPIC, Key

DETAILS = Key(
    "e",
    "details",
    "details",
    about="why it was asked, how it went before, its source with the link",
)
DISPUTE = Key(
    "!",
    "dispute",
    "dispute",
    about="dispute it, so that it does not count; again: it counts",
)
SURE_IN_FIELD = Key("", "F9 F10 F11, or Alt with z x c, say how sure you are")
LEFT_FIELD = "Esc leaves the field, so that letters are commands; Enter goes back"
TAKE_OUT = Key("Backspace", "take out, go back")
UNKNOWN = Key(
    "0",
    "don't know",
    "unknown",
    "0,f8",
    "I don't know: better than a guess, and never worse for you",
)
HINT = Key("h", "hint", "hint", "h,f2")
CASE = Key("o", "case", "case", "o,f12", "the whole case")
SKIP = Key("s", "skip", "skip", "s,f3", "skip: no answer, not again in this round")
UNDO = Key(
    "u", "undo", "undo", "u,f5", "undo: take back the last move, then the last answer"
)
LOOK_OVER = Key(
    "v", "review", "look_over", "v,f6", "look over what is open, and hand in"
)
SAYING_SURE = ("submit as a guess", "submit as what you think", "submit as sure")
SURE = tuple(
    Key(letter, word, f"submit_as('{word}')", f"{letter},f{number},alt+{letter}", about)
    for number, (letter, word), about in zip(
        range(9, 12), CONFIDENCE.items(), SAYING_SURE, strict=True
    )
)
STEP = Key("J K", "one step down or up, where steps are put in order")
KEYS = (
    Key("1-9", "answer; or pick, place, pair, move: the footer says which"),
    UNKNOWN,
    Key("↑ ↓  Space", "move; pick, mark or pick up"),
    Key("Enter", "submit, then go on", "next"),
    *(HINT, SKIP, UNDO, FLAG),
    TAKE_OUT,
    STEP,
    *SURE,
    CASE,
    *(
        replace(key, action=f"after('{key.action}')")
        for key in (MUTE, DETAILS, EDIT, DISPUTE, READ, TOPIC)
    ),
    Key("Esc", "leave; Enter on the first screen goes on here", "leave", "escape,q"),
    Key(
        "In a field",
        (
            "F1 help, F2 hint, F3 skip, F4 flag, F5 undo, F6 submit, F7 editor, F8 I "
            "don't know, F12 the case"
        ),
    ),
    SURE_IN_FIELD,
    Key("", f"{LEFT_FIELD}, Space submits an essay"),
)

VERDICT_KEYS = (
    Key("Enter", "the next question; after the last one, the results"),
    *(DETAILS, READ, TOPIC),
    replace(
        UNDO, about="undo: the question is asked again, but you have seen its answer"
    ),
    *(FLAG, MUTE, DISPUTE, EDIT, CASE),
    Key("↑ ↓", "scroll"),
    Key("Esc", "leave; Enter on the first screen goes on here"),
)
"""The keys that help explains below a verdict."""

LEAD = 2
"""The number of an answer's own keys that are needed to give it: they come first in the
footer.
"""


def label_keys(keys: Sequence[Key], in_field: bool) -> list[Key]:
    """Label the keys: in a field, where letters are text, by their function keys if
    they have one.
    """
    return [
        replace(key, label=key.function_key or key.label) if in_field else key
        for key in keys
    ]


def verdict_footer(case: Sequence[Key], is_last: bool) -> list[Key]:
    """The footer's keys below a verdict; `case` opens the case, if there is one."""
    on = Key("Enter", "results" if is_last else "next", "next")
    return [
        on,
        UNDO,
        *case,
        READ,
        FLAG,
        *last_keys(False),
        DETAILS,
        TOPIC,
        MUTE,
        DISPUTE,
        EDIT,
    ]


def split_answer_keys(
    own: Sequence[Key], sure: Sequence[Key]
) -> tuple[list[Key], list[Key]]:
    """Split an answer's own keys into those that come first in the footer, and the
    others.

    The keys that say how `sure` the player is, if that is asked, come after the one
    that submits.
    """
    first = (
        [key for at, key in enumerate(own) if at == 0 or key.word == "submit"]
        if sure
        else own[:LEAD]
    )
    return [*first, *sure], [key for key in own if key not in first]


def sure_key(sure: Sequence[Key], in_field: bool) -> Key:
    """One key that stands for the three keys of `sure`, with the player's labels, if
    there is little room.
    """
    labels = [key.label for key in sure]
    return Key(
        f"{labels[0]}-{labels[-1]}" if in_field else " ".join(labels), "sure?", "help"
    )


def question_footer(
    first: Sequence[Key],
    others: Sequence[Key],
    in_field: bool,
    has_hint: bool,
    session: Session,
) -> list[Key]:
    """The footer's keys below a question; `first` and `others` are the answer's own."""
    hint = [HINT] if has_hint else []
    undo = [UNDO] if session.outcomes else []
    last = last_keys(in_field, (*first, *others))
    keys = [*first, UNKNOWN, *hint, SKIP, *undo, *others, *last, FLAG]
    if session.draft is not None and not undo:
        keys.append(UNDO)  # at the end, where it moves no other key
    return label_keys(keys, in_field)


EXAM_KEYS = (
    Key(
        "1-9",
        "answer: pick, place, pair or send there; it can be changed until you hand in",
    ),
    Key("↑ ↓  Space", "move; pick, mark or pick up"),
    Key(
        "Enter",
        "pick the option under the bar, if any, and go to the next question",
        "next",
    ),
    TAKE_OUT,
    STEP,
    UNKNOWN,
    Key(
        "← →",
        (
            "the question before, the next one; not in a field; PgUp PgDn too, at "
            "the page's ends"
        ),
    ),
    replace(SKIP, about="the next question; this one stays as it is"),
    Key("g", "go to a question by its number", "go_to"),
    replace(FLAG, about="flag it, to come back to"),
    LOOK_OVER,
    replace(UNDO, about="take back what you gave"),
    CASE,
    Key(
        "Esc",
        "leave; the clock stops, and Enter on the first screen goes on here",
        "leave",
        "escape,q",
    ),
    *SURE,
    Key(
        "In a field",
        (
            "F1 help, F3 skip, F4 flag, F5 take back, F6 look over, F8 I don't know, "
            "F12 the case"
        ),
    ),
    SURE_IN_FIELD,
    Key("", LEFT_FIELD),
)


def exam_footer(
    first: Sequence[Key], others: Sequence[Key], in_field: bool
) -> list[Key]:
    """The footer's keys below a question of an exam; `first` and `others` are the
    answer's own.
    """
    first, others = (
        [*first, LOOK_OVER, FLAG],
        [*last_keys(in_field, (*first, *others)), *others],
    )
    if in_field:
        keys = [*first, SKIP, *others, UNKNOWN, UNDO]
    else:
        turn, go_to = Key("←→", "question", "step(1)"), Key("g", "go to", "go_to")
        keys = [*first, turn, UNKNOWN, go_to, *others, UNDO]
    return label_keys(keys, in_field)


def last_keys(in_field: bool, own: Sequence[Key] = ()) -> list[Key]:
    """The last keys of every footer, but for those that an answer has as its `own`."""
    leave = (
        Key("Esc", "leave field", "do('leave')")
        if in_field
        else Key("Esc", "leave", "leave")
    )
    taken = {key.label for key in own}
    return [key for key in (HELP, leave) if key.label not in taken]
