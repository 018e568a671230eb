"""The door of the server: which requests come in. What the player has to know of them
is the key in the link.
"""

import socket
from hmac import compare_digest
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

STRANGE_NAME = "weakspot is not served under this name.\n"
STRANGE_PAGE = "Another page asked for this; only the page of weakspot may.\n"
NO_KEY = "Open the link that `weakspot serve` has printed: the key is in it.\n"


class Request(NamedTuple):
    """What the door looks at: the headers Host and Origin, the key in the address and
    that in the cookie; None where there is none.
    """

    host: str | None
    origin: str | None
    keys: tuple[str | None, ...]
    is_socket: bool


def find_refusal(request: Request, served_host: str, key: str) -> str:
    """Why a request does not come in, for whoever made it; empty if it may."""
    if not is_our_name(request.host or "", served_host):
        return STRANGE_NAME
    # a browser says which page opens a socket; what says nothing is no browser
    if request.origin is None:
        is_our_page = not request.is_socket
    else:
        is_our_page = network_place(request.origin) == request.host
    if not is_our_page:
        return STRANGE_PAGE
    given = [one for one in request.keys if one is not None]
    return "" if any(is_same(one, key) for one in given) else NO_KEY


def is_our_name(host: str, served_host: str) -> bool:
    """True if a page may know us by this `Host`, whatever the port: a page elsewhere
    can have its own name lead here, but not an address, `localhost` or ours.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if is_local(name) or is_local(served_host):
        return is_local(name)
    return name in (served_host.lower(), socket.gethostname().lower()) or (
        is_address(name)
    )


def is_local(host: str) -> bool:
    """True for names that only this machine reaches."""
    return host == "localhost" or (is_address(host) and ip_address(host).is_loopback)


def is_address(host: str) -> bool:
    """True for an IP address, of either version."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def network_place(origin: str) -> str:
    """The host and port of an origin; empty if it has none, or is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def is_same(given: str, key: str) -> bool:
    """Compare in a time that tells nothing of the key."""
    return compare_digest(given.encode(errors="surrogateescape"), key.encode())
