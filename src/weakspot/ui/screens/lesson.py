"""The lesson of a section."""

from functools import partial

from textual import on
from textual.widget import Widget
from textual.widgets import Markdown

from weakspot.game import Game
from weakspot.text import visible
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.keys import BACK, HELP, READ, Key, bind_keys


class LessonScreen(FramedScreen[None]):
    """Shows what a section teaches; opens at the heading of a topic if one is given."""

    DEFAULT_CSS = """
    LessonScreen Markdown { padding: 0 2; background: transparent; }
    LessonScreen MarkdownH2 { color: $accent; text-style: bold; margin: 1 0 0 0; }
    """
    KEYS = (Key("↑ ↓", "scroll"), Key("Esc", "back", "leave", "escape,q,enter"))
    BINDINGS = [*bind_keys(KEYS), *bind_keys([READ], "leave")]
    FOOTER = (HELP, BACK)
    top_block: tuple[Widget, float] | None = None
    """The topmost block in sight, and the fraction of its height that is scrolled out
    of sight.
    """

    def __init__(self, game: Game, key: str) -> None:
        """`key` is a section or a `section/topic`, to open at that topic."""
        super().__init__(game)
        self.section, _, self.topic = key.partition("/")

    def content(self) -> list[Widget]:
        notes = self.game.library.notes(self.section)
        return [Markdown(visible(notes), open_links=False)]

    def on_mount(self) -> None:
        section = self.game.library.section(self.section)
        self.header.left = paint("  ") + paint(section.title)
        self.header.right = paint("Lesson", "$muted")
        self.laid_out_size = self.app.size
        self.watch(self.body, "scroll_y", self.save_position)

    def save_position(self) -> None:
        """Remember the topmost block, unless the app has a new size for which it is not
        laid out yet.
        """
        blocks, scroll_y = self.query_one(Markdown).children, self.body.scroll_y
        block = next(
            (block for block in blocks if block.virtual_region.bottom > scroll_y), None
        )
        if block is not None and self.app.size == self.laid_out_size:
            region = block.virtual_region
            self.top_block = block, (scroll_y - region.y) / max(1, region.height)

    def redraw(self) -> None:
        super().redraw()
        if self.top_block is not None:
            block, fraction = self.top_block
            region = block.virtual_region
            self.body.scroll_to(
                y=round(region.y + fraction * region.height),
                animate=False,
                immediate=True,
            )
        self.laid_out_size = self.app.size

    @on(Markdown.TableOfContentsUpdated)
    def open_at_topic(self, message: Markdown.TableOfContentsUpdated) -> None:
        """Scroll to the topic's heading once the lesson is laid out."""
        title = self.game.library.section(self.section).topics.get(self.topic)
        for _, heading, block_id in message.table_of_contents:
            if heading == title and block_id is not None:
                block = self.query_one(f"#{block_id}")
                self.call_once_painted(
                    partial(block.scroll_visible, top=True, animate=False)
                )
