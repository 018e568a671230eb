import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import (
    RAG,
    Clock,
    change_question,
    open_game,
    play_out,
    run_unprivileged,
    run_weakspot,
    save_path,
    write_bank,
)
from terminal import run_on_terminal

KEYS = {"part", "name", "value", "finding", "hint"}
PARTS = ["places", "versions", "terminal", "save", "banks", "settings"]


def rows(home: Path, code: int, **changes: str) -> dict[tuple[str, str], dict[str, str | None]]:
    """What it tells as JSON, by part and name, with this exit code."""
    result = run_weakspot("--home", home, "doctor", "--json", **changes)
    assert (result.returncode, result.stderr) == (code, ""), result.stdout
    told = json.loads(result.stdout)
    assert all(row.keys() == KEYS for row in told)
    assert list(dict.fromkeys(row["part"] for row in told)) == PARTS
    return {(row["part"], row["name"]): row for row in told}


@pytest.fixture
def played_home(home: Path) -> Path:
    with closing(open_game(home, Clock())) as game:
        play_out(game, game.start("today"))
    return home


def files(home: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mode, path.stat().st_mtime_ns) for path in home.rglob("*")}


def test_a_new_home_is_well_and_stays_as_it_was(home: Path) -> None:
    before = files(home)
    told = rows(home, 0)
    assert told["save", "file"]["value"] == "none yet; the first game makes it"
    assert told["banks", "all"]["value"] == "2 banks, 14 questions"
    assert str(told["banks", "01-rag.yaml"]["value"]).startswith("9 questions, ")
    assert files(home) == before


def test_a_used_home_is_well_and_stays_as_it_was(played_home: Path) -> None:
    before = files(played_home)
    told = rows(played_home, 0)
    assert str(told["save", "file"]["value"]).startswith("format 4, 9 answers, ")
    assert told["save", "state"]["value"] == "sound"
    assert files(played_home) == before
    text = run_weakspot("--home", played_home, "doctor")
    assert (text.returncode, text.stdout.splitlines()[-1]) == (0, "All is well.")
    assert "✓ saves" in text.stdout


def test_what_is_open_to_others_is_told_with_the_line_that_closes_it(played_home: Path) -> None:
    save_path(played_home).chmod(0o644)
    told = rows(played_home, 1)["places", "save"]
    assert told["finding"] == "open to others (0644)"
    assert told["hint"] == f"chmod 600 {save_path(played_home)}"
    text = run_weakspot("--home", played_home, "doctor").stdout
    assert "✗ save " in text
    assert text.endswith("1 finding\n")


def test_a_damaged_save_is_told_and_left_alone(played_home: Path) -> None:
    half = save_path(played_home).read_bytes()[:9000]
    save_path(played_home).write_bytes(half)
    told = rows(played_home, 1)
    assert "damaged" in str(told["save", "state"]["finding"])
    assert save_path(played_home).read_bytes() == half


def test_folders_that_cannot_be_looked_into_are_told(played_home: Path) -> None:
    closed = (played_home / "saves", played_home / "questions")
    for folder in closed:
        folder.chmod(0)
    told = json.loads(run_unprivileged("--home", played_home, "doctor", "--json").stdout)
    for folder in closed:
        folder.chmod(0o700)
    found = {(row["part"], row["name"]): row["finding"] for row in told}
    assert "cannot be read: Permission denied" in found["save", "file"]
    assert found["places", "banks"] == f"{played_home}/questions cannot be read"


def test_a_save_that_is_no_file_is_told(home: Path) -> None:
    (home / "saves").write_text("")
    assert rows(home, 1)["places", "saves"]["finding"] == f"{home}/saves is no folder"


def test_a_link_that_leads_nowhere_is_told(home: Path) -> None:
    (home / "saves").mkdir(0o700)
    save_path(home).symlink_to(home / "nowhere")
    told = rows(home, 1)
    assert "leads nowhere" in str(told["places", "save"]["finding"])
    assert told["save", "state"]["finding"]


def test_the_newest_backup_is_told(played_home: Path) -> None:
    folder = played_home / "saves" / "backups"
    folder.mkdir()
    for day, name in enumerate(("default-2026-11-02.db", "default-2026-11-01.db", "other-2026-11-03.db")):
        shutil.copyfile(save_path(played_home), folder / name)
        os.utime(folder / name, (86400 * day, 86400 * day))
    assert rows(played_home, 0)["save", "backup"]["value"] == "1970-01-02, default-2026-11-01.db, of 2"
    for copy in folder.glob("default*"):
        copy.write_bytes(b"garbage")
    assert rows(played_home, 1)["save", "backup"]["finding"] == "none can be restored"


def test_a_save_that_is_gone_is_told(played_home: Path) -> None:
    run_weakspot("save", "backup", "--home", played_home)
    save_path(played_home).unlink()
    told = rows(played_home, 1)["save", "file"]
    assert told["value"] == "gone"
    assert "`weakspot save restore` brings back the newest good backup" in str(told["finding"])


def test_banks_with_findings_and_settings_with_troubles_are_told(home: Path) -> None:
    write_bank(home, "01-rag.yaml", change_question(RAG, "chunk-a", topic="nowhere"))
    (home / "settings.toml").write_text("minutes = 0\n")
    told = rows(home, 1)
    assert told["banks", "01-rag.yaml"]["finding"] == "the bank cannot be read"
    assert told["banks", "01-rag.yaml"]["hint"] == f"weakspot check {home}/questions/01-rag.yaml"
    assert "line 1: minutes is 0" in str(told["settings", "trouble"]["finding"])


def test_a_key_that_cannot_be_is_told(home: Path) -> None:
    (home / "settings.toml").write_text("[keys]\nflag = 'y'\nskip = 'f'\nlesson = 'f'\nhint = 'y'\n")
    told = str(rows(home, 1)["settings", "trouble"]["finding"])
    assert told == 'settings.toml, line 5: hint is "y", the key of flag. "h" is used.'


def test_a_second_bank_of_a_section_is_told_as_not_played(home: Path) -> None:
    write_bank(home, "03-rag.yaml", RAG)
    told = rows(home, 1)
    assert told["banks", "all"]["value"] == "3 banks, 14 questions"
    assert str(told["banks", "03-rag.yaml"]["value"]).startswith("not played: ")


def test_a_home_without_banks_is_told(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    assert rows(tmp_path, 1)["banks", "all"]["finding"] == "there is nothing to play"


def test_p17_names_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "01-\x1b]0;x\n.yaml").write_text("a: [")
    result = run_weakspot("--home", tmp_path, "doctor")
    assert "\x1b" not in result.stdout
    assert "01-<U+001B>]0;x<U+000A>.yaml" in result.stdout


def test_p21_a_tiny_terminal_is_told_on_it(home: Path) -> None:
    with run_on_terminal(home, "doctor", COLUMNS="20", LINES="5") as played:
        told = played.read_until(None).decode()
        assert played.child.wait(5) == 1
    assert "the screen" in told
    assert "make it at least 36 by 10" in told


def test_p13_a_home_that_cannot_be_written_is_told(played_home: Path) -> None:
    (played_home / "saves").chmod(0o500)
    result = run_unprivileged("--home", played_home, "doctor")
    assert result.returncode == 1
    assert f"{played_home}/saves cannot be written" in result.stdout
