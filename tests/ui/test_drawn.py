"""What stands on a real terminal, where Textual sends only what it takes to have
changed.
"""

from pathlib import Path

from quiz_home import make_bank, make_item, write_bank
from terminal import run_on_terminal

CASE = {
    "sheet": {
        "title": "A sheet",
        "text": "\n".join(f"row {number}" for number in range(16)),
    }
}
WORDS = " ".join(f"word{number}" for number in range(30))


def test_the_next_question_is_drawn_whole_where_the_last_was_scrolled(
    tmp_path: Path,
) -> None:
    high = make_item("high", "one", case="sheet", prompt="What does the sheet show?")
    other = make_item("other", "two", kind="multi", prompt=f"{WORDS} end?")
    bank = make_bank("s", {"one": "One", "two": "Two"}, high, other)
    write_bank(tmp_path, "01-s.yaml", bank | {"cases": CASE})
    with run_on_terminal(
        tmp_path, "play", "--section", "s", "--seed", "2"
    ) as played:  # the high one first
        played.read_until(b"A sheet")
        played.read_all()
        played.type(b"0")
        played.read_until(b"Enter")
        played.read_all()
        played.type(b"\r")
        drawn = played.read_until(b"end?").decode()
    assert [word for word in WORDS.split() if word not in drawn] == []
