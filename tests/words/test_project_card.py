from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from weakspot.engine.lab import Project, ProjectCard, StepAnswer, build_card
from weakspot.words.card_picture import card_picture
from weakspot.words.lab import STEPS
from weakspot.words.project_card import card_markdown, drill_words, score_words

TITLES = {
    "production-pitfalls/cost-arithmetic": "Cost arithmetic",
    "production-pitfalls/latency-metrics": "Latency metrics",
}
NASTY = 'A <b> & "c" d[key] [/b] \x1b[2J \u202e \ufffe 検索語'


def make_card(text: str = "For clerks.", name: str = "Bot") -> ProjectCard:
    """The card of a project with a step that lacks all, and one not compared."""
    answers = {
        "project": StepAnswer(text=text, ticks=("users", "input-and-output", "before")),
        "technique": StepAnswer(picks=("rag", "tools"), text=text),
        "cost": StepAnswer(text=text, ticks=()),
    }
    project = Project(id="p", name=name, answers=answers)
    return build_card(project, STEPS, TITLES, "2026-12-02")


def test_the_markdown_has_what_was_said_and_what_is_missing() -> None:
    text = card_markdown(make_card())
    head = (
        "# Bot\n\nProject card, 2 Dec 2026: 3 of 7 steps · 3 of 8 points · 5 gaps\n\n"
    )
    assert text.startswith(f"{head}## Project\n\nFor clerks.\n\n")
    assert "- Gap: no unit of work → Cost arithmetic\n" in text
    assert "## Technique: RAG, Tools\n\nFor clerks.\n" in text
    assert "- Gap: not compared with the model answer yet\n" in text
    assert "## Evaluation\n\nnot said yet: How do you know that it works?\n" in text
    assert text.endswith(
        "## Topics that answer the gaps\n\n- Cost arithmetic\n- Latency metrics\n"
    )


@pytest.mark.parametrize("text", ["", "word", NASTY, "long " * 400, "x" * 900])
def test_the_picture_is_sound_and_nothing_in_it_stands_outside(text: str) -> None:
    root = ElementTree.fromstring(card_picture(make_card(text, (text or "Bot")[:60])))
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "rect", "path", "circle", "text"}
    for element in root.iter():
        if not element.tag.endswith("}text"):
            continue
        x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
        long = 0.56 * size * cell_len(element.text or "")  # as a wide font sets it
        left = x - long if element.attrib.get("text-anchor") == "end" else x
        assert 56 <= left <= left + long <= width - 56 + size
        assert size < y < height - 20


def test_the_picture_asks_for_nothing_from_elsewhere() -> None:
    picture = card_picture(make_card(NASTY, NASTY))
    assert picture.count("http") == 1  # the name of the format
    for word in ("<script", "href", "url(", "<image", "\x1b", "\u202e"):
        assert word not in picture
    assert "A &lt;b&gt; &amp; &quot;c&quot; d[key] [/b] &lt;U+001B&gt;[2J" in picture


def test_the_figures_of_a_card_are_said_as_far_as_there_are_any() -> None:
    card = make_card()
    assert score_words(card) == "3 of 7 steps · 3 of 8 points · 5 gaps"
    assert drill_words(card) == "drill these 2 topics"
    empty = build_card(Project(id="p", name="Bot"), STEPS, TITLES, "2026-12-02")
    assert score_words(empty) == "0 of 7 steps"
    assert drill_words(empty) == ""
