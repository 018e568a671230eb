"""A question of each kind to look at: whole at every width, its answer hidden until it
is asked for.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kind_bank import open_kind_game
from msgspec.structs import replace
from pilot import shown_words, squeeze

from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.search import Card, SearchFilters
from weakspot.game import Game
from weakspot.ui.widgets.card import (
    HIDDEN,
    build_card_form,
    card_parts,
    form_lines,
    lesson_lines,
)


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    opened = open_kind_game(Path(tmp_path_factory.mktemp("kinds")))
    yield opened
    opened.close()


def draw_card(card: Card, width: int, revealed: bool) -> list[str]:
    """The lines of a card."""
    built = [line for part in card_parts(card, revealed, width) for line in part]
    assert all(line.cell_length <= width for line in built)
    return [line.plain for line in built]


@pytest.mark.parametrize("width", [32, 40, 76, 88])
@pytest.mark.parametrize("kind", KINDS)
def test_a_card_hides_its_answer_and_shows_it(
    game: Game, kind: str, width: int
) -> None:
    found = game.library.search("", SearchFilters(kind=kind))
    assert found
    for one in found:
        card = game.library.card(one.key)
        hidden, shown = (
            squeeze("".join(draw_card(card, width, revealed)))
            for revealed in (False, True)
        )
        explain = shown_words(card.question.explain)
        assert shown_words(HIDDEN) in hidden
        assert explain not in hidden
        assert explain in shown
        assert not any("✓" in line for line in draw_card(card, width, False)[:-4])
        if kind in ("typed", "number"):
            assert shown_words(card.rights) in shown
            assert shown_words(card.rights) not in hidden


def test_a_card_shows_the_case_of_its_question_line_by_line(game: Game) -> None:
    (found, *_) = game.library.search("", SearchFilters(kind="choice"))
    lines = draw_card(
        replace(
            game.library.card(found.key), case="tokens in   41 M\ntokens out   3 M\n"
        ),
        60,
        False,
    )
    last = lines.index("tokens out   3 M")
    assert (lines[last - 1], lines[last + 1]) == ("tokens in   41 M", "")
    assert lines[last + 2]


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_can_be_read(game: Game, kind: str) -> None:
    for one in game.library.search("", SearchFilters(kind=kind)):
        card = game.library.card(one.key)
        shown = squeeze("".join(draw_card(card, 40, True)))
        assert all(shown_words(text) in shown for text in card.question.texts)


def test_pairs_stay_where_they_are_when_the_answer_is_shown(game: Game) -> None:
    (found,) = game.library.search("", SearchFilters(kind="match"))
    hidden, shown = (
        build_card_form(game.library.card(found.key), revealed)
        for revealed in (False, True)
    )
    assert hidden is not None
    assert shown is not None
    told = [
        [line.plain[2:8] for line in form_lines(one, 76)] for one in (hidden, shown)
    ]
    assert told[0] == told[1]


def test_a_lesson_stands_below_its_title() -> None:
    shown = ["Title", "", "## Head", "", "The next.", "• first", "", "1. one"]
    lines = lesson_lines("Title", "## Head\n\nThe **next**.\n• first\n\n1. one", 60)
    assert [line.plain for line in lines] == shown
