from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import (
    Clock,
    answer_question,
    open_game,
    query_save,
    read_derived,
    right_response,
    save_path,
    wrong_response,
)
from weakspot.engine import sheets
from weakspot.engine.constants import EXAM_SECONDS
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.summary import summarize_session
from weakspot.errors import NothingToPlay, SaveError
from weakspot.game import Game
from weakspot.store.replay import rebuild
from weakspot.store.verification import verify
from weakspot.words.summaries import result_words


def answer_exam(game: Game, session: Session, rights: int) -> Session:
    """Answer every question of an exam, the first `rights` of them right."""
    for at in range(len(session.slots)):
        session = game.rounds.visit(session, at)
        give = right_response if at < rights else wrong_response
        session = game.rounds.put_response(session, give(game, session))
    return session


def count_logged(home: Path) -> int:
    return int(query_save(save_path(home), "SELECT count(*) FROM attempt")[0][0])


def test_an_exam_asks_every_section_and_gives_a_minute_a_question(game: Game) -> None:
    session = game.rounds.start("exam")
    sections = {slot.question.partition("/")[0] for slot in session.slots}
    assert sections == {"rag", "tuning"}
    assert session.seconds_left == EXAM_SECONDS * len(session.slots)
    assert len(session.sheets) == len(session.slots)


def test_questions_or_minutes_bound_an_exam(game: Game) -> None:
    assert len(game.rounds.start("exam", questions=4).slots) == 4
    by_time = game.rounds.start("exam", minutes=3)
    assert (len(by_time.slots), by_time.seconds_left) == (3, 3 * EXAM_SECONDS)


def test_answers_are_kept_in_any_order_and_can_change_before_the_end(
    game: Game, home: Path
) -> None:
    session = game.rounds.visit(game.rounds.start("exam"), 2)
    session = game.rounds.put_response(session, wrong_response(game, session))
    session = game.rounds.visit(session, 0)
    session = game.rounds.put_response(session, right_response(game, session))
    session = game.rounds.visit(session, 2)
    assert session.draft == wrong_response(game, session)
    session = game.rounds.put_response(session, right_response(game, session))
    assert (session.phase, session.outcomes, count_logged(home)) == (ASKED, (), 0)
    done = game.rounds.finish(session)
    assert done.phase == DONE
    scores = [
        None if outcome is None else outcome.verdict.score for outcome in done.outcomes
    ]
    assert scores == [1.0, None, 1.0, *[None] * (len(done.slots) - 3)]
    assert count_logged(home) == 2
    assert game.rounds.open_rounds() == []
    assert verify(save_path(home)) == []


def test_until_an_exam_is_handed_in_no_new_round_asks_its_questions(game: Game) -> None:
    session = game.rounds.start("exam", questions=6)
    asked = {slot.question for slot in session.slots}
    assert game.library.questions_in_exam() == asked
    for wish in (
        {"mode": "survival"},
        {"mode": "placement"},
        {"section": "rag", "questions": 9},
    ):
        other = game.rounds.start(**wish)
        while other.phase != DONE:
            assert other.slot.question not in asked
            other = game.rounds.skip(other)
    assert asked & {slot.question for slot in game.rounds.start("exam").slots}
    session = game.rounds.finish(
        game.rounds.put_response(session, right_response(game, session))
    )
    game.rounds.drop(game.rounds.resume_or_start(mode="exam"))
    assert game.library.questions_in_exam() == frozenset()


def test_it_is_said_where_all_that_could_be_asked_is_in_the_exam(game: Game) -> None:
    game.library.toggle_flag(game.rounds.start("exam").slots[0].question)
    with pytest.raises(NothingToPlay, match="in the exam left open"):
        game.rounds.start("flagged")
    with pytest.raises(NothingToPlay, match="nothing missed"):
        game.rounds.start("missed")


