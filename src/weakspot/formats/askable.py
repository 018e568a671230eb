"""Whether imported questions can be asked: by the rules of banks."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from weakspot.bank.convert import convert
from weakspot.bank.tree import MAX_TEXT
from weakspot.bank.validity import find_faults
from weakspot.formats.drafts import Draft, Fields, LeftOut

_UNREAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef]"
)


def check_drafts(drafts: Iterable[Draft]) -> tuple[list[Draft], list[LeftOut]]:
    """The questions that can be asked, and the others with the reason."""
    sound, left = [], []
    for draft in drafts:
        fault = find_fault(draft.fields, draft.declared)
        if fault:
            left.append(LeftOut(draft.line, draft.prompt, fault))
        else:
            sound.append(draft)
    return sound, left


def find_fault(fields: Fields, declared: Mapping[str, Any] | None = None) -> str:
    """Why a question cannot be asked in a bank that declares these misconceptions and
    cases; empty if it can.
    """
    unread = next(filter(None, map(find_unread, _texts(fields))), "")
    if unread:
        return unread
    if not str(fields.get("prompt", "")).strip():
        return "nothing is asked"
    value = {
        **{"section": "x", "title": "x", "topics": {"x": {"title": "x"}}},
        **(declared or {}),
        "questions": [complete(fields)],
    }
    _, questions, faults = convert(value)
    return next(
        (each.message for each in (*faults, *find_faults(value, questions))), ""
    )


def find_unread(text: str) -> str:
    """Why a text cannot stand in a bank; empty if it can."""
    unread = _UNREAD.search(text)
    if unread and unread[0] == "\ufffd":
        return "a sign that could not be read; save the file as UTF-8"
    if unread:
        return f"a sign that no text has, U+{ord(unread[0]):04X}"
    if len(text) > MAX_TEXT:
        return f"a text of {len(text):,} characters, more than {MAX_TEXT:,}"
    return ""


def complete(fields: Fields) -> Fields:
    """A question in the full form, for one with an id and a topic of no meaning."""
    full = deepcopy({"id": "x", "topic": "x", **fields})
    if full.get("kind") == "open":
        full.setdefault("rubric", [full.get("answer", "")])
    return full


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
