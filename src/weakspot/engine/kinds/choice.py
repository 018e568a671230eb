"""choice: pick the one right option."""

from collections.abc import Iterator, Mapping

from weakspot.engine.kinds.base import OptionsQuestion, grade_single_pick, key_faults
from weakspot.engine.values import Fault, Picks, Response, Verdict


class ChoiceQuestion(OptionsQuestion, frozen=True, kw_only=True, tag="choice"):
    """Exactly one option is right."""

    word = "one right"
    seconds = 28
    ease = 0
    max_share = 0.4

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        return grade_single_pick(self.options, response)

    def guess_rate(self) -> float:
        return 1 / len(self.options)

    def faults(self) -> Iterator[Fault]:
        return key_faults(self.options, "options", "or make it `kind: multi`")

    def responses(self) -> tuple[Response, Response | None, Response]:
        rights = [option.right for option in self.options]
        right, wrong = (
            Picks(picks=frozenset({rights.index(side)})) for side in (True, False)
        )
        return right, None, wrong
