from contextlib import closing
from pathlib import Path

from quiz_home import (
    RAG,
    Clock,
    drop_questions,
    open_repairing_game,
    play_out,
    right_response,
    write_bank,
    wrong_response,
)
from weakspot.engine.session import DONE, Session
from weakspot.game import Game


def never() -> bool:
    return False


def miss_round(game: Game, topic: str) -> Session:
    return play_out(game, game.rounds.start(topic=topic), right=False)


def test_the_overview_of_a_new_player_is_empty(game: Game) -> None:
    overview = game.progress.overview()
    assert overview.since is None
    assert (overview.exams, overview.exam_forecast, overview.days) == ((), None, [])
    assert [section.estimate for section in overview.sections] == [None, None]


def test_the_overview_says_the_same_as_progress(game: Game) -> None:
    miss_round(game, "chunking")
    overview, progress = game.progress.overview(), game.progress.stats()
    assert overview.since == game.today()
    assert (overview.sections, overview.forecast) == (
        progress.sections,
        progress.forecast,
    )
    assert sum(day.attempts for day in overview.days) == progress.attempts
    assert overview.calendar[-1][-1].attempts == progress.attempts


def test_an_exam_handed_in_is_in_the_overview(game: Game) -> None:
    session = game.rounds.start("exam", questions=4)
    for at in range(4):
        session = game.rounds.visit(session, at)
        session = game.rounds.put_response(
            session, (right_response if at < 3 else wrong_response)(game, session)
        )
    assert game.rounds.finish(session).phase == DONE
    (exam,) = game.progress.overview().exams
    assert (exam.day, exam.asked) == (game.today(), 4)
    assert 0.5 < exam.share < 1


def test_a_round_is_told_to_be_better_only_than_those_of_its_mode_this_week(
    game: Game, clock: Clock
) -> None:
    def play(right: bool) -> tuple[str, str]:
        session = play_out(game, game.rounds.start(topic="chunking"), right=right)
        summary = game.progress.summarize(session)
        news = game.progress.news(session, summary)
        return news.kind, game.progress.compared_words(session, summary)

    play_out(game, game.rounds.start(section="rag"), right=False)
    assert play(right=False) == ("", "")
    clock.advance(hours=24)
    kind, compared = play(right=True)
    assert (kind, compared) == ("best", "two better than yesterday")
    clock.advance(hours=24 * 8)
    assert play(right=True)[1] == ""


def test_a_topics_page_lists_the_answers_behind_its_estimate(game: Game) -> None:
    session = miss_round(game, "chunking")
    page = game.progress.topic_page("rag/chunking")
    assert page.report == game.progress.topic("rag/chunking")
    asked = [slot.question for slot in session.slots]
    prompts = [game.library.question(key).prompt for key in asked]
    assert [prompt for _, prompt in reversed(page.answers)] == prompts
    assert {answer.score for answer, _ in page.answers} == {0.0}
    assert page.seen == len(asked)
    assert sum(page.kinds.values()) == sum(page.levels.values()) == 5


def test_an_answer_to_a_removed_question_is_listed_by_its_key(
    game: Game, home: Path
) -> None:
    miss_round(game, "ranking")
    write_bank(home, "01-rag.yaml", drop_questions(RAG, "rank-a"))
    game.library.reload()
    prompts = {prompt for _, prompt in game.progress.topic_page("rag/ranking").answers}
    assert prompts == {"rag/rank-a", game.library.question("rag/rank-b").prompt}


def test_a_topics_page_of_one_never_asked_has_only_its_questions(game: Game) -> None:
    page = game.progress.topic_page("tuning/lora")
    assert (page.answers, page.mixups, page.seen) == ((), (), 0)
    assert page.kinds == {"choice": 2, "multi": 1}
    assert page.levels[1] == 1


def test_a_look_back_ends_at_the_present_estimate(game: Game, clock: Clock) -> None:
    miss_round(game, "chunking")
    clock.advance(days=10)
    play_out(game, game.rounds.start(topic="chunking"))
    past = game.progress.prepare_look_back()(never)
    assert past is not None
    points = past.points["rag/chunking"]
    assert len(points) == 2  # a week ago, by when it was answered, and now
    assert points[-1].mastery == game.progress.topic("rag/chunking").estimate.mastery
    assert points[0].mastery < points[-1].mastery
    assert (
        past.points["rag"][-1].mastery == game.progress.sections()[0].estimate.mastery
    )


def test_a_look_back_is_cached_until_something_is_written(
    game: Game, clock: Clock
) -> None:
    assert game.progress.cached_look_back() is None
    miss_round(game, "ranking")
    past = game.progress.prepare_look_back()(never)
    assert game.progress.cached_look_back() is past
    game.rounds.answer(game.rounds.start(topic="lora"), None)
    assert game.progress.cached_look_back() is None


