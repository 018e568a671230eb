"""Aiken: a question, its options by letters, and the letter of the right one."""

import re
from collections.abc import Sequence

from weakspot.formats.drafts import Collector, Reading, make_option, make_options_fields
from weakspot.formats.writing import (
    Export,
    Unwritable,
    Written,
    rights_of,
    write_pieces,
    written,
)

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(
    r"\s*ANSWER\s*:\s*([A-Z](?:[ ,;]+[A-Z])*)\s*[.)]?\s*", re.IGNORECASE
)


def is_aiken(text: str) -> bool:
    """True for a text with options and answers."""
    return bool(
        re.search(r"^\s*ANSWER\s*:\s*[A-Z]\b", text, re.MULTILINE)
        and re.search(r"^\s*[A-Z][.)]\s", text, re.MULTILINE)
    )


def read_aiken(text: str) -> Reading:
    """Questions in Aiken; a faulty one is left out, and reading goes on."""
    found = Collector()
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    begin = 0
    for number, line in enumerate(text.split("\n"), 1):
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        if answer:
            prompt = "\n".join(stem)
            keys = re.findall("[A-Z]", answer[1].upper())
            letters = [letter for letter, _ in options]
            unknown = [key for key in keys if key not in letters]
            if not stem:
                found.leave(number, line, "an answer without a question")
            elif unknown:
                found.leave(
                    begin, prompt, f"its answer, {unknown[0]}, is none of its options"
                )
            elif letters != sorted(set(letters)):
                found.leave(begin, prompt, "its letters are not in order")
            else:
                made = [make_option(each, letter in keys) for letter, each in options]
                found.add(begin, make_options_fields(prompt, made))
            stem, options = [], []
        elif option and stem:
            options.append((option[1], option[2].strip()))
        elif line.strip() and options:
            found.leave(
                begin, "\n".join(stem), f"line {number} is no option and no answer"
            )
            stem, options, begin = [line.strip()], [], number
        elif line.strip():
            begin = begin if stem else number
            stem.append(line.strip())
    if stem:
        found.leave(begin, "\n".join(stem), "it has no answer")
    return found.reading()


def write_aiken(exports: Sequence[Export]) -> Written:
    """Questions in Aiken, which has those with one right option."""
    writers = {"choice": _write_choice, "truefalse": _write_statement}
    pieces, left = write_pieces(exports, writers)
    text = "\n".join(piece for _, piece in pieces)
    return written(
        text, pieces, left, frozenset({"options", "text", "right", "answer"})
    )


def _write(prompt: str, options: Sequence[str], right: str) -> str:
    lines = [line for line in prompt.split("\n") if line.strip()]
    if any(_OPTION.fullmatch(line) or _ANSWER.fullmatch(line) for line in lines):
        raise Unwritable("a line of it looks like an option")
    if any("\n" in option for option in options):
        raise Unwritable("an option of several lines")
    lettered = [f"{chr(65 + at)}. {option}" for at, option in enumerate(options)]
    key = chr(65 + options.index(right))
    return "\n".join([*lines, *lettered, f"ANSWER: {key}", ""])


def _write_choice(export: Export) -> str:
    fields = export.fields
    options = [option["text"] for option in fields["options"]]
    return _write(fields["prompt"], options, rights_of(fields)[0])


def _write_statement(export: Export) -> str:
    return _write(
        export.fields["prompt"], ("True", "False"), str(export.question.truth)
    )
