"""P17: the texts of a bank are shown, never obeyed, on every screen."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pilot import PlayedApp, Player, screen_text

from quiz_home import make_bank, make_item, open_game, write_bank

HARM = (
    "[red]R[/] [/] [@click=app.quit]Q[/] [link=file:///x]L[/link] \u202eB\u2066 <b> "
    "\\[x] $a {x} %s ["
)
BEFORE = ("1", "n", "escape", "escape", "enter", "h", "o", "escape")
"""What can be opened before an answer."""
ANSWER = ("0", "e", "e", "!", "escape", "n", "escape", "enter")
"""An answer, and all that can be opened after it."""


def add_harm(value: Any, name: str = "") -> Any:
    """The bank with harm in every text that a player reads."""
    if isinstance(value, dict):
        return {key: add_harm(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [add_harm(inner, name) for inner in value]
    names = (
        "title",
        "about",
        "prompt",
        "text",
        "why",
        "hint",
        "explain",
        "notes",
        "all-alike",
    )
    return f"{value} {HARM}" if name in names and isinstance(value, str) else value


@pytest.fixture
def home(tmp_path: Path) -> Path:
    rag = make_bank(
        "rag",
        {"chunking": "Chunking", "ranking": "Ranking"},
        make_item("a", "chunking", hint="Think.", case="trace"),
        make_item("b", "ranking", kind="multi", hint="Think.", case="trace"),
    )
    rag["cases"] = {"trace": {"title": "A trace", "text": "Its text"}}
    write_bank(tmp_path, "01-rag.yaml", add_harm(rag))
    return tmp_path


def screen_words(player: Player) -> str:
    """What is on the screen, its rows joined: nothing that a terminal would obey."""
    text = " ".join(screen_text(player).split())
    assert not set("\u202e\u2066\x1b") & set(text)
    return text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_p17_every_screen_shows_a_banks_texts_as_they_stand(
    home: Path, size: tuple[int, int]
) -> None:
    with closing(open_game(home)) as game:
        async with PlayedApp(game).run_test(size=size) as player:
            screens: dict[str, str] = {}
            for key in (*BEFORE, *ANSWER, *ANSWER, "d"):
                name = type(player.app.screen).__name__
                screens[name] = screens.get(name, "") + screen_words(player)
                await player.press(key)
            screen_words(player)
    assert {
        "HomeScreen",
        "SectionScreen",
        "LessonScreen",
        "RoundScreen",
        "CaseScreen",
    } <= screens.keys()
    if size == (120, 40):
        assert all(
            "[red]R[/]" in screens[name] for name in screens.keys() - {"InputScreen"}
        )
        assert (
            "[link=file:///x]L[/link] <U+202E>B<U+2066> <b>" in screens["RoundScreen"]
        )


async def test_p17_the_palette_reads_no_markup_from_a_bank(home: Path) -> None:
    with closing(open_game(home)) as game:
        game.library.cycle_mute(game.rounds.start("today").slot.question)
        async with PlayedApp(game).run_test(size=(120, 60)) as player:
            await player.press("ctrl+p")
            rows = player.app.screen.rows.options
            titles = [row.prompt.text.plain for row in rows]
            for begin in ("Section: ", "Unmute: "):
                (title,) = [one for one in titles if one.startswith(begin)]
                assert "[red]R[/] [/] [@click=app.quit]Q[/]" in title
                assert "<U+202E>" in title
            await player.press(*"section")
            await player.pause()
            screen_words(player)
