"""A sample player for the pictures: three weeks of play by a clock that is moved by
hand.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from weakspot.engine.bank_view import BankView
from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.session import DONE, Session, Slot
from weakspot.engine.values import LocatedFault, Picks
from weakspot.game import Game
from weakspot.game.library import Library
from weakspot.settings import DEFAULTS

START = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
DAYS = 24
REST_DAYS = {5, 6, 13, 19}
"""The days without play, from 0."""

SKILLS = {
    "definition": 0.95,
    "three-factors": 0.9,
    "model-adaptation": 0.6,
    "production-pitfalls": 0.7,
}
"""How often (0..1) the sample player is right, by section; elsewhere four times in
five.
"""

SUBJECTS = {
    "kubernetes": "subjects/kubernetes",
    "spanish-verbs": "subjects/spanish-verbs",
}
NOTES = Path(__file__).parents[1] / "tests" / "data" / "kubernetes.yaml"
STEMS = {"hablar": "habl", "trabajar": "trabaj", "cantar": "cant", "mirar": "mir"}
ENDINGS = {"yo": "o", "tú": "as", "ella": "a", "nosotros": "amos", "ellos": "an"}
VERBS = "questions:\n" + "".join(
    f"  - {{prompt: {verb} ({person}), answer: {stem}{ending}, topic: {verb}}}\n"
    for verb, stem in STEMS.items()
    for person, ending in ENDINGS.items()
)
"""The player's other subjects: notes on Kubernetes, and verbs."""

QUESTIONS = "/usr/share/weakspot/questions"
SETTINGS = Path("/home/ann/.config/weakspot/settings.toml")
"""Where the pictures say that the banks and settings are."""


class Calendar:
    """A clock that is moved by hand, and a stopwatch that advances by `pace` seconds at
    each reading.
    """

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.seconds = 0.0
        self.pace = 18.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        """The stopwatch, in seconds."""
        self.seconds += self.pace
        return self.seconds


class SampleLibrary(Library):
    """A library that gives its files the paths they would have on the sample player's
    machine.
    """

    def banks(self) -> tuple[BankView, ...]:
        found = super().banks()
        self.real_files = {
            f"{QUESTIONS}/{Path(bank.file).name}": bank.file for bank in found
        }
        return tuple(
            replace(bank, file=shown)
            for bank, shown in zip(found, self.real_files, strict=True)
        )

    def faults(self, file: str) -> tuple[LocatedFault, ...]:
        return super().faults(self.real_files[file])


def open_game(home: Path, calendar: Calendar) -> Game:
    """Open a game on this home, with a fixed seed."""
    game = Game.open(home, clock=calendar, rng=Random(11), ticks=calendar.ticks)
    game.library.__class__ = SampleLibrary
    game.settings = replace(game.settings, file=SETTINGS, subjects=SUBJECTS)
    return game


def write_decks(home: Path) -> None:
    """Write the banks of the player's other subjects."""
    for name, text in zip(SUBJECTS, (NOTES.read_text("utf-8"), VERBS), strict=True):
        bank = home / SUBJECTS[name] / "questions" / f"{name}.yaml"
        bank.parent.mkdir(parents=True)
        bank.write_text(text, encoding="utf-8")


@contextmanager
def played_home() -> Iterator[Path]:
    """A temporary home after some weeks of play, with an exam half-way."""
    calendar = Calendar()
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        game, rng = open_game(home, calendar), Random(4)
        for day in range(DAYS):
            if day not in REST_DAYS:
                play_round(
                    game, game.rounds.start("today", questions=rng.randint(6, 16)), rng
                )
            if day == DAYS // 2:
                finish_exam(game)
            calendar.now += timedelta(days=1)
        play_round(game, game.rounds.start("survival", seed=1), rng)
        game.close()
        write_decks(home)
        for name, rounds in zip(SUBJECTS, (5, 2), strict=True):
            calendar.now = START + timedelta(days=DAYS - 2 * rounds)
            play_deck(home, calendar, name, rounds)
        yield home


def play_deck(home: Path, calendar: Calendar, name: str, rounds: int) -> None:
    """Play rounds of another subject, one every other day; the last one is today's."""
    settings = replace(DEFAULTS, subjects=SUBJECTS)
    for _ in range(rounds):
        calendar.now += timedelta(days=2)
        game = Game.open(
            home, "default", calendar, Random(3), ticks=calendar.ticks,
            settings=settings, subject=name,
        )  # fmt: skip
        play_round(game, game.rounds.start(), Random(5))
        game.close()


