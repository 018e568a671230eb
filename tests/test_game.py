import sqlite3
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quiz_home import (
    IDEAS,
    RAG,
    START,
    TUNING,
    Clock,
    answer_question,
    change_question,
    drop_questions,
    make_bank,
    make_home,
    make_item,
    make_wide_home,
    open_game,
    play_out,
    query_save,
    read_derived,
    right_response,
    save_path,
    write_bank,
    wrong_response,
)
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Picks
from weakspot.errors import NothingToPlay, SaveError, UsageError
from weakspot.game import Game
from weakspot.store.verification import verify


def reopen_game(game: Game, home: Path, clock: Clock) -> Game:
    """Close the game and open its save again, as another process would."""
    game.close()
    return open_game(home, clock, seed=99)


def question_keys(session: Session) -> list[str]:
    return [slot.question for slot in session.slots]


def question_ids(session: Session) -> list[str]:
    return sorted(key.partition("/")[2] for key in question_keys(session))


# Starting


def test_a_first_round_asks_every_idea_once(game: Game) -> None:
    session = game.rounds.start()
    assert (session.mode, session.phase, session.at) == ("today", ASKED, 0)
    assert len(session.slots) == len(set(question_keys(session))) == IDEAS
    topics = [game.library.topic_key(key) for key in question_keys(session)]
    assert len({*topics}) == 5
    assert all(topic != following for topic, following in pairwise(topics))


def test_the_first_three_today_rounds_are_longer(tmp_path: Path, clock: Clock) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        lengths = []
        for _ in range(5):
            session = game.rounds.start("today")
            lengths.append(len(session.slots))
            while session.phase != DONE:
                clock.seconds += 60
                session = game.rounds.advance(answer_question(game, session))
            clock.advance(days=1)
    assert lengths[:3] == [20, 20, 20]
    assert all(5 < length < 11 for length in lengths[3:])


def test_a_quick_player_is_asked_more_in_the_same_minutes(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        before = len(game.rounds.start("today", minutes=5).slots)
        session = game.rounds.start("today", questions=12)
        while session.phase != DONE:
            clock.seconds += 6
            session = game.rounds.advance(answer_question(game, session))
        assert len(game.rounds.start("today", minutes=5).slots) > 2 * before


def test_a_first_round_left_and_started_anew_is_still_a_first_one(
    tmp_path: Path,
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40))) as game:
        assert [len(game.rounds.start("today").slots) for _ in range(5)] == [20] * 5


def test_rounds_of_other_modes_do_not_shorten_the_first_rounds_of_today(
    tmp_path: Path,
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40))) as game:
        for _ in range(4):
            play_out(game, game.rounds.start(section="wide", questions=2))
        assert len(game.rounds.start("today").slots) == 20


@pytest.mark.parametrize(
    ("wish", "mode", "scope", "count"),
    [
        ({}, "today", "", IDEAS),
        ({"section": "rag"}, "section", "rag", 5),
        ({"section": "2"}, "section", "tuning", 4),
        ({"section": "the RAG section"}, "section", "rag", 5),
        ({"topic": "lora"}, "topic", "tuning/lora", 2),
        ({"topic": "chunking TEXT"}, "topic", "rag/chunking", 2),
        ({"topic": "tuning/lora"}, "topic", "tuning/lora", 2),
        ({"section": "tuning", "topic": "lora"}, "topic", "tuning/lora", 2),
        ({"mode": "today", "section": "rag"}, "today", "rag", 5),
        ({"questions": 3}, "today", "", 3),
        ({"minutes": 1}, "today", "", 1),
    ],
)
def test_a_round_has_the_mode_scope_and_length_asked_for(
    game: Game, wish: dict[str, object], mode: str, scope: str, count: int
) -> None:
    session = game.rounds.start(**wish)
    assert (session.mode, session.scope, len(session.slots)) == (mode, scope, count)
    assert all(
        scope in ("", key.partition("/")[0], game.library.topic_key(key))
        for key in question_keys(session)
    )


@pytest.mark.parametrize(
    ("wish", "named", "near"),
    [
        ({"section": "rga"}, "rga", "rag"),
        ({"section": "tunning"}, "tunning", "tuning"),
        ({"section": "0"}, "no section 0", "rag"),
        ({"section": "3"}, "no section 3", "tuning"),
        ({"section": "9" * 5000}, "no section 999", "rag"),
        ({"topic": "chunkin"}, "chunkin", "chunking"),
        ({"topic": "CHUNK"}, "no topic CHUNK", "did you mean chunking?"),
        ({"section": ""}, "no section has an empty name", "rag"),
        ({"topic": "lora", "section": "rag"}, "lora", "chunking"),
        ({"mode": "week"}, "week", "weak"),
        ({"mode": "section"}, "needs a section", "--section"),
        ({"mode": "topic", "section": "rag"}, "needs a topic", "--topic"),
        ({"section": "\x1b[31m"}, "<U+001B>", "rag"),
    ],
)
def test_an_unknown_name_is_reported_with_others(
    game: Game, wish: dict[str, str], named: str, near: str
) -> None:
    with pytest.raises(UsageError) as caught:
        game.rounds.resume_or_start(**wish)
    message = str(caught.value)
    assert named in message
    assert near in message
    assert "\x1b" not in message


