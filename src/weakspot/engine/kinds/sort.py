"""sort: put items into named categories."""

from collections.abc import Iterator, Mapping

import msgspec

from weakspot.engine.kinds.base import Question, count_findings
from weakspot.engine.kinds.shares import places_verdict, shuffle_findings, text_findings
from weakspot.engine.values import Fault, Places, Random, Response, Verdict


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to put in its category; `why` is read by who puts it into another."""

    text: str
    why: str | None = None
    misconception: str | None = None


class Category(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category and what belongs into it."""

    text: str
    items: tuple[Item, ...]


class SortQuestion(Question, frozen=True, kw_only=True, tag="sort"):
    """Two to six categories. Items count through category by category, in bank order."""

    categories: tuple[Category, ...]

    seconds = 50

    @property
    def items(self) -> tuple[str, ...]:
        """The items' texts, category by category."""
        return tuple(item.text for _, item in self.keyed)

    @property
    def groups(self) -> tuple[str, ...]:
        """The categories' texts, in bank order: what places are indexes into."""
        return tuple(category.text for category in self.categories)

    @property
    def keyed(self) -> tuple[tuple[int, Item], ...]:
        """Each item with its category's index."""
        categories = enumerate(self.categories)
        return tuple((index, item) for index, category in categories for item in category.items)

    def grade(self, response: Response | None, numbers: Mapping[str, float]) -> Verdict:
        """The share of items put into their category."""
        items = [(item.text, key, item) for key, item in self.keyed]
        return places_verdict(response, items, self.groups)

    def guess_rate(self) -> float:
        return 1 / len(self.categories)

    def findings(self) -> Iterator[Fault]:
        groups = [(("categories", index, "text"), text) for index, text in enumerate(self.groups)]
        items = [
            (("categories", index, "items", place, "text"), item.text)
            for index, category in enumerate(self.categories)
            for place, item in enumerate(category.items)
        ]
        yield from count_findings("category-count", "categories", len(groups), 2, 6, "categories")
        for index, category in enumerate(self.categories):
            if not category.items:
                yield Fault("no-items", "a category without items", ("categories", index))
        if len(items) > 12:
            yield from count_findings("item-count", "categories", len(items), 2, 12, "items")
        yield from text_findings(groups, "category")
        yield from text_findings(items, "item")
        yield from shuffle_findings(self.shuffle)

    def responses(self) -> tuple[Response, Response | None, Response]:
        keys = tuple(key for key, _ in self.keyed)
        turned = tuple((key + 1) % len(self.categories) for key in keys)
        return Places(places=keys), Places(places=(None,) * len(keys)), Places(places=turned)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The items shuffled; the categories as in the bank."""
        order = list(range(len(self.keyed)))
        rng.shuffle(order)
        return tuple(order), tuple(range(len(self.categories)))
