"""GIFT, Moodle's format to write by hand: read as Moodle reads it, and written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from weakspot.engine.kinds.typed import escape_braces, split_gaps
from weakspot.formats.drafts import (
    Collector,
    Fields,
    Reading,
    make_gap,
    make_match,
    make_near,
    make_open,
    make_option,
    make_options_fields,
    make_statement,
    make_typed,
)
from weakspot.formats.markup import has_tags, html_to_text
from weakspot.formats.writing import (
    Export,
    Unwritable,
    Written,
    number_of,
    write_pieces,
    written,
)

PARTIAL = "an answer that is partly right counts as wrong"
OTHERS = "feedback for all other answers"
_SIGNS = "~=#{}:\\"
_BASE = 0xF0000  # a plane of characters that no text has, for what was escaped
_BREAK = chr(_BASE + len(_SIGNS))
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_UNESCAPED = {_BASE + at: sign for at, sign in enumerate(_SIGNS)} | {ord(_BREAK): "\n"}
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_COMMENT_ID = re.compile(r"\[id:([^\x00-\x1f\x7f]+?)\](?<!\\\])")
_COMMENT_TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f]+?)\]")
_TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?[0-9.]+)%")
_NUMBER = r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:(:|\.\.)\s*({_NUMBER}))?")
_NOTHING = re.compile(r'\s*"?;?\s*')
_PARTS = re.compile(r"(?=[~=])")


class GiftBlock(NamedTuple):
    """The lines of one question, without comments; those are in `comments`."""

    line: int
    text: str
    comments: str


class Answer(NamedTuple):
    """One answer in braces: `sign` is `=` or `~`, `weight` its percents, if any."""

    sign: str
    weight: float | None
    text: str
    feedback: str

    @property
    def is_right(self) -> bool:
        """True for an answer that is right as it stands."""
        return self.weight is None or self.weight > 0 if self.sign == "=" else False


def is_gift(text: str) -> bool:
    """True for a text with what only GIFT has."""
    if re.search(r"^\s*(?:::.*?::|\$CATEGORY:)", text, re.MULTILINE):
        return True
    return bool(
        re.search(
            r"(?<!\\)\{\s*(?:(?:T|TRUE|F|FALSE)\s*[#}]|#\s*[=\d.-]|####|[=~][^{}]*[^\\]\}|\})",
            text,
        )
    )


def read_gift(text: str) -> Reading:
    """Questions in GIFT; a category is their topic."""
    found = Collector()
    topic = ""
    for block in split_blocks(text):
        category = re.fullmatch(r"\s*\$CATEGORY:\s*(.*?)\s*", block.text, re.DOTALL)
        if category:
            topic = topic_of(category[1])
            continue
        try:
            read_block(block, topic, found)
        except ValueError as error:
            found.leave(block.line, _plain_stem(block.text), str(error))
    return found.reading()


def topic_of(category: str) -> str:
    """The title of a category: the end of its path."""
    parts = [part.strip() for part in category.replace("//", "\0").split("/")]
    own = [
        part
        for part in parts
        if part and part != "top" and not re.fullmatch(r"\$.*\$", part)
    ]
    return (own[-1] if own else "").replace("\0", "/").removeprefix("Default for ")


def split_blocks(text: str) -> Iterator[GiftBlock]:
    """The questions and categories of a text: parted by blank lines outside of
    braces.
    """
    lines: list[str] = []
    comments: list[str] = []
    begin = depth = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        masked = mask(line)
        if line.lstrip().startswith("//"):
            comments.append(line)
            continue
        is_new = depth > 0 and masked.lstrip().startswith("::")
        if (not line.strip() and depth <= 0) or is_new or line.startswith("$CATEGORY:"):
            if lines:
                yield GiftBlock(begin, "\n".join(lines), "\n".join(comments))
                lines, comments = [], []
            depth = 0
        if line.startswith("$CATEGORY:"):
            yield GiftBlock(number, line, "")
            comments = []
            continue
        if line.strip() or lines:
            begin = begin if lines else number
            lines.append(masked)
            depth += masked.count("{") - masked.count("}")
    if lines:
        yield GiftBlock(begin, "\n".join(lines), "\n".join(comments))


def mask(text: str) -> str:
    """A text with its escaped signs as characters that mean nothing."""
    return _ESCAPED.sub(
        lambda found: (
            _BREAK if found[1] == "n" else chr(_BASE + _SIGNS.index(found[1]))
        ),
        text,
    )


def clean(text: str, inherited: str) -> str:
    """A piece of a question as text, by its own format or else the question's."""
    own = _FORMAT.match(text)
    kind = own[1].casefold() if own else inherited
    body = text[own.end() :] if own else text
    if kind == "html" or (kind == "moodle" and has_tags(body)):
        return html_to_text(body.translate(_UNESCAPED)).text
    if kind == "moodle":
        body = re.sub(r"[ \t]*\n[ \t]*", " ", body)
    return body.translate(_UNESCAPED).strip()