def test_a_topic_name_in_two_sections_is_ambiguous(home: Path) -> None:
    write_bank(
        home,
        "03-again.yaml",
        make_bank("again", {"lora": "LoRA"}, make_item("x", "lora")),
    )
    with closing(open_game(home)) as game:
        with pytest.raises(UsageError, match="tuning/lora, again/lora"):
            game.rounds.start(topic="lora")
        assert game.rounds.start(topic="again/lora").scope == "again/lora"
        assert game.rounds.start(topic="lora", section="again").scope == "again/lora"


@pytest.mark.parametrize("mode", ["weak", "missed"])
def test_a_round_with_nothing_to_ask_says_what_would_help(
    game: Game, mode: str
) -> None:
    with pytest.raises(NothingToPlay, match=" there "):
        game.rounds.start(mode, topic="lora")
    with pytest.raises(NothingToPlay, match="today's round"):
        game.rounds.start(mode)
    assert game.rounds.open_rounds() == []


def test_the_same_seed_on_fresh_saves_draws_the_same_round(tmp_path: Path) -> None:
    rounds = []
    for name, rng in (("a", 1), ("b", 2), ("c", 3)):
        with closing(open_game(make_home(tmp_path / name), seed=rng)) as game:
            rounds.append(game.rounds.start(seed=42).slots)
            assert game.rounds.start(seed=43).slots != rounds[-1]
    assert rounds[0] == rounds[1] == rounds[2]


def test_a_seeded_game_is_the_same_round_by_round(tmp_path: Path) -> None:
    played = []
    for name in "ab":
        with closing(open_game(make_home(tmp_path / name), Clock(), seed=5)) as game:
            rounds = [
                play_out(game, game.rounds.start(), right=number % 2 == 0)
                for number in range(3)
            ]
            played.append([round_.slots for round_ in rounds])
    assert played[0] == played[1]
    assert played[0][0] != played[0][1]


def test_a_skip_reshuffles_nothing(tmp_path: Path) -> None:
    shown = []
    for name in "ab":
        with closing(open_game(make_home(tmp_path / name), seed=5)) as game:
            session = game.rounds.start()
            session = game.rounds.skip(session) if name == "a" else session
            shown.append({slot.question: slot.shown for slot in session.slots})
    assert shown[0] == shown[1]


def test_a_plan_stays_the_same_at_every_start_until_something_is_logged(
    home: Path,
) -> None:
    with closing(Game.open(home)) as game:
        play_out(game, game.rounds.start(questions=3))
    plans = []
    for _ in range(4):
        with closing(Game.open(home)) as game:
            plans.append(game.progress.plan("today").drawn)
            assert question_keys(game.rounds.start()) == [
                drawn.entry.key for drawn in plans[0]
            ]
            game.rounds.drop(game.rounds.resume_or_start())
    assert all(plan == plans[0] for plan in plans)
    seeds = []
    for _ in range(4):
        with closing(Game.open(home)) as game:
            game.library.toggle_flag("rag/chunk-a")
            seeds.append(
                [question.entry.key for question in game.progress.plan("today").drawn]
            )
    assert any(seed != seeds[0] for seed in seeds)


def test_today_draws_the_same_round_while_nothing_was_answered(game: Game) -> None:
    begun = game.rounds.start(section="rag")
    begun = game.rounds.advance(answer_question(game, begun))
    skipped = game.rounds.skip(game.rounds.start("today"))
    redrawn = [game.rounds.start("today").slots for _ in range(2)]
    assert redrawn == [skipped.slots, skipped.slots]


def test_a_plan_stays_the_same_after_a_new_round_replaced_a_begun_one(
    tmp_path: Path,
) -> None:
    home = make_wide_home(tmp_path, 40)
    with closing(Game.open(home)) as game:
        session = game.rounds.start(questions=5)
        game.rounds.advance(answer_question(game, session, right=False))
        plan = game.progress.plan("today").drawn
        assert question_keys(game.rounds.start()) == [drawn.entry.key for drawn in plan]
        assert game.rounds.has_replaced_round
        assert game.progress.plan("today").drawn == plan


@pytest.mark.parametrize("mode", ["section", "exam"])
def test_a_round_given_up_without_an_answer_is_drawn_anew(
    tmp_path: Path, mode: str
) -> None:
    with closing(Game.open(make_wide_home(tmp_path, 40))) as game:
        start = partial(
            game.rounds.start,
            mode,
            section="wide" if mode == "section" else None,
            questions=5,
        )
        plan = game.progress.plan("today").drawn
        ended, dropped = start(), start()
        assert ended.slots == dropped.slots
        while ended.phase != DONE:
            ended = (
                game.rounds.finish(ended) if mode == "exam" else game.rounds.skip(ended)
            )
        dropped = start()
        assert dropped.slots != ended.slots
        game.rounds.drop(dropped)
        anew = start()
        assert dropped.slots != anew.slots != ended.slots
        game.rounds.drop(anew)
        assert game.progress.plan("today").drawn == plan


def test_a_plan_is_the_round_that_start_would_draw(game: Game) -> None:
    plan = game.progress.plan("today")
    session = game.rounds.start("today")
    assert [drawn.reason for drawn in plan.drawn] == ["new"] * IDEAS
    assert {slot.question for slot in session.slots} == {
        drawn.entry.key for drawn in plan.drawn
    }
    assert plan.seconds > 28 * IDEAS / 2


# Answering


