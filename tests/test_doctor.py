import json
import os
import re
import shutil
import tomllib
from pathlib import Path

from quiz_home import (
    RAG,
    change_question,
    run_unprivileged,
    run_weakspot,
    save_path,
    write_bank,
)
from terminal import run_on_terminal

ROOT = Path(__file__).parents[1]
KEYS = {"part", "name", "value", "fault", "hint"}
PARTS = ["places", "versions", "terminal", "save", "banks", "settings"]


def doctor_rows(
    home: Path, code: int, **changes: str
) -> dict[tuple[str, str], dict[str, str | None]]:
    """Run `doctor`, which has to exit with `code`; returns the rows of its JSON by part
    and name.
    """
    result = run_weakspot("--home", home, "doctor", "--json", **changes)
    assert (result.returncode, result.stderr) == (code, ""), result.stdout
    rows = json.loads(result.stdout)
    assert all(row.keys() == KEYS for row in rows)
    assert list(dict.fromkeys(row["part"] for row in rows)) == PARTS
    return {(row["part"], row["name"]): row for row in rows}


def file_states(home: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_mode, path.stat().st_mtime_ns)
        for path in home.rglob("*")
    }


def test_doctor_names_the_version_of_every_library(home: Path) -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    names = {name for part, name in doctor_rows(home, 0) if part == "versions"}
    assert names == {re.split("[<>=]", one)[0] for one in needed} | {
        "weakspot",
        "python",
        "sqlite",
    }


def test_doctor_finds_a_new_home_sound_and_changes_nothing(home: Path) -> None:
    before = file_states(home)
    rows = doctor_rows(home, 0)
    assert rows["save", "file"]["value"] == "none yet; the first game makes it"
    assert rows["banks", "all"]["value"] == "2 banks, 14 questions"
    assert str(rows["banks", "01-rag.yaml"]["value"]).startswith("9 questions, ")
    assert file_states(home) == before


def test_doctor_finds_a_used_home_sound_and_changes_nothing(played_home: Path) -> None:
    before = file_states(played_home)
    rows = doctor_rows(played_home, 0)
    assert str(rows["save", "file"]["value"]).startswith("format 6, 9 answers, ")
    assert rows["save", "state"]["value"] == "sound"
    assert file_states(played_home) == before
    text = run_weakspot("--home", played_home, "doctor")
    assert (text.returncode, text.stdout.splitlines()[-1]) == (0, "All is well.")
    assert "✓ saves" in text.stdout


def test_files_that_others_can_read_are_reported_with_the_command_that_closes_them(
    played_home: Path,
) -> None:
    save_path(played_home).chmod(0o644)
    row = doctor_rows(played_home, 1)["places", "save"]
    assert row["fault"] == "open to others (0644)"
    assert row["hint"] == f"chmod 600 {save_path(played_home)}"
    text = run_weakspot("--home", played_home, "doctor").stdout
    assert "✗ save " in text
    assert text.endswith("1 fault\n")


def test_a_damaged_save_is_reported_and_left_alone(played_home: Path) -> None:
    half = save_path(played_home).read_bytes()[:9000]
    save_path(played_home).write_bytes(half)
    rows = doctor_rows(played_home, 1)
    assert "damaged" in str(rows["save", "state"]["fault"])
    assert save_path(played_home).read_bytes() == half


def test_folders_that_cannot_be_read_are_reported(played_home: Path) -> None:
    closed = (played_home / "saves", played_home / "questions")
    for folder in closed:
        folder.chmod(0)
    rows = json.loads(
        run_unprivileged("--home", played_home, "doctor", "--json").stdout
    )
    for folder in closed:
        folder.chmod(0o700)
    faults = {(row["part"], row["name"]): row["fault"] for row in rows}
    assert "cannot be read: Permission denied" in faults["save", "file"]
    assert faults["places", "banks"] == f"{played_home}/questions cannot be read"


def test_a_save_that_is_no_file_is_reported(home: Path) -> None:
    (home / "saves").write_text("")
    assert (
        doctor_rows(home, 1)["places", "saves"]["fault"] == f"{home}/saves is no folder"
    )


