"""Looking for questions and lessons: by words, and by what is known of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from weakspot.engine.session import Slot
from weakspot.engine.values import KIND_WORDS, kind_words
from weakspot.text import days_between, format_count

if TYPE_CHECKING:
    from weakspot.engine.kinds.registry import AnyQuestion

LESSON = "lesson"
"""The kind of what is no question but a part of a section's lesson."""
MARKS = ("missed", "flagged", "disputed", "muted")
FILTER_WORDS = {
    "section": "all sections",
    "topic": "all topics",
    "kind": "any kind",
    "level": "any level",
    "mark": "any mark",
}
"""The fields of SearchFilters, each with what is said where it does not matter."""


class SearchItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A question, or the part of a lesson about a topic; `key` is then the topic's.

    `head` is its first line, `title` that of `normalize_title`, `text` all that is searched, in lower case.
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


class SearchFilters(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for besides words; what is empty, or 0, does not matter. `topic` is `section/topic`."""

    section: str = ""
    topic: str = ""
    kind: str = ""
    level: int = 0
    mark: str = ""


class QuestionStatuses(msgspec.Struct, frozen=True):
    """What the save says of questions by their keys; muted topics stand by their own.

    `scores` are those of the last answers; `due` is when the idea of each is to be asked again, by whichever
    of its questions.
    """

    scores: Mapping[str, float] = {}
    due: Mapping[str, str] = {}
    flagged: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()

    def has(self, mark: str, one: SearchItem) -> bool:
        """Does the question have this mark? Missed is what was not fully right the last time."""
        if mark == "missed":
            return self.scores.get(one.key, 1) < 1
        if mark == "muted":
            return one.key in self.muted or one.topic in self.muted
        return one.key in (self.flagged if mark == "flagged" else self.disputed)


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A question to look at, as it might be asked; `rights` is in one line what would be right.

    `place` names its section and topic, `details` are labels and texts, its history among them.
    `withheld`, its answer is not to be shown: an exam asks it.
    """

    key: str
    question: "AnyQuestion"
    slot: Slot
    rights: str
    place: str
    details: tuple[tuple[str, str], ...]
    case: str = ""
    withheld: bool = False


NO_FILTERS = SearchFilters()
NO_STATUSES = QuestionStatuses()


def search(
    every: Sequence[SearchItem],
    text: str,
    wanted: SearchFilters = NO_FILTERS,
    kept: QuestionStatuses = NO_STATUSES,
) -> list[SearchItem]:
    """Those that have all the words and are wanted, in their order: first those in whose head words begin so.

    Lessons are found by words, or where they alone are wanted.
    """
    words = text.casefold().split()
    is_meant = wanted.kind == LESSON or (bool(words) and not wanted.kind)
    lessons = is_meant and not (wanted.level or wanted.mark)
    found = every if lessons else [one for one in every if one.kind != LESSON]
    for field in ("section", "topic", "kind", "level"):
        if value := getattr(wanted, field):
            found = [one for one in found if getattr(one, field) == value]
    if wanted.mark:
        found = [one for one in found if kept.has(wanted.mark, one)]
    for word in words:
        found = [one for one in found if word in one.text]
    first = found if words else ()
    for begin in (f" {word}" for word in words):
        first = [one for one in first if begin in one.title]
    ahead = set(map(id, first))
    return [*first, *(one for one in found if id(one) not in ahead)]


def normalize_title(head: str) -> str:
    """A head in lower case, a space alone before each of its words: “ rag of 2020” of “(RAG) of 2020”."""
    return re.sub(r"(?:^|\s)\W*", " ", head.casefold())


def step_filter(
    wanted: SearchFilters, field: str, step: int, places: Mapping[str, Sequence[str]]
) -> SearchFilters:
    """The next value of one field, `step` 1, or the one before, -1; after the last comes none again.

    `places` are the keys of topics by section. Another section has other topics.
    """
    values: dict[str, Sequence[str | int]] = {
        "section": ("", *places),
        "topic": ("", *places.get(wanted.section, ())),
        "kind": ("", *KIND_WORDS, LESSON),
        "level": range(5),
        "mark": ("", *MARKS),
    }
    those, value = values[field], getattr(wanted, field)
    at = those.index(value) if value in those else 0  # a topic may be gone meanwhile
    found = msgspec.structs.replace(wanted, **{field: those[(at + step) % len(those)]})
    return msgspec.structs.replace(found, topic="") if field == "section" else found


def filter_words(
    wanted: SearchFilters, sections: Mapping[str, str], topics: Mapping[str, str]
) -> tuple[tuple[str, bool], ...]:
    """Each filter in words, and if it narrows; `sections` and `topics` are titles by slug."""
    words = {
        "section": sections.get(wanted.section, ""),
        "topic": topics.get(wanted.topic.partition("/")[2], ""),
        "kind": kind_words(wanted.kind),
        "level": f"level {wanted.level}" if wanted.level else "",
        "mark": wanted.mark,
    }
    return tuple((words[name] or nothing, bool(words[name])) for name, nothing in FILTER_WORDS.items())


def found_words(found: Sequence[SearchItem]) -> str:
    """“12 questions, 1 lesson”: how much of each was found."""
    lessons = sum(one.kind == LESSON for one in found)
    words = [format_count(len(found) - lessons, "question"), format_count(lessons, "lesson")]
    return ", ".join(words if lessons else words[:1])


def split_lesson(notes: str, topics: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The slug of each topic (its title stands as a heading) with the text below; an empty one for the rest.

    `topics` are titles by slug.
    """
    slugs = {title: slug for slug, title in topics.items()}
    slug, lines = "", list[str]()
    for line in notes.splitlines():
        heading = re.fullmatch(r"#+ +(.*?)(?: +#+)? *", line)
        if heading and heading[1] in slugs:
            yield slug, "\n".join(lines)
            slug, lines = slugs[heading[1]], []
        else:
            lines.append(line)
    yield slug, "\n".join(lines)


def due_mark(one: SearchItem, kept: QuestionStatuses, today: str) -> str:
    """When the idea of a question is due again, in brief: “due”, “8 d”, “3 y”; “new” where no answer to the
    question counts, “muted” where it is never asked.
    """
    if one.kind == LESSON:
        return ""
    if kept.has("muted", one):
        return "muted"
    due = kept.due.get(one.key)
    if due is None or one.key not in kept.scores:  # both, unless another game wrote between the two reads
        return "new"
    days = days_between(today, due)
    if days >= 1000:
        return f"{round(days / 365)} y"
    return f"{days} d" if days > 0 else "due"