def test_an_answer_is_saved_when_it_returns(game: Game, home: Path) -> None:
    session = game.rounds.start()
    with pytest.raises(ValueError, match="no such option"):
        game.rounds.answer(session, Picks(picks=frozenset({8})))
    after = answer_question(game, session)
    with pytest.raises(ValueError, match="nothing is asked"):
        game.rounds.answer(after, right_response(game, session))
    logged = query_save(save_path(home), "SELECT question, score FROM attempt")
    assert logged == [(session.slot.question, 1.0)]
    assert game.rounds.open_rounds() == [after]
    assert after.phase == ANSWERED
    assert after.outcome is not None
    assert (after.outcome.attempt,) == query_save(
        save_path(home), "SELECT id FROM attempt"
    )[0]


def test_a_right_and_a_wrong_answer_move_their_topic(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    session = answer_question(game, session)
    assert session.outcome is not None
    good = session.outcome.move
    session = game.rounds.advance(session)
    session = answer_question(game, session, right=False)
    assert session.outcome is not None
    assert session.outcome.move.before == good.after
    assert session.outcome.move.after.mastery < good.after.mastery
    assert (session.outcome.verdict.score, session.outcome.points) == (0, 0)


def test_not_knowing_is_logged_apart_from_a_wrong_answer(
    game: Game, home: Path
) -> None:
    session = game.rounds.start()
    session = game.rounds.answer(session, None)
    assert session.outcome is not None
    assert session.outcome.unknown
    assert query_save(save_path(home), "SELECT guess, score, given FROM attempt") == [
        (0.0, 0.0, None)
    ]


def test_seconds_are_counted_from_the_question_to_the_answer(
    game: Game, clock: Clock, home: Path
) -> None:
    clock.seconds = 100
    session = game.rounds.start()
    for seconds in (12.5, 7, 10_000):
        clock.advance(days=-1)
        clock.seconds += seconds / 2
        session = game.rounds.save_draft(session, wrong_response(game, session))
        clock.seconds += seconds / 2
        session = game.rounds.advance(answer_question(game, session))
    logged = query_save(save_path(home), "SELECT seconds FROM attempt ORDER BY id")
    assert logged == [(12.5,), (7.0,), (600.0,)]


def test_time_away_before_resuming_does_not_count(
    game: Game, clock: Clock, home: Path
) -> None:
    session = game.rounds.start()
    clock.seconds += 300
    session = game.rounds.resume(game.rounds.open_rounds()[0])
    clock.seconds += 5
    answer_question(game, session)
    assert query_save(save_path(home), "SELECT seconds FROM attempt") == [(5.0,)]


def test_a_hint_is_logged_and_counts_once(game: Game, home: Path, clock: Clock) -> None:
    session = game.rounds.start(topic="chunking", questions=1)
    while game.library.question(session.slot.question).hint is None:
        session = game.rounds.start(topic="chunking", questions=1)
    clock.seconds += 4
    hinted = game.rounds.hint(session)
    assert hinted.hinted
    assert game.rounds.hint(hinted) is hinted
    assert game.rounds.open_rounds()[0].hinted
    clock.seconds += 4
    answer_question(game, hinted)
    assert query_save(save_path(home), "SELECT hint, guess, seconds FROM attempt") == [
        (1, 0.5, 8.0)
    ]


def test_a_round_ends_with_its_last_answer_and_is_counted(game: Game) -> None:
    session = play_out(game, game.rounds.start())
    assert (session.phase, session.at) == (DONE, IDEAS)
    assert game.rounds.open_rounds() == []
    progress = game.progress.stats()
    assert (progress.attempts, progress.rounds) == (IDEAS, 1)
    assert (progress.questions_seen, progress.right_share) == (IDEAS, 1)
    assert progress.points == game.progress.points() == 10 * IDEAS
    assert progress.streak_days == game.progress.streak() == 1
    assert sum(kind["answers"] for kind in progress.kinds.values()) == IDEAS


# Undo


@pytest.mark.parametrize("answers", [0, 5])
def test_an_answer_undone_leaves_every_figure_as_before_it(
    game: Game, home: Path, answers: int
) -> None:
    session = game.rounds.start()
    for number in range(answers):
        session = game.rounds.advance(answer_question(game, session, right=number % 2))
    before, progress = read_derived(home), game.progress.stats()
    undone = game.rounds.undo(answer_question(game, session, right=False))
    assert (read_derived(home), game.progress.stats()) == (before, progress)
    assert (undone.slot, undone.phase, undone.seen) == (session.slot, ASKED, {answers})
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [
        (answers + 1,)
    ]


def test_undo_on_the_results_opens_the_round_again(game: Game, home: Path) -> None:
    session = game.rounds.start()
    while session.at < IDEAS - 1:
        session = game.rounds.advance(answer_question(game, session))
    before, progress = read_derived(home), game.progress.stats()
    done = game.rounds.advance(answer_question(game, session, right=False))
    assert (done.phase, game.progress.stats().rounds) == (DONE, 1)
    undone = game.rounds.undo(done)
    assert (read_derived(home), game.progress.stats()) == (before, progress)
    assert (undone.slot, undone.phase) == (session.slot, ASKED)
    assert game.rounds.open_rounds() == [undone]
    redone = game.rounds.advance(answer_question(game, undone))
    assert (redone.phase, game.progress.stats().rounds) == (DONE, 1)
    assert game.progress.stats().attempts == IDEAS - 1 + 1


def test_undo_on_the_results_after_a_last_skip_takes_back_only_the_skip(
    game: Game, home: Path
) -> None:
    session = game.rounds.start(questions=2)
    session = game.rounds.advance(answer_question(game, session))
    before = read_derived(home)
    undone = game.rounds.undo(game.rounds.skip(session))
    assert (undone.at, undone.phase, undone.seen) == (1, ASKED, frozenset())
    assert read_derived(home) == before
    assert game.rounds.open_rounds() == [undone]


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_undo_is_saved_as_a_whole_or_not_at_all(game: Game, steps: int) -> None:
    session = answer_question(game, game.rounds.start(topic="ranking"))
    for _ in range(steps):
        session = game.rounds.advance(session)
        session = session if session.phase == DONE else answer_question(game, session)
    begun: list[str] = []
    game._save.db.set_trace_callback(
        lambda sql: begun.append(sql) if sql.startswith("BEGIN") else None
    )
    back = game.rounds.undo(session)
    assert len(begun) == 1
    assert game.rounds.open_rounds() == [back]


def test_with_nothing_to_undo_the_time_of_the_answer_runs_on(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("today")
    clock.seconds += 20
    session = game.rounds.undo(session)
    clock.seconds += 5
    assert answer_question(game, session).answered[0][1].seconds == 25


def test_undo_goes_all_the_way_back(game: Game, home: Path) -> None:
    fresh = read_derived(home)
    session = play_out(game, game.rounds.start(), right=False)
    while session.outcomes:
        session = game.rounds.undo(session)
    assert (session.at, session.phase) == (0, ASKED)
    assert read_derived(home) == fresh
    assert game.rounds.undo(session) is session


def test_undo_after_reopening_is_the_same_to_the_bit(
    game: Game, home: Path, clock: Clock
) -> None:
    session = game.rounds.start()
    for answer in (wrong_response, right_response, wrong_response):
        session = game.rounds.advance(
            game.rounds.answer(session, answer(game, session))
        )
    before = read_derived(home)
    answer_question(game, session)
    game = reopen_game(game, home, clock)
    undone = game.rounds.undo(game.rounds.resume_or_start())
    assert read_derived(home) == before
    assert undone.slot == session.slot
    game.close()
    assert verify(save_path(home)) == []


def test_an_answer_after_undo_is_no_evidence_and_earns_nothing(
    game: Game, home: Path
) -> None:
    session = game.rounds.start()
    undone = game.rounds.undo(answer_question(game, session, right=False))
    answered_again = answer_question(game, undone)
    assert answered_again.outcome is not None
    assert (answered_again.outcome.points, answered_again.outcome.move.answers) == (
        0,
        0,
    )
    assert query_save(save_path(home), "SELECT seen FROM attempt ORDER BY id") == [
        (0,),
        (1,),
    ]
    assert game.progress.stats().right_share is None


def test_a_round_of_a_muted_topic_says_where_it_is_listed(game: Game) -> None:
    key = game.rounds.start(topic="chunking").slots[0].question
    assert [game.library.cycle_mute(key), game.library.cycle_mute(key)] == [
        "question",
        "topic",
    ]
    with pytest.raises(NothingToPlay, match="muted; the banks list them"):
        game.rounds.start(topic="chunking")


# Rounds after rounds


def test_practise_asks_siblings_of_what_was_missed(game: Game) -> None:
    session = game.rounds.start(topic="chunking")
    missed = [slot.question for slot in session.slots]
    concepts = game.progress.missed_concepts(play_out(game, session, right=False))
    practice = game.rounds.practise(
        play_out(game, game.rounds.start(topic="chunking"), right=False)
    )
    assert concepts == {"rag/chunking/size", "rag/chunking/overlap"}
    assert practice.mode == "missed"
    assert len(practice.slots) == 2
    assert question_keys(practice) != missed


def test_practise_asks_only_what_this_round_missed(game: Game) -> None:
    play_out(game, game.rounds.start(section="tuning"), right=False)
    session = play_out(game, game.rounds.start(topic="ranking"), right=False)
    assert question_ids(game.rounds.practise(session)) == ["rank-a", "rank-b"]


def test_again_is_a_new_round_of_the_same_kind(game: Game) -> None:
    session = play_out(game, game.rounds.start(topic="lora"))
    again = game.rounds.play_again(session)
    assert (again.mode, again.scope) == ("topic", "tuning/lora")
    assert again.id > session.id
    assert (again.at, again.seen) == (0, frozenset())


def test_a_weak_round_drills_what_was_missed(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    play_out(game, session, right=False)
    play_out(game, game.rounds.start(section="rag"))
    assert {
        game.library.topic_key(key) for key in question_keys(game.rounds.start("weak"))
    } == {"tuning/rlhf"}
    (spot,) = [spot for spot in game.progress.weak_spots() if spot.state == "weak"]
    assert (spot.key, spot.title, spot.misses, spot.needs) == (
        "tuning/rlhf",
        "RLHF",
        2,
        (2, 2),
    )


WIDE_OPTIONS = [{"text": "right", "right": True}] + [
    {"text": f"w{n}", "why": "no"} for n in range(7)
]


def test_what_was_learnt_fades(game: Game, clock: Clock) -> None:
    play_out(game, game.rounds.start())
    clock.advance(days=400)
    assert {slot.reason for slot in game.rounds.start().slots} == {"fading"}


def test_a_forecast_has_what_comes_back_and_no_more_a_day_than_a_round_asks(
    game: Game, clock: Clock
) -> None:
    assert [day.due for day in game.progress.forecast()] == [0] * 14
    play_out(game, game.rounds.start(), right=False)
    days = [day.due for day in game.progress.forecast(10)]
    assert days[:3] == [0, 0, 0]
    assert set(days[3:]) <= {0, 1, 2, 3, 4}
    clock.advance(days=3)
    again = game.progress.plan("today").parts.again
    assert game.progress.forecast()[0].due == again > 0
    assert game.progress.forecast()[0].day == game.today()


def test_a_forecast_rests_on_usual_rounds_and_not_on_the_longer_first_ones(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_wide_home(tmp_path, topics=60), clock)) as game:
        session = game.rounds.start("today")
        while session.phase != DONE:
            clock.seconds += 60
            session = game.rounds.advance(answer_question(game, session, right=False))
        days = [day.due for day in game.progress.forecast(8)]
        assert days == [0, 0, 0, 2, 2, 2, 2, 2]
        clock.advance(days=3)
        assert [day.due for day in game.progress.forecast(3)] == [4, 2, 2]
        assert game.progress.plan("today").parts.again == 4


def test_an_exam_is_forecast_from_what_was_answered(game: Game, clock: Clock) -> None:
    play_out(game, game.rounds.start())
    assert game.progress.exam_forecast() is None
    play_out(game, game.rounds.start(section="tuning"), right=False)
    forecast = game.progress.exam_forecast()
    assert forecast is not None
    assert [section.section for section in forecast.sections] == ["rag", "tuning"]
    assert forecast.sections[0].share > forecast.sections[1].share
    assert forecast.low < forecast.share < forecast.high


def test_after_a_year_away_rounds_keep_their_size(tmp_path: Path, clock: Clock) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        for _ in range(3):
            play_out(game, game.rounds.start("today", questions=13))
            clock.advance(days=1)
        lengths = [
            len(game.rounds.start("today", questions=13).slots),
            len(game.rounds.start("section", section="wide").slots),
        ]
        clock.advance(days=365)
        later = [
            len(game.rounds.start("today", questions=13).slots),
            len(game.rounds.start("section", section="wide").slots),
        ]
        assert later == lengths == [13, 12]


def test_a_skip_is_no_attempt_and_not_asked_again_in_its_round(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_wide_home(tmp_path, 40), clock)) as game:
        session = game.rounds.start("sprint")
        asked = []
        while session.phase != DONE:
            asked.append(session.slot.question)
            session = game.rounds.skip(session)
        assert len(set(asked)) == len(asked) == 40
        assert (
            game.progress.stats().attempts,
            game.progress.stats().rounds,
            game.rounds.open_rounds(),
        ) == (0, 0, [])
        assert len(game.rounds.start("today").slots) == 20


# Open rounds


def test_an_open_round_goes_on_where_it_was_left(
    game: Game, home: Path, clock: Clock
) -> None:
    session = game.rounds.start()
    session = game.rounds.advance(answer_question(game, session))
    session = game.rounds.skip(session)
    game = reopen_game(game, home, clock)
    assert game.rounds.resume_or_start() == session
    game.close()


def test_a_verdict_shown_is_shown_again_after_reopening(
    game: Game, home: Path, clock: Clock
) -> None:
    session = game.rounds.start()
    answered = answer_question(game, session, right=False)
    assert answered.draft == wrong_response(game, session)
    game = reopen_game(game, home, clock)
    resumed = game.rounds.resume_or_start()
    assert resumed == answered
    assert game.rounds.advance(resumed).at == 1
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(1,)]
    game.close()


