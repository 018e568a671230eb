import re

import pytest
from msgspec.structs import replace

from quiz_home import IDEAS, Clock, play_out
from weakspot.game import Game
from weakspot.plain.tables import progress_lines, weak_lines
from weakspot.text import ASCII_MARKS, UNICODE_MARKS, translate_signs


def test_without_weak_topics_a_sentence_says_how_much_is_known(game: Game) -> None:
    lines = weak_lines((), game.today(), UNICODE_MARKS, "now, 3 of 5 topics known")
    assert lines == [
        (
            "No weak spots now, 3 of 5 topics known. `weakspot` plays a round that "
            "looks for them."
        )
    ]


def test_a_weak_topic_has_range_evidence_and_what_lets_it_go(
    game: Game, clock: Clock
) -> None:
    play_out(game, game.rounds.start(topic="rlhf"), right=False)
    clock.advance(days=1)
    head, line = weak_lines(game.progress.weak_spots(), game.today(), UNICODE_MARKS)
    assert head == "Weak until right on 2 more questions, on 2 days"
    assert re.fullmatch(r"◆ RLHF  \d+ % \(\d+ to \d+\)  0 of 2 right, yesterday", line)


def test_a_topic_asked_once_is_described_by_facts_alone(game: Game) -> None:
    play_out(game, game.rounds.start(topic="rlhf", questions=1), right=False)
    _, line = weak_lines(game.progress.weak_spots(), game.today(), UNICODE_MARKS)
    assert "0 of 1 right, today" in line
    assert "%" not in line
    *_, rag, tuning = progress_lines(
        game.progress.stats(), game.progress.rewards(), UNICODE_MARKS
    )[:9]
    assert "· · ·" in rag
    assert "–" in rag
    assert " 0 of 1  " in tuning
    assert "%" not in rag + tuning


def test_progress_is_a_line_a_section_with_a_mark_a_topic(game: Game) -> None:
    play_out(game, game.rounds.start())
    play_out(game, game.rounds.start(topic="rlhf"), right=False)
    lines = progress_lines(
        game.progress.stats(), game.progress.rewards(), UNICODE_MARKS
    )
    assert lines[0].startswith(f"{IDEAS + 2} answers, ")
    assert "2 rounds" in lines[0]
    assert lines[1] == "0 of 5 known · last 7 days: 1 new weak"
    assert lines[2:5] == [
        f"{game.progress.points()} points · 1-day streak · today counts",
        "Survival  Not played yet.",
        "Sprint    Not played yet.",
    ]
    assert lines[5] == "Coming back: 0 ideas today, 0 tomorrow, 2 in the 12 days after"
    rag, tuning = lines[7:9]
    assert rag.startswith("The rag section")
    assert rag.endswith("5 of 9 asked")
    assert rag.index(" of 9 asked") == tuning.index(" of 5 asked")
    assert len([sign for sign in tuning if sign in "◆◔◑●·"]) == 2


def test_an_exam_is_forecast_once_enough_is_known(game: Game) -> None:
    play_out(game, game.rounds.start())
    assert not any(
        "exam" in line
        for line in progress_lines(
            game.progress.stats(), game.progress.rewards(), UNICODE_MARKS
        )
    )
    play_out(game, game.rounds.start(section="tuning"))
    lines = progress_lines(
        game.progress.stats(), game.progress.rewards(), UNICODE_MARKS
    )
    assert re.fullmatch(
        r"An exam of 9 questions today: about \d\d % \(\d+ to \d+\),", lines[6]
    )
    assert lines[7] == "  including lucky guesses and partly right answers"
    assert max(map(len, lines)) <= 80


STATE_LEGEND = ["weak", "perhaps", "looks good", "known", "untried"]


@pytest.mark.parametrize("marks", [UNICODE_MARKS, ASCII_MARKS])
def test_a_legend_says_what_the_marks_mean(game: Game, marks: object) -> None:
    play_out(game, game.rounds.start())
    *_, figures, legend = progress_lines(
        game.progress.stats(), game.progress.rewards(), marks
    )
    assert figures.startswith("% of unseen questions you would get right")
    assert [word for word in STATE_LEGEND if word in legend] == STATE_LEGEND


def test_topics_stand_below_what_lets_them_go_and_a_long_title_is_cut(
    game: Game,
) -> None:
    play_out(game, game.rounds.start(), right=False)
    spots = game.progress.weak_spots()
    assert len(spots) > 2
    spots[0] = replace(spots[0], title="A title " * 12)
    spots[-1] = replace(spots[-1], needs=(0, 1), state="weak")
    for marks in (UNICODE_MARKS, ASCII_MARKS):
        lines = [
            translate_signs(line, marks)
            for line in weak_lines(spots, game.today(), marks)
        ]
        assert lines[-3:-1] == ["", "Weak until right again on another day"]
        assert max(map(len, lines)) == len(lines[1]) <= 80
        assert "A title A title" in lines[1]
        assert (
            len({line.index("of 1 right") for line in lines if "of 1 right" in line})
            == 1
        )


def test_a_line_a_section_fits_into_eighty_columns(game: Game) -> None:
    play_out(game, game.rounds.start(), right=False)
    progress = game.progress.stats()
    sections = [
        replace(
            section,
            title="A title " * 12,
            topics=section.topics[:1] * 8,
            seen=10,
            questions=50,
            due=19,
        )
        for section in progress.sections
    ]
    for marks in (UNICODE_MARKS, ASCII_MARKS):
        lines = progress_lines(
            replace(progress, sections=sections), game.progress.rewards(), marks
        )
        assert max(len(translate_signs(line, marks)) for line in lines) == 80


def test_a_title_of_a_section_is_cut_only_where_there_is_no_room(game: Game) -> None:
    play_out(game, game.rounds.start())
    progress = game.progress.stats()
    title = "A title that is as long as forty columns"
    sections = [replace(section, title=title, due=0) for section in progress.sections]
    lines = progress_lines(
        replace(progress, sections=sections), game.progress.rewards(), UNICODE_MARKS
    )
    assert sum(line.startswith(f"{title}  ") for line in lines) == len(sections)
    crowded = [replace(section, topics=section.topics[:1] * 40) for section in sections]
    lines = progress_lines(
        replace(progress, sections=crowded), game.progress.rewards(), UNICODE_MARKS
    )
    assert sum(line.startswith("A title tha…  ") for line in lines) == len(sections)
