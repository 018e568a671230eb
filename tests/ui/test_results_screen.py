import re
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from kind_bank import SHOWN, open_kind_game, start_kinds_round
from pilot import (
    MOST,
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
    shown_words,
    skip_to,
    squeeze,
    status_text,
)
from small_home import edit_banks, logged_values

from quiz_home import Clock, open_repairing_game
from weakspot.engine import sheets
from weakspot.engine.session import Slot
from weakspot.engine.values import Picks
from weakspot.game import Game
from weakspot.words.summaries import section_words

LENGTH = {"search/long-passages", "search/short-passages"}


async def test_results_of_a_first_round_tell_what_looks_good_first(game: Game) -> None:
    async with build_app(game, section="agents").run_test(size=(40, 15)) as player:
        await finish_round(player)
        rows = [row.strip() for row in screen_rows(player)]
        assert rows[2] == "2 new topics look good"
        assert rows[4].startswith("3 of 3 right")


async def test_where_there_is_no_news_the_score_comes_first(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        rows = [row.strip() for row in screen_rows(player)]
        assert rows[3] == "0 of 2 right, 2 missed"
        assert rows[5] == "What moved"
        assert re.match("· → ◆  Loops .* missed", rows[6])


async def test_a_repaired_topic_comes_first_with_its_bar(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_repairing_game(tmp_path, clock)) as game:
        async with build_app(game, mode="weak").run_test(size=(80, 24)) as player:
            await finish_round(player)
            rows = [row.strip() for row in screen_rows(player)]
            assert re.fullmatch("Repaired: Figs +◆ → ◑", rows[3])
            assert re.fullmatch("━+╍+─*", rows[4])
            assert rows[6].startswith("1 of 1 right")
            assert re.match("◆ → ◑  Figs .* repaired", rows[9])


async def test_the_row_under_the_cursor_says_what_is_promised_of_it(
    game: Game,
) -> None:
    async with build_app(game, section="search").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        promises = set()
        for _ in range(MOST):
            (head,) = [row for row in screen_rows(player) if " To repair " in row]
            promises.add(head.partition("To repair")[2].strip())
            await player.press("down")
        assert promises == {"back in other words this week", "back this week"}


@pytest.mark.parametrize(
    ("how", "size"), [("enter", (80, 24)), ("enter", (40, 15)), ("click", (80, 24))]
)
async def test_a_missed_question_is_shown_as_it_was_answered(
    game: Game, how: str, size: tuple[int, int]
) -> None:
    async with build_app(game, topic="ranking").run_test(size=size) as player:
        session = round_screen(player).session
        await finish_round(player, right=False)
        prompts = [game.library.prompt(slot.question) for slot in session.slots]
        if how == "click":
            await click_on_text(player, prompts[0][:30])
        else:
            await player.press("enter")
        for at, prompt in enumerate(prompts):
            assert screen_name(player) == "ReviewScreen"
            told = await read_body(player)
            assert shown_words(prompt) in squeeze(told)
            assert "✗" in told
            assert f"{at + 1} of {len(prompts)}" in screen_rows(player)[0]
            await player.press("right")
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"


async def test_what_was_given_is_shown_again_of_every_kind(tmp_path: Path) -> None:
    with closing(open_kind_game(tmp_path)) as game:
        done = start_kinds_round(game, *SHOWN)
        given = []
        for slot in done.slots:
            given.append(game.library.question(slot.question).responses()[2])
            done = game.rounds.advance(game.rounds.answer(done, given[-1]))
        assert len(done.to_repair) == len(SHOWN)
        game.watch.ticks = count(1e6).__next__  # no key is the second of two quick ones
        async with PlayedApp(game, done).run_test(size=(80, 40)) as player:
            await player.press("enter")
            for at, response in enumerate(given):
                assert f"{at + 1} of {len(SHOWN)}" in screen_rows(player)[0]
                assert game.rounds.review(done, at).draft == response
                await player.press("right")


async def test_an_answer_disputed_afterwards_no_longer_counts(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player, right=False)
        await player.press("enter", "!", *"no", "enter", "escape")
        assert "0 of 1 right, 1 missed, 1 disputed" in screen_text(player)
        assert game.rounds.open_rounds() == []
        await player.press("r")
        assert screen_name(player) == "RoundScreen"


async def test_a_question_that_has_changed_since_is_not_shown_as_answered(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own, topic="loops").run_test(size=(120, 40)) as player:
        await finish_round(player, right=False)
        edit_banks(tmp_path, "answer: false", "answer: true")
        edit_banks(tmp_path, "answer: true", "answer: false")
        own.library.reload()
        await player.press("question_mark", "escape", "enter")
        assert "has changed since" in status_text(player)


async def test_beside_the_list_stands_what_was_missed_where_there_is_room(
    game: Game,
) -> None:
    async with build_app(game, section="search").run_test(size=(120, 40)) as player:
        session = round_screen(player).session
        await finish_round(player, right=False)
        for at, slot in enumerate(session.slots):
            question = game.library.question(slot.question)
            told = squeeze(right_pane(player))
            assert shown_words(question.explain) in told, at
            assert squeeze(game.library.topic_title(topic_of(game, slot))) in told
            await player.press("down")
        await player.resize_terminal(80, 24)
        assert "╭" not in screen_text(player)


def right_pane(player: Player) -> str:
    """What stands in the box at the right."""
    rows = screen_rows(player)
    return "\n".join(row[72:] for row in rows if row[72:].strip("│╭╰─╮╯ "))


def topic_of(game: Game, slot: Slot) -> str:
    return game.library.topic_key(slot.question)


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_a_key_first_brings_the_list_into_sight(game: Game, key: str) -> None:
    async with build_app(game, section="search").run_test(size=(40, 10)) as player:
        await finish_round(player, right=False)
        assert "▌" not in screen_text(player)
        await player.press(key)
        assert screen_name(player) == "ResultsScreen"
        assert re.search("▌ ✗", screen_text(player))


async def test_the_cursor_stays_in_sight_on_its_way_down_and_up(game: Game) -> None:
    async with build_app(game).run_test(size=(40, 15)) as player:
        await player.press("t")
        await finish_round(player, right=False)
        for key in ("down", "up"):
            for _ in range(6):
                await player.press(key)
                assert "▌" in screen_text(player)
        await player.press(*["up"] * MOST)
        assert "0 of 7 right" in screen_rows(player)[2]


@pytest.mark.parametrize("where", ["results", "home"])
async def test_y_copies_four_lines_without_what_was_asked(
    tmp_path: Path, clock: Clock, where: str
) -> None:
    with closing(open_repairing_game(tmp_path, clock)) as game:
        async with build_app(game, mode="today").run_test(size=(80, 24)) as player:
            await finish_round(player)
            await player.press(*["escape"] * (where == "home"), "y")
            file = game.home.data / "shared.txt"
            told = status_text(player)
            assert "".join(told.split()) == f"Copied.4lines,alsoin{file}."
            assert file.read_text("utf-8") == f"{player.app.clipboard}\n"
            title, blocks, figures, repaired = player.app.clipboard.split("\n")
            assert title == "◆\u00a0weakspot   6 Nov 2026"
            assert set(blocks) == {"■"}
            assert re.fullmatch(
                rf"{len(blocks)} of {len(blocks)} right · \d of 6 topics known",
                figures,
            )
            assert re.fullmatch("Repaired: Figs ◆→[◑●]", repaired)


async def test_a_round_that_repairs_nothing_has_three_lines(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await answer_question(player)
        await player.press("enter", "0", "enter", "y")
        assert status_text(player) == "Copied. 3 lines."
        _, blocks, figures = player.app.clipboard.split("\n")
        assert blocks == "■□"
        assert figures.startswith("1 of 2 right · ")


async def test_before_today_is_done_home_has_nothing_to_share(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        assert "share" not in footer_text(player)
        await player.press("y")
        assert "Once today's round is done" in status_text(player)
        assert not player.app.clipboard


async def test_in_a_browser_the_lines_are_shown(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlayedApp, "is_web", True)
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player)
        await player.press("y")
        assert "2 of 2 right · " in screen_text(player)
        assert not player.app.clipboard


async def test_p_practises_what_was_missed_in_other_words(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        first = set()
        for _ in round_screen(player).session.slots:
            first.add(question_key(player))
            await answer_question(player, right=question_key(player) not in LENGTH)
            await player.press("enter")
        await player.press("p")
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
        assert "back this week" in screen_text(player)
        game.library.cycle_mute("agents/strange-names")
        await player.press("question_mark", "escape")
        assert "practise" not in screen_rows(player)[-1]
        assert re.search(" To repair +muted ", screen_text(player))


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
        for _ in range(2):
            await player.press("p")
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


async def test_d_shows_the_question_under_the_cursor_with_where_it_is_from(
    game: Game,
) -> None:
    async with build_app(game, topic="chunking").run_test(size=(80, 24)) as player:
        session = round_screen(player).session
        await finish_round(player, right=False)
        await player.press("down", "d")
        question = game.library.question(session.slots[1].question)
        assert screen_name(player) == "ReviewScreen"
        assert "History" in screen_text(player)
        told = squeeze(await read_body(player))
        assert shown_words(question.prompt) in told
        assert "Asked" in told
        await player.press("escape", "escape")
        assert screen_name(player) == "ResultsScreen"


async def test_details_of_what_was_missed_tell_how_it_went_before(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(80, 40)) as player:
        await finish_round(player, right=False)
        await player.press("r")
        await finish_round(player, right=False)
        await player.press("d")
        assert "4 Mar ✗ · 4 Mar ✗" in screen_text(player)


async def test_details_are_reached_by_mouse_and_named_only_where_something_was_missed(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test(size=(120, 40)) as player:
        await finish_round(player, right=False)
        await click_on_text(player, "d details")
        assert "A handbook of agents" in screen_text(player)
        await player.press("escape", "escape", "r")
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
        lowest = game.progress.lowest_topics()
        assert "Enter play topic" in footer_text(player)
        assert f"▌ {lowest[0][0].title}, in" in screen_text(player)
        await player.press("down", "enter")
        assert round_screen(player).session.scope == lowest[1][0].key


async def test_where_to_look_first_after_a_placement_is_played_by_a_click(
    game: Game,
) -> None:
    async with build_app(game, mode="placement").run_test(size=(80, 40)) as player:
        await finish_placement(player)
        topic, section = game.progress.lowest_topics()[-1]
        await click_on_text(player, f"{topic.title}, in {section}")
        assert round_screen(player).session.scope == topic.key


async def test_below_where_to_look_first_all_can_be_read_and_practised_by_keys(
    game: Game,
) -> None:
    async with build_app(game, mode="placement").run_test(size=(40, 15)) as player:
        await finish_placement(player)
        await player.press(*["down"] * 12)
        assert re.search("▌ ✗", screen_text(player))
        assert "To repair" in await read_body(player)
        await player.press("p")
        assert round_screen(player).session.mode == "missed"
