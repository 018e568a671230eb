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


class Tell(Message):
    """Say this above the footer of what is on top by then: the screen that asks may be left."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SettingChanged(Message):
    """A setting has another value."""
