import io
import re
from contextlib import closing
from pathlib import Path

import pytest

from line_play import (
    LockingOutput,
    TimedLines,
    answer_line,
    answer_lines,
    play_input,
    play_lines,
)
from quiz_home import Clock, open_game, query_save, right_response, save_path
from weakspot.engine.constants import EXAM_SECONDS
from weakspot.errors import RoundMoved
from weakspot.game import Game
from weakspot.plain.rounds import PlainFace


def test_an_exam_is_handed_in_once_all_is_answered_and_shows_its_sections(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam", questions=4)
    text = play_lines(game, session, *answer_lines(game, session))
    assert text.count("\nExam / question") == 4
    assert "flagged" not in text
    assert "✓" not in text.partition("Exam / Results")[0].partition("commands.")[2]
    assert "100 %: passed, 70 % needed" in text
    rows = re.findall(r"^  The (\w+) section: (\d) of (\d), 100 %$", text, re.MULTILINE)
    assert [name for name, _, _ in rows] == ["rag", "tuning"]
    assert sum(int(asked) for _, _, asked in rows) == 4
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(4,)]


def test_open_and_flagged_questions_are_listed_before_an_exam_is_handed_in(
    game: Game,
) -> None:
    session = game.rounds.start("exam", questions=4)
    first = answer_line(game, session, right=False)
    lines = [
        "s",
        ":f",
        answer_line(game, session, at=1),
        ":v",
        "1",
        first,
        "s",
        "v",
        "",
    ]
    assert "Exam / Results" not in play_lines(game, session, *lines)
    text = play_lines(game, session, *lines, "", "q")
    assert "1 of 4 answered\n  Open: 1, 3, 4\n  Flagged: 2\n" in text
    assert "2 of 4 answered\n  Open: 3, 4\n" in text
    assert "2 open. Enter again hands in as it is.\n" in text
    assert "25 %: not passed" in text
    assert "1 of 4 right, 1 missed, 2 left open" in text


def test_an_exam_that_could_not_be_handed_in_is_looked_over_again(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam", questions=2)
    for at in range(2):
        session = game.rounds.put_response(
            game.rounds.visit(session, at),
            right_response(game, game.rounds.visit(session, at)),
        )
    out = LockingOutput(game, save_path(home), "Enter hands it in")
    PlainFace(game, io.StringIO("v\n\nq\n"), out).play(session)
    out.db.close()
    assert " ".join(out.getvalue().split()).endswith(
        "Enter tries again. > Kept. `weakspot` goes on here."
    )
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(0,)]


def test_enter_tries_again_to_hand_in_an_exam_with_open_questions(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam", questions=2)
    session = game.rounds.put_response(session, right_response(game, session))
    out = LockingOutput(game, save_path(home), "1 open. Enter again hands in as it is.")
    PlainFace(game, io.StringIO("v\n\n\n\nq\n"), out).play(session)
    out.db.close()
    assert out.getvalue().count("1 open. Enter again hands in as it is.") == 1
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(1,)]


def test_an_exam_that_another_weakspot_handed_in_is_left(
    game: Game, home: Path, clock: Clock
) -> None:
    session = game.rounds.start("exam", questions=2)
    session = game.rounds.put_response(session, right_response(game, session))
    with closing(open_game(home, clock)) as other:
        other.rounds.finish(session)
    for line in ("0", "v"):
        with pytest.raises(RoundMoved, match="ended"):
            play_lines(game, session, line, "", "")
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(1,)]


