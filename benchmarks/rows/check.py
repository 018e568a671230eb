"""`weakspot check` of 10,000 questions; the anchor only parses them."""

from benchmarks.banks import make_banks
from benchmarks.measure import Row, compare, prepare_process, process_side
from benchmarks.places import PYTHON, WEAKSPOT, YAML_LOADER

ROW = Row("check", "weakspot check, 10k questions", "yaml.load(CSafeLoader)", 0.8, 1.0)

prepare_process()
folder = str(make_banks(10_000) / "questions")
compare(
    ROW,
    process_side([WEAKSPOT, "check", folder]),
    process_side([PYTHON, YAML_LOADER, folder]),
    warm=1,
)
