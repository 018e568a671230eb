"""The end of a round in lines of text."""

from __future__ import annotations

from weakspot.engine.exam import answer_notes
from weakspot.engine.feedback import (
    Summary,
    asked_words,
    back_words,
    feedback,
    move_figures,
    move_words,
    rights_line,
    score_words,
    summary,
)
from weakspot.engine.mixups import CLEARED
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.plain.answers import Numbered
from weakspot.text import Marks, counted, duration, times, topic_mark, verdict_mark


def result_lines(game: Game, session: Session, marks: Marks) -> list[Numbered]:
    """The round in figures, what moved and what to repair, the mix-ups below."""
    summed = summary(session)
    took = f"{duration(summed.seconds)} · {counted(summed.points, 'point')}"
    score = score_words(summed, "left open") if session.sheets else score_words(summed)
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
        lines += [("", ""), ("", "To repair"), *repair_lines(game, summed, marks)]
    blocks = game.mixups(session)
    for title, mixups in blocks:
        lines += [("", ""), ("", title)]
        lines += [("  ", f"“{one.belief}” {times(one.met)}") for one in mixups]
    return [*lines, ("  ", CLEARED)] if blocks else lines


def repair_lines(game: Game, summed: Summary, marks: Marks) -> list[Numbered]:
    """What was missed, the right answer, and when it is back."""
    lines = []
    for slot, outcome in summed.to_repair:
        question = game.question(slot.question)
        rights = rights_line(question, feedback(question, slot, outcome, {}))
        lines += [
            (f"  {verdict_mark(outcome.verdict.score, marks)} ", asked_words(question, slot)),
            ("    ", f"{marks.arrow} {rights}"),
            ("    ", f"back {back_words(outcome, game.today(), game.has_sibling(slot.question))}"),
        ]
    return lines
