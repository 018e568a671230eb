"""Markdown: lists with boxes, cards by lines, terms; and the first draft of a note."""

from pathlib import Path

import yaml
from readings import choice, left_out, read, read_one, topics, typed

from weakspot.bank.reader import read_bank
from weakspot.formats.notes import draft_bank
from weakspot.formats.writing import fields_of

BOXES = """\
# Git

## Branches

#### Q1. What does this do?

```sh
git switch -c x
```

- [ ] it deletes x
- [x] it makes `x`

It was `checkout -b` once.

[Reference](https://git-scm.com/docs)

#### Q2. Which two?

1. - [x] one
"""


def test_a_list_with_boxes_below_a_heading() -> None:
    fields = read(BOXES.partition("#### Q2")[0])[0]
    assert fields == {
        **choice(
            "What does this do?\n\n`git switch -c x`",
            "it deletes x",
            "it makes `x`",
            right=1,
        ),
        "explain": "It was `checkout -b` once.",
        "source": {"title": "Reference", "url": "https://git-scm.com/docs"},
    }
    assert topics(BOXES)[0] == "Branches"


def test_what_stands_before_a_list_is_asked() -> None:
    text = (
        "# Ports\n\nSome words.\n\nWhich port?\n\n- [ ] 443\n- [x] 6443\n\n"
        "Which one?\n\n- [x] a\n- [ ] b\n"
    )
    assert read(text) == [
        choice("Which port?", "443", "6443", right=1),
        choice("Which one?", "a", "b"),
    ]
    assert topics(text) == ["Ports", "Ports"]


CARDS = """\
# Capitals

Q: What is the capital of France?
A: Paris

C: [Berlin] is the capital of [Germany], not of `x[0]` or [this](link).

---

Q: No answer?
"""


def test_cards_by_lines() -> None:
    text = CARDS.partition("---")[0]
    assert read(text) == [
        typed("What is the capital of France?", "Paris"),
        typed(
            "{1} is the capital of Germany, not of `x[0]` or [this](link).", "Berlin"
        ),
        typed(
            "Berlin is the capital of {1}, not of `x[0]` or [this](link).", "Germany"
        ),
    ]
    assert left_out(CARDS) == [(10, "it has no A:")]
    assert topics(CARDS)[0] == "Capitals"


TERMS = """\
---
tags: flashcards
---
# Verbs #flashcards

hablar::to speak
comer:::to eat

What is it
to be?
?
ser or estar

```cpp
std::vector<int> v;
```
"""


def test_terms() -> None:
    assert read(TERMS) == [
        typed("hablar", "to speak"),
        typed("comer", "to eat"),
        typed("to eat", "comer"),
        typed("What is it\nto be?", "ser or estar"),
    ]
    assert topics(TERMS) == ["Verbs"] * 4


def test_a_picture_is_left_out_with_a_line_that_says_so() -> None:
    text = "Q: Who painted this?\n![](a.png)\nA: Giorgione\n"
    assert left_out(text) == [(1, "its pictures, which have no place in a text")]


NOTE = """\
# Kubernetes

A **Pod** is the smallest thing that is scheduled. The **scheduler** picks a
node for each Pod.

## Probes

**Liveness probe**: restarts a container that hangs.

- Readiness probe: takes a Pod out of its Services
- Startup probe — gives a slow start time

| Probe | A failure |
|---|---|
| liveness | restarts it |
| readiness | hides it |
| startup | delays the others |

A Pod starts so:

1. It is scheduled
2. Images are pulled
3. Containers start

Reasons for a StatefulSet:

- stable names
- volumes that stay
"""


def test_a_note_becomes_drafts_of_what_it_defines_and_lists(tmp_path: Path) -> None:
    text, count = draft_bank(NOTE.encode(), "k8s", "note.md")
    drafted = yaml.safe_load(text)["questions"]
    assert [question["draft"] for question in drafted] == [True] * count
    file = tmp_path / "k8s.yaml"
    file.write_text(text.replace("    draft: true\n", ""), encoding="utf-8")
    bank = read_bank(file).bank
    assert bank is not None
    questions = list(map(fields_of, bank.questions))
    assert (bank.title, len(questions)) == ("Kubernetes", count)
    assert len({question["id"] for question in questions}) == count
    assert [(question["kind"], question["topic"]) for question in questions] == [
        ("typed", "k8s"),
        ("typed", "k8s"),
        ("typed", "probes"),
        ("typed", "probes"),
        ("typed", "probes"),
        ("match", "probes"),
        ("order", "probes"),
        ("open", "probes"),
    ]
    assert "## Probes\n" in bank.notes
    pod, scheduler, liveness, *_, match, order, reasons = questions
    assert pod["prompt"] == "A {1} is the smallest thing that is scheduled."
    assert scheduler["gaps"] == [{"accept": ["scheduler"]}]
    assert liveness["gaps"] == [{"accept": ["Liveness probe"]}]
    assert [pair["left"] for pair in match["pairs"]] == [
        "liveness",
        "readiness",
        "startup",
    ]
    assert order["steps"][0] == "It is scheduled"
    assert reasons["rubric"] == ["stable names", "volumes that stay"]


def test_a_note_without_anything_to_ask_is_an_empty_draft() -> None:
    assert draft_bank(b"Nothing here.\n", "empty", "note.md")[1] == 0


def test_our_own_readme_can_be_drafted() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    text, count = draft_bank(readme.read_bytes(), "weakspot", "README.md")
    assert len(yaml.safe_load(text)["questions"]) == count > 3


def test_one_box_that_is_ticked_is_enough() -> None:
    fields = read_one("Is it?\n\n- [x] True\n- [ ] False\n")
    assert (fields["kind"], fields["answer"]) == ("truefalse", True)
