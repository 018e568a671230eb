"""A bank that is changed elsewhere: the next round has it, and a fault does no harm."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pilot import build_app, screen_rows, screen_text, status_text, wait_until

from line_play import play_lines
from quiz_home import open_game
from weakspot.game import Game

NOTES = Path(__file__).parents[1] / "data" / "kubernetes.yaml"
NEW = "  - What is new?: this\n"
FAULT = "it plays on as it was:"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    questions = tmp_path / "home" / "questions"
    questions.mkdir(parents=True)
    return Path(shutil.copy(NOTES, questions))


@pytest.fixture
def live(bank: Path) -> Iterator[Game]:
    with closing(open_game(bank.parents[1])) as game:
        yield game


def append(bank: Path, text: str) -> None:
    bank.write_text(bank.read_text("utf-8") + text, "utf-8")


def asked_prompts(game: Game) -> set[str]:
    session = game.rounds.start("section", section="kubernetes")
    return {game.library.prompt(slot.question) for slot in session.slots}


def test_the_next_round_has_what_was_added(live: Game, bank: Path) -> None:
    assert "What is new?" not in asked_prompts(live)
    append(bank, NEW)
    assert "What is new?" in asked_prompts(live)
    assert live.faults() == []
    assert live.library.take_fault() == ""


def test_a_fault_is_told_once_and_the_last_sound_bank_plays_on(
    live: Game, bank: Path
) -> None:
    append(bank, "  - What is new?:\n")
    before = asked_prompts(live)
    assert len(before) == 10
    fault = live.library.take_fault()
    assert FAULT in fault
    assert "kubernetes.yaml:23:18: nothing where an answer is due" in fault
    assert (live.faults(), live.library.take_fault()) == ([fault], "")
    (view,) = live.library.banks()
    assert (view.questions, len(view.errors), view.section) == (10, 1, "kubernetes")
    bank.write_text(NOTES.read_text("utf-8") + NEW, "utf-8")
    assert len(asked_prompts(live)) == 11
    assert live.faults() == []


def test_a_bank_beside_a_broken_one_is_read_anew(live: Game, bank: Path) -> None:
    (bank.parent / "other.yaml").write_text("questions:\n  - a: b\n", "utf-8")
    append(bank, "oops: [")
    assert asked_prompts(live)
    assert [section.slug for section in live.library.sections()] == [
        "kubernetes",
        "other",
    ]
    live.library.reload()  # as after an edit of the other one


def test_a_bank_that_is_gone_plays_on_until_the_end(live: Game, bank: Path) -> None:
    bank.unlink()
    assert len(asked_prompts(live)) == 10
    words = "kubernetes.yaml is gone; its questions stay until you quit."
    assert live.library.take_fault() == words


def test_nothing_is_read_again_where_nothing_changed(live: Game) -> None:
    catalog = live.library.catalog
    live.rounds.start()
    live.rounds.resume_or_start()
    assert live.library.catalog is catalog
    assert not live.library.refresh()


def test_a_question_in_play_stays_as_it_was_asked(live: Game, bank: Path) -> None:
    session = live.rounds.start("section", section="kubernetes")
    append(bank, NEW)
    slot = session.slot
    session = live.rounds.answer(session, None)
    assert session.slot == slot
    assert len(live.library.catalog.questions) == 10


def test_lines_of_text_tell_the_fault_at_the_next_round(live: Game, bank: Path) -> None:
    append(bank, "  - What is new?:\n")
    session = live.rounds.start("section", section="kubernetes")
    assert FAULT in " ".join(play_lines(live, session, ":q").split())


async def test_on_the_screen_a_round_says_what_is_wrong_and_plays(
    live: Game, bank: Path
) -> None:
    async with build_app(live).run_test(size=(80, 24)) as player:
        append(bank, "  - What is new?:\n")
        await player.press("enter")
        assert FAULT in status_text(player)
        assert "1 of 9" in screen_text(player)
        await player.press("escape")
        shown = " ".join(" ".join(screen_rows(player)).split())
        assert "A bank cannot be read; until it is mended" in shown


async def test_home_shows_what_was_added_once_it_is_turned_to(
    live: Game, bank: Path
) -> None:
    async with build_app(live).run_test(size=(80, 24)) as player:
        append(bank, "  - {prompt: What is new?, answer: this, topic: News}\n")
        player.app.on_app_focus()
        await player.pause()
        assert "0 of 3 known" in screen_text(player)


async def test_the_list_of_banks_follows_its_files(live: Game, bank: Path) -> None:
    async with build_app(live).run_test(size=(120, 40)) as player:
        await player.press("b")
        assert "10 questions" in screen_rows(player)[0]
        append(bank, NEW)
        assert await wait_until(
            player, lambda: "11 questions" in screen_rows(player)[0]
        )
        append(bank, "oops: [")
        assert await wait_until(player, lambda: "✗ Kubernetes" in screen_text(player))
        assert "It plays on as it was." in screen_text(player)
        await player.press("enter")
        assert "1 of 11" in screen_text(player)
