"""Questions as rows of named values, as tables and lists in YAML or JSON have them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from weakspot.engine.kinds.typed import escape_braces
from weakspot.formats.drafts import (
    Collector,
    Fields,
    make_gap,
    make_open,
    make_option,
    make_options_fields,
    make_statement,
    make_typed,
)

PROMPT, ANSWER, OPTIONS, OPTION, WRONG = "prompt answer options option wrong".split()
EXPLAIN, TOPIC, TAGS, HINT = "explain topic tags hint".split()
NAME, SOURCE, KIND, IGNORED = "name", "source", "kind", ""
"""What a value is, by the name of its column or key."""

_ROLES = {
    PROMPT: """question prompt q questiontext questiontitle questionname text stem front
        term word title thequestion enunciado pregunta frage domanda problem
        htmlofthequestion questioncontent statement card recto kanji""",
    ANSWER: """answer a correct correctanswer correctanswers rightanswer right key
        solution back definition translation meaning answerindex correctindex
        correctoption correctoptions correctanswerindex correctchoice answerkey
        trueanswer respuesta antwort reponse answerplaintext verso correctoptionindex
        goodanswer correctanswerid ans correctkey""",
    OPTIONS: """options choices answers alternatives possibleanswers answeroptions
        optionsseparatedby variants answerchoices responses opciones""",
    WRONG: """incorrectanswers incorrect wronganswers wrong distractors falseanswers
        wronganswer falseanswer distractor incorrectanswer wrongoptions
        incorrectoption""",
    EXPLAIN: """explanation explain rationale comment comments feedback reason why
        generalfeedback htmloftheexplanationtotheanswer explicacion erklaerung details
        justification answerexplanation explanationtext extra notes note""",
    TOPIC: """category topic subject section chapter categoryid theme deck group area
        domain module tema kategorie quiztitle unit skill subtopic""",
    TAGS: "tags tag labels keywords",
    HINT: "hint hints clue tip",
    NAME: "id guid uuid questionid qid noteid",
    SOURCE: "source url reference link references sourceurl",
    KIND: "type kind questiontype",
}
_RANKS = {role: names.split() for role, names in _ROLES.items()}
_BY_NAME = {name: role for role, names in _RANKS.items() for name in names}
_NUMBERED = re.compile(
    r"(?:(?P<wrong>(?:wrong|incorrect|false)(?:answer|option|choice)?s?|distractor)"
    r"|(?:answer|option|choice|opt|alternative|ans|response)?)"
    r"(?P<number>[0-9]{1,2}|[a-i])"
)
_SEPARATORS = ("\n", "|", ";", " / ", ", ", ",")
_LETTER = re.compile(
    r"\(?([A-Za-z])[).:]?|(?:option|answer|choice)[ _]?([A-Za-z0-9])", re.I
)
_LETTERED = re.compile(r"\(?([A-Ia-i])[).:]\s+(\S.*)", re.DOTALL)
_SPLIT_KEY = re.compile(r"\s*[,;|/&+]\s*|\s+and\s+|\s+")
_URL = re.compile(r"https?://[^\s/]+\.\S+")
_TRUTHS = {
    "true": True,
    "t": True,
    "yes": True,
    "false": False,
    "f": False,
    "no": False,
}


@lru_cache(maxsize=256)
def roles_of(names: tuple[str, ...]) -> dict[str, str]:
    """What the values of these names are; empty for what no question has. Of several
    prompts or keys the likeliest counts.
    """
    plain = {name: re.sub(r"[^a-z0-9]+", "", name.casefold()) for name in names}
    is_lettered = {"a", "b"} <= set(plain.values())
    roles = {}
    for name, word in plain.items():
        numbered = _NUMBERED.fullmatch(word)
        if word in _BY_NAME and not (is_lettered and len(word) == 1):
            roles[name] = _BY_NAME[word]
        elif numbered and (len(word) > 1 or word.isdigit() or is_lettered):
            roles[name] = WRONG if numbered["wrong"] else OPTION
        else:
            roles[name] = IGNORED
    for role in (PROMPT, ANSWER):
        ranks = list(_RANKS[role])
        rivals = [name for name, found in roles.items() if found == role]
        for rival in sorted(rivals, key=lambda name: ranks.index(plain[name]))[1:]:
            roles[rival] = IGNORED
    return roles


class CellRow(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one question, by what they are; `key_name` is the name of the one
    that says what is right.
    """

    line: int
    prompt: str
    answer: Any = None
    key_name: str = ""
    options: tuple[Fields, ...] = ()
    wrong: tuple[str, ...] = ()
    fields: Fields = {}
    name: str = ""
    topic: str = ""
    kind: str = ""


