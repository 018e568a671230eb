"""Keys that come at once, as over a slow line: each counts for the question that it was
pressed at.
"""

from pathlib import Path

import pytest
from browser_pilot import open_screen
from kind_pilot import Play, play_kinds, screen_of, session_of, was_unknown
from msgspec.structs import replace
from pilot import (
    Player,
    Watch,
    build_app,
    finish_round,
    round_screen,
    screen_name,
    settle,
)
from textual import events
from textual.geometry import Size

from weakspot.engine.session import ANSWERED, ASKED
from weakspot.engine.values import Picks
from weakspot.game import Game
from weakspot.ui.palette import list_commands
from weakspot.ui.screens.exam import ExamScreen, HandInScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.progress import ProgressScreen
from weakspot.ui.screens.results import ResultsScreen
from weakspot.ui.screens.round import RoundScreen


async def press_at_once(player: Player | Play, *keys: str) -> None:
    """Press keys before anything comes of the first."""
    for key in keys:
        player.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(player.app)


async def click_at_once(player: Player, x: int, count: int) -> None:
    """Click in the first row before anything comes of the first click."""
    how = dict(delta_x=0, delta_y=0, button=1, shift=False, meta=False, ctrl=False)
    for _ in range(count):
        for kind in (events.MouseDown, events.MouseUp):
            player.app.post_message(kind(None, x, 0, **how))
    await settle(player.app)


@pytest.mark.parametrize(
    ("first", "at"), [("choice", 0), ("truefalse", 0), ("multi", 1)]
)
async def test_an_answer_counts_before_the_skip_that_comes_with_it_as_does_a_pick(
    tmp_path: Path, first: str, at: int
) -> None:
    async with play_kinds(tmp_path, first, "lines") as player:
        await press_at_once(player, "1", "s")
        session = session_of(player)
        assert (session.at, session.phase, len(session.outcomes)) == (
            at,
            ASKED if at else ANSWERED,
            1,
        )
        assert not at or (session.draft, session.outcomes) == (None, (None,))


@pytest.mark.parametrize(
    "bursts", [["f3 f3"], ["f8", "enter f3"], ["f3 f8", "enter"]], ids="-".join
)
async def test_keys_go_to_what_is_asked_and_not_to_what_was_skipped(
    tmp_path: Path, bursts: list[str]
) -> None:
    kinds = ["choice", "typed", "multi", "truefalse", "number", "lines"]
    kinds += ["decision", "open", "match", "order", "sort", "multi"]
    async with play_kinds(tmp_path, *kinds) as player:
        for at in range(2, len(kinds), 3):
            for keys in bursts:
                await press_at_once(player, *keys.split())
            assert session_of(player).at == at
            await player.press("0")
            assert was_unknown(player), kinds[at]
            await player.press("enter")


async def test_an_answer_and_a_new_size_at_once_leave_no_field_with_the_keys(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "number") as player:
        screen = screen_of(player)
        screen.on_resize(events.Resize(Size(60, 20), Size(60, 20)))
        screen.action_unknown()
        await player.pause()
        assert screen.focused is None


