"""Find misspelt or unknown words in banks and documents: `python -m tools.spelling
[FILE…]`.

The dictionary is pyspellchecker's, which is American; `questions/words.txt` adds
British forms, names and terms of the field, and refuses American forms. Code,
addresses, acronyms and sources are skipped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from spellchecker import SpellChecker

from weakspot.bank.faults import position_in
from weakspot.text import format_count

WORDS = Path("questions/words.txt")
GLOBS = (
    "*.md",
    "docs/**/*.md",
    "docs/*.yaml",
    "questions/*.md",
    "questions/*.yaml",
    "benchmarks/*.md",
    "saves/*.md",
)

_UNREAD = frozenset(
    """as_of case concept draw id kind language level misconception rivals section
    source tolerance topic unit url work""".split()  # noqa: SIM905 - one word a line would be a page
)
"""Fields of a bank that hold no sentences."""

_CODE = re.compile(
    r"^```.*?^```|`[^`\n]*`|\]\([^)\s]*\)|<[^>\n]+>|\{\w+\}"
    # an address, a path, a name in code, a number
    r"|(?:https?:)?[\w@/.+-]*(?:[._@=/]|\d)[\w@/.=+-]*\w",
    re.MULTILINE | re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r".|[A-Z]+s?")


class Dictionary(NamedTuple):
    """The known words, and those refused as American; in lower case."""

    known: frozenset[str]
    refused: frozenset[str]

    def find_fault(self, word: str) -> str | None:
        """The fault of a word; None if it is known, or an acronym."""
        if _ACRONYM.fullmatch(word):
            return None
        plain = re.sub(r"'s?$", "", word.replace("’", "'").lower())
        if plain in self.refused:
            return f"American: “{word}” (the banks are in British English)"
        return (
            None
            if plain in self.known
            else f"unknown: “{word}” (mend it, or add it to questions/words.txt)"
        )


def parse_dictionary(words: str) -> Dictionary:
    """The dictionary with the project's words; a line beginning with `not:` refuses its
    own, # comments.
    """
    lines = [line.partition("#")[0].lower().split() for line in words.splitlines()]
    refused = frozenset(
        word for line in lines if line[:1] == ["not:"] for word in line[1:]
    )
    added = (word for line in lines if line[:1] != ["not:"] for word in line)
    return Dictionary(
        frozenset(SpellChecker().word_frequency.words()).union(added), refused
    )


def find_spans(file: Path, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has sentences: all of a document, the texts of a bank."""
    if file.suffix == ".yaml":
        yield from _text_spans(yaml.compose(text, Loader=yaml.CSafeLoader))
    else:
        yield 0, len(text)


def _text_spans(
    node: Any, unread: frozenset[str] = _UNREAD
) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.MappingNode):
        fields = {key.value: value for key, value in node.value}
        # the answer of other kinds is a formula, or true or false
        is_open = "rubric" in fields
        for name, value in fields.items():
            if name == "near":
                # its texts are what players may type
                yield from _text_spans(value, unread | {"text"})
            elif name == "accept":
                for first in value.value[:1]:  # the rest is what players may type, too
                    yield from _text_spans(first)
            elif name not in unread and (name != "answer" or is_open):
                yield from _text_spans(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _text_spans(value, unread)
    elif isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index


def find_faults(file: Path, dictionary: Dictionary) -> list[str]:
    """The unknown words of a file, each with its place."""
    text = file.read_text(encoding="utf-8")
    found = []
    for start, end in find_spans(file, text):
        prose = _CODE.sub(lambda code: " " * len(code[0]), text[start:end])
        for word in _WORD.finditer(prose):
            if (fault := dictionary.find_fault(word[0])) is not None:
                line, column = position_in(text, start + word.start())
                found.append(f"{file}:{line}:{column}: {fault}")
    return found


def main(names: list[str]) -> int:
    """Print the faults of the given files, or of all that players and authors read; 1
    if there are any.
    """
    dictionary = parse_dictionary(WORDS.read_text(encoding="utf-8"))
    files = [Path(name) for name in names] or sorted(
        {file for each in GLOBS for file in Path().glob(each)}
    )
    found = [fault for file in files for fault in find_faults(file, dictionary)]
    print(
        *found,
        (
            f"{format_count(len(files), 'file')}, "
            f"{format_count(len(found), 'word')} to mend"
        ),
        sep="\n",
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