def _plain_stem(text: str) -> str:
    return clean(_TITLE.sub("", text, count=1).partition("{")[0], "moodle")


def read_block(block: GiftBlock, topic: str, found: Collector) -> None:
    """Collect the question of a block. ValueError if it is none."""
    body = block.text
    title = _TITLE.match(body)
    body = body[title.end() :] if title else body
    own = _FORMAT.match(body)
    kind = own[1].casefold() if own else "moodle"
    body = body[own.end() :] if own else body
    begin, end = body.find("{"), body.rfind("}")
    if begin < 0:
        raise ValueError("a description, which asks nothing")
    if end < begin:
        raise ValueError("its { is not closed")
    after = "" if _NOTHING.fullmatch(body, end + 1) else body[end + 1 :]
    stem, rest = clean(body[:begin], kind), clean(after, kind)
    inside, _, general = body[begin + 1 : end].partition("####")
    if not stem and not rest and title:
        stem = clean(title[1], "plain")
    source = body[:begin] + body[end + 1 :]
    if "<img" in source and kind in ("html", "moodle"):
        found.drop(block.line, stem, "its pictures, which have no place in a text")
    fields = read_answers(inside.strip(), Stem(stem, rest, kind), block.line, found)
    explain = clean(general, kind)
    if explain and fields["kind"] == "open":
        fields["answer"] = fields["answer"] or explain
    elif explain:
        fields["explain"] = explain
    if fields["kind"] == "open" and not fields["answer"]:
        raise ValueError("an essay without a model answer")
    id = _COMMENT_ID.search(block.comments)
    tag = _COMMENT_TAG.search(block.comments)
    name = id[1].strip().replace("\\]", "]") if id else ""
    found.add(block.line, fields, name, topic or (tag[1].strip() if tag else ""))


class Stem(NamedTuple):
    """What stands before the answers and after them, and in which format."""

    before: str
    after: str
    kind: str

    @property
    def prompt(self) -> str:
        """The question, with a line for what is missing in it."""
        if not self.after:
            return self.before
        return _join(self.before, "____", self.after)

    @property
    def gapped(self) -> str:
        """The question with a gap."""
        before, after = escape_braces(self.before), escape_braces(self.after)
        if not after:
            return before
        return _join(before, "{1}", after)


def _join(before: str, gap: str, after: str) -> str:
    space = "" if re.match(r"[.,;:!?)\]]", after) else " "
    return f"{before} {gap}{space}{after}".strip()


def read_answers(inside: str, stem: Stem, line: int, found: Collector) -> Fields:
    """The fields of a question by what is in its braces. ValueError if that is no
    answer.
    """
    if not inside:
        return make_open(stem.prompt, "")
    truth = _TRUTH.fullmatch(inside)
    if truth:
        feedback = (truth[2] or "").split("#")
        why = clean(feedback[0], stem.kind)
        answer = truth[1].upper().startswith("T")
        fields = make_statement(stem.prompt, answer, why)
        right = clean(feedback[1], stem.kind) if len(feedback) > 1 else ""
        return {**fields, "explain": right} if right else fields
    if inside.startswith("#"):
        return read_numbers(inside[1:], stem, line, found)
    answers = [
        read_answer(part, stem.kind) for part in _PARTS.split(inside) if part.strip()
    ]
    if inside[0] not in "=~":
        raise ValueError("what stands in its braces is no answer")
    if all(answer.sign == "=" and "->" in answer.text for answer in answers):
        return read_pairs(answers, stem)
    if all(answer.sign == "=" for answer in answers):
        return read_gap(answers, stem, line, found)
    return read_options(answers, stem, line, found)


def read_answer(part: str, kind: str) -> Answer:
    """One answer, with its sign."""
    body, _, feedback = part[1:].partition("#")
    weight = _WEIGHT.match(body)
    if weight:
        body = body[weight.end() :]
    return Answer(
        part[0],
        float(weight[1]) if weight else None,
        clean(body, kind),
        clean(feedback, kind),
    )