def test_an_answer_taken_back_is_no_attempt_and_not_knowing_is_one(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam")
    session = game.rounds.put_response(session, right_response(game, session))
    session = game.rounds.clear_response(session)
    session = game.rounds.visit(session, 1)
    session = game.rounds.put_response(session, None)
    done = game.rounds.finish(session)
    assert done.outcomes[0] is None
    outcome = done.outcomes[1]
    assert outcome is not None
    assert (outcome.unknown, outcome.verdict.score) == (True, 0.0)
    assert query_save(save_path(home), "SELECT guess FROM attempt") == [(0.0,)]


def test_an_exam_without_an_answer_is_dropped(game: Game, home: Path) -> None:
    done = game.rounds.finish(game.rounds.start("exam"))
    assert (
        done.phase,
        done.answered,
        count_logged(home),
        game.progress.stats().rounds,
    ) == (DONE, (), 0, 0)
    assert game.rounds.open_rounds() == []


def test_a_kill_halfway_keeps_answers_flags_place_and_clock(
    game: Game, clock: Clock, home: Path
) -> None:
    session = game.rounds.start("exam")
    clock.seconds += 7
    session = game.rounds.put_response(session, right_response(game, session))
    session = game.rounds.toggle_exam_flag(game.rounds.visit(session, 3))
    clock.seconds += 2
    session = game.rounds.put_response(session, wrong_response(game, session))
    with closing(open_game(home, clock)) as another:  # as after a kill
        (left,) = another.rounds.open_rounds()
        assert left == session
        clock.seconds += 5000
        resumed = another.rounds.resume(left)
        assert resumed.seconds_left == EXAM_SECONDS * len(session.slots) - 9
        scores = [
            outcome and outcome.verdict.score
            for outcome in another.rounds.finish(resumed).outcomes
        ]
        assert scores == [1, None, None, 0, *[None] * (len(session.slots) - 4)]


def test_seconds_count_for_the_question_they_were_spent_on(
    game: Game, clock: Clock, home: Path
) -> None:
    session = game.rounds.start("exam")
    clock.seconds += 4
    session = game.rounds.tick(session)
    clock.seconds += 3
    session = game.rounds.put_response(session, right_response(game, session))
    clock.seconds += 2
    session = game.rounds.visit(session, 1)
    clock.seconds += 5
    session = game.rounds.put_response(session, right_response(game, session))
    session = game.rounds.visit(session, 0)
    clock.seconds += 1
    game.rounds.finish(session)
    assert query_save(save_path(home), "SELECT seconds FROM attempt ORDER BY id") == [
        (10.0,),
        (5.0,),
    ]


def test_an_exam_took_the_time_that_its_clock_ran_with_what_was_left_open(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("exam")
    clock.seconds += 4
    session = game.rounds.visit(
        game.rounds.put_response(session, right_response(game, session)), 1
    )
    clock.seconds += 6
    done = game.rounds.finish(session)
    assert summarize_session(done).seconds == 10
    assert done.seconds_left == EXAM_SECONDS * len(done.slots) - 10


@pytest.mark.parametrize("move", ["put", "visit", "mark"])
def test_once_the_time_is_up_any_move_hands_in(
    game: Game, clock: Clock, move: str
) -> None:
    session = game.rounds.start("exam")
    session = game.rounds.put_response(session, right_response(game, session))
    clock.seconds += EXAM_SECONDS * len(session.slots)
    done = {
        "put": lambda: game.rounds.put_response(session, wrong_response(game, session)),
        "visit": lambda: game.rounds.visit(session, 1),
        "mark": lambda: game.rounds.toggle_exam_flag(session),
    }[move]()
    assert done.phase == DONE
    assert [outcome.verdict.score for _, outcome in done.answered] == [1.0]


def test_the_result_is_by_section_and_passes_from_seventy_per_cent(game: Game) -> None:
    done = game.rounds.finish(
        answer_exam(game, game.rounds.start("exam", questions=8), 6)
    )
    result = sheets.score_exam(done)
    assert (result.asked, result.score, result.is_passed) == (8, 6.0, True)
    rag, tuning = (sheets.score_exam(done, section) for section in ("rag", "tuning"))
    assert (rag.asked + tuning.asked, rag.score + tuning.score) == (8, 6.0)
    assert [title for title, _ in game.progress.exam_rows(done)] == [
        "The rag section",
        "The tuning section",
    ]
    failed = sheets.score_exam(
        game.rounds.finish(answer_exam(game, game.rounds.start("exam", questions=8), 5))
    )
    assert not failed.is_passed
    assert result_words(failed) == "62 %: not passed, 70 % needed"


def test_what_is_left_open_counts_as_missed_in_the_result_alone(game: Game) -> None:
    session = game.rounds.start("exam", questions=4)
    session = game.rounds.put_response(session, right_response(game, session))
    done = game.rounds.finish(session)
    result = sheets.score_exam(done)
    assert (result.score, result.asked, done.outcomes.count(None)) == (1.0, 4, 3)
    assert result_words(result) == "25 %: not passed, 70 % needed"
    assert game.progress.stats().attempts == 1


def test_a_failed_save_leaves_the_exam_open(
    game: Game, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = game.rounds.start("exam", questions=4)
    session = answer_exam(game, session, 4)
    with closing(open_game(home)) as other:
        other._save.db.execute("PRAGMA busy_timeout = 0")
        other._save.db.execute("BEGIN IMMEDIATE")
        game._save.db.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(SaveError, match="not saved"):
            game.rounds.finish(session)
        other._save.db.execute("ROLLBACK")
    assert count_logged(home) == 0
    assert game.rounds.open_rounds() == [session]
    assert sheets.score_exam(game.rounds.finish(session)).score == 4


def test_what_was_handed_in_can_be_disputed_after_another_weakspot_wrote(
    game: Game, home: Path
) -> None:
    done = game.rounds.finish(
        answer_exam(game, game.rounds.start("exam", questions=4), 2)
    )
    with closing(open_game(home)) as other:
        other.library.toggle_flag(done.slots[0].question)
    judged = game.rounds.dispute(game.rounds.review(done, 3))
    assert summarize_session(judged).disputed == 1


def test_an_explanation_read_after_an_exam_lifts_its_topic_once_and_replays_exactly(
    game: Game, clock: Clock, home: Path
) -> None:
    done = game.rounds.finish(
        answer_exam(game, game.rounds.start("exam", questions=6), 2)
    )
    key = done.answered[4][1].move.topic
    before = game.progress.topic(key).estimate
    clock.advance(hours=3)
    expected = game.rounds._draws.situation().topics[key].estimate.expected
    shown = game.rounds.review(done, 4)
    assert shown.draft == done.sheets[4].response
    assert (shown.at, shown.phase, shown.outcome) == (4, ANSWERED, done.outcomes[4])
    assert game.progress.topic(key).estimate.mastery == pytest.approx(
        before.mastery, abs=0.01
    )
    lifted = game.rounds._draws.situation().topics[key].estimate.expected
    assert lifted > expected
    game.rounds.review(done, 4)
    assert game.rounds._draws.situation().topics[key].estimate.expected == lifted
    clock.advance(hours=30)
    game.rounds.finish(answer_exam(game, game.rounds.start("exam", questions=6), 6))
    rows = read_derived(home)
    rebuild(game._save.db)
    assert read_derived(home) == rows
    assert verify(save_path(home)) == []


def test_a_question_left_open_is_not_reviewed(game: Game) -> None:
    session = game.rounds.start("exam", questions=4)
    session = game.rounds.put_response(session, right_response(game, session))
    done = game.rounds.finish(session)
    assert game.rounds.review(done, 1) is done


def test_an_answer_disputed_in_the_review_no_longer_counts_in_the_result(
    game: Game, home: Path
) -> None:
    done = game.rounds.finish(
        answer_exam(game, game.rounds.start("exam", questions=4), 2)
    )
    shown = game.rounds.dispute(game.rounds.review(done, 3), "ambiguous")
    assert sheets.score_exam(shown).asked == 3
    assert [dispute.question for dispute in game.progress.stats().disputes] == [
        done.slots[3].question
    ]
    assert game.rounds.open_rounds() == []
    (taken,) = game.progress.overview().exams  # as progress has it
    assert (taken.asked, taken.score) == (3, sheets.score_exam(shown).score)
    assert (
        sheets.score_exam(game.rounds.restore(shown)).asked
        == game.progress.overview().exams[0].asked
        == 4
    )


def test_after_a_dispute_an_exam_moves_the_topic_by_its_other_answers_only(
    game: Game,
) -> None:
    done = game.rounds.finish(answer_exam(game, game.rounds.start("exam"), 0))
    at = next(
        at
        for at, slot in enumerate(done.slots)
        if game.library.topic_key(slot.question) == "rag/chunking"
    )
    shown = game.rounds.dispute(game.rounds.review(done, at), "ambiguous")
    (moved,) = (
        move
        for move in game.progress.summarize(shown).moves
        if move.topic == "rag/chunking"
    )
    report = game.progress.topic("rag/chunking")
    assert (moved.answers, moved.misses, moved.needs) == (
        report.answers,
        report.misses,
        report.needs,
    )


def test_there_is_neither_hint_nor_undo_in_an_exam(game: Game) -> None:
    session = game.rounds.start("exam")
    hinting = [
        at
        for at, slot in enumerate(session.slots)
        if game.library.question(slot.question).hint
    ]
    session = game.rounds.visit(session, hinting[0])
    session = game.rounds.put_response(session, right_response(game, session))
    assert game.rounds.hint(session) is session
    assert game.rounds.undo(session).sheets == session.sheets
    done = game.rounds.finish(session)
    assert game.rounds.undo(done) is done


def test_a_mode_with_a_sheet_takes_an_answer_without_grading_it(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam")
    held = answer_question(game, session)
    assert (held.phase, held.sheets[0].response) == (
        ASKED,
        right_response(game, session),
    )
    assert count_logged(home) == 0
    assert game.rounds.answer(session, None).sheets[0].unknown
    assert game.rounds.skip(held).at == 1


def test_home_can_say_how_long_an_exam_would_be_without_drawing_it(game: Game) -> None:
    assert (
        game.progress.exam_length()
        == len(game.progress.plan("exam").drawn)
        == len(game.rounds.resume_or_start(mode="exam").slots)
    )
