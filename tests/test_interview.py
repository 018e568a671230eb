import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from line_play import LockingOutput, TimedLines, play_input, play_lines
from quiz_home import (
    Clock,
    make_bank,
    make_item,
    make_open_item,
    open_game,
    play_out,
    save_path,
    write_bank,
)
from weakspot.engine.session import Session
from weakspot.engine.values import Essay
from weakspot.errors import NothingToPlay
from weakspot.game import Game
from weakspot.plain.face import PlainFace


@pytest.fixture
def interview_game(tmp_path: Path, clock: Clock) -> Iterator[Game]:
    """A game with seven open questions of three minutes each and seven choices; two ask
    the same idea.
    """
    names = {f"topic-{n}": f"Topic {n}" for n in range(7)}
    items = [make_open_item(f"open-{n}", f"topic-{n}", minutes=3) for n in range(6)]
    items += [make_open_item("open-6", "topic-6", minutes=3, concept="idea")]
    items += [make_item(f"pick-{n}", f"topic-{n}") for n in range(6)] + [
        make_item("pick-6", "topic-6", "idea")
    ]
    write_bank(tmp_path, "01-talk.yaml", make_bank("talk", names, *items))
    with closing(open_game(tmp_path, clock)) as game:
        yield game


def leave_half_written(game: Game, clock: Clock) -> Session:
    """Start an interview and leave its first answer half-written, after 50 of its 180
    seconds.
    """
    session = game.rounds.start("interview")
    clock.seconds += 50
    return game.rounds.save_draft(
        session, Essay(text="Half a thought", ticks=frozenset())
    )


def test_an_interview_asks_up_to_five_open_questions_and_nothing_else(
    interview_game: Game,
) -> None:
    session = interview_game.rounds.start("interview")
    assert len({slot.question for slot in session.slots}) == 5
    assert all(slot.question.startswith("talk/open-") for slot in session.slots)
    assert len(interview_game.rounds.start("interview", questions=7).slots) == 7


def test_the_first_rounds_take_no_essay_if_there_is_more(
    tmp_path: Path, interview_game: Game
) -> None:
    def asked() -> set[str]:
        slots = [
            slot
            for seed in range(6)
            for slot in interview_game.rounds.start("today", seed=seed).slots
        ]
        return {slot.question.partition("/")[2][:4] for slot in slots}

    for _ in range(3):
        assert asked() == {"pick"}
        play_out(interview_game, interview_game.rounds.start("today"))
    assert "open" in asked()

    items = [make_open_item("only", "essays"), make_item("pick", "picks")]
    write_bank(
        tmp_path / "new",
        "01-talk.yaml",
        make_bank("talk", {"essays": "E", "picks": "P"}, *items),
    )
    with closing(open_game(tmp_path / "new", Clock())) as new:
        asked_there = [
            new.rounds.start("today", topic="essays"),
            new.rounds.start("today"),
        ]
        assert [session.slots[0].question for session in asked_there] == [
            "talk/only",
            "talk/pick",
        ]
        new.library.cycle_mute("talk/pick")
        assert [slot.question for slot in new.rounds.start("today").slots] == [
            "talk/only"
        ]


def test_a_placement_asks_for_no_essay_and_passes_over_a_section_of_nothing_else(
    tmp_path: Path,
) -> None:
    topics = [f"topic-{n}" for n in range(5)]
    items = [make_item(f"pick-{topic}", topic) for topic in topics]
    items += [make_open_item(f"essay-{topic}", topic) for topic in topics]
    write_bank(
        tmp_path, "01-talk.yaml", make_bank("talk", dict.fromkeys(topics, "T"), *items)
    )
    write_bank(
        tmp_path,
        "02-prose.yaml",
        make_bank("prose", {"all": "A"}, make_open_item("essay", "all")),
    )
    with closing(open_game(tmp_path)) as game:
        done = play_out(game, game.rounds.start("placement"))
    assert sorted(slot.question for slot in done.slots) == [
        f"talk/pick-{topic}" for topic in topics
    ]


def test_a_round_begins_with_the_easiest_that_one_key_answers(tmp_path: Path) -> None:
    names = {f"topic-{n}": f"Topic {n}" for n in range(4)}
    items = [
        make_item("several", "topic-0", kind="multi", level=1),
        make_item("hard", "topic-1", level=4),
        make_item("easy", "topic-2", "truefalse", kind="truefalse", level=1),
        make_open_item("essay", "topic-3", level=1),
    ]
    write_bank(tmp_path, "01-talk.yaml", make_bank("talk", names, *items))
    with closing(open_game(tmp_path, Clock())) as game:
        for mode in ("today", "missed"):
            rounds = [
                game.rounds.start(mode, questions=4, seed=seed) for seed in range(6)
            ]
            assert {session.slots[0].question for session in rounds} == {"talk/easy"}
            play_out(game, rounds[0], right=False)


def test_without_an_open_question_there_is_no_interview(game: Game) -> None:
    with pytest.raises(NothingToPlay, match="there is no open question to ask yet"):
        game.rounds.start("interview")


