"""Imported questions put into banks: new ones added, known ones updated, all else of a
bank left as it is, byte for byte.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from hashlib import sha256
from typing import Any

import msgspec
from yaml import MappingNode, SequenceNode

from weakspot.bank.convert import expand_bare_texts, questions_in
from weakspot.bank.faults import UnreadableFile
from weakspot.bank.reader import MAX_BYTES
from weakspot.bank.short import FullForm
from weakspot.bank.slugs import is_slug, make_id, make_slug
from weakspot.bank.tree import Tree, build_value
from weakspot.engine.kinds.base import UNREVISED_FIELDS
from weakspot.errors import BankError
from weakspot.formats.bank_text import write_bank, write_entries, write_questions
from weakspot.formats.drafts import LINE, Draft, Fields, LeftOut, drop_repeated
from weakspot.formats.short_form import rights_first, shorten_question

MAX_QUESTIONS, MAX_LENGTH = 2_500, 2_000_000
"""The most questions of a bank that is made here, and about the most bytes of them; the
rest go into a second one.
"""
MIN_NAME = 4
"""The fewest letters of a name that can be an id as it is."""
_KEPT = (UNREVISED_FIELDS | {"case", "as_of", "draft"}) - {
    "misconception",
    "fix",
    "work",
    "rivals",
}
"""What stays of a question whose kind is another now."""
_NAMED_BY = {"options": ("text",), "pairs": ("left",), "near": ("text", "answer")}
"""By what the items of a list are known again, so that what was added to one stays."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """A bank with what was imported: its text, and the ids of the questions that are
    new, that changed, and that are as they were.
    """

    text: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


class KnownBank:
    """A bank that is there already, as text and as values of the full form; a draft in
    it is marked as one, and one that is not sound yet has no value. Raises BankError if
    it cannot be read.
    """

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        try:
            self.root: Any = Tree(text).root
        except UnreadableFile as error:
            raise self.error(str(error.faults[0][1].message)) from None
        full = FullForm(self.root, text, name, keeps_drafts=True)
        value, rejected = build_value(full.root)
        if rejected or full.faults or not isinstance(value, dict):
            raise self.error("it is no sound bank")
        self.value: dict[str, Any] = value
        expand_bare_texts(value)
        self.questions: list[Any] = list(map(drop_repeated, questions_in(value)))
        self.nodes: list[Any] = self._sequence().value
        self.by_id = {
            question["id"]: at
            for at, question in enumerate(self.questions)
            if isinstance(question, dict) and isinstance(question.get("id"), str)
        }

    def error(self, reason: str) -> BankError:
        """The error for a bank that cannot be added to."""
        return BankError(
            f"{self.name} cannot be added to: {reason}; `weakspot check` says more, or "
            "name another section with --section"
        )

    def _sequence(self) -> Any:
        node = self.find("questions")
        if not isinstance(node, SequenceNode) or node.flow_style or not node.value:
            raise self.error("it has no list of questions")
        return node

    def find(self, key: str) -> Any:
        """The node of a field of the bank; None if it has none."""
        return next(
            (value for name, value in self.root.value if name.value == key), None
        )

    @property
    def section(self) -> str:
        """The slug of its section."""
        return str(self.value["section"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.value["title"])

    @property
    def topics(self) -> dict[str, str]:
        """The titles of its topics, by slug."""
        topics = self.value.get("topics")
        return {
            slug: str(topic.get("title", slug)) if isinstance(topic, dict) else slug
            for slug, topic in (topics.items() if isinstance(topics, dict) else ())
        }


# Names


def is_id(name: str) -> bool:
    """True for a name that can be an id as it is, and is hardly another's: more than a
    number.
    """
    return (
        len(name) >= MIN_NAME
        and is_slug(name)
        and re.search("[a-z]{3}", name) is not None
    )


def is_telling(name: str) -> bool:
    """True for a name that no other question has, such as Anki's."""
    return len(name) >= 6 and not name.isdigit()


