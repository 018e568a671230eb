"""Subjects: homes of their own, made, added and forgotten, by the program itself."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from quiz_home import (
    RAG,
    Clock,
    make_bank,
    make_home,
    make_item,
    open_game,
    play_out,
    query_save,
    read_files,
    run_process,
    write_bank,
)
from weakspot.game import Game
from weakspot.paths import find_places
from weakspot.settings import read_settings

NOTES = Path(__file__).parent / "data" / "kubernetes.yaml"
Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The folder of a user of this machine who has played nothing yet."""
    return tmp_path / "user"


@pytest.fixture
def run(user: Path) -> Run:
    """Run the program as this user."""
    names = {"DATA": "data", "CONFIG": "config", "CACHE": "cache", "STATE": "state"}
    places = {f"XDG_{name}_HOME": str(user / path) for name, path in names.items()}

    def call(*args: object, lines: str = "", **changes: str) -> "CompletedProcess[str]":
        given = {**places, "EDITOR": "", "VISUAL": "", "WEAKSPOT_HOME": "", **changes}
        return run_process(*args, lines=lines, **given)

    return call


def data_folder(user: Path) -> Path:
    return user / "data" / "weakspot"


def editor_that_writes(folder: Path, text: str) -> str:
    """The command of an editor that replaces the file by this text."""
    script = folder / "editor.py"
    source = f"import sys, pathlib\npathlib.Path(sys.argv[-1]).write_text({text!r})\n"
    script.write_text(source, encoding="utf-8")
    return shlex.join([sys.executable, str(script)])


def make_deck(folder: Path, name: str = "k8s") -> Path:
    """A folder with a page of notes, as somebody shares it."""
    questions = folder / name / "questions"
    questions.mkdir(parents=True)
    shutil.copy(NOTES, questions)
    return folder / name


# Made


def test_own_notes_are_played_from_new_on(tmp_path: Path, user: Path, run: Run) -> None:
    editor = editor_that_writes(tmp_path, NOTES.read_text("utf-8"))
    made = run("new", "kubernetes", EDITOR=editor)
    bank = data_folder(user) / "subjects/kubernetes/questions/kubernetes.yaml"
    assert made.stdout.splitlines() == [
        f"made {bank}",
        "1 bank, 10 questions",
        "play: weakspot -s kubernetes",
    ]
    assert (made.returncode, made.stderr) == (0, "")
    played = run("-s", "kubernetes", "play", "--plain", lines=":0\n" * 12)
    assert "What restarts a container that hangs?" in played.stdout
    assert "Enough for today." in played.stdout
    save = data_folder(user) / "subjects/kubernetes/saves/default.db"
    assert query_save(save, "SELECT DISTINCT section FROM attempt") == [("kubernetes",)]
    assert not (data_folder(user) / "saves").exists()


def test_a_new_subject_has_a_sound_question_of_each_kind(run: Run) -> None:
    made = run("new", "spanish-verbs")
    assert "no editor is set" in made.stdout
    assert made.returncode == 0
    (row,) = json.loads(run("-s", "spanish-verbs", "banks", "--json").stdout)
    assert (row["title"], len(row["kinds"]), row["faults"]) == ("Spanish verbs", 11, 0)
    assert run("check", "-s", "spanish-verbs").stdout == "1 bank, 0 faults\n"


