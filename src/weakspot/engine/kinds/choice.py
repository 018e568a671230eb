"""choice: pick the one right option."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from weakspot.engine.kinds.base import OptionsQuestion, option_findings, option_parts, picks_of
from weakspot.engine.values import Finding, Picks, Response, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChoiceQuestion(OptionsQuestion, frozen=True, kw_only=True, tag="choice"):
    """Exactly one option is right."""

    seconds: ClassVar[float] = 28

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        picks = picks_of(response, len(self.options))
        if len(picks) > 1:
            raise ValueError("more than one option picked where one is right")
        right = any(self.options[index].right for index in picks)
        return Verdict(score=float(right), right=right, parts=option_parts(self.options, picks))

    def guess_rate(self) -> float:
        return 1 / len(self.options)

    def findings(self) -> list[Finding]:
        rights = sum(option.right for option in self.options)
        findings = option_findings(self.options)
        if rights != 1:
            message = f"{rights} options are right, not exactly 1"
            hint = "mark one with `right: true`" if rights == 0 else "or make it `kind: multi`"
            findings.append(Finding(rule="key-count", path=("options",), message=message, hint=hint))
        return findings

    def responses(self) -> tuple[Response, Response | None, Response]:
        key = next(index for index, option in enumerate(self.options) if option.right)
        wrong = next(index for index, option in enumerate(self.options) if not option.right)
        return Picks(picks=frozenset({key})), None, Picks(picks=frozenset({wrong}))
