"""HTML as text, and text as HTML; bytes as text; deletions as gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import read_one

from weakspot.formats.cloze import ask_card, parse_cloze
from weakspot.formats.drafts import FormatError
from weakspot.formats.encodings import decode
from weakspot.formats.markup import html_to_text, text_to_html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <b>bold </b>x<br>y", "a **bold** x\ny"),
        ("<p>one</p><p>two &lt;b&gt; &amp; c</p>", "one\n\ntwo <b> & c"),
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("a<code>x &amp;&nbsp;y</code>b", "a`x & y`b"),
        ("x<sup>2</sup> H<sub>2</sub>O e<sup>iπ</sup>", "x² H₂O e^iπ"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        (
            "<pre><i>if</i> x:\n    y = <b>1</b>\n</pre>then",
            "`if x:`\n`    y = 1`\n\nthen",
        ),
        ("List<String> a < b && c", "List<String> a < b && c"),
        ("x <y and z", "x <y and z"),
        ("<script>alert(1)</script>a<style>b{}</style>", "a"),
        ("<!-- hidden -->a<b>", "a"),
    ],
)
def test_html_becomes_text(source: str, text: str) -> None:
    assert html_to_text(source).text == text


def test_pictures_and_sounds_are_counted() -> None:
    source = "a<img src='x'>[sound:a.mp3]<video src='y'><source src='z'>none</video>"
    assert html_to_text(source) == ("a", 3)


@given(st.text(alphabet="ab <>&`*\n😀'\"", max_size=40))
def test_text_becomes_html_without_a_tag_of_its_own(text: str) -> None:
    shown = text_to_html(text)
    for tag in ("<code>", "</code>", "<strong>", "</strong>", "<br>"):
        shown = shown.replace(tag, "")
    assert "<" not in shown


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_a_mark_and_without(encoding: str) -> None:
    text = "question,answer\r\nfeu d’été,fire\r\n"
    assert decode(text.encode(encoding)) == text.replace("\r\n", "\n")


def test_windows_1252_is_read_line_by_line() -> None:
    data = "d’été\n".encode("cp1252") + "d’été\n".encode()
    assert decode(data) == "d’été\nd’été\n"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(FormatError, match="is no text; save it as UTF-8"):
        decode(b"a\0b" * 10)


def test_deletions_in_one_another() -> None:
    pieces = parse_cloze("{{c1::A {{c2::b::letter}} c}} d {{c1::e::vowel}}")
    first, second = ask_card(pieces, 1), ask_card(pieces, 2)
    assert first["prompt"] == "{1} d {2}"
    assert [gap["accept"] for gap in first["gaps"]] == [["A b c"], ["e"]]
    assert first["hint"] == "vowel"
    assert (second["prompt"], second["hint"]) == ("A {1} c d e", "letter")


def test_a_long_deletion_is_written_as_a_whole() -> None:
    fields = ask_card(parse_cloze("So {{c1::one two three four five six seven}}."), 1)
    assert fields == {
        "kind": "open",
        "prompt": "So ____.",
        "answer": "one two three four five six seven",
    }


def test_a_deletion_that_is_not_closed_is_a_fault() -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse_cloze("{{c1::a")


def test_options_that_speak_of_others_keep_their_place() -> None:
    text = '[{"q": "Which?", "options": ["x", "y", "All of the above"], "answer": "x"}]'
    assert read_one(text)["options"][2] == {"text": "All of the above", "pin": True}
    text = '[{"q": "Which?", "options": ["x", "y", "Both A and B"], "answer": "x"}]'
    assert read_one(text)["shuffle"] is False


def test_one_answer_in_a_list_is_the_answer() -> None:
    text = '[{"question": "Inches in a metre?", "answer": 0, "answers": ["39"]}]'
    assert read_one(text)["gaps"] == [{"accept": ["39"]}]
