"""`weakspot weak --json` against the first paint of a bare app: it loads no user
interface.
"""

from benchmarks.banks import OURS
from benchmarks.measure import Row, compare, prepare_process, process_side
from benchmarks.saves import build_command
from benchmarks.terminal import bare_paint

ROW = Row("weak_paint", "weakspot weak --json", "bare app's first paint", 0.5, 0.6)

prepare_process()
compare(ROW, process_side(build_command(OURS, 10_000, "weak", "--json")), bare_paint())
