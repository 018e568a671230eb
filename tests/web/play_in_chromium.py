"""`weakspot serve` in a real browser: `make test-web`.

Not collected by `make test`, which has the packets and the door without one.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from page import CHROMIUM, STRANGE_HOST, GamePage, run_chromium
from playwright.sync_api import Browser

from page_server import PageServer, games_of, run_server, wait_for_end
from quiz_home import query_save, run_weakspot, save_path

BANK = Path(__file__).parents[2] / "docs" / "01-examples.yaml"
QUESTIONS = 10
GLANCE = 500
"""Milliseconds until a player can have seen a question: an Enter before is dropped."""
VERDICT = "details"
"""A word that the footer has once a question is answered."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "there is no chromium: apt-get install chromium"
    with run_chromium() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a question of each kind."""
    questions = tmp_path / "home" / "questions"
    questions.mkdir(parents=True)
    shutil.copy(BANK, questions)
    return questions.parent


@pytest.fixture
def server(home: Path) -> Iterator[PageServer]:
    with run_server(home) as running:
        yield running


@pytest.fixture
def game(browser: Browser, server: PageServer) -> Iterator[GamePage]:
    """The first screen, opened by the link; nothing was asked of another place."""
    context = browser.new_context(viewport={"width": 1000, "height": 640})
    game = GamePage(context.new_page())
    game.page.goto(f"http://{server.host}/?key={server.key}")
    game.wait_for("Today", "quit")
    yield game
    assert {urlsplit(address).netloc for address in game.asked} == {server.host}
    context.close()


def find_kind(text: str) -> str:
    """The kind of the question whose words are shown: the longest without a mark."""
    for question in yaml.safe_load(BANK.read_text("utf-8"))["questions"]:
        words = max(re.split(r"\{\w+\}|[`*\n]", question["prompt"]), key=len)
        if words.strip()[:24] in text:
            return str(question["kind"])
    raise AssertionError(f"no question of ours is shown: {text}")


def answer(game: GamePage) -> str:
    """Answer the question by keys or a click; returns its kind."""
    kind = find_kind(game.text)
    game.page.wait_for_timeout(GLANCE)
    match kind:
        case "choice":
            game.click("1  ")
        case "truefalse":
            game.click("False")
        case "multi":
            game.press("1", "2", "Enter")
        case "number":
            game.press("4", "2", "Enter")
        case "typed":
            game.press("K", "V", "Enter")
            game.page.wait_for_timeout(GLANCE)  # on to the second gap
            game.press("4", "2", "Enter")
        case "order":
            game.press("2", "Enter")
        case _:
            game.press("0")
    game.wait_for(VERDICT)
    return kind


def test_ten_questions_are_played_with_a_reload_in_between(
    game: GamePage, home: Path
) -> None:
    game.press("Enter")
    played: Counter[str] = Counter()
    for number in range(1, QUESTIONS + 1):
        game.wait_for(f"{number} of {QUESTIONS}")
        if number == 6:
            game.page.reload()
            game.wait_for("Go on", "Today, 6 of 10")
            game.press("Enter")
            game.wait_for("6 of 10", "leave")
        played[answer(game)] += 1
        game.press("Enter")
    game.wait_for("results")
    game.press("Control+q")
    game.page.wait_for_selector("dialog[open]")
    said = game.page.inner_text("dialog p")
    assert said == "The game has ended. Every answer is saved."
    logged = query_save(save_path(home), "SELECT kind FROM attempt")
    assert Counter(kind for (kind,) in logged) == played
    assert len(played) >= 5
    assert run_weakspot("save", "verify", "--home", home).returncode == 0
    game.page.click("dialog button")
    game.wait_for("Today", "quit")


def test_another_size_of_the_window_is_drawn_anew(game: GamePage) -> None:
    game.page.set_viewport_size({"width": 300, "height": 150})
    game.wait_until(lambda: "This terminal is" in game.text, "a word that it is small")


def test_a_paste_is_typed_into_a_field(game: GamePage) -> None:
    game.press("/")
    game.wait_for("all sections")
    game.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "MCP server");
            document.querySelector(".xterm-helper-textarea").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    game.wait_for("MCP server")


def test_keys_that_need_a_terminal_are_hidden(game: GamePage) -> None:
    game.press("?")
    game.wait_for("this list")
    assert "fg comes back" not in game.text


def test_a_closed_tab_leaves_no_process(game: GamePage, server: PageServer) -> None:
    (pid,) = games_of(server)
    game.page.close()
    assert wait_for_end(pid, 6)


def test_a_server_that_ends_is_told_on_the_page(
    game: GamePage, server: PageServer
) -> None:
    server.child.terminate()
    game.page.wait_for_selector("dialog[open]")
    assert game.page.inner_text("dialog p").startswith("weakspot serve has ended.")


def test_two_tabs_play_on_one_save(game: GamePage, home: Path) -> None:
    other = GamePage(game.page.context.new_page())
    other.page.goto(game.page.url)
    other.wait_for("Today", "quit")
    for tab in (game, other):
        tab.press("Enter")
        tab.wait_for("leave")
        answer(tab)
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(2,)]


# Turned away


@pytest.mark.parametrize("key", ["", "?key=wrong"])
def test_a_wrong_key_is_turned_away(
    browser: Browser, server: PageServer, key: str
) -> None:
    page = browser.new_page()
    response = page.goto(f"http://{server.host}/{key}")
    assert response is not None
    assert response.status == 403
    assert "Open the link" in page.inner_text("body")
    page.close()


def test_a_wrong_host_is_turned_away(browser: Browser, server: PageServer) -> None:
    page = browser.new_page()
    response = page.goto(f"http://{STRANGE_HOST}:{server.port}/?key={server.key}")
    assert response is not None
    assert response.status == 403
    assert "under this name" in page.inner_text("body")
    page.close()


def test_a_page_of_another_port_gets_no_socket_though_it_has_the_cookie(
    game: GamePage, server: PageServer
) -> None:
    before = games_of(server)
    page = game.page.context.new_page()  # the browser that came in by the link
    strange = "http://127.0.0.1:9/"
    page.route(strange, lambda route: route.fulfill(body="<p>Strange</p>"))
    page.goto(strange)
    opened = page.evaluate(
        """address => new Promise(told => {
            const socket = new WebSocket(address);
            socket.onopen = () => told(true);
            socket.onerror = () => told(false);
        })""",
        f"ws://{server.host}/ws",
    )
    assert opened is False
    assert games_of(server) == before
