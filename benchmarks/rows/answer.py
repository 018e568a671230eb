"""An answer graded and saved, after a million attempts against ten thousand."""

from benchmarks.games import ScratchGame
from benchmarks.measure import Row, compare, prepare_process

ROW = Row(
    "answer",
    "game.rounds.answer, 10k questions, 1M attempts",
    "same, 10k attempts",
    1.3,
    1.6,
)

prepare_process()
large, small = (
    ScratchGame(10_000, 1_000_000, "answer"),
    ScratchGame(10_000, 10_000, "answer"),
)
compare(ROW, large.answer, small.answer, runs=300, warm=10)
large.close()
small.close()
