import json
import math
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quiz_home import (
    IDEAS,
    RAG,
    SECTION_KEYS,
    START,
    STATS_KEYS,
    WEAK_KEYS,
    change_question,
    child_environment,
    make_bank,
    make_home,
    make_item,
    open_game,
    play_out,
    query_save,
    run_process,
    run_python,
    run_unprivileged,
    run_weakspot,
    save_path,
    write_bank,
)
from terminal import run_on_terminal
from weakspot import clock
from weakspot.bank.checks import check_banks
from weakspot.cli import main
from weakspot.paths import shipped_banks

BANK_KEYS = {
    "file",
    "section",
    "title",
    "questions",
    "faults",
    "kinds",
    "levels",
    "topics",
    "origin",
}
CHECK_KEYS = {"file", "line", "column", "severity", "rule", "message", "hint"}


def invoke(home: Path, *args: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(
        main, ["--home", str(home), *args], catch_exceptions=False
    )


def read_json(home: Path, *args: str) -> object:
    """Return the JSON that a command prints; it has to succeed."""
    result = invoke(home, *args, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.fixture
def played_home(home: Path) -> Path:
    """The home after a day of play: all of it right, then one topic wrong."""
    with closing(open_game(home)) as game:
        play_out(game, game.rounds.start())
        play_out(game, game.rounds.start(topic="rlhf"), right=False)
    return home


@pytest.fixture
def broken_home(home: Path) -> Path:
    """The home with a fault in one bank: two right options in a choice."""
    options = [
        {"text": "a", "right": True},
        {"text": "b", "right": True},
        {"text": "c", "why": "no"},
    ]
    write_bank(home, "01-rag.yaml", change_question(RAG, "chunk-a", options=options))
    return home


# What is shown before any play


def test_an_empty_save_has_no_weak_spots_and_zeros(home: Path) -> None:
    assert read_json(home, "weak") == []
    assert read_json(home, "due") == {
        "again": 0, "repair": 0, "new": IDEAS, "keep": 0, "done": False,
    }  # fmt: skip
    stats = read_json(home, "stats")
    assert stats.keys() == STATS_KEYS
    zeros = ("attempts", "rounds", "questions_seen", "streak_days", "points", "seconds")
    assert [stats[name] for name in zeros] == [0] * 6
    assert (stats["right_share"], stats["kinds"]) == (None, {})
    unknown = {"answers": 0, "right_share": None}
    assert stats["calibration"] == {
        "answers": 0, "brier": None, "bins": [], "ece": None,
        "confidence": {"guess": unknown, "think": unknown, "sure": unknown},
    }  # fmt: skip
    assert [
        (section["seen"], section["questions"], section["mastery"])
        for section in stats["sections"]
    ] == [(0, 9, None), (0, 5, None)]
    assert {topic["state"] for topic in stats["topics"]} == {"untried"}
    assert not (home / "saves").exists()


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("weak", "No weak spots shown yet."),
        ("stats", "Nothing played yet."),
        ("due", f"{IDEAS} new"),
        ("banks", "~ The rag section        9 questions   3 topics  6 faults"),
    ],
)
def test_an_empty_save_is_described_in_lines(
    home: Path, command: str, line: str
) -> None:
    result = invoke(home, command)
    assert result.exit_code == 0
    assert result.output.startswith(line)


# What is shown after play


def test_weak_lists_what_is_weak_with_the_keys_of_the_contract(
    played_home: Path,
) -> None:
    rows = read_json(played_home, "weak")
    assert all(tuple(row) == (*WEAK_KEYS, "attempts") for row in rows)
    row = rows[0]
    assert (row["section"], row["topic"], row["title"], row["state"]) == (
        "tuning",
        "rlhf",
        "RLHF",
        "weak",
    )
    assert 0 <= row["low"] <= row["mastery"] <= row["high"] <= 1
    assert row["p_weak"] > 0.6
    assert row["misses"] == 2
    assert row["needs"] == "right on 2 more questions, on 2 days"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["last_seen"])


def test_weak_lists_the_answers_that_say_so_the_newest_first(played_home: Path) -> None:
    attempts = read_json(played_home, "weak")[0]["attempts"]
    assert [attempt["right"] for attempt in attempts] == [False, False, True, True]
    assert [attempt["at"] for attempt in attempts] == sorted(
        (attempt["at"] for attempt in attempts), reverse=True
    )
    newest = attempts[0]
    assert newest["score"] == 0
    assert newest["question"].startswith("tuning/")
    assert newest["given"] == "False"
    lines = invoke(played_home, "weak").output.splitlines()
    at = next(at for at, line in enumerate(lines) if "◆ RLHF" in line)
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [
        f"✗ 2 Nov: {attempt['prompt']}" for attempt in attempts[:2]
    ]
    assert len(lines) == at + 3


