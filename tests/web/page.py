"""A page of `weakspot serve` in Chromium, and what its terminal shows: that is drawn on
a canvas, so the frames of its socket are drawn once more, in text.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pyte
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
STRANGE_HOST = "quiz.example"
"""A name that leads to this machine, as that of an attacker may."""

PATIENCE = 20_000
STEP = 20
"""Milliseconds to wait for what is to be shown, and between looks."""


class GamePage:
    """A page, and the screen of its newest socket."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        """The addresses of all requests and sockets."""
        self.screen = pyte.Screen(80, 24)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", self.follow)

    def follow(self, link: WebSocket) -> None:
        """Draw what comes through a socket from now on."""
        self.asked.append(link.url)
        size = parse_qs(urlsplit(link.url).query)
        self.screen = screen = pyte.Screen(
            int(size["width"][0]), int(size["height"][0])
        )
        stream = pyte.ByteStream(screen)

        def draw(frame: bytes | str) -> None:
            if isinstance(frame, bytes):
                stream.feed(frame)

        link.on("framereceived", draw)

    @property
    def text(self) -> str:
        """What the terminal shows, each run of white space as one space."""
        return " ".join(" ".join(self.screen.display).split())

    def wait_for(self, *words: str) -> None:
        """Wait until all these words are shown."""
        self.wait_until(lambda: all(word in self.text for word in words), str(words))

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE // STEP):
            if holds():
                return
            self.page.wait_for_timeout(STEP)
        raise AssertionError(f"no {what} in:\n" + "\n".join(self.screen.display))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, text: str) -> None:
        """Click on the first cell of a text that the terminal shows."""
        row, line = next(
            (row, line) for row, line in enumerate(self.screen.display) if text in line
        )
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        wide, high = (
            box["width"] / self.screen.columns,
            box["height"] / self.screen.lines,
        )
        self.page.mouse.click(
            box["x"] + (line.index(text) + 0.5) * wide, box["y"] + (row + 0.5) * high
        )


@contextmanager
def run_chromium() -> Iterator[Browser]:
    """Run Debian's chromium, or Chrome; it resolves no name but one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                f"--host-resolver-rules=MAP {STRANGE_HOST} 127.0.0.1",
            ],
        )
        yield browser
        browser.close()
