"""The Game: what a face can do, in one object that owns banks, save, clock, random."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from msgspec.structs import replace

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.bank.listing import empty_catalog_words
from weakspot.clock import Clock, Stopwatch, utc_now
from weakspot.engine.overview import SubjectView
from weakspot.engine.rules import MORE_MODES
from weakspot.errors import BankError, UsageError, WeakspotError
from weakspot.fields import Value
from weakspot.files import replace_file
from weakspot.game.draws import Draws
from weakspot.game.lab import Lab
from weakspot.game.library import Library
from weakspot.game.progress import Progress
from weakspot.game.rounds import Rounds
from weakspot.game.subjects import (
    OWN,
    Subject,
    adopt_save,
    find_subject,
    list_subjects,
)
from weakspot.paths import HomePlaces, find_places
from weakspot.settings import DEFAULTS, Settings, read_settings, write_setting
from weakspot.store import opening
from weakspot.store.opening import open_copy, open_save, player_path
from weakspot.store.replay import OnProgress
from weakspot.store.save import Save


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
        subject: Subject | None = None,
        home: HomePlaces | None = None,
    ) -> None:
        """`clock` gives aware times, `ticks` monotonic seconds; without `rng` the log
        seeds the rounds; `unsaved` is why nothing is saved, empty where it is. `home`
        has the `subject` and its neighbours.
        """
        self.clock = clock
        self.settings = settings
        self.unsaved = unsaved
        self.player = player
        self.subject = subject
        self.home = home
        self._reopen: Callable[..., Game] | None = None
        """Opens a game like this one."""
        self._save = save
        self.library = Library(catalog, save, clock)
        self.lab = Lab(self.library, save, clock)
        draws = Draws(self.library, save, clock, lambda: self.settings, rng)
        self.progress = Progress(
            self.library, draws, save, clock, lambda: self.subject_title
        )
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
        subject: str = "",
    ) -> "Game":
        """Open the banks and the save of `home` (None: see `find_places`), or those of
        a subject of it.

        With `brief`, the log is left for `check_save`. If `unsaved` gives a reason,
        nothing is written to the save. `progress` is told how far an older save is
        brought to the newest format. Raises BankError if there is no bank to play,
        CannotSave if answers cannot be saved, SaveError if the save cannot be opened,
        UsageError for a bad player name or an unknown subject.
        """
        base = find_places(home)
        found = find_subject(list_subjects(base, settings), subject)
        path = player_path(found.places.saves, player)
        catalog = load_playable_catalog(found.places)
        if found.name == OWN:
            adopt_save(player_path(base.saves, player), path)
        if unsaved:
            save = Save(open_copy(path, progress))
        else:
            save = Save(open_save(path, brief=brief, progress=progress), path=path)
        told = (clock, rng, ticks, settings, unsaved, player, found, base)
        game = cls(catalog, save, *told)
        game._reopen = partial(cls.open, home, player, clock, rng, ticks=ticks)
        return game

    @classmethod
    def open_to_read(
        cls,
        subject: Subject,
        player: str,
        clock: Clock = utc_now,
        settings: Settings = DEFAULTS,
        progress: OnProgress | None = None,
        home: HomePlaces | None = None,
    ) -> "Game":
        """Open the banks and the save of a subject to read from them; never makes a
        save. Errors are those of `open`.
        """
        catalog = load_playable_catalog(subject.places)
        path = player_path(subject.places.saves, player)
        save = Save(opening.open_to_read(path, progress))
        return cls(
            catalog,
            save,
            clock,
            settings=settings,
            player=player,
            subject=subject,
            home=home,
        )

    def close(self) -> None:
        """Close the save."""
        self._save.close()

    # Subjects

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects there are, the home's own first; empty without a home."""
        return () if self.home is None else list_subjects(self.home, self.settings)

    @property
    def subject_title(self) -> str:
        """The name of what is played; empty for a folder that is all there is."""
        if self.subject is None:
            return ""
        is_named = self.subject.is_shipped or len(self.subjects()) > 1
        return self.subject.title if is_named else ""

    def view_subject(self, subject: Subject) -> SubjectView:
        """The figures of a subject for this player. Slow; may be called in a thread."""
        return view_subject(subject, self.player, self.clock, self.settings)

    def open_subject(self, name: str) -> "Game":
        """Open a game on another subject of the home, for the same player and with the
        same settings. Errors are those of `open`.
        """
        if self._reopen is None:
            raise UsageError("this game has no other subjects")
        return self._reopen(settings=self.settings, brief=True, subject=name)

    def read_settings_again(self) -> None:
        """Read the settings once more, which may name other subjects now."""
        if self.settings.file is not None:
            self.settings = read_settings(self.settings.file)

    def remember_subject(self) -> None:
        """Store which subject is played, if that is not the one played last: the next
        start opens it. Raises WeakspotError if that fails.
        """
        known = self.subjects()
        last = self.settings.subject or (known[0].name if known else "")
        if self.subject is not None and self.subject.name != last:
            self.change_setting("subject", self.subject.name)

    def today(self) -> str:
        """The player's local date."""
        return self.library.today()

    def faults(self) -> list[str]:
        """The faults of the save, of banks and of settings that the player should know
        of, and which banks were replaced.
        """
        banks = self.library.failed_banks()
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

    def keep_shared(self, lines: Sequence[str]) -> Path | None:
        """Write lines to show to others into a file of the home, and return it; None if
        that fails, or without a home.
        """
        if self.home is None:
            return None
        file = self.home.data / "shared.txt"
        try:
            replace_file(file, "\n".join([*lines, ""]).encode())
        except OSError:
            return None
        return file

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


def view_subject(
    subject: Subject, player: str, clock: Clock, settings: Settings
) -> SubjectView:
    """The figures of a subject for a player, or why it cannot be opened."""
    try:
        game = Game.open_to_read(subject, player, clock, settings)
    except WeakspotError as error:
        return SubjectView(fault=str(error))
    with closing(game):
        return game.progress.subject_view()


def load_playable_catalog(places: HomePlaces) -> Catalog:
    """Load the banks of these places. Raises BankError if none can be played."""
    catalog = load_catalog(places.banks, places.cache)
    if not catalog.questions:
        raise BankError(empty_catalog_words(catalog))
    return catalog
