"""The JSON Schema of a bank, for editors that complete and check YAML."""

import json
from typing import Any

import msgspec

from weakspot.bank.model import Bank


def bank_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a bank file, made from the Structs that read it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Bank)}


def schema_text() -> str:
    """The schema as questions/schema.json holds it."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"
