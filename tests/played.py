"""Makes the played home: banks with all kinds of question, and a save of six days with
open rounds in it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from quiz_home import RAG, TUNING, Clock, dump_bank, open_game
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Essay, Response, Texts
from weakspot.game import Game

DAYS = 6


def pick_response(game: Game, session: Session, rng: Random) -> Response | None:
    """Pick a right response, a wrong one or none."""
    right, _, wrong = game.library.question(session.slot.question).responses()
    return rng.choice((right, right, wrong, None))


def play_part(
    game: Game, clock: Clock, session: Session, rng: Random, most: int = 99
) -> Session:
    """Answer up to `most` questions of a round, each in some seconds, some with a word
    of confidence.
    """
    for _ in range(most):
        if session.phase == DONE:
            break
        clock.seconds += rng.randrange(5, 60)
        clock.advance(seconds=20)
        confidence = rng.choice((None, "guess", "think", "sure"))
        session = game.rounds.advance(
            game.rounds.answer(session, pick_response(game, session, rng), confidence)
        )
    return session


def fill_home(home: Path) -> None:
    """Play six days of rounds in a home, and leave three rounds open."""
    rng, clock = Random(7), Clock()
    game = open_game(home, clock)
    for day in range(DAYS):
        session = play_part(game, clock, game.rounds.start("today"), rng, 3)
        if day == 1:
            session = game.rounds.undo(session)
        if day == 2:
            session = game.rounds.dispute(session, "the key is out of date")
        session = play_part(game, clock, session, rng)
        if day == 3:
            exam = game.rounds.start("exam")
            for _ in range(9):
                exam = game.rounds.answer(exam, pick_response(game, exam, rng))
                exam = game.rounds.visit(exam, exam.at + 1)
                clock.seconds += 30
            game.rounds.finish(exam)
        if day == 4:
            play_part(game, clock, game.rounds.start("survival"), rng)
        clock.advance(days=1)
    game.library.toggle_flag("rag/rank-a")
    game.library.cycle_mute("tuning/rlhf-b")
    leave_rounds_open(game, clock, rng)
    game.close()


def leave_rounds_open(game: Game, clock: Clock, rng: Random) -> None:
    """Leave open a section after an answer, an interview in the middle of an essay, and
    an exam.
    """
    section = game.rounds.start("section", section="rag")
    section = play_part(game, clock, section, rng, 2)
    section = game.rounds.undo(section)
    section = play_part(game, clock, section, rng, 1)
    section = game.rounds.skip(game.rounds.hint(section))
    game.rounds.answer(
        section, game.library.question(section.slot.question).responses()[2], "sure"
    )
    interview = game.rounds.start("interview")
    clock.seconds += 40
    game.rounds.save_draft(
        interview, Essay(text="Which cases?\nAnd", ticks=frozenset())
    )
    exam = game.rounds.start("exam")
    for at in range(6):
        clock.seconds += 20
        is_number = (
            game.library.question(exam.slot.question).__struct_config__.tag == "number"
        )
        response = (
            Texts(texts=("not yet a number",))
            if is_number
            else pick_response(game, exam, rng)
        )
        exam = game.rounds.answer(exam, response)
        if at == 2:
            exam = game.rounds.toggle_exam_flag(exam)
        exam = game.rounds.visit(exam, at + 1)


def make_played_home(home: Path) -> None:
    """Write the banks and the save into a folder that has neither yet."""
    from ui.kind_bank import BANK

    questions = home / "questions"
    questions.mkdir(parents=True)
    (questions / "01-rag.yaml").write_text(dump_bank(RAG), encoding="utf-8")
    (questions / "02-tuning.yaml").write_text(dump_bank(TUNING), encoding="utf-8")
    (questions / "03-adaptation.yaml").write_text(BANK.lstrip(), encoding="utf-8")
    fill_home(home)


if __name__ == "__main__":
    make_played_home(Path(sys.argv[1]))
