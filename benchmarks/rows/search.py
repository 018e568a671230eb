"""A key in the search line over 10,000 questions, until what it finds is drawn."""

from benchmarks.keys import Browser, compare_keys
from benchmarks.measure import Row, start

ROW = Row("search", "search key drawn, 10k questions", "bare app, key to changed Label", 6, 10)

start()
game = Browser("search")
compare_keys(ROW, game.write)
game.close()
