"""The command `serve`: the game in a browser, on a page that this machine serves."""

import errno
import os
import secrets
import socket
import sys

import click

from weakspot.commands.context import current_home, current_player, current_save
from weakspot.commands.options import PLAYER, SUBJECT, command
from weakspot.errors import WeakspotError
from weakspot.serve.door import is_local
from weakspot.text import one_line

LOCAL = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")
"""The hosts that stand for all addresses of a machine."""

NO_EXTRA = 'a browser needs more than a terminal does; pip install "weakspot[serve]"'
OPEN_TO_OTHERS = """\
weakspot: this is plain HTTP: whoever listens on the network reads the key, and can play
  too. Put TLS in front, or leave out --host and let others in by
  `ssh -L {port}:127.0.0.1:{port}`; docs/browser.md has both."""


@command(
    "weakspot serve                          prints a link that opens the game",
    "weakspot serve --player ann             each tab plays as ann",
    "weakspot serve -s kubernetes --port 8765",
)
@click.option(
    "--host", metavar="HOST", default=LOCAL, help="Where to listen; else 127.0.0.1."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    help="The port, 8000 if none is given; 0 takes a free one.",
)
def serve(host: str, port: int) -> None:
    """Play in a browser, by a link whose key only you have. Ctrl+C ends it."""
    current_save()  # a wrong subject or player is told before a tab is opened
    try:
        from weakspot.serve.server import GameServer  # late: only this command serves
    except ModuleNotFoundError as error:
        raise WeakspotError(NO_EXTRA) from error
    with listen(host, port) as listener:
        port = listener.getsockname()[1]
        key = secrets.token_urlsafe(24)
        if not is_local(host):
            click.echo(OPEN_TO_OTHERS.format(port=port), err=True)
        click.echo(f"{make_link(host, port, key)}\n")
        click.echo(
            f"Whoever has this link plays as {current_player()}. Ctrl+C ends it."
        )
        sys.stdout.flush()
        GameServer(game_command(), host, port, key).run(listener)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. WeakspotError if that cannot be."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise WeakspotError(
            f"no host {one_line(host)} is known here; name an address of this machine"
        ) from error
    except OSError as error:
        place = f"{one_line(host)}, port {port}, cannot be listened on"
        if error.errno == errno.EADDRINUSE:
            hint = f"another program does; weakspot serve --port {port + 1}"
        else:
            hint = f"{os.strerror(error.errno or 0)}; name another --host or --port"
        raise WeakspotError(f"{place}: {hint}") from error


def make_link(host: str, port: int, key: str) -> str:
    """The address that opens the game."""
    name = socket.gethostname() if host in EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/?key={key}"


def game_command() -> list[str]:
    """The command line of each game: with the home, subject and player that were
    given.
    """
    given = click.get_current_context().meta
    options = {
        "--home": current_home(),
        "--subject": given.get(SUBJECT),
        "--player": given.get(PLAYER),
    }
    words = [f"{name}={value}" for name, value in options.items() if value is not None]
    return [sys.executable, "-P", "-m", "weakspot", *words]