def test_a_matching_open_round_is_resumed_or_else_one_is_started(
    game: Game, clock: Clock
) -> None:
    today = game.rounds.skip(game.rounds.start())
    clock.advance(minutes=1)
    lora = game.rounds.skip(game.rounds.start(topic="lora"))
    assert game.rounds.resume_or_start() == lora
    assert game.rounds.resume_or_start(mode="today") == today
    assert game.rounds.resume_or_start(topic="tuning/lora") == lora
    assert game.rounds.resume_or_start(section="rag").scope == "rag"
    assert len(game.rounds.open_rounds()) == 3


@pytest.mark.parametrize("wish", [{"questions": 2}, {"minutes": 1}, {"seed": 5}])
def test_an_untouched_round_of_another_length_is_not_resumed(
    game: Game, wish: dict[str, Any]
) -> None:
    first, looked = game.rounds.start(), game.rounds.start()
    assert first.slots == looked.slots
    assert game.rounds.resume_or_start(mode="today") == looked
    begun = game.rounds.resume_or_start(**wish)
    assert begun.id != looked.id
    assert game.rounds.open_rounds() == [begun]
    assert game.rounds.resume_or_start() == begun
    assert (
        game.rounds.resume_or_start(**wish).slots == begun.slots
    )  # the same draw again, as nothing was done
    touched = game.rounds.save_draft(
        begun := game.rounds.resume_or_start(**wish), wrong_response(game, begun)
    )
    assert game.rounds.resume_or_start(**wish) == touched


