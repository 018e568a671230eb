"""A round drawn and saved, against building a queue in Anki's own library."""

from benchmarks.deck import compare_with_anki
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "rounds_anki",
    "round drawn, 10k questions, 1M attempts",
    "Anki: queue built of 10k notes",
    1,
    2,
)

prepare_process()
compare_with_anki(ROW, "draw", "build", runs=60, warm=2)
