"""`check --fix` writes ids, and changes nothing else."""

import stat
from pathlib import Path

import pytest
from banks import SOUND, write_yaml

from quiz_home import run_process
from weakspot.bank.reader import read_bank

TEXT = """\
# Notes of a course
title:   Notes
questions:   # in any order
  - a: b

  # the second
  - prompt: >-   # folded
      Why is it
      so?
    answer: 'that'   # in quotes
    wrong: [~, 1.30]
  -   answer: x
      prompt: c
  - {prompt: in one, answer: line}
  - id: kept
    prompt: e
    answer: f
  - # a comment
    prompt: g
    answer: h
  - prompt: not yet
    draft: true
"""
FIXED = """\
# Notes of a course
title:   Notes
questions:   # in any order
  - a: b

  # the second
  - id: why-is-it-so-679a
    prompt: >-   # folded
      Why is it
      so?
    answer: 'that'   # in quotes
    wrong: [~, 1.30]
  -   id: c-2e7d
      answer: x
      prompt: c
  - {prompt: in one, answer: line}
  - id: kept
    prompt: e
    answer: f
  - # a comment
    id: g-cd0a
    prompt: g
    answer: h
  - prompt: not yet
    draft: true
"""


def test_missing_ids_are_written_into_blocks_and_all_else_stays(tmp_path: Path) -> None:
    path = write_yaml(tmp_path, TEXT, "notes.yaml")
    path.chmod(0o640)
    before = read_bank(path).bank
    result = run_process("check", "--fix", path)
    assert result.stdout.splitlines()[0] == f"{path}: 3 ids written"
    assert path.read_text("utf-8") == FIXED
    assert read_bank(path).bank == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    again = run_process("check", "--fix", path)
    assert "ids written" not in again.stdout
    assert path.read_text("utf-8") == FIXED


def test_line_ends_and_the_mark_of_an_encoding_stay(tmp_path: Path) -> None:
    text = "\ufeffquestions:\r\n- prompt: a\r\n  answer: b\r\n"
    path = write_yaml(tmp_path, text, "notes.yaml")
    assert run_process("check", "--fix", path).returncode == 0
    (question,) = read_bank(path).bank.questions  # type: ignore[union-attr]
    expected = text.replace("- prompt", f"- id: {question.id}\r\n  prompt")
    assert path.read_bytes() == expected.encode()


def test_a_linked_bank_is_fixed_where_it_is(tmp_path: Path) -> None:
    real = write_yaml(tmp_path, TEXT, "real.yaml")
    link = tmp_path / "notes.yaml"
    link.symlink_to(real.name)
    run_process("check", "--fix", link)
    assert link.is_symlink()
    assert real.read_text("utf-8") == FIXED


@pytest.mark.parametrize("text", [SOUND, TEXT.replace("title", "titel"), "a: ["])
def test_a_bank_with_faults_or_with_all_ids_is_left_alone(
    tmp_path: Path, text: str
) -> None:
    path = write_yaml(tmp_path, text)
    before = path.stat()
    run_process("check", "--fix", path)
    assert path.read_text("utf-8") == text
    assert path.stat().st_mtime_ns == before.st_mtime_ns
