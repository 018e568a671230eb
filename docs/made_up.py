"""A made-up player for the pictures: three weeks of play by a clock that is moved by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.overview import BankView, Remark
from weakspot.engine.session import DONE, Session, Slot
from weakspot.game import Game

START = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
DAYS = 24
RESTS = {5, 6, 13, 19}
"""The days without play, counted from 0."""

STRONG = {"definition": 0.95, "three-factors": 0.9, "model-adaptation": 0.6, "production-pitfalls": 0.7}
"""How often the made-up player is right, by section; elsewhere four times in five."""

QUESTIONS = "/usr/share/weakspot/questions"
SETTINGS = Path("/home/ann/.config/weakspot/settings.toml")
"""Where banks and settings are said to be."""


class Calendar:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.seconds = 0.0
        self.pace = 18.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        """Seconds, some more at each call: an answer takes its time."""
        self.seconds += self.pace
        return self.seconds


class MadeUpGame(Game):
    """A game whose files are where the made-up player has them."""

    def banks(self) -> tuple[BankView, ...]:
        found = super().banks()
        self.true = {f"{QUESTIONS}/{Path(bank.file).name}": bank.file for bank in found}
        return tuple(replace(bank, file=said) for bank, said in zip(found, self.true, strict=True))

    def remarks(self, file: str) -> tuple[Remark, ...]:
        return super().remarks(self.true[file])


def open_game(home: Path, calendar: Calendar) -> Game:
    """A game on this home, always the same."""
    game = MadeUpGame.open(home, clock=calendar, rng=Random(11), ticks=calendar.ticks)
    game.settings = replace(game.settings, file=SETTINGS)
    return game


@contextmanager
def three_weeks() -> Iterator[Path]:
    """A home after some weeks of play, with an exam half way."""
    calendar = Calendar()
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        game, rng = open_game(home, calendar), Random(4)
        for day in range(DAYS):
            if day not in RESTS:
                play_round(game, game.start("today", questions=rng.randint(6, 16)), rng)
            if day == DAYS // 2:
                after_exam(game)
            calendar.now += timedelta(days=1)
        play_round(game, game.start("survival", seed=1), rng)
        game.close()
        yield home


@contextmanager
def copied(home: Path) -> Iterator[tuple[Game, Calendar]]:
    """A game on a copy of the home after those weeks, so that no picture depends on another."""
    calendar = Calendar(START + timedelta(days=DAYS))
    with TemporaryDirectory() as folder:
        shutil.copytree(home, folder, dirs_exist_ok=True)
        game = open_game(Path(folder), calendar)
        yield game, calendar
        game.close()


def play_round(game: Game, session: Session, rng: Random) -> Session:
    """The round done, every question answered as the made-up player would."""
    while session.phase != DONE:
        session = answered(game, session, rng)
    return session


def answered(game: Game, session: Session, rng: Random) -> Session:
    """The round one question further."""
    right, _, wrong = game.question(session.slot.question).responses()
    known = knows(session.slot, rng)
    says = rng.choice(("guess", "think", "think", "sure") if known else ("guess", "guess", "think", "sure"))
    return game.advance(game.answer(session, right if known else wrong, says))


def knows(slot: Slot, rng: Random) -> bool:
    """Does the made-up player know it this time?"""
    return rng.random() < STRONG.get(slot.question.partition("/")[0], 0.8)


def at_question(game: Game) -> Session:
    """A round of weak spots at a question that shows well, two answered before."""
    rng = Random(1)
    for seed in range(1000):
        session = game.start("weak", questions=10, seed=seed)
        if len(session.slots) > 4 and shows_well(game, session.slots[2]):
            for _ in range(2):
                session = answered(game, session, rng)
            return session
    raise LookupError("no such round")


def shows_plainly(game: Game, slot: Slot) -> bool:
    """Is it a choice of four with a short prompt, and no case?"""
    question = game.question(slot.question)
    if not isinstance(question, ChoiceQuestion) or question.case is not None:
        return False
    return len(question.options) == 4 and len(question.prompt) < 150


def shows_well(game: Game, slot: Slot) -> bool:
    """Is it such a choice, whose first wrong option betrays a mix-up?"""
    question = game.question(slot.question)
    return shows_plainly(game, slot) and bool(question.grade(question.responses()[2], {}).misconceptions)


def wrong_key(game: Game, session: Session) -> str:
    """The digit that answers the question in play wrongly."""
    wrong = game.question(session.slot.question).responses()[2]
    return str(session.slot.shown[0].index(min(wrong.picks)) + 1)


def played(game: Game) -> Session:
    """A round of weak spots, finished."""
    return play_round(game, game.start("weak", questions=8, seed=3), Random(2))


def in_exam(game: Game) -> Session:
    """An exam past its middle, at a choice without a case, two questions before it left open."""
    session = game.start("exam", seed=5)
    at = next(n for n, slot in enumerate(session.slots) if n > 20 and shows_plainly(game, slot))
    return game.visit(with_answers(game, session, at, {3, 17}), at)


def after_exam(game: Game) -> Session:
    """An exam handed in, two questions left open."""
    session = game.start("exam", seed=5)
    return game.finish(with_answers(game, session, len(session.slots), {3, 27}))


def with_answers(game: Game, session: Session, count: int, left_open: set[int]) -> Session:
    """The exam with its first questions answered, except those that are left open, and marked."""
    rng = Random(6)
    for at in range(count):
        session = game.visit(session, at)
        if at in left_open:
            session = game.toggle_mark(session)
            continue
        right, _, wrong = game.question(session.slot.question).responses()
        session = game.put_response(session, right if knows(session.slot, rng) else wrong)
    return session