@pytest.mark.parametrize("mode", ["survival", "sprint", "exam", "placement"])
def test_a_round_without_essays_says_so_where_there_is_nothing_else(
    tmp_path: Path, mode: str
) -> None:
    write_bank(
        tmp_path,
        "01-talk.yaml",
        make_bank("talk", {"essays": "E"}, make_open_item("one", "essays")),
    )
    with (
        closing(open_game(tmp_path)) as game,
        pytest.raises(NothingToPlay, match="asks no open questions"),
    ):
        game.rounds.start(mode)


def test_each_question_has_minutes_and_does_not_end_with_them(
    interview_game: Game, clock: Clock
) -> None:
    session = interview_game.rounds.start("interview")
    assert session.seconds_left == 180
    clock.seconds += 500
    session = interview_game.rounds.answer(
        session, Essay(text="Measure.", ticks=frozenset({0}))
    )
    assert session.outcome is not None
    assert (session.outcome.verdict.score, session.seconds_left) == (0.5, 0)
    session = interview_game.rounds.advance(session)
    assert session.seconds_left == 180
    clock.seconds += 20
    assert interview_game.rounds.undo(session).seconds_left == 180


def test_a_skip_undone_gives_no_more_time(interview_game: Game, clock: Clock) -> None:
    session = interview_game.rounds.start("interview")
    clock.seconds += 50
    session = interview_game.rounds.skip(session)
    assert session.seconds_left == 180
    clock.seconds += 20
    assert interview_game.rounds.undo(session).seconds_left == 130


def test_an_interview_left_goes_on_with_the_time_and_the_text_it_had(
    interview_game: Game, clock: Clock, tmp_path: Path
) -> None:
    leave_half_written(interview_game, clock)
    with closing(open_game(tmp_path, clock)) as reopened:
        (left,) = reopened.rounds.open_rounds()
        assert left.seconds_left == 130
        assert left.draft == Essay(text="Half a thought", ticks=frozenset())


def test_in_lines_a_skip_undone_brings_the_text_back(interview_game: Game) -> None:
    session = interview_game.rounds.start("interview")
    text = play_lines(interview_game, session, "Half a thought", ":s", ":u")
    assert text.endswith(
        "Written so far:\n  Half a thought\n> \nKept. `weakspot` goes on here.\n"
    )


def test_in_lines_a_text_that_could_not_be_graded_is_kept(
    interview_game: Game, tmp_path: Path
) -> None:
    out = LockingOutput(interview_game, save_path(tmp_path), "0 for none.")
    lines = io.StringIO("A whole thought\n.\n1\n:q\n")
    PlainFace(interview_game, lines, out).play(interview_game.rounds.start("interview"))
    out.db.close()
    assert "Not saved: another program holds" in out.getvalue()
    (left,) = interview_game.rounds.open_rounds()
    assert left.draft == Essay(text="A whole thought", ticks=frozenset())


def test_an_interview_left_at_a_question_muted_since_has_the_minutes_of_the_next(
    interview_game: Game, clock: Clock
) -> None:
    session = leave_half_written(interview_game, clock)
    first, second, *others = (slot.question for slot in session.slots)
    interview_game.library.cycle_mute(second)
    (left,) = interview_game.rounds.open_rounds()
    assert (left.slot.question, left.seconds_left, left.draft) == (
        first,
        130,
        session.draft,
    )
    interview_game.library.cycle_mute(first)
    (left,) = interview_game.rounds.open_rounds()
    assert (left.slot.question, left.seconds_left, left.draft) == (others[0], 180, None)


def test_an_interview_left_at_a_question_gone_since_has_the_minutes_of_the_next(
    interview_game: Game, clock: Clock, tmp_path: Path
) -> None:
    session = leave_half_written(interview_game, clock)
    first, second, *_ = (slot.question for slot in session.slots)
    bank, id = tmp_path / "questions" / "01-talk.yaml", first.removeprefix("talk/")
    bank.write_text(
        bank.read_text("utf-8").replace(f"id: {id}\n", "id: renamed\n"), "utf-8"
    )
    interview_game.library.reload()
    (left,) = interview_game.rounds.open_rounds()
    assert (left.slot.question, left.seconds_left, left.draft) == (second, 180, None)


def test_an_interview_ends_in_its_results(interview_game: Game) -> None:
    session = play_out(
        interview_game, interview_game.rounds.start("interview"), right=None
    )
    assert len(session.answered) == 5
    assert interview_game.progress.end_lines(session) == []


def test_in_lines_the_time_is_shown_and_its_end_is_said(
    interview_game: Game, clock: Clock
) -> None:
    lines = TimedLines(clock, [(10, ":0"), (400, ":0")])
    text = play_input(interview_game, interview_game.rounds.start("interview"), lines)
    assert " · 1 of 5 · 3:00 left\n" in text
    assert " · 2 of 5 · 3:00 left\n" in text
    assert text.count("It took more than its time.") == 1


@pytest.mark.parametrize("mode", ["survival", "sprint"])
def test_self_graded_questions_are_not_asked_in_rounds_for_points(
    interview_game: Game, mode: str
) -> None:
    asked = {slot.question for slot in interview_game.rounds.start(mode).slots}
    assert asked
    assert not any("open-" in question for question in asked)


def test_the_length_of_an_exam_is_given_without_essays(interview_game: Game) -> None:
    assert (
        interview_game.progress.exam_length()
        == len(interview_game.rounds.start("exam").slots)
        == 7
    )
