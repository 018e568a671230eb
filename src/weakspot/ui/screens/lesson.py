"""The lesson of a section."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Markdown

from weakspot.game import Game
from weakspot.text import visible
from weakspot.ui.keys import BACK, SCROLL, KeyBar
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header


class LessonScreen(GameScreen[None]):
    """Shows what a section teaches; opens at the heading of a topic if one is given."""

    DEFAULT_CSS = """
    LessonScreen Markdown { padding: 0 2; background: transparent; }
    LessonScreen MarkdownH2 { color: $accent; text-style: bold; margin: 1 0 0 0; }
    """
    BINDINGS = [
        *SCROLL,
        BACK,
        Binding("enter", "leave", show=False),
        Binding("n", "leave", id="lesson", show=False),
    ]
    top_block: tuple[Widget, float] | None = None
    """The topmost block in sight, and the fraction of its height that is scrolled out
    of sight.
    """

    def __init__(self, game: Game, key: str) -> None:
        """`key` is a section or a `section/topic`, to open at that topic."""
        super().__init__(game)
        self.section, _, self.topic = key.partition("/")
        self.body = ScrollBody()

    def compose(self) -> ComposeResult:
        yield Header()
        with self.body:
            notes = self.game.library.notes(self.section)
            yield Markdown(visible(notes), open_links=False)
        yield KeyBar()

    def on_mount(self) -> None:
        title = self.game.library.section(self.section).title
        where = paint("  ") + paint(title)
        self.query_one(Header).show(where, paint("Lesson", "$muted"))
        self.laid_out_size = self.app.size
        self.watch(self.body, "scroll_y", self.save_place)

    def save_place(self) -> None:
        """Remember the topmost block, unless the app has a new size for which it is not
        laid out yet.
        """
        blocks, top = self.query_one(Markdown).children, self.body.scroll_y
        block = next((one for one in blocks if one.virtual_region.bottom > top), None)
        if block is not None and self.app.size == self.laid_out_size:
            region = block.virtual_region
            self.top_block = block, (top - region.y) / max(1, region.height)

    def show_resized(self) -> None:
        """Scroll the block back to the top that was there before the new size."""
        if self.top_block is not None and self.body.size:
            block, fraction = self.top_block
            region = block.virtual_region
            place = round(region.y + fraction * region.height)
            self.body.scroll_to(y=place, animate=False, immediate=True)
        self.laid_out_size = self.app.size

    @on(Markdown.TableOfContentsUpdated)
    def open_at_topic(self, message: Markdown.TableOfContentsUpdated) -> None:
        """Scroll to the topic's heading once the lesson is laid out."""
        title = self.game.library.section(self.section).topics.get(self.topic)
        for _, heading, block_id in message.table_of_contents:
            if heading == title and block_id is not None:
                block = self.query_one(f"#{block_id}")
                self.call_after_refresh(block.scroll_visible, top=True, animate=False)
