"""Commands that carry questions between programs: import, export."""

from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from weakspot.bank.catalog import BESIDES, Catalog, bank_files, load_catalog
from weakspot.bank.lookup import find_section
from weakspot.bank.model import Bank
from weakspot.bank.reader import read_bank
from weakspot.bank.slugs import name_words
from weakspot.commands.context import (
    current_base,
    current_places,
    current_subject,
    play_words,
)
from weakspot.commands.options import PATH, SUBJECT, command
from weakspot.commands.output import show
from weakspot.commands.saves import require_new, taken_error
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import kind_words
from weakspot.errors import BankError, UsageError, WeakspotError, os_error_words
from weakspot.files import new_file_beside, publish_new
from weakspot.formats.cards import WAYS
from weakspot.formats.drafts import LeftOut, references_in, shorten
from weakspot.formats.exporting import FORMATS, write_as
from weakspot.formats.importing import (
    Deck,
    ImportPlan,
    carry_out,
    plan_import,
    read_deck,
)
from weakspot.formats.writing import Export, Written, fields_of
from weakspot.game.subjects import list_new, new_folder
from weakspot.text import format_count, one_line

MAX_LISTED = 20
"""The most things left out that are listed, but for a dry run, which lists all."""
ENDINGS = {
    ".gift": "gift",
    ".xml": "moodle",
    ".csv": "csv",
    ".apkg": "anki",
    ".json": "json",
}
"""The format of a file to be written, by its ending."""


