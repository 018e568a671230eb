import shutil
from pathlib import Path

import sample
from attempts import derived

from weakspot.store.log import Save
from weakspot.store.opening import open_save
from weakspot.store.verifying import verify

SAMPLE = Path(__file__).parents[2] / "saves" / "samples" / "format1.db"


def test_p11_the_sample_of_format_1_opens_verifies_and_rebuilds_to_the_same(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    shutil.copyfile(SAMPLE, path)
    save = Save(open_save(path))
    before = derived(save.db)
    save.rebuild()
    assert derived(save.db) == before
    assert len(before["node"]) == 8
    totals = save.totals()
    assert (totals.attempts, totals.rounds, len(save.open_rounds()), len(save.excluded())) == (46, 5, 1, 2)
    save.close()
    assert verify(path) == []


def test_the_sample_is_what_its_script_makes(tmp_path: Path) -> None:
    sample.make(tmp_path / "new.db")
    shutil.copyfile(SAMPLE, tmp_path / "old.db")
    dumps = []
    for name in ("new.db", "old.db"):
        db = open_save(tmp_path / name)
        dumps.append(list(db.iterdump()))
        db.close()
    assert dumps[0] == dumps[1]
