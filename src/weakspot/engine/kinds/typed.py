"""typed: fill one or more gaps with words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

import msgspec
from msgspec.structs import replace

from weakspot.engine.constants import MAX_TEXT_LENGTH
from weakspot.engine.kinds.base import (
    Question,
    blame_of,
    check_shape,
    count_faults,
    why_faults,
)
from weakspot.engine.kinds.parts import grade_parts, text_faults
from weakspot.engine.spelling import is_same, is_slip, normalize_exact, normalize_words
from weakspot.engine.values import Fault, Part, Response, Texts, Verdict
from weakspot.text import format_count

MAX_NAMES = 40
"""The most names of a gap, accepted and near ones together."""
_GAP = r"(?<!\{)\{([0-9]+)\}(?!\})"
"""A gap in a prompt; a number in two braces is text."""


def escape_braces(text: str) -> str:
    """A text as a prompt has it in which no number in braces is a gap."""
    return re.sub(r"\{[0-9]+\}", r"{\g<0>}", text)


def split_gaps(prompt: str) -> list[str | int]:
    """The texts of a prompt, and between them the numbers of its gaps."""
    pieces = re.split(_GAP, prompt)
    return [
        int(piece) if at % 2 else re.sub(r"\{(\{[0-9]+\})\}", r"\1", piece)
        for at, piece in enumerate(pieces)
    ]


class NearText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that looks close but is wrong; it is never forgiven as a typo."""

    text: str
    why: str | None = None
    misconception: str | None = None


