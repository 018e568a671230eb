"""Readers: a kind of question is asked and answered in lines of text."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from weakspot.engine.constants import MAX_ESSAY_LENGTH, MAX_TEXT_LENGTH
from weakspot.engine.kinds.base import OptionsQuestion, Question
from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.open import FULL, OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.parts import PlacesQuestion
from weakspot.engine.kinds.registry import look_up
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.session import Outcome, Slot
from weakspot.engine.values import (
    CONFIDENCE,
    Choice,
    Essay,
    Order,
    Picks,
    Places,
    Response,
    Texts,
)
from weakspot.words.numbers import tolerance_words

LeadLine = tuple[str, str]
"""A line's lead and its text."""
BLANK: LeadLine = ("", "")
NOTHING_WRITTEN = "Nothing is written yet; :0 means I don't know."


class BadLine(ValueError):
    """A line that is neither an answer nor a command;
    its text says what would be one.
    """


class AnswerReader(ABC):
    """Shows one question and reads its answer, line by line; `lead` stands before the
    next line.

    With `asks_confidence`, `confidence` is what the player said of it; only questions
    that weakspot grades ask. A `draft` from an earlier day or from the screen is
    continued, if it is a text.
    """

    is_text = False
    """True if a line is text, so that only what begins with `:` is a command."""

    def __init__(
        self,
        question: Question,
        slot: Slot,
        asks_confidence: bool = False,
        draft: Response | None = None,
    ) -> None:
        self.question = question
        self.slot = slot
        self.asks_confidence = asks_confidence and question.is_graded
        self.confidence: str | None = None
        self.texts: list[str] = []

    @property
    def draft(self) -> Response | None:
        """The text written so far, to be kept if the round is left."""
        return None

    @property
    def lead(self) -> str:
        """The lead of the next line, if there are several."""
        return ""

    @property
    def is_ticking(self) -> bool:
        """True while points are ticked that the text written has."""
        return False

    # Showing

    @property
    def how_to(self) -> str:
        """The line on how to answer; empty if the number of an option says it all."""
        return ""

    @property
    def prompt(self) -> str:
        """The prompt, its gaps marked."""
        return self.question.ask(self.slot.numbers)

    def question_lines(self) -> list[LeadLine]:
        """The question as shown:
        its prompt, what there is to choose from, and how to answer.
        """
        lines = [("", self.prompt), BLANK, *self.choice_lines()]
        return [*lines, ("", self.how_to)] if self.how_to else lines

    def choice_lines(self) -> list[LeadLine]:
        """The lines of what can be chosen and is to be placed, in the order shown."""
        return []

    def right_lines(self, outcome: Outcome) -> list[LeadLine]:
        """The parts that were wrong, as they would have been right."""
        return [
            ("", part.right_text)
            for _, part in outcome.verdict.number_parts(self.slot.shown)
            if not part.right
        ]

    def numbered_rights(self, outcome: Outcome) -> list[LeadLine]:
        """The right options with their numbers."""
        return [
            (f"{number}  ", part.label)
            for number, part in outcome.verdict.number_parts(self.slot.shown)
            if part.expected is not None
        ]

    def repeats(self, given: str) -> bool:
        """True if what was `given` is shown again with its verdict."""
        return False

    # Reading

    def take_back(self) -> bool:
        """Take back the last line, or from the points go back to the text; False if
        nothing is written.
        """
        if not self.texts:
            return False
        self.texts.pop()
        return True

    def take_confidence(self, command: str) -> str:
        """Note the confidence, if the command states it.
        Returns what to say then, else nothing.
        """
        if not self.asks_confidence or command not in CONFIDENCE:
            return ""
        self.confidence = CONFIDENCE[command]
        return f"With your answer: {self.confidence}."

    @abstractmethod
    def take_line(self, line: str) -> Response | list[LeadLine] | None:
        """The answer, None for I don't know; or what to say while more lines are
        needed. Raises BadLine.
        """


