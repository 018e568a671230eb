from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from line_play import TimedLines, play_input, play_lines
from quiz_home import (
    Clock,
    answer_question,
    make_bank,
    make_item,
    make_open_item,
    open_game,
    play_out,
    query_save,
    save_path,
    write_bank,
)
from weakspot.engine.constants import CLOCK_SAVE_SECONDS, SPRINT_SECONDS
from weakspot.engine.rules import MODES
from weakspot.engine.session import ANSWERED, ASKED, DONE
from weakspot.errors import NothingToPlay
from weakspot.game import Game


def test_it_asks_only_short_questions_that_one_key_answers(game: Game) -> None:
    rules, entries = MODES["sprint"], game.library.catalog.entries
    asked = {slot.question for slot in game.rounds.start("sprint").slots}
    assert {entries[key].kind for key in asked} <= {"choice", "truefalse"}
    entry = entries[min(asked)]
    assert rules.asks(replace(entry, words=35))
    assert not rules.asks(replace(entry, words=36))
    assert not rules.asks(replace(entry, kind="number"))
    assert entry.words == len(game.library.question(entry.key).prompt.split())


def test_the_clock_runs_while_a_question_is_asked_and_stands_at_its_verdict(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("sprint")
    clock.seconds += 10
    session = answer_question(game, session)
    clock.seconds += 100
    session = game.rounds.advance(session)
    clock.seconds += 5
    assert game.rounds.skip(session).seconds_left == SPRINT_SECONDS - 15


def test_once_the_time_is_up_the_next_move_ends_the_round_and_grades_nothing(
    game: Game, clock: Clock, home: Path
) -> None:
    session = game.rounds.start("sprint")
    session = game.rounds.advance(answer_question(game, session))
    clock.seconds += SPRINT_SECONDS
    done = answer_question(game, session)
    assert (done.phase, len(done.slots), len(done.outcomes)) == (DONE, 1, 1)
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(1,)]
    assert game.progress.end_lines(done) == [
        "Time is up: 1 right answer.",
        "Best so far: 1, your first.",
    ]
    assert game.progress.best("sprint") == 1
    assert game.rounds.undo(done) is done


def test_a_skip_after_the_time_is_up_is_not_counted(game: Game, clock: Clock) -> None:
    session = game.rounds.start("sprint")
    session = game.rounds.advance(answer_question(game, session, right=False))
    clock.seconds += SPRINT_SECONDS
    assert game.rounds.skip(session).outcomes == session.outcomes


def test_a_clock_that_ticks_is_kept_every_few_seconds_and_a_kill_takes_no_more(
    game: Game, clock: Clock, home: Path
) -> None:
    session = game.rounds.start("sprint")
    for _ in range(62):
        clock.seconds += 1
        session = game.rounds.tick(session)
    assert session.seconds_left == SPRINT_SECONDS - 62
    with closing(open_game(home, clock)) as another:  # as after a kill
        (left,) = another.rounds.open_rounds()
        assert left.seconds_left is not None
        assert 0 <= left.seconds_left - session.seconds_left <= CLOCK_SAVE_SECONDS
        clock.seconds += 1000
        resumed = another.rounds.resume(left)
        assert another.rounds.tick(resumed).seconds_left == left.seconds_left


def test_a_pause_between_two_ticks_takes_little(game: Game, clock: Clock) -> None:
    session = game.rounds.start("sprint")
    clock.seconds += 1000
    assert game.rounds.tick(session).seconds_left == SPRINT_SECONDS - CLOCK_SAVE_SECONDS
    clock.seconds += 1000
    game.rounds.restart_clock()
    assert game.rounds.tick(session).seconds_left == SPRINT_SECONDS


def test_hint_draft_and_undo_neither_stop_nor_reset_the_clock(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("sprint")
    clock.seconds += 3
    session = game.rounds.save_draft(session, None)
    clock.seconds += 3
    session = game.rounds.advance(answer_question(game, session, right=False))
    session = game.rounds.undo(session)
    assert session.seconds_left == SPRINT_SECONDS - 6


def test_an_answer_given_again_after_undo_does_not_count_as_right(game: Game) -> None:
    session = game.rounds.start("sprint")
    session = game.rounds.undo(answer_question(game, session, right=False))
    done = play_out(game, session)
    assert (
        game.progress.best("sprint") == game.progress.summarize(done).right == 6
    )  # seven ideas in short questions, one of them seen


def test_without_a_clock_a_tick_changes_nothing(game: Game, clock: Clock) -> None:
    session = game.rounds.start("today")
    clock.seconds += 9
    assert game.rounds.tick(session) is session


def test_in_lines_the_time_from_prompt_to_answer_counts(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("sprint")
    lines = TimedLines(clock, [(70, "0"), (20, "0"), (100, "0")])
    text = play_input(game, session, lines)
    assert " · 3:00 left\n" in text
    assert " · 1:50 left\n" in text
    assert " · 1:30 left\n" in text
    assert "The round is over: this answer no longer counts." in text
    assert "Time is up: 0 right answers.\n" in text
    assert "u undo" not in text


def test_in_lines_it_is_said_that_the_clock_runs_while_a_verdict_is_read(
    game: Game, clock: Clock
) -> None:
    text = play_input(
        game, game.rounds.start("sprint"), TimedLines(clock, [(5, "u"), (5, "0")])
    )
    assert text.count("the clock runs while you read") == 2
    assert "stands still" not in text


def test_in_lines_nothing_is_taken_back_before_an_answer(
    game: Game, clock: Clock
) -> None:
    text = play_input(
        game,
        game.rounds.start("sprint"),
        TimedLines(clock, [(5, "u"), (5, "s"), (5, "u")]),
    )
    assert [line for line in text.splitlines() if "ake" in line] == [
        "> Nothing to take back.",
        "> Taken back.",
    ]


def test_in_lines_quitting_stops_the_clock(game: Game, clock: Clock) -> None:
    play_input(game, game.rounds.start("sprint"), TimedLines(clock, [(30, "q")]))
    (left,) = game.rounds.open_rounds()
    assert (left.phase, left.seconds_left) == (ASKED, SPRINT_SECONDS - 30)


def test_leaving_at_a_verdict_keeps_the_clock(game: Game, clock: Clock) -> None:
    session = game.rounds.start("sprint")
    clock.seconds += 7
    game.rounds.answer(session, None)
    (left,) = game.rounds.open_rounds()
    assert (left.phase, left.seconds_left) == (ANSWERED, SPRINT_SECONDS - 7)


def test_it_says_why_there_is_nothing_to_ask(tmp_path: Path) -> None:
    homes = {
        "short questions": make_item("long", "one", prompt="Why? " * 36),
        "no open questions": make_open_item("essay", "one"),
    }
    for why, item in homes.items():
        home = tmp_path / item["id"]
        write_bank(home, "01-few.yaml", make_bank("few", {"one": "One"}, item))
        with closing(open_game(home)) as game:
            with pytest.raises(NothingToPlay, match=f"asks {why}"):
                game.rounds.start("sprint")
            game.library.cycle_mute(f"few/{item['id']}")
            with pytest.raises(NothingToPlay, match="no question to ask: none yet"):
                game.rounds.start("sprint")


def test_in_lines_it_is_said_that_the_next_line_ends_the_round(
    game: Game, clock: Clock
) -> None:
    text = play_lines(game, game.rounds.start("sprint"), "q")
    assert "your next line ends the round." in " ".join(text.split())
