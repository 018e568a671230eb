"""The bank as a value: a section with its lesson, topics and questions."""

from typing import TYPE_CHECKING, Annotated

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import question_type
from weakspot.engine.values import Case

if TYPE_CHECKING:
    AnyQuestion = Question
else:
    AnyQuestion = question_type()  # msgspec is told of each kind


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a section; weakness is measured per topic."""

    title: str


class Bank(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One section. `notes` is its lesson in Markdown, with a heading for each topic's
    title. `short` is the title in a narrow list, where it is longer than that has room
    for.
    """

    section: str
    title: str
    short: Annotated[str, msgspec.Meta(max_length=24)] = ""
    about: str = ""
    notes: str = ""
    topics: dict[str, Topic]
    misconceptions: dict[str, str] = {}
    cases: dict[str, Case] = {}
    questions: tuple[AnyQuestion, ...]
