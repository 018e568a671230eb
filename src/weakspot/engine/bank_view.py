"""Banks as they are listed."""

from collections.abc import Mapping

import msgspec

from weakspot.engine.values import LocatedFault


class BankView(msgspec.Struct, frozen=True, kw_only=True):
    """One bank. If it cannot be read, it has `errors`, and unless it plays on as it was
    no `section`, and the name of its file as title.

    `kinds`, `levels` and `topics` count questions; `muted` has keys and titles of what
    is not for the player.
    """

    file: str
    title: str
    origin: str
    section: str = ""
    questions: int = 0
    kinds: Mapping[str, int] = {}
    levels: Mapping[int, int] = {}
    topics: Mapping[str, int] = {}
    muted: tuple[tuple[str, str], ...] = ()
    errors: tuple[LocatedFault, ...] = ()
