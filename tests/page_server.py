"""Run `weakspot serve`, and speak with it as a browser does, by the standard library
alone.
"""

import base64
import json
import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

from quiz_home import child_environment
from terminal import START_SECONDS

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
"""The kinds of frames of a WebSocket."""


class PageServer(NamedTuple):
    """A server; `errors` is where it writes its errors."""

    child: subprocess.Popen[str]
    port: int
    key: str
    errors: Path

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def cookie(self) -> dict[str, str]:
        """The header of whoever came in by the link."""
        return {"Cookie": f"weakspot-{self.port}={self.key}"}

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask for a page; its body is read already."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        link.close()
        return answer

    @contextmanager
    def open_tab(self, **headers: str) -> Iterator["Tab"]:
        """Open a socket as our page does, with these headers changed."""
        given = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            **self.cookie,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(bytes(16)).decode(),
            **headers,
        }
        lines = [f"{name}: {value}" for name, value in given.items() if value]
        with socket.create_connection(("127.0.0.1", self.port)) as link:
            link.settimeout(START_SECONDS)
            head = "\r\n".join(["GET /ws?width=80&height=24 HTTP/1.1", *lines])
            link.sendall(f"{head}\r\n\r\n".encode())
            tab = Tab(link, bytearray(), bytearray())
            tab.read_head()
            yield tab


class Tab(NamedTuple):
    """A socket of a page; `rest` was read and not used yet, `drawn` not asked for."""

    link: socket.socket
    rest: bytearray
    drawn: bytearray

    def read_head(self) -> None:
        while b"\r\n\r\n" not in self.rest:
            self.receive()
        head, _, rest = bytes(self.rest).partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101 "):
            raise ConnectionRefusedError(head.decode().splitlines()[0])
        self.rest[:] = rest

    def receive(self) -> None:
        piece = self.link.recv(65536)
        if not piece:
            raise ConnectionResetError
        self.rest.extend(piece)

    def send(self, *message: object) -> None:
        """Send a message of the page, masked by zeros as it must be masked."""
        data = json.dumps(message).encode()
        assert len(data) < 126
        self.link.sendall(struct.pack("!BB4x", 0x80 | TEXT, 0x80 | len(data)) + data)

    def type(self, keys: str) -> None:
        self.send("stdin", keys)

    def read_frame(self) -> tuple[int, bytes]:
        """The next frame: its kind and what is in it."""
        head = self.take(2)
        kind, size = head[0] & 15, head[1]
        if size >= 126:
            form = "!H" if size == 126 else "!Q"
            (size,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return kind, self.take(size)

    def take(self, size: int) -> bytes:
        while len(self.rest) < size:
            self.receive()
        taken = bytes(self.rest[:size])
        del self.rest[:size]
        return taken

    def read_until(self, text: bytes) -> None:
        """Read what is drawn up to and including `text`."""
        while text not in self.drawn:
            kind, data = self.read_frame()
            assert kind != CLOSE, f"closed after {bytes(self.drawn[-300:])!r}"
            if kind == BINARY:
                self.drawn.extend(data)
        del self.drawn[: self.drawn.index(text) + len(text)]

    def read_close(self) -> str:
        """Read up to the end; why the socket was closed."""
        while True:
            kind, data = self.read_frame()
            if kind == CLOSE:
                return data[2:].decode()


@contextmanager
def run_server(home: Path, *args: str, **changes: str) -> Iterator[PageServer]:
    """Run the server on a free port; kills it at the end."""
    errors = home.parent / "errors.txt"
    with (
        errors.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "weakspot", "serve"),
                *("--home", str(home), "--port", "0", *args),
            ],
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
            env=child_environment(**changes),
        ) as child,
    ):
        try:
            assert child.stdout is not None
            link = re.search(r":(\d+)/\?key=(\S+)", child.stdout.readline())
            assert link is not None, errors.read_text("utf-8")
            yield PageServer(child, int(link[1]), link[2], errors)
        finally:
            child.kill()


def games_of(server: PageServer) -> list[int]:
    """The process ids of the games that the server has started and that are there."""
    listed = Path(f"/proc/{server.child.pid}/task")
    return [
        int(pid)
        for thread in listed.iterdir()
        for pid in (thread / "children").read_text("ascii").split()
    ]


def wait_for_end(pid: int, seconds: float) -> bool:
    """Whether a process that is not ours is gone within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
