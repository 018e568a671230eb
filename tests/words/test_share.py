import pytest

from weakspot.engine.changes import Whole
from weakspot.words.share import Share, share_lines

WHOLE = Whole(topics=69, known=24, repaired=14, last="2026-12-02")
SHARE = Share(
    subject="AI engineering",
    day="2026-12-02",
    scores=(1.0, 0.5, 0.0, 1.0),
    whole=WHOLE,
    repaired=[("Prompt caching", "weak", "known"), ("LoRA", "weak", "good")],
)


def with_repaired(count: int, subject: str = "") -> Share:
    repaired = [(f"T{at}", "weak", "good") for at in range(count)]
    return Share(
        subject=subject, day=SHARE.day, scores=(1.0,), whole=WHOLE, repaired=repaired
    )


def test_a_round_is_told_in_four_lines() -> None:
    assert share_lines(SHARE) == [
        "◆\u00a0weakspot   AI engineering, 2 Dec 2026",
        "■▪□■",
        "2 of 4 right · 24 of 69 topics known",
        "Repaired: Prompt caching ◆→●, LoRA ◆→◑",
    ]


def test_without_a_repair_it_is_three_lines_and_without_a_subject_the_date() -> None:
    lines = share_lines(with_repaired(0))
    assert len(lines) == 3
    assert lines[0] == "◆\u00a0weakspot   2 Dec 2026"


@pytest.mark.parametrize(
    ("count", "end"), [(3, "T2 ◆→◑"), (4, "T2 ◆→◑, 1 more"), (9, "T2 ◆→◑, 6 more")]
)
def test_three_repaired_topics_are_named_and_the_others_counted(
    count: int, end: str
) -> None:
    assert share_lines(with_repaired(count))[3].endswith(end)
