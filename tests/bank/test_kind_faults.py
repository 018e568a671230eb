"""All located of a question of each kind are reported at once, with their places."""

import re
from pathlib import Path

import pytest
from banks import find_faults, find_strict_faults, write_yaml
from kind_banks import BODIES, HEAD, KINDS_BANK, make_kind_item

from weakspot.bank.checks import COURSE_RULES, check_banks
from weakspot.bank.faults import HINTS
from weakspot.bank.reader import read_bank
from weakspot.bank.validity import ITEM_RULES
from weakspot.engine.formula import parse_formula

# kind, text to replace, replacement, rule, the place in the changed text: after the ▸
SLIPS = [
    ("typed", "The {1} is", "The {3} is", "brace", "prompt: ▸The"),
    ("typed", "{2}.", "gap.", "brace", "- ▸accept: [prefill"),
    ("typed", "- accept: [prefill pass]", "- accept: []", "no-answer", "accept: ▸[]"),
    (
        "typed",
        "text: prompt cache",
        "text: KV-caches",
        "near-accepted",
        "text: ▸KV-caches",
    ),
    (
        "typed",
        "accept: [prefill pass]",
        "accept: [prefill pass, '']",
        "blank",
        "pass, ▸''",
    ),
    (
        "typed",
        "misconception: old-vectors",
        "misconception: new",
        "undeclared-misconception",
        "misconception: ▸new",
    ),
    ("number", "{users} users", "{user} users", "brace", 'prompt: ▸"{user}'),
    (
        "number",
        "answer: users * price\n",
        "answer: users ** (\n",
        "formula",
        "answer: ▸users **",
    ),
    (
        "number",
        "answer: users * price\n",
        "answer: users * prize\n",
        "formula",
        "answer: ▸users",
    ),
    ("number", "tolerance: 2%", "tolerance: about 2", "tolerance", "tolerance: ▸about"),
    (
        "number",
        "answer: users * price / 1e3",
        "answer: users * price * 1.01",
        "draw-ends",
        "{answer: ▸users * price *",
    ),
    (
        "number",
        "answer: users * price\n",
        "answer: price / (users - 900)\n",
        "draw-ends",
        "answer: ▸price",
    ),
    ("number", "{of: [1, 2.5, 3]}", "{of: []}", "draw", "price: ▸{of"),
    ("number", "step: 50", "stop: 50", "unknown-field", "900, ▸stop"),
    (
        "number",
        "{min: 200, max: 900, step: 50}",
        "{min: 900, max: 200}",
        "draw",
        "users: ▸{min",
    ),
    ("number", "answer: users * price\n", "answer: [1]\n", "type", "answer: ▸[1]"),
    (
        "match",
        "right: Makes vectors",
        "right: Cuts text",
        "twice",
        "Embedder, right: ▸Cuts",
    ),
    ("match", "left: Index", "left: Ranker", "twice", "left: ▸Ranker, right: Puts"),
    ("match", "[Signs in]", "[Puts in order]", "twice", "spares: [▸Puts"),
    ("match", "left: Index, ", "", "missing-field", "- ▸{right: Finds"),
    (
        "match",
        "    spares",
        "    shuffle: false\n    spares",
        "shuffle",
        "shuffle: ▸false",
    ),
    ("sort", "[Asking, Ranking]", "[]", "no-items", "- ▸text: At noon"),
    ("sort", "[Asking, Ranking]", "[Asking, Cutting]", "twice", "[Asking, ▸Cutting"),
    ("sort", "text: At noon", "text: at night", "twice", "text: ▸at night"),
    ("sort", "[Asking, Ranking]", "[Asking, ' ']", "blank", "[Asking, ▸' '"),
    (
        "sort",
        "misconception: old-vectors",
        "misconception: none",
        "undeclared-misconception",
        "misconception: ▸none",
    ),
    (
        "order",
        "- Fetch candidates",
        "- Embed the question",
        "twice",
        "question\n      - ▸Embed",
    ),
    ("order", "- Fetch candidates", "- ''", "blank", "- ▸''"),
    ("order", "- Fetch candidates", "- 5", "type", "- ▸5"),
    (
        "order",
        "    steps",
        "    shuffle: false\n    steps",
        "shuffle",
        "shuffle: ▸false",
    ),
    ("lines", "fault: true, ", "", "key-count", 'lines:\n      ▸- "source'),
    ("lines", "fault: true, ", "", "fix", 'fix: ▸"tokens'),
    ("lines", '- "overlap: 40"', "- overlap: 40", "unknown-field", "- ▸overlap"),
    ("lines", '- "overlap: 40"', '- " "', "blank", '- ▸" "'),
    (
        "decision",
        "index, right: true",
        "index, why: So.",
        "key-count",
        "actions:\n      ▸- {text: Add",
    ),
    (
        "decision",
        "why: They do not.",
        "right: true",
        "key-count",
        "reasons:\n      ▸- {text: Vectors blur",
    ),
    (
        "decision",
        "text: Vectors fade away",
        "text: Vectors blur digits",
        "option-twice",
        "true}\n      - {text: ▸Vectors blur",
    ),
    (
        "open",
        "answer: Which cases, and by how much.",
        "answer: ' '",
        "blank",
        "answer: ▸' '",
    ),
    ("open", "- Asks for a bar", "- Asks for cases", "twice", "measure\n      - ▸Asks"),
    ("open", "- Asks for a bar", "- ''", "blank", "- ▸''"),
    ("open", "    rubric", "    rubrics", "unknown-field", "▸rubrics"),
]


