"""A guesser that ignores meaning: what it sees of a question, and how far above chance
it scores with that.

It picks the longest option, the most specific, the one without absolutes, the hedged
one, the one that shares most words with the prompt or with the other options, the
middle number, or a fixed place. Finally it weights all of these: for each kind it
learns from four fifths of the questions, and is tested on the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp
from statistics import fmean, median
from typing import NamedTuple

from weakspot.bank.course import TONES
from weakspot.bank.options import option_lists, stems_of, words_of
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion

FOLDS = 5

_STEPS = 200
_LEARNING_RATE = 0.7
"""Eleven cues bend a question's likelihood by 0.25 each at most, so no step of this
length overshoots.
"""

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
    """One pick of the highest value: `values` by candidate, then by cue; `key` is the
    right candidate.
    """

    values: tuple[tuple[float, ...], ...]
    key: int


class Guess(NamedTuple):
    """A question as the guesser sees it; its score is the mean of its picks."""

    id: str
    kind: str
    picks: tuple[Pick, ...]


def build_guesses(questions: Sequence[tuple[str, AnyQuestion]]) -> list[Guess]:
    """A Guess for each question that can be guessed; `questions` come with their
    `section/id`.
    """
    statements = [
        text_values([each.prompt], "")[0]
        for _, each in questions
        if isinstance(each, TrueFalseQuestion)
    ]
    usual = tuple(median(column) for column in zip(*statements, strict=True))
    guesses = []
    for key, question in questions:
        if isinstance(question, TrueFalseQuestion):
            picks = [statement_pick(question, usual)]
        else:
            picks = list(picks_of(question))
        if picks:
            guesses.append(
                Guess(key, str(question.__struct_config__.tag), tuple(picks))
            )
    return guesses


def statement_pick(question: TrueFalseQuestion, usual: tuple[float, ...]) -> Pick:
    """Pick true or false: true has the values of this statement, false those of the
    median statement.
    """
    true, false = (
        (*text_values([question.prompt], "")[0], 1, 0, 0, 0),
        (*usual, 0, 0, 0, 1),
    )
    return Pick((true, false), 0 if question.answer else 1)


def picks_of(question: AnyQuestion) -> Iterator[Pick]:
    """Yield what is picked in a question: an option of each list, a place for each
    item, one of each pair.
    """
    match question:
        case MatchQuestion():
            for index, left in enumerate(question.items):
                yield Pick(
                    tuple(
                        add_places(
                            text_values(question.targets, left),
                            [False] * len(question.targets),
                        )
                    ),
                    index,
                )
        case SortQuestion():
            fixed = [True] * len(question.targets)
            for text, index, _ in question.placed_items:
                yield Pick(
                    tuple(add_places(text_values(question.targets, text), fixed)), index
                )
        case OrderQuestion():
            values = add_places(
                text_values(question.steps, question.prompt),
                [False] * len(question.steps),
            )
            for one, other in zip(values, values[1:], strict=False):
                yield Pick((one, other), 0)
        case LinesQuestion():
            values = add_places(
                text_values(question.texts, question.prompt),
                [True] * len(question.texts),
            )
            yield from pair_picks(values, [line.fault for line in question.lines])
        case _:
            for _, options in option_lists(question):
                fixed = [option.pin or not question.shuffle for option in options]
                values = add_places(
                    text_values([option.text for option in options], question.prompt),
                    fixed,
                )
                rights = [option.right for option in options]
                if isinstance(question, MultiQuestion):
                    yield from pair_picks(values, rights)
                else:
                    yield Pick(tuple(values), rights.index(True))


def pair_picks(
    values: Sequence[tuple[float, ...]], rights: Sequence[bool]
) -> Iterator[Pick]:
    """Yield a pick between each right value and each wrong one."""
    for value, right in zip(values, rights, strict=True):
        for other, other_right in zip(values, rights, strict=True):
            if right and not other_right:
                yield Pick((value, other), 0)


def text_values(texts: Sequence[str], prompt: str) -> list[tuple[float, ...]]:
    """For each text its value by each of TEXT_CUES."""
    stems = [stems_of(text) for text in texts]
    prompt_stems = stems_of(prompt)
    numbers = [
        float(found[0].replace(",", "")) if (found := _NUMBER.search(text)) else None
        for text in texts
    ]
    rank = sorted(number for number in numbers if number is not None)
    middle = median(rank) if len(rank) == len(texts) > 2 else None
    return [
        (
            len(text),
            len(_SPECIFIC.findall(text)),
            -sum(word in TONES["absolutes"] for word in words_of(text)),
            sum(word in TONES["hedges"] for word in words_of(text)),
            len(own & prompt_stems),
            sum(len(own & other) for other in stems if other is not own),
            0 if middle is None or number is None else -abs(number - middle),
        )
        for text, own, number in zip(texts, stems, numbers, strict=True)
    ]


def add_places(
    values: Sequence[tuple[float, ...]], fixed: Sequence[bool]
) -> list[tuple[float, ...]]:
    """The values with those of PLACE_CUES, which only apply to what is `fixed` in its
    place.
    """
    places = (0, 1, 2, len(values) - 1)
    return [
        (*value, *(float(is_fixed and at == place) for place in places))
        for at, (value, is_fixed) in enumerate(zip(values, fixed, strict=True))
    ]


Row = list[tuple[int, float]]
"""A candidate for the combination: each cue, and how far above chance that cue would
pick it.
"""


def cue_rows(pick: Pick) -> list[Row]:
    """For each candidate what each cue adds to its chance; ties share, and cues without
    effect are out.
    """
    rows: list[Row] = [[] for _ in pick.values]
    for cue, column in enumerate(zip(*pick.values, strict=True)):
        top = max(column)
        ties = column.count(top)
        if ties < len(column):
            for row, value in zip(rows, column, strict=True):
                row.append((cue, (value == top) / ties - 1 / len(column)))
    return rows


def measure_gains(guesses: Sequence[Guess]) -> dict[str, list[float]]:
    """How far above chance each question scores, by cue; last comes the combination,
    cross-validated.
    """
    rows = [[cue_rows(pick) for pick in guess.picks] for guess in guesses]
    table = {cue: [0.0] * len(guesses) for cue in (*CUES, COMBINED)}
    for at, guess in enumerate(guesses):
        for pick, seen in zip(guess.picks, rows[at], strict=True):
            for cue, gain in seen[pick.key]:
                table[CUES[cue]][at] += gain / len(guess.picks)
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for at, guess in enumerate(guesses):
        by_kind[guess.kind].append(at)
    for members in by_kind.values():
        for fold in range(FOLDS):
            training = [at for place, at in enumerate(members) if place % FOLDS != fold]
            weights = fit_weights([(guesses[at], rows[at]) for at in training])
            for at in members[fold::FOLDS]:
                picks = zip(guesses[at].picks, rows[at], strict=True)
                table[COMBINED][at] = fmean(
                    combined_gain(weights, seen, pick.key) for pick, seen in picks
                )
    return table


def combined_gain(weights: Sequence[float], rows: Sequence[Row], key: int) -> float:
    """How far above chance the weighted cues pick the key; ties share."""
    scores = [round(sum(weights[cue] * gain for cue, gain in row), 9) for row in rows]
    return (scores[key] == max(scores)) / scores.count(max(scores)) - 1 / len(rows)


def fit_weights(training: Sequence[tuple[Guess, list[list[Row]]]]) -> list[float]:
    """Fit a weight per cue: a conditional logit with a small ridge, by gradient;
    questions weigh alike.
    """
    weights = [0.0] * len(CUES)
    rate = _LEARNING_RATE / (len(training) + 1)
    for _ in range(_STEPS):
        gradient = [-weight for weight in weights]
        for guess, picks in training:
            share = 1 / len(guess.picks)
            for pick, rows in zip(guess.picks, picks, strict=True):
                odds = [
                    exp(sum(weights[cue] * gain for cue, gain in row)) for row in rows
                ]
                total = sum(odds)
                for at, row in enumerate(rows):
                    error = share * ((at == pick.key) - odds[at] / total)
                    for cue, gain in row:
                        gradient[cue] += error * gain
        weights = [
            weight + rate * slope
            for weight, slope in zip(weights, gradient, strict=True)
        ]
    return weights
