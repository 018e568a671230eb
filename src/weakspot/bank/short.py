"""The short form of a bank, rewritten into the full one before that is read.

What is rewritten are the nodes of its YAML. Each node of the full form has the place of
what was typed, so that every fault is reported there.
"""

import re
from collections.abc import Iterable
from typing import Any

from yaml import MappingNode, SequenceNode

from weakspot.bank.convert import ONE_LINE
from weakspot.bank.faults import MAX_FAULTS, shorten
from weakspot.bank.nodes import (
    Block,
    as_text,
    is_text,
    make_list,
    make_map,
    make_plain,
    make_rejected,
    make_text,
    text_of,
    value_of,
)
from weakspot.bank.shapes import ShapeError, expand_kind, has_gaps, refuse_field
from weakspot.bank.slugs import make_id, make_slug, make_title, name_words
from weakspot.engine.values import Fault

COURSE_FIELDS = ("id", "topic", "level", "explain", "source")
COURSE_HEAD = ("section", "title", "about", "notes", "topics")
"""The fields of a question, and of a bank, that only a course has to have."""
_COMMENT = re.compile(r"[ \t]+#")

Located = list[tuple[int, Fault]]
"""Faults, each with its offset in the text."""


class FullForm:
    """A bank in its full form: `root` is its node. With `keeps_drafts` these are among
    its questions, marked as they are, even where they are not sound yet.

    `faults` are those of the short form; `drafts` the questions that are not asked yet;
    `omissions` what a course would have to have. `unnamed` are the blocks without an
    id, each with the id that was made for it.
    """

    def __init__(
        self, root: Any, text: str, file: str, keeps_drafts: bool = False
    ) -> None:
        self.faults: Located = []
        self.drafts: Located = []
        self.omissions: Located = []
        self.unnamed: list[tuple[int, str]] = []
        self._text, self._keeps_drafts = text, keeps_drafts
        self._asked: dict[str, int] = {}
        """Where the questions whose ids were made are, by that id."""
        self.root = self._expand_bank(root, file)

    def _expand_bank(self, root: Any, file: str) -> Any:
        if isinstance(root, SequenceNode):
            message, hint = "a list where a bank is due", "write `questions:` above it"
            self.faults.append(
                (root.start_mark.index, Fault("type", message, hint=hint))
            )
            return make_rejected(root)
        if not isinstance(root, MappingNode):
            return root
        bank = Block(root)
        self._note_omissions(bank, COURSE_HEAD)
        if "section" not in bank:
            bank.put("section", make_text(make_slug(name_words(file)), root))
        if "title" not in bank:
            bank.put("title", make_text(make_title(name_words(file)), root))
        topics = Topics(bank.text("section"), bank.text("title"), bank.value("topics"))
        questions = bank.value("questions")
        if isinstance(questions, SequenceNode):
            expanded = self._expand_questions(questions.value, topics)
            bank.put("questions", make_list(expanded, questions))
        if "topics" not in bank or topics.added:
            bank.put("topics", topics.node(root))
        return bank.node()

    def _expand_questions(self, nodes: Iterable[Any], topics: "Topics") -> list[Any]:
        questions = []
        for node in nodes:
            try:
                question = self._expand_question(node, topics)
            except ShapeError as refused:
                at = node.start_mark.index
                is_draft = any(offset == at for offset, _ in self.drafts[-1:])
                if not is_draft:
                    self.faults.append((refused.offset, refused.fault))
                question = make_rejected(node)
                if len(self.faults) > MAX_FAULTS:
                    break  # no more are reported
            if question is not None:
                questions.append(question)
        return questions

    def _expand_question(self, node: Any, topics: "Topics") -> Any:
        """The full form of a question; None for a draft. Raises ShapeError."""
        line = self._read_line(node)
        if line is None and not isinstance(node, MappingNode):
            return node
        block = line or Block(node)
        is_draft = self._is_draft(block)
        if is_draft and not self._keeps_drafts:
            return None
        self._note_omissions(block, COURSE_FIELDS)
        expand_kind(block, in_line=line is not None)
        topics.name(block)
        if is_draft:
            block.put("draft", make_plain("true", node))
        if "id" not in block:
            id = self._make_id(block)
            block.put("id", make_text(id, node))
            if line is None and not node.flow_style:
                self.unnamed.append((node.start_mark.index, id))
        return block.node()

    def _read_line(self, node: Any) -> Block | None:
        """A question in one line; None if it is none. Raises ShapeError."""
        if is_text(node):
            if has_gaps(node.value):
                return Block(node, [(make_plain("prompt", node), as_text(node))])
            if _COMMENT.match(self._text, node.end_mark.index):
                hint = "quote the question: ` #` begins a comment"
                raise ShapeError(node, "cut-text", "a comment cuts this text", hint)
            return None
        if not isinstance(node, MappingNode) or len(node.value) != 1:
            return None
        key, answer = node.value[0]
        if not is_text(key):
            return None
        refuse_field(key)
        if isinstance(answer, MappingNode):
            raise ShapeError(
                answer, "type", "a mapping where an answer is due", ONE_LINE
            )
        prompt = make_plain("prompt", key), as_text(key)
        return Block(node, [prompt, (make_plain("answer", key), answer)])

    def _is_draft(self, block: Block) -> bool:
        """True for a draft, which is noted. Raises ShapeError."""
        if "draft" not in block:
            return False
        is_draft = value_of(block.value("draft"))
        if not isinstance(is_draft, bool):
            hint = "write `draft: true`, or take it out"
            at = block.value("draft")
            raise ShapeError(at, "type", "a draft is true or false", hint)
        block.drop("draft")
        if is_draft:
            words = f"a draft, which is not asked: {shorten(block.text('prompt'))}"
            hint = "once it is right, take `draft: true` out"
            fault = Fault("draft", words, hint=hint)
            self.drafts.append((block.at.start_mark.index, fault))
        return is_draft

    def _make_id(self, block: Block) -> str:
        """An id for a question without one. Raises ShapeError if one before it has the
        same wording, and none either.
        """
        at = block.at.start_mark.index
        if not block.text("prompt").strip():
            return f"no-prompt-{at}"  # that is the fault
        id = make_id(block.text("prompt"))
        first = self._asked.setdefault(id, at)
        if first != at:
            message = f"line {self._text.count(chr(10), 0, first) + 1} asks the same"
            hint = "word it otherwise, or give each an `id`"
            raise ShapeError(block.at, "duplicate-id", message, hint)
        return id

    def _note_omissions(self, block: Block, names: Iterable[str]) -> None:
        missing = [f"`{name}`" for name in block.missing(names)]
        if missing:
            fault = Fault("fields", f"without {', '.join(missing)}", hint="add it")
            self.omissions.append((block.at.start_mark.index, fault))


