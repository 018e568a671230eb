"""Pictures of the screens: look at each before accepting another
(`--snapshot-update`).
"""

from typing import Any

import pytest
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    skip_to,
    wait_for_text,
)

from weakspot.game import Game

sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


async def to_overlap(player: Player) -> None:
    await skip_to(player, "search/overlap")


async def to_a_right_answer(player: Player) -> None:
    await answer_question(player)


async def to_a_wrong_answer(player: Player) -> None:
    await skip_to(player, "search/long-passages")
    await answer_question(player, right=False)


async def to_results(player: Player) -> None:
    await answer_question(player)
    await player.press("enter")
    await finish_round(player, right=False)


async def to_home(player: Player) -> None:
    await to_results(player)
    await player.press("escape")


async def to_section(player: Player) -> None:
    await to_home(player)
    await player.press("2")


async def to_points(player: Player) -> None:
    await to_home(player)
    await player.press("asterisk")


async def to_progress(player: Player) -> None:
    await to_home(player)
    await player.press("s")
    await wait_for_text(player, "a line from the second week on")


async def to_days(player: Player) -> None:
    await to_progress(player)
    await player.press("tab")
    await wait_for_text(player, "Nothing yet. Settings")


async def to_topic(player: Player) -> None:
    await to_home(player)
    await player.press("2", "down", "i")
    await wait_for_text(player, "a line from the second week on")


async def to_weak(player: Player) -> None:
    await to_home(player)
    await player.press("i")


@sizes
def test_weak_spots_look_as_they_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_weak, size)


@sizes
def test_home_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_home, size)


@sizes
def test_a_question_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, topic="chunking"), to_overlap, size)


@sizes
def test_a_right_verdict_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, topic="ranking"), to_a_right_answer, size)


@sizes
def test_a_wrong_verdict_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="search"), to_a_wrong_answer, size)


@sizes
def test_results_look_as_they_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_results, size)


@sizes
def test_a_section_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_section, size)


@sizes
def test_points_look_as_they_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_points, size)


@sizes
def test_progress_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_progress, size)


def test_the_days_of_progress_look_as_they_did(game: Game, snap_compare: Any) -> None:
    assert snap_compare(build_app(game, section="agents"), to_days, (80, 24))


@sizes
def test_a_topic_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(build_app(game, section="agents"), to_topic, size)
