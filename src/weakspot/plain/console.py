"""The console: lines of text that are written, and those that the player types."""

import textwrap
from shutil import get_terminal_size
from typing import TextIO

from weakspot.plain.answers import LeadLine
from weakspot.text import choose_marks, translate_signs, visible

WIDTH, MIN_WIDTH = 78, 20
ENDLESS_LINES, ENDLESS_LINE = 10_000, 10_000_000
"""Lines without an answer among them,
and characters of one line, that only an endless input has.
"""


class Console:
    """Writes lines of text, wrapped and in the marks of the output, and reads lines."""

    def __init__(self, lines: TextIO, out: TextIO, marks: str) -> None:
        """`lines` is read line by line; what is written to `out` is flushed before the
        next line is read. `marks` is the player's setting.
        """
        self.lines = lines
        self.out = out
        self.marks = choose_marks(out, marks)
        self.lines_since_answer = 0

    @property
    def is_terminal(self) -> bool:
        """True if lines are typed and read on a terminal."""
        return self.lines.isatty() and self.out.isatty()

    def read_line(self, blank: bool = False, lead: str = "") -> str | None:
        """The next line, stripped; None at the end of input. Empty lines are skipped
        unless `blank`.

        An input that goes on without an answer is treated as ended.
        """
        while True:
            self.out.write(f"{lead}> ")
            self.out.flush()
            line = self.lines.readline(ENDLESS_LINE)
            self.lines_since_answer += 1
            if (
                not line
                or len(line) == ENDLESS_LINE
                or self.lines_since_answer > ENDLESS_LINES
            ):
                self.out.write("\n")
                return None
            if line.strip() or blank:
                return line.strip()
            self.say("Type a number and Enter; ? lists the commands.")

    def note_answer(self) -> None:
        """Count the lines without an answer anew: the one just read is an answer."""
        self.lines_since_answer = 0

    def say_lines(self, lines: list[LeadLine]) -> None:
        for lead, text in lines:
            self.say(text, lead=lead)

    @property
    def width(self) -> int:
        """The columns of a line:
        a narrow terminal has fewer, and may change its size.
        """
        columns = get_terminal_size((0, 0)).columns if self.out.isatty() else 0
        return min(WIDTH, max(MIN_WIDTH, columns - 2)) if columns else WIDTH

    def say(self, *texts: str, lead: str = "") -> None:
        """Write each text on lines of its own, wrapped, `lead` before the first and
        indented by it after.
        """
        for text in texts:
            first = lead
            for line in translate_signs(visible(text), self.marks).rstrip().split("\n"):
                wrapped = textwrap.wrap(
                    line,
                    self.width,
                    initial_indent=first,
                    subsequent_indent=" " * len(lead),
                    break_long_words=False,  # nor at hyphens: a path stays whole
                    break_on_hyphens=False,
                )
                self.out.write("\n".join(wrapped or [first.rstrip()]) + "\n")
                first = " " * len(lead)
        self.out.flush()
