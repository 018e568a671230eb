"""An answer after a million attempts, against an answer in Anki's own library."""

from benchmarks.deck import compare_with_anki
from benchmarks.measure import Row, prepare_process

ROW = Row(
    "answer_anki",
    "game.rounds.answer, 10k questions, 1M attempts",
    "Anki: get_queued_cards, answer_card",
    0.9,
    1.2,
)

prepare_process()
compare_with_anki(ROW, "answer", "answer", runs=300, warm=10)
