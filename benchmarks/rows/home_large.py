"""The home screen after years, against that of a short while."""

from benchmarks.measure import Row, compare, start
from benchmarks.terminal import home_paint

ROW = Row(
    "home_large", "home screen, 10k questions, 1M attempts", "same, 432 questions, 10k attempts", 1.15, 1.3
)

start()
compare(ROW, home_paint(10_000, 1_000_000), home_paint(432, 10_000))
