"""Import public decks and count what came in: the table in docs/import.md.

`python -m tools.decks FOLDER`, where FOLDER has a git checkout, or a bare copy, of each
repository as `owner+name` or `owner+name/repo`. None of their files is kept here.
"""

import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from weakspot.formats.anki import read_notes
from weakspot.formats.drafts import FormatError, LeftOut
from weakspot.formats.encodings import decode
from weakspot.formats.importing import make_deck
from weakspot.formats.merging import name_drafts


class Source(NamedTuple):
    """Public files: where they are, under which licence, and how their questions are
    counted apart from our readers.
    """

    format: str
    repository: str
    commit: str
    files: str
    licence: str
    count: Callable[[bytes], int]


def lines_like(pattern: str) -> Callable[[bytes], int]:
    """Counts the lines of a text that match."""
    return lambda data: len(re.findall(pattern, decode(data), re.MULTILINE))


def count_notes(data: bytes) -> int:
    """The notes of a package."""
    return len(read_notes(io.BytesIO(data)))


SOURCES = (
    Source(
        "OpenTriviaQA",
        "uberspot/OpenTriviaQA",
        "dd31530bfbb1",
        "categories/*",
        "CC BY-SA 4.0",
        lines_like(r"^#Q\s"),
    ),
    Source(
        "Open Trivia DB",
        "kickturn/opentdb-scraper",
        "40221acc1fc3",
        "opentdb.json",
        "ISC",
        lines_like('"question":'),
    ),
    Source(
        "Markdown, boxes",
        "Ebazhanov/linkedin-skill-assessments-quizzes",
        "812f7c8968c3",
        "*/*quiz.md",
        "AGPL-3.0",
        lines_like(r"^#{2,5} *Q\d+"),
    ),
    Source(
        "Markdown, `Q:` `C:`",
        "eudoxia0/hashcards",
        "a23b7e2b27bc",
        "example/*.md",
        "Apache-2.0",
        lines_like(r"^[QC]:"),
    ),
    Source(
        "Markdown, `::` and `?`",
        "Malachi-H/Obsidian-Software-Flashcards",
        "c7f563ccc3af",
        "*.md",
        "none named",
        lines_like(r"^\?$"),
    ),
    Source(
        "hascard",
        "Yvee1/hascard",
        "418967e2c6a8",
        "cards/*.txt",
        "BSD-3",
        lines_like("^# "),
    ),
    Source(
        "GIFT",
        "moodle/moodle 2.8",
        "792b487946af",
        "question/format/gift/*.txt",
        "GPL-3.0",
        lines_like(r"(?<!\\)\{"),
    ),
    Source(
        "GIFT",
        "gustavokroton/ruby-moodle-gift-parser",
        "1cc56bcf85d5",
        "spec/*.gift",
        "MIT",
        lines_like("^::"),
    ),
    Source(
        "Aiken",
        "moodle/moodle 2.8",
        "792b487946af",
        "question/format/aiken/*.txt",
        "GPL-3.0",
        lines_like("^ANSWER:"),
    ),
    Source(
        "Moodle XML",
        "moodle/moodle 2.8",
        "792b487946af",
        "question/*/fixtures/*.xml",
        "GPL-3.0",
        lines_like('<question type="(?!category)'),
    ),
    Source(
        "Moodle XML",
        "sonsoleslp/moodlexml-to-json",
        "dee6391227b6",
        "test/test.xml",
        "MIT",
        lines_like('<question type="(?!category)'),
    ),
    Source(
        "CSV, options in a cell",
        "moabzomg/question-generator",
        "61512fe82d44",
        "public/template.csv",
        "Apache-2.0",
        lines_like(",mc$"),
    ),
    Source(
        "Quizlet",
        "tesfamickal/unitek-quizlet-flashcards",
        "23b6c587fab7",
        "*.tsv",
        "none named",
        lines_like(r"^[^\t]+\t"),
    ),
    Source(
        "JSON",
        "el-cms/Open-trivia-database",
        "6026af588466",
        "en/todo/*.json",
        "none named",
        lines_like(r'"question" ?:'),
    ),
    Source(
        "JSON",
        "MuslemaAlshubly/devops-quiz-app",
        "cc7382e27647",
        "data/questions.json",
        "none named",
        lines_like('"question":'),
    ),
    Source(
        "YAML",
        "m-uesaka/quiz-yaml-go",
        "588e8d6298d7",
        "yaml/example.yaml",
        "none named",
        lines_like("^- question:"),
    ),
    Source(
        "Anki, by Anki",
        "AFE123x/Languages-Anki-Deck",
        "2b54acb34537",
        "*.apkg",
        "none named",
        count_notes,
    ),
    Source(
        "Anki, by genanki",
        "mchaver/taiwanese-anki-decks",
        "51fb6b883d81",
        "*.apkg",
        "CC BY-NC-SA 4.0",
        count_notes,
    ),
    Source(
        "Anki, by Anki 2.0",
        "ankitects/anki",
        "c32cb2913d6f",
        "pylib/tests/support/*.apkg",
        "AGPL-3.0",
        count_notes,
    ),
)
FOLDERS = {"moodle/moodle 2.8": "eduardcloud+aws-ebs-moodle"}
"""Where a repository is, if its name does not say."""


