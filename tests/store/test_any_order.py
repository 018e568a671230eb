"""After any sequence of steps, the derived rows are those of the log and nothing
acknowledged is lost.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from attempts import at_minute, make_attempt, record_attempt
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from weakspot.engine.ids import time_of
from weakspot.engine.records import Attempt
from weakspot.files import SQLITE_SUFFIXES, sqlite_sibling
from weakspot.store.events import read_excluded_ids
from weakspot.store.merge import merge
from weakspot.store.opening import open_save
from weakspot.store.replay import find_differences, rebuild
from weakspot.store.save import Save
from weakspot.store.verification import verify

SCORES = st.sampled_from((0.0, 0.5, 1.0))
NUMBERS = st.integers(0, 24)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "seen": st.booleans(),
        "explained": st.booleans(),
        "hint": st.booleans(),
        "confidence": st.sampled_from(("guess", "think", "sure")),
        "guess": st.sampled_from((0.5, 1.0)),
    },
)
PICK = st.integers(0, 1000)


class SaveMachine(RuleBasedStateMachine):
    """A save in a file, used, killed and reopened; `ids` are the acknowledged
    answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ids: list[str] = []
        self.undone: set[str] = set()
        self.disputed: set[str] = set()
        self.flags: dict[str, bool] = {}
        self.minutes = 0.0
        self.copies = 0
        self.other: Save | None = None

    @initialize()
    def begin(self) -> None:
        self.path = self.folder / "default.db"
        self.save = Save(open_save(self.path), path=self.path)

    def teardown(self) -> None:
        if hasattr(self, "save"):
            assert verify(self.path) == []
            self.save.close()
            self.close_other()
        shutil.rmtree(self.folder)

    def close_other(self) -> None:
        if self.other is not None:
            self.other.close()
            self.other = None

    def copy_files(self) -> Path:
        """Copy the save's files as they are on the disk into a new folder."""
        self.copies += 1
        path = self.folder / f"copy-{self.copies}" / "default.db"
        path.parent.mkdir()
        for suffix in SQLITE_SUFFIXES:
            if sqlite_sibling(self.path, suffix).exists():
                shutil.copyfile(
                    sqlite_sibling(self.path, suffix), sqlite_sibling(path, suffix)
                )
        return path

    def next_time(self) -> str:
        self.minutes += 7
        return at_minute(self.minutes)

    def make_attempt(
        self, number: int, score: float, changes: dict[str, Any]
    ) -> Attempt:
        self.next_time()
        return make_attempt(number, score, self.minutes, **changes)

    def pick_id(self, pick: int) -> str:
        return self.ids[pick % len(self.ids)]

    # Answers

    @rule(number=NUMBERS, score=SCORES, changes=CHANGES)
    def answer(self, number: int, score: float, changes: dict[str, Any]) -> None:
        recorded = record_attempt(self.save, self.make_attempt(number, score, changes))
        self.ids.append(recorded.attempt.id)

    @rule(number=NUMBERS, score=SCORES)
    def answer_elsewhere(self, number: int, score: float) -> None:
        """Answer by another connection to the same file, which stays open."""
        self.other = self.other or Save(open_save(self.path), path=self.path)
        recorded = record_attempt(self.other, self.make_attempt(number, score, {}))
        self.ids.append(recorded.attempt.id)

    @rule(numbers=st.lists(NUMBERS, max_size=4), score=SCORES)
    def hand_in_exam(self, numbers: list[int], score: float) -> None:
        changes = {"mode": "exam", "explained": False}
        attempts = [self.make_attempt(number, score, changes) for number in numbers]
        round_id, when = (
            self.save.writer.new_id(self.next_time()),
            self.next_time(),
        )
        recorded = self.save.writer.record_round(
            attempts, round_id, when[:10], when, {"right": len(attempts)}
        )
        self.ids += [answer.attempt.id for answer in recorded]

    @precondition(lambda self: self.ids)
    @rule()
    def undo_last(self) -> None:
        self.save.writer.retract(self.ids[-1], self.next_time(), None)
        self.undone.add(self.ids[-1])

    @precondition(lambda self: self.ids)
    @rule(pick=PICK)
    def undo_any(self, pick: int) -> None:
        self.save.writer.retract(self.pick_id(pick), self.next_time(), None)
        self.undone.add(self.pick_id(pick))

    @precondition(lambda self: self.ids)
    @rule(pick=PICK)
    def dispute(self, pick: int) -> None:
        self.save.writer.append_event(
            "dispute", self.pick_id(pick), "out of date", self.next_time()
        )
        self.disputed.add(self.pick_id(pick))

    @precondition(lambda self: self.ids)
    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        self.save.writer.append_event(
            "restore", self.pick_id(pick), None, self.next_time()
        )
        self.disputed.discard(self.pick_id(pick))

    @precondition(lambda self: self.ids)
    @rule(pick=PICK)
    def explain(self, pick: int) -> None:
        self.save.writer.mark_explained(self.pick_id(pick), at=self.next_time())

    @rule(number=NUMBERS, on=st.booleans())
    def mute(self, number: int, on: bool) -> None:
        self.save.writer.append_event(
            "mute" if on else "unmute", f"rag/q-{number}", None, self.next_time()
        )
        self.flags[f"rag/q-{number}"] = on

    # Rounds

    @rule(name=st.sampled_from("ab"))
    def end_round(self, name: str) -> None:
        when = self.next_time()
        self.save.writer.end_round(name, when[:10], when)

    @rule(name=st.sampled_from("ab"), pick=PICK)
    def reopen_round(self, name: str, pick: int) -> None:
        last = self.pick_id(pick) if self.ids else None
        self.save.writer.reopen_round(name, "today", self.next_time(), "{}", last)
        self.undone |= {last} - {None}

    # The file

    @rule()
    def close_and_open(self) -> None:
        self.save.close()
        self.save = Save(open_save(self.path), path=self.path)

    @rule()
    def kill(self) -> None:
        """Go on with the files as a killed process leaves them, nothing closed."""
        path = self.copy_files()
        self.close_other()
        self.save.close()
        self.path = path
        self.save = Save(open_save(path), path=path)

    @rule()
    def lose_shared_memory_and_kill(self) -> None:
        """Go on without the `-shm` file, as after a power cut."""
        self.kill()
        self.save.close()
        sqlite_sibling(self.path, "-shm").unlink(missing_ok=True)
        self.save = Save(open_save(self.path), path=self.path)

    @rule(number=NUMBERS, score=SCORES)
    def play_on_a_copy_and_merge(self, number: int, score: float) -> None:
        """Merge a copy that another machine played on, twice, which has to equal
        once.
        """
        path = self.copy_files()
        with closing(Save(open_save(path))) as copy:
            recorded = record_attempt(copy, self.make_attempt(number, score, {}))
        self.ids.append(recorded.attempt.id)
        for _ in range(2):
            merge(self.path, path, at_minute()[:10])

    @rule()
    def rebuild(self) -> None:
        rebuild(self.save.db)

    # Invariants

    @invariant()
    def derived_rows_are_those_of_the_log(self) -> None:
        if hasattr(self, "save"):
            assert find_differences(self.save.db) == []

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        if hasattr(self, "save"):
            logged = [
                id
                for (id,) in self.save.db.execute("SELECT id FROM attempt ORDER BY id")
            ]
            assert logged == sorted(self.ids)
            assert len({*self.ids}) == len(self.ids)
            assert all(time_of(id) for id in self.ids)

    @invariant()
    def undone_and_disputed_attempts_are_excluded(self) -> None:
        if hasattr(self, "save"):
            assert read_excluded_ids(self.save.db) == self.undone | self.disputed

    @invariant()
    def the_last_mute_or_unmute_holds(self) -> None:
        if hasattr(self, "save"):
            assert self.save.log.muted_keys() == {
                subject for subject, on in self.flags.items() if on
            }


class TestP12DerivedRowsEqualTheLogAfterAnySteps(SaveMachine.TestCase):  # type: ignore[misc, valid-type]
    """Runs the machine, which asserts its invariants after every step."""

    settings = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
