"""Enter or a digit, until the answer is saved and its verdict drawn."""

from benchmarks.keys import Round, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "verdict",
    "Enter to verdict drawn and saved",
    "bare app, key to changed Label",
    5,
    7,
)


def answer() -> float:
    """Answer and go on; returns the seconds until the verdict is drawn."""
    seconds = game.answer()
    game.advance()
    return seconds


prepare_process()
game = Round("verdict")
before = game.count_saved()
answer()
assert game.count_saved() == before + 1, "a verdict was drawn and is not saved"
compare_keys(ROW, answer)
game.close()
