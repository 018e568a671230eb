"""The sections to switch on and off: which of them matter to the player. It is asked
once, after the first round, and opened by a key later.
"""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from weakspot.game import Game
from weakspot.ui.forms.picker import picked_mark
from weakspot.ui.keys import KeyBar
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import concat, paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row

ABOUT, LATER = (
    "What is off is never asked or counted.",
    " What you answered stays, and {key} on the first screen changes it again.",
)
NUMBER = Binding.Group("switch", compact=True)


class SectionsScreen(GameScreen[None]):
    """Lists the sections, each on or off. Enter keeps what is chosen; Esc changes
    nothing.
    """

    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    SectionsScreen .about { margin: 0 0 1 2; color: $muted; height: auto; }
    SectionsScreen.-short .about { margin-bottom: 0; }
    SectionsScreen OptionRows { height: 1fr; }
    """
    BINDINGS = [
        Binding("enter", "keep", "go on", tooltip="keep what is on and off, and go on"),
        Binding("space", "choose", "on or off", tooltip="switch the section on or off"),
        *(
            Binding(
                str(number),
                f"digit({number})",
                "switch",
                group=NUMBER,
                show=False,
                tooltip="switch the section of this number on or off",
            )
            for number in range(1, 10)
        ),
        Binding("escape,q", "leave", "back", id="leave", tooltip="change nothing"),
        Binding("o", "leave", id="sections", show=False),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.is_first_time = game.progress.should_ask_sections()
        self.off = game.library.off_sections()
        self.header, self.rows = Header(), OptionRows()
        self.about = Static(classes="about")

    def compose(self) -> ComposeResult:
        yield self.header
        yield Vertical(self.about, self.rows, id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        self.mark_unseen()  # Enter may be the second one that closed the results

    def show_resized(self) -> None:
        self.show_game()

    # What is shown

    def show_game(self) -> None:
        """Show which sections are on as of now, as far as they were chosen."""
        self.rows.show_rows(self.list_rows())
        sections = self.game.library.sections()
        words = f"{len(sections) - len(self.off)} of {len(sections)} on"
        is_narrow = self.has_class("-narrow")
        key = self.game.settings.keys.get("sections", "o")
        self.about.update(paint(ABOUT + ("" if is_narrow else LATER.format(key=key))))
        title = "Sections" if is_narrow else "Which sections matter?"
        figures = paint(words, "$muted")
        self.header.show(brand(title), figures, bool(self.game.unsaved))

    def list_rows(self) -> Iterator[tuple[str, Row]]:
        """The row of each section by its slug: on or off, its number and title."""
        noun = "" if self.has_class("-narrow") else " questions"
        for number, section in enumerate(self.game.library.sections(), 1):
            is_on = section.slug not in self.off
            mark = picked_mark(is_on, "○ ")
            lead = concat("  ", mark, (f"{number:>2}  ", "$muted"))
            style = "" if is_on else "$muted"
            count = f"{len(section.entries)}{noun} " if is_on else "off "
            text = paint(section.title, style)
            yield section.slug, Row(text, paint(count, "$muted"), lead=lead)

    @property
    def key_words(self) -> dict[str, str]:
        """Words for the footer: the first time, Esc keeps all."""
        return {"back": "keep all"} if self.is_first_time else {}

    # What the player does

    @on(OptionList.OptionSelected)
    def switch(self, message: OptionList.OptionSelected) -> None:
        self.off ^= {str(message.option_id)}
        self.app.say("")
        self.show_game()

    def action_digit(self, number: int) -> None:
        """Move to the section of this number, if there is one, and switch it."""
        if number <= self.rows.option_count:
            self.rows.highlighted = number - 1
            self.rows.action_select()

    def action_keep(self) -> None:
        if self.is_seen:
            self.leave_with(self.off)

    def action_leave(self) -> None:
        if self.is_first_time:
            self.leave_with(set())
        else:
            self.dismiss()

    def leave_with(self, off: set[str]) -> None:
        """Switch these sections off, the others on, and close; stay and say why if that
        cannot be.
        """
        with self.say_errors():
            self.game.library.switch_sections(off)
            self.dismiss()
