"""A small home for the screens: two sections, four topics of one kind each, texts of
every sort.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from quiz_home import save_path
from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.game import Game
from weakspot.store.opening import open_save
from weakspot.store.save import Save

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
STEP = 7
"""Seconds between two readings of the stopwatch."""

SEARCH = """\
section: search
title: Search
about: How the passages that answer a question are found.
notes: |
  ## Chunking

  Cut text into passages that say one thing each. Then measure.

  ## Ranking

  A first pass is cheap and wide, a second one slow and sharp. The first keeps whatever may matter, the
  second puts it in order. What the first has lost, the second never sees, so measure both, each by a figure
  of its own.
topics:
  chunking: {title: Chunking}
  ranking: {title: Ranking}
misconceptions:
  old-vectors: Vectors age by themselves.
questions:
  - id: long-passages
    kind: choice
    topic: chunking
    concept: length
    level: 2
    prompt: Why does a search over whole chapters miss a single clause?
    options:
      - {text: One vector stands for too much text, right: true}
      - {text: The vectors are too old, why: They were made this morning., misconception: old-vectors}
      - {text: The model forgot its tuning, why: Nobody tuned it.}
    hint: Think of what one vector stands for.
    explain: A long passage blurs its vector. Cut it shorter and measure again.
    source: {title: A handbook of search, url: "https://example.org/search"}
  - id: short-passages
    kind: choice
    topic: chunking
    concept: length
    level: 2
    prompt: What gets lost where passages are cut after every sentence?
    options:
      - {text: What the sentence before it said, right: true}
      - {text: The words of the sentence, why: They are all there.}
      - {text: The order of the alphabet, why: No search needs it.}
    explain: A sentence alone may say "it" of something named just before.
    source: {title: A handbook of search}
  - id: overlap
    kind: choice
    topic: chunking
    level: 1
    prompt: What is overlap between passages good for?
    options:
      - text: >-
          A statement that lies across a cut still stands whole in one of the two passages, so that a
          search for it finds a passage that says all of it and not only its second half
        right: true
      - {text: It makes the index smaller, why: It makes it larger.}
      - {text: It removes duplicates, why: It makes some.}
    hint: Look at what stands at a cut.
    explain: What a cut would tear apart stands whole at least once.
    source: {title: A handbook of search}
  - id: two-passes
    kind: multi
    topic: ranking
    level: 3
    prompt: What is true of ranking in two passes?
    options:
      - {text: The first pass has to be cheap, right: true}
      - {text: The second pass reads query and passage together, right: true}
      - {text: The second pass finds what the first one missed, why: It only sees what the first one found.}
      - {text: The first pass has to be exact, why: It has to miss little.}
    hint: The first is wide.
    explain: The first pass keeps what may matter; the second puts it in order.
    source: {title: A handbook of search}
  - id: measures
    kind: multi
    topic: ranking
    level: 2
    prompt: Which figures fall when a right passage moves from first to third place?
    options:
      - {text: Reciprocal rank, right: true}
      - {text: Precision at one, right: true}
      - {text: Recall at ten, why: The passage is still among the ten.}
    explain: Recall at ten only asks whether it is there.
    source: {title: A handbook of search}
"""  # noqa: E501

AGENTS = """\
section: agents
title: Agents
about: Models that act in steps.
notes: |
  ## Loops

  A loop needs an end.

  ## Tools

  A tool needs a description.
topics:
  loops: {title: Loops}
  tools: {title: Tools}
questions:
  - id: no-end
    kind: truefalse
    topic: loops
    level: 1
    prompt: A loop without a limit of steps may never come to an end.
    answer: true
    why: Nothing stops it.
    explain: Set a limit.
    source: {title: A handbook of agents}
  - id: same-step
    kind: truefalse
    topic: loops
    level: 1
    prompt: An agent that repeats a failed call unchanged will get another result.
    answer: false
    why: The same call fails the same way.
    explain: Say what failed, so that the next call differs.
    source: {title: A handbook of agents}
  - id: strange-names
    kind: choice
    topic: tools
    level: 2
    prompt: 検索 of `d[key]` [/b] gives nothing. What now?
    options:
      - {text: "検索語を直す [bold]d[key][/b]", right: true}
      - {text: "Read \\u202ebackwards ]b[", why: "[/] is no tag, d[key] no style."}
      - {text: Give up, why: There is more to try.}
    explain: "[red]Nothing[/] in here is a tag."
    source: {title: A handbook of agents}
"""


def write_banks(folder: Path) -> Path:
    """Write the two banks."""
    folder.mkdir(parents=True)
    (folder / "01-search.yaml").write_text(SEARCH, encoding="utf-8")
    (folder / "02-agents.yaml").write_text(AGENTS, encoding="utf-8")
    return folder


@cache
def empty_save() -> bytes:
    """A new save without answers, as the game makes it."""
    with TemporaryDirectory() as name:
        path = Path(name) / "empty.db"
        open_save(path).close()
        return path.read_bytes()


def open_game(
    catalog: Catalog, home: Path, clock: Callable[[], datetime] = lambda: NOW
) -> Game:
    """Open a game on the save of `home` with fixed clock, seed and stopwatch."""
    if not save_path(home).exists():
        save_path(home).parent.mkdir(parents=True)
        save_path(home).write_bytes(empty_save())
    ticks = count(step=STEP)
    return Game(
        catalog,
        Save(open_save(save_path(home))),
        clock,
        Random(7),
        lambda: float(next(ticks)),
    )


def logged_values(home: Path, column: str = "question") -> list[object]:
    """Read one column of the attempts in the save file that were not undone."""
    with closing(sqlite3.connect(f"file:{save_path(home)}?mode=ro", uri=True)) as db:
        sql = f"""SELECT {column} FROM attempt WHERE id NOT IN
                  (SELECT subject FROM event WHERE what = 'retract') ORDER BY id"""
        return [value for (value,) in db.execute(sql)]


def open_own_game(place: Path) -> Game:
    """Open a game on the banks in `place`, of its own, which a test may edit; written
    if there are none.
    """
    folder = place / "questions"
    if not folder.exists():
        write_banks(folder)
    return open_game(load_catalog([(folder, "user")], place / "cache"), place / "home")


def edit_banks(place: Path, was: str, now: str) -> None:
    """Replace a text in the banks of such a game, as an author does meanwhile."""
    for bank in (place / "questions").glob("*.yaml"):
        bank.write_text(
            bank.read_text(encoding="utf-8").replace(was, now), encoding="utf-8"
        )
