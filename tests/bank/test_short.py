"""The short form is the full one, written shorter."""

import re
from pathlib import Path
from random import Random

import pytest
from banks import HEAD, write_yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weakspot.bank.catalog import load_catalog
from weakspot.bank.checks import check_banks
from weakspot.bank.reader import line_of, read_bank
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Texts

EXAMPLE = (Path(__file__).parents[1] / "data" / "kubernetes.yaml").read_text("utf-8")


def read_questions(folder: Path, questions: str) -> list[Question]:
    """Read a bank that has nothing but these questions, which must be sound."""
    path = write_yaml(folder, f"questions:\n{questions}\n", "notes.yaml")
    result = read_bank(path)
    assert result.bank is not None, list(map(str, result.faults))
    return list(result.bank.questions)


SAME = {
    "a text": (
        "- Who keeps it?: A Deployment",
        "typed",
        "gaps: [{accept: [A Deployment]}]",
    ),
    "a number": ("- Which port?: 6443", "number", "answer: 6443"),
    "a statement": ("- It may hold 5 MiB.: false", "truefalse", "answer: false"),
    "a list": ("- Which?: [etcd, 7]", "typed", "gaps: [{accept: [etcd, '7']}]"),
    "gaps": (
        "- Pods go by {labels|their labels} and {=names}.",
        "typed",
        "gaps: [{accept: [labels, their labels]}, {accept: [names]}]",
        "Pods go by {1} and {2}.",
    ),
    "a quoted number": (
        "- prompt: Which?\n  answer: '80'",
        "typed",
        "gaps: [{accept: ['80']}]",
    ),
    "six words": (
        "- Why?: one two three four five six",
        "typed",
        "gaps: [{accept: [one two three four five six]}]",
    ),
    "seven words": (
        "- Why?: one two three four five six seven",
        "open",
        "answer: one two three four five six seven\n"
        "  rubric: [one two three four five six seven]",
    ),
    "two lines": (
        "- prompt: Why?\n  answer: |\n    one\n    two",
        "open",
        'answer: "one\\ntwo\\n"\n  rubric: ["one\\ntwo\\n"]',
    ),
    "points": (
        "- prompt: Why?\n  answer: It is so.\n  points: [one, 2]",
        "open",
        "answer: It is so.\n  rubric: [one, '2']",
    ),
    "one wrong": (
        "- prompt: Which?\n  answer: this\n  wrong: that",
        "choice",
        "options: [{text: this, right: true}, that]",
    ),
    "texts as written": (
        "- prompt: Which?\n  answer: 1.30\n"
        "  wrong: [1.3, yes, ~, 0x1F, null, {text: a, why: b}]",
        "choice",
        "options: [{text: '1.30', right: true}, '1.3', 'yes', '~', '0x1F', 'null',"
        " {text: a, why: b}]",
    ),
    "several right": (
        "- prompt: Which?\n  answer: [Pods, true]\n  wrong: [Nodes]",
        "multi",
        "options: [{text: Pods, right: true}, {text: 'true', right: true}, Nodes]",
    ),
    "pairs": (
        "- prompt: Which?\n  pairs: {80: HTTP, SSH: 22, ~: none}",
        "match",
        "pairs: [{left: '80', right: HTTP}, {left: SSH, right: '22'},"
        " {left: '~', right: none}]",
    ),
    "steps": (
        "- prompt: How?\n  steps: [1, two, no]",
        "order",
        "steps: ['1', two, 'no']",
    ),
    "sort": (
        "- prompt: Which?\n  sort: {in: [Pod, 1], 2: PV}",
        "sort",
        "categories: [{text: in, items: [Pod, '1']}, {text: '2', items: [PV]}]",
    ),
    "braces": (
        "- 'What is {1}, {{ .Values.x | quote }}, {\"a\": 1}, {a} and {a || b}?': so",
        "typed",
        "gaps: [{accept: [so]}]",
        'What is {{1}}, {{ .Values.x | quote }}, {"a": 1}, {a} and {a || b}?',
    ),
    "gaps by kind": (
        "- kind: typed\n  prompt: By {labels|names}.",
        "typed",
        "gaps: [{accept: [labels, names]}]",
        "By {1}.",
    ),
    "another kind": (
        "- kind: open\n  prompt: Why?\n  answer: So.",
        "open",
        "answer: So.\n  rubric: [So.]",
    ),
    "a sign": ("- What ends it?: '.'", "typed", "gaps: [{accept: ['.'], exact: true}]"),
    "options": (
        "- prompt: Which?\n  options: [{text: a, right: true}, b]",
        "choice",
        "options: [{text: a, right: true}, b]",
    ),
    "options, two right": (
        "- prompt: Which?\n"
        "  options: [{text: a, right: true}, {text: c, right: true}, b]",
        "multi",
        "options: [{text: a, right: true}, {text: c, right: true}, b]",
    ),
    "lines": (
        "- prompt: Which?\n  lines: [a, {text: b, fault: true}]",
        "lines",
        "lines: [a, {text: b, fault: true}]",
    ),
    "a draw": (
        "- prompt: 'Twice {n}?'\n  draw: {n: {of: [1, 2]}}\n  answer: 2 * n",
        "number",
        "draw: {n: {of: [1, 2]}}\n  answer: 2 * n",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_a_short_question_is_the_full_one(tmp_path: Path, name: str) -> None:
    short, kind, body, *asked = SAME[name]
    (question,) = read_questions(tmp_path, short)
    prompt = asked[0] if asked else question.prompt
    quoted = "'" + prompt.replace("'", "''") + "'"
    (full,) = read_questions(
        tmp_path,
        f"- id: {question.id}\n  kind: {kind}\n  topic: notes\n  prompt: {quoted}\n"
        f"  {body}",
    )
    assert question == full
    assert question.revision() == full.revision()


def test_a_page_of_notes_has_a_section_a_title_and_topics_by_use(
    tmp_path: Path,
) -> None:
    text = (
        "questions:\n"
        "  - a: b\n"
        "  - {prompt: c, answer: d, topic: Health probes}\n"
        "  - {prompt: e, answer: f, topic: health-probes}\n"
        "  - {prompt: g, answer: h, topic: C++}\n"
        "  - {prompt: i, answer: j, topic: C}\n"
    )
    bank = read_bank(write_yaml(tmp_path, text, "07-My notes_é.yaml")).bank
    assert bank is not None
    assert (bank.section, bank.title) == ("my-notes-e", "My notes é")
    titles = {slug: topic.title for slug, topic in bank.topics.items()}
    assert list(titles.values()) == ["My notes é", "Health probes", "C++", "C"]
    assert list(titles)[:2] == ["my-notes-e", "health-probes"]
    assert [question.topic for question in bank.questions] == [
        "my-notes-e", "health-probes", "health-probes", *list(titles)[2:],
    ]  # fmt: skip


def test_a_declared_topic_is_found_by_its_title_and_another_is_a_fault(
    tmp_path: Path,
) -> None:
    path = write_yaml(tmp_path, HEAD + "  - {prompt: a, answer: b, topic: chunking}\n")
    assert read_bank(path).bank is not None
    path = write_yaml(tmp_path, HEAD + "  - {prompt: a, answer: b, topic: Chunkin}\n")
    assert [fault.rule for fault in read_bank(path).faults] == ["undeclared-topic"]
    path = write_yaml(tmp_path, HEAD + "  - a: b\n")
    bank = read_bank(path).bank
    assert bank is not None
    assert {slug: topic.title for slug, topic in bank.topics.items()} == {
        "chunking": "Chunking",
        "rag": "Retrieval",
    }


def test_an_id_lives_as_long_as_the_wording(tmp_path: Path) -> None:
    first = read_questions(
        tmp_path, "- Why is a long prompt slow, and dear?: a\n- b: c"
    )
    again = read_questions(
        tmp_path,
        "- b: [c, d]\n- prompt: Why is a long prompt slow, and dear?\n  answer: e",
    )
    assert first[0].id == again[1].id == "why-is-a-long-prompt-slow-6581"
    assert first[1].id == again[0].id
    gaps = [
        read_questions(tmp_path, f"- By {{{names}}}.")[0] for names in ("=a", "a|b")
    ]
    assert gaps[0].id == gaps[1].id


def test_prompts_in_other_scripts_have_ids_that_tell_them_apart(tmp_path: Path) -> None:
    questions = read_questions(
        tmp_path,
        "".join(f"- 第{number}の問題は何ですか: 答え\n" for number in range(900)),
    )
    assert len({question.id for question in questions}) == 900


def test_a_number_in_braces_is_asked_and_shown_as_it_was_written(
    tmp_path: Path,
) -> None:
    (question,) = read_questions(
        tmp_path, "- What is \\frac{1}{2} of {{3}} {=more} or {4}?"
    )
    assert isinstance(question, TypedQuestion)
    assert question.ask({}) == "What is \\frac{1}{2} of {{3}} ____ or {4}?"
    assert question.grade(Texts(texts=("more",)), {}).right
    (after,) = read_questions(tmp_path, "- What is {1}?: one")
    assert after.ask({}) == after.heading({}) == "What is {1}?"


def test_drafts_are_listed_and_not_asked(tmp_path: Path) -> None:
    text = (
        "questions:\n  - a: b\n  - prompt: Not yet\n    draft: true\n"
        "  - {prompt: c, answer: d, draft: false}\n"
    )
    path = write_yaml(tmp_path, text, "notes.yaml")
    bank = read_bank(path).bank
    assert bank is not None
    assert [question.prompt for question in bank.questions] == ["a", "c"]
    (fault,) = check_banks([path], strict=False)
    assert (fault.severity, fault.rule, fault.line) == ("warning", "draft", 3)
    assert "Not yet" in fault.message
    path = write_yaml(tmp_path, text.replace("answer: d", "level: 9"), "notes.yaml")
    rules = [fault.rule for fault in check_banks([path], strict=False)]
    assert rules == ["draft", "missing-field"]


FAULTS = [
    # the question, the rule, a part of the words; the place is after the ▸
    ("- ▸none", "type", "where a question is due"),
    ("-▸ ", "type", "nothing where a question is due"),
    ("- ▸[a, b]", "type", "a list where a question is due"),
    ("- ▸What does # mean?: a", "cut-text", "quote the question"),
    ("- a: ▸{b: c}", "type", "a mapping where an answer is due"),
    ("- a:▸ ", "blank", "nothing where an answer is due"),
    ("- ▸promt: a", "unknown-field", "did you mean `prompt`?"),
    ("- ▸Anwser: a", "unknown-field", "did you mean `answer`?"),
    ("- ▸source: a", "missing-field", "`prompt: source`"),
    ("- ▸prompt: a", "missing-field", "only `prompt`"),
    ("- ▸prompt: a\n  topic: b", "missing-field", "add `answer`, or `pairs`"),
    ("- ▸prompt: a {b|c}\n  topic: d", "missing-field", "`kind: typed`"),
    ("- ▸What is it?: a\n  topic: b", "missing-field", "nothing says what is right"),
    ("- prompt: a\n  wrong: ▸[b]", "missing-field", "without a right one"),
    ("- prompt: a\n  answer: b\n  wrong: ▸[]", "option-count", "options: 1"),
    ("- prompt: a\n  answer: b\n  wrong: [▸b]", "option-twice", "the same text"),
    (
        "- prompt: a\n  answer: b\n  wrong: [▸[c]]",
        "type",
        "a list where an option is due",
    ),
    ("- prompt: a\n  answer: b\n  wrong: [{▸txt: c}]", "unknown-field", "`text`"),
    (
        "- prompt: a\n  answer: b\n  wrong: c\n  shuffle: ▸false",
        "shuffle",
        "stand first",
    ),
    ("- Is it?: ▸yes", "yes-or-no", "write true or false"),
    ("- kind: truefalse\n  prompt: a\n  answer: ▸No", "yes-or-no", "true or false"),
    ("- ▸kind: typed\n  prompt: a", "missing-field", "{one|other}"),
    ("- ▸kind: choice\n  prompt: a", "missing-field", "`answer` and `wrong`"),
    ("- By {a|b}: ▸c", "brace", "one of both"),
    ("- kind: typed\n  prompt: By {a|b}\n  answer: ▸c", "brace", "one of both"),
    ("- prompt: a\n  pairs: ▸{b: c}", "pair-count", "not 2 to 6"),
    ("- prompt: a\n  pairs: {b: c, d: ▸c}", "twice", "the same right side"),
    ("- prompt: a\n  pairs: {b: c, d: ▸[e]}", "type", "a list where text is due"),
    ("- prompt: a\n  sort: {b: [c], d: [▸c]}", "twice", "the same item"),
    ("- prompt: a\n  sort: {b: [c], ▸d: []}", "no-items", "without items"),
    ("- prompt: a\n  sort: {b: {▸c: d}, e: f}", "unknown-field", None),
    ("- prompt: a\n  steps: ▸[b]", "step-count", "not 3 to 9"),
    ("- prompt: a\n  answer: b\n  draft: ▸so", "type", "true or false"),
    ("- prompt: a\n  answer: b\n  topic: ▸''", "undeclared-topic", None),
    ("- prompt: a\n  answer: b\n  ▸expain: c", "unknown-field", "`explain`"),
    ("- ▸answer: a\n  topic: b", "missing-field", "`prompt` is missing"),
    ("- a: b\n- ▸a: c", "duplicate-id", "line 2 asks the same"),
    ("- What is it: a or b?▸: c", "syntax", "quote this text"),
    ("- a: ▸12345678901234567890", "number", "quote it"),
    ("- a: ▸!!binary b", "tag", None),
    ('- a: ▸"\\x1b"', "control-character", None),
    ('- ▸"\\x1b {=a}"', "control-character", None),
]


@pytest.mark.parametrize(("marked", "rule", "words"), FAULTS)
def test_p14_a_fault_of_the_short_form_is_where_it_was_typed(
    tmp_path: Path, marked: str, rule: str, words: str | None
) -> None:
    text = f"questions:\n{marked}\n"
    before, after = text.split("▸")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    faults = read_bank(write_yaml(tmp_path, before + after, "notes.yaml")).faults
    places = [(fault.rule, fault.line, fault.column) for fault in faults]
    assert (rule, line, column) in places, list(map(str, faults))
    fault = faults[places.index((rule, line, column))]
    assert words is None or words in fault.words


def test_p14_no_more_faults_are_looked_for_than_are_told(tmp_path: Path) -> None:
    text = "questions:\n" + "  - a: b\n" * 3000
    result = read_bank(write_yaml(tmp_path, text, "notes.yaml"))
    assert len(result.faults) == 200
    assert [fault.line for fault in result.faults] == list(range(3, 203))


@pytest.mark.parametrize("key", ["Why?", "Paris", "to hint", "word", "Level 2"])
def test_a_single_key_that_only_looks_like_a_field_is_a_question(
    tmp_path: Path, key: str
) -> None:
    (question,) = read_questions(tmp_path, f"- {key}: something")
    assert question.prompt == key


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("- a: b\n", "type"),
        ("title: a\n", "missing-field"),
        ("question: a\n", "unknown-field"),
    ],
)
def test_p14_a_file_without_questions_is_told_what_to_write(
    tmp_path: Path, text: str, rule: str
) -> None:
    faults = read_bank(write_yaml(tmp_path, text, "notes.yaml")).faults
    assert rule in [fault.rule for fault in faults]
    assert any("`question" in fault.hint for fault in faults)


