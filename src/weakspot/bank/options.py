"""What the rules look at in a question: its lists of options, its words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from weakspot.engine.kinds.base import Option
from weakspot.engine.kinds.every import AnyQuestion

STEM = 5
"""Letters of a word that make it the same word: a plural is."""

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    """about after all also and any are been before but can could did does done each for from had has have
    her his how into its itself just like many may more most much must new not now off one only onto other our
    out over own per same she should some such than that the their them then there these they this those too
    two use used using was were what when where which while who whom whose why will with would yet you
    your""".split()  # noqa: SIM905 - one word a line would be a page
)


def option_lists(question: AnyQuestion) -> Iterator[tuple[str, tuple[Option, ...]]]:
    """The lists of options that an author wrote, each with its field's name; none for kinds without."""
    for field in _option_fields(type(question)):
        yield field, getattr(question, field)


def judged_lists(question: AnyQuestion) -> Iterator[tuple[str, list[Option], list[Option]]]:
    """Its lists of options as right and wrong ones, where there are both."""
    for field, options in option_lists(question):
        rights = [option for option in options if option.right]
        wrongs = [option for option in options if not option.right]
        if rights and wrongs:
            yield field, rights, wrongs


@cache
def _option_fields(kind: type[Any]) -> tuple[str, ...]:
    fields = msgspec.structs.fields(kind)
    return tuple(field.name for field in fields if field.type == tuple[Option, ...])


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case, in order."""
    return _WORD.findall(text.lower())


def stems_of(text: str) -> set[str]:
    """The stems of its words of meaning: common words and those of one or two letters left out."""
    return {word[:STEM] for word in _WORD.findall(text.lower()) if len(word) > 2 and word not in _COMMON}
