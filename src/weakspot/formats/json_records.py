"""JSON and YAML: lists of questions of any shape, Open Trivia DB, our own export."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from weakspot.bank.convert import convert, expand_bare_texts, questions_in
from weakspot.bank.faults import UnreadableFile
from weakspot.bank.short import FullForm
from weakspot.bank.tree import Tree, build_value
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.values import Fault
from weakspot.formats.drafts import (
    NUMBER,
    Collector,
    Draft,
    FormatError,
    Reading,
    drop_repeated,
    references_in,
)
from weakspot.formats.rows import (
    ANSWER,
    OPTION,
    OPTIONS,
    PROMPT,
    WRONG,
    ask_rows,
    ignored_names,
    make_row,
    roles_of,
)
from weakspot.formats.writing import Export, Written

MARK = "weakspot"
"""The key of our own export, which says its version."""
VERSION = 1
_MAX_DEPTH = 6
_NOT_FIELDS = frozenset({"id", "topic", "draft"})


def read_json(text: str) -> Reading:
    """Questions in JSON, or in one object a line. Raises FormatError."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        value = _read_lines(text)
        if value is None:
            raise FormatError(
                f"line {error.lineno}: no sound JSON ({error.msg}); mend it there"
            ) from None
    except RecursionError:
        raise FormatError("is JSON nested too deep for a list of questions") from None
    except ValueError as error:
        raise FormatError(f"is no sound JSON ({error})") from None
    return read_records(value, is_written=True)


def _read_lines(text: str) -> list[Any] | None:
    """The objects of a text with one a line; None if it is none."""
    try:
        values = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None
    return values if len(values) > 1 else None


def looks_like_yaml(text: str) -> bool:
    """True for a text with a key that only a list of questions has."""
    return bool(
        re.search(
            r"^(?:\s*-\s+)?\s*[\"']?(?:questions?|prompt)[\"']?\s*:", text, re.MULTILINE
        )
    )


def read_yaml(text: str) -> Reading:
    """Questions in YAML: those of a bank, in either form, or a list. Raises
    FormatError.
    """
    try:
        root = Tree(text).root
    except UnreadableFile as error:
        raise yaml_error(text, *error.faults[0]) from None
    value, rejected = build_value(root)
    if rejected:
        raise yaml_error(text, *rejected[0])
    bank = read_short(root, text)
    return read_banks([bank]) if bank else read_records(value, is_written=True)


def yaml_error(text: str, offset: int, fault: Fault) -> FormatError:
    """The error for a fault at this offset."""
    line = text.count("\n", 0, offset) + 1
    hint = f"; {fault.hint}" if fault.hint else ""
    return FormatError(f"line {line}: {fault.message}{hint}")


def read_short(root: Any, text: str) -> dict[str, Any]:
    """The full form of a bank, with its drafts; empty if it is none, or has faults."""
    full = FullForm(root, text, "", keeps_drafts=True)
    value, rejected = build_value(full.root)
    if full.faults or rejected:
        return {}
    questions = [
        question
        for question in questions_in(value)
        if isinstance(question, dict) and not question.get("draft")
    ]
    _, _, faults = convert(deepcopy({**value, "questions": questions}))
    return {} if faults else dict(value)


def read_records(value: Any, is_written: bool) -> Reading:
    """The questions in a value, wherever its list of them is."""
    found = Collector()
    if (
        isinstance(value, dict)
        and MARK in value
        and isinstance(value.get("banks"), list)
    ):
        return read_banks([bank for bank in value["banks"] if isinstance(bank, dict)])
    if isinstance(value, dict) and "section" in value and "questions" in value:
        return read_banks([value])
    listed = list(find_records(value, "", _MAX_DEPTH))
    if not listed:
        raise FormatError(
            "has no list of questions; name what each asks `question`, and `answer`"
        )
    is_trivia = all("incorrect_answers" in record for _, record in listed)
    records = [
        (
            number,
            {
                **({"topic": topic} if topic else {}),
                **(_unescape(record) if is_trivia else record),
            },
        )
        for number, (topic, record) in enumerate(listed, 1)
    ]
    for name in ignored_names([record for _, record in records]):
        found.drop(1, f"the field {name}", "no question has it")
    ask_rows([make_row(*record) for record in records], found, is_written)
    title = value.get("title", value.get("name", "")) if isinstance(value, dict) else ""
    return found.reading(title if isinstance(title, str) else "", unit=NUMBER)


