"""Rounds in words: how far they are, how they ended, and what moved."""

import math

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.forecast import ExamForecast
from weakspot.engine.limits import count_misses, count_right_answers, is_over
from weakspot.engine.records import ExamScore, PastExam
from weakspot.engine.session import ANSWERED, Move, Session
from weakspot.engine.sheets import flagged_slots, open_slots
from weakspot.engine.summary import Summary
from weakspot.text import format_count
from weakspot.words.estimates import (
    needs_line,
    short_needs_line,
    state_word,
    tally_words,
)
from weakspot.words.numbers import percent, range_words

MISS_SIGN, MISS_LEFT_SIGN = "✗", "·"
DROPPED = "The round left open is dropped"
EXAM_STAYS = "What was handed in stays."
EXAM_SHARE_NOTE = "including lucky guesses and partly right answers"
"""The part that the share of an exam counts and mastery does not."""


class PlaceWords(msgspec.Struct, frozen=True):
    """The place in a round, in signs and in words;
    `urgent` when it is time to hurry.
    """

    signs: str
    words: str
    urgent: bool = False


def describe_place(session: Session) -> PlaceWords:
    """Describe the place of the question in play, or how near the end is where a limit
    sets it.
    """
    left, rules = session.seconds_left, session.rules
    place = f"{session.at + 1} of {len(session.slots)}"
    is_handed_in = bool(session.sheets) and session.phase == ANSWERED
    if left is not None and not is_handed_in:
        # a started second counts as a whole one
        minutes, rest = divmod(math.ceil(left), 60)
        words = f"{minutes}:{rest:02} left"
        if rules.own_time:
            words = f"{place} · {words if left > 0 else 'time is up'}"
            return PlaceWords(words, words, left <= 0)
        if not rules.sealed:
            words = f"{count_right_answers(session)} right · {words}"
        return PlaceWords(
            words,
            words,
            left <= (c.EXAM_HURRY_SECONDS if rules.sealed else c.HURRY_SECONDS),
        )
    if rules.most is not None:
        words = f"{session.at + 1} of at most {rules.most}"
        return PlaceWords(words, words)
    if rules.misses is None:
        return PlaceWords(place, place)
    more = max(0, rules.misses - count_misses(session))
    signs = " ".join(MISS_SIGN * (rules.misses - more) + MISS_LEFT_SIGN * more)
    words = f"{format_count(more, 'life', 'lives')} left"
    return PlaceWords(f"{signs}  {words}", words, more == 1)


def position_words(session: Session) -> str:
    """The number of the question in play, and the total where it is fixed: “question 3
    of 12”.
    """
    number = f"question {session.at + 1}"
    return number if session.rules.grows else f"{number} of {len(session.slots)}"


def unfinished_line(session: Session) -> str:
    """The place where a round goes on that was left unfinished."""
    return (
        f"Goes on at {position_words(session)}."
        if session.has_answers
        else "Begun, no answer yet."
    )


def dropped_line(unsaved: str) -> str:
    """Say that a new round replaced the open one; `unsaved` is why nothing is saved,
    empty where it is.
    """
    return f"{DROPPED}." if unsaved else f"{DROPPED}; its answers are kept."


def end_lines(session: Session, best: int | None) -> list[str]:
    """The right answers of a finished round, in lines; `best` is the most in an earlier
    one, None without any.
    """
    count = count_right_answers(session)
    answers = format_count(count, "right answer")
    if not is_over(session):
        line = f"Every question was asked: {answers}."
    elif session.rules.misses is None:
        line = f"Time is up: {answers}."
    else:
        line = f"{answers} before the last miss."
    if best is None:
        return [line, f"Best so far: {count}, your first."] if count else [line]
    return [
        line,
        f"A new best: {best} before." if count > best else f"Best so far: {best}.",
    ]


