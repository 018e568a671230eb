import re
from typing import Any

import pytest
from msgspec.structs import replace
from pilot import screen_rows, screen_text, squeeze
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from builders import make_move, make_outcome
from weakspot.engine.mastery import Estimate
from weakspot.engine.session import Outcome, Session, Sheet, Slot
from weakspot.engine.values import Part
from weakspot.ui.forms.field import graded_number
from weakspot.ui.keys import ShownKey, fit_keys
from weakspot.ui.theme import DARK
from weakspot.ui.widgets.bars import mastery_bar, score_style, state_mark
from weakspot.ui.widgets.content import paint, render, wrap_list
from weakspot.ui.widgets.exam_map import ExamStrip
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.menu import Menu, Round, round_rows
from weakspot.ui.widgets.segments import draw_strokes
from weakspot.ui.widgets.verdict_block import ShownVerdict, VerdictBlock
from weakspot.words.feedback import Feedback

WIDE = "検索語を直してから、もう一度だけ探します"
MARKUP = "d[key] [/b] [bold]x[/bold] [@click=app.quit]y[/]"
ESCAPE = "a\x1b[31mred\x1b]0;title\x07b"
BIDI = "\u202egnorw\u202c \u2066in\u2069"
NASTY = {
    "wide": (WIDE, WIDE),
    "markup": (MARKUP, MARKUP),
    "escape": (ESCAPE, "a<U+001B>[31mred<U+001B>]0;title<U+0007>b"),
    "bidi": (BIDI, "<U+202E>gnorw<U+202C> <U+2066>in<U+2069>"),
}
nasty = pytest.mark.parametrize(("text", "told"), NASTY.values(), ids=NASTY.keys())
OBEYED = "\x07\x1b\u202c\u202e\u2066\u2069"


class Host(App[None]):
    """Nothing but the widget."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (30, "-tall")]

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield self.widget


def assert_shown_not_obeyed(player: Pilot[None], told: str) -> None:
    """All of `told` can be read on the screen, and nothing goes to the terminal that it
    would obey.
    """
    assert squeeze(told) in squeeze(screen_text(player))
    assert not set(OBEYED) & set(screen_text(player))


@nasty
async def test_the_rows_of_a_menu_are_shown_whole(text: str, told: str) -> None:
    menu, one = Menu(), Round("Today", text, text, "t")
    async with Host(menu).run_test(size=(100, 20)) as player:
        menu.show_rows(round_rows([one], {}, 100, 20, has_parts=True))
        await player.pause()
        assert_shown_not_obeyed(player, told)


def outcome_of(score: float) -> Outcome:
    """Return the outcome of a topic's first answer, with this score."""
    estimate = Estimate(mastery=0.5, low=0.2, high=0.8, p_weak=0.5, expected=0.5)
    return make_outcome(
        score, move=make_move(topic="s/t", after=estimate, needs=(0, 0))
    )


@pytest.mark.parametrize(
    ("style", "strong"), [("bold", "bold underline"), ("", "bold")]
)
def test_a_strong_word_stands_out_in_a_bold_prompt_too(style: str, strong: str) -> None:
    spans = render("Which are **not** so?", style).spans
    assert [str(span.style) for span in spans if span.start == len("Which are ")] == [
        strong
    ]


def test_right_partly_right_and_wrong_have_colours_of_their_own() -> None:
    assert list(map(score_style, (0, 0.1, 1))) == ["$error", "$warning", "$success"]


@pytest.mark.parametrize("state", ["weak", "perhaps", "open", "good", "known"])
def test_a_bar_has_the_colour_of_its_mark(state: str) -> None:
    estimate = Estimate(mastery=0.5, low=0.4, high=0.6, p_weak=0.5, expected=0.5)
    bar, mark = mastery_bar(estimate, state, 10), state_mark(state)
    assert bar.spans[0].style == mark.spans[0].style


def test_a_list_ends_its_lines_between_its_parts() -> None:
    lines = wrap_list("11 one right · 3 several right · 1 number", 30)
    assert [line.plain for line in lines] == [
        "11 one right · 3 several right",
        "1 number",
    ]
    assert [line.plain for line in wrap_list("11 one right · 3 several right", 10)] == [
        "11 one",
        "right",
        "3 several",
        "right",
    ]


@nasty
async def test_a_header_is_shown_whole(text: str, told: str) -> None:
    header = Header()
    async with Host(header).run_test(size=(80, 20)) as player:
        header.show(paint(text))
        await player.pause()
        assert_shown_not_obeyed(player, told)


