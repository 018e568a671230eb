"""truefalse: is the statement true or false?"""

from collections.abc import Iterator, Mapping

from weakspot.engine.kinds.base import Option, Question, grade_single_pick, why_faults
from weakspot.engine.values import Fault, Picks, Response, Verdict


class TrueFalseQuestion(Question, frozen=True, kw_only=True, tag="truefalse"):
    """A statement; option 0 stands for true, option 1 for false. `why` answers the
    wrong belief.
    """

    answer: bool
    why: str | None = None
    misconception: str | None = None

    word = "true or false"
    seconds = 18
    ease = 0
    blind_score = 0.5

    @property
    def options(self) -> tuple[Option, ...]:
        """True and false as options, the wrong one with its `why`."""
        right = Option(text=str(self.answer), right=True)
        wrong = Option(
            text=str(not self.answer), why=self.why, misconception=self.misconception
        )
        return (right, wrong) if self.answer else (wrong, right)

    @property
    def truth(self) -> bool:
        return self.answer

    @property
    def texts(self) -> tuple[str, ...]:
        return ("True", "False")

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        return grade_single_pick(self.options, response)

    def faults(self) -> Iterator[Fault]:
        return iter(())

    def course_faults(self) -> Iterator[Fault]:
        return why_faults(self.why, "a statement", ("why",))

    def responses(self) -> tuple[Response, Response | None, Response]:
        right, wrong = (0, 1) if self.answer else (1, 0)
        return Picks(picks=frozenset({right})), None, Picks(picks=frozenset({wrong}))
