"""The catalog from the cache, with the garbage collector paused as at every start."""

import gc

from benchmarks.banks import OURS, make_banks
from benchmarks.measure import Row, Side, call_side, compare, prepare_process
from benchmarks.places import BANK_CACHE
from benchmarks.yaml_loader import load_yaml
from weakspot.bank.catalog import load_catalog
from weakspot.engine.concepts import Concept

ROW = Row("warm", f"warm load, {OURS} questions", "yaml.load(CSafeLoader)", 0.1, 0.2)


def pause_collector(side: Side) -> Side:
    """The side, run with the garbage collector paused."""

    def paused() -> float:
        gc.disable()
        try:
            return side()
        finally:
            gc.enable()

    return paused


def load_concepts() -> list[Concept]:
    """Load the ideas that every start reads."""
    return load_catalog(
        [(folder, "user")], BANK_CACHE / "weakspot" / "banks"
    ).concepts()


prepare_process()
folder = make_banks(OURS) / "questions"
assert sum(len(concept.entries) for concept in load_concepts()) == OURS
compare(
    ROW,
    pause_collector(call_side(load_concepts)),
    call_side(lambda: load_yaml(folder)),
    runs=30,
)
