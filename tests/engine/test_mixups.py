import pytest

from builders import make_choice
from weakspot.engine.kinds.base import Option
from weakspot.engine.mixups import (
    Mixup,
    find_misconceptions,
    find_unrepaired,
    group_encounters,
    repairing_questions,
)
from weakspot.engine.records import Encounter

OFFER = frozenset({"alike"})
ASKING: dict[str, tuple[str, frozenset[str]]] = {
    "s/a": ("s/t/one", OFFER),
    "s/b": ("s/t/one", frozenset()),
    "s/c": ("s/u/two", OFFER),
    "s/d": ("s/u/three", frozenset()),
    "s/e": ("s/u/=e", frozenset({"alone"})),
    "other/a": ("other/t/=a", OFFER),
}
BELIEFS = {"s/alike": "All are alike.", "s/alone": "One stands alone."}
MET = Encounter("s/a", "alike", 2, "05", "2026-11-02")
ALONE = Encounter("s/e", "alone", 1, "06", "2026-11-02")


def find_left(*met: Encounter, **rights: str) -> list[Mixup]:
    """Return the mix-ups to repair; `rights` maps a question to the id of its last
    right answer.
    """
    known = {key.replace("_", "/"): id for key, id in rights.items()}
    return find_unrepaired(group_encounters(met, ASKING), known, BELIEFS)


def test_a_question_offers_the_misconceptions_of_its_wrong_options() -> None:
    assert find_misconceptions(make_choice()) == {"belief-0", "belief-1"}
    without = make_choice(Option(text="so", right=True), Option(text="not", why="no"))
    assert find_misconceptions(without) == frozenset()


def test_only_right_answers_that_could_repair_a_mix_up_are_looked_up() -> None:
    met = group_encounters([MET, ALONE], ASKING)
    assert repairing_questions(met) == {"s/b", "s/c"}
    assert len(find_unrepaired(met, {}, BELIEFS)) == 2


def test_a_mix_up_has_how_often_and_when_it_was_last_met() -> None:
    again = Encounter("s/c", "alike", 1, "07", "2026-11-04")
    assert find_left(MET, ALONE, again) == [
        Mixup(
            section="s",
            misconception="alike",
            belief="All are alike.",
            met=3,
            last="2026-11-04",
        ),
        Mixup(
            section="s",
            misconception="alone",
            belief="One stands alone.",
            met=1,
            last="2026-11-02",
        ),
    ]


@pytest.mark.parametrize("question", ["s_b", "s_c"])
def test_a_later_right_answer_to_a_sibling_or_where_it_is_on_offer_repairs_it(
    question: str,
) -> None:
    assert find_left(MET, **{question: "06"}) == []


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("s_b", "04"),
        ("s_a", "09"),
        ("s_d", "09"),
        ("other_a", "9"),
    ],
)
def test_earlier_answers_and_those_to_another_idea_or_bank_repair_nothing(
    question: str, right: str
) -> None:
    assert [mixup.met for mixup in find_left(MET, **{question: right})] == [2]


def test_what_was_met_in_two_questions_is_repaired_in_both() -> None:
    again = Encounter("s/c", "alike", 1, "07", "2026-11-04")
    assert find_left(MET, again, s_c="06") != []
    assert find_left(MET, again, s_c="06", s_a="08") == []