async def test_a_header_without_room_cuts_the_left_and_keeps_the_right() -> None:
    header = Header()
    async with Host(header).run_test(size=(40, 20)) as player:
        header.show(Content("a long name of a topic" * 2), Content("3 of 9"))
        await player.pause()
        row = screen_rows(player)[0].rstrip()
        assert re.fullmatch(r"a long name of a topica long na\w*…  3 of 9", row)


@nasty
async def test_every_part_of_a_verdict_is_shown_whole(text: str, told: str) -> None:
    block = VerdictBlock()
    feedback = Feedback(
        word="Missed",
        explain=f"explain {text}",
        reasons=((f"label {text}", f"why {text}"),),
        mixups=(f"mixup {text}",),
        source=f"source {text}",
        work=f"work {text}",
    )
    async with Host(block).run_test(size=(100, 40)) as player:
        block.show(ShownVerdict(feedback, outcome_of(0.0), f"topic {text}"), 100)
        await player.pause()
        for part in ("explain", "label", "why", "mixup", "work", "source", "topic"):
            assert_shown_not_obeyed(player, f"{part} {told}")


KEYS = [
    ShownKey(key, key, word, word, action, in_bar=True)
    for key, word, action in (
        ("a", "first", "one"),
        ("b", "second", "two"),
        ("c", "third", "three"),
        ("?", "help", "app.help"),
        ("Esc", "leave", "leave"),
    )
]


@pytest.mark.parametrize(
    ("width", "most", "is_small", "keys"),
    [
        (60, 9, True, "a b c ? Esc"),
        (40, 9, True, "a b c ?"),
        (26, 9, True, "a ?"),
        (40, 9, False, "a b ? Esc"),
        (80, 3, True, "a b ?"),
    ],
)
def test_keys_drop_from_the_right_and_the_ways_out_last(
    width: int, most: int, is_small: bool, keys: str
) -> None:
    shown = fit_keys(KEYS, width, most, is_small)
    assert " ".join(key.label for key in shown) == keys


def round_of(count: int, **changes: Any) -> Session:
    """A round of so many questions."""
    slots = tuple(
        Slot(question=f"s/q{n}", revision="", shown=((0,),), reason="new")
        for n in range(count)
    )
    return Session(**{"id": "r", "mode": "today", "slots": slots, "at": 0, **changes})


@pytest.mark.parametrize(
    ("count", "width"), [(1, 40), (7, 76), (20, 40), (20, 76), (60, 40)]
)
def test_a_round_has_a_stroke_for_every_question(count: int, width: int) -> None:
    strokes = draw_strokes(round_of(count), width).plain
    assert strokes.startswith("═")
    assert min(count, width) <= len(strokes) <= width
    if 3 * count <= width:
        assert len(strokes.split(" ")) == count


def test_strokes_tell_right_wrong_partly_and_skipped_apart_without_colour() -> None:
    outcomes = tuple(
        None if score is None else outcome_of(score) for score in (1.0, 0.0, 0.5, None)
    )
    played = round_of(5, at=4, outcomes=outcomes)
    assert draw_strokes(played, 44).plain.split() == [
        "━━━━━━━━",
        "╍╍╍╍╍╍╍╍",
        "━━━━╍╍╍╍",
        "╌╌╌╌╌╌╌╌",
        "════════",
    ]
    asked_again = replace(played, seen=frozenset({0, 4}))  # it does not count
    assert draw_strokes(asked_again, 44).plain.split()[0] == "╌╌╌╌╌╌╌╌"


@pytest.mark.parametrize(
    ("width", "groups"), [(60, [10, 10, 10, 2]), (34, [32]), (20, [20])]
)
async def test_the_signs_of_an_exam_stand_in_tens_where_there_is_room(
    width: int, groups: list[int]
) -> None:
    strip = ExamStrip()
    strip.session = round_of(32, at=15, mode="exam", sheets=(Sheet(),) * 32)
    async with Host(strip).run_test(size=(width, 24)) as player:
        signs = re.match(r"[─● ]*", screen_rows(player)[0])
        assert signs is not None
        assert [len(group) for group in signs[0].split()] == groups
        assert signs[0].count("●") == 1


@pytest.mark.parametrize(
    ("given", "right", "line"),
    [
        (None, False, "→ $150"),
        ("120", False, "✗ $120  →  $150"),
        ("149", True, "✓ $149  →  $150"),
        ("100 * 1.5 = $150", True, "✓ 100 * 1.5 = $150"),
    ],
)
def test_a_graded_number_stands_before_the_right_one(
    given: str | None, right: bool, line: str
) -> None:
    part = Part(label="", given=given, right=right, expected="$150")
    assert graded_number(part, "$").plain == line
