"""Faults in a bank of the right shape: names, references, levels, and what the kinds
themselves find.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec.structs import replace

from weakspot.bank.convert import questions_in, suggest_choices, suggest_name
from weakspot.bank.faults import shorten
from weakspot.bank.slugs import MAX_SLUG, is_slug
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.values import Fault, Trail, find_field_texts

ITEM_RULES = (
    "source",
    "explain-length",
    "explain-names-option",
    "length-spread",
    "key-length",
    "prompt-word-in-key",
    "alike",
    *dict.fromkeys(rule for kind in KINDS.values() for rule in kind.course_rules),
)
"""Rules on single questions, which a question can waive with a reason."""

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_REFERENCES = ("topic", "case", "misconception")
"""Fields that refer to something the bank declares."""
# among the keys of nodes it stands for the whole player
_RESERVED = frozenset({"player"})
_MAX_TRIES = 60_000
"""About how many evaluations of formulas one bank may need."""


def find_faults(
    value: Any, questions: Sequence[tuple[int, Question]]
) -> Iterator[Fault]:
    """Yield the faults of a file's value, as far as its shape allows; `questions` are
    the sound ones.
    """
    if not isinstance(value, dict):
        return
    yield from _section_faults(value.get("section"))
    yield from _head_faults(value)
    seen: dict[str, int] = {}
    for index, item in enumerate(questions_in(value)):
        if isinstance(item, dict):
            path = ("questions", index)
            yield from _id_faults(item, index, seen)
            yield from _reference_faults(item, value, path)
            yield from _field_faults(item, path)
    tries_left = _MAX_TRIES
    for index, question in questions:
        tries_left -= question.trial_count
        if tries_left < 0:
            hint = "draw fewer numbers, or split the bank into sections"
            yield Fault(
                "too-many-draws",
                "more draws than can be tried",
                ("questions", index),
                hint,
            )
            return
        for fault in question.faults():
            yield replace(fault, path=("questions", index, *fault.path))


def _head_faults(value: dict[str, Any]) -> Iterator[Fault]:
    """Yield the faults of titles, and of what the bank declares."""
    fields = ("topics", "misconceptions", "cases")
    declared = {
        field: value[field] for field in fields if isinstance(value.get(field), dict)
    }
    for field, named in declared.items():
        for slug in named:
            yield from _slug_faults(slug, (field, slug), key=True)
    head = {"title": value.get("title"), "about": value.get("about"), **declared}
    names = {"title", "about", "text", *declared.get("misconceptions", ())}
    for place, text in find_field_texts(head, names):
        if not text.strip():
            yield Fault("blank", f"a blank {shorten(place[-1])}", place)


def _is_day(as_of: str) -> bool:
    """True if this is an existing month or day."""
    with suppress(ValueError):
        return _MONTH.fullmatch(as_of) is not None and bool(
            date.fromisoformat(f"{as_of}-01"[:10])
        )
    return False


def _slug_faults(text: Any, path: Trail, key: bool = False) -> Iterator[Fault]:
    """Yield a fault if a text is no slug; other types are reported elsewhere."""
    if isinstance(text, str) and not is_slug(text):
        hint = f"lower-case letters, digits and single hyphens, at most {MAX_SLUG}"
        yield Fault("slug", f"{shorten(text)} is no slug", path, hint, key)


def _section_faults(section: Any) -> Iterator[Fault]:
    yield from _slug_faults(section, ("section",))
    if section in _RESERVED:
        hint = "choose another name"
        message = f"no section can be called {section}"
        yield Fault("reserved", message, ("section",), hint)


def _id_faults(
    item: dict[str, Any], index: int, seen: dict[str, int]
) -> Iterator[Fault]:
    slug = item.get("id")
    if not isinstance(slug, str):
        return
    path = ("questions", index, "id")
    yield from _slug_faults(slug, path)
    first = seen.setdefault(slug, index)
    if first != index:
        message = f"the id {shorten(slug)} is taken by question {first + 1}"
        yield Fault(
            "duplicate-id", message, path, "choose another; a new id is a new question"
        )


def _reference_faults(
    item: dict[str, Any], bank: dict[str, Any], path: Trail
) -> Iterator[Fault]:
    for place, text in find_field_texts(
        item, (*_REFERENCES, "text", "prompt", "explain"), path
    ):
        field = str(place[-1])
        if field not in _REFERENCES:
            if not text.strip():
                yield Fault("blank", f"a blank {field}", place)
            continue
        known = bank.get(f"{field}s", {})
        # if it is no mapping, that is the fault
        if isinstance(known, dict) and text not in known:
            message = f"the {field} {shorten(text)} is not declared"
            hint = suggest_name(text, known) or f"declare it under `{field}s`"
            yield Fault(f"undeclared-{field}", message, place, hint)


def _field_faults(item: dict[str, Any], path: Trail) -> Iterator[Fault]:
    yield from _slug_faults(item.get("concept"), (*path, "concept"))
    level = item.get("level")
    if isinstance(level, int) and not isinstance(level, bool) and not 1 <= level <= 4:
        yield Fault("level", f"level {shorten(level)}, not 1 to 4", (*path, "level"))
    minutes = item.get("minutes")
    if (
        isinstance(minutes, (int, float))
        and not isinstance(minutes, bool)
        and not 0 < minutes <= 120
    ):
        yield Fault(
            "minutes",
            f"{shorten(minutes)} minutes, not above 0 and up to 120",
            (*path, "minutes"),
        )
    as_of = item.get("as_of")
    if isinstance(as_of, str) and not _is_day(as_of):
        yield Fault(
            "as-of", f"{shorten(as_of)} is no month or day", (*path, "as_of"), "YYYY-MM"
        )
    waive = item.get("waive")
    for rule, reason in waive.items() if isinstance(waive, dict) else ():
        if rule not in ITEM_RULES:
            message = f"no rule {shorten(rule)} that can be waived"
            yield Fault(
                "waive",
                message,
                (*path, "waive", rule),
                suggest_choices(ITEM_RULES, rule),
                key=True,
            )
        elif isinstance(reason, str) and not reason.strip():
            yield Fault(
                "waive", f"{rule} is waived without a reason", (*path, "waive", rule)
            )
