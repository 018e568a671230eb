"""Saves before, during and between games, seen from outside."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from quiz_home import (
    UNPRIVILEGED_WEAKSPOT,
    Clock,
    answer_question,
    child_environment,
    open_game,
    play_out,
    query_save,
    read_derived,
    read_files,
    right_response,
    run_python,
    run_unprivileged,
    run_weakspot,
    save_path,
    zero_first_page,
)
from terminal import START_SECONDS, run_on_terminal
from weakspot.errors import RoundMoved, SaveError
from weakspot.game import Game
from weakspot.store.backup import count_attempts
from weakspot.store.connections import open_readonly
from weakspot.store.save_files import backup_files
from weakspot.store.verification import verify

ANSWERS = "SELECT count(*) FROM attempt"


@pytest.fixture
def played_home(played_home: Path) -> Path:
    """The home after a round, with a backup of the save."""
    with closing(open_game(played_home)) as game:
        assert game.back_up() == ""
    return played_home


def count_answers(home: Path) -> int:
    """Count the answers in the save, without leaving a file beside it."""
    with open_readonly(save_path(home)) as db:
        return count_attempts(db)


def test_p10_the_first_round_in_lines_of_a_day_makes_a_backup_before_it_writes(
    played_home: Path,
) -> None:
    shutil.rmtree(played_home / "saves" / "backups")
    before = count_answers(played_home)
    result = run_weakspot("--home", played_home, lines="0\n0\n")
    assert result.returncode == 0
    (copy,) = backup_files(save_path(played_home))
    assert query_save(copy, ANSWERS) == [(before,)]
    assert count_answers(played_home) > before
    run_weakspot("--home", played_home, lines="0\n")
    assert backup_files(save_path(played_home)) == [copy]


def test_p10_a_game_that_goes_on_after_midnight_backs_up_again(
    played_home: Path,
) -> None:
    clock = Clock()
    with closing(open_game(played_home, clock)) as game:
        game.check_save()
        assert not game.is_backup_due()
        clock.advance(days=1)
        assert game.is_backup_due()
        game.back_up()
        clock.advance(days=-1)  # and a clock that goes back overwrites none
        game.back_up()
    backups = backup_files(save_path(played_home))
    assert [file.stem for file in backups] == [
        "default-2026-11-02",
        "default-2026-11-03",
    ]


def test_p10_a_backup_that_failed_is_made_the_next_day(played_home: Path) -> None:
    clock, folder = Clock(), played_home / "saves" / "backups"
    shutil.rmtree(folder)
    folder.write_text("in the way")
    with closing(open_game(played_home, clock)) as game:
        assert "no backup could be made" in game.check_save()
        assert game.faults() == [game.back_up()]
        folder.unlink()
        clock.advance(days=1)
        assert game.is_backup_due()
        assert game.back_up() == ""
        assert game.faults() == []
    assert [file.stem for file in backup_files(save_path(played_home))] == [
        "default-2026-11-03"
    ]


def test_p10_without_a_backup_play_goes_on_and_says_so(played_home: Path) -> None:
    shutil.rmtree(played_home / "saves" / "backups")
    (played_home / "saves" / "backups").write_text("in the way")
    result = run_weakspot("--home", played_home, lines="0\n")
    assert result.returncode == 0
    assert "No backup could be made" in result.stdout


def test_p10_the_screen_makes_its_backup_behind_the_first_paint(
    played_home: Path,
) -> None:
    shutil.rmtree(played_home / "saves" / "backups")
    with run_on_terminal(played_home) as process:
        process.read_until(b"Today")
        end = time.monotonic() + START_SECONDS
        while not backup_files(save_path(played_home)):
            assert time.monotonic() < end
        process.type(b"q")
        process.read_until(None)
    (copy,) = backup_files(save_path(played_home))
    assert verify(copy) == []


# Damaged and gone


def damage_save(home: Path) -> bytes:
    path = save_path(home)
    path.write_bytes(b"garbage" + path.read_bytes()[7:])
    return path.read_bytes()


@pytest.mark.parametrize("args", [(), ("play", "--plain")])
def test_p08_on_a_terminal_the_newest_backup_is_offered(
    played_home: Path, args: tuple[str, ...]
) -> None:
    before, damaged = read_derived(played_home), damage_save(played_home)
    with run_on_terminal(played_home, *args) as process:
        output = process.read_until(b"What now").decode()
        assert "is not a save, or damaged at its start" in output
        assert (
            "2  Bring back the newest good backup: 9 answers, the last of 2026-11-02"
            in output
        )
        assert (
            read_files(played_home / "saves")["default.db"] == damaged
        )  # nothing is done before the answer
        process.type(b"2\r")
        process.read_until(b"Today")
        process.type(b"\x11" if not args else b"q\r")
        process.read_until(None)
    assert read_derived(played_home) == before
    (aside,) = (played_home / "saves" / "damaged").glob("*.db")
    assert aside.read_bytes() == damaged


def test_p08_damage_found_only_by_reading_rows_can_be_repaired_at_the_start_too(
    played_home: Path,
) -> None:
    before = read_derived(played_home)
    with closing(sqlite3.connect(save_path(played_home))) as db, db:
        db.execute(
            "UPDATE memory SET day = CAST(x'ff' AS TEXT)"
        )  # sound pages, and no text
    with run_on_terminal(played_home) as process:
        process.read_until(b"What now")
        process.type(b"2\r")
        process.read_until(b"Today")
        process.type(b"\x11")
        process.read_until(None)
    assert read_derived(played_home) == before


def test_p08_quitting_at_a_damaged_save_changes_nothing(played_home: Path) -> None:
    damage_save(played_home)
    before = read_files(played_home / "saves")
    with run_on_terminal(played_home) as process:
        process.read_until(b"What now")
        process.type(b"\r")
        process.read_until(None)
        assert process.child.wait() == 1
    assert read_files(played_home / "saves") == before


def test_p08_a_damaged_save_can_be_started_anew_on_a_terminal(
    played_home: Path,
) -> None:
    bad = damage_save(played_home)
    with run_on_terminal(played_home) as process:
        process.read_until(b"What now")
        process.type(b"1\r")
        process.read_until(b"Today")
        process.type(b"q")
        process.read_until(None)
    assert count_answers(played_home) == 0
    (aside,) = (played_home / "saves" / "damaged").iterdir()
    assert aside.read_bytes() == bad


def test_p08_without_a_terminal_the_command_that_restores_is_named(
    played_home: Path,
) -> None:
    then = read_derived(played_home)
    damage_save(played_home)
    before = read_files(played_home / "saves")
    result = run_weakspot("--home", played_home, lines="2\n")
    assert (result.returncode, result.stdout) == (1, "")
    assert "`weakspot save restore`" in result.stderr
    assert read_files(played_home / "saves") == before
    assert run_weakspot("save", "restore", "--home", played_home).returncode == 0
    assert read_derived(played_home) == then


@pytest.mark.parametrize(
    "command", [(), ("weak",), ("save", "verify"), ("save", "rebuild")]
)
def test_p08_a_missing_save_with_backups_is_reported(
    played_home: Path, command: tuple[str, ...]
) -> None:
    save_path(played_home).unlink()
    result = run_weakspot(*command, "--home", played_home)
    assert result.returncode == 1
    assert "is gone" in result.stderr
    assert not save_path(played_home).exists()


def test_p08_damage_found_behind_the_first_paint_says_what_to_do(
    played_home: Path,
) -> None:
    with closing(Game.open(played_home, clock=Clock(), brief=True)) as game:
        zero_first_page(save_path(played_home), "attempt")
        assert "`weakspot save restore`" in game.check_save()
        assert game.faults()[0] == game.check_save()
        assert not game.is_backup_due()


def test_p08_a_text_of_the_log_that_is_not_utf8_is_told_of_behind_the_first_paint(
    played_home: Path,
) -> None:
    good = backup_files(save_path(played_home))
    with closing(sqlite3.connect(save_path(played_home))) as db, db:
        db.execute("UPDATE attempt SET given = CAST(x'ff' AS TEXT)")
    with closing(Game.open(played_home, clock=Clock(), brief=True)) as game:
        assert "`weakspot save restore`" in game.check_save()
        assert game.faults()[0] == game.check_save()
        assert not game.is_backup_due()
    refused = run_weakspot("save", "backup", "--home", played_home)
    assert refused.returncode == 1
    assert "attempt.given holds a text that is not UTF-8" in refused.stderr
    assert backup_files(save_path(played_home)) == good


# Places that cannot be written


LIMITED = """
import resource, signal
from weakspot.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
run()
"""


run_without_disk = partial(run_python, "-c", LIMITED, lines="0\n")


@pytest.mark.parametrize(
    ("command", "left"), [("weak", "nothing"), ("due", "nothing"), ("stats", "wal")]
)
def test_p13_a_read_only_save_is_read(
    played_home: Path, read_only_home: Path, command: str, left: str
) -> None:
    if left == "wal":  # a game was killed there
        saves = read_only_home / "saves"
        saves.chmod(0o755)
        (saves / "default.db-wal").write_bytes(b"")
        saves.chmod(0o555)
    before = read_files(read_only_home / "saves")
    here = run_weakspot(command, "--home", played_home)
    there = run_unprivileged(command, "--home", read_only_home)
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == here.stdout
    assert read_files(read_only_home / "saves") == before


@pytest.mark.parametrize(
    "command",
    [
        "stats",
        "play",
        "play --unsaved",
        "save verify",
        "save restore --list",
        "save export",
    ],
)
def test_p13_a_save_in_an_unreadable_folder_is_not_taken_for_missing(
    played_home: Path, command: str
) -> None:
    saves = played_home / "saves"
    saves.chmod(0)
    result = run_unprivileged(*command.split(), "--home", played_home)
    saves.chmod(0o700)
    assert (result.returncode, result.stdout) == (1, "")
    message = (
        f"{save_path(played_home)} cannot be read: Permission denied; give "
        "yourself access"
    )
    assert message in result.stderr


@pytest.mark.parametrize(
    "command", ["play", "save verify", "save erase --yes", "doctor"]
)
def test_p13_a_link_to_a_save_in_an_unreadable_folder_is_reported_with_its_target(
    played_home: Path, tmp_path: Path, command: str
) -> None:
    (closed := tmp_path / "closed").mkdir()
    save_path(played_home).rename(closed / "real.db")
    save_path(played_home).symlink_to(closed / "real.db")
    closed.chmod(0)
    result = run_unprivileged(*command.split(), "--home", played_home)
    closed.chmod(0o700)
    link = f"{save_path(played_home)}, a link to {closed}/real.db,"
    where = f"{link} cannot be read: Permission denied; give yourself"
    assert result.returncode == 1
    assert where in result.stdout + result.stderr
    if command == "doctor":
        assert f"chmod u+rwx {closed}\n" in result.stdout


@pytest.mark.parametrize(
    "command", ["stats", "play", "save verify", "save restore --anew", "doctor"]
)
def test_p08_a_dangling_saves_folder_is_reported(
    home: Path, tmp_path: Path, command: str
) -> None:
    (home / "saves").symlink_to(tmp_path / "gone")
    result = run_weakspot(*command.split(), "--home", home, lines="0\n")
    assert result.returncode == 1
    where = (
        f"{home}/saves, a link to {tmp_path}/gone, leads nowhere; bring back what it "
        "leads to"
    )
    assert where in result.stdout + result.stderr


@pytest.mark.parametrize("mode", [0, 0o400])
def test_erasing_removes_everything_or_nothing(played_home: Path, mode: int) -> None:
    backups = played_home / "saves" / "backups"
    before = read_files(played_home / "saves")
    backups.chmod(mode)
    result = run_unprivileged("save", "erase", "--yes", "--home", played_home)
    backups.chmod(0o700)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{backups}" in result.stderr
    assert read_files(played_home / "saves") == before


@pytest.mark.parametrize("command", ["stats", "play", "save restore --list"])
def test_p08_unreadable_backups_are_not_taken_for_missing(
    played_home: Path, command: str
) -> None:
    backups = played_home / "saves" / "backups"
    save_path(played_home).unlink()
    backups.chmod(0)
    result = run_unprivileged(*command.split(), "--home", played_home)
    backups.chmod(0o700)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{backups} cannot be read: Permission denied" in result.stderr
    assert not save_path(played_home).exists()


def test_p10_with_unreadable_backups_play_goes_on_and_says_so(
    played_home: Path,
) -> None:
    backups = played_home / "saves" / "backups"
    backups.chmod(0)
    result = run_unprivileged("play", "--home", played_home)
    examined = run_unprivileged("doctor", "--home", played_home)
    backups.chmod(0o700)
    assert result.returncode == 0
    assert f"{backups} cannot be read: Permission denied" in " ".join(
        result.stdout.split()
    )
    assert f"chmod u+rwx {backups}" in examined.stdout


@pytest.mark.parametrize("command", ["stats", "save verify"])
def test_a_file_beside_the_save_that_cannot_be_read_is_named(
    played_home: Path, command: str
) -> None:
    wal = played_home / "saves" / "default.db-wal"
    wal.touch(0)
    result = run_unprivileged(*command.split(), "--home", played_home)
    assert result.returncode == 1
    assert (
        f"{wal} cannot be read: Permission denied; make it readable"
        in result.stdout + result.stderr
    )
    assert "Errno" not in result.stdout


def test_p13_an_older_read_only_save_is_read(read_only_home: Path) -> None:
    sample = Path(__file__).parents[1] / "saves" / "samples" / "format1.db"
    saves = read_only_home / "saves"
    saves.chmod(0o755)
    save_path(read_only_home).unlink()
    shutil.copyfile(sample, save_path(read_only_home))
    save_path(read_only_home).chmod(0o444)
    saves.chmod(0o555)
    assert (
        '"attempts": 46'
        in run_unprivileged("stats", "--json", "--home", read_only_home).stdout
    )
    assert save_path(read_only_home).read_bytes() == sample.read_bytes()


def test_p13_without_a_terminal_nothing_is_played_unsaved_unless_asked_for(
    read_only_home: Path,
) -> None:
    refused = run_unprivileged("--home", read_only_home)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "answers cannot be saved" in refused.stderr
    assert "`weakspot play --unsaved`" in refused.stderr
    before = read_files(read_only_home / "saves")
    result = run_unprivileged(
        "play", "--unsaved", "--home", read_only_home, lines="0\n0\n"
    )
    assert result.returncode == 0
    first = result.stdout.splitlines()[0]
    assert first.startswith("Answers cannot be saved")
    headings = [
        line for line in result.stdout.splitlines() if " of " in line and "/" in line
    ]
    assert len(headings) > 1
    assert all(line.endswith("· not saved") for line in headings)
    assert "Not saved: what you answered is gone now." in result.stdout
    assert "Kept" not in result.stdout
    assert read_files(read_only_home / "saves") == before


def test_p13_after_consent_the_game_is_played_unsaved_on_the_saved_state(
    read_only_home: Path,
) -> None:
    program = ["-c", UNPRIVILEGED_WEAKSPOT]
    with run_on_terminal(read_only_home, program=program) as process:
        output = process.read_until(b"Play without saving").decode()
        assert "Answers cannot be saved" in output
        process.type(b"y\r")
        process.read_until(b"not saved")
        process.type(b"q")
        process.read_until(None)
        assert process.child.wait() == 0
    with run_on_terminal(read_only_home, program=program) as process:
        process.read_until(b"Play without saving")
        process.type(b"n\r")
        process.read_until(None)
        assert process.child.wait() == 1


def test_p04_a_full_disk_is_reported_before_the_first_question(
    played_home: Path,
) -> None:
    before = count_answers(played_home)
    refused = run_without_disk("--home", played_home)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "could not be read or written" in refused.stderr
    assert "`weakspot play --unsaved`" in refused.stderr
    assert count_answers(played_home) == before
    result = run_without_disk("play", "--unsaved", "--home", played_home)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert "not saved" in result.stdout
    assert count_answers(played_home) == before
    assert verify(save_path(played_home)) == []


@pytest.mark.parametrize(
    "command", ["restore --anew", "import", "merge", "backup", "rebuild"]
)
def test_p04_a_full_disk_is_reported_by_save_commands(
    played_home: Path, tmp_path: Path, command: str
) -> None:
    run_weakspot("save", "export", log := tmp_path / "log.jsonl", "--home", played_home)
    file = {"import": [log], "merge": [save_path(played_home)]}.get(command, [])
    result = run_without_disk("save", *command.split(), *file, "--home", played_home)
    assert result.returncode == 1
    assert "could not be read or written" in result.stderr
    assert verify(save_path(played_home)) == []


# Two at once


def test_p05_one_round_played_in_two_games_ends_once(home: Path) -> None:
    first_game, second_game = open_game(home), open_game(home, seed=2)
    with closing(first_game), closing(second_game):
        mine = first_game.rounds.start(topic="rlhf")
        theirs = second_game.rounds.resume_or_start(topic="rlhf")
        assert theirs.id == mine.id
        play_out(first_game, mine)
        for move in (partial(answer_question, second_game), second_game.rounds.skip):
            with pytest.raises(RoundMoved, match="ended"):
                move(theirs)
        assert second_game.rounds.open_rounds() == []
        assert (
            first_game.progress.stats().attempts,
            first_game.progress.stats().rounds,
        ) == (2, 1)
    assert verify(save_path(home)) == []


def test_p05_an_exam_open_in_two_games_is_handed_in_once(home: Path) -> None:
    first_game, second_game = open_game(home), open_game(home, seed=2)
    with closing(first_game), closing(second_game):
        exam = first_game.rounds.start("exam")
        mine = first_game.rounds.put_response(exam, right_response(first_game, exam))
        theirs = second_game.rounds.resume_or_start(mode="exam")
        first_game.rounds.finish(mine)
        before = count_answers(home)
        with pytest.raises(RoundMoved, match="ended"):
            second_game.rounds.finish(theirs)
        assert count_answers(home) == before
        assert second_game.rounds.open_rounds() == []
    assert verify(save_path(home)) == []


def test_p05_an_exam_played_on_elsewhere_is_not_overwritten(home: Path) -> None:
    first_game, second_game = open_game(home), open_game(home, seed=2)
    with closing(first_game), closing(second_game):
        mine = first_game.rounds.start("exam")
        theirs = second_game.rounds.resume_or_start(mode="exam")
        theirs = second_game.rounds.put_response(
            theirs, right_response(second_game, theirs)
        )
        with pytest.raises(RoundMoved):
            first_game.rounds.visit(mine, 1)
        with pytest.raises(RoundMoved):
            first_game.rounds.finish(mine)
        with pytest.raises(RoundMoved):
            first_game.rounds.finish(first_game.rounds.put_response(mine, None))
        assert second_game.rounds.open_rounds() == [theirs]
        again = first_game.rounds.resume(mine)
        assert again == theirs
        first_game.rounds.finish(
            first_game.rounds.put_response(first_game.rounds.visit(again, 1), None)
        )
    assert count_answers(home) == 2
    assert verify(save_path(home)) == []


@pytest.mark.parametrize("is_answered", [False, True])
def test_p05_a_round_played_on_elsewhere_is_not_overwritten(
    home: Path, is_answered: bool
) -> None:
    first_game, second_game = open_game(home), open_game(home, seed=2)
    with closing(first_game), closing(second_game):
        mine = first_game.rounds.start(topic="rlhf")
        mine = (
            answer_question(first_game, mine)
            if is_answered
            else first_game.rounds.hint(mine)
        )
        theirs = answer_question(
            second_game, second_game.rounds.advance(mine) if is_answered else mine
        )
        for move in (
            (first_game.rounds.advance, first_game.rounds.undo)
            if is_answered
            else (first_game.rounds.skip,)
        ):
            with pytest.raises(RoundMoved):
                move(mine)
        if not is_answered:
            with pytest.raises(RoundMoved):
                answer_question(first_game, mine)
        assert first_game.rounds.open_rounds() == [theirs]
        play_out(first_game, first_game.rounds.advance(first_game.rounds.resume(mine)))
    assert count_answers(home) == 2
    assert verify(save_path(home)) == []


WRITER = """
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from quiz_home import answer_question, open_game
with closing(open_game(Path(sys.argv[1]), seed=int(sys.argv[2]))) as game:
    print("ready", flush=True)
    sys.stdin.readline()
    session = game.rounds.start("survival")
    for _ in range(60):
        session = answer_question(game, session)
        print(session.outcome.attempt, flush=True)
        session = game.rounds.advance(session)
        if session.phase == "done":
            session = game.rounds.start("survival")
