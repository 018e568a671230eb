"""Every kind in line mode: how it is printed, what is read, what is refused."""

import io
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from kind_bank import BANK, open_kind_game, start_kinds_round

from quiz_home import query_save, save_path
from weakspot.engine.constants import MAX_ESSAY_LENGTH
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.session import Session
from weakspot.engine.values import Essay, Verdict
from weakspot.game import Game
from weakspot.plain.answers import build_reader
from weakspot.plain.commands import TEXT_COMMANDS
from weakspot.plain.rounds import PlainFace
from weakspot.words.feedback import given_line

RIGHT = {
    "choice": "2",
    "multi": "2 4",
    "truefalse": "2",
    "typed": "KV cache\nprefill",
    "number": "$150",
    "match": "3 5 2 4",
    "sort": "2, 1, 2, 1, 2",
    "order": "3 1 4 2",
    "lines": "3 7",
    "decision": "2 2",
    "open": "Which cases?\nAnd a bar.\n.\n1 2 3",
}
WRONG = {
    "choice": "1",
    "multi": "1 3",
    "truefalse": "1",
    "typed": "zzz\n0",
    "number": "0",
    "match": "1 3 4 2",
    "sort": "1 2 1 2 1",
    "order": "2 4 1 3",
    "lines": "1",
    "decision": "1 1",
    "open": "no\n\n0",
}


class Output(io.StringIO):
    """The output of line mode."""

    @property
    def words(self) -> str:
        return " ".join(self.getvalue().split())


def play_kinds(
    home: Path, lines: str, *kinds: str
) -> tuple[Output, Session | None, Game]:
    """Play a round of these kinds; returns the output, the round if it is still open,
    and the game.
    """
    game, out = open_kind_game(home), Output()
    PlainFace(game, io.StringIO(lines), out).play(start_kinds_round(game, *kinds))
    open_rounds = game.rounds.open_rounds()
    return out, open_rounds[0] if open_rounds else None, game


def read_verdict(home: Path, lines: str, kind: str) -> Verdict:
    """Return the verdict on the first question after these lines."""
    _, session, _ = play_kinds(home, f"{lines}\n", kind, "truefalse")
    assert session is not None
    assert session.at == 1
    ((_, outcome),) = session.answered
    return outcome.verdict


def test_a_case_is_printed_above_its_question(tmp_path: Path) -> None:
    bank = BANK.replace("- id: choice\n", "- id: choice\n  case: bot\n")
    bank = bank.replace('"One line."', '"step\\tresult \\n\\n1\\tno [key]\\n"')
    game, out = open_kind_game(tmp_path, bank), Output()
    PlainFace(game, io.StringIO(""), out).play(
        start_kinds_round(game, "choice", "truefalse")
    )
    output = out.getvalue()
    assert (
        "\nA support bot's trace\n  | step    result\n  |\n  | 1   no "
        "[key]\n\nWhich weights"
    ) in output


def test_the_lines_of_a_text_stay_lines(tmp_path: Path) -> None:
    bank = BANK.replace(
        "prompt: Which weights does `LoRA` train?",
        r'prompt: "Given\n\n    if x:\n\tgo\n\nWhat is x?\n"',
    )
    bank = bank.replace("{text: The tokenizer,", r'{text: "None of\nthese",')
    game, out = open_kind_game(tmp_path, bank), Output()
    PlainFace(game, io.StringIO(""), out).play(
        start_kinds_round(game, "choice", "truefalse")
    )
    output = out.getvalue()
    assert "\n\nGiven\n\n    if x:\n        go\n\nWhat is x?\n\n  1" in output
    assert "  None of\n     these\n" in output


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "truefalse"])
def test_a_right_and_a_wrong_answer(tmp_path: Path, kind: str) -> None:
    assert read_verdict(tmp_path, RIGHT[kind], kind).right
    assert read_verdict(tmp_path, WRONG[kind], kind).score < 0.5


def test_a_calculation_is_told_what_it_comes_to(tmp_path: Path) -> None:
    out, _, _ = play_kinds(tmp_path, "6/2+4\n", "number", "choice")
    assert "  Your answer: 6/2+4 = $7\n" in out.getvalue()


def test_a_calculation_is_told_once_among_the_answers_of_an_exam(
    tmp_path: Path,
) -> None:
    with closing(open_kind_game(tmp_path)) as game:
        session = game.rounds.start("exam")
        at = next(
            at
            for at, slot in enumerate(session.slots)
            if slot.question.endswith("/number")
        )
        out = io.StringIO()
        PlainFace(game, io.StringIO("6/2+4\nv\n\n\nv\n"), out).play(
            game.rounds.visit(session, at)
        )
    assert (
        out.getvalue().partition("Exam / Results")[2].count("Your answer: 6/2+4 = $7\n")
        == 1
    )


def test_nought_is_not_knowing_behind_a_colon_where_text_answers(
    tmp_path: Path,
) -> None:
    kinds = [kind for kind in KINDS if kind != "truefalse"]
    lines = [":0" if kind in ("typed", "number", "open") else "0" for kind in kinds]
    out, session, _ = play_kinds(
        tmp_path, "\n".join([*lines, ":0", ""]), *kinds, "truefalse", "choice"
    )
    assert session is not None
    assert all(outcome is not None and outcome.unknown for outcome in session.outcomes)
    assert out.words.count("x Not known yet") == len(KINDS)


def test_nought_and_letters_are_text_where_text_answers(tmp_path: Path) -> None:
    out, session, _ = play_kinds(tmp_path, "q\nh\n", "typed", "choice")
    assert session is not None
    assert session.at == 1
    ((_, outcome),) = session.answered
    assert [part.given for part in outcome.verdict.parts] == ["q", "h"]
    assert (
        out.words.count(":0 means") == 1
    )  # before the first line, and neither as a complaint nor as help


@pytest.mark.parametrize(("kind", "line", "says"), [
    ("choice", "9", "The numbers go from 1 to 3"),
    ("choice", "1 2", "One option is right"),
    ("match", "1 2", "4 numbers from 1 to 5"),
    ("match", "1 1 2 3", "Each number goes with one only"),
    ("sort", "1 2 3 1 1", "5 numbers from 1 to 2"),
    ("order", "1 1 2 3", "Each of 1 to 4 once"),
    ("decision", "1", "Two numbers: what to do, 1 to 2, and why, 1 to 3."),
    ("decision", "0 2", "Two numbers"),
    ("lines", "10", "The numbers go from 1 to 9"),
    ("number", "lots", "is not a number"),
    ("number", "", "Nothing is written yet; :0 means I don't know."),
    ("typed", "\n", "Nothing is written yet"),
    ("open", ".", "Nothing is written yet"),
    ("open", "cases\n.\n4", "The numbers go from 1 to 3; 0 alone means: none of them."),
    ("sort", "1 ² 1 1 1", "is no answer"),
])  # fmt: skip
def test_a_line_that_is_no_answer_is_not_graded(
    tmp_path: Path, kind: str, line: str, says: str
) -> None:
    out, session, _ = play_kinds(tmp_path, f"{line}\n", kind)
    assert says in out.words
    assert session is not None
    assert session.at == 0
    assert not session.outcomes


@pytest.mark.parametrize("kind", ["multi", "match", "sort", "order", "decision"])
def test_what_was_answered_is_repeated_in_the_order_shown(
    tmp_path: Path, kind: str
) -> None:
    game = open_kind_game(tmp_path)
    (slot,) = start_kinds_round(game, kind).slots
    question = game.library.question(slot.question)
    response = build_reader(question, slot).take_line(RIGHT[kind])
    verdict = question.grade(response, slot.numbers)
    line = given_line(slot, verdict)
    labels = [part.label for part in verdict.parts if part.given]
    shown = [verdict.parts[at].label for at in slot.shown[0] if verdict.parts[at].given]
    if kind in ("match", "sort", "order"):
        assert all(f"{label}:" in line for label in labels)
    if kind in ("sort", "order"):
        assert labels != shown  # the order of the bank would give the answer away
    assert [line.index(label) for label in shown] == sorted(
        line.index(label) for label in shown
    )


@pytest.mark.parametrize(
    ("kind", "how", "first"),
    [
        ("match", "first", "  -  "),
        ("sort", "second", "  1  "),
        ("order", "above", "  -  "),
    ],
)
def test_the_list_that_the_numbers_are_for_is_named(
    tmp_path: Path, kind: str, how: str, first: str
) -> None:
    out, _, _ = play_kinds(tmp_path, "", kind)
    lines = out.getvalue().splitlines()
    assert next(line for line in lines if line.startswith("  ")).startswith(first)
    assert any(how in line for line in lines if " numbers: " in line)


@pytest.mark.parametrize(
    ("kind", "cut", "words"),
    [
        (
            "typed",
            [],
            [
                "from the __1__; the pass that fills it is called __2__.",
                "One gap a line. ",
            ],
        ),
        (
            "typed",
            [
                "; the pass that fills it is called {2}",
                "    - accept: [prefill, prefilling]\n",
            ],
            ["from the ____.", "Type what is missing. "],
        ),
        ("number", [], ["Type a number, in $, "]),
        ("number", ["  unit: $\n"], ["Type a number, within 2 %"]),
    ],
)
def test_what_is_typed_is_asked_for(
    tmp_path: Path, kind: str, cut: list[str], words: list[str]
) -> None:
    bank = BANK
    for part in cut:
        bank = bank.replace(part, "")
    game, out = open_kind_game(tmp_path, bank), Output()
    with closing(game):
        PlainFace(game, io.StringIO(), out).play(start_kinds_round(game, kind))
    for each in words:
        assert each in out.words


def test_an_item_can_be_left_out(tmp_path: Path) -> None:
    verdict = read_verdict(tmp_path, "3 0 0 4", "match")
    assert [part.given is None for part in verdict.parts] == [False, True, True, False]
    assert read_verdict(tmp_path, "2 0", "decision").score == 0.5


@pytest.mark.parametrize("lines", [":0\n", WRONG["open"] + "\n"])
def test_a_model_answer_is_shown_once_even_without_an_answer(
    tmp_path: Path, lines: str
) -> None:
    out, _, _ = play_kinds(tmp_path, lines, "open", "choice")
    assert out.words.count("A model answer: ") == 1


def test_commands_between_the_lines_of_an_answer_lose_nothing(tmp_path: Path) -> None:
    out, session, _ = play_kinds(
        tmp_path, "KV cache\n:f\n:?\n:h\nprefill\n", "typed", "choice"
    )
    assert session is not None
    ((_, outcome),) = session.answered
    assert outcome.verdict.right
    assert "Nothing was answered yet." in out.words
    assert "0 and letters are text. :0 means: I don't know." in out.words


@pytest.mark.parametrize("kind", KINDS)
def test_where_a_line_is_text_the_colon_of_commands_is_explained_once(
    tmp_path: Path, kind: str
) -> None:
    out, _, _ = play_kinds(tmp_path, ":h\n:f\n", kind)
    assert out.words.count(TEXT_COMMANDS) == (kind in ("typed", "number", "open"))


def test_right_answers_are_shown_with_reasons(tmp_path: Path) -> None:
    lines = "prompt cache\nprefil\n7\n2 2 2 2 2\n1 2 3 4\n2\n1 1\n"
    out, _, _ = play_kinds(
        tmp_path, lines, "typed", "number", "sort", "order", "lines", "decision"
    )
    for words in [
        'close: you wrote "prefil"',
        '"prompt cache": That one is kept between requests.',
        "Worked out: 200 x 5 x 2,000 x 30 / 1e6 x $2.50 = $150",
        "DPO: It trains on pairs.",
        "+ 1 Fine-tune on demonstrations + 2 Collect preferences over samples",
        '+ 3 prompt = f"{context}\\n\\nQ: {question}"',
        (
            "Line 3: It puts text beside instructions. Better: `prompt = "
            "wrap(context, question)`"
        ),
        "Line 2: Sound: joining is not yet trusting.",
        "Not because 1: Every token is billed.",
        "+ because 2 ",
        "+ gap 1: ",
    ]:
        assert words in out.words, words
    assert "+ gap 2: " not in out.words  # which was right


def test_the_results_list_prompts_with_their_numbers_and_gaps(tmp_path: Path) -> None:
    out, _, _ = play_kinds(tmp_path, ":0\n:0\n:0\nq\n", "number", "typed", "order")
    results = out.words.split("To repair")[1]
    assert "200 users send 5 turns" in results
    assert "values from the ____; the pass" in results
    assert (
        "-> Fine-tune on demonstrations; Collect preferences over samples;" in results
    )


@pytest.mark.parametrize(
    "lines", ["some\nlines\n", "some\nlines\n.\n", "some\nlines\n:q\n"]
)
def test_a_draft_is_kept_and_continued(tmp_path: Path, lines: str) -> None:
    _, session, game = play_kinds(tmp_path, lines, "open", "choice")
    assert session is not None
    PlainFace(game, io.StringIO("more\n.\n1\n"), out := Output()).play(
        game.rounds.resume(session)
    )
    assert "Written so far: some lines > " in out.words
    (left,) = game.rounds.open_rounds()
    ((_, outcome),) = left.answered
    assert outcome.verdict.score == 1 / 3
    sql = "SELECT json_extract(given, '$.response.text') FROM attempt"
    ((given,),) = query_save(save_path(tmp_path), sql)
    assert given == "some\nlines\nmore"


def test_undo_within_an_answer_takes_back_its_last_line_and_no_other_answer(
    tmp_path: Path,
) -> None:
    lines = "1\nsome\nlines\n:u\n.\nu\nmore\n:q\n"
    out, session, _ = play_kinds(tmp_path, lines, "choice", "open")
    assert (
        out.words.count("Taken back. Written so far: some > ") == 2
    )  # once from its points
    assert session is not None
    assert (session.at, session.draft) == (
        1,
        Essay(text="some\nmore", ticks=frozenset()),
    )


def test_undo_within_an_answer_of_several_gaps_takes_back_the_last_gap(
    tmp_path: Path,
) -> None:
    out, session, _ = play_kinds(
        tmp_path, "KV cash\n:u\nKV cache\nprefill\n", "typed", "choice"
    )
    assert "\n1 > 2 > Taken back.\n1 > 2 > \n+ Right" in out.getvalue()
    assert session is not None
    assert session.at == 1


def test_a_line_taken_back_does_not_come_again_with_the_round(tmp_path: Path) -> None:
    _, session, game = play_kinds(tmp_path, "some\n", "open", "choice")
    assert session is not None
    PlainFace(game, io.StringIO(":u\n:q\n"), Output()).play(game.rounds.resume(session))
    assert [each.draft for each in game.rounds.open_rounds()] == [None]


def test_a_line_for_which_an_answer_has_no_room_is_refused(tmp_path: Path) -> None:
    lines = f"word\n{'x' * MAX_ESSAY_LENGTH}\n{'y' * (MAX_ESSAY_LENGTH - 5)}\nz\n.\n"
    out, session, _ = play_kinds(tmp_path, lines, "open", "choice")
    assert (
        out.words.count(
            "An answer has at most 10,000 characters: this line is left out"
        )
        == 2
    )
    assert out.words.count("A model answer:") == 1
    assert session is not None
    assert isinstance(session.draft, Essay)
    assert session.draft.text == f"word\n{'y' * (MAX_ESSAY_LENGTH - 5)}"


def test_the_help_while_points_are_ticked_says_what_0_means_there(
    tmp_path: Path,
) -> None:
    out, _, _ = play_kinds(tmp_path, "Latency counts.\n.\n:?\n:u\n.\n:0\n", "open")
    _, _, after = out.words.partition("Which of these does your answer have?")
    assert (
        "0 means: none of them. :0 means: I don't know. :u goes back to the text."
        in after
    )
    assert "Written so far: Latency counts." in after
    assert "x Not known yet" in after
