"""Markdown with questions in it: lists with boxes, `Q:` and `A:`, `C:` with gaps,
`term :: answer`.
"""

import re
from collections.abc import Sequence

from weakspot.formats.cloze import Deletion, Piece, ask_pieces
from weakspot.formats.drafts import (
    Collector,
    Fields,
    Reading,
    make_option,
    make_options_fields,
)
from weakspot.formats.prose import (
    CODE,
    HEADING,
    ITEM,
    TEXT,
    ProseBlock,
    drop_front_matter,
    read_blocks,
)
from weakspot.formats.rows import source_of

PICTURES = "its pictures, which have no place in a text"
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_BOX_LINE = re.compile(r"^\s*(?:[-*+]|\d+[.)]) \[[xX]\](?:\s|$)", re.MULTILINE)
_CARD = re.compile(r"(Q|A|C):[ \t]*(.*)")
_NUMBERING = re.compile(
    r"(?:Q|Question|Frage|Pregunta)?[ .]*\d+(?:[.):]+|\s+-)\s+|Q[.:]\s+", re.I
)
_TERM = re.compile(r"(?:[-*+]\s+)?(\S.*?)\s*(:::?)\s*(\S.*)")
_PATH = re.compile(r"[\w<>]+::\w+[(;<]")
"""What looks like a term and is a name in a program, such as `std::vector<int>`."""
_TAG = re.compile(r"(?<!\S)#[\w/-]+")
_SCHEDULE = re.compile(r"<!--.*?-->|<!--.*", re.DOTALL)
_GAP = re.compile(
    r"\\(.)|`[^`\n]*`|\$[^$\n]*\$|!?\[[^\]\n]*\]\([^)\n]*\)|\[([^\]\n]+)\]"
)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|!\[\[[^\]\n]*\]\]")
_KEEP = re.compile(r"^\s*(```|~~~)", re.MULTILINE)


def has_boxes(text: str) -> bool:
    """True for a text with a list in which a box is ticked."""
    return _BOX_LINE.search(text) is not None


def has_cards(text: str) -> bool:
    """True for a text with `Q:` and `A:` on lines of their own, or `C:` with gaps."""
    return bool(
        re.search(r"^Q:", text, re.MULTILINE)
        and re.search(r"^A:", text, re.MULTILINE)
        or re.search(r"^C:(?:.*\n?)*?.*\[", text, re.MULTILINE)
    )


def has_terms(text: str) -> bool:
    """True for a text with a line of a term, two colons and what it means."""
    return any(map(_find_term, text.split("\n"))) or bool(
        re.search(r"^\S.*\n\?{1,2}\n\S", text, re.MULTILINE)
    )


def read_markdown(text: str) -> Reading:
    """All questions and cards of a Markdown text; a heading above them is their
    topic.
    """
    found = Collector()
    if has_boxes(text):
        read_boxes(read_blocks(text), found)
    elif has_cards(text):
        read_cards(list_lines(text), found)
    else:
        read_terms(list_lines(text), found)
    title = re.search(r"^name\s*[=:]\s*[\"']?([^\"'\n]+)", text[:2_000], re.MULTILINE)
    return found.reading(title[1].strip() if title else "")


# Lists with boxes


def read_boxes(blocks: Sequence[ProseBlock], found: Collector) -> None:
    """Collect a question for each list with boxes: what stands before it is asked, a
    heading with all below it; what follows, up to the next heading, explains.
    """
    headings: dict[int, str] = {}
    stem: list[ProseBlock] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == HEADING:
            headings = {
                level: text for level, text in headings.items() if level < block.level
            }
            headings[block.level] = block.text
            stem = [block]
            at += 1
        elif block.kind == ITEM and _BOX.match(block.text):
            asked = _asked(stem)
            is_headed = bool(asked) and asked[0].kind == HEADING
            end = _end_of_list(blocks, at, is_headed)
            options = read_options(blocks[at:end], found)
            after = end
            while (
                is_headed
                and after < len(blocks)
                and not _begins_question(blocks, after)
            ):
                after += 1
            explain = blocks[end:after] if is_headed else []
            topic = next(
                (
                    text
                    for level, text in sorted(headings.items(), reverse=True)
                    if not (is_headed and level >= asked[0].level)
                ),
                "",
            )
            ask_boxes(asked, options, explain, topic, block.line, found)
            stem, at = [], after
        else:
            stem.append(block)
            at += 1


