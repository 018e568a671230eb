"""Limits on the work that a bank can cause, beyond its size; `make faults` measures
time and memory.
"""

import tracemalloc
from pathlib import Path

from banks import HEAD, SOUND, find_faults, make_question
from hostile_banks import (
    HARMFUL,
    many_numbers_bank,
    many_questions_bank,
    names_bank,
    number_bank,
)

from weakspot.bank.faults import MAX_FAULTS
from weakspot.engine.values import LocatedFault


def rules_of(located: list[LocatedFault]) -> set[str]:
    return {fault.rule for fault in located}


def test_p14_a_bank_full_of_one_fault_gets_200_faults(tmp_path: Path) -> None:
    for name in ("unknown fields: 40,000", "waive: 40,000", "questions: no kind"):
        located = find_faults(tmp_path, HARMFUL[name])
        assert len(located) == MAX_FAULTS
        assert located == sorted(located, key=lambda fault: (fault.line, fault.column))


def test_p15_a_bank_of_control_characters_takes_little_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        assert (
            len(find_faults(tmp_path, HARMFUL["control characters: 3 MB"]))
            == MAX_FAULTS
        )
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_p14_of_many_similar_questions_200_are_reported(tmp_path: Path) -> None:
    located = find_faults(
        tmp_path, many_questions_bank(400, "Why does a search miss it?")
    )
    assert rules_of(located) >= {"alike"}
    assert len(located) == MAX_FAULTS


def test_long_prompts_are_compared_too(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(2000))
    located = find_faults(tmp_path, many_questions_bank(2, f"{words} #"))
    (fault,) = [fault for fault in located if fault.rule == "alike"]
    assert "asks nearly the same as q-0" in fault.message


def test_p18_formulas_with_too_many_draws_to_try_are_refused_with_their_place(
    tmp_path: Path,
) -> None:
    (fault,) = find_faults(tmp_path, many_numbers_bank(8, 9))
    assert fault.rule == "too-many-draws"
    assert fault.line > HEAD.count("\n") + 100
    assert "too-many-draws" not in rules_of(find_faults(tmp_path, number_bank("x")))


def test_p18_near_answers_are_nine_at_most(tmp_path: Path) -> None:
    near = ", ".join(f"{{answer: x+{n}, why: x}}" for n in range(2, 12))
    located = find_faults(tmp_path, number_bank("x", near=f"[{near}]"))
    assert "near answers: 10, not 0 to 9" in str(located[0])


def test_p15_a_gap_has_40_names_at_most(tmp_path: Path) -> None:
    assert rules_of(find_faults(tmp_path, names_bank(1, 40))).isdisjoint({"name-count"})
    located = find_faults(tmp_path, names_bank(1, 41))
    assert [fault.message for fault in located] == ["names: 41, not up to 40"]


def test_p15_a_wrong_name_is_compared_with_300_known_ones(tmp_path: Path) -> None:
    for place, hint in (
        (300, "did you mean `it-is`?"),
        (301, "declare it under `misconceptions`"),
    ):
        known = (
            "".join(f"  m-{n}: It is {n}.\n" for n in range(place - 1))
            + "  it-is: It is.\n"
        )
        text = SOUND.replace("misconceptions:\n", f"misconceptions:\n{known}")
        (fault,) = find_faults(tmp_path, text.replace("on: old-vectors", "on: it-iss"))
        assert fault.hint == hint


def test_a_fault_in_a_repeated_field_points_at_its_first_occurrence(
    tmp_path: Path,
) -> None:
    text = HEAD + make_question().replace("level: 2", "level: 9\n    level: 2")
    level = next(
        fault for fault in find_faults(tmp_path, text) if fault.rule == "level"
    )
    assert text.splitlines()[level.line - 1] == "    level: 9"


def test_p14_a_text_is_at_most_20_000_characters(tmp_path: Path) -> None:
    for style in ("", '"', "'"):
        for count, expected in ((20_000, set()), (20_001, {"too-long"})):
            text = SOUND.replace(
                "How passages are found.", f"{style}{'w' * count}{style}"
            )
            located = find_faults(tmp_path, text)
            assert {
                fault.rule for fault in located if fault.severity == "error"
            } == expected
    (fault,) = find_faults(
        tmp_path, SOUND.replace("Cut text into passages.", "word " * 5000)
    )
    assert (fault.rule, fault.line) == ("too-long", 4)
