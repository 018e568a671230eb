"""The log of readings: which questions were answered by somebody who did not write them, and as what."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from weakspot.bank.defect import MOST, Defect, Refused
from weakspot.bank.model import Bank
from weakspot.bank.reader import placed
from weakspot.bank.reading import read_text
from weakspot.engine.values import Fault

Told = Annotated[str, msgspec.Meta(min_length=1)]


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading of a question, `section/id`, in one revision: what was answered, why, what came of it."""

    question: Told
    revision: Told
    answered: Told
    reason: Told
    agrees: bool
    action: str


class Reviews:
    """The logs of some banks, each `docs/question-review.jsonl` beside the bank's folder, if it is there.

    `defects` are what is wrong with those looked into.
    """

    def __init__(self) -> None:
        self._read: dict[Path, set[tuple[str, str]]] = {}
        self.defects: list[Defect] = []

    def unread(self, bank: Bank, path: Path) -> Iterator[Fault]:
        """The questions of the bank at `path` that were never read as they are; none without a log."""
        file = path.resolve().parent.parent / "docs" / "question-review.jsonl"
        if not file.is_file():
            return
        if file not in self._read:
            self._read[file], defects = read_log(file)
            self.defects += defects
        for index, question in enumerate(bank.questions):
            revision = question.revision()
            if (f"{bank.section}/{question.id}", revision) not in self._read[file]:
                message = f"{question.id} was never read in its revision {revision}"
                hint = "have it answered by somebody who did not write it: make blind"
                yield Fault("unread", message, ("questions", index, "id"), hint)


def read_log(path: Path) -> tuple[set[tuple[str, str]], list[Defect]]:
    """The questions that were read, each with its revision, and the lines that are no reading.

    Never raises for what stands in the log. Blank lines are left out.
    """
    read: set[tuple[str, str]] = set()
    try:
        text, _ = read_text(path)
    except Refused as refused:
        return read, placed(path, refused.text, list(refused.faults), "error")
    faults: list[tuple[int, Fault]] = []
    decoder = msgspec.json.Decoder(Review)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            try:
                review = decoder.decode(line)
                read.add((review.question, review.revision))
            except msgspec.DecodeError as error:
                hint = f"one JSON object a line, with {', '.join(Review.__struct_fields__)}"
                faults.append((at, Fault("review", f"no reading of a question: {error}", hint=hint)))
        at += len(line) + 1
    return read, placed(path, text, faults[:MOST], "error")
