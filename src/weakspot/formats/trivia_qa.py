"""OpenTriviaQA: `#Q` the question, `^` the right answer, letters before options."""

import re
from collections.abc import Sequence

from weakspot.formats.drafts import Collector, Reading, make_option, make_options_fields


def is_trivia_qa(text: str) -> bool:
    """True for a text with questions and answers marked so."""
    return bool(
        re.search(r"^#Q\s", text, re.MULTILINE)
        and re.search(r"^\^", text, re.MULTILINE)
    )


def read_trivia_qa(text: str) -> Reading:
    """Questions in the format of OpenTriviaQA."""
    found = Collector()
    begin, lines = 0, list[str]()
    for number, line in enumerate([*text.split("\n"), "#Q "], 1):
        if re.match(r"#Q\s", line):
            if begin:
                read_question(begin, lines, found)
            begin, lines = number, []
        lines.append(line)
    return found.reading()


def read_question(begin: int, lines: Sequence[str], found: Collector) -> None:
    """Collect the question of these lines, of which the first begins with `#Q`."""
    at = next((at for at, line in enumerate(lines) if line[:1] == "^"), len(lines))
    prompt = " ".join(" ".join(lines[:at])[2:].split())
    key = lines[at][1:].strip() if at < len(lines) else ""
    options: list[str] = []
    for line in lines[at + 1 :]:
        option = re.match(r"([A-Z])[ \t]+(.*)", line)
        if option and option[1] == chr(65 + len(options)):
            options.append(option[2].strip())
        elif options and line.strip():
            options[-1] += f" {line.strip()}"
    if not key:
        found.leave(begin, prompt, "it has no answer")
    elif not options:
        found.leave(begin, prompt, "it has no options")
    elif key not in options:
        found.leave(begin, prompt, f"its answer, {key[:40]}, is none of its options")
    else:
        right = options.index(key)
        made = [make_option(each, at == right) for at, each in enumerate(options)]
        found.add(begin, make_options_fields(prompt, made))
