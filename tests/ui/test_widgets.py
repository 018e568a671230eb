import re
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from pilot import screen_rows, screen_text, squeeze, text_of
from textual.app import App, ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from builders import make_move, make_outcome
from weakspot.engine.kinds.base import Option, Source
from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.mastery import Estimate
from weakspot.engine.session import Move, Outcome, Session, Sheet, Slot
from weakspot.engine.values import Part, Picks, Response
from weakspot.ui.theme import DARK
from weakspot.ui.widgets.answer import Answer, AnswerTaker, AskedQuestion
from weakspot.ui.widgets.answer_rows import AnswerRows
from weakspot.ui.widgets.bars import mastery_bar, score_style, week_lines
from weakspot.ui.widgets.content import paint, render, wrap_list
from weakspot.ui.widgets.frame import Body, FrameHeader, FrameKeys
from weakspot.ui.widgets.keys import Key
from weakspot.ui.widgets.menu import Menu, Round, round_rows
from weakspot.ui.widgets.moves import move_lines, verdict_and_move
from weakspot.ui.widgets.round_progress import ExamStrip, RoundHeader
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.sentence import add_unit, graded_number
from weakspot.ui.widgets.verdict import ShownVerdict, VerdictBlock
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


class HostScreen(Screen[None]):
    def action_choose(self) -> None:
        self.app.heard.append(self.query_one(Rows).cursor)


