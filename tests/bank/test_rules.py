"""Each rule is documented for authors, and reported for a bank that breaks it."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from banks import HEAD, SOUND, make_question, write_yaml
from course_banks import LEVEL, TOP, make_course_item, make_picks_item
from kind_banks import make_kind_item

from weakspot.bank import checks
from weakspot.bank.checks import COURSE_RULES, check_banks
from weakspot.bank.validity import ITEM_RULES
from weakspot.engine.kinds.registry import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
KEY = "The passages are cut too long"
SINCE = date(2026, 1, 1)


def change_sound_bank(old: str, new: str) -> str:
    """Return the sound bank with `old` replaced by `new`."""
    assert old in SOUND
    return SOUND.replace(old, new)


def make_kind_bank(name: str, old: str, new: str = "") -> str:
    """Return a bank of one question of the kind `name`, with `old` replaced by
    `new`.
    """
    return HEAD + make_kind_item(name, old=old, new=new)


def make_course(make: Callable[[int], str], count: int = 40) -> str:
    """Return a bank of `count` questions, each made from its number."""
    return TOP + "".join(make(n) for n in range(count))


def make_choices_course(options: list[str], key: int = 0, shuffle: bool = True) -> str:
    """Return a course of choice questions that all have these options."""
    return make_course(lambda n: make_course_item(n, options, key=key, shuffle=shuffle))


BANKS_BY_RULE = {
    "source": change_sound_bank(
        "{title: A handbook}", "{title: A handbook, url: handbook}"
    ),
    "explain-length": change_sound_bank("Cut them shorter and measure again.", ""),
    "explain-names-option": change_sound_bank(
        "Cut them shorter", "Option B forgets that"
    ),
    "length-spread": change_sound_bank(
        KEY, KEY + ", far beyond what one vector of this size can ever hold at once"
    ),
    "key-length": change_sound_bank(
        KEY, KEY + ", far beyond what one vector of this size can ever hold at once"
    ),
    "prompt-word-in-key": change_sound_bank(KEY, "Its search passages are long"),
    "alike": SOUND + make_question("two"),
    "counts": make_kind_bank("order", "      - Fetch candidates\n"),
    "pair-words": make_kind_bank("match", "Finds neighbours", "Looks into an index"),
    "names-category": make_kind_bank(
        "sort", "[Asking, Ranking]", "[Asking, Resting at noon]"
    ),
    "step-order": make_kind_bank(
        "order", "- Fetch candidates", "- Then fetch candidates"
    ),
    "fix-missing": make_kind_bank("lines", ', fix: "tokens: 300"'),
    "draft": SOUND.replace("    level: 2", "    draft: true\n    level: 2"),
    "cut-text": change_sound_bank(
        "Why does a search miss it?", "What does issue #1 say of the search?"
    ),
    "fields": change_sound_bank("    level: 2\n", ""),
    "why-missing": change_sound_bank("        why: Nobody tuned it.\n", ""),
    "file-name": SOUND,
    "section-name": SOUND,
    "lesson-heading": change_sound_bank("## Chunking", "## Chunks"),
    "key-longest": make_choices_course(["abcdefghijklmn", *LEVEL[1:]]),
    "key-shortest": make_choices_course(["abcdefghij", *LEVEL[1:]]),
    "key-place": make_choices_course(LEVEL, shuffle=False),
    "absolutes": make_choices_course([*LEVEL[:3], "never a word"], key=3),
    "hedges": make_choices_course([*LEVEL[:3], "often a word"], key=3),
    "topic-questions": make_course(
        lambda n: make_course_item(n, LEVEL, topic="ranking"), count=3
    ),
    "concept-siblings": make_course(
        lambda n: make_course_item(n, LEVEL, concept=f"alone-{n}"), count=1
    ),
    "levels": make_course(lambda n: make_course_item(n, LEVEL, level=1)),
    "choice-share": make_choices_course(LEVEL),
    "true-share": make_course(
        lambda n: make_course_item(n, [], kind="truefalse", answer=True)
    ),
    "picks-share": make_course(lambda n: make_picks_item(n, 2)),
    "unused-topic": make_choices_course(LEVEL),
    "unused-misconception": make_choices_course(LEVEL),
    "unused-case": make_choices_course(LEVEL),
    "stale": change_sound_bank("    level: 2", "    level: 2\n    as_of: 2025-12"),
}

NAMES_BY_RULE = {"file-name": "rag.yaml", "section-name": "01-rug.yaml"}


def find_broken_rules(folder: Path, text: str, name: str = "01-rag.yaml") -> set[str]:
    return {
        fault.rule
        for fault in check_banks([write_yaml(folder, text, name)], True, SINCE)
    }


def test_the_page_for_authors_the_code_and_these_tests_have_the_same_rules() -> None:
    documented = re.findall(r"^\| `([a-z-]+)`( †)? \| .+ \| .+ \|$", PAGE, re.MULTILINE)
    assert [rule for rule, _ in documented] == list(BANKS_BY_RULE)
    marked = {rule for rule, mark in documented if mark}
    assert marked == COURSE_RULES - {"why-missing"}  # which stands below that heading
    assert tuple(BANKS_BY_RULE)[: len(ITEM_RULES)] == ITEM_RULES


def test_every_rule_in_the_code_is_among_them() -> None:
    own = [inspect.getsource(kind.course_faults) for kind in KINDS.values()]
    code = "".join((Path(checks.__file__).read_text("utf-8"), *own))
    rules = re.findall(r'Fault\(\s*"([a-z-]+)"', code)
    assert len(rules) > 10
    assert set(rules) <= set(BANKS_BY_RULE)


@pytest.mark.parametrize("rule", BANKS_BY_RULE)
def test_a_bank_that_breaks_a_rule_is_reported(tmp_path: Path, rule: str) -> None:
    text, name = BANKS_BY_RULE[rule], NAMES_BY_RULE.get(rule, "01-rag.yaml")
    assert rule in find_broken_rules(tmp_path, text, name)


def test_a_sound_bank_breaks_only_rules_that_need_more_questions(
    tmp_path: Path,
) -> None:
    assert find_broken_rules(tmp_path, SOUND) == {"topic-questions"}


@pytest.mark.parametrize("rule", tuple(BANKS_BY_RULE)[len(ITEM_RULES) :])
def test_only_rules_for_a_question_can_be_waived(tmp_path: Path, rule: str) -> None:
    assert find_broken_rules(
        tmp_path, SOUND + f"    waive: {{{rule}: It has to be so.}}\n"
    ) == {"waive"}
