from pathlib import Path
from typing import Any

import pytest
from kind_bank import BANK, open_kind_game
from kind_pilot import click_on
from msgspec.structs import replace
from pilot import (
    Player,
    build_app,
    read_body,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    text_of,
)
from small_home import logged_values
from textual.content import Content
from textual.events import Paste

from quiz_home import query_save, save_path
from weakspot.engine.constants import EXAM_SECONDS
from weakspot.engine.session import DONE
from weakspot.engine.values import Texts
from weakspot.game import Game
from weakspot.store.verification import verify
from weakspot.ui.forms.field import NO_NUMBER, TextLine
from weakspot.ui.screens.exam import ExamScreen, HandInScreen
from weakspot.ui.widgets.exam_map import ExamMap, ExamStrip

SIZES = [(40, 15), (80, 24), (120, 40)]
EXPLAINED = """SELECT question FROM event JOIN attempt ON attempt.id = subject
  WHERE what = 'explained' ORDER BY event.id"""


def exam_screen(player: Player) -> ExamScreen:
    """The exam on top."""
    screen = player.app.screen
    assert isinstance(screen, ExamScreen)
    return screen


def answer_keys(player: Player, right: bool = True) -> list[str]:
    """The digits that answer the question in play."""
    slot = exam_screen(player).session.slot
    question = exam_screen(player).game.library.question(slot.question)
    found = [
        str(n)
        for n, index in enumerate(slot.shown[0], 1)
        if question.options[index].right == right
    ]
    return found if question.can_pick_several else found[:1]


async def answer_all(player: Player, right: bool = True) -> None:
    """Answer every question, up to where it is looked over."""
    for _ in range(len(exam_screen(player).session.slots)):
        await player.press(*answer_keys(player, right), "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_an_exam_is_taken_by_keys_and_ends_in_a_result_by_section(
    game: Game, home: Path, size: tuple[int, int]
) -> None:
    async with build_app(game, mode="exam").run_test(size=size) as player:
        assert (
            f"question 1 of {len(exam_screen(player).session.slots)}"
            in screen_rows(player)[0]
        )
        await answer_all(player)
        assert screen_name(player) == "HandInScreen"
        assert logged_values(home) == []
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        text = await read_body(player)
        assert "100" in text or "█" in text
        assert "passed, 70 % needed" in text
        assert "By section" in text
        assert "Search" in text
        assert "Agents" in text


