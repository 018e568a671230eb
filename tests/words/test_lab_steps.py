from pathlib import Path

import pytest

from weakspot.bank.reader import read_bank
from weakspot.engine.lab import LabStep, Project, StepAnswer, follow_up_question
from weakspot.words.lab import LESSON, STEPS

QUESTIONS = Path(__file__).parents[2] / "questions"
step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)


def shipped_topics() -> dict[str, str]:
    """The titles of the topics of our own banks, by `section/topic`."""
    banks = [read_bank(path).bank for path in QUESTIONS.glob("*.yaml")]
    return {
        f"{bank.section}/{slug}": topic.title
        for bank in banks
        if bank
        for slug, topic in bank.topics.items()
    }


def test_a_gap_and_its_topic_fit_in_a_line_of_the_card() -> None:
    titles = shipped_topics()
    for point in (point for step in STEPS for point in step.points):
        assert len(point.gap) + len(titles[point.topics[0]]) <= 62, point.gap


def test_every_topic_named_is_in_our_banks() -> None:
    named = {key for step in STEPS for point in step.points for key in point.topics}
    named |= {step.follow_up.topic for step in STEPS}
    assert named - shipped_topics().keys() == set()
    assert LESSON in {key.partition("/")[0] for key in shipped_topics()}
    assert len(named) > 15


@step
def test_a_step_is_a_sound_question_with_three_to_five_points(step: LabStep) -> None:
    assert [*step.question.faults(), *step.question.course_faults()] == []
    slugs = [point.slug for point in step.points]
    assert len(set(slugs)) == len(slugs)
    assert all(point.topics for point in step.points)


@step
def test_texts_are_whole_sentences_and_short_enough_for_a_screen(step: LabStep) -> None:
    for text in (step.example, step.model, *step.names, step.follow_up.answer):
        assert text[0].isupper() or text[0].isdecimal()
        assert text.endswith(".")
        assert "  " not in text
    assert step.asks.endswith("?")
    assert len(step.model.split()) <= 100
    assert len(step.example.split()) <= 75
    assert max(map(len, step.names)) <= 88


@step
def test_a_follow_up_is_a_sound_question_about_what_was_said(step: LabStep) -> None:
    project = Project(
        id="0199", name="Bot", answers={step.slug: StepAnswer(text="It reads {mail}.")}
    )
    _, question = follow_up_question(project, step)
    assert [*question.faults(), *question.course_faults()] == []
    assert "Bot" in question.prompt
    assert "“It reads {mail}.”" in question.prompt
    assert question.prompt.endswith("?")


def test_each_step_and_title_is_there_once() -> None:
    for values in ([step.slug for step in STEPS], [step.title for step in STEPS]):
        assert len(values) == len(set(values)) == 7
    picked = {step.slug: len(step.options) for step in STEPS if step.options}
    assert picked == {"technique": 6, "layer": 3}
