"""The server: the page, what it loads, and a socket for each tab, behind which a game
runs in a process of its own.

The page and the game speak as textual-serve has it: keys, sizes and the focus come as
JSON; the game takes and gives packets of a letter, four bytes of length and a payload.
"""

import asyncio
import json
import os
import socket
import struct
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.typedefs import Handler

from weakspot.serve.door import Request, find_refusal

PAGE = files("weakspot.serve").joinpath("page.html").read_text("utf-8")
ASSETS = Path(textual_serve.__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' data:; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
"""The browser itself then lets the page ask nobody else for anything."""

MOST_TABS = 16
"""Each costs some 30 MB."""
SECONDS_TO_QUIT = 2.0
"""Seconds that a game has to end once its tab is closed; every answer is saved by
then.
"""
SECONDS_TO_CLOSE = 0.3
"""Seconds that a browser has to agree that a socket is closed."""
SECONDS_TO_SHUT_DOWN = 0.5
HEARTBEAT = 15.0
"""Seconds between looks whether a tab is still there."""

BEGIN = b"__GANGLION__\n"
"""What a game writes before its first packet."""

FULL = "{} tabs are open, as many as there may be. Close one, then try again."
ENDED = "The game has ended. Every answer is saved."
FAILED = (
    "An error has ended the game; weakspot serve tells which. Every answer is saved."
)
SHUT_DOWN = "weakspot serve has ended. Every answer is saved."
"""Why a socket is closed, for the page to say: at most 123 bytes."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """A packet for a game: D for keys, M for a message in JSON."""
    return struct.pack(">cI", kind, len(payload)) + payload


def pack_message(**message: object) -> bytes:
    """A packet with a message such as `type="quit"`."""
    return pack(b"M", json.dumps(message).encode())


class GameServer:
    """Serves the games that `command` starts to whoever has the `key`."""

    def __init__(self, command: Sequence[str], host: str, port: int, key: str) -> None:
        self.command, self.host, self.key = command, host, key
        self.cookie = f"weakspot-{port}"  # cookies of one host are for all its ports
        self.tabs: set[web.WebSocketResponse] = set()
        """The sockets whose game has not ended."""

    def run(self, listener: socket.socket) -> None:
        """Serve on this socket until Ctrl+C or SIGTERM, which end it within a second
        whatever the tabs do.
        """
        app = web.Application(middlewares=[self.guard])
        app.router.add_get("/", self.show_page)
        app.router.add_get("/ws", self.play)
        app.router.add_static("/static", ASSETS)
        app.on_shutdown.append(self.close_tabs)
        web.run_app(
            app,
            sock=listener,
            print=None,
            access_log=None,
            shutdown_timeout=SECONDS_TO_SHUT_DOWN,
        )

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who has the key, and comes from our own page under our own name."""
        refusal = find_refusal(
            Request(
                host=request.headers.get("Host"),
                origin=request.headers.get("Origin"),
                keys=(request.query.get("key"), request.cookies.get(self.cookie)),
                is_socket=request.path == "/ws",
            ),
            self.host,
            self.key,
        )
        if refusal:
            raise web.HTTPForbidden(text=refusal)
        return await handler(request)

    async def show_page(self, request: web.Request) -> web.Response:
        """The page, with the key as a cookie from then on."""
        page = web.Response(text=PAGE, content_type="text/html", headers=HEADERS)
        page.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
        return page

    async def play(self, request: web.Request) -> web.WebSocketResponse:
        """Run a game for a tab until either ends."""
        tab = web.WebSocketResponse(timeout=SECONDS_TO_CLOSE, heartbeat=HEARTBEAT)
        await tab.prepare(request)
        if len(self.tabs) >= MOST_TABS:
            reason = FULL.format(MOST_TABS).encode()
            await tab.close(code=WSCloseCode.TRY_AGAIN_LATER, message=reason)
            return tab
        self.tabs.add(tab)
        try:
            await self.run_game(tab, request)
        finally:
            self.tabs.discard(tab)
        return tab

    async def run_game(self, tab: web.WebSocketResponse, request: web.Request) -> None:
        """Start a game and hand on what goes both ways; returns once it has ended."""
        game = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=PIPE,
            stdout=PIPE,
            env={
                **os.environ,
                "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
                "TEXTUAL_COLOR_SYSTEM": "truecolor",
                "TERM": "xterm-256color",  # the page's, whatever the server's is
                "COLUMNS": read_size(request, "width", 80),
                "ROWS": read_size(request, "height", 24),
                "PYTHONUTF8": "1",
            },
        )
        drawing = asyncio.create_task(draw(game, tab))
        try:
            await hand_on(tab, game)
        finally:
            drawing.cancel()
            await asyncio.wait([drawing])
            await end_game(game)

    async def close_tabs(self, app: web.Application) -> None:
        """Tell every tab that the server ends."""
        reason = SHUT_DOWN.encode()
        closing = [
            tab.close(code=WSCloseCode.GOING_AWAY, message=reason) for tab in self.tabs
        ]
        await asyncio.gather(*closing)


def read_size(request: web.Request, name: str, default: int) -> str:
    """The columns or rows that a page has at first, as digits."""
    text = request.query.get(name, "")
    return text if text.isdecimal() else str(default)


async def hand_on(tab: web.WebSocketResponse, game: Process) -> None:
    """Hand the game what comes from its page, until the page is closed."""
    assert game.stdin is not None
    async for message in tab:
        if message.type != WSMsgType.TEXT:
            continue
        match message.json():
            case ["stdin", str(keys)]:
                packet = pack(b"D", keys.encode(errors="replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                packet = pack_message(type="resize", width=width, height=height)
            case ["focus" | "blur" as what, *_]:
                packet = pack_message(type=what)
            case _:  # a ping, which nobody waits for
                continue
        try:
            game.stdin.write(packet)
            await game.stdin.drain()
        except ConnectionError:  # it has ended: `draw` says so
            continue


async def draw(game: Process, tab: web.WebSocketResponse) -> None:
    """Hand the page what the game draws; once the game has ended, close the page with a
    word why.
    """
    assert game.stdout is not None
    try:
        await game.stdout.readuntil(BEGIN)
        while True:
            kind, size = struct.unpack(">cI", await game.stdout.readexactly(5))
            payload = await game.stdout.readexactly(size)
            if kind == b"D":
                await tab.send_bytes(payload)
    except asyncio.IncompleteReadError:
        reason = FAILED if await game.wait() else ENDED
        await tab.close(message=reason.encode())
    except ConnectionError:  # the page is gone
        return


async def end_game(game: Process) -> None:
    """End the game of a closed tab: by its own way out, else at once."""
    try:
        quitting = game.communicate(pack_message(type="quit"))
        await asyncio.wait_for(quitting, SECONDS_TO_QUIT)
    except TimeoutError:
        game.kill()
        await game.wait()
