"""Questions to be written, made of their fields, for the tests of formats."""

from typing import Any

import msgspec

from weakspot.bank.convert import expand_bare_texts
from weakspot.bank.model import AnyQuestion
from weakspot.engine.kinds.base import Question
from weakspot.formats.askable import complete
from weakspot.formats.writing import Export, fields_of


def make_question(fields: dict[str, Any]) -> Question:
    """The question of these fields; what only a course must have is made up."""
    value = {"questions": [complete({**fields, "topic": "probes"})]}
    expand_bare_texts(value)
    question: Question = msgspec.convert(value["questions"][0], AnyQuestion)
    return question


def make_export(
    fields: dict[str, Any], topic: str = "Probes", section: str = "Kubernetes"
) -> Export:
    """A question to be written; of its fields only those given are."""
    question = make_question(fields)
    kept = {key: value for key, value in fields_of(question).items() if key in fields}
    return Export(
        question=question,
        fields={**kept, "id": fields["id"], "kind": fields["kind"], "topic": "probes"},
        topic=topic,
        section=section,
    )
