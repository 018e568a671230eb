"""`weakspot weak --json`, for a status bar, against Python alone."""

from benchmarks.measure import Row, compare, process, start
from benchmarks.places import PYTHON
from benchmarks.saves import command

ROW = Row("weak", "weakspot weak --json", "python -c pass", 6.5, 8)

start()
ours = process(command(432, 10_000, "weak", "--json"))
compare(ROW, ours, process([PYTHON, "-c", "pass"]), runs=40, warm=3)
