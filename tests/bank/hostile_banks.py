"""Banks that are malicious, or look so."""

from __future__ import annotations

from banks import HEAD, SOUND, make_question

LAUGHS = "a: &a [x]\n" + "".join(f"k{n}: &k{n} [*a, *a]\n" for n in range(9))
DEEP_FLOW = "section: " + "[" * 60 + "]" * 60
ROOT = "section: rag\n"

TABLE: list[tuple[str, str | bytes, str, int, int]] = [
    # what, text, rule, line, column
    ("empty", "", "empty", 1, 1),
    ("comment alone", "# nothing\n", "empty", 1, 1),
    ("a list", "- a\n- b\n", "type", 1, 1),
    ("a text", "hello\n", "type", 1, 1),
    ("two documents", SOUND + "---\na: 1\n", "syntax", 28, 1),
    ("alias", "section: &s rag\ntitle: *s\n", "anchor", 1, 10),
    ("anchor alone", "section: &rag rag\n", "anchor", 1, 10),
    ("alias of nothing", "section: *rag\n", "syntax", 1, 10),
    ("loop", "section: &a [*a]\n", "anchor", 1, 10),
    ("billion laughs", LAUGHS, "anchor", 1, 4),
    ("merge key", "section: rag\n<<: {title: x}\n", "merge", 2, 1),
    ("quoted merge key", "section: rag\n'<<': {title: x}\n", "merge", 2, 1),
    ("python tag", ROOT + "title: !!python/object/apply:os.system [ls]\n", "tag", 2, 8),
    ("python name tag", ROOT + "title: !!python/name:os.system ''\n", "tag", 2, 8),
    ("binary tag", ROOT + "title: !!binary aGk=\n", "tag", 2, 8),
    ("set tag", ROOT + "title: !!set {a, b}\n", "tag", 2, 8),
    ("own tag", ROOT + "title: !secret x\n", "tag", 2, 8),
    ("int tag", ROOT + "title: !!int 5\n", "tag", 2, 8),
    ("tag of another shape", ROOT + "title: !!map [a]\n", "tag", 2, 8),
    ("claims to be plain", ROOT + "title: !<tag:weakspot,plain> 5\n", "tag", 2, 8),
    ("duplicate key", ROOT + "title: a\ntitle: b\n", "duplicate-key", 3, 1),
    (
        "duplicate key inside",
        HEAD + make_question().replace("level: 2", "level: 2\n    level: 3"),
        "duplicate-key",
        17,
        5,
    ),
    ("number for a key", ROOT + "7: a\n", "key", 2, 1),
    ("true for a key", ROOT + "true: a\n", "key", 2, 1),
    ("null for a key", ROOT + "~: a\n", "key", 2, 1),
    ("list for a key", ROOT + "? [a]\n: b\n", "key", 2, 3),
    ("19 digits", ROOT + "title: 1234567890123456789\n", "number", 2, 8),
    ("19 digits below 0", ROOT + "title: -1234567890123456789\n", "number", 2, 8),
    ("a million digits", ROOT + "title: " + "9" * 1_000_000 + "\n", "number", 2, 8),
    ("huge hex", ROOT + "title: 0x" + "f" * 17 + "\n", "number", 2, 8),
    ("nan", ROOT + "title: .nan\n", "number", 2, 8),
    ("infinity", ROOT + "title: -.inf\n", "number", 2, 8),
    ("overflowing float", ROOT + "title: 1e999\n", "number", 2, 8),
    ("deep flow", DEEP_FLOW, "too-deep", 1, 48),
    ("very deep flow", "[" * 100_000, "syntax", 1, 1001),
    ("deep dashes", "- " * 100_000, "too-deep", 1, 79),
    ("deep blocks", "".join(" " * n + "a:\n" for n in range(60)), "too-deep", 40, 40),
    ("too many values", "- a\n" * 300_000, "too-many", 1, 1),
    ("too many empty values", "[" + "a," * 300_000 + "]", "too-many", 1, 1),
    ("larger than 4 MB", "#" * 4_000_001, "too-large", 1, 1),
    ("raw ESC", ROOT + "title: a\x1b]52;c;x\n", "control-character", 2, 9),
    ("raw NUL", ROOT + "title: a\x00\n", "control-character", 2, 9),
    ("raw DEL", ROOT + "title: a\x7f\n", "control-character", 2, 9),
    ("raw C1", ROOT + "title: a\x9b31m\n", "control-character", 2, 9),
    ("raw NEL", ROOT + "title: a\x85b\n", "control-character", 2, 9),
    ("ESC by escape", ROOT + 'title: "a\\x1b[31m"\n', "control-character", 2, 8),
    ("ESC by escape in a key", ROOT + '"a\\e": b\n', "control-character", 2, 1),
    ("CSI by escape", ROOT + 'title: "\\u009b31m"\n', "control-character", 2, 8),
    ("NUL by escape", ROOT + 'title: "\\0"\n', "control-character", 2, 8),
    ("lone surrogate by escape", ROOT + 'title: "\\ud800"\n', "syntax", 2, 11),
    ("not a character", ROOT + "title: é\ufffe\n", "control-character", 2, 9),
    ("UTF-16", SOUND.encode("utf-16"), "encoding", 1, 1),
    ("UTF-16, other end", b"\xfe\xff" + SOUND.encode("utf-16-be"), "encoding", 1, 1),
    ("UTF-32", SOUND.encode("utf-32"), "encoding", 1, 1),
    ("Latin-1", "section: rag\ntitle: Caf\xe9\n".encode("latin-1"), "encoding", 2, 11),
    ("cut in a character", SOUND.encode() + "é".encode()[:1], "encoding", 28, 1),
    ("binary", bytes(range(256)), "encoding", 2, 118),
    ("unclosed quote", ROOT + 'title: "abc\n', "syntax", 2, 8),
    ("tab for indentation", "topics:\n\ta: b\n", "syntax", 2, 1),
    ("unknown version", "%YAML 9.9\n---\na: b\n", "syntax", 1, 1),
    (
        "place after odd line ends",
        "# a\u2028\nsection: 'a\u2028 b'\ntitle: 1\n",
        "type",
        3,
        8,
    ),
]


