"""The console: what it writes and reads, without any game."""

import io

from weakspot.plain.console import ENDLESS_LINES, WIDTH, Console


def build_console(typed: str = "") -> Console:
    """Build a console on which this text is typed."""
    return Console(io.StringIO(typed), io.StringIO(), "unicode")


def written(console: Console) -> list[str]:
    """Return the lines written so far."""
    assert isinstance(console.out, io.StringIO)
    return console.out.getvalue().splitlines()


def test_a_long_text_is_wrapped_and_indented_by_its_lead() -> None:
    console = build_console()
    console.say("word " * 40, lead="  - ")
    first, *others = written(console)
    assert first.startswith("  - word")
    assert all(line.startswith("    word") for line in others)
    assert max(map(len, [first, *others])) <= WIDTH


def test_control_characters_are_written_as_text() -> None:
    console = build_console()
    console.say("\x1b[31mred")
    assert written(console) == ["<U+001B>[31mred"]


def test_empty_lines_are_skipped_unless_they_are_asked_for() -> None:
    console = build_console("\n 1 \n\n")
    assert console.read_line() == "1"
    assert console.read_line(blank=True) == ""
    assert console.read_line(blank=True) is None


def test_only_lines_with_an_answer_among_them_go_on_forever() -> None:
    console = build_console("?\n" * (2 * ENDLESS_LINES))
    for _ in range(ENDLESS_LINES):
        assert console.read_line() == "?"
    console.note_answer()
    for _ in range(ENDLESS_LINES):
        assert console.read_line() == "?"
    assert console.read_line() is None
