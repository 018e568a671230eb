"""The Game: what a face can do, in one object that owns banks, save, clock, random."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.bank.listing import empty_catalog_words
from weakspot.clock import Clock, Stopwatch, utc_now
from weakspot.engine.rules import MORE_MODES
from weakspot.errors import BankError
from weakspot.fields import Value
from weakspot.game.draws import Draws
from weakspot.game.lab import Lab
from weakspot.game.library import Library
from weakspot.game.progress import Progress
from weakspot.game.rounds import Rounds
from weakspot.paths import HomePlaces, find_places
from weakspot.settings import DEFAULTS, Settings, read_settings, write_setting
from weakspot.store.opening import open_copy, open_save, player_path
from weakspot.store.replay import OnProgress
from weakspot.store.save import Save
from weakspot.words.stock import unreadable_line


class Game:
    """One player's game: its `library` of banks, the player's `progress`, `rounds`, and
    the `lab` with projects of the player's own.
    """

    def __init__(
        self,
        catalog: Catalog,
        save: Save,
        clock: Clock = utc_now,
        rng: Random | None = None,
        ticks: Callable[[], float] = time.monotonic,
        settings: Settings = DEFAULTS,
        unsaved: str = "",
        player: str = "default",
    ) -> None:
        """`clock` gives aware times, `ticks` monotonic seconds; without `rng` the log
        seeds the rounds; `unsaved` is why nothing is saved, empty where it is.
        """
        self.clock = clock
        self.settings = settings
        self.unsaved = unsaved
        self.player = player
        self._save = save
        self.library = Library(catalog, save, clock)
        self.lab = Lab(self.library, save, clock)
        draws = Draws(self.library, save, clock, lambda: self.settings, rng)
        self.progress = Progress(self.library, draws, save, clock)
        self.watch = Stopwatch(ticks)
        self.rounds = Rounds(
            self.library, draws, self.progress, save, clock, self.watch
        )
        self._damage = self._no_backup = ""
        self._backed_up = ""
        """The local date of the last try to back the save up."""

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        player: str = "default",
        clock: Clock = utc_now,
        rng: Random | None = None,
        *,
        ticks: Callable[[], float] = time.monotonic,
        settings: Settings = DEFAULTS,
        brief: bool = False,
        unsaved: str = "",
        progress: OnProgress | None = None,
    ) -> "Game":
        """Open the banks and the save of `home` (None: see `find_places`).

        With `brief`, the log is left for `check_save`. If `unsaved` gives a reason,
        nothing is written to the save. `progress` is told how far an older save is
        brought to the newest format. Raises BankError if there is no bank to play,
        CannotSave if answers cannot be saved, SaveError if the save cannot be opened,
        UsageError for a bad player name.
        """
        places = find_places(home)
        path = player_path(places.saves, player)
        catalog = load_playable_catalog(places)
        if unsaved:
            save = Save(open_copy(path, progress))
        else:
            save = Save(open_save(path, brief=brief, progress=progress), path=path)
        return cls(catalog, save, clock, rng, ticks, settings, unsaved, player)

    def close(self) -> None:
        """Close the save."""
        self._save.close()

    def today(self) -> str:
        """The player's local date."""
        return self.library.today()

    def faults(self) -> list[str]:
        """The faults of the save, of banks and of settings that the player should know
        of, and which banks were replaced.
        """
        failed = self.library.failed_banks()
        banks = [unreadable_line(fault) for fault in failed]
        save = [text for text in (self.unsaved, self._damage, self._no_backup) if text]
        notices = self.library.catalog.notices
        return [*save, *banks, *self.settings.faults, *notices]

    @property
    def more_modes(self) -> tuple[str, ...]:
        """The modes in the list behind the first screen; the mini-lab only where these
        banks have its topics.
        """
        return MORE_MODES if self.lab.is_offered else MORE_MODES[:-1]

    def change_setting(self, name: str, value: Value) -> None:
        """Change a setting and store it. Raises WeakspotError if that fails: it then
        holds until the end.
        """
        self.settings = replace(self.settings, **{name: value})
        if self.settings.file is not None:
            write_setting(self.settings.file, name, value)
            self.settings = read_settings(self.settings.file)

    def players(self) -> tuple[str, ...]:
        """The names of players that the next start may open: those with a save, and the
        one that is set.
        """
        return tuple(sorted(self._save.players() | {self.settings.player}))

    def check_save(self) -> str:
        """Check the whole save, back it up if it is sound, and return what is wrong, as
        `faults` also does.

        Slow on a large save; may be called in a thread during play.
        """
        self._damage = self._save.find_damage()
        return self.back_up()

    def back_up(self) -> str:
        """Back the save up if that is due, and return what is wrong with it;
        see `check_save`.
        """
        if self.is_backup_due():
            self._backed_up = self.today()
            self._no_backup = self._save.back_up_daily(self._backed_up)
        return self._damage or self._no_backup

    def is_backup_due(self) -> bool:
        """True if none was tried yet today. A damaged save is never backed up."""
        return not self._damage and self._backed_up != self.today()


def load_playable_catalog(places: HomePlaces) -> Catalog:
    """Load the banks of these places. Raises BankError if none can be played."""
    catalog = load_catalog(places.banks, places.cache)
    if not catalog.questions:
        raise BankError(empty_catalog_words(catalog))
    return catalog
