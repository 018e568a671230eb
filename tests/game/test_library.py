"""The banks of a game: their figures, their errors, and reloading them."""

from pathlib import Path

import pytest

from quiz_home import (
    RAG,
    TUNING,
    change_question,
    make_bank,
    make_home,
    make_item,
    write_bank,
)
from weakspot.bank.checks import check_banks
from weakspot.errors import BankError
from weakspot.game import Game


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a broken bank besides the two sound ones."""
    home = make_home(tmp_path)
    write_bank(
        home,
        "03-broken.yaml",
        change_question(TUNING, "lora-a", level=9) | {"section": "broken"},
    )
    return home


def bank_titles(game: Game) -> list[str]:
    return [bank.title for bank in game.library.banks()]


def test_each_bank_is_listed_with_its_figures(game: Game, home: Path) -> None:
    rag = game.library.banks()[1]
    assert (rag.title, rag.section, rag.origin, rag.questions) == (
        "The rag section",
        "rag",
        "user",
        9,
    )
    assert rag.file == str(home / "questions" / "01-rag.yaml")
    assert rag.kinds == {"choice": 6, "truefalse": 2, "multi": 1}
    assert rag.levels == {2: 8, 3: 1}
    assert rag.topics == {"chunking": 5, "ranking": 2, "evals": 2}


def test_a_broken_bank_is_listed_first_with_its_error_and_place(game: Game) -> None:
    failed = game.library.banks()[0]
    assert (failed.title, failed.origin, failed.section) == (
        "03-broken.yaml",
        "user",
        "",
    )
    (error,) = failed.errors
    line = Path(failed.file).read_text("utf-8").splitlines()[error.line - 1]
    assert line[error.column - 1 :] == "9"
    assert error.words.startswith("level 9, not 1 to 4")


def test_muted_questions_are_listed_with_their_bank(game: Game) -> None:
    game.library.cycle_mute("rag/rank-a")
    game.library.cycle_mute("tuning/lora-a")
    game.library.cycle_mute("tuning/lora-a")
    muted = {bank.section: bank.muted for bank in game.library.banks() if bank.muted}
    assert muted == {
        "rag": (("rag/rank-a", "What is true of rank-a?"),),
        "tuning": (
            ("tuning/lora", "LoRA"),
            ("tuning/lora-a", "What is true of lora-a?"),
        ),
    }


def test_faults_are_what_check_says(game: Game, home: Path) -> None:
    path = write_bank(
        home, "01-rag.yaml", change_question(RAG, "eval-a", explain="Not option A")
    )
    lines = path.read_text("utf-8").splitlines()
    texts = {
        lines[fault.line - 1].strip(): fault.words
        for fault in game.library.faults(str(path))
    }
    assert texts["explain: Not option A"].startswith("the explanation names an option")
    assert len(game.library.faults(str(path))) == len(check_banks([path], strict=False))


def test_a_repaired_bank_is_listed_after_a_reload(game: Game, home: Path) -> None:
    write_bank(
        home, "03-broken.yaml", TUNING | {"section": "broken", "title": "Mended"}
    )
    game.library.reload()
    assert bank_titles(game) == ["The rag section", "The tuning section", "Mended"]
    assert game.library.question("broken/lora-a").level == 1
    assert not game.faults()


def test_a_new_bank_is_listed_after_a_reload(game: Game, home: Path) -> None:
    assert (
        game.progress.sections()[-1].section == "tuning"
    )  # as on every face, where the figures come first
    topics = {"one": "One", "empty": "Still empty"}
    write_bank(home, "04-new.yaml", make_bank("new", topics, make_item("only", "one")))
    game.library.reload()
    assert game.progress.sections()[-1].questions == 1
    assert bank_titles(game)[-1] == "The new section"
    assert game.library.banks()[-1].topics == {"one": 1, "empty": 0}
    assert game.rounds.start("section", section="new").slot.question == "new/only"


def test_a_bank_that_became_invalid_stays_as_it_was(game: Game, home: Path) -> None:
    write_bank(home, "01-rag.yaml", change_question(RAG, "eval-a", level=9))
    before = game.library.banks()
    with pytest.raises(BankError, match=r"01-rag\.yaml:\d+:\d+: level 9, not 1 to 4"):
        game.library.reload()
    assert game.library.banks() == before


def test_a_removed_bank_stays_until_the_next_start(game: Game, home: Path) -> None:
    (home / "questions" / "01-rag.yaml").unlink()
    with pytest.raises(BankError, match="section rag is gone; bring"):
        game.library.reload()
    assert "The rag section" in bank_titles(game)