def place_of(text: str, marked: str) -> tuple[int, int]:
    """Return line and column of the place marked by ▸ in `marked`, a part of `text`."""
    before, after = marked.split("▸")
    at = text.index(before + after) + len(before)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def test_a_sound_question_of_each_kind_has_no_fault(tmp_path: Path) -> None:
    assert [str(fault) for fault in find_faults(tmp_path, KINDS_BANK)] == []


@pytest.mark.parametrize(("kind", "old", "new", "rule", "marked"), SLIPS)
def test_p14_a_slip_in_any_kind_is_reported_with_its_place(
    tmp_path: Path, kind: str, old: str, new: str, rule: str, marked: str
) -> None:
    text = HEAD + make_kind_item(kind, old=old, new=new)
    located = read_bank(write_yaml(tmp_path, text)).faults
    places = [(fault.rule, fault.line, fault.column) for fault in located]
    assert (rule, *place_of(text, marked)) in places


def test_p14_a_bare_text_where_more_is_needed_is_told_what(tmp_path: Path) -> None:
    text = HEAD + make_kind_item(
        "match", old="{left: Index, right: Finds neighbours}", new="Index"
    )
    (fault,) = find_faults(tmp_path, text)
    assert fault.message == "the text “Index” where a mapping is due"
    assert fault.hint == "write `{left: …, right: …}`"


def test_p14_slips_of_all_kinds_are_reported_at_once(tmp_path: Path) -> None:
    text = HEAD + "".join(
        make_kind_item(slip[0], f"q-{n}", *slip[1:3]) for n, slip in enumerate(SLIPS)
    )
    reading = read_bank(write_yaml(tmp_path, text))
    starts = [
        text[: text.index(f"id: q-{index}\n")].count("\n") + 1
        for index in range(len(SLIPS))
    ]
    for index, (start, slip) in enumerate(zip(starts, SLIPS, strict=True)):
        end = starts[index + 1] if index + 1 < len(starts) else 10_000
        assert slip[3] in [
            fault.rule for fault in reading.faults if start <= fault.line < end
        ], slip
    assert [str(fault) for fault in reading.faults if not fault.hint] == []
    assert {
        kind: sum(slip[0] == kind for slip in SLIPS) >= 3 for kind in BODIES
    } == dict.fromkeys(BODIES, True)


