"""Tables, with a header and without, and the texts that Anki and Quizlet export."""

import pytest
from readings import choice, left_out, read, read_one, topics, typed

from weakspot.formats.detection import read_text
from weakspot.formats.drafts import FormatError
from weakspot.formats.tables import MAX_ROWS

PORT = choice("Which port?", "443", "6443", "8080", right=1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("key", ["6443", "B", "b)", "2"])
def test_a_key_is_a_text_a_letter_or_a_number(delimiter: str, key: str) -> None:
    rows = [
        ("Question", "Option A", "Option B", "Option C", "Correct answer"),
        ("Which port?", "443", "6443", "8080", key),
        ("Which one?", "x", "y", "z", "C"),
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert read(text) == [PORT, choice("Which one?", "x", "y", "z", right=2)]


@pytest.mark.parametrize("separator", ["|", ";", " / "])
def test_options_can_stand_in_one_cell(separator: str) -> None:
    cell = separator.join(("443", "6443", "8080"))
    assert read_one(f'question,options,answer\nWhich port?,"{cell}",B\n') == PORT


def test_numbers_of_options_begin_at_0_where_one_is_0() -> None:
    text = "question,a,b,c,correct\nOne?,x,y,z,0\nTwo?,x,y,z,2\n"
    assert read(text) == [
        choice("One?", "x", "y", "z"),
        choice("Two?", "x", "y", "z", right=2),
    ]


def test_several_right_options_make_a_multi() -> None:
    (fields,) = read('question,a,b,c,answer\nWhich two?,x,y,z,"A, C"\n')
    rights = [option["text"] for option in fields["options"] if option.get("right")]
    assert (fields["kind"], rights) == ("multi", ["x", "z"])


def test_without_a_header_the_key_is_found_by_what_it_is() -> None:
    assert read("Which port?,443,6443,8080,B\nWhich one?,x,y,z,A\n")[0] == PORT
    assert read("Which port?;443;6443;8080;6443\nWhich one?;x;y;z;x\n")[0] == PORT


def test_without_a_key_the_right_answer_stands_first() -> None:
    assert read("Which port?;6443;443;8080\nWhich one?;x;y;z\n") == [
        choice("Which port?", "6443", "443", "8080"),
        choice("Which one?", "x", "y", "z"),
    ]


def test_a_table_that_nothing_names_asks_for_a_header() -> None:
    with pytest.raises(FormatError, match="add a first line such as question,answer"):
        read_text("1,bîn,明仔載,tomorrow\n2,àm,暗時,night\n")


def test_terms_and_definitions_are_cards() -> None:
    assert read("feu\tfire\neau\twater\n") == [
        typed("feu", "fire"),
        typed("eau", "water"),
    ]


def test_a_definition_can_have_several_lines() -> None:
    (fields, _) = read("feu\tfire\nin a stove\neau\twater\n")
    assert fields == {"kind": "open", "prompt": "feu", "answer": "fire\nin a stove"}


def test_a_quote_is_a_sign_where_it_is_not_around_a_cell() -> None:
    assert read('5" disk\tfloppy\neau\twater\n')[0] == typed('5" disk', "floppy")


def test_a_quote_that_is_never_closed_is_a_fault_and_swallows_nothing() -> None:
    text = 'question,answer\neau,water\nair,air\n"feu,fire\nterre,earth\n'
    with pytest.raises(FormatError, match="unexpected end of data; mend the quotes"):
        read_text(text)


def test_a_column_that_no_question_has_is_said() -> None:
    text = "question,answer,difficulty,category\nfeu?,fire,easy,French\n"
    assert left_out(text) == [(1, "no question has it")]
    assert topics(text) == ["French"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("One?,x,y,z,Q", "its key, Q, is none of its options"),
        ("One?,x,y,z,", "nothing says which option is right"),
        (",x,y,z,A", "it has no question"),
        ("One?,x,y,z,A,more", "6 columns where the header has 5"),
    ],
)
def test_a_faulty_row_is_left_out_with_its_line(row: str, why: str) -> None:
    text = f"question,a,b,c,answer\nTwo?,x,y,z,B\n{row}\n"
    assert left_out(text) == [(3, why)]


def test_a_statement_in_a_table_is_true_or_false() -> None:
    assert read_one("statement,answer\nThe sky is blue.,TRUE\n") == {
        "kind": "truefalse",
        "prompt": "The sky is blue.",
        "answer": True,
    }


ANKI = """\
#separator:tab
#html:true
#guid column:1
#tags column:4
abc123xyz\tWhat does <code>ls</code> do?\tlists files\tshell unix
abc456xyz\t{{c1::Paris::city}} is the capital of {{c2::France}}.\t\t
abc789xyz\t<img src="a.png">\tnothing\t
"""


def test_notes_of_anki_as_text() -> None:
    _, reading = read_text(ANKI)
    assert [(item.line, item.name, item.topic) for item in reading.items] == [
        (5, "abc123xyz", "shell"),
        (6, "abc456xyz/c1", ""),
        (6, "abc456xyz/c2", ""),
    ]
    assert left_out(ANKI) == [
        (7, "one of its sides is empty without pictures and sounds")
    ]


@pytest.mark.parametrize("head", ["", "#separator:tab\n", "question\tanswer\n"])
def test_more_rows_than_there_may_be_are_refused(head: str) -> None:
    rows = "".join(f"term {n}\tword {n}\n" for n in range(MAX_ROWS + 1))
    with pytest.raises(FormatError, match="more than 200,000 rows; split it"):
        read_text(head + rows)