def test_without_a_request_no_untouched_round_is_resumed(game: Game) -> None:
    game.rounds.start(topic="lora")
    today = game.rounds.resume_or_start()
    assert (today.mode, game.rounds.open_rounds()) == ("today", [today])
    assert game.rounds.resume_or_start() == today
    written = game.rounds.skip(game.rounds.start(topic="lora"))
    looked = game.rounds.start(topic="chunking")
    assert game.rounds.resume_or_start() == written
    assert game.rounds.resume_or_start(topic="chunking") == looked


def test_a_round_started_anew_replaces_only_an_open_one_of_its_own_mode_and_scope(
    game: Game,
) -> None:
    other = game.rounds.skip(game.rounds.start(topic="lora"))
    first = game.rounds.skip(game.rounds.start())
    assert not game.rounds.has_replaced_round
    second = game.rounds.start()
    assert game.rounds.has_replaced_round
    assert first.id != second.id
    assert {session.id for session in game.rounds.open_rounds()} == {
        other.id,
        second.id,
    }
    game.rounds.start(topic="chunking")
    assert not game.rounds.has_replaced_round


def test_an_untouched_round_makes_way_for_the_next(
    game: Game, home: Path, clock: Clock
) -> None:
    looked = game.rounds.start(topic="lora")
    game = reopen_game(game, home, clock)
    assert game.rounds.open_rounds() == [looked]
    tries = (
        game.rounds.hint(game.rounds.start(topic="chunking", seed=seed))
        for seed in range(20)
    )
    hinted = next(attempt for attempt in tries if attempt.hinted)
    started = game.rounds.start("section", section="tuning")
    written = game.rounds.save_draft(started, wrong_response(game, started))
    exam = game.rounds.start("exam", questions=1)
    last = game.rounds.start()
    assert [session.id for session in game.rounds.open_rounds()] == [
        last.id,
        exam.id,
        written.id,
        hinted.id,
    ]
    game.close()


