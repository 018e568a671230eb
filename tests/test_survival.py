from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import IDEAS, Clock, answer_question, make_wide_home, open_game, play_out
from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.errors import UsageError
from weakspot.game import Game


def play_survival(game: Game, *rights: bool, session: Session | None = None) -> Session:
    """Play a survival round with these answers, or go on with `session`."""
    session = session or game.rounds.start("survival")
    for is_right in rights:
        assert session.phase != DONE
        session = game.rounds.advance(answer_question(game, session, right=is_right))
    return session


def test_survival_ends_with_the_third_miss(game: Game) -> None:
    session = play_survival(game, True, False, False)
    assert session.phase != DONE
    assert play_survival(game, False, session=session).phase == DONE
    assert game.rounds.open_rounds() == []


def test_survival_keeps_drawing_until_every_idea_was_asked_once(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        session = game.rounds.start("survival")
        assert len(session.slots) == 12
        done = play_out(game, session)
        assert len({slot.question for slot in done.slots}) == len(done.slots) == 40


def test_survival_draws_more_if_all_questions_left_were_muted(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        session = play_survival(game, True)
        muted = [slot.question for slot in session.slots[1:]]
        for key in muted:
            game.library.cycle_mute(key)
        (left,) = game.rounds.open_rounds()
        assert left.at == 1
        assert left.slot.question not in muted


def test_survival_goes_on_after_a_kill_where_it_was(
    home: Path, clock: Clock, game: Game
) -> None:
    session = play_survival(game, True, False, False)
    session = answer_question(game, session, right=False)
    game.close()
    with closing(open_game(home, clock, seed=5)) as reopened:
        (left,) = reopened.rounds.open_rounds()
        assert (left, left.phase) == (session, ANSWERED)
        assert reopened.rounds.advance(reopened.rounds.resume(left)).phase == DONE


def test_a_skip_costs_a_miss(game: Game) -> None:
    session = play_survival(game, True, False)
    assert game.rounds.skip(game.rounds.skip(session)).phase == DONE


def test_an_undo_does_not_take_a_miss_back(game: Game) -> None:
    session = play_survival(game, False, False)
    undone = game.rounds.undo(session)
    assert play_survival(game, True, False, session=undone).phase == DONE


def test_undo_on_the_results_opens_the_round_again_and_its_end_counts_no_more(
    game: Game,
) -> None:
    done = play_survival(game, True, False, False, False)
    assert game.progress.best("survival") == 1
    undone = game.rounds.undo(done)
    assert undone.phase != DONE
    assert game.progress.best("survival") is None
    assert play_survival(game, False, session=undone).phase == DONE


def test_the_best_is_the_most_right_answers_in_one_survival(
    game: Game, clock: Clock
) -> None:
    play_survival(game, True, True, False, False, False)
    last = play_survival(game, True, False, False, False)
    play_out(game, game.rounds.start("today"))
    assert game.progress.best("survival") == 2
    assert game.progress.end_lines(last)[1] == "Best so far: 2."


def test_a_disputed_right_answer_does_not_count_in_the_best(game: Game) -> None:
    session = game.rounds.start("survival")
    session = game.rounds.dispute(answer_question(game, session))
    done = play_out(game, game.rounds.advance(session))
    assert game.progress.best("survival") == IDEAS - 1
    disputed = game.rounds.dispute(done)
    assert game.progress.best("survival") == IDEAS - 2
    assert game.progress.end_lines(disputed)[0].endswith(f"{IDEAS - 2} right answers.")
    game.rounds.restore(disputed)
    assert game.progress.best("survival") == IDEAS - 1


def test_a_last_answer_disputed_before_the_end_is_among_the_best_once_it_counts_again(
    game: Game,
) -> None:
    session = game.rounds.start("survival")
    while len(session.outcomes) < IDEAS - 1:
        session = game.rounds.advance(answer_question(game, session))
    done = game.rounds.advance(game.rounds.dispute(answer_question(game, session)))
    assert game.progress.best("survival") == IDEAS - 1
    counts = game.rounds.restore(done)
    assert game.progress.best("survival") == IDEAS
    game.rounds.dispute(counts)
    assert game.progress.best("survival") == IDEAS - 1


def test_an_answer_disputed_in_two_copies_of_a_save_is_taken_from_the_best_once(
    game: Game,
) -> None:
    done = play_out(game, game.rounds.start("survival"))
    disputed = game.rounds.dispute(done)
    game.rounds.dispute(done)  # as a merge brings it
    assert game.progress.best("survival") == IDEAS - 1
    game.rounds.restore(disputed)
    game.rounds.restore(disputed)
    assert game.progress.best("survival") == IDEAS


def test_survival_has_its_own_end(game: Game) -> None:
    with pytest.raises(UsageError, match="leave --questions"):
        game.rounds.start("survival", questions=3)


def test_an_open_survival_outlives_the_loss_of_the_question_in_play(
    tmp_path: Path, clock: Clock
) -> None:
    home = make_wide_home(tmp_path, 14)
    with closing(open_game(home, clock)) as game:
        session = play_survival(game, *[True] * 11)
        assert session.at == 11
        removed = session.slot.question.partition("/")[2]
    bank = home / "questions" / "01-wide.yaml"
    bank.write_text(bank.read_text().replace(f"id: {removed}\n", "id: another\n"))
    with closing(open_game(home, clock)) as game:
        (left,) = game.rounds.open_rounds()
        assert (left.at, left.seed) == (11, session.seed)
        assert left.slot.question != session.slot.question
