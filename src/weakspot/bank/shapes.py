"""The shapes that a question can have: its kind, where it says none, and the full form
of that kind.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec
from yaml import MappingNode, SequenceNode

from weakspot.bank.nodes import (
    Block,
    as_text,
    is_text,
    make_list,
    make_map,
    make_plain,
    make_text,
    text_of,
    value_of,
)
from weakspot.bank.tree import PLAIN
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.kinds.typed import escape_braces
from weakspot.engine.spelling import normalize_words
from weakspot.engine.values import Fault

MAX_WORDS = 6
"""The most words of an answer that is typed; with a longer one the player's own is
compared.
"""
LONG_NAME = 20
"""The letters from which a single key is no field's name."""
MIN_SIMILARITY = 82.0
"""The least similarity, by rapidfuzz's ratio of 100, of a single key that is a slip in
a field's name: Paris is no slip in pairs.
"""
ANSWER = "add `answer`, or `pairs`, `steps` or `sort`"
_GAP = re.compile(
    r"(?<!\{)\{(?:=([^{}|]+(?:\|[^{}|]+)*)|([^{}|=][^{}|]*(?:\|[^{}|]+)+))\}(?!\})"
)
"""A gap with what it accepts: {one|other}, or {=one}."""
_YES_OR_NO = frozenset({"yes", "no"})
_WORD = re.compile(r"[A-Za-z_]+")


def has_gaps(text: str) -> bool:
    """True if the text has a gap to fill."""
    return _GAP.search(text) is not None


class ShapeError(Exception):
    """Raised for what is no question in short; `offset` is where its `fault` is."""

    def __init__(self, at: Any, rule: str, message: str, hint: str) -> None:
        self.offset = at.start_mark.index
        self.fault = Fault(rule, message, hint=hint)


def expand_kind(block: Block, in_line: bool) -> None:
    """Give a question its kind, where it says none, and rewrite the shape of that kind
    into the full one. `in_line`: it is a question in one line.

    Raises ShapeError if nothing says what is right, or two fields say different things.
    """
    is_told = "kind" in block
    kind = block.text("kind") if is_told else find_kind(block, in_line)
    if kind in SHAPES:
        SHAPES[kind](block, is_told or in_line)
    if not is_told:
        block.put("kind", make_text(kind, block.at))


# The kind


def find_kind(block: Block, in_line: bool) -> str:
    """The kind of a question by its shape. Raises ShapeError if it has none."""
    if "wrong" in block:
        return "multi" if len(block.items("answer")) > 1 else "choice"
    for field, kind in kinds_by_field().items():
        if field in block:
            return kind
    if "options" in block:
        rights = [
            key
            for option in block.items("options")
            if isinstance(option, MappingNode)
            for key, value in option.value
            if text_of(key) == "right" and value_of(value) is True
        ]
        return "multi" if len(rights) > 1 else "choice"
    if "answer" in block:
        return answer_kind(block.value("answer"))
    is_gapped = has_gaps(block.text("prompt"))
    if is_gapped and in_line:
        return "typed"
    hint = "if the braces are gaps, add `kind: typed`" if is_gapped else ANSWER
    raise ShapeError(block.at, "missing-field", "nothing says what is right", hint)


def answer_kind(answer: Any) -> str:
    """The kind of a question that has nothing but an answer. Raises ShapeError for an
    answer that is none.
    """
    if isinstance(answer, SequenceNode):
        return "typed"
    if isinstance(answer, MappingNode):
        hint = "write a text, a number, true, false or a list"
        raise ShapeError(answer, "type", "a mapping where an answer is due", hint)
    value = value_of(answer)
    if value is None:
        hint = "write it, or quote it if it is a text"
        raise ShapeError(answer, "blank", "nothing where an answer is due", hint)
    if isinstance(value, bool):
        return "truefalse"
    if not isinstance(value, str):
        return "number"
    refuse_yes(answer)
    text = value.strip()
    return "open" if "\n" in text or len(text.split()) > MAX_WORDS else "typed"


