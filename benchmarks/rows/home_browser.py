"""The home screen in a browser, from asking for the page until its last word is drawn,
against the same in a terminal; all on one core, the browser too.
"""

import subprocess
import time
from importlib.util import find_spec
from shutil import which

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process, report_missing
from benchmarks.places import environment
from benchmarks.saves import build_command
from benchmarks.terminal import HOME_WORDS, home_paint

ROW = Row(
    "home_browser", "home screen in a browser", "the same in a terminal", None, None
)
CHROMIUM = which("chromium") or which("google-chrome")
VIEW = 727, 510
"""Pixels for 80 columns and 24 rows."""


def measure() -> None:
    """Keep a server and a browser running, and open a page in each turn."""
    from playwright.sync_api import sync_playwright

    command = build_command(OURS, 10_000, "serve", "--port", "0")
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment()
        ) as server,
        sync_playwright() as playwright,
    ):
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )

        def page_paint() -> float:
            """The seconds until every word came, and a frame with them was drawn."""
            page = browser.new_page(viewport={"width": VIEW[0], "height": VIEW[1]})
            drawn = bytearray()
            page.on(
                "websocket",
                lambda socket: socket.on(
                    "framereceived",
                    lambda frame: drawn.extend(
                        frame if isinstance(frame, bytes) else b""
                    ),
                ),
            )
            started = time.perf_counter()
            page.goto(link, wait_until="commit")
            while not all(word.encode() in drawn for word in HOME_WORDS):
                page.wait_for_timeout(1)
            page.evaluate("() => new Promise(requestAnimationFrame)")
            seconds = time.perf_counter() - started
            page.close()
            return seconds

        compare(ROW, page_paint, home_paint(OURS, 10_000))
        browser.close()
        server.terminate()


prepare_process()
if CHROMIUM is None:
    report_missing(ROW, "not measured: there is no chromium (apt-get install chromium)")
elif find_spec("playwright") is None:
    report_missing(ROW, 'not measured: no playwright (pip install -e ".[web]")')
else:
    measure()
