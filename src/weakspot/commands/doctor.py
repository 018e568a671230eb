"""The command that looks at everything that play rests on."""

from __future__ import annotations

import sys

from weakspot.commands.common import as_json, command, path_of_save, placed, places_of, show, show_json
from weakspot.text import marks_for


@command(
    "weakspot doctor           what is where, and what to do about it",
    "weakspot doctor --json    the same for a program",
)
@placed
@as_json
def doctor(json_: bool) -> None:
    """Look at places, versions, terminal, save and banks. Say what to do; exit 1 on a finding."""
    from weakspot.health import examine, lines

    rows = list(examine(places_of(), path_of_save(telling=False)))
    if json_:
        show_json(rows)
    else:
        marks = marks_for(sys.stdout)
        show(lines(rows, marks.right, marks.wrong))
    if any(row.finding for row in rows):
        raise SystemExit(1)
