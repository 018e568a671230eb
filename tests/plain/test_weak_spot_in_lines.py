import re
from contextlib import closing
from pathlib import Path

import pytest

from line_play import answer_lines, play_lines
from quiz_home import (
    SIBLING_TOPICS,
    Clock,
    make_sibling_home,
    miss_topic,
    open_game,
    play_out,
)
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.plain.tables import weak_lines
from weakspot.text import UNICODE_MARKS

FIGS = "food/figs"


def figs_lines(text: str) -> list[str]:
    """Return what is printed of the topic's state after each of its answers."""
    return [
        line.partition(" · ")[2]
        for line in re.findall(r"^  . Figs: .*$", text, re.MULTILINE)
    ]


def play_weak_round(game: Game) -> tuple[Session, str]:
    """Play a round of weak spots all right; returns it as it started, and what is
    printed.
    """
    session = game.rounds.start("weak")
    return session, play_lines(game, session, *answer_lines(game, session), "q")


@pytest.mark.parametrize(("kind", "days"), [("choice", 2), ("truefalse", 3)])
def test_a_topic_missed_on_purpose_is_named_and_let_go_once_its_siblings_are_right(
    tmp_path: Path, clock: Clock, kind: str, days: int
) -> None:
    with closing(open_game(make_sibling_home(tmp_path, kind), clock)) as game:
        miss_topic(game, clock, FIGS)
        first = game.progress.weak_spots()[0]
        assert (first.key, first.state, first.misses, first.needs) == (
            FIGS,
            "weak",
            3,
            (2, 2),
        )
        assert re.match(
            "Weak until right on 2 more questions, on 2 days\n◆ Figs ",
            weak_spots_text(game),
        )
        states, asked, moved = [], [], []
        while game.progress.topic(FIGS).state == "weak":
            session, text = play_weak_round(game)
            assert {
                game.library.topic_key(slot.question) for slot in session.slots
            } == {FIGS}
            assert "You missed this idea 3 times, last asked " in text
            asked += [slot.question for slot in session.slots]
            states.append(figs_lines(text)[0])
            told = text
            moved += re.findall(r"  ◆ → (.) Figs: \d+ %, (.*)\n", text)
            clock.advance(days=1)
        assert states[0] == "weak until right once more"
        assert set(states[1:-1]) <= {"weak until right a few times more"}
        assert states[-1] == "looks good"
        assert moved[0] == ("◆", "up, until right once more")
        assert moved[-1] == ("◑", "repaired")
        assert "◑ Figs: repaired · looks good" in told
        assert "Weak spots / Results\nRepaired: Figs\n1 of 1 right · " in told
        assert 2 <= len(set(asked)) == len(states) <= days
        assert FIGS not in {spot.key for spot in game.progress.weak_spots()}


def weak_spots_text(game: Game) -> str:
    return "\n".join(
        weak_lines(game.progress.weak_spots(), game.today(), UNICODE_MARKS)
    )


def test_the_same_sibling_or_the_same_day_does_not_let_a_topic_go(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_sibling_home(tmp_path), clock)) as game:
        miss_topic(game, clock, FIGS)
        states = [figs_lines(play_weak_round(game)[1])[0] for _ in range(3)]
        assert states == ["weak until right once more"] * 3
        clock.advance(days=1)
        assert "Figs: repaired · " in play_weak_round(game)[1]


def test_a_miss_in_between_starts_the_count_again(tmp_path: Path, clock: Clock) -> None:
    with closing(open_game(make_sibling_home(tmp_path), clock)) as game:
        miss_topic(game, clock, FIGS)
        play_weak_round(game)
        session = game.rounds.start("weak")
        text = play_lines(game, session, *answer_lines(game, session, right=False), "q")
        assert figs_lines(text)[0] == "weak until right on 2 days"
        assert game.progress.weak_spots()[0].title == SIBLING_TOPICS[-1]


def test_a_topic_weak_after_its_only_answer_says_why(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_sibling_home(tmp_path), clock)) as game:
        for topic in SIBLING_TOPICS[:-1]:
            play_out(game, game.rounds.start(topic=topic), right=False)
        session = game.rounds.start(topic="figs", questions=1)
        text = play_lines(game, session, *answer_lines(game, session, right=False), "q")
        assert figs_lines(text)[0] == "weak, as most answers so far were wrong", text
