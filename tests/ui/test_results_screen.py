import re
from pathlib import Path

import pytest
from kind_bank import open_kind_game, start_kinds_round
from kind_pilot import play_session
from msgspec.structs import replace
from pilot import (
    PlayedApp,
    Player,
    answer_question,
    build_app,
    click_on_text,
    finish_round,
    footer_text,
    question_key,
    read_body,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    settle,
    skip_to,
    squeeze,
    status_text,
)
from small_home import edit_banks, logged_values

from weakspot.engine import sheets
from weakspot.engine.values import Picks
from weakspot.game import Game
from weakspot.ui.widgets.results import ResultsView
from weakspot.words.summaries import section_words

LENGTH = {"search/long-passages", "search/short-passages"}


def results_view(player: Player) -> ResultsView:
    """The results on top."""
    return player.app.screen.query_one(ResultsView)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24)])
async def test_a_long_score_is_told_whole(game: Game, size: tuple[int, int]) -> None:
    async with build_app(game, topic="loops").run_test(size=size) as player:
        await finish_round(player)
        view = results_view(player)
        summed = replace(
            view.results.summed,
            asked=20,
            right=9,
            partly=2,
            skipped=8,
            disputed=3,
            points=0,
        )
        view.show(replace(view.results, summed=summed, streak=14))
        told = " ".join((await read_body(player)).split())
        assert "2 partly, 9 missed, 8 skipped, 3 disputed" in told
        assert "no points: an idea pays once a day · 14-day streak" in told


