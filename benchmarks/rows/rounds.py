"""A round drawn and kept: reported, large against small."""

from benchmarks.games import Played
from benchmarks.measure import Row, compare, start

ROW = Row(
    "rounds", "round drawn, 10k questions, 1M attempts", "same, 432 questions, 10k attempts", None, None
)

start()
large, small = Played(10_000, 1_000_000, "rounds"), Played(432, 10_000, "rounds")
compare(ROW, large.draw, small.draw, runs=30)
large.close()
small.close()
