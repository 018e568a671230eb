"""order: put steps in order."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from weakspot.engine.kinds.base import Question, check_shape, count_findings
from weakspot.engine.kinds.parts import add_paths, shuffle_findings, text_findings
from weakspot.engine.values import Fault, Order, Part, Random, Response, Verdict


class OrderQuestion(Question, frozen=True, kw_only=True, tag="order"):
    """Steps, listed in the right order; they are never shown in that order."""

    steps: tuple[str, ...]

    seconds = 50
    blind_score = 0.5

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of pairs of neighbouring steps that the player has put in the right
        order.

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

    def findings(self) -> Iterator[Fault]:
        yield from count_findings("step-count", "steps", len(self.steps), 3, 9, "steps")
        yield from text_findings(add_paths("steps", self.steps), "step")
        yield from shuffle_findings(self.shuffle)

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
