"""Commands on subjects: list them, make one, add and remove folders."""

import sys
from pathlib import Path

import click

from weakspot import clock
from weakspot.bank.checks import check_banks
from weakspot.commands.context import (
    current_base,
    current_player,
    current_settings,
    current_subject,
    play_words,
    today,
)
from weakspot.commands.options import (
    GLOBAL_OPTIONS,
    JSON_OPTION,
    PATH,
    command,
    completes,
    examples,
    known_subjects,
)
from weakspot.commands.output import show, show_json
from weakspot.editor import has_editor, open_editor
from weakspot.engine.values import LocatedFault
from weakspot.errors import BankError
from weakspot.files import open_regular
from weakspot.game import view_subject
from weakspot.game.subjects import (
    Subject,
    add_subject,
    find_subject,
    list_subjects,
    make_subject,
    new_folder,
    remove_subject,
)
from weakspot.text import format_count, one_line
from weakspot.words.subjects import known_words, plan_words, played_words


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "weakspot subjects                   what there is to play",
        "weakspot subjects add ~/decks/k8s   a folder, or a repository you cloned",
        "weakspot subjects remove k8s        forget it; nothing is deleted",
        "weakspot -s k8s                     play it",
    ),
)
@click.pass_context
def subjects(context: click.Context, json_: bool) -> None:
    """List the subjects; each has its own banks, saves and round of the day."""
    if context.invoked_subcommand is not None:
        return
    settings, player = current_settings(), current_player()
    known = list_subjects(current_base(), settings)
    views = [view_subject(one, player, clock.utc_now, settings) for one in known]
    played = current_subject().name
    if json_:
        show_json(
            [
                {
                    "name": one.name,
                    "title": one.title,
                    "folder": str(one.folder),
                    "current": one.name == played,
                    "questions": view.questions,
                    "topics": view.topics,
                    "known": view.known,
                    "weak": view.weak,
                    "today": {"questions": view.asks, "done": view.done},
                    "streak_days": view.streak,
                    "last_played": view.played,
                    "fault": view.fault or None,
                }
                for one, view in zip(known, views, strict=True)
            ]
        )
        return
    rows = [
        (one.name, known_words(view), plan_words(view), played_words(view, today()))
        for one, view in zip(known, views, strict=True)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for one, view, row in zip(known, views, rows, strict=True):
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)]
        if view.fault:
            cells[1:] = [f"cannot be played: {view.fault}"]
        lead = "> " if one.name == played else "  "
        show([(lead + "  ".join(cells)).rstrip()])
        if one.is_added:
            show([f"    {one.folder}"])


subjects.params += [*GLOBAL_OPTIONS, JSON_OPTION]


@command(
    "weakspot subjects add ~/decks/k8s",
    "git clone https://… k8s && weakspot subjects add k8s",
    group=subjects,
)
@click.argument("folder", type=PATH, metavar="DIR")
def add(folder: Path) -> None:
    """Add a folder with `questions` in it, under its own name.

    Its banks are played where they are; what you answer is kept in your own folder,
    never in that one.
    """
    name = add_subject(current_base(), folder)
    subject = find_subject(list_subjects(current_base(), current_settings()), name)
    tell_sound(subject)


@command("weakspot subjects remove k8s", group=subjects)
@click.argument("name", shell_complete=completes(known_subjects))
def remove(name: str) -> None:
    """Forget a subject. Its banks and what you answered stay where they are."""
    subject = remove_subject(current_base(), name)
    show([f"{subject.name} is forgotten; nothing was deleted:"])
    show([f"  {subject.folder}", f"  {subject.places.saves}"])


@command(
    "weakspot new kubernetes                 a bank of examples, in your editor",
    "weakspot new kubernetes --from note.md  a first draft from a note",
)
@click.argument("name")
@click.option(
    "--from",
    "note",
    type=PATH,
    metavar="NOTE",
    help="Draft questions from this note, in place of the examples.",
)
def new(name: str, note: Path | None) -> None:
    """Make a subject with a bank of examples to write over, and open that in $EDITOR.

    Once the editor is closed the bank is checked. With --from it has questions that are
    drafted from a note: its headings are the topics, its definitions, bold terms,
    tables and lists are asked. None comes up before its `draft: true` is taken out.
    """
    bank = make_subject(current_base(), name, draft_note(note, name) if note else "")
    show([f"made {bank}"])
    subject = find_subject(list_subjects(current_base(), current_settings()), name)
    if not has_editor():
        show(["no editor is set; `EDITOR=nano weakspot new …` opens it at once"])
    else:
        while True:
            open_editor(bank, 1)
            faults, _ = check_subject(subject)
            asks = bool(faults) and sys.stdin.isatty()
            if not asks:
                break
            show([str(fault) for fault in faults])
            if not click.confirm("Open it again?", default=True):
                break
    tell_sound(subject)


def draft_note(note: Path, name: str) -> str:
    """The text of a bank drafted from a note, for a subject of this name. Raises
    WeakspotError if nothing can be drafted.
    """
    from weakspot.formats.drafts import FormatError  # late: only for this
    from weakspot.formats.notes import MAX_NOTE, draft_bank

    new_folder(current_base(), name)  # a name that is unfit is told first
    file = one_line(note.name)
    with open_regular(note) as opened:
        data = opened.read(MAX_NOTE + 1)
    if len(data) > MAX_NOTE:
        raise BankError(f"{file} is larger than 1 MB; split it")
    try:
        text, count = draft_bank(data, name, file)
    except FormatError as error:
        raise BankError(f"{file} {error}") from None
    if not count:
        raise BankError(
            f"{file} has nothing to draft from: no definition, bold term, table or "
            f"list; `weakspot new {name}` begins with examples"
        )
    return text


def check_subject(subject: Subject) -> tuple[list[LocatedFault], list[LocatedFault]]:
    """The faults of a subject's banks, and the drafts in them."""
    found = check_banks(subject.banks, strict=False)
    drafts = [fault for fault in found if fault.rule == "draft"]
    return [fault for fault in found if fault.rule != "draft"], drafts


def tell_sound(subject: Subject) -> None:
    """Say how to play a subject, if its banks are sound, and which drafts are left;
    else their faults. Exit 1 if there is nothing to play, and no draft.
    """
    faults, drafts = check_subject(subject)
    view = view_subject(subject, current_player(), clock.utc_now, current_settings())
    show([str(fault) for fault in faults])
    if drafts:
        count, where = format_count(len(drafts), "draft"), drafts[0].file
        show([f"{count} in {where}, from line {drafts[0].line}: mend each, then take"])
        show(["its `draft: true` out; until then it is not asked"])
    if view.fault and (faults or not drafts):
        show([f"check again: weakspot check -s {subject.name}"])
        raise SystemExit(1)
    if not view.fault:
        banks = format_count(len(subject.banks), "bank")
        show([f"{banks}, {format_count(view.questions, 'question')}"])
    show([play_words(subject.name)])
