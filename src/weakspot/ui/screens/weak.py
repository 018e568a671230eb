"""The weak spots: each topic that is weak, or perhaps, as it stands, the weakest first."""

from __future__ import annotations

from collections import Counter

from weakspot.engine.report import right_last
from weakspot.engine.session import Session
from weakspot.text import state_word
from weakspot.ui.screens.listing import ListingScreen
from weakspot.ui.widgets.foot import BACK, HELP, MOVE, PLAY, PROGRESS, READ, SETTINGS, TOPIC
from weakspot.ui.widgets.lines import plain
from weakspot.ui.widgets.topics import TopicMenu, WeakMenu

TITLE_ROOM = 18
"""Columns of the header that are not for the figures: its title, its margins."""


class WeakScreen(ListingScreen):
    """The weak spots in one list; Enter plays the row under the cursor."""

    TITLE = "Weakest topics"
    CONTENT = (WeakMenu,)
    FOOTER = (PLAY, MOVE, TOPIC, READ, HELP, BACK, PROGRESS, SETTINGS)
    DEFAULT_CSS = "WeakScreen.-wide > * { max-width: 112; }"
    KEYS = (
        ("Enter", "play a round of these, or the topic under the cursor"),
        ("↑ ↓", "move"),
        ("n", "the lesson of the topic under the cursor"),
        ("i", "the topic under the cursor: how it stands, and why"),
        ("s", "progress"),
        ("Esc", "back"),
    )

    def show_game(self) -> None:
        spots = self.game.weak_spots()
        counts = Counter(state_word(spot.state) for spot in spots)
        told = ", ".join(f"{count} {word}" for word, count in counts.items())
        better = right_last(spots)
        whole = f"{told} · {better} right last time" if better else told
        told = whole if len(whole) + TITLE_ROOM <= self.size.width else told
        self.header.right = plain(told, "$muted")
        self.show_topics(spots, self.game.plan("weak"))

    def whole_round(self) -> Session:
        return self.game.start("weak")

    def lesson_of_all(self) -> str:
        return self.query_one(TopicMenu).topics[0].key
