"""A section that is switched off: never asked, counted nowhere, back by one event."""

from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import (
    Clock,
    make_home,
    make_parts_home,
    open_game,
    play_out,
    run_weakspot,
    save_path,
)
from weakspot.commands.json_rows import progress_row
from weakspot.engine.session import DONE
from weakspot.errors import NothingToPlay, UsageError
from weakspot.game import Game
from weakspot.plain.tables import progress_lines
from weakspot.text import UNICODE_MARKS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path)


def drawn_sections(game: Game, mode: str) -> set[str]:
    """The sections that a round of this mode asks."""
    session = game.rounds.start(mode)
    return {slot.question.partition("/")[0] for slot in session.slots}


@pytest.mark.parametrize(
    "mode", ["today", "weak", "missed", "exam", "survival", "placement"]
)
def test_no_round_asks_a_section_that_is_off(game: Game, mode: str) -> None:
    play_out(game, game.rounds.start(section="rag"), right=False)
    play_out(game, game.rounds.start(section="tuning"), right=False)
    game.library.switch_sections({"rag"})
    assert drawn_sections(game, mode) == {"tuning"}
    assert {
        entry.section for entry in game.library.unmuted_entries(["rag/rank-a"])
    } == (set())


def test_no_round_of_it_begins_and_the_refusal_says_how_it_comes_back(
    game: Game,
) -> None:
    game.library.switch_sections({"rag"})
    for wish in ({"section": "rag"}, {"topic": "chunking"}):
        with pytest.raises(NothingToPlay, match=r"this section is off.*switches it on"):
            game.rounds.start(**wish)


def test_it_is_counted_nowhere(game: Game, clock: Clock) -> None:
    play_out(game, game.rounds.start(section="rag"), right=False)
    play_out(game, game.rounds.start(section="tuning"), right=False)
    clock.advance(days=3)
    progress = game.progress
    assert progress.whole().topics == 5
    game.library.switch_sections({"rag"})
    assert progress.whole().topics == 2
    assert {spot.section for spot in progress.weak_spots()} == {"tuning"}
    assert {report.section for report, _ in progress.lowest_topics()} == {"tuning"}
    assert {mixup.section for mixup in progress.mixups_to_repair()} == {"tuning"}
    assert all(key.startswith("tuning/") for key in progress.week().weak)
    off = progress.sections()[0]
    assert off.is_off
    assert (off.topics, off.questions, off.seen, off.due) == ((), 0, 0, 0)
    parts = progress.today_parts()
    most = sum(len(one.entries) for one in game.library.concepts())
    assert parts.again + parts.repair + parts.new + parts.keep <= most == 5
    assert sum(day.due for day in progress.forecast()) <= 5
    assert progress.exam_length() == 4  # ideas of the five questions that are left


def test_stats_leave_it_out_in_lines_and_in_json(game: Game) -> None:
    play_out(game, game.rounds.start(section="rag"))
    play_out(game, game.rounds.start(section="tuning"))
    game.library.switch_sections({"rag"})
    stats = game.progress.stats()
    row = progress_row(stats)
    assert [section["section"] for section in row["sections"]] == ["tuning"]
    assert {topic["section"] for topic in row["topics"]} == {"tuning"}
    assert row["attempts"] == 9  # what was answered stays answered
    assert row["questions_seen"] == 4
    lines = "\n".join(progress_lines(stats, game.progress.rewards(), UNICODE_MARKS))
    assert "The tuning section" in lines
    assert "The rag section" not in lines


def test_what_was_learnt_of_it_is_there_again_once_it_is_on(game: Game) -> None:
    play_out(game, game.rounds.start(section="rag"), right=False)
    before = game.progress.sections(), game.progress.weak_spots()
    game.library.switch_sections({"rag"})
    assert game.library.unmute("rag")
    assert (game.progress.sections(), game.progress.weak_spots()) == before
    assert game.library.off_sections() == set()