def number_bank(
    answer: str, draw: str = "{x: {min: 1, max: 9}}", **changes: str
) -> str:
    """Return a bank of one number question with this formula as its answer."""
    fields = {"tolerance": "1%", "work": '"{x} is {answer}"', **changes}
    return HEAD + "\n".join(
        (
            "  - id: one",
            "    kind: number",
            "    topic: chunking",
            "    level: 2",
            '    prompt: "How many for {x}?"',
            f"    draw: {draw}",
            f"    answer: {answer}",
            *(f"    {name}: {value}" for name, value in fields.items()),
            "    explain: So it is. It stays so.",
            "    source: {title: A handbook}",
            "",
        )
    )


def options_bank(*texts: str) -> str:
    """Return a bank of one choice question with these wrong options beside the right
    one.
    """
    wrong = "".join(
        f"      - text: {text}\n        why: It is not.\n" for text in texts
    )
    begin, _, rest = make_question().partition("      - text")
    end = "    explain" + rest.partition("    explain")[2]
    return f"{HEAD}{begin}      - {{text: Right, right: true}}\n{wrong}{end}"


def many_questions_bank(count: int, prompt: str) -> str:
    """Return a bank of `count` questions; `#` in the prompt becomes the number of
    each.
    """
    return HEAD + "".join(
        make_question(f"q-{n}", prompt.replace("#", str(n))) for n in range(count)
    )


