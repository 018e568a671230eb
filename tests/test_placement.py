from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest

from line_play import TimedLines, play_input
from quiz_home import (
    Clock,
    answer_question,
    make_bank,
    make_item,
    open_game,
    play_out,
    write_bank,
)
from weakspot.engine.concepts import Concept
from weakspot.engine.constants import FIRST_ROUNDS
from weakspot.engine.mastery import (
    FRESH_PLAYER,
    FRESH_SECTION,
    TopicView,
    build_estimate,
)
from weakspot.engine.placement import (
    find_candidates,
    is_placed,
    mean_mastery,
    range_width,
)
from weakspot.engine.session import DONE, Session
from weakspot.errors import UsageError
from weakspot.game import Game
from weakspot.words.summaries import placement_lines

SECTIONS = ("one", "two", "three")


@pytest.fixture
def broad_home(tmp_path: Path) -> Path:
    """Three sections of ten topics with two questions each."""
    for number, name in enumerate(SECTIONS, 1):
        names = {f"{name}-{n}": f"Topic {n} of {name}" for n in range(10)}
        items = [
            make_item(f"{topic}-{which}", topic) for topic in names for which in "ab"
        ]
        write_bank(tmp_path, f"0{number}-{name}.yaml", make_bank(name, names, *items))
    return tmp_path


@pytest.fixture
def broad_game(broad_home: Path, clock: Clock) -> Iterator[Game]:
    with closing(open_game(broad_home, clock)) as game:
        yield game


def topic_keys(game: Game, session: Session) -> list[str]:
    return [game.library.topic_key(slot.question) for slot in session.slots]


def make_topic_concept(topic: str) -> Concept:
    return Concept(f"{topic}/=q", ())


CONCEPTS = [make_topic_concept(f"{section}/t{n}") for section in "ab" for n in range(3)]


def test_the_next_question_is_of_the_section_asked_least() -> None:
    assert find_candidates(CONCEPTS, ["a/t0", "a/t1", "b/t0"], Random(1)) == {
        "b/t1/=q",
        "b/t2/=q",
    }


def test_a_section_without_topics_left_is_passed_over() -> None:
    assert find_candidates(
        CONCEPTS, ["a/t0", "a/t1", "a/t2", *["b/t0"] * 4], Random(1)
    ) == {"b/t1/=q", "b/t2/=q"}
    assert (
        find_candidates(CONCEPTS, [concept.topic for concept in CONCEPTS], Random(1))
        == frozenset()
    )


def test_chance_decides_between_sections_asked_as_often() -> None:
    firsts = {
        next(iter(find_candidates(CONCEPTS, [], Random(seed))))[0] for seed in range(20)
    }
    assert firsts == {"a", "b"}


def test_a_placement_stops_early_only_once_every_section_is_narrow_enough() -> None:
    sure = {"player": msgspec.structs.replace(FRESH_PLAYER, variance=0.3)}
    nodes = sure | {
        section: msgspec.structs.replace(FRESH_SECTION, variance=0.1)
        for section in "ab"
    }
    assert (
        range_width(nodes["player"], nodes["a"])
        < 0.56
        < range_width(FRESH_PLAYER, FRESH_SECTION)
    )
    assert is_placed(nodes, "ab", 12)
    assert not is_placed(nodes, "ab", 11)
    assert not is_placed(sure | {"a": nodes["a"]}, "ab", 20)


def test_the_width_of_a_range_depends_on_the_sum_of_player_and_section() -> None:
    above, below = (
        msgspec.structs.replace(FRESH_PLAYER, mean=mean) for mean in (2.0, -2.0)
    )
    assert (
        range_width(above, below)
        == range_width(FRESH_PLAYER, FRESH_PLAYER)
        > range_width(above, above)
    )


def test_the_level_is_the_mean_of_the_topics() -> None:
    views = [
        TopicView(build_estimate(mean, 1.0), "open", 1) for mean in (-2.0, 0.0, 2.0)
    ]
    assert mean_mastery(views) == pytest.approx(0.5)


def test_a_placement_goes_over_the_sections_evenly_and_asks_no_topic_twice(
    broad_game: Game,
) -> None:
    session = broad_game.rounds.start("placement")
    assert len(session.slots) == 1
    done = play_out(broad_game, session, right=False)
    assert 12 <= len(done.slots) <= 24
    assert len(set(topic_keys(broad_game, done))) == len(done.slots)
    times = Counter(topic.partition("/")[0] for topic in topic_keys(broad_game, done))
    assert max(times.values()) - min(times.values()) <= 1


def test_a_placement_of_one_section_asks_all_of_its_topics(broad_game: Game) -> None:
    done = play_out(broad_game, broad_game.rounds.start("placement", section="two"))
    assert sorted(topic_keys(broad_game, done)) == [f"two/two-{n}" for n in range(10)]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_placement_of_one_section_begins_in_it_whatever_chance_says(
    broad_game: Game, section: str
) -> None:
    for seed in range(5):
        (first,) = topic_keys(
            broad_game, broad_game.rounds.start("placement", section=section, seed=seed)
        )
        assert first.startswith(f"{section}/")