class OptionReader(AnswerReader):
    """Picks one or several options by their numbers."""

    @property
    def how_to(self) -> str:
        if self.question.can_pick_several:
            return "Several are right: give all their numbers."
        return ""

    @property
    def wanted(self) -> str:
        return "numbers" if self.question.can_pick_several else "a number"

    def choice_lines(self) -> list[LeadLine]:
        return numbered_lines(
            [self.question.texts[index] for index in self.slot.shown[0]]
        )

    def right_lines(self, outcome: Outcome) -> list[LeadLine]:
        return self.numbered_rights(outcome)

    def take_line(self, line: str) -> Response | None:
        return read_numbers(line, self.parse, self.wanted)

    def parse(self, numbers: Sequence[int]) -> Picks:
        picks = parse_picks(numbers, self.slot.shown[0])
        if len(picks) > 1 and not self.question.can_pick_several:
            raise BadLine("One option is right: type one number.")
        return Picks(picks=picks)


class LinesReader(OptionReader):
    """Marks lines by their numbers."""

    @property
    def how_to(self) -> str:
        return "Give the number of each such line."


class DecisionReader(AnswerReader):
    """Takes an action, then a reason, 0 for none."""

    question: DecisionQuestion

    @property
    def how_to(self) -> str:
        return "Two numbers: what to do, and why."

    def choice_lines(self) -> list[LeadLine]:
        acts, whys = self.slot.shown
        actions = numbered_lines([self.question.actions[index].text for index in acts])
        reasons = numbered_lines([self.question.reasons[index].text for index in whys])
        return [*actions, BLANK, ("", "Because"), *reasons]

    def right_lines(self, outcome: Outcome) -> list[LeadLine]:
        """The action and the reason; their two lists are numbered each from 1."""
        rights = self.numbered_rights(outcome)
        return [
            (f"{lead}{number}", text)
            for lead, (number, text) in zip(("", "because "), rights, strict=True)
        ]

    def take_line(self, line: str) -> Response | None:
        return read_numbers(line, self.parse)

    def parse(self, numbers: Sequence[int]) -> Choice:
        acts, whys = self.slot.shown
        if (
            len(numbers) != 2
            or not 1 <= numbers[0] <= len(acts)
            or numbers[1] > len(whys)
        ):
            raise BadLine(
                f"Two numbers: what to do, 1 to {len(acts)}, and why, 1 to {len(whys)}."
            )
        action, reason = numbers
        return Choice(
            action=acts[action - 1], reason=whys[reason - 1] if reason else None
        )


class OrderReader(AnswerReader):
    """Takes the right place of each step, in the order shown."""

    question: OrderQuestion

    @property
    def how_to(self) -> str:
        return (
            f"{len(self.question.steps)} numbers: the right place of each step, in "
            "the order above."
        )

    def choice_lines(self) -> list[LeadLine]:
        return bulleted_lines(
            [self.question.steps[index] for index in self.slot.shown[0]]
        )

    def right_lines(self, outcome: Outcome) -> list[LeadLine]:
        steps = enumerate(self.question.steps, 1)
        return [(f"{number}  ", step) for number, step in steps]

    def take_line(self, line: str) -> Response | None:
        return read_numbers(line, self.parse)

    def parse(self, numbers: Sequence[int]) -> Order:
        shown = self.slot.shown[0]
        count = len(shown)
        if sorted(numbers) != list(range(1, count + 1)):
            raise BadLine(
                f"Each of 1 to {count} once: the right place of each step, in the "
                "order shown."
            )
        return Order(
            order=tuple(shown[numbers.index(place)] for place in range(1, count + 1))
        )


