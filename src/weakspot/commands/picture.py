"""The map and the week as a picture: an SVG with system fonts and no scripts, which
tells neither what was asked nor who played.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from string import Template

from rich.cells import cell_len, set_cell_size

from weakspot.engine.changes import Changes, Whole
from weakspot.engine.memory import days_later
from weakspot.engine.records import Day
from weakspot.engine.report import SectionReport
from weakspot.game import Game
from weakspot.text import format_count, one_line
from weakspot.ui.theme import ROLES, VARIABLES
from weakspot.words.changes import change_words
from weakspot.words.dates import date_words
from weakspot.words.estimates import STATE_MEANINGS, state_word
from weakspot.words.results import number_word

TEMPLATE = Template(
    """\
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"
 viewBox="0 0 1200 630" role="img"
 font-family="'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace">
<title>weakspot: $title</title>
<rect width="1200" height="630" fill="$background"/>
<path d="M83 65L95 77L83 89L71 77Z" fill="$weak"/>
<text x="106" y="85" font-size="26" font-weight="700" fill="$text">weakspot<tspan
 dx="24" font-weight="400" fill="$muted">$subject</tspan></text>
<text x="1128" y="85" font-size="22" text-anchor="end" fill="$muted">$date</text>
$week
$news
<text x="72" y="$figure_y" font-size="108" font-weight="700" fill="$text">$known</text>
<text x="$beside" y="$of_y" font-size="28" font-weight="700" fill="$text">$of</text>
<text x="$beside" y="$figure_y" font-size="22" fill="$muted">$rest</text>
<rect x="72" y="470" width="600" height="3" fill="$faint"/>
<rect x="72" y="468" width="$known_width" height="7" fill="$accent"/>
<rect x="$weak_x" y="468" width="$weak_width" height="7" fill="$weak"/>
<text x="72" y="514" font-size="22" fill="$muted">$changes</text>
$map
$legend
</svg>
"""
)
DARK = 0
COLOURS = {
    "background": ROLES["background"][DARK],
    "text": ROLES["foreground"][DARK],
    "accent": ROLES["primary"][DARK],
    "weak": ROLES["warning"][DARK],
    "muted": VARIABLES["muted"][0][DARK],
    "faint": VARIABLES["faint"][0][DARK],
}
LEFT, RIGHT, MAP_LEFT, MAP_TOP, MAP_BOTTOM = 72, 1128, 820, 206, 552
"""Edges of the picture's parts."""
CELL = 0.61
"""The width of a cell of a fixed-width font, by its size."""
NAMES = (LEFT, 700)
"""Where names begin, and how much room they have."""
BAR = 600
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def picture_of(game: Game) -> str:
    """Draw the map and the week of a game."""
    overview, progress = game.progress.overview(), game.progress
    played = {day.day: day for day in overview.days}
    dates = [days_later(overview.today, ahead) for ahead in range(-6, 1)]
    return draw_picture(
        game.subject_title,
        overview.sections,
        progress.whole(),
        progress.week(),
        [played.get(day) or Day(day) for day in dates],
        progress.streak(),
    )


def draw_picture(
    subject: str,
    sections: Sequence[SectionReport],
    whole: Whole,
    week: Changes,
    days: Sequence[Day],
    streak: int,
) -> str:
    """Draw the topics of these sections and the last `days`, the newest last; `week`
    is what these changed.
    """
    titles = {topic.key: topic.title for one in sections for topic in one.topics}
    states = [topic.state for one in sections for topic in one.topics]
    known, weak = (
        BAR * states.count(state) / max(1, len(states)) for state in ("known", "weak")
    )
    news = news_lines(week, titles)
    figures = {
        f"{whole.repaired} repaired": whole.repaired,
        f"{states.count('weak')} weak": weak,
        f"{streak}-day streak": streak,
    }
    changes = change_words(week)
    answers = format_count(sum(day.attempts for day in days), "answer")
    figure_y = 416 if news else 340
    of = f"of {whole.topics} topics known"
    last = date_words(days[-1].day)
    return TEMPLATE.substitute(
        COLOURS,
        title=f"{whole.known} {of}",
        subject=escape(one_line(subject)),
        date=f"{last} {days[-1].day[:4]}",
        week="\n".join(week_marks(days)),
        news="\n".join(news),
        known=whole.known,
        figure_y=figure_y,
        of_y=figure_y - 36,
        beside=LEFT + round(len(str(whole.known)) * 108 * CELL) + 16,
        of=of,
        rest=" · ".join(words for words, count in figures.items() if count),
        known_width=f"{known:.0f}",
        weak_x=f"{LEFT + known:.0f}",
        weak_width=f"{weak:.0f}",
        changes=f"last 7 days: {', '.join(filter(None, (answers, changes)))}",
        map="\n".join(map_marks(sections)),
        legend="\n".join(legend_marks()),
    )