def test_a_round_dropped_keeps_its_answers(game: Game) -> None:
    session = game.rounds.start()
    session = answer_question(game, session)
    game.rounds.drop(session)
    assert game.rounds.open_rounds() == []
    assert game.progress.stats().attempts == 1


def test_a_round_that_cannot_be_read_is_ignored(
    game: Game, home: Path, clock: Clock
) -> None:
    other = game.rounds.start(topic="lora")
    for number, text in enumerate(('{"id": 1}', "[]", "{}")):
        game._save.writer.save_round(
            f"round-{number}", "today", "2026-11-02T09:00:00Z", text
        )
    game = reopen_game(game, home, clock)
    assert game.rounds.open_rounds() == [other]
    assert game.rounds.resume_or_start(mode="today").mode == "today"
    game.close()


# Banks edited between


def play_rag(game: Game, answers: int) -> Session:
    """Start a round of the section rag and answer `answers` questions wrong."""
    session = game.rounds.start(section="rag")
    for _ in range(answers):
        session = game.rounds.advance(answer_question(game, session, right=False))
    return session


def id_at(session: Session, at: int) -> str:
    return session.slots[at].question.partition("/")[2]


def test_a_question_removed_from_its_bank_is_asked_no_more(
    game: Game, home: Path, clock: Clock
) -> None:
    session = play_rag(game, 1)
    write_bank(
        home, "01-rag.yaml", drop_questions(RAG, id_at(session, 1), id_at(session, 3))
    )
    game = reopen_game(game, home, clock)
    mended = game.rounds.resume_or_start()
    assert question_keys(mended) == [
        question_keys(session)[index] for index in (0, 2, 4)
    ]
    assert play_out(game, mended).phase == DONE
    game.close()


def test_an_answered_question_removed_from_its_bank_stays_in_the_figures(
    game: Game, home: Path, clock: Clock
) -> None:
    session = play_rag(game, 2)
    write_bank(home, "01-rag.yaml", drop_questions(RAG, id_at(session, 0)))
    game = reopen_game(game, home, clock)
    done = play_out(game, game.rounds.resume_or_start())
    assert question_keys(done) == question_keys(session)[1:]
    assert game.progress.stats().attempts == 5
    assert all(game.library.question(key) for key in question_keys(done))
    assert len(game.progress.missed_concepts(done)) == 1
    missed = play_out(game, game.rounds.start(topic="ranking"), right=False)
    write_bank(home, "01-rag.yaml", drop_questions(RAG, id_at(missed, 0)))
    game.library.reload()
    assert len(game.progress.missed_concepts(missed)) == 1
    game.close()
    assert verify(save_path(home)) == []


@pytest.mark.parametrize("shown", [False, True])
def test_a_revised_question_is_arranged_anew(
    game: Game, home: Path, clock: Clock, shown: bool
) -> None:
    session = play_rag(game, 1)
    session = answer_question(game, session, right=False) if shown else session
    changes = {"kind": "choice", "options": WIDE_OPTIONS}
    edited = change_question(RAG, id_at(session, 1), **changes)
    question = next(
        item for item in edited["questions"] if item["id"] == id_at(session, 1)
    )
    for name in ("answer", "why"):
        question.pop(name, None)
    write_bank(home, "01-rag.yaml", edited)
    game = reopen_game(game, home, clock)
    mended = game.rounds.resume_or_start()
    assert mended.at == 1 + shown
    undone = game.rounds.undo(mended) if shown else mended
    assert undone.slot.question == session.slot.question
    assert sorted(undone.slot.shown[0]) == list(range(8))
    assert undone.slot.revision != session.slot.revision
    assert [slot.shown for slot in undone.slots[2:]] == [
        slot.shown for slot in session.slots[2:]
    ]
    assert play_out(game, undone).phase == DONE
    game.close()