FORMULAS = {
    "power tower": "9**9**9**9",
    "powers of the drawn": "x**x**x**x**x",
    "huge power": "999999**3999999",
    "format bomb": "'f\"{x:1000000000}\"'",
    "string product": "'\"a\"*x*1000000000'",
    "endless division": "x/(x-x)",
    "overflow": "1e308*10*x",
    "complex": "(0-x)**0.5",
    "import": "__import__('os').system('ls')",
    "attribute": "x.__class__.__mro__",
    "lambda": "'(lambda: x)()'",
    "comprehension": "'[x for x in (1,)]'",
    "walrus": "(y := x)",
    "random": "rand()",
    "unknown name": "x + y",
    "deep brackets": "(" * 90 + "x" + ")" * 90,
    "many minus signs": "-" * 190 + "x",
    "201 characters": "x" + "+x" * 100,
    "a bool": "x > 1",
    "no expression": "x = 1",
    "line break": "'x\\\n'",
    "NUL": '"x\\x00"',
    "shift": "x << 100000000",
    "a long factorial": "factorial(100000000)",
    "list": "[x]",
}
"""Formulas that are refused in a bank, by what is wrong with them."""


def many_numbers_bank(draws: int, nears: int) -> str:
    """Return a bank full of number questions, each with so many drawn numbers and near
    answers.
    """
    names = "abcdefgh"[:draws]
    total = "+".join(names)
    near = ", ".join(f"{{answer: {total}*{n + 3}, why: x}}" for n in range(nears))
    draw = ", ".join(f"{name}: {{min: 1, max: 9}}" for name in names)
    item = number_bank(total, f"{{{draw}}}", near=f"[{near}]").removeprefix(HEAD)
    prompt_names = " ".join(f"{{{name}}}" for name in names)
    item = item.replace("{x} is {answer}", "{answer}").replace("{x}", prompt_names)
    count = 190_000 // (45 + 6 * draws + 8 * nears)
    return HEAD + "".join(item.replace("id: one", f"id: q-{n}") for n in range(count))


def names_bank(questions: int, names: int) -> str:
    """Return a bank of typed questions, each with so many names."""
    items = []
    for index in range(questions):
        accept = ", ".join(f"name{index}x{n}" for n in range(names))
        item = make_question(f"q-{index}", f"What is {index}?")
        begin, _, rest = item.replace("kind: choice", "kind: typed").partition(
            "    options"
        )
        end = "    explain" + rest.partition("    explain")[2]
        items.append(f"{begin}    gaps: [{{accept: [{accept}]}}]\n{end}")
    return HEAD + "".join(items)


