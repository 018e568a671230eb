"""The home screen after years of play, against that after weeks."""

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process
from benchmarks.terminal import home_paint

ROW = Row(
    "home_large",
    "home screen, 10k questions, 1M attempts",
    f"same, {OURS} questions, 10k attempts",
    1.3,
    1.6,
)

prepare_process()
compare(ROW, home_paint(10_000, 1_000_000), home_paint(OURS, 10_000))