def read_options(
    answers: Sequence[Answer], stem: Stem, line: int, found: Collector
) -> Fields:
    """The fields of a choice: without a `=`, all options of a positive weight are
    right.
    """
    has_key = any(answer.sign == "=" for answer in answers)
    options = []
    explain = ""
    for answer in answers:
        is_right = answer.sign == "=" if has_key else (answer.weight or 0) > 0
        if has_key and answer.sign == "~" and (answer.weight or 0) > 0:
            found.drop(line, answer.text, PARTIAL)
        if is_right:
            explain = explain or answer.feedback
        options.append(
            make_option(answer.text, is_right, "" if is_right else answer.feedback)
        )
    fields = make_options_fields(stem.prompt, options, several=not has_key)
    return {**fields, "explain": explain} if explain else fields


def read_gap(
    answers: Sequence[Answer], stem: Stem, line: int, found: Collector
) -> Fields:
    """The fields of a short answer."""
    gap, explain = sort_answers(answers, line, found)
    fields = make_typed(stem.gapped, [gap])
    return {**fields, "explain": explain} if explain else fields


def sort_answers(
    answers: Iterable[Answer], line: int, found: Collector
) -> tuple[Fields, str]:
    """A gap that accepts what is wholly right, and the feedback to that. Raises
    ValueError if nothing is.
    """
    accept, near, explain = [], [], ""
    for answer in answers:
        if answer.weight is None or answer.weight >= 100:
            accept.append(answer.text)
            explain = explain or answer.feedback
        elif answer.text == "*":
            found.drop(line, answer.feedback or answer.text, OTHERS)
        elif answer.text:
            near.append(make_near(answer.text, answer.feedback))
            if answer.weight > 0:
                found.drop(line, answer.text, PARTIAL)
    if not accept:
        raise ValueError("no answer is wholly right")
    if any("*" in text for text in accept):
        found.drop(line, accept[0], "a * stands for itself, not for any text")
    return make_gap(accept, near), explain


def read_pairs(answers: Sequence[Answer], stem: Stem) -> Fields:
    """The fields of a question of pairs; a right side without a left one is a spare."""
    pairs, spares = [], []
    for answer in answers:
        left, _, right = answer.text.partition("->")
        left = clean(left, stem.kind)
        if left:
            pairs.append((left, right.strip()))
        else:
            spares.append(right.strip())
    return make_match(stem.prompt, pairs, spares)


def read_numbers(inside: str, stem: Stem, line: int, found: Collector) -> Fields:
    """The fields of a number. ValueError if none is given."""
    parts = [part for part in _PARTS.split(inside) if part.strip()]
    explain, best = "", None
    for part in parts:
        signed = part if part[0] in "=~" else f"={part}"
        answer = read_answer(signed, stem.kind)
        given = _RANGE.fullmatch(answer.text.strip())
        if (
            best is None
            and given
            and answer.sign == "="
            and (answer.weight or 100) >= 100
        ):
            best, explain = given, answer.feedback
        elif answer.feedback or answer.text:
            why = PARTIAL if given else OTHERS
            found.drop(line, answer.feedback or answer.text, why)
    if best is None:
        raise ValueError("what stands in its braces is no number")
    value, between, other = best.groups()
    answer_, tolerance = float(value), float(other) if between == ":" else 0.0
    if between == "..":
        answer_ = (float(value) + float(other)) / 2
        tolerance = abs(float(other) - float(value)) / 2
    prompt = stem.prompt
    fields: Fields = {"kind": "number", "prompt": prompt, "answer": as_number(answer_)}
    if tolerance:
        fields["tolerance"] = as_number(tolerance)
    return {**fields, "explain": explain} if explain else fields


def as_number(value: float) -> float | int:
    """A number as it is written: whole ones without a point, others without the error
    of binary arithmetic.
    """
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


# Writing

_HELD = frozenset(
    """options text right why explain answer gaps accept near pairs left spares
    tolerance""".split()
)


def write_gift(exports: Sequence[Export]) -> Written:
    """Questions in GIFT."""
    pieces, left = write_pieces(exports, _WRITERS)
    blocks = add_categories(pieces, lambda path: f"$CATEGORY: {path}")
    return written("\n\n".join(blocks) + "\n", pieces, left, _HELD)


def add_categories(
    pieces: Iterable[tuple[Export, str]], write: Callable[[str], str]
) -> Iterator[str]:
    """The pieces, and before the first of each topic what is written for its path among
    Moodle's categories.
    """
    for titles, group in groupby(pieces, lambda pair: (pair[0].section, pair[0].topic)):
        path = "/".join(title.replace("/", "//") for title in titles)
        yield write(f"$course$/top/{path}")
        yield from (piece for _, piece in group)