"""


HOLDER = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def hold_save(home: Path, seconds: float) -> "subprocess.Popen[str]":
    """Another program that holds the save for so many seconds."""
    arguments = [sys.executable, "-c", HOLDER, str(save_path(home)), str(seconds)]
    holder = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_p05_a_lock_waited_for_in_vain_is_not_waited_for_as_long_again(
    game: Game, home: Path
) -> None:
    session = game.rounds.start()
    game._save.db.execute("PRAGMA busy_timeout = 1000")
    waited = []
    with hold_save(home, 60) as holder:
        for _ in range(3):
            begun = time.monotonic()
            with pytest.raises(SaveError, match="another program holds"):
                answer_question(game, session)
            waited.append(time.monotonic() - begun)
        holder.kill()
    assert max(waited[1:]) < 0.5 < waited[0]
    session = answer_question(game, session)
    with hold_save(
        home, 0.5
    ):  # from now on, one that is soon let go is waited for as before
        game.rounds.advance(session)


def test_p05_two_processes_write_at_once(home: Path) -> None:
    open_game(home).close()
    tests = str(Path(__file__).parent)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home), str(seed), tests],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=child_environment(),
        )
        for seed in (1, 2)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    outputs = [child.communicate(timeout=60) for child in children]
    assert [error for _, error in outputs] == ["", ""]
    ids = [line for out, _ in outputs for line in out.split()]
    assert len(ids) == len(set(ids)) == 120
    assert {
        id for (id,) in query_save(save_path(home), "SELECT id FROM attempt")
    } == set(ids)
    assert verify(save_path(home)) == []


# Private


def test_files_of_the_save_are_private(home: Path) -> None:
    old = os.umask(0)
    try:
        with closing(open_game(home)) as game:
            play_out(game, game.rounds.start())
            game.back_up()
            modes = {
                file: stat.S_IMODE(file.stat().st_mode)
                for file in (home / "saves").rglob("*")
            }
    finally:
        os.umask(old)
    assert {mode for file, mode in modes.items() if file.is_dir()} == {0o700}
    assert {mode for file, mode in modes.items() if file.is_file()} == {0o600}
    assert stat.S_IMODE((home / "saves").stat().st_mode) == 0o700


# On the command line


def test_p10_a_backup_is_made_listed_and_restored_by_command(played_home: Path) -> None:
    before = read_derived(played_home)
    where = played_home / "copy.db"
    backed_up = run_weakspot("save", "backup", where, "--home", played_home)
    assert "9 answers copied to" in backed_up.stdout
    assert (
        run_weakspot("save", "backup", where, "--home", played_home).returncode == 1
    )  # a file there is not lost
    run_weakspot("--home", played_home, lines="0\n0\n")
    listed = run_weakspot("save", "restore", "--list", "--home", played_home).stdout
    assert "default-2026-11-02.db  9 answers, the last of 2026-11-02" in listed
    ann = ("--home", played_home, "--player", "ann")
    run_weakspot(*ann, lines="q\n")
    run_weakspot("save", "backup", *ann)
    assert run_weakspot("save", "restore", "--list", *ann).stdout.endswith(
        ".db  0 answers\n"
    )
    restored = run_weakspot("save", "restore", where, "--home", played_home)
    assert "what was there before is in" in restored.stdout
    assert restored.stderr == ""
    assert read_derived(played_home) == before


OTHER_FIRST = """
import sys
from pathlib import Path
from weakspot.cli import run
def look(event, args):
    if event == "os.link":
        Path(args[1]).touch()
