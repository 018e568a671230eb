"""What a bank of the right shape may still get wrong: names, references, levels, the kinds' own findings."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec.structs import replace

from weakspot.bank.convert import choices, guess, questions_in
from weakspot.bank.defect import shorten
from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.values import Fault, Trail, mentions

ITEM_RULES = (
    "source", "explain-length", "explain-names-option", "length-spread", "key-length", "prompt-word-in-key",
    "alike", "counts", "pair-words", "names-category", "step-order", "fix-missing",
)  # fmt: skip
"""Rules on single questions, which a question can waive with a reason."""

_FILE = re.compile(r"[0-9]{2,}-(?P<section>.+)\.ya?ml")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_REFERENCES = ("topic", "case", "misconception")
"""Fields that name what the bank declares."""
_RESERVED = frozenset({"player"})  # the key of the whole player among the sections' nodes
_LONGEST = 64
_TRIES = 60_000
"""Formulas of a bank that are reckoned out, about."""


def find_faults(name: str, value: Any, questions: Sequence[tuple[int, AnyQuestion]]) -> Iterator[Fault]:
    """The faults of a file's value, as far as its shape allows; `questions` are those of sound shape."""
    if not isinstance(value, dict):
        return
    yield from _name_faults(name, value.get("section"))
    for field in ("topics", "misconceptions", "cases"):
        for slug in value[field] if isinstance(value.get(field), dict) else ():
            yield from _slug_faults(slug, (field, slug), key=True)
    seen: dict[str, int] = {}
    for index, item in enumerate(questions_in(value)):
        if isinstance(item, dict):
            path = ("questions", index)
            yield from _id_faults(item, index, seen)
            yield from _reference_faults(item, value, path)
            yield from _field_faults(item, path)
    left = _TRIES
    for index, question in questions:
        left -= question.tries if isinstance(question, NumberQuestion) else 0
        if left < 0:
            hint = "draw fewer numbers, or split the bank into sections"
            yield Fault("too-many-draws", "more draws than can be tried", ("questions", index), hint)
            return
        for finding in question.findings():
            yield replace(finding, path=("questions", index, *finding.path))


def _is_day(as_of: str) -> bool:
    """Is there such a month, or such a day?"""
    with suppress(ValueError):
        return _MONTH.fullmatch(as_of) is not None and bool(date.fromisoformat(f"{as_of}-01"[:10]))
    return False


def _is_slug(text: str) -> bool:
    return len(text) <= _LONGEST and SLUG.fullmatch(text) is not None


def _slug_faults(text: Any, path: Trail, key: bool = False) -> Iterator[Fault]:
    """A fault where a text is no slug; what is no text is told by its type."""
    if isinstance(text, str) and not _is_slug(text):
        hint = f"lower-case letters, digits and single hyphens, at most {_LONGEST}"
        yield Fault("slug", f"{shorten(text)} is no slug", path, hint, key)


def _name_faults(name: str, section: Any) -> Iterator[Fault]:
    found = _FILE.fullmatch(name)
    named = found["section"] if found and _is_slug(found["section"]) else None
    if named is None:
        hint = "two digits, the section's slug: 05-model-adaptation.yaml"
        yield Fault("file-name", f"the file name {shorten(name)} is not NN-section.yaml", ("section",), hint)
    if not isinstance(section, str):
        return
    yield from _slug_faults(section, ("section",))
    if section in _RESERVED:
        yield Fault("reserved", f"no section can be called {section}", ("section",), "choose another name")
    if named is not None and named != section:
        message = f"the section is {shorten(section)}, the file name says {shorten(named)}"
        yield Fault("section-name", message, ("section",), "make them equal")


def _id_faults(item: dict[str, Any], index: int, seen: dict[str, int]) -> Iterator[Fault]:
    slug = item.get("id")
    if not isinstance(slug, str):
        return
    path = ("questions", index, "id")
    yield from _slug_faults(slug, path)
    first = seen.setdefault(slug, index)
    if first != index:
        message = f"the id {shorten(slug)} is taken by question {first + 1}"
        yield Fault("duplicate-id", message, path, "choose another; a new id is a new question")


def _reference_faults(item: dict[str, Any], bank: dict[str, Any], path: Trail) -> Iterator[Fault]:
    for place, text in mentions(item, (*_REFERENCES, "text", "prompt", "explain"), path):
        field = str(place[-1])
        if field in _REFERENCES:
            yield from _undeclared(text, field, bank, place)
        elif not text.strip():
            yield Fault("blank", f"a blank {field}", place)


def _undeclared(slug: str, what: str, bank: dict[str, Any], path: Trail) -> Iterator[Fault]:
    known = bank.get(f"{what}s", {})
    if isinstance(known, dict) and slug not in known:  # else the declaration itself is at fault
        hint = guess(slug, known) or f"declare it under `{what}s`"
        yield Fault(f"undeclared-{what}", f"the {what} {shorten(slug)} is not declared", path, hint)


def _field_faults(item: dict[str, Any], path: Trail) -> Iterator[Fault]:
    yield from _slug_faults(item.get("concept"), (*path, "concept"))
    level = item.get("level")
    if isinstance(level, int) and not isinstance(level, bool) and not 1 <= level <= 4:
        yield Fault("level", f"level {shorten(level)}, not 1 to 4", (*path, "level"))
    minutes = item.get("minutes")
    if isinstance(minutes, (int, float)) and not isinstance(minutes, bool) and not 0 < minutes <= 120:
        yield Fault("minutes", f"{shorten(minutes)} minutes, not above 0 and up to 120", (*path, "minutes"))
    as_of = item.get("as_of")
    if isinstance(as_of, str) and not _is_day(as_of):
        yield Fault("as-of", f"{shorten(as_of)} is no month or day", (*path, "as_of"), "YYYY-MM")
    waive = item.get("waive")
    for rule, reason in waive.items() if isinstance(waive, dict) else ():
        if rule not in ITEM_RULES:
            message = f"no rule {shorten(rule)} that can be waived"
            yield Fault("waive", message, (*path, "waive", rule), choices(ITEM_RULES, rule), key=True)
        elif isinstance(reason, str) and not reason.strip():
            yield Fault("waive", f"{rule} is waived without a reason", (*path, "waive", rule))
