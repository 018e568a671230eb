"""Imports into the banks of a folder: stable ids, what changed, what stays."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from weakspot.bank.checks import check_banks
from weakspot.bank.reader import read_bank
from weakspot.bank.slugs import make_id
from weakspot.engine.kinds.registry import KINDS
from weakspot.errors import BankError
from weakspot.formats.importing import ImportPlan, carry_out, plan_import, read_deck
from weakspot.formats.merging import MAX_QUESTIONS
from weakspot.formats.writing import fields_of

TABLE = "question,option a,option b,option c,answer,category\n"
BANK = """\
# Imported from deck.csv; importing it again updates what changed.
title: Deck
questions:
  - id: which-port-has-the-api-server-0f84
    topic: Ports
    prompt: Which port has the API server?
    answer: '6443'
    wrong: ['443', '8080']
  - id: what-restarts-a-pod-that-hangs-faff
    topic: Probes
    prompt: What restarts a Pod that hangs?
    answer: a liveness probe
    wrong: [a node, a Service]
"""
ROWS = [
    "Which port has the API server?,443,6443,8080,B,Ports",
    "What restarts a Pod that hangs?,a liveness probe,a node,a Service,A,Probes",
]


def bring_in(folder: Path, text: str, **more: Any) -> ImportPlan:
    """Import a text as the file deck.csv into the folder."""
    file = folder.parent / more.pop("name", "deck.csv")
    file.write_text(text, encoding="utf-8")
    plan = plan_import(read_deck(file, more.pop("way", None)), folder, "", file.name)
    carry_out(plan)
    return plan


def counts(plan: ImportPlan) -> tuple[int, int, int]:
    """The numbers of questions that were new, changed and the same."""
    merged = [change.merged for change in plan.changes]
    return (
        sum(len(each.added) for each in merged),
        sum(len(each.changed) for each in merged),
        sum(len(each.same) for each in merged),
    )


def load(folder: Path, name: str = "01-deck.yaml") -> dict[str, Any]:
    """A bank as it is read; its questions are values of the full form."""
    result = read_bank(folder / name)
    assert result.faults == ()
    assert result.bank is not None
    bank = result.bank
    return {
        "section": bank.section,
        "title": bank.title,
        "topics": {slug: topic.title for slug, topic in bank.topics.items()},
        "questions": list(map(fields_of, bank.questions)),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for banks, which is not there yet."""
    return tmp_path / "questions"


def test_an_import_is_a_bank_that_can_be_read(folder: Path) -> None:
    plan = bring_in(folder, TABLE + "\n".join(ROWS))
    bank = load(folder)
    assert counts(plan) == (2, 0, 0)
    assert (bank["section"], bank["title"]) == ("deck", "Deck")
    assert bank["topics"] == {"ports": "Ports", "probes": "Probes"}
    port, restart = bank["questions"]
    assert (port["kind"], port["topic"]) == ("choice", "ports")
    assert port["options"] == [
        {"text": "6443", "right": True},
        {"text": "443"},
        {"text": "8080"},
    ]
    assert restart["id"].startswith("what-restarts-a-pod-that-hangs-")
    file = folder / "01-deck.yaml"
    assert (file).read_text(encoding="utf-8") == BANK
    assert check_banks([file], strict=False) == []


def test_the_same_again_changes_nothing(folder: Path) -> None:
    bring_in(folder, TABLE + "\n".join(ROWS))
    before = (folder / "01-deck.yaml").read_bytes()
    plan = bring_in(folder, TABLE + "\n".join(ROWS))
    assert counts(plan) == (0, 0, 2)
    assert (folder / "01-deck.yaml").read_bytes() == before
    assert len(list(folder.iterdir())) == 1


def test_what_changed_is_updated_and_what_was_added_by_hand_stays(folder: Path) -> None:
    bring_in(folder, TABLE + "\n".join(ROWS))
    file = folder / "01-deck.yaml"
    text = file.read_text(encoding="utf-8")
    port, restart = load(folder)["questions"]
    mended = text.replace(
        "wrong: ['443',", "wrong: [{text: '443', why: That is for browsers.},"
    ).replace(
        f"  - id: {restart['id']}\n",
        f"  # a comment of mine\n  - id: {restart['id']}\n    level: 3\n"
        "    explain: It asks the container.\n",
    )
    assert mended.count("why") == mended.count("comment of mine") == 1
    file.write_text(mended, encoding="utf-8")
    changed = [
        ROWS[0].replace("8080", "10250"),
        ROWS[1],
        "Is it new?,yes,no,perhaps,A,More",
    ]
    plan = bring_in(folder, TABLE + "\n".join(changed))
    assert counts(plan) == (1, 1, 1)
    new = load(folder)
    assert new["questions"][0] == {
        **port,
        "options": [
            {"text": "6443", "right": True},
            {"text": "443", "why": "That is for browsers."},
            {"text": "10250"},
        ],
    }
    assert new["questions"][1] == {
        **restart,
        "level": 3,
        "explain": "It asks the container.",
    }
    assert new["topics"]["more"] == "More"
    assert "  # a comment of mine\n" in file.read_text(encoding="utf-8")


