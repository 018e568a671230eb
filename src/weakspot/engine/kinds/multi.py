"""multi: pick all the options that apply."""

from collections.abc import Iterator, Mapping

from weakspot.engine.kinds.base import (
    OptionsQuestion,
    grade_options,
    option_faults,
    picks_of,
)
from weakspot.engine.kinds.parts import grade_picks
from weakspot.engine.values import Fault, Picks, Response, Verdict


class MultiQuestion(OptionsQuestion, frozen=True, kw_only=True, tag="multi"):
    """Two or more options are right, one or more wrong."""

    word = "several right"
    seconds = 50
    blind_score = 0.2
    can_pick_several = True

    @property
    def rights(self) -> frozenset[int]:
        """The indexes of the right options."""
        return frozenset(
            index for index, option in enumerate(self.options) if option.right
        )

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """(right picks - wrong picks) / rights, at least 0."""
        picks = picks_of(response, len(self.options))
        return grade_picks(picks, self.rights, grade_options(self.options, picks))

    def faults(self) -> Iterator[Fault]:
        yield from option_faults(self.options)
        rights, count = len(self.rights), len(self.options)
        if rights < 2 or rights == count:
            message = (
                f"{rights} right of {count} options; 2 or more must be, and 1 or "
                "more not"
            )
            yield Fault("key-count", message, ("options",))

    def responses(self) -> tuple[Response, Response | None, Response]:
        wrongs = frozenset(range(len(self.options))) - self.rights
        return Picks(picks=self.rights), Picks(picks=frozenset()), Picks(picks=wrongs)
