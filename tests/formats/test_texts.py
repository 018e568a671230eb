"""GIFT, Aiken, OpenTriviaQA, hascard, Moodle XML, JSON and YAML."""

from typing import Any

import pytest
from readings import choice, left_out, read, read_one, topics, typed

from weakspot.formats.detection import read_text
from weakspot.formats.drafts import FormatError


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("::Q:: Which? {=x ~y ~z}", choice("Which?", "x", "y", "z")),
        ("Two \\{and\\} two? {=4 =four}", typed("Two {and} two?", "4", "four")),
        ("A {=probe} restarts it.", typed("A {1} restarts it.", "probe")),
        (
            "[html]Is <b>it</b> so? {T}",
            {"kind": "truefalse", "prompt": "Is **it** so?", "answer": True},
        ),
        (
            "No. {F#wrong####said}",
            {
                "kind": "truefalse",
                "prompt": "No.",
                "answer": False,
                "why": "wrong",
                "explain": "said",
            },
        ),
        (
            "Pi? {#3.14:0.01}",
            {"kind": "number", "prompt": "Pi?", "answer": 3.14, "tolerance": 0.01},
        ),
        (
            "Pi? {#3.1..3.3}",
            {"kind": "number", "prompt": "Pi?", "answer": 3.2, "tolerance": 0.1},
        ),
        ("On two\nlines? {=x ~y}", choice("On two lines?", "x", "y")),
        ("On two\\nlines? {=x ~y}", choice("On two\nlines?", "x", "y")),
        (
            "Why? {####Since it is so.}",
            {"kind": "open", "prompt": "Why?", "answer": "Since it is so."},
        ),
        (
            "Match. {=a -> 1 =b -> 2 = -> 3}",
            {
                "kind": "match",
                "prompt": "Match.",
                "pairs": [{"left": "a", "right": "1"}, {"left": "b", "right": "2"}],
                "spares": ["3"],
            },
        ),
    ],
)
def test_gift_is_read_as_moodle_reads_it(text: str, fields: dict[str, Any]) -> None:
    assert read_one(f"// a comment\n{text}\n") == fields


def test_weights_say_what_is_right_where_no_sign_does() -> None:
    fields = read_one("::Q:: Which two? {~%50%x ~%-100%y#no ~%50%z}")
    assert fields["options"] == [
        {"text": "x", "right": True},
        {"text": "y", "why": "no"},
        {"text": "z", "right": True},
    ]


def test_a_category_of_gift_is_the_topic() -> None:
    text = "$CATEGORY: $course$/top/Kubernetes/Probes\n\n::Q:: A? {T}\n"
    assert topics(text) == ["Probes"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("::Q:: An essay {}", "an essay without a model answer"),
        ("::Q:: Read this first.", "a description, which asks nothing"),
        ("::Q:: Half? {=%50%x}", "no answer is wholly right"),
        ("::Q:: Open {=x ~y\n\n::R:: Next? {T}", "its { is not closed"),
    ],
)
def test_what_gift_has_and_cannot_be_asked_is_said(text: str, why: str) -> None:
    assert (1, why) in left_out(text)


AIKEN = """\
Which port?
A. 443
B) 6443
ANSWER: B

Without an answer?
A. x
B. y

Is it so?
A. True
B. False
ANSWER: A
"""


def test_aiken_is_read_on_behind_a_faulty_question() -> None:
    _, reading = read_text(AIKEN)
    assert [item.fields["kind"] for item in reading.items] == ["choice", "truefalse"]
    assert left_out(AIKEN) == [(6, "line 10 is no option and no answer")]


TRIVIA = """\
#Q Which port
has the API server?
^ 6443
A 443
B 6443

#Q Which none?
^ nowhere
A x
B y
"""


def test_open_trivia_qa() -> None:
    _, reading = read_text(TRIVIA)
    assert [item.fields for item in reading.items] == [
        choice("Which port has the API server?", "443", "6443", right=1)
    ]
    assert left_out(TRIVIA) == [(7, "its answer, nowhere, is none of its options")]


HASCARD = """\
# A probe
Asks whether a container is well.

---
# Which?
- x
* y

---
# Which two?
[*] x
[ ] y
[x] z

---
# Gaps
The _Euro_ is of the _EU|European Union_.

---
# In which order?
2. then
1. first
3. last
"""


