from weakspot.engine.changes import Changes, Whole, sum_changes, sum_whole
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
        repaired=("rag/a",), weak=("rag/b",), known=("rag/c",)
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
