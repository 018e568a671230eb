"""truefalse: is the statement true or false?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from weakspot.engine.kinds.base import Option, Question, option_parts, picks_of, why_findings
from weakspot.engine.values import Finding, Picks, Response, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random


class TrueFalseQuestion(Question, frozen=True, kw_only=True, tag="truefalse"):
    """A statement; option 0 stands for true, option 1 for false. `why` answers the wrong belief."""

    answer: bool
    why: str
    misconception: str | None = None

    seconds: ClassVar[float] = 18

    @property
    def options(self) -> tuple[Option, ...]:
        """True and false as options, the wrong one with the reason why."""
        return tuple(
            Option(text="True" if side else "False", right=True)
            if side == self.answer
            else Option(text="True" if side else "False", why=self.why, misconception=self.misconception)
            for side in (True, False)
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The options' texts: true, then false."""
        return ("True", "False")

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        picks = picks_of(response, 2)
        if len(picks) > 1:
            raise ValueError("both true and false picked")
        right = any(self.options[index].right for index in picks)
        return Verdict(score=float(right), right=right, parts=option_parts(self.options, picks))

    def guess_rate(self) -> float:
        return 0.5

    def findings(self) -> list[Finding]:
        return why_findings(self.why, "a statement", ("why",))

    def responses(self) -> tuple[Response, Response | None, Response]:
        right, wrong = (0, 1) if self.answer else (1, 0)
        return Picks(picks=frozenset({right})), None, Picks(picks=frozenset({wrong}))

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        return ((0, 1),)
