"""Banks of all kinds: reading, caching, and the rivals of their accepted answers."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from banks import write_yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kind_banks import HEAD, KINDS_BANK, make_kind_item
from msgspec.structs import replace
from tools.schema import bank_schema

from weakspot.bank import catalog as catalog_module
from weakspot.bank.cache import code_files
from weakspot.bank.catalog import load_catalog
from weakspot.bank.checks import check_banks
from weakspot.bank.convert import convert, expand_bare_texts
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.values import Texts

PIECES = st.sampled_from(
    [
        "",
        " ",
        "\n",
        "0",
        "-1",
        "1e9",
        "2%",
        "%",
        "[]",
        "{}",
        "{x}",
        "{1}",
        "'",
        '"',
        ": ",
        ", ",
        "- ",
        "**",
        "/ 0",
        "(",
        "a",
        "true",
        "~",
        "#",
        "…",
    ]
)


def test_questions_of_all_kinds_come_from_the_cache_as_they_were_read(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    bank = read_bank(write_yaml(folder, KINDS_BANK)).bank
    assert bank is not None
    for _ in ("cold", "warm"):
        catalog = load_catalog([(folder, "shipped")], tmp_path / "cache")
        first, *others = map(catalog.question, catalog.entries)
        assert [replace(first, rivals=()), *others] == list(bank.questions)
        assert [entry.kind for entry in catalog.entries.values()] == [
            "typed", "number", "match", "sort", "order", "lines", "decision", "open",
        ]  # fmt: skip
        assert [entry.guess for entry in catalog.entries.values()] == [
            question.guess_rate() for question in bank.questions
        ]


def make_typed_item(id: str, accept: str) -> str:
    text = make_kind_item(
        "typed",
        id,
        "prompt: The {1} is filled by a {2}.",
        f"prompt: Name the {id} of it.",
    )
    start, end = text.index("      - accept"), text.index("    topic")
    return text[:start] + f"      - accept: [{accept}]\n" + text[end:]


def grade_first(folder: Path, *questions: str) -> Callable[[str], float]:
    """Grade texts as answers to the first of these typed questions of one bank."""
    write_yaml(folder, HEAD + "".join(questions))
    question = load_catalog([(folder, "shipped")], folder / "cache").question(
        "rag/first"
    )
    return lambda text: question.grade(Texts(texts=(text,)), {}).score


def test_p19_a_word_of_another_question_is_no_slip(tmp_path: Path) -> None:
    first = make_typed_item("first", "pretraining, training ahead")
    grade = grade_first(tmp_path, first, make_typed_item("second", "retraining"))
    assert [grade("retraining"), grade("pretrainin")] == [0, 1]
    assert (
        grade_first(tmp_path, first, make_typed_item("second", "chunking"))(
            "retraining"
        )
        == 1
    )


def test_p19_a_name_of_its_own_that_another_question_has_too_is_no_rival(
    tmp_path: Path,
) -> None:
    grade = grade_first(
        tmp_path,
        make_typed_item("first", "process"),
        make_typed_item("second", "Processes"),
    )
    assert grade("processe") == 1


def test_p15_so_many_names_of_a_bank_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = (
        make_typed_item("first", "pretraining"),
        make_typed_item("second", "chunking, retraining"),
    )
    assert grade_first(tmp_path, *questions)("retraining") == 0
    monkeypatch.setattr(catalog_module, "MAX_NAMES", 2)
    (tmp_path / "cache").rename(tmp_path / "old")
    assert grade_first(tmp_path, *questions)("retraining") == 1


def test_an_author_can_name_rivals(tmp_path: Path) -> None:
    first = make_typed_item("first", "precision").replace(
        "    gaps", "    rivals: [prevision]\n    gaps"
    )
    grade = grade_first(tmp_path, first, make_typed_item("second", "decision"))
    assert [grade("prevision"), grade("decision"), grade("precison")] == [0, 0, 1]


def test_rivals_make_no_new_revision(tmp_path: Path) -> None:
    first = HEAD + make_typed_item("first", "pretraining")
    alone = read_bank(write_yaml(tmp_path, first)).bank
    both = read_bank(
        write_yaml(tmp_path, first + make_typed_item("second", "retraining"))
    ).bank
    assert alone is not None
    assert both is not None
    assert alone.questions[0].revision() == both.questions[0].revision()


def test_bare_texts_and_spelled_out_ones_are_the_same_question(tmp_path: Path) -> None:
    bare = read_bank(
        write_yaml(tmp_path, HEAD + make_kind_item("sort") + make_kind_item("lines"))
    ).bank
    text = HEAD + make_kind_item(
        "sort", old="[Cutting, Storing,", new="[{text: Cutting}, {text: Storing},"
    )
    text += make_kind_item(
        "lines", old='- "overlap: 40"', new='- {text: "overlap: 40"}'
    )
    assert read_bank(write_yaml(tmp_path, text)).bank == bare


def test_bare_texts_are_expanded_only_where_a_mapping_is_expected() -> None:
    value: Any = {
        "questions": [
            {"kind": "lines", "lines": ["a", {"text": "b"}, 1]},
            {"kind": "x"},
            5,
        ]
    }
    expand_bare_texts(value)
    assert value["questions"] == [
        {"kind": "lines", "lines": [{"text": "a"}, {"text": "b"}, 1]},
        {"kind": "x"},
        5,
    ]
    for odd in (
        None,
        [],
        {},
        {"questions": None},
        {"questions": [{"kind": ["lines"]}]},
    ):
        before = str(odd)
        expand_bare_texts(odd)
        assert str(odd) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "odd", [None, 5, "text", [], {}, [None], [[]], [{}], {"a": 1}, [{"text": []}], True]
)
def test_p14_a_field_of_any_shape_is_reported_or_read(kind: str, odd: Any) -> None:
    names = [
        field for field in KINDS[kind].__struct_fields__ if field not in ("id", "topic")
    ]
    value = {
        "section": "a", "title": "a", "about": "a", "notes": "a", "topics": {},
        "questions": [{"kind": kind, **{name: odd}} for name in names],
    }  # fmt: skip
    bank, _, faults = convert(value)
    assert bank is None
    assert faults


def test_the_cache_knows_the_code_of_every_struct_that_a_bank_is_made_of() -> None:
    known = "".join(path.read_text("utf-8") for path in code_files())
    assert [
        name for name in bank_schema()["$defs"] if f"class {name}(" not in known
    ] == []


def test_the_schema_allows_a_bare_text_for_a_line_or_an_item() -> None:
    schema = bank_schema()["$defs"]
    for kind, field, struct in (
        ("LinesQuestion", "lines", "Line"),
        ("Category", "items", "Item"),
    ):
        assert schema[kind]["properties"][field]["items"] == {
            "anyOf": [{"type": "string"}, {"$ref": f"#/$defs/{struct}"}]
        }


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=150,
)
@given(
    at=st.integers(len(HEAD), len(KINDS_BANK) - 1), piece=PIECES, cut=st.integers(0, 4)
)
def test_p14_all_kinds_with_a_slip_are_reported_or_read(
    tmp_path: Path, at: int, piece: str, cut: int
) -> None:
    reading = read_bank(
        write_yaml(tmp_path, KINDS_BANK[:at] + piece + KINDS_BANK[at + cut :])
    )
    assert (reading.bank is None) == bool(reading.faults)
    for question in () if reading.bank is None else reading.bank.questions:
        numbers = question.draw_numbers(Random(1))
        question.grade(None, numbers)
        question.arrange(Random(1))


def test_course_rules_look_at_the_actions_and_the_reasons_of_a_decision(
    tmp_path: Path,
) -> None:
    text = make_kind_item(
        "decision", old="Add a word index", new="Only add a word index for it"
    )
    text = text.replace("id: decision", "id: d-#").replace("What now?", "#?")
    questions = "".join(text.replace("#", str(n)) for n in range(40))
    located = check_banks([write_yaml(tmp_path, HEAD + questions)], strict=True)
    messages = {fault.rule: fault.message for fault in located}
    assert (
        messages["key-longest"]
        == "the longest option is the key in 100%, by chance 50%"
    )
    assert messages["absolutes"] == "50% of keys have absolutes, 0% of wrong options"
    assert messages["levels"].endswith("of level 4")
    assert "choice-share" not in messages
