from pathlib import Path

import pytest
from banks import (
    HEAD,
    SOUND,
    find_faults,
    find_strict_faults,
    make_question,
    write_yaml,
)

from weakspot.bank.checks import check_banks
from weakspot.bank.faults import DEFAULT_HINT, locate_faults
from weakspot.bank.reader import read_bank
from weakspot.engine.values import Fault


def test_a_sound_bank_becomes_questions(tmp_path: Path) -> None:
    path = write_yaml(tmp_path)
    reading = read_bank(path)
    assert reading.bank is not None
    assert [question.id for question in reading.bank.questions] == ["one"]
    assert reading.bank.topics["chunking"].title == "Chunking"
    assert reading.stamp == (path.stat().st_mtime_ns, path.stat().st_size)
    assert reading.path == path


SLIPS = [
    # text to replace, replacement, rule, line, column, a part of the hint
    ("level: 2", "level: 5", "level", 16, 12, None),
    ("level: 2", "level: two", "type", 16, 12, None),
    ("level: 2", "level: '2'", "type", 16, 12, "without quotes"),
    ("    prompt: Why does", "    #", "missing-field", 13, 5, None),
    ("level: 2", "levle: 2", "unknown-field", 16, 5, "did you mean `level`?"),
    ("kind: choice", "kind: choise", "kind", 14, 11, "did you mean `choice`?"),
    ("kind: choice", "kind:", "type", 14, 10, "one of: choice, multi"),
    ("kind: choice", "knd: choice", "unknown-field", 14, 5, None),
    (
        "topic: chunking",
        "topic: chunkin",
        "undeclared-topic",
        15,
        12,
        "did you mean `chunking`?",
    ),
    (
        "misconception: old-vectors",
        "misconception: x",
        "undeclared-misconception",
        23,
        24,
        "declare it",
    ),
    (
        "    level: 2",
        "    case: bill\n    level: 2",
        "undeclared-case",
        16,
        11,
        "declare it",
    ),
    ("id: one", "id: One!", "slug", 13, 9, "lower-case"),
    ("id: one", "id: [one]", "type", 13, 9, None),
    ("section: rag", "section: Rag!", "slug", 1, 10, "lower-case"),
    ("  chunking:", "  Chunking:", "slug", 9, 3, "lower-case"),
    (
        "    level: 2",
        "    concept: Too long\n    level: 2",
        "slug",
        16,
        14,
        "lower-case",
    ),
    ("title: Retrieval", "title: ' '", "blank", 2, 8, None),
    ("title: Chunking}", "title: ''}", "blank", 9, 21, None),
    ("Vectors age by themselves.", "''", "blank", 11, 16, None),
    ("explain: ", "explain: ' ' # ", "blank", 26, 14, None),
    ("        right: true\n", "", "key-count", 19, 7, "right: true"),
    ("right: true", "right: yes", "type", 20, 16, "true or false"),
    ("    explain:", "    hint: 5\n    explain:", "type", 26, 11, "quote this text"),
    ("    explain:", "    as_of: last May\n    explain:", "as-of", 26, 12, "YYYY-MM"),
    ("    explain:", "    minutes: -1\n    explain:", "minutes", 26, 14, None),
    (
        "    explain:",
        "    waive: {alik: so}\n    explain:",
        "waive",
        26,
        13,
        "did you mean `alike`?",
    ),
    ("    explain:", "    waive: {alike: ''}\n    explain:", "waive", 26, 20, None),
    ("text: The model forgets its tuning", "text: ''", "blank", 24, 15, None),
    (
        "text: The passages are cut too long",
        "text: 5",
        "type",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: true",
        "type",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: null",
        "type",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: Cut: too long",
        "syntax",
        19,
        18,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: `cut` it",
        "syntax",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: [cut] it",
        "syntax",
        19,
        21,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: {cut} it",
        "syntax",
        19,
        21,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: *cut* it",
        "syntax",
        19,
        19,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: **cut** it",
        "syntax",
        19,
        16,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: > 5 it",
        "syntax",
        19,
        17,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: 'It isn't'",
        "syntax",
        19,
        23,
        "quote that is not in it",
    ),
    (
        "text: The passages are cut too long",
        "text: {text: Cut}",
        "type",
        19,
        15,
        "quote this text",
    ),
    (
        "notes: |\n  ## Chunking",
        "notes:\n  Text\n  ## Chunking",
        "syntax",
        8,
        3,
        "a block after `|`",
    ),
    (
        "text: The passages are cut too long",
        "text: &cut it",
        "anchor",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: '!' it",
        "syntax",
        19,
        19,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: !cut it",
        "tag",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: %cut it",
        "syntax",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: @cut it",
        "syntax",
        19,
        15,
        "quote this text",
    ),
    (
        "text: The passages are cut too long",
        "text: [cut]",
        "type",
        19,
        15,
        "quote this text",
    ),
    ("text: The model", 'text: "The model', "syntax", 24, 15, "close it"),
    ("title: A handbook}", "title: 'A handbook}", "syntax", 27, 21, "close it"),
    (
        "why: Nobody tuned it.",
        "why: 'It\n    hint: 'What?'",
        "syntax",
        25,
        14,
        "close it",
    ),
    (
        "source: {title: A handbook}",
        "source: A handbook",
        "type",
        27,
        13,
        "write `{title: …}`",
    ),
    (
        "  chunking: {title: Chunking}",
        "  chunking: Chunking",
        "type",
        9,
        13,
        "write `{title: …}`",
    ),
    (
        "topics:\n  chunking: {title: Chunking}",
        "topics: [chunking]",
        "type",
        8,
        9,
        None,
    ),
    (
        "text: The passages are",
        "Passages: They are",
        "unknown-field",
        19,
        9,
        "quote this text",
    ),
    (
        "    explain:",
        "    answer: 1\n    explain:",
        "unknown-field",
        26,
        5,
        "take it out",
    ),
    (
        "    level: 2",
        "    level: 2\n    id: two",
        "duplicate-key",
        17,
        5,
        "begin the next item with `- `",
    ),
    (
        "  chunking:",
        "  chunking: {title: A}\n  chunking:",
        "duplicate-key",
        10,
        3,
        "keep one of them",
    ),
    (
        "    level: 2",
        "      level: 2",
        "syntax",
        16,
        12,
        "indent it like what it belongs to",
    ),
    (
        "    level: 2",
        "   level: 2",
        "syntax",
        16,
        4,
        "indent it like what it belongs to",
    ),
    (
        "    topic: chunking",
        "    topic: some\n      of: it",
        "syntax",
        16,
        9,
        "indent it like",
    ),
    (
        "    topic: chunking",
        "    topic chunking",
        "syntax",
        15,
        5,
        "write `field: value`",
    ),
    ("level: 2", "level: 5\n    ? [a]\n    : b", "level", 16, 12, None),
    (
        "    topic: chunking",
        "    topic:\u00a0chunking",
        "syntax",
        15,
        5,
        "with a plain space",
    ),
    ("  - id: one", "  - id one", "syntax", 14, 9, "give the line above its `: `"),
    (
        "    source: {title: A handbook}",
        "    source: {title: A handbook",
        "syntax",
        27,
        13,
        "close it",
    ),
    (
        "  chunking: {title: Chunking}",
        "  chunking: {title: Chunking",
        "syntax",
        9,
        13,
        "close it",
    ),
    (
        "title: A handbook}",
        "title: A handbook\n     url: x}",
        "syntax",
        27,
        13,
        "put a comma",
    ),
    ("text: The model", "text: - the model", "syntax", 24, 15, "quote this text"),
    ("text: The model", "text: ? the model", "syntax", 24, 15, "quote this text"),
    (
        "text: The model",
        'text: "C:\\path" # The model',
        "syntax",
        24,
        18,
        "single quotes",
    ),
    (
        "text: The model",
        'text: "C:\\users" # The model',
        "syntax",
        24,
        20,
        "single quotes",
    ),
    ("  - id: one", "  - id: none\n  -id: one", "syntax", 14, 3, "its `: ` or `- `"),
    ("  - id: one", "  -id: one", "syntax", 14, 9, "its `: ` or `- `"),
    ("level: 2", "level:2", "syntax", 16, 5, "write `field: value`"),
    (
        "title: A handbook}",
        "title: A handbook #2, url: x}",
        "syntax",
        27,
        13,
        "quote this text if it holds",
    ),
    (
        "title: A handbook}",
        "title:A handbook}",
        "unknown-field",
        27,
        14,
        "put a space after a field's colon",
    ),
    (
        "title: A handbook}",
        "title: A fact: B}",
        "syntax",
        27,
        27,
        "quote this text if it holds",
    ),
    (
        "title: A handbook}",
        "title: A, fact: of 1,200}",
        "key",
        27,
        35,
        "a text that holds a comma",
    ),
    (
        "title: A handbook}",
        "title: A, url: https://a.b/c,d}",
        "unknown-field",
        27,
        43,
        "quote this text",
    ),
    (
        "title: A handbook}",
        "title: A, url: https://a.b, fact: B, by: C}",
        "unknown-field",
        27,
        51,
        "take it out",
    ),
    (
        "    explain:",
        "    as they say: so\n    explain:",
        "unknown-field",
        26,
        5,
        "quote this text",
    ),
    ("right: true", "right: 1", "type", 20, 16, "write true or false"),
    (
        "  - text: The passages are cut too long\n        right: true",
        "  - 24",
        "type",
        19,
        9,
        "quote this text",
    ),
]


