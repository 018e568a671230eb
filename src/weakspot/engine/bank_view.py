"""Banks as they are listed."""

from collections.abc import Mapping

import msgspec

from weakspot.engine.values import LocatedFault


class BankView(msgspec.Struct, frozen=True, kw_only=True):
    """One bank. If it cannot be read, it has `errors`, and unless it plays on as it was
    no `section`, and the name of its file as title.

    `kinds`, `levels` and `topics` count questions; `muted` has keys and titles of the
    topics and questions that are not for the player; `is_off` if its section is not.
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
    is_off: bool = False
    errors: tuple[LocatedFault, ...] = ()
