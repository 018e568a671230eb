"""A round drawn and kept, against the build of a queue in Anki's own library."""

from benchmarks.deck import against_anki
from benchmarks.measure import Row, start

ROW = Row("rounds_anki", "round drawn, 10k questions, 1M attempts", "Anki: queue built of 10k notes", 1, 2)

start()
against_anki(ROW, "draw", "build", runs=60, warm=2)