def test_a_question_gone_back_to_shows_its_answer_and_takes_another(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam", questions=2)
    wrong, right = answer_line(game, session, right=False), answer_line(game, session)
    text = play_lines(
        game, session, wrong, "u", right, answer_line(game, session, at=1)
    )
    assert text.count("Your answer: ") == 1
    assert "100 %: passed" in text
    assert query_save(save_path(home), "SELECT min(score) FROM attempt") == [(1.0,)]


def test_an_answer_of_an_exam_is_set_back_to_open(game: Game) -> None:
    session = game.rounds.start("exam", questions=3)
    text = play_lines(
        game,
        session,
        "0",
        answer_line(game, session, at=1),
        "u",
        ":o",
        ":g 1",
        "o",
        "v",
    )
    assert "0 of 3 answered\n  Open: 1, 2, 3\n" in text


def test_the_end_of_input_keeps_an_exam_and_it_goes_on_with_its_answers(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("exam", questions=3)
    lines = answer_lines(game, session)
    text = play_lines(game, session, lines[0])
    assert text.endswith("Kept. `weakspot` goes on here.\n")
    (left,) = game.rounds.open_rounds()
    assert left.sheets[0].is_answered
    clock.seconds += 500
    text = play_lines(game, game.rounds.resume_or_start(mode="exam"), *lines[1:])
    assert "Going on with Exam, question 2 of 3." in text
    assert "100 %: passed" in text


def test_once_the_time_is_up_the_next_answer_hands_in(game: Game, clock: Clock) -> None:
    session = game.rounds.start("exam", questions=3)
    lines = answer_lines(game, session)
    session = game.rounds.visit(
        game.rounds.answer(
            session, game.library.question(session.slot.question).responses()[0]
        ),
        1,
    )
    clock.seconds += 3 * EXAM_SECONDS
    text = play_lines(game, session, lines[1])
    assert "The time was up: this answer no longer counts." in text
    assert "1 of 3 right, 2 left open" in text


def test_an_exam_without_an_answer_is_not_kept(game: Game) -> None:
    text = play_lines(game, game.rounds.start("exam", questions=2), "s", "s", "", "")
    assert text.endswith("Nothing was answered: the exam is not kept.\n")
    assert game.rounds.open_rounds() == []


def test_an_exam_has_only_its_own_commands_and_help_lists_them(game: Game) -> None:
    text = play_lines(
        game,
        game.rounds.start("exam", questions=2),
        "h",
        "?",
        ":g 9",
        ":g x",
        f":g {'9' * 5000}",
    )
    assert "There is no such command in an exam; :? lists them." in text
    assert ":g 7 question 7" in text
    assert text.count("A number from 1 to 2 goes to that question.") == 3


def test_the_answers_of_an_exam_are_reviewed_with_their_verdicts(game: Game) -> None:
    session = game.rounds.start("exam", questions=2)
    lines = [answer_line(game, session, right=False), answer_line(game, session, at=1)]
    text = play_lines(game, session, *lines, "v", "E", "", "q").partition(
        "Exam / Results"
    )[2]
    assert "A question is edited from a round, not from an exam." in text
    assert "✗ Missed" in text
    assert "✓ Right" in text
    assert text.count("Your answer: ") == 2
    assert text.count("Enter goes on · q back to the results") == 1


def test_practice_after_an_exam_asks_what_was_missed_or_left_open(game: Game) -> None:
    session = game.rounds.start("exam", questions=3)
    text = play_lines(
        game, session, answer_line(game, session), "0", ":g 2", ":v", "", "", ""
    )
    assert "You said: I don't know." in text
    assert "1 of 3 right, 1 missed, 1 left open" in text
    assert "Enter or p practise what was missed" in text
    assert "Missed /" in text.partition("Exam / Results")[2]
    (left,) = game.rounds.open_rounds()
    assert len(left.slots) == 2


def test_an_untouched_exam_that_was_left_is_resumed_and_says_so(
    game: Game, clock: Clock
) -> None:
    text = play_input(
        game, game.rounds.start("exam", questions=3), TimedLines(clock, [(5, "q")])
    )
    assert "Going on with" not in text
    text = play_lines(game, game.rounds.resume_or_start(mode="exam", questions=2))
    assert "Going on with Exam, question 1 of 3." in text


class InterruptedInput(io.StringIO):
    """An input that, after its lines, waits seven seconds and raises `end`, as a signal
    does.
    """

    def __init__(self, clock: Clock, end: BaseException, *lines: str) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.clock = clock
        self.end = end

    def readline(self, size: int | None = -1) -> str:
        if line := super().readline(-1):
            return line
        self.clock.seconds += 7
        raise self.end


@pytest.mark.parametrize("end", [SystemExit(143), KeyboardInterrupt()])
@pytest.mark.parametrize("mode", ["exam", "sprint"])
def test_a_signal_stops_the_clock_where_it_stood(
    game: Game, clock: Clock, mode: str, end: BaseException
) -> None:
    session = game.rounds.start(mode, questions=2 if mode == "exam" else None)
    assert session.seconds_left is not None
    with pytest.raises(type(end)):
        PlainFace(game, InterruptedInput(clock, end), io.StringIO()).play(session)
    (left,) = game.rounds.open_rounds()
    assert left.seconds_left == session.seconds_left - 7


def test_p03_a_signal_before_it_is_handed_in_keeps_the_last_answer(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("exam", questions=2)
    lines = [":f", answer_line(game, session), answer_line(game, session, at=1)]
    with pytest.raises(SystemExit):
        PlainFace(
            game, InterruptedInput(clock, SystemExit(129), *lines), out := io.StringIO()
        ).play(session)
    assert "2 of 2 answered" in out.getvalue()
    (left,) = game.rounds.open_rounds()
    assert [sheet.is_answered for sheet in left.sheets] == [True, True]
