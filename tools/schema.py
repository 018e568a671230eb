"""The JSON Schema of a bank, for editors that complete and check YAML.

`python -m tools.schema > questions/schema.json` writes it again
after a Struct has changed.
"""

import json
from inspect import cleandoc
from typing import Any

import msgspec

from weakspot.bank.model import Bank
from weakspot.bank.validity import SLUG
from weakspot.engine.kinds.lines import Line
from weakspot.engine.kinds.sort import Item
from weakspot.words.feedback import LEVELS

_SLUG = {"type": "string", "pattern": f"^{SLUG.pattern}$"}
_NARROWED = {"id": _SLUG, "section": _SLUG, "level": {"enum": list(LEVELS)}}
"""Limits of fields beyond their types, as far as an editor can check them."""
_BARE_REFS = [{"$ref": f"#/$defs/{struct.__name__}"} for struct in (Line, Item)]


def bank_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a bank file,
    generated from the Structs that read it.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Bank),
    }
    for struct in schema["$defs"].values():
        struct["properties"] |= {
            name: new for name, new in _NARROWED.items() if name in struct["properties"]
        }
    return dict(_allow_bare_texts(schema))


def _allow_bare_texts(value: Any) -> Any:
    """The schema with a bare text allowed in place of a line or an item."""
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