@command(
    "weakspot import spanish.apkg -s spanish     a deck of Anki's, as a subject",
    "weakspot import quiz.csv --dry-run          what would come in, and what not",
    "weakspot import words.tsv --as choice       cards, with options to pick from",
    "weakspot import more.gift --section verbs   into one section",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@click.option("--section", metavar="S", help="Into this section; else one of its own.")
@click.option(
    "--as",
    "way",
    type=click.Choice(WAYS),
    help="How cards with a front and a back are asked; else by their length.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_(
    files: tuple[Path, ...], section: str | None, way: str | None, dry_run: bool
) -> None:
    """Bring questions and cards of other programs into a subject.

    It is the one that -s names, which is made if there is none, else the one that
    `weakspot` would play.

    What FILE is, is found by what is in it: CSV, TSV, Anki (.apkg, .colpkg, text),
    Quizlet, GIFT, Aiken, Moodle XML, Open Trivia DB, OpenTriviaQA, Markdown, hascard,
    or a list of questions in YAML or JSON. Each becomes a bank that you can read and
    change; importing it again updates what changed. Exit 1 if a file brought nothing.
    """
    target = find_target()
    came_in = failed = False
    for file in files:
        try:
            deck = read_deck(file, way)
            plan = plan_import(deck, target.folder, section or "", one_line(file.name))
            refuse_replacing(plan, target.taken)
            if not dry_run:
                carry_out(plan)
        except WeakspotError as error:
            click.echo(f"weakspot: {error}", err=True)
            failed = True
            continue
        except OSError as error:
            words = f"{one_line(file)} cannot be read: {os_error_words(error)}"
            click.echo(f"weakspot: {words}", err=True)
            failed = True
            continue
        show(plan_lines(file, deck, plan, dry_run))
        came_in = came_in or bool(plan.named)
        failed = failed or not plan.named
    if came_in and not dry_run:
        if target.is_new:
            list_new(current_base(), target.name)
        show([play_words(target.name)])
    if failed:
        raise SystemExit(1)


class Target(NamedTuple):
    """The subject that questions come into, and the folder of its banks. `taken` are
    the sections that none of them may replace.
    """

    name: str
    folder: Path
    taken: frozenset[str] = frozenset()
    is_new: bool = False


def find_target() -> Target:
    """The subject that was given, which may be a new one, else the one that would be
    played. Raises UsageError for the one that comes with weakspot, and for an unfit
    name.
    """
    try:
        subject = current_subject()
    except UsageError:  # no subject has that name
        name = str(click.get_current_context().meta[SUBJECT])
        return Target(name, new_folder(current_base(), name), is_new=True)
    if subject.is_shipped:
        raise UsageError(
            "nothing comes into the questions of weakspot itself; name a subject of "
            "your own, a new one is made: weakspot import FILE -s NAME"
        )
    besides = [folder for folder, origin in subject.places.banks if origin == BESIDES]
    taken = (name_words(file.name) for folder in besides for file in bank_files(folder))
    return Target(subject.name, subject.folder, frozenset(taken))


def refuse_replacing(plan: ImportPlan, taken: Set[str]) -> None:
    """Raise UsageError if a bank would stand in for one of another subject."""
    for change in plan.changes:
        if change.section in taken:
            raise UsageError(
                f"{change.section} is the name of a shipped section, which this would "
                "replace; name another with --section"
            )


def plan_lines(file: Path, deck: Deck, plan: ImportPlan, is_dry: bool) -> list[str]:
    """What an import did, or would do: what comes in and what does not, with the place
    of each.
    """
    name = one_line(file.name)
    kinds = Counter(str(draft.fields["kind"]) for _, draft in plan.named)
    counted = ", ".join(
        f"{number:,} {kind_words(kind)}" for kind, number in kinds.most_common()
    )
    whole = [left for left in plan.left if not left.is_part]
    parts = [left for left in plan.left if left.is_part]
    lines = [f"{name} ({deck.format}): {format_count(len(plan.named), 'question')}"]
    lines[0] += f": {counted}" if counted else ""
    if is_dry:
        lines += [
            f"  {deck.unit} {draft.line}  {draft.fields['kind']:<9}  "
            f"{shorten(draft.prompt)}"
            for _, draft in plan.named
        ]
    lines += left_lines(f"{len(whole):,} left out", whole, deck.unit, is_dry)
    lines += left_lines(
        f"{len(parts):,} left out of questions that come in", parts, deck.unit, is_dry
    )
    verb = "would be " if is_dry else ""
    for change in plan.changes:
        counts = [
            f"{len(ids):,} {word}"
            for word, ids in (
                (f"{verb}new", change.merged.added),
                (f"{verb}updated", change.merged.changed),
                ("as before", change.merged.same),
            )
            if ids
        ]
        if counts:
            lines.append(f"{change.path}: {', '.join(counts)}")
    return lines


def left_lines(
    title: str, left: Sequence[LeftOut], unit: str, is_whole: bool
) -> list[str]:
    """What was left out, a line each."""
    if not left:
        return []
    shown = left if is_whole else left[:MAX_LISTED]
    lines = [f"  {unit} {each.line}: {each.what}: {each.why}" for each in shown]
    if len(left) > len(shown):
        lines.append(f"  and {len(left) - len(shown):,} more; --dry-run lists all")
    return [f"{title}:", *lines]


@command(
    "weakspot export questions.gift              for Moodle",
    "weakspot export quiz.txt --format aiken",
    "weakspot export rag.apkg --section rag      for Anki",
)
@click.argument("file", type=PATH)
@click.option(
    "--format", type=click.Choice(tuple(FORMATS)), help="Else by the file's ending."
)
@click.option("--section", metavar="S", help="Only this section.")
def export(file: Path, format: str | None, section: str | None) -> None:
    """Write questions into a FILE for another program.

    GIFT, Moodle XML, Aiken, CSV, Anki or JSON; it says what the format has no place
    for. Only JSON holds all of a question.
    """
    require_new(file)
    format = format or ENDINGS.get(file.suffix.lower())
    if format is None:
        raise UsageError(
            f"the ending of {one_line(file.name)} does not say its format; name it "
            f"with --format: {', '.join(FORMATS)}"
        )
    places = current_places()
    catalog = load_catalog(places.banks, places.cache)
    exports = list_exports(catalog, section)
    if not exports:
        raise BankError(
            "there are no questions to write; `weakspot banks` lists the banks"
        )
    result = write_as(format, exports)
    if not result.count:
        reason = result.left[0][1] if result.left else "none fits"
        raise BankError(f"no question fits into {format}: {reason}")
    with new_file_beside(file.absolute()) as made:
        made.write_bytes(result.data)
        made.chmod(0o644)
        if not publish_new(made, file.absolute()):
            raise taken_error(file)
    show(written_lines(file, format, result))


def list_exports(catalog: Catalog, section: str | None) -> list[Export]:
    """The questions of the catalog, or of one section, in order and as their authors
    wrote them. Raises BankError if a bank cannot be read any more.
    """
    slug = None if section is None else find_section(catalog, section)
    exports = []
    for each in catalog.sections:
        if slug in (None, each.slug):
            result = read_bank(each.file)
            if result.bank is None:
                raise BankError(str(result.faults[0]))
            exports += [
                make_export(question, result.bank) for question in result.bank.questions
            ]
    return exports


def make_export(question: Question, bank: Bank) -> Export:
    """A question of this bank to be written, with what it refers to."""
    fields = fields_of(question)
    declared: dict[str, dict[str, Any]] = {}
    for field, slug in references_in(fields):
        entry = msgspec.to_builtins(getattr(bank, field)[slug])
        declared.setdefault(field, {})[slug] = entry
    return Export(
        question=question,
        fields=fields,
        topic=bank.topics[question.topic].title,
        section=bank.title,
        declared=declared,
    )


def written_lines(file: Path, format: str, result: Written) -> list[str]:
    """What was written, and what the format has no place for."""
    lines = [f"{format_count(result.count, 'question')} in {one_line(file)}"]
    if result.lost:
        lost = ", ".join(f"{name} ({count:,})" for name, count in result.lost.items())
        lines.append(f"{format} has no place for: {lost}")
    reasons: dict[str, list[str]] = {}
    for id, reason in result.left:
        reasons.setdefault(reason, []).append(id)
    for reason, ids in reasons.items():
        more = f" and {len(ids) - 5:,} more" if len(ids) > 5 else ""
        lines.append(f"not in it, {reason}: {', '.join(ids[:5])}{more}")
    return lines
