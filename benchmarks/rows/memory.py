"""The memory that the program has taken, at its most, once it rests at home."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, Side, compare, missing, start
from benchmarks.places import BARE, PYTHON
from benchmarks.saves import command
from benchmarks.terminal import HOME_WORDS, Terminal

ROW = Row("memory", "memory at home, 10k questions", "bare Textual app, one Label", 1.3, 1.6, "MiB")


def most_memory(argv: Sequence[str], *words: str) -> Side:
    """A side: the most memory that the program held until the words were drawn and all was quiet."""

    def side() -> float:
        terminal = Terminal(argv)
        try:
            terminal.wait_for(*words)
            terminal.settle(quiet=0.5)
            told = Path(f"/proc/{terminal.pid}/status").read_text("utf-8")
        finally:
            terminal.close()
        return int(told.partition("VmHWM:")[2].split()[0]) / 1024

    return side


start()
if Path("/proc/self/status").exists():
    ours = most_memory(command(10_000, 1_000_000), *HOME_WORDS)
    compare(ROW, ours, most_memory([PYTHON, BARE], "count-0"), runs=5, warm=1)
else:
    missing(ROW, "not measured: this system does not tell of a program's memory")
