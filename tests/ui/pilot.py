"""Drive the app in tests: press keys and wait, read the screen, answer questions."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from weakspot.engine.session import ASKED
from weakspot.engine.values import Picks
from weakspot.game import Game
from weakspot.text import parse_inline
from weakspot.ui.app import WeakspotApp
from weakspot.ui.forms.answer_list import AnswerList
from weakspot.ui.screens.round import RoundScreen

Player = Pilot[Any]

MOST = 30
"""More steps than any round here needs; a round that does not end fails its test."""


class PromptPilot(Pilot[Any]):
    """A pilot that waits after each key for what it causes, not for the machine to be
    idle.
    """

    async def press(self, *keys: str) -> None:
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            self.app.post_message(
                Key(name, {"space": " "}.get(key, key if len(key) == 1 else None))
            )
            await settle(self.app)

    async def pause(self, delay: float | None = None) -> None:
        if delay is None:
            await settle(self.app)
        else:
            await super().pause(delay)

    async def resize_terminal(self, width: int, height: int) -> None:
        await super().resize_terminal(width, height)
        self.app._check_resize()  # Textual gathers what comes within a frame
        await settle(self.app)


class PlayedApp(WeakspotApp):
    """The app, run by a PromptPilot."""

    @asynccontextmanager
    async def run_test(self, **how: Any) -> AsyncGenerator[Pilot[Any], None]:
        async with super().run_test(**{"notifications": True, **how}) as pilot:
            await settle(self)
            yield PromptPilot(pilot.app)


async def settle(app: App[Any]) -> None:
    """Return once every message is handled and what came of it is painted.

    What still comes then waits for a key, a worker or the clock. What is due is painted
    now, not at a frame.
    """
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    while app.is_running:
        await asyncio.sleep(0)
        if ready:
            continue
        if app._exit or any(map(is_busy, app.screen.walk_children(with_self=True))):
            await asyncio.sleep(0.001)
        elif is_unpainted(app.screen):
            app.screen._on_timer_update()
        else:
            return


def is_unpainted(screen: Screen[Any]) -> bool:
    """Whether it changed since the last frame, or waits for the next one to do
    something.
    """
    changed = (
        screen._layout_required or screen._scroll_required or screen._dirty_widgets
    )
    return bool(changed or screen._callbacks)


def is_busy(pump: MessagePump) -> bool:
    """Whether it is handling a message, such as a text that is read in a thread."""
    return pump.is_running and not pump._message_queue.ready_event._waiters


def build_app(game: Game, **wish: Any) -> PlayedApp:
    """Build the app on the home screen, or in the round that `wish` starts."""
    return PlayedApp(game, game.rounds.start(**wish) if wish else None)


def screen_rows(player: Player) -> list[str]:
    """The rows of cells that the terminal shows, as text."""
    visible_screen_stack.set(
        player.app._background_screens
    )  # what a box lies on is drawn with it
    return [strip.text for strip in player.app.screen._compositor.render_strips()]


def screen_text(player: Player) -> str:
    """Everything that the terminal shows."""
    return "\n".join(screen_rows(player))


async def wait_until(player: Player, holds: Callable[[], bool]) -> bool:
    """Wait, ten seconds or more, until a timer of the app makes `holds` true; return
    whether it did.
    """
    for _ in range(1000):
        if holds():
            return True
        await player.pause(0.01)
        await player.pause()
    return False


async def wait_for_text(player: Player, text: str) -> None:
    """Wait for threads and scrolling to finish; fail if `text` is not shown then."""
    await player.app.workers.wait_for_complete()
    await player.wait_for_animation()
    await settle(player.app)
    assert text in screen_text(player), screen_text(player)


def status_text(player: Player) -> str:
    """What is said: what a line above the footer says is so, and what just happened."""
    screen = player.app.screen
    screen_rows(player)  # what a box lies on is drawn with it
    rows = screen._compositor.render_strips()
    said = [
        row.crop(region.x, region.right).text.strip("▌▐█ ")  # by cells, not characters
        for widget in screen.query("Toast") or screen.query(".status")
        for region in [widget.region]
        for row in rows[region.y : region.bottom]
    ]
    return " ".join(" ".join(said).split())


def footer_text(player: Player) -> str:
    """The row of keys."""
    return screen_rows(player)[-1].strip()


def screen_name(player: Player) -> str:
    """The class name of the top screen."""
    return type(player.app.screen).__name__


def round_screen(player: Player) -> RoundScreen:
    """The round screen that is on top."""
    screen = player.app.screen
    assert isinstance(screen, RoundScreen)
    return screen


def question_key(player: Player) -> str:
    """The key of the question in play."""
    return round_screen(player).session.slot.question


def option_digits(player: Player, right: bool = True) -> list[str]:
    """The digits on the screen for the options that are right (or wrong)."""
    screen = round_screen(player)
    slot = screen.session.slot
    options = screen.game.library.question(slot.question).options
    return [
        str(number)
        for number, index in enumerate(slot.shown[0], 1)
        if options[index].right == right
    ]


def picked_rows(player: Player) -> set[int]:
    """The rows, from 0, of the options shown as picked; the draft of the round must
    agree.
    """
    marks = [
        row.strip("▌ ")[:3]
        for row in text_of(player.app.screen.query_one(AnswerList)).split("\n")
    ]
    found = {int(mark[2:]) - 1 for mark in marks if mark.startswith("● ")}
    session = round_screen(player).session
    draft = session.draft.picks if isinstance(session.draft, Picks) else frozenset()
    assert {session.slot.shown[0].index(index) for index in draft} == found
    return found


async def skip_to(player: Player, key: str) -> None:
    """Skip to the question `key`."""
    for _ in range(MOST):
        if question_key(player) == key:
            return
        await player.press("s")


async def answer_question(player: Player, right: bool = True) -> None:
    """Answer the question in play right or wrong, up to its verdict."""
    keys = option_digits(player, right)
    if (
        round_screen(player)
        .game.library.question(question_key(player))
        .can_pick_several
    ):
        await player.press(*keys, "enter")
    else:
        await player.press(keys[0])


async def finish_round(player: Player, right: bool = True) -> None:
    """Answer all remaining questions of the round, up to the results."""
    for _ in range(MOST):
        if not isinstance(player.app.screen, RoundScreen):
            return
        if round_screen(player).session.phase == ASKED:
            await answer_question(player, right)
        await player.press("enter")
    raise AssertionError("the round does not end")


def text_of(widget: Widget) -> str:
    """The cells that a widget paints, row by row."""
    width, height = widget.size
    return (
        "\n".join(strip.text for strip in widget.render_lines(widget.size.region))
        if width and height
        else ""
    )


def squeeze(text: str) -> str:
    """Remove the blanks, marks and borders from `text` that laying it out in rows puts
    in.
    """
    return "".join(text.translate(dict.fromkeys(map(ord, "▌●○✓✗~│▁▂▃▄▅▆▇█"))).split())


def assert_keys_shown(player: Player) -> None:
    """Assert that the footer has a key and the way to help, and cuts no key."""
    row = footer_text(player)
    assert {"? help", "F1 help"} & set(row.split("   ")), row
    assert "…" not in row


async def read_body(player: Player) -> str:
    """Read every row of the body, from top to bottom, by PgDn."""
    body = player.app.screen.query_one("#body, .body")
    seen: dict[int, str] = {}
    body.scroll_home(animate=False)
    await settle(player.app)
    for _ in range(MOST):
        top, region = body.scroll_offset.y, body.scrollable_content_region
        for offset, row in enumerate(screen_rows(player)[region.y : region.bottom]):
            seen[top + offset] = row[region.x : region.right]
        await player.press("pagedown")
        if body.scroll_offset.y == top:
            break
    return "\n".join(text for _, text in sorted(seen.items()))


def shown_words(text: str) -> str:
    """What stands on the screen of a text from a bank."""
    return squeeze("".join(run for run, _ in parse_inline(text)))


async def click_on_text(player: Player, text: str) -> None:
    """Click on the first cell of `text`, wherever the terminal shows it."""
    await wait_for_text(player, text)
    y, row = next((y, row) for y, row in enumerate(screen_rows(player)) if text in row)
    await player.click(offset=(row.index(text), y))
    await player.app.workers.wait_for_complete()
    await player.pause()


class Watch:
    """A stopwatch moved by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds
