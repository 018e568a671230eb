import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from line_play import (
    LockingOutput,
    answer_line,
    answer_lines,
    play_lines,
    verdict_lines,
)
from quiz_home import (
    IDEAS,
    Clock,
    answer_question,
    make_bank,
    make_item,
    open_game,
    play_out,
    query_save,
    save_path,
    write_bank,
)
from weakspot.engine.session import ANSWERED, Session
from weakspot.engine.today import count_parts
from weakspot.errors import SaveError
from weakspot.game import Game
from weakspot.plain.console import ENDLESS_LINE, ENDLESS_LINES
from weakspot.plain.face import KEPT, NOTHING_ANSWERED, PlainFace
from weakspot.plain.line_commands import command_of
from weakspot.words.changes import ENOUGH, ONE_MORE
from weakspot.words.reasons import parts_words
from weakspot.words.rewards import RULE_LINES


def join_lines(text: str) -> str:
    """Join the words of a text, without its line breaks."""
    return " ".join(text.split())


@pytest.fixture
def small_game(tmp_path: Path, clock: Clock) -> Iterator[Game]:
    """A game on a choice question with three options in bank order and a multi
    question.
    """
    fixed = {"shuffle": False, "hint": "Look at the first."}
    items = (
        make_item("one", "first", **fixed),
        make_item("two", "second", kind="multi", **fixed),
    )
    bank = make_bank("few", {"first": "First topic", "second": "Second topic"}, *items)
    write_bank(tmp_path, "01-few.yaml", bank)
    game = open_game(tmp_path, clock)
    yield game
    game.close()


@pytest.fixture
def choice(small_game: Game) -> Session:
    return small_game.rounds.start(topic="first")


@pytest.fixture
def multi(small_game: Game) -> Session:
    return small_game.rounds.start(topic="second")


def test_a_question_has_its_place_reason_and_numbered_options(
    small_game: Game, choice: Session
) -> None:
    lines = play_lines(small_game, choice).splitlines()
    assert lines == [
        ":? lists the commands.",
        "",
        "· The few section / First topic · 1 of 1",
        "New to you.",
        "",
        "What is true of one?",
        "",
        "  1  right 0 in one",
        "  2  wrong 0 in one",
        "  3  wrong 1 in one",
        "> ",
        NOTHING_ANSWERED,
    ]


def test_a_right_answer_shows_explanation_and_source(
    small_game: Game, choice: Session
) -> None:
    text = play_lines(small_game, choice, "1")
    assert "\n✓ Right\n  So it is with one.\n  Source: A handbook\n" in text
    assert "Why not" not in text


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        *(
            (line, "✓ Right")
            for line in ("1 2", "2 1", "1,2", " 1 , 2 ", "1 2 2", "\u0661 2")
        ),
        ("2", "~ Partly: 1 of 2 found"),
        ("00", "✗ Not known yet"),
    ],
)
def test_several_numbers_are_taken_in_any_order_and_script(
    small_game: Game, multi: Session, line: str, verdict: str
) -> None:
    text = play_lines(small_game, multi, "1y", "1-2", "5", "0 1", line)
    assert "Several are right: give all their numbers." in text
    assert "1y is no answer: type numbers, or ? for help." in text
    assert verdict_lines(text) == [verdict]


def test_a_wrong_answer_shows_the_right_one_its_why_and_its_mix_up(
    small_game: Game, choice: Session
) -> None:
    text = play_lines(small_game, choice, "3")
    assert "\n✗ Missed\n  ✓ 1  right 0 in one\n" in text
    assert "  Why not 3: Never 1 in one.\n" in text
    assert "  A mix-up: “All of them are alike.”\n" in text
    assert "\nMix-ups to repair\n  “All of them are alike.” once\n" in text


@pytest.mark.parametrize(
    "lines",
    [["x"] * (ENDLESS_LINES + 1), [""] * (ENDLESS_LINES + 1), ["0" * ENDLESS_LINE]],
)
def test_endless_invalid_input_ends_the_round(
    small_game: Game, choice: Session, lines: list[str]
) -> None:
    text = play_lines(small_game, choice, *lines, "1")
    assert verdict_lines(text) == []
    assert text.endswith(f"\n{NOTHING_ANSWERED}\n")


def test_endless_input_after_the_results_ends_the_game(
    small_game: Game, choice: Session
) -> None:
    text = play_lines(small_game, choice, "s", "0", *["9"] * (ENDLESS_LINES + 1), "r")
    assert text.count("/ Results\n") == 1


def test_0_says_i_dont_know(small_game: Game, choice: Session, tmp_path: Path) -> None:
    text = play_lines(small_game, choice, "0")
    assert verdict_lines(text) == ["✗ Not known yet"]
    assert query_save(save_path(tmp_path), "SELECT given, guess FROM attempt") == [
        (None, 0.0)
    ]
    assert (
        small_game.rounds.open_rounds() == []
    )  # ended, though the input ended at its results


def test_numbers_follow_the_order_shown(game: Game) -> None:
    session = game.rounds.start()
    assert any(list(slot.shown[0]) != sorted(slot.shown[0]) for slot in session.slots)
    assert (
        verdict_lines(play_lines(game, session, *answer_lines(game, session)))
        == ["✓ Right"] * IDEAS
    )


@pytest.mark.parametrize(
    ("encoding", "signs"),
    [("utf-8", "✓✗~"), ("ascii", "+x~"), ("latin-1", "+x~"), ("utf-16", "✓✗~")],
)
def test_a_verdict_begins_with_a_sign_in_any_encoding(
    small_game: Game, encoding: str, signs: str
) -> None:
    verdicts = []
    for topic, line in (("first", "1"), ("first", "2"), ("second", "1")):
        verdicts += verdict_lines(
            play_lines(
                small_game,
                small_game.rounds.start(topic=topic),
                line,
                encoding=encoding,
            )
        )
    assert "".join(verdict[0] for verdict in verdicts) == signs


def test_arrows_are_printed_in_ascii_too(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    text = play_lines(
        game, session, *answer_lines(game, session, right=False), encoding="ascii"
    )
    assert "-> " in text
    assert "u2192" not in text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("4", "The numbers go from 1 to 3; 0 alone means: I don't know."),
        ("9999", "9999 is no answer: type a number, or ? for help."),
        ("1 2", "One option is right: type one number."),
        ("0 1", "The numbers go from 1 to 3; 0 alone means: I don't know."),
        ("1x", "1x is no answer: type a number, or ? for help."),
        ("1.5", "1.5 is no answer"),
        ("first", "first is no command here; ? lists them."),
        ("-1", "-1 is no command here"),
        (":1", "1 is no command here"),
        (":", ": is no command here"),
        ("²", "² is no command here"),
        ("", "Type a number and Enter; ? lists the commands."),
        ("   ", "Type a number and Enter; ? lists the commands."),
        ("1" + "9" * 5000, "is no answer"),
        ("x" * 5000, "x" * 40 + " is no command here"),
        ("\x1b[2J", "<U+001B>[2J is no command here"),
        ("1\u202e", "1<U+202E> is no answer"),
    ],
)
def test_a_line_that_is_no_answer_is_asked_for_again(
    small_game: Game, choice: Session, line: str, expected: str, tmp_path: Path
) -> None:
    text = play_lines(small_game, choice, line, "1")
    assert expected in text
    assert "\x1b" not in text
    assert verdict_lines(text) == ["✓ Right"]
    assert query_save(save_path(tmp_path), "SELECT count(*) FROM attempt") == [(1,)]


@pytest.mark.parametrize("colon", ["", ":", ": "])
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("h", "Hint: Look at the first."),
        ("f", "Nothing was answered yet."),
        ("u", "Nothing to take back."),
        ("?", "Answer with the number of an option"),
        ("q", NOTHING_ANSWERED),
        ("s", "Results"),
    ],
)
def test_a_command_is_taken_with_and_without_a_colon(
    small_game: Game, choice: Session, colon: str, command: str, expected: str
) -> None:
    assert expected in play_lines(small_game, choice, colon + command)


def test_a_hint_taken_before_the_round_was_left_is_shown_and_kept_with_its_answer(
    small_game: Game, choice: Session, tmp_path: Path
) -> None:
    play_lines(small_game, choice, "h")
    left = small_game.rounds.open_rounds()[0]
    assert "\nHint: Look at the first.\n> " in play_lines(small_game, left, "h", "1")
    assert query_save(save_path(tmp_path), "SELECT hint FROM attempt") == [(1,)]


def test_without_a_hint_it_says_so(game: Game) -> None:
    assert "There is no hint for this one." in play_lines(
        game, game.rounds.start(topic="lora"), "h"
    )


def test_undo_asks_the_last_question_again(game: Game) -> None:
    session = game.rounds.start()
    text = play_lines(
        game,
        session,
        answer_line(game, session, right=False),
        "u",
        answer_line(game, session),
    )
    assert "Taken back." in text
    assert text.count(f"· 1 of {IDEAS}") == 2
    assert [verdict[0] for verdict in verdict_lines(text)] == ["✗", "✓"]
    assert "the topic's figures stay as they were." in text
    assert "not tried" not in text
    assert game.progress.stats().attempts == 1


@pytest.mark.parametrize(
    ("mode", "expected"), [("today", KEPT), ("survival", NOTHING_ANSWERED)]
)
def test_an_untouched_round_is_resumed_only_if_it_is_of_today(
    game: Game, mode: str, expected: str
) -> None:
    session = game.rounds.start(mode)
    assert play_lines(game, session, "q").endswith(f"{expected}\n")
    assert (game.rounds.resume_or_start().id == session.id) is (expected == KEPT)


def test_quitting_an_untouched_round_does_not_speak_of_another_open_one(
    game: Game,
) -> None:
    play_lines(game, game.rounds.start("today"), "0", "q")
    assert play_lines(game, game.rounds.start("survival"), "q").endswith(
        f"{NOTHING_ANSWERED}\n"
    )
    assert play_lines(game, game.rounds.resume_or_start(), "q").endswith(f"{KEPT}\n")


def test_from_the_next_day_on_an_open_round_is_listed_below_todays(
    game: Game, clock: Clock
) -> None:
    session = game.rounds.start("survival")
    begun = game.rounds.advance(answer_question(game, session, right=False))
    assert game.rounds.resume_or_start() == begun
    clock.advance(days=1)
    text = play_lines(
        game,
        game.rounds.resume_or_start(),
        answer_line(game, game.rounds.resume_or_start()),
    )
    left_open = (
        "Left open: Survival, question 2. `weakspot play --mode survival` goes "
        "on there."
    )
    assert left_open in join_lines(text)
    assert "1 of" in text
    assert "Left open" not in play_lines(game, game.rounds.resume_or_start())
    assert game.rounds.resume_or_start(mode="survival") == begun
    clock.advance(days=1)
    lora = game.rounds.skip(game.rounds.start(topic="lora"))
    assert "Left open" not in play_lines(game, lora)
    clock.advance(days=1)
    today = game.rounds.resume_or_start()
    text = join_lines(play_lines(game, today))
    assert today.mode == "today"
    assert "The round left open is dropped; its answers are kept." in text
    assert "`weakspot play --topic tuning/lora` goes on there." in text
    assert game.rounds.resume_or_start(topic="tuning/lora") == lora
    assert "Left open" not in play_lines(
        game, game.rounds.resume_or_start(topic="tuning/lora")
    )


def test_quitting_keeps_the_round(game: Game) -> None:
    session = game.rounds.start()
    text = play_lines(game, session, answer_line(game, session), "q", "1")
    assert text.endswith(f"{KEPT}\n")
    (kept,) = game.rounds.open_rounds()
    assert (kept.id, kept.at) == (session.id, 1)


def test_the_end_of_input_keeps_the_round_with_its_hint(game: Game) -> None:
    session = game.rounds.start(topic="chunking", questions=2)
    play_lines(game, session, "s", "h")
    (kept,) = game.rounds.open_rounds()
    assert kept.at == 1
    assert kept.hinted == (game.library.question(kept.slot.question).hint is not None)


def test_a_round_left_at_a_verdict_shows_it_below_its_question_and_goes_on(
    game: Game,
) -> None:
    session = game.rounds.start()
    session = game.rounds.answer(session, None)
    assert session.phase == ANSWERED
    text = play_lines(game, session)
    asked, verdict, after = text.partition("\n✗ Not known yet\n")
    assert game.library.question(session.slot.question).prompt in asked
    assert verdict
    assert f"2 of {IDEAS}" in after


# Results


def test_results_show_the_score_what_moved_and_what_to_repair(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    text = play_lines(game, session, *answer_lines(game, session, right=False))
    assert "RLHF / Results\n0 of 2 right, 2 missed · 0 s\n" in text
    assert "What moved\n  · → ◆ RLHF: " in text
    assert " %, missed, until right on 2 days\n" in text
    assert "To repair\n  ✗ What is true of rlhf-" in text
    assert "back this week" in text
    assert "Enter or p practise what was missed · r again · t today's round" in text


def test_results_without_a_miss_offer_to_quit(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    text = play_lines(game, session, *answer_lines(game, session), "p", "")
    assert "Type one of the letters above" in text
    assert "RLHF / Results\nLooks good: RLHF\n2 of 2 right · 20 points · 0 s\n" in text
    assert "To repair" not in text
    assert "Enter or q quit · r again" in text
    assert text.endswith("> ")


def test_y_writes_the_round_in_lines_to_show_to_others(game: Game) -> None:
    session = game.rounds.start(topic="rlhf")
    lines = [*answer_lines(game, session)[:1], "0", "y", "q"]
    text = play_lines(game, session, *lines)
    results, _, shared = text.partition("· y share · ")
    assert "RLHF / Results" in results
    assert (
        "> \n◆\u00a0weakspot   2 Nov 2026\n■□\n1 of 2 right · 0 of 5 topics known\n\n> "
    ) in shared


@pytest.mark.parametrize("line", ["", "p", ":p"])
def test_results_offer_practice(game: Game, line: str) -> None:
    session = game.rounds.start(topic="lora")
    text = play_lines(game, session, *answer_lines(game, session, right=False), line)
    assert "◐ Missed / LoRA · 1 of 2" in text or "◆ Missed / LoRA · 1 of 2" in text
    assert game.rounds.open_rounds()[0].mode == "missed"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (":u", "Taken back."),
        ("r", "The tuning section / LoRA · 1 of 2"),
        ("t", f"1 of {IDEAS}"),
        ("w", "Weak spots / LoRA"),
        ("u", "The tuning section / LoRA · 2 of 2"),
        ("x", "Type one of the letters above"),
        ("1", "Type one of the letters above"),
    ],
)
def test_results_offer_other_rounds(game: Game, line: str, expected: str) -> None:
    session = game.rounds.start(topic="lora")
    text = play_lines(game, session, *answer_lines(game, session, right=False), line)
    assert expected in text.partition("Results")[2]


def test_a_round_left_open_goes_on_from_the_results_of_another(game: Game) -> None:
    left = answer_question(game, game.rounds.start())
    played = game.rounds.start(topic="lora", questions=1)
    text = play_lines(game, played, answer_line(game, played), "t", ":q")
    assert f"Going on with Today, question 1 of {IDEAS}." in text
    assert "dropped" not in text
    (kept,) = game.rounds.open_rounds()
    assert (kept.id, kept.at) == (left.id, 1)


def test_a_round_begun_at_the_results_of_another_day_backs_up_first(
    game: Game, home: Path, clock: Clock
) -> None:
    done = play_out(game, game.rounds.start(topic="lora"))
    clock.advance(days=1)
    PlainFace(game, io.StringIO(), io.StringIO()).take_next_step("t", done)
    assert [file.name for file in (home / "saves" / "backups").iterdir()] == [
        "default-2026-11-03.db"
    ]


def test_there_is_no_practise_where_all_that_was_missed_is_muted(game: Game) -> None:
    session = game.rounds.start(topic="lora")
    game.library.cycle_mute(session.slots[0].question)
    game.library.cycle_mute(session.slots[0].question)  # its topic
    text = play_lines(game, session, *answer_lines(game, session, right=False), "")
    assert "Enter or q quit · r again" in text


def test_the_results_of_a_practice_offer_to_quit_first(game: Game) -> None:
    missed = game.rounds.practise(
        play_out(game, game.rounds.start(topic="lora"), right=False)
    )
    text = play_lines(game, missed, *answer_lines(game, missed, right=False), "")
    assert "Enter or q quit · p practise what was missed" in text
    assert game.rounds.open_rounds() == []


# Text from outside


def test_p17_control_and_bidi_characters_are_spelled_out(tmp_path: Path) -> None:
    bad = "d[key] [/b] \u202e漢字"
    options = [
        {"text": f"right {bad}", "right": True},
        {"text": f"wrong {bad}", "why": f"why {bad}"},
    ]
    changes = {
        "prompt": f"prompt {bad}",
        "explain": f"So {bad}.",
        "hint": f"hint {bad}",
    }
    question = make_item("one", "topic", options=options, **changes)
    question["options"][1]["misconception"] = "belief"
    value = make_bank("few", {"topic": f"Topic {bad}"}, question) | {
        "title": f"Title {bad}",
        "misconceptions": {"belief": f"belief {bad}"},
        "notes": f"## Topic {bad}\n\nWords.\n",
    }
    write_bank(tmp_path, "01-few.yaml", value)
    with closing(open_game(tmp_path)) as game:
        session = game.rounds.start(section="few")
        text = play_lines(game, session, "h", answer_line(game, session, right=False))
    assert "\u202e" not in text
    for label in (
        "prompt",
        "right",
        "wrong",
        "why",
        "So",
        "hint",
        "Topic",
        "Title",
        "belief",
    ):
        assert f"{label} d[key] [/b] <U+202E>漢字" in " ".join(text.split())


def test_a_long_prompt_is_wrapped_and_its_options_are_indented(tmp_path: Path) -> None:
    long = "word " * 40
    options = [
        {"text": f"{long}one", "right": True},
        {"text": f"{long}two", "why": long},
    ]
    question = make_item("one", "t", prompt=long, options=options)
    write_bank(tmp_path, "01-few.yaml", make_bank("few", {"t": "T"}, question))
    with closing(open_game(tmp_path)) as game:
        lines = play_lines(game, game.rounds.start(), "0").splitlines()
    assert max(map(len, lines)) <= 78
    assert sum(line.startswith("     word") for line in lines) >= 4


def test_only_a_number_that_is_worked_out_is_repeated_as_an_answer(
    tmp_path: Path,
) -> None:
    options = [{"text": "p = 0.1", "right": True}, {"text": "p = 0.2", "why": "No."}]
    write_bank(
        tmp_path,
        "01-few.yaml",
        make_bank("few", {"t": "T"}, make_item("one", "t", options=options)),
    )
    with closing(open_game(tmp_path)) as game:
        assert "Your answer" not in play_lines(game, game.rounds.start(), "1")


def test_a_path_is_not_broken_apart(tmp_path: Path) -> None:
    folder = (
        tmp_path
        / "a-home-with-a-name"
        / "and-another-one-below"
        / "it-is-long-enough-now"
    )
    write_bank(
        folder, "01-few.yaml", make_bank("few", {"t": "T"}, make_item("one", "t"))
    )
    (folder / "questions" / "02-broken.yaml").write_text("section: [")
    with closing(open_game(folder)) as game:
        assert f"{folder}/questions/02-broken.yaml:" in play_lines(
            game, game.rounds.start()
        )


# Saving


def test_a_verdict_is_printed_only_after_it_is_saved(
    small_game: Game, choice: Session, tmp_path: Path
) -> None:
    counts = []

    class Watched(io.StringIO):
        def write(self, text: str) -> int:
            if "Right" in text:
                counts.extend(
                    query_save(save_path(tmp_path), "SELECT count(*) FROM attempt")
                )
            return super().write(text)

    PlainFace(small_game, io.StringIO("1"), Watched()).play(
        choice
    )  # its last line without an end
    assert counts == [(1,)]


@pytest.mark.parametrize(
    ("mode", "since", "line", "expected"),
    [
        ("today", "1 of 9", "0", "Not known"),
        ("today", "1 of 9", "s", "2 of 9"),
        ("today", "2 of 9", "f", "Flagged: "),
        ("exam", "question 1 of 9", "0", "question 2 of 9"),
        ("exam", "question 1 of 9", "f", "Flagged to come back to."),
        ("today", "/ Results", "f", "Flagged: "),
    ],
)
def test_p04_what_could_not_be_saved_can_be_typed_again(
    game: Game, home: Path, mode: str, since: str, line: str, expected: str
) -> None:
    session = game.rounds.start(mode)
    before = {"2 of 9": 1, "/ Results": 9}.get(since, 0)
    out = LockingOutput(game, save_path(home), since)
    PlainFace(game, io.StringIO("0\n" * before + f"{line}\n{line}\n"), out).play(
        session
    )
    out.db.close()
    refused, again = join_lines(out.getvalue()).split("try again", 1)
    assert "Not saved: another program holds" in refused
    assert expected in again


def test_p04_a_hint_is_shown_once_it_is_saved_that_it_was(
    game: Game, home: Path
) -> None:
    out = LockingOutput(game, save_path(home), "1 of 2")
    PlainFace(game, io.StringIO("h\nh\n"), out).play(
        game.rounds.start(topic="chunking")
    )
    out.db.close()
    refused, again = out.getvalue().split("Type it again.", 1)
    assert "Hint: " not in refused
    assert "Hint: Think of its size." in again


@pytest.mark.parametrize("typed", ["", "q"])
def test_p04_after_a_verdict_enter_tries_again_to_go_on(
    game: Game, home: Path, typed: str
) -> None:
    out = LockingOutput(game, save_path(home), "Not known yet")
    face, session = (
        PlainFace(game, io.StringIO(f"0\n{typed}\n"), out),
        game.rounds.start(),
    )
    if typed:
        with pytest.raises(SaveError, match="not saved: another program holds"):
            face.play(session)
    else:
        face.play(session)
    out.db.close()
    refused, again = join_lines(out.getvalue()).split("Enter tries again.", 1)
    assert "Your answer is saved. Not saved: another program holds" in refused
    assert ("2 of 9" in again) == (not typed)
    assert query_save(save_path(home), "SELECT count(*) FROM attempt") == [(1,)]


def test_p04_on_the_review_page_a_question_number_can_be_typed_again(
    game: Game, home: Path
) -> None:
    out = LockingOutput(game, save_path(home), "0 of 9 answered")
    PlainFace(game, io.StringIO("v\n3\n3\n"), out).play(game.rounds.start("exam"))
    out.db.close()
    refused, again = join_lines(out.getvalue()).split("Type it again.", 1)
    assert "Not saved: another program holds" in refused
    assert "question 3 of 9" in again


def test_p04_while_an_exam_is_looked_through_a_flag_can_be_typed_again(
    game: Game, home: Path
) -> None:
    session = game.rounds.start("exam", questions=2)
    lines = [
        answer_line(game, session),
        answer_line(game, session, at=1),
        "v",
        "f",
        "f",
        "q",
    ]
    out = LockingOutput(game, save_path(home), "Your answer: ")
    PlainFace(game, io.StringIO("".join(f"{line}\n" for line in lines)), out).play(
        session
    )
    out.db.close()
    refused, again = join_lines(out.getvalue()).split("Type it again.", 1)
    assert "Not saved: another program holds" in refused
    assert "Flagged: " in again


# The parts


@pytest.mark.parametrize(
    ("line", "command", "of_text"),
    [
        ("h", "h", ""),
        (":h", "h", "h"),
        (": h ", "h", "h"),
        (":", ":", ":"),
        ("1 3", "", ""),
        ("0", "", ""),
        (":0", "0", "0"),
        ("help", "help", ""),
    ],
)
def test_a_line_is_a_command_behind_a_colon_or_by_a_letter_where_it_is_no_text(
    line: str, command: str, of_text: str
) -> None:
    assert [command_of(line, is_text=is_text) for is_text in (False, True)] == [
        command,
        of_text,
    ]


def test_survival_in_lines_shows_the_misses_left_and_how_far_it_went(
    game: Game,
) -> None:
    session = game.rounds.start("survival")
    text = play_lines(game, session, *answer_lines(game, session, right=False)[:3])
    assert " · 3 lives left\n" in text
    assert " · 1 life left\n" in text
    assert "A partly right answer or a skip counts as a miss." in text
    assert "0 right answers before the last miss.\n" in text


def test_a_line_of_why_disputes_the_last_answer(small_game: Game) -> None:
    session = small_game.rounds.start()
    lines = play_lines(
        small_game,
        session,
        ":d why",
        answer_line(small_game, session, right=False),
        ":d Both are right.",
        ":s",
    )
    assert "There is no answer to dispute yet; answer first." in lines
    assert "Disputed: the last answer does not count." in lines
    assert "0 of 0 right, 1 skipped" in lines
    assert [dispute.note for dispute in small_game.progress.stats().disputes] == [
        "Both are right."
    ]


def test_disputing_again_restores_the_answer_even_after_the_round(
    small_game: Game, choice: Session
) -> None:
    lines = play_lines(
        small_game, choice, answer_line(small_game, choice, right=False), ":d why", ":d"
    )
    assert lines.count("0 of 1 right, 1 missed") == 2
    assert lines.count("0 of 0 right") == 1
    assert "The last answer is no longer disputed." in lines
    assert small_game.progress.stats().disputes == ()


@pytest.mark.parametrize(
    ("encoding", "sign", "dot"), [("utf-8", "✓", "·"), ("ascii", "+", "-")]
)
def test_details_of_the_last_answer_are_shown_on_demand_and_after_the_round(
    small_game: Game, choice: Session, encoding: str, sign: str, dot: str
) -> None:
    assert "Nothing was answered yet." in play_lines(small_game, choice, ":e")
    lines = play_lines(
        small_game, choice, answer_line(small_game, choice), ":e", encoding=encoding
    ).splitlines()
    assert f"  History: 2 Nov {sign}" in lines
    assert f"  Kind: one right {dot} level 2 of 4, understand" in lines


def test_f_after_a_verdict_flags_the_question_of_that_verdict_and_takes_it_back(
    small_game: Game,
) -> None:
    session = small_game.rounds.start(questions=2)
    assert "Nothing was answered yet." in play_lines(small_game, session, "f")
    first, second = (slot.question for slot in session.slots)
    prompt = small_game.library.question(first).prompt
    text = join_lines(
        play_lines(small_game, session, answer_line(small_game, session), "f")
    )
    assert f"Flagged: “{prompt}”. :f again: no longer." in text
    session = small_game.rounds.open_rounds()[0]
    assert session.slot.question == second  # it is still asked
    text = join_lines(
        play_lines(small_game, session, ":f", answer_line(small_game, session), "f")
    )
    assert f"No longer flagged: “{prompt}”." in text
    assert (
        small_game.library.is_flagged(first),
        small_game.library.is_flagged(second),
    ) == (False, True)  # after the results, too


