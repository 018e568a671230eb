"""hascard: cards that begin with `# `, parted by `---`."""

import re
from itertools import chain

from weakspot.engine.kinds.typed import escape_braces
from weakspot.formats.cloze import Deletion, Piece, write
from weakspot.formats.drafts import (
    Collector,
    Fields,
    Reading,
    make_gap,
    make_open,
    make_option,
    make_options_fields,
    make_order,
    make_typed,
)

_GAP = re.compile(r"(?<![\\\w])_((?:\\_|[^_\n])+)_(?!\w)")
_CHOICE, _BOX, _STEP = r"([*-]) ", r"\[([*x ])\] ", r"([0-9]+)\. "
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)\n?")


def is_hascard(text: str) -> bool:
    """True if all that stands between lines of `---` begins with `# `, and something
    only hascard has is in it, or several cards are.
    """
    blocks = [block for _, block in split_cards(text) if block.strip()]
    return (
        bool(blocks)
        and all(re.match(r"# \S", block) for block in blocks)
        and (len(blocks) > 1 or _is_list(blocks[0].partition("\n")[2].strip()))
    )


def _is_list(body: str) -> bool:
    return any(_split(body, mark) for mark in (_CHOICE, _BOX, _STEP))


def split_cards(text: str) -> list[tuple[int, str]]:
    """The cards of a text, each with its line."""
    cards, begin, lines = [], 1, list[str]()
    for number, line in enumerate(chain(text.split("\n"), ["---"]), 1):
        if line.strip() == "---":
            body = "\n".join(lines)
            blank = len(body) - len(body.lstrip("\n"))
            cards.append((begin + blank, body.strip("\n")))
            begin, lines = number + 1, []
        else:
            lines.append(line)
    return cards


def read_hascard(text: str) -> Reading:
    """Questions and cards in hascard's format."""
    found = Collector()
    for line, block in split_cards(text):
        if not block.strip():
            continue
        head, _, body = block.partition("\n")
        prompt = head.removeprefix("#").strip()
        if not head.startswith("# "):
            found.leave(line, head, "a card begins with `# `")
            continue
        if _PICTURE.search(body):
            found.drop(line, prompt, "its picture, which has no place in a text")
        body = _PICTURE.sub("", body).strip()
        try:
            fields = read_card(prompt, body)
        except ValueError as error:
            found.leave(line, prompt, str(error))
            continue
        if fields is None:
            found.add_card(line, prompt, body)
        else:
            found.add(line, fields)
    return found.reading()


def read_card(prompt: str, body: str) -> Fields | None:
    """The fields of a card's question; None for a definition. ValueError if it has no
    answer.
    """
    if not body:
        raise ValueError("it has no answer")
    choices = _split(body, _CHOICE)
    if choices:
        return make_options_fields(
            prompt, [make_option(text, mark == "*") for mark, text in choices]
        )
    boxes = _split(body, _BOX)
    if boxes:
        options = [make_option(text, mark != " ") for mark, text in boxes]
        return make_options_fields(prompt, options, several=True)
    steps = _split(body, _STEP)
    if len(steps) > 1:
        places = sorted(int(mark) for mark, _ in steps)
        if places != list(range(1, len(steps) + 1)):
            raise ValueError("its steps are not numbered from 1 on")
        ordered = sorted(steps, key=lambda step: int(step[0]))
        return make_order(prompt, [text for _, text in ordered])
    if _GAP.search(body):
        return read_gaps(prompt, body)
    return None


def _split(body: str, mark: str) -> list[tuple[str, str]]:
    """The items of a list whose marks match, each with its mark; empty if the text is
    no such list.
    """
    items: list[tuple[str, str]] = []
    for line in body.split("\n"):
        found = re.match(mark, line)
        if found:
            items.append((found[1], line[found.end() :].strip()))
        elif items and line.strip():
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
        elif line.strip():
            return []
    return items


def read_gaps(prompt: str, body: str) -> Fields:
    """The fields of a text with gaps, which stand between `_`."""
    pieces: list[Piece] = []
    gaps: list[list[str]] = []
    end = 0
    for found in _GAP.finditer(body):
        names = found[1].replace("\\_", "_").split("|")
        pieces += [body[end : found.start()], Deletion(len(gaps) + 1, (names[0],))]
        gaps.append(names)
        end = found.end()
    pieces.append(body[end:])
    if len(gaps) == 1 and not (pieces[0] or pieces[-1]):
        return make_typed(escape_braces(prompt), [make_gap(gaps[0])])
    escaped = [
        escape_braces(each) if isinstance(each, str) else each for each in pieces
    ]
    asked = write(escaped, lambda each: f"{{{each.card}}}").replace("\\_", "_")
    if len(gaps) > 6:
        whole = write(pieces, lambda each: "____").replace("\\_", "_")
        return make_open(f"{prompt}\n\n{whole}", "\n".join(names[0] for names in gaps))
    return make_typed(
        f"{escape_braces(prompt)}\n\n{asked}", [make_gap(each) for each in gaps]
    )
