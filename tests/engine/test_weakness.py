import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.engine.mastery import FRESH_TOPIC
from weakspot.engine.records import Recent
from weakspot.engine.weakness import is_proven, is_weak, still_needed, topic_state

D1, D2, D3 = "2026-11-02", "2026-11-03", "2026-11-04"


def recent(*entries: str) -> tuple[Recent, ...]:
    """Entries such as `a1+`: question a, day 1, right; a to c ask one idea, d and e another, f none."""
    days = {"1": D1, "2": D2, "3": D3}
    return tuple(
        Recent(f"rag/{name}", days[day], sign == "+", None if name == "f" else "one" if name < "d" else "two")
        for name, day, sign in entries
    )


@pytest.mark.parametrize(
    ("entries", "needs"),
    [
        ((), (2, 2, False)),
        (("a1-",), (2, 2, True)),
        (("a1+",), (1, 1, False)),
        (("a1-", "a1+"), (1, 1, False)),
        (("a1-", "b1+"), (1, 1, False)),
        (("a1+", "a2+"), (1, 0, False)),
        (("a1+", "b1+"), (0, 1, False)),
        (("a1+", "b2+"), (0, 0, False)),
        (("a1+", "b2+", "b3-"), (2, 2, True)),
        (("a1+", "b1-", "b2+"), (1, 1, False)),
        (("a1-", "a1+", "a2+", "b2+"), (0, 0, False)),
        (("a1-", "a1+", "b1+", "a2+"), (0, 0, False)),
        (("a1-", "b1+", "b2+", "b3+"), (1, 0, False)),
        (("a1+", "b2+", "a2-", "c3+"), (1, 1, False)),
        (("a1-", "d1-", "e2+"), (1, 1, False)),
        (("a1-", "d1+"), (1, 1, True)),
        (("a1-", "d1+", "e1+"), (0, 1, True)),
        (("a1-", "d1+", "d2+"), (1, 0, True)),
        (("a1-", "d1+", "e2+"), (0, 0, True)),
        (("a1-", "d1+", "e2+", "b3+"), (0, 0, False)),
        (("f1-", "d1+", "a2+"), (0, 0, True)),
        (("f1-", "d1+", "f2+"), (0, 0, False)),
    ],
)
def test_proven_is_right_on_two_questions_on_two_days_and_on_the_idea_of_the_last_miss(
    entries: tuple[str, ...], needs: tuple[int, int, bool]
) -> None:
    assert still_needed(recent(*entries)) == needs
    assert is_proven(recent(*entries)) == (needs == (0, 0, False))


ANSWERS = st.lists(
    st.builds(lambda *parts: "".join(parts), *map(st.sampled_from, ("abcdef", "123", "+-"))), max_size=7
).map(lambda answers: recent(*sorted(answers, key=lambda entry: entry[1])))


@given(ANSWERS)
def test_what_is_told_to_be_needed_is_enough_and_nothing_less_is(last: tuple[Recent, ...]) -> None:
    needs = still_needed(last)
    misses = [entry for entry in last if not entry.right]
    more = [Recent(f"rag/new-{n}", f"2026-11-{5 + n:02}", True) for n in range(max(needs[:2]))]
    if needs.idea:
        more[:1] = [Recent("rag/again", "2026-11-05", True, misses[-1].concept)]
        if misses[-1].concept is None:
            more[0] = Recent(misses[-1].question, "2026-11-05", True)
    assert is_proven((*last, *more))
    assert not more or not is_proven((*last, *more[1:]))


@given(ANSWERS, st.sampled_from("abcdef"))
def test_a_right_answer_never_makes_more_needed_and_a_miss_all_of_it(
    last: tuple[Recent, ...], question: str
) -> None:
    before, after = still_needed(last), still_needed((*last, *recent(f"{question}3+")))
    assert all(less <= more for less, more in zip(after, before, strict=True))
    assert still_needed((*last, *recent(f"{question}3-"))) == (2, 2, True)


@pytest.mark.parametrize(
    ("different", "entries", "p_weak", "weak"),
    [
        (2, ("a1+", "b1-"), 0.61, True),
        (2, ("a1+", "b1-"), 0.6, False),
        (1, ("a1-",), 0.9, False),
        (1, ("a1-",), 0.91, True),
        (2, ("a1-", "b1+", "a1+"), 0.8, True),
        (2, ("a1-", "b1+", "b1+", "b1+"), 0.99, False),
        (2, ("a1-", "b1+", "a2+"), 0.99, False),
        (2, ("a1+", "b1+"), 0.99, False),
        (0, (), 0.99, False),
    ],
)
def test_a_topic_becomes_weak_with_a_late_miss_and_enough_doubt(
    different: int, entries: tuple[str, ...], p_weak: float, weak: bool
) -> None:
    topic = msgspec.structs.replace(FRESH_TOPIC, different=different, recent=recent(*entries))
    assert is_weak(topic, p_weak) == weak


@pytest.mark.parametrize(
    ("entries", "p_weak", "weak"),
    [
        (("a1-", "a1+", "b2+"), 0.6, False),
        (("a1-", "a1+", "b2+"), 0.61, True),
        (("a1-", "a1+", "b1+"), 0.1, True),
        (("a1-", "a1+", "a2+"), 0.1, True),
        (("a1-", "a1+", "b2+", "a3-"), 0.5, True),
        (("a1-", "d1+", "e2+"), 0.1, True),
        (("a1-", "d1+", "b2+"), 0.1, False),
    ],
)
def test_a_weak_topic_is_let_go_once_proven_and_likely_known(
    entries: tuple[str, ...], p_weak: float, weak: bool
) -> None:
    topic = msgspec.structs.replace(FRESH_TOPIC, weak=True, different=2, recent=recent(*entries))
    assert is_weak(topic, p_weak) == weak


@pytest.mark.parametrize(
    ("weak", "evidence", "different", "p_weak", "state"),
    [
        (False, 0.0, 0, 0.9, "untried"),
        (True, 1.5, 2, 0.1, "weak"),
        (False, 0.75, 1, 0.61, "perhaps"),
        (False, 0.75, 1, 0.6, "unsure"),
        (False, 0.75, 1, 0.1, "unsure"),
        (False, 1.5, 2, 0.3, "known"),
        (False, 1.5, 2, 0.31, "unsure"),
    ],
)
def test_a_topic_has_one_state(
    weak: bool, evidence: float, different: int, p_weak: float, state: str
) -> None:
    topic = msgspec.structs.replace(FRESH_TOPIC, weak=weak, evidence=evidence, different=different)
    assert topic_state(topic, p_weak) == state