def test_faults_are_listed_when_the_editor_is_closed(tmp_path: Path, run: Run) -> None:
    editor = editor_that_writes(tmp_path, "questions:\n  - What is it?:\n")
    made = run("new", "oops", EDITOR=editor)
    assert made.returncode == 1
    assert "oops.yaml:2:17: nothing where an answer is due" in made.stdout
    assert "weakspot check -s oops" in made.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Spanish verbs", "such as spanish-verbs"),
        ("ai-engineering", "there is a subject ai-engineering already"),
        ("own", "already"),
        ("../x", "use 1 to 32 of a-z"),
        ("con", "no name of a device"),
        ("", "no subject can be called"),
    ],
)
def test_a_name_that_is_unfit_or_taken_is_refused(
    run: Run, user: Path, name: str, words: str
) -> None:
    result = run("new", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert not data_folder(user).exists()


def test_a_second_subject_of_a_name_leaves_the_first(run: Run, user: Path) -> None:
    run("new", "k8s")
    before = read_files(data_folder(user))
    assert run("new", "k8s").returncode == 2
    assert read_files(data_folder(user)) == before


NOTE = """\
# Kubernetes

A **Pod** is the smallest thing that is scheduled.

## Probes

- **Liveness probe**: restarts a container that hangs
- **Readiness probe**: keeps traffic away from a Pod
"""


def test_a_note_becomes_drafts_that_no_round_asks(
    tmp_path: Path, user: Path, run: Run
) -> None:
    note = tmp_path / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    made = run("new", "k8s", "--from", note)
    bank = data_folder(user) / "subjects/k8s/questions/k8s.yaml"
    assert (made.returncode, made.stderr) == (0, "")
    text = bank.read_text("utf-8")
    line = text[: text.index("  - id: ")].count("\n") + 1
    assert made.stdout.splitlines() == [
        f"made {bank}",
        "no editor is set; `EDITOR=nano weakspot new …` opens it at once",
        f"3 drafts in {bank}, from line {line}: mend each, then take",
        "its `draft: true` out; until then it is not asked",
        "play: weakspot -s k8s",
    ]
    checked = run("check", "-s", "k8s").stdout
    assert checked.count("a draft, which is not asked: ") == 3
    assert "Pod" not in run("-s", "k8s", "play", "--plain", lines="q\n").stdout

    bank.write_text(text.replace("    draft: true\n", "", 1), encoding="utf-8")
    played = run("-s", "k8s", "play", "--plain", lines="Pod\n:q\n")
    assert "is the smallest thing that is scheduled" in played.stdout
    assert "Probes" not in played.stdout


def test_drafts_are_mended_in_the_editor_at_once(
    tmp_path: Path, user: Path, run: Run
) -> None:
    note = tmp_path / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    script = tmp_path / "editor.py"
    mended = "p.write_text(p.read_text().replace('    draft: true\\n', '', 2))"
    source = f"import sys, pathlib\np = pathlib.Path(sys.argv[-1])\n{mended}\n"
    script.write_text(source, encoding="utf-8")
    made = run("new", "k8s", "--from", note, EDITOR=f"{sys.executable} {script}")
    assert made.stdout.splitlines()[1].startswith("1 draft in ")
    assert made.stdout.splitlines()[-2:] == [
        "1 bank, 2 questions",
        "play: weakspot -s k8s",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Nothing to ask.\n", "note.md has nothing to draft from: no definition"),
        (b"\0\1\2", "note.md is no text"),
        (b"a" * 1_000_001, "note.md is larger than 1 MB"),
        (None, "note.md cannot be used: No such file or directory"),
    ],
    ids=["empty", "no text", "too large", "gone"],
)
def test_a_note_that_gives_nothing_makes_no_subject(
    tmp_path: Path, user: Path, run: Run, data: bytes | None, words: str
) -> None:
    note = tmp_path / "note.md"
    if data is not None:
        note.write_bytes(data)
    result = run("new", "k8s", "--from", note)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not data_folder(user).exists()


# Added and forgotten


def test_a_cloned_repository_is_played_where_it_is_and_gets_no_file(
    tmp_path: Path, user: Path, run: Run
) -> None:
    origin, clone = make_deck(tmp_path / "shared"), tmp_path / "k8s-deck"
    git = partial_git(origin)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "ten questions")
    subprocess.run(["git", "clone", "-q", origin, clone], check=True)
    added = run("subjects", "add", clone)
    assert added.stdout == "1 bank, 10 questions\nplay: weakspot -s k8s-deck\n"
    run("-s", "k8s-deck", "play", lines=":0\n:0\n:q\n")
    status = partial_git(clone)("status", "--porcelain", "--ignored")
    assert status.stdout == ""
    save = data_folder(user) / "subjects/k8s-deck/saves/default.db"
    assert query_save(save, "SELECT count(*) FROM attempt") == [(2,)]


def partial_git(folder: Path) -> Callable[..., "CompletedProcess[str]"]:
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(folder), *author]
    return lambda *args: subprocess.run(
        [*command, *args], check=True, capture_output=True, text=True
    )


