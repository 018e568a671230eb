"""The program's peak memory once the home screen is idle, against the bare app's."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, Side, compare, prepare_process, report_missing
from benchmarks.places import BARE, PYTHON
from benchmarks.saves import build_command
from benchmarks.terminal import HOME_WORDS, Terminal


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


def compare_memory(row: Row, questions: int, attempts: int) -> None:
    """Measure a row: home with this many questions and attempts."""
    prepare_process()
    if not Path("/proc/self/status").exists():
        why = "not measured: this system does not tell of a program's memory"
        report_missing(row, why)
        return
    ours = peak_memory(build_command(questions, attempts), *HOME_WORDS)
    compare(row, ours, peak_memory([PYTHON, BARE], "count-0"), runs=5, warm=1)
