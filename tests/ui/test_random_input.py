"""Random keys, clicks and sizes of the terminal end no screen, and harm no save."""

import re
import string
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from random import Random

import pytest
from kind_bank import BANK, SHOWN, open_kind_game, start_kinds_round
from msgspec.structs import replace
from pilot import PlayedApp, Player, settle

from quiz_home import save_path
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.store.verification import verify

SIZES = [(40, 15), (60, 20), (80, 24), (100, 30), (120, 40)]
KEYS = [
    *string.ascii_letters,
    *string.digits,
    *string.punctuation,
    *["up", "down", "left", "right", "home", "end", "pageup", "pagedown"] * 3,
    *["enter", "space", "tab", "shift+tab", "backspace", "delete", "escape"] * 3,
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "aegkpsuvwx"),
    *(f"alt+{letter}" for letter in "zxc"),
    *"é検",
]
"""Without the keys that quit or pause."""
CASED = BANK.replace("- id: choice\n", "- id: choice\n  case: bot\n")
LEFT_ALONE = 8
"""Events until a screen that was left is opened again."""
COUNT = 25
"""Events on each screen."""

KINDS = {f"round of {kind}": kind for kind in [*SHOWN, "lines"]}
PLACES = {
    "home": "",
    "verdict": "play:choice 1",
    "case": "play:choice o",
    "results": "play:choice 1 enter",
    "exam": "play:exam",
    "hand in": "play:exam v",
    "review": "play:exam 1 v home enter enter v",
    "exam results": "play:exam 1 v home enter enter",
    "browser": "slash",
    "card": "slash down enter",
    "banks": "b",
    "weak": "i",
    "section": "1",
    "topic": "1 down i",
    "progress": "s",
    "settings": "comma",
    "lesson": "1 n",
    "points": "asterisk",
    "more": "m",
    "help": "question_mark",
    "palette": "ctrl+p",
    **{place: f"play:{kind}" for place, kind in KINDS.items()},
}
"""How each screen is opened on the first one: by a round of a kind, and by keys."""


@pytest.fixture
def kinds_game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Game]:
    """A game on one question of each kind, with a round behind it."""
    monkeypatch.setattr(PlayedApp, "suspend", lambda app: nullcontext())
    monkeypatch.setenv("VISUAL", "true")
    with closing(open_kind_game(tmp_path, CASED)) as game:
        session = start_kinds_round(game, "choice", "truefalse", "multi")
        for _ in session.slots:
            session = game.rounds.advance(game.rounds.answer(session, None))
        yield game


async def open_place(player: Player, keys: str, first: Session) -> None:
    """Open a screen above the first one; `first` is the round to play where one is."""
    app = player.app
    while len(app.screen_stack) > 1:
        app.pop_screen()
    await settle(app)
    for muted in app.game.library.muted_titles():
        app.game.library.unmute(muted)
    for key in keys.split():
        if key == "play:exam":
            app.play(app.game.rounds.resume_or_start(mode="exam"))
            await settle(app)
        elif key.startswith("play:"):
            app.play(
                replace(
                    first, id=app.game.rounds.start("section", section="adaptation").id
                )
            )
            await settle(app)
        else:
            await player.press(key)


async def do_anything(player: Player, rng: Random) -> str:
    """Press a key, click or resize the terminal; return what was done."""
    chance, (width, height) = rng.random(), player.app.screen.size
    if chance < 0.03:
        size = rng.choice(SIZES)
        await player.resize_terminal(*size)
        return str(size)
    if chance < 0.25:
        offset = rng.randrange(width), rng.randrange(height)
        times = rng.choice([1, 1, 1, 2])
        await player.click(offset=offset, times=times)
        return f"click {offset} {times}"
    key = rng.choice(KEYS)
    await player.press(key)
    return key


@pytest.mark.parametrize("place", PLACES)
async def test_no_key_or_click_ends_a_screen_or_harms_the_save(
    kinds_game: Game, tmp_path: Path, place: str
) -> None:
    rng, done, keys = Random(place), [""], PLACES[place]
    first = start_kinds_round(kinds_game, *re.findall(r"play:(?!exam)(\w+)", keys))
    while len(done) <= COUNT:
        size = rng.choice(SIZES)
        async with PlayedApp(kinds_game).run_test(size=size) as player:
            opened, left = None, LEFT_ALONE
            while len(done) <= COUNT and player.app.is_running:
                left += player.app.screen is not opened
                if left > LEFT_ALONE:
                    await open_place(player, keys, first)
                    done.append(f"{type(player.app.screen).__name__}:")
                    opened, left = player.app.screen, 0
                done.append(await do_anything(player, rng))
                assert player.app.failure is None, done
    assert verify(save_path(tmp_path)) == []
