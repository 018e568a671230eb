import pytest
from browser_pilot import open_screen
from msgspec.structs import replace
from pilot import (
    Player,
    answer_question,
    build_app,
    click_on_text,
    finish_round,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    wait_for_text,
)

from weakspot.game import Game
from weakspot.ui.palette import Command, list_commands
from weakspot.ui.theme import DARK

LOOPS = {"topic": "loops"}


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_a_key_opens_help_and_esc_closes_it(game: Game, key: str) -> None:
    async with build_app(game).run_test() as player:
        before = screen_rows(player)
        await player.press(key, "1")  # a digit opens no section there
        assert "today's round" in screen_text(player)
        await player.press("escape")
        assert screen_rows(player) == before


async def test_help_opens_on_a_question_and_keeps_what_is_picked(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test() as player:
        await player.press("2", "question_mark")
        assert "take back the last move" in screen_text(player)
        await player.press("question_mark")
        assert "● 2" in screen_text(player)


async def test_help_on_a_question_names_what_can_be_done_now(game: Game) -> None:
    labels = {}
    for asks_how_sure in (False, True):
        game.settings = replace(game.settings, confidence=asks_how_sure)
        async with build_app(game, **LOOPS).run_test(size=(100, 60)) as player:
            await player.press("question_mark")
            keys = (row.partition("│")[2][2:13].strip() for row in screen_rows(player))
            labels[asks_how_sure] = [key for key in keys if len(key) == 1]
            assert ("submit as sure" in screen_text(player)) == asks_how_sure
    assert {*"0sf/,"} <= set(labels[False])
    assert set(labels[True]) - set(labels[False]) == {*"zxc"}


@pytest.mark.parametrize("keys", [(), ("1",), ("s",), ("1", "i")], ids=str)
async def test_help_says_what_the_marks_of_topics_mean(
    game: Game, keys: tuple[str, ...]
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press(*keys, "question_mark")
        for mark, word in zip(
            "◆◔◑●·",
            ("weak", "perhaps weak", "looks good", "known", "not tried"),
            strict=True,
        ):
            assert any(
                f"│  {mark} " in row and f" {word}" in row
                for row in screen_rows(player)
            )


async def test_a_click_on_the_key_in_help_closes_it(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("question_mark")
        await click_on_text(player, "Esc back")
        assert screen_name(player) == "HomeScreen"


@pytest.mark.parametrize("key", ["ctrl+p", "question_mark"])
async def test_a_scrollbar_is_quiet(game: Game, key: str) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press(key)
        await wait_for_text(
            player, "Esc back" if key == "question_mark" else "Survival"
        )
        (bar,) = [
            one for one in player.app.screen.query("*") if one.show_vertical_scrollbar
        ]
        assert bar.styles.scrollbar_size_vertical == 1
        assert bar.styles.scrollbar_color.hex == DARK.variables["faint"]
        assert bar.styles.scrollbar_background.hex == DARK.surface


async def test_the_palette_over_help_is_that_of_the_screen_below(game: Game) -> None:
    async with build_app(game, **LOOPS).run_test() as player:
        await answer_question(player)
        await player.press("question_mark")
        labels = [row.partition("│")[2][2:9].strip() for row in screen_rows(player)]
        assert {"Enter", *"enium!E"} <= set(labels)
        await player.press("ctrl+p")
        await wait_for_text(player, "Dispute")
        await player.press("escape")
        assert screen_name(player) == "RoundScreen"


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
async def test_what_the_footer_has_no_room_for_is_reached_by_mouse(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, **LOOPS).run_test(size=size) as player:
        await answer_question(player)
        assert "dispute" not in screen_text(player)
        for text in ("help", "Ctrl+P actions", "Dispute"):
            await click_on_text(player, text)
        assert screen_name(player) == "InputScreen"


@pytest.mark.parametrize(
    "keys", [(), ("s",), ("b",), ("comma",), ("enter",), ("enter", "0")], ids="-".join
)
async def test_the_palette_has_each_command_once(
    game: Game, keys: tuple[str, ...]
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(*keys)
        titles = [one.title for one in list_commands(player.app, player.app.screen)]
        assert len(titles) == len(set(titles))


def undo_commands(player: Player) -> list[Command]:
    """The commands that take back what was given."""
    screen = player.app.screen
    return [one for one in list_commands(player.app, screen) if one.title == "Undo"]


async def test_what_is_picked_first_of_all_can_be_taken_back_by_the_palette(
    game: Game,
) -> None:
    async with build_app(game, topic="ranking").run_test() as player:
        assert not undo_commands(player)
        await player.press("1")
        undo_commands(player)[0].callback()
        await player.pause()
        assert "● 1" not in screen_text(player)
    async with build_app(game, mode="exam").run_test() as player:
        assert undo_commands(player)


async def test_a_command_unmutes_what_it_names_without_marks_and_that_is_said(
    game: Game,
) -> None:
    game.library.cycle_mute("agents/strange-names")
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("b", "ctrl+p", *"unmute")
        await wait_for_text(
            player, "Unmute: 検索 of d[key] [/b] gives nothing. What now?"
        )
        await player.press("enter")
        await wait_for_text(player, "Asked again.")
        assert screen_name(player) == "BanksScreen"
        assert "muted" not in screen_text(player)
        assert not game.library.muted_titles()


async def test_a_round_started_from_results_leaves_home_below_it(game: Game) -> None:
    async with build_app(game, **LOOPS).run_test() as player:
        await finish_round(player)
        player.app.action_start("today")
        await player.pause()
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_what_a_screen_left_by_the_palette_had_still_to_draw_breaks_nothing(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_screen(player, "slash")
        await player.press("down", "p")
        assert screen_name(player) == "RoundScreen"
        await player.resize_terminal(60, 20)
        await player.press("ctrl+p", *"survival", "enter")
        await player.pause()
        assert round_screen(player).session.mode == "survival"


async def test_the_palette_goes_on_with_any_round_that_was_left_open(
    game: Game,
) -> None:
    for topic in ("loops", "ranking"):
        session = game.rounds.start("topic", topic=topic)
        game.rounds.skip(session)
    async with build_app(game).run_test() as player:
        commands = {
            one.title: one for one in list_commands(player.app, player.app.screen)
        }
        names = [title for title in commands if title.startswith("Go on: ")]
        assert len(names) == 2
        commands[names[1]].callback()
        await player.pause()
        assert round_screen(player).session.scope == "agents/loops"


async def test_the_palette_goes_on_with_todays_round_rather_than_dropping_it(
    game: Game,
) -> None:
    session = game.rounds.skip(game.rounds.start("today"))
    async with build_app(game).run_test() as player:
        commands = {
            one.title: one for one in list_commands(player.app, player.app.screen)
        }
        assert "Today" not in commands
        commands["Go on: Today, question 2 of 7"].callback()
        await player.pause()
        assert round_screen(player).session.id == session.id


async def test_the_palette_does_not_go_on_with_the_round_in_play(game: Game) -> None:
    game.rounds.skip(game.rounds.start("topic", topic="ranking"))
    async with build_app(game, mode="sprint").run_test() as player:
        commands = [one.title for one in list_commands(player.app, player.app.screen)]
        assert [title for title in commands if title.startswith("Go on: ")] == [
            "Go on: Ranking, question 2 of 2"
        ]
