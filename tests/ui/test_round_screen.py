from pathlib import Path

import pytest
from pilot import (
    answer_question,
    build_app,
    option_digits,
    picked_rows,
    question_key,
    screen_name,
    screen_text,
    skip_to,
    status_text,
    text_of,
)
from small_home import logged_values

from weakspot.game import Game
from weakspot.ui.forms.answer_list import AnswerList

MANY = {"topic": "ranking"}
ONE = {"topic": "chunking"}
TRUTHS = {"topic": "loops"}


async def test_the_first_enter_of_a_new_player_is_a_real_question(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter")
        assert game.library.question(question_key(player)).prompt in screen_text(player)


async def test_a_digit_gives_its_verdict_in_place(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        picker = player.app.screen.query_one(AnswerList)
        before = [row[2:].rstrip() for row in text_of(picker).split("\n")]
        (right,) = option_digits(player)
        await player.press(right)
        assert [row[2:].rstrip() for row in text_of(picker).split("\n")] == before
        assert f"✓ {right}" in text_of(picker)
        assert "Right" in screen_text(player)


async def test_a_wrong_pick_is_marked_beside_the_right_one(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        right, wrong = option_digits(player)[0], option_digits(player, right=False)[0]
        await player.press(wrong)
        marks = text_of(player.app.screen.query_one(AnswerList))
        assert f"✗ {wrong}" in marks
        assert f"✓ {right}" in marks
        assert f"Why not {wrong}" in screen_text(player)


async def test_an_answer_is_saved_once_its_verdict_is_shown_and_enter_goes_on(
    game: Game, home: Path
) -> None:
    async with build_app(game, **ONE).run_test() as player:
        first = question_key(player)
        await answer_question(player)
        assert logged_values(home) == [first]
        await player.press("enter")
        assert question_key(player) != first
        assert game.library.question(question_key(player)).prompt in screen_text(player)


@pytest.mark.parametrize(
    ("keys", "answers"), [("down enter enter enter", 1), ("down s enter", 0)]
)
async def test_a_cursor_left_behind_answers_nothing(
    game: Game, home: Path, keys: str, answers: int
) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press(*keys.split())
        assert len(logged_values(home)) == answers


async def test_enter_answers_with_the_option_under_the_cursor(
    game: Game, home: Path
) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press(*["down"] * int(option_digits(player)[0]), "enter")
        assert logged_values(home, "score") == [1.0]


async def test_a_digit_without_an_option_does_nothing(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("9")
        assert logged_values(home) == []


async def test_nought_says_i_do_not_know_whatever_is_picked(
    game: Game, home: Path
) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("1", "0")
        assert logged_values(home, "given") == [None]


async def test_where_several_are_right_space_picks_and_backspace_or_u_unpicks(
    game: Game, home: Path
) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("1", "down", "space")
        assert picked_rows(player) == {0, 1}
        await player.press("backspace")
        assert picked_rows(player) == {0}
        assert logged_values(home) == []
        await answer_question(player)
        await player.press("enter", "1", "u")  # before an answer, a pick is taken back
        assert picked_rows(player) == set()
        assert len(logged_values(home)) == 1


@pytest.mark.parametrize(
    "keys", [["u"], ["enter", "u"]], ids=["at its verdict", "at the next question"]
)
async def test_u_takes_back_the_last_answer(
    game: Game, home: Path, keys: list[str]
) -> None:
    async with build_app(game, **ONE).run_test() as player:
        key = question_key(player)
        await player.press(option_digits(player)[0], *keys)
        assert question_key(player) == key
        assert "✓" not in screen_text(player)
        assert "does not count" in status_text(player)
        assert logged_values(home) == []


async def test_the_last_answer_can_be_taken_back_before_the_results(
    game: Game, home: Path
) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await answer_question(player)
        await player.press("enter")
        last = question_key(player)
        await answer_question(player)
        await player.press("u")
        assert question_key(player) == last
        assert len(logged_values(home)) == 1


async def test_u_with_nothing_to_take_back_says_so(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("u")
        assert "Nothing to take back" in status_text(player)


async def test_hint_and_flag_are_shown_and_kept_and_keep_what_is_picked(
    game: Game, home: Path
) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await skip_to(player, "search/two-passes")
        await player.press("3", "h", "f")
        for words in (
            "● 3",
            "The first is wide.",
            "⚑",
            "Flagged: you can play it from the first screen.",
        ):
            assert words in screen_text(player)
        assert game.library.is_flagged("search/two-passes")
        await player.press("f")
        assert not game.library.is_flagged("search/two-passes")
        assert "⚑" not in screen_text(player)
        await player.press("enter")
        assert logged_values(home, "hint") == [1]


@pytest.mark.parametrize(
    ("size", "word"),
    [(size, "Its hint is below the question.") for size in ((40, 10), (80, 24))],
)
async def test_a_second_h_brings_the_hint_into_sight(
    game: Game, size: tuple[int, int], word: str
) -> None:
    async with build_app(game, **MANY).run_test(size=size) as player:
        await skip_to(player, "search/two-passes")
        await player.press("h", *["down"] * 9)
        assert ("The first is wide." in screen_text(player)) == (size == (80, 24))
        await player.press("h")
        assert status_text(player) == word
        player.app.clear_notifications()
        await player.pause()
        assert "The first is wide." in screen_text(player)


async def test_h_without_a_hint_says_so(game: Game) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press("h")
        assert "no hint" in status_text(player)


async def test_s_goes_on_and_a_round_skipped_to_its_end_goes_back_home(
    game: Game, home: Path
) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        first = question_key(player)
        await player.press("s")
        assert question_key(player) != first
        await player.press("s")
        assert screen_name(player) == "HomeScreen"
        assert logged_values(home) == []


async def test_n_opens_the_lesson_at_the_topic(game: Game) -> None:
    async with build_app(game, **MANY).run_test(size=(40, 10)) as player:
        await answer_question(player)
        await player.press("n")
        await player.pause()
        assert screen_name(player) == "LessonScreen"
        lines = [
            line.strip() for line in screen_text(player).split("\n") if line.strip()
        ]
        assert lines[1] == "Ranking"
