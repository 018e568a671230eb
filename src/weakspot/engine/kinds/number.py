"""number: type a number; a question with a `draw` has fresh numbers each time."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from weakspot.engine import figures
from weakspot.engine.constants import MAX_TEXT_LENGTH
from weakspot.engine.formula import (
    Draw,
    FormulaError,
    draw_faults,
    parse_formula,
    trial_numbers,
)
from weakspot.engine.kinds.base import (
    Question,
    blame_of,
    check_shape,
    count_faults,
    why_faults,
)
from weakspot.engine.values import Fault, Part, Random, Response, Texts, Trail, Verdict

_NAME = r"\{([A-Za-z_][A-Za-z0-9_]*)\}"
_TOLERANCE = r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*%\s*"
_DOT_GROUPED = r"\.[0-9]{2}0\b"
"""A dot for thousands: nobody writes 56 as 56.000, whereas a known mistake may well
come to 7.875.
"""
_MAX_TRIES = 100
_MAX_FIGURES = 6
"""The most digits of a fraction that a player can be asked for without a tolerance."""
_SLACK = 1e-9
"""The rounding error of binary arithmetic that is forgiven, as a share of the value."""


class NearNumber(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wrong result of a known mistake: a number, or a formula like `answer`."""

    answer: float | str
    why: str | None = None
    misconception: str | None = None


