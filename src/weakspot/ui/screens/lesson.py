"""The lesson of a section, opened at a topic."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.widget import Widget
from textual.widgets import Markdown

from weakspot.game import Game
from weakspot.text import visible
from weakspot.ui.screens.framed import SCROLL_KEYS, FramedScreen
from weakspot.ui.widgets.foot import BACK, HELP, Key
from weakspot.ui.widgets.lines import plain


class LessonScreen(FramedScreen[None]):
    """What the section teaches; it opens at the heading of the topic."""

    DEFAULT_CSS = """
    LessonScreen Markdown { padding: 0 2 0 2; background: transparent; }
    LessonScreen MarkdownH2 { color: $accent; text-style: bold; margin: 1 0 0 0; }
    """
    BINDINGS = [
        *SCROLL_KEYS,
        ("escape,q,n,enter", "leave"),
    ]
    KEYS = (("↑ ↓", "scroll"), ("Esc", "back"))

    def __init__(self, game: Game, key: str) -> None:
        """`key` is a section, or a `section/topic` to open at."""
        super().__init__(game)
        self.section, _, self.topic = key.partition("/")

    def content(self) -> list[Widget]:
        notes = self.game.notes(self.section)
        return [Markdown(visible(notes), open_links=False)]

    def on_mount(self) -> None:
        section = self.game.section(self.section)
        self.header.left = plain("  ") + plain(section.title)
        self.header.right = plain("Lesson", "$muted")

    @on(Markdown.TableOfContentsUpdated)
    def open_at_topic(self, message: Markdown.TableOfContentsUpdated) -> None:
        """Scroll to the topic's heading, once it is laid out."""
        title = self.game.section(self.section).topics.get(self.topic)
        for _, heading, block_id in message.table_of_contents:
            if heading == title and block_id is not None:
                block = self.query_one(f"#{block_id}")
                self.soon(partial(block.scroll_visible, top=True, animate=False))

    def key_list(self) -> list[Key]:
        return [Key("↑↓", "scroll", "page(1)"), HELP, BACK]
