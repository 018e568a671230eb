"""Moodle XML: read, and written."""

import html
import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from weakspot.engine.kinds.typed import escape_braces, split_gaps
from weakspot.formats.drafts import (
    TRUTHS,
    Collector,
    Fields,
    FormatError,
    Reading,
    make_gap,
    make_match,
    make_open,
    make_option,
    make_options_fields,
    make_order,
    make_statement,
    make_typed,
)
from weakspot.formats.gift import (
    OTHERS,
    PARTIAL,
    Answer,
    add_categories,
    as_number,
    list_sides,
    sort_answers,
    topic_of,
)
from weakspot.formats.markup import has_tags, html_to_text, text_to_html
from weakspot.formats.writing import (
    Export,
    Unwritable,
    Written,
    number_of,
    write_pieces,
    written,
)

LINE = " line"
"""The attribute that an element's line is kept in; no file can have it."""
MAX_DEPTH = 100
PICTURES = "its pictures and files, which have no place in a text"
_SUBQUESTION = re.compile(
    r"\{[0-9]*:(?P<kind>[A-Z_]+):(?P<answers>(?:[^}\\]|\\.)*)\}", re.DOTALL
)
_TYPED_GAPS = frozenset("SHORTANSWER SA MW SHORTANSWER_C SAC MWC".split())
_NO_PLACE = {
    "description": "a description, which asks nothing",
    "random": "a random question, which is drawn in Moodle",
    "randomsamatch": "a random question, which is drawn in Moodle",
    "calculated": "numbers that Moodle calculates",
    "calculatedmulti": "numbers that Moodle calculates",
    "calculatedsimple": "numbers that Moodle calculates",
    "ddimageortext": "its answer is a place in a picture",
    "ddmarker": "its answer is a place in a picture",
    "stack": "its answer is checked by another program",
    "coderunner": "its answer is checked by another program",
}


def parse_xml(text: str) -> Element:
    """The elements of a text, each with its line. Raises FormatError for what is no
    XML, and for a document type, as that can hold entities that grow without end.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise FormatError("is XML nested too deep for a quiz")
        builder.start(tag, {**attributes, LINE: str(parser.CurrentLineNumber)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> None:
        raise FormatError(
            f"line {parser.CurrentLineNumber}: a document type, which no quiz of "
            "Moodle's has; take the <!DOCTYPE …> out"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.encode(errors="replace"), True)
    except expat.ExpatError as error:
        raise FormatError(
            f"line {error.lineno}: no sound XML ({expat.ErrorString(error.code)}); "
            "export it again"
        ) from None
    return builder.close()


def read_moodle(text: str) -> Reading:
    """The questions of a quiz; a category is their topic. Raises FormatError."""
    root = parse_xml(text)
    if root.tag != "quiz":
        raise FormatError(
            f"is XML, but no quiz of Moodle's: it begins with <{root.tag}>"
        )
    found = Collector()
    topic = ""
    for element in root.iter("question"):
        kind = element.get("type", "")
        if kind == "category":
            topic = topic_of(element.findtext("category/text", ""))
            continue
        line = int(element.get(LINE, "0"))
        prompt = text_of(element.find("questiontext")) or text_of(element.find("name"))
        try:
            read_question(element, kind, prompt, line, topic, found)
        except ValueError as error:
            found.leave(line, prompt, str(error))
    return found.reading()


def text_of(element: Element | None) -> str:
    """The text of an element of Moodle's, by its format."""
    if element is None:
        return ""
    raw = (
        element.findtext("text", "")
        if element.find("text") is not None
        else element.text or ""
    )
    kind = element.get("format", "html")
    if kind in ("plain_text", "markdown"):
        return raw.strip()
    if kind == "html" or has_tags(raw) or "&" in raw:
        return html_to_text(raw).text
    return raw.strip()


def has_pictures(element: Element) -> bool:
    """True if a text of a question leans on what is no text."""
    shown = [
        *element.iter("questiontext"),
        *element.iter("answer"),
        *element.iter("subquestion"),
    ]
    return any(html_to_text(each.findtext("text", "")).media for each in shown)


def read_question(
    element: Element, kind: str, prompt: str, line: int, topic: str, found: Collector
) -> None:
    """Collect a question. ValueError if it has no place here."""
    if kind in _NO_PLACE:
        raise ValueError(_NO_PLACE[kind])
    read = _READERS.get(kind)
    if read is None:
        raise ValueError(
            f"a question of the type {kind or 'none'}, which is not known here"
        )
    if not prompt:
        raise ValueError("nothing is asked in words")
    if has_pictures(element):
        found.drop(line, prompt, PICTURES)
    fields = read(element, prompt, line, found)
    explain = text_of(element.find("generalfeedback"))
    if explain and explain != fields.get("answer"):
        fields["explain"] = explain
    hint = text_of(element.find("hint"))
    if hint:
        fields["hint"] = hint
    tag = element.findtext("tags/tag/text", "").strip()
    name = element.findtext("idnumber", "").strip()
    found.add(line, fields, name, topic or tag)


