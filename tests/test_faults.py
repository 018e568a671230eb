"""A short run of `make faults`; signals on the screen are tested in tests/ui."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz_home import child_environment

ROOT = Path(__file__).parent.parent
SHORT = {
    "p01": ("kill", 4),
    "p03": ("lines", 5),
    "p04": ("full", 2),
    "p05": ("writers", 200),
    "p06": ("clocks", 20),
    "p08": ("damage", 8),
    "p13": ("read-only", 4),
    "p14": ("banks", 6),
}


def run_faults(*args: str) -> subprocess.CompletedProcess[str]:
    """Run `faults.run` in a child process, from the root of the checkout."""
    folders = ("src", "tests", "tests/store", "tests/bank")
    return subprocess.run(
        [sys.executable, "-m", "faults.run", *args],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=child_environment(
            PYTHONPATH=os.pathsep.join(str(ROOT / folder) for folder in folders)
        ),
        timeout=240,
    )


@pytest.mark.parametrize("promise", SHORT)
def test_a_promise_is_kept(promise: str) -> None:
    name, count = SHORT[promise]
    result = run_faults(name, "--count", str(count))
    assert result.returncode == 0, result.stdout + result.stderr
    _, row = result.stdout.splitlines()
    assert row.endswith("  kept")
    assert f" {count}  " in row


def test_an_unknown_fault_is_refused() -> None:
    result = run_faults("nothing")
    assert result.returncode == 2
    assert "no such fault: nothing" in result.stderr
