"""The schema and the documented examples agree with the format."""

import json
import re
from pathlib import Path

import pytest
from banks import write_yaml
from jsonschema import Draft202012Validator
from tools.schema import bank_schema, schema_text

from weakspot.bank.checks import check_banks
from weakspot.bank.reader import read_bank, read_text
from weakspot.bank.tree import Tree, build_value
from weakspot.engine.kinds.registry import KINDS

QUESTIONS = Path(__file__).parents[2] / "questions"
README = (QUESTIONS / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_committed_schema_follows_the_structs() -> None:
    committed = (QUESTIONS / "schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "python -m tools.schema > questions/schema.json"


def test_the_schema_describes_every_kind() -> None:
    kinds = {
        inner["properties"]["kind"]["enum"][0]
        for inner in bank_schema()["$defs"].values()
        if "kind" in inner.get("properties", {})
    }
    assert kinds == set(KINDS)
    assert json.loads(schema_text()) == bank_schema()


def test_the_schema_knows_what_levels_and_slugs_there_are() -> None:
    structs = [inner["properties"] for inner in bank_schema()["$defs"].values()]
    levels = [
        properties["level"]["enum"] for properties in structs if "level" in properties
    ]
    assert levels == [[1, 2, 3, 4]] * len(KINDS)
    slugs = [
        properties[name]
        for properties in structs
        for name in ("id", "section")
        if name in properties
    ]
    assert {bool(re.search(slug["pattern"], "a-b")) for slug in slugs} == {True}
    assert {bool(re.search(slug["pattern"], "A_b")) for slug in slugs} == {False}


def find_schema_faults(path: Path) -> list[str]:
    """What an editor that knows the schema marks in a bank."""
    value, _ = build_value(Tree(read_text(path)[0]).root)
    return [
        error.message
        for error in Draft202012Validator(bank_schema()).iter_errors(value)
    ]


@pytest.mark.parametrize(
    "path",
    [
        *QUESTIONS.glob("*.yaml"),
        QUESTIONS.parent / "docs" / "01-examples.yaml",
        *(QUESTIONS.parent / "tests" / "data").glob("*.yaml"),
    ],
    ids=lambda path: path.name,
)
def test_the_schema_accepts_the_full_form_and_the_short_one(path: Path) -> None:
    assert find_schema_faults(path) == []


SLIPS = [
    "- {prompt: a}",
    "- {promt: a, answer: b}",
    "- {prompt: a, answer: {b: c}}",
    "- {prompt: a, answer: b, wrong: []}",
    "- {prompt: a, answer: b, levle: 3}",
    "- {prompt: a, answer: b, level: 5}",
    "- {prompt: a, pairs: {b: c}}",
    "- prompt: a",
    "- a: {b: c}",
    "- no gap",
    "- 5",
    "- {kind: choise, prompt: a, answer: b}",
]


@pytest.mark.parametrize("question", SLIPS)
def test_the_schema_and_the_check_refuse_the_same_slips(
    tmp_path: Path, question: str
) -> None:
    path = write_yaml(tmp_path, f"questions:\n{question}\n", "notes.yaml")
    assert find_schema_faults(path)
    assert read_bank(path).faults


def test_every_field_is_described_where_editors_show_it() -> None:
    for name, struct in bank_schema()["$defs"].items():
        if name == "Bank" or "kind" in struct["properties"]:
            told = {
                field
                for field, value in struct["properties"].items()
                if "description" in value
            }
            missing = set(struct["properties"]) - told
            assert missing <= {
                "answer",
                "gaps",
                "options",
                "lines",
                "categories",
                "title",
            }


def write_example(folder: Path, number: int) -> Path:
    """Write the example of this number as a bank: one is of questions alone."""
    text = FENCED[number]
    if text.startswith("  - "):
        text = f"questions:\n{text}"
    return write_yaml(folder, text, f"{number:02}-retrieval.yaml")


@pytest.mark.parametrize("number", range(len(FENCED)))
def test_each_example_for_authors_passes_the_check(tmp_path: Path, number: int) -> None:
    path = write_example(tmp_path, number)
    assert [str(fault) for fault in check_banks([path], strict=False)] == []
    assert find_schema_faults(path) == []


def test_every_kind_is_described_with_an_example(tmp_path: Path) -> None:
    banks = [
        read_bank(write_example(tmp_path, number)).bank for number in range(len(FENCED))
    ]
    shown = {
        question.name()
        for bank in banks
        if bank is not None
        for question in bank.questions
    }
    assert shown == set(KINDS)
    assert [kind for kind in KINDS if f"**{kind}**" not in README] == []


def test_the_page_for_authors_begins_with_the_short_form_and_stays_short() -> None:
    assert len(README.split()) <= 1500
    first_screen = README.splitlines()[:40]
    assert sum(line.startswith("```") for line in first_screen) == 2
    assert len(FENCED[0].splitlines()) <= 24
