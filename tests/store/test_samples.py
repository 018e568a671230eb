import shutil
from pathlib import Path

import pytest
from attempts import read_derived
from sample import make_sample

from weakspot.store.connections import open_readonly
from weakspot.store.events import read_excluded_ids
from weakspot.store.migrations import MIGRATIONS, format_of
from weakspot.store.opening import open_save
from weakspot.store.replay import rebuild
from weakspot.store.save import Save
from weakspot.store.verification import verify

FOLDER = Path(__file__).parents[2] / "saves" / "samples"
SAMPLES = sorted(FOLDER.glob("format?.db"))
OPEN_ROUNDS = sorted(FOLDER.glob("*-open-rounds.db"))
"""Six days of play by `played.py`, with three rounds left open."""


def test_p11_there_is_a_sample_of_every_format() -> None:
    assert [path.name for path in SAMPLES] == [
        f"format{n}.db" for n in range(1, len(MIGRATIONS) + 1)
    ]
    for number, path in enumerate(SAMPLES, 1):
        with open_readonly(path) as db:
            assert format_of(db) == number


@pytest.mark.parametrize("old", SAMPLES, ids=lambda path: path.stem)
def test_p11_a_sample_opens_verifies_and_rebuilds_to_the_same(
    old: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.db"
    shutil.copyfile(old, path)
    assert verify(path) == []
    assert path.read_bytes() == old.read_bytes()
    save = Save(open_save(path))
    before = read_derived(save.db)
    rebuild(save.db)
    assert read_derived(save.db) == before
    assert len(before["node"]) == 8
    totals = save.totals()
    assert (totals.attempts, totals.rounds, len(save.open_rounds())) == (46, 5, 1)
    assert len(read_excluded_ids(save.db)) == 2
    save.close()
    assert verify(path) == []


@pytest.mark.parametrize("old", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_brought_to_the_newest_format_is_what_the_script_makes(
    old: Path, tmp_path: Path
) -> None:
    make_sample(tmp_path / "new.db")
    shutil.copyfile(old, tmp_path / "old.db")
    dumps = []
    for name in ("new.db", "old.db"):
        db = open_save(tmp_path / name)
        dumps.append(sorted(db.iterdump()))  # rows have no order of their own
        db.close()
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize(("name", "answers"), [("format4", 118), ("format5", 118)])
def test_p11_a_sample_with_open_rounds_verifies_and_rebuilds_to_the_same(
    name: str, answers: int, tmp_path: Path
) -> None:
    path, old = tmp_path / "p.db", FOLDER / f"{name}-open-rounds.db"
    shutil.copyfile(old, path)
    assert verify(path) == []
    assert path.read_bytes() == old.read_bytes()
    told: list[tuple[int, int]] = []
    save = Save(open_save(path, progress=lambda *done: told.append(done)))
    assert (told[0], told[-1]) == ((0, answers), (answers, answers))
    assert [*tmp_path.glob("backups/p-format*.db")]
    before = read_derived(save.db)
    rebuild(save.db)
    assert read_derived(save.db) == before
    assert (save.totals().attempts, len(save.open_rounds())) == (answers, 3)
    assert len(save.changes_since("2026-01-01")) > 10
    save.close()
    assert verify(path) == []
