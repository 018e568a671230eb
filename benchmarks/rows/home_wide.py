"""The home screen on a large terminal, where more is drawn."""

from benchmarks.measure import Row, compare, start
from benchmarks.places import BARE, PYTHON
from benchmarks.rows.home import argv
from benchmarks.terminal import first_paint

ROW = Row("home_wide", "home screen at 120x40", "bare Textual app at 120x40", None, None)
SIZE = (120, 40)


def main() -> None:
    """Measure the row."""
    start()
    ours = first_paint(argv(432, 10_000), "weakspot", "Today", "Sections", "quit", size=SIZE)
    compare(ROW, ours, first_paint([PYTHON, BARE], "count-0", size=SIZE))


if __name__ == "__main__":
    main()
