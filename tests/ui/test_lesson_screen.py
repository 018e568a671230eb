"""A lesson keeps its place, and says that there is more only where that is so."""

from contextlib import closing
from pathlib import Path

from pilot import Player, build_app, footer_text, screen_rows
from small_home import SEARCH, open_own_game, write_banks

from weakspot.game import Game

PARTS = "\n\n".join(
    f"  Part {number}: {'some words that fill a few lines ' * 5}"
    for number in range(30)
)


def top_row(player: Player) -> str:
    """The first row of the body."""
    return screen_rows(player)[player.app.screen.query_one(".body").region.y].strip()


async def test_a_resize_keeps_what_stands_at_the_top(tmp_path: Path) -> None:
    folder = write_banks(tmp_path / "questions")
    bank = SEARCH.replace("  ## Ranking\n", f"{PARTS}\n\n  ## Ranking\n")
    (folder / "01-search.yaml").write_text(bank, encoding="utf-8")
    with closing(open_own_game(tmp_path)) as game:
        async with build_app(game).run_test(size=(80, 24)) as player:
            await player.press("1", "n", *["pagedown"] * 3)
            while not top_row(player).startswith("Part"):
                await player.press("down")
            part = top_row(player).split()[:2]
            for size in [(40, 15), (30, 8), (80, 24), (120, 40), (80, 12), (80, 24)]:
                await player.resize_terminal(*size)
                if size != (30, 8):
                    assert top_row(player).split()[:2] == part


async def test_only_a_lesson_that_does_not_fit_has_a_scrollbar(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("1", "n")
        assert footer_text(player) == "? help   Esc back"
        assert not player.app.screen.query_one(".body").show_vertical_scrollbar
        await player.resize_terminal(40, 15)
        assert player.app.screen.query_one(".body").show_vertical_scrollbar
