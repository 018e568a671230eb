"""The page of a topic: what stands on it, the ways there, and what can be done from
it.
"""

import pytest
from pilot import (
    answer_question,
    assert_keys_shown,
    build_app,
    click_on_text,
    finish_round,
    option_digits,
    read_body,
    round_screen,
    screen_name,
    screen_text,
    skip_to,
    squeeze,
    status_text,
    wait_for_text,
)

from quiz_home import play_out
from weakspot.engine.lookback import Point
from weakspot.game import Game
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.topic_page import place_figures

SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]


def miss(game: Game, topic: str) -> None:
    """Answer every question of the topic wrongly."""
    play_out(game, game.rounds.start(topic=topic), right=False)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_weak_topic_says_why_and_what_lets_it_go(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "chunking")
    miss(game, "chunking")
    async with build_app(game).run_test(size=size) as player:
        await player.press("i", "i")
        body = squeeze(await read_body(player))
        report = game.progress.topic("search/chunking")
        for text in (
            "% of unseen questions you would get right",
            "last answer today",
            "70",
            "100",
            f"to {round(100 * report.estimate.high)} likely",
            f"from {report.answers} answers",
            "Vectors age by themselves.",
            "once",
            "Weak until",
            "right on 2 more questions, on 2 days",
            "4 Mar",
            "What gets lost",
            "3, all asked before",
            "3 × one right",
            "2 of level 2",
        ):
            assert squeeze(text) in body, text
        assert "weak" in screen_text(player)
        assert_keys_shown(player)


async def test_the_bar_has_the_topics_mark_and_the_bound(game: Game) -> None:
    miss(game, "chunking")
    async with build_app(game).run_test() as player:
        await player.press("i", "i")
        (bar,) = [row for row in screen_text(player).split("\n") if "│" in row]
        line = bar.strip()
        assert line.index("│") == 42
        assert line.index("◆") == round(
            60 * game.progress.topic("search/chunking").estimate.mastery
        )


async def test_partly_right_has_its_own_mark(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test(size=(80, 24)) as player:
        await player.press(option_digits(player)[0], "enter")
        await player.press("i")
        (row,) = [row for row in screen_text(player).split("\n") if "4 Mar" in row]
        assert row.strip().startswith("~ 4 Mar")


async def test_a_topic_never_tried_says_what_will_stand_there(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "down", "down", "i")
        assert "Ranking" in screen_text(player)
        assert "Not tried yet. Enter plays it" in screen_text(player)
        assert "2, none asked before" in screen_text(player)


@pytest.mark.parametrize(("rounds", "told"), [(0, False), (2, True)])
async def test_answers_are_said_to_carry_a_figure_only_where_there_is_one(
    game: Game, rounds: int, told: bool
) -> None:
    for _ in range(rounds):
        miss(game, "ranking")
    async with build_app(game).run_test(size=(80, 40)) as player:
        await player.press("1", "down", "down", "i")
        assert "Answers" in screen_text(player)
        assert ("the figure rests on" in screen_text(player)) is told


async def test_a_topic_whose_one_answer_had_been_seen_says_that_it_does_not_count(
    game: Game,
) -> None:
    session = game.rounds.start(topic="ranking", questions=1)
    right, _, wrong = game.library.question(session.slot.question).responses()
    game.rounds.answer(game.rounds.undo(game.rounds.answer(session, wrong)), right)
    async with build_app(game).run_test() as player:
        await player.press("right", "enter", "down", "down", "i")
        assert "Ranking" in screen_text(player)
        assert "No answer counts yet." in screen_text(player)
        assert "2, of which 1 never asked" in screen_text(player)


async def test_enter_plays_the_topic_and_n_opens_its_lesson_and_its_page_is_there_again(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("2", "down", "i", "enter")
        assert round_screen(player).session.scope == "agents/loops"
        await finish_round(player, right=False)
        await player.press("escape")
        assert screen_name(player) == "TopicScreen"
        assert "2 answers" in screen_text(player) or "0 of 2 right" in screen_text(
            player
        )
        await player.press("n")
        assert screen_name(player) == "LessonScreen"
        await player.press("escape")
        assert screen_name(player) == "TopicScreen"


async def test_the_arrows_turn_to_the_topics_beside_it(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "down", "i")
        assert "Chunking" in screen_text(player)
        await player.press("right")
        assert "Ranking" in screen_text(player)
        await player.press("right")
        assert "Chunking" in screen_text(player)
        await click_on_text(player, "←→ topic")
        assert "Ranking" in screen_text(player)


async def test_a_topic_that_is_muted_does_not_offer_to_be_played(game: Game) -> None:
    for _ in range(2):
        game.library.cycle_mute("search/overlap")
    async with build_app(game).run_test() as player:
        player.app.open_topics(["search/chunking"])
        await wait_for_text(player, "Nothing in it is asked.")
        assert "Enter plays it" not in screen_text(player)


async def test_a_verdict_shows_its_topic_and_goes_on(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        await skip_to(player, "search/overlap")
        await player.press("i")
        assert screen_name(player) == "RoundScreen"  # not before the verdict
        await answer_question(player)
        await player.press("i")
        assert "Chunking" in screen_text(player)
        await player.press("escape")
        assert "next" in screen_text(player)
        assert screen_name(player) == "RoundScreen"


async def test_a_round_from_a_verdicts_topic_leaves_the_one_in_play(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter")
        await answer_question(player)
        await player.press("i", "enter")
        assert round_screen(player).session.mode == "topic"
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"
        assert {one.mode for one in game.rounds.open_rounds()} == {"today", "topic"}


async def test_progress_shows_the_topics_of_the_section_weakest_first(
    game: Game,
) -> None:
    miss(game, "ranking")
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("s", "i")
        assert "Ranking" in screen_text(player)
        assert screen_name(player) == "TopicScreen"


@pytest.mark.parametrize(
    ("places", "row"),
    [
        ([(0, "0"), (7, "10"), (3, "4")], "0  4   10"),
        ([(0, "0"), (7, "10"), (1, "2"), (5, "8"), (6, "9")], "0    8 10"),
        ([(8, "100")], ""),
    ],
)
def test_a_figure_without_room_is_left_out(
    places: list[tuple[int, str]], row: str
) -> None:
    assert place_figures(places, 10) == row


async def test_why_a_topic_is_not_played_is_said_of_no_other_one(game: Game) -> None:
    game.rounds.start("exam")
    async with build_app(game).run_test() as player:
        for opened, other in (("2 down down", "up"), ("2 down down i", "right")):
            await player.press(*opened.split(), "enter")
            assert status_text(player).startswith(
                "All of these questions are in the exam"
            )
            await player.press(other)
            assert status_text(player) == ""
            await player.press("escape")


async def test_its_help_says_that_it_scrolls(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "down", "i", "question_mark", *["down"] * 4)
        assert "↑ ↓         scroll" in screen_text(player)


def test_the_course_can_be_shown_before_its_widgets_are_mounted() -> None:
    trend = Trend()
    trend.show("", ())
    assert trend.chart.points == ()


async def test_the_course_takes_the_same_room_for_each_section(game: Game) -> None:
    points = [Point(day, 0.5, 0.4, 0.6) for day in ("2026-02-01", "2026-02-08")]
    async with build_app(game).run_test(size=(80, 50)) as player:
        await player.press("s")
        await player.app.workers.wait_for_complete()
        trend = player.app.screen.query_one(Trend)
        trend.set_class(False, "-brief")  # as from the second week on
        heights = set()
        for shown in (points, (), None):
            trend.show("", shown)
            await player.pause()
            heights.add(trend.size.height)
        assert len(heights) == 1
