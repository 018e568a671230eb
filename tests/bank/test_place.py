from pathlib import Path

import pytest

from weakspot.bank.reader import line_of

TEXT = """\
section: s
# id: two
questions:
  - id: one-more
    prompt: "id: two"
  - id: one
  - kind: choice
    id: 'two'
  - {id: three, kind: choice}
"""


@pytest.mark.parametrize(
    ("id", "line"), [("one-more", 4), ("one", 6), ("two", 8), ("three", 9), ("no", 1)]
)
def test_the_line_of_a_question_is_that_of_its_id(
    tmp_path: Path, id: str, line: int
) -> None:
    path = tmp_path / "01-s.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert line_of(path, id) == line


def test_a_file_that_is_gone_opens_at_its_first_line(tmp_path: Path) -> None:
    assert line_of(tmp_path / "gone.yaml", "one") == 1
