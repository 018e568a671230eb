"""The audit's guesser, which ignores meaning: its cues, its gains, and their bounds."""

from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from tools.audit import build_report, is_off_chance, main
from tools.guesser import (
    COMBINED,
    CUES,
    TEXT_CUES,
    Guess,
    Pick,
    build_guesses,
    measure_gains,
    text_values,
)

from weakspot.bank.catalog import bank_files
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.spelling import normalize_words

QUESTIONS = Path(__file__).parents[1] / "questions"
HEAD = """\
section: rag
title: Retrieval
about: How passages are found.
notes: Nothing.
topics:
  chunking: {title: Chunking}
questions:
"""
REST = (
    "    topic: chunking\n    level: 2\n    explain: This is so. That is not.\n    "
    "source: {title: A}\n"
)
LISTS = {
    "truefalse": "    prompt: It is so.\n    answer: false\n    why: No.\n",
    "typed": "    prompt: Fill it.\n    gaps:\n      - accept: [cache]\n",
    "number": "    prompt: How many?\n    answer: 3\n",
    "match": "    prompt: Who?\n    pairs:\n"
    + "".join(f"      - {{left: l{n}, right: r{n}}}\n" for n in range(4))
    + "    spares: [s]\n",
    "sort": "    prompt: Where?\n    categories:\n      - {text: A, items: [a, b, c]}\n"
    "      - {text: B, items: [d, e]}\n      - {text: C, items: [f]}\n",
    "order": "    prompt: When?\n    steps: [a, b, c, d]\n",
    "lines": "    prompt: Which?\n    lines:\n"
    "      - a\n      - {text: b, fault: true, why: So.}\n      - c\n      - d\n",
    "decision": "    prompt: What now?\n    actions:\n"
    "      - {text: a, right: true}\n      - {text: b, why: So.}\n"
    "    reasons:\n"
    "      - {text: c, why: So.}\n      - {text: d, right: true}\n      - {text: e, "
    "why: So.}\n",
    "open": "    prompt: What?\n    answer: It.\n    rubric: [a, b, c]\n",
}


def options_body(
    texts: list[str], rights: set[int], kind: str = "choice", extra: str = ""
) -> str:
    """Return the YAML body of a question with options."""
    lines = [
        f"      - {{text: {text}, {'right: true' if at in rights else 'why: So.'}}}\n"
        for at, text in enumerate(texts)
    ]
    return f"    prompt: What is it?\n    options:\n{''.join(lines)}{extra}"


def write_and_read(
    folder: Path, bodies: list[tuple[str, str]]
) -> list[tuple[str, Question]]:
    """Write a bank of questions of these kinds and bodies; returns them as read."""
    text = HEAD + "".join(
        f"  - id: q-{n}\n    kind: {kind}\n{body}{REST}"
        for n, (kind, body) in enumerate(bodies)
    )
    (folder / "01-rag.yaml").write_text(text, encoding="utf-8")
    reading = read_bank(folder / "01-rag.yaml")
    assert reading.bank is not None, reading.faults
    return [(question.id, question) for question in reading.bank.questions]


CHANCES = {
    "choice": [4],
    "multi": [2] * 6,
    "truefalse": [2],
    "match": [5] * 4,
    "sort": [3] * 6,
    "order": [2] * 3,
    "lines": [2] * 3,
    "decision": [2, 3],
    "typed": [],
    "number": [],
    "open": [],
}


@pytest.mark.parametrize("kind", CHANCES)
def test_a_guess_has_as_many_values_as_the_kind_has_choices(
    tmp_path: Path, kind: str
) -> None:
    body = {
        "choice": options_body(["a", "b", "c", "d"], {2}),
        "multi": options_body(["a", "b", "c", "d", "e"], {2, 3}),
        **LISTS,
    }[kind]
    guesses = build_guesses(write_and_read(tmp_path, [(kind, body)]))
    assert [len(pick.values) for guess in guesses for pick in guess.picks] == CHANCES[
        kind
    ]


@pytest.mark.parametrize(
    ("cue", "texts", "prompt", "picked"),
    [
        ("longest", ["one", "a longer one", "two"], "", {1}),
        ("most specific", ["about ten", "10 (or 12), in all", "some 5"], "", {1}),
        ("no absolutes", ["It never does", "It does", "All of it"], "", {1}),
        ("hedged", ["It does", "It may", "It never does"], "", {1}),
        (
            "words of prompt",
            ["Search the index", "Cut the text", "Search all text"],
            "Which text to search?",
            {2},
        ),
        (
            "words of others",
            ["More passages", "Shorter passages", "A ranker", "Shorter prompts"],
            "",
            {1},
        ),
        ("middle number", ["30 days", "7 days", "1,000 days"], "", {0}),
        ("middle number", ["30 days", "7 days", "a while"], "", {0, 1, 2}),
        ("longest", ["one", "two", "six"], "", {0, 1, 2}),
    ],
)
def test_each_cue_picks_its_option(
    cue: str, texts: list[str], prompt: str, picked: set[int]
) -> None:
    values = [value[TEXT_CUES.index(cue)] for value in text_values(texts, prompt)]
    assert {at for at, value in enumerate(values) if value == max(values)} == picked


