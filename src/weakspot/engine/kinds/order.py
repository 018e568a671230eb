"""order: put steps in order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from weakspot.engine.kinds.base import (
    Question,
    check_shape,
    count_faults,
    course_count_faults,
)
from weakspot.engine.kinds.parts import add_paths, shuffle_faults, text_faults
from weakspot.engine.values import Fault, Order, Part, Random, Response, Verdict
from weakspot.engine.vocabulary import words_of

_PLACE_WORDS = frozenset({"then", "finally", "lastly", "firstly", "afterwards"})


class OrderQuestion(Question, frozen=True, kw_only=True, tag="order"):
    """Steps, listed in the right order; they are never shown in that order."""

    steps: tuple[str, ...]

    word = "ordering"
    seconds = 50
    blind_score = 0.5
    course_rules = ("counts", "step-order")

    @property
    def listed_texts(self) -> tuple[str, ...]:
        return self.steps

    def right_texts(self, parts: Sequence[Part]) -> list[str]:
        """The steps in order, whatever the player's order."""
        return list(self.steps)

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of pairs of neighbouring steps that the player has put in
        the right order.

        A part's `given` and `expected` are places from 1; it is right when it stands in
        its place.
        """
        order = check_shape(response, Order(order=())).order
        if order and sorted(order) != list(range(len(self.steps))):
            raise ValueError(f"not an order of {len(self.steps)} steps: {order}")
        place = {step: at for at, step in enumerate(order)}
        steps = range(len(self.steps))
        held = [
            bool(order) and place[first] < place[second]
            for first, second in pairwise(steps)
        ]
        score = sum(held) / len(held)
        parts = tuple(
            Part(
                label=text,
                given=str(place[index] + 1) if order else None,
                right=bool(order) and place[index] == index,
                expected=str(index + 1),
            )
            for index, text in enumerate(self.steps)
        )
        note = f"{sum(held)} of {len(held)} neighbouring pairs in order"
        return Verdict(
            score=score, parts=parts, note=note if order and score < 1 else None
        )

    def faults(self) -> Iterator[Fault]:
        yield from count_faults("step-count", "steps", len(self.steps), 3, 9, "steps")
        yield from text_faults(add_paths("steps", self.steps), "step")
        yield from shuffle_faults(self.shuffle)

    def course_faults(self) -> Iterator[Fault]:
        yield from course_count_faults(len(self.steps), 4, 6, "steps", "steps")
        for index, step in enumerate(self.steps):
            if place_words := _PLACE_WORDS & set(words_of(step)):
                message = f"“{min(place_words)}” tells the step's place"
                yield Fault("step-order", message, ("steps", index), "leave it out")
        lengths = [len(step) for step in self.steps]
        if len(lengths) > 2 and all(one < other for one, other in pairwise(lengths)):
            message = "each step is longer than the one before"
            yield Fault("step-order", message, ("steps",), "vary lengths")

    def responses(self) -> tuple[Response, Response | None, Response]:
        right = tuple(range(len(self.steps)))
        return Order(order=right), Order(order=()), Order(order=right[::-1])

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The steps shuffled, never in the right order."""
        right = list(range(len(self.steps)))
        order = list(right)
        while order == right and len(right) > 1:
            rng.shuffle(order)
        return (tuple(order),)
