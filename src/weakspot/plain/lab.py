"""The mini-lab in lines of text: a project is described step by step, each step is
compared with a model answer, and the project card follows.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from msgspec.structs import replace

from weakspot.engine.lab import (
    LabStep,
    Project,
    ProjectCard,
    StepAnswer,
    places,
    slugs_at,
)
from weakspot.engine.session import Session, Slot
from weakspot.engine.values import Essay
from weakspot.errors import SaveError, WeakspotError
from weakspot.game import Game
from weakspot.plain.answers import (
    BLANK,
    BadLine,
    EssayReader,
    LeadLine,
    parse_numbers,
    parse_picks,
)
from weakspot.plain.console import Console
from weakspot.plain.exams import ENTER_AGAIN
from weakspot.plain.face import UNSAVED
from weakspot.plain.line_commands import command_of
from weakspot.text import Marks
from weakspot.words.project_card import (
    day_words,
    drill_words,
    gap_lines,
    not_said_words,
    project_words,
    row_title,
    score_words,
)

INTRO = (
    "Mini-lab: describe a project of your own in {count} steps, and compare each with "
    "a model answer. It ends in a card of the project. Nothing leaves this machine."
)
ASK_NAME = "What is the project called?"
HELP = (
    "Write as many lines as you like; a dot or an empty line ends them, and the model "
    "answer follows. Commands begin with a colon: :e example · :u take back the last "
    "line · :s next step · :b step before · :g 3 goes to step 3 · :c the card so far · "
    ":? this help · :q keep and quit"
)
KEPT = "Kept. `weakspot play --mode lab` goes on here."
DOT_ENDS = "Write lines; a dot or an empty line ends them, :e shows an example."


QUIT = -1
"""The place of a step that the player goes to in order to quit."""


class PlainLab:
    """Plays the mini-lab in lines of text."""

    def __init__(self, game: Game, lines: TextIO, out: TextIO) -> None:
        """`lines` is what the player types, `out` where the lab is written."""
        self.game = game
        self.lab = game.lab
        self.console = Console(lines, out, game.settings.marks)
        self.draft = StepAnswer()
        """What is said to the step in play, as far as it is typed."""

    def play(self) -> Session | None:
        """Play until the player quits or the input ends; the round of the card's topics
        if the player wants it.
        """
        steps = self.lab.steps
        self.console.say(*self.game.faults())
        self.console.say(INTRO.format(count=len(steps)))
        project, at = self.choose_project(), None
        while project is not None:
            if at is None:
                at = project.next_step(steps)
            if at == QUIT:
                self.console.say(UNSAVED if self.game.unsaved else KEPT)
                return None
            if at is not None and at < len(steps):
                project, at = self.ask_step(project, at)
                continue
            follows = self.offer_card(project)
            if isinstance(follows, Session):
                return follows
            project, at = self.name_project() if follows is None else project, follows
        return None

    # Projects

    def choose_project(self) -> Project | None:
        """The project to go on with, a new one if there is none yet; None at the end of
        the input.
        """
        projects = self.lab.projects()
        if not projects:
            return self.name_project()
        for number, project in enumerate(projects, 1):
            words = project_words(self.lab.card(project), self.game.today())
            self.console.say(f"{project.name}: {words}", lead=f"  {number}  ")
        self.console.say("Enter goes on with 1 · a number · n another project · q quit")
        while (line := self.console.read_line(blank=True)) is not None:
            command = command_of(line, False)
            if command == "q":
                return None
            if command == "n":
                return self.name_project()
            if not line or (line.isdecimal() and 1 <= int(line) <= len(projects)):
                return projects[int(line or 1) - 1]
            self.console.say(f"Type a number from 1 to {len(projects)}, n or q.")
        return None

    def name_project(self) -> Project | None:
        """Begin a project of the name that is typed; None at the end of the input."""
        self.console.say(ASK_NAME)
        while (line := self.console.read_line()) is not None:
            if line in (":q", "q"):
                return None
            try:
                return self.lab.create(line)
            except WeakspotError as refusal:
                self.console.say(str(refusal))
        return None

    # Steps

    def ask_step(self, project: Project, at: int) -> tuple[Project, int]:
        """Ask a step, and keep what was said to it, whatever comes next; the project
        with it, and the place of the step to go to, which after the last is the card.
        """
        step = self.lab.steps[at]
        self.draft = project.answer(step.slug)
        self.show_step(project, step, at)
        try:
            to = self.pick_options(step, at) if step.options else None
            if to is None:
                to = self.write_text(step, at)
        except (SystemExit, KeyboardInterrupt):
            self.lab.answer(project, step.slug, self.draft)
            raise
        return self.keep(project, step), at + 1 if to is None else to

    def keep(self, project: Project, step: LabStep) -> Project:
        """Log what was said; if that fails, only an Enter tries again, else
        SaveError.
        """
        while True:
            try:
                return self.lab.answer(project, step.slug, self.draft)
            except SaveError as error:
                self.console.say(f"{error}. {ENTER_AGAIN}")
                if self.console.read_line(blank=True) != "":
                    raise

    def show_step(self, project: Project, step: LabStep, at: int) -> None:
        """Show what a step asks, and what a good answer names."""
        count = len(self.lab.steps)
        head = f"{project.name} · step {at + 1} of {count} · {step.title}"
        self.console.say("", head, step.asks, *step.names)

    def pick_options(self, step: LabStep, at: int) -> int | None:
        """Read which options apply; the place of the step to go to instead, if one is
        named.
        """
        for number, option in enumerate(step.options, 1):
            self.console.say(f"{option.title}: {option.about}", lead=f"  {number}  ")
        picked = ", ".join(step.pick_titles(self.draft.picks))
        if picked:
            self.console.say(f"Picked: {picked}. Enter leaves it so.")
        asks = "All numbers that apply" if step.several else "The number of one"
        self.console.say(f"{asks}; :e shows an example.")

        def take(line: str) -> bool:
            if not line:
                return bool(picked)
            order = tuple(range(len(step.options)))
            numbers = parse_picks(parse_numbers(line), order, zero="none of them")
            if len(numbers) > 1 and not step.several:
                raise BadLine("Only one number here: the layer with the most work.")
            self.draft = replace(self.draft, picks=slugs_at(step.options, numbers))
            return True

        return self.read(step, at, take)

    def write_text(self, step: LabStep, at: int) -> int | None:
        """Read the text of a step, then the points that it makes; the place of the step
        to go to instead, if one is named.
        """
        slot = Slot(question=step.slug, revision="", shown=(), numbers={}, reason="")
        essay = Essay(text=self.draft.text, ticks=frozenset())
        reader = EssayReader(step.question, slot, draft=essay)
        if reader.texts:
            self.console.say("Written so far; more lines go on from there:")
            self.console.say_lines([("  ", text) for text in reader.texts])
        self.console.say("Why?" if step.options else "", DOT_ENDS)

        def take(line: str) -> bool:
            if not line and not reader.texts:
                raise BadLine("Nothing is written yet; :s goes on without it.")
            if not line and reader.is_ticking:
                if self.draft.ticks is None:
                    raise BadLine("Their numbers; 0 for none.")
                return True
            taken = reader.take_line(line)
            if isinstance(taken, Essay):
                ticks = slugs_at(step.points, taken.ticks)
                self.draft = replace(self.draft, ticks=ticks)
                return True
            text = reader.essay or "\n".join(reader.texts)
            self.draft = replace(self.draft, text=text)
            self.console.say_lines(taken)
            if reader.is_ticking and self.draft.ticks is not None:
                self.console.say(
                    f"{ticked_words(step, self.draft)} Enter leaves it so."
                )
            return False

        return self.read(step, at, take, reader)

    def read(
        self,
        step: LabStep,
        at: int,
        take: Callable[[str], bool],
        reader: EssayReader | None = None,
    ) -> int | None:
        """Read lines until one names a step to go to; None once `take` has taken what
        is asked. Says of a line that is no answer what would be one.
        """
        while True:
            is_text = reader is not None and reader.is_text
            line = self.console.read_line(blank=True)
            if line is None:
                return QUIT
            if command := command_of(line, is_text):
                to = self.obey(command, step, at, reader)
                if to is not None:
                    return to
                continue
            try:
                if take(line):
                    self.console.note_answer()
                    return None
            except BadLine as bad_line:
                self.console.say(str(bad_line))

    def obey(
        self, command: str, step: LabStep, at: int, reader: EssayReader | None
    ) -> int | None:
        """Do what a command says; the place of the step that it leads to, if any."""
        word, _, rest = command.partition(" ")
        last = len(self.lab.steps)
        if word == "q":
            return QUIT
        if word == "c":
            return last
        if word == "s":
            return at + 1
        if word == "b" and at > 0:
            return at - 1
        if word == "g" and rest.strip().isdecimal() and 1 <= int(rest) <= last:
            return int(rest) - 1
        if word == "e":
            self.console.say(step.example, lead="For example: ")
        elif word == "u" and reader is not None and reader.take_back():
            self.draft = replace(self.draft, text="\n".join(reader.texts))
            self.console.say("Taken back.", *reader.texts)
        elif word == "?":
            self.console.say(HELP)
        else:
            told = f":{command[:40]} does nothing here; :? lists the commands."
            self.console.say(told)
        return None

    # The card

    def offer_card(self, project: Project) -> int | Session | None:
        """Show the card and read what to do next: the place of a step to change, or
        QUIT; a round to play; None for another project.
        """
        card = self.lab.card(project)
        self.console.say("")
        self.console.say_lines(card_lines(card, self.console.marks))
        drill = drill_words(card)
        steps = len(self.lab.steps)
        offers = ["Enter or q quit", f"d {drill}" if drill else "", f"1-{steps} a step"]
        offers += ["w FILE.md or FILE.svg writes it", "n another project"]
        self.console.say("", " · ".join(filter(None, offers)))
        while (line := self.console.read_line(blank=True)) is not None:
            command = command_of(line, False) or line
            word, _, rest = command.partition(" ")
            if command in ("", "q"):
                return QUIT
            if command == "n":
                return None
            if command.isdecimal() and 1 <= int(command) <= steps:
                return int(command) - 1
            try:
                if command == "d" and drill:
                    only = self.lab.gap_concepts(card)
                    return self.game.rounds.start("gaps", only=only)
                if word == "w" and rest.strip():
                    self.write_card(card, Path(rest.strip()))
                else:
                    self.console.say("Type one of the letters above, or only Enter.")
            except WeakspotError as refusal:
                self.console.say(str(refusal))
        return QUIT

    def write_card(self, card: ProjectCard, path: Path) -> None:
        """Write the card into a new file. Raises WeakspotError if that fails."""
        self.console.say(f"The card is in {self.lab.write_card(card, path)}.")


def ticked_words(step: LabStep, answer: StepAnswer) -> str:
    """Which points of a step were ticked before, by their numbers."""
    ticks = sorted(places(step.points, answer.ticks))
    return f"Ticked before: {' '.join(str(at + 1) for at in ticks) or 'none'}."


def card_lines(card: ProjectCard, marks: Marks) -> list[LeadLine]:
    """The card as lines of text, in these marks."""
    lines = [
        ("", f"{card.name} · project card, {day_words(card)}"),
        ("", score_words(card)),
    ]
    for row in card.rows:
        mark = marks.known if row.is_said else marks.perhaps
        lines += [BLANK, (f"{mark} ", row_title(row))]
        told = row.text if row.is_said else not_said_words(row)
        lines += [("  ", told)] if told else []
        lines += [(f"  {marks.perhaps} ", words) for words in gap_lines(row)]
    return lines
