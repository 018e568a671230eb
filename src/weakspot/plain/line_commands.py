"""The commands of line mode: the help on them, and recognizing one in a line."""

ASIDE_HELP = (
    "Of the last answer: :f flag, again: no longer · :m not for me; :m again: nor its "
    "topic; again: both are back · :e why it was asked, its history and source · "
    ":n its topic's lesson · :d WHY disputes it, so that it does not count; :d again: "
    "it counts · :E opens it in your editor",
    ":* points, streak and best rounds · :M what is muted; :M 2 asks number 2 again · "
    ":S the sections; :S 2 switches number 2 off, :S 2 again on",
)
"""The help on what `is_aside`."""
HELP = (
    "Answer with the number of an option, or several: 1 3. "
    "Where things are paired, sorted or put in order, a number for each in the order "
    "shown: 2 1 3. A decision takes two. 0 means: I don't know.",
    "h or :h hint · s or :s skip · u or :u undo",
    *ASIDE_HELP,
    "? or :? this help · q or :q keep and quit",
)
TEXT_HELP = (
    "Type words or a number; with several gaps, one a line, an empty line leaves one "
    "out. A longer answer ends with a dot or an empty line.",
    "Here 0 and letters are text. :0 means: I don't know. :h hint · :s skip · "
    ":u undo · :? this help · :q keep and quit",
    *ASIDE_HELP,
)
TICK_HELP = (
    "Type the numbers of the points that your answer has: 1 3. 0 means: none of them. "
    ":0 means: I don't know. :u goes back to the text."
)

TEXT_COMMANDS = (
    "Commands begin with a colon here: :0 means I don't know, :? lists them."
)
"""Shown before the first line is read if lines are text."""

HOW_SURE = (
    "How sure are you? :z guess · :x think · :c sure, on a line of its own before your "
    "answer."
)
"""Shown with each question that asks for confidence."""


def help_lines(is_text: bool, ticks: bool, asks_confidence: bool) -> tuple[str, ...]:
    """The help on what to type, for text, numbers or `ticks`, and on confidence if it
    is asked for.
    """
    first, *others = TEXT_HELP if is_text else HELP
    first = TICK_HELP if ticks else first
    if asks_confidence:
        others.insert(0, HOW_SURE)
    return (first, *others)


def command_of(line: str, is_text: bool) -> str:
    """The command in a line, without its colon; empty if the line is an answer."""
    if line.startswith(":"):
        return line[1:].strip() or ":"
    return "" if is_text or line[:1].isdecimal() else line


def is_aside(command: str) -> bool:
    """True for a command that moves no round on: it is obeyed at the results, too."""
    return command in ("e", "E", "f", "m", "n", "*") or command.partition(" ")[0] in (
        "d",
        "M",
        "S",
    )
