"""What the kinds of several parts share: texts to check, items to place, a score by share of parts."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Protocol

from weakspot.engine.kinds.base import Question, blamed, given_as
from weakspot.engine.values import Fault, Part, Places, Response, Trail, Verdict

Placed = tuple[str, int, Any]
"""An item: its text, the target where it belongs, and what tells why elsewhere is wrong."""


class Placing(Protocol):
    """What a kind with items to put where they belong tells of them."""

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The items, in bank order."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Where items can be put, in bank order: what places are indexes into."""


class PlacesQuestion(Question, frozen=True, kw_only=True):
    """A question with items to put where they belong; each kind is a `Placing`."""

    seconds = 50

    @property
    def items(self: Placing) -> tuple[str, ...]:
        """The items' texts."""
        return tuple(text for text, _, _ in self.placed)

    def grade(self: Placing, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of items that are where they belong.

        Raises ValueError for a wrong number of places, or one that is not a target's.
        """
        items, targets = self.placed, self.targets
        places = given_as(response, Places(places=(None,) * len(items))).places
        if not all(place is None or 0 <= place < len(targets) for place in places):
            raise ValueError(f"no such place: {places}")
        parts = []
        for (text, target, item), place in zip(items, places, strict=True):
            right, put = place == target, None if place is None else targets[place]
            wrong = blamed(None if right or place is None else item)
            parts.append(Part(label=text, given=put, right=right, expected=targets[target], **wrong))
        return share_verdict(tuple(parts))

    def guess_rate(self: Placing) -> float:
        return 1 / len(self.targets)

    def responses(self: Placing) -> tuple[Response, Response | None, Response]:
        """All items where they belong, none put anywhere, each at the next target."""
        right = tuple(target for _, target, _ in self.placed)
        turned = tuple((target + 1) % len(self.targets) for target in right)
        return Places(places=right), Places(places=(None,) * len(right)), Places(places=turned)


def text_findings(listed: Sequence[tuple[Trail, str]], what: str) -> Iterator[Fault]:
    """Where one of the texts is blank, or the same as an earlier one but for case and spaces."""
    seen: set[str] = set()
    for path, text in listed:
        known = " ".join(text.casefold().split())
        if not known:
            if path[-1] != "text":  # a blank `text` is told of all banks alike
                yield Fault("blank", f"a blank {what}", path)
        elif known in seen:
            yield Fault("twice", f"the same {what} as an earlier one", path)
        seen.add(known)


def listed(field: str, texts: Sequence[str]) -> list[tuple[Trail, str]]:
    """The texts of a list, each with its path."""
    return [((field, index), text) for index, text in enumerate(texts)]


def shuffle_findings(shuffle: bool) -> Iterator[Fault]:
    """A finding where a list must be shuffled but is not: unshuffled it would be the answer."""
    if not shuffle:
        message = "unshuffled, this kind would show its answer"
        yield Fault("shuffle", message, ("shuffle",), "leave `shuffle` out")


def picks_verdict(picks: Set[int], rights: Set[int], parts: tuple[Part, ...]) -> Verdict:
    """(right picks - wrong picks) / rights as the score, at least 0; the note tells both."""
    hits = len(picks & rights)
    extra = len(picks) - hits
    score = max(0.0, (hits - extra) / len(rights))
    note = f"{hits} of {len(rights)} found"
    if extra:
        note += f", {extra} too many"
    told = note if picks and score < 1 else None
    return Verdict(score=score, parts=parts, note=told)


def share_verdict(parts: tuple[Part, ...], word: str = "right", note: str | None = None) -> Verdict:
    """The share of right parts as the score; the note tells it where some of several are wrong."""
    rights = sum(part.right for part in parts)
    told = [] if note is None else [note]
    if rights < len(parts) > 1 and any(part.given is not None for part in parts):
        told.insert(0, f"{rights} of {len(parts)} {word}")
    return Verdict(score=rights / len(parts), parts=parts, note="; ".join(told) or None)
