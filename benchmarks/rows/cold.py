"""The first start, with no bank in the cache."""

import shutil

from benchmarks.banks import OURS, make_banks
from benchmarks.measure import Row, compare, prepare_process
from benchmarks.places import CACHE, environment
from benchmarks.terminal import bare_paint, home_paint

ROW = Row(
    "cold",
    f"cold start, {OURS} questions",
    "bare app + CSafeLoader of the banks",
    1.4,
    1.7,
)
PARSED = CACHE / "parsed-cold"

prepare_process()
ours = home_paint(
    OURS,
    10_000,
    env=environment(PARSED),
    before=lambda: shutil.rmtree(PARSED, ignore_errors=True),
)
compare(ROW, ours, bare_paint("--load", str(make_banks(OURS) / "questions")))
