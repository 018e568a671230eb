"""Conversion of plain values into a Bank, or into every fault of their shape, in an
author's words.
"""

import typing
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from weakspot.bank.faults import MAX_FAULTS, shorten
from weakspot.bank.model import AnyQuestion, Bank
from weakspot.bank.syntax import QUOTE
from weakspot.bank.tree import REJECTED
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.values import Fault, Trail

NUMBER = "write a number, without quotes"
ONE_LINE = "write `question: answer`, or a block with `prompt` and `answer`"
_SHORT_FIELDS = {
    "gaps": "add it, or `answer`, or write gaps into the prompt: {one|other}",
    "options": "add it, or `answer` and `wrong`",
    "categories": "add it, or `sort: {category: [item, item]}`",
    "questions": f"add it, and below it each question: {ONE_LINE}",
}
"""The hints of missing fields for which there is a short form."""
_TYPES: dict[Any, tuple[str, str | None]] = {
    str: ("text", QUOTE),
    int: ("a whole number", NUMBER),
    float: ("a number", NUMBER),
    bool: ("true or false", "write true or false, without quotes"),
    float | str: ("a number or text", None),
}
"""The name of a type in a message, and the hint."""
MAX_COMPARED = 300
"""The most known names that are compared with a wrong one,
which limits the time for a bank with thousands.
"""
MIN_SIMILARITY = 0.65
"""The least similarity, by difflib, of a name that is suggested."""

Conversion = tuple[Bank | None, tuple[tuple[int, AnyQuestion], ...], list[Fault]]
"""A bank if there is no fault, the questions that have none, by index,
and the faults.
"""


def convert(value: Any, has_rejected: bool = False) -> Conversion:
    """Convert a file's plain value into a bank; faults are in the order of the file's
    fields, at most 200.

    Expands the bare texts in `value`. `has_rejected`: something in it was rejected, and
    is already reported.
    """
    expand_bare_texts(value)
    try:
        bank = msgspec.convert(value, Bank)
    except msgspec.ValidationError as error:
        # msgspec stops at the first fault: find them all
        return _collect_faults(value, str(error), has_rejected)
    return bank, tuple(enumerate(bank.questions)), []


def suggest_name(name: object, known: typing.Iterable[str]) -> str | None:
    """A hint at the known name that was probably meant, one of the first 300; None if
    none is similar.
    """
    compared = list(islice(known, MAX_COMPARED))
    near = get_close_matches(str(name)[:60], compared, n=1, cutoff=MIN_SIMILARITY)
    return f"did you mean `{near[0]}`?" if near else None


def suggest_choices(known: typing.Collection[str], name: object = "") -> str:
    """A hint at the known name that was probably meant by `name`; if none is similar,
    at all of them.
    """
    return suggest_name(name, known) or f"one of: {', '.join(known)}"


def _collect_faults(value: Any, first: str, has_rejected: bool) -> Conversion:
    faults = list(islice(_type_faults(value, Bank, ()), MAX_FAULTS))
    questions = []
    bad = {
        fault.path[1]
        for fault in faults
        if len(fault.path) > 1 and fault.path[0] == "questions"
    }
    for index, item in enumerate(questions_in(value)):
        if index not in bad:
            with suppress(msgspec.ValidationError):  # it contains a rejected value
                questions.append((index, msgspec.convert(item, AnyQuestion)))
    if not faults and not has_rejected:
        faults = [Fault("type", first)]
    return None, tuple(questions), faults


def _type_faults(value: Any, expected: Any, path: Trail) -> Iterator[Fault]:
    """Yield where a value is not of the expected type, field by field."""
    origin, args = typing.get_origin(expected), typing.get_args(expected)
    if value is REJECTED or (value is None and type(None) in args):
        return
    if expected in _TYPES:
        try:
            msgspec.convert(value, expected)
        except msgspec.ValidationError:
            what, hint = _TYPES[expected]
            yield _type_fault(value, what, path, hint)
    elif origin is typing.Annotated:
        yield from _limited_faults(value, args[0], args[1], path)
    elif expected == AnyQuestion:
        yield from _question_faults(value, path)
    elif type(None) in args:
        yield from _type_faults(value, args[0], path)
    elif origin is tuple:
        yield from _list_faults(value, args[0], path)
    elif origin is dict:
        yield from _mapping_faults(value, args[1], path)
    else:
        yield from _struct_faults(value, expected, path)


