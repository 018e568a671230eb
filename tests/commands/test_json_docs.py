"""docs/json.md has every key that a command prints with `--json`, and no other."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from quiz_home import Clock, make_home, open_game, run_weakspot, write_bank
from weakspot.cli import MODULES, main
from weakspot.engine.session import DONE
from weakspot.engine.values import Picks

MAPS = {"kinds", "levels", "topics"}
"""Keys whose value may be a map by kind, level or topic: those are no keys of ours."""
COMMANDS = ("due", "weak", "stats", "banks", "subjects", "check", "doctor")


@cache
def documented() -> dict[str, str]:
    """The part of the page about each command."""
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    parts = re.split(r"^## `weakspot (\w+) --json`$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def keys_of(value: object) -> Iterator[str]:
    """All keys of a value in JSON, those within it, too."""
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            is_map = key in MAPS and isinstance(one, dict)
            for within in one.values() if is_map else [one]:
                yield from keys_of(within)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which every list of these commands has something in it."""
    home, clock = make_home(tmp_path), Clock()
    with closing(open_game(home, clock)) as game:
        for _ in range(2):
            session = game.rounds.start("today")
            while session.phase != DONE:
                question = game.library.question(session.slot.question)
                last = Picks(picks=frozenset({len(question.texts) - 1}))
                session = game.rounds.answer(session, last)
                if question.id == "rank-b":
                    session = game.rounds.dispute(session, "it depends")
                session = game.rounds.advance(session)
            clock.advance(days=1)
    (home / "settings.toml").write_text("minutes = 'many'\n", encoding="utf-8")
    write_bank(home, "03-broken.yaml", {"section": "broken", "questions": 1})
    return home


def test_the_page_has_the_commands_that_print_json() -> None:
    context = main.make_context("weakspot", ["help"])
    found = {
        name
        for name in MODULES
        for parameter in getattr(main.get_command(context, name), "params", ())
        if "--json" in parameter.opts
    }
    assert found == set(documented()) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_has_every_key_and_no_other(home: Path, command: str) -> None:
    printed = json.loads(run_weakspot("--home", home, command, "--json").stdout)
    assert printed
    keys = set(keys_of(printed))
    told = documented()[command]
    if command == "stats":
        assert {"share", "belief", "attempt", "predicted"} <= keys  # no list is empty
        told += documented()["weak"]  # its topics are listed as there
    named = set(re.findall(r"`(\w+)`", told))
    assert keys <= named, keys - named
    rows = re.findall(r"^\| (`.*?) \|", documented()[command], flags=re.MULTILINE)
    in_tables = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert in_tables <= keys, in_tables - keys
