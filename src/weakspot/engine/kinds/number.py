"""number: type a number, drawn afresh each time where the question says how."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from weakspot.engine.figures import figures, read_number, rounded, with_cents, with_unit
from weakspot.engine.formula import Draw, FormulaError, draw_findings, parse, tried
from weakspot.engine.kinds.base import Question, blamed, count_findings, given_as, why_findings
from weakspot.engine.values import Fault, Part, Random, Response, Texts, Trail, Verdict

_NAME = r"\{([A-Za-z_][A-Za-z0-9_]*)\}"
_TOLERANCE = r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*%\s*"
_WHOLE = r"\.[0-9]{2}0\b"
"""What is no broken number: nobody writes 56 as 56.000, but a known mistake may well come to 7.875."""
_TRIES = 100
_FIGURES = 6
"""Figures of a broken number that a player can be asked for, where it has to be exact."""
_SLACK = 1e-9
"""What adding in binary may cost, as a share of the value."""


class NearNumber(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wrong result that a known mistake leads to: a number, or a formula as `answer` is."""

    answer: float | str
    why: str
    misconception: str | None = None


class NumberQuestion(Question, frozen=True, kw_only=True, tag="number"):
    """`answer` is a number or a formula over the names in `draw`; right within `tolerance`, or `N%` of it."""

    answer: float | str
    draw: dict[str, Draw] = {}
    unit: str | None = None
    tolerance: float | str = 0.0
    work: str | None = None
    near: tuple[NearNumber, ...] = ()

    seconds = 60
    blind = 0.01

    def drawn(self, rng: Random) -> dict[str, float]:
        """Numbers with which all answers have a value; the least of each where luck finds none."""
        for _ in range(_TRIES):
            numbers = {name: draw.at(rng.randrange(draw.count())) for name, draw in self.draw.items()}
            try:
                for answer in (self.answer, *(near.answer for near in self.near)):
                    result(answer, numbers)
            except FormulaError:
                continue
            return numbers
        return self._least()

    def _least(self) -> dict[str, float]:
        return {name: draw.ends()[0] for name, draw in self.draw.items()}

    def asked(self, numbers: Mapping[str, float]) -> str:
        return filled(self.prompt, numbers)

    def worked(self, numbers: Mapping[str, float]) -> str:
        return filled(self.work or "", numbers, answer=self.figures(numbers))

    def figures(self, numbers: Mapping[str, float]) -> str:
        """The right answer as it is written, without its unit."""
        value = result(self.answer, numbers)
        return rounded(value, self.margin(value))

    def margin(self, value: float) -> float:
        """How far from `value` is still right. ValueError if `tolerance` cannot be read."""
        slack = _SLACK * abs(value)
        if not isinstance(self.tolerance, str):
            return self.tolerance + slack
        found = re.fullmatch(_TOLERANCE, self.tolerance)
        return float(found[1] if found else self.tolerance) * (abs(value) / 100 if found else 1) + slack

    def reads(self, response: Response | None) -> bool:
        return not isinstance(response, Texts) or bool(self.readings(response.texts[0]))

    def readings(self, text: str) -> list[float]:
        """What a typed number may mean, the likeliest first: 56.000 is 56,000 in much of Europe."""
        both = (read_number(each, self.unit) for each in (text, text.replace(".", ",")))
        return [value for value in both if value is not None]

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """Right within the tolerance; a near one gets its why. ValueError if a drawn number is missing."""
        texts = given_as(response, Texts(texts=("",))).texts
        if len(texts) != 1:
            raise ValueError(f"{len(texts)} texts for one number")
        if missing := self.draw.keys() - numbers.keys():
            raise ValueError(f"numbers that were not drawn: {sorted(missing)}")
        text = texts[0][:500].strip()
        values = self.readings(text)
        due = result(self.answer, numbers)
        fits = [abs(value - due) <= self.margin(due) for value in values]
        near = self.near_of(values[0], due, numbers) if values and not fits[0] else None
        if any(fits) and re.search(_WHOLE, text):
            near = None
        right = any(fits) and near is None
        told = with_unit(self.figures(numbers), self.unit)
        part = Part(label="", given=text or None, right=right, expected=told, **blamed(near))
        note = f"“{text[:40]}” is not a number" if text and not values else None
        return Verdict(score=float(right), parts=(part,), note=note)

    def near_of(self, value: float, due: float, numbers: Mapping[str, float]) -> NearNumber | None:
        """The known mistake that leads to `value` instead of `due`; the tolerance counts as a share of it."""
        for near in self.near:
            wrong = result(near.answer, numbers)
            margin = self.margin(wrong)
            if due:
                margin = min(margin, self.margin(due) * abs(wrong / due))
            if abs(value - wrong) <= margin:
                return near
        return None

    def findings(self) -> Iterator[Fault]:
        """Only what has no fault of form can be tried."""
        found = list(self._form_findings())
        yield from found
        if not found:
            yield from self._try_findings()

    def _form_findings(self) -> Iterator[Fault]:
        yield from count_findings("near-count", "near", len(self.near), 0, 9, "near answers")
        yield from draw_findings(self.draw)
        yield from self._brace_findings()
        for index, near in enumerate(self.near):
            yield from why_findings(near.why, "a near answer", ("near", index, "why"))
        try:
            is_sound = 0 <= self.margin(1.0) < float("inf")
        except ValueError:
            is_sound = False
        if not is_sound:
            message = f"a tolerance of {str(self.tolerance)[:30]}"
            yield Fault("tolerance", message, ("tolerance",), "0.5, or 2%")
        yield from self._formula_findings()

    @property
    def tries(self) -> int:
        """How many formulas its findings reckon out, about."""
        return 2 ** len(self.draw) * (1 + len(self.near)) if self.draw else 0

    def _brace_findings(self) -> Iterator[Fault]:
        """Braces and draws have to meet both ways; without a draw, braces are text."""
        for field, text, known in (
            ("prompt", self.prompt, {*self.draw}),
            ("work", self.work or "", {*self.draw, "answer"}),
        ):
            for name in dict.fromkeys(re.findall(_NAME, text) if self.draw else ()):
                if name not in known:
                    yield Fault("brace", f"{{{name}}} is not drawn", (field,), "declare it in `draw`")
        for name in self.draw:
            if f"{{{name}}}" not in self.prompt:
                message = f"{name} is drawn, but the prompt has no {{{name}}}"
                yield Fault("brace", message, ("draw", name))

    def _formula_findings(self) -> Iterator[Fault]:
        answers: list[tuple[Trail, float | str]] = [(("answer",), self.answer)]
        answers += [(("near", index, "answer"), near.answer) for index, near in enumerate(self.near)]
        for path, answer in answers:
            try:
                names = parse(answer).names if isinstance(answer, str) else ()
            except FormulaError as error:
                yield Fault("formula", str(error), path)
                continue
            for name in names:
                if name not in self.draw:
                    message = f"the formula needs {name}, which is not drawn"
                    yield Fault("formula", message, path, "declare it in `draw`")

    def _try_findings(self) -> Iterator[Fault]:
        """What goes wrong at the corners of the draw, or in between: one finding an answer."""
        told: set[Trail] = set()
        for numbers, corner in tried(self.draw):
            for path, message in self._faults_with(numbers, corner):
                if path not in told:
                    told.add(path)
                    drawn = ", ".join(f"{name} = {figures(value)}" for name, value in numbers.items())
                    where = f", with {drawn}" if drawn else ""
                    yield Fault("draw-ends", message + where, path)

    def _faults_with(self, numbers: Mapping[str, float], corner: bool) -> Iterator[tuple[Trail, str]]:
        """What is wrong with these numbers. In between, a near answer may happen to be right."""
        try:
            due = result(self.answer, numbers)
        except FormulaError as error:
            yield ("answer",), str(error)
            return
        margin = self.margin(due)
        if due % 1 and margin < 2 * _SLACK * abs(due):
            told = self.figures(numbers)
            if len(re.sub(r"\D", "", told).lstrip("0")) > _FIGURES:
                yield ("answer",), f"a right answer of many figures, {told}: give a tolerance"
        for index, near in enumerate(self.near):
            path = ("near", index, "answer")
            try:
                close = abs(result(near.answer, numbers) - due) <= margin
            except FormulaError as error:
                yield path, str(error)
                continue
            if close and corner:
                yield path, "a near answer within the tolerance of the right one"

    def responses(self) -> tuple[Response, Response | None, Response]:
        """For numbers without a draw, or the least of each."""
        numbers = self._least()
        value = result(self.answer, numbers)
        wrong = figures(value + 10 * self.margin(value) + 1)
        return Texts(texts=(self.figures(numbers),)), Texts(texts=("",)), Texts(texts=(wrong,))


def result(answer: float | str, numbers: Mapping[str, float]) -> float:
    """The value of an answer. FormulaError if its formula has none."""
    return parse(answer).value(numbers) if isinstance(answer, str) else answer


def filled(text: str, numbers: Mapping[str, float], **written: str) -> str:
    """`text` with each {name} that there is a number for, or that is `written` out."""
    words = {name: figures(value) for name, value in numbers.items()} | written
    return with_cents(re.sub(_NAME, lambda found: words.get(found[1], found[0]), text))