def test_a_placement_ends_after_24_questions_at_most_and_skips_count(
    broad_game: Game,
) -> None:
    session = broad_game.rounds.advance(
        broad_game.rounds.answer(broad_game.rounds.start("placement"), None)
    )
    while session.phase != DONE:
        session = broad_game.rounds.skip(session)
    assert len(session.outcomes) == 24


def test_placement_results_show_the_level_and_the_five_lowest_topics(
    broad_game: Game,
) -> None:
    session = broad_game.rounds.start("placement")
    missed = set()
    while session.phase != DONE:
        is_right = session.at % 3 != 0
        if not is_right:
            missed.add(
                broad_game.progress.topic(
                    topic_keys(broad_game, session)[session.at]
                ).title
            )
        session = broad_game.rounds.advance(
            answer_question(broad_game, session, right=is_right)
        )
    results = broad_game.progress.results(session)
    level, heading = results.notes
    assert level.startswith("Your level: about ")
    assert level.endswith(" % known (± 10 points), lucky guesses left out.")
    assert (
        heading == "Where to look first, the lowest of what was tried:"
    )  # weak or not shown weak yet
    named = {topic.title for topic, _ in results.lowest}
    assert len(named) == 5
    assert len(named & missed) == min(5, len(missed))


def test_a_placement_without_any_answer_tells_no_level(broad_game: Game) -> None:
    session = broad_game.rounds.start("placement")
    while session.phase != DONE:
        session = broad_game.rounds.skip(session)
    assert broad_game.progress.end_lines(session) == []


@pytest.mark.parametrize(
    ("answers", "within"),
    [(1, "from only 1 answer"), (11, "from only 11 answers"), (12, "± 10 points")],
)
def test_a_level_from_few_answers_claims_no_precision(
    answers: int, within: str
) -> None:
    level = placement_lines(0.4, answers)[0]
    assert level == f"Your level: about 40 % known ({within}), lucky guesses left out."


def test_what_was_skipped_in_a_placement_is_no_answer(broad_game: Game) -> None:
    session = broad_game.rounds.advance(
        answer_question(broad_game, broad_game.rounds.start("placement"))
    )
    while session.phase != DONE:
        session = broad_game.rounds.skip(session)
    assert "(from only 1 answer)" in broad_game.progress.end_lines(session)[0]


def test_a_placement_left_goes_on_where_it_was(
    broad_game: Game, broad_home: Path, clock: Clock
) -> None:
    session = broad_game.rounds.start("placement")
    for _ in range(4):
        session = broad_game.rounds.advance(answer_question(broad_game, session))
    with closing(open_game(broad_home, clock, seed=9)) as reopened:
        assert reopened.rounds.resume_or_start(mode="placement") == session


def test_undo_asks_the_same_question_again_and_draws_none_anew(
    broad_game: Game,
) -> None:
    session = broad_game.rounds.advance(
        broad_game.rounds.answer(broad_game.rounds.start("placement"), None)
    )
    undone = broad_game.rounds.undo(session)
    assert (undone.at, undone.slots) == (0, session.slots)
    assert (
        broad_game.rounds.advance(broad_game.rounds.answer(undone, None)).slots
        == session.slots
    )


def test_a_placement_is_offered_after_each_of_the_first_rounds(
    broad_game: Game,
) -> None:
    offers = [broad_game.progress.should_offer_placement()]
    for _ in range(FIRST_ROUNDS + 1):
        play_out(broad_game, broad_game.rounds.start("today"), right=None)
        offers.append(broad_game.progress.should_offer_placement())
    assert offers == [False, *[True] * FIRST_ROUNDS, False]


def test_a_placement_is_offered_until_played_once(broad_game: Game) -> None:
    play_out(broad_game, broad_game.rounds.start("topic", topic="one/one-0"))
    assert broad_game.progress.should_offer_placement()
    broad_game.rounds.start("placement")
    assert broad_game.progress.should_offer_placement()
    play_out(broad_game, broad_game.rounds.start("placement"))
    assert not broad_game.progress.should_offer_placement()


def test_a_placement_has_its_own_end(broad_game: Game) -> None:
    with pytest.raises(UsageError, match="its own end"):
        broad_game.rounds.start("placement", questions=3)


def test_in_lines_a_placement_shows_its_place_and_where_to_look_first(
    broad_game: Game, clock: Clock
) -> None:
    session = broad_game.rounds.start("placement")
    text = play_input(broad_game, session, TimedLines(clock, [(9, "0")] * 24))
    assert " · 1 of at most 24\n" in text
    assert "\nYour level: about " in text
    assert "\nWhere to look first, the lowest of what was tried:\n  Topic " in text
