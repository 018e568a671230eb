"""`weakspot weak --json`, for a status bar, against Python alone."""

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process, process_side
from benchmarks.places import PYTHON
from benchmarks.saves import build_command

ROW = Row("weak", "weakspot weak --json", "python -c pass", 6.5, 8)

prepare_process()
ours = process_side(build_command(OURS, 10_000, "weak", "--json"))
compare(ROW, ours, process_side([PYTHON, "-c", "pass"]), runs=40, warm=3)