def test_due_says_what_the_round_asks_and_that_it_is_done(
    played_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = read_json(played_home, "due")
    assert (due["again"], due["new"], due.pop("done")) == (1, 0, False)
    assert sum(due.values()) == IDEAS
    monkeypatch.setattr(clock, "utc_now", lambda: START)
    assert read_json(played_home, "due")["done"]
    assert invoke(played_home, "due").output == "done\n"


def test_stats_count_what_was_played(played_home: Path) -> None:
    stats = read_json(played_home, "stats")
    assert stats.keys() == STATS_KEYS
    assert (stats["attempts"], stats["rounds"], stats["points"]) == (
        IDEAS + 2,
        2,
        10 * IDEAS,
    )
    assert all(section.keys() == SECTION_KEYS for section in stats["sections"])
    assert all(tuple(topic) == WEAK_KEYS for topic in stats["topics"])
    assert len(stats["topics"]) == 5
    assert 0 < stats["right_share"] < 1
    assert set(stats["kinds"]) == {"choice", "multi", "truefalse"}
    assert [set(day) for day in stats["forecast"]] == [{"day", "due"}] * 14
    assert sum(day["due"] for day in stats["forecast"]) > 0
    assert stats["exam_forecast"] is None  # after 11 answers
    calibration = stats["calibration"]
    assert (
        calibration["answers"]
        == sum(group["answers"] for group in calibration["bins"])
        == IDEAS + 2
    )
    assert 0 < calibration["brier"] < 1
    assert {*calibration["bins"][0]} == {"from", "to", "answers", "predicted", "score"}


@pytest.mark.parametrize(
    ("command", "pattern"),
    [
        (
            "weak",
            (
                r"^Weak until right on 2 more questions, on 2 days\n◆ RLHF .* 2 of "
                r"4 right, "
            ),
        ),
        ("stats", r"^11 answers, \d+ % right · 2 rounds"),
        ("due", r"^1 comes back · 8 to keep\n$"),
    ],
)
def test_progress_is_described_in_lines(
    played_home: Path, command: str, pattern: str
) -> None:
    result = invoke(played_home, command)
    assert result.exit_code == 0
    assert re.search(pattern, result.output, re.MULTILINE)


# Banks and check


def test_banks_lists_each_with_the_keys_of_the_contract(home: Path) -> None:
    rows = read_json(home, "banks")
    assert all(row.keys() == BANK_KEYS for row in rows)
    row = rows[0]
    assert (row["file"], row["section"], row["title"]) == (
        "01-rag.yaml",
        "rag",
        "The rag section",
    )
    assert (row["questions"], row["origin"]) == (9, "user")
    assert [*row["kinds"].items()] == [("choice", 6), ("multi", 1), ("truefalse", 2)]
    assert row["levels"] == {"2": 8, "3": 1}
    assert row["topics"] == {"chunking": 5, "ranking": 2, "evals": 2}


def test_banks_lists_a_broken_one_too(broken_home: Path) -> None:
    row = read_json(broken_home, "banks")[0]
    assert (row["file"], row["section"], row["questions"]) == ("01-rag.yaml", None, 0)
    assert row["faults"] >= 1
    output = invoke(broken_home, "banks").output
    assert re.search(r"^✗ 01-rag.yaml .* 1 error$", output, re.MULTILINE)
    assert "`weakspot check` names what is wrong, and where." in output


def test_the_command_that_names_the_faults_is_shown_only_where_there_are_some(
    home: Path,
) -> None:
    write_bank(home, "03-sound.yaml", make_bank("sound", {"topic": "A topic"}))
    output = invoke(home, "banks").output
    assert [line[0] for line in output.splitlines()[:3]] == ["~", "~", "✓"]
    assert "`weakspot check`" in output
    for name in ("01-rag.yaml", "02-tuning.yaml"):
        (home / "questions" / name).unlink()
    output = invoke(home, "banks").output
    assert output.splitlines()[0].endswith("  sound")
    assert "`weakspot check`" not in output


def test_the_list_of_banks_counts_the_findings_of_check(home: Path) -> None:
    value = make_bank(
        "third", {"topic": "A topic"}, make_item("a", "topic", prompt="What is it?")
    )
    path = write_bank(home, "03-third.yaml", value)
    text = path.read_text(encoding="utf-8").replace(
        "prompt: What is it?", "prompt: What is it of #1?"
    )
    path.write_text(text, encoding="utf-8")
    rules = [fault.rule for fault in check_banks([path], strict=False)]
    assert "cut-text" in rules
    row = next(row for row in read_json(home, "banks") if row["file"] == path.name)
    assert row["faults"] == len(rules)


def test_a_bank_that_another_replaces_is_mentioned_and_not_listed(
    tmp_path: Path,
) -> None:
    mine = write_bank(
        tmp_path / "weakspot", "20-roles.yaml", make_bank("roles", {"topic": "A topic"})
    )
    result = run_weakspot("banks", "--json", XDG_DATA_HOME=str(tmp_path))
    rows = [row for row in json.loads(result.stdout) if row["section"] == "roles"]
    assert [(row["file"], row["origin"]) for row in rows] == [("20-roles.yaml", "user")]
    assert (
        result.stderr == f"weakspot: {mine.name} of yours replaces the shipped bank\n"
    )


def test_a_second_bank_of_a_section_is_a_finding_and_not_counted(home: Path) -> None:
    write_bank(home, "03-rag.yaml", RAG)
    second = read_json(home, "banks")[0]
    assert (second["file"], second["section"], second["title"]) == (
        "03-rag.yaml",
        None,
        None,
    )
    assert (second["questions"], second["faults"], second["origin"]) == (0, 1, "user")
    assert "14 questions in all: " in invoke(home, "banks").output


def test_banks_are_summed_up_by_kind_in_eighty_columns(home: Path) -> None:
    long = make_bank("long", {"topic": "A topic"}, make_item("a", "topic")) | {
        "title": "A title " * 12
    }
    write_bank(home, "03-long.yaml", long)
    output = invoke(home, "banks").output
    whole = " ".join(output.split())
    assert (
        "15 questions in all: 10 one right, 3 true or false, 2 several right" in whole
    )
    assert "  1 question    1 topic   " in output
    assert max(map(len, output.splitlines())) <= 80


def test_our_own_banks_are_sound() -> None:
    result = run_process("check", shipped_banks())
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["12 banks, 0 faults"]


def test_check_names_file_line_and_column_and_exits_1(broken_home: Path) -> None:
    path = broken_home / "questions" / "01-rag.yaml"
    line = next(
        n
        for n, text in enumerate(path.read_text().splitlines(), 1)
        if "options:" in text
    )
    result = run_weakspot("check", path)
    assert result.returncode == 1
    assert re.search(
        rf"^{re.escape(str(path))}:{line + 1}:\d+: 2 options are right",
        result.stdout,
        re.MULTILINE,
    )
    assert re.search(r"^1 bank, \d+ faults?$", result.stdout, re.MULTILINE)
    assert result.stderr == ""


def test_check_as_json_has_the_keys_of_the_contract(broken_home: Path) -> None:
    result = invoke(broken_home, "check", "--json")
    assert result.exit_code == 1
    rows = json.loads(result.stdout)
    assert all(row.keys() == CHECK_KEYS for row in rows)
    (row,) = [row for row in rows if row["rule"] == "key-count"]
    assert row["severity"] == "error"
    assert row["file"].endswith("01-rag.yaml")
    assert min(row["line"], row["column"]) >= 1


def test_check_lists_stale_questions_on_request(tmp_path: Path) -> None:
    text = (shipped_banks() / "README.md").read_text(encoding="utf-8")
    head, first = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[
        :2
    ]
    path = tmp_path / "01-retrieval.yaml"
    path.write_text(head + first + "    as_of: 1999-12\n", encoding="utf-8")
    assert run_weakspot("check", path).returncode == 0
    result = run_weakspot("check", path, "--stale", "365", "--json")
    assert result.returncode == 1
    assert [(row["rule"], row["severity"]) for row in json.loads(result.stdout)] == [
        ("stale", "warning")
    ]
    assert run_weakspot("check", path, "--stale", "-1").returncode == 2


@pytest.mark.parametrize("args", [(), ("questions",), ("questions/02-tuning.yaml",)])
def test_check_takes_the_homes_banks_folders_and_files(
    home: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    result = invoke(home, "check", *args)
    assert f"{1 if args and 'yaml' in args[0] else 2} bank" in result.output


def test_check_of_a_missing_path_says_so(home: Path) -> None:
    result = run_weakspot("check", home / "no.yaml")
    assert (result.returncode, result.stdout) == (1, "")
    assert (
        result.stderr
        == f"weakspot: {home}/no.yaml is not there; name a bank or a folder of banks\n"
    )


def test_check_says_of_a_link_that_leads_nowhere_what_it_says_in_its_folder(
    home: Path,
) -> None:
    link = home / "questions" / "03-gone.yaml"
    link.symlink_to("nowhere")
    alone, among = (
        run_weakspot("check", path).stdout.splitlines() for path in (link, link.parent)
    )
    assert alone[0] in among
    assert alone[0].startswith(
        f"{link}:1:1: cannot be read: No such file or directory ("
    )


def test_a_folder_without_banks_is_refused_by_check_and_listed_as_such(
    tmp_path: Path,
) -> None:
    (tmp_path / "questions").mkdir()
    message = read_refusal(1, "check", tmp_path / "questions")
    assert "has no banks; name a bank or a folder of banks" in message
    assert invoke(tmp_path, "banks").output == "No banks.\n"


# The save


def test_save_path_is_where_the_save_would_be(home: Path) -> None:
    assert invoke(home, "save", "path").output == f"{home}/saves/default.db\n"
    assert (
        invoke(home, "save", "path", "--player", "ann").output
        == f"{home}/saves/ann.db\n"
    )
    assert not (home / "saves").exists()


def test_save_verify_finds_what_the_log_does_not_say_and_rebuild_mends_it(
    played_home: Path,
) -> None:
    with closing(sqlite3.connect(save_path(played_home))) as db, db:
        db.execute("UPDATE node SET mean = 9 WHERE key = 'rag'")
    verified = invoke(played_home, "save", "verify")
    assert verified.exit_code == 1
    assert "node rag" in verified.output
    mended = invoke(played_home, "save", "rebuild")
    assert mended.exit_code == 0
    assert "was derived again from its log" in mended.output
    assert (
        invoke(played_home, "save", "verify").output
        == f"{save_path(played_home)} is sound\n"
    )


@pytest.mark.parametrize("command", ["verify", "rebuild"])
def test_without_a_save_the_save_commands_say_that_there_is_none(
    home: Path, command: str
) -> None:
    result = run_weakspot("--home", home, "save", command)
    assert result.returncode == (1 if command == "rebuild" else 0)
    assert "default.db" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert not (home / "saves").exists()


@pytest.mark.parametrize(
    "args", [["--plain"], ["--plain", "play"], ["play", "--plain"]]
)
def test_lines_of_text_can_be_asked_for_on_a_terminal(
    home: Path, args: list[str]
) -> None:
    with run_on_terminal(home, *args) as process:
        assert b"\x1b[?1049h" not in process.read_until(b"Today / ")


# Homes and players


def test_the_player_in_the_settings_plays_if_none_is_named(home: Path) -> None:
    (home / "settings.toml").write_text('player = "ann"\n')
    assert invoke(home, "save", "path").output == f"{home}/saves/ann.db\n"
    assert (
        invoke(home, "save", "path", "--player", "bob").output
        == f"{home}/saves/bob.db\n"
    )
    result = run_weakspot(
        "--home", home, "play", "--plain", "--questions", 1, lines="0\n\n"
    )
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (home / "saves").glob("*.db")] == ["ann.db"]


@pytest.mark.parametrize("command", ["weak", "due"])
def test_a_named_player_without_a_save_is_mentioned_on_stderr(
    played_home: Path, command: str
) -> None:
    result = run_weakspot(command, "--home", played_home, "--player", "bob")
    assert (result.returncode, result.stderr) == (
        0,
        "weakspot: there is no save of bob yet\n",
    )
    assert (
        run_weakspot(command, "--home", played_home, "--player", "default").stderr == ""
    )
    (played_home / "settings.toml").write_text(
        'player = "bob"\n'
    )  # until the first answer this says nothing
    assert run_weakspot(command, "--home", played_home).stderr == ""


@pytest.mark.parametrize("command", ["weak", "stats --json"])
def test_a_broken_bank_is_mentioned_on_stderr_beside_the_output(
    broken_home: Path, command: str
) -> None:
    result = run_weakspot(*command.split(), "--home", broken_home)
    assert result.returncode == 0
    assert result.stdout
    assert result.stderr.startswith(
        f"weakspot: a bank cannot be read: {broken_home}/questions/01-rag.yaml:"
    )


@pytest.mark.parametrize("command", ["weak", "banks", "check"])
def test_a_missing_home_is_mentioned_on_stderr_beside_the_output(
    tmp_path: Path, command: str
) -> None:
    result = run_weakspot(command, "--home", tmp_path / "typo")
    assert (result.returncode, result.stderr) == (
        0,
        f"weakspot: there is no folder {tmp_path}/typo yet\n",
    )
    assert result.stdout
    assert not run_weakspot(command, "--home", tmp_path).stderr


def test_a_bad_player_in_the_settings_is_reported_before_another_save_is_touched(
    home: Path,
) -> None:
    (home / "settings.toml").write_text('player = "Ann B"\n')
    result = run_weakspot("save", "path", "--home", home)
    assert result.stdout == f"{home}/saves/default.db\n"
    assert result.stderr.startswith(
        'weakspot: settings.toml, line 1: player is "Ann B"; '
    )
    assert run_weakspot("save", "path", "--home", home, "--player", "ann").stderr == ""


@pytest.mark.parametrize("command", ["weak --json", "due --json"])
def test_settings_that_cannot_be_read_are_mentioned_on_stderr_beside_the_output(
    home: Path, command: str
) -> None:
    (home / "settings.toml").write_text("player = ann\n")
    result = run_weakspot(*command.split(), "--home", home)
    assert result.returncode == 0
    assert json.loads(result.stdout) is not None
    assert result.stderr.startswith("weakspot: settings.toml, line 1: ")
    assert (
        run_weakspot(*command.split(), "--home", home, "--player", "default").stderr
        == ""
    )


@pytest.mark.parametrize(
    "args", [("play", "--plain", "--questions", 1), ("stats",), ("doctor",)]
)
def test_the_marks_setting_holds_in_line_mode_too(
    home: Path, args: tuple[object, ...]
) -> None:
    run_weakspot("--home", home, "play", "--plain", "--questions", 1, lines="0\n\n")
    assert not run_weakspot("--home", home, *args, lines="0\n\n").stdout.isascii()
    (home / "settings.toml").write_text('marks = "ascii"\n')
    assert run_weakspot("--home", home, *args, lines="0\n\n").stdout.isascii()


def test_a_home_and_a_player_are_named_before_or_after_the_command(
    home: Path, tmp_path: Path
) -> None:
    other = make_home(tmp_path / "other")
    run = CliRunner().invoke
    expected = f"{other}/saves/ann.db\n"
    for args in (
        ["--home", str(other), "--player", "ann", "save", "path"],
        ["save", "path", "--home", str(other), "--player", "ann"],
        [
            "--home",
            str(home),
            "--player",
            "bob",
            "save",
            "path",
            "--home",
            str(other),
            "--player",
            "ann",
        ],
        ["--player", "ann", "save", "path", "--home", str(other)],
        ["save", "--home", str(other), "--player", "ann", "path"],
    ):
        assert run(main, args).output == expected


def test_a_home_is_taken_from_the_environment_unless_one_is_named(
    home: Path, tmp_path: Path
) -> None:
    other = make_home(tmp_path / "other")
    by_variable = run_weakspot("save", "path", WEAKSPOT_HOME=str(other))
    assert by_variable.stdout == f"{other}/saves/default.db\n"
    named = run_weakspot("save", "path", "--home", home, WEAKSPOT_HOME=str(other))
    assert named.stdout == f"{home}/saves/default.db\n"


def find_commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Yield the words that name each command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from find_commands(command, *before, name)


@pytest.mark.parametrize("words", list(find_commands(main)), ids=" ".join)
def test_every_command_has_help_with_examples_of_itself(words: tuple[str, ...]) -> None:
    output = CliRunner().invoke(main, [*words, "--help"]).output
    assert CliRunner().invoke(main, [*words, "-h"]).output == output
    assert f"weakspot {' '.join(words)}" in output.partition("Examples:")[2]
    assert max(map(len, output.splitlines())) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_the_script_that_completes_commands(shell: str) -> None:
    page = (Path(__file__).parents[1] / "docs" / "shells.md").read_text(
        encoding="utf-8"
    )
    assert f"`weakspot completion {shell} > " in page
    result = run_process("completion", shell)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"_WEAKSPOT_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("st", "stats"),
        ("play --mode w", "weak"),
        ("play --section t", "tuning"),
        ("play --topic r", "ranking rlhf"),
        ("play --section 2 --topic r", "rlhf"),
        ("play --topic rag/", ""),
        ("weak --player a", "ann"),
        ("help sa", "save"),
        ("help save me", "merge"),
        ("completion ", "bash zsh fish"),
    ],
)
def test_what_a_command_takes_is_completed(
    home: Path, typed: str, completed: str
) -> None:
    (home / "settings.toml").write_text('player = "ann"\n')
    *before, last = typed.split(" ")
    words = f"weakspot --home {home} {' '.join([*before, last])}"
    result = run_process(
        _WEAKSPOT_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(3 + len(before)),
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.split() == [f"plain,{name}" for name in completed.split()]


def test_a_topic_of_two_sections_is_completed_with_its_section(home: Path) -> None:
    bank = make_bank("third", {"lora": "LoRA again"}, make_item("a", "lora"))
    write_bank(home, "03-third.yaml", bank)
    result = run_process(
        _WEAKSPOT_COMPLETE="bash_complete",
        COMP_WORDS=f"weakspot --home {home} play --topic t",
        COMP_CWORD="5",
    )
    assert result.stdout.split() == ["plain,tuning/lora", "plain,third/lora"]


def test_completion_of_a_home_that_cannot_be_read_is_silent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for option in ("--section", "--topic", "--player"):
        result = run_process(
            _WEAKSPOT_COMPLETE="bash_complete",
            COMP_WORDS=f"weakspot --home {tmp_path}/file play {option} a",
            COMP_CWORD="5",
        )
        assert (result.returncode, result.stdout.strip(), result.stderr) == (0, "", "")


def test_bash_completes_by_its_script(home: Path, tmp_path: Path) -> None:
    program = tmp_path / "weakspot"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m weakspot "$@"\n')
    program.chmod(0o700)
    script = """
eval "$(weakspot completion bash)"
COMP_WORDS=(weakspot play --mode w) COMP_CWORD=3
_weakspot_completion weakspot
echo "${COMPREPLY[@]}"
complete -p weakspot
"""
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        env=child_environment(PATH=path, WEAKSPOT_HOME=str(home)),
        timeout=30,
    )
    completed, registered = result.stdout.splitlines()
    assert (completed, result.stderr) == ("weak", "")
    assert registered == "complete -o nosort -F _weakspot_completion weakspot"


