"""Questions written as the YAML of a bank: readable, and read as what they are."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from weakspot.formats.drafts import Fields

WIDTH = 100
_FLOW_WIDTH = 88
"""The longest mapping that stands on one line."""
_ROW_WIDTH = 72
"""The longest list that stands on one line."""
_NOT_TEXT = re.compile(
    r"[-+]?[0-9.]|0[ox]|~|(?:true|false|yes|no|on|off|null|nan|inf|y|n)\b",
    re.IGNORECASE,
)
"""The beginnings of texts that some reader of YAML would take for something else."""


class _Line(dict[str, Any]):
    """A mapping that stands on one line."""


class _Row(list[Any]):
    """A list that stands on one line."""


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    style = None
    if "\n" in text:
        is_plain = all(
            line == line.rstrip() and "\t" not in line for line in text.split("\n")
        )
        style = "|" if is_plain and text[:1] not in (" ", "\n") else '"'
    elif _NOT_TEXT.match(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_line(dumper: Any, value: _Line) -> Any:
    return dumper.represent_mapping(
        "tag:yaml.org,2002:map", value.items(), flow_style=True
    )


def _represent_row(dumper: Any, value: _Row) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Row, _represent_row)
_Dumper.add_representer(_Line, _represent_line)


def write_bank(
    title: str,
    questions: Iterable[Any],
    comment: str = "",
    declared: Mapping[str, Fields] | None = None,
    lesson: str = "",
) -> str:
    """A bank of these questions, each as `shorten_question` gives it. `declared` are
    its misconceptions and cases by field and slug, `lesson` its notes in Markdown.
    """
    head: dict[str, Any] = {"title": title}
    if lesson:
        head["notes"] = lesson
    head |= compact(declared or {})
    first = f"# {comment}\n" if comment else ""
    return f"{first}{_dump(head)}questions:\n{write_questions(questions, '  ')}"


def write_entries(field: str, entries: Fields) -> str:
    """A field of a bank whose entries have slugs."""
    return _dump({field: {slug: compact(entry) for slug, entry in entries.items()}})


def write_questions(questions: Iterable[Any], indent: str) -> str:
    """Questions as the items of a list, indented so."""
    items = [
        {name: compact(value) for name, value in question.items()}
        if isinstance(question, dict)
        else question
        for question in questions
    ]
    text = _dump(items) if items else ""
    return re.sub(r"^(?=.)", indent, text, flags=re.MULTILINE)


def _dump(value: Any) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )
    return text


def compact(value: Any) -> Any:
    """A value with its short mappings and lists of texts on one line, and bare texts
    where a mapping has nothing but a text.
    """
    if isinstance(value, list):
        is_flat = not any(
            isinstance(inner, list | dict) or "\n" in str(inner) for inner in value
        )
        if is_flat and sum(len(str(inner)) + 4 for inner in value) <= _ROW_WIDTH:
            return _Row(value)
        return [compact(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"text"} and isinstance(value["text"], str):
        return value["text"]
    made = {key: compact(inner) for key, inner in value.items()}
    length = sum(len(str(key)) + len(str(inner)) + 4 for key, inner in made.items())
    is_flat = not any(
        isinstance(inner, list | dict) or "\n" in str(inner) for inner in made.values()
    )
    return _Line(made) if is_flat and length <= _FLOW_WIDTH else made
