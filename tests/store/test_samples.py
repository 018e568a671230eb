import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sample
from attempts import derived

from weakspot.store.log import Save
from weakspot.store.looking import looking
from weakspot.store.migrating import MIGRATIONS, format_of
from weakspot.store.opening import open_save
from weakspot.store.verifying import verify

SAMPLES = sorted((Path(__file__).parents[2] / "saves" / "samples").iterdir())


def test_p11_there_is_a_sample_of_every_format() -> None:
    assert [path.name for path in SAMPLES] == [f"format{n}.db" for n in range(1, len(MIGRATIONS) + 1)]
    for number, path in enumerate(SAMPLES, 1):
        with looking(path) as db:
            assert format_of(db) == number


@pytest.mark.parametrize("old", SAMPLES, ids=lambda path: path.stem)
def test_p11_a_sample_opens_verifies_and_rebuilds_to_the_same(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    shutil.copyfile(old, path)
    save = Save(open_save(path))
    before = derived(save.db)
    save.rebuild()
    assert derived(save.db) == before
    assert len(before["node"]) == 8
    totals = save.totals()
    assert (totals.attempts, totals.rounds, len(save.open_rounds()), len(save.excluded())) == (46, 5, 1, 2)
    save.close()
    assert verify(path) == []


@pytest.mark.parametrize("old", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_brought_to_the_newest_format_is_what_the_script_makes(old: Path, tmp_path: Path) -> None:
    sample.make(tmp_path / "new.db")
    shutil.copyfile(old, tmp_path / "old.db")
    dumps = []
    for name in ("new.db", "old.db"):
        db = open_save(tmp_path / name)
        dumps.append(list(db.iterdump()))
        db.close()
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize(
    "damage", ["UPDATE attempt SET at = 'never'", "UPDATE event SET note = '{' WHERE what = 'round_end'"]
)
def test_p11_an_older_save_whose_log_cannot_be_read_is_opened_as_it_is(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    shutil.copyfile(SAMPLES[1], path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(damage)
        before = derived(db)
    save = Save(open_save(path))
    assert (format_of(save.db), derived(save.db)) == (len(MIGRATIONS), before)
    assert sum(len(node.recent) for node in save.nodes().values()) > 8
    assert {entry.concept for node in save.nodes().values() for entry in node.recent} == {None}
    save.close()
    assert any("cannot be read" in finding for finding in verify(path))


def test_how_far_an_older_save_is_derived_anew_is_told(tmp_path: Path) -> None:
    shutil.copyfile(SAMPLES[0], tmp_path / "p.db")
    told: list[tuple[int, int]] = []
    open_save(tmp_path / "p.db", progress=lambda done, total: told.append((done, total))).close()
    (total,) = {total for _, total in told}
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (total, total)
    open_save(tmp_path / "p.db", progress=lambda done, total: pytest.fail("it is up to date")).close()