def id_of(prompt: str, name: str = "") -> str:
    """The id of a question: its name if that can be one; else the first words of its
    prompt, then digits made of its name, or of its wording if it has none.
    """
    if is_id(name):
        return name
    if not name:
        return make_id(prompt)
    words = make_id(re.sub(r"\{[0-9]+\}", " ", prompt)).rpartition("-")[0]
    return "-".join(filter(None, (words, ending_of(name))))


def ending_of(name: str) -> str:
    """The digits at the end of the id of a question with this name."""
    words = " ".join(name.split()).encode(errors="backslashreplace")
    return sha256(words).hexdigest()[:8]


def name_drafts(
    drafts: Iterable[Draft], known: Iterable[str], unit: str = LINE
) -> tuple[list[tuple[str, Draft]], list[LeftOut]]:
    """Each question with its id, the one that it has among the `known` ids if it is
    there, and what was left out because it stands there twice.
    """
    endings = {id.rpartition("-")[2]: id for id in known}
    taken: dict[str, Draft] = {}
    left = []
    for draft in drafts:
        name = draft.name if is_telling(draft.name) else ""
        id = id_of(draft.prompt, name)
        if name and not is_id(name):
            id = endings.get(ending_of(name), id)
        first = taken.get(id)
        if first is not None and first.fields != draft.fields:
            id = id_of(draft.prompt, f"{draft.prompt}\n{answer_text(draft.fields)}")
            first = taken.get(id)
        if first is not None:
            why = f"the same as {unit} {first.line}"
            left.append(LeftOut(draft.line, draft.prompt, why))
            continue
        taken[id] = draft
    return list(taken.items()), left


def answer_text(fields: Mapping[str, Any]) -> str:
    """What is right in a question, as a text that tells it from others of its
    wording.
    """
    told = {
        key: value
        for key, value in fields.items()
        if key in ("options", "answer", "gaps", "pairs", "steps", "categories")
    }
    return msgspec.json.encode(told, order="deterministic").decode(errors="replace")


# Merging


class TopicNames:
    """How a bank names the topics of its questions: by slug if it declares them, else
    by title; that of the section is not named. `known` are titles by slug.
    """

    def __init__(
        self, section: str, title: str, known: Mapping[str, str], is_declared: bool
    ) -> None:
        self.section, self.title, self.is_declared = section, title, is_declared
        self.added: dict[str, str] = {}
        """The titles of topics that are new, by slug."""
        self._titles = dict(known)
        self._slugs = {name.casefold(): slug for slug, name in known.items()}
        self._slugs[title.casefold()] = section

    def slug(self, topic: str) -> str:
        """The slug of a topic by its title, which may be new."""
        name = " ".join(topic.split())
        slug = self._slugs.get((name or self.title).casefold()) or make_slug(name)
        if slug not in self._titles and slug != self.section:
            self.added[slug] = self._titles[slug] = name
        return slug

    def write(self, question: Fields) -> Any:
        """A question of the full form as the bank has it."""
        fields, slug = dict(question), question["topic"]
        if slug == self.section:
            del fields["topic"]
        elif not self.is_declared:
            fields["topic"] = self._titles[slug]
        return shorten_question(fields)


def make_bank(
    section: str, title: str, named: Sequence[tuple[str, Draft]], comment: str
) -> Merged:
    """A new bank of these questions, for a file named as its section. Raises BankError
    if it does not read as it should.
    """
    topics = TopicNames(section, title, {}, is_declared=False)
    questions = [make_question(id, draft, topics) for id, draft in named]
    declared = collect_declared([draft for _, draft in named], {})
    text = write_bank(title, map(topics.write, questions), comment, declared)
    known = KnownBank(text, f"{section}.yaml")
    if known.questions != bare(questions) or len(text.encode()) > MAX_BYTES:
        raise known.error("its questions cannot be written")
    return Merged(text=text, added=tuple(id for id, _ in named))


