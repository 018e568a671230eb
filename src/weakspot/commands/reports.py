"""Commands that only look: weak, stats, due, banks, check."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from weakspot.commands.common import (
    as_json,
    consulted,
    examples,
    opened,
    placed,
    places_of,
    settings_of,
    show,
    show_json,
)
from weakspot.text import counted, marks_for


@click.command(
    epilog=examples(
        "weakspot weak                  what is weak, the weakest first",
        "weakspot weak --json | jq '.[0].title'",
    )
)
@placed
@as_json
def weak(json_: bool) -> None:
    """List what is weak, and on what evidence."""
    from weakspot.engine.report import topic_row

    with consulted() as known:
        spots = known.weak_spots()
        if json_:
            show_json([topic_row(spot) for spot in spots])
        else:
            from weakspot.plain.tables import weak_lines  # late: lines of text are not for status bars

            marks = marks_for(sys.stdout, known.settings.marks)
            show(weak_lines(spots, known.today(), marks), marks)


@click.command(
    epilog=examples(
        "weakspot stats                 how far you are",
        "weakspot stats --player ann    in the save of another player",
        "weakspot stats --json",
    )
)
@placed
@as_json
def stats(json_: bool) -> None:
    """Show progress in figures."""
    from weakspot.engine.overview import progress_row
    from weakspot.plain.tables import progress_lines

    with opened() as game:
        progress = game.progress()
        if json_:
            show_json(progress_row(progress))
        else:
            marks = marks_for(sys.stdout, game.settings.marks)
            show(progress_lines(progress, game.rewards(), marks), marks)


@click.command(
    epilog=examples(
        "weakspot due                   4 due · 2 weak",
        "weakspot due --json            also why today's round asks what",
    )
)
@placed
@as_json
def due(json_: bool) -> None:
    """Say what is due in one line, for a prompt or status bar. As JSON also why a round would ask what."""
    from weakspot.engine.report import plan_row

    with opened() as game:
        weak_now = sum(spot.state == "weak" for spot in game.weak_spots())
        ideas = game.due()
        if json_:
            today = plan_row(game.plan("today"), game.today())
            show_json({"due": ideas, "weak": weak_now, "today": today})
        else:
            show([f"{ideas} due · {weak_now} weak"], marks_for(sys.stdout, game.settings.marks))


@click.command(
    epilog=examples(
        "weakspot banks                 of the home that is played",
        "weakspot banks --home .        of a checkout",
        "weakspot banks --json          by kind, level and topic",
    )
)
@placed
@as_json
def banks(json_: bool) -> None:
    """List the banks: what they hold, and what is wrong with them."""
    from weakspot.bank.listing import bank_lines, bank_rows

    rows = bank_rows(places_of().banks)
    if json_:
        show_json(rows)
    else:
        marks = marks_for(sys.stdout, settings_of().marks)
        show(bank_lines(rows, marks), marks)


@click.command(
    epilog=examples(
        "weakspot check                      the banks of the home",
        "weakspot check 13-mine.yaml         one file",
        "weakspot check --strict questions/  a whole course",
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Also the rules for a whole course.")
@click.option("--stale", metavar="DAYS", type=click.IntRange(0, 36_500), help="Also what is older than that.")
@placed
@as_json
def check(paths: tuple[Path, ...], strict: bool, stale: int | None, json_: bool) -> None:
    """List the faults of banks (files or folders), each with its place. Exit 1 if there is any."""
    from weakspot.bank.checks import check_banks
    from weakspot.bank.listing import files_of

    since = None
    if stale is not None:
        from weakspot.consulting import utc_now  # late: loads what reads a save

        since = utc_now().date() - timedelta(days=stale)
    files = files_of(paths, places_of().banks)
    defects = check_banks(files, strict, since)
    if json_:
        show_json(defects)
    else:
        show([str(defect) for defect in defects])
        click.echo(f"{counted(len(files), 'bank')}, {counted(len(defects), 'finding')}")
    if defects:
        raise SystemExit(1)
