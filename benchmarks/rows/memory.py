"""The program's peak memory once the home screen is idle."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, Side, compare, prepare_process, report_missing
from benchmarks.places import BARE, PYTHON
from benchmarks.saves import build_command
from benchmarks.terminal import HOME_WORDS, Terminal

ROW = Row(
    "memory",
    "memory at home, 10k questions",
    "bare Textual app, one Label",
    1.3,
    1.6,
    "MiB",
)


def peak_memory(argv: Sequence[str], *words: str) -> Side:
    """A side: the peak memory (MiB) until the words are drawn and the program is
    idle.
    """

    def side() -> float:
        terminal = Terminal(argv)
        try:
            terminal.wait_for(*words)
            terminal.settle(quiet=0.5)
            status = Path(f"/proc/{terminal.pid}/status").read_text("utf-8")
        finally:
            terminal.close()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    return side


prepare_process()
if Path("/proc/self/status").exists():
    ours = peak_memory(build_command(10_000, 1_000_000), *HOME_WORDS)
    compare(ROW, ours, peak_memory([PYTHON, BARE], "count-0"), runs=5, warm=1)
else:
    report_missing(ROW, "not measured: this system does not tell of a program's memory")
