"""The home screen on a large terminal, where more is drawn."""

from benchmarks.measure import Row, compare, start
from benchmarks.terminal import bare_paint, home_paint

ROW = Row("home_wide", "home screen at 120x40", "bare Textual app at 120x40", None, None)

start()
compare(ROW, home_paint(432, 10_000, size=(120, 40)), bare_paint(size=(120, 40)))
