from itertools import combinations
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
from hypothesis import given
from hypothesis import strategies as st

from weakspot.bank.checks import check_banks
from weakspot.bank.duplicates import find_candidates

EXPLAIN = "Long passages blur their vector. Cut them shorter and measure again."
KEY = "The passages are cut too long"
PROMPT = "Why does a search miss it?"


def find_rules(folder: Path, text: str) -> list[tuple[str, int]]:
    return [(fault.rule, fault.line) for fault in find_strict_faults(folder, text)]


SLIPS = [
    (EXPLAIN, "One sentence is too short.", "explain-length", 26),
    (EXPLAIN, "A. B. C. D. E.", "explain-length", 26),
    (EXPLAIN, "Two. " + "word " * 91, "explain-length", 26),
    (EXPLAIN, "Option B forgets this. So cut shorter.", "explain-names-option", 26),
    (
        EXPLAIN,
        "Cut shorter. The second option forgets that.",
        "explain-names-option",
        26,
    ),
    (EXPLAIN, "Cut shorter (B). Measure again.", "explain-names-option", 26),
    (EXPLAIN, "Cut shorter. ANSWER A forgets that.", "explain-names-option", 26),
    (EXPLAIN, "Cut shorter. Answer 3 forgets that.", "explain-names-option", 26),
    (
        KEY,
        KEY + ", far beyond what one vector of this size can ever hold at once",
        "length-spread",
        19,
    ),
    (
        KEY,
        KEY + ", far beyond what one vector of this size can ever hold at once",
        "key-length",
        19,
    ),
    (KEY, "Its search passages are long", "prompt-word-in-key", 19),
    ("{title: A handbook}", '{title: " "}', "source", 27),
    ("{title: A handbook}", "{title: A, url: javascript.x}", "source", 27),
]


@pytest.mark.parametrize(("old", "new", "rule", "line"), SLIPS)
def test_a_broken_rule_is_reported_by_line_unless_it_is_waived_with_a_reason(
    tmp_path: Path, old: str, new: str, rule: str, line: int
) -> None:
    broken = SOUND.replace(old, new)
    assert (rule, line) in find_rules(tmp_path, broken)
    waived = find_rules(tmp_path, broken + f"    waive: {{{rule}: it has to be so}}\n")
    assert rule not in [found for found, _ in waived]


def test_a_warning_shows_the_name_that_waives_it_and_an_error_shows_none(
    tmp_path: Path,
) -> None:
    (warning,) = find_strict_faults(tmp_path, SOUND.replace(EXPLAIN, "Short."))
    assert (warning.severity, str(warning)[-17:]) == ("warning", " [explain-length]")
    assert warning.message == "an explanation of 1 sentence and 1 word"
    (error,) = find_faults(tmp_path, SOUND.replace("level: 2", "level: 5"))
    assert (error.severity, str(error)[-1]) == ("error", ")")


def test_a_comment_that_cuts_a_text_is_reported_where_it_begins(tmp_path: Path) -> None:
    cut = SOUND.replace("does a search miss it?", "is it #1?").replace(
        "    level: 2", "    level: 2 #easy"
    )
    (fault,) = find_faults(tmp_path, cut)
    assert (fault.rule, fault.line, fault.column, fault.severity) == (
        "cut-text",
        17,
        23,
        "warning",
    )


@pytest.mark.parametrize(
    ("prompt", "key", "line", "column", "words"),
    [
        (f'"{PROMPT}', f'"{KEY}"', 17, 13, "only ends on line 19"),
        ('"Why \\" not?', f'"{KEY}"', 17, 13, "only ends on line 19"),
        (f"'{PROMPT}'", "The passages': too long", 19, 28, "a second `: `"),
        (f'"{PROMPT}"', 'Cut at 5": too long', 19, 24, "a second `: `"),
    ],
)
def test_an_unclosed_quote_is_reported_where_it_opens_and_quotes_within_texts_are_none(
    tmp_path: Path, prompt: str, key: str, line: int, column: int, words: str
) -> None:
    text = SOUND.replace(f"prompt: {PROMPT}", f"prompt: {prompt}").replace(
        f"text: {KEY}", f"text: {key}"
    )
    (fault,) = find_faults(tmp_path, text)
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "It is so. #7",
        "They are # 7",
        "'They are #7'",
        "'They are' #7",
        "They are#7",
        "Cut #",
        "|\n          Cut #7",
    ],
)
def test_only_a_hash_that_cuts_a_text_short_is_reported(
    tmp_path: Path, text: str
) -> None:
    located = find_faults(tmp_path, SOUND.replace(f"text: {KEY}", f"text: {text}"))
    assert "cut-text" not in [fault.rule for fault in located]


FINE = [
    (EXPLAIN, "Cut shorter, e.g. by half. Measure 4.6 % vs. 2.1 % again."),
    (EXPLAIN, "Is it long? Then f(a) grows."),
    (EXPLAIN, "They answer a question at once. It is an option a team takes."),
    (EXPLAIN, "网络层选择路径。传输层保证可靠！"),
    (KEY, "The passages are searched"),  # a word of the prompt, but below
    ("The model forgets its tuning", "Short"),  # below 12 characters: not compared
]


