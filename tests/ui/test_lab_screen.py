"""The mini-lab on the screen: projects, steps, the card."""

from pathlib import Path
from typing import Any

import pytest
from pilot import (
    PlayedApp,
    Player,
    assert_keys_shown,
    build_app,
    footer_text,
    read_body,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
)
from textual.events import Key, Paste

from lab_home import PICKS, STUDY_BOT, describe
from quiz_home import save_path
from weakspot.engine.lab import StepAnswer
from weakspot.game import Game
from weakspot.store.opening import open_save
from weakspot.ui.palette import list_commands
from weakspot.words.lab import STEPS

SIZES = [(40, 15), (80, 24), (120, 40)]


async def paste(player: Player, text: str) -> None:
    """Paste a text into the field that has the focus."""
    player.app.post_message(Paste(text))
    await player.pause()


async def begin(player: Player, name: str = "Bot") -> None:
    """Begin a project from the first screen."""
    await player.press("m", "6", "n")
    await paste(player, name)
    await player.press("enter")


def only_answer(game: Game, step: str) -> StepAnswer:
    """What the log says of a step of the one project."""
    (project,) = game.lab.projects()
    return project.answer(step)


# A whole lab


async def test_a_lab_is_played_by_keys_to_its_card_and_its_topics_are_drilled(
    lab_game: Game,
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player, "Study bot")
        for number, step in enumerate(STEPS, 1):
            assert f"{number} of 7" in screen_rows(player)[0]
            assert step.asks.split()[0] in screen_text(player)
            for slug in PICKS.get(step.slug, ()):
                slugs = [option.slug for option in step.options]
                await player.press(str(slugs.index(slug) + 1))
            if step.options:
                await player.press("enter")
            await paste(player, STUDY_BOT[step.slug])
            await player.press("ctrl+s")
            await player.press("pageup", "pageup")
            assert "A model answer" in screen_text(player)
            await player.press("1", "enter")
        assert screen_name(player) == "ProjectCardScreen"
        card = await read_body(player)
        assert "Study bot" in card
        assert "● Technique" in card
        assert "RAG, Tools: Facts were missing" in card
        assert "no threshold before looking" in card
        assert "7 of 7 steps · 7 of 30 points · 23 gaps" in card
        for step in STEPS:
            said = only_answer(lab_game, step.slug)
            ticked = (step.points[0].slug,)
            assert (said.text, said.ticks) == (STUDY_BOT[step.slug], ticked)
            assert said.picks == PICKS.get(step.slug, ())
        await player.press("enter")
        assert screen_name(player) == "RoundScreen"
        assert round_screen(player).session.mode == "gaps"
        await player.press("escape")
        assert screen_name(player) == "ProjectCardScreen"
        await player.press("escape")
        assert screen_name(player) == "LabScreen"
        assert "7 of 7 steps" in screen_text(player)


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_of_the_lab_shows_its_keys_and_scrolls_to_its_end(
    lab_game: Game, size: tuple[int, int]
) -> None:
    async with build_app(lab_game).run_test(size=size) as player:
        await player.press("m", "6")
        assert "Nothing of it leaves this" in " ".join(screen_text(player).split())
        assert_keys_shown(player)
        await player.press("enter", *"Bot", "enter")
        assert_keys_shown(player)
        await player.press("right", "f3")
        assert "2 of 7" in screen_rows(player)[0]
        assert_keys_shown(player)
        await player.press("3", "enter", *"So.", "ctrl+s")
        assert_keys_shown(player)
        await player.press("enter", "enter", "f12")
        assert_keys_shown(player)
        assert "not said yet" in screen_text(player)
        await player.press("end", *["pagedown"] * 5)
        assert "1 of 7 steps" in screen_text(player)


# Steps


