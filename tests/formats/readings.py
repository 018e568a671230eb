"""What a text of another program reads as, for the tests."""

from typing import Any

from weakspot.formats.cards import ask_cards
from weakspot.formats.detection import read_text


def read(text: str, way: str | None = None) -> list[dict[str, Any]]:
    """The questions of a text, in its order; fails if anything was left out."""
    _, reading = read_text(text)
    drafts, left = ask_cards(reading.items, way)
    assert [*reading.left, *left] == []
    return [draft.fields for draft in drafts]


def read_one(text: str) -> dict[str, Any]:
    """The one question of a text."""
    (fields,) = read(text)
    return fields


def left_out(text: str) -> list[tuple[int, str]]:
    """The lines of what was left out of a text, and why."""
    _, reading = read_text(text)
    return [(left.line, left.why) for left in reading.left]


def topics(text: str) -> list[str]:
    """The topic of each question of a text."""
    return [item.topic for item in read_text(text)[1].items]


def choice(prompt: str, *texts: str, right: int = 0) -> dict[str, Any]:
    """A question with these options."""
    options = [
        {"text": text, "right": True} if at == right else {"text": text}
        for at, text in enumerate(texts)
    ]
    return {"kind": "choice", "prompt": prompt, "options": options}


def typed(prompt: str, *accept: str) -> dict[str, Any]:
    """A question with one gap."""
    return {"kind": "typed", "prompt": prompt, "gaps": [{"accept": list(accept)}]}
