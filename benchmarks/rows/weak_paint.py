"""`weakspot weak --json` against the first paint of a bare app: no face is loaded for it."""

from benchmarks.measure import Row, compare, process, start
from benchmarks.saves import command
from benchmarks.terminal import bare_paint

ROW = Row("weak_paint", "weakspot weak --json", "bare app's first paint", 0.5, 0.6)

start()
compare(ROW, process(command(432, 10_000, "weak", "--json")), bare_paint())
