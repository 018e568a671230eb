"""The home screen, from the start of the program to its last word."""

from benchmarks.banks import make_banks
from benchmarks.measure import Row, compare, start
from benchmarks.places import BARE, PYTHON, WEAKSPOT, player_of
from benchmarks.saves import make_save
from benchmarks.terminal import first_paint

ROW = Row("home", "home screen, 432 questions", "bare Textual app, one Label", 1.25, 1.4)


def argv(questions: int, attempts: int) -> list[str]:
    """The command that opens at home."""
    make_save(questions, attempts)
    return [WEAKSPOT, "--home", str(make_banks(questions)), "--player", player_of(attempts)]


def main() -> None:
    """Measure the row."""
    start()
    ours = first_paint(argv(432, 10_000), "weakspot", "Today", "Sections", "quit")
    compare(ROW, ours, first_paint([PYTHON, BARE], "count-0"))


if __name__ == "__main__":
    main()
