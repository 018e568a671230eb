"""The mini-lab: a player describes a project of their own, step by step, and compares
each step with a model answer; the project card says what was said and what is missing.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from weakspot.engine.constants import (
    LAB_CONCEPT,
    MAX_ESSAY_LENGTH,
    MAX_TEXT_LENGTH,
    QUOTE_LENGTH,
)
from weakspot.engine.kinds.base import Source
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.text import one_line

# What is asked


class LabPart(msgspec.Struct, frozen=True):
    """A part of a step, by the name that the log has of it."""

    slug: str


class LabOption(LabPart, frozen=True):
    """Something that a step offers to pick, with what it covers in few words."""

    title: str
    about: str


class LabPoint(LabPart, frozen=True):
    """A point of a step's rubric: what a good answer has, how the card names it where
    it is missing, and the topics (`section/topic`) that teach it.
    """

    text: str
    gap: str
    topics: tuple[str, ...]


def places(parts: Sequence[LabPart], slugs: Iterable[str] | None) -> frozenset[int]:
    """The places of the parts with these slugs, counted from 0; none for None."""
    wanted = set(slugs or ())
    return frozenset(at for at, part in enumerate(parts) if part.slug in wanted)


def slugs_at(parts: Sequence[LabPart], at: Iterable[int]) -> tuple[str, ...]:
    """The slugs of the parts at these places, in their order."""
    return tuple(parts[place].slug for place in sorted(at))


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """What an interviewer asks about a step of the player's own project; in `asks`,
    `{name}` and `{quote}` stand for the project and for what was said to the step.
    """

    asks: str
    answer: str
    rubric: tuple[str, ...]
    explain: str
    topic: str


class LabStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the lab: what it asks, what a good answer names (two lines), an example
    and a model answer, each about a made-up project, and the rubric.

    Of its `options`, if it has any, one is picked, or `several`.
    """

    slug: str
    title: str
    asks: str
    names: tuple[str, str]
    example: str
    model: str
    points: tuple[LabPoint, ...]
    follow_up: FollowUp
    source: Source
    options: tuple[LabOption, ...] = ()
    several: bool = False

    def pick_titles(self, picks: Iterable[str]) -> list[str]:
        """The titles of the options picked, in the step's order."""
        return [self.options[at].title for at in sorted(places(self.options, picks))]

    @property
    def question(self) -> OpenQuestion:
        """The step as an open question: its rubric is ticked against its model
        answer.
        """
        return OpenQuestion(
            id=self.slug,
            topic=self.slug,
            level=3,
            prompt=self.asks,
            answer=self.model,
            rubric=tuple(point.text for point in self.points),
            explain=" ".join(self.names),
            source=self.source,
        )


# What the player says


class StepAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a player says to a step: the slugs of the options picked, a text, and of the
    points that it makes; those are None until they are ticked.
    """

    picks: tuple[str, ...] = ()
    text: str = ""
    ticks: tuple[str, ...] | None = None

    @property
    def is_said(self) -> bool:
        """True if anything is said."""
        return bool(self.picks or self.text.strip())

    @property
    def is_ticked(self) -> bool:
        """True if it is said and was compared with the model answer."""
        return self.is_said and self.ticks is not None


NOTHING_SAID = StepAnswer()


class LabNote(StepAnswer, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The note of an event of the log: a project's new `name`, or what is said to a
    `step` from then on.
    """

    name: str = ""
    step: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError unless it names or says something, of a possible length."""
        if bool(self.name) == bool(self.step):
            raise ValueError("it has either a name or a step")
        if len(self.name) > MAX_TEXT_LENGTH or len(self.text) > MAX_ESSAY_LENGTH:
            raise ValueError("its text is too long")


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A project of the player's: its name, what was said to each step, by slug, and
    when it was changed last (UTC).
    """

    id: str
    name: str
    answers: Mapping[str, StepAnswer] = {}
    changed: str = ""

    def answer(self, step: str) -> StepAnswer:
        """What was said to this step."""
        return self.answers.get(step, NOTHING_SAID)

    def next_step(self, steps: Sequence[LabStep]) -> int | None:
        """The place of the first step that is not both said and ticked; None if all
        are.
        """
        open_steps = (
            at for at, step in enumerate(steps) if not self.answer(step.slug).is_ticked
        )
        return next(open_steps, None)


def parse_note(text: str) -> LabNote:
    """The note of an event. Raises msgspec.DecodeError if it is none."""
    return msgspec.json.decode(text, type=LabNote)


