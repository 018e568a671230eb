"""sort: put items into named categories."""

from collections.abc import Iterator

import msgspec

from weakspot.engine.kinds.base import count_faults, course_count_faults
from weakspot.engine.kinds.parts import (
    PlacedItem,
    PlacesQuestion,
    add_paths,
    shuffle_faults,
    text_faults,
)
from weakspot.engine.values import Fault, Random
from weakspot.engine.vocabulary import shared_word


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item to sort; `why` is shown to players who put it in another category."""

    text: str
    why: str | None = None
    misconception: str | None = None


class Category(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category and the items that belong in it."""

    text: str
    items: tuple[Item, ...]


class SortQuestion(PlacesQuestion, frozen=True, kw_only=True, tag="sort"):
    """Two to six categories. Items are numbered category by category, in the order of
    the bank.
    """

    categories: tuple[Category, ...]

    word = "sorting"
    course_rules = ("counts", "names-category")

    @property
    def placed_items(self) -> tuple[PlacedItem, ...]:
        """Each item with its category, category by category."""
        categories = enumerate(self.categories)
        return tuple(
            (item.text, index, item)
            for index, category in categories
            for item in category.items
        )

    @property
    def targets(self) -> tuple[str, ...]:
        """The categories' texts, in bank order; places are indexes of these."""
        return tuple(category.text for category in self.categories)

    def faults(self) -> Iterator[Fault]:
        items = [
            (("categories", index, "items", place, "text"), item.text)
            for index, category in enumerate(self.categories)
            for place, item in enumerate(category.items)
        ]
        yield from count_faults(
            "category-count", "categories", len(self.categories), 2, 6, "categories"
        )
        for index, category in enumerate(self.categories):
            if not category.items:
                yield Fault(
                    "no-items", "a category without items", ("categories", index)
                )
        if len(items) > 12:
            yield from count_faults(
                "item-count", "categories", len(items), 2, 12, "items"
            )
        yield from text_faults(
            add_paths("categories", self.targets, "text"), "category"
        )
        yield from text_faults(items, "item")
        yield from shuffle_faults(self.shuffle)

    def course_faults(self) -> Iterator[Fault]:
        categories = self.categories
        yield from course_count_faults(
            len(categories), 2, 4, "categories", "categories"
        )
        yield from course_count_faults(len(self.items), 5, 8, "items", "categories")
        for index, category in enumerate(categories):
            for place, item in enumerate(category.items):
                if word := shared_word(item.text, category.text):
                    message = f"the item has its category's word “{word}”"
                    path = ("categories", index, "items", place, "text")
                    hint = "say it in other words"
                    yield Fault("names-category", message, path, hint)

    def arrange(self, rng: Random) -> tuple[tuple[int, ...], ...]:
        """The items shuffled; the categories as in the bank."""
        order = list(range(len(self.items)))
        rng.shuffle(order)
        return tuple(order), tuple(range(len(self.categories)))
