"""A kind of question is whole: a twelfth one, declared here alone, is checked, played,
saved and shown.

A kind touches four places: its module, its form on the screen, its lines in plain, and
its page in the format. Here they are below each other, and `add_kind` puts them where
they belong. Run as a script, this file does that first, then what argv says.
"""

import asyncio
import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import query_save, run_python, save_path
from weakspot.cli import run
from weakspot.engine import figures
from weakspot.engine.kinds import registry
from weakspot.engine.kinds.base import Question, check_shape
from weakspot.engine.values import Fault, Part, Response, Texts, Verdict
from weakspot.game import Game
from weakspot.plain.answers import READERS, AnswerReader, BadLine
from weakspot.ui.forms.field import NumberGap
from weakspot.ui.forms.kinds import FORMS, KindForm

ROOT = Path(__file__).parents[1]


# Its module


class EstimateQuestion(Question, frozen=True, kw_only=True, tag="estimate"):
    """A number graded by how near it is: the score falls with the relative error, to 0
    at an error as large as the answer itself.
    """

    answer: float
    unit: str | None = None
    tolerance: float | str = "10%"

    word = "estimate"
    seconds = 30
    blind_score = 0.1
    course_rules = ("round-answer",)

    def read(self, text: str) -> float | None:
        """The number that `text` is; None if it is none."""
        return figures.parse_number(text, self.unit)

    def can_read(self, response: Response | None) -> bool:
        return (
            not isinstance(response, Texts) or self.read(response.texts[0]) is not None
        )

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """1 within a tenth of the answer, then less by the relative error."""
        (text,) = check_shape(response, Texts(texts=("",))).texts
        value = self.read(text)
        error = 1.0 if value is None else abs(value - self.answer) / abs(self.answer)
        score = 1.0 if error <= 0.1 else max(0.0, 1 - error)
        part = Part(
            label="",
            given=text or None,
            right=score == 1,
            expected=figures.format_number(self.answer),
        )
        note = f"off by {error:.0%}" if text and score < 1 else None
        return Verdict(score=score, parts=(part,), note=note)

    def faults(self) -> Iterator[Fault]:
        if self.answer == 0:
            hint = "ask for something else"
            yield Fault("no-estimate", "nothing is near nought", ("answer",), hint)

    def course_faults(self) -> Iterator[Fault]:
        if self.answer % 10:
            message = "an answer to the last digit"
            yield Fault("round-answer", message, ("answer",), "round it")

    def responses(self) -> tuple[Response, Response | None, Response]:
        right, wrong = (str(self.answer), str(3 * self.answer))
        return Texts(texts=(right,)), Texts(texts=("",)), Texts(texts=(wrong,))


# Its lines in plain


class EstimateReader(AnswerReader):
    """Takes a number that is about right."""

    is_text = True

    @property
    def how_to(self) -> str:
        return "Type about how many."

    def take_line(self, line: str) -> Texts:
        written = Texts(texts=(line,))
        if not self.question.can_read(written):
            raise BadLine(f"{line[:40]} is no estimate.")
        return written


# Its page in the format

PAGE = """\
### estimate

A number of which only the size is asked for.

```yaml
- id: seconds-a-day
  kind: estimate
  topic: size
  level: 1
  prompt: About how many seconds has a day?
  answer: 86400
  explain: A day has 24 hours of 3,600 seconds. That is close to 100,000.
  source: {title: A calendar}
- id: hours-a-year
  kind: estimate
  topic: size
  level: 1
  prompt: Roughly how large is a year in hours?
  answer: 8760
  unit: hours
  explain: There are 365 days of 24 hours. Leap years have a day more.
  source: {title: A calendar}
```
"""
HEAD = """\
section: sizes
title: Sizes
about: How large things are.
notes: |
  ## Size

  Count the noughts.
topics:
  size: {title: Size}
questions:
"""
BANK = HEAD + PAGE.partition("```yaml\n")[2].partition("```")[0]


def add_kind() -> None:
    """Put the kind where CONTRIBUTING says, before any bank is read."""
    assert "weakspot.bank.model" not in sys.modules
    registry.KINDS[EstimateQuestion.name()] = EstimateQuestion
    READERS[EstimateQuestion] = EstimateReader
    FORMS[EstimateQuestion] = KindForm(gaps=NumberGap)


async def play_on_the_screen(home: Path) -> None:
    """Answer a question on the screen; write what it shows before and after."""
    sys.path.insert(0, str(ROOT / "tests" / "ui"))
    from pilot import PlayedApp, screen_text

    with closing(Game.open(home)) as game:
        session = game.rounds.start("section", section="sizes", seed=1)
        async with PlayedApp(game, session).run_test(size=(80, 24)) as pilot:
            asked = screen_text(pilot)
            await pilot.press("0", "enter")
            sys.stdout.write(asked + screen_text(pilot))


def write_schema() -> None:
    """Write the JSON Schema with the kind in it."""
    sys.path.insert(0, str(ROOT))
    from tools.schema import schema_text

    sys.stdout.write(schema_text())


