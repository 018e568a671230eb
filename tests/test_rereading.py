import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz_home import (
    RAG,
    TUNING,
    answer_question,
    change_question,
    drop_questions,
    make_bank,
    make_item,
    open_game,
    play_out,
    save_path,
    write_bank,
)
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.errors import BankError, SaveError
from weakspot.game import Game
from weakspot.words.reasons import reason_words


@pytest.fixture
def session(game: Game) -> Session:
    """A round of one topic with its first question answered."""
    session = game.rounds.start(topic="ranking")
    return answer_question(game, session)


def test_the_place_of_a_question_is_its_line(
    game: Game, home: Path, session: Session
) -> None:
    path, line = game.library.locate_question("rag/rank-a")
    assert path == home / "questions" / "01-rag.yaml"
    assert (
        path.read_text(encoding="utf-8").split("\n")[line - 1].strip() == "- id: rank-a"
    )


def test_a_changed_explanation_leaves_the_round_and_its_verdict_as_they_are(
    game: Game, home: Path, session: Session
) -> None:
    key = session.slot.question
    write_bank(
        home,
        "01-rag.yaml",
        change_question(RAG, key.partition("/")[2], explain="Mended."),
    )
    reloaded = game.rounds.reload_in_round(session)
    assert reloaded == session
    assert game.library.question(key).explain == "Mended."
    write_bank(
        home, "02-tuning.yaml", change_question(TUNING, "lora-a", explain="Mended too.")
    )
    assert game.rounds.reload_in_round(session) == session
    assert game.library.question("tuning/lora-a").explain == "Mended too."


def test_an_answered_question_that_changed_is_passed_over(
    game: Game, home: Path, session: Session
) -> None:
    id = session.slot.question.partition("/")[2]
    write_bank(
        home, "01-rag.yaml", change_question(RAG, id, prompt="Another question?")
    )
    reloaded = game.rounds.reload_in_round(session)
    assert (reloaded.at, reloaded.phase) == (1, ASKED)
    assert game.rounds.open_rounds() == [reloaded]


def test_a_last_question_that_changed_ends_the_round(
    game: Game, home: Path, session: Session
) -> None:
    session = game.rounds.advance(session)
    session = answer_question(game, session)
    id = session.slot.question.partition("/")[2]
    write_bank(
        home, "01-rag.yaml", change_question(RAG, id, prompt="Another question?")
    )
    assert game.rounds.reload_in_round(session).phase == DONE
    assert game.progress.stats().rounds == 1


def test_a_question_to_come_is_asked_as_it_is_now(
    game: Game, home: Path, session: Session
) -> None:
    key = session.slots[1].question
    write_bank(
        home,
        "01-rag.yaml",
        change_question(RAG, key.partition("/")[2], prompt="Another question?"),
    )
    reloaded = game.rounds.reload_in_round(session)
    assert (reloaded.at, reloaded.phase) == (0, ANSWERED)
    assert reloaded.slots[1].revision != session.slots[1].revision
    assert game.library.question(key).prompt == "Another question?"


def test_a_changed_question_is_asked_for_the_same_reason(
    game: Game, home: Path
) -> None:
    play_out(game, game.rounds.start(topic="ranking"), right=False)
    session = game.rounds.start(topic="ranking")
    write_bank(
        home,
        "01-rag.yaml",
        change_question(RAG, session.slot.question[4:], prompt="Another question?"),
    )
    changed = game.rounds.reload_in_round(session).slot
    assert changed.revision != session.slot.revision
    assert (
        reason_words(changed, game.today())
        == "You missed this idea once, last asked today."
    )


BROKEN: list[tuple[dict[str, Any], str]] = [
    (change_question(RAG, "rank-a", level=9), "level 9, not 1 to 4"),
    (drop_questions(RAG, "rank-a"), "rag/rank-a is gone"),
    (
        make_bank(
            "rag", {"ranking": "Ranking passages"}, make_item("rank-a", "ranking")
        ),
        "is gone",
    ),
]


def test_a_round_that_cannot_be_saved_goes_on_with_the_old_bank(
    game: Game, home: Path
) -> None:
    session = game.rounds.start(topic="rlhf")
    write_bank(
        home,
        "02-tuning.yaml",
        change_question(TUNING, "rlhf-b", prompt="Another question?"),
    )
    game._save.db.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(save_path(home), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SaveError, match="not saved: another program holds"):
            game.rounds.reload_in_round(session)
    assert game.library.question("tuning/rlhf-b").prompt == "What is true of rlhf-b?"


def test_a_missed_question_whose_numbers_were_renamed_is_still_to_repair(
    home: Path,
) -> None:
    twice = make_item(
        "twice", "sums", kind="number", draw={"users": {"min": 2, "max": 9}}
    )
    del twice["options"]
    item = twice | {
        "prompt": "Twice {users} users?",
        "answer": "users * 2",
        "work": "2 × {users} = {answer}",
    }
    bank = make_bank("tuning", {"sums": "Sums"}, item)
    write_bank(home, "02-tuning.yaml", bank)
    with closing(open_game(home)) as game:
        session = answer_question(game, game.rounds.start(topic="sums"), right=False)
        assert game.library.is_unchanged(session.slot)
        changes = {
            "prompt": "Twice {guests} guests?",
            "draw": {"guests": {"min": 2, "max": 9}},
        }
        changed = change_question(
            bank, "twice", answer="guests * 2", work="2 × {guests}", **changes
        )
        write_bank(home, "02-tuning.yaml", changed)
        session = game.rounds.reload_in_round(session)
        assert session.phase == DONE
        (repair,) = game.progress.repairs(session)
        assert repair.prompt.endswith(" guests?")
        assert not game.library.is_unchanged(session.slots[0])


@pytest.mark.parametrize(("value", "words"), BROKEN)
def test_a_bank_that_became_invalid_keeps_the_old_one_and_says_why(
    game: Game, home: Path, session: Session, value: dict[str, Any], words: str
) -> None:
    before = game.library.question("rag/rank-a")
    write_bank(home, "01-rag.yaml", value)
    with pytest.raises(BankError, match=words):
        game.rounds.reload_in_round(session)
    assert game.library.question("rag/rank-a") == before
    assert len(game.library.sections()) == 2
    assert game.rounds.advance(session).at == 1


def test_a_round_outlives_its_topic_under_the_name_of_its_section(
    game: Game, home: Path, session: Session
) -> None:
    topics = dict(RAG["topics"])
    topics["order"] = topics.pop("ranking")
    ranking = [
        question["id"]
        for question in RAG["questions"]
        if question["topic"] == "ranking"
    ]
    bank = RAG
    for id in ranking:
        bank = change_question(bank, id, topic="order")
    write_bank(home, "01-rag.yaml", bank | {"topics": topics})
    game.library.reload()
    (left,) = game.rounds.open_rounds()
    assert left.scope == "rag/ranking"
    assert game.rounds.title(left) == "The rag section"