async def test_a_step_is_kept_when_it_is_left_in_any_way(lab_game: Game) -> None:
    async with build_app(lab_game).run_test() as player:
        await begin(player)
        await player.press(*"One", "f3")
        assert only_answer(lab_game, "project").text == "One"
        await player.press("1", "left", *"More", "escape", "escape")
        assert only_answer(lab_game, "technique").picks == ("prompt",)
        assert screen_name(player) == "LabScreen"
        await player.press("enter")
        assert "1 of 7" in screen_rows(player)[0]
        assert "MoreOne" in screen_text(player) or "OneMore" in screen_text(player)
        await player.press(*"Last", "ctrl+q")
    assert "Last" in only_answer(lab_game, "project").text


async def test_a_step_is_kept_where_the_palette_leads_away(lab_game: Game) -> None:
    async with build_app(lab_game).run_test() as player:
        await begin(player)
        await player.press(*"One")
        player.app.action_start("today")
        await player.pause()
        assert screen_name(player) == "RoundScreen"
        assert only_answer(lab_game, "project").text == "One"


async def test_steps_are_gone_to_by_digits_arrows_and_the_mouse(lab_game: Game) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press("escape", "4")
        assert "4 of 7" in screen_rows(player)[0]
        await player.press("escape", "right", "escape", "left", "escape", "left")
        assert "3 of 7" in screen_rows(player)[0]
        row = next(
            at for at, row in enumerate(screen_rows(player)) if " Failures" in row
        )
        await player.click(offset=(8, row))
        await player.pause()
        assert "6 of 7" in screen_rows(player)[0]
        await player.press("escape", "7", "escape", "right", "s")
        assert "7 of 7" in screen_rows(player)[0]
        assert "next step" not in footer_text(player)


async def test_an_example_is_shown_and_hidden(lab_game: Game) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        assert "pull requests" not in screen_text(player)
        await player.press("f2")
        assert "For example" in screen_text(player)
        assert "F2 hide it" in footer_text(player)
        await player.press("escape", "h")
        assert "For example" not in screen_text(player)
        await player.press("enter", *"ab")
        assert only_shown_text(player) == "ab"


def only_shown_text(player: Player) -> str:
    """The first line in the box of the text."""
    rows = screen_rows(player)
    at = next(at for at, row in enumerate(rows) if "Your answer" in row)
    return rows[at + 1].rpartition("│")[0].rpartition("│")[2].strip()


