"""Commands that inspect a home: banks, check."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import click

from weakspot.bank.catalog import folder_faults, load_catalog
from weakspot.bank.checks import check_banks
from weakspot.bank.fixing import write_ids
from weakspot.bank.listing import bank_views, check_bank, find_bank_files
from weakspot.commands.context import (
    current_marks,
    current_places,
    today,
    warn_missing_home,
)
from weakspot.commands.json_rows import bank_row
from weakspot.commands.options import PATH, command
from weakspot.commands.output import show, show_json
from weakspot.engine.bank_view import BankView
from weakspot.engine.kinds.registry import kind_words
from weakspot.engine.values import LocatedFault
from weakspot.text import Marks, format_count, one_line, truncate
from weakspot.words.stock import soundness_words

MAX_NAME_WIDTH, WIDTH = 34, 80


@command(
    "weakspot banks                 of the home that is played",
    "weakspot banks --home .        of a checkout",
    "weakspot banks --json          by kind, level and topic",
    json=True,
)
def banks(json_: bool) -> None:
    """List the banks: what they hold, and what is wrong with them."""
    places = current_places()
    catalog = load_catalog(places.banks, places.cache)
    views = bank_views(catalog, {})
    warn_missing_home()
    faults = [view.errors or check_bank(view.file) for view in views]
    if json_:
        show_json(list(map(bank_row, views, faults)))
    else:
        show(bank_lines(views, faults, current_marks()))
    for notice in catalog.notices:
        click.echo(f"weakspot: {notice}", err=True)
    if any(folder_faults(folder) for folder, _ in places.banks):
        raise SystemExit(1)


def bank_lines(
    banks: Sequence[BankView], faults: Sequence[tuple[LocatedFault, ...]], marks: Marks
) -> list[str]:
    """A line per bank, sound or not,
    with the number of its `faults`, then the totals by kind.
    """
    if not banks:
        return ["No banks."]
    names = [truncate(one_line(bank.title), MAX_NAME_WIDTH, marks) for bank in banks]
    width = max(map(len, names))
    lines = []
    for name, bank, found in zip(names, banks, faults, strict=True):
        mark = marks.wrong if bank.errors else marks.partly if found else marks.right
        questions = format_count(bank.questions, "question ", "questions")
        topics = format_count(len(bank.topics), "topic ", "topics")
        lines.append(
            f"{mark} {name:<{width}}  {questions:>14}  {topics:>9}  "
            f"{soundness_words(bank, found)}"
        )
    kinds: Counter[str] = sum((Counter(bank.kinds) for bank in banks), Counter())
    counts = ", ".join(
        f"{number} {kind_words(kind)}" for kind, number in kinds.most_common()
    )
    total = f"{format_count(kinds.total(), 'question')} in all: {counts}"
    lines += ["", *textwrap.wrap(total if counts else "no questions", WIDTH)]
    if any(faults):
        lines.append("`weakspot check` names what is wrong, and where.")
    return lines


@command(
    "weakspot check                      the banks of the home",
    "weakspot check 13-mine.yaml         one file",
    "weakspot check --strict questions/  a whole course",
    "weakspot check --fix 13-mine.yaml   write an id into each block without one",
    json=True,
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@click.option("--strict", is_flag=True, help="Also the rules for a whole course.")
@click.option("--fix", is_flag=True, help="First write the ids that blocks lack.")
@click.option(
    "--stale",
    metavar="DAYS",
    type=click.IntRange(0, 36_500),
    help="Also facts older than that.",
)
def check(
    paths: tuple[Path, ...], strict: bool, fix: bool, stale: int | None, json_: bool
) -> None:
    """List the faults of banks (files or folders), each with its place.
    Exit 1 if there is any.
    """
    since = (
        None if stale is None else date.fromisoformat(today()) - timedelta(days=stale)
    )
    files = find_bank_files(paths, current_places().banks)
    if not paths:
        warn_missing_home()
    for file in files if fix else ():
        if written := write_ids(file):
            words = f"{one_line(file)}: {format_count(written, 'id')} written"
            click.echo(words, err=json_)
    located = check_banks(files, strict, since)
    if json_:
        show_json(located)
    else:
        show([str(fault) for fault in located])
        click.echo(
            f"{format_count(len(files), 'bank')}, {format_count(len(located), 'fault')}"
        )
    if located:
        raise SystemExit(1)
