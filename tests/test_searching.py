"""Searching a game for questions and lessons, and the card of a hit."""

from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import (
    RAG,
    Clock,
    answer_question,
    change_question,
    make_home,
    open_game,
    play_out,
    write_bank,
)
from weakspot.engine.search import LESSON, NO_FILTERS, SearchFilters
from weakspot.game import Game
from weakspot.words.searches import next_mark


def find_keys(game: Game, text: str, wanted: SearchFilters = NO_FILTERS) -> list[str]:
    return [hit.key for hit in game.library.search(text, wanted)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("true of chunk-a", ["rag/chunk-a"]),
        ("WRONG lora-c", ["tuning/lora-c"]),
        ("evals of search", ["rag/evals", "rag/eval-a", "rag/eval-b"]),
        ("tuning section rlhf", ["tuning/rlhf", "tuning/rlhf-a", "tuning/rlhf-b"]),
        ("handbook", []),
    ],
)
def test_prompts_options_titles_and_lessons_are_searched(
    game: Game, text: str, found: list[str]
) -> None:
    assert sorted(find_keys(game, text)) == sorted(found)


@pytest.mark.parametrize(
    "text", ['"that\'s enough"', "“that’s enough”", "„THAT‘S enough“"]
)
@pytest.mark.parametrize(
    "prompt", ['Who says: "That\'s enough"?', "Who says: “That’s enough”?"]
)
def test_quotation_marks_are_found_however_they_are_typed(
    tmp_path: Path, clock: Clock, prompt: str, text: str
) -> None:
    write_bank(
        make_home(tmp_path),
        "01-rag.yaml",
        change_question(RAG, "rank-b", prompt=prompt),
    )
    with closing(open_game(tmp_path, clock)) as game:
        assert find_keys(game, text) == ["rag/rank-b"]


def test_the_words_of_a_case_find_its_questions(tmp_path: Path, clock: Clock) -> None:
    case = {"title": "The bill for March", "text": "tokens in   41 M\ntokens out   3 M"}
    bank = change_question(RAG, "rank-b", case="bill") | {"cases": {"bill": case}}
    write_bank(make_home(tmp_path), "01-rag.yaml", bank)
    with closing(open_game(tmp_path, clock)) as game:
        assert find_keys(game, "march tokens 41") == ["rag/rank-b"]
        assert game.library.card("rag/rank-b").case == bank["cases"]["bill"]["text"]


def test_a_hit_in_a_lesson_has_its_topic(game: Game) -> None:
    (lesson,) = game.library.search(
        "some words", SearchFilters(section="rag", topic="rag/evals")
    )
    assert (lesson.kind, lesson.head, lesson.topic) == (
        LESSON,
        "Evals of search",
        "rag/evals",
    )
    assert game.library.lesson(lesson.key) == "Some words."


def test_a_search_can_be_filtered_by_what_is_known_of_the_player(game: Game) -> None:
    session = game.rounds.start("topic", topic="ranking")
    missed = session.slot.question
    session = game.rounds.dispute(answer_question(game, session, right=False))
    session = game.rounds.advance(session)
    known = session.slot.question
    answer_question(game, session)
    game.library.toggle_flag("rag/eval-a")
    game.library.cycle_mute("tuning/lora-a")
    assert find_keys(game, "", SearchFilters(mark="disputed")) == [missed]
    assert find_keys(game, "", SearchFilters(mark="flagged")) == ["rag/eval-a"]
    assert find_keys(game, "", SearchFilters(mark="muted")) == ["tuning/lora-a"]
    assert known not in find_keys(game, "", SearchFilters(mark="missed"))


def test_a_missed_question_is_found_as_missed(game: Game) -> None:
    session = game.rounds.start("topic", topic="ranking")
    answer_question(game, session, right=False)
    assert find_keys(game, "", SearchFilters(mark="missed")) == [session.slot.question]


def test_a_question_comes_back_with_its_idea(game: Game) -> None:
    session = game.rounds.start("topic", topic="evals")
    answer_question(game, session, right=False)
    found = game.library.search("", SearchFilters(topic="rag/evals", level=2))
    marks = [next_mark(one, game.library.question_statuses()) for one in found]
    assert marks == ["back", "back"]


def test_a_muted_topic_mutes_its_questions(game: Game) -> None:
    game.library.cycle_mute("tuning/lora-a")
    assert game.library.cycle_mute("tuning/lora-a") == "topic"
    muted = find_keys(game, "", SearchFilters(mark="muted"))
    assert muted == ["tuning/lora-a", "tuning/lora-b", "tuning/lora-c"]


def test_an_edited_question_is_found_after_a_reload(game: Game, home: Path) -> None:
    assert not find_keys(game, "zebra")
    write_bank(
        home,
        "01-rag.yaml",
        change_question(RAG, "eval-a", prompt="What would a zebra ask?"),
    )
    game.library.reload()
    assert find_keys(game, "zebra") == ["rag/eval-a"]


def test_a_card_shows_a_question_and_its_history(game: Game, clock: Clock) -> None:
    session = game.rounds.start("topic", topic="ranking")
    key = session.slot.question
    answer_question(game, session, right=False)
    card = game.library.card(key)
    assert card == game.library.card(key)
    assert card.place == "The rag section / Ranking passages"
    assert dict(card.details)["History"] == "2 Nov ✗"
    assert card.rights.split("; ")[0] == f"right 0 in {key.partition('/')[2]}"
    assert "Asked" not in dict(card.details)


def test_gaps_are_shown_as_lines_to_write_on(tmp_path: Path) -> None:
    gap = {
        "id": "gap",
        "kind": "typed",
        "topic": "evals",
        "level": 1,
        "prompt": "A {1} of cases.",
    }
    gap |= {
        "gaps": [{"accept": ["set"]}],
        "explain": "So.",
        "source": {"title": "A handbook"},
    }
    write_bank(tmp_path, "01-rag.yaml", RAG | {"questions": [*RAG["questions"], gap]})
    game = open_game(tmp_path)
    assert [hit.head for hit in game.library.search("of cases")] == ["A ____ of cases."]
    assert game.library.card("rag/gap").rights == "set"
    game.library.cycle_mute("rag/gap")
    assert game.library.muted_titles() == {"rag/gap": "A ____ of cases."}
    game.library.unmute("rag/gap")
    play_out(game, game.rounds.start(topic="evals"), right=False)
    assert "A ____ of cases." in [
        prompt for _, prompt in game.progress.topic_page("rag/evals").answers
    ]
    game.close()
