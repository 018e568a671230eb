"""The first start: no bank is in the cache yet."""

import shutil

from benchmarks.banks import make_banks
from benchmarks.measure import Row, compare, start
from benchmarks.places import BARE, CACHE, PYTHON, environment
from benchmarks.rows.home import argv
from benchmarks.terminal import first_paint

ROW = Row("cold", "cold start, 432 questions", "bare app + CSafeLoader of the banks", 1.3, 1.5)


def main() -> None:
    """Measure the row."""
    start()
    parsed = CACHE / "parsed-cold"
    ours = first_paint(
        argv(432, 10_000),
        "weakspot",
        "Today",
        "Sections",
        "quit",
        env=environment(parsed),
        before=lambda: shutil.rmtree(parsed, ignore_errors=True),
    )
    folder = str(make_banks(432) / "questions")
    compare(ROW, ours, first_paint([PYTHON, BARE, "--load", folder], "count-0"))


if __name__ == "__main__":
    main()