if __name__ == "__main__":
    add_kind()
    if sys.argv[1] == "screen":
        asyncio.run(play_on_the_screen(Path(sys.argv[2])))
    elif sys.argv[1] == "schema":
        write_schema()
    else:
        run()


# The tests


def run_with_kind(*args: object, lines: str = "", code: int = 0) -> str:
    """Run weakspot with the kind in a child process; returns what it prints."""
    result = run_python(__file__, *args, lines=lines)
    assert (result.returncode, result.stderr) == (code, ""), result
    return result.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one bank of the kind."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "01-sizes.yaml").write_text(BANK, encoding="utf-8")
    return tmp_path


def write_bank(home: Path, old: str, new: str) -> Path:
    """Write the bank with `old` replaced by `new`; returns its path."""
    assert old in BANK
    path = home / "questions" / "01-sizes.yaml"
    path.write_text(BANK.replace(old, new), encoding="utf-8")
    return path


def read_rows(home: Path) -> list[object]:
    """All rows that are derived from the log."""
    path = save_path(home)
    tables = ("node", "memory", "day")
    return [query_save(path, f"SELECT * FROM {name} ORDER BY 1, 2") for name in tables]


def test_without_it_the_kind_is_unknown(home: Path) -> None:
    result = run_python("-m", "weakspot", "check", home / "questions")
    assert result.returncode == 1
    assert "no such kind: estimate" in result.stdout


def test_a_sound_bank_of_the_kind_has_no_fault(home: Path) -> None:
    told = run_with_kind("check", home / "questions")
    assert re.fullmatch(r"1 bank, 0 \w+\n", told)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("86400", "0", ":16:11: nothing is near nought (ask for something else)"),
        ("86400", "many", ":16:11: the text “many” where a number is due"),
        ("  unit: hours", "  units: hours", ":25:3: unknown field `units` (did you"),
    ],
)
def test_a_fault_is_told_with_its_place(
    home: Path, old: str, new: str, told: str
) -> None:
    assert told in run_with_kind("check", write_bank(home, old, new), code=1)


def test_its_own_rule_for_courses_can_be_waived(home: Path) -> None:
    path = write_bank(home, "answer: 86400", "answer: 86401")
    told = run_with_kind("check", path, code=1)
    assert "an answer to the last digit (round it) [round-answer]" in told
    waived = "answer: 86401\n  waive: {round-answer: It is so.}"
    write_bank(home, "answer: 86400", waived)
    assert "round-answer" not in run_with_kind("check", path)


def test_it_is_played_in_lines_and_saved(home: Path) -> None:
    out = run_with_kind(
        "play", "--plain", "--section", "sizes", "--home", home, "--seed", "1",
        lines="lots\n0\n:0\n",
    )  # fmt: skip
    assert "Type about how many." in out
    assert "lots is no estimate." in out
    assert "off by 100%" in out
    assert "Sizes / Results" in out
    path = save_path(home)
    logged = "SELECT kind, score, guess, given IS NULL FROM attempt ORDER BY id"
    assert query_save(path, logged) == [("estimate", 0, 0.1, 0), ("estimate", 0, 0, 1)]


def test_a_near_answer_gets_most_of_the_score(home: Path) -> None:
    write_bank(home, BANK[BANK.index("- id: hours") :], "")
    asked = ("play", "--plain", "--section", "sizes", "--home", home)
    out = run_with_kind(*asked, lines="64,800\n")
    assert "off by 25%" in out
    assert query_save(save_path(home), "SELECT score FROM attempt") == [(0.75,)]
    assert "✓ Right" in run_with_kind(*asked, lines="90000\n")


def test_its_answers_are_derived_again_and_exported(home: Path) -> None:
    run_with_kind(
        "play", "--plain", "--section", "sizes", "--home", home, lines="50000\n9000\n"
    )
    before = read_rows(home)
    assert all(before)
    run_with_kind("save", "rebuild", "--home", home)
    assert read_rows(home) == before
    lines = run_with_kind("save", "export", "--home", home).splitlines()
    rows = [row for row in map(json.loads, lines) if "attempt" in row]
    assert [row["attempt"]["kind"] for row in rows] == ["estimate"] * 2
    stats = json.loads(run_with_kind("stats", "--json", "--home", home))
    assert stats["kinds"]["estimate"]["answers"] == 2


def test_it_is_listed_by_its_word(home: Path) -> None:
    assert "2 questions in all: 2 estimate" in run_with_kind("banks", "--home", home)


def test_it_is_played_on_the_screen(home: Path) -> None:
    shown = run_with_kind("screen", home)
    assert re.search(r"(About|Roughly) how", shown)
    assert "within 10 %" in shown
    assert "off by 100%" in shown
    logged = query_save(save_path(home), "SELECT kind, score FROM attempt")
    assert logged == [("estimate", 0)]


def test_the_schema_for_editors_has_it(home: Path) -> None:
    defined = json.loads(run_with_kind("schema"))["$defs"]["EstimateQuestion"]
    assert defined["properties"]["kind"]["enum"] == ["estimate"]
    assert {"answer", "prompt"} <= set(defined["required"])
