"""Launching from a screen: the rounds that it starts and the lessons that it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from weakspot.engine.session import Session
from weakspot.ui.screens.frame import FramedScreen


@dataclass
class RoundRequested(Message):
    """The player wants to play this round."""

    session: Session


def play_round(screen: FramedScreen[Any], start: Callable[[], Session]) -> None:
    """Play the round that `start` returns, or say why there is none."""
    with screen.say_errors():
        screen.post_message(RoundRequested(start()))


def play_scope(screen: FramedScreen[Any], key: str) -> None:
    """Play a round of a section or of a `section/topic`, or say why there is none."""
    section, _, topic = key.partition("/")
    play_round(
        screen, lambda: screen.game.rounds.start(section=section, topic=topic or None)
    )


def open_lesson(screen: FramedScreen[Any], key: str) -> None:
    """Open the lesson of a section, or of a `section/topic` at that topic."""
    from weakspot.ui.screens.lesson import LessonScreen  # late: Markdown is slow

    screen.open(LessonScreen(screen.game, key))
