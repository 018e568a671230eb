"""What another weakspot does to the cache of banks, after an edit, while the game is on
the screen.
"""

from pathlib import Path

import pytest
from pilot import build_app, screen_name
from small_home import open_game, write_banks

from weakspot.bank.catalog import Catalog, load_catalog


@pytest.mark.parametrize(
    ("keys", "screen"),
    [
        (["enter"], "RoundScreen"),
        (["1", "n"], "LessonScreen"),
        (["b"], "BanksScreen"),
    ],
)
async def test_a_bank_cached_anew_by_another_weakspot_ends_no_game(
    tmp_path: Path, keys: list[str], screen: str
) -> None:
    folder = write_banks(tmp_path / "questions")

    def load() -> Catalog:
        return load_catalog([(folder, "user")], tmp_path / "cache")

    load()
    game = open_game(load(), tmp_path / "home")
    session = game.rounds.start("today")
    game.library.cycle_mute(session.slots[-1].question)
    while session.at < len(session.slots) - 2:
        session = game.rounds.advance(game.rounds.answer(session, None))
    game.close()
    game = open_game(load(), tmp_path / "home")
    async with build_app(game).run_test() as player:
        for path in folder.iterdir():
            path.write_text(
                path.read_text("utf-8").replace("explain: ", "explain: Mended. "),
                "utf-8",
            )
        load()
        await player.press(*keys)
        assert screen_name(player) == screen
    game.close()
