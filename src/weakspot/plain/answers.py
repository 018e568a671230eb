"""Reading an answer from lines of text, kind by kind, and saying what would have been
right.
"""

from collections.abc import Sequence

from weakspot.engine.constants import MAX_ESSAY_LENGTH, MAX_TEXT_LENGTH
from weakspot.engine.feedback import number_parts, right_words
from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.open import FULL
from weakspot.engine.kinds.registry import AnyQuestion
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
from weakspot.plain.questions import BLANK, LeadLine, numbered_lines

NOTHING_WRITTEN = "Nothing is written yet; :0 means I don't know."


class BadLine(ValueError):
    """A line that is neither an answer nor a command; its text says what would be
    one.
    """


class AnswerReader:
    """Reads one answer, line by line; `lead` stands before the next line.

    With `asks_confidence`, `confidence` is what the player said of it; open questions
    do not ask. If `is_text`, only what begins with `:` is a command. A `draft` of an
    open question, from an earlier day or from the screen, is continued.
    """

    def __init__(
        self,
        question: AnyQuestion,
        slot: Slot,
        asks_confidence: bool = False,
        draft: Response | None = None,
    ) -> None:
        self.question = question
        self.slot = slot
        self.asks_confidence = asks_confidence and not isinstance(
            question, kinds.OpenQuestion
        )
        self.confidence: str | None = None
        self.is_text = isinstance(
            question, (kinds.TypedQuestion, kinds.NumberQuestion, kinds.OpenQuestion)
        )
        self.texts: list[str] = []
        self.essay: str | None = None
        if (
            isinstance(question, kinds.OpenQuestion)
            and isinstance(draft, Essay)
            and draft.text
        ):
            self.texts = draft.text.split("\n")

    @property
    def draft(self) -> Essay | None:
        """The text written so far for an open question; None if there is none."""
        text = self.essay or "\n".join(self.texts)
        if not text or not isinstance(self.question, kinds.OpenQuestion):
            return None
        return Essay(text=text, ticks=frozenset())

    @property
    def lead(self) -> str:
        """What the next line is for, if there are several."""
        if (
            isinstance(self.question, kinds.TypedQuestion)
            and len(self.question.gaps) > 1
        ):
            return f"{len(self.texts) + 1} "
        return ""

    def take_back(self) -> bool:
        """Take back the last line, or from the points go back to the text; False if
        nothing is written.
        """
        if self.essay is not None:
            self.essay, self.is_text = None, True
        elif self.texts:
            self.texts.pop()
        else:
            return False
        return True

    def take_confidence(self, command: str) -> str:
        """Note the confidence, if the command states it. Returns what to say then, else
        nothing.
        """
        if not self.asks_confidence or command not in CONFIDENCE:
            return ""
        self.confidence = CONFIDENCE[command]
        return f"With your answer: {self.confidence}."

    def take_line(self, line: str) -> Response | list[LeadLine] | None:
        """The answer, None for I don't know; or what to say while more lines are
        needed. Raises BadLine.
        """
        question = self.question
        if isinstance(question, kinds.TypedQuestion):
            return self.take_gap(line, len(question.gaps))
        if isinstance(question, kinds.NumberQuestion):
            if not line:
                raise BadLine(NOTHING_WRITTEN)
            written = Texts(texts=(line[:MAX_TEXT_LENGTH],))
            if not question.can_read(written):
                raise BadLine(
                    f"{line[:40]} is not a number: write it like 1200, 1.2k or 3 * 400."
                )
            return written
        if isinstance(question, kinds.OpenQuestion):
            return self.take_lines(line, question)
        return parse_response(line, question, self.slot)

    def take_gap(self, line: str, gaps: int) -> Texts | list[LeadLine]:
        """Take the text of one gap; an empty line leaves the gap empty."""
        texts = [*self.texts, line[:MAX_TEXT_LENGTH]]
        if len(texts) < gaps:
            self.texts = texts
            return []
        self.texts = []
        if not any(texts):
            raise BadLine(NOTHING_WRITTEN)
        return Texts(texts=tuple(texts))

    def take_lines(
        self, line: str, question: kinds.OpenQuestion
    ) -> Essay | list[LeadLine]:
        """Take lines up to an empty one or a dot, then the numbers of the points that
        they make.
        """
        if self.essay is not None:
            order = tuple(range(len(question.rubric)))
            none = set(line.split()) == {"0"}
            ticks = (
                frozenset()
                if none
                else parse_picks(parse_numbers(line), order, zero="none of them")
            )
            return Essay(text=self.essay, ticks=ticks)
        if line and line != ".":
            if len("\n".join([*self.texts, line])) > MAX_ESSAY_LENGTH:
                raise BadLine(f"{FULL}: this line is left out; a dot ends it.")
            self.texts.append(line)
            return []
        if not self.texts:
            raise BadLine(NOTHING_WRITTEN)
        self.essay = "\n".join(self.texts)
        self.is_text = False
        ask = ("", "Which of these does your answer have? Their numbers; 0 for none.")
        return [
            BLANK,
            ("A model answer: ", question.answer),
            BLANK,
            *numbered_lines(question.rubric),
            ask,
        ]