sys.addaudithook(look)
run()
"""
"""Another program makes the file that was to appear, just before it does."""


NO_LINKS = OTHER_FIRST.replace(
    "Path(args[1]).touch()", 'raise PermissionError(13, "no links here")'
)
"""A file system without hard links."""


def test_p09_a_file_appears_where_there_are_no_hard_links(
    played_home: Path, tmp_path: Path
) -> None:
    for command in (
        ("backup", tmp_path / "a.db"),
        ("restore", tmp_path / "a.db", "--player", "new"),
    ):
        result = run_python("-c", NO_LINKS, "save", *command, "--home", played_home)
        assert (result.returncode, result.stderr) == (0, "")
    assert (
        run_weakspot(
            "save", "verify", "--player", "new", "--home", played_home
        ).returncode
        == 0
    )


@pytest.mark.parametrize("command", ["backup", "export", "restore"])
def test_p09_a_file_just_made_by_another_program_stays(
    played_home: Path, tmp_path: Path, command: str
) -> None:
    if command == "restore":
        save_path(played_home).unlink()
    backup = save_path(played_home).parent / "backups/default-2026-11-02.db"
    file = tmp_path / "new" if command != "restore" else backup
    result = run_python("-c", OTHER_FIRST, "save", command, file, "--home", played_home)
    theirs = file if command != "restore" else save_path(played_home)
    assert result.returncode == 1
    assert f"{theirs}" in result.stderr
    assert theirs.read_bytes() == b""


@pytest.mark.parametrize("command", ["backup", "export"])
def test_no_folder_is_made_for_a_copy_since_its_name_may_be_mistyped(
    played_home: Path, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "stikc"
    result = run_weakspot("save", command, folder / "copy", "--home", played_home)
    assert result.returncode == 1
    assert (
        f"there is no folder {folder}; make it first, or name another" in result.stderr
    )
    assert not folder.exists()


@pytest.mark.parametrize(("args", "code"), [((), 1), (("--list",), 0)])
def test_p10_without_a_good_backup_the_command_that_explains_is_named(
    played_home: Path, args: tuple[str, ...], code: int
) -> None:
    (spoilt,) = backup_files(save_path(played_home))
    spoilt.write_bytes(b"garbage")
    result = run_weakspot("save", "restore", *args, "--home", played_home)
    path = save_path(played_home)
    message = (
        f"there is no good backup of {path}; `weakspot save restore {spoilt}` says why"
    )
    assert result.returncode == code
    assert message in result.stdout + result.stderr
    why = run_weakspot("save", "restore", spoilt, "--home", played_home).stderr
    assert f"{spoilt} is not a save, or damaged at its start" in why


def test_p08_a_save_is_started_anew_by_command_and_the_old_files_stay(
    played_home: Path,
) -> None:
    result = run_weakspot("save", "restore", "--anew", "--home", played_home)
    assert f"{save_path(played_home)} is empty now" in result.stdout
    assert count_answers(played_home) == 0
    aside = Path(
        result.stdout.splitlines()[-1].removeprefix("what was there before is in ")
    )
    with open_readonly(aside) as db:
        assert count_attempts(db) == 9


@pytest.mark.parametrize(
    "args", [("--list", "--anew"), ("copy.db", "--list"), ("copy.db", "--anew")]
)
def test_p10_one_thing_is_restored_at_a_time(
    played_home: Path, args: tuple[str, ...]
) -> None:
    before = read_files(played_home / "saves")
    result = run_weakspot("save", "restore", *args, "--home", played_home)
    assert result.returncode == 2
    assert "exclude each other" in result.stderr
    assert read_files(played_home / "saves") == before


def test_long_work_shows_its_progress_on_a_terminal(played_home: Path) -> None:
    with run_on_terminal(played_home, "save", "rebuild") as game:
        output = game.read_until(None)
    assert b"Rebuilding" in output
    assert b"100%" in output
    with run_on_terminal(played_home, "save", "rebuild", TERM="dumb") as game:
        assert b"\x1b" not in game.read_until(None)


def test_a_save_is_exported_erased_and_imported_by_command(
    played_home: Path, tmp_path: Path
) -> None:
    before, log = read_derived(played_home), tmp_path / "log.jsonl"
    assert run_weakspot("save", "export", log, "--home", played_home).returncode == 0
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert run_weakspot(
        "save", "export", "--home", played_home
    ).stdout == log.read_text("utf-8")
    assert run_weakspot("save", "export", log, "--home", played_home).returncode == 1
    for name, begin in (("a.CSV", "id,at"), ("b", "{")):
        assert (
            run_weakspot(
                "save", "export", tmp_path / name, "--home", played_home
            ).returncode
            == 0
        )
        assert (tmp_path / name).read_text("utf-8").startswith(begin)
    assert (
        run_weakspot("save", "erase", "--home", played_home).returncode == 1
    )  # nobody said yes
    assert save_path(played_home).exists()
    assert (
        "Nothing was removed."
        in run_weakspot("save", "erase", "--home", played_home, lines="n\n").stdout
    )
    assert save_path(played_home).exists()
    output = run_weakspot("save", "erase", "--home", played_home, lines="y\n").stdout
    assert "default-2026-11-02.db" in output
    assert "Not removed: questions, settings" in output
    assert read_files(played_home / "saves") == {}
    came = run_weakspot("save", "import", log, "--home", played_home)
    assert "9 answers and 1 other entry came from" in came.stdout
    assert read_derived(played_home) == before
    output = run_weakspot(
        "save", "erase", "--player", "bob", "--home", played_home
    ).stdout
    assert "there is nothing" in output


def test_p12_saves_are_merged_by_command(played_home: Path) -> None:
    other = played_home / "saves" / "bob.db"
    with closing(Game.open(played_home, "bob", clock=Clock())) as game:
        game.rounds.answer(
            session := game.rounds.start(topic="rlhf"), right_response(game, session)
        )
    output = run_weakspot("save", "merge", other, "--home", played_home).stdout
    assert "1 answer and 0 other entries came from" in output
    assert "as it was before: " in output
    output = run_weakspot("save", "merge", other, "--home", played_home).stdout
    assert "nothing was added" in output
    assert verify(save_path(played_home)) == []


@pytest.mark.parametrize(
    "args",
    [("restore",), ("restore", "none.db"), ("merge", "none.db"), ("import", "none")],
)
def test_missing_files_are_reported(home: Path, args: tuple[str, ...]) -> None:
    result = run_weakspot("save", *args, "--home", home)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("weakspot: ")
    assert "Traceback" not in result.stderr
    assert not save_path(home).exists()
