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
_DESCRIPTIONS = {
    "about": "One sentence on what the section is about.",
    "accept": "Every name that is right, the usual one first.",
    "actions": "What can be done; one is right.",
    "as_of": "YYYY-MM or YYYY-MM-DD: when facts that age were last looked up.",
    "case": "One of the bank's `cases`, shown beside the question.",
    "cases": "Artefacts that questions share, by slug.",
    "concept": "Questions with one concept are siblings: the same idea in other words.",
    "draft": "True: it is listed by `check`, and not asked.",
    "draw": "Numbers drawn anew each time, by the names that stand in braces.",
    "exact": "Forgive nothing but spacing.",
    "explain": "Shown after the answer: why it is so.",
    "fact": "A note for authors, which players do not see.",
    "fault": "True for a line that is wrong.",
    "fix": "What a faulty line should be.",
    "hint": "Helps without giving the answer away.",
    "id": "What is learnt is kept under it; a new id is a new question.",
    "kind": "How it is answered; it follows from the shape if it is left out.",
    "language": "The language that the text is written in, for its colours.",
    "level": "1 recall, 2 understand, 3 apply, 4 judge; 2 if it is left out.",
    "minutes": "The time that an answer takes, if it is not typical of the kind.",
    "misconception": "The wrong belief behind it: a slug of `misconceptions`.",
    "misconceptions": "Wrong beliefs, each in one sentence, by slug.",
    "near": "What looks close but is wrong: never taken for a slip.",
    "notes": "The lesson in Markdown, with a ## heading for each topic.",
    "pairs": "What belongs together: left and right side.",
    "pin": "True: it keeps its place among shuffled options.",
    "points": "What an answer should say, for players to tick.",
    "prompt": "What is asked.",
    "questions": "The questions, each in one line or as a block.",
    "reasons": "Why the right action is right; one of them is so.",
    "right": "True for an option that is right.",
    "rivals": "Further words that are no slips of an accepted one.",
    "rubric": "What an answer should say, for players to tick.",
    "section": "The slug under which answers are kept; else that of the file's name.",
    "short": "The title in a narrow list, at most 24 characters.",
    "shuffle": "False keeps options in their order.",
    "sort": "Categories, each with the items that belong in it.",
    "source": "Where the answer can be checked.",
    "spares": "Right sides that belong to no left side.",
    "steps": "The steps in the right order.",
    "tolerance": "A number, or a share such as 2%; without it the answer is exact.",
    "topic": "The title or slug of a topic: what is weak is shown by it.",
    "topics": "The topics by slug; with these, each that is named has to be here.",
    "unit": "What the number counts; it may be typed with it.",
    "waive": "Rules that it breaks on purpose, each with the reason.",
    "why": "Read by players who take it for right, or put it elsewhere.",
    "work": "The worked solution, with {answer} for the result.",
    "wrong": "What looks right and is not.",
}
"""What editors show of a field."""
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
    for part in (*structs.values(), short):
        for name, value in part["properties"].items():
            if name in _DESCRIPTIONS:  # a copy: some are shared
                about = {"description": _DESCRIPTIONS[name]}
                part["properties"][name] = {**value, **about}
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
