"""The question: all that depends on its kind, with what most kinds share."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, ClassVar, Self, TypeVar

import msgspec

from weakspot.engine.values import Fault, Part, Picks, Random, Response, Trail, Verdict

UNREVISED_FIELDS = frozenset(
    """id topic concept level hint explain source as_of why misconception minutes waive
    fix work rivals""".split()
)
"""Fields that affect neither how a question is asked nor how it is graded: its revision
leaves them out.
"""

ResponseType = TypeVar("ResponseType", bound=Response)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the answer can be checked; `fact` names the facts it is based on, and is
    only read by checks.
    """

    title: str
    url: str | None = None
    fact: str | None = None


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One option; `why` is shown to players who pick it though it is wrong; `pin` keeps
    it in its place.
    """

    text: str
    right: bool = False
    why: str | None = None
    misconception: str | None = None
    pin: bool = False


class Question(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    forbid_unknown_fields=True,
):
    """One question. Each kind is a subclass in its own module, with its own fields and
    rules: all that depends on the kind is asked of it, and nobody else asks which kind
    a question is.
    """

    id: str
    topic: str
    level: int = 2
    prompt: str
    explain: str = ""
    source: Source | None = None
    concept: str | None = None
    case: str | None = None
    hint: str | None = None
    as_of: str | None = None
    shuffle: bool = True
    minutes: float | None = None
    waive: dict[str, str] = {}

    word: ClassVar[str]
    """The players' word for the kind, of at most 13 letters."""
    seconds: ClassVar[float]
    """Seconds that an answer of this kind typically takes."""
    blind_score: ClassVar[float]
    """The expected score (0..1) of a blind answer, where it is the same for all
    questions of the kind.
    """
    is_graded: ClassVar[bool] = True
    """True if it is graded without the player's own judgement."""
    ease: ClassVar[int] = 1
    """The place in a round, 0 (first, as one key answers it) to 2 (last, an essay)."""
    can_pick_several: ClassVar[bool] = False
    """True if several of `texts` can be picked."""
    course_rules: ClassVar[tuple[str, ...]] = ()
    """The rules of `course_faults`, each of which a question can waive."""
    max_share: ClassVar[float] = 1.0
    """The largest share (0..1) of a course's questions that may be of this kind."""

    @classmethod
    def name(cls) -> str:
        """The kind's name in a bank."""
        return str(cls.__struct_config__.tag)

    @abstractmethod
    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """Grade a response; None means “I don't know”, `numbers` are those drawn for
        this presentation.

        Raises ValueError if the response names what the question does not have.
        """

    @abstractmethod
    def responses(self) -> tuple[Response, Response | None, Response]:
        """A right response, an empty one and a wrong one."""

    @abstractmethod
    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the question beyond its types,
        nothing if it can be asked.
        """

    @property
    def trial_count(self) -> int:
        """Roughly how many formulas `faults` evaluates."""
        return 0

    def course_faults(self) -> Iterator[Fault]:
        """Yield what makes a sound question a poor one of its kind, or of a course:
        warnings.
        """
        return iter(())

    @property
    def truth(self) -> bool | None:
        """True or false for a statement that is either; None for other questions."""
        return None

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that can be picked, in bank order;
        empty for kinds without one list to pick from.
        """
        return ()

    @property
    def option_lists(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """Each list of options that an author wrote, with its field's name.

        In a sound bank each list has right options and wrong ones.
        """
        return ()

    @property
    def listed_texts(self) -> tuple[str, ...]:
        """The texts of a kind's own lists, which a player reads besides the prompt and
        any options.
        """
        return ()

    @property
    def shown_texts(self) -> tuple[str, ...]:
        """All texts that a player reads before answering, the prompt first."""
        options = (option.text for _, listed in self.option_lists for option in listed)
        return (self.prompt, *options, *self.listed_texts)

    def names(self) -> Iterator[str]:
        """Yield the names that the question tells apart, right and wrong: elsewhere in
        its bank they are no typos.
        """
        return iter(())

    def with_rivals(self, names: Sequence[str]) -> Self:
        """The question with all `names` of its bank to tell apart."""
        return self

    def guess_rate(self) -> float:
        """The expected score of a blind answer, 0..1."""
        return self.blind_score

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The orders in which its lists are shown: one permutation of
        indexes for each.
        """
        return (tuple(range(len(self.texts))),) if self.texts else ()

    def shuffle_options(
        self, options: Sequence[Option], rng: Random
    ) -> tuple[int, ...]:
        """Shuffle the options' indexes; pinned options keep their place, and without
        `shuffle` all do.
        """
        if not self.shuffle:
            return tuple(range(len(options)))
        loose = [index for index, option in enumerate(options) if not option.pin]
        rng.shuffle(loose)
        return tuple(
            index if option.pin else loose.pop() for index, option in enumerate(options)
        )

    def can_read(self, response: Response | None) -> bool:
        """True if the response can be read as an answer, right or wrong."""
        return True

    def draw_numbers(self, rng: Random) -> dict[str, float]:
        """Draw the numbers of one presentation, by name;
        empty for a question without a draw.
        """
        return {}

    def fill_prompt(self, numbers: Mapping[str, float]) -> str:
        """The prompt as it is shown with these numbers."""
        return self.prompt

    def ask(self, numbers: Mapping[str, float], gap: str = "____") -> str:
        """The prompt with these numbers, and `gap` for each gap; `{}` in that becomes
        the gap's number.
        """
        return self.fill_prompt(numbers)

    def heading(self, numbers: Mapping[str, float]) -> str:
        """The text above the answer: the prompt, unless it is shown with its gaps
        where they are filled.
        """
        return self.fill_prompt(numbers)

    def fill_work(self, numbers: Mapping[str, float]) -> str:
        """The worked solution with these numbers; empty where there is none."""
        return ""

    @property
    def model_answer(self) -> str:
        """An answer as it might be written in full; empty where none is given."""
        return ""

    def right_texts(self, parts: Sequence[Part]) -> list[str]:
        """The right answer, text by text; `parts` are graded,
        and in the order shown.
        """
        return [part.right_text for part in parts if part.expected is not None]

    def label_reason(self, number: int, part: Part, why: str) -> tuple[str, str]:
        """Label the reason `why` a part is wrong, which has this number as shown.

        The label is like “Why not 2” where options have numbers, else the part in its
        own words.
        """
        if self.texts:
            return f"Why not {number}", why
        return part.label or "Why not", why

    def revision(self) -> str:
        """12 hex digits that change exactly when how the question is asked
        or graded changes.
        """
        # late: only reading a bank needs it, and its import is slow
        from hashlib import sha256

        encoded = msgspec.msgpack.encode(
            strip_unrevised(msgspec.to_builtins(self)), order="deterministic"
        )
        return sha256(encoded).hexdigest()[:12]

    def typical_seconds(self) -> float:
        """The seconds that an answer typically takes: from `minutes`, where the author
        gave them.
        """
        return self.seconds if self.minutes is None else 60 * self.minutes


class OptionsQuestion(Question, frozen=True, kw_only=True):
    """A question with one list of options."""

    options: tuple[Option, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(option.text for option in self.options)

    @property
    def option_lists(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        return (("options", self.options),)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        return (self.shuffle_options(self.options, rng),)

    def course_faults(self) -> Iterator[Fault]:
        return option_why_faults(self.options)


def strip_unrevised(value: Any) -> Any:
    """Strip the UNREVISED_FIELDS from `value`, at every depth."""
    if isinstance(value, dict):
        return {
            key: inner
            if key == "draw"
            else strip_unrevised(inner)  # a drawn number may have any name
            for key, inner in value.items()
            if key not in UNREVISED_FIELDS
        }
    if isinstance(value, (list, tuple)):
        return [strip_unrevised(inner) for inner in value]
    return value


def grade_options(
    options: Sequence[Option], picks: Set[int | None]
) -> tuple[Part, ...]:
    """Grade each option: it is right if it was picked and should be, or was not and
    should not be.
    """
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


def blame_of(cause: Any) -> dict[str, str | None]:
    """The Part fields that say why a part is wrong, taken from `cause`; empty if that
    is None.
    """
    return (
        {}
        if cause is None
        else {"why": cause.why, "misconception": cause.misconception}
    )


def check_shape(response: Response | None, empty: ResponseType) -> ResponseType:
    """Check that the response has the type of `empty`, which stands for None.
    ValueError if it has not.
    """
    given = empty if response is None else response
    if not isinstance(given, type(empty)):
        raise ValueError(
            f"{type(given).__name__} does not answer this kind of question"
        )
    return given


def picks_of(response: Response | None, count: int) -> frozenset[int]:
    """The picked indexes; empty for None. Raises ValueError if one is not in 0..`count`
    - 1.
    """
    picks = check_shape(response, Picks(picks=frozenset())).picks
    if not picks <= set(range(count)):
        raise ValueError(f"no such option: {sorted(picks)}")
    return picks


def count_faults(
    rule: str, field: str, count: int, low: int, high: int, what: str
) -> Iterator[Fault]:
    """A fault if `count` is not in `low`..`high`."""
    if not low <= count <= high:
        hint = "add some" if count < low else "take some out"
        yield Fault(rule, f"{what}: {count}, not {low} to {high}", (field,), hint)


def course_count_faults(
    count: int, low: int, high: int, what: str, field: str, hint: str | None = None
) -> Iterator[Fault]:
    """A fault of a course if `count` is not in `low`..`high`, which are good counts."""
    if not low <= count <= high:
        message = f"{what}: {count}, where {low} to {high} are good"
        yield Fault("counts", message, (field,), hint)


def why_faults(
    why: str | None, what: str, path: Trail, hint: str | None = None
) -> Iterator[Fault]:
    """A fault if `why` is missing or blank."""
    if not (why or "").strip():
        yield Fault("why-missing", f"{what} without a why", path, hint)


def grade_single_pick(options: Sequence[Option], response: Response | None) -> Verdict:
    """Grade the one option picked. Raises ValueError for several picks, or one that is
    no option.
    """
    picks = picks_of(response, len(options))
    if len(picks) > 1:
        raise ValueError("more than one option picked where one is right")
    right = any(options[index].right for index in picks)
    return Verdict(score=float(right), parts=grade_options(options, picks))


def option_faults(options: Sequence[Option], field: str = "options") -> Iterator[Fault]:
    """Faults of any list of options: too few or too many, or duplicates."""
    yield from count_faults("option-count", field, len(options), 2, 9, "options")
    seen: set[str] = set()
    for index, option in enumerate(options):
        text = option.text.casefold().strip()
        if text in seen:
            yield Fault(
                "option-twice",
                "the same text as another option",
                (field, index, "text"),
            )
        seen.add(text)


def option_why_faults(
    options: Sequence[Option], field: str = "options"
) -> Iterator[Fault]:
    """Faults of a course: wrong options without a `why`."""
    hint = "say in `why` what its picker should read"
    for index, option in enumerate(options):
        if not option.right:
            yield from why_faults(option.why, "a wrong option", (field, index), hint)


def key_faults(options: Sequence[Option], field: str, too_many: str) -> Iterator[Fault]:
    """The same, and a fault unless exactly one is right; `too_many` is the hint where
    several are.
    """
    yield from option_faults(options, field)
    rights = sum(option.right for option in options)
    if rights != 1:
        hint = too_many if rights else "mark one with `right: true`"
        yield Fault(
            "key-count", f"{rights} {field} are right, not exactly 1", (field,), hint
        )