def test_what_is_gone_from_the_file_stays_in_the_bank(folder: Path) -> None:
    bring_in(folder, TABLE + "\n".join(ROWS))
    assert counts(bring_in(folder, TABLE + ROWS[1])) == (0, 0, 1)
    assert len(load(folder)["questions"]) == 2


def test_a_note_keeps_its_id_when_it_is_reworded(folder: Path) -> None:
    head = "#separator:tab\n#guid column:1\n"
    bring_in(folder, f"{head}i3%9|wxpYI\tCapital of France\tParis\n", name="deck.txt")
    (before,) = load(folder)["questions"]
    plan = bring_in(
        folder, f"{head}i3%9|wxpYI\tThe capital of France\tParis\n", name="deck.txt"
    )
    (after,) = load(folder)["questions"]
    assert counts(plan) == (0, 1, 0)
    assert after == {**before, "prompt": "The capital of France"}


def test_two_questions_of_one_wording_have_two_ids_and_twins_are_left_out(
    folder: Path,
) -> None:
    rows = [
        "Which is odd?,a,b,c,A,X",
        "Which is odd?,x,y,z,B,X",
        "Which is odd?,a,b,c,A,X",
    ]
    for expected in ((2, 0, 0), (0, 0, 2)):
        plan = bring_in(folder, TABLE + "\n".join(rows))
        assert counts(plan) == expected
        assert [(left.line, left.why) for left in plan.left] == [
            (4, "the same as line 2")
        ]
    assert len({question["id"] for question in load(folder)["questions"]}) == 2


def test_a_large_deck_is_split_and_found_again(folder: Path) -> None:
    text = "".join(f"term number {n}\tword {n}\n" for n in range(MAX_QUESTIONS + 3))
    assert counts(bring_in(folder, text, name="deck.tsv")) == (MAX_QUESTIONS + 3, 0, 0)
    assert sorted(file.name for file in folder.iterdir()) == [
        "01-deck.yaml",
        "02-deck-2.yaml",
    ]
    assert len(load(folder, "02-deck-2.yaml")["questions"]) == 3
    plan = bring_in(folder, text + "one more\tthing\n", name="deck.tsv")
    assert counts(plan) == (1, 0, MAX_QUESTIONS + 3)
    assert len(load(folder, "02-deck-2.yaml")["questions"]) == 4


def test_a_section_whose_name_ends_in_a_number_is_its_own(folder: Path) -> None:
    bring_in(folder, "a term\ta word\n", name="deck.tsv")
    own = "title: The second volume\nquestions:\n  - Which port? = 443\n"
    (folder / "02-deck-2.yaml").write_text(own, encoding="utf-8")
    text = "".join(f"term number {n}\tword {n}\n" for n in range(MAX_QUESTIONS + 2))
    bring_in(folder, text, name="deck.tsv")
    assert (folder / "02-deck-2.yaml").read_text(encoding="utf-8") == own
    assert len(load(folder, "03-deck-3.yaml")["questions"]) == 3
    assert counts(bring_in(folder, text, name="deck.tsv")) == (
        0,
        0,
        MAX_QUESTIONS + 2,
    )


def test_options_are_built_from_other_answers_of_the_topic_and_stay(
    folder: Path,
) -> None:
    cards = [
        ("uno", "one"),
        ("dos", "two"),
        ("tres", "three"),
        ("cuatro", "four"),
        ("cinco", "five"),
    ]
    text = "".join(f"{front}\t{back}\n" for front, back in cards)
    bring_in(folder, text, name="deck.tsv", way="choice")
    first = load(folder)["questions"]
    for question, (_, back) in zip(first, cards, strict=True):
        right, *wrong = question["options"]
        assert right == {"text": back, "right": True}
        assert len(wrong) == 3
        wrongs = {option["text"] for option in wrong}
        assert wrongs < {other for _, other in cards} - {back}
    more = text + "".join(f"word {n}\tother {n}\n" for n in range(20))
    plan = bring_in(folder, more, name="deck.tsv", way="choice")
    assert counts(plan) == (20, 0, 5)
    assert load(folder)["questions"][:5] == first


@pytest.mark.parametrize(
    ("way", "kinds"),
    [
        (None, ["typed", "open"]),
        ("typed", ["typed", "typed"]),
        ("open", ["open", "open"]),
    ],
)
def test_cards_are_asked_by_their_length_or_as_was_said(
    folder: Path, way: str | None, kinds: list[str]
) -> None:
    text = "feu\tfire\nPod\tthe smallest thing that is ever scheduled anywhere\n"
    bring_in(folder, text, name="deck.tsv", way=way)
    assert [question["kind"] for question in load(folder)["questions"]] == kinds


