"""What screens ask of the app."""

from collections.abc import Sequence

from textual.message import Message

from weakspot.engine.session import Session


class ShowTopics(Message):
    """Show the page of a topic: of these keys, that at `at`; to the others it can be turned."""

    def __init__(self, keys: Sequence[str], at: int = 0) -> None:
        super().__init__()
        self.keys = keys
        self.at = at


class Play(Message):
    """Show this round, and its results once it is done."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class SettingChanged(Message):
    """A setting has another value."""
