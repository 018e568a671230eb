"""typed: a sentence with gaps, laid out on lines, that are filled in place."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Part
from weakspot.text import inline, visible
from weakspot.ui.widgets.content import SPOT, STYLES, joined, plain, spotted
from weakspot.ui.widgets.lines import Lines

LONGEST = 500
"""Characters in a gap, or in a number's line."""
HOLD = 0xE000
"""Where the private characters begin that keep a gap's room while the sentence is wrapped."""
GLUE = chr(HOLD + 0xFF)
"""A blank at which no line ends: each mark stays with what it marks."""


def held_lines(prompt: str, gaps: int, room: int, width: int) -> list[Content]:
    """The sentence wrapped, each gap as a run of `room` characters of its own that does not break."""
    holds = [chr(HOLD + gap) * room for gap in range(gaps)]
    prompt = "".join(one for one in prompt if not HOLD <= ord(one) < HOLD + gaps)
    runs = []
    for run, kind in inline(prompt if "{1}" in prompt else "{1}"):
        for gap, hold in enumerate(holds, 1):
            run = run.replace(f"{{{gap}}}", hold)
        runs.append((run, STYLES[kind]))
    return joined(*runs).wrap(width)


def put(line: Content, gap: int, filled: Content) -> Content:
    """The line with a gap's run replaced, where it holds it."""
    hold = chr(HOLD + gap)
    start, end = line.plain.find(hold), line.plain.rfind(hold) + 1
    return line if start < 0 else line[:start] + filled + line[end:]


def filled_gap(part: Part) -> Content:
    """A filled gap with its mark: `✗ prompt cache → KV cache`."""
    right = plain(f"→{GLUE}", "$muted") + plain(part.expected or "", "bold $success")
    if part.right:
        return plain(f"✓{GLUE}{part.given}", "bold $success on $right-ground")
    if part.given is None:
        return right
    return plain(f"✗{GLUE}{part.given}", "bold $error on $wrong-ground") + Content(" ") + right


def pasted_line(text: str) -> str:
    """Pasted text as one safe line that is not too long."""
    lines = text[: 4 * LONGEST].strip().splitlines()
    return visible(lines[0].strip(), line=True)[:LONGEST] if lines else ""


GAP_WIDTH, WHOLE = 24, 100_000
"""Cells that a gap takes, and those that a sentence on one line may take."""


