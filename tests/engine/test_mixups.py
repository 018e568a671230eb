import pytest
from asked import choice, outcome, session, slot
from msgspec.structs import replace

from weakspot.engine.kinds.base import Option
from weakspot.engine.mixups import Belief, offered, to_repair
from weakspot.engine.session import Session, advanced, answered
from weakspot.engine.values import Picks

QUESTION = choice()
UNITS = {"s/a": "s/t/one", "s/b": "s/t/one", "s/c": "s/t/two", "s/d": "s/u/three", "other/e": "other/t/e"}
OFFERS = {"s/c": frozenset({"belief-0"}), "other/e": frozenset({"belief-0"})}


def round_of(*answers: tuple[str, int]) -> Session:
    """A round of questions answered with these options: 0 is right, 1 and 2 betray a belief each."""
    played = replace(session(), slots=tuple(slot(key) for key, _ in answers))
    for _, pick in answers:
        verdict = QUESTION.grade(Picks(picks=frozenset({pick})), {})
        played = advanced(answered(played, outcome(verdict=verdict)))
    return played


def beliefs(*answers: tuple[str, int]) -> dict[Belief, tuple[str, ...]]:
    return to_repair(round_of(*answers), lambda key: OFFERS.get(key, frozenset()), UNITS.__getitem__)


def test_a_question_offers_the_misconceptions_of_its_wrong_options() -> None:
    assert offered(choice()) == {"belief-0", "belief-1"}
    assert offered(choice(Option(text="so", right=True), Option(text="not", why="no"))) == frozenset()


def test_each_belief_betrayed_is_to_repair_once_with_the_questions_that_met_it() -> None:
    found = beliefs(("s/a", 1), ("s/d", 1), ("s/c", 2))
    assert found == {Belief("s", "belief-0"): ("s/a", "s/d"), Belief("s", "belief-1"): ("s/c",)}


@pytest.mark.parametrize("later", ["s/b", "s/c"])
def test_a_later_right_answer_to_a_sibling_or_where_it_is_on_offer_repairs_it(later: str) -> None:
    assert beliefs(("s/a", 1), (later, 0)) == {}


@pytest.mark.parametrize("later", ["s/a", "s/d", "other/e"])
def test_the_same_question_another_idea_and_another_bank_repair_nothing(later: str) -> None:
    assert beliefs(("s/a", 1), (later, 0)) == {Belief("s", "belief-0"): ("s/a",)}


def test_neither_an_earlier_nor_a_wrong_answer_repairs() -> None:
    assert Belief("s", "belief-0") in beliefs(("s/c", 0), ("s/a", 1), ("s/b", 2))
