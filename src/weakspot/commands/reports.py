"""Commands that only look at a save: weak, stats, due."""

import sys

from weakspot.commands.common import command
from weakspot.commands.output import open_known, show, show_json
from weakspot.text import choose_marks


@command(
    "weakspot weak                  what is weak, and until when",
    "weakspot weak --json | jq '.[0].title'",
    json=True,
)
def weak(json_: bool) -> None:
    """List what is weak, and which answers say so."""
    from weakspot.engine.report import topic_row
    from weakspot.usecases.queries import Queries

    with open_known(Queries) as known:
        spots = known.weak_spots()
        if json_:
            show_json([topic_row(spot) for spot in spots])
        else:
            from weakspot.plain.tables import weak_lines  # late: lines of text are not for status bars

            marks = choose_marks(sys.stdout, known.settings.marks)
            nothing = "" if spots else known.no_weak_spots_words()
            show(weak_lines(spots, known.today(), marks, nothing), marks)


@command(
    "weakspot stats                 how far you are",
    "weakspot stats --player ann    in the save of another player",
    "weakspot stats --json",
    json=True,
)
def stats(json_: bool) -> None:
    """Show progress in figures."""
    from weakspot.engine.overview import progress_row
    from weakspot.plain.tables import progress_lines
    from weakspot.usecases.reports import Reports

    with open_known(Reports) as known:
        progress = known.progress()
        if json_:
            show_json(progress_row(progress))
        else:
            marks = choose_marks(sys.stdout, known.settings.marks)
            show(progress_lines(progress, known.rewards(), marks), marks)


@command(
    "weakspot due                   4 due · 2 weak",
    "weakspot due --json            also why each question is in today's round",
    json=True,
)
def due(json_: bool) -> None:
    """Say what is due in one line, for a prompt or status bar. JSON adds why a round asks each question."""
    from weakspot.engine.report import plan_row
    from weakspot.usecases.draws import Draws

    with open_known(Draws) as known:
        weak_now = sum(spot.state == "weak" for spot in known.weak_spots())
        ideas = known.due_count()
        if json_:
            today = plan_row(known.plan("today"), known.today())
            show_json({"due": ideas, "weak": weak_now, "today": today})
        else:
            show([f"{ideas} due · {weak_now} weak"], choose_marks(sys.stdout, known.settings.marks))