async def test_no_more_topics_are_told_first_than_leave_room_for_what_to_repair(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        view = results_view(player)
        (move,) = view.results.summed.moves
        moves = tuple(replace(move, answers=count) for count in range(2, 12))
        once = replace(move, answers=1, misses=0)
        summed = replace(view.results.summed, moves=(once, *moves))
        view.show(replace(view.results, summed=summed))
        await settle(player.app)
        told = await read_body(player)
        before, _, below = told.partition("To repair")
        assert "To repair" in screen_text(player)
        assert before.count(" Loops ") == 8
        assert below.partition("Moved, too")[2].count(" Loops ") == 3


async def test_results_say_what_went_well(game: Game) -> None:
    async with build_app(game, section="agents").run_test(size=(40, 15)) as player:
        await finish_round(player)
        assert "2 topics tried for the first time" in screen_text(player)


async def test_results_say_where_what_was_missed_can_be_played_later(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        assert (
            "To repair   for 7 days, p on the first screen asks them again"
            in screen_text(player)
        )
        await player.press("escape", "p")
        assert round_screen(player).session.mode == "missed"


async def test_enter_practises_what_was_missed_in_other_words(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        first = set()
        for _ in round_screen(player).session.slots:
            first.add(question_key(player))
            await answer_question(player, right=question_key(player) not in LENGTH)
            await player.press("enter")
        await player.press("enter")
        session = round_screen(player).session
        assert session.mode == "missed"
        assert {slot.question for slot in session.slots} == LENGTH - first


async def test_what_was_missed_and_is_not_for_this_player_is_not_offered_to_practise(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await answer_question(player, right=False)
        await player.press("m", "m", "enter")
        assert "practise" not in screen_rows(player)[-1]
        await player.press("p")
        assert status_text(player) == "You muted what was missed."


async def test_what_is_muted_from_the_results_is_no_longer_offered_to_practise(
    game: Game,
) -> None:
    async with build_app(game, topic="tools").run_test() as player:
        await answer_question(player, right=False)
        await player.press("enter")
        assert "practise" in screen_rows(player)[-1]
        assert "p on the first screen" in screen_text(player)
        game.library.cycle_mute("agents/strange-names")
        await player.press("question_mark", "escape")
        assert "Enter home" in screen_rows(player)[-1]
        assert "p on the first screen" not in screen_text(player)
        assert "muted" in screen_text(player)
        assert "due" not in screen_text(player)


async def test_a_topic_muted_by_now_is_not_among_those_that_moved(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player, right=False)
        assert "What moved" in screen_text(player)
        for _ in range(2):
            game.library.cycle_mute("agents/no-end")
        await player.press("question_mark", "escape")
        assert "What moved" not in screen_text(player)


async def test_what_is_in_no_bank_any_more_is_left_out_of_the_results(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own, topic="tools").run_test() as player:
        await answer_question(player, right=False)
        await player.press("enter")
        assert "To repair" in screen_text(player)
        edit_banks(tmp_path, "id: strange-names", "id: renamed")
        own.library.reload()
        await player.press("question_mark", "escape")
        assert screen_name(player) == "ResultsScreen"
        assert "To repair" not in screen_text(player)


async def test_where_nothing_was_missed_nothing_is_practised_and_enter_goes_home(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player)
        assert "To repair" not in screen_text(player)
        await player.press("p")
        assert "Nothing was missed" in status_text(player)
        assert "Enter home" in screen_rows(player)[-1]
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"


async def test_enter_goes_back_to_where_the_round_was_started(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "enter")
        await finish_round(player)
        assert "Enter back" in screen_rows(player)[-1]
        await player.press("enter")
        assert screen_name(player) == "SectionScreen"


async def test_after_practising_p_practises_again_and_enter_goes_home(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player, right=False)
        for key in ("enter", "p"):
            await player.press(key)
            assert round_screen(player).session.mode == "missed"
            await finish_round(player, right=False)
        await player.press("p")
        await finish_round(player)
        await player.press("r")
        assert (screen_name(player), "Nothing missed" in status_text(player)) == (
            "ResultsScreen",
            True,
        )
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"


async def test_r_plays_another_round_of_the_same(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        done = round_screen(player).session
        await finish_round(player)
        await player.press("r")
        session = round_screen(player).session
        assert (session.mode, session.scope) == ("topic", "agents/loops")
        assert session.id != done.id


async def test_u_takes_back_the_last_answer_and_the_round_ends_anew(
    game: Game, home: Path
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player)
        last = logged_values(home)[-1]
        await player.press("u")
        assert question_key(player) == last
        assert len(logged_values(home)) == 1
        await finish_round(player, right=False)
        assert screen_name(player) == "ResultsScreen"
        assert "1 seen before" in screen_text(player)
        assert len(logged_values(home)) == 2


async def test_the_long_list_of_misses_can_be_scrolled_to_its_end(game: Game) -> None:
    async with build_app(game).run_test(size=(40, 15)) as player:
        await finish_round(player, right=False)
        top = screen_rows(player)
        await player.press("down")
        assert screen_rows(player) != top


async def test_results_list_the_mix_ups_to_repair_below_what_was_missed(
    game: Game,
) -> None:
    asks = "search/long-passages"
    rounds = (game.rounds.start(topic="chunking", seed=seed) for seed in range(20))
    session = next(
        one for one in rounds if asks in {slot.question for slot in one.slots}
    )
    async with PlayedApp(game, session).run_test(size=(80, 40)) as player:
        await skip_to(player, asks)
        shown_at = round_screen(player).session.slot.shown[0].index(1)
        await player.press(str(shown_at + 1), "enter")
        while screen_name(player) == "RoundScreen":
            await player.press("s")
        mixups = (
            screen_text(player)
            .partition("To repair")[2]
            .partition("Mix-ups to repair")[2]
        )
        (line,) = [row for row in mixups.split("\n") if "Vectors age" in row]
        assert line.split() == ["“Vectors", "age", "by", "themselves.”", "once"]


async def test_results_list_no_mix_up_of_an_earlier_round(game: Game) -> None:
    asks = "search/long-passages"
    rounds = (game.rounds.start(topic="chunking", seed=seed) for seed in range(20))
    session = next(
        one for one in rounds if asks in {slot.question for slot in one.slots}
    )
    async with PlayedApp(game, session).run_test(size=(80, 40)) as player:
        await skip_to(player, asks)
        shown_at = round_screen(player).session.slot.shown[0].index(1)
        await player.press(str(shown_at + 1), "enter")
        while screen_name(player) == "RoundScreen":
            await player.press("s")
        assert "Mix-ups to repair" in screen_text(player)
    async with build_app(game, topic="loops").run_test(size=(80, 40)) as player:
        await finish_round(player, right=False)
        assert game.progress.mixups_to_repair()
        assert "To repair" in screen_text(player)
        assert "Mix-ups" not in screen_text(player)


async def test_d_tells_why_and_from_where_below_what_was_missed_and_takes_it_back(
    game: Game,
) -> None:
    rounds = (game.rounds.start(topic="chunking", seed=seed) for seed in range(20))
    session = next(
        one
        for one in rounds
        if {slot.question for slot in one.slots} > {"search/long-passages"}
    )
    async with PlayedApp(game, session).run_test(size=(40, 15)) as player:
        await finish_round(player, right=False)
        before = await read_body(player)
        assert "A handbook of search" not in before
        await player.press("d")
        told = squeeze(re.sub("due tomorrow(, reworded)?", "", await read_body(player)))
        for slot in session.slots:
            question = game.library.question(slot.question)
            right = next(option.text for option in question.options if option.right)
            assert squeeze(question.prompt) in told
            assert f"→{squeeze(right)}" in told
            assert f"{squeeze(question.explain)}SourceAhandbookofsearch" in told
        assert "Linkhttps://example.org/search" in told
        assert "History" not in told  # this miss is all of it
        await player.press("d")
        assert await read_body(player) == before


async def test_d_brings_what_was_missed_into_sight(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 20)) as player:
        await player.press("t")
        await finish_round(player, right=False)
        assert "Source" not in screen_text(player)
        await player.press("d")
        assert screen_rows(player)[3].strip().startswith("To repair")
        assert "Source" in screen_text(player)


async def test_details_of_what_was_missed_tell_how_it_went_before(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 40)) as player:
        await finish_round(player, right=False)
        await player.press("r")
        await finish_round(player, right=False)
        await player.press("d")
        assert screen_text(player).count("4 Mar ✗ · 4 Mar ✗") == 2


async def test_details_of_what_was_missed_have_the_way_to_a_number(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    async with play_session(
        game, start_kinds_round(game, "number"), (80, 40)
    ) as player:
        await player.press("escape", "0", "enter", "d")
        assert screen_name(player) == "ResultsScreen"
        assert re.search("Worked out +", screen_text(player))
    game.close()


async def test_details_are_reached_by_mouse_and_named_only_where_something_was_missed(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        await click_on_text(player, "d details")
        assert "A handbook of agents" in screen_text(player)
        await player.press("r")
        await finish_round(player)
        assert "details" not in screen_text(player)
        await player.press("d")
        assert status_text(player) == "Nothing was missed in this round."


async def test_details_come_from_the_palette_where_the_footer_has_no_room(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test(size=(40, 15)) as player:
        await finish_round(player, right=False)
        for text in ("help", "Ctrl+P actions"):
            await click_on_text(player, text)
        await player.press(*"details")
        await click_on_text(player, "Details")
        assert "A handbook of agents" in await read_body(player)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_an_exam_tells_of_each_section_how_it_went_with_a_bar(
    game: Game, size: tuple[int, int]
) -> None:
    exam = game.rounds.start("exam")
    for at in range(2):
        slot = exam.slots[at]
        options = game.library.question(slot.question).options
        right = frozenset(n for n, one in enumerate(options) if one.right)
        exam = game.rounds.answer(game.rounds.visit(exam, at), Picks(picks=right))
    done = game.rounds.finish(exam)
    async with PlayedApp(game, done).run_test(size=size) as player:
        told = await read_body(player)
        rows = told.partition("By section")[2].split("\n")[1:3]
        scores = [sheets.score_exam(done, slug) for slug in ("search", "agents")]
        for row, title, graded in zip(rows, ["Search", "Agents"], scores, strict=True):
            assert row.split()[0] == title
            assert section_words(graded) in row
            bar = [sign for sign in row if sign in "━─"]
            assert bar.count("━") == round(graded.share * len(bar))
            assert bar


async def finish_placement(player: Player) -> None:
    """Say of every question of a placement that it is not known."""
    while screen_name(player) == "RoundScreen":
        await player.press("0", "enter")


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_where_to_look_first_after_a_placement_is_played_by_enter(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, mode="placement").run_test(size=size) as player:
        await finish_placement(player)
        lowest = results_view(player).results.lowest
        assert "Enter play topic" in footer_text(player)
        assert f"▌ {lowest[0][0].title}, in" in screen_text(player)
        await player.press("down", "enter")
        assert round_screen(player).session.scope == lowest[1][0].key


async def test_where_to_look_first_after_a_placement_is_played_by_a_click(
    game: Game,
) -> None:
    async with build_app(game, mode="placement").run_test(size=(80, 40)) as player:
        await finish_placement(player)
        topic, section = results_view(player).results.lowest[-1]
        await click_on_text(player, f"{topic.title}, in {section}")
        assert round_screen(player).session.scope == topic.key


async def test_below_where_to_look_first_all_can_be_read_and_practised_by_keys(
    game: Game,
) -> None:
    async with build_app(game, mode="placement").run_test(size=(40, 15)) as player:
        await finish_placement(player)
        view = results_view(player)
        await player.press(*["down"] * 12)
        assert view.scroll_y > 0
        assert "To repair" in await read_body(player)
        await player.press("p")
        assert round_screen(player).session.mode == "missed"
