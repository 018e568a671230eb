from datetime import UTC, datetime
from math import exp
from random import Random

import msgspec
import pytest

from builders import make_attempt, make_entry
from weakspot.engine.concepts import Entry, add_history, group_entries
from weakspot.engine.forecast import ExamForecast, forecast_exam
from weakspot.engine.mastery import (
    FRESH_SECTION,
    FRESH_TOPIC,
    Nodes,
    observe,
    predict_score,
)
from weakspot.engine.records import Node
from weakspot.engine.report import Knowledge

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = "2026-11-02"


# An exam


def make_entries(
    sections: int, topics: int, questions: int, guess: float = 0.25
) -> list[Entry]:
    return [
        make_entry(f"t{t}-q{n}", f"t{t}", section=f"s{s}", level=1 + n % 4, guess=guess)
        for s in range(sections)
        for t in range(topics)
        for n in range(questions)
    ]


def know_after(
    entries: list[Entry], answers: int, share: float, seed: int = 1
) -> Knowledge:
    """Return what is known after `answers` answers, of which about `share` are
    right.
    """
    rng = Random(seed)
    found: dict[str, Node] = {}
    for number in range(answers):
        entry = entries[rng.randrange(len(entries))]
        section, topic = entry.section, entry.topic_key
        before = Nodes.of_topic(found, section, topic)
        score, key = float(rng.random() < share), f"{entry.key}-{number}"
        attempt = make_attempt(score, question=key, guess=entry.guess)
        after = observe(before, attempt, first=True)
        found |= {"player": after.player, section: after.section, topic: after.topic}
    return Knowledge(found, NOW)


def forecast_of(entries: list[Entry], knowledge: Knowledge) -> ExamForecast:
    expected = forecast_exam(add_history(group_entries(entries), (), TODAY), knowledge)
    assert expected is not None
    return expected


def test_an_exam_is_forecast_after_twelve_answers() -> None:
    entries = make_entries(3, 4, 5)
    concepts = add_history(group_entries(entries), (), TODAY)
    assert forecast_exam(concepts, know_after(entries, 11, 0.7)) is None
    assert forecast_exam(concepts, know_after(entries, 12, 0.7)) is not None
    assert forecast_exam((), know_after(entries, 12, 0.7)) is None


def test_an_exam_gives_what_its_questions_are_expected_to() -> None:
    entries = make_entries(3, 4, 5)
    knowledge = know_after(entries, 60, 0.6)
    expected = forecast_of(entries, knowledge)
    for section in expected.sections:
        section_entries = [
            entry for entry in entries if entry.section == section.section
        ]
        scores = [
            predict_score(
                Nodes.of_topic(knowledge.nodes, entry.section, entry.topic_key),
                entry.level,
                entry.guess,
                NOW,
            )
            for entry in section_entries
        ]
        assert section.share == pytest.approx(sum(scores) / len(scores))
        assert 0 <= section.low <= section.share <= section.high <= 1
        assert section.high - section.low > expected.high - expected.low
    assert expected.high - expected.share == pytest.approx(
        expected.share - expected.low
    )
    assert expected.share == pytest.approx(
        sum(section.share for section in expected.sections) / 3
    )
    assert expected.questions == 40


def test_a_section_with_few_questions_counts_for_those() -> None:
    entries = [
        *make_entries(1, 4, 10),
        make_entry("one", "only", section="small"),
    ]
    expected = forecast_of(entries, know_after(entries, 40, 0.6))
    large, small = expected.sections
    assert expected.questions == 40
    assert expected.share == pytest.approx((39 * large.share + small.share) / 40)


def test_an_exam_asks_an_idea_once_and_no_essay() -> None:
    essay = make_entry("essay", "t0", section="s0", kind="open", seconds=120, guess=0.3)
    twin = [make_entry(f"twin-{n}", "t0", "one", section="s0") for n in (1, 2)]
    entries = [*make_entries(1, 1, 3), *twin]
    knowledge = know_after(entries, 40, 0.6)
    assert forecast_of([*entries, essay], knowledge) == forecast_of(entries, knowledge)
    assert forecast_of(entries, knowledge).questions == 4
    assert (
        forecast_exam(add_history(group_entries([essay]), (), TODAY), knowledge) is None
    )


def test_more_answers_make_the_range_narrower() -> None:
    entries = make_entries(4, 4, 4)
    widths = []
    for answers in (12, 60, 600):
        expected = forecast_of(entries, know_after(entries, answers, 0.6))
        widths.append(expected.high - expected.low)
    assert widths == sorted(widths, reverse=True)
    sampled = (
        2 * 1.645 * (0.25 / 40) ** 0.5
    )  # the spread of 40 questions remains however much is known
    assert widths[0] > 1.2 * sampled


def test_what_cannot_be_missed_is_certain_whatever_is_known() -> None:
    entries = make_entries(2, 2, 2, guess=0.95)
    expected = forecast_of(entries, know_after(make_entries(2, 2, 2), 20, 0.3))
    assert expected.share == pytest.approx(0.95)


def simulate_exam(
    entries: list[Entry], knowledge: Knowledge, rng: Random
) -> dict[str, list[bool]]:
    """Simulate an exam of a player drawn from the estimates: right or not, by section,
    10 questions each.
    """

    def draw_mean(node: Node) -> float:
        return rng.gauss(node.mean, node.variance**0.5)

    player = draw_mean(knowledge.player)
    answers: dict[str, list[bool]] = {}
    for section in sorted({entry.section for entry in entries}):
        section_entries = [entry for entry in entries if entry.section == section]
        section_mean = player + draw_mean(knowledge.nodes.get(section, FRESH_SECTION))
        topics = {entry.topic_key for entry in section_entries}
        topic_means = {
            key: section_mean + draw_mean(knowledge.nodes.get(key, FRESH_TOPIC))
            for key in sorted(topics)
        }
        answers[section] = []
        for entry in rng.choices(section_entries, k=10):
            knows = 1 / (
                1 + exp(-topic_means[entry.topic_key] + 0.3 * (entry.level - 2.5))
            )
            answers[section].append(
                rng.random() < 0.95 * knows + entry.guess * (1 - knows)
            )
    return answers


@pytest.mark.parametrize(("answers", "share"), [(12, 0.5), (80, 0.7), (400, 0.85)])
def test_nine_in_ten_exams_lie_within_the_range(answers: int, share: float) -> None:
    entries = make_entries(4, 5, 4)
    knowledge = know_after(entries, answers, share)
    without_lift = {
        key: msgspec.structs.replace(node, lift=0.0)
        for key, node in knowledge.nodes.items()
    }
    knowledge = Knowledge(without_lift, NOW)
    expected = forecast_of(entries, knowledge)
    rng, exams_within, sections_within = Random(7), 0, 0
    for _ in range(600):
        simulated_answers = simulate_exam(entries, knowledge, rng)
        all_answers = [
            right for rights in simulated_answers.values() for right in rights
        ]
        exams_within += (
            expected.low <= sum(all_answers) / len(all_answers) <= expected.high
        )
        sections_within += sum(
            section.low <= sum(simulated_answers[section.section]) / 10 <= section.high
            for section in expected.sections
        )
    assert 0.86 < exams_within / 600 < 0.96
    assert 0.86 < sections_within / 2400 < 0.97


def test_time_makes_a_forecast_less_sure() -> None:
    entries = make_entries(3, 3, 4)
    now = know_after(entries, 120, 0.7)
    later = Knowledge(now.nodes, datetime(2027, 11, 2, tzinfo=UTC))
    first, second = forecast_of(entries, now), forecast_of(entries, later)
    assert second.high - second.low > first.high - first.low