def test_a_removed_subject_is_forgotten_and_nothing_is_deleted(
    tmp_path: Path, user: Path, run: Run
) -> None:
    deck = make_deck(tmp_path)
    run("subjects", "add", deck)
    run("-s", "k8s", "play", lines=":0\n:q\n")
    before = {**read_files(deck), **read_files(data_folder(user))}
    result = run("subjects", "remove", "k8s")
    assert "nothing was deleted" in result.stdout
    assert {**read_files(deck), **read_files(data_folder(user))} == before
    names = [row["name"] for row in json.loads(run("subjects", "--json").stdout)]
    assert names == ["ai-engineering"]
    assert run("due", "-s", "k8s").returncode == 2
    assert run("due").stdout == "20 new\n"  # the one played last is gone
    run("subjects", "add", deck)
    assert "1 of 2" not in run("subjects").stdout
    assert "played today" in run("subjects").stdout


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda place: place / "gone", "is no folder"),
        (lambda place: place, "has no folder `questions`"),
        (lambda place: make_deck(place) / "questions", "; add "),
        (lambda place: place / "file", "is no folder"),
    ],
)
def test_a_folder_that_is_no_subject_is_refused(
    tmp_path: Path, run: Run, make: Callable[[Path], Path], words: str
) -> None:
    (tmp_path / "file").write_text("")
    result = run("subjects", "add", make(tmp_path))
    assert result.returncode == 2
    assert words in result.stderr


def test_a_folder_twice_and_two_of_one_name_are_refused(
    tmp_path: Path, run: Run
) -> None:
    deck, other = make_deck(tmp_path), make_deck(tmp_path / "other")
    run("subjects", "add", deck)
    assert "is the subject k8s already" in run("subjects", "add", deck).stderr
    assert "there is a subject k8s already" in run("subjects", "add", other).stderr
    shipped = run("subjects", "remove", "ai-engineering")
    assert (shipped.returncode, "stays" in shipped.stderr) == (2, True)


def test_a_subject_that_cannot_be_read_is_listed_with_the_reason(
    tmp_path: Path, run: Run
) -> None:
    deck = make_deck(tmp_path)
    run("subjects", "add", deck)
    shutil.rmtree(deck)
    result = run("subjects")
    assert result.returncode == 0
    assert "cannot be played: no banks found in" in result.stdout
    assert run("-s", "k8s", "due").returncode == 1


