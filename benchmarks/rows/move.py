"""A key that moves the cursor at home, until it is drawn."""

from benchmarks.keys import Home, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row("move", "move key drawn, at home", "bare app, key to changed Label", 1.6, 2.5)

prepare_process()
game = Home("move")
compare_keys(ROW, game.move)
game.close()
