"""Plays the week of docs/walkthrough.md from an empty home on: draws its pictures, and
writes into its boxes what weakspot says on each day.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.weeks import FiveWeak
from drawing import draw_picture
from sample_player import Calendar, is_mixup_choice, open_game, start_with

from weakspot.engine.session import DONE, Session
from weakspot.plain.console import Console
from weakspot.plain.display import Display
from weakspot.words.reasons import parts_words
from weakspot.words.summaries import score_words

PAGE = Path(__file__).parent / "walkthrough.md"
MONDAY = datetime(2026, 11, 2, 18, tzinfo=UTC)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
REST = "Friday"
"""The day without play."""
OFF = {"names-for-the-discipline", "further-reading"}
"""The sections that do not matter to the player."""
PACE = 18.0
"""Seconds between two looks at the stopwatch during play."""
SIZE, WIDE = (80, 24), (120, 40)
SEEDS, MOST_WEAK = range(28, 228), 5
"""The weeks to try, first the one that did with the banks as they are; and the most
topics that are weak on Wednesday.
"""


class Week:
    """A week of a player who hardly knows five topics, and the others well; drawn only
    if it `is_drawn`. `boxes` has what was said by day; it `is_told` by the page as far
    as that happened which the page tells of.
    """

    def __init__(self, home: Path, seed: int, is_drawn: bool) -> None:
        self.calendar = Calendar(MONDAY)
        self.game = open_game(home, self.calendar)
        self.player = FiveWeak(self.game.library.catalog, Random(seed))
        self.is_drawn = is_drawn
        self.boxes: dict[str, str] = {}
        self.is_told = True

    async def play(self) -> None:
        """Play all days, or those up to one on which it does not happen."""
        for at, day in enumerate(DAYS):
            if not self.is_told:
                break
            self.calendar.now = MONDAY + timedelta(days=at)
            lines = io.StringIO()
            display = Display(self.game, Console(io.StringIO(), lines, "unicode"))
            if day == REST:
                print(parts_words(self.game.progress.today_parts()), file=lines)
            else:
                await self.play_day(day, display, lines)
            self.boxes[day] = lines.getvalue().strip()
        self.game.close()

    async def play_day(self, day: str, display: Display, lines: io.StringIO) -> None:
        """Play the round of a day, with what is looked at before and after."""
        game, progress = self.game, self.game.progress
        parts = progress.today_parts()
        if day in ("Monday", "Tuesday", "Sunday"):
            await self.draw(f"{day}-home", None, [], WIDE if day == "Sunday" else SIZE)
        session = game.rounds.start("today")
        if day == "Monday":
            session = start_with(game, "today", 0, is_mixup_choice)
        display.show_plan(session)
        if day == "Monday":
            session = self.answer(session, knows=False)
            await self.draw("Monday-verdict", session, [])
            session = game.rounds.advance(session)
        session = self.finish(session)
        summary = progress.summarize(session)
        print("", score_words(summary), sep="\n", file=lines)
        if day in ("Monday", "Saturday"):
            await self.draw(f"{day}-results", session, [])
        if day == "Monday":
            await self.draw("Monday-sections", None, ["6", "end", "space"])
            game.library.switch_sections(OFF)
        if day == "Wednesday":
            await self.draw("Wednesday-weak", None, ["i"], WIDE)
        display.show_done()
        states = [spot.state for spot in progress.weak_spots()]
        self.is_told &= {
            "Tuesday": parts.repair > 0,
            "Wednesday": 1 < states.count("weak") <= MOST_WEAK,
            "Thursday": parts.again > 0,
            "Saturday": progress.news(session, summary).kind == "repaired",
            "Sunday": progress.whole().known > 2 and progress.whole().repaired > 2,
        }.get(day, True)

    def finish(self, session: Session) -> Session:
        """Play a round to its end."""
        entries = self.game.library.catalog.entries
        while session.phase != DONE:
            knows = self.player.answer(entries[session.slot.question])
            session = self.game.rounds.advance(self.answer(session, knows))
        return session

    def answer(self, session: Session, knows: bool) -> Session:
        """Answer the question in play, right or wrong."""
        right, _, wrong = self.game.library.question(session.slot.question).responses()
        return self.game.rounds.answer(session, right if knows else wrong)

    async def draw(
        self,
        name: str,
        session: Session | None,
        keys: Sequence[str],
        size: tuple[int, int] = SIZE,
    ) -> None:
        """Draw a picture of this name, unless the week is only tried."""
        if self.is_drawn:
            self.calendar.pace = 0.0  # no time passes while it is drawn
            picture = f"walkthrough/{name.lower()}"
            await draw_picture(picture, self.game, session, keys, size)
            self.calendar.pace = PACE


async def play_week(seed: int, is_drawn: bool) -> Week:
    """Play a week from an empty home on."""
    with TemporaryDirectory() as folder:
        week = Week(Path(folder) / "home", seed, is_drawn)
        await week.play()
    return week


async def main() -> None:
    """Find a week in which happens what the page tells of, and draw it."""
    for seed in SEEDS:
        if (await play_week(seed, is_drawn=False)).is_told:
            week = await play_week(seed, is_drawn=True)
            page = fill_boxes(PAGE.read_text(encoding="utf-8"), week.boxes)
            PAGE.write_text(page, encoding="utf-8")
            return
    raise LookupError("in no week happens what the page tells of")


def fill_boxes(page: str, boxes: dict[str, str]) -> str:
    """Write what was said on each day into the box below its heading."""
    for day, said in boxes.items():
        box = re.compile(rf"(^## {day}\b.*?^```text\n).*?(^```$)", re.DOTALL | re.M)
        page = box.sub(lambda found: f"{found[1]}{said}\n{found[2]}", page, count=1)  # noqa: B023
    return page


if __name__ == "__main__":
    asyncio.run(main())
