"""Who comes in: by name, page and key."""

import socket

import pytest

from weakspot.serve.door import (
    NO_KEY,
    STRANGE_NAME,
    STRANGE_PAGE,
    Request,
    find_refusal,
)

KEY = "a key"
EVERYWHERE = "0.0.0.0"


def ask(
    served: str = "127.0.0.1",
    host: str | None = "127.0.0.1:8000",
    origin: str | None = None,
    keys: tuple[str | None, ...] = (None, KEY),
    is_socket: bool = False,
) -> str:
    return find_refusal(Request(host, origin, keys, is_socket), served, KEY)


@pytest.mark.parametrize("keys", [(KEY, None), (None, KEY), ("old", KEY)])
def test_the_key_comes_by_the_link_or_by_the_cookie(keys: tuple[str | None]) -> None:
    assert ask(keys=keys) == ""


@pytest.mark.parametrize("keys", [(None, None), ("", ""), ("A key", None), ("ключ",)])
def test_without_the_key_nobody_comes_in(keys: tuple[str | None, ...]) -> None:
    assert ask(keys=keys) == NO_KEY


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:9000", "127.0.0.1", "127.0.0.2:1", "[::1]:8000"]
)
def test_a_local_server_has_the_local_names_whatever_the_port(host: str) -> None:
    assert ask(host=host) == ""


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "localhost.evil.example", "192.168.1.5:8000", "[::1"],
)
def test_a_local_server_has_no_other_name(host: str | None) -> None:
    assert ask(host=host) == STRANGE_NAME


@pytest.mark.parametrize(
    ("served", "host", "is_ours"),
    [
        (EVERYWHERE, "192.168.1.5:8000", True),
        (EVERYWHERE, "localhost:8000", True),
        (EVERYWHERE, socket.gethostname(), True),
        (EVERYWHERE, "evil.example", False),
        ("Box.lan", "box.lan:8000", True),
        ("box.lan", "evil.example", False),
    ],
)
def test_a_server_for_others_has_its_name_and_addresses(
    served: str, host: str, is_ours: bool
) -> None:
    assert ask(served=served, host=host) == ("" if is_ours else STRANGE_NAME)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:9000",
        "http://127.0.0.1",
        "null",
        "http://[",
    ],
)
@pytest.mark.parametrize("is_socket", [False, True])
def test_another_page_does_not_come_in(origin: str, is_socket: bool) -> None:
    assert ask(origin=origin, is_socket=is_socket) == STRANGE_PAGE


def test_a_socket_without_a_page_does_not_come_in() -> None:
    assert ask(is_socket=True) == STRANGE_PAGE
    assert ask(is_socket=True, origin="http://127.0.0.1:8000") == ""
