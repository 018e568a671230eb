"""A guesser that never reads the meaning: what it sees of a question, and what that scores above chance.

It picks the longest option, the most specific, the one without absolutes, the hedged one, the one that shares
most words with the prompt or with the other options, the middle number, or a fixed place. Last it weighs all
of these, in each kind as four fifths of its questions teach it, and tries that on the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp
from statistics import fmean, median
from typing import NamedTuple

from weakspot.bank.course import TONES
from weakspot.bank.options import judged_lists, stems_of, words_of
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion

FOLDS = 5

_STEPS = 200
_PACE = 0.7
"""Eleven cues bend a question's likelihood by 0.25 each at most: no step of this length overshoots."""

TEXT_CUES = (
    "longest",
    "most specific",
    "no absolutes",
    "hedged",
    "words of prompt",
    "words of others",
    "middle number",
)
PLACE_CUES = ("place 1", "place 2", "place 3", "last place")
CUES = (*TEXT_CUES, *PLACE_CUES)
COMBINED = "all combined"

_SPECIFIC = re.compile(r"\d+(?:[.,]\d+)*|[(),;\[\]]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Pick(NamedTuple):
    """One pick among several: each candidate's value by each cue, where higher is picked; `key` is right."""

    values: tuple[tuple[float, ...], ...]
    key: int


class Guess(NamedTuple):
    """A question as the guesser meets it; it scores the mean of its picks."""

    id: str
    kind: str
    picks: tuple[Pick, ...]


def guesses(questions: Sequence[tuple[str, AnyQuestion]]) -> list[Guess]:
    """The questions that can be guessed, each with its `section/id`; all others have no chance."""
    statements = [
        text_values([one.prompt], "")[0] for _, one in questions if isinstance(one, TrueFalseQuestion)
    ]
    usual = tuple(median(column) for column in zip(*statements, strict=True))
    found = []
    for key, question in questions:
        if isinstance(question, TrueFalseQuestion):
            picks = [statement_pick(question, usual)]
        else:
            picks = list(picks_of(question))
        if picks:
            found.append(Guess(key, str(question.__struct_config__.tag), tuple(picks)))
    return found


def statement_pick(question: TrueFalseQuestion, usual: tuple[float, ...]) -> Pick:
    """True or false: true is what this statement looks like, false what the usual one does."""
    true, false = (*text_values([question.prompt], "")[0], 1, 0, 0, 0), (*usual, 0, 0, 0, 1)
    return Pick((true, false), 0 if question.answer else 1)


def picks_of(question: AnyQuestion) -> Iterator[Pick]:
    """What is picked in a question: one option of each list, a place for each item, one of each pair."""
    match question:
        case MatchQuestion():
            for index, left in enumerate(question.items):
                yield Pick(
                    tuple(with_places(text_values(question.targets, left), [False] * len(question.targets))),
                    index,
                )
        case SortQuestion():
            fixed = [True] * len(question.targets)
            for text, index, _ in question.placed_items:
                yield Pick(tuple(with_places(text_values(question.targets, text), fixed)), index)
        case OrderQuestion():
            values = with_places(text_values(question.steps, question.prompt), [False] * len(question.steps))
            for one, other in zip(values, values[1:], strict=False):
                yield Pick((one, other), 0)
        case LinesQuestion():
            values = with_places(text_values(question.texts, question.prompt), [True] * len(question.texts))
            yield from pairs(values, [line.fault for line in question.lines])
        case _:
            for field, _, _ in judged_lists(question):
                options = getattr(question, field)
                fixed = [option.pin or not question.shuffle for option in options]
                values = with_places(text_values([option.text for option in options], question.prompt), fixed)
                rights = [option.right for option in options]
                if isinstance(question, MultiQuestion):
                    yield from pairs(values, rights)
                else:
                    yield Pick(tuple(values), rights.index(True))


def pairs(values: Sequence[tuple[float, ...]], rights: Sequence[bool]) -> Iterator[Pick]:
    """Each right one against each wrong one."""
    for value, right in zip(values, rights, strict=True):
        for other, also in zip(values, rights, strict=True):
            if right and not also:
                yield Pick((value, other), 0)


def text_values(texts: Sequence[str], prompt: str) -> list[tuple[float, ...]]:
    """For each text its value by each of TEXT_CUES."""
    stems = [stems_of(text) for text in texts]
    asked = stems_of(prompt)
    numbers = [
        float(found[0].replace(",", "")) if (found := _NUMBER.search(text)) else None for text in texts
    ]
    rank = sorted(number for number in numbers if number is not None)
    middle = median(rank) if len(rank) == len(texts) > 2 else None
    return [
        (
            len(text),
            len(_SPECIFIC.findall(text)),
            -sum(word in TONES["absolutes"] for word in words_of(text)),
            sum(word in TONES["hedges"] for word in words_of(text)),
            len(mine & asked),
            sum(len(mine & other) for other in stems if other is not mine),
            0 if middle is None or number is None else -abs(number - middle),
        )
        for text, mine, number in zip(texts, stems, numbers, strict=True)
    ]


def with_places(values: Sequence[tuple[float, ...]], fixed: Sequence[bool]) -> list[tuple[float, ...]]:
    """The values with those of PLACE_CUES, which only tell of what is `fixed` in its place."""
    places = (0, 1, 2, len(values) - 1)
    return [
        (*value, *(float(stays and at == place) for place in places))
        for at, (value, stays) in enumerate(zip(values, fixed, strict=True))
    ]


Row = list[tuple[int, float]]
"""A candidate as the combination sees it: cue and how much more than chance that cue would pick it."""


def rows_of(pick: Pick) -> list[Row]:
    """For each candidate what each cue adds to its chance; ties share, and cues that tell nothing are out."""
    rows: list[Row] = [[] for _ in pick.values]
    for cue, column in enumerate(zip(*pick.values, strict=True)):
        top = max(column)
        held = column.count(top)
        if held < len(column):
            for row, value in zip(rows, column, strict=True):
                row.append((cue, (value == top) / held - 1 / len(column)))
    return rows


def gains(found: Sequence[Guess]) -> dict[str, list[float]]:
    """By cue, for each question how much it scores above chance; last is the combination, cross-validated."""
    rows = [[rows_of(pick) for pick in guess.picks] for guess in found]
    table = {cue: [0.0] * len(found) for cue in (*CUES, COMBINED)}
    for at, guess in enumerate(found):
        for pick, seen in zip(guess.picks, rows[at], strict=True):
            for cue, gain in seen[pick.key]:
                table[CUES[cue]][at] += gain / len(guess.picks)
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for at, guess in enumerate(found):
        by_kind[guess.kind].append(at)
    for members in by_kind.values():
        for fold in range(FOLDS):
            taught = [at for place, at in enumerate(members) if place % FOLDS != fold]
            weights = fitted([(found[at], rows[at]) for at in taught])
            for at in members[fold::FOLDS]:
                picks = zip(found[at].picks, rows[at], strict=True)
                table[COMBINED][at] = fmean(combined(weights, seen, pick.key) for pick, seen in picks)
    return table


def combined(weights: Sequence[float], rows: Sequence[Row], key: int) -> float:
    """How much above chance the weighted cues pick the key; ties share."""
    scores = [round(sum(weights[cue] * gain for cue, gain in row), 9) for row in rows]
    return (scores[key] == max(scores)) / scores.count(max(scores)) - 1 / len(rows)


def fitted(taught: Sequence[tuple[Guess, list[list[Row]]]]) -> list[float]:
    """A weight a cue: a conditional logit with a small ridge, by gradient; each question counts once."""
    weights = [0.0] * len(CUES)
    pace = _PACE / (len(taught) + 1)
    for _ in range(_STEPS):
        slope = [-weight for weight in weights]
        for guess, picks in taught:
            share = 1 / len(guess.picks)
            for pick, rows in zip(guess.picks, picks, strict=True):
                odds = [exp(sum(weights[cue] * gain for cue, gain in row)) for row in rows]
                total = sum(odds)
                for at, row in enumerate(rows):
                    due = share * ((at == pick.key) - odds[at] / total)
                    for cue, gain in row:
                        slope[cue] += due * gain
        weights = [weight + pace * up for weight, up in zip(weights, slope, strict=True)]
    return weights
