"""`weakspot serve` as a browser meets it: the door, the tabs, and how it all ends."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from page_server import PageServer, games_of, run_server, wait_for_end
from quiz_home import query_save, run_weakspot, save_path
from terminal import run_on_terminal

GONE = 6
"""Seconds within which a game whose server was killed is gone, on a busy machine."""


@pytest.fixture
def server(home: Path) -> Iterator[PageServer]:
    with run_server(home) as running:
        yield running


def count_answers(home: Path) -> int:
    ((count,),) = query_save(save_path(home), "SELECT count(*) FROM attempt")
    return int(count)


# The door


def test_the_link_brings_the_page_and_a_cookie_that_brings_it_again(
    server: PageServer,
) -> None:
    first = server.get(f"/?key={server.key}")
    cookie = first.getheader("Set-Cookie") or ""
    assert first.status == 200
    assert "<title>weakspot</title>" in first.text
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    again = server.get("/", Cookie=cookie.partition(";")[0])
    assert again.text == first.text
    for name in ("css/xterm.css", "js/textual.js"):
        assert server.get(f"/static/{name}", **server.cookie).status == 200


def test_the_page_names_no_other_place(server: PageServer) -> None:
    page = server.get("/", **server.cookie)
    assert "//" not in page.text.replace("// ", "").replace("^http/", "")
    assert "default-src 'self'" in (page.getheader("Content-Security-Policy") or "")


@pytest.mark.parametrize("path", ["/", "/?key=wrong", "/static/js/textual.js", "/ws"])
def test_without_the_key_there_is_a_sentence(server: PageServer, path: str) -> None:
    answer = server.get(path, Origin=f"http://{server.host}")
    assert (answer.status, "Open the link" in answer.text) == (403, True)


def test_another_host_is_turned_away_with_the_key(server: PageServer) -> None:
    answer = server.get(f"/?key={server.key}", Host="evil.example")
    assert (answer.status, answer.getheader("Set-Cookie")) == (403, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": ""},
        {"Cookie": "weakspot=wrong"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
)
def test_a_strange_socket_is_turned_away_and_starts_no_game(
    server: PageServer, headers: dict[str, str]
) -> None:
    with (
        pytest.raises(ConnectionRefusedError, match="403"),
        server.open_tab(**headers),
    ):
        pass
    assert games_of(server) == []


# The tabs


def test_a_tab_plays_and_a_new_one_goes_on_where_it_was(
    server: PageServer, home: Path
) -> None:
    with server.open_tab() as tab:
        tab.send("focus")
        tab.read_until(b"quit")
        tab.type("\r")
        tab.read_until(b"don't know")
        tab.type("0")
        tab.read_until(b"Not known yet")
    with server.open_tab() as tab:
        tab.read_until(b"Go on")
        tab.type("\r")
        tab.read_until(b"Not known yet")
    assert count_answers(home) == 1


def test_a_closed_tab_leaves_no_process(server: PageServer) -> None:
    with server.open_tab() as tab:
        tab.read_until(b"quit")
        (game,) = games_of(server)
    assert wait_for_end(game, GONE)


def test_a_game_that_ends_says_so_to_its_page(server: PageServer) -> None:
    with server.open_tab() as tab:
        tab.read_until(b"quit")
        tab.type("\x11")
        assert tab.read_close() == "The game has ended. Every answer is saved."


def test_a_game_that_cannot_begin_says_where_to_look(
    server: PageServer, home: Path
) -> None:
    save_path(home).parent.mkdir(exist_ok=True)
    save_path(home).write_bytes(os.urandom(8192))
    with server.open_tab() as tab:
        assert "weakspot serve tells which" in tab.read_close()
    assert "weakspot: " in server.errors.read_text("utf-8")


def test_nonsense_from_a_page_ends_nothing(server: PageServer) -> None:
    with server.open_tab() as tab:
        tab.send("what")
        tab.send("resize", {"width": "wide"})
        tab.send("stdin")
        tab.read_until(b"quit")
    assert server.errors.read_text("utf-8") == ""


def test_one_tab_too_many_is_told_so(home: Path) -> None:
    with run_server(home) as server, ExitStack() as tabs:
        opened = [tabs.enter_context(server.open_tab()) for _ in range(17)]
        reason = opened[-1].read_close()
        assert reason.startswith("16 tabs are open")
        opened[0].link.close()
        deadline = time.monotonic() + GONE
        while len(games_of(server)) > 15 and time.monotonic() < deadline:
            time.sleep(0.02)
        tabs.enter_context(server.open_tab()).read_until(b"quit")


# The end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_a_second_with_tabs_open(
    server: PageServer, home: Path, number: signal.Signals
) -> None:
    with server.open_tab() as tab, server.open_tab() as other:
        other.read_until(b"quit")
        tab.read_until(b"quit")
        games = games_of(server)
        began = time.monotonic()
        server.child.send_signal(number)
        assert server.child.wait(GONE) == 0
        took = time.monotonic() - began
        assert tab.read_close() == "weakspot serve has ended. Every answer is saved."
    assert took < 1  # it takes 0.04 s where the machine does nothing else
    assert all(wait_for_end(game, GONE) for game in games)


def test_killing_it_leaves_no_game_and_loses_no_answer(
    server: PageServer, home: Path
) -> None:
    with server.open_tab() as tab:
        tab.read_until(b"quit")
        tab.type("\r")
        tab.read_until(b"don't know")
        tab.type("0")
        tab.read_until(b"Not known yet")
        (game,) = games_of(server)
        server.child.kill()
        assert wait_for_end(game, GONE)
    assert count_answers(home) == 1


# The command


def test_a_port_that_is_taken_is_told_in_one_line(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run_weakspot("serve", "--home", home, "--port", port)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert f"port {port}" in result.stderr
    assert "another program" in result.stderr


def test_a_host_that_is_not_known_is_told_in_one_line(home: Path) -> None:
    result = run_weakspot("serve", "--home", home, "--host", "no such host")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "no such host" in result.stderr


def test_without_the_extra_it_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.delitem(sys.modules, "weakspot.serve.server", raising=False)
    result = run_weakspot("serve", "--home", home)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert 'pip install "weakspot[serve]"' in result.stderr


@pytest.mark.parametrize("args", [("--player", "A/b"), ("-s", "nowhere")])
def test_a_wrong_player_or_subject_is_told_before_it_serves(
    home: Path, args: tuple[str, ...]
) -> None:
    result = run_weakspot("serve", "--home", home, *args)
    assert (result.returncode, result.stdout) == (2, "")


def test_beyond_this_machine_it_warns(home: Path) -> None:
    with run_server(home, "--host", "0.0.0.0", "--player", "ann") as server:
        warned = server.errors.read_text("utf-8")
        assert "plain HTTP" in warned
        assert f"ssh -L {server.port}" in warned
        assert server.get(f"/?key={server.key}").status == 200
        with server.open_tab() as tab:
            tab.read_until(b"quit")
    assert (home / "saves" / "ann.db").exists()


def test_a_game_in_a_terminal_loads_nothing_of_it(home: Path) -> None:
    script = (
        "import sys, atexit; from weakspot.cli import run\n"
        "served = {'aiohttp', 'textual_serve', 'jinja2'}\n"
        "told = lambda: print('LOADED', sorted(name for name in sys.modules"
        " if name in served or name.startswith('weakspot.serve')))\n"
        "atexit.register(told); run()"
    )
    with run_on_terminal(home, "play", program=("-c", script)) as game:
        game.read_until(b"don't know")
        game.type(b"\x11")
        assert b"LOADED []" in game.read_until(None)
