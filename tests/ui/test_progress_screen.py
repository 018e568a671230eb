"""Progress: the whole in figures, by keys and by mouse, in every size."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pilot import (
    MOST,
    Player,
    assert_keys_shown,
    build_app,
    read_body,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    text_of,
    wait_for_text,
)
from small_home import NOW, open_game
from textual.color import Color

from weakspot.bank.catalog import Catalog
from weakspot.engine.calendar import build_calendar
from weakspot.engine.forecast import DueDay
from weakspot.engine.lookback import Confidence
from weakspot.engine.session import DONE
from weakspot.game import Game
from weakspot.ui.screens.banks import BanksScreen
from weakspot.ui.screens.progress import ProgressScreen
from weakspot.ui.widgets.days import due_lines, month_line, sure_row

SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


class Weeks:
    """A clock that is moved by hand, so many weeks `back` at first."""

    def __init__(self, back: int) -> None:
        self.now = NOW - timedelta(weeks=back)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def long_game(catalog: Catalog, tmp_path: Path) -> Iterator[Game]:
    """A game after five weeks of play: every week all of it, better each time; and an
    exam.
    """
    clock = Weeks(4)
    game = open_game(catalog, tmp_path / "long", clock)
    for week in range(5):
        play(game, right=lambda at, week=week: at % 5 <= week)
        clock.now += timedelta(weeks=week < 4)
    for _ in range(2):  # both siblings, so that one betrays the mix-up
        play(game, right=lambda at: False, topic="chunking")
    exam = game.rounds.start("exam", questions=4)
    for at in range(4):
        right, _, wrong = game.library.question(exam.slots[at].question).responses()
        exam = game.rounds.put_response(
            game.rounds.visit(exam, at), right if at < 3 else wrong
        )
    game.rounds.finish(exam)
    yield game
    game.close()


def play(game: Game, right: Callable[[int], bool], **wish: str) -> None:
    session = game.rounds.start(**(wish or {"section": "search"}))
    while session.phase != DONE:
        rights, _, wrong = game.library.question(session.slot.question).responses()
        given = rights if right(session.at) else wrong
        session = game.rounds.advance(
            game.rounds.answer(
                session, given, ("guess", "think", "sure")[session.at % 3]
            )
        )


async def open_progress(player: Player) -> None:
    """Open progress from home, and wait until the log is read."""
    await player.press("s")
    for _ in range(MOST):
        if player.app.screen.history.look_back is not None:
            break
        await player.pause()
    await player.app.workers.wait_for_complete()
    await player.press("up")
    assert player.app.screen.history.look_back is not None


async def test_what_there_is_not_yet_is_said_whole_in_the_narrowest_terminal(
    game: Game,
) -> None:
    async with build_app(game).run_test(size=(36, 10)) as player:
        await player.press("s", "tab")
        await player.app.workers.wait_for_complete()
        assert "none yet: Exam on the first screen" in " ".join(
            (await read_body(player)).split()
        )


@sizes
async def test_everything_stands_there_in_every_size(
    long_game: Game, size: tuple[int, int]
) -> None:
    async with build_app(long_game).run_test(size=size) as player:
        await open_progress(player)
        body = await read_body(player)
        if player.app.screen.has_tabs:
            assert_keys_shown(player)
            await player.press("tab")
            body += await read_body(player)
        assert_keys_shown(player)
        words = " ".join(body.split())
        for text in (
            "Mastery",
            "Search",
            "Agents",
            "Over time",
            "% now",
            "Last ",
            " weeks",
            "Coming back",
            "Calibration",
            "guess",
            "think",
            "sure",
            "Time spent",
            "An exam today",
            "Exams",
            "% of 4, ",
            "Mix-ups to repair",
            "Vectors age by themselves.",
        ):
            assert text in words, text


async def test_what_lies_in_another_year_says_which(
    catalog: Catalog, tmp_path: Path
) -> None:
    clock = Weeks(60)
    game = open_game(catalog, tmp_path / "years", clock)
    play(game, lambda at: at > 0)
    exam = game.rounds.start("exam")
    game.rounds.finish(
        game.rounds.put_response(
            exam, game.library.question(exam.slot.question).responses()[0]
        )
    )
    clock.now = NOW
    async with build_app(game).run_test(size=(120, 40)) as player:
        await open_progress(player)
        assert "answers since 8 Jan 2025" in screen_rows(player)[0]
        assert re.search(r"8 Jan 2025   \d+ % of", screen_text(player))
        await player.press("i")
        await wait_for_text(player, "✓ 8 Jan 2025  ")
    game.close()


async def test_the_chart_says_its_dates_and_scale_and_follows_the_cursor(
    long_game: Game,
) -> None:
    async with build_app(long_game).run_test(size=(120, 40)) as player:
        await open_progress(player)
        chart = text_of(player.app.screen.query_one("Chart"))
        for text in ("100", "70", "4 Feb", "now"):
            assert text in chart
        assert any("\u2800" < sign <= "\u28ff" for sign in chart)
        assert "Over time   Search" in screen_text(player)
        assert "% on 4 Feb" in screen_text(player)
        calendar = player.app.screen.query_one("#calendar")
        lines = enumerate(calendar.render_lines(calendar.size.region)[2:9])
        bold = [
            y for y, strip in lines for part in strip if part.style and part.style.bold
        ]
        assert bold == [2]  # today, a Wednesday
        await player.press("down")
        assert "Over time   Agents" in screen_text(player)
        assert "% on 4 Feb" not in screen_text(player)


async def test_the_chart_takes_all_the_room_that_it_has(long_game: Game) -> None:
    async with build_app(long_game).run_test(size=(99, 40)) as player:
        await open_progress(player)
        chart = player.app.screen.query_one("Chart")
        assert (
            max(len(row.rstrip()) for row in text_of(chart).split("\n"))
            == chart.size.width
            > 80
        )


async def test_the_chart_has_the_colours_of_the_theme(long_game: Game) -> None:
    async with build_app(long_game).run_test(size=(120, 40)) as player:
        await open_progress(player)
        for theme in ("weakspot", "textual-light", "nord"):
            player.app.theme = theme
            await player.press("up")
            styles = {
                segment.style.color.triplet.hex.upper()
                for strip in player.app.screen.query_one("Chart").render_lines(
                    player.app.screen.query_one("Chart").size.region
                )
                for segment in strip
                if segment.style and segment.style.color and segment.style.color.triplet
            }
            assert Color.parse(player.app.theme_variables["accent"]).hex6 in styles


async def test_no_line_stands_where_there_is_no_figure(
    catalog: Catalog, tmp_path: Path
) -> None:
    clock = Weeks(4)
    game = open_game(catalog, tmp_path / "few", clock)
    for _ in range(4):
        play(game, lambda at: True, topic="tools")
        clock.now += timedelta(weeks=1)
    async with build_app(game).run_test(size=(120, 40)) as player:
        await open_progress(player)
        for keys in ([], ["down"], ["i"]):
            await player.press(*keys)
            await wait_for_text(player, "a line from the second week on")
            assert "% now" not in screen_text(player)
        assert "A figure comes with the topic's second question." in screen_text(player)
    game.close()


async def test_a_new_player_sees_what_will_stand_there(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("s")
        body = " ".join((await read_body(player)).split())
        for text in (
            "0 days played",
            "Nothing comes back",
            "none yet",
            "shown after 12 answers",
        ):
            assert text in body
        await wait_for_text(player, "Nothing yet. Settings can")


async def test_a_click_opens_the_section(long_game: Game) -> None:
    async with build_app(long_game).run_test() as player:
        await open_progress(player)
        await player.click(player.app.screen.rows, offset=(10, 2))
        assert screen_name(player) == "SectionScreen"
        assert "Loops" in screen_text(player)


async def test_a_section_whose_topics_are_all_muted_has_no_topic_to_show(
    game: Game,
) -> None:
    for topic in game.progress.sections()[0].topics:
        question = game.rounds.start(topic=topic.topic).slot.question
        game.library.cycle_mute(question)
        game.library.cycle_mute(question)
    async with build_app(game).run_test() as player:
        await player.press("s", "i")
        assert (screen_name(player), status_text(player)) == (
            "ProgressScreen",
            "No topic is listed here now.",
        )


@pytest.mark.parametrize(
    ("key", "size"), [("tab", (40, 15)), ("enter", (80, 24)), ("i", (80, 24))]
)
async def test_from_the_days_keys_lead_back_to_the_sections(
    long_game: Game, key: str, size: tuple[int, int]
) -> None:
    async with build_app(long_game).run_test(size=size) as player:
        await open_progress(player)
        top = screen_rows(player)
        assert not re.search(r"Last \d+ weeks", screen_text(player))
        assert "Tab days" in top[-1]
        await player.press("tab")
        assert re.search(r"Last \d+ weeks", screen_text(player))
        await player.press("pagedown", key)
        assert screen_rows(player) == top


async def test_the_list_has_the_keys_once_a_resize_shows_it_beside_the_days(
    long_game: Game,
) -> None:
    async with build_app(long_game).run_test(size=(80, 24)) as player:
        await open_progress(player)
        await player.press("tab")
        await player.resize_terminal(120, 40)
        await player.press("down")
        assert [row.split()[2] for row in screen_rows(player) if "▌" in row] == [
            "Agents"
        ]
        await player.resize_terminal(80, 24)
        await player.press("down")
        await player.resize_terminal(120, 40)
        await player.press("enter")
        assert screen_name(player) == "SectionScreen"


async def test_a_resize_keeps_the_tab_and_the_cursor(long_game: Game) -> None:
    async with build_app(long_game).run_test(size=(80, 24)) as player:
        await open_progress(player)
        await player.press("down", "tab")
        before = screen_rows(player)
        for size in [(40, 15), (120, 40), (30, 8), (80, 24)]:
            await player.resize_terminal(*size)
        assert screen_rows(player) == before
        await player.press("tab")
        assert player.app.screen.rows.chosen == "1"


async def test_what_was_played_since_stands_there_on_the_way_back(
    long_game: Game,
) -> None:
    async with build_app(long_game).run_test(size=(120, 40)) as player:
        await open_progress(player)
        before = long_game.progress.stats().attempts
        await player.press("down", "enter", "down", "enter", "1")
        await player.press("escape", "escape")
        await wait_for_text(player, f"{before + 1} answers since")
        assert (
            sum(day.attempts for day in long_game.progress.overview().days)
            == before + 1
        )


async def test_what_was_learnt_since_last_week_stands_there(
    catalog: Catalog, tmp_path: Path
) -> None:
    clock = Weeks(1)
    game = open_game(catalog, tmp_path / "learnt", clock)
    for _ in range(6):
        play(game, right=lambda at: True, topic="chunking")
        clock.now += timedelta(days=1)
    clock.now = NOW
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("s")
        await wait_for_text(player, "Learnt since last week")
        told = " ".join(screen_text(player).split())
        assert "Learnt since last week last asked" in told
        assert "● Chunking 2 days ago" in told
        ends = {
            len(row.rstrip())
            for row in screen_rows(player)
            if row.rstrip().endswith(("last asked", "2 days ago"))
        }
        assert len(ends) == 1  # a column below its head
        assert "Slipping" not in screen_text(player)
    game.close()


def test_figures_of_three_digits_stand_whole_below_the_bars_of_what_falls_due() -> None:
    due = [DueDay(day=f"2026-11-{day}", due=9 * day + 10) for day in range(10, 24)]
    figures = due_lines(due, 43)[-1].plain.split()
    assert figures == [str(9 * day + 10) for day in range(10, 21)]


def test_the_bars_of_what_falls_due_are_as_high_as_their_figures() -> None:
    lines = due_lines(
        [
            DueDay(day=f"2026-11-1{at}", due=due)
            for at, due in enumerate((24, 12, 1, 0))
        ],
        40,
    )
    assert [line.plain.rstrip() for line in lines[1:]] == [
        "██",
        "██ ▄▄",
        "██ ██ ▁▁",
        "24 12  1  0",
    ]


def test_a_bar_of_confidence_is_marked_where_its_word_stands_if_there_is_room() -> None:
    half = Confidence(answers=9, right_share=0.5)
    assert sure_row("sure", half, 60).plain.split() == [
        "sure",
        "━━━━━━━━─────┃──",
        "50",
        "%",
        "of",
        "9",
    ]
    assert "┃" in sure_row("sure", half, 33).plain
    assert "┃" not in sure_row("sure", half, 32).plain


def test_a_month_is_named_above_its_first_week_but_not_above_the_last() -> None:
    assert month_line(build_calendar((), "2026-11-05", 8)).plain.split() == [
        "Sep",
        "Oct",
    ]


@pytest.mark.parametrize("key", ["s", "b"])
async def test_what_is_read_behind_a_screen_is_not_shown_once_it_was_left(
    game: Game, key: str
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(key)
        screen = player.app.screen
        assert isinstance(screen, ProgressScreen | BanksScreen)
        await player.press("escape")
        screen.call_if_open(
            screen.show_look_back
            if isinstance(screen, ProgressScreen)
            else screen.show_bank
        )
        assert screen_name(player) == "HomeScreen"


async def test_a_section_opened_from_progress_leads_to_it_as_its_footer_says(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        for key, screen in (
            ("s", "ProgressScreen"),
            ("enter", "SectionScreen"),
            ("s", "ProgressScreen"),
            ("escape", "SectionScreen"),
            ("escape", "ProgressScreen"),
            ("escape", "HomeScreen"),
        ):
            await player.press(key)
            await player.app.workers.wait_for_complete()
            assert screen_name(player) == screen
