"""decision: pick what to do, then why."""

from collections.abc import Iterator, Mapping

from weakspot.engine.kinds.base import (
    Option,
    Question,
    check_shape,
    grade_options,
    key_faults,
    option_why_faults,
)
from weakspot.engine.values import Choice, Fault, Part, Random, Response, Verdict


class DecisionQuestion(Question, frozen=True, kw_only=True, tag="decision"):
    """One action is right, and one reason for it."""

    actions: tuple[Option, ...]
    reasons: tuple[Option, ...]

    word = "decision"
    seconds = 50

    @property
    def option_lists(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        return ("actions", self.actions), ("reasons", self.reasons)

    def label_reason(self, number: int, part: Part, why: str) -> tuple[str, str]:
        acts = any(part.label == action.text for action in self.actions)
        return f"Why not {number}" if acts else f"Not because {number}", why

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """Half a point for the right action, the other half only if the reason for it
        is right too.

        The parts are the actions, then the reasons.
        """
        # a Choice cannot be empty, so None is told apart
        given = check_shape(response, Choice(action=0))
        action, reason = (
            (None, None) if response is None else (given.action, given.reason)
        )
        for picked, options in ((action, self.actions), (reason, self.reasons)):
            if picked is not None and not 0 <= picked < len(options):
                raise ValueError(f"no such option: {picked}")
        acts = action is not None and self.actions[action].right
        knows = reason is not None and self.reasons[reason].right
        score = 0.5 * acts + 0.5 * (acts and knows)
        note = "right reason, wrong choice" if knows and not acts else None
        if acts and not knows:
            note = f"right choice, {'without a' if reason is None else 'wrong'} reason"
        parts = grade_options(self.actions, {action}) + grade_options(
            self.reasons, {reason}
        )
        return Verdict(score=score, parts=parts, note=note)

    def guess_rate(self) -> float:
        return 0.5 / len(self.actions) + 0.5 / (len(self.actions) * len(self.reasons))

    def faults(self) -> Iterator[Fault]:
        keep_one = "keep the one that experts defend"
        yield from key_faults(self.actions, "actions", keep_one)
        yield from key_faults(self.reasons, "reasons", keep_one)

    def course_faults(self) -> Iterator[Fault]:
        yield from option_why_faults(self.actions, "actions")
        yield from option_why_faults(self.reasons, "reasons")

    def responses(self) -> tuple[Response, Response | None, Response]:
        acts = [option.right for option in self.actions]
        reason = [option.right for option in self.reasons].index(True)
        right, wrong = (
            Choice(action=acts.index(side), reason=reason) for side in (True, False)
        )
        return right, None, wrong

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The actions, then the reasons, each shuffled."""
        return self.shuffle_options(self.actions, rng), self.shuffle_options(
            self.reasons, rng
        )
