"""The browser: words and filters, the list, a question with its answer hidden, and what
is done with it.
"""

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from browser_pilot import (
    found_keys,
    listed_rows,
    open_screen,
    search_text,
    wait_for_threads,
    write_words,
)
from kind_pilot import click_on
from pilot import (
    PlayedApp,
    answer_question,
    build_app,
    finish_round,
    footer_text,
    read_body,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    settle,
    status_text,
    wait_for_text,
)
from small_home import edit_banks
from textual.pilot import Pilot

from quiz_home import make_bank, make_item, play_out, write_bank
from weakspot.game import Game

EVERY = 8
"""Questions of the small home."""


async def test_words_narrow_at_every_key(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        assert len(found_keys(player)) == EVERY
        counts = []
        for letter in "passages":
            await player.press(letter)
            counts.append(len(found_keys(player)))
        assert counts == sorted(counts, reverse=True)
        assert {"search/overlap", "search/short-passages", "search/chunking"} <= set(
            found_keys(player)
        )
        await player.press("space", *"cut")
        assert found_keys(player) == [
            "search/short-passages",
            "search/overlap",
            "search/chunking",
        ]
        assert "2 questions, 1 lesson" in screen_rows(player)[0]
        await player.press("backspace")
        assert search_text(player) == "passages cu"
        await write_words(player, " whole ")  # what is pasted stays apart
        assert search_text(player) == "passages cu whole"


async def test_it_opens_from_everywhere_and_leads_back(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await answer_question(player)
        for name in ("RoundScreen", "ResultsScreen", "HomeScreen", "SectionScreen"):
            if name == "ResultsScreen":
                await finish_round(player)
            await player.press(
                *{"HomeScreen": ["escape"], "SectionScreen": ["1"]}.get(name, [])
            )
            assert screen_name(player) == name
            before = screen_rows(player)
            await open_screen(player, "/")
            assert screen_name(player) == "BrowserScreen"
            await player.press("escape", "escape")
            assert (screen_name(player), screen_rows(player)) == (name, before)


async def test_what_is_found_by_no_word_is_said(game: Game) -> None:
    async with build_app(game).run_test(size=(40, 15)) as player:
        await open_screen(player, "/")
        await write_words(player, "zebra")
        rows = screen_rows(player)
        first = next(
            at for at, row in enumerate(rows) if "Nothing matches all of that." in row
        )
        assert (
            len({len(row) - len(row.lstrip()) for row in rows[first : first + 2]}) == 1
        )
        assert not set("╭╰") & set(screen_text(player))
        await player.press("enter", "down", "space", "f", "escape")
        assert screen_name(player) == "HomeScreen"


async def test_letters_are_words_in_the_line_and_commands_in_the_list(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "q?m/")
        assert (search_text(player), screen_name(player)) == ("q?m/", "BrowserScreen")
        await player.press(*["backspace"] * 4, "down")
        assert "? help" in footer_text(player)
        await player.press("question_mark")
        assert screen_name(player) == "HelpScreen"
        assert "how the last answer to it went" in screen_text(player)
        await player.press("escape", "/")
        assert "F1 help" in footer_text(player)
        await player.press("f1")
        assert screen_name(player) == "HelpScreen"
        await player.press("escape", "down", "q")
        assert screen_name(player) == "HomeScreen"


async def test_a_filter_is_turned_by_keys(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await player.press("tab")
        assert "Space next" in footer_text(player)
        await player.press("space", "enter")
        assert "Agents · all topics" in screen_text(player)
        assert found_keys(player) == [
            "agents/no-end",
            "agents/same-step",
            "agents/strange-names",
        ]
        await player.press("right", "space", "space")
        assert "Agents · Tools" in screen_text(player)
        assert found_keys(player) == ["agents/strange-names"]
        await player.press("left", "backspace")
        assert "Search · all topics" in screen_text(player)
        await player.press("right", "right", "space", "space")
        assert found_keys(player) == ["search/two-passes", "search/measures"]
        await player.press("right", "space", "space", "space")
        assert "several right · level 3" in screen_text(player)
        assert found_keys(player) == ["search/two-passes"]


async def test_a_topic_needs_a_section_first(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await player.press("tab", "right", "space")
        assert (
            status_text(player) == "Choose a section first: each has topics of its own."
        )


async def test_filters_and_rows_are_worked_by_the_mouse_alone(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        for words in ("any mark", "missed", "flagged", "disputed", "muted"):
            await click_on(player, words, inside="FilterLine")
            assert bool(found_keys(player)) == (words == "muted")
        await click_on(player, "What is overlap")
        assert screen_name(player) == "CardScreen"
        await click_on(player, "answer", inside="#keys")
        assert "✓" in screen_text(player)
        await click_on(player, "back", inside="#keys")
        await click_on(player, "back", inside="#keys")
        assert screen_name(player) == "HomeScreen"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_answer_is_hidden_until_it_is_asked_for(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await open_screen(player, "/")
        await player.press(
            "down", "space", "down"
        )  # another row hides the answer again
        assert "✓" not in screen_text(player)
        assert "Space answer" in footer_text(player)
        await player.press("/")
        await write_words(player, "whole chapters")
        await player.press("down")
        assert "One vector stands for too much text" in screen_text(player)
        assert "✓" not in screen_text(player)
        await player.press("space")
        (right,) = [row for row in screen_rows(player) if "✓" in row]
        assert "One vector stands for too much" in right
        await player.press("space")
        assert "✓" not in screen_text(player)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_what_an_open_exam_asks_keeps_its_answer(
    game: Game, size: tuple[int, int]
) -> None:
    asked = {slot.question for slot in game.rounds.start("exam").slots}
    words = (
        "whole chapters" if "search/long-passages" in asked else "after every sentence"
    )
    async with build_app(game).run_test(size=size) as player:
        await open_screen(player, "/")
        await write_words(player, words)
        await player.press("down", "space", "enter", "space", "E")
        assert screen_name(player) == "CardScreen"
        assert "✓" not in await read_body(player)
        assert "its answer comes with the results" in " ".join(
            screen_text(player).split()
        )
        await player.press("escape")
        assert "✓" not in screen_text(player)


async def test_a_tab_in_a_prompt_or_a_title_keeps_the_columns_in_their_place(
    own: Game, tmp_path: Path
) -> None:
    tabbed = make_item("one", "first", prompt="Where does\tgo\tgo?")
    other = make_item("two", "first", prompt="Where?")
    tabs = make_bank("tabs", {"first": "A\ttopic"}, tabbed, other) | {
        "title": "A\tbank"
    }
    write_bank(tmp_path, "01-tabs.yaml", tabs)
    own.library.reload()
    async with build_app(own).run_test(size=(80, 24)) as player:
        await open_screen(player, "/")
        assert (
            len(
                {
                    row.index("one right")
                    for row in listed_rows(player)
                    if "Where" in row
                }
            )
            == 1
        )
        assert "\t" not in screen_text(player)
        await player.press("escape", "escape")
        await open_screen(player, "b")
        assert "A   bank" in screen_text(player)


async def test_a_preview_that_is_cut_says_so(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_screen(player, "/")
        await write_words(player, "overlap")
        await player.press("down")
        assert "↓ Enter opens it whole" in screen_text(player)
        await player.resize_terminal(120, 40)
        assert "History" in screen_text(player)
        assert "Enter opens it whole" not in screen_text(player)


async def test_a_long_history_is_wrapped_between_its_answers(game: Game) -> None:
    for _ in range(5):
        play_out(game, game.rounds.start(topic="chunking"), right=None)
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_screen(player, "/")
        await write_words(player, "overlap")
        await player.press("down")
        assert "↓ Enter opens it whole ─" in screen_text(player)
        await player.resize_terminal(120, 40)
        past = [row for row in screen_rows(player) if "4 Mar ✗" in row]
        assert [row.count("4 Mar ✗") for row in past] == [3, 2]
        assert "✗ · │" not in " ".join("".join(past).split())


@pytest.mark.parametrize("opens", [(), ("enter",)], ids=["beside the list", "opened"])
async def test_the_answer_asked_for_comes_into_sight(
    own: Game, tmp_path: Path, opens: tuple[str, ...]
) -> None:
    prompt = "What is overlap between passages good for?"
    edit_banks(tmp_path, prompt, prompt + " One reads on and on." * 60)
    own.library.reload()
    async with build_app(own).run_test(size=(80, 24)) as player:
        await open_screen(player, "/")
        await write_words(player, "overlap")
        await player.press("down", *opens, "space")
        await settle(player.app)
        assert "✓" in screen_text(player)
        await player.press("f", "question_mark", "escape")
        assert "✓" in screen_text(
            player
        )  # what is marked or read beside it does not scroll it away


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_enter_opens_a_question_with_its_history(
    game: Game, size: tuple[int, int]
) -> None:
    session = game.rounds.start("topic", topic="chunking", questions=1)
    key = session.slot.question
    game.rounds.answer(session, game.library.question(key).responses()[2])
    async with build_app(game).run_test(size=size) as player:
        await open_screen(player, "/")
        await player.press("tab", *["right"] * 4, "space")
        assert found_keys(player) == [key]
        await player.press("tab", "enter")
        assert screen_name(player) == "CardScreen"
        await player.press(*["pagedown"] * 4)
        assert "History  4 Mar ✗" in screen_text(player)
        assert "Kind     " in screen_text(player)
        explain = game.library.question(key).explain.split()[-1]
        assert explain not in screen_text(player)
        await player.press("space", *["pagedown"] * 4)
        assert explain in screen_text(player)
        await player.press("escape", "escape")
        assert screen_name(player) == "HomeScreen"


async def test_a_hit_in_a_lesson_opens_it_there(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 10)) as player:
        await open_screen(player, "/")
        await write_words(player, "slow and sharp")
        assert found_keys(player) == ["search/ranking"]
        await player.press("enter")
        assert screen_name(player) == "LessonScreen"
        await wait_for_text(player, "second one slow and sharp")
        await player.press("escape")
        assert screen_name(player) == "BrowserScreen"


async def test_a_part_of_a_lesson_is_shown_beside_the_list(game: Game) -> None:
    async with build_app(game).run_test(size=(160, 24)) as player:
        await open_screen(player, "/")
        await write_words(player, "needs an end")
        assert "A loop needs an end." in screen_text(player)
        await player.press("down", "f")
        assert status_text(player) == "This is part of a lesson: Enter opens it."
        assert "n lesson   E edit" in footer_text(player)
        assert not any(
            words in footer_text(player)
            for words in ("Space", "f flag", "m not for me")
        )


@pytest.mark.parametrize("screen", ["BrowserScreen", "CardScreen"])
async def test_flag_and_mute_are_kept_and_shown(game: Game, screen: str) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "without a limit")
        await player.press("down", *(["enter"] if screen == "CardScreen" else []))
        before = screen_rows(player)[0]
        await player.press("f")
        assert (
            screen == "BrowserScreen"
            or screen_rows(player)[0].replace("⚑", " ") == before
        )
        assert status_text(player) == "Flagged."
        assert game.library.is_flagged("agents/no-end")
        assert "⚑" in screen_text(player)
        await player.press("f", "m")
        assert not game.library.is_flagged("agents/no-end")
        assert "muted" in screen_text(player)
        await player.press("m", "m")
        assert not game.library.muted_titles()


async def test_p_plays_the_topic_of_the_question_and_n_opens_its_lesson(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "two passes")
        await player.press("down", "p")
        assert (
            round_screen(player).session.mode,
            round_screen(player).session.scope,
        ) == (
            "topic",
            "search/ranking",
        )
        await player.press("escape", "n")
        assert screen_name(player) == "LessonScreen"
        await player.press("escape")
        assert (screen_name(player), search_text(player)) == (
            "BrowserScreen",
            "two passes",
        )


async def test_a_flag_set_over_a_round_is_shown_in_it(game: Game) -> None:
    async with build_app(game, topic="tools").run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "gives nothing")
        await player.press("down", "f", "escape")
        assert screen_name(player) == "RoundScreen"
        assert "⚑" in screen_text(player)


async def test_over_a_round_nothing_is_played_or_edited(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await open_screen(player, "/")
        for key in ("p", "E"):
            await player.press("down", key)
            assert status_text(player) == "A round is open below: Esc leads back to it."
        await player.press("escape")
        assert screen_name(player) == "RoundScreen"


@pytest.mark.parametrize("opens", [(), ("enter",)], ids=["in the list", "opened"])
async def test_what_the_editor_wrote_is_shown(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: tuple[str, ...]
) -> None:
    monkeypatch.setattr(PlayedApp, "suspend", lambda app: nullcontext())
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text().replace('What is overlap', 'Zebra, what is "
        "overlap'))\n"
    )
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    async with build_app(own).run_test() as player:
        await open_screen(player, "/")
        await player.press(
            "down", *["down"] * found_keys(player).index("search/overlap"), *opens, "E"
        )
        await wait_for_threads(player)
        if not opens:
            assert player.app.screen.current().key == "search/overlap"
        assert "Zebra, what is overlap" in screen_text(player)
        assert status_text(player) == "The banks were read again."


async def test_the_list_scrolls_with_its_cursor_and_shows_what_there_is_room_for(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(40, 10)) as player:
        await open_screen(player, "/")
        await player.press("down")
        room = len(listed_rows(player))
        assert room < EVERY - 1
        await player.press(*["down"] * room)
        assert listed_rows(player)[-1].startswith("▌")  # by one row at a time
        await player.press("end")
        assert listed_rows(player)[-1].startswith("▌")
        assert len(listed_rows(player)) == room
        await player.press("home")
        assert listed_rows(player)[0].startswith("▌")
        await player.press("pagedown")
        assert any(row.startswith("▌") for row in listed_rows(player))
        await player.press("pageup", "up")
        await write_words(player, "x")
        assert search_text(player) == "x"


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (200, 60)])
async def test_every_part_fits(game: Game, size: tuple[int, int]) -> None:
    async with build_app(game).run_test(size=size) as player:
        await open_screen(player, "/")
        for words in (
            "all sections",
            "all topics",
            "any kind",
            "any level",
            "any mark",
        ):
            assert words in screen_text(player)
        for keys in ((), ("tab",), ("tab",)):
            await player.press(*keys)
            assert {"? help", "F1 help"} & {
                part.strip() for part in footer_text(player).split("   ")
            }
        assert sum(row.startswith("▌") for row in listed_rows(player)) == 1
        assert len(listed_rows(player)) >= 5


async def test_nothing_of_a_bank_is_taken_for_markup(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await open_screen(player, "/")
        await write_words(player, "d[key]")
        await player.press("down", "space")
        told = screen_text(player)
        assert "検索 of d[key] [/b] gives nothing." in told
        assert "[bold]d[key][/b]" in told
        assert "<U+202E>" in told
        assert "\u202e" not in told
        assert "[red]Nothing[/] in here is a tag." in told
        await player.press("enter", "space")
        assert "[red]Nothing[/] in here is a tag." in screen_text(player)


async def test_tab_leads_from_the_list_to_the_filters_as_its_footer_says(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await player.press("down")
        await player.resize_terminal(120, 40)
        assert "Tab filters" in footer_text(player)
        for word in ("Space next", "Tab filters"):
            await player.press("tab")
            assert word in footer_text(player)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_a_scrollbar_says_that_the_list_goes_on(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await open_screen(player, "/")
        await player.press("down")
        assert len(listed_rows(player)) == EVERY - 1
        assert player.app.screen.rows.show_vertical_scrollbar
        await player.resize_terminal(120, 40)
        assert not player.app.screen.rows.show_vertical_scrollbar


async def test_very_many_are_not_all_listed(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weakspot.ui.widgets.browser.MOST", 3)
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        assert "and 5 more: write more words, or set a filter" in screen_text(player)
        await player.press("down", "end", "down")
        assert listed_rows(player)[2].startswith("▌")


async def test_typing_leads_the_cursor_to_the_first_that_is_found(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await player.press("down", "end", "slash", "a")
        assert listed_rows(player)[0].startswith("▌")


async def test_the_keys_of_a_search_that_finds_nothing_lead_back(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "zqx")
        assert not {"open", "list", "search"} & set(footer_text(player).split())
        await player.press("enter", "down")
        assert screen_name(player) == "BrowserScreen"
        assert "Enter open" not in footer_text(player)
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


@pytest.mark.parametrize(
    "keys", [("down",), ("p", "escape"), ("enter", "escape")], ids=" ".join
)
async def test_what_was_said_of_a_question_goes_with_it(
    game: Game, keys: tuple[str, ...]
) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await player.press("down", "f")
        assert status_text(player) == "Flagged."
        await player.press(*keys)
        assert (screen_name(player), status_text(player)) == ("BrowserScreen", "")


async def test_a_resize_keeps_words_filters_and_cursor(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "/")
        await write_words(player, "passages")
        await player.press("tab", "space", "tab", "down", "down")
        before = (found_keys(player), player.app.screen.rows.highlighted)
        for size in ((40, 15), (120, 40), (30, 8), (80, 24)):
            await player.resize_terminal(*size)
        assert (
            found_keys(player),
            player.app.screen.rows.highlighted,
        ) == before
        assert search_text(player) == "passages"
        assert "Search · all topics" in screen_text(player)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_browser_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    session = game.rounds.start("topic", topic="chunking", questions=1)
    game.rounds.answer(
        session, game.library.question(session.slot.question).responses()[2]
    )

    async def look(player: Pilot[None]) -> None:
        await open_screen(player, "slash")
        await player.press(*"passage", "down", "down", "space")
        await wait_for_threads(player)

    assert snap_compare(build_app(game), look, size)


@pytest.mark.parametrize(
    "keys", [("down",), ("down", "enter")], ids=["in the list", "on its page"]
)
async def test_a_question_that_its_bank_has_no_more_is_not_come_back_to(
    own: Game, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with build_app(own).run_test() as player:
        await open_screen(player, "/")
        await player.press(*"overlap", *keys, "comma")
        edit_banks(tmp_path, "id: overlap", "id: renamed")
        own.library.reload()
        await open_screen(player, "escape")
        assert screen_name(player) == "BrowserScreen"
        await player.press("f")
        assert "search/renamed" in found_keys(player)
        assert "search/overlap" not in found_keys(player)


async def test_a_key_while_the_questions_are_read_again_finds_none_that_is_gone(
    own: Game, tmp_path: Path
) -> None:
    read, is_read = own.library.search_index, Event()
    async with build_app(own).run_test() as player:
        await open_screen(player, "/")
        await player.press(*"overlap", "down", "comma")
        edit_banks(tmp_path, "id: overlap", "id: renamed")
        own.library.reload()
        own.library.search_index = lambda: read() if is_read.wait(10) else ()  # type: ignore[method-assign]
        player.app.pop_screen()
        await settle(player.app)
        await player.press("m")
        is_read.set()
        await wait_for_threads(player)
        assert found_keys(player) == ["search/renamed"]


async def test_a_question_moved_to_another_topic_is_played_with_that(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own).run_test() as player:
        await open_screen(player, "/")
        await player.press(*"two passes", "enter", "comma")
        edit_banks(
            tmp_path, "topic: ranking\n    level: 3", "topic: chunking\n    level: 3"
        )
        own.library.reload()
        await player.press("escape", "p")
        assert round_screen(player).session.scope == "search/chunking"


async def test_a_bank_that_comes_before_an_open_section_leaves_it_there(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own).run_test() as player:
        await player.press("2", "comma")
        write_bank(
            tmp_path,
            "00-first.yaml",
            make_bank("first", {"one": "One"}, make_item("q", "one")),
        )
        own.library.reload()
        await player.press("escape")
        assert "3  Agents" in screen_text(player)
        await player.press("enter")
        assert {
            slot.question.partition("/")[0]
            for slot in round_screen(player).session.slots
        } == {"agents"}
