"""What a file of another program holds: questions, cards, and what was left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from weakspot.bank.shapes import MAX_WORDS
from weakspot.engine.spelling import normalize_words
from weakspot.errors import WeakspotError

Fields = dict[str, Any]
"""The fields of a question in the full form of a bank, `kind` and `prompt` among them;
not `id` and `topic`. A field that is empty is left out.
"""

LINE, NOTE, NUMBER = "line", "note", "question"
"""What a place in a file counts."""

REFERENCES = {"misconception": "misconceptions", "case": "cases"}
"""The fields that refer to what a bank declares, and where it does."""
_MARKED = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*")
_LAST_FOR_GOOD = re.compile(
    r"(?:all|none|both|neither|any|some|two|three) of (?:the )?(?:above|these|them)\b",
    re.IGNORECASE,
)
_NAMES_LETTERS = re.compile(
    r"(?i:(?:both|only|either|options?|answers?|all but) )?\(?[A-F]\)?"
    r"(?:,? ?(?:and|or|&|,) ?\(?[A-F]\)?)+\.?"
)
TRUTHS = {"true": True, "false": False}
"""The answers of a statement, as texts name them."""


class FormatError(WeakspotError):
    """A file that cannot be read at all; the message says why and what to do."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a file.

    `line` is its place, from 1. `name` is what the file calls it, however it is worded,
    and `topic` the title of its topic; both can be empty. `declared` are the
    misconceptions and cases that it refers to, by field and slug. `is_built`: its
    options were made of other answers.
    """

    line: int
    fields: Fields
    name: str = ""
    topic: str = ""
    declared: dict[str, Fields] = {}
    is_built: bool = False

    @property
    def prompt(self) -> str:
        """What is asked."""
        return str(self.fields["prompt"])


class Flashcard(msgspec.Struct, frozen=True, kw_only=True):
    """A card with a front and a back, which can be asked in several ways; `fields` are
    others that its question gets.
    """

    line: int
    front: str
    back: str
    fields: Fields = {}
    name: str = ""
    topic: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """Something that was left out, and why; `is_part` if its question came in without
    it.
    """

    line: int
    what: str
    why: str
    is_part: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from a file, in its order. `title` is what the file calls itself,
    `unit` what its places count.
    """

    items: tuple[Draft | Flashcard, ...]
    left: tuple[LeftOut, ...] = ()
    title: str = ""
    unit: str = LINE


class Collector:
    """Collects what a reader finds."""

    def __init__(self) -> None:
        self.items: list[Draft | Flashcard] = []
        self.left: list[LeftOut] = []

    def add(self, line: int, fields: Fields, name: str = "", topic: str = "") -> None:
        """A question."""
        self.items.append(Draft(line=line, fields=fields, name=name, topic=topic))

    def add_card(
        self,
        line: int,
        front: str,
        back: str,
        name: str = "",
        topic: str = "",
        fields: Fields | None = None,
    ) -> None:
        """A card; `fields` are others that its question gets."""
        card = Flashcard(
            line=line,
            front=front,
            back=back,
            fields=fields or {},
            name=name,
            topic=topic,
        )
        self.items.append(card)

    def leave(self, line: int, what: str, why: str) -> None:
        """Something that does not come in."""
        self.left.append(LeftOut(line, shorten(what), why))

    def drop(self, line: int, what: str, why: str) -> None:
        """Something of a question that comes in without it."""
        self.left.append(LeftOut(line, shorten(what), why, is_part=True))

    def reading(self, title: str = "", unit: str = LINE) -> Reading:
        """All of it, in the order of the file."""
        return Reading(
            items=tuple(sorted(self.items, key=lambda item: item.line)),
            left=tuple(sorted(self.left, key=lambda left: left.line)),
            title=title,
            unit=unit,
        )


# Fields of the kinds


def make_option(text: str, right: bool = False, why: str = "") -> Fields:
    """The fields of an option."""
    option: Fields = {"text": text}
    if right:
        option["right"] = True
    if why:
        option["why"] = why
    return option


