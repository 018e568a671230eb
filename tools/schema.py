"""The JSON Schema of a bank, for editors that complete and check YAML.

`python -m tools.schema > questions/schema.json` writes it again
after a Struct has changed.
"""

import json
from inspect import cleandoc
from typing import Any

import msgspec

from weakspot.bank.model import Bank
from weakspot.bank.shapes import field_names
from weakspot.bank.slugs import SLUG
from weakspot.engine.kinds.base import Option, Question
from weakspot.engine.kinds.lines import Line
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.kinds.sort import Item
from weakspot.engine.kinds.typed import NearText
from weakspot.words.feedback import LEVELS

_SLUG = {"type": "string", "pattern": f"^{SLUG.pattern}$"}
_NARROWED = {"id": _SLUG, "section": _SLUG, "level": {"enum": list(LEVELS)}}
"""Limits of fields beyond their types, as far as an editor can check them."""
_BARE_REFS = [
    {"$ref": f"#/$defs/{struct.__name__}"} for struct in (Option, Line, Item, NearText)
]
_WRITTEN = {"type": ["string", "number", "boolean", "null"]}
_ANSWER = {"type": ["string", "number", "boolean"]}
_ANSWERS = {"type": "array", "items": _WRITTEN, "minItems": 1}
_SEVERAL = {"anyOf": [_WRITTEN, {"type": "array", "items": _WRITTEN}]}
_SHORT: dict[str, Any] = {
    "kind": {"enum": list(KINDS)},
    "draft": {"type": "boolean"},
    "answer": {"anyOf": [_ANSWER, _ANSWERS]},
    "wrong": {
        "anyOf": [
            _WRITTEN,
            {
                "type": "array",
                "items": {"anyOf": [_WRITTEN, {"$ref": "#/$defs/Option"}]},
                "minItems": 1,
            },
        ]
    },
    "points": _SEVERAL,
    "pairs": {
        "type": "object",
        "additionalProperties": _WRITTEN,
        "minProperties": 2,
        "maxProperties": 6,
    },
    "steps": {"type": "array", "items": _WRITTEN, "minItems": 3, "maxItems": 9},
    "sort": {
        "type": "object",
        "additionalProperties": _SEVERAL,
        "minProperties": 2,
        "maxProperties": 6,
    },
}
"""The fields of the short form, beside those that all questions have."""
_ONE_LINE = {
    "title": "OneLine",
    "description": "A question in one line, `question: answer`.",
    "type": "object",
    "propertyNames": {"not": {"enum": list(field_names())}},
    "additionalProperties": {"anyOf": [_ANSWER, _ANSWERS]},
    "minProperties": 1,
    "maxProperties": 1,
}
_GAPPED = {
    "type": "string",
    "description": "A sentence with gaps, `{one|other}` or `{=one}`.",
    "pattern": r"\{(=|[^{}|]+\|)[^{}]+\}",
}
_SHAPES = ("answer", "pairs", "steps", "sort")
"""The fields one of which says what is right."""


def bank_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a bank file, generated from the Structs that read
    it, with the short form beside the full one.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Bank),
    }
    structs = schema["$defs"]
    for struct in structs.values():
        struct["properties"] |= {
            name: new for name, new in _NARROWED.items() if name in struct["properties"]
        }
    structs["Bank"]["required"] = ["questions"]
    for kind in KINDS.values():
        struct = structs[kind.__name__]
        struct["properties"]["draft"] = _SHORT["draft"]
        struct["required"] = [
            name for name in struct["required"] if name not in ("id", "kind", "topic")
        ]
    common = structs["OpenQuestion"]["properties"]
    short = {
        "title": "ShortQuestion",
        "description": "A question whose kind follows from its shape.",
        "type": "object",
        "properties": {
            **{name: common[name] for name in Question.__struct_fields__},
            **_SHORT,
        },
        "required": ["prompt"],
        "anyOf": [
            *({"required": [field]} for field in _SHAPES),
            {"properties": {"kind": {"const": "typed"}}, "required": ["kind"]},
        ],
        "additionalProperties": False,
    }
    questions = structs["Bank"]["properties"]["questions"]["items"]
    del questions["discriminator"]  # the short form has no kind to choose by
    questions["anyOf"] += [short, _ONE_LINE, _GAPPED]
    return dict(_allow_bare_texts(schema))


def _allow_bare_texts(value: Any) -> Any:
    """The schema with a bare text allowed in place of an option, a line or an item."""
    if isinstance(value, dict):
        return {
            key: {"anyOf": [{"type": "string"}, inner]}
            if key == "items" and inner in _BARE_REFS
            else _allow_bare_texts(inner)
            for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_allow_bare_texts(inner) for inner in value]
    # as Python 3.13 does with docstrings
    return cleandoc(value) if isinstance(value, str) else value


def schema_text() -> str:
    """The schema as it is stored in questions/schema.json."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
