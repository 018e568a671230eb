"""A key that moves the cursor in a question, until it is drawn."""

from benchmarks.keys import Round, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "move_options",
    "move key drawn, in a question",
    "bare app, key to changed Label",
    1.6,
    2.5,
)

prepare_process()
game = Round("move_options")
game.terminal.settle()
game.go_to_first()
compare_keys(ROW, game.move)
game.close()