def test_a_folder_of_a_user_that_there_is_not_is_listed_with_the_reason(
    tmp_path: Path, run: Run
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[subjects]\nk8s = "~nobody-here/k8s"\n', "utf-8")
    result = run("--home", tmp_path, "subjects")
    assert result.returncode == 0
    assert "cannot be played" in result.stdout
    refused = run("--home", tmp_path, "subjects", "add", "~nobody-here/k8s")
    assert (refused.returncode, "is no folder" in refused.stderr) == (2, True)


# Chosen


def test_the_one_played_last_is_played_next(tmp_path: Path, run: Run) -> None:
    run("subjects", "add", make_deck(tmp_path))
    assert run("due").stdout == "20 new\n"
    assert run("-s", "k8s", "due").stdout == run("due", "--subject", "k8s").stdout
    assert run("due").stdout == "20 new\n"  # looking is not playing
    run("-s", "k8s", "play", lines=":q\n")
    assert run("due").stdout == "9 new\n"
    assert json.loads(run("subjects", "--json").stdout)[1]["current"]
    run("-s", "AI engineering", "play", lines=":q\n")
    assert run("due").stdout == "20 new\n"


def test_every_command_takes_a_subject(tmp_path: Path, user: Path, run: Run) -> None:
    run("subjects", "add", make_deck(tmp_path))
    saves = data_folder(user) / "subjects" / "k8s" / "saves"
    assert run("save", "path", "-s", "k8s").stdout == f"{saves / 'default.db'}\n"
    assert run("-s", "k8s", "check").stdout == "1 bank, 0 faults\n"
    assert "Kubernetes" in run("-s", "k8s", "banks").stdout
    assert str(saves) in run("doctor", "-s", "k8s").stdout
    near = run("play", "-s", "k8")
    assert near.returncode == 2
    assert "did you mean k8s?" in near.stderr


def test_subjects_share_no_answers_streaks_and_weak_spots(
    tmp_path: Path, run: Run
) -> None:
    run("subjects", "add", make_deck(tmp_path))
    run("-s", "k8s", "play", "--plain", lines=":0\n" * 12)
    rows = {row["name"]: row for row in json.loads(run("subjects", "--json").stdout)}
    assert (rows["k8s"]["weak"] > 0, rows["k8s"]["today"]["done"]) == (True, True)
    assert rows["k8s"]["streak_days"] == 1
    shipped = rows["ai-engineering"]
    assert (shipped["weak"], shipped["last_played"], shipped["streak_days"]) == (
        0,
        None,
        0,
    )


def test_a_home_has_subjects_of_its_own(tmp_path: Path, user: Path, run: Run) -> None:
    home = make_home(tmp_path / "home")
    run("--home", home, "new", "k8s")
    assert (home / "subjects/k8s/questions/k8s.yaml").exists()
    names = [
        row["name"]
        for row in json.loads(run("--home", home, "subjects", "--json").stdout)
    ]
    assert names == ["home", "k8s"]
    run("-s", "k8s", "play", WEAKSPOT_HOME=str(home), lines=":q\n")
    assert (home / "subjects/k8s/saves/default.db").exists()
    moved = home.rename(tmp_path / "elsewhere")
    assert run("--home", moved, "due", "-s", "k8s").returncode == 0
    assert not user.exists() or not (user / "data").exists()


# Banks of old


def test_banks_beside_the_shipped_ones_become_a_subject_with_their_history(
    user: Path, run: Run
) -> None:
    data = data_folder(user)
    write_bank(data, "20-rag.yaml", RAG)
    titles = {"roles": "Roles"}
    roles = make_bank("roles", titles, make_item("role-a", "roles"))
    write_bank(data, "10-roles.yaml", roles)
    with closing(Game.open(data)) as game:  # as it was: all of them in one save
        play_out(game, game.rounds.start(section="rag"))
    shutil.rmtree(data / "subjects", ignore_errors=True)
    told = run("banks")
    assert "1 bank of yours: the subject own now, `weakspot -s own`" in told.stderr
    assert "10-roles.yaml of yours replaces the shipped bank" in told.stderr
    assert "rag section" not in told.stdout
    (row,) = json.loads(run("banks", "-s", "own", "--json").stdout)
    assert (row["section"], row["origin"]) == ("rag", "user")
    run("-s", "own", "play", lines=":q\n")
    stats = json.loads(run("-s", "own", "stats", "--json").stdout)
    logged = query_save(data / "saves/default.db", "SELECT count(*) FROM attempt")
    assert logged == [(stats["attempts"],)]
    assert stats["attempts"] > 0


# In a game


def test_a_game_opens_another_subject_with_the_same_settings(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    settings = home / "settings.toml"
    deck = make_deck(tmp_path)
    settings.write_text(f'theme = "nord"\n[subjects]\nk8s = "{deck}"\n', "utf-8")
    clock = Clock()
    with closing(
        Game.open(home, clock=clock, settings=read_settings(settings))
    ) as game:
        assert [subject.title for subject in game.subjects()] == ["Home", "K8s"]
        view = game.view_subject(game.subjects()[1])
        assert (view.questions, view.topics, view.known, view.played) == (
            10,
            2,
            0,
            None,
        )
        with closing(game.open_subject("k8s")) as other:
            play_out(other, other.rounds.start())
            assert other.settings.theme == "nord"
            other.remember_subject()
        assert read_settings(settings).subject == "k8s"
        assert game.view_subject(game.subjects()[1]).done
        assert not game.progress.is_today_done()


def test_a_game_without_settings_has_the_subject_of_its_home(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    with closing(open_game(home)) as game:
        assert [subject.name for subject in game.subjects()] == ["home"]
        game.remember_subject()
    assert not (home / "settings.toml").exists()
    assert find_places(home).data == home


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("subjects = 5", "line 1: subjects is no table of names and folders."),
        ("[subjects]\n\n'A B' = 'x'", "line 3: no subject can be called A B"),
        ("[subjects]\nk8s = 5", "line 2: the folder of the subject k8s is expected"),
        ("subject = 5", "line 1: subject is 5"),
    ],
)
def test_a_wrong_entry_in_the_settings_is_told_by_line(
    tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    (told,) = read_settings(file).faults
    assert fault in told
