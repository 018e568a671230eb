"""What screens ask of the app."""

from dataclasses import dataclass

from textual.message import Message

from weakspot.engine.session import Session


@dataclass
class Play(Message):
    """Show this round, and its results once it is done."""

    session: Session


class SettingChanged(Message):
    """A setting has another value."""