def _asked(stem: Sequence[ProseBlock]) -> list[ProseBlock]:
    """The blocks that are asked: those from a heading on, else the last text with the
    code around it.
    """
    if (
        stem
        and stem[0].kind == HEADING
        and not any(block.text.rstrip().endswith("?") for block in stem[1:])
    ):
        return list(stem)
    asked: list[ProseBlock] = []
    for block in reversed(stem):
        if block.kind == HEADING:
            break
        asked.insert(0, block)
        if block.kind in (TEXT, ITEM):
            break
    return asked or list(stem)


def _begins_question(blocks: Sequence[ProseBlock], at: int) -> bool:
    return blocks[at].kind == HEADING or _begins_box(blocks, at)


def _end_of_list(blocks: Sequence[ProseBlock], at: int, is_headed: bool) -> int:
    """Where the list ends that begins there. Below a heading code between two lists is
    taken for a part of an option that was not indented.
    """
    level, end = blocks[at].level, at + 1
    while end < len(blocks):
        block = blocks[end]
        after = end
        while is_headed and after < len(blocks) and blocks[after].kind == CODE:
            after += 1
        if after > end and _begins_box(blocks, after):
            end = after + 1
        elif after > end and not _BOX.sub("", blocks[end - 1].text):
            return after
        elif (
            block.kind == HEADING
            or block.level < level
            or (block.start and block.level == level)
        ):
            break
        else:
            end += 1
    return end


def _begins_box(blocks: Sequence[ProseBlock], at: int) -> bool:
    return (
        at < len(blocks)
        and blocks[at].kind == ITEM
        and _BOX.match(blocks[at].text) is not None
    )


def read_options(blocks: Sequence[ProseBlock], found: Collector) -> list[Fields]:
    """The options of a list: each item with a box, and what belongs to it."""
    options: list[Fields] = []
    for block in blocks:
        box = _BOX.match(block.text) if block.kind == ITEM else None
        if box:
            text = " ".join(block.text[box.end() :].split("\n"))
            options.append(make_option(text.strip(), box[1] != " "))
        elif options:
            options[-1]["text"] = f"{options[-1]['text']}\n{block.text}".strip()
        if block.media:
            found.drop(block.line, _BOX.sub("", block.text) or "an option", PICTURES)
    return options


def ask_boxes(
    stem: Sequence[ProseBlock],
    options: list[Fields],
    after: Sequence[ProseBlock],
    topic: str,
    line: int,
    found: Collector,
) -> None:
    """Collect the question of a list with boxes."""
    prompt = "\n\n".join(block.text for block in stem if block.text)
    prompt = _NUMBERING.sub("", prompt, count=1) if _NUMBERING.match(prompt) else prompt
    line = stem[0].line if stem else line
    if not prompt:
        found.leave(line, str(options[0]["text"]), "nothing is asked above its list")
        return
    if not all(option["text"] for option in options):
        found.leave(line, prompt, "an option without a text")
        return
    if any(block.media for block in stem):
        found.drop(line, prompt, PICTURES)
    fields = make_options_fields(prompt, options)
    links = [link for block in after for link in block.links]
    told = [block for block in after if not (block.links and _is_link_alone(block))]
    explain = "\n".join(
        re.sub(
            r"^(?:\*\*)?(?:Explanation|Reason|Note)s?:?(?:\*\*)?:?\s*", "", block.text
        )
        for block in told
        if block.text
    ).strip()
    if explain:
        fields["explain"] = explain
    if links:
        fields["source"] = source_of(f"{links[0][0]} {links[0][1]}")
    if not fields.get("source", True):
        del fields["source"]
    found.add(line, fields, topic=topic)


def _is_link_alone(block: ProseBlock) -> bool:
    rest = block.text
    for text, _ in block.links:
        rest = rest.replace(text, "", 1)
    return not re.search(r"\w", rest)


# Cards by lines


def list_lines(text: str) -> list[tuple[int, str, str]]:
    """The lines of a text with their numbers and the heading above them; code is not
    among them, nor what is hidden.
    """
    body, skipped = drop_front_matter(text)
    body = _SCHEDULE.sub(lambda hidden: "\n" * hidden[0].count("\n"), body)
    lines, topic, fence = [], "", ""
    for number, line in enumerate(body.split("\n"), skipped + 1):
        mark = _KEEP.match(line)
        heading = re.match(r"#{1,6}\s+(.*?)\s*#*$", line) if not fence else None
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence:
            fence = ""
        if heading:
            topic = _TAG.sub("", heading[1]).strip()
            line = ""
        lines.append((number, f"\0{line}" if fence or mark else line, topic))
    return lines


