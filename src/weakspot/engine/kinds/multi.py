"""multi: pick all the options that apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from weakspot.engine.kinds.base import (
    Option,
    Question,
    option_findings,
    option_part,
    picked_options,
    shuffled,
)
from weakspot.engine.values import Finding, Picks, Response, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random


class MultiQuestion(Question, frozen=True, kw_only=True, tag="multi"):
    """Two or more options are right, one or more wrong."""

    options: tuple[Option, ...]

    seconds: ClassVar[float] = 50
    many: ClassVar[bool] = True

    @property
    def texts(self) -> tuple[str, ...]:
        """The options' texts, in bank order."""
        return tuple(option.text for option in self.options)

    @property
    def rights(self) -> frozenset[int]:
        """The indexes of the right options."""
        return frozenset(index for index, option in enumerate(self.options) if option.right)

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """(right picks - wrong picks) / rights, at least 0."""
        picks = picked_options(self.options, response)
        hits = len(picks & self.rights)
        extra = len(picks) - hits
        score = max(0.0, (hits - extra) / len(self.rights))
        found = f"{hits} of {len(self.rights)} found"
        note = None if score == 1 or not picks else f"{found}, {extra} too many" if extra else found
        parts = tuple(option_part(option, index in picks) for index, option in enumerate(self.options))
        return Verdict(score=score, right=score == 1, parts=parts, note=note)

    def guess_rate(self) -> float:
        return 0.2

    def findings(self) -> list[Finding]:
        findings = option_findings(self.options)
        rights = len(self.rights)
        if rights < 2 or rights == len(self.options):
            message = (
                f"{rights} of {len(self.options)} options are right; 2 or more must be, and 1 or more not"
            )
            findings.append(Finding(rule="key-count", path=("options",), message=message))
        return findings

    def responses(self) -> tuple[Response, Response | None, Response]:
        wrongs = frozenset(range(len(self.options))) - self.rights
        return Picks(picks=self.rights), Picks(picks=frozenset()), Picks(picks=wrongs)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        return (shuffled(self.options, rng, self.shuffle),)
