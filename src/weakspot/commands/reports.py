"""Commands that only read a save: weak, stats, due."""

from weakspot.commands.common import command
from weakspot.commands.output import current_marks, open_queries, show, show_json


@command(
    "weakspot weak                  what is weak, and until when",
    "weakspot weak --json | jq '.[0].title'",
    json=True,
)
def weak(json_: bool) -> None:
    """List what is weak, and which answers say so."""
    from weakspot.commands.json_rows import topic_row
    from weakspot.usecases.queries import Queries

    with open_queries(Queries) as queries:
        spots = queries.weak_spots()
        if json_:
            show_json([topic_row(spot) for spot in spots])
        else:
            from weakspot.plain.tables import weak_lines  # late: status bars use JSON

            nothing = "" if spots else queries.no_weak_spots_words()
            show(weak_lines(spots, queries.today(), current_marks(), nothing))


@command(
    "weakspot stats                 how far you are",
    "weakspot stats --player ann    in the save of another player",
    "weakspot stats --json",
    json=True,
)
def stats(json_: bool) -> None:
    """Show progress in figures."""
    from weakspot.commands.json_rows import progress_row
    from weakspot.plain.tables import progress_lines
    from weakspot.usecases.reports import Reports

    with open_queries(Reports) as queries:
        progress = queries.progress()
        if json_:
            show_json(progress_row(progress))
        else:
            show(progress_lines(progress, queries.rewards(), current_marks()))


@command(
    "weakspot due                   4 due · 2 weak",
    "weakspot due --json            also why each question is in today's round",
    json=True,
)
def due(json_: bool) -> None:
    """Say what is due in one line, for a prompt or status bar. JSON adds why a round
    asks each question.
    """
    from weakspot.commands.json_rows import plan_row
    from weakspot.usecases.draws import Draws

    with open_queries(Draws) as queries:
        weak_now = sum(spot.state == "weak" for spot in queries.weak_spots())
        ideas = queries.due_count()
        if json_:
            today = plan_row(queries.plan("today"), queries.today())
            show_json({"due": ideas, "weak": weak_now, "today": today})
        else:
            show([f"{ideas} due · {weak_now} weak"])
