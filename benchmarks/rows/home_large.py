"""The home screen after years of play, against that after weeks."""

from benchmarks.measure import Row, compare, prepare_process
from benchmarks.terminal import home_paint

ROW = Row(
    "home_large",
    "home screen, 10k questions, 1M attempts",
    "same, 432 questions, 10k attempts",
    1.15,
    1.3,
)

prepare_process()
compare(ROW, home_paint(10_000, 1_000_000), home_paint(432, 10_000))
