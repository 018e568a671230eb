"""A round drawn and saved, large against small; only reported."""

from benchmarks.banks import OURS
from benchmarks.games import ScratchGame
from benchmarks.measure import Row, compare, prepare_process

ROW = Row(
    "rounds",
    "round drawn, 10k questions, 1M attempts",
    f"same, {OURS} questions, 10k attempts",
    None,
    None,
)

prepare_process()
large, small = (
    ScratchGame(10_000, 1_000_000, "rounds"),
    ScratchGame(OURS, 10_000, "rounds"),
)
compare(ROW, large.draw, small.draw, runs=30)
large.close()
small.close()
