from contextlib import closing
from pathlib import Path

import pytest

from lab_home import describe
from quiz_home import Clock, make_home, open_game, query_save, run_weakspot, save_path
from weakspot.engine.lab import StepAnswer
from weakspot.engine.session import DONE
from weakspot.engine.values import Essay
from weakspot.errors import NothingToPlay, UsageError
from weakspot.game import Game
from weakspot.words.lab import STEPS

# Projects


def test_what_is_said_is_there_again_in_the_next_game(
    lab_game: Game, lab_home: Path, clock: Clock
) -> None:
    project = lab_game.lab.create("  Study \n bot ")
    said = StepAnswer(picks=("rag",), text="Facts were missing.", ticks=("reason",))
    lab_game.lab.answer(project, "technique", said)
    with closing(open_game(lab_home, clock)) as again:
        (found,) = again.lab.projects()
    assert (found.name, found.answer("technique")) == ("Study bot", said)
    assert found.answer("layer") == StepAnswer()


def test_the_same_answer_is_logged_once(lab_game: Game, lab_home: Path) -> None:
    project = lab_game.lab.create("Bot")
    for text in ("One.", "One.", "Two.", "Two."):
        project = lab_game.lab.answer(project, "project", StepAnswer(text=text))
    notes = query_save(save_path(lab_home), "SELECT note FROM event WHERE what = 'lab'")
    assert len(notes) == 3


def test_projects_are_renamed_and_removed_and_found_by_name_and_number(
    lab_game: Game, clock: Clock
) -> None:
    lab = lab_game.lab
    first = lab.create("Bot")
    clock.advance(minutes=1)
    second = lab.create("Reader")
    assert [one.name for one in lab.projects()] == ["Reader", "Bot"]
    assert lab.find() == lab.find("1") == lab.find("READER") == second
    lab.rename(first, "Pilot bot")
    assert lab.find() == lab.find("pilot bot")
    with pytest.raises(UsageError, match=r"no project nothing; .*\n  1  Pilot bot\n"):
        lab.find("nothing")
    lab.remove(first)
    assert lab.projects() == (second,)
    lab.remove(second)
    with pytest.raises(UsageError, match="no project is described yet"):
        lab.find()


@pytest.mark.parametrize("name", ["", " \n"])
def test_a_project_needs_a_name(lab_game: Game, name: str) -> None:
    with pytest.raises(UsageError, match="A project needs a name."):
        lab_game.lab.create(name)
    assert lab_game.lab.projects() == ()


def test_the_lab_is_offered_only_with_topics_that_it_names(
    lab_game: Game, tmp_path: Path
) -> None:
    assert lab_game.lab.is_offered
    with closing(open_game(make_home(tmp_path / "other"))) as other:
        assert not other.lab.is_offered
        with pytest.raises(UsageError, match="belongs to the banks on AI"):
            other.lab.find()


# The card


def test_the_card_names_gaps_with_topics_that_can_be_played(lab_game: Game) -> None:
    project = describe(lab_game)
    card = lab_game.lab.card(project)
    assert (card.name, card.day, card.said) == ("Study bot", "2026-11-02", 7)
    assert (card.made, card.points) == (23, 30)
    gaps = {row.title: [gap.words for gap in row.gaps] for row in card.rows}
    assert gaps["Evaluation"] == ["no cases in which declining is right"]
    assert card.topics["mini-lab/plan-the-evaluation"] == "Plan the evaluation"
    question = "mini-lab/plan-the-evaluation-1"
    lab_game.library.cycle_mute(question)
    lab_game.library.cycle_mute(question)  # its topic, too
    assert "mini-lab/plan-the-evaluation" not in lab_game.lab.card(project).topics


def test_the_topics_of_the_gaps_are_played(lab_game: Game) -> None:
    project = describe(lab_game)
    topics = lab_game.lab.card(project).topics
    only = lab_game.lab.gap_concepts(lab_game.lab.card(project))
    drilled = lab_game.rounds.start("gaps", only=only)
    asked = {lab_game.library.topic_key(slot.question) for slot in drilled.slots}
    assert asked <= topics.keys()
    assert len(drilled.slots) == 12
    by_name = lab_game.rounds.start("gaps")
    assert {
        lab_game.library.topic_key(slot.question) for slot in by_name.slots
    } <= topics.keys()
    assert lab_game.rounds.title(drilled) == "Gaps"


def test_without_gaps_there_is_nothing_to_drill(lab_game: Game) -> None:
    for _ in range(2):
        with pytest.raises(NothingToPlay, match="No gap of your project"):
            lab_game.rounds.start("gaps")
        describe(lab_game, lacking=0)


# Interviews


def own_keys(game: Game) -> list[str]:
    """The questions about a project in an interview drawn now, of those asked first."""
    slots = game.rounds.start("interview").slots
    return [slot.question for slot in slots if "/own-" in slot.question]


def test_an_interview_begins_with_three_questions_about_the_newest_project(
    lab_game: Game, clock: Clock
) -> None:
    describe(lab_game, "Old bot")
    clock.advance(minutes=1)
    describe(lab_game, "Study bot")
    session = lab_game.rounds.start("interview")
    prompts = [lab_game.library.prompt(slot.question) for slot in session.slots]
    assert len(prompts) == 5
    assert ["Study bot" in prompt for prompt in prompts] == [True] * 3 + [False] * 2
    assert not any("Old bot" in prompt for prompt in prompts)
    assert len({slot.question for slot in session.slots}) == 5


