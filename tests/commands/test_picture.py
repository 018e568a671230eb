import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quiz_home import (
    Clock,
    make_bank,
    make_home,
    make_item,
    open_game,
    open_repairing_game,
    play_out,
    run_weakspot,
    write_bank,
)
from weakspot import clock as clocks

SVG = "{http://www.w3.org/2000/svg}"


def draw(home: Path, file: Path, player: str = "default") -> ElementTree.Element:
    """Draw the picture by the command, and read it."""
    run = run_weakspot("--home", home, "stats", "--picture", file, "--player", player)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"the map and the week are in {file}\n"
    return ElementTree.parse(file).getroot()


def words_of(picture: ElementTree.Element) -> list[str]:
    """The texts of a picture, in order."""
    return [
        " ".join("".join(one.itertext()).split()) for one in picture.iter(SVG + "text")
    ]


@pytest.fixture
def repaired_home(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home in which a topic was repaired just now."""
    with closing(open_repairing_game(tmp_path, clock)) as game:
        play_out(game, game.rounds.start("weak"))
    monkeypatch.setattr(clocks, "utc_now", lambda: clock())
    return tmp_path


def test_the_picture_tells_the_map_and_the_week(
    repaired_home: Path, tmp_path: Path
) -> None:
    picture = draw(repaired_home, tmp_path / "week.svg")
    assert (picture.get("width"), picture.get("height")) == ("1200", "630")
    words = words_of(picture)
    assert words[:2] == ["weakspot", "6 Nov 2026"]
    assert words[2:9] == ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]
    assert words[9] == "Repaired: Figs"
    assert words[11:13] == [
        "of 6 topics known",
        "1 repaired · 3-day streak",
    ]
    assert re.fullmatch(r"last 7 days: \d+ answers, 1 repaired", words[13])
    assert words[-5:] == ["weak", "perhaps weak", "looks good", "known", "not tried"]


def test_the_picture_tells_neither_what_was_asked_nor_who_played(
    repaired_home: Path, tmp_path: Path
) -> None:
    save = repaired_home / "saves" / "default.db"
    save.rename(save.with_name("ann-who-plays.db"))
    text = ElementTree.tostring(
        draw(repaired_home, tmp_path / "a.svg", "ann-who-plays"), "unicode"
    )
    assert "1 repaired" in text
    for told in ("ann", "What is true", "script", "href", "http://", "https://"):
        assert told not in text.replace(SVG.strip("{}"), ""), told


def test_before_the_first_answer_every_topic_is_untried(
    home: Path, tmp_path: Path
) -> None:
    picture = draw(home, tmp_path / "a.svg")
    assert "of 5 topics known" in words_of(picture)
    assert len(list(picture.iter(SVG + "circle"))) == 5 + 4  # the legend has four


def test_titles_are_text_and_have_room(tmp_path: Path, clock: Clock) -> None:
    title = '<b>&"long" ' * 12
    items = [make_item(f"q-{n}", "odd", f"idea-{n}") for n in range(2)]
    home = make_home(tmp_path / "odd")
    for bank in (home / "questions").glob("*.yaml"):
        bank.unlink()
    write_bank(home, "01-odd.yaml", make_bank("odd", {"odd": title.strip()}, *items))
    with closing(open_game(home, clock)) as game:
        for _ in range(3):
            play_out(game, game.rounds.start())
            clock.now += timedelta(days=1)
        assert game.progress.whole().known == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clocks, "utc_now", lambda: clock())
        picture = draw(home, tmp_path / "a.svg")
    (news,) = [words for words in words_of(picture) if words.startswith("Known: ")]
    assert news.startswith('Known: <b>&"long" <b>')
    assert news.endswith("…")


def test_a_home_of_very_many_topics_has_room_in_the_picture(tmp_path: Path) -> None:
    home = make_home(tmp_path / "wide")
    for number in range(40):
        names = {f"t-{number}-{at}": f"Topic {at}" for at in range(30)}
        items = [make_item(f"q-{topic}", topic) for topic in names]
        bank = make_bank(f"s-{number}", names, *items)
        write_bank(home, f"{number + 3:02}-s-{number}.yaml", bank)
    picture = draw(home, tmp_path / "a.svg")
    marks = list(picture.iter(SVG + "circle"))
    assert len(marks) == 40 * 30 + 5 + 4
    assert all(float(mark.get("cx", "")) < 1130 for mark in marks)
    assert all(float(mark.get("cy", "")) < 600 for mark in marks)


def test_a_picture_from_before_is_replaced(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "week.svg"
    file.write_text("old")
    assert draw(home, file).tag == f"{SVG}svg"
    assert [path.name for path in tmp_path.glob("*week*")] == ["week.svg"]


def test_where_it_cannot_be_written_that_is_said(home: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").write_text("mine")
    for name, words, code in [
        ("folder.svg", "cannot be written: Is a directory", 1),
        ("none/week.svg", "there is no folder", 1),
        ("file/week.svg", "there is no folder", 1),
        ("thesis.txt", "name it thesis.svg", 2),
    ]:
        run = run_weakspot("--home", home, "stats", "--picture", tmp_path / name)
        assert run.returncode == code
        assert run.stdout == ""
        assert run.stderr.count("\n") == 1
        assert words in run.stderr
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "none").exists()


def test_json_and_a_picture_exclude_each_other(home: Path, tmp_path: Path) -> None:
    run = run_weakspot(
        "--home", home, "stats", "--json", "--picture", tmp_path / "a.svg"
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert "exclude each other" in run.stderr
