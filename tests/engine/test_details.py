from asked import choice, slot

from weakspot.engine.feedback import detail_lines
from weakspot.engine.kinds.base import Source
from weakspot.engine.records import Past

TODAY = "2026-11-05"
PAST = (Past(day="2026-11-05", score=1), Past(day="2026-11-02", score=0.5), Past(day="2025-12-31", score=0))


def test_details_tell_why_how_it_went_the_source_kind_and_level() -> None:
    question = choice(source=Source(title="A handbook", url="https://example.org/d[key]"), as_of="2026-11")
    assert detail_lines(question, slot(reason="due", last="2026-11-02"), PAST, TODAY) == [
        ("Asked", "Due again: last asked 3 days ago."),
        ("History", "5 Nov ✓ · 2 Nov ~ · 31 Dec 2025 ✗"),
        ("Source", "A handbook"),
        ("Link", "https://example.org/d[key]"),
        ("Kind", "one right · level 2 of 4, understand"),
        ("As of", "2026-11"),
    ]


def test_what_is_not_known_is_left_out() -> None:
    told = dict(detail_lines(choice(), slot(), PAST, TODAY))
    assert told.keys() == {"Asked", "History", "Source", "Kind"}
    assert dict(detail_lines(choice(), slot(), (), TODAY))["History"] == "none"
