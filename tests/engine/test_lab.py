from typing import Any

import msgspec
import pytest

from weakspot.engine.kinds.base import Source
from weakspot.engine.lab import (
    FollowUp,
    LabNote,
    LabOption,
    LabPoint,
    LabStep,
    Project,
    StepAnswer,
    build_card,
    build_projects,
    follow_up_question,
)
from weakspot.engine.values import Essay

FOLLOW_UP = FollowUp(
    asks="On {name}: “{quote}” Why?",
    answer="Because of {braces}.",
    rubric=("Says why", "Says how"),
    explain="So it is.",
    topic="rag/ranking",
)


def make_step(slug: str, *points: LabPoint, **changes: Any) -> LabStep:
    """Make a step with these points."""
    step = LabStep(
        slug=slug,
        title=slug.title(),
        asks=f"What is the {slug}?",
        names=("This.", "That."),
        example="An example.",
        model="A model answer.",
        points=points,
        follow_up=FOLLOW_UP,
        source=Source(title="A handbook"),
    )
    return msgspec.structs.replace(step, **changes)


USERS = LabPoint("users", "Names the users", "no users", ("rag/chunking",))
COST = LabPoint("cost", "Names the cost", "no cost", ("rag/evals", "rag/ranking"))
STEPS = (
    make_step("project", USERS),
    make_step(
        "technique",
        COST,
        USERS,
        options=(LabOption("rag", "RAG", "looked up"), LabOption("lora", "LoRA", "")),
        several=True,
    ),
)
TITLES = {"rag/chunking": "Chunking", "rag/ranking": "Ranking"}


def note(**fields: Any) -> str:
    """Encode the note of an event."""
    return msgspec.json.encode(LabNote(**fields)).decode()


def build_project(**answers: StepAnswer) -> Project:
    return Project(id="p", name="Bot", answers=answers)


# The log


def test_the_last_word_on_each_step_counts() -> None:
    (project,) = build_projects(
        [
            ("p", "t1", note(name="Bot")),
            ("p", "t2", note(step="project", text="For clerks.")),
            ("p", "t3", note(step="technique", picks=("rag",), text="Facts.")),
            ("p", "t4", note(step="project", text="For pilots.", ticks=("users",))),
            ("p", "t5", note(name="Pilot bot")),
        ]
    )
    assert project == Project(
        id="p",
        name="Pilot bot",
        answers={
            "project": StepAnswer(text="For pilots.", ticks=("users",)),
            "technique": StepAnswer(picks=("rag",), text="Facts."),
        },
        changed="t5",
    )


def test_the_project_changed_last_comes_first_and_one_removed_is_gone() -> None:
    rows = [("a", "t1", note(name="A")), ("b", "t2", note(name="B"))]
    assert [one.id for one in build_projects(rows)] == ["b", "a"]
    rows.append(("a", "t3", note(step="project", text="More.")))
    assert [one.id for one in build_projects(rows)] == ["a", "b"]
    rows.append(("a", "t4", None))
    assert [one.id for one in build_projects(rows)] == ["b"]
    (again, _) = build_projects([*rows, ("a", "t5", note(step="next", text="So."))])
    assert (again.name, again.answer("project").text) == ("A", "More.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"name": "A", "step": "project"}',
        '{"step": "project", "mood": "good"}',
        '{"step": "project", "text": "%s"}' % ("a" * 10_001),
        '{"name": "%s"}' % ("a" * 501),
    ],
)
def test_a_note_that_says_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        build_projects([("p", "t", text)])


# How far it is


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        (StepAnswer(), 0),
        (StepAnswer(text=" \n"), 0),
        (StepAnswer(text="For clerks."), 0),
        (StepAnswer(ticks=("users",)), 0),
        (StepAnswer(text="For clerks.", ticks=()), 1),
    ],
)
def test_a_step_is_done_once_it_is_said_and_ticked(answer: StepAnswer, at: int) -> None:
    assert build_project(project=answer).next_step(STEPS) == at


def test_after_the_last_step_none_is_next() -> None:
    done = StepAnswer(text="So.", ticks=())
    assert build_project(project=done, technique=done).next_step(STEPS) is None


# The card


def test_the_card_names_what_ticked_steps_lack_and_the_topics_that_can_be_played() -> (
    None
):
    project = build_project(
        project=StepAnswer(text=" For clerks. ", ticks=("users",)),
        technique=StepAnswer(picks=("lora", "rag"), text="Facts.", ticks=("users",)),
    )
    card = build_card(project, STEPS, TITLES, "2026-12-02")
    first, second = card.rows
    assert (card.name, card.day, card.said) == ("Bot", "2026-12-02", 2)
    assert (first.text, first.made, first.gaps) == ("For clerks.", 1, ())
    assert (second.picks, second.made, second.points) == (("RAG", "LoRA"), 1, 2)
    assert [gap.words for gap in card.gaps] == ["no cost"]
    assert card.topics == {"rag/ranking": "Ranking"}
    assert (card.made, card.points) == (2, 3)


def test_a_step_that_was_not_ticked_has_no_gaps_yet() -> None:
    card = build_card(
        build_project(project=StepAnswer(text="For clerks.")), STEPS, TITLES, "d"
    )
    assert [row.made for row in card.rows] == [None, None]
    assert [row.is_said for row in card.rows] == [True, False]
    assert (card.gaps, card.topics, card.points) == ((), {}, 0)


def test_ticks_of_points_that_are_gone_count_nothing() -> None:
    answer = StepAnswer(text="So.", ticks=("users", "colour"))
    card = build_card(build_project(project=answer), STEPS, TITLES, "d")
    assert card.rows[0].made == 1


# Questions


def test_a_step_is_an_open_question_ticked_against_its_model_answer() -> None:
    question = STEPS[1].question
    assert question.model_answer == "A model answer."
    assert question.rubric == ("Names the cost", "Names the users")
    assert [*question.with_rivals(()).faults()] == []
    half = question.grade(Essay(text="So.", ticks=frozenset({1})), {})
    assert half.score == 0.5


def test_an_interviewer_quotes_what_was_said() -> None:
    project = Project(
        id="0199",
        name="d[key] \x1b[/b]",
        answers={
            "technique": StepAnswer(picks=("rag",), text="Facts\nchange {daily}.")
        },
    )
    key, question = follow_up_question(project, STEPS[1])
    assert key == "rag/own-0199-technique"
    assert question.prompt == (
        "On d[key] <U+001B>[/b]: “RAG: Facts change {daily}.” Why?"
    )
    assert (question.topic, question.rubric) == ("ranking", ("Says why", "Says how"))


def test_a_long_answer_is_quoted_up_to_a_whole_word() -> None:
    project = build_project(project=StepAnswer(text="word, " * 200))
    _, question = follow_up_question(project, STEPS[0])
    assert "word, word …” Why?" in question.prompt
    assert len(question.prompt) < 250


def test_the_question_is_another_once_the_answer_changes() -> None:
    revisions = {
        follow_up_question(build_project(project=StepAnswer(text=text)), STEPS[0])[
            1
        ].revision()
        for text in ("For clerks.", "For pilots.")
    }
    assert len(revisions) == 2
