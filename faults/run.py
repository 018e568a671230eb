"""Runs each fault and prints a table. Exit 1 if any promise is broken. `python -m
faults.run --help`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from faults import clocks, damage, disks, hostile, kills, signals, writers
from faults.rows import Fault, Row, table_lines

MODULES = (kills, signals, disks, writers, clocks, damage, hostile)
FAULTS = tuple(fault for module in MODULES for fault in module.FAULTS)
MAX_FAILURES = 5
"""The most failures of a row that are printed."""


def main() -> int:
    """Test all faults or those named, and print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "faults",
        nargs="*",
        metavar="FAULT",
        help=", ".join(fault.name for fault in FAULTS),
    )
    parser.add_argument(
        "--count", type=int, help="so many times each, in place of its own count"
    )
    args = parser.parse_args()
    unknown = {*args.faults} - {fault.name for fault in FAULTS}
    if unknown:
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    wanted = [fault for fault in FAULTS if not args.faults or fault.name in args.faults]
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell may ignore it for background jobs
    rows: list[Row] = []
    code = 0
    with TemporaryDirectory(prefix="weakspot-user-") as folder:
        isolate_environment(folder)
        try:
            for fault in wanted:
                rows.append(run_fault(fault, args.count or fault.count))
        except KeyboardInterrupt:
            print(f"\nstopped; {len(wanted) - len(rows)} not done", file=sys.stderr)
            code = 130
    print("\n".join(table_lines(rows)))
    for row in rows:
        for failure in row.failures[:MAX_FAILURES]:
            print(f"{row.promise}, {row.action}: {failure}")
    return code or int(any(row.failures for row in rows))


def isolate_environment(folder: str) -> None:
    """Set UTC and a home in `folder`, and remove the variables that would change what
    is tested.
    """
    for name in [
        name for name in os.environ if name.startswith(("XDG_", "WEAKSPOT_", "LC_"))
    ]:
        del os.environ[name]
    os.environ.update(HOME=folder, TZ="UTC", LANG="C.UTF-8", TERM="xterm-256color")
    time.tzset()
    Path(folder).chmod(0o755)


def run_fault(fault: Fault, count: int) -> Row:
    """Test one fault; say on stderr which, and then how long it took."""
    start = time.monotonic()
    print(f"{fault.name}: ", end="", file=sys.stderr, flush=True)
    row = fault.test(count)
    print(
        f"{row.count} in {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True
    )
    return row


if __name__ == "__main__":
    raise SystemExit(main())