def test_a_prompt_of_several_lines_is_named_in_one(tmp_path: Path) -> None:
    question = make_item(
        "one", "t", prompt="Given\n\n    if x:\n        go()\n\nwhat is x?\n"
    )
    write_bank(tmp_path, "01-few.yaml", make_bank("few", {"t": "T"}, question))
    with closing(open_game(tmp_path)) as game:
        assert "Flagged: “Given if x: go() what is x?”." in play_lines(
            game, game.rounds.start(), "0", "f"
        )


def test_m_after_a_verdict_mutes_the_question_of_that_verdict(small_game: Game) -> None:
    session = small_game.rounds.start(questions=2)
    assert "Nothing was answered yet." in play_lines(small_game, session, "m")
    first, second = (slot.question for slot in session.slots)
    prompt, topic = (
        small_game.library.question(first).prompt,
        small_game.library.topic_title(small_game.library.topic_key(first)),
    )
    text = play_lines(small_game, session, answer_line(small_game, session), "m")
    assert (
        f"Muted: “{prompt}” is not asked again. :m again: nor its topic, {topic}."
        in join_lines(text)
    )
    assert list(small_game.library.muted_titles()) == [first]
    session = small_game.rounds.open_rounds()[0]
    assert session.slot.question == second  # it is still asked
    text = play_lines(
        small_game, session, "m", ":m", answer_line(small_game, session), "m"
    )
    assert f"the topic {topic} is not asked again either." in join_lines(text)
    assert f"No longer muted: “{prompt}” and its topic, {topic}." in join_lines(text)
    assert list(small_game.library.muted_titles()) == [second]  # after the results, too


def test_a_round_of_which_all_the_rest_was_muted_does_not_say_that_nothing_was_answered(
    game: Game,
) -> None:
    text = play_lines(game, game.rounds.start(topic="ranking"), "0", ":m", ":m", ":q")
    assert text.endswith("Your answers are saved; there is nothing to go on with.\n")


@pytest.mark.parametrize("command", ["*", ":*"])
def test_points_streak_and_their_rules_are_shown(
    small_game: Game, choice: Session, command: str
) -> None:
    lines = play_lines(small_game, choice, command, "1", command).splitlines()
    assert "> 0 points · no streak now · 5 answers and today counts" in lines
    assert "> 10 points · no streak now · 4 more answers and today counts" in lines
    assert [line[4:] for line in lines if line.startswith("  - ")] == [
        *RULE_LINES,
        *RULE_LINES,
    ]


def test_a_round_whose_save_was_removed_meanwhile_is_not_said_to_be_kept(
    small_game: Game, choice: Session, tmp_path: Path
) -> None:
    save_path(tmp_path).unlink()
    out = io.StringIO()
    with pytest.raises(SaveError, match="moved, removed or replaced"):
        PlainFace(small_game, io.StringIO("q\n"), out).play(choice)
    assert KEPT not in out.getvalue()


def test_a_round_of_the_day_says_its_plan_first_and_at_the_end_what_changed(
    game: Game, clock: Clock
) -> None:
    play_out(game, game.rounds.start("today", questions=8), right=False)
    clock.advance(days=3)
    session = game.rounds.start("today")
    reasons = Counter(slot.reason for slot in session.slots)
    lines = play_lines(game, session, *answer_lines(game, session)).splitlines()
    plan = f"Today: {parts_words(count_parts(reasons.elements()))}"
    assert lines[0] == plan
    assert "comes back" in plan or "come back" in plan
    assert "to repair" in plan
    assert "known" in lines[1]
    done = next(line for line in lines if line.startswith(ENOUGH))
    assert lines.index(done) > lines.index("Today / Results")
    assert play_lines(game, game.rounds.start("today")).startswith(ONE_MORE)


def test_only_the_round_of_the_day_ends_the_day(game: Game) -> None:
    session = game.rounds.start("survival")
    text = play_lines(game, session, *answer_lines(game, session, right=False))
    assert "/ Results" in text
    assert ENOUGH not in text
    assert "Today:" not in text
