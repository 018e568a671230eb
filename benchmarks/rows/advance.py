"""Enter after a verdict, until the next question is drawn."""

from benchmarks.keys import QUESTIONS, RUNS, WARM, Round, compare_keys
from benchmarks.measure import Row, start

ROW = Row("advance", "Enter to next question drawn", "bare app, key to changed Label", 3.5, 5)


def main() -> None:
    """Measure the row."""
    start()
    assert RUNS + WARM < QUESTIONS
    game = Round("advance")

    def advance() -> float:
        game.answer()
        return game.advance()

    compare_keys(ROW, advance)
    game.close()


if __name__ == "__main__":
    main()
