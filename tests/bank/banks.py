"""A sound bank for the tests, and ways to write and check banks."""

from pathlib import Path

from weakspot.bank.checks import check_banks
from weakspot.engine.values import LocatedFault

QUESTION = """\
  - id: {id}
    kind: choice
    topic: chunking
    level: 2
    prompt: {prompt}
    options:
      - text: The passages are cut too long
        right: true
      - text: The ranking uses old vectors
        why: They were made this morning.
        misconception: old-vectors
      - text: The model forgets its tuning
        why: Nobody tuned it.
    explain: Long passages blur their vector. Cut them shorter and measure again.
    source: {{title: A handbook}}
"""

HEAD = """\
section: rag
title: Retrieval
about: How passages are found.
notes: |
  ## Chunking

  Cut text into passages.
topics:
  chunking: {title: Chunking}
misconceptions:
  old-vectors: Vectors age by themselves.
questions:
"""


def make_question(id: str = "one", prompt: str = "Why does a search miss it?") -> str:
    """Return a sound choice question as the YAML of an item of `questions`."""
    return QUESTION.format(id=id, prompt=prompt)


SOUND = HEAD + make_question()


def write_yaml(
    folder: Path, text: str | bytes = SOUND, name: str = "01-rag.yaml"
) -> Path:
    """Write a bank byte by byte; returns its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def find_faults(folder: Path, text: str) -> list[LocatedFault]:
    """Write a bank and check it, without the rules for courses."""
    return check_banks([write_yaml(folder, text)], strict=False)


def find_strict_faults(folder: Path, text: str) -> list[LocatedFault]:
    """Write a bank and check it as a course that may be as small as it is."""
    found = check_banks([write_yaml(folder, text)], strict=True)
    of_size = ("topic-questions", "unused-misconception")
    return [fault for fault in found if fault.rule not in of_size]
