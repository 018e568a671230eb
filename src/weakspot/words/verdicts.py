"""Verdicts and mix-ups in words."""

CLEARING_NOTE = (
    "A right answer where the same mix-up is on offer, or to the same idea reworded, "
    "clears it."
)


def verdict_words(score: float, note: str | None, unknown: bool) -> str:
    """A verdict in a few kind words, with its `note`; `unknown` where the player said
    “I don't know”.
    """
    if score >= 1:
        return f"Right · {note}" if note else "Right"
    if unknown and score <= 0:
        return "Not known yet"
    word = "Partly" if score > 0 else "Missed"
    return f"{word}: {note}" if note else word
