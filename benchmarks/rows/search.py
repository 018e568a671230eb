"""A key in the search line over 10,000 questions, until the result is drawn."""

from benchmarks.keys import Browser, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "search", "search key drawn, 10k questions", "bare app, key to changed Label", 6, 10
)

prepare_process()
game = Browser("search")
compare_keys(ROW, game.press_letter)
game.close()
