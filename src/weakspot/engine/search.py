"""Search for questions and lessons, by words and by what is known of them."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.records import is_off
from weakspot.engine.session import Slot

LESSON = "lesson"
"""The kind of a search item that is not a question but a part of a section's lesson."""
MARKS = ("missed", "flagged", "disputed", "muted")


class SearchItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A question, or the part of a lesson about a topic, whose `key` is
    then the topic's.

    `head` is its first line, `title` that normalized, `text` everything that is
    searched, folded.
    """

    key: str
    head: str
    kind: str
    level: int
    topic: str
    title: str
    text: str

    @property
    def section(self) -> str:
        return self.topic.partition("/")[0]

    @property
    def is_lesson(self) -> bool:
        return self.kind == LESSON


class SearchFilters(msgspec.Struct, frozen=True, kw_only=True):
    """The filters of a search besides its words; an empty field, or 0, matches all.
    `topic` is `section/topic`.
    """

    section: str = ""
    topic: str = ""
    kind: str = ""
    level: int = 0
    mark: str = ""


class QuestionStatuses(msgspec.Struct, frozen=True):
    """The state of questions in the save, by their keys; a muted topic or section is
    listed by its own key.

    `scores` are those of the last answers, `missed` the questions whose concept was
    missed last.
    """

    scores: Mapping[str, float] = {}
    missed: frozenset[str] = frozenset()
    flagged: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()

    def has(self, mark: str, item: SearchItem) -> bool:
        """True if the item has this mark; a question is missed if its last answer was
        not fully right.
        """
        if mark == "missed":
            return self.scores.get(item.key, 1) < 1
        if mark == "muted":
            return item.key in self.muted or is_off(item.topic, self.muted)
        return item.key in (self.flagged if mark == "flagged" else self.disputed)


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A question to look at, as it might be asked; `rights` is one line with what would
    be right.

    `place` names its section and topic, `details` are labels with texts, the question's
    history among them. A `withheld` answer must not be shown, because an open exam asks
    the question.
    """

    key: str
    question: Question
    slot: Slot
    rights: str
    place: str
    details: tuple[tuple[str, str], ...]
    case: str = ""
    withheld: bool = False


NO_FILTERS = SearchFilters()
NO_STATUSES = QuestionStatuses()


def search(
    items: Sequence[SearchItem],
    text: str,
    filters: SearchFilters = NO_FILTERS,
    statuses: QuestionStatuses = NO_STATUSES,
) -> list[SearchItem]:
    """Find the items that have all the words and pass the filters, in the order given.

    A head in which each word begins a word comes first. Lessons are found by words, or
    if wanted alone.
    """
    words = fold_text(text).split()
    wants_lessons = filters.kind == LESSON or (bool(words) and not filters.kind)
    has_lessons = wants_lessons and not (filters.level or filters.mark)
    found = items if has_lessons else [item for item in items if not item.is_lesson]
    for field in ("section", "topic", "kind", "level"):
        if value := getattr(filters, field):
            found = [item for item in found if getattr(item, field) == value]
    if filters.mark:
        found = [item for item in found if statuses.has(filters.mark, item)]
    for word in words:
        found = [item for item in found if word in item.text]
    leading = found if words else ()
    for start in (f" {word}" for word in words):
        leading = [item for item in leading if start in item.title]
    leading_ids = set(map(id, leading))
    return [*leading, *(item for item in found if id(item) not in leading_ids)]


def fold_text(text: str) -> str:
    """The text as it is compared: in lower case, with the quotation marks and
    apostrophe of a keyboard.
    """
    text = text.casefold()
    for mark, typed in ("“", '"'), ("”", '"'), ("„", '"'), ("‘", "'"), ("’", "'"):
        text = text.replace(mark, typed)  # far faster than `translate`
    return text


def normalize_title(head: str) -> str:
    """The head folded, with one space before each of its words: “ rag of 2020” for
    “(RAG) of 2020”.
    """
    return re.sub(r"(?:^|\s)\W*", " ", fold_text(head))


def step_filter(
    filters: SearchFilters, field: str, step: int, topics: Mapping[str, Sequence[str]]
) -> SearchFilters:
    """Set one field to its next value, `step` 1, or the one before, -1; after the last
    it is empty again.

    `topics` are keys by section. Changing the section clears the topic.
    """
    values: dict[str, Sequence[str | int]] = {
        "section": ("", *topics),
        "topic": ("", *topics.get(filters.section, ())),
        "kind": ("", *KINDS, LESSON),
        "level": range(5),
        "mark": ("", *MARKS),
    }
    options, value = values[field], getattr(filters, field)
    at = options.index(value) if value in options else 0  # the topic may be gone by now
    stepped = msgspec.structs.replace(
        filters, **{field: options[(at + step) % len(options)]}
    )
    return msgspec.structs.replace(stepped, topic="") if field == "section" else stepped
