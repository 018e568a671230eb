"""The key that opens progress after years, until it is drawn; the line over time follows from a thread."""

from benchmarks.keys import Progress, compare_keys
from benchmarks.measure import Row, start

ROW = Row("progress", "progress opened, 100k attempts", "bare app, key to changed Label", None, None)

start()
game = Progress("progress")
compare_keys(ROW, game.open)
game.close()
