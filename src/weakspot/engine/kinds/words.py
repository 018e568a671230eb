"""The kinds of question by name: in a bank, and where a player reads of them."""

KIND_WORDS = {
    "choice": "one right",
    "multi": "several right",
    "truefalse": "true or false",
    "typed": "fill the gaps",
    "number": "number",
    "match": "pairing",
    "sort": "sorting",
    "order": "ordering",
    "lines": "faulty lines",
    "decision": "decision",
    "open": "written",
}


def kind_words(kind: str) -> str:
    """The kind as a player would call it; what is no kind of question keeps its name."""
    return KIND_WORDS.get(kind, kind)
