"""What sort and match share: rows that are each given one of several numbered targets."""

from __future__ import annotations

from textual.content import Content

from weakspot.engine.values import Places
from weakspot.ui.widgets.answer import UNKNOWN, Asked
from weakspot.ui.widgets.form import Form, Look, marked
from weakspot.ui.widgets.lines import gutter, plain


class PlaceForm(Form):
    """A digit gives the row under the cursor its target, and goes on to the next row without one."""

    word, verb = "placed", "places"
    apart = False
    """Can a target be used once only?"""

    def __init__(self, asked: Asked, rows: int) -> None:
        empty = Places(places=(None,) * rows)
        super().__init__(asked, asked.draft if isinstance(asked.draft, Places) else empty)
        self.items, self.targets = asked.shown
        self.cursor = self.gap_after(-1)

    @property
    def places(self) -> tuple[int | None, ...]:
        """Where each item was put, in bank order."""
        return self.state.places if isinstance(self.state, Places) else ()

    def count(self) -> int:
        return len(self.items)

    def number(self, item: int) -> Content:
        """The number of an item's target on the screen; a dot while it has none."""
        target = self.places[item]
        if target is None:
            return plain("·", "$muted")
        return plain(str(self.targets.index(target) + 1), "bold $accent")

    def lead(self, index: int, look: Look) -> tuple[Content, str, str]:
        """A row's mark once it is graded, else its gutter; its colour and its ground."""
        if self.parts and self.is_known:
            mark, style, ground = marked(self.parts[self.items[index]])
            return plain(f"{mark} ", style), style, ground
        here = self.is_here(index, look)
        return gutter(here), "$accent", "on $cursor" if here else ""

    def gap_after(self, row: int) -> int:
        """The next row without a target, from `row` on and round; `row` where there is none."""
        rows = [*range(row + 1, self.count()), *range(row + 1)]
        return next((one for one in rows if self.places[self.items[one]] is None), max(0, row))

    def put(self, row: int, target: int | None) -> None:
        """Give a row its target, or none; one that can be used once leaves its other row."""
        places = list(self.places)
        if self.apart and target is not None:
            places = [None if place == target else place for place in places]
        places[self.items[row]] = target
        self.state = Places(places=tuple(places))

    def give(self, target: int) -> None:
        """Give the cursor's row a target and go on."""
        self.put(self.cursor, target)
        self.cursor = self.gap_after(self.cursor)

    def digit(self, number: int) -> None:
        if number <= len(self.targets):
            self.give(self.targets[number - 1])

    def back(self) -> bool:
        """Take the cursor's row out again."""
        if self.places[self.items[self.cursor]] is None:
            return False
        self.put(self.cursor, None)
        return True

    def enter(self) -> None:
        missing = self.places.count(None)
        if missing == len(self.places):
            last = len(self.targets)
            self.says = f"Nothing is {self.word} yet: 1-{last} {self.verb} the row, 0 {UNKNOWN}."
        elif missing and not self.warned:
            self.warned = True
            self.cursor = self.gap_after(-1)
            self.says = f"{missing} not {self.word}. Enter again submits as it is."
        else:
            self.submits = True

    def placed_words(self) -> str:
        """“3 of 6 placed.”"""
        done = len(self.places) - self.places.count(None)
        return f"{done} of {len(self.places)} {self.word}."
