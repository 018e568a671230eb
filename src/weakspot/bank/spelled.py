"""Bare texts spelled out: where an option, line or item is due, `text` stands for `{text: …}`."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any

import msgspec

from weakspot.engine.kinds.every import KINDS


def questions_in(value: Any) -> list[Any]:
    """What stands under `questions` in a file's plain value; nothing where that is no list."""
    items = value.get("questions") if isinstance(value, dict) else None
    return items if isinstance(items, list) else []


def spell_out(value: Any) -> None:
    """Put the mapping it stands for in the place of each bare text in the questions of a file's value."""
    for item in questions_in(value):
        kind = item.get("kind") if isinstance(item, dict) else None
        if isinstance(kind, str) and kind in KINDS:
            _spell_fields(item, KINDS[kind])


def _spell_fields(value: dict[str, Any], struct: Any) -> None:
    for field, inner, bare in _lists(struct):
        items = value.get(field)
        if not isinstance(items, list):
            continue
        for at, item in enumerate(items):
            if isinstance(item, dict):
                _spell_fields(item, inner)
            elif bare and isinstance(item, str):
                items[at] = {"text": item}


@cache
def _lists(struct: Any) -> list[tuple[str, Any, bool]]:
    """The fields of a Struct that are lists of Structs, and whether a text alone can stand for one of these:
    where all but its `text` can be left out.
    """
    found = []
    for field in msgspec.structs.fields(struct):
        inner = (*typing.get_args(field.type), None)[0]
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            needed = [one.name for one in msgspec.structs.fields(inner) if one.required]
            found.append((field.name, inner, needed == ["text"]))
    return found
