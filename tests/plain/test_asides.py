from contextlib import closing
from pathlib import Path

import pytest

from line_play import answer_line, play_lines, verdict_lines
from quiz_home import (
    Clock,
    make_bank,
    make_item,
    make_parts_home,
    open_game,
    query_save,
    save_path,
    write_bank,
)
from weakspot.game import Game


@pytest.mark.parametrize("command", ["n", ":n"])
def test_the_lesson_of_the_last_answer_is_shown_at_its_topic(
    game: Game, command: str
) -> None:
    session = game.rounds.start(topic="ranking", questions=1)
    assert "Nothing was answered yet." in play_lines(game, session, command)
    text = play_lines(game, session, "0", command)
    assert text.endswith("\nRanking passages\n\nSome words.\n\n> \n")


def test_the_whole_lesson_is_shown_where_it_has_no_heading_for_the_topic(
    tmp_path: Path,
) -> None:
    bank = make_bank("few", {"first": "First topic"}, make_item("one", "first"))
    write_bank(
        tmp_path,
        "01-few.yaml",
        bank | {"notes": "## All of it\n\nOne lesson\nfor all.\n"},
    )
    with closing(open_game(tmp_path)) as game:
        text = play_lines(game, game.rounds.start(), "0", "n")
        assert "\nFirst topic\n\n## All of it\n\nOne lesson for all.\n\n" in text


def test_what_was_muted_is_listed_with_numbers_and_unmuted_by_them(game: Game) -> None:
    session = game.rounds.start(topic="ranking")
    assert "> Nothing is muted.\n" in play_lines(game, session, "M")
    key = session.slot.question
    game.library.cycle_mute(key)
    game.library.cycle_mute(key)
    prompt = game.library.question(key).prompt
    listed = (
        f"  1  {prompt}\n  2  topic: Ranking passages\n:M and a number: that is "
        "asked again.\n"
    )
    text = play_lines(
        game, game.rounds.start(topic="chunking"), "M", ":M 3", "M 1", "0", "M"
    )
    assert text.count(listed) == 2
    assert "> No longer muted, but its topic or section still is.\n" in text
    assert list(game.library.muted_titles()) == ["rag/ranking"]
    text = play_lines(
        game, game.rounds.start(topic="chunking", questions=1), "0", ":M 1", ":M"
    )  # at the results
    assert "> Asked again.\n> Nothing is muted.\n" in text


def test_sections_are_listed_with_numbers_and_switched_off_and_on_by_them(
    game: Game,
) -> None:
    session = game.rounds.start(topic="lora")
    listed = "  1  The rag section{}\n  2  The tuning section\n:S and a number"
    text = play_lines(game, session, "S", ":S 1", "S", "S 2", ":M")
    assert listed.format("") in text
    assert "> The rag section. Off: nothing in it is asked or counted.\n" in text
    assert listed.format(": off") in text
    assert "> One section at least has to stay on; switch another on first.\n" in text
    assert "  1  section: The rag section\n" in text
    assert game.library.off_sections() == {"rag"}
    text = play_lines(game, game.rounds.start(topic="lora"), "0", ":S 1", ":S 7")
    assert "> The rag section. On: asked and counted again.\n" in text
    assert text.count(":S and a number") == 1
    assert game.library.off_sections() == set()


def test_after_the_first_round_it_is_said_once_that_sections_can_be_switched_off(
    tmp_path: Path,
) -> None:
    said = "Does every section matter to you? :S lists them"
    with closing(open_game(make_parts_home(tmp_path / "parts"))) as game:
        first = play_lines(game, game.rounds.start(section="part-1"), *"0000")
        assert first.count(said) == 1
        assert first.index("Results") < first.index(said)
        again = play_lines(game, game.rounds.start(section="part-2"), *"0000")
        assert "Results" in again
        assert said not in again


@pytest.mark.parametrize(
    "lines", [["?"], ["0", "?"]]
)  # while a question is asked, and at the results
def test_the_help_has_the_lesson_and_what_is_muted(
    game: Game, lines: list[str]
) -> None:
    words = " ".join(play_lines(game, game.rounds.start(questions=1), *lines).split())
    assert ":n its topic's lesson" in words
    assert ":M what is muted" in words


def test_each_answer_of_an_exam_is_disputed_by_itself(
    game: Game, home: Path, clock: Clock
) -> None:
    session = game.rounds.start("exam", questions=3)
    wrongs = [answer_line(game, session, right=False, at=at) for at in range(3)]
    text = play_lines(
        game, session, *wrongs, "v", "", ":d the key is off", "f", "1", "?", "q"
    )
    shown = text.partition("Exam / Results")[2]
    assert len(verdict_lines(shown)) == 2  # the third was not looked at
    assert "Of the last answer" in shown
    flagged = game.library.question(session.slots[1].question).prompt
    assert f"Flagged: “{flagged}”" in " ".join(shown.split())
    assert shown.count("\nExam / Results\n") == 1  # again, with what was disputed
    assert "0 of 2 right" in shown.partition("\nExam / Results\n")[2]
    sql = (
        "SELECT a.question, e.note FROM event e JOIN attempt a ON a.id = e.subject "
        "WHERE e.what = 'dispute'"
    )
    assert query_save(save_path(home), sql) == [
        (session.slots[1].question, "the key is off")
    ]


def test_many_commands_at_the_results_do_not_end_them(game: Game) -> None:
    text = play_lines(
        game,
        game.rounds.start(topic="ranking", questions=1),
        "0",
        *["f", "M"] * 15,
        "u",
    )
    assert text.count("Taken back.") == 1
