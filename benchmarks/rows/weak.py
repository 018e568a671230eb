"""`weakspot weak --json`, for a status bar, against Python alone."""

from benchmarks.measure import Row, compare, process, start
from benchmarks.places import PYTHON, WEAKSPOT, home_of, player_of
from benchmarks.saves import make_save

ROW = Row("weak", "weakspot weak --json", "python -c pass", 6.5, 8)


def argv() -> list[str]:
    """The command."""
    make_save(432, 10_000)
    return [WEAKSPOT, "weak", "--json", "--home", str(home_of(432)), "--player", player_of(10_000)]


def main() -> None:
    """Measure the row."""
    start()
    compare(ROW, process(argv()), process([PYTHON, "-c", "pass"]), runs=40, warm=3)


if __name__ == "__main__":
    main()
