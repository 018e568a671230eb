"""All our errors, in one tree. The faces catch its root and show its
text to players.
"""

import errno

RIGHTS = "give yourself access"
NO_FOLDER = "a file is where a folder has to be: move it away, or choose another place"
ADVICE = {
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: "make it writable, or choose another place",
    errno.EEXIST: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
    errno.ENOENT: "name a file that is there",
    errno.EISDIR: "name a file in it",
    errno.ENOSPC: "free some space, then try again",
}
"""The remedy of an error of the operating system, by its number."""


def os_error_words(error: OSError) -> str:
    """Why the operating system refused something,
    and what to do about it if that is known.
    """
    advice = ADVICE.get(error.errno or 0)
    return f"{error.strerror}; {advice}" if advice else str(error.strerror)


class WeakspotError(Exception):
    """Something a player or author can fix; the message says what is wrong, where, and
    behind a semicolon what to do: no sentence yet, as it may stand behind others.
    """


class UsageError(WeakspotError):
    """A request for something that does not exist: a section, topic, mode or player."""


class BankError(WeakspotError):
    """A bank that cannot be read, or no bank at all."""


class SaveError(WeakspotError):
    """A save that cannot be opened, read or written."""


class DamagedSave(SaveError):
    """A save that is damaged, or gone while its backups exist: `weakspot save restore`
    fixes it.

    `what` is what happened, without the advice.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what}; {mend}" if mend else what)
        self.what = what


class CannotSave(SaveError):
    """The save cannot be written or created where it belongs: a full disk,
    a read-only folder.
    """


class RoundMoved(WeakspotError):
    """A round in play here that another weakspot has played on or ended: nothing was
    saved over that.
    """


class NothingToPlay(WeakspotError):
    """A round that would have no question."""