def test_without_its_section_a_round_is_dropped_and_its_answers_are_not_reported(
    game: Game, home: Path, clock: Clock
) -> None:
    session = play_rag(game, 1)
    (home / "questions" / "01-rag.yaml").unlink()
    game = reopen_game(game, home, clock)
    assert game.rounds.resume_or_start().id != session.id
    assert game.progress.stats().attempts == 1
    assert [section.section for section in game.progress.sections()] == ["tuning"]
    assert game.progress.weak_spots() == []
    game.close()


# Clocks, players, places


def test_p06_a_clock_gone_back_loses_no_answer(
    game: Game, home: Path, clock: Clock
) -> None:
    play_out(game, game.rounds.start())
    clock.now = START.replace(year=1999)
    play_out(game, game.rounds.start(), right=False)
    clock.now = START.replace(year=2076)
    play_out(game, game.rounds.start())
    assert game.progress.stats().attempts == 3 * IDEAS
    game.close()
    assert verify(save_path(home)) == []


def test_players_of_a_home_keep_apart(home: Path) -> None:
    with (
        closing(Game.open(home, "ann", rng=Random(1))) as ann,
        closing(Game.open(home, "bob")) as bob,
    ):
        play_out(ann, ann.rounds.start())
        assert (ann.progress.stats().attempts, bob.progress.stats().attempts) == (
            IDEAS,
            0,
        )


def test_p05_two_games_on_one_save_lose_nothing(home: Path) -> None:
    with (
        closing(open_game(home, seed=1)) as one,
        closing(open_game(home, seed=2)) as other,
    ):
        first, second = (
            one.rounds.start(section="rag"),
            other.rounds.start(section="tuning"),
        )
        for _ in range(4):
            first = one.rounds.advance(answer_question(one, first))
            second = other.rounds.advance(answer_question(other, second, right=False))
        assert one.progress.stats().attempts == other.progress.stats().attempts == 8
        before = read_derived(home)
        one.rounds.undo(answer_question(one, first, right=False))
        assert read_derived(home) == before
    assert verify(save_path(home)) == []


def test_a_broken_bank_keeps_the_others_playing(home: Path) -> None:
    (home / "questions" / "01-rag.yaml").write_text("section: rag\ntitle: [")
    with closing(open_game(home)) as game:
        assert {
            key.partition("/")[0] for key in question_keys(game.rounds.start())
        } == {"tuning"}
        assert any("01-rag.yaml:2:" in fault for fault in game.faults())


def test_titles_notes_and_beliefs_come_from_the_banks(game: Game) -> None:
    assert game.rounds.title(game.rounds.start()) == "Today"
    assert game.rounds.title(game.rounds.start(topic="lora")) == "LoRA"
    assert (
        game.rounds.title(game.rounds.start(section="tuning")) == "The tuning section"
    )
    assert game.library.section("rag").misconceptions == {
        "all-alike": "All of them are alike."
    }
    assert [section.slug for section in game.library.sections()] == ["rag", "tuning"]
    assert game.library.section("rag").topics["ranking"] == "Ranking passages"
    assert "## Ranking passages" in game.library.notes("rag")
    assert game.faults() == []
    assert TUNING["title"] == game.library.section("tuning").title


# Not for me, and flagged


def test_what_is_muted_is_drawn_no_more_and_counted_nowhere_until_it_is_unmuted(
    game: Game,
) -> None:
    def figures() -> tuple[int, int, int]:
        reports = game.progress.sections()
        due = sum(day.due for day in game.progress.forecast(400))
        return (
            sum(one.questions for one in reports),
            sum(one.seen for one in reports),
            due,
        )

    def asked() -> set[str]:
        return {
            slot.question for slot in game.rounds.start("today", questions=100).slots
        }

    session = answer_question(
        game, game.rounds.start("today", questions=1), right=False
    )
    key, (questions, seen, due) = session.slot.question, figures()
    assert (seen, due) == (1, 1)
    assert game.library.cycle_mute(key) == "question"
    assert figures() == (questions - 1, 0, 0)
    assert game.progress.stats().questions_seen == 0
    assert key not in asked()
    assert game.library.cycle_mute(key) == "topic"
    topic = game.library.topic_key(key)
    assert topic not in {game.library.topic_key(question) for question in asked()}
    assert topic not in {
        one.key for section in game.progress.sections() for one in section.topics
    }
    assert not game.library.unmute(key)  # its topic is muted, too
    assert game.library.unmute(topic)
    assert (figures(), game.library.muted_titles()) == ((questions, 1, 1), {})
    assert [game.library.cycle_mute(key) for _ in range(3)] == [
        "question",
        "topic",
        None,
    ]
    assert not game.library.muted_titles()


def test_a_section_is_described_by_its_topics_that_are_not_muted(game: Game) -> None:
    play_out(game, game.rounds.start(topic="ranking"))
    session = play_out(game, game.rounds.start(topic="evals"), right=False)
    key = session.slots[0].question
    assert [game.library.cycle_mute(key), game.library.cycle_mute(key)] == [
        "question",
        "topic",
    ]
    rag = game.progress.sections()[0]
    assert (rag.seen, rag.answers, rag.misses) == (2, 2, 0)
    for slot in game.rounds.start(topic="ranking").slots[:1]:
        assert [
            game.library.cycle_mute(slot.question),
            game.library.cycle_mute(slot.question),
        ] == ["question", "topic"]
    rag = game.progress.sections()[0]
    assert (rag.seen, rag.answers, rag.estimate) == (0, 0, None)