def build_projects(rows: Iterable[tuple[str, str, str | None]]) -> list[Project]:
    """The projects that the events of the log leave, the one changed last first; an
    event is a project's id, its time (UTC) and its note, in the order of the log.

    An event without a note removes its project until the next one, which another
    weakspot may write. Raises msgspec.DecodeError for a note that cannot be read.
    """
    projects: dict[str, Project] = {}
    removed: set[str] = set()
    for id, at, text in rows:
        if text is None:
            removed.add(id)
            continue
        removed.discard(id)
        note = parse_note(text)
        # changed last, it comes last
        before = projects.pop(id, None) or Project(id=id, name="")
        if note.name:
            projects[id] = replace(before, name=note.name, changed=at)
            continue
        said = StepAnswer(picks=note.picks, text=note.text, ticks=note.ticks)
        answers = {**before.answers, note.step: said}
        projects[id] = replace(before, answers=answers, changed=at)
    return [one for one in reversed(projects.values()) if one.id not in removed]


# The card


class CardGap(msgspec.Struct, frozen=True):
    """A point that the answer to a step lacks, and the topics that teach it, with their
    titles by key.
    """

    words: str
    topics: Mapping[str, str]


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the card says of a step: the titles of what was picked, the text, how many
    of its points it makes (None if they were not ticked), and what is missing.
    """

    title: str
    asks: str
    picks: tuple[str, ...]
    text: str
    points: int
    made: int | None
    gaps: tuple[CardGap, ...]

    @property
    def is_said(self) -> bool:
        """True if anything was said to the step."""
        return bool(self.picks or self.text)


class ProjectCard(msgspec.Struct, frozen=True, kw_only=True):
    """A project on one page, as it was on a local date."""

    name: str
    day: str
    rows: tuple[CardRow, ...]

    @property
    def said(self) -> int:
        """The number of steps to which anything was said."""
        return sum(row.is_said for row in self.rows)

    @property
    def made(self) -> int:
        """The number of points made in all."""
        return sum(row.made or 0 for row in self.rows)

    @property
    def points(self) -> int:
        """The number of points that the steps ticked so far have."""
        return sum(row.points for row in self.rows if row.made is not None)

    @property
    def gaps(self) -> tuple[CardGap, ...]:
        """All that is missing in the steps that were ticked."""
        return tuple(gap for row in self.rows for gap in row.gaps)

    @property
    def topics(self) -> dict[str, str]:
        """The titles of the topics that answer the gaps, by key."""
        return {key: title for gap in self.gaps for key, title in gap.topics.items()}


def build_card(
    project: Project, steps: Sequence[LabStep], titles: Mapping[str, str], day: str
) -> ProjectCard:
    """The card of a project on this date; `titles` are those of the topics that can be
    played, by key: others are not named.
    """
    rows = tuple(build_row(project.answer(step.slug), step, titles) for step in steps)
    return ProjectCard(name=project.name, day=day, rows=rows)


def build_row(answer: StepAnswer, step: LabStep, titles: Mapping[str, str]) -> CardRow:
    """What the card says of a step."""
    gaps = tuple(
        CardGap(point.gap, {key: titles[key] for key in point.topics if key in titles})
        for point in missing_points(answer, step)
    )
    return CardRow(
        title=step.title,
        asks=step.asks,
        picks=tuple(step.pick_titles(answer.picks)),
        text=answer.text.strip(),
        points=len(step.points),
        made=len(step.points) - len(gaps) if answer.is_ticked else None,
        gaps=gaps,
    )


def missing_points(answer: StepAnswer, step: LabStep) -> list[LabPoint]:
    """The points that the answer lacks; none before they are ticked."""
    if not answer.is_ticked:
        return []
    ticked = answer.ticks or ()
    return [point for point in step.points if point.slug not in ticked]


def gap_topics(project: Project, steps: Iterable[LabStep]) -> list[str]:
    """The topics (`section/topic`) that answer the gaps of a project."""
    return [
        topic
        for step in steps
        for point in missing_points(project.answer(step.slug), step)
        for topic in point.topics
    ]


# Questions about it


def follow_up_question(project: Project, step: LabStep) -> tuple[str, OpenQuestion]:
    """The key and the question that an interviewer may ask about a step of a project,
    which quotes what was said to it.
    """
    section, _, topic = step.follow_up.topic.partition("/")
    id = f"own-{project.id}-{step.slug}"
    question = OpenQuestion(
        id=id,
        topic=topic,
        concept=f"{LAB_CONCEPT}-{step.slug}",
        level=3,
        prompt=step.follow_up.asks.format(
            name=one_line(project.name), quote=quote_answer(project, step)
        ),
        answer=step.follow_up.answer,
        rubric=step.follow_up.rubric,
        explain=step.follow_up.explain,
        source=step.source,
        minutes=3,
    )
    return f"{section}/{id}", question


def quote_answer(project: Project, step: LabStep) -> str:
    """What was said to a step, in one line, cut after a whole word."""
    answer = project.answer(step.slug)
    said = [", ".join(step.pick_titles(answer.picks)), " ".join(answer.text.split())]
    quote = ": ".join(filter(None, said))
    if len(quote) <= QUOTE_LENGTH:
        return quote
    return quote[:QUOTE_LENGTH].rpartition(" ")[0].rstrip(",;:.") + " …"
