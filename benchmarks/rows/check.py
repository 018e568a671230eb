"""`weakspot check` of 10,000 questions; the neighbour only parses them."""

from benchmarks.banks import make_banks
from benchmarks.measure import Row, compare, process, start
from benchmarks.places import LOADING, PYTHON, WEAKSPOT

ROW = Row("check", "weakspot check, 10k questions", "yaml.load(CSafeLoader)", 0.8, 1.0)

start()
folder = str(make_banks(10_000) / "questions")
compare(ROW, process([WEAKSPOT, "check", folder]), process([PYTHON, LOADING, folder]), warm=1)