class PlacesReader(AnswerReader):
    """Takes the target of each item, in the order shown; 0 leaves an item out."""

    question: PlacesQuestion
    task = "where each of the second list belongs"
    is_exclusive = False
    """True if a target can be used only once."""

    @property
    def how_to(self) -> str:
        return f"{len(self.question.items)} numbers: {self.task}, in its order."

    def choice_lines(self) -> list[LeadLine]:
        """The numbered targets, then the items."""
        items, targets = self.shown_lists()
        return [*targets, BLANK, *items]

    def shown_lists(self) -> tuple[list[LeadLine], list[LeadLine]]:
        """The lines of the items and those of the targets, in the order shown."""
        items, targets = self.slot.shown
        return (
            bulleted_lines([self.question.items[index] for index in items]),
            numbered_lines([self.question.targets[index] for index in targets]),
        )

    def take_line(self, line: str) -> Response | None:
        return read_numbers(line, self.parse)

    def parse(self, numbers: Sequence[int]) -> Places:
        items, targets = self.slot.shown
        last = len(targets)
        if len(numbers) != len(items) or not all(number <= last for number in numbers):
            raise BadLine(
                f"{len(items)} numbers from 1 to {last}, one for each in the order "
                "shown; 0 for none."
            )
        used = [number for number in numbers if number]
        if self.is_exclusive and len(set(used)) < len(used):
            raise BadLine("Each number goes with one only; 0 leaves one out.")
        places: list[int | None] = [None] * len(items)
        for item, number in zip(items, numbers, strict=True):
            places[item] = targets[number - 1] if number else None
        return Places(places=tuple(places))


class MatchReader(PlacesReader):
    """Puts the items first: the left sides, then the numbered right sides."""

    task = "what each of the first list goes with"
    is_exclusive = True

    def choice_lines(self) -> list[LeadLine]:
        items, targets = self.shown_lists()
        return [*items, BLANK, *targets]


class GapReader(AnswerReader):
    """Takes the text of one gap a line; an empty line leaves the gap empty."""

    question: TypedQuestion
    is_text = True

    @property
    def has_several(self) -> bool:
        return len(self.question.gaps) > 1

    @property
    def how_to(self) -> str:
        return "One gap a line." if self.has_several else "Type what is missing."

    @property
    def prompt(self) -> str:
        gap = "__{}__" if self.has_several else "____"
        return self.question.ask(self.slot.numbers, gap)

    @property
    def lead(self) -> str:
        return f"{len(self.texts) + 1} " if self.has_several else ""

    def take_line(self, line: str) -> Texts | list[LeadLine]:
        texts = [*self.texts, line[:MAX_TEXT_LENGTH]]
        if len(texts) < len(self.question.gaps):
            self.texts = texts
            return []
        self.texts = []
        if not any(texts):
            raise BadLine(NOTHING_WRITTEN)
        return Texts(texts=tuple(texts))


class NumberReader(AnswerReader):
    """Takes a number or a calculation."""

    question: NumberQuestion
    is_text = True

    @property
    def how_to(self) -> str:
        unit = f"in {self.question.unit}, " if self.question.unit else ""
        tolerance = tolerance_words(self.question.tolerance)
        return f"Type a number, {unit}{tolerance}."

    def take_line(self, line: str) -> Texts:
        if not line:
            raise BadLine(NOTHING_WRITTEN)
        written = Texts(texts=(line[:MAX_TEXT_LENGTH],))
        if not self.question.can_read(written):
            raise BadLine(
                f"{line[:40]} is not a number: write it like 1200, 1.2k or 3 * 400."
            )
        return written

    def repeats(self, given: str) -> bool:
        """A calculation comes back with its value."""
        return " = " in given


