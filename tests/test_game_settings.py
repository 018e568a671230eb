"""What the settings change in a game, and saving them."""

from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from line_play import TimedLines, play_input
from quiz_home import Clock, make_home, make_wide_home
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.settings import DEFAULTS, read_settings


def open_with_settings(home: Path, **values: object) -> Game:
    """Open a game with some settings changed."""
    return Game.open(home, clock=Clock(), settings=replace(DEFAULTS, **values))


@pytest.mark.parametrize("minutes", [5, 7.5, 25])
def test_the_minutes_setting_bounds_only_the_round_of_today(
    tmp_path: Path, minutes: float
) -> None:
    with closing(
        open_with_settings(make_wide_home(tmp_path, 40), minutes=minutes)
    ) as game:
        asked = len(game.rounds.start("today", minutes=minutes).slots)
        assert (
            len(game.rounds.start().slots)
            == len(game.progress.plan("today").drawn)
            == asked
        )
        assert 0.7 * minutes < asked <= minutes
        assert len(game.rounds.start(section="wide").slots) == 12
        assert len(game.rounds.start("today", questions=3).slots) == 3


def test_without_a_minutes_setting_the_first_rounds_are_longer(tmp_path: Path) -> None:
    with closing(open_with_settings(make_wide_home(tmp_path, 40))) as game:
        assert len(game.rounds.start().slots) == 20


def test_a_changed_setting_acts_at_once_and_is_saved(home: Path) -> None:
    file = home / "settings.toml"
    file.write_text('minutes = "ten"\nconfidence = true # always\n')
    with closing(Game.open(home, settings=read_settings(file))) as game:
        assert len(game.faults()) == 1
        game.change_setting("minutes", 5)
        assert (game.settings.minutes, game.settings.confidence) == (5, True)
        assert game.faults() == []
    assert file.read_text() == "minutes = 5\nconfidence = true # always\n"


def test_a_setting_that_cannot_be_saved_holds_until_the_game_ends(home: Path) -> None:
    file = home / "settings.toml"
    file.write_text("minutes = [\n")
    with closing(Game.open(home, settings=read_settings(file))) as game:
        with pytest.raises(WeakspotError, match="mend it first"):
            game.change_setting("minutes", 5)
        assert game.settings.minutes == 5
        assert len(game.faults()) == 1
    assert file.read_text() == "minutes = [\n"


def test_without_a_file_a_setting_is_not_saved(home: Path) -> None:
    with closing(Game.open(home)) as game:
        game.change_setting("answer", "enter")
        assert game.settings.answer == "enter"
    assert [path.name for path in home.iterdir() if path.is_file()] == []


def test_line_mode_says_what_is_wrong_before_the_first_question(home: Path) -> None:
    make_home(home)
    file = home / "settings.toml"
    file.write_text('minutes = "ten"\n')
    with closing(Game.open(home, settings=read_settings(file))) as game:
        first, *_ = play_input(
            game, game.rounds.start(), TimedLines(Clock(), [])
        ).splitlines()
    assert first.startswith(
        'settings.toml, line 1: minutes is "ten"; a number from 1 to 120'
    )