def test_a_bank_written_by_hand_is_added_to(folder: Path) -> None:
    folder.mkdir()
    hand = (
        "section: deck\n"
        "topics: {ports: {title: Ports}}\n"
        "questions:\n"
        "- id: mine\n"
        "  kind: truefalse   # by me\n"
        "  topic: ports\n"
        "  prompt: It is so.\n"
        "  answer: true   # sure\n"
        "\n"
        "# the end\n"
    )
    (folder / "03-deck.yaml").write_text(hand, encoding="utf-8")
    bring_in(folder, TABLE + "\n".join(ROWS))
    text = (folder / "03-deck.yaml").read_text(encoding="utf-8")
    bank = yaml.safe_load(text)
    assert [question["id"] for question in bank["questions"]][0] == "mine"
    assert len(bank["questions"]) == 3
    assert bank["topics"] == {
        "ports": {"title": "Ports"},
        "probes": {"title": "Probes"},
    }
    for kept in ("kind: truefalse   # by me", "answer: true   # sure", "# the end\n"):
        assert kept in text


SHORT = """\
title: Words
questions:
  - feu: fire   # mine
  # about water
  - eau: sea
  - prompt: half done
    draft: true
  - prompt: vent
    answer: storm
    draft: true
"""


def test_a_page_of_notes_is_added_to_line_by_line(folder: Path) -> None:
    folder.mkdir()
    (folder / "words.yaml").write_text(SHORT, encoding="utf-8")
    text = "feu\tfire\neau\twater\nvent\twind\nneige\tsnow\n"
    plan = bring_in(folder, text, name="words.tsv")
    assert counts(plan) == (1, 2, 1)
    vent = make_id("vent")
    assert (folder / "words.yaml").read_text(encoding="utf-8") == (
        SHORT.replace("sea", "water").replace(
            "  - prompt: vent\n    answer: storm\n    draft: true\n",
            f"  - id: {vent}\n    draft: true\n    prompt: vent\n    answer: wind\n"
            "  - neige: snow\n",
        )
    )


def test_options_stay_in_the_order_that_the_bank_has_them_in(folder: Path) -> None:
    bring_in(folder, TABLE + ROWS[0])
    file = folder / "01-deck.yaml"
    mended = file.read_text(encoding="utf-8").replace(
        "    answer: '6443'\n    wrong: ['443', '8080']\n",
        "    options: ['8080', {text: '6443', right: true}, '443']\n",
    )
    file.write_text(mended, encoding="utf-8")
    assert counts(bring_in(folder, TABLE + ROWS[0])) == (0, 0, 1)
    assert file.read_text(encoding="utf-8") == mended


@pytest.mark.parametrize(
    "text", ["questions: [", "section: deck\nquestions: []\n", "- a\n"]
)
def test_a_bank_that_cannot_be_added_to_is_not_touched(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "03-deck.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BankError, match="03-deck.yaml cannot be added to"):
        bring_in(folder, TABLE + ROWS[0])
    assert (folder / "03-deck.yaml").read_text(encoding="utf-8") == text


NASTY = [
    "no",
    "1e5",
    "12:30",
    "# a comment",
    "a: b",
    "- item",
    "{braces} [brackets]",
    "'quotes\" and `ticks`",
    "two\nlines\n\n  with an indent",
    "&anchor *alias !tag",
    "ends with a colon:",
    "0x1F",
    "~",
    "🙂 猫",
]


def test_an_option_of_nothing_is_left_out_with_its_question(folder: Path) -> None:
    plan = bring_in(
        folder, json.dumps([{"question": "W?", "options": ["a", " "], "answer": "a"}])
    )
    assert counts(plan) == (0, 0, 0)
    assert [left.why for left in plan.left] == ["a blank text"]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_read_from_the_bank_as_it_was(folder: Path, text: str) -> None:
    value = {"question": f"What? {text}", "options": [text, "other"], "answer": text}
    plan = bring_in(folder, json.dumps([value]), name="deck.json")
    assert counts(plan) == (1, 0, 0)
    (question,) = load(folder)["questions"]
    assert question["prompt"] == f"What? {text}"
    assert question["options"][0]["text"] == text
    assert counts(
        bring_in(folder, json.dumps([value], indent=1), name="deck.json")
    ) == (
        0,
        0,
        1,
    )


def test_every_kind_of_question_comes_back_from_our_own_banks(folder: Path) -> None:
    examples = Path(__file__).parents[2] / "docs" / "01-examples.yaml"
    bring_in(folder, examples.read_text(encoding="utf-8"), name="deck.yaml")
    there = yaml.safe_load(examples.read_text(encoding="utf-8"))["questions"]
    (file,) = folder.iterdir()
    here = load(folder, file.name)["questions"]
    assert {question["kind"] for question in here} == set(KINDS)
    assert [question["prompt"] for question in here] == [
        question["prompt"] for question in there
    ]
