"""`make bench-weeks`: three weeks of rounds of the day, played by four players through
the real game on the shipped banks, and what was promised, repaired and called weak.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from abc import ABC, abstractmethod
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.learners.game import PROMISED
from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.engine.concepts import Entry
from weakspot.engine.session import DONE, Session
from weakspot.engine.today import PART_OF
from weakspot.game import Game
from weakspot.paths import shipped_banks
from weakspot.store.opening import open_memory
from weakspot.store.save import Save
from weakspot.words.changes import progress_line
from weakspot.words.reasons import parts_words

DAYS, WINDOW = 21, 7
FIRST_DAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECONDS = 25.0
KEPT, SHARE, SHARE_FROM = 0.95, 0.25, 4
"""The bounds: of promises kept, and of the questions that come back or repair from this
day on, for the player with five weak topics.
"""


class Player(ABC):
    """Somebody who plays; `name` says how."""

    name: str

    def __init__(self, catalog: Catalog, rng: Random) -> None:
        self.rng = rng
        self.taught: set[str] = set()
        """The concepts whose explanation was read after a miss."""

    @abstractmethod
    def chance_right(self, entry: Entry) -> float:
        """The chance to answer the question right."""

    def answer(self, entry: Entry) -> bool:
        """Answer a question, and learn from its explanation."""
        right = self.rng.random() < self.chance_right(entry)
        if not right:
            self.taught.add(entry.concept_key)
        return right


class Mostly(Player):
    """Right in nine answers of ten."""

    name = "mostly right"

    def chance_right(self, entry: Entry) -> float:
        return 0.9


class TwoThirds(Player):
    """Right in two answers of three."""

    name = "two thirds right"

    def chance_right(self, entry: Entry) -> float:
        return 2 / 3


class FiveWeak(Player):
    """Knows five topics hardly, the others well; an explanation teaches most of an
    idea.
    """

    name = "five weak topics"

    def __init__(self, catalog: Catalog, rng: Random) -> None:
        super().__init__(catalog, rng)
        topics = sorted({entry.topic_key for entry in catalog.entries.values()})
        self.weak = set(rng.sample(topics, 5))

    def chance_right(self, entry: Entry) -> float:
        if entry.concept_key in self.taught:
            return 0.85
        return 0.3 if entry.topic_key in self.weak else 0.85


class Guesses(Player):
    """Knows nothing and learns nothing."""

    name = "guesses everything"

    def chance_right(self, entry: Entry) -> float:
        return entry.guess


PLAYERS: tuple[type[Player], ...] = (Mostly, TwoThirds, FiveWeak, Guesses)


class Tally(NamedTuple):
    """What came of three weeks: promises due by their end, those kept, all misses,
    right answers that made a topic weak, and from day 4 on all questions and those that
    come back or repair.
    """

    promised: int
    kept: int
    misses: int
    made_weak: int
    asked: int
    repairing: int


class Weeks:
    """Three weeks of one player, told day by day in `lines`."""

    def __init__(self, catalog: Catalog, player: Player, seed: int) -> None:
        self.catalog, self.player = catalog, player
        self.now = FIRST_DAY
        self.game = Game(
            catalog,
            Save(open_memory()),
            lambda: self.now,
            Random(seed),
            lambda: (self.now - FIRST_DAY).total_seconds(),
        )
        self.lines: list[str] = []
        self.open: dict[str, tuple[int, bool]] = {}
        """By concept: the day of its last answer, a miss, and if it promised a week."""
        self.promised = self.kept = self.misses = self.made_weak = 0
        self.parts: Counter[str] = Counter()

    def play(self) -> Tally:
        """Play all days."""
        for day in range(1, DAYS + 1):
            self.now = FIRST_DAY + timedelta(days=day - 1)
            self.play_day(day)
        for on, promised in self.open.values():
            if promised and on + WINDOW <= DAYS:
                self.promised += 1
        asked = self.parts.total()
        repairing = self.parts["again"] + self.parts["repair"]
        return Tally(
            self.promised, self.kept, self.misses, self.made_weak, asked, repairing
        )

    def play_day(self, day: int) -> None:
        """Play the round of a day, and tell of it."""
        progress, today = self.game.progress, self.game.today()
        plan, before = parts_words(progress.today_parts()), self.promised
        kept, waiting = (
            self.kept,
            [on for on, promised in self.open.values() if promised],
        )
        session, rights = self.game.rounds.start("today"), 0
        reasons: Counter[str] = Counter()
        while session.phase != DONE:
            session, right = self.play_question(session, day)
            rights += right
            reasons[session.slots[session.at - 1].reason] += 1
        asked = len(session.slots)
        done = progress.since(today)
        told = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
        self.lines += [
            f"day {day:>2}  {plan}",
            f"        asked {asked}: {told}; {rights} right",
            f"        promised before: {len(waiting)} wait, the oldest for "
            f"{day - min(waiting, default=day)} days; {self.kept - kept} of "
            f"{self.promised - before} came in time",
        ]
        for words, topics in (("weak", done.weak), ("let go", done.repaired)):
            if topics:
                titles = map(self.game.library.topic_title, topics)
                self.lines.append(f"        {words}: {', '.join(titles)}")
        whole = progress_line(progress.whole(), progress.week())
        self.lines.append(f"        {whole}")
        assert progress.is_today_done()

    def play_question(self, session: Session, day: int) -> tuple[Session, bool]:
        """Answer the question in play, and note what is promised of it."""
        self.now += timedelta(seconds=SECONDS)
        slot = session.slot
        entry = self.catalog.entries[slot.question]
        right, _, wrong = self.game.library.question(slot.question).responses()
        is_right = self.player.answer(entry)
        was = self.game.progress.topic(entry.topic_key).state
        session = self.game.rounds.answer(session, right if is_right else wrong)
        outcome = session.outcome
        assert outcome is not None
        is_right = outcome.verdict.right
        if is_right and outcome.move.state == "weak" and was != "weak":
            self.made_weak += 1
        if day >= SHARE_FROM:
            self.parts[PART_OF[slot.reason]] += 1
        missed = self.open.pop(entry.concept_key, None)
        if missed is not None and missed[1]:
            self.promised += 1
            self.kept += day - missed[0] <= WINDOW
        if not is_right:
            self.misses += 1
            words = self.game.progress.promise_words(session)
            self.open[entry.concept_key] = day, PROMISED in words
        return self.game.rounds.advance(session), is_right


def main() -> None:
    """Play, print, and exit with 1 if a bound is missed."""
    parser = argparse.ArgumentParser(prog="make bench-weeks", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of players and rounds")
    parser.add_argument("--figures", action="store_true", help="without the days")
    args = parser.parse_args()
    os.environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory(prefix="weakspot-weeks-") as cache:
        catalog = load_catalog(((shipped_banks(), "shipped"),), Path(cache) / "cache")
    tallies = {}
    for kind in PLAYERS:
        weeks = Weeks(
            catalog, kind(catalog, Random(f"{kind.name}/{args.seed}")), args.seed
        )
        tallies[kind] = weeks.play()
        if not args.figures:
            print(f"\n{kind.name}\n")
            print("\n".join(weeks.lines))
    print("\n" + "\n".join(figure_lines(tallies)))
    sys.exit(any(map(find_misses, tallies, tallies.values())))


def figure_lines(tallies: dict[type[Player], Tally]) -> list[str]:
    """The figures of each player, as a table."""
    lines = [
        f"{'':<20}{'promises kept':>15}{'made, of misses':>18}"
        f"{'weak by a right':>18}{'comes back, repairs':>22}"
    ]
    for kind, tally in tallies.items():
        kept = f"{tally.kept} of {tally.promised}"
        made = f"{tally.promised} of {tally.misses}"
        share = f"{tally.repairing / max(1, tally.asked):.2f}"
        missed = ", ".join(find_misses(kind, tally))
        lines.append(
            f"{kind.name:<20}{kept:>15}{made:>18}{tally.made_weak:>18}{share:>22}"
            f"  {missed}".rstrip()
        )
    return lines


def find_misses(kind: type[Player], tally: Tally) -> list[str]:
    """The bounds that a player's weeks miss."""
    found = []
    if tally.kept < KEPT * tally.promised:
        found.append("promises")
    if tally.made_weak:
        found.append("made weak by a right answer")
    if kind is FiveWeak and tally.repairing < SHARE * tally.asked:
        found.append("share")
    return found


if __name__ == "__main__":
    main()
