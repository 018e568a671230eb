"""The one tree of errors. Faces catch its root; its text is what a player reads."""

import errno

RIGHTS = "Give yourself access"
NO_FOLDER = "A file is where a folder has to be: move it away, or choose another place"
ADVICE = {
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: "Make it writable, or choose another place",
    errno.EEXIST: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
    errno.ENOENT: "Name a file that is there",
    errno.EISDIR: "Name a file in it",
    errno.ENOSPC: "Free some space, then try again",
}
"""What to do about what the system refuses, by its number."""


def reason(error: OSError) -> str:
    """Why the system refused something, and what to do about it where that is known."""
    advice = ADVICE.get(error.errno or 0)
    return f"{error.strerror}. {advice}" if advice else str(error.strerror)


class WeakspotError(Exception):
    """Something a player or author can mend; the message says what happened and what to do."""


class UsageError(WeakspotError):
    """A request that names something that is not there: a section, topic, mode or player."""


class BankError(WeakspotError):
    """A bank that cannot be read, or no bank at all."""


class SaveError(WeakspotError):
    """A save that cannot be opened, read or written."""


class DamagedSave(SaveError):
    """A save that is damaged, or gone while its backups are there: `weakspot save restore` mends it.

    `what` is what happened, without what to do about it.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what}. {mend}" if mend else what)
        self.what = what


class CannotSave(SaveError):
    """Nothing can be written where the save is, or would be: a full disk, a read-only folder."""


class SettingsError(WeakspotError):
    """Settings that cannot be written."""
