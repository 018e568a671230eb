"""The browser of all questions and lessons: searched as you type, narrowed by
filters.
"""

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static

from weakspot.engine import search
from weakspot.engine.constants import MISSED_DAYS
from weakspot.game import Game
from weakspot.ui.forms.field import TextLine
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.card import CARD_KEYS, CARD_WORDS, CardActionScreen, CardScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.browser import HEADS, FilterLine, FoundList
from weakspot.ui.widgets.content import paint
from weakspot.words.searches import FILTER_WORDS, filter_words, found_words

MORE = "↓ Enter opens it whole"
NOTHING = "Nothing matches all of that. Try fewer words or wider filters."
READING = "Reading the questions …"


class WordsLine(TextLine):
    """The words to search for: `↓` goes to the list, Enter opens what is under its
    cursor.
    """

    BINDINGS = [
        Binding("down", "screen.to_list", "list", tooltip="from the words to the list"),
        Binding("tab", "screen.filters", "filters", tooltip="to the filters"),
        Binding("enter", "submit", "open", tooltip="open the question, or the lesson"),
    ]


class BrowserScreen(CardActionScreen):
    """Searches questions and lessons; shows the one under the cursor beside the list if
    there is room.
    """

    DEFAULT_CSS = """
    BrowserScreen.-wide > * { max-width: 116; }
    BrowserScreen.-tall #body, BrowserScreen #body { margin-top: 1; }
    BrowserScreen #body { layout: vertical; }
    BrowserScreen #list { height: 1fr; width: 1fr; }
    BrowserScreen #heads { height: 1; padding-right: 1; }
    BrowserScreen #heads.-none, BrowserScreen.-narrow #heads { display: none; }
    BrowserScreen.-wide #body { layout: horizontal; }
    BrowserScreen #words { height: 1; margin-top: 1; }
    BrowserScreen #words Static { width: 2; color: $accent; text-style: bold; }
    BrowserScreen WordsLine, BrowserScreen WordsLine:focus {
        width: 1fr; padding: 0; background: $background;
        background-tint: $background 0%;
    }
    BrowserScreen #pane {
        width: 100%; height: 1fr; max-height: 12; border: round $rule;
        padding: 0 1; border-title-color: $muted; border-subtitle-color: $muted;
        scrollbar-size-vertical: 1;
    }
    BrowserScreen.-wide #pane { width: 44; max-height: 100%; margin-left: 2; }
    BrowserScreen.-short #body, BrowserScreen.-short #words { margin-top: 0; }
    BrowserScreen.-narrow #pane, BrowserScreen.-short #pane { display: none; }
    """
    BINDINGS = [
        Binding("space", "reveal", "answer", tooltip="show the answer beside the list"),
        *command("slash", "search", "search", "type words to find"),
        ("down", "to_list"),
        ("up", "search"),
        *CARD_KEYS,
        BACK,
    ]
    marks = (
        (
            "✓ ~ ✗",
            "how the last answer to it went: right, partly, wrong; · where there is "
            "none",
        ),
        (
            "next",
            "back: its idea was missed last and comes back; new: none of its answers "
            "counts",
        ),
        (
            "missed",
            "not fully right the last time, however long ago; its round: of "
            f"{MISSED_DAYS} days",
        ),
    )

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.filters = search.NO_FILTERS
        self.words, self.chips, self.rows = WordsLine(), FilterLine(), FoundList()
        self.heads = Static(HEADS, id="heads")
        self.pane = VerticalScroll(self.view, id="pane", can_focus=False)
        self.found: dict[str, search.SearchItem] = {}
        self.told_of: str | None = None
        self.wanted: str | None = None

    def compose(self) -> ComposeResult:
        yield self.header
        yield Horizontal(Static("/"), self.words, id="words")
        yield self.chips
        yield Container(
            Vertical(self.heads, self.rows, id="list"), self.pane, id="body"
        )
        yield KeyBar()

    def on_mount(self) -> None:
        self.words.focus()
        self.watch(self.pane, "show_vertical_scrollbar", self.show_pane_foot)
        self.show_filters()

    def current(self) -> search.SearchItem | None:
        return self.found.get(self.rows.chosen or "")

    @property
    def key_words(self) -> Mapping[str, str]:
        if self.focused is self.words:
            return {"search": "", "back": "list" if self.found else "back"}
        words = dict(super().key_words)
        if self.focused is self.chips:
            words |= dict.fromkeys(("search", "answer", *CARD_WORDS), "")
        if not self.found:
            words |= dict.fromkeys(CARD_WORDS, "")
        if not self.pane.display:
            words["answer"] = ""
        return words

    # What is shown

    def show_game(self) -> None:
        """Bring the list up to date, without scrolling or moving the cursor."""
        self.statuses = self.game.library.question_statuses()
        self.wanted = self.rows.chosen or self.wanted
        if self.game.library.is_index_built():
            self.run_search()
        else:
            self.list_found([], READING)  # some may be gone
            self.run_in_thread(
                lambda _: self.game.library.search_index(), lambda _: self.run_search()
            )

    def run_search(self) -> None:
        """Search by the words and filters."""
        found = self.game.library.search(self.words.value, self.filters, self.statuses)
        self.list_found(found, NOTHING)
        if self.wanted is not None and self.wanted in self.rows.ids:
            self.rows.highlighted = self.rows.get_option_index(self.wanted)
        self.wanted = None
        told = paint(found_words(found), "$muted")
        self.header.show(brand("Questions"), told, bool(self.game.unsaved))
        self.show_card_soon()

    def list_found(self, found: Sequence[search.SearchItem], empty: str) -> None:
        """List what was found, or say `empty`."""
        self.found = {one.key: one for one in found}
        self.rows.show(found, self.statuses, empty)
        self.heads.set_class(not found, "-none")
        self.words.key_words = {} if found else {"open": "", "list": ""}

    @on(OptionList.OptionHighlighted)
    def show_card_soon(self) -> None:
        """Show the card once the list is painted: building it must not delay the
        response to a key.
        """
        if self.rows.chosen != self.told_of:
            self.app.say("")  # what was said is of another row
        self.told_of = self.rows.chosen
        self.call_after_refresh(self.call_if_open, self.show_card)

    def show_card(self) -> None:
        """Show what is under the cursor beside the list, its answer hidden, if there is
        room.
        """
        item = self.current() if self.pane.display else None
        card, lesson = None, ("", "")
        if item is not None and item.is_lesson:
            lesson = item.head, self.game.library.lesson(item.key)
        elif item is not None:
            card = self.game.library.card(item.key)
        if (card, lesson) != (self.view.card, self.view.lesson):
            self.pane.scroll_home(animate=False)
        self.view.show(card, lesson)
        self.pane.visible = item is not None
        self.pane.border_title = paint(card.place if card else "Lesson")
        self.refresh_bindings()

    def show_pane_foot(self) -> None:
        """Say on the pane's lower border that there is more than it shows."""
        self.pane.border_subtitle = paint(
            MORE if self.pane.show_vertical_scrollbar else ""
        )

    def show_resized(self) -> None:
        self.show_card()

    def show_filters(self) -> None:
        library = self.game.library
        sections = {section.slug: section.title for section in library.sections()}
        topics = {}
        if self.filters.section:
            topics = library.section(self.filters.section).topics
        self.chips.chips = filter_words(self.filters, sections, topics)

    # What the player does

    @on(Input.Changed)
    def search_if_ready(self) -> None:
        if self.game.library.is_index_built():
            self.run_search()
            self.rows.action_first()

    def action_turn_filter(self, step: int) -> None:
        """Set the filter under the cursor to its next value (1) or the one before
        (-1).
        """
        sections = self.game.library.sections()
        topics = {section.slug: list(section.topic_titles) for section in sections}
        field = list(FILTER_WORDS)[self.chips.cursor]
        if field == "topic" and not self.filters.section:
            self.app.say("Choose a section first: each has topics of its own.")
            return
        self.app.say("")
        self.filters = search.step_filter(self.filters, field, step, topics)
        self.show_filters()
        self.search_if_ready()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def open_chosen(self) -> None:
        item = self.current()
        if item is None:
            return
        self.rows.focus()
        if item.is_lesson:
            self.action_lesson()
        else:
            self.open(CardScreen(self.game, item))

    def action_choose(self) -> None:
        self.open_chosen()

    def action_search(self) -> None:
        self.words.focus()

    def action_filters(self) -> None:
        self.chips.focus()

    def action_to_list(self) -> None:
        self.rows.focus()

    def action_leave(self) -> None:
        """Leave the words for the list; from there, or if nothing was found, go
        back.
        """
        if self.words.has_focus and self.found:
            self.rows.focus()
        else:
            self.dismiss()

    def action_reveal(self) -> None:
        if self.pane.display:
            super().action_reveal()
        else:
            self.open_chosen()

    def action_page(self, step: int) -> None:
        page = self.rows.action_page_up if step < 0 else self.rows.action_page_down
        page()
