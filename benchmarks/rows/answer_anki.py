"""`game.answer` after a million attempts, against an answer in Anki's own library."""

from benchmarks.deck import WHY_MISSING, Deck
from benchmarks.games import Played
from benchmarks.measure import Row, compare, missing, start

ROW = Row(
    "answer_anki", "game.answer, 10k questions, 1M attempts", "Anki: get_queued_cards, answer_card", 0.9, 1.2
)


def main() -> None:
    """Measure the row."""
    start()
    try:
        deck = Deck("answer")
    except ModuleNotFoundError:
        missing(ROW, WHY_MISSING)
        return
    played = Played(10_000, 1_000_000, "anki")
    compare(ROW, played.answer, deck.answer, runs=300, warm=10)
    played.close()
    deck.close()


if __name__ == "__main__":
    main()