def make_row(line: int, values: Mapping[str, Any]) -> CellRow:
    """A row of named values; those that no question has are passed over."""
    roles = roles_of(tuple(map(str, values)))
    given: dict[str, list[tuple[str, Any]]] = {}
    for name, value in values.items():
        if value not in (None, "", []):
            given.setdefault(roles[str(name)], []).append((str(name), value))

    def first(role: str) -> Any:
        return given[role][0][1] if role in given else None

    answer, options, wrong = first(ANSWER), list[Fields](), list[str]()
    if isinstance(answer, list) and all(isinstance(each, dict) for each in answer):
        options += _read_options(answer)
        answer = None
    for _, value in given.get(OPTIONS, ()):
        options += _read_options(value)
    for _, value in given.get(OPTION, ()):
        options.append(make_option(_text(value)))
    for _, value in given.get(WRONG, ()):
        wrong += map(_text, value if isinstance(value, list) else [value])
    fields = {
        "explain": _text(first(EXPLAIN)),
        "hint": _text(first(HINT)),
        "source": source_of(_text(first(SOURCE))),
    }
    topic = first(TAGS) if first(TOPIC) is None else first(TOPIC)
    return CellRow(
        line=line,
        prompt=_text(first(PROMPT)),
        answer=answer,
        key_name=given[ANSWER][0][0] if ANSWER in given else "",
        options=tuple(options),
        wrong=tuple(wrong),
        fields={key: value for key, value in fields.items() if value},
        name=_text(first(NAME)),
        topic=title_of(topic),
        kind=_text(first(KIND)).casefold(),
    )