def test_an_answer_about_a_project_counts_for_its_topic(
    lab_game: Game, lab_home: Path, clock: Clock
) -> None:
    describe(lab_game)
    session = lab_game.rounds.start("interview", seed=3)
    key = session.slot.question
    topic = lab_game.library.topic_key(key)
    session = lab_game.rounds.answer(session, Essay(text="So.", ticks=frozenset({0})))
    assert lab_game.progress.topic(topic).answers == 1
    assert lab_game.progress.promise_words(session) == ""
    with closing(
        open_game(lab_home, clock)
    ) as again:  # the round goes on at its verdict
        (left,) = again.rounds.open_rounds()
        assert again.library.feedback(left.slot, left.outcome)
        while left.phase != DONE:
            left = again.rounds.advance(left)
            left = left if left.phase == DONE else again.rounds.answer(left, None)
        assert len(again.progress.repairs(left)) == 5
        assert "Study bot" in again.progress.repairs(left)[0].prompt
    assert run_weakspot("save", "verify", "--home", lab_home).returncode == 0
    assert run_weakspot("save", "rebuild", "--home", lab_home).returncode == 0


def test_what_was_asked_longest_ago_is_asked_next(lab_game: Game) -> None:
    describe(lab_game)
    first = own_keys(lab_game)
    session = lab_game.rounds.start("interview")
    for _ in first:
        session = lab_game.rounds.advance(lab_game.rounds.answer(session, None))
    assert set(own_keys(lab_game)) & set(first) == set()


def test_what_was_not_said_or_is_muted_is_not_asked(lab_game: Game) -> None:
    project = lab_game.lab.create("Bot")
    assert own_keys(lab_game) == []
    for step in ("layer", "next"):
        project = lab_game.lab.answer(project, step, StepAnswer(text="So."))
    found = own_keys(lab_game)
    assert [key.rpartition("-")[2] for key in found] == ["layer", "next"]
    lab_game.library.cycle_mute(found[0])
    assert own_keys(lab_game) == found[1:]
    assert any("Bot" in text for text in lab_game.library.muted_titles().values())


def test_an_interview_of_a_section_asks_only_what_belongs_there(lab_game: Game) -> None:
    describe(lab_game)
    session = lab_game.rounds.start("interview", section="what-changed")
    keys = [slot.question for slot in session.slots]
    assert all(key.startswith("what-changed/") for key in keys)
    assert sum("/own-" in key for key in keys) == 1
    short = lab_game.rounds.start("interview", questions=2)
    assert ["/own-" in slot.question for slot in short.slots] == [True, True]


def test_a_round_goes_on_where_its_project_is_changed_or_removed_meanwhile(
    lab_game: Game, lab_home: Path, clock: Clock
) -> None:
    project = describe(lab_game)
    session = lab_game.rounds.start("interview")
    with closing(open_game(lab_home, clock)) as other:
        step = STEPS[0].slug
        other.lab.answer(project, step, StepAnswer(text="It now reads contracts."))
        other.lab.remove(project)
    with closing(open_game(lab_home, clock)) as third:
        assert third.rounds.open_rounds()[0].slots == session.slots[3:]
    session = lab_game.rounds.answer(session, None)
    assert lab_game.rounds.advance(session).at == 1


def test_no_other_round_asks_about_a_project(lab_game: Game) -> None:
    describe(lab_game)
    for mode in ("today", "survival", "placement", "exam"):
        slots = lab_game.rounds.start(mode).slots
        assert not any("/own-" in slot.question for slot in slots)
    assert not any("own-" in item.key for item in lab_game.library.search("study bot"))


# The save


def test_a_project_is_in_backups_exports_and_merges_and_erased_with_the_save(
    lab_game: Game, lab_home: Path, tmp_path: Path
) -> None:
    project = describe(lab_game)
    lab_game.close()

    def projects(player: str) -> list[str]:
        with closing(Game.open(lab_home, player)) as game:
            return [
                f"{one.name}: {one.answer('layer').text}" for one in game.lab.projects()
            ]

    def save(*args: object) -> None:
        done = run_weakspot("save", *args, "--home", lab_home)
        assert done.returncode == 0, done.stderr

    told = [f"Study bot: {project.answer('layer').text}"]
    backup, log = tmp_path / "copy.db", tmp_path / "log.jsonl"
    save("backup", backup)
    save("export", log)
    save("import", log, "--player", "ada")
    save("merge", backup, "--player", "bob")
    save("merge", save_path(lab_home), "--player", "ada")
    assert projects("ada") == projects("bob") == told
    save("verify", "--player", "ada")
    with closing(Game.open(lab_home, "ada")) as game:
        (one,) = game.lab.projects()
        game.lab.answer(one, "layer", StepAnswer(text="All in one."))
        game.lab.create("Second")
    save("merge", lab_home / "saves" / "ada.db", "--player", "bob")
    assert projects("bob") == ["Second: ", "Study bot: All in one."]
    save("restore", backup, "--player", "bob")
    assert projects("bob") == told
    save("erase", "--yes")
    assert projects("default") == []
    left = [path for path in (lab_home / "saves").rglob("default*") if path.is_file()]
    assert [path for path in left if b"Study bot" in path.read_bytes()] == []


def test_a_save_with_projects_alone_is_backed_up_before_a_merge_and_daily(
    lab_game: Game, lab_home: Path
) -> None:
    describe(lab_game)
    assert lab_game.check_save() == ""
    lab_game.close()
    with closing(Game.open(lab_home, "ada")) as ada:
        ada.lab.create("Other")
    run_weakspot("save", "merge", lab_home / "saves" / "ada.db", "--home", lab_home)
    backups = sorted(path.name for path in (lab_home / "saves" / "backups").iterdir())
    assert len(backups) == 2
