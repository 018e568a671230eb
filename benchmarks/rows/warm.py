"""The catalog of 432 questions from the cache, with the collector paused as at every start."""

import gc

from benchmarks.banks import make_banks
from benchmarks.loading import load
from benchmarks.measure import Row, Side, compare, start, timed
from benchmarks.places import BANK_CACHE
from weakspot.bank.catalog import load_catalog
from weakspot.engine.entries import Idea

ROW = Row("warm", "warm load, 432 questions", "yaml.load(CSafeLoader)", 0.08, 0.15)


def paused(side: Side) -> Side:
    """The side with the collector paused."""

    def quiet() -> float:
        gc.disable()
        try:
            return side()
        finally:
            gc.enable()

    return quiet


def ideas() -> list[tuple[Idea, list[str]]]:
    """What a start reads."""
    return list(load_catalog([(folder, "user")], BANK_CACHE / "weakspot" / "banks").ideas())


start()
folder = make_banks(432) / "questions"
assert sum(len(keys) for _, keys in ideas()) == 432
compare(ROW, paused(timed(ideas)), timed(lambda: load(folder)), runs=30)
