"""The end of a round in lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from weakspot.engine.exam import answer_notes
from weakspot.engine.feedback import Repair
from weakspot.engine.mixups import CLEARED
from weakspot.engine.session import Session
from weakspot.engine.summing import move_figures, move_words, score_words, summary
from weakspot.game import Game
from weakspot.plain.asking import Numbered
from weakspot.text import Marks, counted, duration, times, topic_mark, verdict_mark


def result_lines(game: Game, session: Session, marks: Marks) -> list[Numbered]:
    """The round in figures, what moved and what to repair, the mix-ups below."""
    summed = summary(session)
    took = f"{duration(summed.seconds)} · {counted(summed.points, 'point')}"
    score = score_words(summed, is_exam=bool(session.sheets))
    ends = [("", line) for line in game.end_lines(session)]
    lines = [("", ""), ("", f"{game.title(session)} / Results")]
    if session.sheets:
        lines += [*ends, *(("", note) for note in answer_notes(session, f"{score} · {took}"))]
    else:
        lines += [("", f"{score} · {took}"), *ends]
    if session.sheets:
        lines += [("", ""), ("", "By section")]
        lines += [("  ", f"{title}: {words}") for title, words in game.exam_rows(session)]
    if summed.moves:
        lines += [("", ""), ("", "What moved")]
    for move in summed.moves:
        told = f"{game.topic_title(move.topic)}: {move_figures(move)} · {move_words(move)}"
        lines.append((f"  {topic_mark(move.state, marks)} ", told))
    if summed.to_repair:
        lines += [("", ""), ("", "To repair"), *repair_lines(game.repairs(summed), marks)]
    blocks = game.mixups(session)
    for title, mixups in blocks:
        lines += [("", ""), ("", title)]
        lines += [("  ", f"“{one.belief}” {times(one.met)}") for one in mixups]
    return [*lines, ("  ", CLEARED)] if blocks else lines


def repair_lines(repairs: Sequence[Repair], marks: Marks) -> list[Numbered]:
    """What was missed, the right answer, and when it is back."""
    lines = []
    for one in repairs:
        lines += [
            (f"  {verdict_mark(one.score, marks)} ", one.prompt),
            ("    ", f"{marks.arrow} {one.right}"),
            ("    ", f"back {one.back}"),
        ]
    return lines
