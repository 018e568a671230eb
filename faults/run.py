"""Runs each fault and prints a table. Exit 1 if any promise is broken. `python -m faults.run --help`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from faults import clocks, damage, disks, hostile, killing, signals, writers
from faults.rows import Fault, Row, table

MODULES = (killing, signals, disks, writers, clocks, damage, hostile)
FAULTS = tuple(fault for module in MODULES for fault in module.FAULTS)
SHOWN = 5
"""How many failures of a row are told."""


def main() -> int:
    """All faults, or those named; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join(one.name for one in FAULTS))
    parser.add_argument("--count", type=int, help="so many times each, in place of its own count")
    given = parser.parse_args()
    unknown = {*given.faults} - {one.name for one in FAULTS}
    if unknown:
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    wanted = [one for one in FAULTS if not given.faults or one.name in given.faults]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored in the background
    rows: list[Row] = []
    code = 0
    with TemporaryDirectory(prefix="weakspot-user-") as folder:
        own_world(folder)
        try:
            for fault in wanted:
                rows.append(tested(fault, given.count or fault.count))
        except KeyboardInterrupt:
            print(f"\nstopped; {len(wanted) - len(rows)} not done", file=sys.stderr)
            code = 130
    print("\n".join(table(rows)))
    for row in rows:
        for failure in row.failures[:SHOWN]:
            print(f"{row.promise}, {row.done}: {failure}")
    return code or int(any(row.failures for row in rows))


def own_world(folder: str) -> None:
    """UTC, and no folder or variable of whoever runs it."""
    for name in [one for one in os.environ if one.startswith(("XDG_", "WEAKSPOT_", "LC_"))]:
        del os.environ[name]
    os.environ.update(HOME=folder, TZ="UTC", LANG="C.UTF-8", TERM="xterm-256color")
    time.tzset()
    Path(folder).chmod(0o755)


def tested(fault: Fault, count: int) -> Row:
    """Put one fault to the test, telling on stderr how far it is."""
    start = time.monotonic()
    live = sys.stderr.isatty()

    def tell(done: int) -> None:
        if live:
            print(f"\r{fault.name}: {done} of {count} ", end="", file=sys.stderr, flush=True)

    tell(0)
    row = fault.test(count, tell)
    end = "\r" if live else ""
    print(f"{end}{fault.name}: {row.count} in {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    raise SystemExit(main())
