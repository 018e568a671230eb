"""Keys pressed in turns: in ours, and twice in the bare app."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import cycle

from benchmarks.measure import Row, Side, report, take_turns
from benchmarks.places import BARE, PYTHON, WEAKSPOT, drop, home_of
from benchmarks.saves import scratch_save
from benchmarks.terminal import Terminal

RUNS, WARM = 50, 4


class Home:
    """The home screen, where a key moves the cursor down and up again."""

    words: Sequence[str] = ()
    ready = "quit"
    questions, attempts = 432, 10_000

    def __init__(self, name: str) -> None:
        self.save = scratch_save(self.questions, self.attempts, name)
        place = ("--home", str(home_of(self.questions)), "--player", self.save.stem)
        self.terminal = Terminal([WEAKSPOT, *self.words, *place])
        self.terminal.wait_for(self.ready)
        self.down = False

    def move(self) -> float:
        """Move the cursor; the seconds until it stands there."""
        self.down = not self.down
        self.terminal.press("j" if self.down else "k")
        return self.terminal.wait_for(line="▌ Weak spots" if self.down else "▌ Today")

    def close(self) -> None:
        """End the program and remove its save."""
        self.terminal.close()
        drop(self.save)


class Progress(Home):
    """Home after years, from where progress is opened and closed again."""

    attempts = 100_000

    def open(self) -> float:
        """Open progress; the seconds until it is drawn, all but the line over time. Then go back home."""
        self.terminal.press("s")
        seconds = self.terminal.wait_for("Mastery", "Over time", "topic", "back")
        self.terminal.press("\x1b")
        self.terminal.wait_for("Weak spots", "quit")
        return seconds


class Browser(Home):
    """The browser, where a letter narrows what is found and Backspace widens it again."""

    questions = 10_000
    steps = cycle(
        (("z", 9_824), ("e", 6_543), ("k", 528), ("\x7f", 6_543), ("\x7f", 9_824), ("\x7f", 10_000))
    )
    """Letters written and taken out again, each with how many are found then of the seeded questions."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.terminal.press("/")
        self.terminal.wait_for(line=f"{self.questions:,} questions")

    def write(self) -> float:
        """Write the next letter; the seconds until the count of what was found is drawn."""
        letter, count = next(self.steps)
        self.terminal.press(letter)
        return self.terminal.wait_for(line=f"{count:,} questions")


class Round(Home):
    """A round in play."""

    words = ("play", "--mode", "today", "--questions", str(RUNS + WARM + 6), "--seed", "7")
    ready = "leave"

    @property
    def many(self) -> bool:
        """Can several options be picked of the question that was drawn last?"""
        return "pick   " in self.terminal.seen

    def answer(self) -> float:
        """Answer by a digit, or pick and press Enter; the seconds until the verdict is drawn whole."""
        self.terminal.settle()
        if self.many:
            self.terminal.press("1")
            self.terminal.wait_for(line="●")
            self.terminal.press("\r")
        else:
            self.terminal.press("1")
        return self.terminal.wait_for("next", "undo")

    def saved(self) -> int:
        """How many attempts another connection finds in the save."""
        with closing(sqlite3.connect(self.save)) as db:
            return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])

    def advance(self) -> float:
        """Go on; the seconds until the next question is drawn whole."""
        self.terminal.press("\r")
        return self.terminal.wait_for("don't know", "help")

    def first(self) -> None:
        """Set the cursor on the first option."""
        mark = "▌ ○ " if self.many else "▌ "
        self.cursors = [f"{mark}1", f"{mark}2"]
        if not self.many:
            self.terminal.press("j")
            self.terminal.wait_for(line=self.cursors[0])

    def move(self) -> float:
        self.down = not self.down
        self.terminal.press("j" if self.down else "k")
        return self.terminal.wait_for(line=self.cursors[self.down])


class Bare:
    """The bare app, whose Label changes at each key."""

    def __init__(self) -> None:
        self.terminal = Terminal([PYTHON, BARE])
        self.terminal.wait_for("count-0")
        self.count = 0

    def press(self) -> float:
        """Press a key; the seconds until the Label is drawn anew."""
        self.count += 1
        self.terminal.press("j")
        return self.terminal.wait_for(f"count-{self.count}")


def compare_keys(row: Row, ours: Side) -> None:
    """Measure a key of ours against one of the bare app, and print the row."""
    bare = Bare()
    mine, theirs, again = take_turns([ours, bare.press, bare.press], RUNS, WARM)
    bare.terminal.close()
    report(row, mine, theirs, again)