class Row(NamedTuple):
    """What came of one source."""

    files: int
    questions: int
    came_in: int
    left: Counter[str]


def main() -> None:
    """Print the table of all sources that are in the folder."""
    folder = Path(sys.argv[1])
    print("| format | where | in the files | come in | left out, and why |")
    print("|---|---|---|---|---|")
    for source in SOURCES:
        files = list(read_files(folder, source))
        if files:
            print(table_row(source, count(source, files)))


def read_files(folder: Path, source: Source) -> Iterator[tuple[str, bytes]]:
    """The files of a source, of all branches, each with its name."""
    name = FOLDERS.get(source.repository, source.repository.replace("/", "+"))
    place = next(
        (each for each in (folder / name / "repo", folder / name) if each.is_dir()),
        None,
    )
    if place is None:
        return
    heads = git(place, "for-each-ref", "--format=%(refname)", "refs/heads").split()
    seen: set[str] = set()
    for head in heads if source.format == "Anki, by Anki" else ["HEAD"]:
        listed = git(place, "-c", "core.quotepath=off", "ls-tree", "-r", head)
        for line in listed.splitlines():
            (_, _, blob), path = line.split("\t")[0].split(), line.split("\t")[1]
            is_wanted = fnmatch(path, source.files) and "README" not in path
            if is_wanted and blob not in seen:
                seen.add(blob)
                command = ["git", "-C", str(place), "cat-file", "blob", blob]
                read = subprocess.run(command, capture_output=True, check=False)
                if read.returncode == 0:  # copies can lack large files
                    yield path, read.stdout


def git(place: Path, *args: str) -> str:
    """What git prints."""
    command = ["git", "-C", str(place), *args]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def count(source: Source, files: list[tuple[str, bytes]]) -> Row:
    """Read all files of a source."""
    questions = came_in = 0
    left: Counter[str] = Counter()
    for name, data in files:
        try:
            questions += source.count(data)
            deck = make_deck(io.BytesIO(data), Path(name), None)
        except FormatError as error:
            left[f"a file: {reason(str(error).partition(': ')[2])}"] += 1
            continue
        named, twice = name_drafts(deck.drafts, (), deck.unit)
        came_in += len(named)
        whole: list[LeftOut] = [
            each for each in (*deck.left, *twice) if not each.is_part
        ]
        left.update(reason(each.why) for each in whole)
    return Row(len(files), questions, came_in, left)


def reason(why: str) -> str:
    """A reason without what differs from question to question."""
    why = why.partition(";")[0].partition(": CSV")[0].partition(" (")[0]
    why = re.sub(r"^line \d+: ", "", why)
    return re.sub(r"the same as \w+ \d+", "there twice", why)


def table_row(source: Source, row: Row) -> str:
    """A row of the table."""
    left = ", ".join(f"{number} {why}" for why, number in row.left.most_common(4))
    more = sum(row.left.values()) - sum(n for _, n in row.left.most_common(4))
    left += f", {more} others" if more else ""
    where = f"{source.repository} {source.commit}, {row.files} files, {source.licence}"
    where = where.replace("1 files", "1 file") if row.files == 1 else where
    return (
        f"| {source.format} | {where} | {row.questions:,} | {row.came_in:,} | {left} |"
    )


if __name__ == "__main__":
    main()
