"""The home screen after years, against that of a short while."""

from benchmarks.measure import Row, compare, start
from benchmarks.rows.home import argv
from benchmarks.terminal import first_paint

ROW = Row(
    "home_large", "home screen, 10k questions, 1M attempts", "same, 432 questions, 10k attempts", 1.15, 1.3
)
WORDS = ("weakspot", "Today", "Sections", "quit")


def main() -> None:
    """Measure the row."""
    start()
    compare(ROW, first_paint(argv(10_000, 1_000_000), *WORDS), first_paint(argv(432, 10_000), *WORDS))


if __name__ == "__main__":
    main()
