"""The mini-lab: the player's own projects, what was said of them, and their cards."""

from datetime import datetime
from pathlib import Path

from weakspot.clock import Clock
from weakspot.engine.lab import (
    LabNote,
    Project,
    ProjectCard,
    StepAnswer,
    build_card,
)
from weakspot.engine.records import local_day, stamp
from weakspot.errors import SaveError, UsageError
from weakspot.files import new_file_beside, publish_new
from weakspot.game.library import Library
from weakspot.store.failures import translate_os_errors
from weakspot.store.mapping import to_json
from weakspot.store.save import Save
from weakspot.text import one_line
from weakspot.words.lab import STEPS
from weakspot.words.project_card import card_markdown

MAX_NAME_LENGTH = 60
"""The most characters of a project's name: it stands in headers."""


class Lab:
    """The projects of a player. What is changed is in the save before it is shown."""

    steps = STEPS

    def __init__(self, library: Library, save: Save, clock: Clock) -> None:
        self._library = library
        self._save = save
        self._clock = clock

    @property
    def is_offered(self) -> bool:
        """True if the banks have a topic that could answer a gap."""
        sections = self._library.sections()
        topics = {key for section in sections for key in section.topic_titles}
        points = (point for step in STEPS for point in step.points)
        return any(not topics.isdisjoint(point.topics) for point in points)

    def require_topics(self) -> None:
        """Raise UsageError unless the lab is offered."""
        if not self.is_offered:
            raise UsageError(
                "the mini-lab belongs to the banks on AI engineering; these have none "
                "of its topics"
            )

    def projects(self) -> tuple[Project, ...]:
        """The projects, the one changed last first."""
        return self._library.projects()

    def unfinished(self) -> Project | None:
        """The project changed last of those with a step to go, if there is one."""
        begun = (one for one in self.projects() if one.next_step(STEPS) is not None)
        return next(begun, None)

    def find(self, name: str = "") -> Project:
        """The project of this name or number, from 1; without one, the one changed
        last. Raises UsageError if there is none.
        """
        projects = self.projects()
        if not projects:
            self.require_topics()
            raise UsageError(
                "no project is described yet; `weakspot play --mode lab` begins one"
            )
        if not name:
            return projects[0]
        if name.isdecimal() and len(name) < 5 and 1 <= int(name) <= len(projects):
            return projects[int(name) - 1]
        wanted = name.casefold()
        found = [one for one in projects if one.name.casefold() == wanted]
        if found:
            return found[0]
        listed = (f"  {at}  {one_line(one.name)}" for at, one in enumerate(projects, 1))
        fault = f"no project {one_line(name[:60])}; name one of these, or its number"
        raise UsageError("\n".join([fault, *listed]))

    # Changes

    def create(self, name: str) -> Project:
        """Begin a project. Raises UsageError for an empty name."""
        now = stamp(self._clock())
        note = LabNote(name=clean_name(name))
        return self._log(self._save.writer.new_id(now), note)

    def rename(self, project: Project, name: str) -> Project:
        """Give a project another name. Raises UsageError for an empty one."""
        return self._log(project.id, LabNote(name=clean_name(name)))

    def answer(self, project: Project, step: str, answer: StepAnswer) -> Project:
        """Log what is said to a step, unless that is known already; the project with
        it.
        """
        if project.answer(step) == answer:
            return project
        note = LabNote(
            step=step, picks=answer.picks, text=answer.text, ticks=answer.ticks
        )
        return self._log(project.id, note)

    def remove(self, project: Project) -> None:
        """Take a project off the list. Its text stays in the log, as all that was
        logged.
        """
        at = stamp(self._clock())
        self._save.writer.append_event("lab", project.id, None, at)

    # The card

    def card(self, project: Project) -> ProjectCard:
        """The card of a project, as of the day it was changed last."""
        day = local_day(datetime.fromisoformat(project.changed))
        return build_card(project, STEPS, self._topic_titles(), day)

    def write_card(self, card: ProjectCard, path: Path) -> Path:
        """Write a card into a new file, as Markdown or as a picture by its name, and
        return its whole path. Raises UsageError for any other name, and SaveError if
        there is such a file already, or it cannot be written.
        """
        name = one_line(path)
        match path.suffix.lower():
            case ".md":
                text = card_markdown(card)
            case ".svg":
                from weakspot.words.card_picture import card_picture

                text = card_picture(card)
            case _:
                raise UsageError(f"{name} is neither FILE.md nor FILE.svg; name it so")
        path = path.expanduser().absolute()
        if not path.parent.is_dir():
            raise SaveError(
                f"there is no folder {one_line(path.parent)}; make it first, or name "
                "another"
            )
        refused = f"{name} cannot be written"
        with translate_os_errors(refused), new_file_beside(path) as new:
            new.write_text(text, encoding="utf-8")
            if not publish_new(new, path):
                raise SaveError(f"{name} is there already; name a new file")
        return path

    def gap_concepts(self, card: ProjectCard) -> frozenset[str]:
        """The concepts to ask of the topics that answer the gaps of a card."""
        topics, concepts = card.topics, self._library.concepts()
        return frozenset(one.key for one in concepts if one.topic in topics)

    # Steps of the above

    def _topic_titles(self) -> dict[str, str]:
        """The titles of the topics that are not muted, by key."""
        library = self._library
        return {
            key: title
            for section in library.sections()
            for key, title in library.unmuted_topics(section).items()
        }

    def _log(self, id: str, note: LabNote) -> Project:
        """Log a note of a project, and return the project as the log then has it."""
        at = stamp(self._clock())
        self._save.writer.append_event("lab", id, to_json(note), at)
        return next(one for one in self.projects() if one.id == id)


def clean_name(name: str) -> str:
    """The name in one line, cut if it is too long. Raises UsageError if it is empty."""
    words = " ".join(name.split())[:MAX_NAME_LENGTH].strip()
    if not words:
        raise UsageError("A project needs a name.")
    return words