def test_a_look_back_is_cached_for_its_day(game: Game, clock: Clock) -> None:
    miss_round(game, "ranking")
    game.progress.prepare_look_back()(never)
    clock.advance(days=1)
    assert game.progress.cached_look_back() is None


def test_a_cancelled_look_back_returns_nothing(game: Game) -> None:
    miss_round(game, "ranking")
    assert game.progress.prepare_look_back()(lambda: True) is None
    assert game.progress.cached_look_back() is None


def test_topics_learnt_and_slipping_since_last_week_are_listed(
    game: Game, clock: Clock
) -> None:
    def changed() -> tuple[tuple[str, ...], tuple[str, ...]]:
        past = game.progress.prepare_look_back()(never)
        assert past is not None
        return past.learnt, past.slipping

    for _ in range(6):
        play_out(game, game.rounds.start(topic="chunking"))
        clock.advance(days=1)
    assert game.progress.topic("rag/chunking").state == "known"
    assert changed() == (("rag/chunking",), ())
    clock.advance(days=8)
    assert changed() == ((), ())
    for _ in range(4):
        miss_round(game, "chunking")
    assert game.progress.topic("rag/chunking").state != "known"
    assert changed() == ((), ("rag/chunking",))


def test_a_topic_made_known_by_answers_on_others_is_not_called_learnt(
    game: Game, clock: Clock
) -> None:
    play_out(game, game.rounds.start(topic="chunking", questions=3))
    assert game.progress.topic("rag/chunking").state == "good"
    clock.advance(days=8)
    for _ in range(3):
        play_out(game, game.rounds.start(topic="ranking"))
    assert game.progress.topic("rag/chunking").state == "known"
    past = game.progress.prepare_look_back()(never)
    assert past is not None
    assert (past.learnt, past.slipping) == (("rag/ranking",), ())


def test_moved_topics_are_shown_as_they_stand_after_the_whole_round(game: Game) -> None:
    summary = game.progress.summarize(
        play_out(game, game.rounds.start("today", questions=5), right=False)
    )
    assert len({move.topic for move in summary.moves}) == 5
    for move in summary.moves:
        report = game.progress.topic(move.topic)
        assert (move.after, move.state) == (report.estimate, report.state)
    assert len({move.state for move in summary.moves}) > 0


def test_a_topic_muted_in_its_round_is_not_among_those_that_moved(game: Game) -> None:
    done = miss_round(game, "chunking")
    key = done.slots[0].question
    game.library.cycle_mute(key)
    assert len(game.progress.summarize(done).moves) == 1
    game.library.cycle_mute(key)
    assert game.progress.summarize(done).moves == ()
    game.library.unmute("rag/chunking")
    assert len(game.progress.summarize(done).moves) == 1


def test_today_is_shared_from_the_log_as_its_results_are(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_repairing_game(tmp_path, clock)) as game:
        session, others = game.rounds.start("today"), 0
        while session.phase != DONE:
            is_figs = game.library.topic_key(session.slot.question) == "food/figs"
            others += not is_figs
            response = right_response if is_figs or others > 1 else wrong_response
            session = game.rounds.answer(session, response(game, session))
            if not is_figs and others == 2:
                session = game.rounds.dispute(session)
            session = game.rounds.advance(session)
        share = game.progress.share(session)
        assert share == game.progress.share_of_today()
        assert sorted(share.scores) == [0.0, *[1.0] * (len(session.slots) - 2)]
        assert [title for title, _, _ in share.repaired] == ["Figs"]
        assert share.day == game.today()


def test_an_answer_given_after_its_verdict_was_seen_is_not_shared(game: Game) -> None:
    session = game.rounds.start("today", questions=3)
    session = game.rounds.answer(session, wrong_response(game, session))
    session = play_out(game, game.rounds.undo(session))
    share = game.progress.share(session)
    assert share == game.progress.share_of_today()
    assert list(share.scores) == [1.0, 1.0]


def test_what_an_exam_left_open_is_shared_as_missed(game: Game) -> None:
    session = game.rounds.start("exam", questions=4)
    session = game.rounds.put_response(session, right_response(game, session))
    share = game.progress.share(game.rounds.finish(session))
    assert list(share.scores) == [1.0, 0.0, 0.0, 0.0]


def test_before_today_is_done_there_is_nothing_to_share(game: Game) -> None:
    play_out(game, game.rounds.start(topic="lora"))
    assert game.progress.share_of_today() is None


def test_results_tell_moves_and_misses_of_the_round(game: Game) -> None:
    session = play_out(game, game.rounds.start(section="rag"), right=False)
    results = game.progress.results(session)
    assert results.score.startswith("0 of ")
    assert results.missed == {move.topic for move in results.moves}
    assert [repair.at for repair in results.repairs] == list(session.to_repair)
    assert (results.news.kind, results.sections, results.lowest) == ("", [], [])
    assert {results.move_word(move) for move in results.moves} == {"missed"}
