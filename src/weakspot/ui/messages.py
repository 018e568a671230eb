"""What screens ask of the app."""

from textual.message import Message

from weakspot.engine.session import Session


class Play(Message):
    """Show this round, and its results once it is done."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class SettingChanged(Message):
    """A setting has another value."""
