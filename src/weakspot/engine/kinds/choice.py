"""choice: pick the one right option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from weakspot.engine.kinds.base import OptionsQuestion, one_right_findings, option_parts, picks_of
from weakspot.engine.values import Finding, Picks, Response, Verdict


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
        return one_right_findings(self.options, "options", "or make it `kind: multi`")

    def responses(self) -> tuple[Response, Response | None, Response]:
        key = next(index for index, option in enumerate(self.options) if option.right)
        wrong = next(index for index, option in enumerate(self.options) if not option.right)
        return Picks(picks=frozenset({key})), None, Picks(picks=frozenset({wrong}))