class Gaps(Lines, can_focus=True):
    """The gaps' texts, edited where they stand; posts `Edited` and, for Enter on the last, `Done`."""

    BINDINGS = [
        ("left", "move(-1)"),
        ("right", "move(1)"),
        ("home,ctrl+a", "ends(0)"),
        ("end,ctrl+e", "ends(1)"),
        ("backspace", "rub_out(-1)"),
        ("delete", "rub_out(0)"),
        ("ctrl+u", "clear"),
        ("ctrl+w", "rub_word"),
        ("tab,down", "step(1)"),
        ("shift+tab,up", "step(-1)"),
        ("enter", "next"),
    ]

    question: reactive[TypedQuestion | None] = reactive(None, layout=True)
    texts: reactive[tuple[str, ...]] = reactive((), layout=True)
    parts: reactive[tuple[Part, ...]] = reactive((), layout=True)
    at: reactive[int] = reactive(0)
    caret: reactive[int] = reactive(0)

    warned = False
    """Was it said that a gap is empty, so that Enter submits from any gap?"""

    class Edited(Message):
        """A gap's text has changed."""

        def __init__(self, texts: tuple[str, ...]) -> None:
            super().__init__()
            self.texts = texts

    class Moved(Message):
        """The caret is in another gap."""

    class Done(Message):
        """Enter in the last gap, or in any after a warning."""

    def begin(self, question: TypedQuestion, texts: tuple[str, ...], parts: tuple[Part, ...]) -> None:
        """Show a sentence with these texts in its gaps, graded where there are parts."""
        self.can_focus, self.warned = not parts, False
        self.question, self.texts, self.parts = question, texts, parts
        self.go_to(self.first_empty() or 0)

    def first_empty(self) -> int | None:
        return next((index for index, text in enumerate(self.texts) if not text.strip()), None)

    def watch_at(self) -> None:
        self.post_message(self.Moved())

    @property
    def at_end(self) -> bool:
        """Does Enter submit here, and not go on to another gap?"""
        return self.at + 1 >= len(self.texts) or self.warned or self.first_empty() is None

    def go_to(self, gap: int) -> None:
        """Put the caret at the end of a gap's text."""
        self.at = gap
        self.caret = len(self.texts[gap]) if self.texts else 0

    def empty_last(self) -> bool:
        """Empty the gap at hand, or the last one with a text; was there one?"""
        filled = [index for index in (*range(len(self.texts)), self.at) if self.texts[index]]
        if filled:
            self.at = filled[-1]
            self.change("", 0)
        return bool(filled)

    # Editing

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.texts) and not self.parts

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and not self.parts:
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(pasted_line(event.text))

    def insert(self, text: str) -> None:
        """Put text in at the caret, as far as there is room for it."""
        if self.parts or not self.texts:
            return
        now = self.texts[self.at]
        text = text[: LONGEST - len(now)]
        self.change(now[: self.caret] + text + now[self.caret :], self.caret + len(text))

    def change(self, text: str, caret: int) -> None:
        texts = (*self.texts[: self.at], text, *self.texts[self.at + 1 :])
        self.caret, self.warned = caret, False
        if texts != self.texts:
            self.texts = texts
            self.post_message(self.Edited(texts))

    def action_move(self, step: int) -> None:
        self.caret = min(max(self.caret + step, 0), len(self.texts[self.at]))

    def action_ends(self, end: int) -> None:
        self.caret = len(self.texts[self.at]) if end else 0

    def action_rub_out(self, offset: int) -> None:
        at, text = self.caret + offset, self.texts[self.at]
        if 0 <= at < len(text):
            self.change(text[:at] + text[at + 1 :], at)

    def action_clear(self) -> None:
        self.change(self.texts[self.at][self.caret :], 0)

    def action_rub_word(self) -> None:
        text = self.texts[self.at]
        kept = text[: self.caret].rstrip().rpartition(" ")
        before = kept[0] + kept[1]
        self.change(before + text[self.caret :], len(before))

    def action_step(self, step: int) -> None:
        self.go_to((self.at + step) % len(self.texts))

    def action_next(self) -> None:
        if self.at_end:
            self.post_message(self.Done())
        else:
            self.action_step(1)

    def on_click(self, event: events.Click) -> None:
        gap = event.style.meta.get(SPOT)
        if gap is not None and not self.parts:
            self.go_to(gap)

    # What is drawn

    def gap_width(self, width: int) -> int:
        """One width for all gaps, so that none tells the length of its answer; twice that for a long text."""
        longest = max((cell_len(visible(text, line=True)) + 1 for text in self.texts), default=0)
        return min(GAP_WIDTH if longest <= GAP_WIDTH else 2 * GAP_WIDTH, max(4, width - 1))

    def fill(self, gap: int, width: int) -> Content:
        """What stands in a gap: its text and a line below it."""
        text = self.texts[gap]
        here = gap == self.at and self.has_focus
        style = "underline $accent" if here else "bold underline"
        caret = self.caret if here else len(text)
        parts = text[:caret], text[caret : caret + 1], text[caret + 1 :]
        shown = [plain(visible(part, line=True), style) for part in parts]
        if here:
            shown[1] = (shown[1] or Content(" ")).stylize("reverse")
        while sum(part.cell_length for part in shown) > width and len(shown[0]):
            shown[0] = shown[0][1:]
        line = shown[0] + shown[1] + shown[2]
        line = line.truncate(width) if line.cell_length > width else line
        line += joined(("_" * (width - line.cell_length), "$accent" if here else "$muted"))
        return spotted(line, gap)

    def held(self, width: int) -> list[Content]:
        """The sentence on lines, with room kept for its gaps."""
        if self.question is None:
            return []
        return held_lines(self.question.prompt, len(self.texts), self.gap_width(width), width)

    def build(self, width: int) -> list[Content]:
        if self.question is None:
            return []
        if self.parts:  # a sentence again, with what was right in it
            held, fills = [Content("\n").join(self.held(WHOLE))], list(map(filled_gap, self.parts))
        else:
            room = self.gap_width(width)
            held, fills = self.held(width), [self.fill(gap, room) for gap in range(len(self.texts))]
        for gap, fill in enumerate(fills):
            held = [put(line, gap, fill) for line in held]
        if self.parts:
            held = [Content(one.plain.replace(GLUE, " "), list(one.spans)) for one in held[0].wrap(width)]
        air = [] if self.is_short else [Content("")]
        return [part for line in held for part in (*air, line)][len(air) :]
