"""The browser and the banks on the screen: opened, and once what is read in a thread is there."""

from playing import Player, rows, settle
from textual.events import Paste
from textual.widgets import Input

from weakspot.ui.widgets.frame import KeyBar


async def opened(player: Player, key: str) -> None:
    """Press a key, and wait for what a thread finds out for the screen that it opens."""
    await player.press(key)
    await done(player)


async def done(player: Player) -> None:
    """Wait until no thread is at work, and what it found is shown."""
    await player.app.workers.wait_for_complete()
    await settle(player.app)


async def write(player: Player, text: str) -> None:
    """Write these words into the search line, all at once."""
    player.app.post_message(Paste(text))
    await settle(player.app)


def listed(player: Player) -> list[str]:
    """The heads of what was found, as far as it is in sight, the cursor's first sign kept."""
    region = player.app.screen.query_one("FoundList").region
    told = [row[region.x : region.right] for row in rows(player)[region.y : region.bottom]]
    return [row.rstrip() for row in told if row.strip() and "question   " not in row]


def heads(player: Player) -> list[str]:
    """The keys of all that was found."""
    return [one.key for one in player.app.screen.query_one("FoundList").items]


def line(player: Player) -> str:
    """What stands in the search line."""
    return str(player.app.screen.query_one(Input).value)


def footer(player: Player) -> str:
    """The row of keys."""
    return rows(player)[player.app.screen.query_one(KeyBar).region.bottom - 1].strip()