@pytest.mark.parametrize("onward", ["right", "pagedown"])
async def test_an_exam_holds_what_is_given_with_its_own_question(
    game: Game, onward: str
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await press_at_once(player, "1", onward, "2", onward)
        screen = player.app.screen
        assert isinstance(screen, ExamScreen)
        session = screen.session
        given = [sheet.response for sheet in session.sheets]
        picked = [
            Picks(picks=frozenset({slot.shown[0][at]}))
            for at, slot in enumerate(session.slots[:2])
        ]
        assert (session.at, given[:3], session.draft) == (2, [*picked, None], None)


async def test_an_enter_that_comes_with_the_answer_does_not_go_on_from_its_verdict(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await press_at_once(player, "0", "enter")
        assert (
            round_screen(player).session.at,
            round_screen(player).session.phase,
        ) == (0, ANSWERED)
        await player.press("enter")
        assert round_screen(player).session.at == 1


@pytest.fixture
def watch(game: Game) -> Watch:
    game.watch.ticks = Watch()
    game.rounds.restart_clock()
    return game.watch.ticks


async def find_leaving_presses(
    player: Player, watch: Watch, key: str, *after: float
) -> list[bool]:
    """Press a key so many seconds after the last one, again and again: what is shown
    then, is it left?
    """
    left, game, screen = [], player.app.game, player.app.screen
    rounds = game.rounds.open_rounds()
    for seconds in after:
        watch.seconds += seconds
        await player.press(key)
        left.append(
            player.app.screen is not screen
            or len(game.rounds.open_rounds()) != len(rounds)
        )
    return left


@pytest.mark.parametrize("key", ["enter", "p", "r", "u", "escape"])
async def test_a_key_that_comes_with_the_results_does_not_leave_them(
    game: Game, watch: Watch, key: str
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player, right=False)
        assert await find_leaving_presses(player, watch, key, 0, 0.3, 0.2) == [
            False,
            False,
            True,
        ]


@pytest.mark.parametrize(
    ("before", "key"),
    [("v", "enter"), ("0 0 0 0 0 0 0", "enter"), ("0 escape", "backspace")],
    ids=["hand in", "hand in after the last answer", "drop"],
)
async def test_two_quick_keys_do_not_hand_in_or_drop_an_exam(
    game: Game, watch: Watch, before: str, key: str
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press(*before.split())
        assert await find_leaving_presses(player, watch, key, 0, 0.3, 0.2) == [
            False,
            False,
            True,
        ]


async def test_the_second_of_two_enters_at_the_end_of_an_exam_stays_at_its_results(
    game: Game, watch: Watch
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("0", "v", "enter")
        assert await find_leaving_presses(player, watch, "enter", 0.5) == [True]
        watch.seconds += 1
        await player.press("v", "enter")
        assert screen_name(player) == "ResultsScreen"
        assert await find_leaving_presses(player, watch, "enter", 0, 0.5) == [
            False,
            True,
        ]


async def test_two_quick_backspaces_do_not_drop_the_round_behind_the_first(
    game: Game, watch: Watch
) -> None:
    for topic in ("loops", "chunking"):
        game.rounds.skip(game.rounds.start(topic=topic))
    async with build_app(game).run_test() as player:
        for after, left in ((0.0, 1), (0.3, 1), (0.2, 0)):
            watch.seconds += after
            await player.press("backspace")
            assert len(game.rounds.open_rounds()) == left


async def test_an_exam_is_looked_over_once_however_often_it_is_asked_for(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        screen = player.app.screen
        assert isinstance(screen, ExamScreen)
        screen.action_visit(len(screen.session.slots) - 1)
        await press_at_once(player, "enter", "v")
        assert [type(one) for one in player.app.screen_stack[2:]] == [HandInScreen]


@pytest.mark.parametrize("over", ["question_mark", "comma", "ctrl+p"])
async def test_a_round_that_ends_below_another_screen_shows_its_results(
    game: Game, over: str
) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("1")
        exam = player.app.screen
        assert isinstance(exam, ExamScreen)
        await player.press(over)
        exam.hand_in_exam()
        await player.pause()
        assert [type(one) for one in player.app.screen_stack[1:]] == [ResultsScreen]


async def test_the_clock_of_an_exam_that_was_left_does_nothing(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        exam = player.app.screen
        assert isinstance(exam, ExamScreen)
        exam.session = replace(exam.session, seconds_left=0)
        await player.press("escape")
        exam.tick()
        assert screen_name(player) == "HomeScreen"


async def test_a_screen_that_was_left_meanwhile_is_not_brought_up_to_date(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("b")
        banks = player.app.screen
        assert isinstance(banks, GameScreen)
        await player.press("escape")
        # it may come as late where two screens are left at once
        banks.on_screen_resume()
        assert screen_name(player) == "HomeScreen"


async def test_what_was_looked_up_meanwhile_is_not_shown_once_the_game_ends(
    game: Game,
) -> None:
    shown: list[str] = []
    async with build_app(game).run_test() as player:
        await player.press("s")
        progress = player.app.screen
        assert isinstance(progress, ProgressScreen)
        progress.call_if_open(lambda: shown.append("before"))
        player.app.exit()
        progress.call_if_open(lambda: shown.append("after"))
    assert shown == ["before"]


@pytest.mark.parametrize(
    ("end", "key"), [("q", "t"), ("ctrl+q", "m"), ("ctrl+c", "comma")]
)
async def test_a_key_after_the_one_that_ends_the_game_does_nothing(
    game: Game, end: str, key: str
) -> None:
    app = build_app(game)
    async with app.run_test() as player:
        await press_at_once(player, end, key)
    assert (game.rounds.open_rounds(), app.failure, app.return_code) == ([], None, 0)


async def test_the_game_ends_well_while_a_screen_still_opens(game: Game) -> None:
    app = build_app(game)
    async with app.run_test():
        app.push_screen(ProgressScreen(game))
        app.exit(return_code=143)
    assert (app.failure, app.return_code) == (None, 143)


async def test_a_key_that_comes_before_its_screen_does_nothing_to_it(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        player.app.push_screen(ProgressScreen(game))
        assert not await player.app.run_action("topic", player.app.screen)
        await player.pause()
        assert await player.app.run_action("topic", player.app.screen)
        await player.pause()
        assert screen_name(player) == "TopicScreen"


async def test_the_palette_does_once_what_is_chosen_twice(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p", *"survival")
        await press_at_once(player, "enter", "enter", "backspace", "enter")
        assert round_screen(player).session.mode == "survival"
        assert len(player.app.screen_stack) == 2


async def test_an_enter_pressed_before_the_palette_was_there_chooses_nothing_in_it(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("0")
        await press_at_once(player, "enter", "ctrl+p")
        assert [type(screen).__name__ for screen in player.app.screen_stack[1:]] == [
            "RoundScreen",
            "Palette",
        ]
        await player.press("escape", "enter")
        assert round_screen(player).session.at == 1


async def test_an_enter_that_comes_with_the_key_for_a_dispute_does_not_dispute(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("0")
        await press_at_once(player, "exclamation_mark", "enter")
        assert screen_name(player) == "InputScreen"
        await player.press("enter")
        outcome = round_screen(player).session.outcome
        assert outcome is not None
        assert outcome.disputed


async def test_a_palette_that_is_left_before_it_is_there_breaks_nothing(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        player.app.action_command_palette()
        player.app.pop_screen()
        await player.pause()
        assert screen_name(player) == "HomeScreen"


async def test_the_palette_opens_again_while_it_is_still_taken_apart(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p")
        player.app.pop_screen()
        player.app.action_command_palette()
        await player.pause()
        assert screen_name(player) == "Palette"


async def test_two_clicks_at_once_beside_the_palette_leave_it_alone(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p")
        await click_at_once(player, 0, 2)
        assert screen_name(player) == "HomeScreen"


async def test_a_click_where_nothing_is_laid_out_yet_leaves_the_keys_where_they_are(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        focused = player.app.screen.focused
        await click_at_once(player, 100, 1)
        assert focused is not None
        assert player.app.screen.focused is focused


async def test_a_round_takes_the_place_of_help_that_was_opened_at_the_same_time(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await press_at_once(player, "t", "question_mark")
        assert [type(one) for one in player.app.screen_stack[1:]] == [RoundScreen]


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_page_key_breaks_nothing_in_a_palette_that_just_opens(
    game: Game, key: str
) -> None:
    async with build_app(game).run_test() as player:
        await press_at_once(player, "ctrl+p", "down", key)
        assert screen_name(player) == "Palette"


@pytest.mark.parametrize(
    ("keys", "title"), [(["slash", "down"], "Back"), (["s"], "Back")]
)
async def test_what_the_palette_does_is_not_done_to_a_screen_left_meanwhile(
    game: Game, keys: list[str], title: str
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(*keys)
        commands = {
            one.title: one for one in list_commands(player.app, player.app.screen)
        }
        await player.press("escape")
        player.app.call_later(commands[title].callback)
        await player.pause()
        assert screen_name(player) == "HomeScreen"


@pytest.mark.parametrize(
    ("keys", "burst", "screens"),
    [
        (
            ["m", "1", "0", "v"],
            ["enter"] * 4,
            ["HomeScreen", "MoreScreen", "ExamScreen", "HandInScreen"],
        ),
        (
            ["m", "1", "g", "5"],
            ["enter"] * 3,
            ["HomeScreen", "MoreScreen", "ExamScreen"],
        ),
        (["t", "0", "exclamation_mark"], ["enter"] * 3, ["HomeScreen", "RoundScreen"]),
        (
            ["slash", "down"],
            ["enter"] * 2,
            ["HomeScreen", "BrowserScreen", "CardScreen"],
        ),
        (["s"], ["enter"] * 2, ["HomeScreen", "ProgressScreen", "SectionScreen"]),
    ],
    ids=["hand in", "go to", "dispute", "search", "progress"],
)
async def test_a_key_that_comes_again_does_nothing_to_what_it_led_to(
    game: Game, keys: list[str], burst: list[str], screens: list[str]
) -> None:
    async with build_app(game).run_test() as player:
        for key in keys:
            await open_screen(player, key)
        await press_at_once(player, *burst)
        assert [type(screen).__name__ for screen in player.app.screen_stack] == screens
