import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    footer_text,
    question_key,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    text_of,
    wait_for_text,
    wait_until,
)
from small_home import NOW, logged_values, open_game
from textual.events import AppBlur, AppFocus

from quiz_home import (
    Clock,
    make_bank,
    make_item,
    make_wide_home,
    play_out,
    save_path,
    write_bank,
    zero_first_page,
)
from quiz_home import open_game as open_quiz
from weakspot.bank.catalog import Catalog
from weakspot.game import Game
from weakspot.store.save_files import backup_files
from weakspot.ui.palette import list_commands
from weakspot.ui.screens.offers import offer_rounds, offer_today
from weakspot.ui.screens.play import PlayScreen
from weakspot.ui.widgets.menu import Round
from weakspot.words.reasons import parts_words


async def test_where_it_is_narrow_a_round_is_so_many_in_so_many_minutes(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(40, 15)) as player:
        assert re.search(r"Today +Enter", screen_text(player))
        assert "7 questions, 4 min" in screen_text(player)
        assert "7 new" in screen_text(player)
        await player.press("2")
        assert re.search(r"The whole section +\d in \d min", screen_text(player))


async def test_home_left_open_over_midnight_shows_the_new_day(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weakspot.ui.app.MINUTE", 0.01)
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        async with build_app(game, section="search").run_test() as player:
            await finish_round(player, right=False)
            await player.press("escape")
            today = screen_rows(player)
            now[0] += timedelta(days=1)
            assert await wait_until(player, lambda: screen_rows(player) != today)
            overnight = screen_rows(player)
            assert game.progress.sections()[0].due == 0  # not before three days
            await player.press("s", "escape")
            assert screen_rows(player) == overnight != today


async def test_another_screen_left_open_over_midnight_does_too(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weakspot.ui.app.MINUTE", 0.01)
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        async with build_app(game, topic="chunking").run_test() as player:
            await finish_round(player, right=False)
            await player.press("escape", "1", "down", "i")
            await wait_for_text(player, "last answer today")
            now[0] += timedelta(days=1)
            assert await wait_until(
                player, lambda: "last answer yesterday" in screen_text(player)
            )
            assert "last answer today" not in screen_text(player)


async def test_a_round_begun_at_home_after_midnight_backs_the_save_up(
    tmp_path: Path,
) -> None:
    clock = Clock()
    with closing(Game.open(make_wide_home(tmp_path, 2), clock=clock)) as game:
        play_out(game, game.rounds.start())
        async with build_app(game).run_test() as player:
            await player.app.workers.wait_for_complete()  # the backup of the day
            clock.advance(days=1)
            await player.press("t")
            await player.app.workers.wait_for_complete()
        assert len(backup_files(save_path(tmp_path))) == 2


@pytest.mark.parametrize(
    ("keys", "number"), [([], 1), (["enter"], 2)], ids=["at a verdict", "at a question"]
)
async def test_esc_keeps_the_round_and_home_offers_it_first_and_enter_goes_on_there(
    game: Game, keys: list[str], number: int
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter")
        await answer_question(player)
        await player.press(*keys)
        before = screen_rows(player)
        await player.press("escape")
        told = screen_text(player)
        assert re.search(rf"▌ Go on +Enter.*\n *▌ Today, {number} of 7", told)
        await player.press("enter")
        assert screen_rows(player) == before


async def test_a_round_left_on_another_day_stands_below_todays_until_it_is_gone_into(
    catalog: Catalog, tmp_path: Path
) -> None:
    def offers(player: Player) -> list[str]:
        told = (re.search("Go on|Today", row) for row in screen_rows(player))
        return [found[0] for found in told if found]

    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        game.rounds.skip(game.rounds.start(topic="loops"))
        async with build_app(game).run_test() as player:
            assert offers(player) == ["Go on", "Today"]
        now[0] += timedelta(days=1)
        async with build_app(game).run_test() as player:
            assert offers(player) == ["Today", "Go on"]
            titles = [one.title for one in list_commands(player.app, player.app.screen)]
            assert "Drop the round left open" in titles
            await player.press("down", "enter")
            assert round_screen(player).session.scope == "agents/loops"
            await player.press("escape")
            assert offers(player) == ["Go on", "Today"]


async def test_a_round_only_looked_into_is_not_offered(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("escape")
        assert "Go on" not in screen_text(player)
        assert not any(
            one.title.startswith("Go on")
            for one in list_commands(player.app, player.app.screen)
        )
        await player.press("enter")
        assert round_screen(player).session.mode == "today"


async def test_another_start_goes_on_with_the_round(
    catalog: Catalog, tmp_path: Path
) -> None:
    first = open_game(catalog, tmp_path)
    async with build_app(first).run_test() as player:
        await player.press("enter")
        await answer_question(player)
        await player.press("enter")
        slots, key = round_screen(player).session.slots, question_key(player)
        await player.press("ctrl+q")
    first.close()
    second = open_game(catalog, tmp_path)
    async with build_app(second).run_test() as player:
        await player.press("enter")
        assert question_key(player) == key
        assert round_screen(player).session.slots == slots
    second.close()


async def leave_open(player: Player) -> None:
    """Answer the first question of today's round and leave it at the second."""
    await player.press("enter")
    await answer_question(player)
    await player.press("enter", "escape")


async def test_a_round_goes_on_where_another_weakspot_left_it(
    game: Game, catalog: Catalog, home: Path
) -> None:
    async with build_app(game).run_test() as player:
        await leave_open(player)
        with closing(open_game(catalog, home)) as other:
            session = other.rounds.skip(other.rounds.resume_or_start())
        await player.press("enter")
        assert round_screen(player).session.outcomes == session.outcomes
        assert question_key(player) == session.slot.question


async def test_home_shows_what_another_weakspot_did_once_its_terminal_is_turned_to(
    game: Game, catalog: Catalog, home: Path
) -> None:
    async with build_app(game).run_test() as player:
        player.app.post_message(AppBlur())
        await player.pause()
        with closing(open_game(catalog, home)) as other:
            other.rounds.skip(other.rounds.start())
        player.app.post_message(AppFocus())
        await player.pause()
        (row,) = [row for row in screen_rows(player) if "▌" in row and "Enter" in row]
        assert "Go on" in row


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        *(("today", key) for key in ("0", "s", "?")),
        *(("exam", key) for key in ("0", "s", "v", "escape")),
    ],
)
async def test_a_round_played_on_elsewhere_is_left_and_goes_on_from_there(
    game: Game, catalog: Catalog, home: Path, mode: str, key: str
) -> None:
    async with build_app(game, mode=mode).run_test() as player:
        screen = player.app.screen
        with closing(open_game(catalog, home)) as other:
            session = other.rounds.skip(
                other.rounds.skip(other.rounds.resume_or_start(mode=mode))
            )
        await player.press(key)
        if screen_name(player) != "HomeScreen":
            assert isinstance(screen, PlayScreen)
            screen.save_draft()
            await player.pause()
        assert screen_name(player) == "HomeScreen"
        assert status_text(player).startswith("Not saved: another weakspot")
        assert logged_values(home) == []
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert player.app.screen.session.at == session.at == 2
        await player.press("ctrl+q")


async def test_a_round_that_another_weakspot_ended_is_not_played_again(
    game: Game, catalog: Catalog, home: Path
) -> None:
    async with build_app(game).run_test() as player:
        await leave_open(player)
        with closing(open_game(catalog, home)) as other:
            play_out(other, other.rounds.resume_or_start())
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"
        assert status_text(player).startswith("That round is no longer open")
        assert "Go on" not in screen_text(player)


async def test_backspace_drops_the_round_and_keeps_its_answers(
    game: Game, home: Path
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter")
        await answer_question(player)
        await player.press("escape", "backspace")
        assert "Go on" not in screen_text(player)
        assert game.rounds.open_rounds() == []
        assert len(logged_values(home)) == 1
        before = screen_rows(player)
        await player.press("backspace")  # where there is none it does nothing
        assert screen_rows(player)[:-2] == before[:-2]


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_round_that_takes_the_place_of_one_gone_into_says_so(
    game: Game, size: tuple[int, int]
) -> None:
    word = "The round left open is dropped"
    async with build_app(game).run_test(size=size) as player:
        await player.press("t", "escape", "t")
        assert word not in screen_text(player)
        await answer_question(player)
        await player.press("escape", "t")
        assert word in status_text(player)
        await answer_question(player)
        assert word not in status_text(player)
        await player.press("escape", "enter", "enter")
        assert word not in status_text(player)


async def test_a_round_that_could_not_be_let_go_is_not_said_to_be_gone(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("enter", "0", "escape")
        game._save.db.execute("PRAGMA query_only = ON")
        await player.press("backspace")
        assert status_text(player).startswith("Not saved")
        assert "Go on" in screen_text(player)
        game._save.db.execute("PRAGMA query_only = OFF")


NONE_WEAK = "No weak spots shown yet; today's round looks for them."


@pytest.mark.parametrize(
    ("key", "words"),
    [("w", NONE_WEAK), ("i", NONE_WEAK), ("p", "Nothing missed")],
)
async def test_what_cannot_be_played_or_listed_yet_says_so(
    game: Game, key: str, words: str
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(key)
        assert screen_name(player) == "HomeScreen"
        assert status_text(player).startswith(words)


async def test_where_nothing_is_weak_any_more_it_says_how_much_is_known(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        assert screen_text(player).count("shown yet") == 2
        await player.press("comma")
        for _ in range(4):
            for section in ("search", "agents"):
                play_out(game, game.rounds.start(section=section))
        await player.press("escape")
        known = re.findall(
            r"(?:one|spots) now, (\d) of 4 topics known", screen_text(player)
        )
        assert len(known) == 2
        assert set(known) <= {"1", "2", "3", "4"}
        await player.press("i")
        assert f"No weak spots now, {known[0]} of 4 topics known;" in status_text(
            player
        )


async def test_many_weak_topics_are_counted_and_the_weakest_is_named(
    game: Game,
) -> None:
    for topic in ("loops", "chunking"):
        play_out(game, game.rounds.start(topic=topic), right=None)
    async with build_app(game).run_test() as player:
        assert re.search("Weak spots +2 topics +w", screen_text(player))
        weakest = game.progress.weak_spots()[0].title
        assert re.search(f"◆ {weakest} .* until right on 2 days", screen_text(player))


async def test_w_plays_what_may_be_weak(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await finish_round(player, right=False)
        await player.press("escape", "w")
        assert round_screen(player).session.mode == "weak"
        assert question_key(player).startswith("agents/")


async def test_a_digit_without_a_section_does_nothing(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("9")
        assert screen_name(player) == "HomeScreen"


async def test_what_may_be_weak_is_not_called_weak(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        await answer_question(player, right=False)
        await player.press("escape")
        (spot,) = game.progress.weak_spots()
        assert spot.state == "perhaps"
        assert "1 perhaps weak" in screen_text(player)


@pytest.mark.parametrize("keys", [["x"], [*["down"] * 3, "enter"]])
async def test_an_exam_is_offered_and_goes_on_where_it_was_left(
    game: Game, keys: list[str]
) -> None:
    async with build_app(game).run_test() as player:
        assert re.search("Exam +7 min +x", screen_text(player))
        await player.press(*keys)
        assert screen_name(player) == "ExamScreen"
        await player.press("right", "escape", "x")
        assert "question 2 of 7" in screen_text(player)


LEGEND = "◆ weak +◔ perhaps +◑ looks good +● known +· untried"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 45)], ids=str)
async def test_the_marks_are_explained_beside_the_map_and_the_whole_in_one_line(
    game: Game, size: tuple[int, int]
) -> None:
    game.rounds.answer(game.rounds.start(topic="loops"), None)
    async with build_app(game).run_test(size=size) as player:
        told = screen_text(player)
        assert re.search(LEGEND, told)
        assert "0 of 4 known" in told
        assert re.search(r" 2  Agents +[◆◔◑●·]", told)
    async with build_app(game).run_test(size=(40, 15)) as player:
        assert "looks good" not in screen_text(player)


@pytest.mark.parametrize("size", [(120, 24), (100, 30), (100, 24), (120, 40)], ids=str)
async def test_beside_the_sections_the_rounds_stand_whole(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, topic="chunking").run_test(size=size) as player:
        await answer_question(player, right=False)
        await player.press("f", "escape")
        player.app.clear_notifications()
        await player.pause()
        told = screen_text(player)
        for words in (
            "1 of ",
            "1 idea",
            "1 question",
            "7 min",
            "perhaps weak",
            "7 que",
        ):
            assert words in told


async def test_the_plan_says_what_comes_back_what_is_to_repair_and_what_is_new(
    catalog: Catalog, tmp_path: Path
) -> None:
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        play_out(game, game.rounds.start(topic="loops"), right=None)
        now[0] += timedelta(days=4)
        parts = game.progress.plan("today").parts
        assert parts.again
        assert parts.new
        async with build_app(game).run_test(size=(120, 40)) as player:
            told = screen_text(player)
            for words in (
                rf"{parts.again} comes? back +━+",
                rf"{parts.new} new +━+",
                r"What today asks",
                r"◆ Loops +missed 4 Mar",
            ):
                assert re.search(words, told), words


async def test_once_today_is_done_home_says_so_and_what_changed_and_tomorrow(
    catalog: Catalog, tmp_path: Path
) -> None:
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        play_out(game, game.rounds.start(topic="loops"), right=None)
        for _ in range(2):
            now[0] += timedelta(days=4)
            play_out(game, game.rounds.start("today"))
        async with build_app(game).run_test() as player:
            told = screen_text(player)
            for words in (
                r"▌ Today ✓ +(\d) of \1 ",
                r"▌ \d right",
                r"Enough for today\.",
                r"◆ → .  Loops +repaired",
                r"1 repaired  ·  last 7 days: 1 repaired",
            ):
                assert re.search(words, told), words
            assert re.match(r"Enter \d more", footer_text(player))
            await player.press("enter")
            assert round_screen(player).session.mode == "today"


async def test_the_pane_shows_the_topics_of_the_section_under_the_cursor(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        assert "What today asks" in screen_text(player)
        await player.press("right", "down")
        told = screen_text(player)
        assert "What today asks" not in told
        assert "Models that act in steps." in told
        assert "· Loops" in told


async def test_in_a_wide_and_high_terminal_the_weeks_and_changes_are_shown(
    catalog: Catalog, tmp_path: Path
) -> None:
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        play_out(game, game.rounds.start(topic="loops"), right=None)
        now[0] += timedelta(days=5)
        play_out(game, game.rounds.start("today"))
        async with build_app(game).run_test(size=(200, 55)) as player:
            told = screen_text(player)
            assert "Last 7 days" in told
            assert len(re.findall(r"[━─]  +\d known +\d weak", told)) == 2


async def test_that_nothing_was_missed_is_said_of_the_last_days(
    catalog: Catalog, tmp_path: Path
) -> None:
    now = [NOW]
    with closing(open_game(catalog, tmp_path, lambda: now[0])) as game:
        game.rounds.answer(game.rounds.start(topic="loops"), None)
        now[0] += timedelta(days=8)
        async with build_app(game).run_test() as player:
            assert re.search(r"Missed +none +p", screen_text(player))


async def test_arrows_lead_from_the_rounds_to_the_sections_and_back(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("down", "down", "down", "up")
        (row,) = [row for row in screen_rows(player) if "▌" in row]
        assert "Missed" in row
        await player.press(*["down"] * 4, "enter")
        assert screen_name(player) == "SectionScreen"
        assert "Models that act in steps." in screen_text(player)


async def test_a_section_plays_whole_or_the_topic_under_the_cursor_and_comes_back(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("2", "enter")
        session = round_screen(player).session
        assert (session.mode, session.scope, len(session.slots)) == (
            "section",
            "agents",
            3,
        )
        await player.press("escape", "down", "enter")
        session = round_screen(player).session
        assert (session.mode, session.scope) == ("topic", "agents/loops")
        await finish_round(player)
        await player.press("escape")
        assert screen_name(player) == "SectionScreen"
        assert "2 of 2 right" in screen_text(player)


async def test_the_next_section_is_one_key_away(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "right")
        assert "Models that act in steps." in screen_text(player)
        await player.press("left")
        assert "How the passages" in screen_text(player)


async def test_the_lesson_of_a_section_opens_at_the_topic_under_the_cursor(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(40, 10)) as player:
        await player.press("1", "down", "down", "n")
        await player.pause()
        lines = [
            line.strip() for line in screen_text(player).split("\n") if line.strip()
        ]
        assert lines[1] == "Ranking"


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_a_key_quits_from_home(game: Game, key: str) -> None:
    app = build_app(game)
    async with app.run_test() as player:
        await player.press(key)
        assert app.is_leaving


async def test_escape_does_not_quit_from_home(game: Game) -> None:
    app = build_app(game)
    async with app.run_test() as player:
        await player.press("escape", "escape")
        assert not app.is_leaving
        assert screen_name(player) == "HomeScreen"


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_quitting_keeps_the_round(game: Game, home: Path, key: str) -> None:
    app = build_app(game, topic="loops")
    async with app.run_test() as player:
        await answer_question(player)
        await player.press(key)
        assert app.is_leaving
    (left,) = game.rounds.open_rounds()
    assert left.answered
    assert len(logged_values(home)) == 1


async def test_p08_damage_in_the_log_is_told_at_home(game: Game, home: Path) -> None:
    game.rounds.answer(game.rounds.start(), None)
    game.close()
    zero_first_page(save_path(home), "attempt_question")
    with closing(Game.open(home, brief=True)) as opened:
        async with build_app(opened).run_test() as player:
            await player.app.workers.wait_for_complete()
            await player.press("down")
            await wait_for_text(player, "damaged")
        assert ["is damaged" in fault for fault in opened.faults()] == [True]


async def test_home_says_where_an_open_exam_goes_on(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("right", "escape")
        assert re.search(r"Go on .*\n *▌ Exam, 2 of 7", screen_text(player))
        assert re.search(" Exam +goes on +x", screen_text(player))


@pytest.mark.parametrize(
    ("section", "words"), [(None, "goes on"), ("search", "7 questions, 7 min")]
)
def test_only_a_whole_exam_goes_on_by_its_key(
    game: Game, section: str | None, words: str
) -> None:
    exam = game.rounds.start("exam", section=section)
    today = Round("Today", "", "", "t")
    offered = offer_rounds(game, today, [exam], ())
    assert [one.words for one in offered if one.key == "x"] == [words]


async def test_a_terminal_that_grows_shows_what_has_room_then(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        begun = screen_rows(player)
    assert any("shown yet" in row for row in begun[20:])
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.resize_terminal(120, 40)
        await player.pause()
        assert screen_rows(player) == begun


@pytest.fixture
def wide_game(tmp_path: Path) -> Iterator[Game]:
    """A game of twelve sections, with a round played, two left open, and something
    missed.
    """
    for number in range(12):
        questions = (make_item(f"q{number}-{n}", "one", "idea") for n in range(2))
        made = make_bank(f"part-{number}", {"one": "One"}, *questions)
        made["title"] += (
            ", the whole" if number == 2 else ""
        )  # a title as long as most are at most
        write_bank(tmp_path, f"{number:02}-part-{number}.yaml", made)
    with closing(Game.open(tmp_path, rng=Random(1))) as game:
        play_out(game, game.rounds.start(), right=None)
        game.library.switch_sections(set())  # all matter, when it is asked
        for number in (1, 2):
            game.rounds.answer(game.rounds.start(section=f"part-{number}"), None)
        yield game


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (100, 24)], ids=str)
async def test_rounds_and_twelve_sections_stand_on_one_screen(
    wide_game: Game, size: tuple[int, int]
) -> None:
    async with build_app(wide_game).run_test(size=size) as player:
        assert player.app.screen.query_one("#body").max_scroll_y == 0
        told = screen_text(player)
        for number in range(12):
            assert f"The part-{number} sect" in told
        for words in (
            "Go on",
            "q quit",
            "Today",
            "Weak spots",
            "Missed",
            "Exam",
            "More",
        ):
            assert words in told
        (first,) = (row for row in screen_rows(player) if "Go on" in row)
        assert "▌" in first


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (80, 30)], ids=str)
async def test_the_cursor_is_in_sight_wherever_keys_lead(
    wide_game: Game, size: tuple[int, int]
) -> None:
    keys = [
        "pagedown",
        "pagedown",
        "up",
        "pageup",
        "pagedown",
        "enter",
        "escape",
        "t",
        "escape",
    ]
    async with build_app(wide_game).run_test(size=size) as player:
        for key in (*keys, "pageup", "pageup"):
            await player.press(key)
            assert "▌" in screen_text(player) or screen_name(player) != "HomeScreen"
        assert any("▌" in row and "Go on" in row for row in screen_rows(player))


def test_todays_round_says_how_long_it_is_at_the_players_pace(tmp_path: Path) -> None:
    ticks, clock = count(0, 3), Clock()
    home = make_wide_home(tmp_path, 60)
    with closing(
        Game.open(home, clock=clock, ticks=lambda: float(next(ticks)))
    ) as game:

        def told() -> str:
            return offer_today(game.progress.plan("today"), None).words

        assert told() == "20 questions, about 22 min"
        play_out(game, game.rounds.start(section="wide"))
        assert told() == "20 questions, about 2 min"


async def test_the_first_start_says_what_the_game_does(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        assert "finds what you do not know" in screen_rows(player)[0]
    play_out(game, game.rounds.start(section="agents"))
    async with build_app(game).run_test(size=(80, 24)) as player:
        assert "finds what you do not know" not in screen_rows(player)[0]


async def test_the_footer_says_what_enter_does_on_the_row_under_the_cursor(
    game: Game,
) -> None:
    game.rounds.skip(game.rounds.start("today"))
    async with build_app(game).run_test() as player:
        words = []
        for key in ("home", "down", "end", "down"):
            await player.press(key)
            shown = footer_text(player).split("   ")[:2]
            words.append([key.split(" ", 1)[1] for key in shown])
        assert words == [
            ["go on", "drop"],
            ["play", "open"],
            ["open", "open"],
            ["open", "open"],
        ]


@pytest.mark.parametrize("size", [(80, 40), (120, 50), (100, 30)])
async def test_a_lower_terminal_leaves_the_cursor_on_a_round(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with closing(Game.open(tmp_path, rng=Random(1))) as game:
        play_out(game, game.rounds.start("today", questions=3), right=None)
        game.library.switch_sections(set())
        game.rounds.skip(game.rounds.start("today"))
        game.library.toggle_flag(game.rounds.start("today").slot.question)
        async with build_app(game).run_test(size=size) as player:
            await player.press("end")
            await player.resize_terminal(80, 24)
            assert any("▌ More" in row for row in screen_rows(player))
            await player.press("enter")
            assert screen_name(player) == "MoreScreen"


async def test_enter_stands_on_the_row_under_the_cursor_alone(game: Game) -> None:
    game.rounds.skip(game.rounds.start("today"))
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("down")
        (row,) = [row for row in screen_rows(player)[:-1] if "Enter" in row]
        assert "▌ Today" in row


async def test_the_cursor_stays_on_its_row_while_help_is_read(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("down", "down")
        before = screen_rows(player)
        await player.press("question_mark", "escape")
        assert screen_rows(player) == before


async def test_g_opens_a_section_beyond_the_digits(wide_game: Game) -> None:
    async with build_app(wide_game).run_test() as player:
        await player.press("g", "1", "1", "enter")
        assert "The part-10 section" in screen_rows(player)[0]


async def test_an_exam_left_open_is_dropped_only_after_a_warning(game: Game) -> None:
    async with build_app(game, mode="exam").run_test() as player:
        await player.press("1", "right", "escape")
        assert footer_text(player).startswith("Enter go on   Bksp drop")
        await player.press("backspace")
        assert status_text(player).startswith("An exam dropped is lost")
        assert "Go on" in screen_text(player)
        await player.press("backspace")
        assert status_text(player) == "Dropped."
        assert "Go on" not in screen_text(player)


def plan_in_rows(player: Player) -> str:
    """The parts that stand in the list of rounds, in one line."""
    found = (
        re.search(r" (\d+ (?:comes? back|to repair|new|to keep)) ", row)
        for row in text_of(player.app.screen.query_one("#rounds")).split("\n")
    )
    return " · ".join(part[1] for part in found if part)


async def test_due_and_home_have_one_plan_at_every_hour_of_the_day(
    tmp_path: Path,
) -> None:
    clock = Clock()
    with closing(open_quiz(make_wide_home(tmp_path, 12), clock)) as game:
        play_out(game, game.rounds.start("today", questions=8), right=False)
        clock.advance(days=3)
        with_parts = parts_words(game.progress.today_parts())
        assert "come back" in with_parts
        async with build_app(game).run_test() as player:
            assert plan_in_rows(player) == with_parts
            await player.press("t")
            await answer_question(player)
            await player.press("enter")
            await answer_question(player)
            await player.press("escape")
            left = game.progress.today_parts()
            assert plan_in_rows(player) == parts_words(left) != with_parts
            assert game.progress.forecast()[0].due == left.again
            assert re.search(r"Go on +Enter.*\n *▌ Today, 2 of 12", screen_text(player))
            assert re.search(r"Today +anew +t", screen_text(player))
            game.library.mute_topic(
                game.library.topic_key(game.rounds.open_rounds()[0].slots[-1].question)
            )
            await player.press("s", "escape")
            fewer = game.progress.today_parts()
            assert plan_in_rows(player) == parts_words(fewer) != parts_words(left)
            await player.press("enter")
            await finish_round(player)
            clock.seconds += 1  # the results were looked at
            await player.press("escape")
            assert plan_in_rows(player) == ""
            assert "Today ✓" in screen_text(player)
            assert game.progress.forecast()[0].due == 0


async def test_beside_a_round_of_today_left_open_stands_what_it_still_asks(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("t")
        await answer_question(player)
        title = game.library.topic_title(game.library.topic_key(question_key(player)))
        await player.press("enter", "escape")
        text = screen_text(player)
        assert "What today still asks" in text
        (session,) = game.rounds.open_rounds()
        left = {game.library.topic_key(slot.question) for slot in session.still_asked}
        for key in left:
            assert f"· {game.library.topic_title(key)}" in text or title in text
        await player.press("down")
        assert "What more would ask" in screen_text(player)
