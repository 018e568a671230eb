from quiz_home import Clock, play_out, right_response
from weakspot.engine.mixups import Mixup, find_misconceptions
from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.engine.values import Picks
from weakspot.game import Game

BELIEF = "All of them are alike."


def play_round(game: Game, session: Session, *rights: str) -> Session:
    """Play the round to its end: the questions in `rights` right, the others by their
    last option.
    """
    while session.phase != DONE:
        session = game.rounds.advance(
            answer_or_mix_up(game, session, session.slot.question in rights)
        )
    return session


def answer_or_mix_up(game: Game, session: Session, right: bool = False) -> Session:
    """Answer the question in play: right, or by its last option."""
    last = Picks(
        picks=frozenset({len(game.library.question(session.slot.question).texts) - 1})
    )
    return game.rounds.answer(session, right_response(game, session) if right else last)


def repair_rows(game: Game) -> list[tuple[str, int]]:
    """Return the sections of the mix-ups to repair, each with how often it was met."""
    mixups_found = game.progress.mixups_to_repair()
    assert {mixup.belief for mixup in mixups_found} <= {BELIEF}
    return [(mixup.section, mixup.met) for mixup in mixups_found]


def test_a_mix_up_is_listed_with_how_often_and_when_it_was_met(
    game: Game, clock: Clock
) -> None:
    play_round(game, game.rounds.start(topic="ranking"))
    assert repair_rows(game) == [("rag", 2)]
    clock.advance(days=3)
    play_round(game, game.rounds.start(topic="ranking"))
    assert game.progress.mixups_to_repair() == [
        Mixup(
            section="rag",
            misconception="all-alike",
            belief=BELIEF,
            met=4,
            last="2026-11-05",
        )
    ]
    assert game.progress.stats().mixups == tuple(game.progress.mixups_to_repair())


def test_the_mix_up_met_last_comes_first(game: Game) -> None:
    play_round(game, game.rounds.start(topic="lora"))
    play_round(game, game.rounds.start(topic="ranking"))
    assert repair_rows(game) == [("rag", 2), ("tuning", 2)]
    play_round(game, game.rounds.start(topic="rlhf"))
    assert repair_rows(game) == [("tuning", 3), ("rag", 2)]
    assert [
        mixup.section for mixup in game.progress.mixups_to_repair("rag/ranking")
    ] == ["rag"]


def test_a_right_answer_in_a_later_round_clears_it(game: Game, clock: Clock) -> None:
    play_round(game, game.rounds.start(topic="ranking", questions=1))
    assert repair_rows(game) == [("rag", 1)]
    clock.advance(days=1)
    play_out(game, game.rounds.start(topic="chunking"))
    assert repair_rows(game) == []


def test_met_again_after_it_was_cleared_it_is_to_repair_again(game: Game) -> None:
    play_round(game, game.rounds.start(topic="ranking"))
    play_out(game, game.rounds.start(topic="ranking"))
    assert repair_rows(game) == []
    play_round(game, game.rounds.start(topic="ranking", questions=1))
    assert repair_rows(game) == [("rag", 3)]


def test_a_right_answer_where_it_is_on_offer_repairs_it_in_the_round(
    game: Game,
) -> None:
    session = game.rounds.start(topic="ranking")
    second = session.slots[1].question
    play_round(game, session, second)
    assert repair_rows(game) == []


def test_an_answer_taken_back_was_no_mix_up_and_repairs_none(game: Game) -> None:
    done = play_round(game, game.rounds.start(topic="ranking"))
    game.rounds.advance(game.rounds.answer(game.rounds.undo(done), None))
    assert repair_rows(game) == [("rag", 1)]
    clearing = play_out(game, game.rounds.start(topic="chunking"))
    assert repair_rows(game) == []
    for _ in clearing.slots:
        clearing = game.rounds.undo(clearing)
    assert repair_rows(game) == [("rag", 1)]


def test_a_right_answer_after_its_verdict_was_seen_repairs_nothing(game: Game) -> None:
    play_round(game, game.rounds.start(topic="ranking"))
    session = game.rounds.start(topic="chunking")
    while not find_misconceptions(game.library.question(session.slot.question)):
        session = game.rounds.skip(session)
    assert (
        answer_or_mix_up(
            game, game.rounds.undo(answer_or_mix_up(game, session)), right=True
        ).phase
        == ANSWERED
    )
    assert repair_rows(game) == [("rag", 2)]


def test_a_disputed_answer_was_no_mix_up_and_repairs_none(game: Game) -> None:
    session = answer_or_mix_up(game, game.rounds.start(topic="ranking"))
    disputed = game.rounds.dispute(session)
    assert repair_rows(game) == []
    session = game.rounds.advance(game.rounds.restore(disputed))
    assert repair_rows(game) == [("rag", 1)]
    clearing = answer_or_mix_up(game, session, right=True)
    assert repair_rows(game) == []
    game.rounds.dispute(clearing)
    assert repair_rows(game) == [("rag", 1)]


def test_mix_ups_of_muted_questions_are_not_to_repair(game: Game) -> None:
    session = answer_or_mix_up(game, game.rounds.start(topic="ranking"))
    game.library.cycle_mute(session.slot.question)
    assert repair_rows(game) == []


def test_a_missed_idea_comes_back_in_other_words_if_it_has_another_question(
    game: Game,
) -> None:
    session = play_round(game, game.rounds.start())
    concepts = [
        game.library.question(session.slots[at].question).concept
        for at in session.to_repair
    ]
    reworded = [
        repair.promise.startswith("back in other words")
        for repair in game.progress.repairs(session)
    ]
    assert reworded == [concept is not None for concept in concepts]
    assert len(set(reworded)) == 2


def test_muted_questions_are_not_said_to_come_back(game: Game) -> None:
    session = answer_or_mix_up(game, game.rounds.start(topic="rlhf", questions=1))
    assert [game.library.cycle_mute(session.slot.question) for _ in range(2)] == [
        "question",
        "topic",
    ]
    (repair,) = game.progress.repairs(session)
    assert repair.promise == "muted"


def test_answers_are_looked_up_by_question_and_not_by_reading_the_log(
    game: Game,
) -> None:
    play_round(game, game.rounds.start(topic="ranking"))
    words: list[str] = []
    game._save.db.set_trace_callback(words.append)
    game.progress.mixups_to_repair()
    game._save.db.set_trace_callback(None)
    lookups = [sql for sql in words if "AS wanted" in sql]
    assert len(lookups) == 2
    for sql in lookups:
        steps = [row[3] for row in game._save.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in steps if step.startswith("SCAN attempt")]
        assert [step for step in steps if "attempt_question" in step]


def test_a_mix_up_not_met_in_eight_answers_to_its_question_is_forgotten(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start(topic="ranking")
    question = session.slot.question
    answer_or_mix_up(game, session)
    for days in range(1, 9):
        assert repair_rows(game) == [("rag", 1)]
        clock.advance(days=days)
        session = game.rounds.start(topic="ranking")
        while session.slot.question != question:
            session = game.rounds.skip(session)
        game.rounds.answer(session, None)
    assert repair_rows(game) == []