def make_options_fields(
    prompt: str, options: Sequence[Fields], several: bool = False
) -> Fields:
    """The fields of a question with options: a statement if these are true and false,
    `multi` if more than one is right, or may be.

    Options that speak of the others keep their place.
    """
    rights = [option for option in options if option.get("right")]
    truths = {str(option["text"]).strip().rstrip(".").casefold() for option in options}
    if truths == set(TRUTHS) and len(options) == 2 and len(rights) == 1:
        answer = TRUTHS[str(rights[0]["text"]).strip().rstrip(".").casefold()]
        why = next(
            (one["why"] for one in options if "why" in one and one not in rights), ""
        )
        return make_statement(prompt, answer, why)
    several = len(rights) > 1 or (several and len(rights) != 1)
    fields: Fields = {"kind": "multi" if several else "choice", "prompt": prompt}
    fields["options"] = [dict(option) for option in options]
    if any(_NAMES_LETTERS.fullmatch(str(option["text"]).strip()) for option in options):
        fields["shuffle"] = False
    else:
        for option in fields["options"]:
            if _LAST_FOR_GOOD.match(str(option["text"]).strip()):
                option["pin"] = True
    return fields


def make_statement(prompt: str, answer: bool, why: str = "") -> Fields:
    """The fields of a statement that is true or false."""
    fields: Fields = {"kind": "truefalse", "prompt": prompt, "answer": answer}
    return {**fields, "why": why} if why else fields


def make_gap(accept: Iterable[str], near: Sequence[Fields] = ()) -> Fields:
    """The fields of a gap; exact if a name has nothing by which more could be
    forgiven.
    """
    names = list(dict.fromkeys(name.strip() for name in accept if name.strip()))
    gap: Fields = {"accept": names}
    if near:
        gap["near"] = list(near)
    if not all(map(normalize_words, names)):
        gap["exact"] = True
    return gap


def make_near(text: str, why: str = "") -> Fields:
    """The fields of a text that looks close and is wrong."""
    return {"text": text, "why": why} if why else {"text": text}


def make_typed(prompt: str, gaps: Sequence[Fields]) -> Fields:
    """The fields of a question whose answers are typed."""
    return {"kind": "typed", "prompt": prompt, "gaps": list(gaps)}


def make_open(prompt: str, answer: str, rubric: Sequence[str] = ()) -> Fields:
    """The fields of a question with a model answer."""
    fields: Fields = {"kind": "open", "prompt": prompt, "answer": answer}
    return {**fields, "rubric": list(rubric)} if rubric else fields


def drop_repeated(question: Any) -> Any:
    """A question without points that only repeat its answer."""
    if isinstance(question, dict) and question.get("rubric") == [
        question.get("answer")
    ]:
        return {key: value for key, value in question.items() if key != "rubric"}
    return question


def make_match(
    prompt: str, pairs: Sequence[tuple[str, str]], spares: Sequence[str] = ()
) -> Fields:
    """The fields of a question of pairs."""
    sides = [{"left": left, "right": right} for left, right in pairs]
    fields: Fields = {"kind": "match", "prompt": prompt, "pairs": sides}
    return {**fields, "spares": list(spares)} if spares else fields


def make_order(prompt: str, steps: Sequence[str]) -> Fields:
    """The fields of a question of steps."""
    return {"kind": "order", "prompt": prompt, "steps": list(steps)}


def is_short(answer: str) -> bool:
    """True for an answer to type: one line of at most six words."""
    return "\n" not in answer and 0 < len(answer.split()) <= MAX_WORDS


def unmark(text: str) -> str:
    """A text without the marks of `code` and **strong**."""
    return _MARKED.sub(lambda found: found[1] or found[2], text)


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def references_in(value: Any) -> Iterator[tuple[str, str]]:
    """Each misconception and case that a question refers to: where it is declared, and
    its slug.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in REFERENCES and isinstance(inner, str):
                yield REFERENCES[key], inner
            else:
                yield from references_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references_in(inner)