class NumberQuestion(Question, frozen=True, kw_only=True, tag="number"):
    """`answer` is a number or a formula over the names in `draw`; `tolerance` is a
    number or `N%` of it.
    """

    answer: float | str
    draw: dict[str, Draw] = {}
    unit: str | None = None
    tolerance: float | str = 0.0
    work: str | None = None
    near: tuple[NearNumber, ...] = ()

    word = "number"
    seconds = 60
    blind_score = 0.01

    def draw_numbers(self, rng: Random) -> dict[str, float]:
        """Draw numbers with which all answers have a value; the least of each after too
        many vain tries.
        """
        for _ in range(_MAX_TRIES):
            numbers = {
                name: draw.value_at(rng.randrange(draw.count()))
                for name, draw in self.draw.items()
            }
            try:
                for answer in (self.answer, *(near.answer for near in self.near)):
                    evaluate_answer(answer, numbers)
            except FormulaError:
                continue
            return numbers
        return self._least_numbers()

    def _least_numbers(self) -> dict[str, float]:
        return {name: draw.bounds()[0] for name, draw in self.draw.items()}

    def fill_prompt(self, numbers: Mapping[str, float]) -> str:
        return fill_names(self.prompt, numbers)

    def fill_work(self, numbers: Mapping[str, float]) -> str:
        return fill_names(self.work or "", numbers, answer=self.format_answer(numbers))

    def format_answer(self, numbers: Mapping[str, float]) -> str:
        """Format the right answer, without its unit: one of four digits that stands by
        itself, as a year or a port does, without a comma.
        """
        value = evaluate_answer(self.answer, numbers)
        if isinstance(self.answer, int | float) and self.unit is None and value < 1e4:
            return figures.format_rounded(value, self.margin(value)).replace(",", "")
        return figures.format_rounded(value, self.margin(value))

    def margin(self, value: float) -> float:
        """The distance from `value` that an answer may have.
        ValueError if `tolerance` cannot be read.
        """
        slack = _SLACK * abs(value)
        if not isinstance(self.tolerance, str):
            return self.tolerance + slack
        found = re.fullmatch(_TOLERANCE, self.tolerance)
        return (
            float(found[1] if found else self.tolerance)
            * (abs(value) / 100 if found else 1)
            + slack
        )

    def can_read(self, response: Response | None) -> bool:
        return not isinstance(response, Texts) or bool(
            self.possible_values(response.texts[0])
        )

    def possible_values(self, text: str) -> list[float]:
        """The values that a typed number may mean, likeliest first: 56.000 is 56,000 in
        much of Europe.

        A calculation, like `3 * 400`, has one value.
        """
        values = (
            figures.parse_number(each, self.unit)
            for each in (text, text.replace(".", ","))
        )
        return [value for value in values if value is not None] or figures.calculate(
            text, self.unit
        )

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """Right within the tolerance; a near answer gets its why. ValueError if a drawn
        number is missing.
        """
        texts = check_shape(response, Texts(texts=("",))).texts
        if len(texts) != 1:
            raise ValueError(f"{len(texts)} texts for one number")
        if missing := self.draw.keys() - numbers.keys():
            raise ValueError(f"numbers that were not drawn: {sorted(missing)}")
        text = texts[0][:MAX_TEXT_LENGTH].strip()
        values = self.possible_values(text)
        expected = evaluate_answer(self.answer, numbers)
        fits = [abs(value - expected) <= self.margin(expected) for value in values]
        near = (
            self.find_near(values[0], expected, numbers)
            if values and not fits[0]
            else None
        )
        if any(fits) and re.search(_DOT_GROUPED, text):
            near = None
        right = any(fits) and near is None
        answer = figures.with_unit(self.format_answer(numbers), self.unit)
        if values and re.search(figures.OPERATOR, text):
            value = figures.format_rounded(values[0], self.margin(expected))
            text += f" = {figures.with_unit(value, self.unit)}"
        part = Part(
            label="", given=text or None, right=right, expected=answer, **blame_of(near)
        )
        note = f"“{text[:40]}” is not a number" if text and not values else None
        return Verdict(score=float(right), parts=(part,), note=note)

    def find_near(
        self, value: float, expected: float, numbers: Mapping[str, float]
    ) -> NearNumber | None:
        """Find the known mistake that leads to `value`; the tolerance is a share of its
        own value.
        """
        for near in self.near:
            wrong = evaluate_answer(near.answer, numbers)
            margin = self.margin(wrong)
            if expected:
                margin = min(margin, self.margin(expected) * abs(wrong / expected))
            if abs(value - wrong) <= margin:
                return near
        return None

    def faults(self) -> Iterator[Fault]:
        """Only a question without faults of form can be tried with numbers."""
        faults = list(self._form_faults())
        yield from faults
        if not faults:
            yield from self._trial_faults()

    def _form_faults(self) -> Iterator[Fault]:
        yield from count_faults(
            "near-count", "near", len(self.near), 0, 9, "near answers"
        )
        yield from draw_faults(self.draw)
        yield from self._brace_faults()
        try:
            is_sound = 0 <= self.margin(1.0) < float("inf")
        except ValueError:
            is_sound = False
        if not is_sound:
            message = f"a tolerance of {str(self.tolerance)[:30]}"
            yield Fault("tolerance", message, ("tolerance",), "0.5, or 2%")
        yield from self._formula_faults()

    def course_faults(self) -> Iterator[Fault]:
        for index, near in enumerate(self.near):
            yield from why_faults(near.why, "a near answer", ("near", index, "why"))

    @property
    def trial_count(self) -> int:
        return 2 ** len(self.draw) * (1 + len(self.near)) if self.draw else 0

    def _brace_faults(self) -> Iterator[Fault]:
        """Each name in braces must be drawn, and each drawn name used; without a draw,
        braces are text.
        """
        for field, text, known in (
            ("prompt", self.prompt, {*self.draw}),
            ("work", self.work or "", {*self.draw, "answer"}),
        ):
            for name in dict.fromkeys(re.findall(_NAME, text) if self.draw else ()):
                if name not in known:
                    yield Fault(
                        "brace",
                        f"{{{name}}} is not drawn",
                        (field,),
                        "declare it in `draw`",
                    )
        for name in self.draw:
            if f"{{{name}}}" not in self.prompt:
                message = f"{name} is drawn, but the prompt has no {{{name}}}"
                yield Fault("brace", message, ("draw", name))

    def _formula_faults(self) -> Iterator[Fault]:
        answers: list[tuple[Trail, float | str]] = [(("answer",), self.answer)]
        answers += [
            (("near", index, "answer"), near.answer)
            for index, near in enumerate(self.near)
        ]
        for path, answer in answers:
            try:
                names = parse_formula(answer).names if isinstance(answer, str) else ()
            except FormulaError as error:
                yield Fault("formula", str(error), path)
                continue
            for name in names:
                if name not in self.draw:
                    message = f"the formula needs {name}, which is not drawn"
                    yield Fault("formula", message, path, "declare it in `draw`")

    def _trial_faults(self) -> Iterator[Fault]:
        """Yield the faults at the corners of the draw or in between, with one fault
        per answer.
        """
        seen: set[Trail] = set()
        for numbers, is_corner in trial_numbers(self.draw):
            for path, message in self._faults_with(numbers, is_corner):
                if path not in seen:
                    seen.add(path)
                    drawn = [
                        f"{name} = {figures.format_number(value)}"
                        for name, value in numbers.items()
                    ]
                    where = f", with {', '.join(drawn)}" if drawn else ""
                    yield Fault("draw-ends", message + where, path)

    def _faults_with(
        self, numbers: Mapping[str, float], is_corner: bool
    ) -> Iterator[tuple[Trail, str]]:
        """Yield the faults of these numbers. Between the corners, a near answer may
        happen to be right.
        """
        try:
            expected = evaluate_answer(self.answer, numbers)
        except FormulaError as error:
            yield ("answer",), str(error)
            return
        margin = self.margin(expected)
        if expected % 1 and margin < 2 * _SLACK * abs(expected):
            right = self.format_answer(numbers)
            if len(re.sub(r"\D", "", right).lstrip("0")) > _MAX_FIGURES:
                yield (
                    ("answer",),
                    f"a right answer of many figures, {right}: give a tolerance",
                )
        for index, near in enumerate(self.near):
            path = ("near", index, "answer")
            try:
                close = abs(evaluate_answer(near.answer, numbers) - expected) <= margin
            except FormulaError as error:
                yield path, str(error)
                continue
            if close and is_corner:
                yield path, "a near answer within the tolerance of the right one"

    def responses(self) -> tuple[Response, Response | None, Response]:
        """The responses without a draw, or with the least value of
        each drawn number.
        """
        numbers = self._least_numbers()
        value = evaluate_answer(self.answer, numbers)
        wrong = figures.format_number(value + 10 * self.margin(value) + 1)
        return (
            Texts(texts=(self.format_answer(numbers),)),
            Texts(texts=("",)),
            Texts(texts=(wrong,)),
        )


def evaluate_answer(answer: float | str, numbers: Mapping[str, float]) -> float:
    """Evaluate an answer. FormulaError if its formula has no value."""
    return (
        parse_formula(answer).evaluate(numbers) if isinstance(answer, str) else answer
    )


def fill_names(text: str, numbers: Mapping[str, float], **written: str) -> str:
    """Fill in each {name} that there is a number for, or that is given as `written`."""
    words = {
        name: figures.format_number(value) for name, value in numbers.items()
    } | written
    return figures.with_cents(
        re.sub(_NAME, lambda found: words.get(found[1], found[0]), text)
    )
