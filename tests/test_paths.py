from pathlib import Path

import pytest

from quiz_home import make_home
from weakspot.errors import SaveError
from weakspot.paths import find_places, shipped_banks


def test_a_home_has_its_own_questions_and_saves(home: Path) -> None:
    places = find_places(home)
    assert places.banks == ((home / "questions", "user"),)
    assert places.saves == home / "saves"
    assert places.settings == home / "settings.toml"


def test_a_home_without_questions_plays_the_shipped_ones(tmp_path: Path) -> None:
    assert find_places(tmp_path).banks == ((shipped_banks(), "shipped"),)
    assert find_places(tmp_path / "not-there").banks == ((shipped_banks(), "shipped"),)


def test_a_dangling_questions_link_still_counts_as_the_folder_of_banks(
    tmp_path: Path,
) -> None:
    (tmp_path / "questions").symlink_to(tmp_path / "gone")
    assert find_places(tmp_path).banks == ((tmp_path / "questions", "user"),)


def test_a_home_on_the_command_line_overrides_the_variable(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_home(tmp_path / "other")
    monkeypatch.setenv("WEAKSPOT_HOME", str(other))
    assert find_places().saves == other / "saves"
    assert find_places(home).saves == home / "saves"


def test_an_unexpanded_tilde_is_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WEAKSPOT_HOME", "~/quiz")
    assert (
        find_places().saves
        == find_places(Path("~/quiz")).saves
        == tmp_path / "quiz" / "saves"
    )
    assert find_places(Path("~nobody-here/quiz")).saves == Path(
        "~nobody-here/quiz/saves"
    )


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_home_the_users_own_folders_are_used(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv("WEAKSPOT_HOME", value)
    places = find_places()
    assert [origin for _, origin in places.banks] == ["shipped", "user"]
    assert places.saves.name == "saves"
    assert places.saves.parent == places.banks[1][0].parent
    assert places.settings.parts[-2:] == ("weakspot", "settings.toml")
    assert places.settings.parent != places.saves.parent


def test_a_home_that_is_a_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "a\x1bfile"
    file.write_text("")
    with pytest.raises(
        SaveError, match=r"a<U\+001B>file cannot be entered: Not a directory;"
    ):
        find_places(file)


def test_a_dangling_home_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "gone")
    with pytest.raises(SaveError, match=r"home cannot be entered: No such file"):
        find_places(tmp_path / "home")


def test_finding_places_creates_no_folders(tmp_path: Path) -> None:
    find_places(tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_banks_are_there() -> None:
    assert list(shipped_banks().glob("01-*.yaml"))
