"""open: write an answer, then tick a rubric against a model answer."""

from collections.abc import Iterator, Mapping

from weakspot.engine.constants import MAX_ESSAY_LENGTH
from weakspot.engine.kinds.base import (
    Option,
    Question,
    check_shape,
    count_faults,
    course_count_faults,
    grade_options,
)
from weakspot.engine.kinds.parts import add_paths, grade_parts, text_faults
from weakspot.engine.values import Essay, Fault, Response, Verdict

FULL = f"An answer has at most {MAX_ESSAY_LENGTH:,} characters"
"""Said where there is no room for what was written."""


class OpenQuestion(Question, frozen=True, kw_only=True, tag="open"):
    """`answer` is a model answer; players tick the points of the `rubric` that their
    own answer covers.
    """

    answer: str
    rubric: tuple[str, ...]

    word = "written"
    seconds = 120
    is_graded = False
    ease = 2
    course_rules = ("counts",)
    blind_score = 0.3

    @property
    def is_ticked_whole(self) -> bool:
        """True if the only point is the model answer itself."""
        return self.rubric == (self.answer,)

    @property
    def model_answer(self) -> str:
        return self.answer

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of points ticked; the parts are the points."""
        ticks = check_shape(response, Essay(text="", ticks=frozenset())).ticks
        if not ticks <= set(range(len(self.rubric))):
            raise ValueError(f"no such point: {sorted(ticks)}")
        points = [Option(text=point, right=True) for point in self.rubric]
        return grade_parts(grade_options(points, ticks), "ticked")

    def faults(self) -> Iterator[Fault]:
        yield from text_faults([(("answer",), self.answer)], "model answer")
        yield from count_faults(
            "rubric-count", "rubric", len(self.rubric), 1, 9, "points"
        )
        yield from text_faults(add_paths("rubric", self.rubric), "point")

    def course_faults(self) -> Iterator[Fault]:
        return course_count_faults(len(self.rubric), 3, 5, "points", "rubric")

    def responses(self) -> tuple[Response, Response | None, Response]:
        nothing = Essay(text="", ticks=frozenset())
        right = Essay(text=self.answer, ticks=frozenset(range(len(self.rubric))))
        return right, nothing, Essay(text="It depends.", ticks=frozenset())
