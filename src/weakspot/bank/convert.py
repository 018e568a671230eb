"""Plain values -> a Bank, or every fault of its shape, in an author's words."""

import typing
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from weakspot.bank.defect import MOST, shorten
from weakspot.bank.model import Bank
from weakspot.bank.syntax import QUOTE
from weakspot.bank.walk import REFUSED
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.every import KINDS, AnyQuestion
from weakspot.engine.values import Fault, Trail

_NAMES: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    float | str: "a number or text",
}
MOST_NAMED = 4
"""How many fields a message names."""

NEAR = 0.65
"""How like a name has to be for it to have been meant, as difflib measures it."""

Conversion = tuple[Bank | None, tuple[tuple[int, AnyQuestion], ...], list[Fault]]
"""What became of a file's value: a bank if there is no fault, and the questions that have none, by index."""


def convert(value: Any, is_refused: bool = False) -> Conversion:
    """Turn a file's plain value into a bank; with faults in the order of the file's fields, at most 200.

    Bare texts in the value are spelled out. Where something in it `is_refused`, that has been told.
    """
    spell_out(value)
    try:
        bank = msgspec.convert(value, Bank)
    except msgspec.ValidationError as error:  # it stops at its first: find them all
        return _explain(value, str(error), is_refused)
    return bank, tuple(enumerate(bank.questions)), []


def guess(name: object, known: typing.Iterable[str]) -> str | None:
    """A hint at the name that was meant, if one is near."""
    from difflib import get_close_matches  # late: needed for mistakes only

    near = get_close_matches(str(name)[:60], list(known), n=1, cutoff=NEAR)
    return f"did you mean `{near[0]}`?" if near else None


def choices(known: typing.Collection[str], name: object = "") -> str:
    """A hint at what there is: the one that was meant by `name` if one is near, else all."""
    return guess(name, known) or f"one of: {', '.join(known)}"


def _explain(value: Any, first: str, is_refused: bool) -> Conversion:
    faults = list(islice(_at(value, Bank, ()), MOST))
    questions = []
    bad = {fault.path[1] for fault in faults if len(fault.path) > 1 and fault.path[0] == "questions"}
    for index, item in enumerate(questions_in(value)):
        if index not in bad:
            with suppress(msgspec.ValidationError):  # it holds what was refused
                questions.append((index, msgspec.convert(item, AnyQuestion)))
    if not faults and not is_refused:
        faults = [Fault("type", first)]
    return None, tuple(questions), faults


def _at(value: Any, due: Any, path: Trail) -> Iterator[Fault]:
    """Where a value is not of the type that is due, field by field."""
    origin, args = typing.get_origin(due), typing.get_args(due)
    if value is REFUSED or (value is None and type(None) in args):
        return
    if due in _NAMES:
        try:
            msgspec.convert(value, due)
        except msgspec.ValidationError:
            yield _wrong(value, _NAMES[due], path, _hint(value, due))
    elif due == AnyQuestion:
        yield from _question(value, path)
    elif type(None) in args:
        yield from _at(value, args[0], path)
    elif origin is tuple:
        yield from _items(value, args[0], path)
    elif origin is dict:
        yield from _mapping(value, args[1], path)
    else:
        yield from _fields(value, due, path)


def _items(value: Any, due: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _wrong(value, "a list", path, "begin each item with `- `")
        return
    for index, inner in enumerate(value):
        yield from _at(inner, due, (*path, index))


def _mapping(value: Any, due: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _wrong(value, "a mapping of names to values", path)
        return
    for name, inner in value.items():
        yield from _at(inner, due, (*path, name))


def _question(value: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _wrong(value, "a question", path)
        return
    kind = value.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        yield from _fields(value, KINDS[kind], path)
    elif kind is not REFUSED:
        if "kind" in value:
            yield Fault("kind", f"no such kind: {shorten(kind)}", (*path, "kind"), choices(KINDS, kind))
        else:
            yield Fault("missing-field", "the field `kind` is missing", path, choices(KINDS))
        yield from _fields(value, Question, path, strict=False)


def _fields(value: Any, struct: Any, path: Trail, strict: bool = True) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    if not isinstance(value, dict):
        told = ", ".join(list(fields)[:MOST_NAMED]) + (", …" if len(fields) > MOST_NAMED else "")
        needed = [f"{name}: …" for name, field in fields.items() if field.required]
        hint = f"write `{{{', '.join(needed)}}}`" if 0 < len(needed) < 3 else None
        if needed == ["text: …"]:  # a text alone would do
            hint = f"{QUOTE}, or {hint}"
        yield _wrong(value, f"a mapping ({told})", path, hint)
        return
    for name, field in fields.items():
        if field.required and name not in value:
            yield Fault("missing-field", f"the field `{name}` is missing", path)
    absent = [name for name in fields if name not in value]
    besides = f"still possible here: {', '.join(absent)}" if absent else None
    if "text" in absent:
        besides = f"{QUOTE}, or put it under `text`"
    for name, inner in value.items():
        if name in fields:
            yield from _at(inner, fields[name].type, (*path, name))
        elif strict and name != struct.__struct_config__.tag_field:
            hint = guess(name, absent) or (QUOTE if " " in name or inner is None else besides)
            yield Fault("unknown-field", f"unknown field `{shorten(name)}`", (*path, name), hint, key=True)


def _wrong(value: Any, due: str, path: Trail, hint: str | None = None) -> Fault:
    return Fault("type", f"{_told(value)} where {due} is due", path, hint)


def _hint(value: Any, due: Any) -> str | None:
    if due is str:
        return f"{QUOTE}, or write it" if value is None else QUOTE
    if due is bool:
        return "write true or false" + (", without quotes" if isinstance(value, str) else "")
    if isinstance(value, str):
        return "write the number without quotes" if value.strip().lstrip("+-").isdigit() else None
    return None


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {shorten(value)}"
    if isinstance(value, str):
        return f"the text “{shorten(value)}”"
    return "a list" if isinstance(value, list) else "a mapping"


# Bare texts: where an option, line or item is due, `text` stands for `{text: …}`


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
