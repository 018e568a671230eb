from quiz_home import Clock, answer_question, right_response, wrong_response
from weakspot.engine.session import Session
from weakspot.game import Game


def history_text(game: Game, session: Session) -> str:
    return dict(game.library.details(session.slots[0]))["History"]


def test_history_leaves_out_what_was_undone(game: Game) -> None:
    session = game.rounds.start(topic="ranking")
    session = game.rounds.undo(answer_question(game, session, right=False))
    assert history_text(game, session) == "none"
    session = answer_question(game, session)
    assert history_text(game, session) == "2 Nov ✓"


def test_history_has_the_last_five_newest_first(game: Game, clock: Clock) -> None:
    for day in range(6):
        session = game.rounds.start(
            topic="ranking", only=frozenset({"rag/ranking/=rank-b"})
        )
        session = game.rounds.answer(
            session, (wrong_response if day % 2 else right_response)(game, session)
        )
        clock.advance(days=1)
    days = [part.split() for part in history_text(game, session).split(" · ")]
    assert days == [
        [f"{2 + day}", "Nov", "✗" if day % 2 else "✓"] for day in (5, 4, 3, 2, 1)
    ]