def _fraction(answer: Element) -> float:
    try:
        return float(answer.get("fraction", "0").replace(",", "."))
    except ValueError:
        return 0.0


def _read_choice(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    is_single = element.findtext("single", "true").strip() in ("true", "1")
    answers = element.findall("answer")
    best = max(map(_fraction, answers), default=0.0)
    options, explain = [], ""
    for answer in answers:
        part = _fraction(answer)
        is_right = part > 0 and (part >= best or not is_single)
        text, feedback = text_of(answer), text_of(answer.find("feedback"))
        if part > 0 and not is_right:
            found.drop(line, text, PARTIAL)
        if not text:
            raise ValueError("an option without words")
        explain = explain or (feedback if is_right else "")
        options.append(make_option(text, is_right, "" if is_right else feedback))
    fields = make_options_fields(prompt, options, several=not is_single)
    if element.findtext("shuffleanswers", "true").strip() in ("false", "0"):
        fields["shuffle"] = False
    return {**fields, "explain": explain} if explain else fields


def _read_statement(
    element: Element, prompt: str, line: int, found: Collector
) -> Fields:
    for answer in element.findall("answer"):
        truth = TRUTHS.get(text_of(answer).casefold())
        if truth is not None and _fraction(answer) >= 100:
            wrong = [each for each in element.findall("answer") if each is not answer]
            why = text_of(wrong[0].find("feedback")) if wrong else ""
            fields = make_statement(prompt, truth, why)
            explain = text_of(answer.find("feedback"))
            return {**fields, "explain": explain} if explain else fields
    raise ValueError("neither true nor false is right")


def _read_gap(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    answers = [
        Answer("=", _fraction(each), text_of(each), text_of(each.find("feedback")))
        for each in element.findall("answer")
    ]
    gap, explain = sort_answers(answers, line, found)
    if element.findtext("usecase", "0").strip() == "1":
        gap["exact"] = True
    fields = make_typed(escape_braces(prompt), [gap])
    return {**fields, "explain": explain} if explain else fields


def _read_number(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    fields: Fields = {}
    for answer in element.findall("answer"):
        text = text_of(answer).strip()
        if not fields and _fraction(answer) >= 100 and text != "*":
            try:
                fields = {
                    "kind": "number",
                    "prompt": prompt,
                    "answer": as_number(float(text)),
                }
                tolerance = float(answer.findtext("tolerance", "0") or 0)
            except ValueError:
                raise ValueError(f"its answer, {text[:40]}, is no number") from None
            if tolerance:
                fields["tolerance"] = as_number(tolerance)
            if feedback := text_of(answer.find("feedback")):
                fields["explain"] = feedback
        else:
            why = PARTIAL if _fraction(answer) > 0 else OTHERS
            found.drop(line, text_of(answer.find("feedback")) or text, why)
    if not fields:
        raise ValueError("no number is wholly right")
    unit = element.findtext("units/unit/unit_name", "").strip()
    return {**fields, "unit": unit} if unit else fields


def _read_pairs(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    pairs, spares = [], []
    for each in element.findall("subquestion"):
        left, right = text_of(each), text_of(each.find("answer"))
        if left:
            pairs.append((left, right))
        elif right:
            spares.append(right)
    return make_match(prompt, pairs, spares)


def _read_essay(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    answer = text_of(element.find("graderinfo")) or text_of(
        element.find("generalfeedback")
    )
    if not answer:
        raise ValueError("an essay without a model answer")
    return make_open(prompt, answer)


def _read_order(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    return make_order(prompt, [text_of(each) for each in element.findall("answer")])


def _read_words(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    """Words to be chosen for `[[1]]`, `[[2]]`: here they are typed."""
    choices = [
        text_of(each) or each.findtext("text", "").strip()
        for name in ("selectoption", "dragbox")
        for each in element.findall(name)
    ]
    gaps: list[Fields] = []

    def put_gap(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        if index >= len(choices):
            raise ValueError(f"its gap {place[0]} has no word")
        gaps.append(make_gap([choices[index]]))
        return f"{{{len(gaps)}}}"

    asked = re.sub(r"\[\[([0-9]{1,3})\]\]", put_gap, escape_braces(prompt))
    if not gaps:
        raise ValueError("it has no gaps")
    found.drop(line, prompt, "the words to choose from: they are typed here")
    return make_typed(asked, gaps)


def _read_cloze(element: Element, prompt: str, line: int, found: Collector) -> Fields:
    """Questions in a text, if all of them are typed."""
    raw = element.findtext("questiontext/text", "")
    gaps: list[Fields] = []

    def put_gap(place: re.Match[str]) -> str:
        if place["kind"] not in _TYPED_GAPS:
            raise ValueError(f"questions of the type {place['kind']} within a text")
        gaps.append(_read_subquestion(place["answers"], place["kind"], line, found))
        return f"\ufdd8{len(gaps)}\ufdd9"

    marked = _SUBQUESTION.sub(put_gap, raw)
    if not gaps:
        raise ValueError("it has no gaps")
    asked = escape_braces(html_to_text(marked).text)
    return make_typed(asked.replace("\ufdd8", "{").replace("\ufdd9", "}"), gaps)


def _read_subquestion(answers: str, kind: str, line: int, found: Collector) -> Fields:
    parts = []
    for part in re.split(r"(?<!\\)~", answers):
        weight = re.match(r"%(-?[0-9.]+)%", part)
        body = part[weight.end() :] if weight else part.removeprefix("=")
        text, _, feedback = _split_unescaped(body)
        share = None if part.startswith("=") else float(weight[1]) if weight else 0.0
        parts.append(Answer("=", share, text, feedback))
    gap, _ = sort_answers(parts, line, found)
    return {**gap, "exact": True} if kind.endswith("C") and kind != "MC" else gap


def _split_unescaped(body: str) -> tuple[str, str, str]:
    """A subquestion's answer and its feedback, as text."""
    answer, mark, feedback = (
        re.split(r"(?<!\\)(#)", body, maxsplit=1)
        if re.search(r"(?<!\\)#", body)
        else (body, "", "")
    )
    plain = [
        html_to_text(re.sub(r"\\(.)", r"\1", each)).text for each in (answer, feedback)
    ]
    return plain[0], mark, plain[1]


_READERS: dict[str, Callable[[Element, str, int, Collector], Fields]] = {
    "multichoice": _read_choice,
    "truefalse": _read_statement,
    "shortanswer": _read_gap,
    "numerical": _read_number,
    "matching": _read_pairs,
    "ddmatch": _read_pairs,
    "essay": _read_essay,
    "ordering": _read_order,
    "gapselect": _read_words,
    "ddwtos": _read_words,
    "cloze": _read_cloze,
    "multianswer": _read_cloze,
}


# Writing

_HELD = frozenset(
    """options text right why explain answer gaps accept near exact pairs left spares
    tolerance unit steps hint shuffle""".split()
)


def write_moodle(exports: Sequence[Export]) -> Written:
    """Questions as a quiz of Moodle's."""
    pieces, left = write_pieces(exports, _WRITERS)
    lines = add_categories(pieces, _category)
    head = ('<?xml version="1.0" encoding="UTF-8"?>', "<quiz>")
    text = "\n".join([*head, *lines, "</quiz>", ""])
    return written(text, pieces, left, _HELD)


def _category(path: str) -> str:
    return (
        '<question type="category"><category>'
        f"<text>{_escape(path)}</text></category></question>"
    )


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _text(tag: str, text: str, inner: str = "", **attributes: str) -> str:
    """An element with a text: in HTML, unless that would read differently."""
    shown = text_to_html(text)
    is_same = html_to_text(shown).text == text
    kind, body = ("html", shown) if is_same else ("plain_text", text)
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<{tag}{given} format="{kind}"><text>{_escape(body)}</text>{inner}</{tag}>'


def _question(export: Export, kind: str, *parts: str, prompt: str | None = None) -> str:
    fields = export.fields
    asked = _text("questiontext", fields["prompt"]) if prompt is None else prompt
    head = [
        f'<question type="{kind}">',
        f"<name><text>{_escape(export.id)}</text></name>",
        asked,
    ]
    if fields.get("explain") and kind != "essay":
        head.append(_text("generalfeedback", fields["explain"]))
    head.append(f"<idnumber>{_escape(export.id)}</idnumber>")
    tail = [_text("hint", fields["hint"])] if fields.get("hint") else []
    return "\n".join([*head, *parts, *tail, "</question>"])


def _answer(text: str, fraction: float, why: str = "", inner: str = "") -> str:
    feedback = _text("feedback", why) if why else ""
    share = f"{fraction:.5f}".rstrip("0").rstrip(".")
    return _text("answer", text, feedback + inner, fraction=share)


def _write_options(export: Export) -> str:
    options = export.fields["options"]
    rights = sum(bool(option.get("right")) for option in options)
    is_single = export.kind == "choice"
    answers = [
        _answer(
            option["text"],
            100 / rights
            if option.get("right")
            else 0.0
            if is_single
            else -100 / rights,
            option.get("why", ""),
        )
        for option in options
    ]
    shuffle = str(export.fields.get("shuffle", True)).lower()
    return _question(
        export,
        "multichoice",
        f"<single>{str(is_single).lower()}</single>",
        f"<shuffleanswers>{shuffle}</shuffleanswers>",
        *answers,
    )


def _write_statement(export: Export) -> str:
    answers = [
        _answer(
            str(truth).lower(),
            100 if truth == export.question.truth else 0,
            "" if truth == export.question.truth else export.fields.get("why", ""),
        )
        for truth in (True, False)
    ]
    return _question(export, "truefalse", *answers)


def _write_gaps(export: Export) -> str:
    gaps = export.fields["gaps"]
    pieces = split_gaps(export.fields["prompt"])
    if any("*" in name for gap in gaps for name in gap["accept"]):
        raise Unwritable("an answer with a *, which stands for any text there")
    if len(pieces) > 1:
        return _write_cloze(export, pieces)
    answers = [_answer(name, 100) for name in gaps[0]["accept"]]
    answers += [
        _answer(near["text"], 0, near.get("why", ""))
        for near in gaps[0].get("near", ())
    ]
    case = f"<usecase>{int(gaps[0].get('exact', False))}</usecase>"
    prompt = _text("questiontext", str(pieces[0]))
    return _question(export, "shortanswer", case, *answers, prompt=prompt)


def _write_cloze(export: Export, pieces: Sequence[str | int]) -> str:
    numbers = [piece for piece in pieces if isinstance(piece, int)]
    if numbers != list(range(1, len(numbers) + 1)):
        raise Unwritable("gaps that are not in the order of their numbers")
    texts = "".join(piece if isinstance(piece, str) else "\ufdd8" for piece in pieces)
    shown = text_to_html(texts)
    if html_to_text(shown).text != texts:
        raise Unwritable("blank lines that HTML does not keep")
    for gap in export.fields["gaps"]:
        shown = shown.replace("\ufdd8", _subquestion(gap), 1)
    asked = f'<questiontext format="html"><text>{_escape(shown)}</text></questiontext>'
    return _question(export, "cloze", prompt=asked)


def _subquestion(gap: Fields) -> str:
    answers = [f"={_in_cloze(name)}" for name in gap["accept"]]
    for near in gap.get("near", ()):
        why = f"#{_in_cloze(near['why'])}" if near.get("why") else ""
        answers.append(f"%0%{_in_cloze(near['text'])}{why}")
    kind = "SHORTANSWER_C" if gap.get("exact") else "SHORTANSWER"
    return f"{{1:{kind}:{'~'.join(answers)}}}"


def _in_cloze(text: str) -> str:
    if text.endswith("\\"):
        raise Unwritable("a gap's text that ends with a backslash")
    return re.sub(r"[~#}\\]", r"\\\g<0>", text_to_html(text))


def _write_number(export: Export) -> str:
    value, tolerance = number_of(export.fields)
    margin = f"<tolerance>{as_number(tolerance)}</tolerance>"
    unit = export.fields.get("unit", "")
    units = (
        f"<units><unit><multiplier>1</multiplier><unit_name>{_escape(unit)}</unit_name>"
        "</unit></units>"
        if unit
        else ""
    )
    answer = _answer(str(as_number(value)), 100, inner=margin)
    return _question(export, "numerical", answer, units)


def _write_pairs(export: Export) -> str:
    parts = [
        _text(
            "subquestion",
            left,
            f"<answer><text>{_escape(text_to_html(right))}</text></answer>",
        )
        for left, right in list_sides(export)
    ]
    return _question(export, "matching", *parts)


def _write_steps(export: Export) -> str:
    return _question(
        export, "ordering", *(_answer(step, 100) for step in export.fields["steps"])
    )


def _write_open(export: Export) -> str:
    return _question(export, "essay", _text("graderinfo", export.fields["answer"]))


_WRITERS = {
    "choice": _write_options,
    "multi": _write_options,
    "truefalse": _write_statement,
    "typed": _write_gaps,
    "number": _write_number,
    "match": _write_pairs,
    "order": _write_steps,
    "open": _write_open,
}