def ignored_names(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of values that were passed over, in the order in which they come."""
    ignored = {}
    for row in rows:
        roles = roles_of(tuple(map(str, row)))
        for name, value in row.items():
            if not roles[str(name)] and value not in (None, "", []):
                ignored[str(name)] = True
    return list(ignored)


def _text(value: Any) -> str:
    """A value as text; of a mapping, the text in it; empty for None."""
    if value is None:
        return ""
    if isinstance(value, dict):
        inner = next(
            (
                value[key]
                for key in (
                    "text",
                    "value",
                    "content",
                    "label",
                    "title",
                    "question",
                    "option",
                    "answer",
                )
                if key in value
            ),
            "",
        )
        return _text(inner) if not isinstance(inner, dict) else ""
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    if isinstance(value, bool):
        return str(value)
    return str(value).strip()


def title_of(value: Any) -> str:
    """The title of a topic: a text, or the first of several; of a path its end."""
    first = value[0] if isinstance(value, list) and value else value
    text = (
        re.split(r"[,;|]", _text(first))[0]
        if not isinstance(value, list)
        else _text(first)
    )
    words = " ".join(re.split(r"::|/(?=\S)", text)[-1].replace("_", " ").split())
    return words.capitalize() if words.isupper() and len(words) > 4 else words


def source_of(text: str) -> Fields:
    """The source that a text names; empty for none."""
    found = _URL.search(text)
    if found is None:
        return {"title": text} if text else {}
    url = found[0].rstrip(").,;>")
    title = text.replace(found[0], "").strip(" :-()<>") or url.split("/")[2]
    return {"title": title, "url": url}


def _read_options(value: Any) -> list[Fields]:
    """Options: a list of texts or of mappings, a mapping by letters, or one text."""
    if isinstance(value, dict):
        return [make_option(_text(each)) for each in value.values() if each is not None]
    if not isinstance(value, list):
        return [make_option(each) for each in split_cell(_text(value))]
    options = []
    for each in value:
        option = make_option(_text(each))
        if isinstance(each, dict):
            for key, inner in each.items():
                plain = re.sub(r"[^a-z]+", "", str(key).casefold())
                if plain in (
                    "correct",
                    "iscorrect",
                    "right",
                    "isright",
                    "isanswer",
                    "istrue",
                ) and (inner is True or str(inner).casefold() in ("true", "1", "yes")):
                    option["right"] = True
                elif (
                    plain in ("why", "explanation", "feedback", "rationale", "reason")
                    and inner
                ):
                    option["why"] = _text(inner)
        options.append(option)
    return options


def split_cell(text: str) -> list[str]:
    """The texts in one cell: parted by newlines, else by the first of `| ; / ,` that is
    there.
    """
    for separator in _SEPARATORS:
        if separator in text:
            return [part.strip() for part in text.split(separator) if part.strip()]
    return [text]


def ask_rows(rows: Sequence[CellRow], found: Collector, is_written: bool) -> None:
    """Collect the questions of all rows. `is_written`: whole numbers that say which
    option is right begin at 0 where nothing shows otherwise, as in programs; else at 1.
    """
    base = find_base(rows, is_written)
    for row in rows:
        if not row.prompt:
            found.leave(row.line, _text(row.answer) or "an entry", "it has no question")
            continue
        try:
            fields = ask_row(row, base)
        except ValueError as error:
            found.leave(row.line, row.prompt, str(error))
            continue
        if fields is None:
            back = _text(the_answer(row, base))
            found.add_card(row.line, row.prompt, back, row.name, row.topic, row.fields)
        else:
            found.add(row.line, {**fields, **row.fields}, row.name, row.topic)


def ask_row(row: CellRow, base: int) -> Fields | None:
    """The fields of a row's question; None for a card. ValueError where nothing says
    what is right.
    """
    options = strip_letters(list(row.options))
    if row.wrong:
        rights = row.answer if isinstance(row.answer, list) else [row.answer]
        if row.answer is None:
            raise ValueError("it has wrong answers and no right one")
        answers = [make_option(_text(right), right=True) for right in rights]
        return make_options_fields(row.prompt, [*answers, *map(make_option, row.wrong)])
    if len(options) > 1:
        if not any(option.get("right") for option in options):
            for index in find_rights(row, options, base):
                options[index]["right"] = True
        return make_options_fields(row.prompt, options, _asks_several(row.kind))
    return ask_answer(row, the_answer(row, base))


def the_answer(row: CellRow, base: int) -> Any:
    """What is right in a row without several options; of one option its text, unless
    the key is another.
    """
    if not row.options:
        return row.answer
    if row.answer is not None:
        try:
            find_rights(row, row.options, base)
        except ValueError:
            return row.answer
    return row.options[0]["text"]


def ask_answer(row: CellRow, answer: Any) -> Fields | None:
    """The fields of a question that has nothing but an answer; None for a card.
    ValueError without one.
    """
    if answer is None:
        raise ValueError("it has no answer")
    word = str(answer).strip().casefold()
    is_told = re.search("true|bool|tf|verdadero|vrai|wahr", row.kind)
    if (
        isinstance(answer, bool)
        or word in ("true", "false")
        or (is_told and word in _TRUTHS)
    ):
        return make_statement(row.prompt, _TRUTHS[word])
    if isinstance(answer, list):
        return make_typed(escape_braces(row.prompt), [make_gap(map(_text, answer))])
    return (
        make_open(row.prompt, _text(answer)) if row.kind in ("essay", "open") else None
    )


def _asks_several(kind: str) -> bool:
    return bool(
        re.search("multi.*(select|answer|resp|several)|select.?all|checkbox", kind)
    )


def strip_letters(options: list[Fields]) -> list[Fields]:
    """Options without the letters before them, if all have them in order."""
    found = [_LETTERED.fullmatch(str(option["text"])) for option in options]
    letters = [each[1].upper() if each else "" for each in found]
    if letters and letters == [chr(65 + at) for at in range(len(letters))]:
        return [
            {**option, "text": each[2].strip()}
            for option, each in zip(options, found, strict=True)
            if each
        ]
    return options


def find_base(rows: Sequence[CellRow], is_written: bool) -> int:
    """Where the numbers begin that say which option is right: 0 or 1."""
    numbers = [
        (int(row.answer), len(row.options), row.key_name)
        for row in rows
        if row.options
        and not isinstance(row.answer, bool)
        and re.fullmatch("[0-9]{1,2}", str(row.answer).strip())
    ]
    if any(number == 0 for number, _, _ in numbers):
        return 0
    if any(number == count for number, count, _ in numbers):
        return 1
    if any("ind" in name.casefold() for _, _, name in numbers):
        return 0
    return 0 if is_written else 1


def find_rights(row: CellRow, options: Sequence[Fields], base: int) -> list[int]:
    """The indexes of the right options: named by their texts, letters or numbers.
    ValueError if that names none of them.
    """
    if row.answer is None:
        raise ValueError("nothing says which option is right")
    keys = row.answer if isinstance(row.answer, list) else [row.answer]
    texts = [_fold(option["text"]) for option in options]
    is_number = isinstance(row.answer, int)
    indexes: list[int] = []
    for key in keys:
        found = _find_one(key, texts, base, is_number)
        if found is None and isinstance(key, str):
            parts = (
                [part for part in split_cell(key) if part]
                if _parts_fit(key, texts)
                else [part for part in _SPLIT_KEY.split(key.strip()) if part]
            )
            several = [_find_one(part, texts, base, False) for part in parts]
            if None in several and re.fullmatch("[A-Ia-i]{2,9}", key.strip()):
                several = [_find_one(part, texts, base, False) for part in key.strip()]
            if several and None not in several:
                indexes += [each for each in several if each is not None]
                continue
        if found is None:
            raise ValueError(f"its key, {_text(key)[:40]}, is none of its options")
        indexes.append(found)
    return indexes


def _parts_fit(key: str, texts: Sequence[str]) -> bool:
    return all(_fold(part) in texts for part in split_cell(key))


def _find_one(key: Any, texts: Sequence[str], base: int, is_number: bool) -> int | None:
    folded = _fold(_text(key))
    if not is_number and folded in texts:
        return texts.index(folded)
    if re.fullmatch("[0-9]{1,2}", folded):
        index = int(folded) - base
        return index if 0 <= index < len(texts) else None
    lettered = _LETTERED.fullmatch(folded)
    if lettered and _fold(lettered[2]) in texts:
        return texts.index(_fold(lettered[2]))
    letter = _LETTER.fullmatch(folded)
    if letter:
        sign = (letter[1] or letter[2]).upper()
        index = int(sign) - base if sign.isdigit() else ord(sign) - 65
        return index if 0 <= index < len(texts) else None
    return texts.index(folded) if folded in texts else None


def _fold(text: object) -> str:
    return " ".join(str(text).casefold().split()).rstrip(".")