def test_hascard() -> None:
    card, one, two, gaps, order = read(HASCARD)
    assert (card["kind"], card["prompt"]) == ("typed", "A probe")
    assert one == choice("Which?", "x", "y", right=1)
    assert [option.get("right", False) for option in two["options"]] == [
        True,
        False,
        True,
    ]
    assert gaps["prompt"] == "Gaps\n\nThe {1} is of the {2}."
    assert gaps["gaps"] == [{"accept": ["Euro"]}, {"accept": ["EU", "European Union"]}]
    assert order["steps"] == ["first", "then", "last"]


MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/Probes</text></category></question>
<question type="{kind}">
<questiontext format="html"><text>
<![CDATA[<p>Is <code>a &lt; b</code>?</p>]]>
</text></questiontext>
{inside}
</question>
</quiz>
"""


@pytest.mark.parametrize(
    ("kind", "inside", "fields"),
    [
        (
            "multichoice",
            "<single>true</single><answer fraction='100'><text>x</text></answer>"
            "<answer fraction='0'><text>y</text>"
            "<feedback><text>no</text></feedback></answer>",
            {
                "kind": "choice",
                "options": [{"text": "x", "right": True}, {"text": "y", "why": "no"}],
            },
        ),
        (
            "shortanswer",
            "<usecase>1</usecase><answer fraction='100'><text>x</text></answer>",
            {"kind": "typed", "gaps": [{"accept": ["x"], "exact": True}]},
        ),
        (
            "numerical",
            "<answer fraction='100'><text>4</text><tolerance>0.5</tolerance></answer>",
            {"kind": "number", "answer": 4, "tolerance": 0.5},
        ),
        (
            "essay",
            "<graderinfo><text>Since.</text></graderinfo>",
            {"kind": "open", "answer": "Since."},
        ),
    ],
)
def test_moodle_xml(kind: str, inside: str, fields: dict[str, Any]) -> None:
    text = MOODLE.format(kind=kind, inside=inside)
    assert read_one(text) == {"prompt": "Is `a < b`?", **fields}
    assert topics(text) == ["Probes"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("calculated", "numbers that Moodle calculates"),
        ("ddmarker", "its answer is a place in a picture"),
        ("essay", "an essay without a model answer"),
        ("crossword", "a question of the type crossword, which is not known here"),
    ],
)
def test_a_question_of_moodle_without_a_place_here_is_said(kind: str, why: str) -> None:
    assert left_out(MOODLE.format(kind=kind, inside="")) == [(4, why)]


def test_open_trivia_db_is_unescaped() -> None:
    text = """{"response_code": 0, "results": [
      {"category": "Science", "type": "multiple", "question": "What is &quot;it&quot;?",
       "correct_answer": "a &amp; b", "incorrect_answers": ["c", "d"]},
      {"category": "Science", "type": "boolean", "question": "Is it?",
       "correct_answer": "False", "incorrect_answers": ["True"]}]}"""
    first, second = read(text)
    assert first == choice('What is "it"?', "a & b", "c", "d")
    assert (second["kind"], second["answer"]) == ("truefalse", False)
    assert topics(text) == ["Science", "Science"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"question": "Which?", "options": ["x", "y"], "answer": "y"}]',
        '{"quiz": [{"q": "Which?", "choices": {"a": "x", "b": "y"}, "answer": "b"}]}',
        '[{"question": "Which?", "options": ["x", "y"], "answerIndex": 1}]',
        '[{"q": "Which?", "answers": [{"text": "x"}, {"text": "y", "correct": true}]}]',
        '{"question": "Which?", "options": ["x", "y"], "answer": 1}\n'
        '{"question": "And?", "options": ["x", "y"], "answer": 0}',
        "- question: Which?\n  options: [x, y]\n  answer: y\n",
        "questions:\n  - question: Which?\n    options: [A. x, B. y]\n    answer: B\n",
    ],
)
def test_lists_of_questions_of_many_shapes(text: str) -> None:
    assert read(text)[0] == choice("Which?", "x", "y", right=1)


def test_a_fault_in_json_has_its_line() -> None:
    with pytest.raises(FormatError, match="^line 3: no sound JSON"):
        read_text('[\n{"question": "Which?",\n}]')


def test_a_fault_in_yaml_has_its_line() -> None:
    with pytest.raises(FormatError, match="^line 3: "):
        read_text("- question: Which?\n  options: [x]\n  answer: 'x\n")


def test_an_unknown_format_lists_those_that_are_known() -> None:
    with pytest.raises(
        FormatError, match="of no format that is known: CSV, TSV, .* JSON"
    ):
        read_text("Nothing but a sentence.")