def find_records(
    value: Any, topic: str, depth: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mappings in a value that are questions, each with the key of the list that
    it is in, unless that says nothing.
    """
    if depth == 0:
        return
    if isinstance(value, dict):
        if is_record(value):
            yield topic, value
            return
        for key, inner in value.items():
            named = (
                topic
                if roles_of((str(key),))[str(key)] or str(key).casefold() in _LISTS
                else str(key)
            )
            if isinstance(inner, list | dict):
                yield from find_records(inner, named, depth - 1)
    elif isinstance(value, list):
        own = topic
        for inner in value:
            yield from find_records(inner, own, depth - 1)


_LISTS = frozenset(
    "questions results quiz quizzes items data cards flashcards deck decks list "
    "entries records content".split()
)
"""Names of lists that say nothing of a topic."""


def is_record(value: Mapping[str, Any]) -> bool:
    """True for a mapping with a question and something that is right."""
    roles = roles_of(tuple(map(str, value)))
    found = {
        roles[str(name)] for name, inner in value.items() if inner not in (None, "", [])
    }
    asked = next((value[name] for name in value if roles[str(name)] == PROMPT), None)
    return isinstance(asked, str | dict | int | float) and bool(
        found & {ANSWER, OPTIONS, OPTION, WRONG}
    )


def _unescape(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of Open Trivia DB, whose texts are escaped for HTML."""
    return {
        key: html.unescape(value)
        if isinstance(value, str)
        else [html.unescape(each) if isinstance(each, str) else each for each in value]
        if isinstance(value, list)
        else value
        for key, value in record.items()
    }


# Our own


def read_banks(banks: Sequence[Mapping[str, Any]]) -> Reading:
    """The questions of banks, or of our export, with their ids."""
    found = Collector()
    number = 0
    for bank in banks:
        expand_bare_texts(bank)
        titles = _titles_of(bank.get("topics"))
        questions = bank.get("questions")
        for question in questions if isinstance(questions, list) else ():
            number += 1
            read_question(number, question, titles, bank, found)
    title = banks[0].get("title", "") if len(banks) == 1 else ""
    return found.reading(title if isinstance(title, str) else "", unit=NUMBER)


def _titles_of(topics: Any) -> dict[str, str]:
    return {
        slug: str(topic.get("title", slug))
        for slug, topic in (topics.items() if isinstance(topics, dict) else ())
        if isinstance(topic, dict)
    }


def read_question(
    number: int,
    question: Any,
    titles: Mapping[str, str],
    bank: Mapping[str, Any],
    found: Collector,
) -> None:
    """Collect a question of a bank in its full form, with what it refers to."""
    if not isinstance(question, dict) or not isinstance(question.get("prompt"), str):
        found.leave(number, "a question", "it has no prompt")
        return
    prompt = question["prompt"]
    if question.get("draft"):
        found.leave(number, prompt, "it is a draft")
        return
    if question.get("kind") not in KINDS:
        why = "it has no `kind`; put the bank itself into the folder questions"
        found.leave(number, prompt, why)
        return
    told = drop_repeated(question)
    fields = {key: inner for key, inner in told.items() if key not in _NOT_FIELDS}
    declared: dict[str, dict[str, Any]] = {}
    for field, slug in references_in(fields):
        entries = bank.get(field)
        if not isinstance(entries, dict) or slug not in entries:
            found.leave(number, prompt, f"{slug} is not among the {field} of its bank")
            return
        declared.setdefault(field, {})[slug] = entries[slug]
    topic = str(question.get("topic", ""))
    found.items.append(
        Draft(
            line=number,
            fields=fields,
            name=str(question.get("id", "")),
            topic=titles.get(topic, topic),
            declared=declared,
        )
    )


def write_json(exports: Sequence[Export]) -> Written:
    """Questions as JSON that holds all of them, by sections, with their topics."""
    sections: dict[str, dict[str, Any]] = {}
    for export in exports:
        section = sections.setdefault(
            export.section, {"title": export.section, "topics": {}, "questions": []}
        )
        section["topics"][export.fields["topic"]] = {"title": export.topic}
        for field, entries in export.declared.items():
            section.setdefault(field, {}).update(entries)
        section["questions"].append(export.fields)
    value: dict[str, Any] = {MARK: VERSION, "banks": list(sections.values())}
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return Written(data=text.encode(errors="replace"), count=len(exports))
