"""Run weakspot as the server of a page does: packets through pipes, no browser."""

import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from quiz_home import child_environment
from terminal import START_SECONDS

BEGIN = b"__GANGLION__\n"
"""What the game writes before its first packet."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """A packet: D for keys and what is drawn, M for what is told in JSON."""
    return struct.pack(">cI", kind, len(payload)) + payload


class ServedGame(NamedTuple):
    """A game on two pipes; `drawn` is what it drew and nobody asked for yet, `rest` the
    beginning of a packet.
    """

    child: subprocess.Popen[bytes]
    drawn: bytearray
    rest: bytearray

    def tell(self, **message: object) -> None:
        """Send a message such as `type="focus"`."""
        self.write(pack(b"M", json.dumps(message).encode()))

    def type(self, keys: bytes) -> None:
        self.write(pack(b"D", keys))

    def write(self, data: bytes) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(data)

    def read_until(self, text: bytes, seconds: float = START_SECONDS) -> bytes:
        """Return what it draws up to and including `text`; fails at its end, or after
        so many seconds.
        """
        assert self.child.stdout is not None
        end = time.monotonic() + seconds
        while text not in self.drawn:
            left = max(0.0, end - time.monotonic())
            ready, _, _ = select.select([self.child.stdout], [], [], left)
            assert ready, f"nothing more after {bytes(self.drawn[-300:])!r}"
            piece = os.read(self.child.stdout.fileno(), 65536)
            assert piece, f"it ended after {bytes(self.drawn[-300:])!r}"
            self.rest.extend(piece)
            self.unpack()
        length = self.drawn.index(text) + len(text)
        told = bytes(self.drawn[:length])
        del self.drawn[:length]
        return told

    def unpack(self) -> None:
        """Move whole packets from the rest to what was drawn."""
        if self.rest.startswith(BEGIN):
            del self.rest[: len(BEGIN)]
        while len(self.rest) >= 5 and not self.rest.startswith(b"_"):
            kind, size = struct.unpack(">cI", self.rest[:5])
            if len(self.rest) < 5 + size:
                break
            if kind == b"D":
                self.drawn.extend(self.rest[5 : 5 + size])
            del self.rest[: 5 + size]


@contextmanager
def serve_game(home: Path, *args: str) -> Iterator[ServedGame]:
    """Run the program as for a page of 80 columns; kills it at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "weakspot", "--home", str(home), *args],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(
            TEXTUAL_DRIVER="textual.drivers.web_driver:WebDriver",
            COLUMNS="80",
            ROWS="24",
        ),
    ) as child:
        try:
            yield ServedGame(child, bytearray(), bytearray())
        finally:
            child.kill()