def read_cards(lines: Sequence[tuple[int, str, str]], found: Collector) -> None:
    """Collect cards of `Q:` and `A:`, and `C:` with its gaps in square brackets."""
    parts: dict[str, list[str]] = {}
    begin, topic, now = 0, "", ""
    for number, line, above in [*lines, (0, "---", "")]:
        mark = _CARD.match(line)
        is_end = line.strip() == "---"
        if is_end or (mark and mark[1] in "QC"):
            _close_card(begin, parts, topic, found)
            begin, topic, now = number, above, ""
            parts = {}
        if mark:
            now = mark[1]
            parts.setdefault(now, []).append(mark[2])
        elif now and not is_end:
            parts[now].append(line)


def _close_card(
    line: int, parts: dict[str, list[str]], topic: str, found: Collector
) -> None:
    """Collect the card of these parts."""
    sides = {
        key: "\n".join(part).strip().replace("\0", "") for key, part in parts.items()
    }
    if any(map(_PICTURE.search, sides.values())):
        found.drop(line, sides.get("Q", sides.get("C", "")), PICTURES)
        sides = {key: _PICTURE.sub("", side).strip() for key, side in sides.items()}
    if sides.get("C"):
        ask_pieces(line, split_brackets(sides["C"]), "", topic, found)
    elif sides.get("Q") and sides.get("A"):
        found.add_card(line, sides["Q"], _emphasis(sides["A"]), topic=topic)
    elif sides:
        missing = "Q:" if not sides.get("Q") else "A:"
        what = next(filter(None, sides.values()), "a card")
        found.leave(line, what, f"it has no {missing}")


def _emphasis(text: str) -> str:
    """A text without the marks around all of it."""
    whole = re.fullmatch(r"([_*]{1,2})([^_*\n]+)\1", text)
    return whole[2] if whole else text


def split_brackets(text: str) -> list[Piece]:
    """A text with its gaps in square brackets, each of them a card; `\\[` and links are
    none.
    """
    pieces: list[Piece] = []
    end = card = 0
    for found in _GAP.finditer(text):
        if found[1]:
            if found[1] in "[]":
                pieces += [text[end : found.start()], found[1]]
                end = found.end()
        elif found[2]:
            card += 1
            pieces += [text[end : found.start()], Deletion(card, (found[2],))]
            end = found.end()
    return [*pieces, text[end:]]


def _find_term(line: str) -> re.Match[str] | None:
    if line.startswith("\0") or "::" not in line:
        return None
    found = _TERM.fullmatch(line.strip())
    if found is None or "::" in re.sub(r"`[^`]*`", "", found[3]):
        return None
    is_in_code = line.strip()[: found.start(2)].count("`") % 2
    return None if is_in_code or _PATH.match(line.strip()) else found


def read_terms(lines: Sequence[tuple[int, str, str]], found: Collector) -> None:
    """Collect cards of a term, `::` and what it means, both ways for `:::`, and of
    several lines with a `?` between their sides.
    """
    for at, (number, line, topic) in enumerate(lines):
        term = _find_term(line)
        if term is not None:
            _add_card(number, term[1], term[3], topic, term[2] == ":::", found)
        elif line.strip() in ("?", "??"):
            front = _neighbours(lines, at, -1)
            back = _neighbours(lines, at, 1)
            if front and back:
                first = number - front.count("\n") - 1
                _add_card(first, front, back, topic, line.strip() == "??", found)


def _neighbours(lines: Sequence[tuple[int, str, str]], at: int, step: int) -> str:
    """The lines before or after one, up to a blank one."""
    taken: list[str] = []
    at += step
    while 0 <= at < len(lines) and lines[at][1].strip():
        taken.insert(0 if step < 0 else len(taken), lines[at][1].replace("\0", ""))
        at += step
    return "\n".join(taken)


def _add_card(
    line: int, front: str, back: str, topic: str, is_reversed: bool, found: Collector
) -> None:
    sides = [_TAG.sub("", side).strip() for side in (front, back)]
    bare = [_PICTURE.sub("", side).strip() for side in sides]
    if bare != sides:
        if not all(bare):
            found.leave(
                line, bare[0] or bare[1] or "a card", "a side of it is a picture"
            )
            return
        found.drop(line, bare[0], PICTURES)
    if not all(bare):
        found.leave(line, front, "one of its sides is empty")
        return
    found.add_card(line, bare[0], _emphasis(bare[1]), topic=topic)
    if is_reversed:
        found.add_card(line, bare[1], _emphasis(bare[0]), topic=topic)
