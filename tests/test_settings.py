import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz_home import run_python
from weakspot.errors import WeakspotError
from weakspot.fields import FIELDS, Field
from weakspot.settings import DEFAULTS, MAX_BYTES, read_settings, write_setting

FIELD = {field.name: field for field in FIELDS}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def read_text(file: Path, text: str | bytes) -> Any:
    """Read the settings from a file with this text."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_settings(file)


def setting_values(settings: Any) -> dict[str, Any]:
    return {field.name: getattr(settings, field.name) for field in FIELDS}


def test_without_a_file_the_defaults_hold_and_none_is_created(file: Path) -> None:
    settings = read_settings(file)
    assert setting_values(settings) == setting_values(DEFAULTS)
    assert (settings.minutes, settings.answer, settings.confidence) == (
        10,
        "digit",
        False,
    )
    assert (settings.theme, settings.marks, settings.player) == (
        "weakspot",
        "auto",
        "default",
    )
    assert (settings.file, settings.faults) == (file, ())
    assert not file.parent.exists()


def test_settings_are_read_from_the_file(file: Path) -> None:
    written = {
        "minutes": 25,
        "answer": "enter",
        "confidence": True,
        "theme": "nord",
        "marks": "ascii",
    }
    settings = read_text(
        file,
        "".join(f"{name} = {json.dumps(value)}\n" for name, value in written.items()),
    )
    assert {name: getattr(settings, name) for name in written} == written
    assert settings.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'answer = "enter"\n\nminutes = "ten"  # too short?\n',
            (
                'settings.toml, line 3: minutes is "ten"; a number from 1 to 120 is '
                "expected. 10 is used."
            ),
        ),
        (
            "minutes = 0",
            (
                "settings.toml, line 1: minutes is 0; a number from 1 to 120 is "
                "expected. 10 is used."
            ),
        ),
        ("minutes = nan", "line 1: minutes is nan;"),
        ("minutes = true", "line 1: minutes is true;"),
        ("\n'minutes' = 121", "line 2: minutes is 121;"),
        (
            'answer = "space"',
            'answer is "space"; "digit" or "enter" is expected. "digit" is used.',
        ),
        (
            "confidence = 1",
            "confidence is 1; true or false is expected. false is used.",
        ),
        ("[minutes]\na = 1", "line 1: minutes is {'a': 1};"),
        (
            "minuts = 5",
            (
                "line 1: there is no setting minuts; there are minutes, answer, "
                "confidence, "
            ),
        ),
        (
            'theme = "pink"',
            'line 1: theme is "pink"; one of those that the settings show is expected.',
        ),
        (
            'player = "Ann B"',
            (
                'line 1: player is "Ann B"; 1 to 32 of a-z, 0-9, - and _, a letter '
                "or digit first, and no name"
            ),
        ),
        ('player = "con"', 'line 1: player is "con";'),
        ("player = 7", "line 1: player is 7;"),
        ('a = 1\n"b\\u001b" = 2', "there is no setting b<U+001B>;"),
    ],
)
def test_a_wrong_setting_is_reported_with_its_line_and_not_used(
    file: Path, text: str, fault: str
) -> None:
    settings = read_text(file, text)
    assert fault in settings.faults[-1]
    assert settings.minutes == 10
    assert not settings.confidence


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("minutes = 5\nanswer = digit\n", "settings.toml, line 2: this is no TOML: "),
        ("minutes = 5\n\nanswer = [\n", "settings.toml, line 3: this is no TOML: "),
        ("minutes = 5\nminutes = 6\n", "line 2: this is no TOML: "),
        (b"minutes = 5\n# \xff\n", "line 2: this is no UTF-8 text"),
        (b"\x00", "line 1: this is no TOML: "),
        ("a = " + "[" * 5000, "line 1: this "),
        ("minutes = 0x" + "f" * 9000, "line 1: this cannot be read as TOML"),
        ("#" * MAX_BYTES + "\nminutes = 5", "settings.toml is longer than 64 KB"),
    ],
)
def test_a_broken_file_is_reported_and_not_used(
    file: Path, text: str | bytes, where: str
) -> None:
    settings = read_text(file, text)
    (fault,) = settings.faults
    assert where in fault
    assert fault.endswith(". The defaults are used.")
    assert "\n" not in fault
    assert setting_values(settings) == setting_values(DEFAULTS)


def test_a_byte_order_mark_is_no_fault(file: Path) -> None:
    settings = read_text(file, b"\xef\xbb\xbfminutes = 5\r\n")
    assert (settings.minutes, settings.faults) == (5, ())
    write_setting(file, "minutes", 20)
    assert read_settings(file).minutes == 20


def test_a_folder_in_place_of_the_file_is_reported_and_the_defaults_hold(
    file: Path,
) -> None:
    file.mkdir(parents=True)
    settings = read_settings(file)
    assert setting_values(settings) == setting_values(DEFAULTS)
    assert settings.faults == ("settings.toml is no file. The defaults are used.",)
    with pytest.raises(
        WeakspotError, match=r"settings\.toml cannot be written: Is a directory"
    ):
        write_setting(file, "minutes", 5)


def test_the_first_setting_creates_a_private_file(file: Path) -> None:
    write_setting(file, "confidence", True)
    assert read_settings(file).confidence
    assert file.read_text().startswith("# ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_linked_settings_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "dotfiles.toml"
    own.write_text("# mine\n")
    file.parent.mkdir()
    file.symlink_to(own)
    write_setting(file, "minutes", 5)
    assert file.is_symlink()
    assert own.read_text() == "# mine\nminutes = 5\n"


def test_a_fifo_in_place_of_the_file_blocks_nothing_and_a_link_to_itself_is_replaced(
    file: Path,
) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    with pytest.raises(
        WeakspotError, match=r"settings\.toml cannot be written: is no regular file"
    ):
        write_setting(file, "minutes", 5)
    file.unlink()
    file.symlink_to(file)
    write_setting(file, "minutes", 5)
    assert read_settings(file).minutes == 5


@pytest.mark.parametrize(
    "text", ["minutes = [\n", "minutes = 5\nminutes = 6\n", "# \udcff"]
)
def test_a_broken_file_is_not_written_over(file: Path, text: str) -> None:
    data = text.encode(errors="surrogateescape")
    read_text(file, data)
    with pytest.raises(WeakspotError, match="mend it first"):
        write_setting(file, "minutes", 5)
    assert file.read_bytes() == data


def test_a_file_that_cannot_be_written_is_reported_and_stays(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    with pytest.raises(
        WeakspotError, match=r"not kept: settings\.toml cannot be written: "
    ):
        write_setting(blocked / "settings.toml", "minutes", 5)


def test_a_file_too_long_to_be_read_is_not_written(file: Path) -> None:
    text = f"#{'-' * (MAX_BYTES - 2)}\n"
    assert read_text(file, text).faults == ()
    with pytest.raises(WeakspotError, match="would be longer than 64 KB"):
        write_setting(file, "minutes", 5)
    assert file.read_text() == text


comments = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8
)


@st.composite
def settings_texts(draw: st.DrawFn) -> str:
    """Draw a file as people write it: settings in any order, comments, and tables that
    are not ours.
    """
    parts = [f"# {draw(comments)}"]
    for field in draw(st.permutations(FIELDS))[: draw(st.integers(0, len(FIELDS)))]:
        value = field.values[draw(st.integers(0, len(field.values) - 1))]
        written = f'"{value}"' if isinstance(value, str) else str(value).lower()
        parts += [
            (
                f"{field.name}{' ' * draw(st.integers(0, 3))}= {written}  # "
                f"{draw(comments)}"
            )
        ]
        parts += draw(
            st.lists(st.one_of(st.just(""), comments.map("# {}".format)), max_size=2)
        )
    if draw(st.booleans()):
        parts += ["[other]  # a table", "minutes = 500"]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(parts) + draw(st.sampled_from(["", newline]))


@given(settings_texts(), st.sampled_from(FIELDS), st.integers(0, 20))
def test_a_written_setting_is_read_back_and_the_rest_of_the_file_stays(
    tmp_path_factory: pytest.TempPathFactory, text: str, field: Field, at: int
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    file.write_bytes(text.encode())
    value = field.values[at % len(field.values)]
    before = tomllib.loads(text)
    write_setting(file, field.name, value)
    after = file.read_bytes().decode()
    assert tomllib.loads(after) == before | {field.name: value}
    assert getattr(read_settings(file), field.name) == value
    comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert [
        line.partition("#")[2] for line in after.splitlines() if "#" in line
    ] == comments
    write_setting(file, field.name, before.get(field.name, value))
    if field.name in before:
        assert file.read_bytes().decode() == text


@given(st.binary(max_size=200))
def test_no_settings_file_stops_the_game(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings = read_text(file, data)
    assert all(
        FIELD[name].accepts(value) for name, value in setting_values(settings).items()
    )


@pytest.mark.parametrize(
    ("name", "value", "step", "after", "expected"),
    [
        ("minutes", 10, 1, 15, "15 minutes"),
        ("minutes", 10, -1, 5, "5 minutes"),
        ("minutes", 7.5, 1, 10, "10 minutes"),
        ("minutes", 7.5, -1, 5, "5 minutes"),
        ("minutes", 120, 1, 1, "1 minute"),
        ("confidence", True, 1, False, "not asked"),
        ("answer", "digit", -1, "enter", "picks, Enter submits"),
    ],
)
def test_a_value_steps_and_wraps_around(
    name: str, value: Any, step: int, after: Any, expected: str
) -> None:
    assert FIELD[name].step_value(value, step) == after
    assert FIELD[name].value_words(after) == expected


@pytest.mark.parametrize(
    ("text", "loaded"), [(None, []), ("minutes = 5\n", ["tomllib"])]
)
def test_reading_settings_imports_only_what_is_needed(
    file: Path, text: str | None, loaded: list[str]
) -> None:
    if text is not None:
        read_text(file, text)
    code = f"""
import sys
from pathlib import Path
from weakspot.settings import read_settings
read_settings(Path({str(file)!r}))
print(sorted({{"tomllib", "tomlkit"}} & set(sys.modules)))
"""
    result = run_python("-c", code)
    assert result.stdout == f"{loaded}\n", result.stderr