def test_p08_a_fifo_in_place_of_a_save_or_a_backup_blocks_nothing(
    played_home: Path,
) -> None:
    backups = save_path(played_home).parent / "backups"
    backups.mkdir(exist_ok=True)
    os.mkfifo(backups / f"{save_path(played_home).stem}-2026-01-01.db")
    assert (
        run_weakspot("--home", played_home, "save", "restore", "--list").returncode == 0
    )
    save_path(played_home).unlink()
    os.mkfifo(save_path(played_home))
    assert doctor_rows(played_home, 1)["save", "file"]["value"] == "cannot be read"


def test_a_dangling_link_is_reported(home: Path) -> None:
    (home / "saves").mkdir(0o700)
    save_path(home).symlink_to(home / "nowhere")
    rows = doctor_rows(home, 1)
    assert "leads nowhere" in str(rows["places", "save"]["fault"])
    assert rows["save", "state"]["fault"]


def test_the_newest_backup_is_shown(played_home: Path) -> None:
    folder = played_home / "saves" / "backups"
    folder.mkdir()
    for day, name in enumerate(
        ("default-2026-11-02.db", "default-2026-11-01.db", "other-2026-11-03.db")
    ):
        shutil.copyfile(save_path(played_home), folder / name)
        os.utime(folder / name, (86400 * day, 86400 * day))
    assert (
        doctor_rows(played_home, 0)["save", "backup"]["value"]
        == "1970-01-02, default-2026-11-01.db, of 2"
    )
    for copy in folder.glob("default*"):
        copy.write_bytes(b"garbage")
    assert (
        doctor_rows(played_home, 1)["save", "backup"]["fault"] == "none can be restored"
    )


def test_a_missing_save_is_reported(played_home: Path) -> None:
    run_weakspot("save", "backup", "--home", played_home)
    save_path(played_home).unlink()
    row = doctor_rows(played_home, 1)["save", "file"]
    assert row["value"] == "gone"
    assert "`weakspot save restore` brings back the newest good backup" in str(
        row["fault"]
    )


def test_findings_in_banks_and_troubles_in_settings_are_reported(home: Path) -> None:
    write_bank(home, "01-rag.yaml", change_question(RAG, "chunk-a", topic="nowhere"))
    (home / "settings.toml").write_text("minutes = 0\n")
    rows = doctor_rows(home, 1)
    assert rows["banks", "01-rag.yaml"]["fault"] == "the bank cannot be read"
    assert (
        rows["banks", "01-rag.yaml"]["hint"]
        == f"weakspot check {home}/questions/01-rag.yaml"
    )
    assert "line 1: minutes is 0" in str(rows["settings", "fault"]["fault"])


def test_an_impossible_key_binding_is_reported(home: Path) -> None:
    (home / "settings.toml").write_text(
        "[keys]\nflag = 'y'\nskip = 'f'\nlesson = 'f'\nhint = 'y'\n"
    )
    rows = str(doctor_rows(home, 1)["settings", "fault"]["fault"])
    assert rows == 'settings.toml, line 5: hint is "y", the key of flag. "h" is used.'


def test_a_second_bank_of_a_section_is_reported_as_not_played(home: Path) -> None:
    write_bank(home, "03-rag.yaml", RAG)
    rows = doctor_rows(home, 1)
    assert rows["banks", "all"]["value"] == "3 banks, 14 questions"
    assert str(rows["banks", "03-rag.yaml"]["value"]).startswith("not played: ")


def test_a_home_without_banks_is_reported(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    assert (
        doctor_rows(tmp_path, 1)["banks", "all"]["fault"] == "there is nothing to play"
    )


def test_p17_names_are_shown_without_their_control_characters(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "01-\x1b]0;x\n.yaml").write_text("a: [")
    result = run_weakspot("--home", tmp_path, "doctor")
    assert "\x1b" not in result.stdout
    assert "01-<U+001B>]0;x<U+000A>.yaml" in result.stdout


def test_p21_a_tiny_terminal_is_reported(home: Path) -> None:
    with run_on_terminal(home, "doctor", COLUMNS="20", LINES="5") as process:
        output = process.read_until(None).decode()
        assert process.child.wait(5) == 1
    assert "the screen" in output
    assert "make it at least 36 by 10" in output


def test_p13_a_home_that_cannot_be_written_is_reported(played_home: Path) -> None:
    (played_home / "saves").chmod(0o500)
    result = run_unprivileged("--home", played_home, "doctor")
    assert result.returncode == 1
    assert f"{played_home}/saves cannot be written" in result.stdout
