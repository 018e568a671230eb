from datetime import UTC, datetime
from typing import Any

from builders import make_attempt, make_concept, make_entry
from quiz_home import SECTION_KEYS, STATS_KEYS, WEAK_KEYS
from weakspot.commands.json_rows import plan_row, progress_row, topic_row
from weakspot.engine.concepts import Concept
from weakspot.engine.mastery import Nodes, observe
from weakspot.engine.overview import Statistics
from weakspot.engine.records import Node
from weakspot.engine.report import Knowledge, Plan

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


TITLES = {"rag/chunking": "Chunking text", "rag/ranking": "Ranking passages"}


def observe_scores(*scores: float) -> dict[str, Node]:
    nodes = Nodes()
    for number, score in enumerate(scores):
        nodes = observe(
            nodes, make_attempt(score, question=f"rag/q-{number}"), first=True
        )
    return (
        {"player": nodes.player, "rag": nodes.section, "rag/chunking": nodes.topic}
        if scores
        else {}
    )


def make_rag_concept(name: str, topic: str = "chunking", **changes: Any) -> Concept:
    entry = make_entry(name, topic)
    return make_concept(entry, **changes)


def test_a_topic_row_has_the_keys_of_the_contract() -> None:
    row = topic_row(
        Knowledge(observe_scores(0, 0), NOW).report_topic(
            "rag/chunking", "Chunking text"
        )
    )
    assert row["needs"] == "right on 2 more questions, on 2 days"
    assert tuple(row) == WEAK_KEYS


def test_progress_as_json_has_the_keys_of_the_contract() -> None:
    knowledge = Knowledge(observe_scores(0, 0), NOW)
    section = knowledge.report_section(
        "rag", "Retrieval", TITLES, [make_rag_concept("a")]
    )
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
    )
    row = progress_row(progress)
    assert (row["forecast"], row["exam_forecast"]) == ((), None)
    assert row["seconds"] == 12
    assert row["sections"][0].keys() == SECTION_KEYS
    assert [topic["topic"] for topic in row["topics"]] == ["chunking", "ranking"]
    assert row.keys() == STATS_KEYS


def test_a_planned_round_as_json_has_its_minutes() -> None:
    plan = Plan(drawn=(), seconds=3630.0)
    assert plan_row(plan, "2026-11-02") == {"questions": 0, "minutes": 60.5, "why": []}
