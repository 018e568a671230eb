"""The key that opens progress after years, until it is drawn; the line over time follows from a thread."""

from benchmarks.keys import Progress, compare_keys
from benchmarks.measure import Row, start

ROW = Row("progress", "progress opened, 100k attempts", "bare app, key to changed Label", None, None)


def main() -> None:
    """Measure the row."""
    start()
    home = Progress("progress")

    def opened() -> float:
        seconds = home.open()
        home.shut()
        return seconds

    compare_keys(ROW, opened)
    home.close()


if __name__ == "__main__":
    main()
