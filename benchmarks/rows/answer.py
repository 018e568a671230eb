"""`game.answer`, graded and saved, after a million attempts."""

from benchmarks.games import Played
from benchmarks.measure import Row, compare, start

ROW = Row("answer", "game.answer, 10k questions, 1M attempts", "same, 10k attempts", 1.3, 1.6)

start()
large, small = Played(10_000, 1_000_000, "answer"), Played(10_000, 10_000, "answer")
compare(ROW, large.answer, small.answer, runs=300, warm=10)
large.close()
small.close()
