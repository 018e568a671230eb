"""The home screen, from the start of the program until its last word is drawn."""

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process
from benchmarks.terminal import bare_paint, home_paint

ROW = Row(
    "home", f"home screen, {OURS} questions", "bare Textual app, one Label", 1.35, 1.5
)

prepare_process()
compare(ROW, home_paint(OURS, 10_000), bare_paint())
