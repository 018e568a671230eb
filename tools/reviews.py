"""List the questions of our banks that nobody else has reviewed as they are now.

`python -m tools.reviews questions` names each with its place, and what is wrong with
the log of reviews. Exit 1 if there is any. `make blind` prints questions for a review.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from weakspot.bank.collector import pause_collector
from weakspot.bank.faults import MAX_FAULTS, UnreadableFile, locate_faults
from weakspot.bank.listing import find_bank_files
from weakspot.bank.model import Bank
from weakspot.bank.reader import read_parsed, read_text
from weakspot.engine.values import Fault, LocatedFault
from weakspot.text import format_count

LOG = Path("docs", "question-review.jsonl")
NonEmptyText = Annotated[str, msgspec.Meta(min_length=1)]


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reading of a question, `section/id`, in one revision: the answer, its reason
    and what came of it.

    Newer readings tell more: the batch that one `reader` had, the `confidence` in 0..1,
    a `second` answer that can be defended or what else is doubtful, and marks of 1 to 5
    for the English and for whether the reader would `recommend` the question.
    """

    question: NonEmptyText
    revision: NonEmptyText
    answered: NonEmptyText
    reason: NonEmptyText
    agrees: bool
    action: str
    reader: str = ""
    confidence: float | None = None
    second: str = ""
    english: int | None = None
    recommend: int | None = None


class ReviewLog(NamedTuple):
    """A log of reviews: keys and revisions of the questions that were `read`, and what
    is wrong with it.
    """

    read: Set[tuple[str, str]]
    faults: tuple[LocatedFault, ...]


def unread_faults(
    bank: Bank, path: Path, logs: dict[Path, ReviewLog]
) -> Iterator[Fault]:
    """Yield the questions of the bank at `path` never reviewed as they are now; nothing
    where no log is kept.

    The log is LOG beside the bank's folder. `logs` caches the logs read so far; a
    missing one is added to it.
    """
    log = path.resolve().parent.parent / LOG
    if not log.is_file():
        return
    if log not in logs:
        logs[log] = read_reviews(log)
    for index, question in enumerate(bank.questions):
        revision = question.revision()
        if (f"{bank.section}/{question.id}", revision) not in logs[log].read:
            message = f"{question.id} was never read in its revision {revision}"
            hint = "have it answered by somebody who did not write it: make blind"
            yield Fault("unread", message, ("questions", index, "id"), hint)


def read_reviews(path: Path) -> ReviewLog:
    """Read a log of reviews. Never raises for its contents; blank lines are skipped."""
    read: set[tuple[str, str]] = set()
    try:
        text, _ = read_text(path)
    except UnreadableFile as error:
        return ReviewLog(read, locate_faults(path, error.text, error.faults, "error"))
    hint = f"one JSON object a line, with {', '.join(Review.__struct_fields__)}"
    faults: list[tuple[int, Fault]] = []
    decoder = msgspec.json.Decoder(Review)
    for line in re.finditer(r"\S.*", text):
        try:
            review = decoder.decode(line[0])
            read.add((review.question, review.revision))
        except msgspec.DecodeError as error:
            if len(faults) < MAX_FAULTS:
                message = f"no reading of a question: {error}"
                faults.append((line.start(), Fault("review", message, hint=hint)))
    return ReviewLog(read, locate_faults(path, text, faults, "error"))


@pause_collector()
def find_review_faults(paths: Sequence[Path]) -> list[LocatedFault]:
    """Find the unread questions of these banks, in order of files, then lines; then
    what is wrong with the logs. A bank that cannot be read has its own faults.
    """
    located: list[LocatedFault] = []
    logs: dict[Path, ReviewLog] = {}
    for path in paths:
        result, parsed = read_parsed(path)
        located += result.faults
        if result.bank is not None and parsed is not None:
            tree = parsed.tree
            placed = tree.locate([*unread_faults(result.bank, path, logs)])
            located += locate_faults(path, tree.text, placed, "warning")
    for log in logs.values():
        located += log.faults
    return located


def main(names: list[str]) -> int:
    """Print the faults of these banks or folders of banks; 1 if there is any."""
    located = find_review_faults(find_bank_files([Path(name) for name in names], ()))
    for fault in located:
        print(fault)
    print(format_count(len(located), "fault"))
    return int(bool(located))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["questions"]))
