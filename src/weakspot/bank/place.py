"""Where in its file a question stands, for an editor."""

import re
from pathlib import Path

from weakspot.bank.defect import Refused
from weakspot.bank.reading import read_text


def line_of(path: Path, id: str) -> int:
    """The line, from 1, where the bank at `path` has the question `id`; 1 where it cannot be found."""
    try:
        text, _ = read_text(path)
    except Refused:
        return 1
    quote, lead = "[\"']?", r"^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?"
    found = re.search(rf"{lead}{quote}id{quote}:[ \t]+{quote}{re.escape(id)}(?![\w-])", text, re.MULTILINE)
    return 1 if found is None else text.count("\n", 0, found.start()) + 1
