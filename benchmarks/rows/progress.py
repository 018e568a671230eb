"""The key that opens progress after years of play, until all but the line over time is
drawn.
"""

from benchmarks.keys import Progress, compare_keys
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "progress",
    "progress opened, 100k attempts",
    "bare app, key to changed Label",
    None,
    None,
)

prepare_process()
game = Progress("progress")
compare_keys(ROW, game.open_progress)
game.close()