class EssayReader(AnswerReader):
    """Takes lines up to an empty one or a dot,
    then the numbers of the points that they make.
    """

    question: OpenQuestion
    is_text = True

    def __init__(
        self,
        question: Question,
        slot: Slot,
        asks_confidence: bool = False,
        draft: Response | None = None,
    ) -> None:
        super().__init__(question, slot, asks_confidence)
        self.essay: str | None = None
        if isinstance(draft, Essay) and draft.text:
            self.texts = draft.text.split("\n")

    @property
    def how_to(self) -> str:
        return "Write as many lines as you like; a dot or an empty line ends them."

    @property
    def is_ticking(self) -> bool:
        return self.essay is not None

    @property
    def draft(self) -> Essay | None:
        text = self.essay or "\n".join(self.texts)
        return Essay(text=text, ticks=frozenset()) if text else None

    def right_lines(self, outcome: Outcome) -> list[LeadLine]:
        """The points; the model answer was read before these were ticked."""
        rights = self.numbered_rights(outcome)
        if outcome.unknown:
            return [*self.model_answer(), *rights]
        return rights

    def model_answer(self) -> list[LeadLine]:
        """The model answer, unless its points say the same."""
        if self.question.is_ticked_whole:
            return []
        return [("A model answer: ", self.question.answer)]

    def take_back(self) -> bool:
        if self.essay is None:
            return super().take_back()
        self.essay, self.is_text = None, True
        return True

    def take_line(self, line: str) -> Essay | list[LeadLine]:
        if self.essay is not None:
            return Essay(text=self.essay, ticks=self.parse_ticks(line))
        if line and line != ".":
            if len("\n".join([*self.texts, line])) > MAX_ESSAY_LENGTH:
                raise BadLine(f"{FULL}: this line is left out; a dot ends it.")
            self.texts.append(line)
            return []
        if not self.texts:
            raise BadLine(NOTHING_WRITTEN)
        self.essay = "\n".join(self.texts)
        self.is_text = False
        ask = "Which of these does your answer have? Their numbers; 0 for none."
        if self.question.is_ticked_whole:
            ask = "Does your answer say this? 1 if it does, 0 if not."
        above = [BLANK, *self.model_answer()]
        points = [BLANK, *numbered_lines(self.question.rubric), ("", ask)]
        return [*above, *points] if len(above) > 1 else points

    def parse_ticks(self, line: str) -> frozenset[int]:
        if set(line.split()) == {"0"}:
            return frozenset()
        order = tuple(range(len(self.question.rubric)))
        return parse_picks(parse_numbers(line), order, zero="none of them")


READERS: dict[type, Callable[..., AnswerReader]] = {
    OptionsQuestion: OptionReader,
    TrueFalseQuestion: OptionReader,
    TypedQuestion: GapReader,
    NumberQuestion: NumberReader,
    PlacesQuestion: PlacesReader,
    MatchQuestion: MatchReader,
    OrderQuestion: OrderReader,
    LinesQuestion: LinesReader,
    DecisionQuestion: DecisionReader,
    OpenQuestion: EssayReader,
}
"""The reader of each kind, by its class or one it stands for."""


def build_reader(
    question: Question,
    slot: Slot,
    asks_confidence: bool = False,
    draft: Response | None = None,
) -> AnswerReader:
    """Build what shows the question and reads its answer."""
    return look_up(READERS, question)(question, slot, asks_confidence, draft)


def numbered_lines(texts: Sequence[str]) -> list[LeadLine]:
    """The texts, each with its number."""
    return [(f"  {number}  ", text) for number, text in enumerate(texts, 1)]


def bulleted_lines(texts: Sequence[str]) -> list[LeadLine]:
    """The texts, each with a dash."""
    return [("  -  ", text) for text in texts]


def read_numbers(
    line: str, parse: Callable[[Sequence[int]], Response], wanted: str = "numbers"
) -> Response | None:
    """The response that `parse` makes of the numbers of a line; None for 0, which is I
    don't know. Raises BadLine, asking for what is `wanted`.
    """
    numbers = parse_numbers(line, wanted)
    return None if set(numbers) == {0} else parse(numbers)


def parse_numbers(line: str, wanted: str = "numbers") -> list[int]:
    """The numbers of a line. Raises BadLine, asking for what is `wanted`, if the line
    has anything else.
    """
    words = line.replace(",", " ").split()
    if not words or not all(word.isdecimal() and len(word) < 4 for word in words):
        raise BadLine(f"{line[:40]} is no answer: type {wanted}, or ? for help.")
    return [int(word) for word in words]


def parse_picks(
    numbers: Sequence[int], shown: tuple[int, ...], zero: str = "I don't know"
) -> frozenset[int]:
    """The options that these numbers stand for; `zero` is what a 0 alone means.
    Raises BadLine.
    """
    if not set(numbers) <= set(range(1, len(shown) + 1)):
        raise BadLine(f"The numbers go from 1 to {len(shown)}; 0 alone means: {zero}.")
    return frozenset(shown[number - 1] for number in numbers)
