"""Questions in the shortest form that a bank reads as the same."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from weakspot.bank.shapes import (
    MAX_WORDS,
    find_near_field,
    has_gaps,
    kinds_by_field,
    read_gaps,
)
from weakspot.bank.slugs import make_id
from weakspot.engine.kinds.typed import escape_braces, split_gaps
from weakspot.formats.drafts import Fields, make_gap

MAX_LINE = 96
"""The most characters of a question in one line."""
_FIRST = ("id", "kind", "draft", "topic", "prompt", "answer", "wrong")
"""The fields that a question begins with, in this order."""


def shorten_question(fields: Fields) -> Any:
    """A question in its shortest form: a text or a mapping of one key where it fits in
    one line, else a block.

    `fields` are those of the full form; its topic is as a bank names it, and is left
    out where it is that of the section.
    """
    block = dict(fields)
    kind = block.pop("kind")
    if kind in SHORTER:
        SHORTER[kind](block)
    if find_kind(block) != kind:
        block["kind"] = kind
    line = make_line(block, fields)
    if line is not None:
        return line
    names = dict.fromkeys((*_FIRST, *block))
    return {name: block[name] for name in names if name in block}


def make_line(block: Fields, fields: Fields) -> Any:
    """A question in one line; None for one that needs more, or an id of its own."""
    prompt = block["prompt"]
    if not is_line(prompt) or fields["id"] != make_id(fields["prompt"]):
        return None
    if block.keys() == {"id", "kind", "prompt"} and has_gaps(prompt):
        return prompt
    if (
        block.keys() != {"id", "prompt", "answer"}
        or has_gaps(prompt)
        or find_near_field(prompt)
    ):
        return None
    answer = block["answer"]
    is_short = is_line(prompt + " ".join(map(str, as_list(answer))))
    return {prompt: answer} if is_short else None


def is_line(text: str) -> bool:
    """True for a text that fits in one line."""
    return len(text) <= MAX_LINE and "\n" not in text


def as_list(value: Any) -> list[Any]:
    """A list, or a list of one value."""
    return value if isinstance(value, list) else [value]


def find_kind(block: Mapping[str, Any]) -> str:
    """The kind that a block is read as, if it says none; empty if there is none."""
    if "wrong" in block:
        return "multi" if len(as_list(block["answer"])) > 1 else "choice"
    for field, kind in kinds_by_field().items():
        if field in block:
            return kind
    if "options" in block:
        rights = [option for option in block["options"] if option.get("right")]
        return "multi" if len(rights) > 1 else "choice"
    answer = block.get("answer")
    if isinstance(answer, bool):
        return "truefalse"
    if isinstance(answer, int | float):
        return "number"
    if isinstance(answer, str):
        is_long = "\n" in answer.strip() or len(answer.split()) > MAX_WORDS
        return "open" if is_long else "typed"
    return "typed" if isinstance(answer, list) else ""


# The short form of each kind: each changes the fields in place


def has_plain_options(fields: Mapping[str, Any]) -> bool:
    """True for options with nothing but texts, which are shuffled."""
    return fields.get("shuffle") is not False and all(
        option.keys() <= {"text", "right"} for option in fields["options"]
    )


def rights_first(fields: Fields) -> Fields:
    """A question with its right options first, where that is the same question."""
    if "options" not in fields or not has_plain_options(fields):
        return fields
    options = sorted(fields["options"], key=lambda option: not option.get("right"))
    return {**fields, "options": options}


def shorten_options(block: Fields) -> None:
    """`answer` and `wrong`, if the right ones stand first."""
    options = block["options"]
    if not has_plain_options(block) or rights_first(block)["options"] != options:
        return
    rights = [option["text"] for option in options if option.get("right")]
    block["answer"] = rights[0] if len(rights) == 1 else rights
    block["wrong"] = [option["text"] for option in options[len(rights) :]]
    del block["options"]


def shorten_typed(block: Fields) -> None:
    """`answer` for a gap after the prompt; gaps within it as {one|other}."""
    names = [gap["accept"] for gap in block["gaps"]]
    if block["gaps"] != [make_gap(each) for each in names]:
        return
    pieces = split_gaps(block["prompt"])
    if len(pieces) == 1 and len(names) == 1:
        text = str(pieces[0])
        if escape_braces(text) == block["prompt"]:
            is_one = (
                len(names[0]) == 1 and find_kind({"answer": names[0][0]}) == "typed"
            )
            block["prompt"], block["answer"] = text, names[0][0] if is_one else names[0]
            del block["gaps"]
        return
    text = "".join(
        piece if isinstance(piece, str) else write_gap(names[piece - 1])
        for piece in pieces
    )
    if read_gaps(text) == (block["prompt"], names):
        block["prompt"] = text
        del block["gaps"]


def write_gap(names: Sequence[str]) -> str:
    """A gap as it stands in a prompt."""
    return f"{{{'|'.join(names)}}}" if len(names) > 1 else f"{{={names[0]}}}"


def shorten_open(block: Fields) -> None:
    """`points`, unless the answer itself is what is ticked."""
    rubric = block.pop("rubric", None)
    if rubric and rubric != [block["answer"]]:
        block["points"] = rubric


def shorten_match(block: Fields) -> None:
    """`pairs` as a mapping of left sides to right ones."""
    pairs = block["pairs"]
    if all(pair.keys() == {"left", "right"} for pair in pairs) and can_be_keys(
        pair["left"] for pair in pairs
    ):
        block["pairs"] = {pair["left"]: pair["right"] for pair in pairs}


def shorten_sort(block: Fields) -> None:
    """`sort`: a mapping of categories to their items."""
    categories = block["categories"]
    items = [item for each in categories for item in each["items"]]
    if not can_be_keys(each["text"] for each in categories) or not all(
        isinstance(item, str) or item.keys() == {"text"} for item in items
    ):
        return
    block["sort"] = {
        each["text"]: [
            item if isinstance(item, str) else item["text"] for item in each["items"]
        ]
        for each in categories
    }
    del block["categories"]


def can_be_keys(texts: Any) -> bool:
    """True for texts that differ, each in one line."""
    counts = Counter(texts)
    return all(is_line(text) and count == 1 for text, count in counts.items())


SHORTER: dict[str, Callable[[Fields], None]] = {
    "choice": shorten_options,
    "multi": shorten_options,
    "typed": shorten_typed,
    "open": shorten_open,
    "match": shorten_match,
    "sort": shorten_sort,
}
