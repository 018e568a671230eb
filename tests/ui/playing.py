"""How the tests play: what the screen shows, and the digits that are right or wrong on it."""

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
from weakspot.ui.app import WeakspotApp
from weakspot.ui.screens.round import RoundScreen
from weakspot.ui.widgets.answer_rows import AnswerRows
from weakspot.ui.widgets.frame import Footer, KeyBar

Player = Pilot[Any]

MOST = 30
"""More steps than any round here takes: a round that does not end fails its test."""


class PromptPilot(Pilot[Any]):
    """A pilot whose keys wait for what they do, and not for the machine to be idle."""

    async def press(self, *keys: str) -> None:
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            self.app.post_message(Key(name, {"space": " "}.get(key, key if len(key) == 1 else None)))
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
    """The app under a prompt pilot."""

    @asynccontextmanager
    async def run_test(self, **how: Any) -> AsyncGenerator[Pilot[Any], None]:
        async with super().run_test(**how) as pilot:
            await settle(self)
            yield PromptPilot(pilot.app)


async def settle(app: App[Any]) -> None:
    """Return once every message is handled and what came of it is painted.

    What still comes then waits for a key, a worker or the clock. What is due is painted now, not at a frame.
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
    """Has it changed since the last frame, or is anything to be done after the next?"""
    changed = screen._layout_required or screen._scroll_required or screen._dirty_widgets
    return bool(changed or screen._callbacks)


def is_busy(pump: MessagePump) -> bool:
    """Is it in the middle of a message, as a text is that is read in a thread?"""
    return pump.is_running and not pump._message_queue.ready_event._waiters


def app_on(game: Game, **wish: Any) -> PlayedApp:
    """The app on the game: at home, or in the round wished for."""
    return PlayedApp(game, game.start(**wish) if wish else None)


def rows(player: Player) -> list[str]:
    """The rows of cells that the terminal shows, as text."""
    visible_screen_stack.set(player.app._background_screens)  # what a box lies on is drawn with it
    return [strip.text for strip in player.app.screen._compositor.render_strips()]


def shown(player: Player) -> str:
    """All that the terminal shows."""
    return "\n".join(rows(player))


async def comes_true(player: Player, holds: Callable[[], bool]) -> bool:
    """Does a timer of the app bring this about, within ten seconds or more?"""
    for _ in range(1000):
        if holds():
            return True
        await player.pause(0.01)
        await player.pause()
    return False


async def until_shown(player: Player, text: str) -> None:
    """Wait for what is read in a thread, or scrolls; fail where `text` is not shown then."""
    await player.app.workers.wait_for_complete()
    await player.wait_for_animation()
    await settle(player.app)
    assert text in shown(player), shown(player)


def status(player: Player) -> str:
    """What the line above the footer says, where it can be seen."""
    foot = player.app.screen.query_one(Footer)
    return " ".join(line.plain.strip() for line in foot.note_lines(foot.size.width))


def screen_name(player: Player) -> str:
    """The kind of screen on top."""
    return type(player.app.screen).__name__


def play_screen(player: Player) -> RoundScreen:
    """The round on top."""
    screen = player.app.screen
    assert isinstance(screen, RoundScreen)
    return screen


def asked(player: Player) -> str:
    """The key of the question in play."""
    return play_screen(player).session.slot.question


def digits(player: Player, right: bool = True) -> list[str]:
    """The digits on the screen of the options that are right (or wrong)."""
    screen = play_screen(player)
    slot = screen.session.slot
    options = screen.game.question(slot.question).options
    return [str(number) for number, index in enumerate(slot.shown[0], 1) if options[index].right == right]


def picked(player: Player) -> set[int]:
    """The rows, from 0, of the options that are shown as picked; what is kept with the round agrees."""
    marks = [row.strip("▌ ")[:3] for row in text_of(player.app.screen.query_one(AnswerRows)).split("\n")]
    found = {int(mark[2:]) - 1 for mark in marks if mark.startswith("● ")}
    session = play_screen(player).session
    draft = session.draft.picks if isinstance(session.draft, Picks) else frozenset()
    assert {session.slot.shown[0].index(index) for index in draft} == found
    return found


async def until(player: Player, key: str) -> None:
    """Skip to the question `key`."""
    for _ in range(MOST):
        if asked(player) == key:
            return
        await player.press("s")


async def answer(player: Player, right: bool = True) -> None:
    """Answer the question in play, and see its verdict."""
    keys = digits(player, right)
    if play_screen(player).game.question(asked(player)).can_pick_several:
        await player.press(*keys, "enter")
    else:
        await player.press(keys[0])


async def play_out(player: Player, right: bool = True) -> None:
    """Answer all that is left of the round, up to the results."""
    for _ in range(MOST):
        if not isinstance(player.app.screen, RoundScreen):
            return
        if play_screen(player).session.phase == ASKED:
            await answer(player, right)
        await player.press("enter")
    raise AssertionError("the round does not end")


def text_of(widget: Widget) -> str:
    """The cells that a widget paints, row by row."""
    width, height = widget.size
    return (
        "\n".join(strip.text for strip in widget.render_lines(widget.size.region)) if width and height else ""
    )


def squeezed(text: str) -> str:
    """`text` without the blanks, marks and borders that laying it out in rows puts in."""
    return "".join(text.translate(dict.fromkeys(map(ord, "▌●○✓✗~│"))).split())


def assert_keys_shown(player: Player) -> None:
    """The last row has the first key and help, every key in it is whole; where the body goes on is said."""
    bar, body = player.app.screen.query_one(KeyBar), player.app.screen.query_one("#body")
    keys = [f"{key.label} {key.word}" for key in bar.shown_keys(bar.size.width)]
    above, row = rows(player)[bar.region.y].strip(), rows(player)[bar.region.bottom - 1].strip()
    assert row.removesuffix("↓").strip() == "   ".join(keys)
    assert {"? help", "F1 help"} & set(keys)
    goes_on = body.scroll_offset.y < body.max_scroll_y
    assert ("PgDn more" in above or above.endswith("↓") or row.endswith("↓")) == goes_on
    assert keys[0] == f"{bar.keys[0].label} {bar.keys[0].word}"


async def whole_body(player: Player) -> str:
    """Every row of the body, from top to bottom, scrolled through with PgDn."""
    body = player.app.screen.query_one("#body")
    seen: dict[int, str] = {}
    body.scroll_home(animate=False)
    await settle(player.app)
    for _ in range(MOST):
        top, region = body.scroll_offset.y, body.scrollable_content_region
        for offset, row in enumerate(rows(player)[region.y : region.bottom]):
            seen[top + offset] = row[region.x : region.right]
        await player.press("pagedown")
        if body.scroll_offset.y == top:
            break
    return "\n".join(text for _, text in sorted(seen.items()))