def test_a_round_left_open_goes_on_without_it(game: Game) -> None:
    session = game.rounds.start("today")
    while not session.slot.question.startswith("tuning/"):
        session = game.rounds.skip(session)
    session = game.rounds.advance(game.rounds.answer(session, None))
    game.library.switch_sections({"rag"})
    (left,) = game.rounds.open_rounds()
    assert {slot.question.partition("/")[0] for slot in left.slots[left.at :]} == {
        "tuning"
    }
    assert play_out(game, left).phase == DONE


def test_a_topic_muted_in_it_stays_muted_and_is_said_to_be(game: Game) -> None:
    game.library.mute_topic("rag/chunking")
    game.library.switch_sections({"rag"})
    assert game.library.muted_titles() == {
        "rag": "The rag section",
        "rag/chunking": "Chunking text",
    }
    assert not game.library.unmute("rag/chunking")  # its section still is
    assert game.library.cycle_mute("rag/chunk-a") == "section"  # nothing changed
    assert game.library.muted_titles() == {"rag": "The rag section"}


def test_the_last_section_cannot_be_switched_off(game: Game) -> None:
    with pytest.raises(UsageError, match="one section at least"):
        game.library.switch_sections({"rag", "tuning"})
    assert game.library.off_sections() == set()


def test_where_two_saves_switched_off_one_each_all_is_off_and_nothing_breaks(
    tmp_path: Path,
) -> None:
    clock, homes = Clock(), [make_home(tmp_path / name) for name in ("one", "two")]
    for home in homes:
        with closing(open_game(home, clock)) as game:
            play_out(game, game.rounds.start("today"))
            game.library.switch_sections(set())
    for home, slug in zip(homes, ("rag", "tuning"), strict=True):
        clock.advance(hours=1)
        with closing(open_game(home, clock)) as game:
            game.library.switch_sections({slug})
    merged = run_weakspot("--home", homes[1], "save", "merge", save_path(homes[0]))
    assert merged.returncode == 0, merged.stderr
    with closing(open_game(homes[1], clock)) as game:
        assert game.library.off_sections() == {"rag", "tuning"}
        for mode in ("today", "exam", "placement", "weak"):
            with pytest.raises(NothingToPlay):
                game.rounds.start(mode)
    for command in ("stats", "weak", "due"):
        assert run_weakspot("--home", homes[1], command).returncode == 0


def test_it_is_exported_imported_and_found_sound(tmp_path: Path, home: Path) -> None:
    with closing(open_game(home)) as game:
        play_out(game, game.rounds.start("today"))
        game.library.switch_sections({"rag"})
    log, other = tmp_path / "log.jsonl", make_home(tmp_path / "other")
    assert run_weakspot("--home", home, "save", "export", log).returncode == 0
    assert run_weakspot("--home", other, "save", "import", log).returncode == 0
    for place in (home, other):
        assert run_weakspot("--home", place, "save", "rebuild").returncode == 0
        assert run_weakspot("--home", place, "save", "verify").returncode == 0
        with closing(open_game(place)) as game:
            assert game.library.off_sections() == {"rag"}


# Asked once


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    return make_parts_home(tmp_path)


def test_sections_are_asked_for_after_the_first_round_until_they_were(
    wide: Path,
) -> None:
    with closing(open_game(wide)) as game:
        assert not game.progress.should_ask_sections()
        play_out(game, game.rounds.start("today"))
        assert game.progress.should_ask_sections()
    with closing(open_game(wide)) as game:
        assert game.progress.should_ask_sections()  # another start, not asked yet
        game.library.switch_sections(set())
        assert not game.progress.should_ask_sections()
        assert game.library.off_sections() == set()


def test_who_played_before_is_not_asked(wide: Path) -> None:
    with closing(open_game(wide)) as game:
        for _ in range(4):
            play_out(game, game.rounds.start("today"))
        assert not game.progress.should_ask_sections()


def test_with_few_sections_there_is_nothing_to_ask(game: Game) -> None:
    play_out(game, game.rounds.start("today"))
    assert not game.progress.should_ask_sections()
