"""Our own banks, written as JSON and read again, are the same questions."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from quiz_home import run_weakspot
from weakspot.bank.reader import read_bank

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    "bank", sorted(QUESTIONS.glob("[0-9]*.yaml")), ids=lambda path: path.stem
)
def test_our_json_holds_all_of_our_questions(bank: Path, tmp_path: Path) -> None:
    source, home, file = tmp_path / "from", tmp_path / "to", tmp_path / "all.json"
    (source / "questions").mkdir(parents=True)
    (source / "questions" / bank.name).write_bytes(bank.read_bytes())
    lines = run_weakspot("--home", source, "export", file).stdout.splitlines()
    assert len(lines) == 1
    into = ("--home", home, "import", file, "-s", "copy")
    assert run_weakspot(*into).returncode == 0
    again = run_weakspot(*into).stdout
    (made,) = (home / "subjects" / "copy" / "questions").iterdir()
    read, there = read_bank(made).bank, read_bank(bank).bank
    assert read is not None
    assert there is not None
    assert f"{len(there.questions)} as before" in again
    ours = {question.id: replace(question, topic="") for question in there.questions}
    assert {
        question.id: replace(question, topic="") for question in read.questions
    } == ours
    assert {topic.title for topic in read.topics.values()} == {
        there.topics[question.topic].title for question in there.questions
    }
    used = set(read.misconceptions.items()) <= set(there.misconceptions.items())
    assert used
    assert all(there.cases[slug] == case for slug, case in read.cases.items())
