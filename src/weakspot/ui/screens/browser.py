"""The browser of all questions and lessons: searched as you type, narrowed by
filters.
"""

from textual import on
from textual.containers import Container, Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from weakspot.engine import search
from weakspot.engine.constants import MISSED_DAYS
from weakspot.game import Game
from weakspot.ui.screens.card import CARD_KEYS, CardActionScreen, CardScreen
from weakspot.ui.widgets.browser import FilterLine, FoundList
from weakspot.ui.widgets.card import CardLines
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import Body, Pane
from weakspot.ui.widgets.keys import BACK, EDIT, HELP, MOVE, READ, Key, bind_keys
from weakspot.ui.widgets.text_fields import LineField
from weakspot.words.searches import FILTER_WORDS, filter_words, found_words

MORE = "↓ Enter opens it whole"
NOTHING = "Nothing matches all of that. Try fewer words or wider filters."


class BrowserScreen(CardActionScreen):
    """Searches questions and lessons; shows the one under the cursor beside the list if
    there is room.
    """

    DEFAULT_CSS = """
    BrowserScreen.-wide > * { max-width: 116; }
    BrowserScreen.-tall #body, BrowserScreen #body { margin-top: 1; }
    BrowserScreen #words { height: 1; margin-top: 1; }
    BrowserScreen #words Static { width: 2; color: $accent; text-style: bold; }
    BrowserScreen #words LineField, BrowserScreen #words LineField:focus {
        width: 1fr;
        padding: 0;
        background: $background;
        background-tint: $background 0%;
    }
    BrowserScreen.-short #body, BrowserScreen.-short #words { margin-top: 0; }
    BrowserScreen.-narrow Pane, BrowserScreen.-short Pane { display: none; }
    """
    KEYS = (
        Key(
            "/",
            "type words to find in questions, options, topics and lessons",
            "search",
        ),
        Key("↓", "from there to the list", "to_list", "down"),
        Key("Tab", "to the filters, and from there to the list and back"),
        Key(
            "← →",
            (
                "in the filters: choose one; Space, Enter or a click changes it, "
                "Backspace back"
            ),
        ),
        Key("↑ ↓", "in the list: move; Home and End, PgUp and PgDn too"),
        Key("Enter", "open the question, or the lesson"),
        Key("Space", "show the answer beside the list, or hide it", "reveal"),
        *CARD_KEYS,
        Key("Esc q", "Esc leaves the words for the list; from there both go back"),
    )
    BINDINGS = [*bind_keys(KEYS), ("escape", "leave"), ("q", "dismiss")]
    MARKS = (
        (
            "✓ ~ ✗",
            (
                "how the last answer to it went: right, partly, wrong; · where "
                "there is none"
            ),
        ),
        (
            "due",
            (
                "in how many days or years its idea is due again; new: none of its "
                "answers counts"
            ),
        ),
        (
            "missed",
            (
                "not fully right the last time, however long ago; its round: of "
                f"{MISSED_DAYS} days"
            ),
        ),
    )
    TITLE = "Questions"
    AUTO_FOCUS = "LineField"

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.filters = search.NO_FILTERS
        self.words, self.rows = LineField(), FoundList(classes="list")

    def below_header(self) -> list[Widget]:
        return [Horizontal(Static("/"), self.words, id="words"), FilterLine()]

    def content(self) -> list[Widget]:
        return [Container(self.rows, Pane(CardLines()), id="panes")]

    def on_mount(self) -> None:
        self.watch(self.rows, "cursor", self.show_card_soon, init=False)
        self.watch(
            self.words, "value", self.search_if_ready, init=False
        )  # so that a key paints once
        self.show_filters()

    def current(self) -> search.SearchItem | None:
        return self.rows.chosen

    # What is shown

    def show_game(self) -> None:
        """Bring the list up to date, without scrolling or moving the cursor."""
        self.statuses, top = self.game.library.question_statuses(), self.rows.top
        if self.game.library.is_index_built():
            self.run_search(self.rows.cursor)
            self.rows.top = top
            self.rows.show_cursor()
        else:
            cursor = self.rows.cursor
            self.rows.items, self.rows.empty = (
                (),
                "Reading the questions …",
            )  # some may be gone
            self.run_in_thread(
                lambda _: self.game.library.search_index(),
                lambda _: self.run_search(cursor),
            )

    def run_search(self, cursor: int = 0) -> None:
        """Search by the words and filters; put the cursor on this row, counted from 0,
        or the last one.
        """
        found = self.game.library.search(self.words.value, self.filters, self.statuses)
        rows = self.rows
        rows.today, rows.statuses, rows.empty = (
            self.game.today(),
            self.statuses,
            NOTHING,
        )
        rows.items = found
        rows.cursor = max(0, min(cursor, len(found) - 1))
        self.header.right = paint(found_words(found), "$muted")
        self.show_card_soon()

    def show_card_soon(self) -> None:
        """Show the card once the list is painted: building it must not delay the
        response to a key.
        """
        self.call_once_painted(self.show_card)

    def show_card(self) -> None:
        """Show what is under the cursor beside the list, its answer hidden, if there is
        room.
        """
        pane, lines = self.query_one(Pane), self.query_one(CardLines)
        item = self.current() if pane.display else None
        card = (
            None
            if item is None or item.kind == search.LESSON
            else self.game.library.card(item.key)
        )
        lesson = (
            ("", "")
            if item is None or card
            else (item.head, self.game.library.lesson(item.key))
        )
        if (card, lesson) != (lines.card, lines.lesson):
            lines.revealed, lines.card, lines.lesson = False, card, lesson
            pane.scroll_home(animate=False)
        pane.visible = item is not None
        pane.border_title = paint(card.place if card else "Lesson")
        self.show_pane_footer()
        self.show_more_hint()
        self.show_keys()

    def has_more_below(self) -> bool:
        return self.rows.has_more

    @on(Body.LayoutChanged)
    def show_pane_footer(self) -> None:
        """Say on the pane's lower border that there is more below."""
        pane = self.query_one(Pane)
        pane.border_subtitle = paint(MORE if pane.has_more else "")

    def redraw(self) -> None:
        super().redraw()
        self.show_card()

    def show_filters(self) -> None:
        sections = {
            section.slug: section.title for section in self.game.library.sections()
        }
        topics = (
            self.game.library.section(self.filters.section).topics
            if self.filters.section
            else {}
        )
        self.query_one(FilterLine).chips = filter_words(self.filters, sections, topics)

    def footer_keys(self) -> list[Key]:
        if isinstance(self.focused, FilterLine):
            keys = [Key("Space", "next", "turn_filter(1)"), Key("←→", "which", "help")]
            return [*keys, Key("Tab", "list", "to_list"), HELP, BACK]
        filters, search = Key("Tab", "filters", "filters"), Key("/", "search", "search")
        if self.focused is not self.rows:
            help_ = Key("F1", "help", "help")
            if not self.rows.items:
                return [filters, help_, BACK]
            keys = [
                Key("↓", "list", "to_list"),
                filters,
                Key("Enter", "open", "choose"),
            ]
            return [*keys, help_, Key("Esc", "list", "leave")]
        if not self.rows.items:
            return [search, filters, HELP, BACK]
        reveal = self.reveal_keys() if self.query_one(Pane).display else []
        keys = [
            Key("Enter", "open", "choose"),
            *reveal,
            MOVE,
            search,
            filters,
            HELP,
            BACK,
        ]
        return [*keys, Key("p", "play", "play"), *self.mark_keys(), READ, EDIT]

    # What the player does

    def search_if_ready(self) -> None:
        if self.game.library.is_index_built():
            self.run_search()

    def action_turn_filter(self, step: int) -> None:
        """Set the filter under the cursor to its next value (1) or the one before
        (-1).
        """
        topics = {
            section.slug: list(section.topic_titles)
            for section in self.game.library.sections()
        }
        field = list(FILTER_WORDS)[self.query_one(FilterLine).cursor]
        if field == "topic" and not self.filters.section:
            self.say("Choose a section first: each has topics of its own.")
            return
        self.say("")
        self.filters = search.step_filter(self.filters, field, step, topics)
        self.show_filters()
        self.search_if_ready()

    @on(Input.Submitted)
    def action_choose(self) -> None:
        item = self.current()
        if item is None:
            return
        self.rows.focus()
        if item.is_lesson:
            self.action_lesson()
        else:
            self.open(CardScreen(self.game, item))

    def action_scroll(self, step: int) -> None:
        """Move from the first row up to the search field."""
        if step < 0 and self.rows.has_focus:
            self.action_search()

    def action_search(self) -> None:
        self.words.focus()

    def action_filters(self) -> None:
        self.query_one(FilterLine).focus()

    def action_to_list(self) -> None:
        self.rows.focus()

    def action_reveal(self) -> None:
        if self.query_one(Pane).display:
            super().action_reveal()
        else:
            self.action_choose()

    def action_page(self, step: int) -> None:
        self.rows.scroll_with_cursor(step * self.rows.page_size())

    def action_leave(self) -> None:
        if self.words.has_focus and self.rows.items:
            self.rows.focus()
        else:
            self.dismiss()
