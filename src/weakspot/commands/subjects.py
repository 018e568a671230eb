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
from weakspot.game import view_subject
from weakspot.game.subjects import (
    Subject,
    add_subject,
    find_subject,
    list_subjects,
    make_subject,
    remove_subject,
)
from weakspot.text import format_count
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
    "weakspot new kubernetes        a bank of examples, opened in $EDITOR",
    "weakspot new spanish-verbs",
)
@click.argument("name")
def new(name: str) -> None:
    """Make a subject with a bank of examples to write over, and open that in $EDITOR.

    Once the editor is closed the bank is checked.
    """
    bank = make_subject(current_base(), name)
    show([f"made {bank}"])
    subject = find_subject(list_subjects(current_base(), current_settings()), name)
    if not has_editor():
        show(["no editor is set; `EDITOR=nano weakspot new …` opens it at once"])
    else:
        while True:
            open_editor(bank, 1)
            faults = check_banks(subject.banks, strict=False)
            asks = bool(faults) and sys.stdin.isatty()
            if not asks:
                break
            show([str(fault) for fault in faults])
            if not click.confirm("Open it again?", default=True):
                break
    tell_sound(subject)


def tell_sound(subject: Subject) -> None:
    """Say how to play a subject, if its banks are sound; else their faults. Exit 1 if
    there is nothing to play.
    """
    files = subject.banks
    faults = check_banks(files, strict=False)
    view = view_subject(subject, current_player(), clock.utc_now, current_settings())
    show([str(fault) for fault in faults])
    if view.fault:
        show([f"check again: weakspot check -s {subject.name}"])
        raise SystemExit(1)
    banks = format_count(len(files), "bank")
    show([f"{banks}, {format_count(view.questions, 'question')}"])
    show([f"play: weakspot -s {subject.name}"])
