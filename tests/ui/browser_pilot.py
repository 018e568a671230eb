"""Drive the browser and the list of banks in tests, whose content is read in
threads.
"""

from pilot import Player, screen_rows, settle
from textual.events import Paste
from textual.widgets import Input


async def open_screen(player: Player, key: str) -> None:
    """Press a key and wait for what a thread reads for the screen that it opens."""
    await player.press(key)
    await wait_for_threads(player)


async def wait_for_threads(player: Player) -> None:
    """Wait until no thread is at work and what they read is shown."""
    await player.app.workers.wait_for_complete()
    await settle(player.app)


async def write_words(player: Player, text: str) -> None:
    """Paste these words into the search field."""
    player.app.post_message(Paste(text))
    await settle(player.app)


def listed_rows(player: Player) -> list[str]:
    """The rows of the list that are in sight, with the mark of the cursor."""
    region = player.app.screen.query_one("FoundList").region
    told = [
        row[region.x : region.right]
        for row in screen_rows(player)[region.y : region.bottom]
    ]
    return [row.rstrip() for row in told if row.strip() and "question   " not in row]


def found_keys(player: Player) -> list[str]:
    """The keys of all questions and lessons that were found."""
    return list(player.app.screen.found)


def search_text(player: Player) -> str:
    """The text in the search field."""
    return str(player.app.screen.query_one(Input).value)