def _limited_faults(
    value: Any, expected: Any, limit: msgspec.Meta, path: Trail
) -> Iterator[Fault]:
    """Yield where a value is not of the expected type, or longer than the limit."""
    faults = list(_type_faults(value, expected, path))
    yield from faults
    most = limit.max_length
    if not faults and most is not None and len(value) > most:
        message = f"{len(value)} characters where at most {most} are due"
        yield Fault("length", message, path, "shorten it")


def _list_faults(value: Any, expected: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _type_fault(value, "a list", path, "begin each item with `- `")
        return
    for index, inner in enumerate(value):
        yield from _type_faults(inner, expected, (*path, index))


def _mapping_faults(value: Any, expected: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _type_fault(value, "a mapping of names to values", path)
        return
    for name, inner in value.items():
        yield from _type_faults(inner, expected, (*path, name))


def _question_faults(value: Any, path: Trail) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _type_fault(value, "a question", path, ONE_LINE)
        return
    kind = value.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        yield from _struct_faults(value, KINDS[kind], path)
    elif kind is not REJECTED:
        if isinstance(kind, str):
            hint = suggest_choices(KINDS, kind)
            yield Fault("kind", f"no such kind: {shorten(kind)}", (*path, "kind"), hint)
        elif "kind" in value:
            yield _type_fault(kind, "a kind", (*path, "kind"), suggest_choices(KINDS))
        else:
            yield Fault(
                "missing-field",
                "the field `kind` is missing",
                path,
                suggest_choices(KINDS),
            )
        yield from _struct_faults(value, Question, path, strict=False)


@cache
def fields_of(struct: Any) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a Struct by name; kept, as working them out takes 0.2 ms each."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def _struct_faults(
    value: Any, struct: Any, path: Trail, strict: bool = True
) -> Iterator[Fault]:
    fields = fields_of(struct)
    if not isinstance(value, dict):
        needed = ", ".join(
            f"{name}: …" for name, field in fields.items() if field.required
        )
        hint = (
            QUOTE
            if needed == "text: …"
            else f"write `{{{needed}}}`"
            if needed
            else None
        )
        yield _type_fault(value, "a mapping", path, hint)
        return
    for name, field in fields.items():
        if field.required and name not in value:
            hint = _SHORT_FIELDS.get(name)
            yield Fault("missing-field", f"the field `{name}` is missing", path, hint)
    for name, inner in value.items():
        if name in fields:
            yield from _type_faults(inner, fields[name].type, (*path, name))
        elif strict and name != struct.__struct_config__.tag_field:
            hint = suggest_name(name, [each for each in fields if each not in value])
            yield Fault(
                "unknown-field",
                f"unknown field `{shorten(name)}`",
                (*path, name),
                hint,
                key=True,
            )


def _type_fault(
    value: Any, expected: str, path: Trail, hint: str | None = None
) -> Fault:
    return Fault("type", f"{_value_words(value)} where {expected} is due", path, hint)


def _value_words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {shorten(value)}"
    if isinstance(value, str):
        return f"the text “{shorten(value)}”"
    return "a list" if isinstance(value, list) else "a mapping"


# Bare texts: where an option, line or item is expected, `text` is short for `{text: …}`


def questions_in(value: Any) -> list[Any]:
    """The items under `questions` in a file's plain value;
    empty where that is no list.
    """
    items = value.get("questions") if isinstance(value, dict) else None
    return items if isinstance(items, list) else []


def expand_bare_texts(value: Any) -> None:
    """Replace each bare text in the questions of a file's value with the mapping that
    it is short for.
    """
    for item in questions_in(value):
        kind = item.get("kind") if isinstance(item, dict) else None
        if isinstance(kind, str) and kind in KINDS:
            _expand_fields(item, KINDS[kind])


def _expand_fields(value: dict[str, Any], struct: Any) -> None:
    for field, inner, bare in _struct_lists(struct):
        items = value.get(field)
        if not isinstance(items, list):
            continue
        for at, item in enumerate(items):
            if isinstance(item, dict):
                _expand_fields(item, inner)
            elif bare and isinstance(item, str):
                items[at] = {"text": item}


@cache
def _struct_lists(struct: Any) -> list[tuple[str, Any, bool]]:
    """The fields of a Struct that are lists of Structs, and whether a bare text can be
    an item.
    """
    found = []
    for field in msgspec.structs.fields(struct):
        inner = (*typing.get_args(field.type), None)[0]
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            needed = [
                part.name for part in msgspec.structs.fields(inner) if part.required
            ]
            found.append((field.name, inner, needed == ["text"]))
    return found