@pytest.mark.parametrize(("old", "new"), FINE)
def test_what_only_looks_like_a_slip_is_not_reported(
    tmp_path: Path, old: str, new: str
) -> None:
    text = SOUND.replace("The ranking uses old vectors", "The search uses old vectors")
    assert find_rules(tmp_path, text.replace(old, new)) == []


def test_an_explanation_may_speak_of_an_answer_that_the_question_has(
    tmp_path: Path,
) -> None:
    text = SOUND.replace(EXPLAIN, "Answer A stood first. Swap the two.").replace(
        PROMPT, "Why does answer A win?"
    )
    assert find_rules(tmp_path, text) == []


@pytest.mark.parametrize(("asked", "named"), [("token", "Tokens"), ("RAG", "Rag,")])
def test_a_word_of_three_letters_or_more_gives_the_key_away_in_any_form(
    tmp_path: Path, asked: str, named: str
) -> None:
    text = SOUND.replace(PROMPT, f"Why is the {asked} lost?").replace(
        KEY, f"{named} are cut too early"
    )
    assert [rule for rule, _ in find_rules(tmp_path, text)] == ["prompt-word-in-key"]


LONG = (
    "Which of the passages does a search by vectors find first when the query names "
    "a part number?"
)
NEAR = (
    "Which of the passages does a ranking by words put last when the query names a "
    "part number?"
)


@pytest.mark.parametrize(
    ("other", "concept", "alike"),
    [
        (LONG, "", True),
        (LONG.replace("first", "last"), "", True),
        ("How many tokens fit into one window?", "", False),
        (NEAR, "", False),
        (NEAR, "numbers", True),
    ],
)
def test_similar_prompts_are_reported_at_the_later(
    tmp_path: Path, other: str, concept: str, alike: bool
) -> None:
    text = HEAD + make_question("one", LONG) + make_question("two", other)
    if concept:
        text = text.replace("    level: 2", f"    concept: {concept}\n    level: 2")
    similar = [row for row in find_rules(tmp_path, text) if row[0] == "alike"]
    assert similar == (
        [("alike", text[: text.rindex("prompt:")].count("\n") + 1)] if alike else []
    )


def test_only_questions_of_one_topic_are_siblings(tmp_path: Path) -> None:
    head = HEAD.replace("misconceptions", "  ranking: {title: Ranking}\nmisconceptions")
    other = make_question("two", NEAR).replace("topic: chunking", "topic: ranking")
    text = head + (make_question("one", LONG) + other).replace(
        "    level", "    concept: numbers\n    level"
    )
    rules = [rule for rule, _ in find_rules(tmp_path, text)]
    assert "prompt-word-in-key" in rules
    assert "alike" not in rules


@pytest.mark.parametrize(
    ("other", "alike"),
    [("Почему UDP быстрее?", False), ("Когда при UDP теряется пакет?", True)],
)
def test_prompts_in_other_scripts_are_compared_by_all_words(
    tmp_path: Path, other: str, alike: bool
) -> None:
    text = (
        HEAD
        + make_question("one", "Когда теряется пакет при UDP?")
        + make_question("two", other)
    )
    assert ("alike" in [rule for rule, _ in find_rules(tmp_path, text)]) == alike


def test_either_of_two_similar_questions_can_waive_it(tmp_path: Path) -> None:
    waive = "    waive: {alike: both are needed}\n"
    one, two = make_question("one"), make_question("two")
    for text in (one + waive + two, one + two + waive):
        assert find_rules(tmp_path, HEAD + text) == []


WORDS = st.lists(
    st.sampled_from(["red", "green", "blue", "small", "large", "first", "token"]),
    max_size=8,
)


@given(st.lists(WORDS.map(frozenset), min_size=2, max_size=12))
def test_all_prompts_that_share_half_of_the_smaller_are_compared(
    stems: list[frozenset[str]],
) -> None:
    expected = {
        (first, second)
        for first, second in combinations(range(len(stems)), 2)
        if 2 * len(stems[first] & stems[second])
        >= min(len(stems[first]), len(stems[second]))
        > 0
    }
    assert {tuple(sorted(pair)) for pair in find_candidates(stems)} == expected


def test_faults_are_in_order_of_files_then_lines(tmp_path: Path) -> None:
    bad = SOUND.replace(KEY, "Its search passages are long").replace(
        "{title: A handbook}", '{title: " "}'
    )
    second = write_yaml(
        tmp_path, bad.replace("section: rag", "section: b"), "02-b.yaml"
    )
    first = write_yaml(tmp_path, "a: [", "01-a.yaml")
    located = check_banks([second, first], strict=False)
    assert [(Path(fault.file).name, fault.rule) for fault in located] == [
        ("02-b.yaml", "prompt-word-in-key"),
        ("02-b.yaml", "source"),
        ("01-a.yaml", "syntax"),
    ]
    assert [fault.severity for fault in located] == ["warning", "warning", "error"]


def test_a_section_twice_in_one_folder_is_an_error(tmp_path: Path) -> None:
    paths = [write_yaml(tmp_path), write_yaml(tmp_path, name="02-rag.yaml")]
    located = check_banks(paths, strict=False)
    assert [(fault.severity, fault.rule, fault.file) for fault in located] == [
        ("error", "section-twice", str(paths[1]))
    ]
