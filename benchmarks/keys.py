"""Keys pressed in turns, in weakspot and twice in the bare app, and the time until
their effect is drawn.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import cycle

from benchmarks.banks import OURS
from benchmarks.measure import Row, Side, report_row, take_turns
from benchmarks.places import BARE, PYTHON, WEAKSPOT, home_of, remove_database
from benchmarks.saves import copy_save
from benchmarks.terminal import Terminal

RUNS, WARM = 50, 4


class Home:
    """The home screen, where a key moves the cursor down and up again."""

    args: Sequence[str] = ()
    ready_word = "quit"
    questions, attempts = OURS, 10_000

    def __init__(self, name: str) -> None:
        self.save = copy_save(self.questions, self.attempts, name)
        options = ("--home", str(home_of(self.questions)), "--player", self.save.stem)
        self.terminal = Terminal([WEAKSPOT, *self.args, *options])
        self.terminal.wait_for(self.ready_word)
        self.is_down = False

    def move(self) -> float:
        """Move the cursor; returns the seconds until it is drawn there."""
        self.is_down = not self.is_down
        self.terminal.press("j" if self.is_down else "k")
        return self.terminal.wait_for(
            line="▌ Weak spots" if self.is_down else "▌ Today"
        )

    def close(self) -> None:
        """End the program and delete its save."""
        self.terminal.close()
        remove_database(self.save)


class Progress(Home):
    """The home screen after years of play, from which progress is opened and closed
    again.
    """

    attempts = 100_000

    def open_progress(self) -> float:
        """Open progress and go back; returns the seconds until all but the line over
        time was drawn.
        """
        self.terminal.press("s")
        seconds = self.terminal.wait_for("Mastery", "Over time", "topic", "back")
        self.terminal.press("\x1b")
        self.terminal.wait_for("Weak spots", "quit")
        return seconds


class Browser(Home):
    """The browser, where a letter narrows the search and Backspace widens it again."""

    questions = 10_000
    steps = cycle(
        (
            ("z", 9_824),
            ("e", 6_543),
            ("k", 528),
            ("\x7f", 6_543),
            ("\x7f", 9_824),
            ("\x7f", 10_000),
        )
    )
    """Keys pressed in the search line, each with the number of generated questions then
    found.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.terminal.press("/")
        self.terminal.wait_for(line=f"{self.questions:,} questions")

    def press_letter(self) -> float:
        """Press the next key; returns the seconds until the number of questions found
        is drawn.
        """
        letter, count = next(self.steps)
        self.terminal.press(letter)
        return self.terminal.wait_for(line=f"{count:,} questions")


class Round(Home):
    """A round in play."""

    args = (
        "play",
        "--mode",
        "today",
        "--questions",
        str(RUNS + WARM + 6),
        "--seed",
        "7",
    )
    ready_word = "leave"

    @property
    def can_pick_several(self) -> bool:
        """True if several options can be picked in the question drawn last."""
        return "pick   " in self.terminal.seen

    def answer(self) -> float:
        """Answer by a digit, or by a pick and Enter; returns the seconds until the
        whole verdict is drawn.
        """
        self.terminal.settle()
        if self.can_pick_several:
            self.terminal.press("1")
            self.terminal.wait_for(line="●")
            self.terminal.press("\r")
        else:
            self.terminal.press("1")
        return self.terminal.wait_for("next", "undo")

    def count_saved(self) -> int:
        """Count the attempts that another connection finds in the save."""
        with closing(sqlite3.connect(self.save)) as db:
            return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])

    def advance(self) -> float:
        """Go on; returns the seconds until the whole next question is drawn."""
        self.terminal.press("\r")
        return self.terminal.wait_for("don't know", "help")

    def go_to_first(self) -> None:
        """Put the cursor on the first option, from which `move` goes down and up."""
        mark = "▌ ○ " if self.can_pick_several else "▌ "
        self.cursors = [f"{mark}1", f"{mark}2"]
        if not self.can_pick_several:
            self.terminal.press("j")
            self.terminal.wait_for(line=self.cursors[0])

    def move(self) -> float:
        self.is_down = not self.is_down
        self.terminal.press("j" if self.is_down else "k")
        return self.terminal.wait_for(line=self.cursors[self.is_down])


class Bare:
    """The bare app, whose Label changes with each key."""

    def __init__(self) -> None:
        self.terminal = Terminal([PYTHON, BARE])
        self.terminal.wait_for("count-0")
        self.count = 0

    def press(self) -> float:
        """Press a key; returns the seconds until the changed Label is drawn."""
        self.count += 1
        self.terminal.press("j")
        return self.terminal.wait_for(f"count-{self.count}")


def compare_keys(row: Row, ours: Side) -> None:
    """Measure a key of weakspot against one of the bare app, and print the row."""
    bare = Bare()
    times = take_turns([ours, bare.press, bare.press], RUNS, WARM)
    bare.terminal.close()
    report_row(row, *times)
