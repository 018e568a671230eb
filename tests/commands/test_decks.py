"""weakspot import and weakspot export."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from quiz_home import run_weakspot
from weakspot.formats.detection import read_text

TABLE = """\
question,option a,option b,answer,difficulty
Which port?,443,6443,B,easy
Which?,x,y,Q,hard
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file with one question, and one that has a fault."""
    file = tmp_path / "ports.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_dry_run_says_what_would_come_in_and_what_not_and_writes_nothing(
    table: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    result = run_weakspot("--home", home, "import", table, "-s", "k8s", "--dry-run")
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "ports.csv (table): 1 question: 1 one right",
        "  line 2  choice     Which port?",
        "1 left out:",
        "  line 3: Which?: its key, Q, is none of its options",
        "1 left out of questions that come in:",
        "  line 1: the column difficulty: no question has it",
        f"{home}/subjects/k8s/questions/01-ports.yaml: 1 would be new",
    ]
    assert not home.exists()


def test_an_import_makes_its_subject_and_says_how_to_play_it(
    table: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    first = run_weakspot("--home", home, "import", table, "-s", "k8s")
    bank = f"{home}/subjects/k8s/questions/01-ports.yaml"
    assert first.stdout.splitlines()[-2:] == [
        f"{bank}: 1 new",
        f"play: weakspot --home {home} -s k8s",
    ]
    again = run_weakspot("--home", home, "import", table, "-s", "k8s").stdout
    assert again.splitlines()[-2] == f"{bank}: 1 as before"
    played = run_weakspot(
        "--home", home, "-s", "k8s", "play", "--plain", lines="1\nq\n"
    )
    assert "Which port?" in played.stdout


def test_a_learnt_question_stays_learnt_when_its_card_changes(tmp_path: Path) -> None:
    home, deck = tmp_path / "home", tmp_path / "deck.txt"
    head = "#separator:tab\n#guid column:1\n"
    for front in ("Capital of France", "The capital of France"):
        deck.write_text(f"{head}i3%9|wxpYI\t{front}\tParis\n", encoding="utf-8")
        result = run_weakspot("--home", home, "import", deck, "-s", "world")
        assert result.returncode == 0
        if front.startswith("Capital"):
            run_weakspot(
                "--home", home, "-s", "world", "play", "--plain", lines="Paris\n"
            )
    assert "1 updated" in result.stdout
    stats = run_weakspot("--home", home, "-s", "world", "stats", "--json").stdout
    assert json.loads(stats)["sections"][0]["seen"] == 1


def test_without_a_name_questions_come_into_the_subject_that_is_played(
    table: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run_weakspot("--home", home, "import", table, "-s", "k8s")
    (home / "questions").mkdir()
    (home / "questions" / "own.yaml").write_text("questions: [a: b]\n", "utf-8")
    result = run_weakspot("--home", home, "import", table)
    assert result.stdout.splitlines()[-1] == f"play: weakspot --home {home} -s home"
    assert (home / "questions" / "01-ports.yaml").exists()


@pytest.mark.parametrize("name", [(), ("-s", "ai-engineering")])
def test_nothing_comes_into_the_shipped_questions(
    table: Path, tmp_path: Path, name: tuple[str, ...]
) -> None:
    more = {"XDG_DATA_HOME": str(tmp_path / "data")}
    result = run_weakspot("import", table, *name, **more)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith("a new one is made: weakspot import FILE -s NAME\n")
    assert not (tmp_path / "data").exists()


def test_banks_beside_the_shipped_ones_replace_none_by_an_import(
    table: Path, tmp_path: Path
) -> None:
    more = {"XDG_DATA_HOME": str(tmp_path / "data")}
    own = tmp_path / "data" / "weakspot" / "questions"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("questions:\n  - a: b\n", encoding="utf-8")
    section = ("--section", "model-adaptation")
    result = run_weakspot("import", table, "-s", "own", *section, **more)
    assert result.returncode == 1
    assert "a shipped section, which this would replace; name another" in result.stderr
    assert run_weakspot("import", table, "-s", "own", **more).returncode == 0
    assert (own / "01-ports.yaml").exists()


@pytest.mark.parametrize("name", ["My Notes", "../x", "con"])
def test_a_subject_of_an_unfit_name_is_not_made(
    table: Path, tmp_path: Path, name: str
) -> None:
    home = tmp_path / "home"
    result = run_weakspot("--home", home, "import", table, "-s", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert "no subject can be called" in result.stderr
    assert not home.exists()


def test_a_file_that_brings_nothing_makes_no_subject(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "bad.txt"
    file.write_text("Nothing.", encoding="utf-8")
    result = run_weakspot("--home", home, "import", file, "-s", "k8s")
    assert (result.returncode, result.stdout) == (1, "")
    assert not home.exists()


def test_files_can_be_brought_into_one_section(table: Path, tmp_path: Path) -> None:
    other = table.with_name("more.tsv")
    other.write_text("feu\tfire\n", encoding="utf-8")
    home, section = tmp_path / "home", ("--section", "My notes")
    result = run_weakspot("--home", home, "import", table, other, *section, "-s", "my")
    assert result.returncode == 0
    (bank,) = (home / "subjects" / "my" / "questions").iterdir()
    assert bank.name == "01-my-notes.yaml"
    text = bank.read_text(encoding="utf-8")
    assert "title: My notes" in text
    assert "  - feu: fire" in text


def test_one_bad_file_does_not_keep_the_others_out(table: Path, tmp_path: Path) -> None:
    bad = table.with_name("bad.txt")
    bad.write_text("Nothing.", encoding="utf-8")
    home, gone = tmp_path / "home", table.with_name("gone")
    result = run_weakspot("--home", home, "import", bad, table, gone, "-s", "k8s")
    assert result.returncode == 1
    assert (home / "subjects" / "k8s" / "questions" / "01-ports.yaml").exists()
    first, second = result.stderr.splitlines()
    assert first.startswith("weakspot: bad.txt: is of no format that is known: CSV")
    assert second.endswith(
        "gone cannot be read: No such file or directory; name a file that is there"
    )


@pytest.mark.parametrize("name", ["all.gift", "all.xml", "all.csv", "all.json"])
def test_the_banks_of_a_home_are_written_and_read_again(
    home: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    result = run_weakspot("--home", home, "export", file)
    assert result.returncode == 0
    first = result.stdout.splitlines()[0]
    _, reading = read_text(file.read_text(encoding="utf-8"))
    assert first.startswith(f"{len(reading.items)} questions in ")
    assert reading.left == ()


def test_what_a_format_has_no_place_for_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "questions").mkdir(parents=True)
    examples = Path(__file__).parents[2] / "docs" / "01-examples.yaml"
    shutil.copy(examples, home / "questions" / examples.name)
    lines = run_weakspot(
        "--home", home, "export", tmp_path / "all.gift"
    ).stdout.splitlines()
    assert "gift has no place for: " in lines[1]
    assert "level (" in lines[1]
    assert any(
        line.startswith("not in it, the format has no questions of kind order: ")
        for line in lines
    )
    whole = run_weakspot(
        "--home", home, "export", tmp_path / "all.json"
    ).stdout.splitlines()
    assert len(whole) == 1


def test_one_section_can_be_written(home: Path, tmp_path: Path) -> None:
    slugs = {
        bank["section"]
        for bank in json.loads(run_weakspot("--home", home, "banks", "--json").stdout)
    }
    file = tmp_path / "one.csv"
    assert (
        run_weakspot("--home", home, "export", file, "--section", min(slugs)).returncode
        == 0
    )
    with file.open(encoding="utf-8", newline="") as rows:
        assert len(list(csv.DictReader(rows))) > 0


def test_a_file_that_is_there_is_not_written_over(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.gift"
    file.write_text("mine", encoding="utf-8")
    result = run_weakspot("--home", home, "export", file)
    assert result.returncode == 1
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_unknown_ending_asks_for_the_format(home: Path, tmp_path: Path) -> None:
    result = run_weakspot("--home", home, "export", tmp_path / "quiz.txt")
    assert result.returncode == 2
    assert (
        "name it with --format: gift, moodle, aiken, csv, anki, json" in result.stderr
    )
    result = run_weakspot(
        "--home", home, "export", tmp_path / "quiz.txt", "--format", "aiken"
    )
    assert result.returncode == 0
