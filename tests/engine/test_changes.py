from weakspot.engine.changes import (
    Changes,
    WeekCount,
    Whole,
    count_by_day,
    sum_changes,
    sum_whole,
)
from weakspot.engine.records import Change

TOPICS = {"rag/a", "rag/b", "rag/c", "rag/d"}


def change(topic: str, was: str, now: str, day: str = "2026-11-02") -> Change:
    return Change(day, f"rag/{topic}", was, now)


def test_the_last_repair_or_weakness_of_a_topic_counts() -> None:
    changes = [
        change("a", "open", "weak"),
        change("b", "weak", "good"),
        change("a", "weak", "known"),
        change("b", "good", "weak"),
        change("c", "good", "known"),
        change("d", "untried", "good"),
        change("gone", "weak", "good"),
    ]
    assert sum_changes(changes, TOPICS) == Changes(
        repaired=("rag/a",),
        weak=("rag/b",),
        known=("rag/c",),
        states={
            "rag/a": ("open", "known"),
            "rag/b": ("weak", "weak"),
            "rag/c": ("good", "known"),
            "rag/d": ("untried", "good"),
        },
    )
    assert sum_changes([], TOPICS) == Changes()


def test_the_whole_counts_what_is_known_and_what_was_repaired() -> None:
    states = [("rag/a", "known"), ("rag/b", "weak"), ("rag/c", "good")]
    weak = [
        change("c", "weak", "good", "2026-11-02"),
        change("a", "weak", "perhaps", "2026-11-04"),
        change("b", "open", "weak", "2026-11-05"),
        change("gone", "weak", "good", "2026-11-06"),
    ]
    assert sum_whole(states, weak) == Whole(
        topics=3, known=1, repaired=2, last="2026-11-04"
    )
    assert sum_whole([], []) == Whole(topics=0, known=0, repaired=0, last=None)


def test_topics_are_counted_by_their_state_at_the_end_of_each_day() -> None:
    changes = [
        change("a", "untried", "weak", "2026-11-02"),
        change("b", "untried", "known", "2026-11-04"),
        change("a", "weak", "known", "2026-11-08"),
        change("gone", "untried", "known", "2026-11-08"),
    ]
    days = ["2026-11-01", "2026-11-04", "2026-11-08"]
    assert count_by_day(changes, TOPICS, days) == [
        WeekCount("2026-11-01", known=0, weak=0),
        WeekCount("2026-11-04", known=1, weak=1),
        WeekCount("2026-11-08", known=2, weak=0),
    ]
