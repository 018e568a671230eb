"""Bare texts spelled out: where an option, line or item is due, `text` stands for `{text: …}`."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any, NamedTuple

import msgspec

from weakspot.engine.kinds.every import KINDS


class _List(NamedTuple):
    field: str
    struct: Any
    bare: bool


def spelled_out(value: Any) -> Any:
    """A file's plain value with each bare text spelled out in its questions; a copy where there are any."""
    items = value.get("questions") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return value
    spelled = [_question(item) for item in items]
    changed = any(new is not old for new, old in zip(spelled, items, strict=True))
    return {**value, "questions": spelled} if changed else value


def may_be_bare(struct: Any) -> bool:
    """Whether a text alone can stand for this Struct: all but its `text` can be left out."""
    fields = msgspec.structs.fields(struct)
    return any(field.name == "text" for field in fields) and not any(
        field.required for field in fields if field.name != "text"
    )


def _question(item: Any) -> Any:
    kind = item.get("kind") if isinstance(item, dict) else None
    return _fields(item, KINDS[kind]) if isinstance(kind, str) and kind in KINDS else item


def _fields(value: dict[str, Any], struct: Any) -> dict[str, Any]:
    spelled = value
    for field, inner, bare in _lists(struct):
        items = value.get(field)
        if not isinstance(items, list):
            continue
        new = [_item(item, inner, bare) for item in items]
        if any(one is not other for one, other in zip(new, items, strict=True)):
            spelled = {**spelled, field: new}
    return spelled


def _item(item: Any, struct: Any, bare: bool) -> Any:
    if bare and isinstance(item, str):
        return {"text": item}
    return _fields(item, struct) if isinstance(item, dict) and _lists(struct) else item


@cache
def _lists(struct: Any) -> tuple[_List, ...]:
    """The fields of a Struct that are lists of Structs in which a bare text can stand, at some depth."""
    found = []
    for field in msgspec.structs.fields(struct):
        args = typing.get_args(field.type)
        inner = args[0] if args and typing.get_origin(field.type) is tuple else None
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            bare = may_be_bare(inner)
            if bare or _lists(inner):
                found.append(_List(field.name, inner, bare))
    return tuple(found)