@pytest.mark.parametrize("words", [("completion", "tcsh"), ("completion",)])
def test_an_unknown_shell_is_refused_with_those_there_are(
    words: tuple[str, ...],
) -> None:
    assert read_refusal(2, *words).endswith("; type: weakspot completion bash|zsh|fish")


@pytest.mark.parametrize("words", [(), ("play",), ("save",), ("save", "merge")])
def test_help_is_a_command_too(words: tuple[str, ...]) -> None:
    by_command = run_process("help", *words)
    by_option = run_process(*words, "--help")
    assert by_command.returncode == 0
    assert by_command.stdout == by_option.stdout


def test_help_for_an_unknown_command_says_where_they_are_listed() -> None:
    for words in (("nope",), ("save", "nope"), ("play", "nope")):
        message = read_refusal(2, "help", *words)
        assert message == (
            f"weakspot: no command {' '.join(words)}; `weakspot help` lists them"
        )


def test_help_and_version_are_printed() -> None:
    assert "weakspot play --section" in CliRunner().invoke(main, ["--help"]).output
    assert re.fullmatch(
        r"\d+\.\d+\.\d+\n", CliRunner().invoke(main, ["--version"]).output
    )


# Playing, by real processes


def test_play_starts_todays_round_at_once_and_goes_on_with_it(home: Path) -> None:
    with run_on_terminal(home, "play") as process:
        process.read_until(f"1 of {IDEAS}".encode())
        process.type(b"0")
        process.read_until(b"Not known yet")
        process.type(b"\x11")
        process.read_until(None)
        assert process.child.wait(20) == 0
    with run_on_terminal(home, "play") as process:
        process.read_until(b"Not known yet")
    lines = run_process("play", "--plain", "--home", home).stdout
    assert f"Going on with Today, question 1 of {IDEAS}." in lines


