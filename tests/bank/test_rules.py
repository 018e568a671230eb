"""Each rule is documented for authors, and reported for a bank that breaks it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from banks import HEAD, SOUND, make_question, write_yaml
from course_banks import LEVEL, TOP, make_course_item
from kind_banks import make_kind_item

from weakspot.bank.checks import check_banks
from weakspot.bank.validity import ITEM_RULES

README = (Path(__file__).parents[2] / "questions" / "README.md").read_text(encoding="utf-8")
KEY = "The passages are cut too long"
SINCE = date(2026, 1, 1)


def mended(old: str, new: str) -> str:
    """The sound bank with a change in it."""
    assert old in SOUND
    return SOUND.replace(old, new)


def kind(name: str, old: str, new: str = "") -> str:
    """A bank of one question of the kind `name`, with a change in it."""
    return HEAD + make_kind_item(name, old=old, new=new)


def course(make: Callable[[int], str], count: int = 40) -> str:
    """A bank of so many questions."""
    return TOP + "".join(make(n) for n in range(count))


def choices(options: list[str], key: int = 0, shuffle: bool = True) -> str:
    """A course of choices, all with these options."""
    return course(lambda n: make_course_item(n, options, key=key, shuffle=shuffle))


BROKEN = {
    "source": mended("{title: A handbook}", "{title: A handbook, url: handbook}"),
    "explain-length": mended("Cut them shorter and measure again.", ""),
    "explain-names-option": mended("Cut them shorter", "Option B forgets that"),
    "length-spread": mended(KEY, KEY + ", far beyond what one vector holds"),
    "key-length": mended(KEY, KEY + ", far beyond what one vector holds"),
    "prompt-word-in-key": mended(KEY, "Its search passages are long"),
    "alike": SOUND + make_question("two"),
    "counts": kind("order", "      - Fetch candidates\n"),
    "pair-words": kind("match", "Finds neighbours", "Looks into an index"),
    "names-category": kind("sort", "[Asking, Ranking]", "[Asking, Resting at noon]"),
    "step-order": kind("order", "- Fetch candidates", "- Then fetch candidates"),
    "fix-missing": kind("lines", ', fix: "tokens: 300"'),
    "lesson-heading": mended("## Chunking", "## Chunks"),
    "cut-text": mended("Why does a search miss it?", "What does issue #1 say of the search?"),
    "key-longest": choices(["abcdefghijklmn", *LEVEL[1:]]),
    "key-shortest": choices(["abcdefghij", *LEVEL[1:]]),
    "key-place": choices(LEVEL, shuffle=False),
    "absolutes": choices([*LEVEL[:3], "never a word"], key=3),
    "hedges": choices([*LEVEL[:3], "often a word"], key=3),
    "topic-questions": course(lambda n: make_course_item(n, LEVEL, topic="ranking"), count=3),
    "concept-siblings": course(lambda n: make_course_item(n, LEVEL, concept=f"alone-{n}"), count=1),
    "levels": course(lambda n: make_course_item(n, LEVEL, level=1)),
    "choice-share": choices(LEVEL),
    "true-share": course(lambda n: make_course_item(n, [], kind="truefalse", answer=True)),
    "unused-topic": choices(LEVEL),
    "unused-misconception": choices(LEVEL),
    "unused-case": choices(LEVEL),
    "stale": mended("    level: 2", "    level: 2\n    as_of: 2025-12"),
    "unread": SOUND,
}


def rules_told(folder: Path, text: str) -> set[str]:
    """The rules that a bank breaks, in a checkout whose log of readings is empty."""
    (folder / "questions").mkdir()
    (folder / "docs").mkdir()
    (folder / "docs" / "question-review.jsonl").touch()
    return {one.rule for one in check_banks([write_yaml(folder / "questions", text)], True, SINCE)}


def test_code_authors_page_and_tests_have_the_same_rules() -> None:
    tables = README[README.index("## What is measured") :]
    documented = re.findall(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", tables, re.MULTILINE)
    assert [rule for rule, _, _ in documented] == list(BROKEN)
    assert tuple(BROKEN)[: len(ITEM_RULES)] == ITEM_RULES


@pytest.mark.parametrize("rule", BROKEN)
def test_a_bank_that_breaks_a_rule_is_told_so(tmp_path: Path, rule: str) -> None:
    assert rule in rules_told(tmp_path, BROKEN[rule])


def test_a_sound_bank_breaks_none_but_what_one_question_cannot_do(tmp_path: Path) -> None:
    assert rules_told(tmp_path, SOUND) == {"topic-questions", "unread"}


@pytest.mark.parametrize("rule", tuple(BROKEN)[len(ITEM_RULES) :])
def test_only_rules_for_a_question_can_be_waived(tmp_path: Path, rule: str) -> None:
    assert rules_told(tmp_path, SOUND + f"    waive: {{{rule}: It has to be so.}}\n") == {"waive"}
