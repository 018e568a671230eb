"""A key in the search line over 10,000 questions, until what it finds is drawn."""

from itertools import cycle

from benchmarks.banks import make_banks
from benchmarks.keys import compare_keys
from benchmarks.measure import Row, start
from benchmarks.places import WEAKSPOT, drop, save_of, scratch_player
from benchmarks.saves import make_save
from benchmarks.terminal import Terminal

QUESTIONS, ATTEMPTS = 10_000, 10_000
ROW = Row("search", "search key drawn, 10k questions", "bare app, key to changed Label", 6, 10)
STEPS = (("z", 9_824), ("e", 6_543), ("k", 528), ("\x7f", 6_543), ("\x7f", 9_824), ("\x7f", 10_000))
"""Letters written and taken out again, each with how many are found then of the seeded questions."""


class Browser:
    """The browser, where a letter narrows what is found and Backspace widens it again."""

    def __init__(self) -> None:
        make_save(QUESTIONS, ATTEMPTS)
        player = scratch_player(QUESTIONS, ATTEMPTS, "search")
        self.save = save_of(QUESTIONS, ATTEMPTS).with_name(f"{player}.db")
        self.terminal = Terminal([WEAKSPOT, "--home", str(make_banks(QUESTIONS)), "--player", player])
        self.terminal.wait_for("quit")
        self.terminal.press("/")
        self.terminal.wait_for(line=f"{QUESTIONS:,} questions")
        self.steps = cycle(STEPS)

    def write(self) -> float:
        """Write the next letter; the seconds until the count of what was found is drawn."""
        letter, count = next(self.steps)
        self.terminal.press(letter)
        return self.terminal.wait_for(line=f"{count:,} questions")

    def close(self) -> None:
        """End the program and remove its save."""
        self.terminal.close()
        drop(self.save)


def main() -> None:
    """Measure the row."""
    start()
    browser = Browser()
    compare_keys(ROW, browser.write)
    browser.close()


if __name__ == "__main__":
    main()
