from weakspot.engine.constants import FIRST_QUESTIONS, FIRST_ROUNDS, TODAY_MINUTES
from weakspot.engine.rules import today_rules


def test_the_first_rounds_have_so_many_questions_and_no_open_one() -> None:
    for ended in range(FIRST_ROUNDS):
        rules = today_rules(ended, TODAY_MINUTES)
        assert (rules.count, rules.minutes) == (FIRST_QUESTIONS, None)
        assert rules.graded


def test_later_rounds_take_the_players_minutes() -> None:
    rules = today_rules(FIRST_ROUNDS, TODAY_MINUTES)
    assert (rules.count, rules.minutes) == (None, TODAY_MINUTES)


def test_minutes_that_the_player_chose_hold_from_the_first_round_on() -> None:
    rules = today_rules(0, TODAY_MINUTES + 5)
    assert (rules.count, rules.minutes) == (None, TODAY_MINUTES + 5)
