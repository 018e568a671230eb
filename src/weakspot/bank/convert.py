"""Plain values -> a Bank, or every fault of its shape, in an author's words."""

from __future__ import annotations

import types
import typing
from typing import Any, NamedTuple

import msgspec

from weakspot.bank.defect import MOST, Fault, shorten
from weakspot.bank.model import Bank
from weakspot.bank.spelled import may_be_bare
from weakspot.bank.syntax import QUOTE
from weakspot.bank.walk import REFUSED
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.every import KINDS, AnyQuestion

Path = tuple[str | int, ...]

_NAMES: dict[Any, str] = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_SAID = {"yes", "no", "on", "off", "y", "n", "true", "false"}


class Conversion(NamedTuple):
    """What became of a file's value: a bank if there is no fault, and the questions that have none."""

    bank: Bank | None
    questions: tuple[tuple[int, AnyQuestion], ...]
    faults: list[Fault]


def convert(value: Any) -> Conversion:
    """Turn a file's plain value into a bank; with faults in the order of the file's fields, at most 200."""
    try:
        bank = msgspec.convert(value, Bank)
    except msgspec.ValidationError:  # it stops at its first: find them all
        return _explain(value)
    return Conversion(bank, tuple(enumerate(bank.questions)), [])


def guess(name: object, known: typing.Iterable[str]) -> str | None:
    """A hint at the name that was meant, if one is near."""
    from difflib import get_close_matches  # late: needed for mistakes only

    near = get_close_matches(str(name)[:60], list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else None


def _explain(value: Any) -> Conversion:
    look = _Look()
    spelled = look.at(value, Bank, ())
    questions = []
    bad = {fault.path[1] for fault in look.faults if len(fault.path) > 1 and fault.path[0] == "questions"}
    items = spelled.get("questions") if isinstance(spelled, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else []):
        if index not in bad:
            try:
                questions.append((index, msgspec.convert(item, AnyQuestion)))
            except msgspec.ValidationError as error:
                if not _holds_refused(item):
                    look.fault("type", str(error), ("questions", index))
    bank = None
    if not look.faults:
        try:
            bank = msgspec.convert(spelled, Bank)
        except msgspec.ValidationError as error:
            if not _holds_refused(spelled):
                look.fault("type", str(error), ())
    return Conversion(bank, tuple(questions), look.faults)


def _holds_refused(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_refused, value.values()))
    return any(map(_holds_refused, value)) if isinstance(value, list) else value is REFUSED


class _Look:
    """Compares a value with a type, field by field; gives it back, bare texts spelled out as `{text: …}`."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, rule: str, message: str, path: Path, hint: str | None = None, key: bool = False) -> None:
        if len(self.faults) < MOST:
            self.faults.append(Fault(rule, message, path, hint, key))

    def at(self, value: Any, due: Any, path: Path) -> Any:
        if value is REFUSED or len(self.faults) >= MOST:
            return value
        origin, args = typing.get_origin(due), typing.get_args(due)
        if origin is typing.Annotated:
            return self.leaf(value, due, path)
        if origin in (types.UnionType, typing.Union):
            return self.union(value, args, path)
        if isinstance(due, type) and issubclass(due, msgspec.Struct):
            return (
                self.tagged(value, (due,), path) if due in KINDS.values() else self.fields(value, due, path)
            )
        if origin in (tuple, list):
            return self.items(value, args[0], path)
        if origin is dict:
            return self.mapping(value, args[1], path)
        return self.leaf(value, due, path)

    def union(self, value: Any, args: tuple[Any, ...], path: Path) -> Any:
        choices = [arg for arg in args if arg is not type(None)]
        if value is None and len(choices) < len(args):
            return value
        structs = [arg for arg in choices if isinstance(arg, type) and issubclass(arg, msgspec.Struct)]
        if structs and all(arg in KINDS.values() for arg in structs):
            return self.tagged(value, tuple(structs), path)
        if len(choices) == 1:
            return self.at(value, choices[0], path)
        if structs and isinstance(value, dict):
            return self.at(value, structs[0], path)
        return self.either(value, choices, path)

    def either(self, value: Any, choices: list[Any], path: Path) -> Any:
        try:
            msgspec.convert(value, typing.Union[tuple(choices)])  # noqa: UP007
        except msgspec.ValidationError:
            due = " or ".join(_NAMES.get(choice, "something else") for choice in choices)
            return self.wrong(value, due, path)
        return value

    def tagged(self, value: Any, structs: tuple[Any, ...], path: Path) -> Any:
        if not isinstance(value, dict):
            return self.wrong(value, "a question", path)
        kind = value.get("kind")
        if kind is REFUSED:
            return value
        if "kind" not in value:
            self.fault("missing-field", "the field `kind` is missing", path, f"one of: {', '.join(KINDS)}")
        elif not isinstance(kind, str) or KINDS.get(kind) not in structs:
            hint = guess(kind, KINDS) or f"one of: {', '.join(KINDS)}"
            self.fault("kind", f"no such kind: {shorten(kind)}", (*path, "kind"), hint)
        else:
            return self.fields(value, KINDS[kind], path)
        return self.fields(value, Question, path, strict=False)

    def fields(self, value: Any, struct: Any, path: Path, strict: bool = True) -> Any:
        fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
        if isinstance(value, str) and may_be_bare(struct):
            return {"text": value}
        if not isinstance(value, dict):
            return self.wrong(value, f"fields ({', '.join(list(fields)[:4])}, …)", path)
        tag = struct.__struct_config__.tag_field if strict else "kind"
        for name, field in fields.items():
            if field.required and name not in value:
                self.fault("missing-field", f"the field `{name}` is missing", path)
        spelled = {}
        absent = fields.keys() - value.keys()
        for name, inner in value.items():
            if name in fields:
                spelled[name] = self.at(inner, fields[name].type, (*path, name))
            elif strict and name != tag and len(self.faults) < MOST:  # each guess takes its time
                hint = guess(name, absent) or (QUOTE if " " in name else None)
                message = f"unknown field `{shorten(name)}`"
                self.fault("unknown-field", message, (*path, name), hint, key=True)
            else:
                spelled[name] = inner
        return spelled

    def items(self, value: Any, due: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return self.wrong(value, "a list", path, "begin each item with `- `")
        return [self.at(inner, due, (*path, index)) for index, inner in enumerate(value)]

    def mapping(self, value: Any, due: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self.wrong(value, "names, each with its value", path)
        return {name: self.at(inner, due, (*path, name)) for name, inner in value.items()}

    def leaf(self, value: Any, due: Any, path: Path) -> Any:
        try:
            msgspec.convert(value, due)
        except msgspec.ValidationError as error:
            if due in _NAMES:
                return self.wrong(value, _NAMES[due], path, _leaf_hint(value, due))
            self.fault("type", str(error), path)
        return value

    def wrong(self, value: Any, due: str, path: Path, hint: str | None = None) -> Any:
        self.fault("type", f"{_told(value)} where {due} is due", path, hint)
        return value


def _leaf_hint(value: Any, due: Any) -> str | None:
    if due is str:
        return f"{QUOTE}, or write it" if value is None else QUOTE
    if isinstance(value, str):
        if due is bool:
            return "write true or false, without quotes" if value.lower() in _SAID else None
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