def collect_declared(
    drafts: Iterable[Draft], known: Mapping[str, Any]
) -> dict[str, Fields]:
    """What questions refer to and a bank does not declare yet, by field and slug."""
    declared: dict[str, Fields] = {}
    for draft in drafts:
        for field, entries in draft.declared.items():
            for slug, entry in entries.items():
                if slug not in (known.get(field) or {}):
                    declared.setdefault(field, {})[slug] = entry
    return declared


def make_question(id: str, draft: Draft, topics: TopicNames) -> Fields:
    """A question of the full form for a bank with these topics."""
    kind = draft.fields["kind"]
    rest = {key: value for key, value in draft.fields.items() if key != "kind"}
    head = {"id": id, "kind": kind, "topic": topics.slug(draft.topic)}
    return rights_first({**head, **rest})


def merge(known: KnownBank, named: Sequence[tuple[str, Draft]]) -> Merged:
    """A bank with these questions: known ones updated in their places, new ones at the
    end. Raises BankError if it is written in a way that takes none.
    """
    is_declared = known.find("topics") is not None
    topics = TopicNames(known.section, known.title, known.topics, is_declared)
    added, changed, same = [], [], []
    edits: list[tuple[int, int, str]] = []
    expected = list(known.questions)
    new: list[Fields] = []
    for id, draft in named:
        at = known.by_id.get(id)
        if at is None:
            added.append(id)
            new.append(make_question(id, draft, topics))
            continue
        old = known.questions[at]
        question = update(old, draft)
        if question == old:
            same.append(id)
            continue
        changed.append(id)
        expected[at] = rights_first(question)
        edits.append(replace_item(known, at, topics.write(expected[at])))
    if new:
        edits.append(append_items(known, list(map(topics.write, new))))
    used = [draft for id, draft in named if id not in set(same)]
    declared = collect_declared(used, known.value)
    if topics.added and is_declared:
        titled = {slug: {"title": name} for slug, name in topics.added.items()}
        declared = {"topics": titled, **declared}
    edits += [add_entries(known, *pair) for pair in declared.items()]
    text = known.text
    for begin, end, piece in sorted(edits, reverse=True):
        text = text[:begin] + piece + text[end:]
    check_merge(known, text, [*expected, *new], topics.added)
    return Merged(
        text=text, added=tuple(added), changed=tuple(changed), same=tuple(same)
    )


def check_merge(
    known: KnownBank, text: str, expected: Sequence[Fields], topics: Mapping[str, str]
) -> None:
    """Raise BankError unless the text reads as it should."""
    try:
        merged = KnownBank(text, known.name)
    except BankError:
        raise known.error("it is written in an unusual way") from None
    if len(text.encode()) > MAX_BYTES:
        raise known.error("it would be larger than 4 MB")
    if merged.questions != bare(expected) or not topics.keys() <= merged.topics.keys():
        raise known.error("it is written in an unusual way")


def bare(questions: Sequence[Fields]) -> list[Fields]:
    """Questions with each bare text as the mapping that it is short for."""
    copied = [deepcopy(one) if isinstance(one, dict) else one for one in questions]
    value = {"questions": copied}
    expand_bare_texts(value)
    return value["questions"]


def update(old: Fields, draft: Draft) -> Fields:
    """A question of a bank with what was imported: what the file says replaces what the
    bank said, what only the bank says stays.
    """
    fields = draft.fields
    if draft.is_built and old.get("kind") == "choice":
        rights = [each["text"] for each in old.get("options", ()) if each.get("right")]
        wanted = [each["text"] for each in fields["options"] if each.get("right")]
        if rights == wanted:
            fields = {**fields, "options": old["options"]}
    kept = {
        key: value
        for key, value in old.items()
        if old.get("kind") == fields["kind"] or key in _KEPT or key in ("id", "topic")
    }
    merged = {**kept, **fields}
    if old.get("kind") == fields["kind"]:
        is_fixed = merged.get("shuffle") is False
        for key in fields:
            merged[key] = _merge_value(key, old.get(key), fields[key], is_fixed)
    return merged


