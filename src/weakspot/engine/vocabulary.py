"""Words and stems of a text, as the rules of a course compare them."""

import re

STEM_LENGTH = 5
"""The number of letters that make two words the same, such as singular and plural."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_WORD_TABLE = bytes(byte if byte in _LETTERS else 32 for byte in range(256))
_COMMON = frozenset(
    """about after all also and any are been before but can could did does done each for
    from had has have her his how into its itself just like many may more most much must
    new not now off one only onto other our out over own per same she should some such
    than that the their them then there these they this those too two use used using was
    were what when where which while who whom whose why will with would yet you
    your""".split()
)


def words_of(text: str) -> list[str]:
    """Split `text` into its words, in lower case and in order:
    runs of letters and digits.
    """
    text = text.lower()
    if not text.isascii():
        return _WORD.findall(text)
    return text.encode().translate(_WORD_TABLE).decode().split()  # seven times as fast


def stems_of(text: str) -> set[str]:
    """The stems of the meaningful words of `text`: without common words and those of
    one or two letters.
    """
    return {
        word[:STEM_LENGTH]
        for word in words_of(text)
        if len(word) > 2 and word not in _COMMON
    }


def shared_word(text: str, other: str) -> str | None:
    """The first meaningful word of `text` that `other` has too;
    None if there is none.
    """
    stems = stems_of(other)
    return next(
        (word for word in words_of(text) if not stems.isdisjoint(stems_of(word))), None
    )