@cache
def kinds_by_field() -> dict[str, str]:
    """The fields by which a kind is known: those of its short form, and those that no
    other kind needs.
    """
    needed = [
        (field.name, name)
        for name, kind in KINDS.items()
        for field in msgspec.structs.fields(kind)
        if field.required
    ]
    counts = Counter(field for field, _ in needed)
    return {
        **{field: kind for field, kind in needed if counts[field] == 1},
        **{"sort": "sort", "points": "open"},
        **dict.fromkeys(("draw", "unit", "tolerance", "work"), "number"),
    }


@cache
def field_names() -> tuple[str, ...]:
    """The names of all fields that questions have, in either form."""
    fields = (name for kind in KINDS.values() for name in kind.__struct_fields__)
    short = ("kind", "draft", "wrong", "sort", "points")
    return tuple(dict.fromkeys((*short, *fields)))


def refuse_field(key: Any) -> None:
    """Raise ShapeError if a question's only key is a field's name, or nearly one."""
    name = text_of(key)
    near = find_near_field(name)
    if near == name:
        hint = f"{ANSWER}; if it is the question itself: `prompt: {name}`"
        raise ShapeError(key, "missing-field", f"a question with only `{name}`", hint)
    if near:
        hint = f"did you mean `{near}`? If not: `prompt: {name}`"
        raise ShapeError(key, "unknown-field", f"unknown field `{name}`", hint)


def find_near_field(name: str) -> str:
    """The field that a name is, or nearly is; empty if it is none."""
    known = field_names()
    if name in known or len(name) >= LONG_NAME or not _WORD.fullmatch(name):
        return name if name in known else ""
    from rapidfuzz import fuzz, process  # late: few questions are one word

    near = process.extractOne(
        name.casefold(), known, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY
    )
    return str(near[0]) if near else ""


def refuse_yes(answer: Any) -> None:
    """Raise ShapeError for a yes or no without quotes: in YAML they are texts."""
    if answer.tag is PLAIN and answer.value.lower() in _YES_OR_NO:
        hint = "write true or false; quote it if it is to be typed"
        raise ShapeError(answer, "yes-or-no", f"{answer.value} is a text", hint)


# The full form of each kind


def expand_options(block: Block, is_told: bool) -> None:
    """`answer` and `wrong` of choice and multi, each one text or several."""
    if "wrong" not in block or "options" in block:
        return
    wrong = block.value("wrong")
    if "answer" not in block:
        hint = "say in `answer` what is right"
        raise ShapeError(
            wrong, "missing-field", "wrong answers without a right one", hint
        )
    if value_of(block.value("shuffle") or wrong) is False:
        message = "unshuffled, the right ones would stand first"
        hint = "leave `shuffle` out, or list all as `options`"
        raise ShapeError(block.value("shuffle"), "shuffle", message, hint)
    rights = [make_option(node, True) for node in block.items("answer")]
    wrongs = [make_option(node, False) for node in block.items("wrong")]
    block.put("options", make_list([*rights, *wrongs], wrong), instead_of="wrong")
    block.drop("answer")


def make_option(node: Any, is_right: bool) -> Any:
    """The full form of an option, which may also be an option already."""
    if isinstance(node, SequenceNode):
        hint = "write one text for each, or an option `{text: …, why: …}`"
        raise ShapeError(node, "type", "a list where an option is due", hint)
    option = Block(node if isinstance(node, MappingNode) else make_map({}, node))
    if is_text(node):
        option.put("text", as_text(node))
    if is_right:
        option.put("right", make_plain("true", node))
    return option.node()


