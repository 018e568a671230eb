from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.json import decode as parse

from quiz_home import (
    Clock,
    answer_question,
    open_game,
    play_out,
    read_derived,
    save_path,
    wrong_response,
)
from weakspot.cli import main
from weakspot.engine.session import DONE, Session
from weakspot.engine.summary import summarize_session
from weakspot.errors import UsageError
from weakspot.game import Game
from weakspot.store.replay import rebuild
from weakspot.store.restore import begin_anew
from weakspot.words.summaries import score_words


def start_and_answer(game: Game, right: bool = False, **wish: str) -> Session:
    session = game.rounds.start(**wish)
    return answer_question(game, session, right=right)


def rebuild_derived(game: Game, home: Path) -> dict[str, list[str]]:
    rebuild(game._save.db)
    return read_derived(home)


def test_a_disputed_answer_leaves_what_is_known_as_it_was_before_it(
    game: Game, home: Path
) -> None:
    session = game.rounds.advance(start_and_answer(game, topic="ranking"))
    before = read_derived(home)
    session = answer_question(game, session, right=False)
    assert read_derived(home) != before
    game.rounds.dispute(session, "Both are right.")
    assert read_derived(home) == before


def test_a_dispute_of_an_attempt_removed_by_another_program_is_not_taken_back(
    game: Game, home: Path
) -> None:
    session = game.rounds.dispute(start_and_answer(game), "why")
    begin_anew(save_path(home), game.today())
    with pytest.raises(UsageError, match="no attempt"):
        game.rounds.restore(session)
    assert game.progress.stats().attempts == 0


@pytest.mark.parametrize("more", [0, 1])
def test_derived_rows_equal_a_rebuild_after_dispute_and_restore(
    game: Game, home: Path, more: int
) -> None:
    session = start_and_answer(game, topic="ranking")
    for _ in range(more):
        session = game.rounds.advance(
            session
        )  # the last answer is then that of the slot before
    counted = read_derived(home)
    session = game.rounds.dispute(session, "why")
    assert read_derived(home) == rebuild_derived(game, home) != counted
    session = game.rounds.restore(session)
    assert read_derived(home) == rebuild_derived(game, home) == counted


def test_a_disputed_answer_is_left_out_of_the_summary(game: Game) -> None:
    session = game.rounds.dispute(start_and_answer(game, topic="ranking"), "why")
    summary = summarize_session(session)
    assert (summary.asked, summary.skipped, summary.points) == (0, 0, 0)
    assert summary.moves == session.to_repair == ()
    assert game.progress.mixups_to_repair() == []
    assert game.progress.missed_concepts(session) == frozenset()
    assert summarize_session(game.rounds.restore(session)).missed == 1


def test_results_say_how_many_answers_are_disputed(game: Game) -> None:
    session = game.rounds.advance(
        game.rounds.dispute(start_and_answer(game, topic="ranking"), "why")
    )
    session = answer_question(game, session)
    assert score_words(summarize_session(session)) == "1 of 1 right, 1 disputed"
    assert (
        score_words(summarize_session(game.rounds.dispute(session)))
        == "0 of 0 right, 2 disputed"
    )


def test_the_history_of_a_question_says_which_answer_is_disputed(game: Game) -> None:
    session = start_and_answer(game, topic="ranking")
    disputed = game.rounds.dispute(session, "why")
    assert dict(game.library.details(session.slot))["History"] == "2 Nov ✗ disputed"
    game.rounds.restore(disputed)
    assert dict(game.library.details(session.slot))["History"] == "2 Nov ✗"


def test_a_dispute_stays_with_the_open_round(
    game: Game, home: Path, clock: Clock
) -> None:
    game.rounds.dispute(start_and_answer(game, topic="ranking"), "why")
    game.close()
    with_it = open_game(home, clock)
    (left,) = with_it.rounds.open_rounds()
    assert left.outcome is not None
    assert left.outcome.disputed
    with_it.close()


def test_a_dispute_after_the_end_opens_no_round(game: Game) -> None:
    session = play_out(game, game.rounds.start(topic="ranking"), right=False)
    assert session.phase == DONE
    assert summarize_session(game.rounds.dispute(session, "why")).asked == 1
    assert game.rounds.open_rounds() == []


def test_of_a_round_that_is_over_any_answer_can_be_disputed(game: Game) -> None:
    done = play_out(game, game.rounds.start(topic="ranking"), right=False)
    review = game.rounds.review(done, 0)
    assert review.draft == wrong_response(game, review)
    disputed = game.rounds.dispute(review, "why")
    assert [outcome.disputed for outcome in disputed.outcomes] == [
        at == 0 for at in range(len(done.slots))
    ]
    assert game.rounds.open_rounds() == []
    assert game.rounds.restore(disputed) == review
    started = game.rounds.start(topic="ranking")
    assert game.rounds.answer(started, None).outcome is not None


def test_the_last_answer_is_disputed_over_a_skip(game: Game) -> None:
    session = game.rounds.skip(
        game.rounds.advance(start_and_answer(game, topic="ranking"))
    )
    session = game.rounds.dispute(session, "why")
    assert [
        outcome is not None and outcome.disputed for outcome in session.outcomes
    ] == [True, False]


def test_a_disputed_answer_can_be_undone(game: Game, home: Path) -> None:
    fresh = read_derived(home)
    undone = game.rounds.undo(
        game.rounds.dispute(start_and_answer(game, topic="ranking"), "why")
    )
    assert (undone.at, undone.outcomes, read_derived(home)) == (0, (), fresh)
    assert game.progress.stats().disputes == ()  # it could not be restored any more


def test_without_an_answer_there_is_nothing_to_dispute(game: Game) -> None:
    with pytest.raises(UsageError, match="no answer to dispute"):
        game.rounds.dispute(game.rounds.start(), "why")


def test_disputing_twice_is_disputing_once(game: Game) -> None:
    session = game.rounds.dispute(start_and_answer(game), "why")
    assert game.rounds.dispute(session, "again") is session
    assert [dispute.note for dispute in game.progress.stats().disputes] == ["why"]


def test_a_dispute_without_a_reason_has_no_note(game: Game) -> None:
    game.rounds.dispute(start_and_answer(game), " ")
    assert [dispute.note for dispute in game.progress.stats().disputes] == [None]


def test_stats_list_what_is_disputed_and_not_what_was_restored(
    home: Path, clock: Clock
) -> None:
    game = open_game(home, clock)
    session = start_and_answer(game, topic="ranking")
    disputed = game.rounds.dispute(session, "d[key] [/b]\u202e is\nright")
    session = game.rounds.advance(disputed)
    session = answer_question(game, session, right=False)
    game.rounds.restore(game.rounds.dispute(session, "no"))
    game.close()
    result = CliRunner().invoke(main, ["--home", str(home), "stats", "--json"])
    assert parse(result.stdout)["disputes"] == [
        {
            "question": disputed.slot.question,
            "attempt": disputed.outcomes[0] and disputed.outcomes[0].attempt,
            "note": "d[key] [/b]\u202e is right",
            "at": "2026-11-02T09:00:00.000000Z",
        }
    ]