def parse_response(line: str, question: AnyQuestion, slot: Slot) -> Response | None:
    """The response that a line of numbers gives; None for 0. Raises BadLine, saying
    what would be one.
    """
    picks_one = bool(question.texts) and not question.can_pick_several
    numbers = parse_numbers(line, "a number" if picks_one else "numbers")
    if set(numbers) == {0}:
        return None
    if isinstance(question, kinds.DecisionQuestion):
        return parse_decision(numbers, *slot.shown)
    if isinstance(question, kinds.OrderQuestion):
        return parse_order(numbers, slot.shown[0])
    if isinstance(question, (kinds.MatchQuestion, kinds.SortQuestion)):
        return parse_places(
            numbers, *slot.shown, once=isinstance(question, kinds.MatchQuestion)
        )
    picks = parse_picks(numbers, slot.shown[0])
    if len(picks) > 1 and not question.can_pick_several:
        raise BadLine("One option is right: type one number.")
    return Picks(picks=picks)


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
    """The options that these numbers stand for; `zero` is what a 0 alone means. Raises
    BadLine.
    """
    if not set(numbers) <= set(range(1, len(shown) + 1)):
        raise BadLine(f"The numbers go from 1 to {len(shown)}; 0 alone means: {zero}.")
    return frozenset(shown[number - 1] for number in numbers)


def parse_decision(
    numbers: Sequence[int], acts: tuple[int, ...], whys: tuple[int, ...]
) -> Choice:
    """An action, then a reason, 0 for none. Raises BadLine."""
    if len(numbers) != 2 or not 1 <= numbers[0] <= len(acts) or numbers[1] > len(whys):
        raise BadLine(
            f"Two numbers: what to do, 1 to {len(acts)}, and why, 1 to {len(whys)}."
        )
    action, reason = numbers
    return Choice(action=acts[action - 1], reason=whys[reason - 1] if reason else None)


def parse_order(numbers: Sequence[int], shown: tuple[int, ...]) -> Order:
    """The order that gives each step, in the order shown, its place. Raises BadLine."""
    count = len(shown)
    if sorted(numbers) != list(range(1, count + 1)):
        raise BadLine(
            f"Each of 1 to {count} once: the right place of each step, in the "
            "order shown."
        )
    return Order(
        order=tuple(shown[numbers.index(place)] for place in range(1, count + 1))
    )


def parse_places(
    numbers: Sequence[int],
    items: tuple[int, ...],
    targets: tuple[int, ...],
    *,
    once: bool,
) -> Places:
    """The targets of the items in the order shown; 0 leaves an item out. Raises
    BadLine.
    """
    if len(numbers) != len(items) or not all(
        number <= len(targets) for number in numbers
    ):
        last = len(targets)
        raise BadLine(
            f"{len(items)} numbers from 1 to {last}, one for each in the order "
            "shown; 0 for none."
        )
    used = [number for number in numbers if number]
    if once and len(set(used)) < len(used):
        raise BadLine("Each number goes with one only; 0 leaves one out.")
    places: list[int | None] = [None] * len(items)
    for item, number in zip(items, numbers, strict=True):
        places[item] = targets[number - 1] if number else None
    return Places(places=tuple(places))


def right_lines(question: AnyQuestion, slot: Slot, outcome: Outcome) -> list[LeadLine]:
    """What would have been right, with the numbers of options; for other kinds only
    what was not.
    """
    if isinstance(question, kinds.OrderQuestion):
        return [(f"{number}  ", step) for number, step in enumerate(question.steps, 1)]
    parts = number_parts(outcome.verdict.parts, slot.shown)
    rights = [
        (f"{number}  ", part.label)
        for number, part in parts
        if part.expected is not None
    ]
    if isinstance(
        question, kinds.DecisionQuestion
    ):  # its two lists are numbered each from 1
        because = ("", "because ")
        return [
            (f"{lead}{number}", text)
            for lead, (number, text) in zip(because, rights, strict=True)
        ]
    if isinstance(
        question, kinds.OpenQuestion
    ):  # the model answer was read before points were ticked
        return (
            [("A model answer: ", question.answer), *rights]
            if outcome.unknown
            else rights
        )
    if question.texts:
        return rights
    return [("", right_words(part)) for _, part in parts if not part.right]
