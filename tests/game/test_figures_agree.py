"""Different screens and commands show the same figures, after random play."""

from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from quiz_home import Clock, open_game, right_response, wrong_response
from weakspot.commands.json_rows import progress_row, topic_row
from weakspot.engine.limits import count_right_answers
from weakspot.engine.search import LESSON
from weakspot.engine.session import ASKED, DONE, Session
from weakspot.engine.sheets import score_exam
from weakspot.errors import NothingToPlay
from weakspot.game import Game
from weakspot.words.estimates import header_words
from weakspot.words.searches import next_mark
from weakspot.words.summaries import exam_words, result_words

DAYS = 8
MODES = (
    "today",
    "today",
    "today",
    "weak",
    "missed",
    "survival",
    "placement",
    "exam",
    "exam",
)


def play_at_random(game: Game, clock: Clock, rng: Random) -> Session | None:
    """Play a round with guesses, hints, skips, undone and disputed answers, flags and
    mutes.
    """
    try:
        session = game.rounds.start(rng.choice(MODES))
    except NothingToPlay:
        return None
    while session.phase != DONE and rng.random() > 0.01:
        clock.advance(seconds=20)
        response = rng.choice([right_response, right_response, wrong_response])(
            game, session
        )
        if session.sheets:
            session = (
                game.rounds.put_response(session, response)
                if rng.random() < 0.9
                else session
            )
            last = session.at + 1 == len(session.slots)
            session = (
                game.rounds.finish(session)
                if last
                else game.rounds.visit(session, session.at + 1)
            )
        elif session.phase == ASKED:
            session = game.rounds.hint(session) if rng.random() < 0.1 else session
            skips = rng.random() < 0.05
            session = (
                game.rounds.skip(session)
                if skips
                else game.rounds.answer(session, rng.choice([response, None]))
            )
        else:
            session = disturb_at_random(game, session, rng)
            session = (
                game.rounds.advance(session) if session.phase != ASKED else session
            )
    return session if session.phase == DONE and session.answered else None


def disturb_at_random(game: Game, session: Session, rng: Random) -> Session:
    """After one verdict in four, undo, dispute, flag or mute."""
    key = session.slot.question
    match rng.randrange(16):
        case 0:
            return game.rounds.undo(session)
        case 1:
            return game.rounds.dispute(session, "ambiguous")
        case 2:
            game.library.toggle_flag(key)
        case 3 if len(game.library.muted_titles()) < 3:
            game.library.cycle_mute(key)
            if rng.random() < 0.5:
                game.library.cycle_mute(key)
    return session


def dispute_in_review(game: Game, done: Session, rng: Random) -> Session:
    """Dispute one answer of a finished exam."""
    at = rng.choice(
        [at for at, outcome in enumerate(done.outcomes) if outcome is not None]
    )
    judged = game.rounds.dispute(game.rounds.review(done, at), "ambiguous")
    assert [
        place
        for place, outcome in enumerate(judged.outcomes)
        if outcome and outcome.disputed
    ] == [at]
    return replace(judged, at=len(judged.slots), draft=None)


def check_results(game: Game, done: Session) -> None:
    """Compare the results with the topics' pages and progress."""
    summary = game.progress.summarize(done)
    for move in summary.moves:
        report = game.progress.topic(move.topic)
        assert (move.after, move.state) == (report.estimate, report.state)
        assert (move.answers, move.misses) == (report.answers, report.misses)
        assert move.different == report.different
        assert report.state != "weak" or move.needs == report.needs
    if done.sheets:
        result = score_exam(done)
        assert (
            exam_words(game.progress.overview().exams[0]).split()[0]
            == result_words(result).split()[0]
        )
        assert (
            summary.asked + summary.skipped
            == result.asked
            == game.progress.overview().exams[0].asked
        )
    if done.rules.is_scored:
        assert summary.right == count_right_answers(done)


def check_everywhere(game: Game) -> None:
    """Compare progress, its JSON, the lists of weak topics and questions, the topics'
    pages and the chart.
    """
    progress, overview = game.progress.stats(), game.progress.overview()
    sections, statuses = game.progress.sections(), game.library.question_statuses()
    topics = {topic.key: topic for section in sections for topic in section.topics}
    row, spots = progress_row(progress), game.progress.weak_spots()
    assert [topic_row(spot) for spot in spots] == [
        next(
            told
            for told in row["topics"]
            if (told["section"], told["topic"]) == (spot.section, spot.topic)
        )
        for spot in spots
    ]
    weak = sum(spot.state == "weak" for spot in spots)
    assert f"{weak} of {len(topics)} topic" in header_words(overview)
    assert (progress.sections, progress.forecast) == (
        overview.sections,
        overview.forecast,
    )

    asked, back = Counter[str](), set()
    for item in game.library.search_index():
        if item.kind != LESSON and not statuses.has("muted", item):
            asked[item.section] += item.key in statuses.scores
            if next_mark(item, statuses) == "back":
                back.add(game.library.catalog.entries[item.key].concept_key)
    assert overview.forecast[0].due == sum(section.due for section in sections)
    assert overview.forecast[0].due <= len(back)
    parts, is_done = game.progress.today_parts(), game.progress.is_today_done()
    assert overview.forecast[0].due == (0 if is_done else parts.again)
    whole, week = game.progress.whole(), game.progress.week()
    assert (whole.topics, row["known"]) == (len(topics), whole.known)
    assert all(topics[key].state != "weak" for key in week.repaired)
    assert all(topics[key].state == "weak" for key in week.weak)
    for section in sections:
        assert section.seen == asked[section.section]
        assert section.answers == sum(topic.answers for topic in section.topics)
    assert progress.questions_seen == sum(asked.values())
    assert progress.attempts == sum(day.attempts for day in overview.days)
    assert progress.attempts == sum(
        kind["answers"] or 0 for kind in progress.kinds.values()
    )
    assert (
        progress.points
        == game.progress.points()
        == sum(day.points for day in overview.days)
    )

    past = game.progress.prepare_look_back()(lambda: False)
    assert past is not None
    assert past.calibration == progress.calibration
    for key, topic in topics.items():
        page = game.progress.topic_page(key)
        assert replace(page.report, questions=topic.questions) == topic
        assert (sum(page.kinds.values()), len(page.answers)) == (
            topic.questions,
            min(8, topic.answers),
        )
        assert (key in past.points) == (topic.estimate is not None)
        if topic.estimate is not None:
            assert past.points[key][-1].mastery == topic.estimate.mastery
    if game.progress.exam_length():
        length, foretold = game.progress.exam_length(), game.progress.exam_forecast()
        assert len(game.progress.plan("exam").drawn) == length
        assert foretold is None or foretold.questions == length
    today = next((day.attempts for day in overview.days if day.day == game.today()), 0)
    assert game.progress.is_streak_kept_today() == (today >= 5)


@pytest.mark.parametrize("seed", range(12))
def test_figures_of_the_same_thing_agree_on_all_screens(
    home: Path, clock: Clock, seed: int
) -> None:
    rng = Random(seed)
    with closing(open_game(home, clock, seed)) as game:
        for _ in range(DAYS):
            for _ in range(2):
                done = play_at_random(game, clock, rng)
                if done is not None and done.sheets and rng.random() < 0.5:
                    done = dispute_in_review(game, done, rng)
                if done is not None:
                    check_results(game, done)
            if game.progress.stats().attempts:
                check_everywhere(game)
            clock.advance(days=rng.choice([1, 1, 1, 3, -1]))
