"""The pages in docs: their links, commands and pictures."""

import importlib
import re
import shlex
import sys
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from quiz_home import run_weakspot
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


def test_the_page_on_subjects_shows_notes_that_play_and_commands_that_are_there() -> (
    None
):
    page = (DOCS / "subjects.md").read_text(encoding="utf-8")
    (notes,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    known = Path(__file__).parent / "data" / "kubernetes.yaml"
    assert notes == known.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^weakspot .*$", "".join(blocks), re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        _, *words = shlex.split(line)
        assert run_weakspot(*words, "--help").returncode == 0, line


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
    expected = {"week"} | {
        f"{name}-{width}x{height}" for name in screens for width, height in sizes
    }
    for name in draw_pictures.MAIN:
        for look in ("", "-light", "-contrast"):
            expected |= {
                f"{name}{look}-{size}" for size in ("80x24", "120x40", "40x15")
            }
    expected |= {"week"}
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


async def test_the_week_can_be_played_and_draws_and_says_what_its_page_shows(
    draw_pictures: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importlib.import_module("drawing"), "PICTURES", tmp_path / "pictures"
    )
    walkthrough, page = importlib.import_module("draw_walkthrough"), tmp_path / "page"
    text = (DOCS / "walkthrough.md").read_text(encoding="utf-8")
    page.write_text(re.sub(r"^Today: .*$", "", text, flags=re.M), encoding="utf-8")
    monkeypatch.setattr(walkthrough, "PAGE", page)
    await walkthrough.main()
    boxes = re.findall(r"^```text\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    assert len(boxes) == len(walkthrough.DAYS) == 7
    assert [box.startswith("Today: ") for box in boxes] == [
        day != walkthrough.REST for day in walkthrough.DAYS
    ]
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
            DOCS / "pictures" / "kinds" / f"{kind}-answered-120x40.svg"
        ).read_text(encoding="utf-8")
        first = " ".join(question.explain.split()[:3])
        assert first in unescape(picture).replace("\xa0", " ")
