"""What screens ask of the app."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from weakspot.engine.session import Session


@dataclass
class ShowTopics(Message):
    """Show the page of a topic: of these keys, that at `at`; to the others it can be turned."""

    keys: Sequence[str]
    at: int = 0


@dataclass
class Play(Message):
    """Show this round, and its results once it is done."""

    session: Session


class SettingChanged(Message):
    """A setting has another value."""
