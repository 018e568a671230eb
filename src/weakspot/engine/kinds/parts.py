"""Parts shared by kinds with several: checks of texts, items to place, scores by the
share of parts.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from weakspot.engine.kinds.base import Question, blame_of, check_shape
from weakspot.engine.values import Fault, Part, Places, Response, Trail, Verdict

PlacedItem = tuple[str, int, Any]
"""An item: its text, the index of its target, and the Struct that tells why another
target is wrong.
"""


class PlacesQuestion(Question, frozen=True, kw_only=True):
    """A question with items to put where they belong; each kind of it has its own items
    and targets.
    """

    seconds = 50

    @property
    @abstractmethod
    def placed_items(self) -> tuple[PlacedItem, ...]:
        """The items, in bank order."""

    @property
    @abstractmethod
    def targets(self) -> tuple[str, ...]:
        """Where items can be put, in bank order; places are indexes of these."""

    @property
    def items(self) -> tuple[str, ...]:
        """The items' texts."""
        return tuple(text for text, _, _ in self.placed_items)

    @property
    def listed_texts(self) -> tuple[str, ...]:
        return (*self.items, *self.targets)

    def right_texts(self, parts: Sequence[Part]) -> list[str]:
        """Where the items belong that are elsewhere."""
        return [part.right_text for part in parts if not part.right]

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of items that are where they belong.

        Raises ValueError for a wrong number of places,
        or a place that is not a target's.
        """
        items, targets = self.placed_items, self.targets
        places = check_shape(response, Places(places=(None,) * len(items))).places
        if not all(place is None or 0 <= place < len(targets) for place in places):
            raise ValueError(f"no such place: {places}")
        parts = []
        for (text, target, item), place in zip(items, places, strict=True):
            right, put = place == target, None if place is None else targets[place]
            wrong = blame_of(None if right or place is None else item)
            parts.append(
                Part(
                    label=text,
                    given=put,
                    right=right,
                    expected=targets[target],
                    **wrong,
                )
            )
        return grade_parts(tuple(parts))

    def guess_rate(self) -> float:
        return 1 / len(self.targets)

    def responses(self) -> tuple[Response, Response | None, Response]:
        """All items where they belong, none placed,
        and each at the target after its own.
        """
        right = tuple(target for _, target, _ in self.placed_items)
        wrong = tuple((target + 1) % len(self.targets) for target in right)
        return (
            Places(places=right),
            Places(places=(None,) * len(right)),
            Places(places=wrong),
        )


def text_faults(texts: Sequence[tuple[Trail, str]], what: str) -> Iterator[Fault]:
    """A fault for each text that is blank, or equals an earlier one up to
    case and spaces.
    """
    seen: set[str] = set()
    for path, text in texts:
        folded = " ".join(text.casefold().split())
        if not folded:
            # a blank `text` is reported for all banks by another check
            if path[-1] != "text":
                yield Fault("blank", f"a blank {what}", path)
        elif folded in seen:
            yield Fault("twice", f"the same {what} as an earlier one", path)
        seen.add(folded)


def add_paths(
    field: str, texts: Iterable[str], *within: str
) -> list[tuple[Trail, str]]:
    """The texts of a list, each with its path: its index in the field, and where
    `within` that item it is.
    """
    return [((field, index, *within), text) for index, text in enumerate(texts)]


def shuffle_faults(shuffle: bool) -> Iterator[Fault]:
    """A fault if a list is not shuffled that would then show the answer."""
    if not shuffle:
        message = "unshuffled, this kind would show its answer"
        yield Fault("shuffle", message, ("shuffle",), "leave `shuffle` out")


def grade_picks(picks: Set[int], rights: Set[int], parts: tuple[Part, ...]) -> Verdict:
    """Score (right picks - wrong picks) / rights, at least 0; the note tells the number
    of both.
    """
    hits = len(picks & rights)
    extra = len(picks) - hits
    score = max(0.0, (hits - extra) / len(rights))
    note = f"{hits} of {len(rights)} found"
    if extra:
        note += f", {extra} too many"
    return Verdict(score=score, parts=parts, note=note if picks and score < 1 else None)


def grade_parts(
    parts: tuple[Part, ...], word: str = "right", note: str | None = None
) -> Verdict:
    """Score the share of right parts; the note tells it where some of
    several are wrong.
    """
    rights = sum(part.right for part in parts)
    notes = [] if note is None else [note]
    if rights < len(parts) > 1 and any(part.given is not None for part in parts):
        notes.insert(0, f"{rights} of {len(parts)} {word}")
    return Verdict(
        score=rights / len(parts), parts=parts, note="; ".join(notes) or None
    )
