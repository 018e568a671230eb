"""The catalog of 432 questions from the cache, with the collector paused as at every start."""

import gc

from benchmarks.banks import make_banks
from benchmarks.loading import load
from benchmarks.measure import Row, Side, compare, start, timed
from benchmarks.places import BANK_CACHE
from weakspot.bank.catalog import load_catalog

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


def main() -> None:
    """Measure the row."""
    start()
    folder = make_banks(432) / "questions"
    parsed = BANK_CACHE / "weakspot" / "banks"
    assert sum(len(keys) for _, keys in load_catalog([(folder, "user")], parsed).ideas()) == 432
    ours = timed(lambda: list(load_catalog([(folder, "user")], parsed).ideas()))
    compare(ROW, paused(ours), timed(lambda: load(folder)), runs=30)


if __name__ == "__main__":
    main()
