"""The words about the player and the rounds that the home screen offers, the most
sensible first.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from weakspot.engine.constants import MISSED_DAYS, PLACEMENT_MAX
from weakspot.engine.records import RoundTally
from weakspot.engine.report import Plan, TopicReport
from weakspot.engine.rules import LAB, MODES
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.text import format_count, one_line
from weakspot.ui.widgets.menu import Round
from weakspot.words.estimates import state_word
from weakspot.words.modes import MODE_WORDS
from weakspot.words.numbers import format_minutes
from weakspot.words.summaries import position_words


def player_words(game: Game, is_narrow: bool) -> str:
    """The streak; before the first answer what this game does, or nothing if
    `is_narrow`.
    """
    streak = game.progress.streak()
    if streak:
        return f"{streak}-day streak"
    if is_narrow or game.progress.points():
        return ""
    return "finds what you do not know, and drills it"


def offer_rounds(
    game: Game,
    today: Round,
    unfinished: Sequence[Session],
    spots: Sequence[TopicReport],
) -> list[Round]:
    """Build the rows of the rounds to offer; `unfinished` are rounds to resume, the
    newest first.

    A round left today comes before today's round, an older one after it. If it is
    today's, its row has the parts of what it still asks; the other begins anew.
    """
    first = [*offer_unfinished(game, unfinished), today]
    if unfinished and not game.rounds.is_active_today(unfinished[0]):
        first.reverse()
    elif unfinished and unfinished[0].mode == "today" and today.tally is None:
        left = replace(first[0], parts=game.progress.today_parts())
        words = f"anew, {today.words}"
        first = [left, replace(today, words=words, brief="anew", parts=None)]
    rounds = [*first, *offer_placement(game), offer_weak_spots(game, spots)]
    rounds += [*offer_missed_and_flagged(game), *offer_exam(game, unfinished)]
    rounds += offer_lab(game)
    names = [
        MODE_WORDS[mode].title.lower() for mode in game.more_modes if mode != "exam"
    ]
    return [
        *rounds,
        Round("More", f"{names[0]}, {names[1]} and {len(names) - 2} others", "", "m"),
    ]


def offer_unfinished(game: Game, unfinished: Sequence[Session]) -> list[Round]:
    """Offer the round that was left last; empty if there is none."""
    if not unfinished:
        return []
    last, *others = unfinished
    title, grows = game.rounds.title(last), last.rules.grows
    words = f"{title}, {position_words(last)}"
    brief = title if grows else words.replace(", question ", ", ")
    more = f" · {len(others)} more open" if others else ""
    return [Round("Go on", (brief if more else words) + more, brief, "Enter")]


def offer_today(plan: Plan, tally: RoundTally | None) -> Round:
    """Offer today's round as it is planned: how long it is and what it consists of; or
    what came of it once it is done.
    """
    if tally is None and not plan.drawn:
        return Round("Today", "nothing to ask", "nothing to ask", "t")
    questions = format_count(len(plan.drawn), "question")
    words = f"{questions}, {format_minutes(plan.seconds)}"
    brief = f"{questions}, {format_minutes(plan.seconds, brief=True)}"
    if tally is not None:
        brief = f"done, {tally.right} of {tally.answers}"
    return Round("Today", words, brief, "t", plan.parts, tally)


def offer_placement(game: Game) -> list[Round]:
    """Offer the placement, while it is time for it; else empty."""
    if not game.progress.should_offer_placement():
        return []
    words = f"up to {PLACEMENT_MAX} questions, all sections"
    return [Round(MODE_WORDS["placement"].title, words, "", "l")]


def offer_weak_spots(game: Game, spots: Sequence[TopicReport]) -> Round:
    """Offer the weak spots by number, with the name of the weakest; else the perhaps
    weak by number.
    """
    topics = [spot for spot in spots if spot.state == "weak"]
    if topics:
        brief, weakest = format_count(len(topics), "topic"), topics[0].title
        words = weakest if len(topics) == 1 else f"{brief}, weakest: {weakest}"
    elif spots:
        perhaps = state_word("perhaps")
        words, brief = (
            f"{format_count(len(spots), 'topic')} {perhaps}",
            f"{len(spots)} {perhaps}",
        )
    else:
        words, brief = (
            f"none {game.progress.no_weak_spots_words()}",
            f"none {game.progress.no_weak_spots_words(brief=True)}",
        )
    return Round("Weak spots", words, brief, "w")


def offer_missed_and_flagged(game: Game) -> list[Round]:
    """Offer what was missed and, if anything is flagged, what is flagged."""
    missed, flagged = game.progress.missed_count(), game.progress.flagged_count()
    ideas = format_count(missed, "idea") if missed else "none"
    rounds = [Round("Missed", f"{ideas}, last {MISSED_DAYS} days", ideas, "p")]
    words = format_count(flagged, "question")
    return [*rounds, Round("Flagged", words, words, "f")] if flagged else rounds


def offer_lab(game: Game) -> list[Round]:
    """Offer to go on with the project of the mini-lab that is not finished; else
    empty.
    """
    project, steps = game.lab.unfinished(), game.lab.steps
    if project is None or not game.lab.is_offered:
        return []
    brief = f"{(project.next_step(steps) or 0) + 1} of {len(steps)}"
    words = f"{one_line(project.name)}, step {brief}"
    return [Round(MODE_WORDS[LAB].title, words, brief, "d")]


def offer_exam(game: Game, unfinished: Sequence[Session]) -> list[Round]:
    """Offer an exam, or the one left open; empty if there is nothing to ask."""
    if any(session.sheets and not session.scope for session in unfinished):
        return [Round("Exam", "goes on", "goes on", "x")]
    length = game.progress.exam_length()
    words = format_count(length, "question")
    time = format_minutes(MODES["exam"].seconds_for(length) or 0, brief=True)
    return [Round("Exam", f"{words}, {time}", time, "x")] if length else []