async def test_from_the_points_one_goes_back_to_the_text_and_ticks_stay(
    lab_game: Game,
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press(*"One", "ctrl+s", "2", "enter")
        assert "✓  Project" in screen_text(player)
        await player.press("left", *"Two", "ctrl+s")
        assert "● 2  Says what goes in" in screen_text(player)
        await player.press("backspace")
        assert "Your answer" in screen_text(player)
        await player.press("ctrl+s", "1", "enter")
    said = only_answer(lab_game, "project")
    assert said.ticks == ("users", "input-and-output")


async def test_nothing_is_compared_without_a_text_and_none_may_be_ticked(
    lab_game: Game,
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press("ctrl+s")
        assert "F3 goes on to the next step" in status_text(player)
        await player.press(*"So", "ctrl+s", "enter")
        assert "Enter again accepts it" in status_text(player)
        await player.press("enter")
        assert only_answer(lab_game, "project").ticks == ()
        assert "2 of 7" in screen_rows(player)[0]
        await player.press("enter")  # no technique is picked: on to the text
        await player.press(*"abc")
    assert only_answer(lab_game, "technique") == StepAnswer(text="abc")


async def test_keys_at_once_lose_nothing(lab_game: Game) -> None:
    """Several keys arrive before the screen has shown what came of the first."""
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press(*"So", "ctrl+s")
        for key in ("1", "enter", "3", "5", "enter"):
            character = key if len(key) == 1 else None
            player.app.post_message(Key(key, character))
        await player.pause()
        await player.press("escape", "escape")
    assert only_answer(lab_game, "project") == StepAnswer(text="So", ticks=("users",))
    assert only_answer(lab_game, "technique").picks == ("rag", "tools")


async def test_what_cannot_be_saved_stays_on_the_screen(
    lab_game: Game, lab_home: Path
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press(*"One")
        other = open_save(save_path(lab_home))
        lab_game._save.db.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        await player.press("f3")
        assert "Not saved: another program holds" in status_text(player)
        assert "1 of 7" in screen_rows(player)[0]
        assert only_shown_text(player) == "One"
        other.execute("ROLLBACK")
        other.close()
        await player.press("f3")
        assert "2 of 7" in screen_rows(player)[0]
    assert only_answer(lab_game, "project").text == "One"


# Projects


async def test_projects_are_renamed_and_removed_with_a_second_key(
    lab_game: Game,
) -> None:
    describe(lab_game, "First")
    lab_game.watch.ticks = iter(range(0, 9000, 9)).__next__
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await player.press("m", "6", "r", *"Other", "enter")
        assert "Other" in screen_text(player)
        await player.press("c")
        assert screen_name(player) == "ProjectCardScreen"
        await player.press("u")
        assert screen_name(player) == "StepsScreen"
        await player.press("escape", "escape", "backspace")
        assert "Bksp again takes it off" in status_text(player)
        assert len(lab_game.lab.projects()) == 1
        await player.press("backspace")
        assert lab_game.lab.projects() == ()
        assert "Describe a project" in screen_text(player)
        await player.press("n", "enter")
        assert "A project needs a name." in status_text(player)


async def test_the_lab_is_in_the_palette_and_where_the_banks_have_it(
    lab_game: Game, game: Game
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        titles = [one.title for one in list_commands(player.app, player.app.screen)]
        assert "Mini-lab" in titles
        await player.press("t")
        player.app.action_start("lab")
        await player.pause()
        assert screen_name(player) == "LabScreen"
        assert len(player.app.screen_stack) == 2


async def test_it_opens_at_once_where_it_was_asked_for(lab_game: Game) -> None:
    async with PlayedApp(lab_game, None, True).run_test() as player:
        assert screen_name(player) == "LabScreen"
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_the_first_screen_goes_on_with_a_project_that_is_not_finished(
    lab_game: Game,
) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        assert " of 7" not in screen_text(player)
        await player.press("d", "n")
        await paste(player, "Bot")
        await player.press("enter", *"So", "ctrl+s", "1", "enter", "escape", "escape")
        assert screen_name(player) == "HomeScreen"
        row = next(row for row in screen_rows(player) if "Mini-lab    " in row)
        assert row.split()[:5] == ["Mini-lab", "2", "of", "7", "d"]
        await player.press("m")
        assert "Bot: 1 of 7 steps · 1 of 4 points · 3 gaps" in screen_text(player)
        await player.press("escape", "d")
        assert "2 of 7" in screen_rows(player)[0]
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_beside_its_row_stands_the_card_so_far(lab_game: Game) -> None:
    project = lab_game.lab.create("Bot")
    lab_game.lab.answer(project, "layer", StepAnswer(picks=("model",), text="Labels."))
    async with build_app(lab_game).run_test(size=(120, 40)) as player:
        while "not said yet" not in screen_text(player):
            await player.press("down")
        assert "● Layer" in screen_text(player)
        assert "Model: Labels." in screen_text(player)
        await player.press("enter")
        assert "1 of 7" in screen_rows(player)[0]


async def test_a_finished_project_has_no_row_on_the_first_screen(
    lab_game: Game,
) -> None:
    describe(lab_game)
    async with build_app(lab_game).run_test(size=(120, 40)) as player:
        assert "Study bot" not in screen_text(player)
        await player.press("d")
        assert screen_name(player) == "LabScreen"


async def test_banks_without_its_topics_have_no_lab(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("d")
        assert "belongs to the banks on AI engineering" in status_text(player)
        await player.press("m", "6")
        assert screen_name(player) == "MoreScreen"
        assert "Mini-lab" not in screen_text(player)


async def test_the_footer_of_a_step_is_its_own(lab_game: Game) -> None:
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await begin(player)
        await player.press(*"So", "ctrl+s", "1", "enter")
        assert "1-6 pick" in footer_text(player)
        assert "tick" not in footer_text(player)


# The card


async def test_the_card_is_copied_and_written(
    lab_game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(lab_game, "Study bot, 2")
    monkeypatch.chdir(tmp_path)
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await player.press("m", "6", "enter", "y")
        assert player.app.clipboard.startswith("# Study bot, 2\n")
        assert "Copied" in status_text(player)
        for key in ("w", "v"):
            await player.press(key)
            assert "study-bot-2." in screen_text(player)
            await player.press("enter")
            assert "The card is in" in status_text(player)
        await player.press("w", "enter")
        assert "is there already" in status_text(player)
        await player.press("v", "escape")
    assert (tmp_path / "study-bot-2.md").read_text("utf-8") == player.app.clipboard
    assert (tmp_path / "study-bot-2.svg").read_text("utf-8").startswith("<svg ")


async def test_a_card_without_gaps_has_nothing_to_drill(lab_game: Game) -> None:
    describe(lab_game, lacking=0)
    async with build_app(lab_game).run_test(size=(80, 24)) as player:
        await player.press("m", "6", "enter")
        assert "30 of 30 points · 0 gaps" in screen_text(player)
        assert "drill" not in screen_text(player)
        await player.press("enter")
        assert "No topic answers a gap" in status_text(player)


async def test_hostile_text_is_shown_and_not_obeyed(lab_game: Game) -> None:
    harm = "d[key] [/b] \x1b[2J \u202eB 検索 [@click=app.quit]Q[/]"
    project = lab_game.lab.create(harm)
    for step in STEPS:
        answer = StepAnswer(text=f"{harm}\n{harm}", ticks=())
        lab_game.lab.answer(project, step.slug, answer)
    async with build_app(lab_game).run_test(size=(120, 40)) as player:
        for key in ("m", "6", "enter", "u", "ctrl+s"):
            await player.press(key)
            assert not set("\x1b\u202e") & set(screen_text(player))
        assert "d[key] [/b] <U+001B>[2J <U+202E>B" in screen_text(player)
        assert player.app.is_running


# Interviews


async def test_an_interview_asks_about_the_project_and_shows_its_verdict(
    lab_game: Game,
) -> None:
    describe(lab_game)
    async with build_app(lab_game, mode="interview").run_test(size=(80, 24)) as player:
        assert "Study bot" in screen_text(player)
        assert "1 of 5" in screen_rows(player)[0]
        await player.press("f8", "e")
        assert "It asks about a project of yours" in await read_body(player)
        await player.press("E")
        assert "the mini-lab has that" in status_text(player)


async def test_a_full_answer_about_the_project_is_right_and_is_in_the_results(
    lab_game: Game,
) -> None:
    describe(lab_game)
    async with build_app(lab_game, mode="interview").run_test(size=(120, 40)) as player:
        await player.press(*"So", "ctrl+s", *"1234", "enter")
        assert "Right" in screen_text(player)
        for _ in range(4):
            await player.press("enter", "f8")
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        assert "1 of 5 right" in screen_text(player)
        assert "On your project Study bot" in screen_text(player)


# Pictures


async def to_technique(player: Player) -> None:
    await begin(player, "Study bot")
    await player.press(*"A_bot", "ctrl+s", "1", "enter", "3", "5", "enter", *"Facts")


async def to_points(player: Player) -> None:
    await to_technique(player)
    await player.press("ctrl+s", "1")


async def to_card(player: Player) -> None:
    describe(player.app.game)
    await player.press("m", "6", "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "look", [to_technique, to_points, to_card], ids=lambda look: look.__name__[3:]
)
def test_the_lab_looks_as_it_did(
    lab_game: Game, snap_compare: Any, size: tuple[int, int], look: Any
) -> None:
    assert snap_compare(build_app(lab_game), look, size)
