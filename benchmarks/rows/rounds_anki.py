"""A round drawn and kept, against the build of a queue in Anki's own library."""

from benchmarks.deck import WHY_MISSING, Deck
from benchmarks.games import Played
from benchmarks.measure import Row, compare, missing, start

ROW = Row("rounds_anki", "round drawn, 10k questions, 1M attempts", "Anki: queue built of 10k notes", 1, 2)


def main() -> None:
    """Measure the row."""
    start()
    try:
        deck = Deck("rounds")
    except ModuleNotFoundError:
        missing(ROW, WHY_MISSING)
        return
    played = Played(10_000, 1_000_000, "anki")
    compare(ROW, played.draw, deck.build, runs=60)
    played.close()
    deck.close()


if __name__ == "__main__":
    main()
