"""Print questions without keys, explanations and sources, for somebody who did not
write them to answer.

`python -m tools.blind questions/05-model-adaptation.yaml [ID…]` prints all of a bank,
or the given questions. Options are shuffled, in the same way in every run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random
from signal import SIG_DFL, SIGPIPE, signal

from weakspot.bank.catalog import Catalog, bank_files, load_catalog
from weakspot.engine.slots import present_question
from weakspot.plain.answers import build_reader


def blind_lines(catalog: Catalog, key: str) -> list[str]:
    """One question as it is asked, below its key and revision."""
    entry, question = catalog.entries[key], catalog.question(key)
    slot = present_question(entry, question, Random(key))
    lines = [f"### {key}  revision {entry.revision}  {entry.kind}, level {entry.level}"]
    if question.case is not None:
        case = catalog.section(entry.section).cases[question.case]
        lines += [
            f"Case: {case.title}",
            *(f"  | {line}" for line in case.text.rstrip().split("\n")),
            "",
        ]
    return [
        *lines,
        *(
            f"{lead}{text}"
            for lead, text in build_reader(question, slot).question_lines()
        ),
        "",
    ]


def main(names: list[str]) -> int:
    """Print the given questions, or those of our banks; 2 if there are none, or a bank
    cannot be read.
    """
    files = [Path(name) for name in names if name.endswith(".yaml")] or bank_files(
        Path("questions")
    )
    folders = dict.fromkeys(file.parent for file in files)
    wanted = {name for name in names if not name.endswith(".yaml")}
    with tempfile.TemporaryDirectory() as cache:
        catalog = load_catalog([(folder, "user") for folder in folders], Path(cache))
        sound = {section.file: section.slug for section in catalog.sections}
        for file in files:
            if file not in sound:
                print(f"{file} is no sound bank: weakspot check {file}")
                return 2
        sections = {sound[file] for file in files}
        keys = [
            key
            for key, entry in catalog.entries.items()
            if entry.section in sections and (not wanted or wanted & {key, entry.id})
        ]
        lines = [line for key in keys for line in blind_lines(catalog, key)]
    print("\n".join(lines or ["There is no such question."]))
    return 0 if keys else 2


if __name__ == "__main__":
    signal(SIGPIPE, SIG_DFL)  # `| head` ends it quietly
    sys.exit(main(sys.argv[1:]))
