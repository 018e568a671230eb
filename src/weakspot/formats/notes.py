"""A first draft of questions from a note in Markdown, without a model: what it defines,
sets in bold, tabulates and lists.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weakspot.bank.slugs import make_slug, make_title
from weakspot.engine.kinds.typed import escape_braces
from weakspot.formats.askable import check_drafts, find_unread
from weakspot.formats.bank_text import write_bank
from weakspot.formats.drafts import (
    Draft,
    Fields,
    is_short,
    make_gap,
    make_match,
    make_open,
    make_order,
    make_typed,
    unmark,
)
from weakspot.formats.encodings import decode
from weakspot.formats.merging import TopicNames, make_question, name_drafts
from weakspot.formats.prose import (
    CODE,
    HEADING,
    ITEM,
    ROW,
    TEXT,
    ProseBlock,
    drop_front_matter,
    read_blocks,
)

COMMENT = (
    "Drafts from {source}: mend each question, then take its `draft: true` out. Drafts "
    "are not asked."
)
MAX_NOTE = 1_000_000
"""The most bytes of a note, which is the lesson of its bank."""
MAX_PAIRS, MAX_STEPS, MAX_POINTS = 6, 9, 9
MIN_PAIRS, MIN_STEPS, MIN_POINTS = 3, 3, 2
_MIN_WORDS = 4
"""The fewest words around a bold term that ask for it."""
_DEFINITION = re.compile(
    r"(?:\*\*(?P<bold>[^*\n]{1,60})\*\*|`(?P<code>[^`\n]{1,40})`|(?P<plain>[^\s:*`][^:*`\n]{0,40}))"
    r"(?P<colon>:|\s*[–—]|\s-{1,2}(?=\s)|\s+(?:is|are|means)\b)\s*(?P<meaning>\S.*)",
    re.DOTALL,
)
_BOLD = re.compile(r"\*\*([^*\n]{1,60})\*\*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9*`“\"])")


class Draftbook(NamedTuple):
    """The drafts from a note, and the title that the note gives itself."""

    title: str
    drafts: tuple[Draft, ...]


def draft_bank(data: bytes, name: str, source: str) -> tuple[str, int]:
    """A bank of drafts from a note, with the note as its lesson, and the number of its
    questions.

    `data` is the note; `name` that of the subject, which names the bank if the note has
    no title; `source` is what the note is called. Each question is marked `draft:
    true`. FormatError if the note is no text.
    """
    note = decode(data)
    book = read_note(note)
    title = book.title or make_title(name)
    topics = TopicNames(make_slug(name), title, {}, is_declared=False)
    sound, _ = check_drafts(book.drafts)
    named, _ = name_drafts(sound, ())
    questions = [
        topics.write({**make_question(id, draft, topics), "draft": True})
        for id, draft in named
    ]
    comment = COMMENT.format(source=source)
    text = write_bank(title, questions, comment, lesson=make_lesson(note))
    return text, len(questions)


def make_lesson(note: str) -> str:
    """A note as the lesson of a bank; empty if it is too long for one, or has signs
    that no text has.
    """
    body, _ = drop_front_matter(note)
    lesson = "\n".join(line.rstrip().expandtabs(4) for line in body.strip().split("\n"))
    return "" if find_unread(lesson) else lesson


def read_note(text: str) -> Draftbook:
    """The drafts from a note, each under its nearest heading as the topic."""
    blocks = read_blocks(text)
    first = [block for block in blocks if block.kind == HEADING and block.level == 1]
    title = unmark(first[0].text) if len(first) == 1 else ""
    drafts: list[Draft] = []
    topic = lead = ""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = _end_of_run(blocks, at)
        run = blocks[at:end]
        if block.kind == HEADING:
            topic, lead = unmark(block.text), ""
            topic = "" if topic == title else topic
        elif block.kind == ROW:
            made = list(read_table(run, topic or title))
            drafts += [_draft(line, fields, topic) for line, fields in made]
        elif block.kind == ITEM:
            made = list(read_list(run, lead, topic or title))
            drafts += [_draft(line, fields, topic) for line, fields in made]
        elif block.kind == TEXT:
            made = list(read_text(block))
            drafts += [_draft(line, fields, topic) for line, fields in made]
            lead = block.text
        at = end
    return Draftbook(title, tuple(drafts))


Asked = tuple[int, Fields]
"""The line and the fields of a question."""


def _draft(line: int, fields: Fields, topic: str) -> Draft:
    return Draft(line=line, fields=fields, topic=topic)


def _end_of_run(blocks: Sequence[ProseBlock], at: int) -> int:
    """Where the table or the list ends that begins there; else the next block."""
    kind, end = blocks[at].kind, at + 1
    if kind == ROW:
        while (
            end < len(blocks)
            and blocks[end].kind == ROW
            and blocks[end].line <= blocks[end - 1].line + 2
        ):
            end += 1
    elif kind == ITEM:
        while end < len(blocks) and (
            (
                blocks[end].kind == ITEM
                and not (blocks[end].start and blocks[end].level == 1)
            )
            or (blocks[end].kind in (TEXT, CODE) and blocks[end].level)
        ):
            end += 1
    return end


def read_text(block: ProseBlock) -> Iterator[Asked]:
    """A definition, if the paragraph begins with one; else a gap for each bold term."""
    definition = find_definition(block.text, in_list=False)
    if definition is not None:
        yield block.line, definition
        return
    for sentence in _SENTENCE_END.split(" ".join(block.text.split())):
        yield from ((block.line, fields) for fields in ask_bold(sentence))


def ask_bold(sentence: str) -> Iterator[Fields]:
    """A question for each bold term of a sentence that says something of it."""
    for found in _BOLD.finditer(sentence):
        before, after = sentence[: found.start()], sentence[found.end() :]
        rest = unmark(f"{before} {after}")
        term = found[1].strip(" .,;:")
        if len(rest.split()) >= _MIN_WORDS and is_short(term):
            prompt = (
                f"{escape_braces(unmark(before))}{{1}}{escape_braces(unmark(after))}"
            )
            yield make_typed(prompt.strip(), [make_gap([unmark(term)])])


def find_definition(text: str, in_list: bool) -> Fields | None:
    """The question of a definition: what it says, and which term that is. None for
    other texts; a plain term counts only `in_list`, before a colon or a dash.
    """
    found = _DEFINITION.fullmatch(text.strip())
    if found is None:
        return None
    is_verb = found["colon"].strip()[:1].isalpha()
    if found["plain"] and (not in_list or is_verb):
        return None
    term = (found["bold"] or found["code"] or found["plain"]).strip(" :.")
    meaning = found["meaning"].strip()
    if not is_short(term) or len(meaning.split()) < 2:
        return None
    if is_verb:
        sentence = f"{{1}} {found['colon'].strip()} {escape_braces(meaning)}"
        return make_typed(sentence, [make_gap([term])])
    told = meaning[:1].upper() + meaning[1:]
    return make_typed(f"Which term is this? {escape_braces(told)}", [make_gap([term])])


def read_table(rows: Sequence[ProseBlock], topic: str) -> Iterator[Asked]:
    """Pairs of the first column and each other one, in as many questions as they
    need.
    """
    head, body = rows[0].cells, rows[1:]
    for column in range(1, len(head)):
        pairs = [
            (row.cells[0], row.cells[column], row.line)
            for row in body
            if len(row.cells) > column and row.cells[0] and row.cells[column]
        ]
        if len({right.casefold() for _, right, _ in pairs}) < len(pairs):
            for left, right, line in pairs:
                if is_short(right):
                    asked = f"{_name(head[0])} {left}: {_name(head[column])}?".strip()
                    yield (
                        line,
                        make_typed(escape_braces(asked), [make_gap([unmark(right)])]),
                    )
            continue
        for group in _groups(pairs):
            left, right = _name(head[0]), _name(head[column])
            asked = f"Match: {left or 'left'} – {right or 'right'}"
            asked += f" ({topic})" if topic else ""
            yield group[0][2], make_match(asked, [pair[:2] for pair in group])


def _name(cell: str) -> str:
    return unmark(cell).strip()


def _groups(
    pairs: Sequence[tuple[str, str, int]],
) -> Iterator[Sequence[tuple[str, str, int]]]:
    """Pairs in groups of one question each, as even as can be."""
    count = -(-len(pairs) // MAX_PAIRS)
    for at in range(count):
        group = pairs[len(pairs) * at // count : len(pairs) * (at + 1) // count]
        if len(group) >= MIN_PAIRS:
            yield group


def read_list(items: Sequence[ProseBlock], lead: str, topic: str) -> Iterator[Asked]:
    """Steps of a numbered list; definitions of others, or what belongs to what stands
    above it.
    """
    top = [item for item in items if item.kind == ITEM and item.level == items[0].level]
    texts = [" ".join(item.text.split()) for item in top]
    line = items[0].line
    named = lead.strip().rstrip(":.") if lead.strip().endswith((":", "?")) else ""
    if items[0].ordered and MIN_STEPS <= len(texts) <= MAX_STEPS:
        asked = f"In which order? {named or topic}".strip()
        yield line, make_order(asked, [unmark(text) for text in texts])
        return
    definitions = [
        (item.line, fields)
        for item, text in zip(top, texts, strict=True)
        if (fields := find_definition(text, in_list=True)) is not None
    ]
    if definitions:
        yield from definitions
    elif MIN_POINTS <= len(texts) <= MAX_POINTS and (named or topic):
        asked = f"{named}?" if named else f"{topic}: what belongs to it?"
        yield line, make_open(asked, "\n".join(f"- {text}" for text in texts), texts)
    if not definitions:
        for item, text in zip(top, texts, strict=True):
            yield from ((item.line, fields) for fields in ask_bold(text))
