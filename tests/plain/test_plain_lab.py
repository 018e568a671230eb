import io
from contextlib import closing
from pathlib import Path

import pytest

from lab_home import PICKS, STUDY_BOT, describe
from line_play import LockingOutput
from quiz_home import Clock, make_home, open_game, run_weakspot, save_path
from weakspot.engine.lab import StepAnswer
from weakspot.game import Game
from weakspot.plain.lab import PlainLab
from weakspot.words.lab import STEPS


def play_lab(game: Game, *lines: str) -> str:
    """Play the lab with these lines as input; returns what is printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    PlainLab(game, io.StringIO("".join(f"{line}\n" for line in lines)), out).play()
    out.flush()
    return out.buffer.getvalue().decode()


def step_lines(slug: str, text: str, ticks: str = "1") -> list[str]:
    """The lines that answer a step."""
    step = next(step for step in STEPS if step.slug == slug)
    picks = PICKS.get(slug, ())
    numbers = [at for at, one in enumerate(step.options, 1) if one.slug in picks]
    picked = [" ".join(map(str, numbers))] if step.options else []
    return [*picked, *text.split("\n"), ".", ticks]


WHOLE = [line for slug, text in STUDY_BOT.items() for line in step_lines(slug, text)]
"""The lines that describe the study bot, one point ticked in each step."""


def test_a_whole_lab_is_played_in_lines_to_its_card_and_a_round_of_its_topics(
    lab_home: Path,
) -> None:
    lines = "\n".join(["Study bot", *WHOLE, "d", "1", ":q"])
    done = run_weakspot(
        "play", "--mode", "lab", "--plain", "--home", lab_home, lines=lines
    )
    assert done.returncode == 0
    assert done.stdout.count("A model answer: ") >= 7
    assert "7 of 7 steps · 7 of 30 points · 23 gaps\n" in done.stdout
    assert "● Technique: RAG, Tools\n  Facts were missing" in done.stdout
    assert "  ◔ no threshold before looking → Evals before production\n" in done.stdout
    head = done.stdout.partition(" a step · w FILE")[0]
    assert " topics · 1-7" in head
    assert "· Gaps / " in done.stdout.partition(" topics · 1-7")[2]
    card = run_weakspot("card", "--home", lab_home)
    assert card.returncode == 0
    assert card.stdout.strip() in done.stdout


def test_without_a_terminal_the_marks_are_the_outputs_own(lab_home: Path) -> None:
    with closing(open_game(lab_home)) as game:
        describe(game)
    out = run_weakspot("card", "--home", lab_home, WEAKSPOT_HOME=str(lab_home)).stdout
    assert "◔ no unit of work → Cost arithmetic" in out
    (lab_home / "settings.toml").write_text('marks = "ascii"\n')
    plain = run_weakspot("card", "--home", lab_home).stdout
    assert "? no unit of work -> Cost arithmetic" in plain
    assert plain.isascii()


def test_what_is_written_is_kept_and_goes_on_where_it_was_left(lab_game: Game) -> None:
    text = play_lab(lab_game, "Study bot", *step_lines("project", "One."), "5", "Two.")
    assert text.endswith("Kept. `weakspot play --mode lab` goes on here.\n")
    text = play_lab(lab_game, "", "", "Three.", ".", "2", ":q")
    assert (
        "  1  Study bot: 2 of 7 steps · 1 of 4 points · 3 gaps · changed today\n"
        in text
    )
    assert "Picked: Tools. Enter leaves it so.\n" in text
    assert "Written so far; more lines go on from there:\n  Two.\n" in text
    (project,) = lab_game.lab.projects()
    said = project.answer("technique")
    assert (said.picks, said.text) == (("tools",), "Two.\nThree.")
    assert said.ticks == ("weights",)


def test_a_step_can_be_passed_over_gone_back_to_and_compared_again(
    lab_game: Game,
) -> None:
    ways = [":s", ":b", ":g 4", ":g 9", ":boo", ":e", ":?", ":c", "4"]
    text = play_lab(lab_game, "Bot", *ways, "Cases.", ".", "3 1", ":q")
    for head in ("2 of 7 · Technique", "1 of 7 · Project", "4 of 7 · Evaluation"):
        assert f"Bot · step {head}\n" in text
    assert ":g 9 does nothing here" in text
    assert ":boo does nothing here; :? lists the commands." in text
    assert "For example: 80 pull requests" in text
    assert ":g 3 goes to step 3" in text
    assert "0 of 7 steps\n" in text
    (project,) = lab_game.lab.projects()
    assert project.answer("evaluation").ticks == ("cases", "threshold")
    again = play_lab(lab_game, "", ":g 4", ".", "", ":q")
    assert "Ticked before: 1 3. Enter leaves it so.\n" in again
    assert lab_game.lab.projects() == (project,)


def test_lines_that_are_no_answer_say_what_would_be(lab_game: Game) -> None:
    text = play_lab(
        lab_game, "Bot", "", "So.", ".", "9", "", "1", "boo 7", "7", "0", "", ":s"
    )
    for words in (
        "Nothing is written yet; :s goes on without it.",
        "The numbers go from 1 to 4; 0 alone means: none of them.",
        "Their numbers; 0 for none.",
        "boo 7 does nothing here",
        "The numbers go from 1 to 6; 0 alone means: none of them.",
    ):
        assert words in text, words
    text = play_lab(lab_game, "1", ":g 3", "1 2")
    assert "Only one number here" in text


def test_a_line_is_taken_back(lab_game: Game) -> None:
    play_lab(lab_game, "Bot", "One.", "Two.", ":u", "Three.", ":q")
    (project,) = lab_game.lab.projects()
    assert project.answer("project").text == "One.\nThree."


def test_there_can_be_several_projects(lab_game: Game, clock: Clock) -> None:
    describe(lab_game, "First")
    clock.advance(days=2)
    text = play_lab(lab_game, "n", "Second", ":q")
    assert (
        "  1  First: 7 of 7 steps · 23 of 30 points · 7 gaps · changed 2 days ago\n"
        in text
    )
    text = play_lab(lab_game, "3", "2", "n", "Third")
    assert "Type a number from 1 to 2, n or q." in text
    assert "First · project card" in text
    assert [one.name for one in lab_game.lab.projects()] == ["Third", "Second", "First"]


def test_a_card_is_written_into_a_new_file_only(lab_game: Game, tmp_path: Path) -> None:
    describe(lab_game)
    file = tmp_path / "bot.md"
    text = play_lab(
        lab_game, "", f"w {file}", f"w {file}", f"w {tmp_path}/a.txt", "w no/a.md"
    )
    text = " ".join(text.split())
    assert f"The card is in {file}." in text
    assert "bot.md is there already; name a new file" in text
    assert "a.txt is neither FILE.md nor FILE.svg" in text
    assert "there is no folder" in text
    assert file.read_text(encoding="utf-8").startswith("# Study bot\n")


def test_a_step_that_cannot_be_saved_is_tried_again(
    lab_game: Game, lab_home: Path
) -> None:
    out = LockingOutput(lab_game, save_path(lab_home), "0 for none.")
    lines = io.StringIO("Bot\nA whole thought\n.\n1\n\n:q\n")
    PlainLab(lab_game, lines, out).play()
    out.db.close()
    assert "not saved: another program holds" in out.getvalue()
    (project,) = lab_game.lab.projects()
    assert project.answer("project") == StepAnswer(
        text="A whole thought", ticks=("users",)
    )


class InterruptedLines(io.StringIO):
    """Lines after which Ctrl+C is pressed."""

    def readline(self, size: int | None = -1, /) -> str:
        if not (line := super().readline(size)):
            raise KeyboardInterrupt
        return line


def test_what_is_typed_before_ctrl_c_is_kept(lab_game: Game) -> None:
    lines = InterruptedLines("Bot\nOne.\nTwo.\n")
    with pytest.raises(KeyboardInterrupt):
        PlainLab(lab_game, lines, io.StringIO()).play()
    (project,) = lab_game.lab.projects()
    assert project.answer("project").text == "One.\nTwo."


def test_a_lab_that_cannot_be_saved_says_so(lab_home: Path) -> None:
    with closing(Game.open(lab_home, unsaved="the disk is full")) as game:
        text = play_lab(game, "Bot", "One.", ":q")
    assert "the disk is full" in text
    assert "Not saved: what you answered is gone now." in text


def test_hostile_text_is_shown_and_not_obeyed(lab_game: Game) -> None:
    text = play_lab(
        lab_game, "d[key] \x1b[2J", "a \x1b]52;c;eA==\x07 b", ".", "0", ":c"
    )
    assert "\x1b" not in text
    assert "d[key] <U+001B>[2J" in text


def test_other_banks_have_no_lab(tmp_path: Path) -> None:
    other = make_home(tmp_path / "other")
    done = run_weakspot("play", "--mode", "lab", "--plain", "--home", other)
    assert done.returncode == 2
    assert "the mini-lab belongs to the banks on AI engineering" in done.stderr


def test_the_lab_takes_no_other_options(lab_home: Path) -> None:
    done = run_weakspot(
        "play", "--mode", "lab", "--section", "mini-lab", "--home", lab_home
    )
    assert done.returncode == 2
    assert "leave the rest out" in done.stderr


# The command


def test_the_command_prints_and_writes_any_project(
    lab_home: Path, tmp_path: Path
) -> None:
    none = run_weakspot("card", "--home", lab_home)
    assert (none.returncode, none.stdout) == (2, "")
    assert "`weakspot play --mode lab` begins one" in none.stderr
    with closing(open_game(lab_home)) as game:
        describe(game, "Study bot")
    with closing(open_game(lab_home)) as game:
        game.lab.create("Reader")
    newest = run_weakspot("card", "--home", lab_home).stdout
    assert newest.startswith("Reader · project card")
    assert "not said yet: How do you know that it works?" in newest
    picture = tmp_path / "bot.svg"
    done = run_weakspot("card", picture, "--project", "study bot", "--home", lab_home)
    assert done.stdout == f"the card of Study bot is in {picture}\n"
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    assert run_weakspot("card", picture, "--home", lab_home).returncode == 1
    unknown = run_weakspot("card", "--project", "boo", "--home", lab_home)
    assert unknown.returncode == 2
    assert "no project boo; name one of these" in unknown.stderr