def test_the_example_plays_as_it_stands(tmp_path: Path) -> None:
    path = write_yaml(tmp_path, EXAMPLE, "kubernetes.yaml")
    assert len(EXAMPLE.splitlines()) <= 30
    assert check_banks([path], strict=False) == []
    catalog = load_catalog([(tmp_path, "user")], tmp_path / "cache")
    questions = list(catalog.questions.values())
    assert len(questions) == 10
    assert len({question.name() for question in questions}) >= 4
    for question in questions:
        right, _, wrong = question.responses()
        assert question.grade(right, {}).right
        assert not question.grade(wrong, {}).right


def test_what_a_course_needs_besides_is_said_by_strict_alone(tmp_path: Path) -> None:
    path = write_yaml(tmp_path, EXAMPLE, "kubernetes.yaml")
    found = check_banks([path], strict=True)
    rules = {fault.rule for fault in found}
    assert {"fields", "why-missing", "file-name", "counts", "explain-length"} <= rules
    assert {fault.severity for fault in found} == {"warning"}
    fields = [fault.message for fault in found if fault.rule == "fields"]
    assert len(fields) == 11
    assert fields[0] == "without `section`, `about`, `notes`, `topics`"


def test_a_question_without_an_id_is_found_by_its_line(tmp_path: Path) -> None:
    path = write_yaml(
        tmp_path, "questions:\n  - a: b\n  - prompt: c\n    answer: d\n", "n.yaml"
    )
    bank = read_bank(path).bank
    assert bank is not None
    assert [line_of(path, question.id) for question in bank.questions] == [2, 3]


PIECES = st.sampled_from(
    [
        *("", " ", "\n", "\n  ", "- ", ": ", ", ", "#", " #", "|", "?", "…"),
        *("{", "}", "[", "]", "'", '"', "a", "5", "true", "~"),
        *("{a|b}", "{=a}", "{1}", "answer: ", "kind: typed\n"),
    ]
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=300,
)
@given(at=st.integers(0, len(EXAMPLE) - 1), piece=PIECES, cut=st.integers(0, 6))
def test_p14_a_page_of_notes_with_a_slip_is_reported_or_read(
    tmp_path: Path, at: int, piece: str, cut: int
) -> None:
    path = write_yaml(tmp_path, EXAMPLE[:at] + piece + EXAMPLE[at + cut :], "k.yaml")
    reading = read_bank(path)
    assert (reading.bank is None) == bool(reading.faults)
    for question in () if reading.bank is None else reading.bank.questions:
        numbers = question.draw_numbers(Random(1))
        question.grade(question.responses()[0], numbers)
        question.arrange(Random(1))
        assert re.fullmatch("[a-z0-9-]+", question.id)
