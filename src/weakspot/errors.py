"""The one tree of errors. Faces catch its root; its text is what a player reads."""


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