class Gap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gap: all accepted words, the usual one first; with `exact`, nothing but
    spacing is forgiven.
    """

    accept: tuple[str, ...]
    near: tuple[NearText, ...] = ()
    exact: bool = False

    def is_accepted(self, text: str) -> bool:
        """True if `text` is one of the names, up to case, accents, articles, hyphens
        and plural.
        """
        return any(self._matches(text, name) for name in self.accept)

    def find_near(self, text: str) -> NearText | None:
        """Find the near text that `text` is, up to the same differences; None if there
        is none.
        """
        return next(
            (near for near in self.near if self._matches(text, near.text)), None
        )

    def is_slip(self, text: str) -> bool:
        """True if `text` is one of the names with a typo in it."""
        words = normalize_words(text)
        return not self.exact and any(
            is_slip(words, normalize_words(name)) for name in self.accept
        )

    def _matches(self, text: str, name: str) -> bool:
        """True if `text` is this name."""
        if self.exact:
            return normalize_exact(text) == normalize_exact(name)
        return is_same(normalize_words(text), normalize_words(name))


class TypedQuestion(Question, frozen=True, kw_only=True, tag="typed"):
    """Gaps are written in the prompt as {1}, {2}, …; without any of these, the one gap
    follows the prompt. A number in two braces, {{1}}, is text, shown in one.

    `rivals` are words that no gap accepts as a typo; the catalog adds all names of the
    bank to them.
    """

    gaps: tuple[Gap, ...]
    rivals: tuple[str, ...] = ()

    word = "fill the gaps"
    seconds = 40
    blind_score = 0.02

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of gaps filled right."""
        texts = check_shape(response, Texts(texts=("",) * len(self.gaps))).texts
        if len(texts) != len(self.gaps):
            raise ValueError(f"{len(texts)} texts for {len(self.gaps)} gaps")
        graded = [
            self._grade_gap(index, text[:MAX_TEXT_LENGTH].strip())
            for index, text in enumerate(texts)
        ]
        slips = [f"“{part.given}”" for part, slipped in graded if slipped]
        note = f"close: you wrote {' and '.join(slips)}" if slips else None
        return grade_parts(tuple(part for part, _ in graded), note=note)

    def _grade_gap(self, index: int, text: str) -> tuple[Part, bool]:
        """Grade one gap; also returns whether a typo was forgiven in it."""
        gap, given = self.gaps[index], text or None
        if not (gap.is_accepted(text) or gap.find_near(text)):
            text = self._drop_next_word(index, text)
        right = gap.is_accepted(text)
        near = None if right else gap.find_near(text)
        slipped = not (right or near) and gap.is_slip(text)
        slipped = slipped and not (
            self._is_rival(index, text) or self._is_rival(index, given or "")
        )
        label, right = (
            f"gap {index + 1}" if len(self.gaps) > 1 else "",
            right or slipped,
        )
        return Part(
            label=label,
            given=given,
            right=right,
            expected=gap.accept[0],
            **blame_of(near),
        ), slipped

    def _drop_next_word(self, index: int, text: str) -> str:
        """Drop the word that follows the gap in the prompt, if it was typed along with
        the answer.
        """
        after = re.search(rf"(?<!\{{)\{{{index + 1}\}}\s+([^\W\d_]+)", self.prompt)
        if after is None or self.gaps[index].exact:
            return text
        *words, last = re.split(r"[\s-]+", text)
        is_typed = words and is_same(normalize_words(last), normalize_words(after[1]))
        return " ".join(words) if is_typed else text

    def _is_rival(self, index: int, text: str) -> bool:
        """True if `text` is another word, of the bank or of another gap."""
        words, own = normalize_words(text), self.gaps[index].accept
        if any(
            is_same(words, normalize_words(name))
            for name in self.names()
            if name not in own
        ):
            return True
        rivals = (
            rival
            for rival in map(normalize_words, self.rivals)
            if is_same(words, rival)
        )
        names = list(map(normalize_words, self.names()))
        return any(not any(is_same(rival, name) for name in names) for rival in rivals)

    @property
    def has_gap(self) -> bool:
        """True if the prompt has its gaps in it."""
        return re.search(_GAP, self.prompt) is not None

    def fill_prompt(self, numbers: Mapping[str, float]) -> str:
        return self.ask(numbers, "{{{}}}")

    def ask(self, numbers: Mapping[str, float], gap: str = "____") -> str:
        return "".join(
            gap.format(piece) if isinstance(piece, int) else piece
            for piece in split_gaps(self.prompt)
        )

    def heading(self, numbers: Mapping[str, float]) -> str:
        if not self.has_gap:
            return self.fill_prompt(numbers)
        return "Fill the gap." if len(self.gaps) == 1 else "Fill the gaps."

    def label_reason(self, number: int, part: Part, why: str) -> tuple[str, str]:
        return f"“{part.given}”", why

    def with_rivals(self, names: Sequence[str]) -> Self:
        # Most have none of their own: they share one tuple.
        every = (*self.rivals, *names) if self.rivals else tuple(names)
        return replace(self, rivals=every)

    def names(self) -> Iterator[str]:
        """Every accepted or near text."""
        for gap in self.gaps:
            yield from gap.accept
            yield from (near.text for near in gap.near)

    def faults(self) -> Iterator[Fault]:
        yield from count_faults("gap-count", "gaps", len(self.gaps), 1, 6, "gaps")
        yield from self._brace_faults()
        for index, gap in enumerate(self.gaps):
            path = ("gaps", index)
            count = len(gap.accept) + len(gap.near)
            if count > MAX_NAMES:  # each name is compared with each near text
                yield Fault(
                    "name-count",
                    f"names: {count}, not up to {MAX_NAMES}",
                    path,
                    "take some out",
                )
                continue
            if not gap.accept:
                yield Fault(
                    "no-answer", "a gap that accepts nothing", (*path, "accept")
                )
            names = [
                ((*path, "accept", place), name)
                for place, name in enumerate(gap.accept)
            ]
            yield from text_faults(names, "name")
            for at, name in names:
                if not gap.exact and name.strip() and not normalize_words(name):
                    unread = "a name without letters, digits or signs that are read"
                    yield Fault("no-answer", unread, at, "give the gap `exact: true`")
            for place, near in enumerate(gap.near):
                at = (*path, "near", place)
                if gap.is_accepted(near.text):
                    yield Fault(
                        "near-accepted",
                        "a near text that the gap accepts",
                        (*at, "text"),
                    )

    def course_faults(self) -> Iterator[Fault]:
        for index, gap in enumerate(self.gaps):
            for place, near in enumerate(gap.near):
                path = ("gaps", index, "near", place, "why")
                yield from why_faults(near.why, "a near text", path)

    def _brace_faults(self) -> Iterator[Fault]:
        """Faults unless the prompt has each gap once; a single gap may be left out,
        and follows it then.
        """
        found = [f"{{{number}}}" for number in re.findall(_GAP, self.prompt)]
        wanted = [f"{{{number}}}" for number in range(1, len(self.gaps) + 1)]
        for gap in dict.fromkeys(found):
            if gap not in wanted:
                message = (
                    f"{gap[:20]} in the prompt, but "
                    f"{format_count(len(self.gaps), 'gap')}"
                )
                yield Fault("brace", message, ("prompt",))
            elif found.count(gap) > 1:
                message = f"{gap} stands in the prompt {found.count(gap)} times"
                yield Fault("brace", message, ("prompt",))
        for index, gap in enumerate(wanted):
            if gap not in found and (found or len(self.gaps) > 1):
                yield Fault(
                    "brace", f"the prompt has no {gap} for this gap", ("gaps", index)
                )

    def responses(self) -> tuple[Response, Response | None, Response]:
        count = len(self.gaps)
        right = tuple(gap.accept[0] for gap in self.gaps)
        return (
            Texts(texts=right),
            Texts(texts=("",) * count),
            Texts(texts=("qqqqqq",) * count),
        )
