"""The header of every screen: where you are, and how far."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from weakspot.engine.session import Session
from weakspot.text import SMALLEST_TERMINAL, UNICODE_MARKS
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.content import DOT, concat, paint
from weakspot.words.summaries import describe_place


class Header(Horizontal):
    """One row: where you are at the left, cut if need be, and figures at the right. In
    a tiny terminal only the room that the game needs.
    """

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    Header { height: 1; }
    Header .where { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Header .figures { width: auto; margin-left: 2; }
    Header .room { display: none; }
    .-slim Header, .-flat Header { height: auto; }
    .-slim Header Static, .-flat Header Static { display: none; }
    .-slim Header .room, .-flat Header .room { display: block; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.where = Static(classes="where")
        self.figures = Static(classes="figures")
        self.room = Static(classes="room", markup=False)

    def compose(self) -> ComposeResult:
        yield self.where
        yield self.figures
        yield self.room

    def on_resize(self) -> None:
        size, (columns, rows) = self.app.size, SMALLEST_TERMINAL
        need = f"Make it at least {columns} columns by {rows} rows; nothing is lost."
        self.room.update(f"This terminal is {size.width} by {size.height}. {need}")

    def show(
        self, where: Content, figures: Content | None = None, unsaved: bool = False
    ) -> None:
        """Show where the player is, and figures; `unsaved` if answers are not kept."""
        parts = [paint("not saved", "$warning")] if unsaved else []
        if figures:
            parts.append(figures)
        self.where.update(where)
        self.figures.update(Content(DOT).join(parts))


def join_trail(*parts: Content) -> Content:
    """Join the parts of a trail, which says where you are, from the whole to its
    part.
    """
    return paint("  /  ", "$faint").join(parts)


def topic_words(name: str, topic: str, state: str) -> Content:
    """The topic's mark, the round's name if it is given, and the topic."""
    names = [name, topic] if name and name != topic else [topic]
    return concat(state_mark(state), " ", join_trail(*map(paint, names)))


def place_words(session: Session, is_flagged: bool, style: str = "$muted") -> Content:
    """The question's flag, and how far the round is, or how near its end; in amber if
    that is urgent.
    """
    flag = f"{UNICODE_MARKS.flag} " if is_flagged else ""
    place = describe_place(session)
    signs = (place.signs, "$warning" if place.urgent else style)
    return concat((flag, "$warning"), signs)
