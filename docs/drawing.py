"""Drawing a picture: the app on a game, some keys, and what the screen shows then, as a
small SVG.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.app import WeakspotApp

os.environ["COLORTERM"] = "truecolor"  # whatever this terminal supports
PICTURES = Path(__file__).parent / "pictures"

SHRINKING = (
    (r"\s*<!--.*?-->", ""),
    (r"\s*@font-face \{.*?\}", ""),
    (r"<clipPath id=\"[\w-]+-line-\d+\">.*?</clipPath>\s*", ""),
    (r" clip-path=\"url\(#[\w-]+-line-\d+\)\"", ""),
    (r"<text [^>]*>(?:&#160;|\s)*</text>", ""),
    (r"&#160;", "\xa0"),
    (
        r"font-family: Fira Code",
        "font-family: Fira Code, JetBrains Mono, Menlo, Consolas",
    ),
    (r"terminal-\d+", "terminal"),
    (r"[ \t]*\n\s*", "\n"),
    (r'(class="terminal-title" fill=)"#\w+"', r'\1"#808080"'),
)
"""Patterns to remove from a picture or to shorten, in this order."""


async def draw_picture(
    name: str,
    game: Game,
    session: Session | None,
    keys: Sequence[str],
    size: tuple[int, int],
) -> None:
    """Press the keys and save what the screen shows then, in a file of this name and
    size.
    """
    app = WeakspotApp(game, session)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
        await pilot.pause()
        save_picture(app, name, size)


def save_picture(app: WeakspotApp, name: str, size: tuple[int, int]) -> None:
    """Save what the screen shows now, in a file of this name and size."""
    svg = app.export_screenshot(title="weakspot")
    background = app.screen.styles.background.hex.lower()
    path = PICTURES / f"{name}-{size[0]}x{size[1]}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shrink_svg(svg, background), encoding="utf-8")
    print(path.relative_to(PICTURES.parents[1]))


def shrink_svg(svg: str, background: str) -> str:
    """Shrink a picture: paint its background once, not cell by cell, and apply
    SHRINKING.
    """
    for pattern, shorter in SHRINKING:
        svg = re.sub(pattern, shorter, svg, flags=re.DOTALL)
    svg = re.sub(rf'<rect fill="{background}" x=[^>]*>', "", svg)
    return svg.replace('<rect fill="#292929"', f'<rect fill="{background}"', 1)
