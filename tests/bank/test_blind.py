"""What is printed for blind readers gives no answer away."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools.blind import main

from weakspot.engine.kinds.registry import KINDS

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.safe_load(
    (ROOT / "tests" / "data" / "01-retrieval.yaml").read_text(encoding="utf-8")
)
SECRETS = {
    "explain",
    "hint",
    "why",
    "fix",
    "misconception",
    "source",
    "accept",
    "near",
    "rubric",
    "work",
}


@pytest.fixture
def print_blind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Return a function that prints a bank of some questions blind: all, or those
    named.
    """
    monkeypatch.chdir(tmp_path)
    Path("questions").mkdir()

    def run(questions: list[dict[str, Any]], *names: str) -> str:
        bank = json.dumps({**EXAMPLES, "questions": questions})
        Path("questions", "01-retrieval.yaml").write_text(bank, encoding="utf-8")
        assert main(list(names)) == 0
        return capsys.readouterr().out

    return run


def secret_texts(value: Any, hidden: bool = False) -> Iterator[str]:
    """Yield all texts in the fields that nobody may see before answering."""
    if isinstance(value, dict):
        for name, inner in value.items():
            is_formula = name == "answer" and isinstance(inner, str)
            yield from secret_texts(inner, hidden or name in SECRETS or is_formula)
    elif isinstance(value, list):
        for inner in value:
            yield from secret_texts(inner, hidden)
    elif hidden and isinstance(value, str):
        yield value


def change_answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return the question with another answer."""
    changed = json.loads(json.dumps(question))
    for field, mark in (
        ("options", "right"),
        ("actions", "right"),
        ("reasons", "right"),
        ("lines", "fault"),
    ):
        if field in changed:
            items = [
                item if isinstance(item, dict) else {"text": item}
                for item in changed[field]
            ]
            marks = [item.pop(mark, False) for item in items]
            for item, right in zip(items, [*marks[1:], marks[0]], strict=True):
                item.pop("fix", None)
                item |= (
                    {mark: True, "why": "So."}
                    if right and mark == "fault"
                    else {"why": "So."}
                )
                item |= {mark: True} if right else {}
            changed[field] = items
    if changed["kind"] == "truefalse":
        changed["answer"] = not changed["answer"]
    if changed["kind"] == "number":
        changed |= {"answer": "documents + tokens + size", "near": [], "work": ""}
    if changed["kind"] == "typed":
        changed["gaps"] = [
            {"accept": [f"other {place}"]} for place in range(len(changed["gaps"]))
        ]
    if changed["kind"] == "open":
        changed |= {"answer": "Nothing.", "rubric": ["Asks", "Waits", "Sees"]}
    return changed


@pytest.mark.parametrize(
    "question", EXAMPLES["questions"], ids=lambda question: question["kind"]
)
def test_no_key_reason_or_source_is_printed(
    print_blind: Any, question: dict[str, Any]
) -> None:
    printed = print_blind([question])
    assert [text for text in secret_texts(question) if text.strip() in printed] == []
    assert " ".join(question["prompt"].split()[:3]).split("{")[0] in printed


@pytest.mark.parametrize(
    "question",
    [
        question
        for question in EXAMPLES["questions"]
        if question["kind"] not in ("match", "sort", "order")
    ],
    ids=lambda question: question["kind"],
)
def test_another_answer_is_printed_the_same(
    print_blind: Any, question: dict[str, Any]
) -> None:
    other = change_answer(question)
    assert other != question
    first, second = (
        re.sub(r"revision \w+", "", print_blind([item])) for item in (question, other)
    )
    assert first == second


def test_steps_are_not_printed_in_their_order(print_blind: Any) -> None:
    (order,) = [
        question for question in EXAMPLES["questions"] if question["kind"] == "order"
    ]
    printed = print_blind([order])
    places = [printed.index(step) for step in order["steps"]]
    assert places != sorted(places)


def test_each_question_is_printed_with_its_key_and_revision(print_blind: Any) -> None:
    printed = print_blind(EXAMPLES["questions"])
    heads = re.findall(
        r"^### (\S+)  revision ([0-9a-f]{12})  (\w+), level", printed, re.M
    )
    keys = [f"retrieval/{question['id']}" for question in EXAMPLES["questions"]]
    assert [key for key, _, _ in heads] == keys
    assert {kind for _, _, kind in heads} == set(KINDS)


def test_questions_can_be_named(
    print_blind: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("questions/01-retrieval.yaml", "old-index", "retrieval/name-the-ranker")
    printed = print_blind(EXAMPLES["questions"], *names)
    assert re.findall(r"^### (\S+)", printed, re.M) == [
        "retrieval/old-index",
        "retrieval/name-the-ranker",
    ]
    assert main(["nothing-of-it"]) == 2
    assert capsys.readouterr().out == "There is no such question.\n"


def test_a_bank_of_any_folder_is_printed_and_one_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "01-retrieval.yaml"
    bank.write_text(json.dumps(EXAMPLES), encoding="utf-8")
    assert main([str(bank), "old-index"]) == 0
    assert capsys.readouterr().out.startswith("### retrieval/old-index  revision ")
    bank.write_text("section: [", encoding="utf-8")
    assert main([str(bank)]) == 2
    assert (
        capsys.readouterr().out == f"{bank} is no sound bank: weakspot check {bank}\n"
    )


def test_a_reader_that_leaves_ends_it_without_a_traceback(tmp_path: Path) -> None:
    bank = tmp_path / "01-retrieval.yaml"
    bank.write_text(json.dumps(EXAMPLES), encoding="utf-8")
    command = [sys.executable, "-m", "tools.blind", str(bank)]
    read, write = os.pipe()
    os.close(read)  # as `head` does once it has its lines
    run = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, check=False, cwd=ROOT
    )
    os.close(write)
    assert (run.returncode, run.stderr) == (-signal.SIGPIPE, b"")
