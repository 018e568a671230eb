"""The home screen on a large terminal, which shows more."""

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process
from benchmarks.terminal import bare_paint, home_paint

ROW = Row(
    "home_wide", "home screen at 120x40", "bare Textual app at 120x40", None, None
)

prepare_process()
compare(ROW, home_paint(OURS, 10_000, size=(120, 40)), bare_paint(size=(120, 40)))
