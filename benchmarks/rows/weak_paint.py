"""`weakspot weak --json` against the first paint of a bare app: no face is loaded for it."""

from benchmarks.measure import Row, compare, process, start
from benchmarks.places import BARE, PYTHON
from benchmarks.rows.weak import argv
from benchmarks.terminal import first_paint

ROW = Row("weak_paint", "weakspot weak --json", "bare app's first paint", 0.5, 0.6)


def main() -> None:
    """Measure the row."""
    start()
    compare(ROW, process(argv()), first_paint([PYTHON, BARE], "count-0"))


if __name__ == "__main__":
    main()
