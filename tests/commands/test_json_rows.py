from datetime import UTC, datetime

from builders import make_concept, make_entry
from quiz_home import SECTION_KEYS, STATS_KEYS
from weakspot.commands.json_rows import progress_row
from weakspot.engine.changes import Changes, Whole
from weakspot.engine.overview import Statistics
from weakspot.engine.report import Knowledge

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TITLES = {"rag/chunking": "Chunking text", "rag/ranking": "Ranking passages"}


def test_progress_as_json_has_the_keys_of_the_contract() -> None:
    concepts = [make_concept(make_entry("a", "chunking"))]
    section = Knowledge({}, NOW).report_section("rag", "Retrieval", TITLES, concepts)
    progress = Statistics(
        attempts=2,
        rounds=1,
        questions_seen=2,
        right_share=0.0,
        streak_days=0,
        points=0,
        seconds=11.7,
        sections=(section,),
        kinds={},
        whole=Whole(topics=2, known=1, repaired=0, last=None),
        week=Changes(repaired=("rag/chunking",)),
    )
    row = progress_row(progress)
    assert (row["forecast"], row["exam_forecast"]) == ((), None)
    assert row["seconds"] == 12
    assert row["sections"][0].keys() == SECTION_KEYS
    assert [topic["topic"] for topic in row["topics"]] == ["chunking", "ranking"]
    assert (row["known"], row["repaired"]) == (1, 0)
    assert row["last_7_days"] == {"repaired": 1, "weak": 0, "known": 0}
    assert row.keys() == STATS_KEYS