def expand_typed(block: Block, is_told: bool) -> None:
    """Gaps in the prompt, where these are read; else one gap that accepts `answer`."""
    prompt, answer = block.value("prompt"), block.value("answer")
    if "gaps" in block or not is_text(prompt):
        return
    full, found = read_gaps(prompt.value) if is_told else ("", [])
    if answer is None and not found:
        return  # reported as a field that is missing
    if answer is not None and found:
        hint = "one of both; write a block without `kind` if the braces are text"
        raise ShapeError(answer, "brace", "gaps in the prompt, and an answer", hint)
    if answer is not None:
        gaps = [make_gap(block.items("answer"), answer)]
        block.put("gaps", make_list(gaps, answer), instead_of="answer")
        full = escape_braces(prompt.value)
    else:
        gaps = [
            make_gap([make_text(name, prompt) for name in names], prompt)
            for names in found
        ]
        block.put("gaps", make_list(gaps, prompt))
    block.put("prompt", make_text(full, prompt))


def read_gaps(text: str) -> tuple[str, list[list[str]]]:
    """A text with gaps as the prompt of the full form, and the names that each gap
    accepts.
    """
    found: list[list[str]] = []
    prompt, end = "", 0
    for number, gap in enumerate(_GAP.finditer(text), 1):
        found.append([name.strip() for name in (gap[1] or gap[2]).split("|")])
        prompt += escape_braces(text[end : gap.start()]) + f"{{{number}}}"
        end = gap.end()
    return prompt + escape_braces(text[end:]), found


def make_gap(names: Iterable[Any], at: Any) -> Any:
    """A gap that accepts these names: exactly, if one has no letter or digit by which
    more could be forgiven.
    """
    names = list(map(as_text, names))
    gap = {"accept": make_list(names, at)}
    texts = [text for name in names if (text := text_of(name)).strip()]
    if not all(map(normalize_words, texts)):
        gap["exact"] = make_plain("true", at)
    return make_map(gap, at)


def expand_statement(block: Block, is_told: bool) -> None:
    """`answer` is true or false: a yes or no is told so."""
    if is_text(answer := block.value("answer")):
        refuse_yes(answer)


def expand_open(block: Block, is_told: bool) -> None:
    """`points` to tick; without any the answer itself is ticked."""
    if "rubric" in block:
        return
    if "points" in block:
        points = map(as_text, block.items("points"))
        block.put("rubric", make_list(points, block.value("points")), "points")
    elif is_text(answer := block.value("answer")):
        block.put("rubric", make_list([as_text(answer)], answer))


def expand_pairs(block: Block, is_told: bool) -> None:
    """`pairs` as a mapping of left sides to right ones."""
    if not isinstance(pairs := block.value("pairs"), MappingNode):
        return
    sides = (
        {"left": as_text(left), "right": as_text(right)} for left, right in pairs.value
    )
    block.put(
        "pairs", make_list((make_map(pair, pair["left"]) for pair in sides), pairs)
    )


def expand_sort(block: Block, is_told: bool) -> None:
    """`sort`: a mapping of categories to their items."""
    if "categories" in block or not isinstance(
        sort := block.value("sort"), MappingNode
    ):
        return
    categories = []
    for name, items in sort.value:
        listed = items.value if isinstance(items, SequenceNode) else [items]
        fields = {
            "text": as_text(name),
            "items": make_list(map(as_text, listed), items),
        }
        categories.append(make_map(fields, name))
    block.put("categories", make_list(categories, sort), instead_of="sort")


def expand_steps(block: Block, is_told: bool) -> None:
    """`steps` as they are written, whatever else they could be read as."""
    if not is_told and isinstance(steps := block.value("steps"), SequenceNode):
        block.put("steps", make_list(map(as_text, steps.value), steps))


SHAPES: dict[str, Callable[[Block, bool], None]] = {
    "choice": expand_options,
    "multi": expand_options,
    "truefalse": expand_statement,
    "typed": expand_typed,
    "match": expand_pairs,
    "sort": expand_sort,
    "order": expand_steps,
    "open": expand_open,
}
"""The function that rewrites the short form of a kind in place, for those with one.
Each is told whether the question says its kind itself, or is in one line: then gaps are
read in its prompt.
"""