@pytest.mark.parametrize(("extra", "gain"), [("", 0.0), ("    shuffle: false\n", 0.75)])
def test_the_place_of_an_option_is_a_cue_only_where_options_are_not_shuffled(
    tmp_path: Path, extra: str, gain: float
) -> None:
    body = options_body(["abc", "bcd", "cde", "def"], {3}, extra=extra)
    assert measure_gains(build_guesses(write_and_read(tmp_path, [("choice", body)])))[
        "last place"
    ] == [gain]


def write_choices_bank(folder: Path, key_longer: float, count: int = 400) -> Path:
    """Write a bank in which the key is longest in a share `key_longer` of questions,
    without other cues.
    """
    rng = Random(7)
    bodies = []
    for _ in range(count):
        texts = [
            "".join(rng.choices("bcdfghjk", k=rng.randint(12, 40))) for _ in range(4)
        ]
        key = rng.randrange(4)
        if rng.random() < key_longer:
            texts[key] += "z" * 30
        bodies.append(("choice", options_body(texts, {key})))
    write_and_read(folder, bodies)
    return folder / "01-rag.yaml"


def test_a_bank_without_cues_is_within_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write_choices_bank(tmp_path, 0))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:20].rstrip() for line in lines] == [
        "points above chance",
        "questions",
        *CUES,
        COMBINED,
    ]
    assert lines[1].split() == ["questions", "400", "400"]


def test_a_bank_with_cues_in_its_form_fails_and_names_its_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write_choices_bank(tmp_path, 0.3))]) == 1
    output = capsys.readouterr().out
    assert "“longest” tells, most in:\n  +75  rag/q-" in output
    assert f"“{COMBINED}” tells" in output
    assert "“hedged” tells" not in output


def test_a_cue_that_only_points_away_from_the_key_is_found_by_the_combination(
    tmp_path: Path,
) -> None:
    rng = Random(3)
    bodies = []
    for n in range(60):
        key = rng.randrange(3)
        body = options_body(
            [f"a{n} b" if at == key else f"search{at} text" for at in range(3)], {key}
        )
        bodies.append(
            ("choice", body.replace("What is it?", "Which text does a search find?"))
        )
    guesses = build_guesses(write_and_read(tmp_path, bodies))
    table = measure_gains(guesses)
    assert sum(table["words of prompt"]) / 60 == pytest.approx(-1 / 3)
    assert sum(table[COMBINED]) / 60 == pytest.approx(2 / 3)
    assert build_report(guesses)[1] is False


def test_the_combination_of_cues_is_tested_on_other_questions_than_it_learnt_from() -> (
    None
):
    nothing = (0.0,) * len(CUES)
    longer = (1.0, *nothing[1:])
    guesses = [
        Guess(f"q-{n}", "choice", (Pick((longer, nothing), 0 if n < 4 else 1),))
        for n in range(5)
    ]
    assert measure_gains(guesses)[COMBINED] == [0.5] * 3 + [0.5, -0.5]


@pytest.mark.parametrize(
    ("rights", "count", "kind", "tells"),
    [
        (
            62,
            200,
            "choice",
            False,
        ),  # 6 points above one in four: luck, below three standard errors
        (72, 200, "choice", True),  # 11 points
        (28, 200, "choice", True),  # 11 points below: the opposite pays
        (39, 39, "choice", False),
        (40, 40, "choice", True),
        (62, 200, None, True),
        (59, 200, None, False),
    ],
)
def test_one_kind_may_exceed_chance_by_luck_and_all_together_may_not(
    rights: int, count: int, kind: str | None, tells: bool
) -> None:
    assert is_off_chance([0.75] * rights + [-0.25] * (count - rights), kind) is tells


def test_a_bank_that_cannot_be_read_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "01-rag.yaml"
    path.write_text("a: [", encoding="utf-8")
    assert main([str(path)]) == 2
    assert "weakspot check" in capsys.readouterr().out


@pytest.mark.parametrize("path", bank_files(QUESTIONS), ids=lambda path: path.stem)
def test_no_typed_answer_stands_in_its_topics_title(path: Path) -> None:
    bank = read_bank(path).bank
    assert bank is not None
    shown = []
    for question in bank.questions:
        if isinstance(question, TypedQuestion):
            title = normalize_words(bank.topics[question.topic].title)
            runs = [
                " ".join(title[start:end])
                for start, end in combinations(range(len(title) + 1), 2)
            ]
            shown += [
                (question.id, run)
                for gap in question.gaps
                for run in runs
                if gap.is_accepted(run)
            ]
    assert shown == []