async def test_a_digit_picks_and_can_be_changed_until_it_is_handed_in(
    game: Game, home: Path
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        session = exam_screen(player).session
        await player.press(answer_keys(player, right=False)[0])
        assert exam_screen(player).session.at == session.at
        assert exam_screen(player).session.sheets[0].is_answered
        await player.press("right", "left")
        assert exam_screen(player).session.at == 0
        await player.press(*answer_keys(player), "v", "enter")
        assert screen_name(player) == "HandInScreen"
        assert "Enter again hands in as it is." in status_text(player)
        assert logged_values(home) == []
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        assert "left open" in screen_text(player)
        assert len(logged_values(home)) == 1
        await player.press("v")
        assert status_text(player) == "What was left open is not shown."


async def test_a_number_that_cannot_be_read_is_not_taken_for_an_answer(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    exam = game.rounds.start("exam")
    at = next(
        n for n, slot in enumerate(exam.slots) if slot.question.endswith("/number")
    )
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("x", "g", *str(at + 1), "enter", *"abc", "enter")
        assert status_text(player) == NO_NUMBER
        assert "0 answered" in screen_text(player)
        await player.press("pagedown", "pageup")
        assert "abc" in screen_text(player)
        assert status_text(player) == NO_NUMBER
        await player.press("escape", "escape", "enter")
        assert "abc" in screen_text(player)
        assert status_text(player) == NO_NUMBER
        await player.press("f6")
        assert f"{len(exam.slots)} questions open" in screen_text(player)
        await player.press("escape", "backspace", "backspace", "backspace", "7")
        assert "1 answered" in screen_text(player)
        assert NO_NUMBER not in screen_text(player)
    game.close()


async def test_after_the_first_question_is_said_how_one_is_answered(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    exam = game.rounds.start("exam")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("x")
        for at, slot in enumerate(exam.slots[1:], 1):
            exam_screen(player).action_visit(at)
            await player.pause()
            if slot.question.endswith(("/multi", "/order", "/typed")):
                assert status_text(player).endswith(exam_screen(player).view.tip())
    game.close()


async def test_it_goes_about_freely(game: Game) -> None:
    async with build_app(game, mode="exam").run_test(size=(120, 40)) as player:
        last = len(exam_screen(player).session.slots) - 1
        await player.press("left")
        assert exam_screen(player).session.at == 0
        await player.press("right", "s", "pagedown")
        assert exam_screen(player).session.at == 3
        await player.press("pageup")
        assert exam_screen(player).session.at == 2
        await player.press("g", str(last + 1), "enter")
        assert exam_screen(player).session.at == last
        await player.press("g", "9", "9", "enter")
        assert "There is no question 99." in status_text(player)
        await player.press("g", "escape")
        assert exam_screen(player).session.at == last
        await player.press("right")
        assert screen_name(player) == "HandInScreen"
        await player.press("down", "enter")
        assert exam_screen(player).session.at == 1


async def test_page_keys_go_on_after_the_end_of_a_question_of_any_kind(
    tmp_path: Path,
) -> None:
    turned, scrolled = [], []
    bank = BANK.replace(
        "prompt: Decoding reuses", f"prompt: {'It is read once. ' * 20} Decoding reuses"
    )
    async with build_app(open_kind_game(tmp_path, bank), mode="exam").run_test(
        size=(40, 15)
    ) as player:
        last = len(exam_screen(player).session.slots) - 1
        for key, turns in (("pagedown", range(last)), ("pageup", range(last, 0, -1))):
            for at in turns:
                screen = exam_screen(player)
                assert screen.session.at == at
                turned.append(screen.view.takes_letters())
                body = screen.view
                while (
                    body.scroll_y < body.max_scroll_y
                    if key == "pagedown"
                    else body.scroll_y > 0
                ):
                    top = body.scroll_y
                    await player.press(key)
                    assert (screen.session.at, screen.view.scroll_y != top) == (
                        at,
                        True,
                    )
                    scrolled.append(screen.view.takes_letters())
                await player.press(key)
        assert exam_screen(player).session.at == 0
    assert set(turned) == set(scrolled) == {False, True}


async def test_what_is_flagged_or_open_is_seen_on_every_screen_of_it(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test(size=(120, 40)) as player:
        count = len(exam_screen(player).session.slots)
        await player.press("f")
        assert status_text(player) == "Flagged to come back to."
        await player.press("right")
        await player.press(answer_keys(player)[0])
        told = text_of(player.app.screen.query_one(ExamMap))
        assert "○1⚑" in told  # open and flagged
        assert "●2 " in told
        assert "1 answered" in told
        assert f"{count - 1} open" in told
        assert "1 flagged" in told
        await player.press("f")
        assert "●2⚑" in text_of(player.app.screen.query_one(ExamMap))
        await player.resize_terminal(40, 15)
        await player.press("v")
        assert "1 answered · 2 flagged" in screen_rows(player)[0]
        await player.resize_terminal(80, 24)
        assert f"{count - 1} questions open" in screen_text(player)
        await player.press("escape", "f")
        assert status_text(player) == "No longer flagged."


async def test_from_what_could_not_be_saved_nothing_goes_on(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("left", "v", "end", "enter")
        game._save.db.execute("PRAGMA query_only = ON")
        for key in ("f", "0"):
            await player.press(key)
            assert (screen_name(player), status_text(player)[:9]) == (
                "ExamScreen",
                "Not saved",
            )
        game._save.db.execute("PRAGMA query_only = OFF")
        await player.press("0")
        assert screen_name(player) == "HandInScreen"
        await player.press("home", "enter", "enter")
        game._save.db.execute("PRAGMA query_only = ON")
        await player.press("v")
        assert (screen_name(player), status_text(player)[:9]) == (
            "ResultsScreen",
            "Not saved",
        )
        game._save.db.execute("PRAGMA query_only = OFF")


async def test_the_footer_says_what_enter_does_on_the_row_looked_over(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("v")
        assert "Enter hand in" in screen_rows(player)[-1]
        await player.press("down")
        assert "Enter go to it" in screen_rows(player)[-1]


async def test_page_keys_go_through_what_is_looked_over_and_stay_in_it(
    tmp_path: Path,
) -> None:
    async with build_app(open_kind_game(tmp_path), mode="exam").run_test(
        size=(80, 24)
    ) as player:
        count = len(exam_screen(player).session.slots)
        await player.press("v")
        handing = player.app.screen
        assert isinstance(handing, HandInScreen)
        assert count <= 20
        for key, at in (
            ("home", 0),
            ("pagedown", min(10, count)),
            ("pagedown", count),
            ("pageup", max(0, count - 10)),
            ("pageup", 0),
        ):
            await player.press(key)
            assert handing.rows.highlighted == (at + 1 if at else 0)


async def test_not_knowing_and_taking_back(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("0", "left")
        assert exam_screen(player).session.sheets[0].unknown
        await player.press("u")
        assert not exam_screen(player).session.sheets[0].is_answered
        await player.press("0")
        assert exam_screen(player).session.at == 1


async def test_what_was_given_before_it_was_left_is_taken_back_on_the_screen_too(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press(*answer_keys(player), "left", "escape", "enter")
        assert exam_screen(player).session.sheets[0].is_answered
        assert "●" in screen_text(player)
        await player.press("u")
        assert not exam_screen(player).session.sheets[0].is_answered
        assert "●" not in "\n".join(screen_rows(player)[3:])


async def test_leaving_keeps_it_and_dropping_it_is_asked_twice(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press(*answer_keys(player), "right", "escape")
        assert "Exam, 2 of" in screen_text(player)
        await player.press("backspace")
        assert "An exam dropped is lost with its answers." in status_text(player)
        await player.press("enter")
        assert exam_screen(player).session.sheets[0].is_answered
        assert exam_screen(player).session.at == 1
        await player.press("escape", "backspace", "backspace")
        assert game.rounds.open_rounds() == []
        await player.press(
            "x", "right", "escape", "backspace"
        )  # nothing is answered: at once
        assert status_text(player) == "Dropped."
        assert game.rounds.open_rounds() == []


async def test_a_resize_keeps_all_of_it(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        game.watch.ticks = lambda: 0.0
        game.rounds.restart_clock()
        await player.press(answer_keys(player)[0])
        before = exam_screen(player).session.sheets
        for size in ((40, 15), (30, 8), (200, 60), (80, 24)):
            await player.resize_terminal(*size)
        assert exam_screen(player).session.sheets == before
        assert "1 answered" in screen_text(player)


@pytest.mark.parametrize("over", [False, True])
async def test_once_the_time_is_up_it_is_handed_in(
    game: Game, home: Path, over: bool
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        screen = exam_screen(player)
        await player.press(*answer_keys(player))
        if over:
            await player.press("v")
            assert screen_name(player) == "HandInScreen"
        ticks = [0.0]
        game.watch.ticks = lambda: ticks[0]
        game.rounds.restart_clock()
        while screen.session.phase != DONE:
            ticks[0] += 5
            screen.tick()
        await player.pause()
        assert screen_name(player) == "ResultsScreen"
        assert len(logged_values(home)) == 1


async def test_a_question_chosen_once_the_time_is_up_leads_to_the_results(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press(*answer_keys(player), "v", "down")
        game.watch.ticks = lambda: 1e6  # and the clock on the screen has not told yet
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"


async def test_what_is_pasted_while_the_time_runs_out_is_left_out(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    slots = game.rounds.start("exam").slots
    at = next(at for at, slot in enumerate(slots) if slot.question.endswith("/number"))
    async with build_app(game).run_test() as player:
        await player.press("x", "g", *str(at + 1), "enter", "1")
        screen = exam_screen(player)
        screen.query_one(TextLine).post_message(Paste("23"))
        screen.session = replace(screen.session, seconds_left=0.0)
        screen.tick()
        await player.pause()
        assert screen_name(player) == "ResultsScreen"
        assert screen.session.sheets[at].response == Texts(texts=("1",))
    game.close()


async def test_the_clock_runs_while_it_is_looked_over(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        screen = exam_screen(player)
        game.watch.ticks = lambda: 0.0
        game.rounds.restart_clock()
        await player.press("v")
        game.watch.ticks = lambda: 4.0
        screen.tick()
        await player.pause()
        left = EXAM_SECONDS * len(screen.session.slots) - 60
        assert screen.session.seconds_left is not None
        assert f"{int(left // 60)}:5" in screen_rows(player)[0]


async def test_help_offers_no_search_that_it_does_not_have(game: Game) -> None:
    async with build_app(game, mode="exam").run_test(size=(120, 40)) as player:
        for keys in ((), ("v",)):
            await player.press(*keys, "question_mark", "pagedown")
            assert "Ctrl+P" in screen_text(player)
            assert "search all" not in screen_text(player)
            await player.press("escape", "slash")
            assert status_text(player) == "Not during an exam."


async def test_help_has_the_keys_that_act_and_none_for_essays(game: Game) -> None:
    game.settings = replace(game.settings, confidence=True)
    async with build_app(game).run_test(size=(80, 60)) as player:
        await player.press("x", "question_mark")
        assert "s the next question; this one stays as it is" in " ".join(
            screen_text(player).split()
        )
        assert "z submit as a guess" in " ".join(screen_text(player).split())
        assert "essay" not in screen_text(player)


async def test_its_answers_are_looked_through_and_disputed(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        count = len(exam_screen(player).session.slots)
        await answer_all(player, right=False)
        await player.press("enter")
        assert "not passed" in screen_text(player)
        await player.press("v")
        assert screen_name(player) == "ReviewScreen"
        assert "Missed" in await read_body(player)
        await player.press("right", "left", "exclamation_mark", "n", "o", "enter")
        assert "does not count" in status_text(player)
        await player.press("u")
        assert status_text(player) == "What was handed in stays."
        await player.press("E")
        assert status_text(player).startswith(
            "Not while an exam or its results are open"
        )
        await player.press("escape")
        assert screen_name(player) == "ResultsScreen"
        assert len(game.progress.stats().disputes) == 1
        player.app.clear_notifications()
        await player.press("u")
        assert status_text(player) == "What was handed in stays."
        await player.press("v", *["enter"] * (count - 1))
        assert screen_name(player) == "ReviewScreen"
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"


async def test_the_explanations_that_the_results_show_count_as_read_once(
    game: Game, home: Path
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        slots = exam_screen(player).session.slots
        await player.press(*answer_keys(player), "enter")
        for _ in slots[2:]:  # the last stays open
            await player.press(*answer_keys(player, right=False), "enter")
        await player.press("v", "enter", "enter")
        assert screen_name(player) == "ResultsScreen"
        assert query_save(save_path(home), EXPLAINED) == []
        for _ in range(2):
            await player.press("d", *["enter"] * len(slots[1:-1]))
            assert screen_name(player) == "ResultsScreen"
        missed = [(slot.question,) for slot in slots[1:-1]]
        assert query_save(save_path(home), EXPLAINED) == missed
        assert verify(save_path(home)) == []


async def test_an_answer_looked_through_shows_first_what_was_asked(game: Game) -> None:
    async with build_app(game, mode="exam").run_test(size=(40, 12)) as player:
        await answer_all(player, right=False)
        await player.press("enter", "v")
        assert screen_name(player) == "ReviewScreen"
        for _ in range(3):
            body = player.app.screen.query_one("#body")
            assert (body.scroll_offset.y, body.max_scroll_y > 0) == (0, True)
            await player.press("right")


async def test_by_mouse_alone(game: Game, home: Path) -> None:
    async with build_app(game, mode="exam").run_test(size=(120, 40)) as player:
        await player.click(ExamMap, offset=(11, 2))
        assert exam_screen(player).session.at == 2
        await player.resize_terminal(80, 24)
        await player.click(ExamStrip, offset=(0, 0))
        assert exam_screen(player).session.at == 0
        await player.click("AnswerList", offset=(6, 0))
        assert exam_screen(player).session.sheets[0].is_answered
        await click_on(player, "v review", inside="#keys")
        assert screen_name(player) == "HandInScreen"
        await player.click("OptionRows", offset=(6, 0))
        await player.click("OptionRows", offset=(6, 0))
        assert screen_name(player) == "ResultsScreen"
        assert len(logged_values(home)) == 1


async def to_second_question(player: Player) -> None:
    await player.press("f", "right")
    await player.press(answer_keys(player)[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_exam_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    game.watch.ticks = lambda: 0.0
    game.rounds.restart_clock()
    assert snap_compare(build_app(game, mode="exam"), to_second_question, size)


async def test_a_tick_before_the_review_is_laid_out_is_shown_once_it_is(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        session = exam_screen(player).session
        handing = HandInScreen(game, session, Content("9:59 left"))
        handing.show_clock(Content("9:58 left"))
        await player.app.push_screen(handing)
        await player.pause()
        assert "9:58 left" in screen_rows(player)[0]


async def test_enter_held_down_hands_nothing_in(game: Game, home: Path) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press(*answer_keys(player))
        count = len(exam_screen(player).session.slots)
        await player.press(*["enter"] * count)
        assert screen_name(player) == "HandInScreen"
        assert (
            status_text(player)
            == f"{count - 1} open. Enter goes to the first; Home, then Enter hands in."
        )
        await player.press("enter")
        assert exam_screen(player).session.at == 1
        await player.press(*["enter"] * 3 * count)
        assert len(player.app.screen_stack) > 1
        assert logged_values(home) == []
