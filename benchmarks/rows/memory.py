"""The program's peak memory at home, with as many questions as ours."""

from benchmarks.banks import OURS
from benchmarks.measure import Row
from benchmarks.peak import compare_memory

ROW = Row(
    "memory",
    f"memory at home, {OURS} questions",
    "bare Textual app, one Label",
    1.3,
    1.6,
    "MiB",
)

compare_memory(ROW, OURS, 10_000)