def score_words(summary: Summary, is_exam: bool = False) -> str:
    """“7 of 10 right, 2 partly, 1 missed”; for an exam,
    what was left open is among the ten.

    Answers that are disputed, or were given after their verdict had been seen, are not
    among them.
    """
    passed = "left open" if is_exam else "skipped"
    rest = {"partly": summary.partly, "missed": summary.missed, passed: summary.skipped}
    rest |= {"disputed": summary.disputed, "seen before": summary.seen}
    words = (f"{count} {word}" for word, count in rest.items() if count)
    asked = summary.asked + summary.skipped if is_exam else summary.asked
    return ", ".join([f"{summary.right} of {asked} right", *words])


def move_figures(move: Move) -> str:
    """The change of the topic's mastery; the plain facts while an estimate
    would mean nothing.
    """
    if move.different < 2:
        return tally_words(move.answers, move.misses)
    if move.before is None:
        return percent(move.after.mastery)
    before, after = round(100 * move.before.mastery), percent(move.after.mastery)
    return (
        f"still {after}"
        if before == round(100 * move.after.mastery)
        else f"{before} → {after}"
    )


def move_words(move: Move, brief: bool = False) -> str:
    """The state of the topic after the answer, or what it still needs to be let go."""
    if move.state == "weak":
        needs = (short_needs_line if brief else needs_line)(move.needs)
        return f"weak until {needs}"
    if move.was_weak:
        return "no longer weak"
    word = state_word(move.state)
    return word if brief or move.state != "open" else f"{word}: more answers will tell"


def why_weak(move: Move) -> str:
    """The reason why a topic is weak after a single answer; empty for any other."""
    is_early = move.state == "weak" and move.different == 1
    return "as most answers so far were wrong" if is_early else ""


def placement_lines(mastery: float, answers: int) -> list[str]:
    """The result of a placement: the level, and the heading of where to look first;
    sections are not ranked.

    All of the player's `answers` count for that.
    """
    is_sure = answers >= c.PLACEMENT_MIN
    within = (
        "± 10 points" if is_sure else f"from only {format_count(answers, 'answer')}"
    )
    return [
        (
            f"Your level: about {percent(mastery)} known ({within}), lucky guesses "
            "left out."
        ),
        "Where to look first, the lowest of what was tried:",
    ]


def state_words(session: Session) -> str:
    """“17 answered · 2 flagged”."""
    flagged = len(flagged_slots(session))
    words = f"{len(session.slots) - len(open_slots(session))} answered"
    return f"{words} · {flagged} flagged" if flagged else words


def result_words(result: ExamScore) -> str:
    """“74 %: passed, 70 % needed”."""
    return (
        f"{floor_percent(result.share)} %: {pass_word(result)}, "
        f"{floor_percent(c.PASS_MARK)} % needed"
    )


def pass_word(graded: ExamScore) -> str:
    """“passed” or “not passed”."""
    return "passed" if graded.is_passed else "not passed"


def floor_percent(share: float) -> int:
    """Whole per cent of a share (0..1), rounded down:
    69.9 % must not look like a pass.
    """
    return int(100 * (share + c.ROUNDING_SLACK))


def answer_note(session: Session, counts: str) -> str:
    """The note below the result: the `counts` of answers in words, and whether the time
    was up.
    """
    return f"{counts}. The time was up." if session.seconds_left == 0 else counts


def section_words(graded: ExamScore) -> str:
    """“2.5 of 4, 62 %”."""
    return f"{round(graded.score, 1):g} of {graded.asked}, {percent(graded.share)}"


def exam_words(exam: PastExam) -> str:
    """“82 % of 40, passed”."""
    return f"{floor_percent(exam.share)} % of {exam.asked}, {pass_word(exam)}"


def exam_forecast_words(exam: ExamForecast | None) -> str:
    """“about 64 % of 40 questions (52 to 76), including …”; if not known yet,
    when it will be.
    """
    if exam is None:
        return f"shown after {c.FORECAST_MIN_ANSWERS} answers"
    within = range_words(exam.low, exam.high)
    share = f"about {percent(exam.share)} of {format_count(exam.questions, 'question')}"
    return f"{share} ({within}), {EXAM_SHARE_NOTE}"