def draw_text(
    x: float, y: float, size: float, fill: str, words: str, more: str = ""
) -> str:
    """A line of text; `more` are further attributes."""
    look = f'font-size="{size:g}" fill="{COLOURS[fill]}"{more}'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(one_line(words))}</text>'


def news_lines(week: Changes, titles: dict[str, str]) -> list[str]:
    """The lines of the topics that the week repaired, the last first, else of those it
    made known; empty if it did neither.
    """
    word, keys = ("Repaired", week.repaired) if week.repaired else ("Known", week.known)
    names = [titles[key] for key in reversed(keys) if key in titles]
    if not names:
        return []
    first, *others = names
    lines = [draw_name(236, 38, f"{word}: {first}", ' font-weight="700"')]
    if others:
        more = others[0] if not others[1:] else f"{number_word(len(others))} more"
        lines.append(draw_name(280, 24, f"and {more}"))
    return lines


def draw_name(y: float, size: float, words: str, more: str = "") -> str:
    """A line of names, made smaller and then cut so that it has room."""
    x, room = NAMES
    fitted = max(20.0, min(size, room / CELL / max(1, cell_len(words))))
    most = int(room / CELL / fitted)
    if cell_len(words) > most:
        words = set_cell_size(words, most - 1).rstrip() + "…"
    return draw_text(x, y, round(fitted, 1), "accent", words, more)


def week_marks(days: Sequence[Day]) -> Iterable[str]:
    """A stroke for each day, bright if it was played, with its weekday below."""
    gap, width = 8, (RIGHT - LEFT + 8) / len(days)
    for at, day in enumerate(days):
        x = LEFT + at * width
        fill = COLOURS["accent" if day.attempts else "faint"]
        yield (
            f'<rect x="{x:.1f}" y="118" width="{width - gap:.1f}" height="6" rx="1" '
            f'fill="{fill}"/>'
        )
        name = WEEKDAYS[date.fromisoformat(day.day).weekday()]
        yield draw_text(round(x, 1), 148, 16, "muted", name)


def map_marks(sections: Sequence[SectionReport]) -> Iterable[str]:
    """A row for each section: its number, and a mark for each topic."""
    most = max((len(section.topics) for section in sections), default=1)
    across = min(40.0, (RIGHT - MAP_LEFT - 40) / max(1, most - 1))
    down = min(31.5, (MAP_BOTTOM - MAP_TOP) / max(1, len(sections) - 1))
    radius = 0.35 * min(across, down)
    size = min(18.0, 0.6 * down)
    for row, section in enumerate(sections):
        y = MAP_TOP + row * down
        yield draw_text(
            MAP_LEFT, y + size / 3, size, "muted", str(row + 1), ' text-anchor="end"'
        )
        for column, topic in enumerate(section.topics):
            yield draw_mark(topic.state, MAP_LEFT + 27 + column * across, y, radius)


def draw_mark(state: str, x: float, y: float, r: float) -> str:
    """The mark of a topic in this state, with its middle at this place."""
    accent, weak = COLOURS["accent"], COLOURS["weak"]
    at = f'cx="{x:.1f}" cy="{y:.1f}"'
    if state == "untried":
        return f'<circle {at} r="{0.28 * r:.1f}" fill="{COLOURS["muted"]}"/>'
    if state == "known":
        return f'<circle {at} r="{r:.1f}" fill="{accent}"/>'
    start = f"M{x:.1f} {y:.1f}m0 {-r:.1f}"
    if state == "weak":
        sides = f"l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"
        return f'<path d="{start}{sides}" fill="{weak}"/>'
    # filled from the top clockwise: by half a turn, or a quarter
    is_good = state == "good"
    colour, end = (accent, f"0 {2 * r:.1f}") if is_good else (weak, f"{r:.1f} {r:.1f}")
    arc = f"{start}a{r:.1f} {r:.1f} 0 0 1 {end}L{x:.1f} {y:.1f}z"
    stroke = f'fill="none" stroke="{colour}" stroke-width="{0.22 * r:.1f}"'
    ring = f'<circle {at} r="{0.89 * r:.1f}" {stroke}/>'
    return f'{ring}<path d="{arc}" fill="{colour}"/>'


def legend_marks() -> Iterable[str]:
    """The marks with their words, along the lower edge."""
    x = float(LEFT + 8)
    for state, _ in STATE_MEANINGS:
        word = state_word(state)
        yield draw_mark(state, x, 591, 8)
        yield draw_text(x + 20, 597, 18, "muted", word)
        x += 20 + len(word) * 18 * CELL + 40
