"""Enter or a digit, until the answer is saved and its verdict drawn."""

from benchmarks.keys import QUESTIONS, RUNS, WARM, Round, compare_keys
from benchmarks.measure import Row, start

ROW = Row("verdict", "Enter to verdict drawn and saved", "bare app, key to changed Label", 3.5, 5)


def main() -> None:
    """Measure the row."""
    start()
    assert RUNS + WARM < QUESTIONS
    game = Round("verdict")

    before = game.saved()
    game.answer()
    assert game.saved() == before + 1, "a verdict was drawn and is not saved"
    game.advance()

    def answer() -> float:
        seconds = game.answer()
        game.advance()
        return seconds

    compare_keys(ROW, answer)
    game.close()


if __name__ == "__main__":
    main()