class Host(App[None], AnswerTaker):
    """Nothing but the widget."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (30, "-tall")]

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[Any] = []
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        for widget in self.widgets:
            if isinstance(widget, Answer):
                widget.taker = self
            yield widget

    def get_default_screen(self) -> Screen[None]:
        return HostScreen()

    def take(self, response: Response | None, confidence: str | None) -> None:
        self.heard.append(response)


def assert_shown_not_obeyed(player: Pilot[None], told: str) -> None:
    """All of `told` can be read on the screen, and nothing goes to the terminal that it
    would obey.
    """
    assert squeeze(told) in squeeze(screen_text(player))
    assert not set(OBEYED) & set(screen_text(player))


async def lay_out_again(player: Pilot[None]) -> None:
    """Lay the widgets out again, as our screens do once they know how low they are."""
    for widget in player.app.screen.query("Lines"):
        widget.refresh(layout=True)
    await player.pause()


def build_picker(
    texts: Sequence[str], many: bool = False, picked: int | None = None
) -> AnswerRows:
    """A picker of these options, the first of them right; graded where one is
    `picked`.
    """
    options = tuple(
        Option(text=text, right=index < 1 + many, why="It is not.")
        for index, text in enumerate(texts)
    )
    kind = MultiQuestion if many else ChoiceQuestion
    source = Source(title="s")
    question = kind(
        id="q",
        topic="t",
        level=1,
        prompt="?",
        explain="e",
        source=source,
        options=options,
    )
    given = None if picked is None else Picks(picks=frozenset({picked}))
    picker = AnswerRows()
    picker.asked = AskedQuestion(
        question=question,
        shown=(tuple(range(len(texts))),),
        verdict=None if given is None else question.grade(given, {}),
        draft=given,
    )
    return picker


@nasty
async def test_an_option_is_shown_whole(text: str, told: str) -> None:
    for picked in (None, 0, 1):
        async with Host(build_picker([text, "another"], picked=picked)).run_test(
            size=(30, 20)
        ) as player:
            assert_shown_not_obeyed(player, told)


@nasty
async def test_the_rows_of_a_menu_are_shown_whole(text: str, told: str) -> None:
    menu, one = Menu(), Round("Today", text, text, "", "t")
    size = {"is_tall": False, "is_wide": True, "is_short": False}
    async with Host(menu).run_test(size=(100, 20)) as player:
        menu.show_rows(round_rows([one], {}, (), 100, 20, **size))
        await player.pause()
        assert_shown_not_obeyed(player, told)


@nasty
async def test_a_header_is_shown_whole(text: str, told: str) -> None:
    header = FrameHeader()
    header.left = paint(text)
    async with Host(header).run_test(size=(80, 20)) as player:
        assert_shown_not_obeyed(player, told)


@nasty
async def test_a_key_bar_shows_a_key_whole(text: str, told: str) -> None:
    bar = FrameKeys()
    bar.keys = (Key("x", text, ""), Key("?", "help", ""))
    async with Host(bar).run_test(size=(100, 20)) as player:
        assert_shown_not_obeyed(player, told)
        assert "? help" in screen_text(player)


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


WEAK_MOVE = replace(
    outcome_of(0.0).move, state="weak", needs=(2, 2), answers=9, misses=4, different=3
)
FIRST_MOVE = replace(WEAK_MOVE, answers=1, misses=1, different=1)


@pytest.mark.parametrize(
    ("moves", "name", "width", "line"),
    [
        (
            [WEAK_MOVE],
            "Prompting and in-context learning",
            74,
            ".*  still 50 %  next: right .*",
        ),
        (
            [WEAK_MOVE] * 3,
            "Prompting and in-context learning",
            74,
            ".*  still 50 %  next: right .*",
        ),
        (
            [WEAK_MOVE],
            "Prompting and in-context learning",
            94,
            ".*━.*  still 50 %  next: right .*",
        ),
        (
            [FIRST_MOVE] * 3,
            "Vocabulary gap and new discipline",
            72,
            "  0 of 1  next: right on 2 days",
        ),
        ([outcome_of(1.0).move], "Two families of ada…", 36, "  1 of 1  open"),
    ],
)
def test_of_the_parts_of_a_move_its_name_goes_last(
    moves: list[Move], name: str, width: int, line: str
) -> None:
    moves = [replace(move, topic=f"s/{at}") for at, move in enumerate(moves)]
    moves = [
        replace(move, before=move.after) if "still" in line else move for move in moves
    ]
    for told in move_lines(moves, {move.topic: name for move in moves}, width):
        assert re.fullmatch(f"[◆◔◑] {name}(?=  ){line}", told.plain), told.plain
        assert line.startswith(".*━") == ("━" in told.plain)
        assert told.cell_length <= width


@pytest.mark.parametrize(
    ("changes", "before", "at", "colours"),
    [
        ({}, 0.3, "%", ["$accent"]),
        ({}, 0.5, "%", []),
        ({}, 0.7, "%", []),
        ({"was_weak": True, "state": "unsure"}, None, "no longer weak", ["$accent"]),
        ({"was_weak": True, "state": "weak"}, None, "more right", ["$muted"]),
    ],
)
def test_only_what_rose_or_was_let_go_has_the_colour_of_what_is_known(
    changes: dict[str, Any], before: float | None, at: str, colours: list[str]
) -> None:
    move = replace(outcome_of(1.0).move, answers=9, misses=4, different=3, **changes)
    move = replace(
        move, before=None if before is None else replace(move.after, mastery=before)
    )
    (line,) = move_lines([move], {"s/t": "T"}, 52 if before else 76)
    place = line.plain.rindex(at)
    assert [
        str(span.style) for span in line.spans if span.start <= place < span.end
    ] == colours


@pytest.mark.parametrize("width", [52, 58, 64, 72])
def test_the_words_of_a_move_are_whole_and_its_name_can_be_known(width: int) -> None:
    weak = replace(
        outcome_of(0.0).move,
        state="weak",
        needs=(2, 2),
        answers=9,
        misses=4,
        different=3,
    )
    weak = replace(weak, before=replace(weak.after, mastery=0.7), was_weak=True)
    moves = [
        weak,
        replace(weak, topic="s/u", state="perhaps", was_weak=False),
        replace(weak, topic="s/v", state="known", was_weak=False),
    ]
    lines = [
        line.plain
        for line in move_lines(
            moves, {move.topic: "Topic of a long name " * 3 for move in moves}, width
        )
    ]
    assert all(
        re.search(r" Topic of a long n.*  70 → 50 %", line) and len(line) <= width
        for line in lines
    )
    ends = [line.rpartition("%")[2].strip() for line in lines]
    assert ends == (
        ["next: right on 2 days", "perhaps weak", "known"] if width > 52 else [""] * 3
    )


def test_the_figures_of_moves_end_below_each_other() -> None:
    moved = replace(
        outcome_of(0.0).move,
        state="weak",
        needs=(2, 2),
        answers=9,
        misses=4,
        different=3,
    )
    moves = [
        replace(moved, topic="s/t", before=replace(moved.after, mastery=0.7)),
        replace(moved, topic="s/u", before=replace(moved.after, mastery=0.09)),
        replace(moved, topic="s/v", before=moved.after),
        replace(moved, topic="s/w", answers=1, misses=1, different=1),
    ]
    for width in (72, 100):
        lines = [
            line.plain
            for line in move_lines(moves, {move.topic: "T" for move in moves}, width)
        ]
        ends = {re.match(r".*(50 %|0 of 1)", line).end() for line in lines}  # type: ignore[union-attr]
        assert len(ends) == 1, lines


@pytest.mark.parametrize(
    ("tried", "share", "low", "high"),
    [(True, 0.0, 10, 20), (True, 0.5, 7, 18), (True, 1.0, 4, 16), (False, 0.0, 0, 0)],
)
def test_a_bar_moves_from_where_its_topic_stood(
    tried: bool, share: float, low: int, high: int
) -> None:
    stood = (
        Estimate(mastery=0.7, low=0.5, high=1.0, p_weak=0.2, expected=0.7)
        if tried
        else None
    )
    moved = replace(outcome_of(0.0).move, before=stood, different=2)
    (line,) = move_lines([moved], {"s/t": "Topic"}, 100, share)
    bar = "".join(sign for sign in line.plain if sign in "━╍─")
    assert bar == "━" * low + "╍" * (high - low) + "─" * (20 - high)


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
    block.value = ShownVerdict(feedback, outcome_of(0.0))
    async with Host(block).run_test(size=(100, 40)) as player:
        for part in ("explain", "label", "why", "mixup", "work", "source"):
            assert_shown_not_obeyed(player, f"{part} {told}")


async def test_a_picker_submits_all_that_is_picked() -> None:
    app = Host(build_picker("abc", many=True))
    async with app.run_test() as player:
        await player.press("2", "3", "2", "1", "enter")
        assert app.heard == [Picks(picks=frozenset({0, 2}))]
        app.heard.clear()
        await player.press("0")  # is left to its screen
        assert app.heard == []


async def test_the_first_move_up_goes_to_the_last_option() -> None:
    async with Host(build_picker("abc")).run_test() as player:
        await player.press("up")
        assert screen_rows(player)[2].startswith("▌ 3")


async def test_a_low_screen_shows_only_the_graded_options_that_matter() -> None:
    async with Host(build_picker(["right", "mine", "other"], picked=1)).run_test(
        size=(40, 15)
    ) as player:
        await lay_out_again(player)
        assert "right" in screen_text(player)
        assert "mine" in screen_text(player)
        assert "other" not in screen_text(player)


class CountingRows(Rows[str]):
    """Rows of two lines each that count how often they are built."""

    count = 0

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        return [paint(self.items[index]), paint("detail")]

    def build(self, width: int) -> list[Content]:
        self.count += 1
        return super().build(width)


async def test_a_move_of_the_cursor_builds_the_rows_once() -> None:
    menu = CountingRows()
    menu.items = ("one", "two", "three")
    async with Host(menu).run_test() as player:
        menu.count = 0
        await player.press("down", "down")
        assert (menu.cursor, menu.count) == (2, 2)


async def test_a_click_on_the_second_line_of_a_row_chooses_the_row() -> None:
    menu = CountingRows()
    menu.items = ("one", "two")
    app = Host(menu)
    async with app.run_test() as player:
        await player.click(CountingRows, offset=(5, 3))
        assert app.heard == [1]


KEYS = (
    Key("a", "first", ""),
    Key("b", "second", ""),
    Key("c", "third", ""),
    Key("?", "help", ""),
)


def build_key_bar(keys: Sequence[Key] = KEYS) -> FrameKeys:
    """A bar with these keys."""
    bar = FrameKeys()
    bar.keys = keys
    return bar


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (39, "a first   b second   c third   ? help"),
        (36, "a first   b second   ? help"),
        (26, "a first   ? help"),
        (15, "? help"),
    ],
)
async def test_keys_drop_from_the_right_and_help_stays(width: int, keys: str) -> None:
    async with Host(build_key_bar()).run_test(size=(width, 24)) as player:
        assert screen_rows(player)[0].rstrip() == keys


async def test_the_way_out_stays_where_there_is_room_for_it() -> None:
    keys = (
        *KEYS[:3],
        Key("?", "help", ""),
        Key("Esc", "leave", ""),
        Key("f", "flag", ""),
    )
    async with Host(build_key_bar(keys)).run_test(size=(40, 24)) as player:
        await lay_out_again(player)
        assert (
            screen_rows(player)[0].rstrip() == "a first   b second   c third   ? help"
        )
    async with Host(build_key_bar(keys)).run_test(size=(62, 24)) as player:
        assert (
            screen_rows(player)[0].rstrip()
            == "a first   b second   c third   ? help   Esc leave   f flag"
        )
        player.app.screen.query_one(FrameKeys).keys = (
            Key("x", "a longer word", ""),
            *keys,
        )
        await player.pause()
        assert (
            screen_rows(player)[0].rstrip()
            == "x a longer word   a first   b second   ? help   Esc leave"
        )


async def test_a_low_screen_has_three_keys() -> None:
    async with Host(build_key_bar()).run_test(size=(80, 15)) as player:
        await lay_out_again(player)
        assert screen_rows(player)[0].rstrip() == "a first   b second   ? help"


@pytest.mark.parametrize(
    ("count", "width"), [(1, 40), (7, 76), (20, 40), (20, 76), (60, 40)]
)
async def test_a_round_has_a_stroke_for_every_question(count: int, width: int) -> None:
    slots = tuple(
        Slot(question=f"s/q{n}", revision="", shown=((0,),), reason="new")
        for n in range(count)
    )
    strokes = RoundHeader()
    strokes.session = Session(id="r", mode="today", slots=slots, at=0)
    async with Host(strokes).run_test(size=(width, 24)) as player:
        row = screen_rows(player)[1].rstrip()
        assert row.startswith("═")
        assert len(row) <= width
        assert len(row) >= min(count, width)
        if 3 * count <= width:
            assert len(row.split(" ")) == count


@pytest.mark.parametrize(
    ("width", "groups"), [(60, [10, 10, 10, 2]), (34, [32]), (20, [20])]
)
async def test_the_signs_of_an_exam_stand_in_tens_where_there_is_room(
    width: int, groups: list[int]
) -> None:
    slots = tuple(
        Slot(question=f"s/q{n}", revision="", shown=((0,),), reason="new")
        for n in range(32)
    )
    session = Session(id="r", mode="exam", slots=slots, at=15, sheets=(Sheet(),) * 32)
    async with Host(ExamStrip(session)).run_test(size=(width, 24)) as player:
        signs = re.match(r"[─● ]*", screen_rows(player)[0])
        assert signs is not None
        assert [len(group) for group in signs[0].split()] == groups
        assert signs[0].count("●") == 1


async def test_strokes_tell_right_wrong_partly_and_skipped_apart_without_colour() -> (
    None
):
    outcomes = [
        None if score is None else outcome_of(score) for score in (1.0, 0.0, 0.5, None)
    ]
    slots = tuple(
        Slot(question=f"s/q{n}", revision="", shown=((0,),), reason="new")
        for n in range(5)
    )
    strokes = RoundHeader()
    strokes.session = Session(
        id="r", mode="today", slots=slots, at=4, outcomes=tuple(outcomes)
    )
    async with Host(strokes).run_test(size=(44, 24)) as player:
        assert screen_rows(player)[1].split() == [
            "━━━━━━━━",
            "╍╍╍╍╍╍╍╍",
            "━━━━╍╍╍╍",
            "╌╌╌╌╌╌╌╌",
            "════════",
        ]
        strokes.session = replace(
            strokes.session, seen=frozenset({0, 4})
        )  # asked again: it does not count
        await player.pause()
        assert screen_rows(player)[1].split() == [
            "╌╌╌╌╌╌╌╌",
            "╍╍╍╍╍╍╍╍",
            "━━━━╍╍╍╍",
            "╌╌╌╌╌╌╌╌",
            "════════",
        ]


@pytest.mark.parametrize(("height", "air"), [(24, 1), (15, 0)])
async def test_a_blank_row_stands_before_the_source(height: int, air: int) -> None:
    block = VerdictBlock()
    feedback = Feedback(word="Right", explain="e", reasons=(), mixups=(), source="s")
    block.value = ShownVerdict(feedback, outcome_of(1.0))
    async with Host(block).run_test(size=(80, height)) as player:
        block.refresh(
            layout=True
        )  # Textual tells the screen's size only once it was painted
        await player.pause()
        lines = [line.strip("▌ ") for line in text_of(block).split("\n")]
        assert lines.index("Source      s") == lines.index("e") + 1 + air


async def test_a_verdict_has_its_label_above_the_reason_where_it_is_narrow() -> None:
    block = VerdictBlock()
    feedback = Feedback(
        word="No",
        explain="e",
        reasons=(("Why not 2", "because"),),
        mixups=(),
        source="s",
    )
    block.value = ShownVerdict(feedback, outcome_of(0.0))
    async with Host(block).run_test(size=(30, 24)) as player:
        lines = [line.strip("▌ ") for line in text_of(block).split("\n")]
        assert lines.index("because") == lines.index("Why not 2") + 1
        assert player.app.screen.query_one(VerdictBlock).size.height == len(lines)


async def test_a_row_is_scrolled_to_however_deep_its_list_is_in_the_body() -> None:
    picker = build_picker([f"option {number}" for number in range(9)])
    async with Host(Body(VerticalGroup(VerticalGroup(picker)))).run_test(
        size=(30, 5)
    ) as player:
        picker.focus()
        await player.press("up")
        await player.pause()
        assert "option 8" in screen_text(player)


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
    assert [shown.plain for shown in graded_number(part, "$", 40)] == [line]


@pytest.mark.parametrize(
    ("unit", "line"), [("$", "$ ____"), ("tokens", "____ tokens"), (None, "____")]
)
def test_a_number_is_written_between_the_parts_of_its_unit(
    unit: str | None, line: str
) -> None:
    assert [
        shown.plain for shown in add_unit(lambda room: Content("____"), unit, 40)
    ] == [line]


def test_what_is_partly_right_and_what_is_weak_have_colours_of_their_own() -> None:
    assert list(map(score_style, (0, 0.1, 1))) == ["$error", "$warning", "$success"]
    estimate = Estimate(mastery=0.5, low=0.4, high=0.6, p_weak=0.5, expected=0.5)
    assert [
        mastery_bar(estimate, weak, 10).spans[0].style for weak in (True, False)
    ] == [
        "$warning",
        "$accent",
    ]


def test_a_week_has_a_mark_for_each_of_its_days() -> None:
    days, marks = week_lines([4, 0, 1], 40)
    assert days.plain == "M  T  W  T  F  S  S"
    assert re.fullmatch(r"■  ·  ▪  ·  ·  ·  · +this week", marks.plain)


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


def test_a_header_without_room_cuts_the_left_and_keeps_the_right() -> None:
    header = FrameHeader()
    header.left, header.right = Content("a long name of a topic"), Content("3 of 9")
    (line,) = header.build(20)
    assert line.plain == "a long name…  3 of 9"


@pytest.mark.parametrize(
    ("width", "shows"), [(40, "Section / Topic"), (20, "Topic"), (12, "Topic")]
)
def test_a_header_has_its_brief_words_where_the_whole_ones_do_not_fit(
    width: int, shows: str
) -> None:
    header = FrameHeader()
    header.set_reactive(FrameHeader.left, Content("Section / Topic"))
    header.set_reactive(FrameHeader.brief, Content("Topic"))
    header.set_reactive(FrameHeader.right, Content("weak"))
    (line,) = header.build(width)
    assert re.fullmatch(rf"{shows} +weak", line.plain)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            78,
            (
                "Missed      topic  ━━━━╍╍╍╍╍╍╍╍╍╍╍╍────  50 → 40 %  weak until "
                "right on 2 days"
            ),
        ),
        (63, "Missed             topic  50 → 40 %  weak until right on 2 days"),
        (47, "Missed  topic  50 → 40 %  next: right on 2 days"),
        (30, "Missed        topic  50 → 40 %"),
    ],
)
def test_a_verdict_says_beside_it_how_the_topic_moved(width: int, line: str) -> None:
    move = outcome_of(0.0).move
    before = replace(move.after, mastery=0.5)
    after = replace(move.after, mastery=0.4)
    move = replace(
        move,
        state="weak",
        needs=(2, 2),
        answers=9,
        misses=4,
        different=3,
        before=before,
        after=after,
    )
    assert [row.plain for row in verdict_and_move(Content("Missed"), move, width)] == [
        line
    ]
