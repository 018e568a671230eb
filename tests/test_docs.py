"""The pages in docs: their links, commands and pictures."""

import importlib
import json
import re
import shlex
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from quiz_home import open_game, play_out, run_weakspot
from weakspot.bank.checks import check_banks
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.registry import KINDS

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md", *DOCS.glob("*.md")]
BANK = DOCS / "01-examples.yaml"


def find_links(page: Path) -> list[str]:
    """Return the files that a page links to."""
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in targets if "://" not in link]


@pytest.fixture
def draw_pictures(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that draws the pictures of the screens."""
    monkeypatch.setattr(sys, "path", [str(DOCS), *sys.path])
    return importlib.import_module("draw_pictures")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [
        link for link in find_links(page) if not (page.parent / link).exists()
    ] == []


def test_the_first_page_counts_our_questions_and_topics() -> None:
    banks = [
        read_bank(path).bank for path in (DOCS.parent / "questions").glob("*.yaml")
    ]
    questions, topics = (
        sum(len(getattr(bank, name)) for bank in banks)
        for name in ("questions", "topics")
    )
    counts = f"{questions} questions on {topics} topics"
    assert counts in " ".join(
        (DOCS.parent / "README.md").read_text(encoding="utf-8").split()
    )


COMMANDS = ("weak", "stats", "due", "banks", "check", "doctor")
"""The commands that print JSON."""
BY_DATA = ("kinds", "levels", "topics")
"""Keys of values that have data for keys, where they are objects."""


def find_keys(value: object) -> set[str]:
    """All keys of a JSON value but those that are data."""
    if isinstance(value, list):
        return set().union(*map(find_keys, value))
    if not isinstance(value, dict):
        return set()
    found = set(value)
    for key, one in value.items():
        is_data = key in BY_DATA and isinstance(one, dict)
        found |= find_keys([*one.values()] if is_data else one)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_of_the_json_is_documented(command: str, played_home: Path) -> None:
    """Of a home with a weak topic and a bank with a fault."""
    with closing(open_game(played_home)) as game:
        play_out(game, game.rounds.start(topic="rlhf"), right=False)
    broken = played_home / "questions" / "09-broken.yaml"
    broken.write_text("title: [", encoding="utf-8")
    printed = json.loads(run_weakspot("--home", played_home, command, "--json").stdout)
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    told = page.partition(f"## `weakspot {command} --json`")[2].partition("\n## ")[0]
    if command == "stats":  # its topics are as those of weak
        told += page.partition("## `weakspot weak --json`")[2].partition("\n## ")[0]
    keys = find_keys(printed)
    assert len(keys) >= 5
    assert [key for key in sorted(keys) if f"`{key}`" not in told] == []


def test_every_promise_has_tests_with_its_number() -> None:
    promised = re.findall(
        r"^\| P(\d+) \|",
        (DOCS.parent / "saves" / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    tests = "".join(
        path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py")
    )
    assert {int(number) for number in promised} == {
        int(n) for n in re.findall(r"def test_p(\d\d)_", tests)
    }


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {
        (page.parent / link).resolve() for page in PAGES for link in find_links(page)
    }
    assert {path.resolve() for path in (DOCS / "pictures").rglob("*.svg")} <= shown


def test_every_screen_has_its_pictures(draw_pictures: ModuleType) -> None:
    screens, sizes = draw_pictures.SCREENS, draw_pictures.SIZES
    expected = {
        f"{name}-{width}x{height}" for name in screens for width, height in sizes
    }
    for name in draw_pictures.MAIN:
        for look in ("", "-light", "-contrast"):
            expected |= {
                f"{name}{look}-{size}" for size in ("80x24", "120x40", "40x15")
            }
    assert {path.stem for path in (DOCS / "pictures").glob("*.svg")} == expected


async def test_the_lab_is_played_to_the_cards_that_its_page_shows(
    draw_pictures: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = tmp_path / "pictures"
    monkeypatch.setattr(importlib.import_module("drawing"), "PICTURES", pictures)
    await importlib.import_module("draw_lab").main()
    drawn = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.svg")}
    shown = {link for link in find_links(DOCS / "lab.md") if link.startswith("pict")}
    assert drawn == shown
    for name in ("torah-study-bot.svg", "invoice-reader.svg"):
        card = (pictures / "lab" / name).read_text("utf-8")
        assert card == (DOCS / "pictures" / "lab" / name).read_text("utf-8")


async def test_the_walkthrough_can_be_walked_and_draws_what_its_page_shows(
    draw_pictures: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importlib.import_module("drawing"), "PICTURES", tmp_path / "pictures"
    )
    await importlib.import_module("draw_walkthrough").main()
    drawn = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.svg")}
    assert drawn == {
        link
        for link in find_links(DOCS / "walkthrough.md")
        if link.startswith("pictures/")
    }


def test_the_commands_of_the_walkthrough_run_one_after_another_from_an_empty_home(
    tmp_path: Path,
) -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (DOCS / "walkthrough.md").read_text("utf-8"), re.M | re.S
    )
    commands = [shlex.split(line) for block in blocks for line in block.splitlines()]
    assert len(commands) > 5
    for name, *args in commands:
        assert name == "weakspot"
        result = run_weakspot(*args, lines="0\n", WEAKSPOT_HOME=str(tmp_path / "home"))
        assert (result.returncode, result.stderr) == (0, ""), args
    assert " new" in run_weakspot("due", WEAKSPOT_HOME=str(tmp_path / "home")).stdout


def test_the_page_shows_every_kind_asked_and_answered_in_two_sizes() -> None:
    shown = {
        link for link in find_links(DOCS / "kinds.md") if link.startswith("pictures/")
    }
    assert shown == {
        f"pictures/kinds/{kind}-{state}-{size}.svg"
        for kind in KINDS
        for state in ("asked", "answered")
        for size in ("80x24", "120x40")
    }
    assert {
        f"pictures/kinds/{path.name}"
        for path in (DOCS / "pictures" / "kinds").iterdir()
    } == shown


def test_the_pictures_are_of_a_bank_with_one_sound_question_of_each_kind() -> None:
    assert check_banks([BANK], strict=False) == []
    bank = read_bank(BANK).bank
    assert bank is not None
    assert [str(question.__struct_config__.tag) for question in bank.questions] == list(
        KINDS
    )


def test_a_picture_shows_the_question_of_the_bank() -> None:
    bank = read_bank(BANK).bank
    assert bank is not None
    for question in bank.questions:
        kind = str(question.__struct_config__.tag)
        picture = (
            DOCS / "pictures" / "kinds" / f"{kind}-answered-80x24.svg"
        ).read_text(encoding="utf-8")
        assert question.source.title in picture.replace("\xa0", " ")