def list_sides(export: Export) -> list[tuple[str, str]]:
    """The pairs of a question, and its spares without a left side."""
    pairs = [(pair["left"], pair["right"]) for pair in export.fields["pairs"]]
    return pairs + [("", spare) for spare in export.fields.get("spares", ())]


def _escape(text: str) -> str:
    escaped = re.sub(r"[~=#{}:\\]", r"\\\g<0>", text).replace("\n", "\\n")
    return f"[plain]{escaped}" if _FORMAT.match(text) else escaped


def _block(export: Export, before: str, answers: str, after: str = "") -> str:
    fields = export.fields
    explain = fields.get("explain", "") if export.kind != "open" else ""
    general = f"\n####{_escape(explain)}" if explain else ""
    is_plain = any(has_tags(text) or "&" in text for text in _texts_of(fields))
    kind = "[plain]" if is_plain else ""
    head = f"// [id:{export.id}]\n::{_escape(export.id)}::{kind}"
    return f"{head}{before} {{{answers}{general}\n}}{after}"


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_of(inner)


def _write_options(export: Export) -> str:
    options = export.fields["options"]
    rights = sum(bool(option.get("right")) for option in options)
    share = f"{100 / rights:.5f}".rstrip("0").rstrip(".") if rights else "0"
    lines = []
    for option in options:
        right = bool(option.get("right"))
        if export.kind == "multi":
            mark = f"~%{share}%" if right else f"~%-{share}%"
        else:
            mark = "=" if right else "~"
            mark += (
                ("%100%" if right else "%0%") if _WEIGHT.match(option["text"]) else ""
            )
        why = f"#{_escape(option['why'])}" if option.get("why") else ""
        lines.append(f"\n{mark}{_escape(option['text'])}{why}")
    return _block(export, _escape(export.fields["prompt"]), "".join(lines))


def _write_statement(export: Export) -> str:
    why = export.fields.get("why", "")
    truth = "TRUE" if export.question.truth else "FALSE"
    answers = f"{truth}#{_escape(why)}" if why else truth
    return _block(export, _escape(export.fields["prompt"]), answers)


def _write_gap(export: Export) -> str:
    gaps = export.fields["gaps"]
    if len(gaps) > 1:
        raise Unwritable("a text with several gaps")
    before, *rest = split_gaps(export.fields["prompt"])
    after = str(rest[1]) if rest else ""
    whole = Stem(str(before).strip(), after.strip(), "plain").gapped
    if whole not in (
        export.fields["prompt"],
        export.fields["prompt"].removesuffix(" {1}"),
    ):
        raise Unwritable("a gap that is not set off by spaces")
    names = gaps[0]["accept"]
    if any("*" in name or "->" in name for name in names):
        raise Unwritable("an answer with a * or an arrow, which mean something there")
    lines = [
        f"\n={'%100%' if _WEIGHT.match(name) else ''}{_escape(name)}" for name in names
    ]
    for near in gaps[0].get("near", ()):
        why = f"#{_escape(near['why'])}" if near.get("why") else ""
        lines.append(f"\n=%0%{_escape(near['text'])}{why}")
    after = f" {_escape(after.strip())}" if after.strip() else ""
    return _block(export, _escape(str(before).strip()), "".join(lines), after)


def _write_number(export: Export) -> str:
    value, tolerance = number_of(export.fields)
    margin = f":{as_number(tolerance)}" if tolerance else ""
    return _block(
        export, _escape(export.fields["prompt"]), f"#{as_number(value)}{margin}"
    )


def _write_pairs(export: Export) -> str:
    pairs = list_sides(export)
    if any("->" in side for pair in pairs for side in pair):
        raise Unwritable("a pair with an arrow, which parts its sides there")
    if any(_WEIGHT.match(left) for left, _ in pairs):
        raise Unwritable("a left side that begins like a weight")
    lines = [f"\n={_escape(left)} -> {_escape(right)}" for left, right in pairs]
    return _block(export, _escape(export.fields["prompt"]), "".join(lines))


def _write_open(export: Export) -> str:
    return _block(
        export,
        _escape(export.fields["prompt"]),
        f"\n####{_escape(export.fields['answer'])}",
    )


_WRITERS = {
    "choice": _write_options,
    "multi": _write_options,
    "truefalse": _write_statement,
    "typed": _write_gap,
    "number": _write_number,
    "match": _write_pairs,
    "open": _write_open,
}
