"""Draws docs/pictures/lab: the mini-lab played by its keys for two made-up projects,
and their cards, as in docs/lab.md.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import drawing
from sample_player import Calendar, open_game
from textual.events import Paste

from weakspot.game import Game
from weakspot.ui.app import WeakspotApp
from weakspot.words.lab import STEPS

SIZE = (80, 24)


class Said(NamedTuple):
    """What is said to a step: the keys of the options, a text, those of the points."""

    text: str
    ticks: str
    picks: str = ""


STUDY_BOT = (
    Said(
        "40 members of a study group ask about a passage and get an answer with the "
        "verses and commentaries it rests on. Before, they searched three sites and "
        "waited for the teacher. The unit of work is one question answered.",
        "1234",
    ),
    Said(
        "The model knows the texts but misquotes them, so passages are looked up and "
        "cited. No weights change. A prompt without retrieval came first, and invented "
        "sources.",
        "123",
        "13",
    ),
    Said(
        "6 of 10 days went into cutting texts and ranking passages, 3 into reading "
        "answers, 1 into the web page.",
        "12",
        "1",
    ),
    Said(
        "60 questions, their passages marked by a teacher. Recall@5 is 75 %; 92 % of "
        "the answers keep to their passages, by a judge model.",
        "12",
    ),
    Said(
        "One search and one call: 0.4 ct a question, input and output priced apart; "
        "3,000 questions a month cost $12. The first token comes after 0.9 s.",
        "12",
    ),
    Said(
        "The worst is an invented ruling that somebody follows. Each claim stands "
        "beside its source; readers report what does not fit, and the teacher reads "
        "the reports every Friday. The bot has no tools, whatever a passage says.",
        "1235",
    ),
    Said(
        "12 of 20 wrong answers lacked the right passage, because verses were cut in "
        "the middle. Next, texts are cut by verse: recall@5 should reach 85 % on the "
        "same 60 questions.",
        "12",
    ),
)
INVOICE_READER = (
    Said(
        "It reads suppliers' invoices and fills in the eleven fields of our accounting "
        "system; six clerks check what it marks as unsure. Before, they typed 1,400 "
        "invoices a month.",
        "123",
    ),
    Said(
        "The content was right and the form was not: dates and tax rates in twenty "
        "spellings. A strict schema with four examples left 6 % of the fields wrong, a "
        "LoRA adapter trained on 2,300 checked invoices leaves 2 %. All facts come "
        "from the invoice itself.",
        "1234",
        "26",
    ),
    Said(
        "25 of 45 days went into labelling invoices and training, 12 into the schema "
        "and the tests, 8 into our two GPU servers. We host the model, so serving and "
        "alarms are ours, too.",
        "123",
        "2",
    ),
    Said(
        "400 invoices of suppliers that are not in the training data, typed twice by "
        "clerks. Exact match per field, at least 97 %, agreed with accounting before "
        "the first run. 40 invoices lack a field, and “none” is right there. No model "
        "judges.",
        "1345",
    ),
    Said(
        "The two servers cost $600 a month, 43 ct an invoice at the present volume. "
        "p95 is 7 s from the scan to the last field; nobody waits for it.",
        "23",
    ),
    Said(
        "The most expensive error is a wrong account number, which pays the wrong "
        "party. The number is compared with the supplier list, and a clerk sees every "
        "mismatch before payment. If the servers are down, invoices go to the clerks.",
        "1245",
    ),
    Said(
        "41 of last month's 70 wrong fields were on photographed invoices. Next, "
        "photos are straightened first: from 91 to 95 % of their fields. If scanned "
        "invoices get worse, we go back.",
        "123",
    ),
)
PROJECTS = {"Torah study bot": STUDY_BOT, "Invoice reader": INVOICE_READER}


async def play_project(pilot: Any, name: str, said: tuple[Said, ...]) -> None:
    """Describe a project from the list of projects, by keys, up to its card."""
    await press(pilot, "n")
    await paste(pilot, name)
    await press(pilot, "enter")
    for step, one in zip(STEPS, said, strict=True):
        await press(pilot, *one.picks, *(["enter"] if step.options else []))
        await paste(pilot, one.text)
        await press(pilot, "ctrl+s", *one.ticks)
        if step.slug == "evaluation":
            save_picture(pilot, f"points-{name}")
        await press(pilot, "enter")
    save_picture(pilot, f"card-{name}")


async def press(pilot: Any, *keys: str) -> None:
    """Press keys, and wait for what comes of each."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def paste(pilot: Any, text: str) -> None:
    """Paste a text into the field that has the focus."""
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    await pilot.pause()


def save_picture(pilot: Any, name: str) -> None:
    """Save what the screen shows."""
    drawing.save_picture(pilot.app, f"lab/{file_name(name)}", SIZE)


def file_name(name: str) -> str:
    """The name in small letters, with hyphens."""
    return name.lower().replace(" ", "-")


async def play_lab(game: Game) -> None:
    """Play the lab for both projects, and write their cards."""
    app = WeakspotApp(game, None, is_lab=True)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for name, said in PROJECTS.items():
            await play_project(pilot, name, said)
            await press(pilot, "escape")
        save_picture(pilot, "projects")
        await press(pilot, "home", "c", "u", "escape", "2")
        save_picture(pilot, "step")
    for name in PROJECTS:
        path = drawing.PICTURES / "lab" / f"{file_name(name)}.svg"
        path.unlink(missing_ok=True)
        game.lab.write_card(game.lab.card(game.lab.find(name)), path)
        print(path.relative_to(drawing.PICTURES.parents[1]))


async def main() -> None:
    """Draw the pictures, from an empty home on."""
    calendar = Calendar()
    calendar.pace = 0.0
    with TemporaryDirectory() as folder:
        game = open_game(Path(folder) / "home", calendar)
        await play_lab(game)
        game.close()


if __name__ == "__main__":
    asyncio.run(main())