def test_what_is_muted_in_a_round_is_not_asked_later_in_it(game: Game) -> None:
    session = game.rounds.start(section="rag", seed=1)
    topic = game.library.topic_key(session.slot.question)
    others = [
        key for key in question_keys(session) if game.library.topic_key(key) != topic
    ]
    assert len(others) < len(session.slots) - 1
    session = answer_question(game, session, right=False)
    assert [game.library.cycle_mute(session.slot.question) for _ in range(2)] == [
        "question",
        "topic",
    ]
    session = game.rounds.advance(session)
    assert (question_keys(session)[1:], session.phase) == (others, ASKED)


def test_a_question_muted_while_its_round_is_open_is_not_asked_on_resuming(
    game: Game,
) -> None:
    session = game.rounds.start(section="rag", seed=1)
    session = game.rounds.advance(answer_question(game, session, right=False))
    session = game.rounds.save_draft(
        game.rounds.hint(session), Picks(picks=frozenset({1}))
    )
    passed, asked, *others, last = question_keys(session)
    assert game.library.cycle_mute(last) == "question"
    (left,) = game.rounds.open_rounds()
    assert question_keys(left) == [passed, asked, *others]
    assert (left.hinted, left.draft) == (session.hinted, session.draft)
    assert game.library.cycle_mute(asked) == "question"
    (left,) = game.rounds.open_rounds()
    assert (question_keys(left), left.at, left.hinted, left.draft) == (
        [passed, *others],
        1,
        False,
        None,
    )
    game.library.cycle_mute(passed)  # what came of it stays
    assert game.rounds.open_rounds() == [left]
    for key in others:
        game.library.cycle_mute(key)
    assert game.rounds.open_rounds() == []


def test_a_round_of_which_all_the_rest_is_muted_makes_way_for_another(
    game: Game,
) -> None:
    session = game.rounds.start(section="rag", questions=2)
    session = game.rounds.advance(answer_question(game, session, right=False))
    game.library.cycle_mute(session.slot.question)
    assert game.rounds.open_rounds() == []
    another = game.rounds.start(section="rag", questions=2)
    game.library.unmute(session.slot.question)
    assert [left.id for left in game.rounds.open_rounds()] == [another.id]


def test_a_round_left_at_a_verdict_resumes_there_though_its_question_was_muted(
    game: Game,
) -> None:
    session = game.rounds.start(section="rag", seed=1)
    session = answer_question(game, session, right=False)
    assert game.library.cycle_mute(session.slot.question) == "question"
    assert game.rounds.open_rounds() == [session]


@pytest.mark.parametrize("written", [0, 1])
def test_a_round_whose_successor_cannot_be_saved_stays_open(
    game: Game, home: Path, written: int
) -> None:
    session = game.rounds.skip(game.rounds.start())
    game._save.db.execute("PRAGMA busy_timeout = 1")
    begun: list[str] = []
    with closing(sqlite3.connect(save_path(home), isolation_level=None)) as other:

        def lock(sql: str) -> None:
            if sql.startswith("BEGIN"):
                begun.append(sql)
                if len(begun) == written + 1:
                    other.execute(sql)

        game._save.db.set_trace_callback(lock)
        with pytest.raises(SaveError, match="another program holds"):
            game.rounds.start()
    assert session in game.rounds.open_rounds()


def test_the_question_that_replaces_a_muted_one_is_not_marked_as_seen(
    game: Game,
) -> None:
    session = game.rounds.start(section="rag", seed=1)
    first, muted, *others = question_keys(session)
    for _ in range(2):
        session = game.rounds.advance(answer_question(game, session, right=False))
    session = game.rounds.undo(game.rounds.undo(session))
    assert game.library.cycle_mute(muted) == "question"
    session = game.rounds.advance(answer_question(game, session, right=False))
    assert (question_keys(session), session.at, session.seen) == (
        [first, *others],
        1,
        {0},
    )


def test_a_round_of_a_topic_that_is_muted_in_it_is_over(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    session = answer_question(game, session, right=False)
    assert [game.library.cycle_mute(session.slot.question) for _ in range(2)] == [
        "question",
        "topic",
    ]
    session = game.rounds.advance(session)
    assert (session.phase, len(session.slots)) == (DONE, 1)
    undone = game.rounds.undo(session)
    assert (undone.phase, undone.at) == (ASKED, 0)


def test_a_muted_question_is_named_with_numbers_of_its_own(tmp_path: Path) -> None:
    asked = make_item(
        "sum",
        "sums",
        kind="number",
        draw={"n": {"of": [2, 3]}},
        prompt="{n} + {n}?",
        answer="2 * n",
    )
    del asked["options"]
    write_bank(tmp_path, "01-sums.yaml", make_bank("sums", {"sums": "Sums"}, asked))
    with closing(open_game(tmp_path)) as game:
        game.library.cycle_mute(game.rounds.start().slot.question)
        assert game.library.muted_titles()["sums/sum"] in ("2 + 2?", "3 + 3?")


def test_a_flagged_round_asks_the_flagged_questions_and_no_siblings(game: Game) -> None:
    session = game.rounds.start("today", questions=3)
    game.library.toggle_flag(session.slot.question)
    key = session.slot.question
    assert [slot.question for slot in game.rounds.start("flagged").slots] == [key]
    assert game.progress.flagged_count() == 1
    game.library.toggle_flag(session.slot.question)
    with pytest.raises(
        NothingToPlay, match="flagged; flag in a round what you want to see again$"
    ):
        game.rounds.start("flagged")
