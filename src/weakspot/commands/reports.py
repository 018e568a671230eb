"""Commands that only read a save: weak, stats, due."""

from weakspot.commands.common import command
from weakspot.commands.output import current_marks, open_to_read, show, show_json


@command(
    "weakspot weak                  what is weak, and until when",
    "weakspot weak --json | jq '.[0].title'",
    json=True,
)
def weak(json_: bool) -> None:
    """List what is weak, and which answers say so."""
    from weakspot.commands.json_rows import topic_row

    with open_to_read() as game:
        spots = game.progress.weak_spots()
        if json_:
            show_json([topic_row(spot) for spot in spots])
        else:
            from weakspot.plain.tables import weak_lines  # late: status bars use JSON

            nothing = "" if spots else game.progress.no_weak_spots_words()
            show(weak_lines(spots, game.today(), current_marks(), nothing))


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

    with open_to_read() as game:
        progress = game.progress.stats()
        if json_:
            show_json(progress_row(progress))
        else:
            show(progress_lines(progress, game.progress.rewards(), current_marks()))


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

    with open_to_read() as game:
        weak_now = sum(spot.state == "weak" for spot in game.progress.weak_spots())
        ideas = game.progress.due_count()
        if json_:
            today = plan_row(game.progress.plan("today"), game.today())
            show_json({"due": ideas, "weak": weak_now, "today": today})
        else:
            show([f"{ideas} due · {weak_now} weak"])
