"""The home screen, from the start of the program to its last word."""

from benchmarks.measure import Row, compare, start
from benchmarks.terminal import bare_paint, home_paint

ROW = Row("home", "home screen, 432 questions", "bare Textual app, one Label", 1.25, 1.4)

start()
compare(ROW, home_paint(432, 10_000), bare_paint())
