from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from builders import make_attempt, make_concept, make_entry
from weakspot.engine.concepts import Concept
from weakspot.engine.mastery import Nodes, estimate_topic, observe
from weakspot.engine.records import Node
from weakspot.engine.report import Knowledge, TopicReport, find_weak_spots

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


def test_a_topic_never_tried_has_no_figures() -> None:
    report = Knowledge({}, NOW).report_topic(
        "rag/chunking", "Chunking text", questions=4
    )
    assert (report.state, report.answers, report.questions) == ("untried", 0, 4)
    assert report.firm_estimate is None
    assert (report.estimate, report.last_seen, report.needs) == (None,) * 3


def test_a_topic_tried_has_the_figures_of_its_nodes() -> None:
    nodes = observe_scores(0, 0, 0)
    report = Knowledge(nodes, NOW).report_topic("rag/chunking", "Chunking text")
    estimate = estimate_topic(
        Nodes(nodes["player"], nodes["rag"], nodes["rag/chunking"]), NOW
    )
    assert report.estimate == estimate
    assert (report.state, report.needs, report.firm_estimate) == (
        "weak",
        (2, 2),
        report.estimate,
    )
    assert (report.answers, report.misses, report.evidence) == (
        3,
        3,
        pytest.approx(2.25),
    )
    assert report.last_seen == "2026-11-02"


def test_a_topic_that_is_not_weak_needs_nothing() -> None:
    assert (
        Knowledge(observe_scores(1, 1), NOW)
        .report_topic("rag/chunking", "Chunking text")
        .needs
        is None
    )


def test_a_section_counts_what_is_seen_asked_and_due() -> None:
    concepts = [
        make_rag_concept("a", last="2026-11-01", recall=0.8, seen=1),
        make_rag_concept("b", last="2026-11-01", recall=0.95, seen=1),
        make_rag_concept("c", "ranking"),
    ]
    report = Knowledge(observe_scores(1, 0), NOW).report_section(
        "rag", "Retrieval", TITLES, concepts, due=1
    )
    assert (
        report.seen,
        report.questions,
        report.due,
        report.answers,
        report.misses,
    ) == (2, 3, 1, 2, 1)
    assert [(topic.topic, topic.questions) for topic in report.topics] == [
        ("chunking", 2),
        ("ranking", 1),
    ]
    assert report.estimate is not None
    assert report.estimate.low <= report.estimate.mastery <= report.estimate.high


def test_a_section_never_tried_has_no_figures() -> None:
    report = Knowledge({}, NOW).report_section(
        "rag", "Retrieval", TITLES, [make_rag_concept("a")]
    )
    assert (report.estimate, report.seen, report.due) == (None, 0, 0)


def make_report(
    topic: str, state: str, p_weak: float | None, misses: int = 1
) -> TopicReport:
    fresh, estimate = Knowledge({}, NOW).report_topic(f"rag/{topic}", topic), None
    if p_weak is not None:
        estimate = msgspec.structs.replace(estimate_topic(Nodes(), NOW), p_weak=p_weak)
    return msgspec.structs.replace(fresh, state=state, estimate=estimate, misses=misses)


def test_weak_topics_come_first_then_those_that_may_be_each_by_chance() -> None:
    topics = [
        make_report("a", "perhaps", 0.95),
        make_report("b", "weak", 0.61),
        make_report("c", "known", 0.1),
        make_report("d", "weak", 0.9),
        make_report("e", "good", 0.99, misses=0),
        make_report("f", "untried", None),
        make_report("g", "perhaps", 0.7),
    ]
    assert [topic.topic for topic in find_weak_spots(topics)] == ["d", "b", "a", "g"]