@contextmanager
def copied_game(home: Path) -> Iterator[tuple[Game, Calendar]]:
    """A game on a copy of that home, so that no picture depends on another; and its
    clock.
    """
    calendar = Calendar(START + timedelta(days=DAYS))
    with TemporaryDirectory() as folder:
        shutil.copytree(home, folder, dirs_exist_ok=True)
        game = open_game(Path(folder), calendar)
        yield game, calendar
        game.close()


def play_round(game: Game, session: Session, rng: Random) -> Session:
    """Play a round to its end, as the sample player would."""
    while session.phase != DONE:
        session = answer_question(game, session, rng)
    return session


def answer_question(game: Game, session: Session, rng: Random) -> Session:
    """Answer a question as the sample player would, and go on to the next."""
    right, _, wrong = game.library.question(session.slot.question).responses()
    known = is_known(session.slot, rng)
    confidences = (
        ("guess", "think", "think", "sure")
        if known
        else ("guess", "guess", "think", "sure")
    )
    return game.rounds.advance(
        game.rounds.answer(session, right if known else wrong, rng.choice(confidences))
    )


def is_known(slot: Slot, rng: Random) -> bool:
    """Draw whether the sample player knows the slot's question this time."""
    return rng.random() < SKILLS.get(slot.question.partition("/")[0], 0.8)


def start_with(
    game: Game,
    mode: str,
    at: int,
    fits: Callable[[Game, Slot], bool],
    questions: int | None = None,
) -> Session:
    """Start the first round of this mode with a question that `fits`, and move that to
    the place `at`, from 0: whatever is drawn, the picture shows such a question.
    """
    for seed in range(100):
        session = game.rounds.start(mode, questions=questions, seed=seed)
        found = next((slot for slot in session.slots if fits(game, slot)), None)
        if found is not None:
            slots = [slot for slot in session.slots if slot is not found]
            return replace(session, slots=(*slots[:at], found, *slots[at:]))
    raise LookupError(f"no round of {mode} has a question that fits")


def start_at_question(game: Game) -> Session:
    """Start a round of weak spots and answer two questions; the third is one with a
    mix-up to show.
    """
    rng = Random(1)
    session = start_with(game, "weak", 2, is_mixup_choice, questions=10)
    for _ in range(2):
        session = answer_question(game, session, rng)
    return session


def is_plain_choice(game: Game, slot: Slot) -> bool:
    """True if the question is a choice of four with a short prompt and no case."""
    question = game.library.question(slot.question)
    if not isinstance(question, ChoiceQuestion) or question.case is not None:
        return False
    return len(question.options) == 4 and len(question.prompt) < 240


def is_mixup_choice(game: Game, slot: Slot) -> bool:
    """True if it is such a choice, and its first wrong option betrays a mix-up."""
    question = game.library.question(slot.question)
    return is_plain_choice(game, slot) and bool(
        question.grade(question.responses()[2], {}).misconceptions
    )


def find_wrong_key(game: Game, session: Session) -> str:
    """Find the digit that answers the question in play wrongly."""
    wrong = game.library.question(session.slot.question).responses()[2]
    assert isinstance(wrong, Picks)
    return str(session.slot.shown[0].index(min(wrong.picks)) + 1)


def play_weak_round(game: Game) -> Session:
    """Play a round of weak spots to its end."""
    return play_round(game, game.rounds.start("weak", questions=8, seed=3), Random(2))


def start_exam(game: Game) -> Session:
    """Start an exam and go past its middle, to a plain choice, with two questions
    before it left open.
    """
    at = 24
    session = start_with(game, "exam", at, is_plain_choice)
    return game.rounds.visit(answer_exam(game, session, at, {3, 17}), at)


def finish_exam(game: Game) -> Session:
    """Hand in an exam with two questions left open."""
    session = game.rounds.start("exam", seed=5)
    return game.rounds.finish(answer_exam(game, session, len(session.slots), {3, 27}))


def answer_exam(
    game: Game, session: Session, count: int, left_open: set[int]
) -> Session:
    """Answer the first `count` questions of an exam, and mark those that are left
    open.
    """
    rng = Random(6)
    for at in range(count):
        session = game.rounds.visit(session, at)
        if at in left_open:
            session = game.rounds.toggle_exam_flag(session)
            continue
        right, _, wrong = game.library.question(session.slot.question).responses()
        session = game.rounds.put_response(
            session, right if is_known(session.slot, rng) else wrong
        )
    return session
