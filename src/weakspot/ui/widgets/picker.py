"""Options to pick from: choice, multi, truefalse."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from weakspot.engine.values import Part
from weakspot.ui.widgets.lines import hanging, told
from weakspot.ui.widgets.rows import Rows

NOWHERE = -1
"""The cursor before the player moved it: an Enter that only meant to go on answers nothing."""


class Options(msgspec.Struct, frozen=True):
    """Options in the order shown; `parts` are their graded parts, in the same order, once answered.

    `of` names the question, since two of them can have the same options.
    """

    texts: tuple[str, ...] = ()
    many: bool = False
    parts: tuple[Part, ...] = ()
    of: str = ""


class Picker(Rows):
    """The options of the question in play; a digit picks, and answers where one is right."""

    BINDINGS = [
        *[Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)],
        Binding("space", "toggle_row", show=False),
        Binding("backspace", "take_back", show=False),
        Binding("0", "unknown", show=False),
    ]

    options: reactive[Options] = reactive(Options(), layout=True)
    picks: reactive[frozenset[int]] = reactive(frozenset())

    @dataclass
    class Submitted(Message):
        """The player answers with these positions on the screen, from 0; None: I don't know."""

        picks: frozenset[int] | None

    @dataclass
    class Unfinished(Message):
        """The player submits, but nothing is picked."""

    def __init__(self) -> None:
        super().__init__(id="picker")
        self.history: list[frozenset[int]] = []

    @property
    def is_graded(self) -> bool:
        """Are the options shown with their verdict?"""
        return bool(self.options.parts)

    def watch_options(self, before: Options, after: Options) -> None:
        if (before.of, before.texts) != (after.of, after.texts) or not after.parts:
            self.picks = frozenset()
            self.history.clear()
            self.cursor = 0 if after.many else NOWHERE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once graded, its keys are the screen's."""
        return not self.is_graded

    def row_count(self) -> int:
        return len(self.options.texts)

    def gap(self) -> int:
        return 1 if self.is_tall else 0

    def row_lines(self, index: int, width: int) -> list[Content]:
        text = self.options.texts[index]
        if self.is_graded:
            return self.graded_lines(index, text, width)
        here = self.under_cursor(index)
        gutter = ("▌ ", "$accent") if here else "  "
        lead = Content.assemble(gutter, self.pick_mark(index), self.number(index, here), "  ")
        ground = "on $cursor" if here else ""
        return grounded(hanging(lead, told(text), width), width, ground)

    def graded_lines(self, index: int, text: str, width: int) -> list[Content]:
        """An option with its verdict; where the screen is short, only those that matter."""
        part = self.options.parts[index]
        picked, right = part.given is not None, part.expected is not None
        if not picked and not right:
            if self.is_short:
                return []
            lead = Content.assemble("  ", self.pick_mark(index), (str(index + 1), "$muted"), "  ")
            return hanging(lead, told(text, "$muted"), width)
        mark, style, ground = ("✓", "$success", "on $right-ground") if right else (
            "✗", "$error", "on $wrong-ground"
        )  # fmt: skip
        if right and not picked and self.options.many:
            mark = "~"
        lead = Content.assemble(
            (f"{mark} ", style), self.pick_mark(index), (str(index + 1), f"bold {style}"), "  "
        )
        return grounded(hanging(lead, told(text), width), width, ground)

    def pick_mark(self, index: int) -> Content:
        """`●` or `○` where several can be picked."""
        if not self.options.many:
            return Content("")
        part = self.options.parts[index] if self.is_graded else None
        picked = part.given is not None if part else index in self.picks
        return Content.assemble(("● ", "$accent") if picked else ("○ ", "$muted"))

    def number(self, index: int, here: bool) -> Content:
        """The digit that picks the option."""
        return Content.assemble((str(index + 1), "bold $accent" if here else "$muted"))

    def action_pick(self, number: int) -> None:
        if number > self.row_count():
            return
        if self.options.many:
            self.cursor = number - 1
        self.pick(number - 1)

    def action_move(self, step: int) -> None:
        if self.cursor == NOWHERE:
            self.cursor = 0 if step > 0 else self.row_count() - 1
        else:
            super().action_move(step)

    def action_toggle_row(self) -> None:
        if self.cursor == NOWHERE:
            self.post_message(self.Unfinished())
        else:
            self.pick(self.cursor)

    def action_choose(self) -> None:
        """Enter: submit what is picked; where one is right, the row under the cursor."""
        if not self.options.many:
            self.action_toggle_row()
        elif self.picks:
            self.post_message(self.Submitted(self.picks))
        else:
            self.post_message(self.Unfinished())

    def action_unknown(self) -> None:
        self.post_message(self.Submitted(None))

    def action_take_back(self) -> None:
        self.take_back()

    def clicked(self, index: int) -> None:
        if not self.is_graded:
            self.pick(index)

    def pick(self, index: int) -> None:
        """Pick or unpick where several can be right, else answer."""
        if self.options.many:
            self.history.append(self.picks)
            self.picks ^= {index}
        else:
            self.post_message(self.Submitted(frozenset({index})))

    def take_back(self) -> bool:
        """Undo the last pick; was there one?"""
        if not self.history:
            return False
        self.picks = self.history.pop()
        return True


def grounded(lines: list[Content], width: int, ground: str) -> list[Content]:
    """The lines filled to the width on a ground of their own."""
    if not ground:
        return lines
    filled = [line + Content(" " * (width - line.cell_length)) for line in lines]
    return [line.stylize_before(ground) for line in filled]
