"""Keys of a player's own: which are possible, and messages about those that are not."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.keymap import DEFAULT_KEYS, SCREEN_COMMANDS, parse_keys
from weakspot.settings import read_settings, write_setting


def read_keys(folder: Path, text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read the keys of a settings file with this text, and its faults."""
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    settings = read_settings(folder / "settings.toml")
    return settings.keys, settings.faults


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ('skip = "a"\nflag = "ö"', {"skip": "a", "flag": "ö"}),
        ('skip = "h"  # the two change places\nhint = "s"', {"skip": "h", "hint": "s"}),
        ('flag = "g"\ngo_to = "G"', {"flag": "g", "go_to": "G"}),
        ('"search" = "."\nsettings = ";"', {"search": ".", "settings": ";"}),
        ('skip = "x"\nthink = "t"', {"skip": "x", "think": "t"}),
        ('today = "h"  # they share no screen', {"today": "h"}),
        ('skip = "s"\nsettings = ","', {}),
        ("", {}),
    ],
)
def test_a_command_has_the_key_given_in_the_file(
    tmp_path: Path, table: str, keys: dict[str, str]
) -> None:
    assert read_keys(tmp_path, f"minutes = 5\n[keys]\n{table}\n") == (keys, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[keys]\nskip = "f"',
            'settings.toml, line 2: skip is "f", the key of flag. "s" is used.',
        ),
        ('[keys]\nskip = "x"', 'line 2: skip is "x", the key of think. "s" is used.'),
        (
            '[keys]\nlesson = "/"',
            'line 2: lesson is "/", the key of search. "n" is used.',
        ),
        (
            '[keys]\n\nskip = "5"',
            'line 3: skip is "5"; a letter or sign other than j k J K q , is expected.',
        ),
        ('[keys]\nskip = "ctrl+s"', 'line 2: skip is "ctrl+s"; a letter'),
        ('[keys]\nskip = " "', 'line 2: skip is " "; a letter'),
        ('[keys]\nskip = "\\u001b"', 'line 2: skip is "<U+001B>"; a letter'),
        ('[keys]\nskip = ""', 'line 2: skip is ""; a letter'),
        ('[keys]\nskip = "k"', 'line 2: skip is "k"; a letter'),
        ("[keys]\nskip = 7", "line 2: skip is 7; a letter"),
        (
            'minutes = 5\n\n[ keys ]\n"dispte" = "a"',
            "line 4: there is no command dispte; the nearest are dispute",
        ),
        ('[other]\nskip = 1\n[keys]\nskip = "f"', 'line 4: skip is "f"'),
        ('minutes = 5\nkeys.hint = "y"\nkeys . skip = "f"', 'line 3: skip is "f"'),
        ('minutes = 5\nkeys = {hint = "y", skip = "f"}', 'line 2: skip is "f"'),
        (
            "minutes = 5\nkeys = 7",
            "line 2: keys is 7; a table is expected, [keys]. Our keys are used.",
        ),
    ],
)
def test_a_wrong_key_is_reported_and_the_default_stays(
    tmp_path: Path, text: str, fault: str
) -> None:
    keys, faults = read_keys(tmp_path, text)
    assert any(fault in message for message in faults)
    assert "skip" not in keys


def test_of_two_commands_with_one_key_the_first_gets_it(tmp_path: Path) -> None:
    keys, (fault,) = read_keys(tmp_path, '[keys]\nskip = "y"\nflag = "y"\n')
    assert keys == {"skip": "y"}
    assert 'line 3: flag is "y", the key of skip. "f" is used.' in fault


def test_a_key_is_not_free_if_its_command_has_to_keep_it(tmp_path: Path) -> None:
    keys, faults = read_keys(tmp_path, '[keys]\nhint = "s"\nskip = "5"\n')
    assert keys == {}
    assert [fault.partition(";")[0] for fault in faults] == [
        'settings.toml, line 2: hint is "s", the key of skip. "h" is used.',
        'settings.toml, line 3: skip is "5"',
    ]


def test_a_setting_changed_in_the_game_does_not_land_in_the_table(
    tmp_path: Path,
) -> None:
    read_keys(tmp_path, '[keys]  # mine\nskip = "a"\n')
    write_setting(tmp_path / "settings.toml", "minutes", 20)
    settings = read_settings(tmp_path / "settings.toml")
    assert (settings.minutes, settings.keys, settings.faults) == (20, {"skip": "a"}, ())


def test_the_docs_list_each_command_with_its_key() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "shells.md").read_text(
        encoding="utf-8"
    )
    _, _, section = docs.partition("## Keys of your own")
    listed, _, _ = section.partition("No two commands")
    assert dict(re.findall(r"`(\w+)` `?([^\s`])`?(?=[,; ])", listed)) == DEFAULT_KEYS


names = st.sampled_from([*DEFAULT_KEYS, "jump"])


@given(
    st.dictionaries(
        names, st.sampled_from([*"abefghimnopstuvx!/?5", "", "xx"]), max_size=8
    )
)
def test_no_two_commands_of_a_screen_ever_have_one_key(written: dict[str, str]) -> None:
    keys, wrong = parse_keys(written)
    assert set(keys) | set(wrong) >= {
        name for name in written if written[name] != DEFAULT_KEYS.get(name)
    }
    assert not set(keys) & set(wrong)
    whole = {**DEFAULT_KEYS, **keys}
    for screen in SCREEN_COMMANDS:
        assert len({whole[name] for name in screen}) == len(screen)
