"""The project card in words: what stands on it everywhere, and as Markdown."""

import re

from weakspot.engine.lab import CardRow, Project, ProjectCard
from weakspot.text import format_count, one_line, visible
from weakspot.words.dates import ago_words, date_words

NOT_TICKED = "not compared with the model answer yet"


def project_words(card: ProjectCard, today: str) -> str:
    """“5 of 7 steps · 12 of 20 points · 8 gaps · changed yesterday”."""
    return f"{score_words(card)} · changed {ago_words(card.day, today)}"


def file_name(project: Project) -> str:
    """A name for a file of the project's card, without its end."""
    words = re.findall(r"[a-z0-9]+", project.name.casefold())
    return "-".join(words) or "project-card"


def row_title(row: CardRow) -> str:
    """“Technique: RAG, Tools”: the step, and what was picked."""
    picked = f": {', '.join(row.picks)}" if row.picks else ""
    return f"{row.title}{picked}"


def not_said_words(row: CardRow) -> str:
    """Said of a step to which nothing was said."""
    return f"not said yet: {row.asks}"


def gap_words(row: CardRow) -> list[tuple[str, list[str]]]:
    """What the card names below a step: each gap with the topics that answer it, or
    that the step was not compared yet.
    """
    if row.is_said and row.made is None:
        return [(NOT_TICKED, [])]
    return [(gap.words, [*gap.topics.values()]) for gap in row.gaps]


def gap_lines(row: CardRow) -> list[str]:
    """The same, each in a line: “no unit of work → Cost arithmetic”."""
    return [
        f"{words} → {', '.join(topics)}" if topics else words
        for words, topics in gap_words(row)
    ]


def score_words(card: ProjectCard) -> str:
    """“6 of 7 steps · 20 of 24 points · 4 gaps”; without points before any step was
    compared.
    """
    words = [f"{card.said} of {len(card.rows)} steps"]
    if card.points:
        words.append(f"{card.made} of {card.points} points")
        words.append(format_count(len(card.gaps), "gap"))
    return " · ".join(words)


def drill_words(card: ProjectCard, verb: str = "drill") -> str:
    """“drill these 4 topics”; empty where no topic answers a gap."""
    count = len(card.topics)
    if not count:
        return ""
    return f"{verb} this topic" if count == 1 else f"{verb} these {count} topics"


def day_words(card: ProjectCard) -> str:
    """“2 Dec 2026”: when the project was changed last."""
    return f"{date_words(card.day)} {card.day[:4]}"


def card_markdown(card: ProjectCard) -> str:
    """The whole card as Markdown; what the player wrote stands there as written."""
    blocks = [
        f"# {one_line(card.name)}",
        f"Project card, {day_words(card)}: {score_words(card)}",
    ]
    for row in card.rows:
        blocks.append(f"## {one_line(row_title(row))}")
        blocks.append(visible(row.text) if row.text else "")
        if not row.is_said:
            blocks.append(not_said_words(row))
        blocks.append("\n".join(f"- Gap: {words}" for words in gap_lines(row)))
    if card.topics:
        blocks.append("## Topics that answer the gaps")
        blocks.append("\n".join(f"- {title}" for title in card.topics.values()))
    return "\n\n".join(filter(None, blocks)) + "\n"
