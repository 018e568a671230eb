"""What must not move under a change of structure: revisions, the JSON for scripts, and
rounds left open.
"""

import json
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from played import DAYS
from quiz_home import START, Clock, open_game, run_weakspot
from weakspot import clock
from weakspot.bank.catalog import load_catalog
from weakspot.paths import shipped_banks

HERE = Path(__file__).parent
PINNED = HERE / "pinned"
SAMPLE = HERE.parent / "saves" / "samples" / "format4-open-rounds.db"
NOW = START + timedelta(days=DAYS, minutes=40)
"""Some minutes after the last answer in the sample."""


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """A home with the sample of six days of rounds and three rounds left open."""
    home = tmp_path / "played"
    shutil.copytree(HERE / "played_home", home)
    (home / "saves").mkdir()
    shutil.copyfile(SAMPLE, home / "saves" / "default.db")
    return home


def read_pinned(name: str) -> object:
    return json.loads((PINNED / f"{name}.json").read_text(encoding="utf-8"))


def test_no_question_of_ours_becomes_a_new_one(tmp_path: Path) -> None:
    catalog = load_catalog(((shipped_banks(), "shipped"),), tmp_path)
    revisions = {f"{key} {entry.revision}" for key, entry in catalog.entries.items()}
    pinned = (PINNED / "revisions.txt").read_text(encoding="utf-8").splitlines()
    assert len(pinned) == 692
    assert [known for known in pinned if known not in revisions] == []


@pytest.mark.parametrize("command", ["weak", "stats", "due", "banks", "check"])
def test_scripts_see_the_same_json(
    command: str, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "utc_now", lambda: NOW)
    result = run_weakspot("--home", played, command, "--json")
    printed = result.stdout.replace(str(played), "HOME")
    assert json.loads(printed) == read_pinned(command)
    assert result.returncode == (command == "check")


def test_doctor_has_the_same_rows_for_scripts(played: Path) -> None:
    rows = json.loads(run_weakspot("--home", played, "doctor", "--json").stdout)
    shape = [[row["part"], row["name"], list(row)] for row in rows]
    assert shape == read_pinned("doctor")


def test_rounds_left_open_go_on_as_they_were(played: Path) -> None:
    with closing(open_game(played, Clock(NOW))) as game:
        sessions = [
            msgspec.to_builtins(session) for session in game.rounds.open_rounds()
        ]
    assert json.loads(json.dumps(sessions)) == read_pinned("rounds")
