from pathlib import Path

import pytest
from pilot import (
    answer_question,
    build_app,
    finish_round,
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
from textual.widgets import Markdown

from weakspot.game import Game
from weakspot.ui.widgets.answer_rows import AnswerRows

MANY = {"topic": "ranking"}
ONE = {"topic": "chunking"}
TRUTHS = {"topic": "loops"}


async def test_the_first_enter_of_a_new_player_is_a_real_question(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter")
        assert game.question(question_key(player)).prompt in screen_text(player)


async def test_a_digit_gives_its_verdict_in_place(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        picker = player.app.screen.query_one(AnswerRows)
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
        marks = text_of(player.app.screen.query_one(AnswerRows))
        assert f"✗ {wrong}" in marks
        assert f"✓ {right}" in marks
        assert f"Why not {wrong}" in screen_text(player)


async def test_an_answer_is_in_the_save_when_its_verdict_is_shown(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        key = question_key(player)
        await answer_question(player)
        assert logged_values(home) == [key]


async def test_enter_goes_on_to_the_next_question(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        first = question_key(player)
        await answer_question(player)
        await player.press("enter")
        assert question_key(player) != first
        assert game.question(question_key(player)).prompt in screen_text(player)


async def test_enter_on_nothing_grades_nothing_where_one_is_right(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("enter", "space")
        assert logged_values(home) == []
        assert "digit" in status_text(player)


async def test_enter_on_nothing_grades_nothing_where_several_are_right(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("enter")
        assert logged_values(home) == []
        assert "Nothing is picked yet" in status_text(player)


async def test_a_second_enter_after_a_verdict_answers_nothing(game: Game, home: Path) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press("down", "enter", "enter", "enter")
        assert len(logged_values(home)) == 1


async def test_a_cursor_left_behind_by_a_skip_answers_nothing(game: Game, home: Path) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press("down", "s", "enter")
        assert logged_values(home) == []


async def test_enter_answers_with_the_option_under_the_cursor(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press(*["down"] * int(option_digits(player)[0]), "enter")
        assert logged_values(home, "score") == [1.0]


async def test_a_digit_without_an_option_does_nothing(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("9")
        assert logged_values(home) == []


async def test_nought_says_i_do_not_know(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("0")
        assert logged_values(home, "given") == [None]
        assert "Not known yet" in screen_text(player)


async def test_nought_says_i_do_not_know_whatever_is_picked(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("1", "0")
        assert logged_values(home, "given") == [None]


async def test_a_digit_picks_where_several_are_right(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("2")
        assert "● 2" in screen_text(player)
        assert logged_values(home) == []


async def test_a_second_digit_unpicks(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("2", "2")
        assert "○ 2" in screen_text(player)


async def test_space_picks_the_option_under_the_cursor(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("down", "space")
        assert "● 2" in screen_text(player)


async def test_enter_submits_what_is_picked(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press(*option_digits(player), "enter")
        assert logged_values(home, "score") == [1.0]


async def test_a_partly_right_answer_says_how_much_was_found(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press(option_digits(player)[0], "enter")
        assert "Partly: 1 of 2 found" in screen_text(player)


async def test_backspace_takes_back_the_last_pick(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("1", "2", "backspace")
        assert picked_rows(player) == {0}


async def test_u_takes_back_a_pick_before_it_takes_back_an_answer(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await answer_question(player)
        await player.press("enter", "1", "u")
        assert picked_rows(player) == set()
        assert len(logged_values(home)) == 1


async def test_u_takes_back_the_answer_that_was_graded(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        key = question_key(player)
        await player.press(option_digits(player)[0], "u")
        assert question_key(player) == key
        assert "✓" not in screen_text(player)
        assert logged_values(home) == []


async def test_u_on_a_new_question_takes_back_the_answer_before_it(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        key = question_key(player)
        await answer_question(player)
        await player.press("enter", "u")
        assert question_key(player) == key
        assert logged_values(home) == []


async def test_an_answer_after_its_verdict_was_seen_says_that_it_does_not_count(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("1", "u")
        assert "does not count" in status_text(player)


async def test_the_last_answer_can_be_taken_back_before_the_results(game: Game, home: Path) -> None:
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


async def test_h_shows_the_hint_below_the_prompt(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await skip_to(player, "search/two-passes")
        await player.press("h")
        assert "The first is wide." in screen_text(player)


@pytest.mark.parametrize(("size", "word"), [((40, 10), ""), ((80, 24), "Its hint is below the question.")])
async def test_a_second_h_brings_the_hint_into_sight(game: Game, size: tuple[int, int], word: str) -> None:
    async with build_app(game, **MANY).run_test(size=size) as player:
        await skip_to(player, "search/two-passes")
        await player.press("h", *["down"] * 9)
        assert ("The first is wide." in screen_text(player)) == (size == (80, 24))
        await player.press("h")
        assert "The first is wide." in screen_text(player)
        assert status_text(player) == word


async def test_a_hint_keeps_what_is_picked(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await skip_to(player, "search/two-passes")
        await player.press("3", "h")
        assert "● 3" in screen_text(player)


async def test_an_answer_with_a_hint_is_logged_with_it(game: Game, home: Path) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await skip_to(player, "search/two-passes")
        await player.press("h")
        await answer_question(player)
        assert logged_values(home, "hint") == [1]


async def test_h_without_a_hint_says_so(game: Game) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press("h")
        assert "no hint" in status_text(player)


async def test_s_goes_on_and_logs_nothing(game: Game, home: Path) -> None:
    async with build_app(game, **ONE).run_test() as player:
        first = question_key(player)
        await player.press("s")
        assert question_key(player) != first
        assert logged_values(home) == []


async def test_a_round_skipped_to_its_end_goes_back_home(game: Game) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await player.press("s", "s")
        assert screen_name(player) == "HomeScreen"


async def test_f_flags_the_question_and_shows_it(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("f")
        assert game.is_flagged(question_key(player))
        assert "⚑" in screen_text(player)
        assert "Flagged: the first screen plays what is flagged." in screen_text(player)


async def test_f_takes_a_flag_away_again(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("f", "f")
        assert not game.is_flagged(question_key(player))
        assert "⚑" not in screen_text(player)


async def test_a_flag_keeps_what_is_picked(game: Game) -> None:
    async with build_app(game, **MANY).run_test() as player:
        await player.press("2", "f")
        assert "● 2" in screen_text(player)


async def test_n_opens_the_lesson_at_the_topic(game: Game) -> None:
    async with build_app(game, **MANY).run_test(size=(40, 10)) as player:
        await answer_question(player)
        await player.press("n")
        await player.pause()
        assert screen_name(player) == "LessonScreen"
        lines = [line.strip() for line in screen_text(player).split("\n") if line.strip()]
        assert lines[1] == "Ranking"


async def test_a_lesson_is_not_offered_before_the_verdict(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await player.press("n")
        assert not player.app.screen.query(Markdown)


async def test_esc_in_the_lesson_goes_back_to_the_verdict(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await answer_question(player)
        await player.press("n", "escape")
        assert screen_name(player) == "RoundScreen"
        assert "Right" in screen_text(player)


async def test_the_header_counts_the_questions(game: Game) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        assert "1 of 2" in screen_text(player)


async def test_a_finished_round_shows_its_results(game: Game) -> None:
    async with build_app(game, **TRUTHS).run_test() as player:
        await finish_round(player)
        assert screen_name(player) == "ResultsScreen"


async def test_text_like_markup_is_shown_as_it_stands(game: Game) -> None:
    async with build_app(game, topic="tools").run_test() as player:
        assert "検索 of d[key] [/b] gives nothing." in screen_text(player)
        assert "検索語を直す [bold]d[key][/b]" in screen_text(player)
        await answer_question(player)
        assert "[red]Nothing[/] in here is a tag." in screen_text(player)


async def test_text_that_would_run_backwards_is_spelled_out(game: Game) -> None:
    async with build_app(game, topic="tools").run_test() as player:
        assert "Read <U+202E>backwards ]b[" in screen_text(player)