def test_the_first_screen_is_shown_by_the_program_alone(home: Path) -> None:
    with run_on_terminal(home) as process:
        assert b"Today" in process.read_until(b"Weak spots")


def test_play_says_why_there_is_no_round(home: Path) -> None:
    with closing(open_game(home)) as game:
        for key in game.library.catalog.questions:
            game.library.cycle_mute(key)
    with run_on_terminal(home, "play") as process:
        assert b"weakspot: there is no question to ask" in process.read_until(None)
        assert process.child.wait(20) == 1


def test_without_a_terminal_the_game_plays_in_lines_and_ends_with_its_input(
    home: Path,
) -> None:
    result = run_process("--home", home, lines="0\n0\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert len(re.findall(r"^✗ Not known yet$", result.stdout, re.MULTILINE)) == 2
    assert result.stdout.endswith("Kept. `weakspot` goes on here.\n")
    assert "\x1b" not in result.stdout
    assert (
        json.loads(run_weakspot("--home", home, "stats", "--json").stdout)["attempts"]
        == 2
    )
    assert f"3 of {IDEAS}" in run_weakspot("--home", home, "play").stdout


def test_with_stderr_redirected_it_plays_in_lines_because_the_screen_is_drawn_there(
    home: Path,
) -> None:
    shunted = """
import os, runpy
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
runpy.run_module("weakspot", run_name="__main__")
"""
    with run_on_terminal(home, program=["-c", shunted]) as process:
        process.type(b"0\r")
        assert b"\x1b[?1049h" not in process.read_until(b"Not known yet")
    with run_on_terminal(home, "doctor", program=["-c", shunted]) as process:
        assert b"lines of text" in process.read_until(None)


def test_play_takes_topic_section_length_and_seed(home: Path) -> None:
    output = run_weakspot("--home", home, "play", "--topic", "lora").stdout
    assert "The tuning section / LoRA · 1 of 2" in output
    assert (
        "1 of 3"
        in run_weakspot(
            "play", "--home", home, "--section", "rag", "--questions", "3"
        ).stdout
    )
    rounds = []
    for name in "ab":
        wish = ("play", "--player", name, "--seed", 5, "--home", home, "--questions", 3)
        rounds.append(
            run_weakspot(*wish, lines="0\n0\ns\nr\n0\ns\n").stdout
        )  # and one more round
    assert rounds[0] == rounds[1]


def test_output_without_unicode_is_still_readable(home: Path) -> None:
    result = run_process(
        "--home", home, lines="0\n", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert result.returncode == 0
    assert re.search(r"^x Not known yet$", result.stdout, re.MULTILINE)


def test_p21_bytes_that_are_not_utf8_are_no_answer(home: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "weakspot", "--home", str(home)],
        input=b"\xff\xfe\x1b\n0\n",
        capture_output=True,
        env=child_environment(PYTHONUTF8="0", PYTHONIOENCODING="utf-8:strict"),
        timeout=30,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"is no command here" in result.stdout
    assert b"\x1b" not in result.stdout
    assert "✗ Not known yet".encode() in result.stdout


def test_an_input_that_is_closed_ends_the_game_at_once(home: Path) -> None:
    command = f'exec "{sys.executable}" -m weakspot --home "$0" play <&-'
    result = subprocess.run(
        ["sh", "-c", command, str(home)],
        capture_output=True,
        text=True,
        env=child_environment(),
        timeout=30,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert f"1 of {IDEAS}" in result.stdout


@pytest.fixture
def child(home: Path) -> Iterator[subprocess.Popen[str]]:
    """The game in a child process with pipes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "weakspot", "--home", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=child_environment(),
    )
    with process:
        yield process
        process.kill()


def send_answer(process: subprocess.Popen[str], line: str = "0") -> str:
    """Send a line and return the next verdict line."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    for printed in process.stdout:
        if printed[0] in "✓✗~":
            return printed
    raise AssertionError("no verdict")


def test_p01_an_acknowledged_answer_survives_kill_9(
    home: Path, child: subprocess.Popen[str]
) -> None:
    answers = 3
    for _ in range(answers):
        assert send_answer(child) == "✗ Not known yet\n"
    child.kill()
    child.wait()
    assert (
        json.loads(run_weakspot("--home", home, "stats", "--json").stdout)["attempts"]
        == answers
    )
    asked = [
        key
        for (key,) in query_save(
            save_path(home), "SELECT question FROM attempt ORDER BY id"
        )
    ]
    result = run_weakspot("--home", home, lines="0\n")
    assert result.returncode == 0
    assert f"{answers + 1} of {IDEAS}" in result.stdout
    every = [
        key
        for (key,) in query_save(
            save_path(home), "SELECT question FROM attempt ORDER BY id"
        )
    ]
    assert every[:-1] == asked
    assert len(set(every)) == answers + 1
    assert run_weakspot("--home", home, "save", "verify").returncode == 0


def send_line(process: subprocess.Popen[str], end: str, line: str = "") -> str:
    """Send a line, unless it is empty; returns the output up to and including `end`."""
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    text = ""
    while not text.endswith(end):
        text += process.stdout.read(1) or pytest.fail(f"ended: {text}")
    return text


def test_p01_an_exam_killed_halfway_ends_with_the_same_answers_and_clock(
    home: Path,
) -> None:
    wish = ("--home", home, "play", "--mode", "exam", "--plain")
    with subprocess.Popen(
        [sys.executable, "-m", "weakspot", *map(str, wish)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=child_environment(),
    ) as sitting:
        send_line(sitting, "\n> ")
        for _ in range(3):
            send_line(sitting, "\n> ", "0")
        sitting.kill()
    stored = json.loads(
        query_save(save_path(home), "SELECT session FROM round WHERE mode = 'exam'")[0][
            0
        ]
    )
    unknown = [sheet.get("unknown", False) for sheet in stored["session"]["sheets"]]
    assert unknown == [True] * 3 + [False] * (IDEAS - 3)
    result = run_weakspot(*wish, lines="0\n:v\n\n\n")
    assert f"Going on with Exam, question 4 of {IDEAS}." in result.stdout
    clock = re.search(r"question 4 of \d+ · (\d+):(\d+) left", result.stdout)
    assert clock is not None
    seconds_left = 60 * int(clock[1]) + int(clock[2])
    assert math.ceil(stored["session"]["seconds_left"]) == seconds_left
    assert f"0 of {IDEAS} right, 4 missed, {IDEAS - 4} left open" in result.stdout
    assert "By section" in result.stdout
    asked = [
        key
        for (key,) in query_save(
            save_path(home), "SELECT question FROM attempt ORDER BY id"
        )
    ]
    assert asked == [slot["question"] for slot in stored["session"]["slots"][:4]]
    assert run_weakspot("--home", home, "save", "verify").returncode == 0


INTERRUPTED = """
import signal, sys
from weakspot.cli import run
signal.signal(signal.SIGINT, signal.default_int_handler)
def look(event, args):
    if event == "open" and str(args[0]).endswith("01-rag.yaml"):
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(look)
run()
"""
"""Ctrl+C at the moment when a bank is opened."""


@pytest.mark.parametrize("command", ["check", "banks", "doctor"])
def test_p03_ctrl_c_ends_a_command_without_faults(home: Path, command: str) -> None:
    result = run_python("-c", INTERRUPTED, command, "--home", home)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


AT_A_QUESTION = INTERRUPTED.replace(
    'event == "open" and str(args[0]).endswith("01-rag.yaml")',
    'event == "builtins.input"',
)
"""Ctrl+C at the moment when something is asked."""


def test_p03_ctrl_c_at_a_question_changes_nothing_and_shows_only_in_the_exit_code(
    played_home: Path,
) -> None:
    result = run_python(
        "-c", AT_A_QUESTION, "save", "erase", "--home", played_home, lines="0\n"
    )
    assert (result.returncode, result.stderr) == (130, "\n")
    assert save_path(played_home).exists()


def test_an_input_that_ends_at_a_question_is_no_answer(played_home: Path) -> None:
    result = run_weakspot("save", "erase", "--home", played_home)
    assert result.returncode == 1
    assert (
        result.stderr.strip()
        == "weakspot: the input ended before the answer; nothing was done"
    )
    assert save_path(played_home).exists()


LOADING = """
import signal, sys
from weakspot.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
def look(event, args):
    if event == "import" and args[0] == "click":
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(look)
main()
"""
"""Ctrl+C while the program is loaded."""


def test_p03_ctrl_c_while_the_program_loads_shows_only_in_the_exit_code(
    home: Path,
) -> None:
    result = run_python("-c", LOADING, "due", "--home", home)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_p03_a_signal_ends_the_game_as_a_shell_expects(
    home: Path, child: subprocess.Popen[str], number: signal.Signals
) -> None:
    send_answer(child)
    child.send_signal(number)
    _, errors = child.communicate(timeout=20)
    assert (child.returncode, errors) == (128 + number, "")
    assert f"2 of {IDEAS}" in run_weakspot("--home", home).stdout


@pytest.mark.parametrize("command", ["play", "stats", "check", "save export"])
def test_p03_a_broken_pipe_is_silent(played_home: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    args = [
        sys.executable,
        "-m",
        "weakspot",
        *command.split(),
        "--home",
        str(played_home),
    ]
    result = subprocess.run(
        args,
        input=b"0\n" * 5,
        stdout=writer,
        stderr=subprocess.PIPE,
        env=child_environment(),
        timeout=30,
    )
    os.close(writer)
    assert result.stderr == b""
    assert run_weakspot("--home", played_home, "save", "verify").returncode == 0


def test_an_output_that_cannot_be_written_is_reported(home: Path) -> None:
    args = [sys.executable, "-m", "weakspot", "due", "--home", str(home)]
    with Path(os.devnull).open() as closed:
        result = subprocess.run(
            args,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            env=child_environment(),
            timeout=30,
        )
    message = "weakspot: reading or writing failed: Bad file descriptor\n"
    assert (result.returncode, result.stderr) == (1, message)


# Errors are one clear sentence


def read_refusal(code: int, *args: object, **changes: str) -> str:
    """Run a command that is refused; returns its one line on stderr."""
    result = run_weakspot(*args, lines="0\n", **changes)
    assert result.returncode == code
    assert result.stdout == ""
    (line, *listed) = result.stderr.splitlines()
    assert line.startswith("weakspot: ")
    assert all(more.startswith("  ") for more in listed)
    assert "\x1b" not in result.stderr
    return "\n".join([line, *listed])


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        (("--section", "rga"), "did you mean rag? Type: weakspot play --section rag"),
        (("--mode", "week"), "weak"),
        (("--player", "../ann"), "no player can be called '../ann'"),
        (("--player", "a\x1b[31m"), "<U+001B>"),
    ],
)
def test_an_unknown_name_is_refused_with_known_ones(
    home: Path, wish: tuple[str, ...], named: str
) -> None:
    assert named in read_refusal(2, "play", "--home", home, *wish)


@pytest.mark.parametrize("option", ["--home", "--player"])
def test_a_name_left_empty_by_a_script_is_refused(home: Path, option: str) -> None:
    wish = ["--home", str(home), "save", "erase", "--yes", option, ""]
    assert f"invalid value for '{option}': it is empty; " in read_refusal(2, *wish)


def test_an_unknown_section_is_refused_with_the_numbers_and_titles_there_are(
    home: Path,
) -> None:
    assert read_refusal(2, "play", "--home", home, "--section", "zzz").splitlines() == [
        "weakspot: no section zzz; name one of these sections, by its name or number",
        "   1  The rag section",
        "   2  The tuning section",
    ]


def test_an_unknown_topic_is_refused_with_the_topics_there_are(home: Path) -> None:
    wish = ("play", "--home", home, "--topic", "zzz")
    assert read_refusal(2, *wish, "--section", "2").splitlines() == [
        "weakspot: no topic zzz; name one of these topics",
        "   2  The tuning section",
        "      lora: LoRA",
        "      rlhf: RLHF",
    ]
    assert len(read_refusal(2, *wish).splitlines()) == 8
    near = read_refusal(2, "play", "--home", home, "--topic", "rlfh")
    assert near == (
        "weakspot: no topic rlfh; did you mean rlhf? Type: weakspot play --topic rlhf"
    )


@pytest.mark.parametrize(
    "wish",
    [
        ("--questions", "0"),
        ("--minutes", "x"),
        ("--minutes", "nan"),
        ("--questions", "3", "--minutes", "3"),
        ("--no",),
    ],
)
def test_wrong_arguments_exit_2(home: Path, wish: tuple[str, ...]) -> None:
    message = read_refusal(2, "--home", home, "play", *wish)
    assert re.fullmatch(r"weakspot: [^;]*; [^;]*", message)
    assert not (home / "saves").exists()


@pytest.mark.parametrize("command", ["weak", "play"])
def test_a_home_that_is_a_file_is_refused(tmp_path: Path, command: str) -> None:
    file = tmp_path / "file"
    file.write_text("")
    message = read_refusal(1, command, "--home", file)
    assert "cannot be entered: Not a directory; make it a folder that" in message


@pytest.mark.parametrize("command", ["weak", "play"])
def test_a_home_without_banks_is_refused(tmp_path: Path, command: str) -> None:
    (tmp_path / "questions").mkdir()
    assert "no banks found" in read_refusal(1, command, "--home", tmp_path)


@pytest.mark.parametrize("command", ["play", "check", "banks"])
def test_a_folder_of_banks_that_cannot_be_read_is_reported(
    home: Path, command: str
) -> None:
    folder = home / "questions"
    folder.chmod(0)
    result = run_unprivileged(command, "--home", home)
    folder.chmod(0o700)
    assert result.returncode == 1
    assert f"{folder} cannot be read: Permission denied" in result.stderr


@pytest.mark.parametrize("command", ["play", "banks", "doctor", "check"])
def test_a_file_in_place_of_the_folder_of_banks_is_reported(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "questions").write_text("not a folder")
    result = run_weakspot(command, "--home", tmp_path)
    assert result.returncode == 1
    said = " ".join((result.stdout + result.stderr).split())
    assert f"{tmp_path}/questions" in said
    assert (
        command == "check" or "put the banks into a folder of that name" in said.lower()
    )


def test_own_banks_that_cannot_be_read_are_reported_before_play(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "weakspot" / "questions"
    write_bank(folder.parent, "07-rag.yaml", RAG)
    folder.chmod(0)
    result = run_unprivileged("play", "--unsaved", XDG_DATA_HOME=str(tmp_path / "data"))
    folder.chmod(0o700)
    assert result.returncode == 0
    assert "cannot be read: Permission denied; make it readable" in " ".join(
        result.stdout.split()
    )


def test_a_bank_that_cannot_be_read_is_one_finding_among_others(home: Path) -> None:
    first, second = (
        home / "questions" / "01-rag.yaml",
        home / "questions" / "02-tuning.yaml",
    )
    first.chmod(0)
    result = run_unprivileged("check", first, second)
    first.chmod(0o600)
    assert (result.returncode, result.stderr) == (1, "")
    message = "cannot be read: Permission denied (make it a file that can be read)\n"
    assert f"{first}:1:1: {message}" in result.stdout
    assert f"{second}:" in result.stdout


@pytest.mark.parametrize(
    ("command", "file", "why"),
    [
        (
            "export",
            "closed/log",
            "/closed cannot be written: Permission denied; give yourself access",
        ),
        (
            "backup",
            "closed/log",
            "made in {}/closed: Permission denied; give yourself access",
        ),
        (
            "export",
            "a file/log",
            "there is no folder {}/a file; make it first, or name another",
        ),
        (
            "import",
            "nowhere",
            (
                "/nowhere cannot be read: No such file or directory; name a file "
                "that is there"
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_with_what_to_do(
    played_home: Path, tmp_path: Path, command: str, file: str, why: str
) -> None:
    (tmp_path / "closed").mkdir(0o500)
    (tmp_path / "a file").touch()
    result = run_unprivileged("save", command, tmp_path / file, "--home", played_home)
    assert result.returncode == 1
    assert why.format(tmp_path) in result.stderr


def test_p17_a_surplus_argument_is_shown_without_its_control_characters(
    home: Path,
) -> None:
    result = run_weakspot("weak", "a\x1b[31m", "--home", home)
    assert result.returncode == 2
    assert "(a<U+001B>[31m)" in result.stderr


def test_for_a_misspelled_command_the_right_one_is_suggested(home: Path) -> None:
    message = read_refusal(2, "--home", home, "wek")
    assert message == "weakspot: no such command 'wek'; did you mean 'weak'?"


@pytest.mark.parametrize("command", ["play", "check", "doctor", "save erase --yes"])
def test_a_home_that_cannot_be_entered_is_named(home: Path, command: str) -> None:
    home.chmod(0)
    result = run_unprivileged(*command.split(), "--home", home)
    home.chmod(0o700)
    assert (result.returncode, result.stdout) == (1, "")
    message = f"weakspot: {home} cannot be entered: Permission denied; make it a folder"
    assert result.stderr.startswith(message)


def test_own_banks_that_cannot_be_reached_are_one_finding_of_check(
    tmp_path: Path,
) -> None:
    (data := tmp_path / "weakspot").mkdir(0)
    result = run_unprivileged("check", XDG_DATA_HOME=str(tmp_path))
    data.chmod(0o700)
    assert (result.returncode, result.stderr) == (1, "")
    first, last = result.stdout.splitlines()
    assert first.startswith(
        f"{data}/questions:1:1: cannot be read: Permission denied ("
    )
    assert last == "13 banks, 1 fault"


@pytest.mark.parametrize("command", [("check",), ("save", "backup"), ("save", "merge")])
def test_an_empty_file_name_is_refused(
    played_home: Path, command: tuple[str, ...]
) -> None:
    message = read_refusal(2, "--home", played_home, *command, "")
    assert "it is empty; name one" in message


def test_banks_without_questions_are_not_reported_as_missing(tmp_path: Path) -> None:
    write_bank(tmp_path, "01-first.yaml", make_bank("first", {"t": "T"}))
    assert "no bank has a question yet" in read_refusal(1, "play", "--home", tmp_path)


def test_banks_that_are_all_broken_are_refused_with_their_first_fault(
    tmp_path: Path,
) -> None:
    (folder := tmp_path / "questions").mkdir()
    (folder / "01-a.yaml").write_text("section: a\ntitle: [")
    message = read_refusal(1, "play", "--home", tmp_path)
    assert "no bank can be read" in message
    assert "01-a.yaml:2:" in message
    assert (
        f"; mend it, `weakspot check {folder}` lists all (the shipped banks are played "
        "only where a home has no `questions` folder)" in message
    )
    assert not (tmp_path / "saves").exists()


@pytest.mark.parametrize("command", ["weak", "play"])
def test_p08_an_empty_save_is_refused_and_left_alone(home: Path, command: str) -> None:
    save_path(home).parent.mkdir()
    save_path(home).touch()
    assert str(save_path(home)) in read_refusal(1, command, "--home", home)
    assert save_path(home).read_bytes() == b""


def test_p13_commands_that_only_read_work_in_a_read_only_home(
    read_only_home: Path,
) -> None:
    assert (
        run_unprivileged("--home", read_only_home, "--player", "bob", "weak").returncode
        == 0
    )
    assert run_unprivileged("--home", read_only_home, "banks").returncode == 0


# What is imported


@pytest.mark.parametrize("command", ["check", "weak", "stats", "due", "banks"])
def test_a_command_that_only_reads_imports_no_screen(
    played_home: Path, command: str
) -> None:
    script = """
import sys
from weakspot.cli import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print(sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"}), file=sys.stderr)
"""  # noqa: E501
    place = [shipped_banks()] if command == "check" else ["--home", played_home]
    result = run_python("-c", script, command, *place)
    assert (result.returncode, result.stderr) == (0, "[]\n")


def test_a_game_loads_nothing_of_other_programs_formats(played_home: Path) -> None:
    script = """
import sys
from weakspot.cli import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print([name for name in sys.modules if name.startswith("weakspot.formats")], file=sys.stderr)
"""  # noqa: E501
    result = run_python("-c", script, "play", "--plain", "--home", played_home)
    assert (result.returncode, result.stderr) == (0, "[]\n")


def test_a_command_for_a_status_bar_loads_no_slow_library(played_home: Path) -> None:
    script = """
import sys
from weakspot.cli import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
slow = {"fsrs", "yaml", "rapidfuzz", "textual", "plotext", "tomlkit", "asyncio"}
print(sorted(slow & set(sys.modules)), file=sys.stderr)
"""
    for _ in range(2):  # the first may still have to read the banks
        result = run_python("-c", script, "weak", "--json", "--home", played_home)
    assert (result.returncode, result.stderr) == (0, "[]\n")


def test_the_first_screen_loads_no_slow_library() -> None:
    script = """
import sys
import weakspot.ui.app
slow = {"fsrs", "yaml", "rapidfuzz", "plotext", "tomlkit", "weakspot.ui.screens.round"}
print(sorted(slow & set(sys.modules)))
"""
    result = run_python("-c", script)
    assert (result.returncode, result.stdout) == (0, "[]\n")


def test_a_section_and_a_topic_can_be_named_by_their_titles(home: Path) -> None:
    result = run_weakspot(
        "--home", home, "play", "--plain", "--section", "the RAG section", lines=""
    )
    assert result.returncode == 0
    assert "The rag section" in result.stdout


# Settings


def test_settings_of_the_home_act_in_play_and_in_no_other_command(home: Path) -> None:
    (home / "settings.toml").write_text(
        "minutes = 1\nconfidence = true\nconfidense = true\n"
    )
    played = run_weakspot("play", lines="c\n1\n", WEAKSPOT_HOME=str(home))
    fault, *_ = played.stdout.splitlines()
    assert fault.startswith(
        "settings.toml, line 3: there is no setting confidense; there are minutes,"
    )
    assert query_save(save_path(home), "SELECT confidence FROM attempt") == [("sure",)]
    assert (played.returncode, played.stderr) == (0, "")
    assert f"1 of {IDEAS}" not in played.stdout
    for command in (("weak", "--json"), ("stats",), ("due",), ("check",)):
        result = run_weakspot(*command, WEAKSPOT_HOME=str(home))
        assert "settings.toml" not in result.stdout