class Topics:
    """The topics of a bank: those that it declares, else those that its questions name.
    A question that names none has the topic of the section itself.
    """

    def __init__(self, section: str, title: str, declared: Any) -> None:
        self.added: dict[str, Any] = {}
        """The titles of topics that are not declared, by slug."""
        self._section, self._title = make_slug(section) or "section", title or section
        self._declared = declared
        self._slugs: dict[str, str] = {}
        """The slugs of declared topics, by slug and by title."""
        for key, topic in declared.value if isinstance(declared, MappingNode) else ():
            slug = text_of(key)
            titled = Block(topic) if isinstance(topic, MappingNode) else None
            self._slugs[slug] = slug
            if titled is not None:
                self._slugs.setdefault(titled.text("title").casefold(), slug)

    def name(self, question: Block) -> None:
        """Give a question the slug of the topic that it names, or of the section's
        own. A name that is not known stays as it is.
        """
        if not isinstance(self._declared, MappingNode | None):
            return
        named = question.value("topic")
        if named is None:
            if self._section not in self._slugs:
                title = make_text(self._title, question.at)
                self.added.setdefault(self._section, title)
            question.put("topic", make_text(self._section, question.at))
            return
        name = text_of(named).strip()
        slug = self._slugs.get(name) or self._slugs.get(name.casefold())
        if slug is None and name and self._declared is None:
            slug = make_slug(name)
            if name.casefold() == self._title.casefold():
                slug = self._section
            if self.added.setdefault(slug, as_text(named)).value == slug:
                self.added[slug] = as_text(named)  # a title says more than a slug
        if slug is not None and slug != name:
            question.put("topic", make_text(slug, named))

    def node(self, root: Any) -> Any:
        """The node of all topics."""
        topics = Block(self._declared or make_map({}, root))
        for slug, title in self.added.items():
            topics.put(slug, make_map({"title": title}, title))
        return topics.node()
