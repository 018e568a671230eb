"""What every kind of question shares."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, ClassVar, TypeVar

import msgspec

from weakspot.engine.values import Fault, Part, Picks, Random, Response, Trail, Verdict

ASIDE = frozenset(
    {
        "id", "topic", "concept", "level", "hint", "explain", "source", "as_of", "why", "misconception",
        "minutes", "waive", "fix", "work", "rivals",
    }
)  # fmt: skip
"""Fields that change neither how a question is asked nor how it is graded."""

Given = TypeVar("Given", bound=Response)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to check an answer; `fact` names the facts it rests on, for the checks alone."""

    title: str
    url: str | None = None
    fact: str | None = None


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One option; `why` is what the picker of a wrong one reads, `pin` keeps it in its place."""

    text: str
    right: bool = False
    why: str | None = None
    misconception: str | None = None
    pin: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """One item. Each kind is a subclass in its own module, with its own fields and rules.

    Each can `grade(response, numbers)`: None stands for I don't know, `numbers` are those drawn for this
    presentation; ValueError if the response names something that the question does not have. Its `findings()`
    are what is wrong with the item beyond its types, none if it can be asked; `responses()` are a right one,
    an empty one and a wrong one.
    """

    id: str
    topic: str
    level: int
    prompt: str
    explain: str
    source: Source
    concept: str | None = None
    case: str | None = None
    hint: str | None = None
    as_of: str | None = None
    shuffle: bool = True
    minutes: float | None = None
    waive: dict[str, str] = {}

    seconds: ClassVar[float]
    """How long an answer of this kind typically takes."""
    blind: ClassVar[float]
    """The expected score (0..1) of a blind answer, where it is the same for all questions of the kind."""
    many: ClassVar[bool] = False
    """Whether several of `texts` can be picked."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be picked, in bank order; empty for kinds without one list to pick from."""
        return ()

    def guess_rate(self) -> float:
        """The expected score of a blind answer, 0..1."""
        return self.blind

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The orders in which its lists are shown: one permutation of indexes for each."""
        return (tuple(range(len(self.texts))),) if self.texts else ()

    def reads(self, response: Response | None) -> bool:
        """Can it be read as an answer, right or wrong? What is asked for in words always can."""
        return True

    def drawn(self, rng: Random) -> dict[str, float]:
        """The numbers of one presentation, by name; empty where none are drawn."""
        return {}

    def asked(self, numbers: Mapping[str, float]) -> str:
        """The prompt as it is shown, with these numbers."""
        return self.prompt

    def worked(self, numbers: Mapping[str, float]) -> str:
        """The way to the answer with these numbers; empty where there is none to show."""
        return ""

    def revision(self) -> str:
        """12 hex digits that change when its asking or grading changes, and only then."""
        from hashlib import sha256  # late: only a bank that is read needs it, and it takes its time

        told = msgspec.msgpack.encode(asked_or_graded(msgspec.to_builtins(self)), order="deterministic")
        return sha256(told).hexdigest()[:12]

    def typical_seconds(self) -> float:
        """How long an answer typically takes, in seconds: `minutes` where the author gave them."""
        return self.seconds if self.minutes is None else 60 * self.minutes


class OptionsQuestion(Question, frozen=True, kw_only=True):
    """A question with one list of options."""

    options: tuple[Option, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(option.text for option in self.options)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        return (shuffled(self.options, rng, self.shuffle),)


def asked_or_graded(value: Any) -> Any:
    """`value` without the fields that are set aside, at every depth."""
    if isinstance(value, dict):
        return {
            key: inner if key == "draw" else asked_or_graded(inner)  # a drawn number may bear any name
            for key, inner in value.items()
            if key not in ASIDE
        }
    if isinstance(value, (list, tuple)):
        return [asked_or_graded(inner) for inner in value]
    return value


def shuffled(options: Sequence[Option], rng: Random, shuffle: bool) -> tuple[int, ...]:
    """An order of the options' indexes: pinned ones keep their place, none moves without `shuffle`."""
    if not shuffle:
        return tuple(range(len(options)))
    loose = [index for index, option in enumerate(options) if not option.pin]
    rng.shuffle(loose)
    return tuple(index if option.pin else loose.pop() for index, option in enumerate(options))


def option_parts(options: Sequence[Option], picks: Set[int | None]) -> tuple[Part, ...]:
    """The options graded, with these picked: a part is right when it was picked exactly if it should be."""
    parts = []
    for index, option in enumerate(options):
        text, picked = option.text, index in picks
        wrong = picked and not option.right
        part = Part(
            label=text,
            given=text if picked else None,
            right=picked == option.right,
            expected=text if option.right else None,
            why=option.why if wrong else None,
            misconception=option.misconception if wrong else None,
        )
        parts.append(part)
    return tuple(parts)


def blamed(cause: Any) -> dict[str, str | None]:
    """Why a part is wrong and the belief that it betrays, by what it is that tells; nothing for None."""
    return {} if cause is None else {"why": cause.why, "misconception": cause.misconception}


def given_as(response: Response | None, empty: Given) -> Given:
    """The response, which has to be of the shape of the `empty` one that stands for None. Else ValueError."""
    given = empty if response is None else response
    if not isinstance(given, type(empty)):
        raise ValueError(f"{type(given).__name__} does not answer this kind of question")
    return given


def picks_of(response: Response | None, count: int) -> frozenset[int]:
    """The picked indexes, none for None. Raises ValueError if one is not below `count`."""
    picks = given_as(response, Picks(picks=frozenset())).picks
    if not picks <= set(range(count)):
        raise ValueError(f"no such option: {sorted(picks)}")
    return picks


def count_findings(rule: str, field: str, count: int, low: int, high: int, what: str) -> Iterator[Fault]:
    """A finding where `count` is not in `low`..`high`."""
    if not low <= count <= high:
        hint = "add some" if count < low else "take some out"
        yield Fault(rule, f"{what}: {count}, not {low} to {high}", (field,), hint)


def why_findings(why: str | None, what: str, path: Trail, hint: str | None = None) -> Iterator[Fault]:
    """A finding where there is no `why`."""
    if not (why or "").strip():
        yield Fault("why-missing", f"{what} without a why", path, hint)


def one_verdict(options: Sequence[Option], response: Response | None) -> Verdict:
    """Right if the one option picked is. Raises ValueError for several, and for one that there is not."""
    picks = picks_of(response, len(options))
    if len(picks) > 1:
        raise ValueError("more than one option picked where one is right")
    right = any(options[index].right for index in picks)
    return Verdict(score=float(right), parts=option_parts(options, picks))


def option_findings(options: Sequence[Option], field: str = "options") -> Iterator[Fault]:
    """Faults that lists of options share: too few or too many, alike, or wrong without a reason."""
    yield from count_findings("option-count", field, len(options), 2, 9, "options")
    seen: set[str] = set()
    for index, option in enumerate(options):
        text = option.text.casefold().strip()
        if text in seen:
            yield Fault("option-twice", "the same text as another option", (field, index, "text"))
        seen.add(text)
        if not option.right:
            hint = "say in `why` what its picker should read"
            yield from why_findings(option.why, "a wrong option", (field, index), hint)


def one_right_findings(options: Sequence[Option], field: str, too_many: str) -> Iterator[Fault]:
    """The same, and where not exactly one is right; `too_many` is the hint where several are."""
    yield from option_findings(options, field)
    rights = sum(option.right for option in options)
    if rights != 1:
        hint = too_many if rights else "mark one with `right: true`"
        yield Fault("key-count", f"{rights} {field} are right, not exactly 1", (field,), hint)
