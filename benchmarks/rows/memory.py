"""The memory that the program has taken, at its most, once it rests at home."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, Side, compare, missing, start
from benchmarks.places import BARE, PYTHON
from benchmarks.rows.home import argv
from benchmarks.terminal import Terminal

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


def main() -> None:
    """Measure the row."""
    start()
    if not Path("/proc/self/status").exists():
        missing(ROW, "not measured: this system does not tell of a program's memory")
        return
    ours = most_memory(argv(10_000, 1_000_000), "weakspot", "Today", "Sections", "quit")
    compare(ROW, ours, most_memory([PYTHON, BARE], "count-0"), runs=5, warm=1)


if __name__ == "__main__":
    main()