WARNINGS = [
    (
        "typed",
        "why: It outlives the request., ",
        "",
        "why-missing",
        "- ▸{text: prompt",
    ),
    ("number", "why: Nothing is per thousand., ", "", "why-missing", "- ▸{answer:"),
    ("lines", "why: Too long., ", "", "why-missing", '- ▸{text: "tokens'),
    ("decision", ", why: They do not.", "", "why-missing", "- ▸{text: Vectors fade"),
    ("match", "    spares: [Signs in]\n", "", "counts", "pairs:\n      ▸-"),
    (
        "match",
        "right: Finds neighbours",
        "right: Looks into an index",
        "pair-words",
        "right: ▸Looks",
    ),
    ("sort", "[Asking, Ranking]", "[Asking]", "counts", "categories:\n      ▸-"),
    (
        "sort",
        "[Asking, Ranking]",
        "[Asking, Resting at noon]",
        "names-category",
        "[Asking, ▸Resting",
    ),
    ("order", "- Fetch candidates", "- Then fetch candidates", "step-order", "- ▸Then"),
    (
        "order",
        "- Fetch candidates\n      - Score each of them\n      - Answer from the best",
        (
            "- Fetch fifty candidates\n      - Score each of the fifty\n      - "
            "Answer from the very best ones"
        ),
        "step-order",
        "steps:\n      ▸-",
    ),
    ("order", "      - Fetch candidates\n", "", "counts", "steps:\n      ▸-"),
    ("lines", ', fix: "tokens: 300"', "", "fix-missing", '- ▸{text: "tokens'),
    ("lines", '      - "overlap: 40"\n', "", "counts", "lines:\n      ▸-"),
    ("open", "      - Asks for a bar\n", "", "counts", "rubric:\n      ▸-"),
    (
        "decision",
        "text: Vectors fade away",
        "text: Vectors of all manuals fade away over time when nobody renews them",
        "length-spread",
        "reasons:\n      ▸-",
    ),
    (
        "decision",
        "Add a word index",
        "Codes in an index",
        "prompt-word-in-key",
        "text: ▸Codes",
    ),
]


@pytest.mark.parametrize(("kind", "old", "new", "rule", "marked"), WARNINGS)
def test_what_gives_an_answer_away_is_a_warning_that_can_be_waived(
    tmp_path: Path, kind: str, old: str, new: str, rule: str, marked: str
) -> None:
    text = HEAD + make_kind_item(kind, old=old, new=new)
    located = find_strict_faults(tmp_path, text)
    assert [
        (fault.severity, fault.rule, fault.line, fault.column) for fault in located
    ] == [("warning", rule, *place_of(text, marked))]
    assert bool(find_faults(tmp_path, text)) == (rule not in COURSE_RULES)
    waived = text + f"    waive: {{{rule}: It has to be so.}}\n"
    left = ["waive"] if rule not in ITEM_RULES else []
    assert [fault.rule for fault in find_strict_faults(tmp_path, waived)] == left


def test_the_same_prompt_over_other_lists_is_another_question(tmp_path: Path) -> None:
    other = (
        make_kind_item("lines", "two")
        .replace("manuals", "tickets")
        .replace("overlap: 40", "size: small")
    )
    other = other.replace("tokens: 8000", "window: none").replace(
        "top: 50", "rank: never"
    )
    path = write_yaml(tmp_path, HEAD + make_kind_item("lines") + other)
    assert check_banks([path], strict=False) == []
    repeated = HEAD + make_kind_item("lines") + make_kind_item("lines", "two")
    assert [fault.rule for fault in find_faults(tmp_path, repeated)] == ["alike"]


def test_every_sign_that_the_hint_to_formulas_names_is_read() -> None:
    signs = re.findall(r"(?<= )[^\w\s]+(?= )", HINTS["formula"])
    assert "**" in signs
    assert all(parse_formula(f"7 {sign} 2").evaluate({}) for sign in signs)
