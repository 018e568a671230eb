"""lines: mark the faulty lines of a prompt, trace, log, table or schema."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from weakspot.engine.kinds.base import (
    Question,
    count_faults,
    course_count_faults,
    picks_of,
    why_faults,
)
from weakspot.engine.kinds.parts import grade_picks
from weakspot.engine.values import Fault, Part, Picks, Response, Verdict

SOUND_WHY = "Nothing is wrong with it."
"""The reason shown for a sound line that was marked, where its bank gives none."""


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line; a faulty one has a `why`, and a `fix` that says what it should be.

    The `why` of a sound line is shown to players who mark it. Whoever marks or misses
    the line wrongly may hold the `misconception`.
    """

    text: str
    fault: bool = False
    why: str | None = None
    fix: str | None = None
    misconception: str | None = None


class LinesQuestion(Question, frozen=True, kw_only=True, tag="lines"):
    """Lines in their order, one or more of them faulty; `language` is the language they
    are written in.
    """

    lines: tuple[Line, ...]
    language: str | None = None

    word = "faulty lines"
    seconds = 50
    blind_score = 0.2
    can_pick_several = True
    course_rules = ("counts", "fix-missing")

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)

    @property
    def listed_texts(self) -> tuple[str, ...]:
        return self.texts

    def right_texts(self, parts: Sequence[Part]) -> list[str]:
        """The faulty lines with their numbers."""
        lines = enumerate(self.lines, 1)
        return [f"line {at}: {line.text.strip()}" for at, line in lines if line.fault]

    def label_reason(self, number: int, part: Part, why: str) -> tuple[str, str]:
        """Add what a faulty line should be."""
        fix = part.expected
        if fix is not None and fix != part.label:
            why += f" Better: {fix}" if "`" in fix else f" Better: `{fix}`"
        return f"Line {number}", why

    @property
    def faulty(self) -> frozenset[int]:
        """The indexes of the faulty lines."""
        return frozenset(index for index, line in enumerate(self.lines) if line.fault)

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """(faults marked - sound lines marked) / faults, at least 0. A faulty line's
        part expects its fix.

        A missed fault is explained too, and betrays its misconception if anything was
        marked at all.
        """
        picks = picks_of(response, len(self.lines))
        parts = []
        for index, line in enumerate(self.lines):
            marked = index in picks
            wrong = marked != line.fault
            why = line.why or (None if line.fault else SOUND_WHY)
            part = Part(
                label=line.text,
                given=line.text if marked else None,
                right=not wrong,
                expected=(line.fix or line.text) if line.fault else None,
                why=why if wrong else None,
                misconception=line.misconception if wrong and picks else None,
            )
            parts.append(part)
        return grade_picks(picks, self.faulty, tuple(parts))

    def faults(self) -> Iterator[Fault]:
        yield from count_faults("line-count", "lines", len(self.lines), 2, 40, "lines")
        count = len(self.faulty)
        if not 0 < count < len(self.lines):
            message = (
                f"{count} of {len(self.lines)} lines are faulty; 1 or more must be, "
                "and 1 or more not"
            )
            yield Fault(
                "key-count",
                message,
                ("lines",),
                None if count else "mark it with `fault: true`",
            )
        for index, line in enumerate(self.lines):
            if not line.fault and line.fix is not None:
                message = "a fix for a line that is not marked as faulty"
                hint = "mark it with `fault: true`, or leave the fix out"
                yield Fault("fix", message, ("lines", index, "fix"), hint)

    def course_faults(self) -> Iterator[Fault]:
        yield from course_count_faults(len(self.lines), 5, 12, "lines", "lines")
        yield from course_count_faults(len(self.faulty), 1, 2, "faulty lines", "lines")
        for index, line in enumerate(self.lines):
            if line.fault:
                hint = "say in `why` what is wrong with it"
                yield from why_faults(line.why, "a faulty line", ("lines", index), hint)
            if line.fault and not (line.fix or "").strip():
                message = "a faulty line without a fix"
                hint = "say in `fix` what it should be"
                yield Fault("fix-missing", message, ("lines", index), hint)

    def responses(self) -> tuple[Response, Response | None, Response]:
        sound = frozenset(range(len(self.lines))) - self.faulty
        return Picks(picks=self.faulty), Picks(picks=frozenset()), Picks(picks=sound)
