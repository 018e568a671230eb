"""The home screen, from the start of the program until its last word is drawn."""

from benchmarks.measure import Row, compare, prepare_process
from benchmarks.terminal import bare_paint, home_paint

ROW = Row(
    "home", "home screen, 432 questions", "bare Textual app, one Label", 1.25, 1.4
)

prepare_process()
compare(ROW, home_paint(432, 10_000), bare_paint())
