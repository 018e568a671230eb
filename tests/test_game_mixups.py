from quiz_home import Clock, right
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Picks
from weakspot.game import Game

BELIEF = "All of them are alike."


def mixed_up(game: Game, session: Session, *well: str) -> Session:
    """The round played to its end: the questions in `well` right, the rest with their last option."""
    while session.phase != DONE:
        key = session.slot.question
        last = Picks(picks=frozenset({len(game.question(key).texts) - 1}))
        session = game.advance(game.answer(session, right(game, session) if key in well else last))
    return session


def test_a_belief_betrayed_is_to_repair_with_how_often_it_was_met(game: Game, clock: Clock) -> None:
    first = mixed_up(game, game.start(topic="ranking"))
    assert game.mixups(first) == [(BELIEF, 2)]
    clock.ahead(days=3)
    assert game.mixups(mixed_up(game, game.start(topic="ranking"))) == [(BELIEF, 4)]


def test_what_was_met_in_another_topic_is_not_counted(game: Game) -> None:
    mixed_up(game, game.start(topic="ranking"))
    assert game.mixups(mixed_up(game, game.start(topic="lora"))) == [(BELIEF, 2)]


def test_an_answer_taken_back_was_no_mix_up(game: Game) -> None:
    played = mixed_up(game, game.start(topic="ranking"))
    again = game.undo(played)
    again = game.advance(game.answer(again, None))
    assert game.mixups(again) == [(BELIEF, 1)]


def test_a_right_answer_where_it_is_on_offer_repairs_it_in_the_round(game: Game) -> None:
    session = game.start(topic="ranking")
    second = session.slots[1].question
    assert game.mixups(mixed_up(game, session, second)) == []


def test_a_round_without_a_mix_up_has_none_to_repair(game: Game) -> None:
    session = game.start(topic="ranking")
    assert game.mixups(mixed_up(game, session, *(slot.question for slot in session.slots))) == []


def test_the_count_is_looked_up_by_question_and_not_by_reading_the_log(game: Game) -> None:
    played = mixed_up(game, game.start(topic="ranking"))
    plans: list[str] = []
    game._save.db.set_trace_callback(plans.append)
    game.mixups(played)
    game._save.db.set_trace_callback(None)
    (asked,) = [sql for sql in plans if "belief" in sql]
    steps = [row[3] for row in game._save.db.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert not [step for step in steps if step.startswith("SCAN attempt")]
    assert [step for step in steps if "attempt_question" in step]
