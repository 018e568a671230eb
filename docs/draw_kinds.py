"""Draws a question of each kind into docs/pictures/kinds: partly answered, and with its
verdict.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from drawing import draw_picture
from msgspec.structs import replace
from sample_player import Calendar

from weakspot.engine.session import Session, Slot
from weakspot.engine.values import Choice, Essay, Order, Picks, Places, Response, Texts
from weakspot.game import Game

BANK = Path(__file__).parent / "01-examples.yaml"
SIZES = ((80, 24), (120, 40))
NUMBERS = {"users": 400.0, "turns": 10.0, "tokens": 5000.0, "price": 2.5}
SHOWN: dict[str, tuple[tuple[int, ...], ...]] = {
    "choice": ((1, 0),),
    "multi": ((2, 0, 3, 1),),
    "match": ((0, 1, 2, 3), (4, 2, 0, 3, 1)),
    "sort": ((2, 0, 3, 1, 4), (0, 1)),
    "order": ((2, 0, 3, 1),),
    "decision": ((1, 0), (2, 0, 1)),
}
"""The order of items on the screen; for other kinds, that of the bank."""

PLAYED: dict[str, tuple[list[str], Response]] = {
    "choice": (["down"], Picks(picks=frozenset({1}))),
    "multi": (["2", "3"], Picks(picks=frozenset({0, 3}))),
    "truefalse": ([], Picks(picks=frozenset({0}))),
    "typed": ([*"KV cache", "tab"], Texts(texts=("prompt cache", "prefil"))),
    "number": ([*"1500"], Texts(texts=("1500000",))),
    "match": (["3", "5"], Places(places=(0, 1, 3, 2))),
    "sort": (["2", "1"], Places(places=(0, 1, 1, 1, 1))),
    "order": (["space", "down"], Order(order=(0, 2, 1, 3))),
    "lines": (["2"], Picks(picks=frozenset({1, 2}))),
    "decision": (["2"], Choice(action=0, reason=1)),
    "open": (
        [*"Which cases did you try?"],
        Essay(text="Which cases did you try?", ticks=frozenset({0, 1})),
    ),
}
"""By kind, the keys pressed before the first picture, and the response given before the
second.
"""


def start_round_of_all(game: Game) -> Session:
    """Start a round with one question of each kind, in the order of PLAYED."""
    drawn = game.rounds.start(
        "section", section="examples", questions=len(PLAYED), seed=1
    )
    by_kind = {
        kind_of(game, slot): arrange_slot(slot, kind_of(game, slot))
        for slot in drawn.slots
    }
    return replace(drawn, slots=tuple(by_kind[kind] for kind in PLAYED))


def kind_of(game: Game, slot: Slot) -> str:
    """The kind of the slot's question."""
    return str(game.library.question(slot.question).__struct_config__.tag)


def arrange_slot(slot: Slot, kind: str) -> Slot:
    """The slot with the order of SHOWN and with NUMBERS."""
    shown = SHOWN.get(kind, tuple(tuple(sorted(order)) for order in slot.shown))
    return replace(
        slot, shown=shown, numbers=NUMBERS if slot.numbers else {}, reason="new"
    )


async def main() -> None:
    """Draw every kind in both sizes, asked and answered."""
    with TemporaryDirectory() as folder:
        home, calendar = Path(folder), Calendar()
        (home / "questions").mkdir()
        shutil.copy(BANK, home / "questions")
        game = Game.open(home, clock=calendar, rng=Random(1), ticks=calendar.ticks)
        session = start_round_of_all(game)
        for kind, (keys, response) in PLAYED.items():
            for size in SIZES:
                await draw_picture(f"kinds/{kind}-asked", game, session, keys, size)
            session = game.rounds.answer(session, response)
            for size in SIZES:
                await draw_picture(f"kinds/{kind}-answered", game, session, [], size)
            session = game.rounds.advance(session)
        game.close()


if __name__ == "__main__":
    asyncio.run(main())
