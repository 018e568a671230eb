"""The player's editor gets the terminal until it closes; then the game has it back. On
real terminals.
"""

import shlex
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from quiz_home import make_bank, make_home, make_item, run_weakspot, write_bank
from terminal import TerminalProcess, run_on_terminal
from weakspot.editor import edit_text
from weakspot.errors import WeakspotError

LEFT, BACK = b"\x1b[?1049l", b"\x1b[?1049h"
F6, F7 = b"\x1b[17~", b"\x1b[18~"
EDITOR = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
was, now = input(f"EDITING {sys.argv[1:-1]} {len(text)}").split()
path.write_text(text.replace(was, now), encoding="utf-8")
"""


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor's command that prints its arguments and replaces one word by another
    that it reads.
    """
    script = tmp_path / "editor.py"
    script.write_text(EDITOR, encoding="utf-8")
    return shlex.join([sys.executable, str(script)])


@pytest.fixture
def open_question_home(tmp_path: Path) -> Path:
    """A home with a single question, of the kind open."""
    open_fields = {
        "kind": "open",
        "answer": "Which cases?",
        "rubric": ["Cases", "A bar"],
    }
    question = make_item("review", "evals") | open_fields
    del question["options"]
    write_bank(
        tmp_path / "open",
        "01-open.yaml",
        make_bank("open", {"evals": "Evals"}, question),
    )
    return tmp_path / "open"


def replace_in_editor(process: TerminalProcess, was: str, now: str) -> bytes:
    """Wait for the editor and make it replace `was` by `now`; returns the output up to
    then.
    """
    output = process.read_until(b"EDITING")
    process.type(f"{was} {now}\n".encode())
    return output


def test_the_screen_lends_its_terminal_to_the_editor_of_a_question(
    tmp_path: Path, editor: str
) -> None:
    home = make_home(tmp_path / "home")
    with run_on_terminal(home, "play", "--topic", "ranking", VISUAL=editor) as process:
        process.read_until(b"1 of 2")
        process.type(b"0")
        process.read_until(b"Not known yet")
        process.type(b"E")
        assert LEFT in replace_in_editor(process, "So", "Mended")
        assert BACK in process.read_until(b"The bank was read again.")
        process.type(b"u")
        process.read_until(b"You have seen its answer")
        process.type(b"\x11")
        assert LEFT in process.read_until(None)
        assert process.child.wait() == 0
    assert "explain: Mended it is with rank-a." in (
        home / "questions" / "01-rag.yaml"
    ).read_text("utf-8")


def test_the_screen_lends_its_terminal_to_an_answers_editor(
    open_question_home: Path, editor: str
) -> None:
    with run_on_terminal(
        open_question_home, "play", "--topic", "evals", VISUAL="", EDITOR=editor
    ) as process:
        process.read_until(b"Your answer")
        process.type(b"first" + F7)
        assert LEFT in replace_in_editor(process, "first", "Second")
        process.read_until(BACK)
        process.read_until(b"Second")
        process.type(F6)
        process.read_until(b"Which cases?")
        assert process.child.poll() is None


@pytest.mark.parametrize(
    ("how", "why"),
    [(0o644, b"Permission denied"), (None, b"No such file")],
    ids=["no program", "not there"],
)
def test_the_screen_comes_back_where_the_editor_does_not_open(
    open_question_home: Path, how: int | None, why: bytes
) -> None:
    wrong = open_question_home / "editor"
    if how is not None:
        wrong.touch(how)
    with run_on_terminal(
        open_question_home, "play", "--topic", "evals", VISUAL=str(wrong)
    ) as process:
        process.read_until(b"Your answer")
        process.type(b"first" + F7)
        process.read_until(LEFT)
        process.read_until(BACK)
        output = process.read_until(b"The editor did not open: " + why)
        if b"first" not in output:  # either may be drawn first
            process.read_until(b"first")
        process.type(F6)
        process.read_until(b"Which cases?")
        assert process.child.poll() is None


def test_a_text_that_no_temporary_file_takes_is_not_edited(
    tmp_path: Path, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(
        WeakspotError, match="did not get to the editor and back: No such file"
    ):
        edit_text("first", nullcontext)


@pytest.mark.parametrize("command", [b"E", b":E"])
def test_line_mode_opens_the_question_answered_last(
    tmp_path: Path, editor: str, command: bytes
) -> None:
    home = make_home(tmp_path / "home")
    with run_on_terminal(
        home, "play", "--plain", "--topic", "ranking", VISUAL=editor
    ) as process:
        process.type(b"E\n0\n")
        assert b"Nothing was answered yet." in process.read_until(b"2 of 2")
        to_come = process.read_until(b"> ").decode()
        last, asked = (
            ("rank-a", "rank-b") if "rank-b?" in to_come else ("rank-b", "rank-a")
        )
        process.type(command + b"\n")
        output = replace_in_editor(process, f"{asked}?", "both?")
        output += process.read_until(b"What is true of both?")
        assert f"EDITING ['+{line_of(home, last)}']".encode() in output
        assert b"The bank was read again." in output
        assert b"2 of 2" in output
        process.type(b"q\n")
        process.read_until(b"goes on here")
        assert process.child.wait() == 0


def test_line_mode_opens_it_at_the_results_too(tmp_path: Path, editor: str) -> None:
    home = make_home(tmp_path / "home")
    with run_on_terminal(
        home, "play", "--plain", "--topic", "rlhf", "--questions", "1", VISUAL=editor
    ) as process:
        process.type(b"0\n")
        process.read_until(b"w weak spots")
        process.type(b"E\n")
        replace_in_editor(process, "The", "Our")
        process.read_until(b"The bank was read again.")
        process.type(b"q\n")
        process.read_until(None)
        assert process.child.wait() == 0


def test_line_mode_says_why_it_opens_no_editor(tmp_path: Path, editor: str) -> None:
    home = make_home(tmp_path / "home")
    piped = run_weakspot(
        "--home", home, "play", "--topic", "ranking", lines="0\nE\n", VISUAL=editor
    )
    assert "An editor needs a terminal" in piped.stdout
    assert piped.returncode == 0
    with run_on_terminal(
        home, "play", "--plain", "--topic", "rlhf", VISUAL="", EDITOR=""
    ) as process:
        process.type(b"0\nE\n")
        process.read_until(b"No editor is set; `EDITOR=nano weakspot` sets one.")
        process.type(b"q\n")
        process.read_until(b"goes on here")


def line_of(home: Path, id: str) -> int:
    """Return the line of a question in the first bank."""
    lines = (home / "questions" / "01-rag.yaml").read_text(encoding="utf-8").split("\n")
    return 1 + [line.strip() for line in lines].index(f"- id: {id}")
