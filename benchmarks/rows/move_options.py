"""A key that moves the cursor, until it is drawn."""

from benchmarks.keys import Round, compare_keys
from benchmarks.measure import Row, start

ROW = Row("move_options", "move key drawn, in a question", "bare app, key to changed Label", 1.6, 2.5)

start()
game = Round("move_options")
game.terminal.settle()
game.first()
compare_keys(ROW, game.move)
game.close()
