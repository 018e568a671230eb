"""Enter after a verdict, until the next question is drawn."""

from benchmarks.keys import Round, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "advance", "Enter to next question drawn", "bare app, key to changed Label", 5, 7
)


def advance() -> float:
    """Answer and go on; returns the seconds until the next question is drawn."""
    game.answer()
    return game.advance()


prepare_process()
game = Round("advance")
compare_keys(ROW, advance)
game.close()
