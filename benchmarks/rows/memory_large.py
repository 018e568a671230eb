"""The program's peak memory at home after years of play; only reported."""

from benchmarks.measure import Row
from benchmarks.peak import compare_memory

ROW = Row(
    "memory_large",
    "memory at home, 10k questions",
    "bare Textual app, one Label",
    None,
    None,
    "MiB",
)

compare_memory(ROW, 10_000, 1_000_000)