@pytest.mark.parametrize(("old", "new", "rule", "line", "column", "hint"), SLIPS)
def test_p14_a_slip_is_reported_with_place_and_hint(
    tmp_path: Path,
    old: str,
    new: str,
    rule: str,
    line: int,
    column: int,
    hint: str | None,
) -> None:
    assert old in SOUND
    reading = read_bank(write_yaml(tmp_path, SOUND.replace(old, new)))
    places = [(fault.rule, fault.line, fault.column) for fault in reading.faults]
    assert (rule, line, column) in places, list(map(str, reading.faults))
    fault = reading.faults[places.index((rule, line, column))]
    assert hint is None or hint in (fault.hint or "")


WRONG_SHAPES = [
    ("level: 2", "level: two", "the text “two” where a whole number is due"),
    ("kind: choice", "kind:", "nothing where a kind is due"),
    ("level: 2", "level: 2.5", "the number 2.5 where a whole number is due"),
    ("right: true", "right: 1", "the number 1 where true or false is due"),
    ("id: one", "id: [one]", "a list where text is due"),
    (
        "level: 2",
        "level: two\u200b",
        "the text “two<U+200B>” where a whole number is due",
    ),
    ("id: one", "id: {one: 1}", "a mapping where text is due"),
    ("text: The passages are cut too long", "text: null", "nothing where text is due"),
    ("text: The passages are cut too long", "text: false", "false where text is due"),
    (
        "source: {title: A handbook}",
        "source: A book",
        "the text “A book” where a mapping is due",
    ),
    (
        "topics:\n  chunking: {title: Chunking}",
        "topics: [chunking]",
        "a list where a mapping of names to values is due",
    ),
    (
        "    options:\n",
        "    options: none\n    waive:\n",
        "the text “none” where a list is due",
    ),
    (
        "  - id: one\n",
        "  - none\n  - id: one\n",
        "the text “none” where a question is due",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG_SHAPES)
def test_p14_a_type_error_names_the_expected_type(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SOUND
    reading = read_bank(write_yaml(tmp_path, SOUND.replace(old, new)))
    assert message in [
        fault.message for fault in reading.faults if fault.rule == "type"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**cut** it",
        "> 5 it",
        "| it",
        "'It isn't'",
        "{cut} it",
        "{a: b c: d}",
        "[a: {b]",
    ],
)
def test_p14_a_syntax_error_is_told_in_an_authors_words(
    tmp_path: Path, text: str
) -> None:
    (fault,) = find_faults(
        tmp_path, SOUND.replace("text: The passages are cut too long", f"text: {text}")
    )
    assert fault.rule == "syntax"
    assert "expected" not in fault.message


def test_p14_a_text_after_a_bracket_is_told_in_an_authors_words_in_a_list_too(
    tmp_path: Path,
) -> None:
    (fault,) = find_faults(
        tmp_path, SOUND.replace("- text: The model forgets", "- [The model] forgets")
    )
    assert (fault.line, fault.message) == (
        24,
        "not YAML: a text goes on after its quote or bracket",
    )


def test_p14_an_open_bracket_is_told_where_it_opens(tmp_path: Path) -> None:
    (fault,) = find_faults(
        tmp_path, SOUND.replace("{title: Chunking}", "{title: Chunking")
    )
    assert (fault.line, fault.message) == (
        9,
        "not YAML: a `{` that lacks a `,` or `}`",
    )


def test_p14_all_faults_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    text = HEAD + make_question().replace("level: 2", "level: two")
    text += make_question().replace("kind: choice", "kind: choise") + make_question(
        "three"
    ).replace("right: true", "pin: true")
    text = text.replace("title: Retrieval", "title: a\ntitle: b").replace(
        "about:", "abut:"
    )
    rules = [fault.rule for fault in read_bank(write_yaml(tmp_path, text)).faults]
    assert sorted(rules) == [
        "duplicate-id",
        "duplicate-key",
        "key-count",
        "kind",
        "type",
        "unknown-field",
    ]


TOO_LONG = "a title that is far too long for a list"


@pytest.mark.parametrize(
    ("short", "faults"),
    [
        ("Found", []),
        (TOO_LONG, [("length", "39 characters where at most 24 are due")]),
        ("[a]", [("type", "a list where text is due")]),
    ],
)
def test_p14_a_short_title_is_read_whatever_else_is_wrong(
    tmp_path: Path, short: str, faults: list[tuple[str, str]]
) -> None:
    text = SOUND.replace("about:", f"short: {short}\nabout:")
    for slip in ("", "level: two"):
        path = write_yaml(tmp_path, text.replace("level: 2", slip or "level: 2"))
        found = [
            (fault.rule, fault.message, fault.line) for fault in read_bank(path).faults
        ]
        expected = [(rule, message, 3) for rule, message in faults]
        if slip:
            words = "the text “two” where a whole number is due"
            expected.append(("type", words, 17))
        assert found == expected


def test_p14_at_most_200_faults_with_values_cut(tmp_path: Path) -> None:
    questions = "".join(make_question(f"q-{n}") for n in range(300))
    text = HEAD + questions.replace("level: 2", "level: " + "x" * 5000)
    located = read_bank(write_yaml(tmp_path, text)).faults
    assert len(located) == 200
    assert max(len(fault.message) for fault in located) < 120


@pytest.mark.parametrize(
    "name", ["rag.yaml", "1-rag.yaml", "01_rag.yaml", "01-Rag.yaml", "03-rug.yaml"]
)
def test_p20_a_course_names_its_files_by_number_and_section(
    tmp_path: Path, name: str
) -> None:
    path = write_yaml(tmp_path, SOUND, name)
    assert check_banks([path], strict=False) == []
    rule = "section-name" if name == "03-rug.yaml" else "file-name"
    found = {fault.rule for fault in check_banks([path], strict=True)}
    assert found == {rule, "topic-questions"}


def test_p20_no_section_is_named_player(tmp_path: Path) -> None:
    path = write_yaml(
        tmp_path, SOUND.replace("section: rag", "section: player"), "01-player.yaml"
    )
    assert [fault.rule for fault in read_bank(path).faults] == ["reserved"]


def test_a_bare_text_is_an_option_with_that_text(tmp_path: Path) -> None:
    text = SOUND.replace(
        "- text: The model forgets its tuning\n        why: Nobody tuned it.",
        "- The model forgets",
    )
    bank = read_bank(write_yaml(tmp_path, text)).bank
    assert bank is not None
    assert bank.questions[0].texts[2] == "The model forgets"
    located = find_strict_faults(tmp_path, text)
    assert [(fault.rule, fault.line, fault.column) for fault in located] == [
        ("why-missing", 24, 9)
    ]


def test_a_fault_names_file_line_column_and_hint() -> None:
    fault = Fault("level", "level 5\x1b", hint="1 to 4")
    (fault,) = locate_faults(Path("a\nb.yaml"), "a\n\nlevel: 5", [(9, fault)], "error")
    assert str(fault) == "a<U+000A>b.yaml:3:7: level 5<U+001B> (1 to 4)"
    hintless = [(0, Fault("level", "level 5")), (0, Fault("new-rule", "odd"))]
    hints = [
        fault.hint for fault in locate_faults(Path("a.yaml"), "", hintless, "error")
    ]
    assert hints == ["1 recall, 2 understand, 3 apply, 4 judge", DEFAULT_HINT]
