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
from collections.abc import Callable, Iterator, Sequence
from math import exp
from statistics import fmean, median
from typing import NamedTuple

from weakspot.bank.course import TONES
from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.registry import look_up
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.vocabulary import stems_of, words_of

FOLDS = 5

_STEPS = 200
_LEARNING_RATE = 0.7
"""Eleven cues bend a question's likelihood by 0.25 each at most,
so no step of this length overshoots.
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
    """One pick of the highest value: `values` by candidate, then by cue;
    `key` is the right candidate.
    """

    values: tuple[tuple[float, ...], ...]
    key: int


class Guess(NamedTuple):
    """A question as the guesser sees it; its score is the mean of its picks."""

    id: str
    kind: str
    picks: tuple[Pick, ...]


def build_guesses(questions: Sequence[tuple[str, Question]]) -> list[Guess]:
    """A Guess for each question that can be guessed;
    `questions` come with their `section/id`.
    """
    statements = [
        text_values([each.prompt], "")[0]
        for _, each in questions
        if each.truth is not None
    ]
    usual = tuple(median(column) for column in zip(*statements, strict=True))
    guesses = []
    for key, question in questions:
        picks = list(look_up(PICKS, question)(question))
        if question.truth is not None:
            picks = [statement_pick(question, usual)]
        if picks:
            guesses.append(Guess(key, question.name(), tuple(picks)))
    return guesses


def statement_pick(question: Question, usual: tuple[float, ...]) -> Pick:
    """Pick true or false:
    true has the values of this statement, false those of the median statement.
    """
    true, false = (
        (*text_values([question.prompt], "")[0], 1, 0, 0, 0),
        (*usual, 0, 0, 0, 1),
    )
    return Pick((true, false), 0 if question.truth else 1)


def match_picks(question: MatchQuestion) -> Iterator[Pick]:
    """Yield a right side for each left one."""
    fixed = [False] * len(question.targets)
    for index, left in enumerate(question.items):
        values = add_places(text_values(question.targets, left), fixed)
        yield Pick(tuple(values), index)


def sort_picks(question: SortQuestion) -> Iterator[Pick]:
    """Yield a category for each item."""
    fixed = [True] * len(question.targets)
    for text, index, _ in question.placed_items:
        values = add_places(text_values(question.targets, text), fixed)
        yield Pick(tuple(values), index)


def order_picks(question: OrderQuestion) -> Iterator[Pick]:
    """Yield the first of each two neighbouring steps."""
    fixed = [False] * len(question.steps)
    values = add_places(text_values(question.steps, question.prompt), fixed)
    for one, other in zip(values, values[1:], strict=False):
        yield Pick((one, other), 0)


def line_picks(question: LinesQuestion) -> Iterator[Pick]:
    """Yield a pick between each faulty line and each sound one."""
    fixed = [True] * len(question.texts)
    values = add_places(text_values(question.texts, question.prompt), fixed)
    yield from pair_picks(values, [line.fault for line in question.lines])


def option_picks(question: Question) -> Iterator[Pick]:
    """Yield an option of each list, or where several are right, one of each pair."""
    for _, options in question.option_lists:
        fixed = [option.pin or not question.shuffle for option in options]
        texts = [option.text for option in options]
        values = add_places(text_values(texts, question.prompt), fixed)
        rights = [option.right for option in options]
        if question.can_pick_several:
            yield from pair_picks(values, rights)
        else:
            yield Pick(tuple(values), rights.index(True))


PICKS: dict[type, Callable[..., Iterator[Pick]]] = {
    MatchQuestion: match_picks,
    SortQuestion: sort_picks,
    OrderQuestion: order_picks,
    LinesQuestion: line_picks,
    Question: option_picks,
}
"""The picker of a kind, by its class or one it stands for."""


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
    """The values with those of PLACE_CUES,
    which only apply to what is `fixed` in its place.
    """
    places = (0, 1, 2, len(values) - 1)
    return [
        (*value, *(float(is_fixed and at == place) for place in places))
        for at, (value, is_fixed) in enumerate(zip(values, fixed, strict=True))
    ]


Row = list[tuple[int, float]]
"""A candidate for the combination:
each cue, and how far above chance that cue would pick it.
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
    """Scores of the questions above chance, by cue;
    last comes the combination, cross-validated.
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
    """The score above chance of the weighted cues; ties share."""
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