def _merge_value(key: str, old: Any, new: Any, is_fixed: bool) -> Any:
    if not isinstance(old, list) or not isinstance(new, list):
        return new
    if key == "gaps":
        return [
            {**(before if isinstance(before, dict) else {}), **after}
            for before, after in zip([*old, *[{}] * len(new)], new, strict=False)
        ]
    if key not in _NAMED_BY:
        return new
    by_name = {_name_of(key, each): each for each in old if isinstance(each, dict)}
    merged = [_merge_item(by_name.get(_name_of(key, each), {}), each) for each in new]
    if key == "options" and not is_fixed:  # in the order that the bank has them
        places = {name: at for at, name in enumerate(by_name)}
        merged.sort(key=lambda each: places.get(_name_of(key, each), len(places)))
    return merged


def _name_of(key: str, item: Fields) -> str:
    """By what an item of this list is known again."""
    return next((str(item[name]) for name in _NAMED_BY[key] if name in item), "")


def _merge_item(old: Fields, new: Fields) -> Fields:
    return {**{key: value for key, value in old.items() if key != "right"}, **new}


# Edits of the text


def end_of(node: Any) -> int:
    """Where the last sign of a node is, not counting what comes before the next one."""
    while (
        isinstance(node, SequenceNode | MappingNode)
        and not node.flow_style
        and node.value
    ):
        last = node.value[-1]
        node = last[1] if isinstance(node, MappingNode) else last
    return int(node.end_mark.index)


def _clipped_end(known: KnownBank, node: Any) -> int:
    begin, end = int(node.start_mark.index), end_of(node)
    return begin + len(known.text[begin:end].rstrip())


def indent_of(known: KnownBank) -> str:
    """What stands before the dash of a question."""
    at = known.nodes[0].start_mark.index
    line = known.text.rfind("\n", 0, at) + 1
    return known.text[line : known.text.rfind("-", line, at)]


def replace_item(known: KnownBank, at: int, question: Any) -> tuple[int, int, str]:
    """The edit that puts a question in the place of another."""
    node, indent = known.nodes[at], indent_of(known)
    begin = known.text.rfind("-", 0, node.start_mark.index)
    text = write_questions([question], indent).strip()
    return begin, _clipped_end(known, node), text


def append_items(known: KnownBank, questions: Sequence[Any]) -> tuple[int, int, str]:
    """The edit that puts questions behind the last one."""
    end = _clipped_end(known, known.nodes[-1])
    line = known.text.find("\n", end)
    at = len(known.text) if line < 0 else line
    return at, at, "\n" + write_questions(questions, indent_of(known)).rstrip()


def add_entries(known: KnownBank, field: str, entries: Fields) -> tuple[int, int, str]:
    """The edit that declares topics, misconceptions or cases. Raises BankError where
    that is not possible.
    """
    text = write_entries(field, entries)
    node = known.find(field)
    if node is None:
        key = next(name for name, _ in known.root.value if name.value == "questions")
        return int(key.start_mark.index), int(key.start_mark.index), text
    if not isinstance(node, MappingNode) or not node.value:
        raise known.error(f"its {field} cannot be added to")
    lines = text.rstrip().split("\n")[1:]
    if node.flow_style:
        at = int(node.end_mark.index) - 1
        return at, at, "".join(f", {line.strip()}" for line in lines)
    indent = " " * int(node.value[0][0].start_mark.column)
    end = _clipped_end(known, node)
    line_end = known.text.find("\n", end)
    at = len(known.text) if line_end < 0 else line_end
    return at, at, "".join(f"\n{indent}{line[2:]}" for line in lines)