HARMFUL: dict[str, str] = {
    **{f"formula: {name}": number_bank(text) for name, text in FORMULAS.items()},
    "draw: no end": number_bank(
        "x", "{x: {min: 0, max: 999999999999999999, step: 1}}", work='"{x}"'
    ),
    "draw: no step": number_bank("x", "{x: {min: 0, max: 9, step: 0}}"),
    "draw: backwards": number_bank("x", "{x: {min: 9, max: 1}}"),
    "draw: many names": number_bank(
        "x", "{" + ",".join(f"x{n}: {{min: 1, max: 9}}" for n in range(300)) + "}"
    ),
    "draw: many values": number_bank(
        "x", "{x: {of: [" + ", ".join(map(str, range(50_000))) + "]}}"
    ),
    "tolerance: nan": number_bank("x", tolerance="nan%"),
    "tolerance: huge": number_bank("x", tolerance=f"{'9' * 400}%"),
    "id: up": SOUND.replace("id: one", "id: ../../one"),
    "id: absolute": SOUND.replace("id: one", "id: /etc/passwd"),
    "id: long": SOUND.replace("id: one", f"id: {'a' * 100_000}"),
    "topic: up": SOUND.replace("topic: chunking", "topic: ../chunking"),
    "section: up": SOUND.replace("section: rag", "section: ../rag"),
    "ids: all one": many_questions_bank(2000, "What about #?")
    .replace("q-", "q#")
    .replace("q#1\n", "q-1\n"),
    "prompt: 3 MB": SOUND.replace("Why does a search miss it?", "word " * 600_000),
    "prompt: one word of 3 MB": SOUND.replace(
        "Why does a search miss it?", "w" * 3_000_000
    ),
    "prompt: marks of 1 MB": SOUND.replace(
        "Why does a search miss it?", "'" + "`*" * 500_000 + "'"
    ),
    "notes: 3 MB": SOUND.replace("Cut text into passages.", "[a](b) " * 400_000),
    "notes: deep quote": SOUND.replace("Cut text into passages.", "> " * 100_000),
    "explain: 3 MB of sentences": SOUND.replace("Cut them shorter", "A. " * 1_000_000),
    "explain: option again and again": SOUND.replace(
        "Cut them shorter", "option (a) " * 200_000
    ),
    "questions: alike": many_questions_bank(
        5500, "Why does a search miss it for case #?"
    ),
    "questions: the same": many_questions_bank(5500, "Why does a search miss it?"),
    "questions: alike in long": many_questions_bank(
        2500, " ".join(f"w{n}" for n in range(150)) + " #"
    ),
    "questions: of 90,000 words": many_questions_bank(
        6, " ".join(f"w{n}" for n in range(90_000)) + " #"
    ),
    "questions: half alike": HEAD
    + "".join(
        make_question(f"q-{n}", " ".join(f"w{n * k % 97}" for k in range(1, 30)))
        for n in range(5000)
    ),
    "questions: no kind": HEAD
    + "".join(f"  - {{id: q-{n}, kind: choise}}\n" for n in range(30_000)),
    "numbers: 8 draws": many_numbers_bank(8, 9),
    "numbers: 3 draws": many_numbers_bank(3, 2),
    "names: 150,000 in a gap": names_bank(1, 150_000),
    "names: 6,000 in many gaps": names_bank(6000, 1),
    "names: 40,000 in many gaps": names_bank(1000, 40),
    "near: 20,000": number_bank(
        "x", near="[" + "{answer: x+1, why: x}, " * 20_000 + "]"
    ),
    "options: 30,000": options_bank(*(f"wrong {n}" for n in range(30_000))),
    "options: one of 3 MB": options_bank("w " * 1_500_000),
    "topics: 30,000": SOUND.replace(
        "topics:\n",
        "topics:\n" + "".join(f"  t-{n}: {{title: T {n}}}\n" for n in range(30_000)),
    ),
    "misconceptions: 90,000": SOUND.replace(
        "misconceptions:\n",
        "misconceptions:\n" + "".join(f"  m-{n}: It is {n}.\n" for n in range(90_000)),
    ),
    "misconceptions: 20,000, and 300 others used": HEAD.replace(
        "misconceptions:\n",
        "misconceptions:\n"
        + "".join(f"  it-is-{n}: It is {n}.\n" for n in range(20_000)),
    )
    + "".join(
        make_question(f"q-{n}").replace("old-vectors", f"it-was-{n}")
        for n in range(300)
    ),
    "waive: 40,000": SOUND.replace(
        "    level: 2\n",
        "    level: 2\n    waive: {"
        + ", ".join(f"r{n}: x" for n in range(40_000))
        + "}\n",
    ),
    "unknown fields: 40,000": SOUND.replace(
        "    level: 2\n",
        "    level: 2\n" + "".join(f"    leve{n}: x\n" for n in range(40_000)),
    ),
    "control characters: 3 MB": "\x01" * 3_000_000,
    "bracket: 1 MB of dashes": f"section: [a,\n{'-' * 1_000_000}.[\n",
    "text: bidi": SOUND.replace("Why does", "\u202eWhy\u2066 does"),
    "text: markup": SOUND.replace(
        "Why does", "Why [red]or[/] [@click=app.quit]does[/]"
    ),
    "text: combining": SOUND.replace("Why does", "W" + "\u0301" * 100_000),
    "title: link": SOUND.replace(
        "title: Retrieval", "title: '[link=file:///etc]x[/link]'"
    ),
    "case: unknown": SOUND.replace(
        "    level: 2\n", "    level: 2\n    case: nowhere\n"
    ),
    "minutes: nan": SOUND.replace(
        "    level: 2\n", "    level: 2\n    minutes: .nan\n"
    ),
    "level: true": SOUND.replace("level: 2", "level: true"),
    "kind: unknown": SOUND.replace("kind: choice", "kind: __class__"),
}
"""Banks that are slow to read or contain what a terminal would obey, whether or not
they have located.
"""
